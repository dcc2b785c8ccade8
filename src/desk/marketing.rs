//! Whether a contact takes marketing templates, as agents write it down.

use serde_json::json;

use super::error::Refused;
use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::effect::{Ask, Notice, Posted, Question};
use crate::domain::event::Event;
use crate::domain::ids::{ContactId, ConversationId, InboundId, PersonId};
use crate::domain::rights::{Action, Member};
use crate::store::contacts::{self, OptOut};
use crate::store::{cards, conversations, inbound, listing, posts, teams};

/// A contact takes no marketing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptedOut {
    /// Since when.
    pub at: Timestamp,
    /// In which words they asked for that; without any, and without `by`, they did it in WhatsApp
    /// itself.
    pub words: Option<String>,
    /// Who wrote it down without having been asked.
    pub by: Option<PersonId>,
}

impl Desk {
    /// Since when a contact takes no marketing, if so.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn opted_out(&self, contact: ContactId) -> Result<Option<OptedOut>, DeskError> {
        let mut db = self.store.read().await?;
        let contact = contacts::by_id(&mut db, contact).await?;
        let Some(OptOut { at, inbound, by }) = contact.and_then(|contact| contact.opted_out) else {
            return Ok(None);
        };
        let words = match inbound {
            Some(inbound) => inbound::by_id(&mut db, inbound).await?,
            None => None,
        };
        let words = words.map(|inbound| inbound.what.text);
        Ok(Some(OptedOut { at, words, by }))
    }

    /// The latest conversation of the contact's in which this person may write down whether they take
    /// marketing.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn marketing_in(
        &self,
        contact: ContactId,
        by: &Member,
    ) -> Result<Option<ConversationId>, DeskError> {
        let mut db = self.store.read().await?;
        for last in listing::latest(&mut db, contact).await? {
            let (Some(c), Some(team)) = (
                conversations::load(&mut db, last.id).await?,
                teams::by_id(&mut db, last.team).await?,
            ) else {
                continue;
            };
            if by.may(to_say(&c), &c, &team.roles()) {
                return Ok(Some(c.id));
            }
        }
        Ok(None)
    }

    /// Whether it is asked in the conversation if its contact refuses marketing.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn asks_to_opt_out(&self, id: ConversationId) -> Result<bool, DeskError> {
        let mut db = self.store.read().await?;
        Ok(posts::asking(&mut db, id, Question::OptOut)
            .await?
            .is_some())
    }

    /// An agent says that the contact takes no more marketing, or, if that is asked, that they did
    /// not mean it.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`], [`Refused::NotInTeam`]; [`Refused::Over`] if it is known, or no
    /// longer asked.
    pub async fn opt_out(
        &self,
        id: ConversationId,
        by: Member,
        meant: bool,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.marketing_of(id, &by).await?;
                let asking = posts::asking(unit.db, id, Question::OptOut).await?;
                let asked = match asking.map(|line| line.post.what) {
                    // The words that the question is about, whatever was written since.
                    Some(Posted::Ask(Ask::OptOut { inbound })) => Some(inbound),
                    _ => None,
                };
                if !meant && asked.is_none() {
                    return Err(Refused::Over.into());
                }
                if meant {
                    unit.opted_out(&c, &by, asked).await?;
                }
                unit.retract(&c, Question::OptOut).await
            })
        })
        .await
    }

    /// The contact may be sent marketing again: an agent says that they asked for it.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`], [`Refused::NotInTeam`]; [`Refused::Over`] if they may be already.
    pub async fn opt_in(&self, id: ConversationId, by: Member) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.marketing_of(id, &by).await?;
                if unit.opt_out_of(&c).await?.is_none() {
                    return Err(Refused::Over.into());
                }
                contacts::opt_in(unit.db, c.contact, unit.now).await?;
                unit.journal(Some(id), by.id, "opted_in", json!({})).await?;
                let (by, allowed) = (by.id, true);
                unit.tell_marketing(&c, Notice::Marketing { by, allowed })
                    .await
            })
        })
        .await
    }
}

/// Who may write down what the contact wants: the assignee while it is somebody's, afterwards whoever
/// may see it.
fn to_say(c: &Conversation) -> Action {
    match (c.stage, c.assignee) {
        (Stage::Open, Some(_)) => Action::Handle,
        _ => Action::See,
    }
}

impl Unit<'_> {
    /// The conversation, if this person may write down what its contact wants.
    async fn marketing_of(
        &mut self,
        id: ConversationId,
        by: &Member,
    ) -> Result<Conversation, DeskError> {
        let c = self.conversation(id).await?;
        self.allowed(id, by, to_say(&c)).await
    }

    async fn opt_out_of(&mut self, c: &Conversation) -> Result<Option<OptOut>, DeskError> {
        let contact = contacts::by_id(self.db, c.contact).await?;
        Ok(contact.and_then(|contact| contact.opted_out))
    }

    async fn opted_out(
        &mut self,
        c: &Conversation,
        by: &Member,
        asked: Option<InboundId>,
    ) -> Result<(), DeskError> {
        if asked.is_none() && self.opt_out_of(c).await?.is_some() {
            return Err(Refused::Over.into());
        }
        let known = OptOut {
            at: self.now,
            inbound: asked,
            by: asked.is_none().then_some(by.id),
        };
        contacts::opt_out(self.db, c.contact, &known).await?;
        self.journal(Some(c.id), by.id, "opted_out", json!({}))
            .await?;
        let notice = match asked {
            Some(_) => Notice::OptedOut { inbound: asked },
            None => Notice::Marketing {
                by: by.id,
                allowed: false,
            },
        };
        self.tell_marketing(c, notice).await?;
        self.refused_marketing(c.contact, None).await
    }

    /// It is written down that the contact refuses marketing: what waits to be sent to them, on any
    /// number, is none any more, and their cards say so. `but`: the conversation that knows already.
    pub(super) async fn refused_marketing(
        &mut self,
        contact: ContactId,
        but: Option<ConversationId>,
    ) -> Result<(), DeskError> {
        for id in conversations::open_with(self.db, contact).await? {
            if Some(id) != but {
                self.happen(id, &Event::MarketingRefused).await?;
            }
        }
        self.cards_of(contact).await
    }

    /// The thread says it, unless nobody is at work there any more; the cards offer the other way.
    async fn tell_marketing(&mut self, c: &Conversation, notice: Notice) -> Result<(), DeskError> {
        if c.stage == Stage::Open {
            let line = Posted::Notice(notice);
            self.put_silent(c.id, line, None).await?;
        }
        self.cards_of(c.contact).await
    }

    /// Every card of the contact's says something else.
    pub(super) async fn cards_of(&mut self, contact: ContactId) -> Result<(), DeskError> {
        let teams = cards::touch_all_of(self.db, contact).await?;
        self.work.extend(teams.into_iter().map(Work::Cards));
        Ok(())
    }
}
