//! Emojis that people put on lines of a thread.

use chrono::TimeDelta;

use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::domain::abilities::Abilities;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::effect::{Notice, Post, Posted};
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, PlaceId, PostId};
use crate::domain::reactions;
use crate::store::lines::{self, LineKind};
use crate::store::{inbound, outgoing, posts};

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
        let abilities = self.abilities;
        self.unit(move |unit| {
            Box::pin(async move {
                let line = lines::line(unit.db, post).await?;
                let Some(line) = line.filter(|line| line.kind == LineKind::Mirror) else {
                    return Ok(());
                };
                let c = unit.conversation(line.conversation).await?;
                let theirs = match line.inbound {
                    Some(id) if c.thread == Some(place) => inbound::by_id(unit.db, id).await?,
                    _ => None,
                };
                let Some(theirs) = theirs else {
                    return Ok(());
                };
                let leaves = c.stage == Stage::Open && c.assignee == Some(by) && !removed;
                if let Some(days) = too_old(abilities, unit.now - theirs.what.at) {
                    return match leaves {
                        true => unit.tell_too_old(&c, post, days).await,
                        false => Ok(()),
                    };
                }
                let event = Event::Reacted {
                    message: outgoing::next_message_id(unit.db).await?,
                    position: PostId::just_before(unit.now).as_i64(),
                    by,
                    target: theirs.what.wamid,
                    emoji,
                    removed,
                };
                unit.step(&c, &event).await.map(drop)
            })
        })
        .await
    }
}

/// After how many days a message can be reacted to no more, if this one is that old.
fn too_old(abilities: &Abilities, age: TimeDelta) -> Option<i64> {
    let reach = TimeDelta::from_std(abilities.reaction_reach?).ok()?;
    (age > reach).then_some(reach.num_days())
}

impl Unit<'_> {
    /// Whoever put the emoji there reads that it goes no further.
    async fn tell_too_old(
        &mut self,
        c: &Conversation,
        line: PostId,
        days: i64,
    ) -> Result<(), DeskError> {
        let said = Post {
            what: Posted::Notice(Notice::ReactionTooOld { days }),
            reply_to: Some(line),
            ping: None,
        };
        posts::append(self.db, c.id, &said, self.now).await?;
        self.work.push(Work::Thread(c.id));
        Ok(())
    }
}
