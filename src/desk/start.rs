//! A conversation begins, and templates leave: what must hold, in one unit.

use serde_json::json;

use super::error::{AskMoney, Refused};
use super::life::not_the_assignee;
use super::offer::{is_reachable, mapping, window_between};
use super::prices::{Company, Tariffs, charged_as};
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::content::TemplateContent;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::event::Event;
use crate::domain::ids::{
    ChannelId, ContactId, ConversationId, DraftId, MessageId, PostId, TeamId, TemplateId,
};
use crate::domain::pace::Pace;
use crate::domain::price::Price;
use crate::domain::rights::{Action, Member};
use crate::domain::template::{
    Category, Definition, Form, HeaderMedia, Values, check_message, components, preview,
};
use crate::domain::wizard::{Shown, Sure};
use crate::store::channels::Channel;
use crate::store::contacts::Contact;
use crate::store::conversations::{Beginning, Origin};
use crate::store::presses::{self, Press};
use crate::store::{
    channels, contacts, conversations, drafts, listing, outgoing, teams, templates,
};

/// After so long without an answer a further template needs no question.
const PATIENCE: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// What a person confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Two requests with the same key are one.
    pub key: String,
    /// Who.
    pub by: Member,
    /// With whom.
    pub contact: ContactId,
    /// From which number.
    pub channel: ChannelId,
    /// For which team.
    pub team: TeamId,
    /// The template; without one the window must be open.
    pub template: Option<Chosen>,
    /// The confirming press: the message's place in the order.
    pub press: PostId,
    /// The draft that this ends.
    pub draft: Option<DraftId>,
}

/// A template that a person chose, filled and saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Which.
    pub template: TemplateId,
    /// What of it was shown; nothing else leaves.
    pub shown: Option<Shown>,
    /// What fills its fields.
    pub values: Values,
    /// What fills its header.
    pub media: Option<HeaderMedia>,
    /// What the person was asked about money and chose to do anyway.
    pub sure: Sure,
}

/// A conversation that began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Begun {
    /// Its row.
    pub conversation: ConversationId,
    /// An earlier press with the same key began it.
    pub again: bool,
}

/// A template as it will leave.
struct Ready {
    content: TemplateContent,
    price: Price,
    /// The price as it is written down beside the message.
    estimate: Option<(String, i64)>,
}

/// Who may send a further template to somebody who has not answered.
struct Patience {
    team: TeamId,
    /// The third one takes a supervisor, which this person is not.
    third_by_supervisor: bool,
}

impl Patience {
    /// Whether a template may leave after those that were not answered, or what has to be asked
    /// first.
    fn allows(
        &self,
        unanswered: &[Timestamp],
        ready: &Ready,
        sure: Sure,
        now: Timestamp,
    ) -> Result<(), DeskError> {
        if unanswered.len() >= 2 && self.third_by_supervisor {
            let (count, team) = (unanswered.len(), self.team);
            return Err(Refused::Money(AskMoney::NeedsSupervisor { count, team }).into());
        }
        match unanswered.last() {
            Some(since) if now - *since < PATIENCE && !sure.unanswered => {
                let (since, price) = (*since, ready.price.clone());
                Err(Refused::Money(AskMoney::Unanswered { since, price }).into())
            }
            _ => Ok(()),
        }
    }
}

impl Desk {
    /// Begins a conversation as one unit: pressing twice begins it once.
    ///
    /// # Errors
    /// [`Refused::NotInTeam`], [`Refused::Blocked`], [`Refused::OptedOut`] (marketing only),
    /// [`Refused::Unreachable`], [`Refused::NumberOff`], [`Refused::OpenAlready`],
    /// [`Refused::OpenElsewhere`], [`Refused::WindowClosed`] without a template, what is wrong with
    /// the template ([`Refused::TemplateGone`], [`Refused::TemplateChanged`],
    /// [`Refused::PriceChanged`], [`Refused::TemplateKind`], [`Refused::Parameters`]), and
    /// [`Refused::Money`] if the person has to be asked first.
    pub async fn begin(&self, request: Request) -> Result<Begun, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| Box::pin(async move { unit.begin(&request, &company).await }))
            .await
    }

    /// Sends a further template in an open conversation; pressing twice sends it once.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`] (a supervisor may send the one that needs them),
    /// [`Refused::Concluded`], and as [`Desk::begin`] for the template.
    pub async fn send_template(
        &self,
        id: ConversationId,
        by: Member,
        chosen: Chosen,
        press: PostId,
        draft: Option<DraftId>,
    ) -> Result<MessageId, DeskError> {
        let company = self.company.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                if let Some(draft) = draft {
                    let key = format!("draft:{}", draft.0);
                    if let Press::Again(result) = presses::claim(unit.db, &key, unit.now).await? {
                        return result.map(MessageId).ok_or_else(|| Refused::Over.into());
                    }
                    let message = unit
                        .send_template(id, &by, &chosen, press, &company)
                        .await?;
                    presses::set_result(unit.db, &key, message.0).await?;
                    drafts::finish(unit.db, draft, unit.now).await?;
                    return Ok(message);
                }
                unit.send_template(id, &by, &chosen, press, &company).await
            })
        })
        .await
    }
}

impl Unit<'_> {
    async fn begin(&mut self, request: &Request, company: &Company) -> Result<Begun, DeskError> {
        if let Press::Again(result) = presses::claim(self.db, &request.key, self.now).await? {
            let conversation = result
                .map(ConversationId)
                .ok_or(DeskError::Refused(Refused::Over))?;
            return Ok(Begun {
                conversation,
                again: true,
            });
        }
        let by = &request.by;
        let contact = self.may_be_written_to(request.contact).await?;
        let channel = self.may_send(request.channel).await?;
        self.is_free(by, request.contact, request.channel).await?;
        let team = teams::by_id(self.db, request.team)
            .await?
            .filter(|team| team.archived_at.is_none() && by.is_agent_of(&team.roles()));
        let Some(team) = team else {
            return Err(Refused::NotInTeam(request.team).into());
        };
        let last = listing::latest_on(self.db, contact.id, channel.id).await?;
        let window = last.as_ref().map(|last| last.window).unwrap_or_default();
        let ready = match &request.template {
            Some(chosen) => {
                let ready = self
                    .ready(&channel, request.team, &contact, chosen, company)
                    .await?;
                // What was sent before the last conversation was concluded is not forgotten.
                let unanswered =
                    outgoing::unanswered_templates(self.db, contact.id, channel.id).await?;
                let patience = Patience {
                    team: team.id,
                    third_by_supervisor: team.facts.rules.third_by_supervisor
                        && !by.supervises(&team.roles()),
                };
                patience.allows(&unanswered, &ready, chosen.sure, self.now)?;
                Some(ready)
            }
            None if window.is_open(self.now) => None,
            None => return Err(Refused::WindowClosed.into()),
        };
        let beginning = Beginning {
            contact: contact.id,
            channel: channel.id,
            team: request.team,
            origin: Origin::Active,
            assignee: Some(by.id),
            window,
            pace: Pace {
                paid_back_at: last.and_then(|last| last.paid_back_at),
            },
        };
        let id = self.open(&beginning).await?;
        let c = self.happen(id, &Event::Begun).await?;
        contacts::talked(self.db, contact.id, by.id, self.now).await?;
        self.journal(
            Some(id),
            by.id,
            "started",
            json!({ "template": ready.as_ref().map(|ready| &ready.content.name) }),
        )
        .await?;
        if let Some(ready) = ready {
            self.let_template_leave(&c, by, ready, request.press)
                .await?;
        }
        presses::set_result(self.db, &request.key, id.0).await?;
        if let Some(draft) = request.draft {
            drafts::finish(self.db, draft, self.now).await?;
        }
        Ok(Begun {
            conversation: id,
            again: false,
        })
    }

    async fn send_template(
        &mut self,
        id: ConversationId,
        by: &Member,
        chosen: &Chosen,
        press: PostId,
        company: &Company,
    ) -> Result<MessageId, DeskError> {
        let c = self.conversation(id).await?;
        let team = self.team_roles(c.team).await?;
        let unanswered = outgoing::unanswered_templates(self.db, c.contact, c.channel).await?;
        let supervises = by.supervises(&team);
        let may = by.may(Action::Handle, &c, &team) || (supervises && unanswered.len() >= 2);
        if !may {
            return Err(not_the_assignee(&c, by, &team).into());
        }
        if c.stage == Stage::Concluded {
            return Err(Refused::Concluded.into());
        }
        let contact = self.may_be_written_to(c.contact).await?;
        let channel = self.may_send(c.channel).await?;
        let ready = self
            .ready(&channel, c.team, &contact, chosen, company)
            .await?;
        let patience = Patience {
            team: c.team,
            third_by_supervisor: c.rules.third_by_supervisor && !supervises,
        };
        patience.allows(&unanswered, &ready, chosen.sure, self.now)?;
        contacts::talked(self.db, contact.id, by.id, self.now).await?;
        let detail = json!({ "template": &ready.content.name });
        self.journal(Some(id), by.id, "template", detail).await?;
        self.let_template_leave(&c, by, ready, press).await
    }

    async fn let_template_leave(
        &mut self,
        c: &Conversation,
        by: &Member,
        ready: Ready,
        press: PostId,
    ) -> Result<MessageId, DeskError> {
        let message = outgoing::next_message_id(self.db).await?;
        let event = Event::TemplateChosen {
            message,
            position: press.as_i64(),
            by: by.id,
            content: ready.content,
        };
        self.step(c, &event).await?;
        if let Some((currency, micros)) = &ready.estimate {
            outgoing::set_estimate(self.db, message, currency, *micros).await?;
        }
        Ok(message)
    }

    async fn may_be_written_to(&mut self, id: ContactId) -> Result<Contact, DeskError> {
        let contact = contacts::by_id(self.db, id)
            .await?
            .ok_or(DeskError::Refused(Refused::Over))?;
        if contact.blocked_at.is_some() {
            return Err(Refused::Blocked.into());
        }
        if !is_reachable(&contact) {
            return Err(Refused::Unreachable.into());
        }
        Ok(contact)
    }

    async fn may_send(&mut self, id: ChannelId) -> Result<Channel, DeskError> {
        channels::by_id(self.db, id)
            .await?
            .filter(|channel| {
                channel.enabled && !channel.pause.is_some_and(|one| one.holds(self.now))
            })
            .ok_or_else(|| Refused::NumberOff.into())
    }

    /// There is no open conversation with this contact on this number.
    async fn is_free(
        &mut self,
        by: &Member,
        contact: ContactId,
        channel: ChannelId,
    ) -> Result<(), DeskError> {
        let Some(open) = conversations::open_of(self.db, contact, channel).await? else {
            return Ok(());
        };
        let c = self.conversation(open).await?;
        let team = self.team_roles(c.team).await?;
        if by.may(Action::See, &c, &team) {
            return Err(Refused::OpenAlready(open).into());
        }
        let since = listing::summary(self.db, open)
            .await?
            .map_or(self.now, |summary| summary.created_at);
        Err(Refused::OpenElsewhere { since }.into())
    }

    /// The template as it will leave, if it may and is what the person saw.
    async fn ready(
        &mut self,
        channel: &Channel,
        team: TeamId,
        contact: &Contact,
        chosen: &Chosen,
        company: &Company,
    ) -> Result<Ready, DeskError> {
        let waba = &channel.listed.waba_id;
        let template = templates::approved_one(self.db, waba, team, chosen.template).await?;
        let template = template.ok_or(Refused::TemplateGone)?;
        let shown = chosen.shown.as_ref();
        let shown = shown.filter(|shown| shown.fingerprint == template.fingerprint());
        let shown = shown.ok_or(Refused::TemplateChanged)?;
        let definition = Definition::parse(&template.listed.definition)
            .map_err(|_| DeskError::Refused(Refused::TemplateGone))?;
        let limits = self.abilities.templates.ok_or(Refused::TemplateKind)?;
        let form = Form::derive(&definition, &mapping(&template), limits)
            .map_err(|_| DeskError::Refused(Refused::TemplateKind))?;
        check_message(&definition, &form, &chosen.values).map_err(Refused::Parameters)?;
        let media = match (&chosen.media, template.standing(form.media)) {
            (None, Some(file)) => self.handed_over(&template, channel.id, file).await?,
            (given, _) => given.clone(),
        };
        let components = components(&definition, &chosen.values, media.as_ref())
            .map_err(|_| Refused::Parameters(Vec::new()))?;
        let is_marketing = definition.category == Category::Marketing;
        if is_marketing && contact.opted_out.is_some() {
            return Err(Refused::OptedOut.into());
        }
        let window = window_between(self.db, contact.id, channel.id).await?;
        let tariffs = Tariffs::between(self.db, company, contact, channel).await?;
        let category = charged_as(&definition.category);
        let price = tariffs.price(category, window.is_open(self.now), self.now);
        if !price.is_within(&shown.price) {
            return Err(Refused::PriceChanged.into());
        }
        let estimate = tariffs.amount(&price);
        if is_marketing && company.is_night(self.now) && !chosen.sure.night {
            return Err(Refused::Money(AskMoney::Night { price }).into());
        }
        let file = media.as_ref().and_then(|media| media.filename.as_deref());
        let content = TemplateContent {
            template: template.id,
            name: definition.name.clone(),
            language: definition.language.clone(),
            category: template.listed.category.clone(),
            components: components.into(),
            preview: preview(&definition, &chosen.values).plain(file),
        };
        Ok(Ready {
            content,
            estimate,
            price,
        })
    }
}
