//! Discord, as the person at the desk sees it.

use std::collections::BTreeMap;

use conecta_sandbox::discord::{Id, Person, SeenMember, StickerFormat};
use serde_json::{Value, json};

use super::{Look, MESSAGES};
use crate::page::Shared;
use crate::town::Town;

/// Colours of people without a picture, in which white can be read.
const COLOURS: [&str; 6] = [
    "#5865f2", "#b5456d", "#2d7d46", "#a35b12", "#0f7b8a", "#7a4fc4",
];

/// Who sits at the desk.
pub(super) fn sitting(shared: &Shared, look: &Look) -> Id {
    let company = &shared.town.company;
    let there = |id: &Id| *id == company.owner || company.people.iter().any(|one| one.id == *id);
    let first = || company.people.first().map_or(company.owner, |one| one.id);
    look.person.filter(there).unwrap_or_else(first)
}

/// The part of the state that is about Discord.
pub(super) fn seen(shared: &Shared, look: &Look) -> Vec<(&'static str, Value)> {
    let town = &shared.town;
    let person = town.discord.person(sitting(shared, look));
    let everybody = town.discord.members(None);
    let place = look.thread.or(look.channel);
    let place = place.filter(|id| person.channel(*id).is_some());
    let members = place.map(|place| town.discord.members(Some(place)));
    let roles = town.discord.roles().into_iter();
    let roles: BTreeMap<String, Value> = roles
        .map(|role| {
            let shown = json!({ "name": role.name, "color": role.color });
            (role.id.to_string(), shown)
        })
        .collect();
    let users: BTreeMap<String, &str> = everybody
        .iter()
        .map(|member| (member.id.to_string(), member.name.as_str()))
        .collect();
    let commands: BTreeMap<String, String> = person
        .command_names()
        .into_iter()
        .map(|(id, name)| (id.to_string(), name))
        .collect();
    vec![
        (
            "guild",
            json!({ "id": town.discord.guild_id(), "name": town.discord.guild_name() }),
        ),
        ("people", people(town, &everybody)),
        ("me", json!(person.id())),
        ("channels", channels(&person)),
        ("members", json!(members.unwrap_or_default())),
        ("roles", json!(roles)),
        ("users", json!(users)),
        (
            "commands",
            json!(place.map_or_else(Vec::new, |place| person.commands(place))),
        ),
        ("command_ids", json!(commands)),
        ("stickers", stickers(town)),
        ("places", places(&person, [look.channel, look.thread])),
    ]
}

/// Those who may sit at the desk: agents first, then whoever has no team, and those above.
fn people(town: &Town, everybody: &[SeenMember]) -> Value {
    let company = &town.company;
    let ids = company.people.iter().map(|one| one.id);
    let members = ids
        .chain([company.owner])
        .filter_map(|id| everybody.iter().find(|member| member.id == id));
    let people = members.enumerate().map(|(place, member)| {
        let has = |role: Id| member.roles.iter().any(|one| one.id == role);
        let teams: Vec<&str> = company
            .teams
            .iter()
            .filter(|team| has(team.role))
            .map(|team| team.name)
            .collect();
        let what = if member.id == company.owner {
            "admin"
        } else if has(company.supervisor_role) {
            "supervisor"
        } else if teams.is_empty() {
            "no_team"
        } else {
            "agent"
        };
        json!({
            "id": member.id,
            "name": member.name,
            "avatar_color": COLOURS[place % COLOURS.len()],
            "roles": member.roles.iter().map(|role| &role.name).collect::<Vec<_>>(),
            "what": what,
            "teams": teams,
            "locale": town.discord.person(member.id).locale(),
        })
    });
    people.collect()
}

/// What people can choose from beside the emojis. The same pictures are the server's own emojis.
fn stickers(town: &Town) -> Value {
    let all = town.stickers.iter();
    all.map(|sticker| {
        let moves = sticker.format == StickerFormat::Gif;
        json!({ "id": sticker.id, "name": sticker.name, "animated": moves })
    })
    .collect()
}

fn channels(person: &Person) -> Value {
    let channels = person.channels().into_iter().map(|channel| {
        let mut shown = json!(channel);
        shown["can_write"] = json!(person.may_write(channel.id));
        shown
    });
    channels.collect()
}

/// What stands in the places looked at, oldest first.
fn places(person: &Person, looked_at: [Option<Id>; 2]) -> Value {
    let seen = looked_at.into_iter().flatten();
    let places: BTreeMap<String, Value> = seen
        .filter(|id| person.channel(*id).is_some())
        .map(|id| {
            let mut messages = person.sees(id);
            let old = messages.len().saturating_sub(MESSAGES);
            messages.drain(..old);
            let shown = json!({ "messages": messages, "typing": [] });
            (id.to_string(), shown)
        })
        .collect();
    json!(places)
}
