//! Emojis that people put on lines of a thread.

use super::{Desk, DeskError, Unit};
use crate::domain::conversation::Conversation;
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, PlaceId, PostId};
use crate::domain::reactions;
use crate::store::{conversations, lines, outgoing};

impl Desk {
    /// A person put an emoji on a line, or took it back. Only the assignee's on a message of the
    /// customer's leave, and only those that the company lets leave; every other stays inside.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn reacted(
        &self,
        place: PlaceId,
        post: PostId,
        by: PersonId,
        emoji: String,
        removed: bool,
    ) -> Result<(), DeskError> {
        let Some(emoji) = reactions::that_leaves(&emoji).map(str::to_owned) else {
            return Ok(());
        };
        self.unit(move |unit| {
            Box::pin(async move {
                match unit.under(place, post).await? {
                    Some((c, target)) => unit.reaction(&c, target, by, emoji, removed).await,
                    None => Ok(()),
                }
            })
        })
        .await
    }

    /// Somebody cleared a line of everybody's emojis, or of everybody's of one kind. What the thread
    /// no longer shows, the customer's phone does not show either.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn reactions_cleared(
        &self,
        place: PlaceId,
        post: PostId,
        emoji: Option<String>,
    ) -> Result<(), DeskError> {
        let cleared = match emoji.as_deref().map(reactions::that_leaves) {
            Some(None) => return Ok(()),
            Some(Some(emoji)) => Some(emoji.to_owned()),
            None => None,
        };
        self.unit(move |unit| {
            Box::pin(async move {
                let Some((c, target)) = unit.under(place, post).await? else {
                    return Ok(());
                };
                let stands = c.reactions_to(&target).last();
                let stands = stands.and_then(|(_, emoji)| emoji.map(str::to_owned));
                let (Some(assignee), Some(stands)) = (c.assignee, stands) else {
                    return Ok(());
                };
                if cleared.is_some_and(|cleared| cleared != stands) {
                    return Ok(());
                }
                unit.reaction(&c, target, assignee, stands, true).await
            })
        })
        .await
    }
}

impl Unit<'_> {
    /// The message of the customer's that emojis on this line stand under, in its conversation. That
    /// is loaded with the last reaction of ours to it, however long ago that was.
    async fn under(
        &mut self,
        place: PlaceId,
        post: PostId,
    ) -> Result<Option<(Conversation, String)>, DeskError> {
        let Some(line) = lines::line(self.db, post).await? else {
            return Ok(None);
        };
        let Some(said) = self.said_by_customer(&line).await? else {
            return Ok(None);
        };
        let Some(target) = said.reactable() else {
            return Ok(None);
        };
        let last = outgoing::last_reaction(self.db, line.conversation, target).await?;
        let c = match last {
            Some(last) => conversations::load_with_message(self.db, last).await?,
            None => conversations::load(self.db, line.conversation).await?,
        };
        let here = c.filter(|c| c.thread == Some(place));
        Ok(here.map(|c| (c, target.to_owned())))
    }

    async fn reaction(
        &mut self,
        c: &Conversation,
        target: String,
        by: PersonId,
        emoji: String,
        removed: bool,
    ) -> Result<(), DeskError> {
        let event = Event::Reacted {
            message: outgoing::next_message_id(self.db).await?,
            position: PostId::just_before(self.now).as_i64(),
            by,
            target,
            emoji,
            removed,
        };
        self.step(c, &event).await.map(drop)
    }
}
