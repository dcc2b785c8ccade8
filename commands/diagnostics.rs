//! `/diagnostics`: looks at the whole set-up and says what is wrong and where to mend it.

use super::checks;
use super::context::{Asked, Context, Finding};
use super::trouble::Trouble;
use super::view::View;
use crate::discord::components::Embed;
use crate::words::{command, is_command};

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
    let mut lines: Vec<String> = findings.iter().map(|found| line(asked, found)).collect();
    if asked.data.registered().late {
        let late = asked.word("discord-commands-late");
        lines.push(format!("{} {late}", sign(false)));
    }
    // More than a plain message holds.
    let embed = Embed::new(&lines.join("\n"));
    asked.show(&View::text("").framed(embed)).await
}

/// A finding as a line.
pub fn line(asked: &Asked<'_>, found: &Finding) -> String {
    let sentence = with_mentions(asked, &found.sentence);
    format!("{} {sentence}", sign(found.fine))
}

/// A text that was written for the shell as well, in which commands stand as they are typed, with
/// each of them mentioned.
fn with_mentions(asked: &Asked<'_>, text: &str) -> String {
    let registered = asked.data.registered();
    let words = text.split(' ').map(|word| {
        let typed = word.trim_end_matches(['.', ',', ':', ';', ')']);
        let mut known = registered.ids.keys();
        let meant = known.find(|top| {
            is_command(&format!("/{top}"))
                && typed.strip_prefix('/') == Some(command(top).name.get(asked.locale))
        });
        match meant {
            Some(top) => asked.mention(top) + &word[typed.len()..],
            None => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The sign before a finding.
fn sign(fine: bool) -> &'static str {
    if fine { "✅" } else { "❌" }
}
