//! `/template`: a further template in the conversation of this thread.

use super::context::Context;
use super::here::here;
use super::trouble::Trouble;
use super::{checks, wizard};

/// Sends a template in the conversation of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn template(ctx: Context<'_>) -> Result<(), Trouble> {
    here(ctx, |asked, id| {
        Box::pin(wizard::in_conversation(asked, id))
    })
    .await
}
