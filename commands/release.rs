//! `/release`: gives a conversation back to its team.

use super::checks;
use super::context::{Asked, Context};
use super::here::here;
use super::trouble::Trouble;
use super::view::View;
use crate::domain::conversation::Stage;
use crate::domain::ids::ConversationId;
use crate::domain::text::escape_name;
use crate::words::args;

/// Gives the conversation of this thread back.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn release(ctx: Context<'_>) -> Result<(), Trouble> {
    here(ctx, |asked, id| Box::pin(run(asked, id))).await
}

/// Gives a conversation back.
pub async fn run(asked: &Asked<'_>, id: ConversationId) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    if seen.c.stage == Stage::Open && seen.c.assignee.is_none() {
        return asked.tell(asked.word("release-nobody")).await;
    }
    asked.desk().release(id, asked.by.clone()).await?;
    let args = args! { "contact" => escape_name(&seen.contact.facts.name) };
    let mut text = asked.say("release-done", &args);
    let queued = seen.c.queue().count();
    if queued > 0 {
        text.push('\n');
        text.push_str(&asked.say("release-queue-stays", &args! { "count" => queued }));
    }
    asked.show(&View::text(text)).await
}
