//! `/team`: teams, their roles, channels and supervisors.

use poise::serenity_prelude as serenity;

use super::context::{Asked, Context};
use super::trouble::{About, Concerning, Trouble};
use super::view::View;
use super::{checks, team_place};
use crate::desk::error::Refused;
use crate::desk::lookups::Team;
use crate::desk::setup::{NAME_MAX, TeamChange};
use crate::discord::components::{Button, ButtonStyle, Modal, Select, SelectOption, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::{RoleId, TeamId};
use crate::domain::text::escape_name;
use crate::words::args;

/// Shows and changes teams.
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    check = "checks::admin"
)]
pub async fn team(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = list(&asked, None).await;
    asked.finish(outcome).await;
    Ok(())
}

/// Shows every team.
async fn list(asked: &Asked<'_>, note: Option<String>) -> Result<(), Trouble> {
    let teams = asked.desk().teams().await?;
    let mut lines: Vec<String> = note.into_iter().collect();
    if teams.is_empty() {
        lines.push(asked.word("team-none"));
    } else {
        lines.push(asked.say("team-header", &args! { "count" => teams.len() }));
        lines.extend(teams.iter().map(|team| row(asked, team)));
    }
    let mut view = View::text(lines.join("\n"));
    if let Some(select) = picker(asked, &teams, None) {
        view = view.select(select);
    }
    let new = CustomId::new(Verb::TeamNew, 0);
    let label = asked.word("team-new-button");
    let button = Button::new(ButtonStyle::Primary, new, &label);
    asked.show(&view.buttons([button])).await
}

fn row(asked: &Asked<'_>, team: &Team) -> String {
    let role = match team.facts.role {
        Some(role) => format!("<@&{}>", role.0),
        None => asked.word("team-role-missing"),
    };
    let place = match team.facts.place {
        Some(place) => format!("<#{}>", place.0),
        None => asked.word("team-channel-missing"),
    };
    let args = args! {
        "team" => escape_name(&team.facts.name),
        "role" => role,
        "place" => place,
    };
    asked.say("team-row", &args)
}

fn picker(asked: &Asked<'_>, teams: &[Team], picked: Option<TeamId>) -> Option<Select> {
    if teams.is_empty() {
        return None;
    }
    let options = teams.iter().map(|team| {
        SelectOption::new(team.id.0.to_string(), &team.facts.name).chosen(Some(team.id) == picked)
    });
    let id = CustomId::new(Verb::TeamPick, 0);
    let placeholder = asked.word("team-select-placeholder");
    Some(Select::options(id, options).placeholder(&placeholder))
}

/// Shows one team with everything that can be changed about it.
pub async fn show(asked: &Asked<'_>, id: TeamId, note: Option<String>) -> Result<(), Trouble> {
    asked.admin()?;
    let team = asked.desk().team(id).await?.ok_or(Refused::Over)?;
    let mut lines: Vec<String> = note.into_iter().collect();
    lines.push(row(asked, &team));
    if let Some(role) = team.facts.supervisor_role {
        let args = args! { "role" => format!("<@&{}>", role.0) };
        lines.push(asked.say("team-supervisors", &args));
    }
    let role = |role: Option<RoleId>| role.map(|role| serenity::RoleId::new(role.0));
    let of = |verb| CustomId::new(verb, id.0);
    let roles = Select::role(of(Verb::TeamRole), role(team.facts.role))
        .placeholder(&asked.word("team-role-placeholder"));
    let place = team
        .facts
        .place
        .map(|place| serenity::ChannelId::new(place.0));
    let places = Select::text_channel(of(Verb::TeamPlace), place)
        .placeholder(&asked.word("team-channel-placeholder"));
    let supervisors = role(team.facts.supervisor_role);
    let supervisors = Select::role(of(Verb::TeamSupervisors), supervisors)
        .placeholder(&asked.word("team-supervisors-placeholder"))
        .values(0, 1);
    let rename = Button::new(
        ButtonStyle::Secondary,
        of(Verb::TeamRename),
        &asked.word("rename-button"),
    );
    let rules = Button::new(
        ButtonStyle::Secondary,
        of(Verb::TeamRules),
        &asked.word("team-rules-button"),
    );
    let all = Button::new(
        ButtonStyle::Secondary,
        CustomId::new(Verb::TeamPick, 0),
        &asked.word("back-button"),
    );
    let view = View::text(lines.join("\n"))
        .select(roles)
        .select(places)
        .select(supervisors)
        .buttons([rules, rename, all]);
    asked.show(&view).await
}

/// A team was chosen to be changed, or none: all of them.
pub async fn picked(asked: &Asked<'_>, team: Option<i64>) -> Result<(), Trouble> {
    asked.admin()?;
    match team {
        Some(id) => show(asked, TeamId(id), None).await,
        None => list(asked, None).await,
    }
}

/// Opens the form for the name of a team, a new one or one that exists.
pub async fn open_name(asked: &Asked<'_>, id: Option<TeamId>) -> Result<(), Trouble> {
    asked.admin()?;
    let team = match id {
        Some(id) => asked.desk().team(id).await?,
        None => None,
    };
    let input = TextInput::line("name", &asked.word("team-name-label"))
        .length(1, NAME_MAX)
        .placeholder(&asked.word("team-name-placeholder"));
    let (verb, title, input) = match &team {
        Some(team) => (
            Verb::TeamRename,
            "team-edit-title",
            input.value(&team.facts.name),
        ),
        None => (Verb::TeamNew, "team-new-title", input),
    };
    let custom_id = CustomId::new(verb, id.map_or(0, |id| id.0));
    asked
        .open(&Modal::new(custom_id, &asked.word(title), [input]))
        .await
}

/// The form for a name was sent.
pub async fn named(asked: &Asked<'_>, id: Option<TeamId>, name: &str) -> Result<(), Trouble> {
    let about = About {
        typed: Some(name.to_owned()),
        ..About::default()
    };
    let args = args! { "team" => escape_name(name) };
    let by = asked.by.clone();
    match id {
        None => {
            let created = asked.desk().create_team(by, name.to_owned()).await;
            let id = created.about(about)?;
            show(asked, id, Some(asked.say("team-created", &args))).await
        }
        Some(id) => {
            let change = TeamChange::Name(name.to_owned());
            asked
                .desk()
                .change_team(by, id, change)
                .await
                .about(about)?;
            show(asked, id, Some(asked.say("team-saved", &args))).await
        }
    }
}

/// A role was chosen, or taken away.
pub async fn role(
    asked: &Asked<'_>,
    verb: Verb,
    id: TeamId,
    chosen: Option<u64>,
) -> Result<(), Trouble> {
    asked.admin()?;
    let role = chosen.map(RoleId);
    // The role with the guild's own id is @everyone.
    if role.is_some_and(|role| role.0 == asked.data.guild().get()) {
        let note = asked.word("team-role-everyone");
        return show(asked, id, Some(note)).await;
    }
    let change = match verb {
        Verb::TeamSupervisors => TeamChange::Supervisors(role),
        _ => TeamChange::Role(role),
    };
    let changed = asked.desk().change_team(asked.by.clone(), id, change).await;
    let team = changed.map_err(Trouble::from)?;
    match team.facts.place {
        // Who may read the channel is another question now.
        Some(place) => team_place::choose(asked, &team, place).await,
        None => {
            let args = args! { "team" => escape_name(&team.facts.name) };
            show(asked, id, Some(asked.say("team-saved", &args))).await
        }
    }
}
