//! What people do, as the gateway tells it, and what the bot answers to it.

use conecta_sandbox::discord::{Answer, Given, Post, StickerFormat, Upload};
use conecta_sandbox::http;
use conecta_sandbox::samples::{PICTURE, VOICE};
use serde_json::{Value, json};

use super::world::World;

#[tokio::test]
async fn people_write_in_threads() {
    let world = World::open().await;
    let (_, thread) = world.thread().await;
    let thread = thread.parse().expect("an id");
    let ana = &world.ana;
    let first = ana.types(thread, "Olá **mundo** @everyone").expect("seen");
    ana.replies(thread, first, "resposta").expect("seen");
    let files = vec![
        Upload::new("foto.png", *b"png"),
        Upload::new("a.ogg", *b"o"),
    ];
    ana.uploads(thread, "", files).expect("seen");
    let album = ana.uploads(
        thread,
        "duas",
        vec![Upload::new("a.png", PICTURE), Upload::new("b.png", PICTURE)],
    );
    ana.removes_file(album.expect("seen"), "a.png")
        .expect("own");
    ana.records(thread, Upload::new("voz.ogg", VOICE))
        .expect("seen");
    let sticker = world.discord.adds_picture(PICTURE);
    ana.posts(
        thread,
        Post::text("").sticker(sticker, "gato", StickerFormat::Png),
    )
    .expect("seen");
    ana.forwards(thread, first).expect("seen");
    ana.polls(thread, "Quando?", &["hoje", "amanhã"])
        .expect("seen");
    ana.edits(first, "Olá!").expect("own");
    ana.reacts(first, "👍").expect("seen");
    ana.unreacts(first, "👍").expect("own");
    ana.deletes(first).expect("own");
    let last = format!("/channels/{thread}/messages?limit=20");
    world.ok("GET", &last, Value::Null).await;
    world.kept().await;
}

#[tokio::test]
async fn the_guild_changes() {
    let world = World::open().await;
    let discord = &world.discord;
    let role = discord.adds_role(conecta_sandbox::discord::NewRole::named("Novo"));
    discord.gives_role(world.ana.id(), role);
    discord.takes_role(world.ana.id(), role);
    discord.sets_role_in(world.sales, world.team, 1024, 0);
    let channel = discord.adds_channel(&conecta_sandbox::discord::NewChannel::text("outro"));
    discord.deletes_channel(channel);
    discord.deletes_role(role);
    let carla = discord.joins(conecta_sandbox::discord::NewMember::named("Carla"));
    discord.leaves(carla);
    world.kept().await;
}

fn commands() -> Value {
    json!([
        { "name": "start", "type": 1, "description": "Starts a conversation",
          "name_localizations": { "pt-BR": "iniciar", "es-ES": "iniciar" },
          "description_localizations": { "pt-BR": "Inicia um atendimento" },
          "default_member_permissions": null, "dm_permission": false,
          "options": [
            { "type": 3, "name": "contact", "description": "Whom", "autocomplete": true,
              "name_localizations": { "pt-BR": "contato" }, "choices": [], "options": [] },
            { "type": 11, "name": "file", "description": "A file" },
          ] },
        { "name": "contact", "type": 1, "description": "Contacts", "options": [
            { "type": 1, "name": "new", "description": "A new one", "options": [] },
        ] },
        { "name": "setup", "type": 1, "description": "Sets the desk up",
          "default_member_permissions": "32" },
        { "name": "Enviar ao cliente", "type": 3 },
    ])
}

impl World {
    /// Answers the newest interaction.
    async fn answers(&self, body: Value) {
        let entries = self.wire.after(0);
        let (id, token) = entries
            .iter()
            .rev()
            .find_map(|entry| match &entry.kind {
                conecta_sandbox::wire::Kind::Event { name, body, .. }
                    if name == "INTERACTION_CREATE" =>
                {
                    let text = |key: &str| body["d"][key].as_str().map(str::to_owned);
                    Some((text("id")?, text("token")?))
                }
                _ => None,
            })
            .expect("somebody did something");
        // Interactions end within three seconds, so time does not pass here.
        let url = format!(
            "{}/api/v10/interactions/{id}/{token}/callback",
            self.discord.api_base()
        );
        let answer = http::client()
            .post(url)
            .json(&body)
            .send()
            .await
            .expect("an answer");
        assert!(answer.status().is_success(), "{answer:?}");
    }
}

#[tokio::test]
async fn people_run_commands_and_press() {
    let world = World::open().await;
    let application = world.discord.application_id();
    let guild = world.discord.guild_id();
    let registered = format!("/applications/{application}/guilds/{guild}/commands");
    world.ok("PUT", &registered, commands()).await;
    world.ok("GET", &registered, Value::Null).await;
    let (ana, sales) = (&world.ana, world.sales);

    let typing = [("contact", Given::from("an"))];
    let typed = tokio::join!(
        ana.autocompletes(sales, "start", &typing, "contact"),
        async {
            world
                .discord
                .until(|activity| activity.unanswered > 0)
                .await;
            let choices = json!([{ "name": "Ana Souza", "value": "7" }]);
            world
                .answers(json!({ "type": 8, "data": { "choices": choices } }))
                .await;
        }
    );
    assert_eq!(typed.0.expect("choices").len(), 1);

    let given = [
        ("contato", Given::from("7")),
        ("file", Given::File(Upload::new("a.pdf", *b"pdf"))),
    ];
    let started = ana.runs(sales, "iniciar", &given).expect("a command");
    let button = json!({ "type": 2, "style": 1, "label": "Buscar", "custom_id": "v1:search:1" });
    let select = json!({ "type": 3, "custom_id": "v1:pick:1", "options": [
        { "label": "Ana", "value": "7" }, { "label": "Bia", "value": "8" },
    ] });
    let data = json!({ "content": "1 de 5", "flags": 64, "components": [
        { "type": 1, "components": [button] }, { "type": 1, "components": [select] },
    ] });
    world.answers(json!({ "type": 4, "data": data })).await;
    let shown = started.message().await.expect("a message");

    let pressed = ana.presses(shown.id, "Buscar").expect("a button");
    let input = json!({ "type": 4, "custom_id": "text", "label": "Nome", "style": 1 });
    let modal = json!({ "title": "Buscar", "custom_id": "v1:search:1", "components": [
        { "type": 1, "components": [input] },
    ] });
    world.answers(json!({ "type": 9, "data": modal })).await;
    pressed.modal().await.expect("a modal");
    let submitted = ana.submits(&pressed, &[("Nome", "souza")]).expect("a form");
    world.answers(json!({ "type": 6 })).await;
    drop(submitted.answered().await);

    let selected = ana
        .selects(shown.id, "v1:pick:1", &["7"])
        .expect("a select");
    let data = json!({ "content": "2 de 5", "components": [], "embeds": [] });
    world.answers(json!({ "type": 7, "data": data })).await;
    assert!(matches!(selected.answered().await, Answer::Changed(_)));

    let later = ana.runs(sales, "contact new", &[]).expect("a command");
    world
        .answers(json!({ "type": 5, "data": { "flags": 64 } }))
        .await;
    let token = token(&world);
    let original = format!("/webhooks/{application}/{token}/messages/@original");
    world
        .ok("PATCH", &original, json!({ "content": "pronto" }))
        .await;
    world.ok("GET", &original, Value::Null).await;
    let more = format!("/webhooks/{application}/{token}");
    world
        .ok("POST", &more, json!({ "content": "mais", "flags": 64 }))
        .await;
    world.ok("DELETE", &original, Value::Null).await;
    assert_eq!(later.follow_ups().len(), 1);

    let message = ana.types(sales, "oi").expect("allowed");
    ana.runs_on(message, "Enviar ao cliente").expect("a menu");
    world
        .answers(json!({ "type": 4, "data": { "content": "ok", "flags": 64 } }))
        .await;
    world.kept().await;
}

fn token(world: &World) -> String {
    let entries = world.wire.after(0);
    let last = entries.iter().rev().find_map(|entry| match &entry.kind {
        conecta_sandbox::wire::Kind::Event { name, body, .. } if name == "INTERACTION_CREATE" => {
            body["d"]["token"].as_str().map(str::to_owned)
        }
        _ => None,
    });
    last.expect("somebody did something")
}
