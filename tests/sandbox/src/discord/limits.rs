//! Lengths and counts of messages.
//!
//! <https://discord.com/developers/docs/resources/message#create-message>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::body::File;
use super::components;
use super::errors::{ApiError, Fields};
use super::model::{Message, flags};
use super::render;
use super::uploads::FILES;

/// Characters of a message.
pub const CONTENT: usize = 2_000;
/// Characters of all embeds of a message.
const EMBEDS_TOTAL: usize = 6_000;

/// Checks a new message.
pub(super) fn message(body: &Value, files: &[File], forwards: bool) -> Result<(), ApiError> {
    let v2 = body["flags"].as_u64().unwrap_or(0) & flags::COMPONENTS_V2 != 0;
    let mut fields = Fields::default();
    check(body, files, v2, &mut fields);
    match &body["nonce"] {
        Value::Null | Value::Number(_) => {}
        Value::String(nonce) => fields.length("nonce", nonce, 1, 25),
        _ => fields.add(
            "nonce",
            "NONCE_TYPE_INVALID",
            "Value must be an integer or a string.",
        ),
    }
    if body["enforce_nonce"] == true && body["nonce"].is_null() {
        fields.required("nonce");
    }
    let stickers = body["sticker_ids"].as_array().map_or(0, Vec::len);
    fields.count("sticker_ids", stickers, 0, 3);
    check_poll(&body["poll"], &mut fields);
    fields.finish()?;
    if is_voice(body) {
        check_voice(body, files)?;
    }
    let empty = |name: &str| body[name].as_array().is_none_or(Vec::is_empty);
    let nothing = body["content"].as_str().is_none_or(|c| c.trim().is_empty())
        && empty("embeds")
        && empty("components")
        && files.is_empty()
        && stickers == 0
        && body["poll"].is_null();
    if nothing && !forwards {
        return Err(ApiError::empty_message());
    }
    Ok(())
}

/// Whether a body wants to be a voice message.
pub(super) fn is_voice(body: &Value) -> bool {
    body["flags"].as_u64().unwrap_or(0) & flags::VOICE_MESSAGE != 0
}

/// Discord takes any sound; its clients play Ogg/Opus everywhere, so that is asked for here.
fn check_voice(body: &Value, files: &[File]) -> Result<(), ApiError> {
    let some = |name: &str| match &body[name] {
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(_) => true,
        _ => false,
    };
    let beside = ["content", "embeds", "components", "sticker_ids", "poll"];
    if beside.into_iter().any(some) {
        return Err(ApiError::voice_with_content());
    }
    let [recording] = files else {
        return Err(ApiError::voice_needs_one_recording());
    };
    let kind = recording.content_type.as_deref().unwrap_or_default();
    if !kind.starts_with("audio/ogg") || !recording.content.head(4).starts_with(b"OggS") {
        return Err(ApiError::voice_needs_one_recording());
    }
    let facts = &body["attachments"][0];
    let seconds = facts["duration_secs"].as_f64();
    let waveform = facts["waveform"].as_str().map(|text| STANDARD.decode(text));
    let drawn = matches!(waveform, Some(Ok(points)) if (1..=256).contains(&points.len()));
    if seconds.is_none_or(|seconds| seconds <= 0.0) || !drawn {
        return Err(ApiError::voice_needs_metadata());
    }
    Ok(())
}

/// Checks a change of a message.
pub(super) fn edit(body: &Value, files: &[File], old: &Message) -> Result<(), ApiError> {
    if old.flags & flags::VOICE_MESSAGE != 0 {
        return Err(ApiError::voice_is_not_edited());
    }
    let was = old.flags & flags::COMPONENTS_V2 != 0;
    let given = body["flags"].as_u64();
    let wants = given.is_some_and(|f| f & flags::COMPONENTS_V2 != 0);
    let mut fields = Fields::default();
    if was && given.is_some() && !wants {
        let message = "The Components V2 flag cannot be removed from a message";
        fields.add("flags", "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG", message);
    }
    check(body, files, was || wants, &mut fields);
    fields.finish()?;
    // What stays when the change is done.
    let list = |name: &str, old: bool| match body.get(name) {
        Some(value) => value.as_array().is_some_and(|l| !l.is_empty()),
        None => old,
    };
    let content = match body.get("content") {
        Some(content) => content.as_str().is_some_and(|c| !c.trim().is_empty()),
        None => !old.content.is_empty(),
    };
    let something = content
        || list("embeds", !old.embeds.is_empty())
        || list("components", !old.components.is_empty())
        || list("attachments", !old.attachments.is_empty())
        || !files.is_empty()
        || old.poll.is_some()
        || !body["poll"].is_null();
    if something {
        Ok(())
    } else {
        Err(ApiError::empty_message())
    }
}

fn check(body: &Value, files: &[File], v2: bool, fields: &mut Fields) {
    if body.is_null() {
        return;
    }
    if !body.is_object() {
        fields.add(
            "",
            "DICT_TYPE_CONVERT",
            "Only dictionaries may be used in a DictType",
        );
        return;
    }
    if v2 {
        for name in ["content", "embeds", "poll", "sticker_ids"] {
            let set = match &body[name] {
                Value::Null => false,
                Value::String(text) => !text.is_empty(),
                Value::Array(list) => !list.is_empty(),
                _ => true,
            };
            if set {
                let message = format!(
                    "The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
                );
                fields.add(
                    name,
                    "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                    &message,
                );
            }
        }
    }
    fields.text(body, "", "content", 0, CONTENT);
    check_embeds(&body["embeds"], fields);
    components::check(&body["components"], v2, fields);
    check_allowed_mentions(&body["allowed_mentions"], fields);
    check_attachments(&body["attachments"], files, fields);
}

fn check_embeds(embeds: &Value, fields: &mut Fields) {
    let Some(list) = embeds.as_array() else {
        if !embeds.is_null() {
            fields.add("embeds", "LIST_TYPE_CONVERT", "Only iterables may be used");
        }
        return;
    };
    fields.count("embeds", list.len(), 0, 10);
    let mut total = 0;
    let mut add = |value: &Value| total += value.as_str().unwrap_or_default().chars().count();
    for (index, embed) in list.iter().enumerate() {
        let path = format!("embeds.{index}");
        fields.text(embed, &path, "title", 0, 256);
        fields.text(embed, &path, "description", 0, 4_096);
        fields.text(embed, &path, "url", 0, 2_048);
        fields.number(embed, &path, "color", 0, 0xff_ff_ff);
        fields.text(
            &embed["footer"],
            &format!("{path}.footer"),
            "text",
            0,
            2_048,
        );
        fields.text(&embed["author"], &format!("{path}.author"), "name", 0, 256);
        for value in [
            &embed["title"],
            &embed["description"],
            &embed["footer"]["text"],
            &embed["author"]["name"],
        ] {
            add(value);
        }
        let inner = embed["fields"].as_array().map_or(&[][..], Vec::as_slice);
        fields.count(&format!("{path}.fields"), inner.len(), 0, 25);
        for (index, field) in inner.iter().enumerate() {
            let path = format!("{path}.fields.{index}");
            fields.needed_text(field, &path, "name", 256);
            fields.needed_text(field, &path, "value", 1_024);
            add(&field["name"]);
            add(&field["value"]);
        }
    }
    if total > EMBEDS_TOTAL {
        let message = format!("Embed size exceeds maximum size of {EMBEDS_TOTAL}");
        fields.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", &message);
    }
}

fn check_allowed_mentions(allowed: &Value, fields: &mut Fields) {
    if !allowed.is_object() {
        return;
    }
    let parse = allowed["parse"].as_array().map_or(&[][..], Vec::as_slice);
    for (index, what) in parse.iter().enumerate() {
        if !matches!(what.as_str(), Some("users" | "roles" | "everyone")) {
            let path = format!("allowed_mentions.parse.{index}");
            fields.choice(&path, "('users', 'roles', 'everyone')");
        }
    }
    for what in ["users", "roles"] {
        let listed = allowed[what].as_array().map_or(0, Vec::len);
        fields.count(&format!("allowed_mentions.{what}"), listed, 0, 100);
        if listed > 0 && parse.iter().any(|p| p == what) {
            let message =
                format!("parse:[\"{what}\"] and {what}: [ids...] are mutually exclusive.");
            fields.add(
                "allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                &message,
            );
        }
    }
}

fn check_attachments(attachments: &Value, files: &[File], fields: &mut Fields) {
    let list = attachments.as_array().map_or(&[][..], Vec::as_slice);
    fields.count("attachments", list.len().max(files.len()), 0, FILES);
    for (index, entry) in list.iter().enumerate() {
        let path = format!("attachments.{index}");
        if entry["id"].is_null() {
            fields.required(&format!("{path}.id"));
        }
        fields.text(entry, &path, "description", 0, 1_024);
        fields.text(entry, &path, "waveform", 0, 400);
        // Small numbers point to a file of this request, large ones are ids of old attachments.
        let number = match &entry["id"] {
            Value::String(text) => text.parse().ok(),
            number => number.as_u64(),
        };
        let given = |n: u64| files.iter().any(|f| f.field == format!("files[{n}]"));
        if let Some(number) = number.filter(|n| *n < 1_000)
            && !given(number)
        {
            let message = format!("Attachment data for {number} not found");
            fields.add(&path, "ATTACHMENT_NOT_FOUND", &message);
        }
    }
}

fn check_poll(poll: &Value, fields: &mut Fields) {
    if poll.is_null() {
        return;
    }
    fields.needed_text(&poll["question"], "poll.question", "text", 300);
    let answers = poll["answers"].as_array().map_or(&[][..], Vec::as_slice);
    fields.count("poll.answers", answers.len(), 1, 10);
    for (index, answer) in answers.iter().enumerate() {
        let path = format!("poll.answers.{index}.poll_media");
        fields.needed_text(&answer["poll_media"], &path, "text", 55);
    }
    fields.number(poll, "poll", "duration", 1, 768);
}

/// A poll as Discord gives it back.
pub(super) fn poll_json(poll: &Value, now: DateTime<Utc>) -> Option<Value> {
    if poll.is_null() {
        return None;
    }
    let answers = poll["answers"].as_array().cloned().unwrap_or_default();
    let answers: Vec<Value> = answers
        .into_iter()
        .zip(1_u32..)
        .map(|(answer, id)| json!({ "answer_id": id, "poll_media": answer["poll_media"] }))
        .collect();
    let hours = poll["duration"].as_i64().unwrap_or(24);
    Some(json!({
        "question": poll["question"],
        "answers": answers,
        "expiry": render::time(now + TimeDelta::hours(hours)),
        "allow_multiselect": poll["allow_multiselect"] == true,
        "layout_type": 1,
        "results": { "is_finalized": false, "answer_counts": [] },
    }))
}
