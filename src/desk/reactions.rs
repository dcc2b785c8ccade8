//! Emojis that people put on lines of a thread, and which of them leave.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Desk, DeskError, Unit};
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::effect::{Notice, Posted};
use crate::domain::emoji;
use crate::domain::event::{Event, Standing};
use crate::domain::ids::{PersonId, PlaceId, PostId, RoleId};
use crate::store::{conversations, inbound, lines, outgoing};

/// What an emoji was put on.
struct Under {
    c: Conversation,
    /// The customer's message, by the platform's id.
    target: String,
    /// When they wrote it.
    at: DateTime<Utc>,
}

impl Desk {
    /// The emoji as it leaves, if it does. One that left before the list changed can still be taken
    /// back.
    fn may_leave(&self, emoji: &str, removed: bool) -> Option<String> {
        let leaving = self.leaving_reactions();
        let known = leaving.that_leaves(emoji).map(str::to_owned);
        known.or_else(|| emoji::one(emoji).filter(|_| removed))
    }

    /// A person with these roles put an emoji on a line, or took it back. Only the assignee's on a
    /// message of the customer's leave, as long as they are in the team, and only those that the
    /// company lets leave; every other stays inside.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn reacted(
        &self,
        place: PlaceId,
        post: PostId,
        (by, roles): (PersonId, Vec<RoleId>),
        emoji: String,
        removed: bool,
    ) -> Result<(), DeskError> {
        let Some(emoji) = self.may_leave(&emoji, removed) else {
            return Ok(());
        };
        self.unit(move |unit| {
            Box::pin(async move {
                let Some(Under { c, target, at }) = unit.under(place, post).await? else {
                    return Ok(());
                };
                if !removed && unit.standing(&c, by, &roles).await? == Standing::Other {
                    return Ok(());
                }
                let leaves = c.stage == Stage::Open && c.assignee == Some(by) && !removed;
                match unit.out_of_reach(&target, at).await? {
                    // Whoever put the emoji there reads that it goes no further.
                    Some(why) if leaves => {
                        unit.put_silent(c.id, Posted::Notice(why), Some(post)).await
                    }
                    Some(_) => Ok(()),
                    None => {
                        let id = c.id;
                        unit.reaction(&c, target, by, emoji, removed).await?;
                        match leaves {
                            true => unit.tell_the_first(id, post, post).await,
                            false => Ok(()),
                        }
                    }
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
                let Some(Under { mut c, target, .. }) = unit.under(place, post).await? else {
                    return Ok(());
                };
                let Some(assignee) = c.assignee else {
                    return Ok(());
                };
                // Those below first: none of them stands there again once the last one is gone.
                let stand: Vec<String> = match c.reactions_to(&target).last() {
                    Some((row, emoji)) => {
                        let below = row.content.emojis_below().iter().cloned();
                        below.chain(emoji.map(str::to_owned)).collect()
                    }
                    None => Vec::new(),
                };
                for emoji in stand {
                    if cleared.as_ref().is_none_or(|cleared| *cleared == emoji) {
                        c = unit
                            .reaction(&c, target.clone(), assignee, emoji, true)
                            .await?;
                    }
                }
                Ok(())
            })
        })
        .await
    }
}

/// How many days `reach` is, if a message of this age is out of it.
pub(super) fn too_old(age: TimeDelta, reach: TimeDelta) -> Option<i64> {
    (age > reach).then_some(reach.num_days())
}

impl Unit<'_> {
    /// Why no reaction reaches a message of the customer's of that time any more, if none does.
    async fn out_of_reach(
        &mut self,
        target: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<Notice>, DeskError> {
        if inbound::is_removed(self.db, target, None).await? {
            return Ok(Some(Notice::ReactionToRemoved));
        }
        let days = too_old(self.now - at, self.abilities.reaction_reach);
        Ok(days.map(|days| Notice::ReactionTooOld { days }))
    }

    /// The message of the customer's that emojis on this line stand under, in its conversation. That
    /// is loaded with the last reaction of ours to it, however long ago that was.
    async fn under(&mut self, place: PlaceId, post: PostId) -> Result<Option<Under>, DeskError> {
        let Some(line) = lines::line(self.db, post).await? else {
            return Ok(None);
        };
        let Some(said) = self.said_by_customer(&line).await? else {
            return Ok(None);
        };
        let Some(target) = said.reactable(self.abilities) else {
            return Ok(None);
        };
        let last = outgoing::last_reaction(self.db, line.conversation, target).await?;
        let c = match last {
            Some(last) => conversations::load_with_message(self.db, last).await?,
            None => conversations::load(self.db, line.conversation).await?,
        };
        let here = c.filter(|c| c.thread == Some(place));
        Ok(here.map(|c| Under {
            c,
            target: target.to_owned(),
            at: said.at,
        }))
    }

    async fn reaction(
        &mut self,
        c: &Conversation,
        target: String,
        by: PersonId,
        emoji: String,
        removed: bool,
    ) -> Result<Conversation, DeskError> {
        let event = Event::Reacted {
            message: outgoing::next_message_id(self.db).await?,
            position: PostId::just_before(self.now).as_i64(),
            by,
            target,
            emoji,
            removed,
        };
        self.step(c, &event).await
    }
}
