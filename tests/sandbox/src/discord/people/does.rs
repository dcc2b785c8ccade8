//! What people do that the bot must answer: commands, buttons, selects, modals.

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use crate::discord::components::{self, kinds};
use crate::discord::ids::Id;
use crate::discord::interactions::{Cause, Deed};
use crate::discord::permissions::bits;
use crate::discord::world::World;

use super::Person;
use super::answers::{Choice, Interaction};
use super::options::Given;

impl Person {
    /// Runs a typed command: `"start"`, or with its subcommand `"contact new"`; names in English or
    /// in this person's language.
    ///
    /// # Errors
    ///
    /// If the client would not send it: no such command for them, a required option missing, a
    /// value of the wrong kind.
    pub fn runs(
        &self,
        channel: Id,
        command: &str,
        options: &[(&str, Given)],
    ) -> anyhow::Result<Interaction> {
        let id = self.with(|world| {
            let line = world.command_line(self.id, channel, command, options, None)?;
            anyhow::Ok(world.interact(Deed {
                cause: Cause::Command,
                user: self.id,
                channel,
                data: line.data,
                source: None,
                context_menu: false,
                opened_by: None,
            }))
        })?;
        Ok(Interaction::new(self.clone(), id))
    }

    /// Runs a command of the menu on a message.
    ///
    /// # Errors
    ///
    /// If they do not see the message, or there is no such command for them.
    pub fn runs_on(&self, message: Id, command: &str) -> anyhow::Result<Interaction> {
        let id = self.with(|world| {
            let target = world.visible(self.id, message)?;
            let channel = target.channel_id;
            let resolved =
                json!({ "messages": { message.to_string(): world.message_json(target) } });
            let command = world.usable(self.id, channel, command, 3)?;
            let mut data = json!({
                "id": command.id,
                "name": command.name(),
                "type": 3,
                "target_id": message,
                "resolved": resolved,
            });
            if let Some(guild) = command.guild {
                data["guild_id"] = json!(guild);
            }
            anyhow::Ok(world.interact(Deed {
                cause: Cause::Command,
                user: self.id,
                channel,
                data,
                source: None,
                context_menu: true,
                opened_by: None,
            }))
        })?;
        Ok(Interaction::new(self.clone(), id))
    }

    /// Types in an option and reads the choices that come: `options` are the ones filled in so
    /// far, the one being typed (`focused`) among them.
    ///
    /// # Errors
    ///
    /// If the option does not complete, or the bot did not answer in time.
    pub async fn autocompletes(
        &self,
        channel: Id,
        command: &str,
        options: &[(&str, Given)],
        focused: &str,
    ) -> anyhow::Result<Vec<Choice>> {
        let id = self.with(|world| {
            let line = world.command_line(self.id, channel, command, options, Some(focused))?;
            anyhow::Ok(world.interact(Deed {
                cause: Cause::Autocomplete,
                user: self.id,
                channel,
                data: line.data,
                source: None,
                context_menu: false,
                opened_by: None,
            }))
        })?;
        Interaction::new(self.clone(), id).choices().await
    }

    /// Presses a button, named by its label or custom id.
    ///
    /// # Errors
    ///
    /// If they do not see it, it is greyed out, or it is only a link.
    pub fn presses(&self, message: Id, button: &str) -> anyhow::Result<Interaction> {
        self.uses(message, button, None)
    }

    /// Chooses in a select, named by its placeholder or custom id: options by value or label,
    /// users, roles and channels by id.
    ///
    /// # Errors
    ///
    /// If they do not see it, it is greyed out, or it does not take these values.
    pub fn selects(
        &self,
        message: Id,
        select: &str,
        values: &[&str],
    ) -> anyhow::Result<Interaction> {
        self.uses(message, select, Some(values))
    }

    fn uses(
        &self,
        message: Id,
        name: &str,
        values: Option<&[&str]>,
    ) -> anyhow::Result<Interaction> {
        let id = self.with(|world| {
            let found = world.visible(self.id, message)?;
            let channel = found.channel_id;
            let ours = found.author == world.bot.user_id;
            ensure!(ours, "another bot would answer this component");
            let thread = world.channels.get(&channel).and_then(|c| c.thread.as_ref());
            ensure!(
                !thread.is_some_and(|t| t.locked),
                "in a locked thread all is greyed out"
            );
            let component = component(&found.components, name, values.is_some())?.clone();
            ensure!(component["disabled"] != true, "{name:?} is greyed out");
            let data = world.component_data((self.id, channel), &component, values)?;
            if let Some(values) = data.get("values") {
                let custom_id = data["custom_id"].as_str().unwrap_or_default().to_owned();
                let before = world
                    .chosen
                    .insert((self.id, message, custom_id), values.clone());
                // <https://github.com/discord/discord-api-docs/issues/4801>
                ensure!(
                    before.as_ref() != Some(values),
                    "{name:?} shows that already: choosing it again sends nothing"
                );
            }
            anyhow::Ok(world.interact(Deed {
                cause: Cause::Component,
                user: self.id,
                channel,
                data,
                source: Some(message),
                context_menu: false,
                opened_by: None,
            }))
        })?;
        Ok(Interaction::new(self.clone(), id))
    }
}

/// The button or select with this name, wherever it stands in a message.
fn component<'a>(list: &'a [Value], name: &str, select: bool) -> anyhow::Result<&'a Value> {
    let mut all = Vec::new();
    components::flatten(list, &mut all);
    let usable = |c: &&Value| {
        let kind = components::kind(c);
        if select {
            matches!(kind, 3 | 5..=8)
        } else {
            kind == kinds::BUTTON
        }
    };
    let label = if select { "placeholder" } else { "label" };
    let all: Vec<&Value> = all.into_iter().filter(usable).collect();
    let by = |field: &str| all.iter().find(|c| c[field] == name).copied();
    let starts = || {
        let mut matching = all.iter().filter(|c| {
            let text = c[label].as_str().unwrap_or_default();
            // Labels often begin with a sign of their own.
            !name.is_empty() && text.contains(name)
        });
        matching
            .next()
            .copied()
            .filter(|_| matching.next().is_none())
    };
    let emoji = || all.iter().find(|c| c["emoji"]["name"] == name).copied();
    by("custom_id")
        .or_else(|| by(label))
        .or_else(emoji)
        .or_else(starts)
        .with_context(|| {
            let names: Vec<String> = all
                .iter()
                .map(|c| format!("{} ({})", c[label], c["custom_id"]))
                .collect();
            format!("the message has no {name:?}; it has {names:?}")
        })
}

impl World {
    fn component_data(
        &self,
        place: (Id, Id),
        component: &Value,
        values: Option<&[&str]>,
    ) -> anyhow::Result<Value> {
        let kind = components::kind(component);
        let custom_id = component["custom_id"]
            .as_str()
            .context("a link opens a browser and tells the bot nothing")?;
        let mut data = json!({
            "custom_id": custom_id,
            "component_type": kind,
            "id": component["id"],
        });
        let Some(values) = values else {
            return Ok(data);
        };
        let (values, resolved) = self.select_values(place, component, values)?;
        data["values"] = values;
        if let Some(resolved) = resolved {
            data["resolved"] = resolved;
        }
        Ok(data)
    }

    /// What a select sends for these values, and what Discord adds about them.
    pub(super) fn select_values(
        &self,
        place: (Id, Id),
        select: &Value,
        values: &[&str],
    ) -> anyhow::Result<(Value, Option<Value>)> {
        let kind = components::kind(select);
        let min = select["min_values"].as_u64().unwrap_or(1);
        let max = select["max_values"].as_u64().unwrap_or(1);
        let count = values.len() as u64;
        ensure!(
            (min..=max).contains(&count),
            "the select takes {min} to {max} values"
        );
        if kind == kinds::STRING_SELECT {
            let options = select["options"].as_array().map_or(&[][..], Vec::as_slice);
            let picked = values.iter().map(|value| {
                let by = |field: &str| options.iter().find(|o| o[field] == *value);
                let found = by("value").or_else(|| by("label"));
                let found = found.or_else(|| {
                    let part =
                        |o: &&Value| o["label"].as_str().unwrap_or_default().contains(*value);
                    let mut matching = options.iter().filter(part);
                    matching.next().filter(|_| matching.next().is_none())
                });
                let labels = || {
                    options
                        .iter()
                        .map(|o| o["label"].to_string())
                        .collect::<Vec<_>>()
                };
                let found = found
                    .with_context(|| format!("no option {value:?}; there are {:?}", labels()))?;
                Ok(found["value"].clone())
            });
            let picked: anyhow::Result<Vec<Value>> = picked.collect();
            return Ok((json!(picked?), None));
        }
        let ids: Result<Vec<Id>, _> = values.iter().map(|v| v.parse()).collect();
        let ids = ids.context("users, roles and channels are chosen by id")?;
        let resolved = self.resolve_all(place, kind, &ids)?;
        Ok((json!(ids), Some(resolved)))
    }

    /// Whether a person may use commands and components in a channel.
    pub(super) fn may_interact(&self, user: Id, channel: Id) -> bool {
        self.may(user, channel, bits::VIEW_CHANNEL)
    }
}
