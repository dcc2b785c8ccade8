//! `/diagnostics`: looks at the whole set-up and says what is wrong and where to mend it.

use super::checks;
use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::view::View;
use crate::discord::components::Embed;

/// Looks at the set-up.
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    check = "checks::admin"
)]
pub async fn diagnostics(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = run(&asked).await;
    asked.finish(outcome).await;
    Ok(())
}

async fn run(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.defer().await?;
    let findings = asked.data.platform().diagnose(asked.locale).await;
    let mut lines: Vec<String> = findings
        .iter()
        .map(|found| format!("{} {}", sign(found.fine), found.sentence))
        .collect();
    if let Some(failure) = asked.data.registered().failure {
        lines.push(format!("{} {failure}", sign(false)));
    }
    // More than a plain message holds.
    let embed = Embed::new().description(&lines.join("\n"));
    asked.show(&View::text("").framed(embed)).await
}

/// The sign before a finding.
pub fn sign(fine: bool) -> &'static str {
    if fine { "✅" } else { "❌" }
}
