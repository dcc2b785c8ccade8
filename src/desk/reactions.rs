//! Emojis that people put on lines of a thread, and which of them leave.

use std::sync::{Arc, PoisonError};

use serde_json::json;

use super::setup::admin;
use super::{Desk, DeskError};
use crate::domain::emoji;
use crate::domain::event::Event;
use crate::domain::ids::{PersonId, PlaceId, PostId};
use crate::domain::reactions::Leaving;
use crate::domain::rights::Member;
use crate::store::lines::{self, LineKind};
use crate::store::{inbound, installation, outgoing};

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
        let leaving = self.leaving_reactions();
        let known = leaving.that_leaves(&emoji).map(str::to_owned);
        // One that left before the list changed can still be taken back.
        let known = known.or_else(|| emoji::one(&emoji).filter(|_| removed));
        let Some(emoji) = known else {
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
