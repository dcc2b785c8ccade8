//! What WhatsApp posts: repeated, in batches, out of order, forged, unreadable.

use conecta_sandbox::company::SALES;
use conecta_sandbox::http;
use conecta_sandbox::whatsapp::{Act, Fault, Release, Signature, Which};
use conecta_sandbox::wire::Kind;
use serde_json::{Value, json};

use crate::support::Desk;
use crate::support::webhook::{arrives, batch, report};

#[tokio::test]
async fn a_repeated_message_is_mirrored_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.repeat_webhooks(Which::All, 3);
    maria.answers("Só uma vez").await;
    ana.sends("Certo").await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.reads().matches("Só uma vez").count(), 1);
    assert_eq!(maria.got(), ["Certo"]);
}

#[tokio::test]
async fn every_item_of_a_batch_is_worked_in() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    desk.whatsapp.withhold(Which::All);
    for n in 1..=5 {
        maria.phone.writes(maria.number(), &format!("M{n}"));
        jose.phone.writes(jose.number(), &format!("J{n}"));
    }
    desk.settle().await;
    assert!(!ana.reads().contains("M1"));
    desk.whatsapp.release(Release::Batched);
    desk.settle().await;
    for (reader, letter) in [(&ana, 'M'), (&bruno, 'J')] {
        let read = reader.reads();
        let places: Vec<usize> = (1..=5)
            .map(|n| read.find(&format!("{letter}{n}")).expect("mirrored"))
            .collect();
        assert!(places.is_sorted(), "{read}");
    }
}

#[tokio::test]
async fn statuses_in_any_order_never_go_backwards() {
    for seed in 1..=6 {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        desk.whatsapp.withhold(Which::Statuses);
        let message = ana.sends("Olá").await;
        maria.reads().await;
        desk.seconds_pass(10).await;
        desk.whatsapp.release(Release::Shuffled(seed));
        desk.seconds_pass(10).await;
        let marks = ana.marks(message);
        assert!(marks.ends_with("🔵"), "{seed}: {marks}");
        let how = ana.runs_on(message, "Ver situação").await;
        assert!(how.content.contains("Maria leu"), "{seed}: {}", how.content);
    }
}

/// Every order of these.
fn orders(of: &[&'static str]) -> Vec<Vec<&'static str>> {
    let [first, rest @ ..] = of else {
        return vec![Vec::new()];
    };
    let put = |order: Vec<&'static str>| {
        (0..=order.len()).map(move |at| {
            let mut longer = order.clone();
            longer.insert(at, *first);
            longer
        })
    };
    orders(rest).into_iter().flat_map(put).collect()
}

#[tokio::test]
async fn what_was_delivered_has_not_failed_whichever_is_told_first() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.withhold(Which::Statuses);
    let mut told = 0;
    for order in orders(&["sent", "delivered", "read", "failed"]) {
        let line = ana.sends("Olá").await;
        let core = desk.bot().app.desk();
        let c = core.look(ana.conversation().await).await;
        let rows = c.expect("a conversation").outgoing;
        let row = rows.last().expect("it left");
        let opaque = format!("{}.{}", row.id.0, row.attempt);
        let wamid = row.wamid.as_deref().expect("it was taken");
        for status in &order {
            reports(&desk, status, wamid, &opaque).await;
            // Long enough for a mark.
            desk.seconds_pass(6).await;
        }
        let marks = ana.marks(line);
        assert!(marks.ends_with('🔵'), "{order:?}: {marks}\n{}", ana.reads());
        let how = ana.runs_on(line, "Ver situação").await;
        assert!(
            how.content.contains("Maria leu"),
            "{order:?}: {}",
            how.content
        );
        // What stood there once stays, and nothing of it comes afterwards.
        let failed_first = order[0] == "failed" || order[..2] == ["sent", "failed"];
        told += usize::from(failed_first);
        assert_eq!(marks.contains('❌'), failed_first, "{order:?}: {marks}");
        let read = ana.reads();
        let said = read.matches("não entregou a este número").count();
        assert_eq!(said, told, "{order:?}: {read}");
        // Marks stand on the last line of a run.
        maria.answers("Oi").await;
    }
}

#[tokio::test]
async fn every_item_of_every_change_is_worked_in_whatever_is_wrong_beside_it() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let (bruno, _) = desk.talk("Bruno", "José").await;
    desk.whatsapp.withhold(Which::Statuses);
    let people = [
        ("5511987654321", "Maria Souza"),
        ("5511912345678", "José Álvares"),
    ];
    // Two entries of two changes each; the bad items go through all places of both lists.
    for round in 0..8 {
        let line = ana.sends("Olá").await;
        let core = desk.bot().app.desk();
        let c = core.look(ana.conversation().await).await;
        let rows = c.expect("a conversation").outgoing;
        let row = rows.last().expect("it left");
        let change = |nth: usize| {
            let at = desk.clock.now().timestamp().to_string();
            let mut messages: Vec<Value> = people
                .iter()
                .map(|(from, name)| {
                    json!({
                        "from": from, "id": format!("wamid.{round}.{nth}.{from}"), "timestamp": at,
                        "type": "text", "text": { "body": format!("{name} {round}.{nth}") },
                    })
                })
                .collect();
            let told = ["sent", "delivered", "read"].get((nth + round) % 4);
            let mut statuses: Vec<Value> = told
                .map(|told| status(&desk, told, row.wamid.as_deref().expect("taken"), ""))
                .into_iter()
                .collect();
            if round % 4 == nth {
                let (wrong, place) = (json!({ "type": "text", "id": 7 }), round / 4);
                messages.insert(place, wrong.clone());
                statuses.insert(place.min(statuses.len()), wrong);
            }
            let contacts: Vec<Value> = people
                .iter()
                .map(|(wa_id, name)| json!({ "wa_id": wa_id, "profile": { "name": name } }))
                .collect();
            json!({ "contacts": contacts, "messages": messages, "statuses": statuses })
        };
        let entries = vec![vec![change(0), change(1)], vec![change(2), change(3)]];
        arrives(&desk, batch(SALES, "messages", entries)).await;
        desk.seconds_pass(10).await;
        for (agent, (_, name)) in [&ana, &bruno].into_iter().zip(people) {
            for nth in 0..4 {
                let text = format!("{name} {round}.{nth}");
                let read = agent.reads();
                assert_eq!(read.matches(&text).count(), 1, "{text}: {read}");
            }
        }
        assert!(ana.marks(line).ends_with('🔵'), "{round}: {}", ana.reads());
    }
}

#[tokio::test]
async fn a_status_that_overtakes_the_answer_is_matched() {
    use std::time::Duration;

    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let slow = Fault::new(Act::Delay(Duration::from_secs(5))).after_accepting();
    desk.whatsapp.order(slow);
    let message = ana.sends("Olá").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got(), ["Olá"]);
    assert_eq!(ana.marks(message), "☑\u{FE0F}");
}

#[tokio::test]
async fn forged_unsigned_and_oversized_bodies_are_refused_and_leave_nothing() {
    let desk = Desk::open().await;
    desk.talk("Ana", "Maria").await;
    let commits = desk.bot().app.commits();
    let body = br#"{"object":"whatsapp_business_account","entry":[]}"#;
    for signature in [Signature::Wrong, Signature::Missing] {
        let status = desk.whatsapp.post_raw(body.to_vec(), signature).await;
        assert_eq!(status.expect("an answer"), 401);
    }
    let huge = vec![b' '; 3 * 1024 * 1024 + 1];
    let status = desk.whatsapp.post_raw(huge, Signature::Valid).await;
    assert_eq!(status.expect("an answer"), 413);
    desk.settle().await;
    assert_eq!(desk.bot().app.commits(), commits, "nothing was written");
}

#[tokio::test]
async fn a_genuine_body_that_cannot_be_read_is_kept_and_answered() {
    let desk = Desk::open().await;
    for body in [&b"not json"[..], b"[]", b"{\"object\":7}", b"\xff\xfe"] {
        let status = desk
            .whatsapp
            .post_raw(body.to_vec(), Signature::Valid)
            .await;
        assert_eq!(status.expect("an answer"), 200);
    }
    desk.customer("Maria").answers("Oi").await;
    assert_eq!(desk.threads("Maria").len(), 1, "it goes on");
}

/// What the platform says of a message of this id of its own and of ours.
fn status(desk: &Desk, status: &str, wamid: &str, opaque: &str) -> Value {
    let at = desk.clock.now().timestamp().to_string();
    let mut told = json!({
        "id": wamid, "status": status, "timestamp": at, "recipient_id": "5511987654321",
        "biz_opaque_callback_data": opaque,
    });
    if status == "failed" {
        told["errors"] = json!([{ "code": 131_026, "title": "Message undeliverable" }]);
    }
    told
}

/// It says so.
async fn reports(desk: &Desk, told: &str, wamid: &str, opaque: &str) {
    arrives(desk, report(SALES, status(desk, told, wamid, opaque))).await;
}

#[tokio::test]
async fn what_another_database_sent_from_the_same_account_says_nothing_about_ours() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let arrived = ana.sends("Bom dia").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    let lost = ana.sends("Segue o boleto").await;
    let core = desk.bot().app.desk();
    let c = core.look(ana.conversation().await).await;
    let rows = c.expect("a conversation").outgoing;
    assert_eq!(rows.len(), 2);
    // It counts its messages as we do, in whichever version.
    for row in &rows {
        let old = format!("{}.{}", row.id.0, row.attempt);
        let new = format!("{old}.{}", row.written_at.timestamp_millis() - 7);
        for (nth, opaque) in [old, new].iter().enumerate() {
            let wamid = format!("wamid.theirs.{}.{nth}", row.id.0);
            reports(&desk, "failed", &wamid, opaque).await;
            reports(&desk, "read", &wamid, opaque).await;
        }
    }
    assert_eq!(ana.marks(arrived), "☑\u{FE0F}", "{}", ana.reads());
    desk.minutes_pass(2).await;
    assert!(ana.marks(lost).contains('❓'), "{}", ana.reads());
    assert!(ana.offered("Seguir sem repetir").is_some());

    // What left before the upgrade is known by the platform's id.
    let old = format!("{}.{}", rows[0].id.0, rows[0].attempt);
    let wamid = rows[0].wamid.as_deref().expect("it was taken");
    reports(&desk, "read", wamid, &old).await;
    desk.seconds_pass(10).await;
    assert!(ana.marks(arrived).ends_with('🔵'), "{}", ana.reads());
}

/// The backup knows that it waits, WhatsApp that it left an hour later.
#[tokio::test]
async fn what_left_before_a_backup_was_restored_does_not_leave_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let mut lines = Vec::new();
    for text in ["Um", "Dois", "Três"] {
        lines.push(ana.sends(text).await);
    }
    let core = desk.bot().app.desk();
    let c = core.look(ana.conversation().await).await;
    let rows = c.expect("a conversation").outgoing;
    let left = |text: &str| {
        let row = rows.iter().find(|row| row.content.text() == text);
        let row = row.expect("a row");
        let written = row.written_at.timestamp_millis();
        format!("{}.1.{written}", row.id.0)
    };
    reports(&desk, "sent", "wamid.um", &left("Um")).await;
    reports(&desk, "read", "wamid.dois", &left("Dois")).await;
    // That attempt is over, whatever is told of it afterwards.
    reports(&desk, "failed", "wamid.tres", &left("Três")).await;
    reports(&desk, "sent", "wamid.tres", &left("Três")).await;
    let thread = ana.reads();
    let said = "esta mensagem já saiu para Maria";
    assert_eq!(thread.matches(said).count(), 2, "{thread}");
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Três"], "{}", ana.reads());
    reports(&desk, "failed", "wamid.um", &left("Um")).await;
    assert!(ana.marks(lines[0]).contains('❌'), "{}", ana.reads());
}

#[tokio::test]
async fn what_is_not_committed_is_not_taken_and_stands_once_when_it_comes_again() {
    // Nobody notices before the commit itself: the last moment at which it can fail.
    const REFUSE: [&str; 2] = [
        "CREATE TABLE refused (id BIGINT REFERENCES teams (id) DEFERRABLE INITIALLY DEFERRED)",
        "CREATE TRIGGER refuse AFTER INSERT ON webhooks
            BEGIN INSERT INTO refused (id) VALUES (-1); END",
    ];
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let store = desk.bot().app.desk().store().clone();
    let health = async || {
        let address = desk.bot().app.webhook_addr();
        let answered = http::get(format!("http://{address}/health")).await;
        answered.expect("it answers").status().as_u16()
    };
    let answers = |since| -> Vec<Option<u16>> {
        let sent = desk.wire_after(since).into_iter();
        let answers = sent.filter_map(|entry| match entry.kind {
            Kind::Event { name, status, .. } if name == "webhook" => Some(status),
            _ => None,
        });
        answers.collect()
    };
    let refused = store.write(|db| {
        Box::pin(async move {
            for sql in REFUSE {
                sqlx::query(sql).execute(&mut *db).await?;
            }
            Ok::<_, sqlx::Error>(())
        })
    });
    refused.await.expect("from now on");
    assert_eq!(health().await, 200);
    let since = desk.wire.last();
    maria.answers("Alguém aí?").await;
    assert_eq!(answers(since), [Some(503)]);
    assert_eq!(health().await, 503);
    assert!(!ana.reads().contains("Alguém aí?"), "{}", ana.reads());

    let mended = store.write(|db| {
        Box::pin(async move {
            let sql = "DROP TRIGGER refuse";
            sqlx::query(sql).execute(db).await.map(drop)
        })
    });
    mended.await.expect("mended");
    desk.whatsapp.retry_webhooks_now();
    desk.minutes_pass(1).await;
    let reads = ana.reads();
    assert_eq!(reads.matches("Alguém aí?").count(), 1, "{reads}");
    assert_eq!(answers(since).last(), Some(&Some(200)));
    assert_eq!(health().await, 200);
}
