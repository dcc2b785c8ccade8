//! REST: what is written can be read, in order, and is told to the sessions.

use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{NewMember, Upload};
use conecta_sandbox::http;
use conecta_sandbox::wire::Kind;
use serde_json::{Value, json};

use super::support::{Company, id};

fn contents(list: &Value) -> Vec<&str> {
    let list = list.as_array().expect("a list");
    list.iter()
        .map(|m| m["content"].as_str().expect("a text"))
        .collect()
}

#[tokio::test]
async fn messages_are_listed_newest_first_after_before_and_around() {
    let company = Company::open().await;
    let mut ids = Vec::new();
    for n in 1..=5 {
        ids.push(company.says(company.sales, &n.to_string()).await);
    }
    let path = format!("/channels/{}/messages", company.sales);
    for (query, expected) in [
        ("limit=2".to_owned(), vec!["5", "4"]),
        (format!("after={}&limit=2", ids[1]), vec!["4", "3"]),
        (format!("before={}&limit=2", ids[3]), vec!["3", "2"]),
        (format!("around={}&limit=3", ids[2]), vec!["4", "3", "2"]),
    ] {
        let list = company
            .ok("GET", &format!("{path}?{query}"), Value::Null)
            .await;
        assert_eq!(contents(&list), expected, "{query}");
    }
}

#[tokio::test]
async fn a_nonce_is_enforced_for_three_minutes_and_never_read_back() {
    let company = Company::open().await;
    let path = format!("/channels/{}/messages", company.sales);
    let body = json!({ "content": "uma vez", "nonce": "ab-1-0", "enforce_nonce": true });
    let first = company.ok("POST", &path, body.clone()).await;
    assert_eq!(first["nonce"], "ab-1-0");
    company.pass(179);
    let again = company.ok("POST", &path, body.clone()).await;
    assert_eq!(first["id"], again["id"]);
    company.pass(2);
    let other = company.ok("POST", &path, body).await;
    assert_ne!(first["id"], other["id"]);
    let list = company.ok("GET", &path, Value::Null).await;
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    assert!(list[0].get("nonce").is_none());
}

#[tokio::test]
async fn replies_files_edits_and_deletions() {
    let company = Company::open().await;
    let ana = company.discord.person(company.ana);
    let hello = ana.types(company.sales, "Olá").expect("a message");
    let path = format!("/channels/{}/messages", company.sales);
    let payload = json!({
        "content": "segue <@1>",
        "message_reference": { "message_id": hello },
        "allowed_mentions": { "parse": [], "replied_user": true },
        "attachments": [{ "id": 0, "description": "o contrato" }],
        "flags": 4096,
    });
    let form = reqwest::multipart::Form::new()
        .text("payload_json", payload.to_string())
        .part(
            "files[0]",
            reqwest::multipart::Part::bytes(b"%PDF").file_name("meu contrato.pdf"),
        );
    let request = company.request("POST", &path).multipart(form);
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.headers()["content-type"], "application/json");
    let made: Value = answer.json().await.expect("JSON");
    assert_eq!(made["referenced_message"]["content"], "Olá");
    assert_eq!(made["mentions"][0]["id"], json!(company.ana));
    let file = &made["attachments"][0];
    assert_eq!(file["filename"], "meu_contrato.pdf");
    assert_eq!(file["title"], "meu contrato");
    let bytes = http::get(file["url"].as_str().expect("a link"))
        .await
        .expect("a file");
    assert_eq!(bytes.headers()["content-type"], "application/pdf");
    assert_eq!(bytes.bytes().await.expect("bytes"), "%PDF");
    company.pass(86_401);
    let late = http::get(file["url"].as_str().expect("a link"))
        .await
        .expect("an answer");
    assert_eq!(late.status(), 404);

    let seen = ana.sees_last(company.sales).expect("a message");
    assert_eq!(seen.pinged, [company.ana]);
    assert!(seen.silent && seen.reply_to == Some(hello));
    let own = format!("{path}/{}", id(&made));
    company
        .ok(
            "PATCH",
            &own,
            json!({ "content": "mudou", "attachments": [] }),
        )
        .await;
    let seen = ana.sees_message(id(&made)).expect("a message");
    assert!(seen.edited && seen.attachments.is_empty() && seen.content == "mudou");
    company.ok("DELETE", &own, Value::Null).await;
    assert_eq!(
        company.call("GET", &own, Value::Null).await.1["code"],
        10_008
    );
    let entry = company
        .wire
        .after(0)
        .into_iter()
        .find_map(|entry| match entry.kind {
            Kind::Request { files, body, .. } if !files.is_empty() => Some((files, body)),
            _ => None,
        });
    let (files, body) = entry.expect("the request was recorded");
    assert_eq!(files, ["files[0]:meu contrato.pdf"]);
    assert_eq!(body["flags"], 4096);
}

#[tokio::test]
async fn reactions_are_counted_and_taken_back() {
    let company = Company::open().await;
    let message = company.says(company.sales, "oi").await;
    let ana = company.discord.person(company.ana);
    ana.reacts(message, "❤️").expect("a reaction");
    let path = format!("/channels/{}/messages/{message}/reactions", company.sales);
    company
        .ok("PUT", &format!("{path}/%E2%9D%A4/@me"), Value::Null)
        .await;
    let seen = ana.sees_message(message).expect("a message");
    assert_eq!(
        seen.reactions[0].users,
        [company.ana, company.discord.bot_user_id()]
    );
    company
        .ok(
            "DELETE",
            &format!("{path}/%E2%9D%A4/{}", company.ana),
            Value::Null,
        )
        .await;
    let users = company
        .ok("GET", &format!("{path}/%E2%9D%A4"), Value::Null)
        .await;
    assert_eq!(users.as_array().map(Vec::len), Some(1));
    company
        .ok("DELETE", &format!("{path}/%E2%9D%A4/@me"), Value::Null)
        .await;
    assert!(
        ana.sees_message(message)
            .expect("a message")
            .reactions
            .is_empty()
    );
    assert_eq!(
        company
            .call("PUT", &format!("{path}/nada/@me"), Value::Null)
            .await
            .1["code"],
        10_014
    );
}

#[tokio::test]
async fn a_thread_lives_is_archived_and_wakes() {
    let company = Company::open().await;
    let card = company.says(company.sales, "card").await;
    let start = format!("/channels/{}/messages/{card}/threads", company.sales);
    let body = json!({ "name": "Ana ·4321 · 000123", "auto_archive_duration": 60 });
    let made = company.ok("POST", &start, body.clone()).await;
    let thread = id(&made);
    assert_eq!(thread, card, "a thread has its card's id");
    assert_eq!(company.call("POST", &start, body).await.1["code"], 160_004);
    let ana = company.discord.person(company.ana);
    let line = ana.types(thread, "no tópico").expect("a message");
    let members = format!("/channels/{thread}/thread-members");
    company
        .ok("PUT", &format!("{members}/{}", company.bruno), Value::Null)
        .await;
    let stranger = company
        .call("PUT", &format!("{members}/{}", company.carla), Value::Null)
        .await;
    assert_eq!(stranger.1["code"], 50_001);
    let list = company.ok("GET", &members, Value::Null).await;
    assert_eq!(list.as_array().map(Vec::len), Some(3));
    company
        .ok(
            "DELETE",
            &format!("{members}/{}", company.bruno),
            Value::Null,
        )
        .await;

    let guild = company.discord.guild_id();
    let active = format!("/guilds/{guild}/threads/active");
    assert_eq!(
        company.ok("GET", &active, Value::Null).await["threads"][0]["id"],
        json!(thread)
    );
    company.pass(3_601);
    assert_eq!(
        company.ok("GET", &active, Value::Null).await["threads"],
        json!([])
    );
    let archived = format!("/channels/{}/threads/archived/public", company.sales);
    let list = company.ok("GET", &archived, Value::Null).await;
    assert_eq!(list["threads"][0]["thread_metadata"]["archived"], true);
    let mark = format!("/channels/{thread}/messages/{line}/reactions/%F0%9F%91%8D/@me");
    assert_eq!(
        company.call("PUT", &mark, Value::Null).await.1["code"],
        50_083
    );
    let path = format!("/channels/{thread}");
    let renamed = company
        .call("PATCH", &path, json!({ "name": "outro" }))
        .await;
    assert_eq!(renamed.1["code"], 50_083);
    company.says(thread, "de volta").await;
    assert_eq!(
        company.ok("GET", &path, Value::Null).await["thread_metadata"]["archived"],
        false
    );

    company
        .ok(
            "PATCH",
            &path,
            json!({ "name": "outro", "archived": true, "locked": true }),
        )
        .await;
    assert!(ana.types(thread, "ainda?").is_err());
    company
        .ok(
            "PATCH",
            &path,
            json!({ "archived": false, "locked": false }),
        )
        .await;
    ana.types(thread, "ainda!").expect("a message");
    company.ok("DELETE", &path, Value::Null).await;
    assert_eq!(
        company.call("GET", &path, Value::Null).await.1["code"],
        10_003
    );
}

#[tokio::test]
async fn channels_are_made_private_and_changed_within_the_bots_own_rights() {
    let company = Company::open().await;
    let guild = company.discord.guild_id();
    let path = format!("/guilds/{guild}/channels");
    let overwrites = json!([
        { "id": guild, "type": 0, "deny": bits::VIEW_CHANNEL.to_string(), "allow": "0" },
        { "id": company.discord.bot_user_id(), "type": 1,
          "allow": bits::VIEW_CHANNEL.to_string(), "deny": "0" },
    ]);
    let body = json!({ "name": "Novo Canal", "permission_overwrites": overwrites });
    let made = company.ok("POST", &path, body).await;
    assert_eq!(made["name"], "novo-canal");
    let (channel, ana) = (id(&made), company.discord.person(company.ana));
    assert!(ana.channel(channel).is_none());
    let over = format!("/channels/{channel}/permissions/{}", company.team);
    let view = bits::VIEW_CHANNEL.to_string();
    company
        .ok("PUT", &over, json!({ "type": 0, "allow": view }))
        .await;
    assert!(ana.channel(channel).is_some());
    let admin = json!({ "type": 0, "allow": bits::ADMINISTRATOR.to_string() });
    assert_eq!(company.call("PUT", &over, admin).await.1["code"], 50_013);
    company.ok("DELETE", &over, Value::Null).await;
    assert!(ana.channel(channel).is_none());
    company
        .ok(
            "PATCH",
            &format!("/channels/{channel}"),
            json!({ "topic": "assunto" }),
        )
        .await;
    company
        .ok("DELETE", &format!("/channels/{channel}"), Value::Null)
        .await;
    let roles = company
        .ok("GET", &format!("/guilds/{guild}/roles"), Value::Null)
        .await;
    assert_eq!(roles.as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn who_may_not_is_told_which_way() {
    let company = Company::open().await;
    let bot = company.discord.bot_user_id();
    company
        .discord
        .sets_member_in(company.sales, bot, bits::VIEW_CHANNEL, bits::SEND_MESSAGES);
    let body = json!({ "content": "oi" });
    let path = format!("/channels/{}/messages", company.sales);
    let (status, answer) = company.call("POST", &path, body.clone()).await;
    assert_eq!((status, &answer["code"]), (403, &json!(50_013)));
    company.discord.sets_member_in(
        company.sales,
        company.discord.bot_user_id(),
        0,
        bits::VIEW_CHANNEL,
    );
    assert_eq!(
        company.call("POST", &path, body.clone()).await.1["code"],
        50_001
    );
    let nowhere = company.call("POST", "/channels/42/messages", body).await;
    assert_eq!(nowhere.1["code"], 10_003);
    let (status, _) = company.call("GET", "/guilds/42", Value::Null).await;
    assert_eq!(status, 404);
    let bad = company.call("GET", "/channels/abc", Value::Null).await;
    assert_eq!(
        bad.1["errors"]["channel_id"]["_errors"][0]["code"],
        "NUMBER_TYPE_COERCE"
    );
    let url = format!("{}/api/v10/users/@me", company.discord.api_base());
    let answer = http::client()
        .get(url)
        .header("authorization", "Bot falso")
        .send()
        .await
        .expect("an answer");
    assert_eq!(answer.status(), 401);
    assert_eq!(company.discord.invalid_requests(), 3);
}

#[tokio::test]
async fn members_are_found_by_the_beginning_of_their_names() {
    let company = Company::open().await;
    let guild = company.discord.guild_id();
    company.discord.joins(NewMember::named("Anabela"));
    let path = format!("/guilds/{guild}/members/search?query=ana&limit=10");
    let found = company.ok("GET", &path, Value::Null).await;
    assert_eq!(found.as_array().map(Vec::len), Some(2));
    let path = format!("/guilds/{guild}/members/{}", company.ana);
    assert_eq!(
        company.ok("GET", &path, Value::Null).await["roles"],
        json!([company.team])
    );
    let path = format!("/guilds/{guild}/members?limit=1000");
    assert_eq!(
        company
            .ok("GET", &path, Value::Null)
            .await
            .as_array()
            .map(Vec::len),
        Some(6)
    );
    for path in [
        "/users/@me",
        "/applications/@me",
        "/oauth2/applications/@me",
        "/gateway/bot",
    ] {
        company.ok("GET", path, Value::Null).await;
    }
    for path in [
        format!("/guilds/{guild}"),
        format!("/guilds/{guild}/channels"),
    ] {
        company.ok("GET", &path, Value::Null).await;
    }
}

#[tokio::test]
async fn pins_are_kept_with_their_time() {
    let company = Company::open().await;
    let message = company.says(company.sales, "fixe").await;
    let pins = format!("/channels/{}/messages/pins", company.sales);
    company
        .ok("PUT", &format!("{pins}/{message}"), Value::Null)
        .await;
    let list = company.ok("GET", &pins, Value::Null).await;
    assert_eq!(list["items"][0]["message"]["id"], json!(message));
    company
        .ok("DELETE", &format!("{pins}/{message}"), Value::Null)
        .await;
    assert_eq!(
        company.ok("GET", &pins, Value::Null).await["items"],
        json!([])
    );
}

#[tokio::test]
async fn content_of_others_is_empty_without_the_intent() {
    let company = Company::with(|seed| seed.without_intent(1 << 15)).await;
    let ana = company.discord.person(company.ana);
    ana.uploads(company.sales, "segredo", vec![Upload::new("a.txt", "x")])
        .expect("a message");
    company.says(company.sales, "meu").await;
    let list = company
        .ok(
            "GET",
            &format!("/channels/{}/messages", company.sales),
            Value::Null,
        )
        .await;
    assert_eq!(contents(&list), ["meu", ""]);
    assert_eq!(list[1]["attachments"], json!([]));
}
