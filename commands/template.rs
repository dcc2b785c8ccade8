//! `/template`: a further template in the conversation of this thread.

use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::{checks, wizard};

/// Sends a template in the conversation of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn template(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        let id = asked.conversation_here().await?;
        wizard::in_conversation(&asked, id).await
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}
