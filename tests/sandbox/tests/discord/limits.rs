//! Limits: lengths, counts, times and rates.

use conecta_sandbox::discord::{ACTIVE_THREADS, Answer, Id, NewChannel};
use serde_json::{Value, json};

use super::support::{Company, id};

/// Every error of a 50035, as `path: CODE`.
fn errors(answer: &Value) -> Vec<String> {
    fn walk(at: &Value, path: &str, all: &mut Vec<String>) {
        for (name, inner) in at.as_object().into_iter().flatten() {
            if name == "_errors" {
                let codes = inner.as_array().into_iter().flatten();
                all.extend(codes.map(|e| format!("{path}: {}", e["code"].as_str().unwrap_or(""))));
            } else {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                walk(inner, &path, all);
            }
        }
    }
    assert_eq!(answer["code"], 50_035, "{answer}");
    let mut all = Vec::new();
    walk(&answer["errors"], "", &mut all);
    all
}

fn buttons(count: usize) -> Value {
    let button = |n| json!({ "type": 2, "style": 1, "label": "x", "custom_id": format!("v1:{n}") });
    json!({ "type": 1, "components": (0..count).map(button).collect::<Vec<_>>() })
}

fn options(count: usize) -> Value {
    let option = |n| json!({ "label": "x", "value": format!("{n}") });
    json!({ "type": 1, "components": [
        { "type": 3, "custom_id": "s", "options": (0..count).map(option).collect::<Vec<_>>() },
    ]})
}

#[tokio::test]
async fn each_bad_field_of_a_message_is_named_by_its_path() {
    let company = Company::open().await;
    let path = format!("/channels/{}/messages", company.sales);
    let long = |n: usize| "á".repeat(n);
    let text = |n: usize| json!({ "type": 10, "content": long(n) });
    let cases = [
        (
            json!({ "content": long(2_001) }),
            "content: BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({ "embeds": [{ "description": long(4_097) }] }),
            "embeds.0.description: BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({ "embeds": [{ "fields": [{ "name": "a" }] }] }),
            "embeds.0.fields.0.value: BASE_TYPE_REQUIRED",
        ),
        (
            json!({ "embeds": [{ "description": long(4_000) }, { "description": long(2_001) }] }),
            "embeds: MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            json!({ "content": "a", "components": [buttons(6)] }),
            "components.0.components: BASE_TYPE_BAD_LENGTH",
        ),
        (
            json!({ "content": "a", "components": [buttons(1), buttons(1)] }),
            "components.1.components.0.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED",
        ),
        (
            json!({ "content": "a", "components": [options(26)] }),
            "components.0.components.0.options: BASE_TYPE_BAD_LENGTH",
        ),
        (
            json!({ "content": "a", "components": [text(1)] }),
            "components.0.type: BASE_TYPE_CHOICES",
        ),
        (
            json!({ "content": "a", "flags": 32_768, "components": [text(1)] }),
            "content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (
            json!({ "flags": 32_768, "components": [text(3_000), text(1_001)] }),
            "components: COMPONENT_MAX_TOTAL_TEXT_LENGTH_EXCEEDED",
        ),
        (
            json!({ "content": "a", "nonce": long(26) }),
            "nonce: BASE_TYPE_MAX_LENGTH",
        ),
        (
            json!({ "content": "a", "attachments": [{ "id": 0, "filename": "a" }] }),
            "attachments.0: ATTACHMENT_NOT_FOUND",
        ),
        (
            json!({ "content": "a", "message_reference": { "message_id": "42" } }),
            "message_reference: MESSAGE_REFERENCE_UNKNOWN_MESSAGE",
        ),
    ];
    for (body, expected) in cases {
        let (status, answer) = company.call("POST", &path, body).await;
        assert_eq!(status, 400, "{expected}");
        assert_eq!(errors(&answer), [expected]);
    }
    let fine = json!({ "content": long(2_000), "components": [buttons(5), options(25)] });
    company.ok("POST", &path, fine).await;
    assert_eq!(
        company
            .call("POST", &path, json!({ "content": " " }))
            .await
            .1["code"],
        50_006
    );
}

#[tokio::test]
async fn commands_are_checked_before_any_is_changed() {
    let company = Company::open().await;
    let discord = &company.discord;
    let path = format!(
        "/applications/{}/guilds/{}/commands",
        discord.application_id(),
        discord.guild_id()
    );
    let command = |name: &str| json!({ "name": name, "description": "d" });
    company.ok("PUT", &path, json!([command("start")])).await;
    let option = |name: &str, required: bool| json!({ "type": 3, "name": name, "description": "d", "required": required });
    let bad = json!([
        { "name": "Start", "description": "d" },
        { "name": "b", "description": "d".repeat(101) },
        { "name": "c", "description": "d", "options": [option("x", false), option("y", true)] },
        { "name": "d", "description": "d", "name_localizations": { "pt": "de" } },
        command("start"), command("start"),
    ]);
    let (_, answer) = company.call("PUT", &path, bad).await;
    assert_eq!(
        errors(&answer),
        [
            "0.name: APPLICATION_COMMAND_INVALID_NAME",
            "1.description: BASE_TYPE_MAX_LENGTH",
            "2.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
            "3.name_localizations.pt: BASE_TYPE_CHOICES",
            "5.name: APPLICATION_COMMANDS_DUPLICATE_NAME",
        ]
    );
    let many: Vec<Value> = (0..101).map(|n| command(&format!("c{n}"))).collect();
    assert_eq!(
        company.call("PUT", &path, json!(many)).await.1["code"],
        30_032
    );
    let list = company.ok("GET", &path, Value::Null).await;
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    let id = list[0]["id"].clone();
    let again = company
        .ok("PUT", &path, json!([command("start"), command("stop")]))
        .await;
    assert_eq!(again[0]["id"], id, "a command that stays keeps its id");
}

/// Registers `/go` and answers the callback path of one run of it.
async fn run(company: &Company) -> (conecta_sandbox::discord::Interaction, String, String) {
    let discord = &company.discord;
    let application = discord.application_id();
    let path = format!(
        "/applications/{application}/guilds/{}/commands",
        discord.guild_id()
    );
    let command = json!([{ "name": "go", "description": "d" }]);
    company.ok("PUT", &path, command).await;
    let mut session = company.session().await;
    let run = discord
        .person(company.ana)
        .runs(company.sales, "go", &[])
        .expect("a command");
    let event = session.event_of("INTERACTION_CREATE").await;
    let token = event["token"].as_str().expect("a token");
    let callback = format!("/interactions/{}/{token}/callback", run.id());
    let webhook = format!("/webhooks/{application}/{token}");
    (run, callback, webhook)
}

#[tokio::test]
async fn an_interaction_is_answered_once_within_three_seconds_and_for_a_quarter_of_an_hour() {
    let company = Company::open().await;
    let (late, callback, _) = run(&company).await;
    let waiting = tokio::spawn({
        let late = late.clone();
        async move { late.answered().await }
    });
    company.pass(3);
    assert_eq!(waiting.await.expect("an end"), Answer::DidNotRespond);
    let body = json!({ "type": 4, "data": { "content": "oi" } });
    assert_eq!(
        company.call("POST", &callback, body.clone()).await.1["code"],
        10_062
    );

    let (run, callback, webhook) = run(&company).await;
    let original = format!("{webhook}/messages/@original");
    let early = company
        .call("PATCH", &original, json!({ "content": "cedo" }))
        .await;
    assert_eq!(early.1["code"], 10_015);
    company
        .ok(
            "POST",
            &callback,
            json!({ "type": 5, "data": { "flags": 64 } }),
        )
        .await;
    assert_eq!(run.answer(), Some(Answer::Thinking));
    assert_eq!(
        company.call("POST", &callback, body).await.1["code"],
        40_060
    );
    company.pass(800);
    company
        .ok("POST", &webhook, json!({ "content": "promessa" }))
        .await;
    let Some(Answer::Message(message)) = run.answer() else {
        panic!("{:?}", run.answer());
    };
    assert!(message.ephemeral && message.content == "promessa");
    company
        .ok("PATCH", &original, json!({ "content": "mudada" }))
        .await;
    assert_eq!(run.now().expect("a message").content, "mudada");
    let more = company
        .ok("POST", &webhook, json!({ "content": "mais", "flags": 64 }))
        .await;
    company
        .ok(
            "DELETE",
            &format!("{webhook}/messages/{}", id(&more)),
            Value::Null,
        )
        .await;
    assert!(run.follow_ups().is_empty());
    let public = format!("/channels/{}/messages/{}", company.sales, message.id);
    assert_eq!(
        company.call("GET", &public, Value::Null).await.1["code"],
        10_008
    );
    company.ok("DELETE", &original, Value::Null).await;
    company.pass(100);
    assert_eq!(
        company.call("GET", &original, Value::Null).await.1["code"],
        10_062
    );
}

#[tokio::test]
async fn modals_and_choices_are_checked() {
    let company = Company::open().await;
    let (_, callback, _) = run(&company).await;
    let input = |n: u32| {
        json!({ "type": 1, "components": [
            { "type": 4, "custom_id": format!("f{n}"), "style": 1, "label": "l".repeat(46) },
        ]})
    };
    let data = json!({
        "custom_id": "m", "title": "t".repeat(46),
        "components": (0..6).map(input).collect::<Vec<_>>(),
    });
    let (_, answer) = company
        .call("POST", &callback, json!({ "type": 9, "data": data }))
        .await;
    let all = errors(&answer);
    assert!(
        all.contains(&"data.title: BASE_TYPE_MAX_LENGTH".to_owned()),
        "{all:?}"
    );
    assert!(all.contains(&"data.components: BASE_TYPE_BAD_LENGTH".to_owned()));
    assert!(all.contains(&"data.components.0.components.0.label: BASE_TYPE_MAX_LENGTH".to_owned()));
    let wrong = company
        .call("POST", &callback, json!({ "type": 7, "data": {} }))
        .await;
    assert_eq!(
        errors(&wrong.1),
        ["type: INTERACTION_CALLBACK_TYPE_INVALID"]
    );
    let long = json!({ "type": 4, "data": { "content": "x".repeat(2_001) } });
    let (_, answer) = company.call("POST", &callback, long).await;
    assert_eq!(errors(&answer), ["data.content: BASE_TYPE_MAX_LENGTH"]);
}

#[tokio::test]
async fn a_thousand_threads_may_be_active_and_files_have_a_size() {
    let company = Company::open().await;
    let path = format!("/channels/{}/threads", company.sales);
    let body = json!({ "name": "t", "type": 11 });
    let mut last = Id::default();
    for _ in 0..ACTIVE_THREADS {
        last = id(&company.ok("POST", &path, body.clone()).await);
    }
    assert_eq!(
        company.call("POST", &path, body.clone()).await.1["code"],
        160_006
    );
    company
        .ok(
            "PATCH",
            &format!("/channels/{last}"),
            json!({ "archived": true }),
        )
        .await;
    company.ok("POST", &path, body).await;
    let file = reqwest::multipart::Part::bytes(vec![0; 10 * 1024 * 1024 + 1]).file_name("a.bin");
    let form = reqwest::multipart::Form::new().part("files[0]", file);
    let path = format!("/channels/{}/messages", company.sales);
    let answer = company
        .request("POST", &path)
        .multipart(form)
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 413);
    assert_eq!(answer.json::<Value>().await.expect("JSON")["code"], 40_005);
}

#[tokio::test]
async fn buckets_belong_to_a_route_and_its_channel_and_say_so() {
    let company = Company::with(|seed| seed.limited()).await;
    let other = company.discord.adds_channel(&NewChannel::text("geral"));
    let path = format!("/channels/{}/messages", company.sales);
    for left in (0..5).rev() {
        let request = company
            .request("POST", &path)
            .json(&json!({ "content": "a" }));
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["x-ratelimit-remaining"], left.to_string());
        assert_eq!(answer.headers()["x-ratelimit-limit"], "5");
    }
    let request = company
        .request("POST", &path)
        .json(&json!({ "content": "a" }));
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["x-ratelimit-scope"], "user");
    assert_eq!(answer.headers()["retry-after"], "5");
    let body: Value = answer.json().await.expect("JSON");
    assert_eq!(
        (&body["retry_after"], &body["global"]),
        (&json!(5.0), &json!(false))
    );
    company.says(other, "b").await;
    company.pass(5);
    company.says(company.sales, "c").await;
}

#[tokio::test]
async fn fifty_requests_a_second_are_the_whole_bots_budget() {
    let company = Company::with(|seed| seed.limited()).await;
    for _ in 0..50 {
        company.ok("GET", "/users/@me", Value::Null).await;
    }
    let answer = company
        .request("GET", "/users/@me")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 429);
    assert_eq!(answer.headers()["x-ratelimit-global"], "true");
    company.pass(1);
    company.ok("GET", "/users/@me", Value::Null).await;
}

#[tokio::test]
async fn reactions_old_edits_and_names_have_limits_that_headers_hide() {
    let company = Company::open().await;
    let thread = company.thread("um").await;
    let mut messages = Vec::new();
    for _ in 0..4 {
        messages.push(company.says(thread, "a").await);
    }
    company.discord.keep_limits(true);
    let mark = |id: Id| format!("/channels/{thread}/messages/{id}/reactions/%F0%9F%91%8D/@me");
    let first = company
        .request("PUT", &mark(messages[0]))
        .send()
        .await
        .expect("an answer");
    assert_eq!(first.status(), 204);
    assert_eq!(first.headers()["x-ratelimit-remaining"], "9");
    let (status, answer) = company.call("PUT", &mark(messages[1]), Value::Null).await;
    assert_eq!((status, &answer["retry_after"]), (429, &json!(0.25)));
    company.pass(3_601);
    for (index, message) in messages.iter().enumerate() {
        let path = format!("/channels/{thread}/messages/{message}");
        let (status, answer) = company
            .call("PATCH", &path, json!({ "content": "b" }))
            .await;
        if index < 3 {
            assert_eq!(status, 200);
        } else {
            assert_eq!((status, &answer["code"]), (429, &json!(30_046)));
        }
    }
    for (name, expected) in [("dois", 200), ("três", 200), ("quatro", 429)] {
        company.pass(15);
        let path = format!("/channels/{thread}");
        assert_eq!(
            company
                .call("PATCH", &path, json!({ "name": name }))
                .await
                .0,
            expected
        );
    }
}
