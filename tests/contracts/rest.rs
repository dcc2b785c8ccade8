//! Every endpoint that the look-alike has, called as the bot calls it.

use serde_json::{Value, json};

use super::world::{World, id};

#[tokio::test]
async fn what_exists_is_described_as_discord_describes_it() {
    let world = World::open().await;
    let guild = world.discord.guild_id();
    let me = world.discord.bot_user_id();
    for path in [
        "/gateway".to_owned(),
        "/gateway/bot".to_owned(),
        "/users/@me".to_owned(),
        "/users/@me/guilds".to_owned(),
        format!("/users/{me}"),
        "/oauth2/applications/@me".to_owned(),
        "/applications/@me".to_owned(),
        format!("/guilds/{guild}"),
        format!("/guilds/{guild}/channels"),
        format!("/guilds/{guild}/roles"),
        format!("/guilds/{guild}/members?limit=10"),
        format!("/guilds/{guild}/members/search?query=an&limit=5"),
        format!("/guilds/{guild}/members/{}", world.ana.id()),
        format!("/guilds/{guild}/threads/active"),
        format!("/guilds/{guild}/audit-logs?action_type=72&limit=10"),
        format!("/channels/{}", world.sales),
    ] {
        world.ok("GET", &path, Value::Null).await;
    }
    world.kept().await;
}

#[tokio::test]
async fn channels_and_roles() {
    let world = World::open().await;
    let guild = world.discord.guild_id();
    let role = world
        .ok(
            "POST",
            &format!("/guilds/{guild}/roles"),
            json!({ "name": "Supervisão", "permissions": "0", "mentionable": false }),
        )
        .await;
    let role = id(&role);
    let edit = json!({ "name": "Supervisores" });
    world
        .ok("PATCH", &format!("/guilds/{guild}/roles/{role}"), edit)
        .await;
    let member = format!("/guilds/{guild}/members/{}/roles/{role}", world.ana.id());
    world.ok("PUT", &member, Value::Null).await;
    world.ok("DELETE", &member, Value::Null).await;

    let overwrite = json!({ "id": role, "type": 0, "allow": "1024", "deny": "0" });
    let channel = json!({
        "name": "financeiro", "type": 0, "topic": "Atendimentos", "permission_overwrites": [overwrite],
    });
    let channel = world
        .ok("POST", &format!("/guilds/{guild}/channels"), channel)
        .await;
    let channel = format!("/channels/{}", id(&channel));
    let edit = json!({ "name": "cobrança", "topic": "Outro" });
    world.ok("PATCH", &channel, edit).await;
    let permission = format!("{channel}/permissions/{role}");
    let overwrite = json!({ "type": 0, "allow": "1024", "deny": "2048" });
    world.ok("PUT", &permission, overwrite).await;
    world.ok("DELETE", &permission, Value::Null).await;
    world
        .ok("POST", &format!("{channel}/typing"), Value::Null)
        .await;
    world.ok("DELETE", &channel, Value::Null).await;
    let role = format!("/guilds/{guild}/roles/{role}");
    world.ok("DELETE", &role, Value::Null).await;
    world.kept().await;
}

fn row() -> Value {
    json!({ "type": 1, "components": [
        { "type": 2, "style": 3, "label": "Assumir", "custom_id": "v1:assume:1" },
        { "type": 2, "style": 5, "label": "Abrir", "url": "https://example.com" },
    ] })
}

#[tokio::test]
async fn messages_of_every_shape() {
    let world = World::open().await;
    let messages = format!("/channels/{}/messages", world.sales);
    let select = json!({ "type": 1, "components": [{
        "type": 3, "custom_id": "v1:more:1", "placeholder": "Mais",
        "options": [{ "label": "Fila", "value": "queue", "description": "O que espera" }],
    }] });
    let card = json!({
        "content": "Ana", "nonce": "0000beef-1-1", "enforce_nonce": true, "flags": 4096,
        "allowed_mentions": { "parse": [] }, "components": [row(), select],
        "embeds": [{ "title": "Atendimento", "description": "Vendas", "color": 3_447_003,
                     "fields": [{ "name": "Janela", "value": "fecha", "inline": true }] }],
    });
    let card = id(&world.ok("POST", &messages, card).await);
    let reply = json!({ "content": "-# lida", "message_reference": { "message_id": card } });
    world.ok("POST", &messages, reply).await;
    let attached =
        json!({ "content": "lista", "attachments": [{ "id": 0, "filename": "lista.csv" }] });
    let attached = world.uploads(&messages, attached).await;
    assert_eq!(attached["attachments"][0]["filename"], "lista.csv");
    let container = json!({ "flags": 32_768, "components": [
        { "type": 17, "components": [{ "type": 10, "content": "Painel" }, row()] },
    ] });
    world.ok("POST", &messages, container).await;
    let edit = json!({ "content": "Ana Souza", "components": [] });
    world.ok("PATCH", &format!("{messages}/{card}"), edit).await;
    for query in [
        "limit=3".to_owned(),
        format!("after={card}&limit=100"),
        format!("before={card}"),
        format!("around={card}"),
    ] {
        world
            .ok("GET", &format!("{messages}?{query}"), Value::Null)
            .await;
    }
    world
        .ok("GET", &format!("{messages}/{card}"), Value::Null)
        .await;

    let reactions = format!("{messages}/{card}/reactions/%F0%9F%94%92");
    world
        .ok("PUT", &format!("{reactions}/@me"), Value::Null)
        .await;
    world.ok("GET", &reactions, Value::Null).await;
    world
        .ok("DELETE", &format!("{reactions}/@me"), Value::Null)
        .await;
    let pin = format!("/channels/{}/messages/pins/{card}", world.sales);
    world.ok("PUT", &pin, Value::Null).await;
    let pins = format!("/channels/{}/messages/pins", world.sales);
    world.ok("GET", &pins, Value::Null).await;
    world.ok("DELETE", &pin, Value::Null).await;
    world
        .ok("DELETE", &format!("{messages}/{card}"), Value::Null)
        .await;
    world.kept().await;
}

#[tokio::test]
async fn threads() {
    let world = World::open().await;
    let (card, thread) = world.thread().await;
    let path = format!("/channels/{thread}");
    world.ok("GET", &path, Value::Null).await;
    let name = json!({ "name": "Ana Souza ·4321", "auto_archive_duration": 10_080 });
    world.ok("PATCH", &path, name).await;
    let member = format!("{path}/thread-members/{}", world.ana.id());
    world.ok("PUT", &member, Value::Null).await;
    world
        .ok("GET", &format!("{path}/thread-members"), Value::Null)
        .await;
    world.ok("GET", &member, Value::Null).await;
    world.ok("DELETE", &member, Value::Null).await;
    world.ok("PATCH", &path, json!({ "archived": true })).await;
    let archived = format!("/channels/{}/threads/archived/public?limit=10", world.sales);
    world.ok("GET", &archived, Value::Null).await;
    world.ok("PATCH", &path, json!({ "archived": false })).await;
    let again = format!("/channels/{}/messages/{card}/threads", world.sales);
    let (status, answer) = world.call("POST", &again, json!({ "name": "Ana" })).await;
    assert_eq!((status, answer["code"].as_u64()), (400, Some(160_004)));
    world.ok("DELETE", &path, Value::Null).await;
    world.kept().await;
}

#[tokio::test]
async fn errors_have_the_form_that_discord_gives_them() {
    let world = World::open().await;
    let messages = format!("/channels/{}/messages", world.sales);
    let long = "x".repeat(2001);
    for (method, path, body, status) in [
        ("GET", "/channels/1".to_owned(), Value::Null, 404),
        ("GET", format!("{messages}/1"), Value::Null, 404),
        ("POST", messages.clone(), json!({ "content": "" }), 400),
        ("POST", messages, json!({ "content": long }), 400),
    ] {
        let (found, answer) = world.call(method, &path, body).await;
        assert_eq!(found, status, "{method} {path}: {answer}");
    }
    let entries = world.wire.after(0);
    let violations = super::check::check(&entries);
    // The message that is too long is ours, and twilight says so; the answers are in order.
    assert_eq!(violations.len(), 1, "{violations:?}");
}
