//! Emojis that people put on lines of a thread, and which of them leave.

use std::sync::{Arc, PoisonError};

use serde_json::json;

use super::setup::admin;
use super::{Desk, DeskError, Unit};
use crate::domain::conversation::Conversation;
use crate::domain::emoji;
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, PlaceId, PostId};
use crate::domain::reactions::Leaving;
use crate::domain::rights::Member;
use crate::store::{conversations, installation, lines, outgoing};

/// The setting's name in the store.
const LEAVING: &str = "leaving_reactions";

impl Desk {
    /// The emojis that leave.
    pub fn leaving_reactions(&self) -> Arc<Leaving> {
        let leaving = self.leaving.read();
        Arc::clone(&leaving.unwrap_or_else(PoisonError::into_inner))
    }

    /// Others leave from now on.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`](super::error::Refused::NotAdmin).
    pub async fn set_leaving_reactions(
        &self,
        by: Member,
        leaving: Leaving,
    ) -> Result<(), DeskError> {
        let kept = leaving.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                installation::set_setting(unit.db, LEAVING, &kept, unit.now).await?;
                let detail = json!({ "emojis": kept.written() });
                unit.changed(&by, "leaving_reactions_changed", detail).await
            })
        })
        .await?;
        self.replace_leaving(leaving);
        Ok(())
    }

    /// Takes up what was set before the start.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn read_leaving_reactions(&self) -> Result<(), DeskError> {
        let mut db = self.store.read().await?;
        if let Some(leaving) = installation::setting(&mut db, LEAVING).await? {
            self.replace_leaving(leaving);
        }
        Ok(())
    }

    /// The emoji as it leaves, if it does. One that left before the list changed can still be taken
    /// back.
    fn may_leave(&self, emoji: &str, removed: bool) -> Option<String> {
        let leaving = self.leaving_reactions();
        let known = leaving.that_leaves(emoji).map(str::to_owned);
        known.or_else(|| emoji::one(emoji).filter(|_| removed))
    }

    fn replace_leaving(&self, leaving: Leaving) {
        let mut kept = self.leaving.write().unwrap_or_else(PoisonError::into_inner);
        *kept = Arc::new(leaving);
    }

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
        let Some(emoji) = self.may_leave(&emoji, removed) else {
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
        let cleared = match emoji.map(|emoji| self.may_leave(&emoji, true)) {
            Some(None) => return Ok(()),
            Some(some) => some,
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
