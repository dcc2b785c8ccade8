//! What came in and could not be worked in: tried again in its lane, and given up in the end.

use chrono::TimeDelta;

use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::domain::incoming::StoredIncoming;
use crate::domain::refusal::LONGEST_PAUSE;
use crate::domain::setback::soon;
use crate::store::StoreError;
use crate::store::inbox::{self, Item};
use crate::store::savepoint;

/// After so many tries an item is given up, so that what is behind it in its lane goes on. With the
/// pauses between them that is after some nine hours.
const TRIES: u32 = 12;

/// What waits for an admin is looked at again after so long, or when they have done something.
const FOR_AN_ADMIN: TimeDelta = TimeDelta::minutes(5);

/// When an item that failed is tried again, after so many tries.
pub(super) fn retry_after(attempts: u32) -> TimeDelta {
    const MINUTES: [i64; 4] = [1, 5, 15, 60];
    let at = (attempts as usize).min(MINUTES.len() - 1);
    TimeDelta::minutes(MINUTES[at])
}

impl Desk {
    /// Tries again what was set aside, lane by lane. Says how many lanes still wait.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn retry_inbox(&self) -> Result<usize, DeskError> {
        let desk = self.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let due = inbox::heads(unit.db).await?;
                let now = unit.now;
                let is_due = |item: &&Item| soon(item.due_at, now, LONGEST_PAUSE) <= now;
                for item in due.iter().filter(is_due) {
                    unit.take_again(&desk, item).await?;
                }
                Ok(inbox::heads(unit.db).await?.len())
            })
        })
        .await
    }
}

impl Unit<'_> {
    async fn take_again(&mut self, desk: &Desk, item: &Item) -> Result<(), DeskError> {
        let incoming = match serde_json::from_str(&item.payload) {
            Ok(StoredIncoming::V1(incoming)) => incoming,
            Err(error) => {
                let why = StoreError::from(error).to_string();
                return self.give_up(item, &why).await;
            }
        };
        savepoint::begin(self.db).await?;
        let handed = self.work.len();
        let Err(error) = self.take(desk, incoming).await else {
            savepoint::keep(self.db).await?;
            return Ok(inbox::done(self.db, item.id).await?);
        };
        savepoint::undo(self.db).await?;
        self.work.truncate(handed);
        let why = error.to_string();
        if matches!(error, DeskError::NoTeamYet) {
            let due_at = self.now + FOR_AN_ADMIN;
            return Ok(inbox::postpone(self.db, item.id, &why, due_at).await?);
        }
        if item.attempts >= TRIES {
            return self.give_up(item, &why).await;
        }
        let due_at = self.now + retry_after(item.attempts);
        Ok(inbox::failed(self.db, item.id, &why, due_at).await?)
    }

    /// It stays where it is for whoever runs the program, for as long as bodies of webhooks do, and
    /// holds up nobody any more. Admins are told, since a customer's words may be missing.
    async fn give_up(&mut self, item: &Item, why: &str) -> Result<(), DeskError> {
        tracing::error!(
            item = item.id,
            attempts = item.attempts,
            error = why,
            "what somebody wrote could not be worked in and is given up: it stays in the inbox"
        );
        metrics::counter!("conecta_dead_inbound_total").increment(1);
        self.work.push(Work::Watch);
        Ok(inbox::dead(self.db, item.id, why).await?)
    }

    /// An admin has put something in order, which may be what messages waited for.
    pub(super) async fn try_set_aside_now(&mut self) -> Result<(), DeskError> {
        if inbox::all_due(self.db, self.now).await? > 0 {
            self.work.push(Work::Inbox);
        }
        Ok(())
    }
}
