//! The checks find what they should.

use chrono::{DateTime, Utc};
use conecta_sandbox::wire::{Entry, Kind, Platform};
use serde_json::{Value, json};

use super::check::{DOCUMENT, check};

fn entry(platform: Platform, kind: Kind) -> Entry {
    Entry {
        number: 1,
        at: DateTime::<Utc>::UNIX_EPOCH,
        platform,
        kind,
    }
}

fn request(method: &str, path: &str, query: &str, body: Value, files: &[&str]) -> Entry {
    let kind = Kind::Request {
        method: method.to_owned(),
        path: format!("/api/v10{path}"),
        query: query.to_owned(),
        body,
        files: files.iter().map(|file| (*file).to_owned()).collect(),
        status: 0,
        answer: Value::Null,
    };
    entry(Platform::Discord, kind)
}

fn answered(method: &str, path: &str, status: u16, answer: Value) -> Entry {
    let mut entry = request(method, path, "", Value::Null, &[]);
    if let Kind::Request {
        status: s,
        answer: a,
        ..
    } = &mut entry.kind
    {
        (*s, *a) = (status, answer);
    }
    entry
}

fn message(body: Value) -> Entry {
    request("POST", "/channels/7/messages", "", body, &[])
}

fn event(name: &str, data: Value) -> Entry {
    let kind = Kind::Event {
        name: name.to_owned(),
        body: json!({ "t": name, "s": 1, "op": 0, "d": data }),
        status: None,
    };
    entry(Platform::Discord, kind)
}

fn button(label: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": label, "custom_id": label })
}

fn row(components: &[Value]) -> Value {
    json!({ "type": 1, "components": components })
}

#[test]
fn twilight_finds_what_discord_would_refuse() {
    let options: Vec<_> = (0..26)
        .map(|n| json!({ "label": "x", "value": n.to_string() }))
        .collect();
    let six: Vec<_> = (0..6).map(|n| button(&n.to_string())).collect();
    let rows: Vec<_> = (0..6).map(|n| row(&[button(&n.to_string())])).collect();
    let input = json!({ "type": 4, "custom_id": "a", "label": "x".repeat(46), "style": 1 });
    let callback = |body| request("POST", "/interactions/1/t/callback", "", body, &[]);
    let commands = |body| request("PUT", "/applications/1/guilds/2/commands", "", body, &[]);
    let embed = json!({ "title": "t", "description": "x".repeat(4000) });
    let broken = [
        message(json!({ "content": "x".repeat(2001) })),
        message(json!({ "components": [row(&six)] })),
        message(json!({ "components": rows })),
        message(json!({ "components": [row(&[json!({
            "type": 3, "custom_id": "a", "options": options })])] })),
        message(json!({ "embeds": [embed, embed] })),
        message(json!({ "components": [{ "type": 10, "content": "second kind" }] })),
        message(json!({ "flags": 32_768, "content": "x",
                        "components": [{ "type": 10, "content": "y" }] })),
        callback(json!({ "type": 4, "data": { "content": "x".repeat(2001) } })),
        callback(json!({ "type": "four" })),
        callback(json!({ "type": 9, "data": { "custom_id": "a", "title": "t",
                                              "components": [row(&[input])] } })),
        callback(
            json!({ "type": 9, "data": { "custom_id": "a", "title": "t", "components": [] } }),
        ),
        commands(json!([{ "name": "Iniciar", "description": "x", "type": 1 }])),
        commands(json!([{ "name": "start", "description": "", "type": 1 }])),
        commands(
            json!([{ "name": "start", "description": "x", "type": 1, "options": [
            { "type": 3, "name": "two words", "description": "x" }] }]),
        ),
        event(
            "MESSAGE_CREATE",
            json!({ "id": "1", "content": "no author" }),
        ),
        event("GUILD_CREATE", json!({ "id": "1" })),
    ];
    for entry in broken {
        let found = check(std::slice::from_ref(&entry));
        let by_twilight = found.iter().any(|violation| {
            !violation.problem.starts_with("at `") && !violation.problem.is_empty()
        });
        assert!(by_twilight, "{entry:?}: {found:?}");
    }
    let kind = Kind::Event {
        name: "webhook".to_owned(),
        body: json!({ "entry": [] }),
        status: None,
    };
    assert_eq!(check(&[entry(Platform::Whatsapp, kind)]), []);
}

#[test]
fn discords_document_finds_what_discord_would_refuse() {
    if DOCUMENT.is_none() {
        return;
    }
    let get = |path: &str, query: &str| request("GET", path, query, Value::Null, &[]);
    let file =
        |field: &str, body: Value| request("POST", "/channels/7/messages", "", body, &[field]);
    let broken = [
        get("/channels/7/nothing", ""),
        get("/channels/seven", ""),
        get("/channels/7/messages", "limit=101"),
        get("/channels/7/messages", "since=7"),
        request("PURGE", "/channels/7", "", Value::Null, &[]),
        message(Value::Null),
        message(json!({ "contents": "x" })),
        message(json!({ "content": 7 })),
        message(json!({ "nonce": "x".repeat(26) })),
        message(json!({ "components": [row(&[json!({
            "type": 2, "style": 1, "label": "x", "custom_id": "a", "colour": "red" })])] })),
        message(json!({ "allowed_mentions": { "parse": ["nobody"] } })),
        request(
            "PUT",
            "/channels/7/messages/8/reactions/x/@me",
            "",
            json!({}),
            &[],
        ),
        request(
            "POST",
            "/channels/7/messages/8/threads",
            "",
            json!({ "name": "" }),
            &[],
        ),
        request(
            "POST",
            "/channels/7/messages/8/threads",
            "",
            json!({ "name": "a", "auto_archive_duration": 7 }),
            &[],
        ),
        file("file:a.txt", json!({})),
        file(
            "files[0]:a.txt",
            json!({ "attachments": [{ "id": 1, "filename": "a.txt" }] }),
        ),
        answered("GET", "/channels/7", 200, json!({ "id": "7" })),
        answered("GET", "/users/@me", 201, json!({})),
        answered("GET", "/channels/7", 404, json!({ "code": "10003" })),
        answered(
            "GET",
            "/channels/7",
            429,
            json!({ "message": "slow", "code": 0 }),
        ),
        answered(
            "DELETE",
            "/channels/7/messages/8",
            204,
            json!({ "id": "8" }),
        ),
    ];
    for entry in broken {
        assert_ne!(check(std::slice::from_ref(&entry)), [], "{entry:?}");
    }
    let mut wrong_version = get("/channels/7", "");
    if let Kind::Request { path, .. } = &mut wrong_version.kind {
        *path = "/api/v9/channels/7".to_owned();
    }
    assert_eq!(check(&[wrong_version]).len(), 1);
}

#[test]
fn what_is_sound_passes() {
    let commands = json!([{ "name": "start", "description": "x", "type": 1, "options": [],
                            "default_member_permissions": "32", "contexts": [0] }]);
    let sound = [
        message(json!({ "content": "x", "nonce": "0000beef-1-1", "enforce_nonce": true })),
        message(
            json!({ "components": [row(&[button("x")])], "message_reference":
                        { "message_id": "8", "fail_if_not_exists": false } }),
        ),
        request(
            "GET",
            "/channels/7/messages",
            "after=8&limit=100",
            Value::Null,
            &[],
        ),
        request(
            "PUT",
            "/applications/1/guilds/2/commands",
            "",
            commands,
            &[],
        ),
        answered(
            "GET",
            "/channels/7",
            404,
            json!({ "message": "Unknown Channel", "code": 10003 }),
        ),
        answered("GET", "/channels/7", 503, Value::Null),
        request(
            "POST",
            "/channels/7/messages",
            "",
            json!({ "attachments": [{ "id": 0, "filename": "a.txt" }] }),
            &["files[0]:a.txt"],
        ),
    ];
    assert_eq!(check(&sound), []);
}
