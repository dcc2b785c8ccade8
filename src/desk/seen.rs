//! A conversation as one who asks may see it, with what belongs to it.

use std::collections::BTreeMap;

use super::alerts;
use super::error::Refused;
use super::lookups::{Channel, Contact, Summary, Team};
use super::prices::Tariffs;
use super::{Desk, DeskError, templates};
use crate::domain::conversation::Conversation;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::price::{Category, Price};
use crate::domain::rights::{Action, Member};
use crate::domain::template::Lacks;
use crate::store::{channels, contacts, conversations, listing, teams};

/// A conversation with what belongs to it, as somebody may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The conversation.
    pub c: Conversation,
    /// As lists show it.
    pub summary: Summary,
    /// The customer.
    pub contact: Contact,
    /// The number.
    pub channel: Channel,
    /// The team.
    pub team: Team,
    /// Admins have chosen where they are told of trouble.
    pub admins_told: bool,
    /// What its templates lack that were refused for their parameters.
    pub lacks: BTreeMap<MessageId, Lacks>,
}

impl Desk {
    /// A conversation, for somebody who may see it.
    ///
    /// # Errors
    /// [`DeskError::NoConversation`], [`Refused::NotInTeam`].
    pub async fn see(&self, id: ConversationId, by: &Member) -> Result<Seen, DeskError> {
        let mut db = self.store.read().await?;
        let c = conversations::load(&mut db, id).await?;
        let c = c.ok_or(DeskError::NoConversation)?;
        self.seen(&mut db, c, by).await
    }

    /// The conversation of a message, with that message however old it is.
    ///
    /// # Errors
    /// As [`Desk::see`]; [`Refused::Over`] if there is no such message.
    pub async fn see_message(&self, message: MessageId, by: &Member) -> Result<Seen, DeskError> {
        let mut db = self.store.read().await?;
        let c = conversations::load_with_message(&mut db, message).await?;
        let c = c.ok_or(DeskError::Refused(Refused::Over))?;
        self.seen(&mut db, c, by).await
    }

    async fn seen(
        &self,
        db: &mut crate::store::Db,
        c: Conversation,
        by: &Member,
    ) -> Result<Seen, DeskError> {
        let team = teams::by_id(db, c.team).await?;
        let team = team.ok_or(DeskError::Missing("team"))?;
        if !by.may(Action::See, &c, &team.roles()) {
            return Err(Refused::NotInTeam(team.id).into());
        }
        let (Some(summary), Some(contact), Some(channel)) = (
            listing::summary(db, c.id).await?,
            contacts::by_id(db, c.contact).await?,
            channels::by_id(db, c.channel).await?,
        ) else {
            return Err(DeskError::Missing("contact or number"));
        };
        let lacks = templates::lacks(db, &c, self.abilities).await?;
        Ok(Seen {
            c,
            summary,
            contact,
            channel,
            team,
            admins_told: alerts::place(db).await?.is_some(),
            lacks,
        })
    }

    /// What the messages that wait will probably cost together: free-form, in the open window.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn price_of_queue(&self, c: &Conversation, count: usize) -> Result<Price, DeskError> {
        let mut db = self.store.read().await?;
        let (Some(contact), Some(channel)) = (
            contacts::by_id(&mut db, c.contact).await?,
            channels::by_id(&mut db, c.channel).await?,
        ) else {
            return Ok(Price::Unknown);
        };
        let tariffs = Tariffs::between(&mut db, &self.company, &contact, &channel).await?;
        let one = tariffs.price(Some(Category::Service), true, self.now());
        Ok(match one {
            Price::Known { currency, micros } => Price::Known {
                currency,
                micros: micros.saturating_mul(i64::try_from(count).unwrap_or(i64::MAX)),
            },
            other => other,
        })
    }
}
