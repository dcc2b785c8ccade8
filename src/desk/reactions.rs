//! Emojis that people put on lines of a thread.

use super::{Desk, DeskError};
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, PlaceId, PostId};
use crate::domain::reactions;
use crate::store::lines::{self, LineKind};
use crate::store::{inbound, outgoing};

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
