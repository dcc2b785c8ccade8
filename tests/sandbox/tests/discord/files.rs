//! Files: how large they may be, where they are served and for how long, voice messages, stickers.

use std::time::Duration;

use conecta_sandbox::blob::{Blob, Pace};
use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{Fault, Post, StickerFormat, Upload};
use conecta_sandbox::http;
use conecta_sandbox::samples::{PICTURE, VOICE};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::support::{Company, id};

/// Posts a message with this file as the bot.
async fn post(company: &Company, payload: Value, file: Part) -> (u16, Value) {
    let form = Form::new()
        .text("payload_json", payload.to_string())
        .part("files[0]", file);
    let path = format!("/channels/{}/messages", company.sales);
    let request = company.request("POST", &path).multipart(form);
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

fn recording(content: &'static [u8]) -> Part {
    let part = Part::bytes(content).file_name("voz.ogg");
    part.mime_str("audio/ogg").expect("a type")
}

async fn status(url: &str) -> u16 {
    http::get(url).await.expect("an answer").status().into()
}

#[tokio::test]
async fn boosts_say_how_large_a_file_may_be() {
    let company = Company::open().await;
    let megabytes = |count: usize| {
        let zeros = vec![0; count * 1024 * 1024];
        Part::bytes(zeros).file_name("a.bin")
    };
    let (code, made) = post(&company, json!({}), megabytes(10)).await;
    assert_eq!(code, 200, "{made}");
    let (code, refused) = post(&company, json!({}), megabytes(11)).await;
    assert_eq!((code, &refused["code"]), (413, &json!(40_005)));
    let large = || vec![Upload::of("a.bin", Blob::made(b"", 50 * 1024 * 1024))];
    let ana = company.discord.person(company.ana);
    assert!(ana.uploads(company.sales, "", large()).is_err());

    let mut session = company.session().await;
    company.discord.is_boosted(2);
    assert_eq!(session.event_of("GUILD_UPDATE").await["premium_tier"], 2);
    assert_eq!(post(&company, json!({}), megabytes(11)).await.0, 200);
    let large = ana.uploads(company.sales, "", large()).expect("a message");
    let seen = ana.sees_message(large).expect("a message");
    let answer = http::get(&seen.attachments[0].url).await;
    let content = answer.expect("an answer").bytes().await.expect("a body");
    assert_eq!(content.len(), 50 * 1024 * 1024);
}

#[tokio::test]
async fn an_address_holds_for_a_day_and_cannot_be_made_up() {
    let company = Company::open().await;
    let ana = company.discord.person(company.ana);
    let files = vec![Upload::new("a.png", PICTURE), Upload::new("b.png", PICTURE)];
    let message = ana
        .uploads(company.sales, "duas", files)
        .expect("a message");
    let path = format!("/channels/{}/messages/{message}", company.sales);
    let addresses = async || {
        let read = company.ok("GET", &path, Value::Null).await;
        let files = read["attachments"].as_array().cloned().unwrap_or_default();
        let url = |file: &Value| file["url"].as_str().expect("an address").to_owned();
        files.iter().map(url).collect::<Vec<_>>()
    };
    let old = addresses().await;
    assert_eq!(status(&old[0]).await, 200);
    let (path_of, query) = old[0].split_once('?').expect("a query");
    assert_eq!(status(path_of).await, 404);
    let later = query.replacen("ex=", "ex=f", 1);
    assert_eq!(status(&format!("{path_of}?{later}")).await, 404);
    company.pass(86_400);
    assert_eq!(status(&old[0]).await, 404);
    let new = addresses().await;
    assert_eq!(status(&new[0]).await, 200);

    let mut session = company.session().await;
    ana.removes_file(message, "a.png").expect("her own");
    let update = session.event_of("MESSAGE_UPDATE").await;
    assert_eq!(update["attachments"].as_array().map(Vec::len), Some(1));
    assert!(update["edited_timestamp"].is_string());
    assert_eq!((status(&new[0]).await, status(&new[1]).await), (404, 200));
    ana.deletes(message).expect("her own");
    assert_eq!(status(&new[1]).await, 404);
}

#[tokio::test]
async fn a_voice_message_is_one_recording_with_its_facts() {
    let company = Company::open().await;
    let facts =
        json!([{ "id": 0, "filename": "voz.ogg", "duration_secs": 2.0, "waveform": "AAD/" }]);
    let voice = json!({ "flags": 8192, "attachments": facts });
    let with = |key: &str, value: Value| {
        let mut changed = voice.clone();
        changed[key] = value;
        changed
    };
    let bare = json!([{ "id": 0, "filename": "voz.ogg" }]);
    for (body, file, code) in [
        (with("content", json!("oi")), VOICE, 50_159),
        (voice.clone(), PICTURE, 50_160),
        (with("attachments", bare), VOICE, 50_161),
    ] {
        let (status, refused) = post(&company, body, recording(file)).await;
        assert_eq!((status, &refused["code"]), (400, &json!(code)), "{refused}");
    }
    let path = format!("/channels/{}/messages", company.sales);
    let none = company.call("POST", &path, json!({ "flags": 8192 })).await;
    assert_eq!(none.1["code"], 50_160);

    let (status, made) = post(&company, voice.clone(), recording(VOICE)).await;
    assert_eq!(status, 200, "{made}");
    let ana = company.discord.person(company.ana);
    let seen = ana.sees_message(id(&made)).expect("a message");
    let file = &seen.attachments[0];
    assert!(seen.voice);
    assert_eq!(
        (file.seconds, file.waveform.as_deref()),
        (Some(2.0), Some("AAD/"))
    );
    assert_eq!(file.content.bytes(), VOICE);
    let edit = json!({ "content": "oi" });
    let edited = company
        .call("PATCH", &format!("{path}/{}", id(&made)), edit)
        .await;
    assert_eq!(edited.1["code"], 50_162);

    let bot = company.discord.bot_user_id();
    let (all, voices) = (bits::BOT, bits::SEND_VOICE_MESSAGES);
    company
        .discord
        .sets_member_in(company.sales, bot, all & !voices, voices);
    let (status, refused) = post(&company, voice, recording(VOICE)).await;
    assert_eq!((status, &refused["code"]), (403, &json!(50_173)));

    let mine = ana.records(company.sales, Upload::new("voz.ogg", VOICE));
    let mine = mine.expect("a message");
    assert!(ana.edits(mine, "oi").is_err());
    let read = company
        .ok("GET", &format!("{path}/{mine}"), Value::Null)
        .await;
    assert_eq!(read["flags"], 8192);
    assert!(read["attachments"][0]["duration_secs"].is_number());
}

#[tokio::test]
async fn stickers_and_emojis_are_served_by_their_id() {
    let company = Company::open().await;
    let mut session = company.session().await;
    let ana = company.discord.person(company.ana);
    let picture = company.discord.adds_picture(PICTURE);
    let sticker = Post::text("").sticker(picture, "gato", StickerFormat::Apng);
    let message = ana.posts(company.sales, sticker).expect("a message");
    let event = session.event_of("MESSAGE_CREATE").await;
    let item = json!([{ "id": picture, "name": "gato", "format_type": 2 }]);
    assert_eq!(event["sticker_items"], item);
    let seen = ana.sees_message(message).expect("a message");
    assert_eq!(status(&seen.stickers[0].url).await, 200);
    let base = company.discord.api_base();
    assert_eq!(status(&format!("{base}/emojis/{picture}.png")).await, 200);
    assert_eq!(status(&format!("{base}/emojis/1.png")).await, 404);
}

#[tokio::test]
async fn a_file_comes_slowly_or_breaks_off_when_it_is_told_to() {
    let company = Company::open().await;
    let ana = company.discord.person(company.ana);
    let file = Upload::of("a.bin", Blob::made(b"abc", 10_000));
    let message = ana
        .uploads(company.sales, "", vec![file])
        .expect("a message");
    let url = ana.sees_message(message).expect("a message").attachments[0]
        .url
        .clone();
    let order = |pace| {
        company
            .discord
            .order(Fault::on("GET", "/attachments/").sends(pace))
    };
    order(Pace::CutOff { after: 100 });
    let answer = http::get(&url).await.expect("an answer");
    assert_eq!(answer.content_length(), Some(10_000));
    assert!(answer.bytes().await.is_err(), "it breaks off");

    order(Pace::Slow {
        bytes: 6_000,
        every: Duration::from_secs(5),
    });
    let fetching = tokio::spawn(async move { http::get(&url).await?.bytes().await });
    company.discord.until(|activity| activity.parked == 1).await;
    company.pass(5);
    let fetched = fetching.await.expect("no panic").expect("whole");
    assert_eq!((fetched.len(), &fetched[..3]), (10_000, b"abc".as_slice()));
}
