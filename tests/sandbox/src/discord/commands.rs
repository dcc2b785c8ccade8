//! Commands: registering them, and what a person finds when typing one.
//!
//! <https://discord.com/developers/docs/interactions/application-commands>

use std::collections::HashSet;

use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::command_rules::check;
use super::errors::{ApiError, Fields, join};
use super::ids::Id;
use super::world::World;

/// Commands of each kind that an application takes: typed ones, and those of users' and messages'
/// menus.
const COMMANDS: [usize; 3] = [100, 15, 15];

/// A registered command.
#[derive(Debug, Clone)]
pub(super) struct Command {
    pub(super) id: Id,
    /// `None` for commands of every guild.
    pub(super) guild: Option<Id>,
    /// As Discord gives it back, ids apart.
    pub(super) body: Value,
    version: Id,
}

impl Command {
    pub(super) fn name(&self) -> &str {
        self.body["name"].as_str().unwrap_or_default()
    }

    /// 1 typed, 2 a user's menu, 3 a message's menu.
    pub(super) fn kind(&self) -> u64 {
        self.body["type"].as_u64().unwrap_or(1)
    }
}

/// The name that somebody with this locale reads.
pub(super) fn localized<'a>(thing: &'a Value, what: &str, locale: &str) -> &'a str {
    thing[format!("{what}_localizations")][locale]
        .as_str()
        .or_else(|| thing[what].as_str())
        .unwrap_or_default()
}

fn check_scope(world: &World, application: Id, guild: Option<Id>) -> Result<(), ApiError> {
    if application != world.bot.application_id {
        return Err(ApiError::unknown_application());
    }
    guild.map_or(Ok(()), |guild| world.guild(guild).map(|_| ()))
}

fn in_scope(world: &World, guild: Option<Id>) -> impl Iterator<Item = &Command> {
    world.commands.values().filter(move |c| c.guild == guild)
}

fn json(world: &World, command: &Command, localizations: bool) -> Value {
    let mut value = command.body.clone();
    value["id"] = json!(command.id);
    value["application_id"] = json!(world.bot.application_id);
    value["version"] = json!(command.version);
    if let Some(guild) = command.guild {
        value["guild_id"] = json!(guild);
    }
    if !localizations {
        strip_localizations(&mut value);
    }
    value
}

fn strip_localizations(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        fields.remove("name_localizations");
        fields.remove("description_localizations");
        for list in ["options", "choices"] {
            for inner in fields
                .get_mut(list)
                .and_then(Value::as_array_mut)
                .into_iter()
                .flatten()
            {
                strip_localizations(inner);
            }
        }
    }
}

pub(super) fn list(
    world: &World,
    application: Id,
    guild: Option<Id>,
    call: &Call,
) -> Result<Reply, ApiError> {
    check_scope(world, application, guild)?;
    let full = call
        .query
        .get("with_localizations")
        .is_some_and(|v| v == "true");
    let all = in_scope(world, guild).map(|c| json(world, c, full));
    Ok(Reply::ok(all.collect()))
}

pub(super) fn get(
    world: &World,
    application: Id,
    guild: Option<Id>,
    id: Id,
) -> Result<Reply, ApiError> {
    check_scope(world, application, guild)?;
    let command = in_scope(world, guild).find(|c| c.id == id);
    let command = command.ok_or_else(ApiError::unknown_command)?;
    Ok(Reply::ok(json(world, command, true)))
}

/// Replaces all commands of a scope; one that keeps kind and name keeps its id.
pub(super) fn set(
    world: &mut World,
    application: Id,
    guild: Option<Id>,
    call: &Call,
) -> Result<Reply, ApiError> {
    check_scope(world, application, guild)?;
    let given = call.body.as_array().cloned().unwrap_or_default();
    let mut fields = Fields::default();
    let mut names = HashSet::new();
    for (index, body) in given.iter().enumerate() {
        let path = index.to_string();
        check(body, &path, &mut fields);
        let name = body["name"].as_str().unwrap_or_default().to_owned();
        if !names.insert((body["type"].as_u64().unwrap_or(1), name)) {
            let message = "Application command names must be unique";
            fields.add(
                &join(&path, "name"),
                "APPLICATION_COMMANDS_DUPLICATE_NAME",
                message,
            );
        }
    }
    for (kind, max) in (1..).zip(COMMANDS) {
        let of_kind = given
            .iter()
            .filter(|b| b["type"].as_u64().unwrap_or(1) == kind);
        if of_kind.count() > max {
            return Err(too_many());
        }
    }
    fields.finish()?;
    let old: Vec<Command> = in_scope(world, guild).cloned().collect();
    world.commands.retain(|_, c| c.guild != guild);
    for body in &given {
        let body = filled(body);
        let same = old
            .iter()
            .find(|c| c.body["name"] == body["name"] && c.body["type"] == body["type"]);
        put(world, guild, same, body);
    }
    let all = in_scope(world, guild).map(|c| json(world, c, true));
    Ok(Reply::ok(all.collect()))
}

fn too_many() -> ApiError {
    ApiError::new(
        400,
        30_032,
        "Maximum number of application commands reached (100)",
    )
}

fn put(world: &mut World, guild: Option<Id>, same: Option<&Command>, body: Value) -> Id {
    let version = world.new_id();
    let id = same.map_or(version, |c| c.id);
    let unchanged = same.filter(|c| c.body == body).map(|c| c.version);
    let command = Command {
        id,
        guild,
        body,
        version: unchanged.unwrap_or(version),
    };
    world.commands.insert(id, command);
    id
}

pub(super) fn add(
    world: &mut World,
    application: Id,
    guild: Option<Id>,
    call: &Call,
) -> Result<Reply, ApiError> {
    check_scope(world, application, guild)?;
    let mut fields = Fields::default();
    check(&call.body, "", &mut fields);
    fields.finish()?;
    let body = filled(&call.body);
    let same = in_scope(world, guild)
        .find(|c| c.body["name"] == body["name"] && c.body["type"] == body["type"])
        .cloned();
    let kind = body["type"].as_u64().unwrap_or(1);
    let max = COMMANDS[usize::try_from(kind - 1).unwrap_or(0).min(2)];
    if same.is_none() && in_scope(world, guild).filter(|c| c.kind() == kind).count() >= max {
        return Err(too_many());
    }
    let id = put(world, guild, same.as_ref(), body);
    let value = world.commands.get(&id).map(|c| json(world, c, true));
    let (status, body) = (
        if same.is_some() { 200 } else { 201 },
        value.unwrap_or_default(),
    );
    Ok(Reply { status, body })
}

pub(super) fn edit(
    world: &mut World,
    application: Id,
    guild: Option<Id>,
    id: Id,
    call: &Call,
) -> Result<Reply, ApiError> {
    check_scope(world, application, guild)?;
    let old = in_scope(world, guild).find(|c| c.id == id).cloned();
    let old = old.ok_or_else(ApiError::unknown_command)?;
    let mut body = old.body.clone();
    for (name, value) in call.body.as_object().into_iter().flatten() {
        body[name] = value.clone();
    }
    let mut fields = Fields::default();
    check(&body, "", &mut fields);
    fields.finish()?;
    put(world, guild, Some(&old), filled(&body));
    get(world, application, guild, id)
}

pub(super) fn delete(
    world: &mut World,
    application: Id,
    guild: Option<Id>,
    id: Id,
) -> Result<Reply, ApiError> {
    check_scope(world, application, guild)?;
    if in_scope(world, guild).all(|c| c.id != id) {
        return Err(ApiError::unknown_command());
    }
    world.commands.remove(&id);
    Ok(Reply::nothing())
}

pub(super) fn permissions(world: &World, application: Id, guild: Id) -> Result<Reply, ApiError> {
    check_scope(world, application, Some(guild))?;
    Ok(Reply::ok(json!([])))
}

/// A command as Discord keeps it: defaults filled in, empty things dropped.
fn filled(given: &Value) -> Value {
    let kind = given["type"].as_u64().unwrap_or(1);
    let mut body = json!({
        "default_member_permissions": text_of(&given["default_member_permissions"]),
        "type": kind,
        "name": given["name"],
        "name_localizations": given["name_localizations"],
        "description": given["description"].as_str().unwrap_or_default(),
        "description_localizations": given["description_localizations"],
        "dm_permission": given["dm_permission"] != false,
        "contexts": given["contexts"],
        "integration_types": [0],
        "nsfw": given["nsfw"] == true,
    });
    if given["integration_types"].is_array() {
        body["integration_types"] = given["integration_types"].clone();
    }
    if let Some(options) = given["options"].as_array().filter(|o| !o.is_empty()) {
        body["options"] = options.iter().map(filled_option).collect();
    }
    body
}

/// Permissions come as a number or as its digits and are given back as digits.
fn text_of(value: &Value) -> Value {
    match value {
        Value::Number(number) => json!(number.to_string()),
        other => other.clone(),
    }
}

fn filled_option(given: &Value) -> Value {
    let mut option = given.clone();
    if let Some(fields) = option.as_object_mut() {
        let empty = |value: &Value| {
            value.is_null() || *value == false || value.as_array().is_some_and(Vec::is_empty)
        };
        fields.retain(|_, value| !empty(value));
        if let Some(inner) = fields.get_mut("options").and_then(Value::as_array_mut) {
            for one in inner {
                *one = filled_option(one);
            }
        }
    }
    option
}
