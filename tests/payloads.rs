//! Real webhooks, as Meta and others publish them, posted to the running bot: every file of
//! `../shared/data/whatsapp`, where that lies beside the project.
//!
//! A binary of its own, since it listens to everything that is logged and to every panic.

mod heard;
#[path = "stories/published/samples.rs"]
mod samples;
#[expect(dead_code, reason = "made for the stories, which use all of it")]
#[path = "stories/support/mod.rs"]
mod support;

use std::collections::BTreeSet;

use conecta_sandbox::whatsapp::Signature;
use conecta_sandbox::whatsapp::seed::Number;
use conecta_sandbox::wire::{Entry, Kind};
use heard::Heard;
use samples::{Sample, samples};
use serde_json::json;
use support::Desk;

/// A desk to which every number that the samples name belongs.
async fn desk(samples: &[Sample]) -> Desk {
    let mut numbers: Vec<(String, String)> = samples
        .iter()
        .flat_map(Sample::values)
        .filter_map(|value| {
            let metadata = &value["metadata"];
            let id = metadata["phone_number_id"].as_str()?.to_owned();
            let display = metadata["display_phone_number"].as_str()?;
            Some((id, format!("+{}", display.trim_start_matches('+'))))
        })
        .collect();
    numbers.sort();
    numbers.dedup_by(|a, b| a.0 == b.0);
    Desk::with(|_, whatsapp| {
        let account = &mut whatsapp.accounts[0];
        for (id, display) in numbers {
            if account.numbers.iter().all(|number| number.id != id) {
                account
                    .numbers
                    .push(Number::new(id, display, "Loja da Ana"));
            }
        }
    })
    .await
}

/// What the bot posted in threads: the contents, and those of cards.
fn posted(desk: &Desk, entries: &[Entry]) -> Vec<String> {
    let owner = desk.discord.person(desk.company.owner);
    let threads: BTreeSet<String> = owner
        .channels()
        .into_iter()
        .filter(|channel| channel.thread.is_some())
        .map(|thread| thread.id.to_string())
        .collect();
    entries
        .iter()
        .filter_map(|entry| match &entry.kind {
            Kind::Request {
                method,
                path,
                body,
                status: 200,
                ..
            } if method == "POST" => {
                let place = path.strip_prefix("/api/v10/channels/")?;
                let thread = place.strip_suffix("/messages")?;
                threads
                    .contains(thread)
                    .then(|| body["content"].as_str().unwrap_or_default().to_owned())
            }
            _ => None,
        })
        .collect()
}

/// The same person saying hello: what WhatsApp itself tells of somebody, and what somebody takes
/// back, opens no conversation.
fn hello(sample: &Sample) -> Option<Vec<u8>> {
    let told = sample.messages().iter().any(|m| {
        let kind = m["type"].as_str();
        let no_emoji = m["reaction"]["emoji"].as_str().is_none_or(str::is_empty);
        matches!(kind, Some("system" | "revoke")) || kind == Some("reaction") && no_emoji
    });
    let mut body = sample.body.clone();
    let message = body.pointer_mut("/entry/0/changes/0/value/messages/0")?;
    *message = json!({
        "from": message["from"], "id": format!("wamid.hello-{}", sample.stem()),
        "timestamp": message["timestamp"], "type": "text", "text": { "body": "Oi" },
    });
    told.then(|| body.to_string().into_bytes())
}

/// Posts a body and looks for its messages in threads; answers how many there were.
async fn takes(desk: &Desk, sample: &Sample) -> usize {
    if let Some(hello) = hello(sample) {
        let answer = desk.whatsapp.post_raw(hello, Signature::Valid);
        assert_eq!(answer.await.expect("an answer"), 200);
        desk.seconds_pass(6).await;
    }
    let before = desk.wire.last();
    let answer = desk
        .whatsapp
        .post_raw(sample.bytes.clone(), Signature::Valid);
    assert_eq!(answer.await.expect("an answer"), 200, "{}", sample.name);
    // A thread takes five posts in five seconds, and a line waits a minute for its file.
    desk.seconds_pass(62).await;
    let posted = posted(desk, &desk.wire_after(before));
    let messages = sample.messages();
    assert!(
        posted.len() >= messages.len(),
        "{}: {} messages, {posted:?} in threads",
        sample.name,
        messages.len(),
    );
    let said = posted.join("\n").replace('\\', "");
    for text in messages
        .iter()
        .filter_map(|message| message["text"]["body"].as_str())
    {
        assert!(said.contains(text), "{}: {said}", sample.name);
    }
    messages.len()
}

#[tokio::test]
async fn real_webhooks_are_taken_and_forged_ones_are_not() {
    let trouble = Heard::listen("error");
    let samples = samples(&["inbound", "statuses"]);
    if samples.is_empty() {
        return;
    }
    assert!(samples.len() > 50, "the samples are there");
    let desk = desk(&samples).await;

    let commits = desk.bot().app.commits();
    for sample in &samples {
        for signature in [Signature::Wrong, Signature::Missing] {
            let answer = desk.whatsapp.post_raw(sample.bytes.clone(), signature);
            assert_eq!(answer.await.expect("an answer"), 401, "{}", sample.name);
        }
    }
    desk.settle().await;
    assert_eq!(
        desk.bot().app.commits(),
        commits,
        "nothing forged is stored"
    );

    let (mut left, mut shown) = (samples, 0);
    // Many published bodies share their ids, and what is repeated stands in the thread once: those
    // go to a desk of their own.
    while !left.is_empty() {
        let desk = self::desk(&left).await;
        let mut known = BTreeSet::new();
        let (now, later): (Vec<_>, Vec<_>) = left.into_iter().partition(|sample: &Sample| {
            let ids: Vec<_> = sample
                .messages()
                .iter()
                .map(|m| m["id"].to_string())
                .collect();
            let new = ids.iter().all(|id| !known.contains(id));
            if new {
                known.extend(ids);
            }
            new
        });
        left = later;
        for sample in now {
            shown += takes(&desk, &sample).await;
            assert_eq!(trouble.text(), "", "{}", sample.name);
        }
    }
    assert!(shown > 50, "{shown} messages were shown");

    let others = self::samples(&["other"]);
    for sample in others
        .iter()
        .filter(|sample| sample.name.contains("webhook"))
    {
        let answer = desk
            .whatsapp
            .post_raw(sample.bytes.clone(), Signature::Valid);
        assert_eq!(answer.await.expect("an answer"), 200, "{}", sample.name);
        desk.settle().await;
        assert_eq!(trouble.text(), "", "{}", sample.name);
    }
}
