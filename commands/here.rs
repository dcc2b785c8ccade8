//! What the commands about the conversation of a thread have in common.

use futures::future::BoxFuture;

use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::domain::ids::ConversationId;

/// Runs a command about the conversation in whose thread it was typed, and tells what came of it.
pub async fn here<'c>(
    ctx: Context<'c>,
    run: impl for<'a> FnOnce(&'a Asked<'c>, ConversationId) -> BoxFuture<'a, Result<(), Trouble>>,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = match asked.conversation_here().await {
        Ok(id) => run(&asked, id).await,
        Err(trouble) => Err(trouble),
    };
    asked.finish(outcome).await;
    Ok(())
}
