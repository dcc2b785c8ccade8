//! What the metrics page counts: of every message that WhatsApp posted it says what became of it, and
//! the sum is right.
//!
//! A binary of its own, since all desks of a process count on one page.

#[expect(dead_code, reason = "made for the stories, which use all of it")]
#[path = "stories/support/mod.rs"]
mod support;

use std::collections::BTreeMap;

use conecta::store::channels;
use conecta_sandbox::company::{CARE, SALES};
use conecta_sandbox::http;
use conecta_sandbox::whatsapp::{Release, Signature, Which};
use serde_json::{Value, json};
use support::Desk;
use support::webhook::webhook;

/// What a counter of the page says, by the value of its label.
async fn counts(desk: &Desk, counter: &str) -> BTreeMap<String, u64> {
    let address = format!("http://{}/metrics", desk.bot().app.metrics_addr());
    let page = http::get(address).await.expect("a page");
    let page = page.text().await.expect("text");
    let lines = page.lines().filter_map(|line| {
        let (label, count) = line.strip_prefix(counter)?.split_once("\"} ")?;
        let (_, label) = label.split_once('"')?;
        Some((label.to_owned(), count.parse().ok()?))
    });
    lines.collect()
}

/// By how much each counter has grown; those that did not are left out.
async fn grown(
    desk: &Desk,
    counter: &str,
    before: &BTreeMap<String, u64>,
) -> BTreeMap<String, u64> {
    let mut now = counts(desk, counter).await;
    for (label, count) in &mut now {
        *count -= before.get(label).copied().unwrap_or_default();
    }
    now.retain(|_, count| *count > 0);
    now
}

fn expected<const N: usize>(counts: [(&str, u64); N]) -> BTreeMap<String, u64> {
    counts
        .map(|(label, count)| (label.to_owned(), count))
        .into()
}

const FATES: &str = "conecta_inbound_total";
const WEBHOOKS: &str = "conecta_webhooks_total";

async fn posts(desk: &Desk, body: &[u8], signature: Signature) {
    let answer = desk.whatsapp.post_raw(body.to_vec(), signature).await;
    answer.expect("an answer");
    desk.settle().await;
}

/// The number *Atendimento* is off.
async fn care_is_off(desk: &Desk) {
    let off = desk.bot().app.desk().store().write(|db| {
        Box::pin(async move {
            let care = channels::by_phone_number_id(db, CARE).await?;
            channels::set_enabled(db, care.expect("a number").id, false).await
        })
    });
    off.await.expect("off");
}

/// Nobody can write down what holds the word.
async fn one_word_fails(desk: &Desk) {
    let broken = desk.bot().app.desk().store().write(|db| {
        Box::pin(async move {
            const SQL: &str = "CREATE TRIGGER word BEFORE INSERT ON inbound
                WHEN NEW.text = 'abracadabra' BEGIN SELECT RAISE(ABORT, 'no'); END";
            sqlx::query(SQL).execute(db).await.map(drop)
        })
    });
    broken.await.expect("broken");
}

#[tokio::test]
async fn of_every_message_the_page_says_what_became_of_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.customer("Paulo").answers("Oi").await;
    desk.blocks("Paulo").await;
    care_is_off(&desk).await;
    one_word_fails(&desk).await;
    desk.minutes_pass(1).await;
    let (fates, webhooks) = (counts(&desk, FATES).await, counts(&desk, WEBHOOKS).await);

    // Shown: three, two of them in one webhook.
    maria.answers("Número 1.").await;
    desk.whatsapp.withhold(Which::Messages);
    maria.phone.writes(SALES, "Número 2.");
    maria.phone.writes(SALES, "Número 3.");
    desk.whatsapp.release(Release::Batched);
    desk.settle().await;
    let shown = 3;
    let taken_so_far = grown(&desk, WEBHOOKS, &webhooks).await["taken"];
    assert_eq!(taken_so_far, 2);

    let contact = json!({ "wa_id": "5511987654321", "profile": { "name": "Maria Souza" } });
    let text = |id: &str| {
        json!({
            "from": "5511987654321", "id": id, "type": "text", "text": { "body": "Número 4." },
            "timestamp": desk.clock.now().timestamp().to_string(),
        })
    };
    let to = |number: &str, message: Value| webhook(number, contact.clone(), message);
    // Shown once, repeated twice, forged twice.
    let fourth = to(SALES, text("wamid.4"));
    for _ in 0..3 {
        posts(&desk, &fourth, Signature::Valid).await;
    }
    posts(&desk, &fourth, Signature::Wrong).await;
    posts(&desk, &fourth, Signature::Missing).await;
    // From somebody blocked, and to a number that is off.
    desk.customer("Paulo").answers("Alguém?").await;
    desk.customer("Rita").to(CARE).answers("Alguém?").await;
    // To a number that is not ours, and in a group with somebody who is in no conversation.
    posts(&desk, &to("1", text("wamid.5")), Signature::Valid).await;
    desk.customer("Marcos")
        .phone
        .writes_in_group(SALES, "grupo", "Oi, todos");
    desk.settle().await;
    // One part that cannot be read, one whole webhook, one message that cannot be written down.
    posts(
        &desk,
        &to(SALES, json!({ "type": "text" })),
        Signature::Valid,
    )
    .await;
    posts(&desk, b"not json", Signature::Valid).await;
    desk.customer("José").answers("abracadabra").await;

    assert_eq!(
        grown(&desk, FATES, &fates).await,
        expected([
            ("shown", shown + 1),
            ("repeated", 2),
            ("unwanted", 2),
            ("refused", 1),
            ("unplaced", 1),
            ("unreadable", 1),
            ("set_aside", 1),
        ])
    );
    assert_eq!(
        grown(&desk, WEBHOOKS, &webhooks).await,
        expected([("taken", 11), ("forged", 2), ("unreadable", 1)])
    );
    // And what is counted as shown is shown.
    desk.minutes_pass(1).await;
    let mirrored = ana.reads().matches("Número ").count();
    assert_eq!(mirrored as u64, shown + 1, "{}", ana.reads());
}
