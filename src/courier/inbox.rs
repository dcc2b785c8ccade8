//! What was set aside of webhooks, tried again in its contact's lane.

use super::Facts;
use super::rounds::Next;
use crate::desk::DeskError;
use crate::store::inbox;

/// Tries what is due.
pub async fn round(facts: Facts, (): ()) -> Result<Next, DeskError> {
    let facts = &facts;
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
