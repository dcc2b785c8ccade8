//! Trouble on order.

use std::time::Duration;

use conecta_sandbox::discord::{Fault, Scope};
use serde_json::{Value, json};

use super::support::Company;

#[tokio::test]
async fn orders_answer_for_discord_without_doing_anything() {
    let company = Company::open().await;
    let path = format!("/channels/{}/messages", company.sales);
    let fault = Fault::on("POST", "/channels/*/messages$");
    company.discord.order(
        fault
            .clone()
            .times(2)
            .answers(500, json!({ "message": "oops" })),
    );
    company
        .discord
        .order(fault.clone().answers_html(502, "<html>"));
    company
        .discord
        .order(fault.too_many(Scope::Shared, Duration::from_millis(1_500)));
    for status in [500, 500, 502] {
        assert_eq!(
            company
                .call("POST", &path, json!({ "content": "a" }))
                .await
                .0,
            status
        );
    }
    let request = company
        .request("POST", &path)
        .json(&json!({ "content": "a" }));
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.headers()["x-ratelimit-scope"], "shared");
    assert_eq!(answer.headers()["retry-after"], "2");
    assert_eq!(
        company.discord.invalid_requests(),
        0,
        "shared ones are nobody's fault"
    );
    assert!(
        company
            .discord
            .person(company.ana)
            .sees(company.sales)
            .is_empty()
    );
    company.says(company.sales, "agora").await;
}

#[tokio::test]
async fn a_dropped_answer_was_performed_and_a_dropped_request_was_not() {
    let company = Company::open().await;
    let path = format!("/channels/{}/messages", company.sales);
    let send = |text: &str| {
        company
            .request("POST", &path)
            .json(&json!({ "content": text }))
            .send()
    };
    company.discord.order(
        Fault::on("POST", "/messages")
            .holding("sim")
            .answers_then_drops(),
    );
    company
        .discord
        .order(Fault::on("POST", "/messages").holding("não").drops());
    assert!(send("sim").await.is_err());
    assert!(send("não").await.is_err());
    let seen = company.discord.person(company.ana).sees(company.sales);
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].content, "sim");
}

#[tokio::test]
async fn delayed_requests_wait_for_the_clock_and_hanging_ones_for_ever() {
    let company = Company::open().await;
    company
        .discord
        .order(Fault::on("GET", "/users/@me").delays(Duration::from_secs(20)));
    company
        .discord
        .order(Fault::on("GET", "/gateway/bot").hangs());
    let delayed = tokio::spawn(company.request("GET", "/users/@me").send());
    let hanging = tokio::spawn(company.request("GET", "/gateway/bot").send());
    company.discord.until(|activity| activity.parked == 2).await;
    assert_eq!(company.discord.activity().requests, 0);
    company.pass(20);
    let answer = delayed.await.expect("an end").expect("an answer");
    assert_eq!(answer.json::<Value>().await.expect("JSON")["bot"], true);
    hanging.abort();
    company.discord.until(|activity| activity.parked == 0).await;
}

#[tokio::test]
async fn a_slow_discord_answers_later_and_orders_are_taken_back() {
    let company = Company::open().await;
    company.discord.slow(Duration::from_secs(2));
    company
        .discord
        .order(Fault::on("", "/users").always().answers(503, Value::Null));
    let slow = tokio::spawn(company.request("GET", "/users/@me").send());
    company.discord.until(|activity| activity.parked == 1).await;
    company.pass(2);
    assert_eq!(
        slow.await.expect("an end").expect("an answer").status(),
        503
    );
    company.discord.clear_orders();
    company.ok("GET", "/users/@me", Value::Null).await;
}
