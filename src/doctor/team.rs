//! Each team's channel and roles in Discord.

use std::collections::BTreeSet;

use serenity::all::ChannelId;

use super::report::Report;
use crate::discord::model::Channel;
use crate::discord::permissions::Needed;
use crate::discord::readers::{Reader, Standing};
use crate::domain::ids::RoleId;
use crate::store::teams::Team;
use crate::words::{Args, args};

/// The steps of the set-up that teams and their supervisors are.
const TEAM: u8 = 3;
const SUPERVISORS: u8 = 4;

/// Looks at them.
pub fn examine(standing: &Standing, teams: &[Team], report: &mut Report) {
    report.step(TEAM);
    if teams.is_empty() {
        report.trouble("doctor-teams-none", &Args::new());
    }
    let mut administrators = BTreeSet::new();
    for team in teams {
        role(standing, team, report);
        administrators.extend(channel(standing, team, report));
    }
    if !administrators.is_empty() {
        let people = listed(standing, &administrators);
        report.fine("visibility-administrators", &args! { "people" => people });
    }
    report.step(SUPERVISORS);
    for team in teams {
        supervisors(standing, team, report);
    }
}

/// A channel as it is typed.
pub fn called(channel: &Channel) -> String {
    match &channel.name {
        Some(name) => format!("#{name}"),
        None => format!("<#{}>", channel.id),
    }
}

fn listed(standing: &Standing, readers: &BTreeSet<Reader>) -> String {
    let names: Vec<String> = readers
        .iter()
        .map(|reader| standing.called(*reader))
        .collect();
    names.join(", ")
}

fn role(standing: &Standing, team: &Team, report: &mut Report) {
    let name = team.facts.name.as_str();
    match team.facts.role.and_then(|role| standing.role(role)) {
        None => report.trouble("doctor-role-gone", &args! { "team" => name }),
        Some(role) if standing.holders(role.id) == 0 => report.trouble(
            "doctor-team-empty",
            &args! { "team" => name, "role" => format!("@{}", role.name) },
        ),
        Some(_) => {}
    }
}

/// Says how the channel stands; returns the administrators that read along.
fn channel(standing: &Standing, team: &Team, report: &mut Report) -> BTreeSet<Reader> {
    let name = team.facts.name.as_str();
    let place = team.facts.place.map(|place| ChannelId::new(place.0));
    let Some(channel) = place.and_then(|place| standing.channel(place)) else {
        report.trouble("doctor-channel-gone", &args! { "team" => name });
        return BTreeSet::new();
    };
    let place = called(channel);
    let place = place.as_str();
    let missing = standing.missing(channel);
    let (administrators, others): (BTreeSet<Reader>, BTreeSet<Reader>) = standing
        .readers(channel, &team.roles())
        .into_iter()
        .partition(|reader| reader.is_administrator());
    if !missing.is_empty() {
        let permissions = missing.iter().map(|one| Needed::name(*one));
        let permissions = permissions.collect::<Vec<_>>().join(", ");
        report.trouble(
            "doctor-channel-permissions",
            &args! { "place" => place, "team" => name, "permissions" => permissions },
        );
    }
    if !others.is_empty() {
        let readers = listed(standing, &others);
        report.trouble(
            "doctor-channel-visible",
            &args! { "place" => place, "team" => name, "readers" => readers },
        );
    }
    let members = team.facts.role;
    let free = members.is_none_or(|role| is_free(standing, team, channel, role, report));
    calls(standing, team, channel, report);
    if missing.is_empty() && others.is_empty() && free {
        report.fine(
            "doctor-channel-ok",
            &args! { "place" => place, "team" => name },
        );
    }
    administrators
}

/// Whether the channel hinders none of those with that role of the team's; says how it does.
fn is_free(
    standing: &Standing,
    team: &Team,
    channel: &Channel,
    role: RoleId,
    report: &mut Report,
) -> bool {
    let hindered = standing.hindered(channel, &team.roles());
    let of_them = [
        (hindered.shut_out, "doctor-channel-shut-out"),
        (hindered.posting, "doctor-channel-posting"),
    ]
    .into_iter()
    .find(|(roles, _)| roles.iter().any(|hindered| hindered.get() == role.0));
    let Some((_, trouble)) = of_them else {
        return true;
    };
    let roles = listed(standing, &BTreeSet::from([Reader::Role(role.0.into())]));
    let (place, name) = (called(channel), team.facts.name.as_str());
    report.trouble(
        trouble,
        &args! { "place" => place, "team" => name, "roles" => roles },
    );
    false
}

/// Whether the team hears of whom nobody has answered yet.
fn calls(standing: &Standing, team: &Team, channel: &Channel, report: &mut Report) {
    let Some(role) = team.facts.role.and_then(|role| standing.role(role)) else {
        return;
    };
    if team.facts.rules.new_after_min > 0 && !standing.calls(channel, role) {
        report.trouble(
            "visibility-role-not-called",
            &args! {
                "role" => format!("@{}", role.name),
                "permission" => Needed::MentionAllRoles.name(),
            },
        );
    }
}

fn supervisors(standing: &Standing, team: &Team, report: &mut Report) {
    let name = team.facts.name.as_str();
    let chosen = team.facts.supervisor_role;
    let Some((id, role)) = chosen.and_then(|id| Some((id, standing.role(id)?))) else {
        return report.trouble("doctor-supervisors-none", &args! { "team" => name });
    };
    let place = team.facts.place.map(|place| ChannelId::new(place.0));
    let channel = place.and_then(|place| standing.channel(place));
    if channel.is_none_or(|channel| is_free(standing, team, channel, id, report)) {
        report.fine(
            "doctor-supervisors-ok",
            &args! { "team" => name, "role" => format!("@{}", role.name) },
        );
    }
}
