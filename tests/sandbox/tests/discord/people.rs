//! People see what their permissions allow, and their client refuses what Discord's would.

use conecta_sandbox::discord::{Answer, Given, Id, Post, Upload};
use serde_json::{Value, json};

use super::support::{Company, id};

async fn register(company: &Company, commands: Value) {
    let discord = &company.discord;
    let path = format!(
        "/applications/{}/guilds/{}/commands",
        discord.application_id(),
        discord.guild_id()
    );
    company.ok("PUT", &path, commands).await;
}

#[tokio::test]
async fn a_private_channel_and_its_threads_are_the_teams() {
    let company = Company::open().await;
    let thread = company.thread("conversa").await;
    let (ana, carla) = (
        company.discord.person(company.ana),
        company.discord.person(company.carla),
    );
    assert!(ana.channel(thread).is_some() && carla.channel(thread).is_none());
    assert!(carla.types(thread, "oi").is_err() && carla.sees(thread).is_empty());
    company.discord.gives_role(company.carla, company.team);
    let hello = carla.types(thread, "oi").expect("a message");
    assert!(ana.deletes(hello).is_err() && ana.edits(hello, "x").is_err());
    let owner = company.discord.person(company.discord.guild_id());
    assert!(
        owner.types(thread, "x").is_err(),
        "the guild itself is nobody"
    );
    let members = ana
        .channel(thread)
        .and_then(|c| c.thread)
        .expect("a thread")
        .members;
    assert!(members.contains(&company.carla));
}

#[tokio::test]
async fn unread_marks_and_mentions_follow_members_of_a_thread() {
    let company = Company::open().await;
    let thread = company.thread("conversa").await;
    let ana = company.discord.person(company.ana);
    company.says(thread, "sem menção").await;
    assert!(
        !ana.channel(thread).expect("a thread").unread,
        "who is not in it sees no mark"
    );
    company
        .says(thread, &format!("<@{}> veja", company.ana))
        .await;
    let seen = ana.channel(thread).expect("a thread");
    assert!(seen.unread && seen.mentions == 1, "{seen:?}");
    ana.reads(thread);
    let seen = ana.channel(thread).expect("a thread");
    assert!(!seen.unread && seen.mentions == 0);
    let text = format!("<@{}> <@&{}> @everyone", company.ana, company.team);
    let quiet = json!({ "content": text, "allowed_mentions": { "parse": [] } });
    company
        .ok("POST", &format!("/channels/{thread}/messages"), quiet)
        .await;
    let last = ana.sees_last(thread).expect("a message");
    assert!(last.pinged.is_empty());
    assert_eq!(ana.channel(thread).expect("a thread").mentions, 0);
}

#[tokio::test]
async fn the_client_checks_a_command_before_it_is_sent() {
    let company = Company::open().await;
    let contact = json!({
        "type": 3, "name": "contact", "description": "d", "required": true, "max_length": 5,
        "name_localizations": { "pt-BR": "contato" },
    });
    let age = json!({ "type": 4, "name": "age", "description": "d", "max_value": 9 });
    register(
        &company,
        json!([
            { "name": "start", "description": "d", "name_localizations": { "pt-BR": "iniciar" },
              "options": [contact, age] },
            { "name": "setup", "description": "d", "default_member_permissions": "32" },
            { "name": "contact", "description": "d", "options": [
                { "type": 1, "name": "new", "description": "d" },
            ]},
        ]),
    )
    .await;
    let ana = company.discord.person(company.ana);
    let runs = |command: &str, options: &[(&str, Given)]| ana.runs(company.sales, command, options);
    assert!(runs("iniciar", &[("contato", "Bia".into()), ("age", 7.into())]).is_ok());
    for (command, options) in [
        ("start", vec![]),
        ("start", vec![("contact", Given::from("longa demais"))]),
        (
            "start",
            vec![("contact", Given::from("a")), ("age", Given::from("dez"))],
        ),
        (
            "start",
            vec![("contact", Given::from("a")), ("age", Given::from("10"))],
        ),
        (
            "start",
            vec![("contact", Given::from("a")), ("nada", Given::from("a"))],
        ),
        ("contact", vec![]),
        ("contact old", vec![]),
        ("setup", vec![]),
        ("outra", vec![]),
    ] {
        assert!(runs(command, &options).is_err(), "{command} {options:?}");
    }
    assert!(runs("contact new", &[]).is_ok());
    let carla = company.discord.person(company.carla);
    let options = [("contact", Given::from("a"))];
    assert!(
        carla.runs(company.sales, "start", &options).is_err(),
        "she does not see the channel"
    );
    assert_eq!(
        company.discord.activity().unanswered,
        0,
        "no bot was there to be told"
    );
}

#[tokio::test]
async fn whoever_is_not_offered_what_they_look_for_types_it_again() {
    let company = Company::open().await;
    let contact = json!({ "type": 3, "name": "contact", "description": "d", "autocomplete": true });
    let start = json!({ "name": "start", "description": "d", "options": [contact] });
    register(&company, json!([start])).await;
    let mut session = company.session().await;
    let ana = company.discord.person(company.ana);
    let found = ana.finds(company.sales, "start", &[], "contact", "maria");
    let bot = async {
        for name in ["Continue digitando…", "Maria Souza"] {
            let asked = session.event_of("INTERACTION_CREATE").await;
            let token = asked["token"].as_str().expect("a token");
            let path = format!("/interactions/{}/{token}/callback", id(&asked));
            let choices = json!({ "choices": [{ "name": name, "value": "7" }] });
            let body = json!({ "type": 8, "data": choices });
            company.ok("POST", &path, body).await;
        }
    };
    let (found, ()) = tokio::join!(found, bot);
    assert_eq!(found.expect("a choice").name, "Maria Souza");
}

#[tokio::test]
async fn whoever_gets_no_answer_in_time_asks_again() {
    let company = Company::open().await;
    register(&company, json!([{ "name": "setup", "description": "d" }])).await;
    let mut session = company.session().await;
    let ana = company.discord.person(company.ana);
    let read = ana.asks(company.sales, "setup", &[]);
    let bot = async {
        session.event_of("INTERACTION_CREATE").await;
        company.pass(3);
        let asked = session.event_of("INTERACTION_CREATE").await;
        let token = asked["token"].as_str().expect("a token");
        let path = format!("/interactions/{}/{token}/callback", id(&asked));
        let body = json!({ "type": 4, "data": { "content": "pronto" } });
        company.ok("POST", &path, body).await;
    };
    let (read, ()) = tokio::join!(read, bot);
    assert_eq!(read.expect("an answer").content, "pronto");
}

#[tokio::test]
async fn buttons_in_any_container_are_found_and_modern_modals_are_filled_in() {
    let company = Company::open().await;
    let select = json!({ "type": 8, "custom_id": "where", "placeholder": "Canal" });
    let button =
        |id: &str, label: &str| json!({ "type": 2, "style": 1, "custom_id": id, "label": label });
    let body = json!({ "flags": 32_768, "components": [{ "type": 17, "components": [
        { "type": 10, "content": "Título" },
        { "type": 9, "components": [{ "type": 10, "content": "linha" }],
          "accessory": button("a", "✅ Assumir") },
        { "type": 1, "components": [select] },
    ]}]});
    let path = format!("/channels/{}/messages", company.sales);
    let card = id(&company.ok("POST", &path, body).await);
    let ana = company.discord.person(company.ana);
    let seen = ana.sees_message(card).expect("a message");
    assert_eq!(seen.all_text(), "Título\nlinha");
    assert!(seen.button("✅ Assumir").is_some() && seen.selects[0].kind == 8);
    assert!(ana.presses(card, "Concluir").is_err());
    let mut session = company.session().await;
    ana.selects(card, "Canal", &[&company.sales.to_string()])
        .expect("a select");
    let event = session.event_of("INTERACTION_CREATE").await;
    assert!(event["data"]["resolved"]["channels"][company.sales.to_string()].is_object());
    let pressed = ana.presses(card, "Assumir").expect("a button");
    let event = session.event_of("INTERACTION_CREATE").await;
    assert_eq!(event["member"]["user"]["id"], json!(company.ana));
    let token = event["token"].as_str().expect("a token");
    let modal = json!({ "type": 9, "data": { "custom_id": "m", "title": "Dados", "components": [
        { "type": 18, "label": "Nome", "component": { "type": 4, "custom_id": "n", "style": 1 } },
        { "type": 18, "label": "Tipo", "component": { "type": 3, "custom_id": "t", "options": [
            { "label": "Um", "value": "1" }, { "label": "Dois", "value": "2" },
        ]}},
    ]}});
    company
        .ok(
            "POST",
            &format!("/interactions/{}/{token}/callback", pressed.id()),
            modal,
        )
        .await;
    let modal = pressed.modal().await.expect("a modal");
    assert_eq!(modal.fields[1].label, "Tipo");
    assert!(
        ana.submits(&pressed, &[("Nome", "Bia")]).is_err(),
        "a required field is missing"
    );
    ana.submits(&pressed, &[("Nome", "Bia"), ("Tipo", "Dois")])
        .expect("a modal");
    let event = session.event_of("INTERACTION_CREATE").await;
    assert_eq!(
        event["data"]["components"][1]["component"]["values"],
        json!(["2"])
    );
    assert!(event["message"].is_object());
}

#[tokio::test]
async fn menus_on_messages_replies_voices_and_deletions() {
    let company = Company::open().await;
    register(&company, json!([{ "name": "Ver situação", "type": 3 }])).await;
    let mut session = company.session().await;
    let thread = company.thread("conversa").await;
    let (ana, bruno) = (
        company.discord.person(company.ana),
        company.discord.person(company.bruno),
    );
    let voice = Post::voice(Upload::new("voz.ogg", "x"));
    let voice = ana.posts(thread, voice).expect("a voice message");
    let reply = bruno.replies(thread, voice, "ouvi").expect("a reply");
    let seen = ana.sees_message(reply).expect("a message");
    assert_eq!(
        (seen.reply_to, seen.pinged),
        (Some(voice), vec![company.ana])
    );
    let run = ana.runs_on(reply, "Ver situação").expect("a menu");
    let event = session.event_of("INTERACTION_CREATE").await;
    assert_eq!(event["data"]["target_id"], json!(reply));
    assert_eq!(
        event["data"]["resolved"]["messages"][reply.to_string()]["content"],
        "ouvi"
    );
    assert_eq!(run.answer(), None);
    bruno.deletes(reply).expect("a deletion");
    assert_eq!(session.event_of("MESSAGE_DELETE").await["id"], json!(reply));
    assert!(ana.replies(thread, reply, "?").is_err());
    let long = "x".repeat(2_001);
    assert!(ana.types(thread, &long).is_err() && ana.types(thread, "  ").is_err());
    company.pass(3);
    assert_eq!(run.answered().await, Answer::DidNotRespond);
    assert!(company.discord.person(Id(1)).channels().is_empty());
}

#[tokio::test]
async fn a_role_mentioned_in_a_thread_draws_its_members_in() {
    let company = Company::open().await;
    let thread = company.thread("conversa").await;
    let mention = format!("<@&{}> alguém?", company.team);
    company.says(thread, &mention).await;
    let ana = company.discord.person(company.ana);
    let members = ana
        .channel(thread)
        .and_then(|c| c.thread)
        .expect("a thread")
        .members;
    assert!(members.contains(&company.ana) && members.contains(&company.bruno));
    ana.leaves_thread(thread);
    let body = json!({ "archived": true, "locked": true });
    company
        .ok("PATCH", &format!("/channels/{thread}"), body)
        .await;
    assert!(ana.joins_thread(thread).is_err() && ana.archives_thread(thread, false).is_err());
}

#[tokio::test]
async fn locked_threads_are_grey_and_hidden_commands_are_not_listed() {
    let company = Company::open().await;
    register(
        &company,
        json!([
            { "name": "help", "description": "d", "name_localizations": { "pt-BR": "ajuda" } },
            { "name": "setup", "description": "d", "default_member_permissions": "32" },
        ]),
    )
    .await;
    let ana = company.discord.person(company.ana);
    let commands = ana.commands(company.sales);
    assert_eq!(commands.len(), 1);
    assert_eq!((&*commands[0].name, &*commands[0].shown), ("help", "ajuda"));
    let owner = company.discord.person(company.discord.owner_id());
    assert_eq!(owner.commands(company.sales).len(), 2);
    let thread = company.thread("conversa").await;
    let button = json!({ "type": 1, "components": [
        { "type": 2, "style": 2, "custom_id": "a", "label": "Assumir" },
    ]});
    let body = json!({ "content": "x", "components": [button] });
    let card = id(&company
        .ok("POST", &format!("/channels/{thread}/messages"), body)
        .await);
    assert!(ana.presses(card, "Assumir").is_ok());
    company
        .ok(
            "PATCH",
            &format!("/channels/{thread}"),
            json!({ "locked": true }),
        )
        .await;
    assert!(ana.presses(card, "Assumir").is_err());
}
