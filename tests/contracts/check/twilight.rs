//! Gateway payloads, messages, answers to interactions and commands, held to twilight's models and
//! rules.

use serde::de::DeserializeSeed;
use serde_json::{Value, json};
use twilight_model::application::command::Command;
use twilight_model::channel::message::{Component, Embed};
use twilight_model::gateway::event::GatewayEventDeserializer;
use twilight_model::http::interaction::InteractionResponse;

/// Components of the second kind: the message's flag.
const IS_V2: u64 = 1 << 15;
/// <https://discord.com/developers/docs/interactions/receiving-and-responding>
const MODAL: u64 = 9;
const MODAL_ROWS: usize = 5;
const CHOICES: usize = 25;
/// Commands of the ordinary kind in one guild.
const COMMANDS: usize = 100;

/// What twilight does not understand of a payload that the gateway sent.
pub fn event(payload: &Value) -> Vec<String> {
    let text = payload.to_string();
    let Some(seed) = GatewayEventDeserializer::from_json(&text) else {
        return vec!["the payload has no op".to_owned()];
    };
    let read = seed.deserialize(&mut serde_json::Deserializer::from_str(&text));
    read.err()
        .map(|error| format!("twilight cannot read it: {error}"))
        .into_iter()
        .collect()
}

/// What twilight would not have sent.
pub fn request(method: &str, path: &str, body: &Value) -> Vec<String> {
    let parts: Vec<&str> = path.split('/').skip(3).collect();
    match (method, &parts[..]) {
        ("POST", ["channels", _, "messages"])
        | ("PATCH", ["channels", _, "messages", _])
        | ("POST", ["webhooks", _, _])
        | ("PATCH", ["webhooks", _, _, "messages", _]) => message(body),
        ("POST", ["interactions", _, _, "callback"]) => callback(body),
        ("PUT", ["applications", .., "commands"]) => {
            let all = body.as_array().map(Vec::as_slice).unwrap_or_default();
            let ordinary = all.iter().filter(|c| c["type"].as_u64().unwrap_or(1) == 1);
            let count = ordinary.count();
            let mut problems: Vec<_> = all.iter().flat_map(command).collect();
            if count > COMMANDS {
                problems.push(format!("{count} commands"));
            }
            problems
        }
        ("POST", ["applications", .., "commands"]) => command(body),
        _ => Vec::new(),
    }
}

fn message(body: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let is_v2 = body["flags"].as_u64().unwrap_or(0) & IS_V2 != 0;
    if let Some(content) = body["content"].as_str() {
        if let Err(error) = twilight_validate::message::content(content) {
            problems.push(error.to_string());
        }
        if is_v2 && !content.is_empty() {
            problems.push("content beside components of the second kind".to_owned());
        }
    }
    match read::<Component>(&body["components"], |_| {}) {
        Ok(components) => {
            if let Err(error) = twilight_validate::message::components(&components, is_v2) {
                problems.push(error.to_string());
            }
        }
        Err(error) => problems.push(format!("components: {error}")),
    }
    // Discord fills the kind in; in a request it may be left out.
    let kind = |embed: &mut Value| {
        if embed["type"].is_null() {
            embed["type"] = json!("rich");
        }
    };
    match read::<Embed>(&body["embeds"], kind) {
        Ok(embeds) => {
            if let Err(error) = twilight_validate::message::embeds(&embeds) {
                problems.push(error.to_string());
            }
        }
        Err(error) => problems.push(format!("embeds: {error}")),
    }
    problems
}

fn read<T: serde::de::DeserializeOwned>(
    list: &Value,
    prepare: impl Fn(&mut Value),
) -> Result<Vec<T>, serde_json::Error> {
    let all = list.as_array().into_iter().flatten();
    all.map(|one| {
        let mut one = one.clone();
        prepare(&mut one);
        serde_json::from_value(one)
    })
    .collect()
}

fn callback(body: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    let mut prepared = body.clone();
    let embeds = prepared.pointer_mut("/data/embeds");
    for embed in embeds
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
        .filter(|embed| embed["type"].is_null())
    {
        embed["type"] = json!("rich");
    }
    if let Err(error) = serde_json::from_value::<InteractionResponse>(prepared) {
        problems.push(format!("twilight cannot read it: {error}"));
    }
    let data = &body["data"];
    if body["type"].as_u64() != Some(MODAL) {
        problems.extend(message(data));
    } else {
        problems.extend(modal(data));
    }
    let choices = data["choices"].as_array().map_or(0, Vec::len);
    if choices > CHOICES {
        problems.push(format!("{choices} choices"));
    }
    problems
}

fn modal(data: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    match read::<Component>(&data["components"], |_| {}) {
        Ok(rows) => {
            if rows.is_empty() || rows.len() > MODAL_ROWS {
                problems.push(format!("a modal with {} rows", rows.len()));
            }
            for row in &rows {
                if let Err(error) = twilight_validate::component::component_v1(row) {
                    problems.push(error.to_string());
                }
            }
        }
        Err(error) => problems.push(format!("components: {error}")),
    }
    problems
}

fn command(body: &Value) -> Vec<String> {
    let mut prepared = body.clone();
    if let Some(command) = prepared.as_object_mut() {
        // Menus have no description and what is not made yet has no version; the model wants both.
        for (key, value) in [
            ("description", json!("")),
            ("version", json!("1")),
            ("type", json!(1)),
            ("options", json!([])),
        ] {
            let missing = command.get(key).is_none_or(Value::is_null);
            if missing {
                command.insert(key.to_owned(), value);
            }
        }
    }
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let checked = serde_json::from_value::<Command>(prepared)
        .map_err(|error| error.to_string())
        .and_then(|command| {
            twilight_validate::command::command(&command)
                .and_then(|()| twilight_validate::command::options(&command.options))
                .map_err(|error| error.to_string())
        });
    checked
        .err()
        .map(|error| format!("command {name}: {error}"))
        .into_iter()
        .collect()
}
