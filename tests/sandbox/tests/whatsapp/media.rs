//! Files: upload, look-up, download with its five minutes, deletion and age.

use std::time::Duration;

use conecta_sandbox::blob::Pace;
use conecta_sandbox::samples::{FILM, MOVING_STICKER, PAPER, PHOTO, PICTURE, STICKER, VOICE};
use conecta_sandbox::wait::patiently;
use conecta_sandbox::whatsapp::{Act, Attachment, Content, Endpoint, Fault};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::kit::{NUMBER, OTHER_NUMBER, World, token};

async fn upload(world: &World, mime: &str, bytes: Vec<u8>) -> (u16, Value) {
    let part = Part::bytes(bytes)
        .file_name("a.bin")
        .mime_str(mime)
        .expect("a type");
    let form = Form::new()
        .text("messaging_product", "whatsapp")
        .text("type", mime.to_owned())
        .part("file", part);
    let url = world.url(&format!("{NUMBER}/media"));
    let request = world.http.post(url).bearer_auth(token()).multipart(form);
    let answer = request.send().await.expect("an answer");
    (answer.status().as_u16(), answer.json().await.expect("JSON"))
}

async fn download(world: &World, url: &str, token: Option<String>) -> (u16, Vec<u8>) {
    let mut request = world.http.get(url);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.bytes().await.expect("a body").to_vec())
}

#[tokio::test]
async fn what_is_uploaded_can_be_sent_looked_up_and_deleted() {
    let world = World::new().await;
    world.open_window().await;
    let (status, answer) = upload(&world, "image/jpeg", PHOTO.to_vec()).await;
    assert_eq!(status, 200, "{answer}");
    let id = answer["id"].as_str().unwrap();
    let request = json!({ "type": "image", "image": { "id": id, "caption": "Veja" } });
    assert_eq!(world.send(request.clone()).await.0, 200);
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "delivered"]);
    assert_eq!(world.maria().transcript(NUMBER), "> oi\n< [image] Veja\n");
    let (mime, content) = world.whatsapp.media_file(id).expect("a file");
    assert_eq!(
        (mime.as_str(), content.bytes().as_slice()),
        ("image/jpeg", PHOTO)
    );
    let (_, found) = world.get(id).await;
    assert_eq!(found["file_size"], PHOTO.len());
    assert_eq!(found["mime_type"], "image/jpeg");
    let url = world.url(id);
    let deleted = world
        .http
        .delete(&url)
        .bearer_auth(token())
        .send()
        .await
        .unwrap();
    assert_eq!(deleted.status(), 200);
    let (status, gone) = world.get(id).await;
    assert_eq!((status, &gone["error"]["error_subcode"]), (400, &json!(33)));
    assert_eq!(world.refused(request).await, (400, 100));
}

#[tokio::test]
async fn a_download_takes_the_token_and_its_address_lives_five_minutes() {
    let world = World::new().await;
    world
        .maria()
        .sends_image(NUMBER, Attachment::new("image/png", *b"png"));
    world.settle().await;
    let node = world.items("messages")[0]["image"].clone();
    let id = node["id"].as_str().unwrap().to_owned();
    let (_, found) = world.get(&format!("{id}?phone_number_id={NUMBER}")).await;
    assert_eq!(found["sha256"], node["sha256"]);
    let url = found["url"].as_str().unwrap();
    assert_eq!(download(&world, url, None).await.0, 401);
    world.pass(299).await;
    assert_eq!(
        download(&world, url, Some(token())).await,
        (200, b"png".to_vec())
    );
    world.pass(1).await;
    assert_eq!(download(&world, url, Some(token())).await.0, 404);
    // It can be resolved again for seven days.
    world.pass(7 * 24 * 3600 - 301).await;
    let (status, again) = world.get(&id).await;
    assert_eq!(status, 200);
    assert_eq!(
        download(&world, again["url"].as_str().unwrap(), Some(token()))
            .await
            .0,
        200
    );
    world.pass(1).await;
    let (status, gone) = world.get(&id).await;
    assert_eq!((status, &gone["error"]["code"]), (400, &json!(100)));
}

#[tokio::test]
async fn types_and_sizes_that_whatsapp_does_not_take_are_refused() {
    let world = World::new().await;
    world.open_window().await;
    assert_eq!(upload(&world, "image/gif", b"gif".to_vec()).await.0, 400);
    assert_eq!(
        upload(&world, "image/jpeg", vec![0; 5 * 1024 * 1024 + 1])
            .await
            .0,
        400
    );
    assert_eq!(
        upload(&world, "image/jpeg", vec![0; 5 * 1024 * 1024])
            .await
            .0,
        200
    );
    assert_eq!(
        upload(&world, "image/webp", vec![0; 500 * 1024 + 1])
            .await
            .0,
        400
    );
    // A file of another kind is found out later.
    let (_, pdf) = upload(&world, "application/pdf", PAPER.to_vec()).await;
    let request = json!({ "type": "image", "image": { "id": pdf["id"] } });
    assert_eq!(world.send(request).await.0, 200);
    let request =
        json!({ "type": "document", "document": { "id": pdf["id"], "filename": "a.pdf" } });
    assert_eq!(world.send(request).await.0, 200);
    world.settle().await;
    assert_eq!(
        world.maria().transcript(NUMBER),
        "> oi\n< [document] a.pdf\n"
    );
    assert!(world.statuses().contains(&"failed:131053".to_owned()));
}

/// Uploads a file, sends it so, and answers how that ended.
async fn outcome(world: &World, mime: &str, content: &[u8], mut request: Value) -> String {
    let (status, answer) = upload(world, mime, content.to_vec()).await;
    assert_eq!(status, 200, "{answer}");
    let kind = request["type"].as_str().expect("a type").to_owned();
    request[kind]["id"] = answer["id"].clone();
    assert_eq!(world.send(request).await.0, 200);
    world.settle().await;
    world.statuses().pop().expect("a status")
}

#[tokio::test]
async fn a_file_that_is_not_what_it_claims_to_be_fails_after_it_was_taken() {
    let world = World::new().await;
    world.open_window().await;
    let plain = |kind: &str| json!({ "type": kind, kind: {} });
    let voice = json!({ "type": "audio", "audio": { "voice": true } });
    let failed = "failed:131053";
    for (mime, content, request, expected) in [
        ("image/png", PICTURE, plain("image"), "delivered"),
        ("image/png", PHOTO, plain("image"), failed),
        ("image/jpeg", b"", plain("image"), failed),
        ("video/mp4", FILM, plain("video"), "delivered"),
        ("image/webp", STICKER, plain("sticker"), "delivered"),
        ("image/webp", MOVING_STICKER, plain("sticker"), "delivered"),
        ("audio/ogg", VOICE, voice.clone(), "delivered"),
        ("audio/mpeg", b"ID3", voice, failed),
        ("application/pdf", b"no pdf", plain("document"), "delivered"),
    ] {
        let ended = outcome(&world, mime, content, request.clone()).await;
        assert_eq!(ended, expected, "{mime} as {request}");
    }
}

#[tokio::test]
async fn what_arrived_stays_on_the_phone_when_the_platform_has_forgotten_it() {
    let world = World::new().await;
    world.open_window().await;
    let request = json!({ "type": "audio", "audio": { "voice": true } });
    outcome(&world, "audio/ogg; codecs=opus", VOICE, request).await;
    world.pass(31 * 24 * 3600).await;
    let Content::Media(media) = world.maria().phone(NUMBER).pop().expect("a bubble").content else {
        panic!("a file was sent");
    };
    assert!(media.voice);
    assert_eq!(world.get(&media.id.expect("an id")).await.0, 400);
    assert_eq!(media.content.expect("it arrived").bytes(), VOICE);
}

#[tokio::test]
async fn a_file_belongs_to_one_number() {
    let world = World::new().await;
    world.open_window().await;
    let (_, answer) = upload(&world, "image/png", PICTURE.to_vec()).await;
    let id = answer["id"].as_str().expect("an id");
    assert_eq!(
        world.get(&format!("{id}?phone_number_id={NUMBER}")).await.0,
        200
    );
    let (status, gone) = world
        .get(&format!("{id}?phone_number_id={OTHER_NUMBER}"))
        .await;
    assert_eq!((status, &gone["error"]["error_subcode"]), (400, &json!(33)));
}

#[tokio::test]
async fn the_platform_lies_breaks_off_and_leads_on_when_it_is_told_to() {
    let world = World::new().await;
    let content = b"0123456789".repeat(1000);
    let maria = world.maria();
    maria.sends_document(NUMBER, Attachment::new("application/pdf", content.clone()));
    world.settle().await;
    let id = world.items("messages")[0]["document"]["id"].clone();
    let id = id.as_str().expect("an id");
    let lie = Act::Lie {
        key: "sha256",
        value: json!("AAAA"),
    };
    world.whatsapp.order(Fault::new(lie).on(Endpoint::Media));
    assert_eq!(world.get(id).await.1["sha256"], "AAAA");
    let (_, found) = world.get(id).await;
    assert_ne!(found["sha256"], "AAAA");
    let url = found["url"].as_str().expect("an address");

    let order = |act| world.whatsapp.order(Fault::new(act).on(Endpoint::Download));
    order(Act::Pace(Pace::CutOff { after: 4096 }));
    let request = world.http.get(url).bearer_auth(token());
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.content_length(), Some(10_000));
    assert!(answer.bytes().await.is_err(), "it breaks off");

    let slow = Pace::Slow {
        bytes: 6000,
        every: Duration::from_secs(5),
    };
    order(Act::Pace(slow));
    let slow = tokio::spawn({
        let request = world.http.get(url).bearer_auth(token());
        async move { request.send().await?.bytes().await }
    });
    patiently("the download is slow", async {
        while world.whatsapp.pending().parked == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    world.pass(5).await;
    let fetched = slow.await.expect("no panic").expect("whole");
    assert_eq!(fetched, content);

    order(Act::Redirect {
        to: "http://127.0.0.1:9/elsewhere".into(),
    });
    assert_eq!(download(&world, url, Some(token())).await.0, 302);
}

#[tokio::test]
async fn an_album_is_messages_of_the_same_moment() {
    let world = World::new().await;
    let album = vec![
        Attachment::new("image/jpeg", PHOTO).caption("a"),
        Attachment::new("video/mp4", FILM),
        Attachment::new("image/png", PICTURE).caption("c"),
    ];
    assert_eq!(world.maria().sends_album(NUMBER, album).len(), 3);
    world.settle().await;
    let kinds: Vec<Value> = world
        .items("messages")
        .iter()
        .map(|m| m["type"].clone())
        .collect();
    assert_eq!(kinds, ["image", "video", "image"]);
    world
        .maria()
        .sends_sticker(NUMBER, Attachment::new("image/webp", MOVING_STICKER));
    world.settle().await;
    let sticker = world.items("messages").pop().expect("a message");
    assert_eq!(sticker["sticker"]["animated"], true);
}
