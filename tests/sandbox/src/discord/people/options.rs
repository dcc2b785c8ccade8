//! What a person fills into a command's options, matched with what the command says.

use std::collections::BTreeMap;

use anyhow::{Context, bail, ensure};
use serde_json::{Map, Value, json};

use crate::discord::commands::{Command, localized};
use crate::discord::ids::Id;
use crate::discord::permissions::{bits, in_guild};
use crate::discord::render;
use crate::discord::world::World;

use super::Upload;

/// The value that a person gives to an option.
#[derive(Debug, Clone)]
pub enum Given {
    /// What was typed; the command says whether it is a text, a number or a choice.
    Text(String),
    /// A user, role, channel or anything that can be mentioned.
    Thing(Id),
    /// Yes or no.
    Bool(bool),
    /// A file.
    File(Upload),
}

impl From<&str> for Given {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Given {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for Given {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<i64> for Given {
    fn from(number: i64) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<bool> for Given {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

impl From<Id> for Given {
    fn from(id: Id) -> Self {
        Self::Thing(id)
    }
}

impl From<Upload> for Given {
    fn from(file: Upload) -> Self {
        Self::File(file)
    }
}

/// A command line as Discord's client hands it over.
pub(super) struct Line {
    pub(super) data: Value,
}

/// The options that a person filled in, by name.
pub(super) type Filled<'a> = [(&'a str, Given)];

/// Finds the option or subcommand with this name, in English or in the person's language.
fn named<'a>(list: &'a Value, name: &str, locale: &str) -> Option<&'a Value> {
    let all = list.as_array()?;
    all.iter()
        .find(|one| one["name"] == name || localized(one, "name", locale) == name)
}

/// What goes into `resolved`.
#[derive(Default)]
struct Resolved {
    parts: BTreeMap<&'static str, Map<String, Value>>,
}

impl Resolved {
    fn add(&mut self, part: &'static str, id: Id, value: Value) {
        self.parts
            .entry(part)
            .or_default()
            .insert(id.to_string(), value);
    }
}

impl World {
    /// The command of this kind and name that a person can use here.
    pub(super) fn usable(
        &self,
        user: Id,
        channel: Id,
        name: &str,
        kind: u64,
    ) -> anyhow::Result<&Command> {
        let guild = self.guild_of(channel).context("no such channel")?;
        let locale = self.locale(user);
        let wanted = bits::VIEW_CHANNEL | bits::USE_APPLICATION_COMMANDS;
        ensure!(
            self.may(user, channel, wanted),
            "they may not use commands here"
        );
        let mut commands = self.commands.values();
        let command = commands.find(|c| {
            let here = c.guild.is_none_or(|id| id == guild.id);
            let called = c.name() == name || localized(&c.body, "name", locale) == name;
            here && called && c.kind() == kind
        });
        let known: Vec<&str> = self.commands.values().map(Command::name).collect();
        let command = command
            .with_context(|| format!("no command {name:?} is registered; there are {known:?}"))?;
        let needed = &command.body["default_member_permissions"];
        if let Some(needed) = needed.as_str().and_then(|n| n.parse::<u64>().ok()) {
            let own = in_guild(guild, user);
            let allowed = own & bits::ADMINISTRATOR != 0 || (needed != 0 && own & needed == needed);
            ensure!(allowed, "the command {name:?} is hidden from them");
        }
        Ok(command)
    }

    pub(super) fn locale(&self, user: Id) -> &str {
        self.users.get(&user).map_or("en-US", |u| u.locale.as_str())
    }

    /// Puts a command line together. With `focused` it is one that is still being typed, in which
    /// options may be missing.
    pub(super) fn command_line(
        &mut self,
        user: Id,
        channel: Id,
        line: &str,
        given: &Filled<'_>,
        focused: Option<&str>,
    ) -> anyhow::Result<Line> {
        let locale = self.locale(user).to_owned();
        let mut words = line.split_whitespace();
        let name = words.next().context("a command needs a name")?;
        let command = self.usable(user, channel, name, 1)?.clone();
        let (mut path, mut options) = (Vec::new(), &command.body["options"]);
        for word in words {
            let sub = named(options, word, &locale)
                .filter(|sub| matches!(sub["type"].as_u64(), Some(1 | 2)))
                .with_context(|| format!("the command has no part {word:?}"))?;
            path.push(sub);
            options = &sub["options"];
        }
        let all = options.as_array().map_or(&[][..], Vec::as_slice);
        ensure!(
            !all.iter()
                .any(|o| matches!(o["type"].as_u64(), Some(1 | 2))),
            "the command {line:?} needs a subcommand"
        );
        for (name, _) in given {
            ensure!(
                named(options, name, &locale).is_some(),
                "the command {line:?} has no option {name:?}"
            );
        }
        let mut resolved = Resolved::default();
        let mut values = Vec::new();
        for option in all {
            let called =
                |name: &str| option["name"] == name || localized(option, "name", &locale) == name;
            let value = given.iter().find(|(name, _)| called(name)).map(|(_, v)| v);
            let is_focused = focused.is_some_and(called);
            let Some(value) = value else {
                let needed = option["required"] == true && focused.is_none();
                ensure!(!needed, "the option {} is required", option["name"]);
                continue;
            };
            let mut entry = json!({ "name": option["name"], "type": option["type"] });
            if is_focused {
                ensure!(
                    option["autocomplete"] == true,
                    "{} does not complete",
                    option["name"]
                );
                let Given::Text(text) = value else {
                    bail!("only a text can be completed");
                };
                entry["value"] = json!(text);
                entry["focused"] = json!(true);
            } else {
                entry["value"] = self.value((user, channel), option, value, &mut resolved)?;
            }
            values.push(entry);
        }
        if let Some(focused) = focused {
            let there = values.iter().any(|v| v["focused"] == true);
            ensure!(there, "nothing was typed into {focused:?}");
        }
        let mut options = values;
        for sub in path.into_iter().rev() {
            options = vec![json!({
                "name": sub["name"], "type": sub["type"], "options": options,
            })];
        }
        let mut data = json!({
            "id": command.id, "name": command.name(), "type": 1, "options": options,
        });
        if let Some(guild) = command.guild {
            data["guild_id"] = json!(guild);
        }
        if !resolved.parts.is_empty() {
            data["resolved"] = json!(resolved.parts);
        }
        Ok(Line { data })
    }

    fn value(
        &mut self,
        (user, channel): (Id, Id),
        option: &Value,
        given: &Given,
        resolved: &mut Resolved,
    ) -> anyhow::Result<Value> {
        let name = &option["name"];
        let kind = option["type"].as_u64().unwrap_or(3);
        match (kind, given) {
            (3, Given::Text(text)) => {
                let length = text.chars().count() as u64;
                let max = option["max_length"].as_u64().unwrap_or(6_000);
                let min = option["min_length"].as_u64().unwrap_or(0);
                ensure!(
                    (min..=max).contains(&length),
                    "{name} has {min} to {max} characters"
                );
                chosen(option, text)
            }
            (4, Given::Text(text)) => {
                let number: i64 = text
                    .parse()
                    .with_context(|| format!("{name} is a number"))?;
                let max = option["max_value"].as_i64().unwrap_or(i64::MAX);
                let min = option["min_value"].as_i64().unwrap_or(i64::MIN);
                ensure!(
                    (min..=max).contains(&number),
                    "{name} is between {min} and {max}"
                );
                if option["choices"].is_array() {
                    return chosen(option, text);
                }
                Ok(json!(number))
            }
            (10, Given::Text(text)) => {
                let number: f64 = text
                    .parse()
                    .with_context(|| format!("{name} is a number"))?;
                Ok(json!(number))
            }
            (5, Given::Bool(yes)) => Ok(json!(yes)),
            (6..=9, Given::Thing(id)) => {
                self.resolve((user, channel), kind, *id, option, resolved)?;
                Ok(json!(id))
            }
            (11, Given::File(file)) => {
                let stored = self.upload(channel, vec![file.clone()])?;
                let mut attachment = stored.into_iter().next().context("a file was given")?;
                attachment.ephemeral = true;
                let value = self.attachment_json(&attachment);
                resolved.add("attachments", attachment.id, value);
                Ok(json!(attachment.id))
            }
            _ => bail!("the option {name} does not take {given:?}"),
        }
    }

    fn resolve(
        &self,
        (user, channel): (Id, Id),
        kind: u64,
        id: Id,
        option: &Value,
        resolved: &mut Resolved,
    ) -> anyhow::Result<()> {
        let guild = self.guild_of(channel).context("no such channel")?;
        if let Some(role) = guild.roles.get(&id).filter(|_| matches!(kind, 8 | 9)) {
            resolved.add("roles", id, render::role(role));
            return Ok(());
        }
        if self.users.contains_key(&id) && matches!(kind, 6 | 9) {
            resolved.add("users", id, self.user_json(id));
            if let Some(member) = guild.members.get(&id) {
                let mut value = self.partial_member_json(member);
                value["permissions"] = json!(in_guild(guild, id).to_string());
                resolved.add("members", id, value);
            }
            return Ok(());
        }
        if let Some(found) = self.channels.get(&id).filter(|_| kind == 7) {
            let kinds = option["channel_types"].as_array();
            let allowed = kinds.is_none_or(|k| k.iter().any(|kind| *kind == found.kind));
            ensure!(allowed, "the option takes no channel of this kind");
            let mut value = self.channel_json(found);
            value["permissions"] = json!(self.permissions(user, id).to_string());
            resolved.add("channels", id, value);
            return Ok(());
        }
        bail!("{id} is nothing that this option takes")
    }

    /// The `resolved` part for what was chosen in a select of users, roles or channels.
    pub(super) fn resolve_all(
        &self,
        place: (Id, Id),
        kind: u64,
        ids: &[Id],
    ) -> anyhow::Result<Value> {
        // Selects count their kinds differently from options: 5 users, 6 roles, 7 both, 8 channels.
        let of_option = match kind {
            5 => 6,
            6 => 8,
            7 => 9,
            _ => 7,
        };
        let mut resolved = Resolved::default();
        for id in ids {
            self.resolve(place, of_option, *id, &Value::Null, &mut resolved)?;
        }
        Ok(json!(resolved.parts))
    }
}

/// A typed value, or the value of the choice with this name.
fn chosen(option: &Value, text: &str) -> anyhow::Result<Value> {
    let Some(choices) = option["choices"].as_array() else {
        return Ok(json!(text));
    };
    let found = choices.iter().find(|choice| {
        let names = choice["name_localizations"]
            .as_object()
            .into_iter()
            .flatten();
        let mut names = names.map(|(_, name)| name).chain([&choice["name"]]);
        names.any(|name| name == text)
            || choice["value"] == text
            || choice["value"]
                .as_i64()
                .is_some_and(|n| n.to_string() == text)
    });
    let found = found.with_context(|| format!("{text:?} is no choice of {}", option["name"]))?;
    Ok(found["value"].clone())
}
