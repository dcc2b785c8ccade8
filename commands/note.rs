//! `/note`: a note for colleagues in the thread, which no customer sees.

use super::checks;
use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::words::args;

/// Writes a note into the thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn note(ctx: Context<'_>, #[max_length = 1800] text: String) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        let id = asked.conversation_here().await?;
        // Whoever may see the conversation may write notes.
        asked.desk().see(id, &asked.by).await?;
        // A colleague's own words keep their form; they stand in our line, and mention nobody.
        let args = args! { "by" => format!("<@{}>", asked.by.id.0), "text" => text };
        asked.note(id, &asked.say("line-note", &args)).await
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}
