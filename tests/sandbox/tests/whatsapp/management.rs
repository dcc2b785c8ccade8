//! Accounts, numbers, templates and subscriptions.

use serde_json::{Value, json};

use crate::kit::{ACCOUNT, NUMBER, World, token};

#[tokio::test]
async fn numbers_show_the_fields_that_are_asked_for() {
    let world = World::new().await;
    let (status, list) = world.get(&format!("{ACCOUNT}/phone_numbers")).await;
    assert_eq!(status, 200);
    assert_eq!(list["data"].as_array().unwrap().len(), 2);
    assert_eq!(list["data"][0]["id"], NUMBER);
    assert!(list["paging"]["cursors"]["after"].is_string());
    world.whatsapp.set_number_quality(NUMBER, "YELLOW");
    let (_, number) = world
        .get(&format!(
            "{NUMBER}?fields=display_phone_number,quality_rating"
        ))
        .await;
    assert_eq!(
        number,
        json!({ "display_phone_number": "+55 11 4000-1000", "quality_rating": "YELLOW", "id": NUMBER })
    );
    let (status, _) = world.get(&format!("{NUMBER}?fields=shoe_size")).await;
    assert_eq!(status, 400);
    let (_, account) = world.get(ACCOUNT).await;
    assert_eq!(account["name"], "Loja da Ana");
    let (status, gone) = world.get("1").await;
    assert_eq!((status, &gone["error"]["error_subcode"]), (400, &json!(33)));
}

#[tokio::test]
async fn templates_come_in_pages_that_survive_a_change_of_the_list() {
    let world = World::new().await;
    for number in 0..8 {
        let definition = json!({ "name": format!("t{number}"), "components": [] });
        world.whatsapp.add_template(ACCOUNT, definition);
    }
    let mut url = world.url(&format!(
        "{ACCOUNT}/message_templates?fields=name,status&limit=4"
    ));
    let mut names = Vec::new();
    let mut pages = 0;
    loop {
        let request = world.http.get(&url).bearer_auth(token());
        let page: Value = request.send().await.unwrap().json().await.unwrap();
        pages += 1;
        for template in page["data"].as_array().unwrap() {
            assert_eq!(template.as_object().unwrap().len(), 3);
            names.push(template["name"].as_str().unwrap().to_owned());
        }
        if pages == 1 {
            // A template of the first page goes away: the second page still follows it.
            world.whatsapp.remove_template("ola");
        }
        match page["paging"]["next"].as_str() {
            Some(next) => url = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(pages, 3);
    assert_eq!(
        names,
        [
            "ola", "pedido", "t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7"
        ]
    );
    let (status, wrong) = world
        .get(&format!("{ACCOUNT}/message_templates?after=QVFIUnada"))
        .await;
    assert_eq!((status, &wrong["error"]["code"]), (400, &json!(131_059)));
}

#[tokio::test]
async fn templates_can_be_filtered_summed_up_and_looked_at_alone() {
    let world = World::new().await;
    world.whatsapp.set_template_status("ola", "PAUSED");
    let names = async |query: &str| {
        let (_, list) = world
            .get(&format!("{ACCOUNT}/message_templates?{query}"))
            .await;
        let data = list["data"].as_array().expect("a list").clone();
        data.iter()
            .map(|one| one["name"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("status=APPROVED").await, ["pedido"]);
    assert_eq!(names("category=MARKETING").await, ["ola"]);
    assert_eq!(names("name=pedido").await, ["pedido"]);
    assert_eq!(names("name_or_content=tudo%20BEM").await, ["ola"]);
    assert_eq!(names("language=en").await, Vec::<String>::new());
    let (_, list) = world
        .get(&format!(
            "{ACCOUNT}/message_templates?name=ola&summary=total_count,message_template_count"
        ))
        .await;
    assert_eq!(
        list["summary"],
        json!({ "total_count": 1, "message_template_count": 2 })
    );
    let first = &list["data"][0];
    for field in [
        "name",
        "parameter_format",
        "components",
        "language",
        "status",
        "category",
        "id",
    ] {
        assert!(!first[field].is_null(), "{field}");
    }
    assert_eq!(first["parameter_format"], "POSITIONAL");
    let id = first["id"].as_str().unwrap();
    let (_, one) = world
        .get(&format!("{id}?fields=status,rejected_reason"))
        .await;
    assert_eq!(one, json!({ "status": "PAUSED", "id": id }));
}

#[tokio::test]
async fn without_a_subscription_nothing_is_told() {
    let world = World::new().await;
    let path = format!("{ACCOUNT}/subscribed_apps");
    let (_, list) = world.get(&path).await;
    assert_eq!(list["data"].as_array().unwrap().len(), 1);
    let delete = world.http.delete(world.url(&path)).bearer_auth(token());
    assert_eq!(delete.send().await.unwrap().status(), 200);
    assert_eq!(world.get(&path).await.1, json!({ "data": [] }));
    world.maria().writes(NUMBER, "alô?");
    world.settle().await;
    assert!(world.posts().is_empty());
    assert_eq!(
        world.post(&path, json!({})).await,
        (200, json!({ "success": true }))
    );
    world.maria().writes(NUMBER, "alô!");
    world.settle().await;
    assert_eq!(world.posts().len(), 1);
}

#[tokio::test]
async fn too_many_calls_of_an_account_are_refused_until_the_hour_is_over() {
    let world = World::new().await;
    world
        .whatsapp
        .rules(|rules| rules.management_per_hour = Some(2));
    for _ in 0..2 {
        assert_eq!(world.get(ACCOUNT).await.0, 200);
    }
    let request = world.http.get(world.url(NUMBER)).bearer_auth(token());
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert_eq!(answer.headers()["retry-after"], "3600");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["error"]["code"], 80_007);
    world.pass(3600).await;
    assert_eq!(world.get(ACCOUNT).await.0, 200);
}

#[tokio::test]
async fn a_token_can_be_examined_and_the_webhook_asked_for() {
    let world = World::new().await;
    let (_, good) = world
        .get(&format!("debug_token?input_token={}", token()))
        .await;
    assert_eq!(good["data"]["is_valid"], true);
    assert!(
        good["data"]["scopes"]
            .as_array()
            .unwrap()
            .contains(&json!("whatsapp_business_messaging"))
    );
    let (_, bad) = world.get("debug_token?input_token=x").await;
    assert_eq!(bad["data"]["is_valid"], false);
    let app = conecta_sandbox::whatsapp::Seed::default().app_id;
    let (_, list) = world.get(&format!("{app}/subscriptions")).await;
    assert_eq!(list["data"][0]["callback_url"], world.webhook.as_str());
}

#[tokio::test]
async fn what_happens_to_templates_and_numbers_is_told() {
    let world = World::new().await;
    world.whatsapp.set_template_status("ola", "REJECTED");
    world.whatsapp.set_template_category("pedido", "MARKETING");
    world.whatsapp.set_template_quality("pedido", "RED");
    world
        .whatsapp
        .set_template_components("ola", json!([{ "type": "BODY", "text": "Oi {{1}}!" }]));
    world.whatsapp.set_number_quality(NUMBER, "RED");
    world.settle().await;
    let posts = world.posts();
    let fields: Vec<&str> = posts
        .iter()
        .map(|post| {
            post.body["entry"][0]["changes"][0]["field"]
                .as_str()
                .unwrap()
        })
        .collect();
    assert_eq!(
        fields,
        [
            "message_template_status_update",
            "template_category_update",
            "message_template_quality_update",
            "message_template_components_update",
            "phone_number_quality_update"
        ]
    );
    let entry = &posts[0].body["entry"][0];
    assert_eq!(entry["id"], ACCOUNT);
    assert_eq!(entry["time"], 1_795_000_000);
    let value = &entry["changes"][0]["value"];
    assert_eq!(value["event"], "REJECTED");
    assert!(value["message_template_id"].is_u64());
    assert_eq!(value["message_template_language"], "pt_BR");
    let value = &posts[1].body["entry"][0]["changes"][0]["value"];
    assert_eq!(value["previous_category"], "UTILITY");
    assert_eq!(value["new_category"], "MARKETING");
}
