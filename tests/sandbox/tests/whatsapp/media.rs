//! Files: upload, look-up, download with its five minutes, deletion and age.

use conecta_sandbox::whatsapp::Attachment;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::kit::{NUMBER, World, token};

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
    let (status, answer) = upload(&world, "image/jpeg", b"picture".to_vec()).await;
    assert_eq!(status, 200, "{answer}");
    let id = answer["id"].as_str().unwrap();
    let request = json!({ "type": "image", "image": { "id": id, "caption": "Veja" } });
    assert_eq!(world.send(request.clone()).await.0, 200);
    world.settle().await;
    assert_eq!(world.statuses(), ["sent", "delivered"]);
    assert_eq!(world.maria().transcript(NUMBER), "> oi\n< [image] Veja\n");
    assert_eq!(
        world.whatsapp.media_file(id),
        Some(("image/jpeg".into(), b"picture".to_vec()))
    );
    let (_, found) = world.get(id).await;
    assert_eq!(found["file_size"], 7);
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
    let (_, pdf) = upload(&world, "application/pdf", b"pdf".to_vec()).await;
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
