//! Messages that are composed in a form: kept while their author looks at them, and sent once they
//! are confirmed.

use super::error::Refused;
use super::{Desk, DeskError, Unit};
use crate::domain::content::Content;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::event::Event;
use crate::domain::ids::{ComposedId, ConversationId, PostId};
use crate::domain::interactive::flaws;
use crate::domain::rights::{Action, Member};
use crate::store::composed::{self, Composed};
use crate::store::outgoing;

impl Desk {
    /// Whether this person speaks to the customer of a conversation.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`], [`Refused::Concluded`].
    pub async fn may_speak(&self, id: ConversationId, by: Member) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { unit.spoken_in(id, &by).await.map(drop) }))
            .await
    }

    /// Keeps a message for a conversation until its author confirms it.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`], [`Refused::Concluded`].
    pub async fn compose(
        &self,
        conversation: ConversationId,
        by: Member,
        content: Content,
    ) -> Result<ComposedId, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                unit.spoken_in(conversation, &by).await?;
                Ok(composed::create(unit.db, by.id, conversation, &content, unit.now).await?)
            })
        })
        .await
    }

    /// The author wants it to say something else.
    ///
    /// # Errors
    /// As [`Desk::composed`].
    pub async fn recompose(
        &self,
        id: ComposedId,
        by: Member,
        content: Content,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                own(composed::load(unit.db, id).await?, &by)?;
                Ok(composed::save(unit.db, id, &content, unit.now).await?)
            })
        })
        .await
    }

    /// What was composed so far.
    ///
    /// # Errors
    /// [`Refused::Over`] if it was sent or is gone, [`Refused::NotYours`].
    pub async fn composed(&self, id: ComposedId, by: &Member) -> Result<Composed, DeskError> {
        let mut db = self.store.read().await?;
        own(composed::load(&mut db, id).await?, by)
    }

    /// It was confirmed: it takes its place in the queue, once, however often that is pressed.
    ///
    /// # Errors
    /// As [`Desk::composed`] and [`Desk::compose`]; [`Refused::Over`] if it says what cannot leave.
    pub async fn send_composed(
        &self,
        id: ComposedId,
        by: Member,
        press: PostId,
    ) -> Result<ConversationId, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let composed = own(composed::load(unit.db, id).await?, &by)?;
                let c = unit.spoken_in(composed.conversation, &by).await?;
                if !flaws(&composed.content, unit.abilities).is_empty() {
                    return Err(Refused::Over.into());
                }
                composed::sent(unit.db, id, unit.now).await?;
                let event = Event::Chosen {
                    message: outgoing::next_message_id(unit.db).await?,
                    position: press.as_i64(),
                    by: by.id,
                    content: composed.content,
                    post: None,
                    spoiler: false,
                };
                unit.step(&c, &event).await?;
                Ok(c.id)
            })
        })
        .await
    }
}

impl Unit<'_> {
    /// The conversation, if this person speaks to its customer.
    async fn spoken_in(
        &mut self,
        id: ConversationId,
        by: &Member,
    ) -> Result<Conversation, DeskError> {
        let c = self.allowed(id, by, Action::Handle).await?;
        if c.stage == Stage::Concluded {
            return Err(Refused::Concluded.into());
        }
        Ok(c)
    }
}

fn own(found: Option<Composed>, by: &Member) -> Result<Composed, DeskError> {
    let found = found.filter(|composed| composed.sent_at.is_none());
    let found = found.ok_or(Refused::Over)?;
    if found.owner == by.id {
        Ok(found)
    } else {
        Err(Refused::NotYours.into())
    }
}
