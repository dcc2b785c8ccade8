//! What was set aside of webhooks, tried again in its contact's lane.

use crate::store::inbox;

use super::rounds::Next;
use super::{Facts, retry};

/// Tries what is due.
pub async fn round(facts: Facts) -> Next {
    match one(&facts).await {
        Ok(next) => next,
        Err(error) => {
            tracing::error!(%error, "the inbox is stuck");
            Next::At(facts.clock.now() + retry::after(4, 0))
        }
    }
}

async fn one(facts: &Facts) -> Result<Next, crate::desk::DeskError> {
    if facts.desk.retry_inbox().await? == 0 {
        return Ok(Next::Nothing);
    }
    let heads = {
        let mut db = facts.desk.store().read().await?;
        inbox::heads(&mut db).await?
    };
    Ok(heads
        .iter()
        .map(|head| head.due_at)
        .min()
        .map_or(Next::Nothing, Next::At))
}
