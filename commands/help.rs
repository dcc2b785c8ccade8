//! `/help`: what this person may do here.

use super::checks;
use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::view::View;
use crate::desk::lookups::Team;
use crate::domain::text::escape_name;
use crate::words::args;

/// Says what this person may do here.
#[poise::command(slash_command, guild_only, check = "checks::anybody")]
pub async fn help(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = run(&asked).await;
    asked.finish(outcome).await;
    Ok(())
}

/// Says it.
pub async fn run(asked: &Asked<'_>) -> Result<(), Trouble> {
    let teams = asked.desk().teams_of(&asked.by).await?;
    let supervised = asked.desk().supervised_by(&asked.by).await?;
    let mut lines = vec![asked.word("help-header")];
    if !teams.is_empty() {
        let args = args! {
            "start" => asked.mention("start"),
            "conversations" => asked.mention("conversations"),
            "template" => asked.mention("template"),
            "queue" => asked.mention("queue"),
            "note" => asked.mention("note"),
            "quick" => asked.mention("quick"),
            "assume" => asked.mention("assume"),
            "release" => asked.mention("release"),
            "restart" => asked.mention("restart"),
            "conversation" => asked.mention("conversation"),
            "contact" => asked.mention("contact view"),
            "attach" => asked.mention("attach"),
            "ask" => asked.mention("ask buttons"),
            "location" => asked.mention("location"),
            "conclude" => asked.mention("conclude"),
            "preferences" => asked.mention("preferences"),
        };
        lines.push(asked.say("help-agent", &args));
        let args = args! { "teams" => names(&teams) };
        lines.push(asked.say("help-teams", &args));
    }
    if !supervised.is_empty() {
        let args = args! {
            "teams" => names(&supervised),
            "conversations" => asked.mention("conversations"),
            "queue" => asked.mention("queue"),
            "contact" => asked.mention("contact view"),
            "conclude" => asked.mention("conclude"),
        };
        lines.push(asked.say("help-supervisor", &args));
    }
    if asked.by.is_admin() {
        let args = args! {
            "contact" => asked.mention("contact view"),
            "setup" => asked.mention("setup"),
            "team" => asked.mention("team"),
            "number" => asked.mention("number"),
            "diagnostics" => asked.mention("diagnostics"),
        };
        lines.push(asked.say("help-admin", &args));
    }
    if teams.is_empty() && supervised.is_empty() && !asked.by.is_admin() {
        let whom = asked.word("refused-admins");
        lines.push(asked.say("help-no-team", &args! { "whom" => whom }));
    } else {
        lines.push(asked.word("help-marks"));
        lines.push(asked.word("help-silent"));
    }
    asked.show(&View::text(lines.join("\n"))).await
}

fn names(teams: &[Team]) -> String {
    let names: Vec<String> = teams
        .iter()
        .map(|team| escape_name(&team.facts.name))
        .collect();
    names.join(", ")
}
