//! The wizard's drafts: stored at every step, so that a restart, a reload or another device goes
//! on where the person was.

use super::error::Refused;
use super::offer::{Offered, form_of, known};
use super::prices::Company;
use super::sheet::{Sheet, choices, look};
use super::start::{Begun, Chosen, Request};
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::ids::{ConversationId, DraftId, MessageId, PostId};
use crate::domain::rights::{Action, Member};
use crate::domain::template::{Problem, Slot, Values, check_field, check_message, clean};
use crate::domain::wizard::{Change, Draft, Facts, Step, StoredDraft};
use crate::store::{contacts, drafts, teams, templates};

/// What became of values that were typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Filled {
    /// The draft with those that were good.
    pub sheet: Sheet,
    /// What is wrong with the others.
    pub problems: Vec<Problem>,
    /// Those that were corrected: line breaks and spaces in a row became one space.
    pub corrected: Vec<Slot>,
}

/// What a confirmed draft became.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Done {
    /// A conversation.
    Begun(Begun),
    /// A further template in this conversation.
    Sent(ConversationId, MessageId),
}

impl Desk {
    /// Begins a draft with what is known already.
    ///
    /// # Errors
    /// [`Refused::NoTeam`] for somebody who is in none; for a further template as
    /// [`Desk::send_template`].
    pub async fn open_draft(&self, by: Member, mut draft: Draft) -> Result<Sheet, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                match draft.conversation {
                    Some(id) => {
                        let c = unit.conversation(id).await?;
                        unit.may_send_template(&c, &by).await?;
                        if c.stage == Stage::Concluded {
                            return Err(Refused::Concluded.into());
                        }
                        draft.contact = Some(c.contact);
                        draft.channel = Some(c.channel);
                        draft.team = Some(c.team);
                    }
                    None => unit.may_begin(&by).await?,
                }
                if let Some(template) = draft.template {
                    let values = unit.prefilled(&draft, template).await?;
                    draft.template = None;
                    draft.change(Change::Template(template, values));
                }
                let text = stored(&draft)?;
                let id =
                    drafts::create(unit.db, by.id, Step::Contact.as_str(), &text, unit.now).await?;
                unit.settled(&by, id, draft, &company).await
            })
        })
        .await
    }

    /// The draft as it stands, with its template as that is now.
    ///
    /// # Errors
    /// [`Refused::Over`] if it is gone or became a conversation, [`Refused::NotYours`], and as
    /// [`Desk::open_draft`] for somebody who may no longer go on with it.
    pub async fn draft(&self, id: DraftId, by: Member) -> Result<Sheet, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let (draft, changed_at) = unit.kept(id, &by).await?;
                let sheet = unit.settled(&by, id, draft, &company).await?;
                Ok(Sheet {
                    changed_at,
                    ..sheet
                })
            })
        })
        .await
    }

    /// The person's newest draft, of whatever it is.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn newest_draft(&self, by: &Member) -> Result<Option<DraftId>, DeskError> {
        let mut db = self.store.read().await?;
        let newest = drafts::open_of(&mut db, by.id, 1).await?;
        Ok(newest.first().map(|draft| draft.id))
    }

    /// The person's newest draft of a conversation that has not begun: a further template in one
    /// that has is something else.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn newest_beginning(&self, by: &Member) -> Result<Option<DraftId>, DeskError> {
        const LOOKED_AT: u32 = 20;
        let mut db = self.store.read().await?;
        for kept in drafts::open_of(&mut db, by.id, LOOKED_AT).await? {
            if read(&kept.data)?.conversation.is_none() {
                return Ok(Some(kept.id));
            }
        }
        Ok(None)
    }

    /// Takes over what the person did.
    ///
    /// # Errors
    /// As [`Desk::draft`].
    pub async fn change_draft(
        &self,
        id: DraftId,
        by: Member,
        change: Change,
    ) -> Result<Sheet, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let (mut draft, _) = unit.kept(id, &by).await?;
                let change = match change {
                    Change::Template(template, values) => {
                        let mut begin = unit.prefilled(&draft, template).await?;
                        begin.extend(values);
                        Change::Template(template, begin)
                    }
                    other => other,
                };
                let knows_more = matches!(change, Change::Contact(_));
                draft.change(change);
                if let Some(template) = draft.template.filter(|_| knows_more) {
                    let mut values = unit.prefilled(&draft, template).await?;
                    values.append(&mut draft.values);
                    draft.values = values;
                }
                unit.settled(&by, id, draft, &company).await
            })
        })
        .await
    }

    /// The person is shown this sheet: if it is a preview, its template and price are what they
    /// confirm, and not what those may have become by then.
    ///
    /// # Errors
    /// As [`Desk::draft`].
    pub async fn shown(&self, sheet: &Sheet, by: Member) -> Result<(), DeskError> {
        let offered = sheet.template.as_ref();
        let previewed = offered.filter(|_| sheet.step == Step::Preview);
        match previewed.map(Offered::shown) {
            Some(shown) if sheet.draft.shown.as_ref() != Some(&shown) => {
                let shown = Change::Shown(shown);
                self.change_draft(sheet.id, by, shown).await.map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Goes one step back.
    ///
    /// # Errors
    /// As [`Desk::draft`].
    pub async fn step_back(&self, id: DraftId, by: Member) -> Result<Sheet, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let (draft, _) = unit.kept(id, &by).await?;
                let sheet = look(unit, &by, id, draft, &company).await?;
                let mut draft = sheet.draft.clone();
                let (ways, teams) = choices(&sheet);
                let facts = Facts {
                    contact: sheet.contact.is_some(),
                    ways: &ways,
                    teams: &teams,
                    ..Facts::default()
                };
                draft.back(sheet.step, &facts);
                unit.settled(&by, id, draft, &company).await
            })
        })
        .await
    }

    /// Takes over what was typed into fields of the template, each by its slot.
    ///
    /// # Errors
    /// As [`Desk::draft`]; [`Refused::TemplateGone`] if no template is chosen any more.
    pub async fn fill_draft(
        &self,
        id: DraftId,
        by: Member,
        typed: Vec<(Slot, String)>,
    ) -> Result<Filled, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let (draft, _) = unit.kept(id, &by).await?;
                let before = look(unit, &by, id, draft, &company).await?;
                let mut draft = before.draft.clone();
                let Some(offered) = &before.template else {
                    return Err(Refused::TemplateGone.into());
                };
                let form = offered
                    .form
                    .as_ref()
                    .map_err(|_| DeskError::Refused(Refused::TemplateKind))?;
                let (mut good, mut problems, mut corrected) =
                    (Values::new(), Vec::new(), Vec::new());
                for (slot, raw) in typed {
                    let Some(field) = form.field(&slot) else {
                        continue;
                    };
                    match check_field(&offered.definition, field, &raw) {
                        Ok(value) => {
                            if clean(&raw) != raw.trim() {
                                corrected.push(slot.clone());
                            }
                            good.insert(slot, value);
                        }
                        Err(problem) => problems.push(problem),
                    }
                }
                draft.change(Change::Fill(good));
                if draft.missing(form).next().is_none()
                    && let Err(more) = check_message(&offered.definition, form, &draft.values)
                {
                    // Too long as a whole: what is too long is asked for again.
                    for problem in &more {
                        draft.values.remove(&problem.slot);
                    }
                    problems.extend(more);
                }
                Ok(Filled {
                    sheet: unit.settled(&by, id, draft, &company).await?,
                    problems,
                    corrected,
                })
            })
        })
        .await
    }

    /// Gives a draft up.
    ///
    /// # Errors
    /// As [`Desk::draft`].
    pub async fn cancel_draft(&self, id: DraftId, by: Member) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                unit.kept(id, &by).await?;
                Ok(drafts::delete(unit.db, id).await?)
            })
        })
        .await
    }

    /// What was chosen in a draft, whatever became of it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn kept_draft(&self, id: DraftId) -> Result<Option<Draft>, DeskError> {
        let mut db = self.store.read().await?;
        let kept = drafts::load(&mut db, id).await?;
        kept.map(|kept| read(&kept.data)).transpose()
    }

    /// Does what the draft says; `press` is the confirming press.
    ///
    /// # Errors
    /// As [`Desk::draft`], [`Desk::begin`] and [`Desk::send_template`].
    pub async fn confirm_draft(
        &self,
        id: DraftId,
        by: Member,
        press: PostId,
    ) -> Result<Done, DeskError> {
        let mut db = self.store.read().await?;
        let kept = drafts::load(&mut db, id).await?;
        drop(db);
        // One that became a conversation already goes on: pressing again shows what came of it.
        let kept = kept.ok_or(DeskError::Refused(Refused::Over))?;
        if kept.owner != by.id {
            return Err(Refused::NotYours.into());
        }
        let draft = read(&kept.data)?;
        let chosen = draft.template.map(|template| Chosen {
            template,
            shown: draft.shown.clone(),
            values: draft.values.clone(),
            media: draft.media.clone(),
            sure: draft.sure,
        });
        if let Some(conversation) = draft.conversation {
            let chosen = chosen.ok_or(DeskError::Refused(Refused::TemplateGone))?;
            let message = self
                .send_template(conversation, by, chosen, press, Some(id))
                .await?;
            return Ok(Done::Sent(conversation, message));
        }
        let (Some(contact), Some(channel), Some(team)) = (draft.contact, draft.channel, draft.team)
        else {
            return Err(Refused::Over.into());
        };
        if chosen.is_none() && !draft.without_template {
            return Err(Refused::TemplateGone.into());
        }
        let request = Request {
            key: format!("draft:{}", id.0),
            by,
            contact,
            channel,
            team,
            template: chosen,
            press,
            draft: Some(id),
        };
        self.begin(request).await.map(Done::Begun)
    }
}

impl Unit<'_> {
    /// The draft and when it last changed, if this person may still go on with it: roles and
    /// assignees change while it lies.
    async fn kept(&mut self, id: DraftId, by: &Member) -> Result<(Draft, Timestamp), DeskError> {
        let kept = drafts::load(self.db, id)
            .await?
            .ok_or(DeskError::Refused(Refused::Over))?;
        if kept.owner != by.id {
            return Err(Refused::NotYours.into());
        }
        if kept.done_at.is_some() {
            return Err(Refused::Over.into());
        }
        let draft = read(&kept.data)?;
        match draft.conversation {
            Some(conversation) => {
                let c = self.conversation(conversation).await?;
                self.may_send_template(&c, by).await?;
            }
            None => self.may_begin(by).await?,
        }
        Ok((draft, kept.updated_at))
    }

    /// Whoever begins conversations is in a team.
    async fn may_begin(&mut self, by: &Member) -> Result<(), DeskError> {
        if teams::of_member(self.db, &by.roles).await?.is_empty() {
            return Err(Refused::NoTeam.into());
        }
        Ok(())
    }

    /// A further template is the assignee's and the supervisors' business.
    async fn may_send_template(&mut self, c: &Conversation, by: &Member) -> Result<(), DeskError> {
        let team = self.team_roles(c.team).await?;
        if !by.may(Action::Handle, c, &team) && !by.supervises(&team) {
            return Err(Refused::NotAssignee(c.assignee).into());
        }
        Ok(())
    }

    /// Where the draft stands now, written down.
    async fn settled(
        &mut self,
        by: &Member,
        id: DraftId,
        draft: Draft,
        company: &Company,
    ) -> Result<Sheet, DeskError> {
        let sheet = look(self, by, id, draft, company).await?;
        let text = stored(&sheet.draft)?;
        if !drafts::save(self.db, id, sheet.step.as_str(), &text, self.now).await? {
            return Err(Refused::Over.into());
        }
        Ok(sheet)
    }

    /// What the contact's record fills in of this template.
    async fn prefilled(
        &mut self,
        draft: &Draft,
        template: crate::domain::ids::TemplateId,
    ) -> Result<Values, DeskError> {
        let mut values = Values::new();
        let (Some(contact), Some(template)) = (
            match draft.contact {
                Some(contact) => contacts::by_id(self.db, contact).await?,
                None => None,
            },
            templates::by_id(self.db, template).await?,
        ) else {
            return Ok(values);
        };
        let Some((definition, form)) = form_of(&template, self.abilities) else {
            return Ok(values);
        };
        for field in form.iter().flat_map(|form| &form.fields) {
            let fill = field.prefill.as_ref().and_then(|of| known(&contact, of));
            if let Some(value) = fill
                && let Ok(value) = check_field(&definition, field, &value)
            {
                values.insert(field.slot.clone(), value);
            }
        }
        Ok(values)
    }
}

fn read(data: &str) -> Result<Draft, DeskError> {
    let StoredDraft::V1(draft) =
        serde_json::from_str(data).map_err(|error| DeskError::Store(error.into()))?;
    Ok(draft)
}

fn stored(draft: &Draft) -> Result<String, DeskError> {
    serde_json::to_string(&StoredDraft::V1(draft.clone()))
        .map_err(|error| DeskError::Store(error.into()))
}
