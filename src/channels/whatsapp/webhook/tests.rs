use serde_json::{Value, json};

use super::read;
use crate::channels::types::Unreadable;
use crate::domain::address::Address;
use crate::domain::incoming::{Inbound, InboundBody, Incoming, StatusUpdate, StoredIncoming};
use crate::domain::refusal::{Reason, Retry};

const NUMBER: &str = "106540352242922";

fn items(body: &Value) -> Vec<Incoming> {
    read(body.to_string().as_bytes()).expect("a webhook")
}

/// A body with one change of the field `messages`, with this beside its metadata.
fn value(rest: Value) -> Value {
    let mut value = json!({
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "+1 555-078-3881", "phone_number_id": NUMBER},
    });
    for (key, part) in rest.as_object().expect("an object") {
        value[key] = part.clone();
    }
    value
}

fn body(values: &[Value]) -> Value {
    let changes: Vec<_> = values
        .iter()
        .map(|value| json!({"field": "messages", "value": value}))
        .collect();
    json!({"object": "whatsapp_business_account", "entry": [{"id": "1", "changes": changes}]})
}

fn text(id: &str, from: &str) -> Value {
    json!({"from": from, "id": id, "timestamp": "1750091045", "type": "text",
        "text": {"body": format!("text {id}")}})
}

fn inbound(item: &Incoming) -> &Inbound {
    match item {
        Incoming::Inbound(inbound) => inbound,
        other => panic!("no message: {other:?}"),
    }
}

fn status(item: &Incoming) -> &StatusUpdate {
    match item {
        Incoming::Status(update) => update,
        other => panic!("no status: {other:?}"),
    }
}

/// The only message of a body with just this one.
fn only(message: Value) -> Inbound {
    let items = items(&body(&[value(json!({"messages": [message]}))]));
    assert_eq!(items.len(), 1);
    inbound(&items[0]).clone()
}

#[test]
fn every_level_of_a_batch_is_read_in_order() {
    let first = body(&[
        value(json!({"messages": [text("a", "5511911111111"), text("b", "5511922222222")]})),
        value(json!({
            "statuses": [
                {"id": "s1", "status": "sent", "timestamp": "1750091045", "recipient_id": "1650555"},
                {"id": "s1", "status": "read", "timestamp": 1_750_091_046, "recipient_id": "1650555"},
            ],
            "messages": [text("c", "5511911111111")],
        })),
    ]);
    let mut both = first.clone();
    both["entry"].as_array_mut().expect("entries").push(
        body(&[value(json!({"messages": [text("d", "5511911111111")]}))])["entry"][0].clone(),
    );
    let read = items(&both);
    let names: Vec<_> = read
        .iter()
        .map(|item| match item {
            Incoming::Inbound(inbound) => (&*inbound.wamid, "message"),
            Incoming::Status(update) => (&*update.wamid, update.status.name()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        names,
        [
            ("a", "message"),
            ("b", "message"),
            ("c", "message"),
            ("s1", "sent"),
            ("s1", "read"),
            ("d", "message"),
        ]
    );
}

#[test]
fn each_author_gets_their_own_profile() {
    let people = items(&body(&[value(json!({
        "contacts": [
            {"profile": {"name": "Bia"}, "wa_id": "5511922222222"},
            {"profile": {"name": "Ana", "username": "@ana"}, "wa_id": "5511911111111",
             "user_id": "BR.1"},
        ],
        "messages": [text("a", "5511911111111"), text("b", "5511922222222"), text("c", "5511933333333")],
    }))]));
    let names: Vec<_> = people
        .iter()
        .map(|item| inbound(item).profile_name.as_deref())
        .collect();
    assert_eq!(names, [Some("Ana"), Some("Bia"), None]);
    let ana = inbound(&people[0]);
    assert_eq!(ana.username.as_deref(), Some("ana"));
    assert_eq!(ana.contact.bsuid.as_deref(), Some("BR.1"));
    assert_eq!(ana.contact.phone.as_deref(), Some("+5511911111111"));
}

#[test]
fn a_lone_profile_belongs_to_a_lone_author_whose_id_differs() {
    let message = items(&body(&[value(json!({
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "551187654321"}],
        "messages": [text("a", "5511987654321")],
    }))]));
    let ana = inbound(&message[0]);
    assert_eq!(ana.profile_name.as_deref(), Some("Ana"));
    assert_eq!(ana.contact.wa_id.as_deref(), Some("551187654321"));
    assert_eq!(ana.contact.phone.as_deref(), Some("+5511987654321"));
    // Of two authors it is at most one's.
    let messages = items(&body(&[value(json!({
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": "5511911111111"}],
        "messages": [text("a", "5511911111111"), text("b", "5511922222222")],
    }))]));
    let bia = inbound(&messages[1]);
    assert_eq!(bia.profile_name, None);
    assert_eq!(bia.contact.wa_id.as_deref(), Some("5511922222222"));
}

#[test]
fn nobody_needs_a_phone_number() {
    let message = items(&body(&[value(json!({
        "contacts": [{"profile": {"name": "Ana"}, "user_id": "BR.1349", "parent_user_id": "BR.ENT.7"}],
        "messages": [{"from_user_id": "BR.1349", "from_parent_user_id": "BR.ENT.7", "id": "a",
            "timestamp": "1750091045", "type": "text", "text": {"body": "oi"}}],
    }))]));
    let ana = inbound(&message[0]);
    assert_eq!(
        ana.contact,
        Address {
            bsuid: Some("BR.1349".into()),
            parent_bsuid: Some("BR.ENT.7".into()),
            ..Address::default()
        }
    );
    assert_eq!(ana.profile_name.as_deref(), Some("Ana"));
    // An id where a number is promised.
    assert_eq!(
        only(text("a", "BR.1349")).contact.bsuid.as_deref(),
        Some("BR.1349")
    );
    assert_eq!(only(text("a", "BR.1349")).contact.phone, None);
}

#[test]
fn numbers_may_be_printed_and_contacts_may_be_missing() {
    let message = only(text("a", "+55 11 98765-4321"));
    assert_eq!(message.phone_number_id, NUMBER);
    assert_eq!(message.contact.wa_id.as_deref(), Some("5511987654321"));
    assert_eq!(message.contact.phone.as_deref(), Some("+5511987654321"));
    assert_eq!(message.profile_name, None);
}

#[test]
fn escaped_texts_are_read_even_where_they_were_cut() {
    let escaped = br#"{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":{
        "metadata":{"phone_number_id":"1"},"contacts":[{"profile":{"name":"Jos\u00e9 \ud83d"},"wa_id":"5511911111111"}],
        "messages":[{"from":"5511911111111","id":"a","timestamp":"1","type":"text",
        "text":{"body":"Ol\u00e1 \ud83d\ude00"}}]}}]}]}"#;
    let items = read(escaped).expect("a webhook");
    let message = inbound(&items[0]);
    assert_eq!(message.body.text_for_people(), Some("Olá 😀"));
    assert_eq!(message.profile_name.as_deref(), Some("José \u{fffd}"));
}

#[test]
fn what_cannot_be_used_stands_alone() {
    let mut timeless = text("b", "5511911111111");
    timeless
        .as_object_mut()
        .expect("an object")
        .remove("timestamp");
    let nobody =
        json!({"id": "c", "timestamp": "1750091045", "type": "text", "text": {"body": "x"}});
    let strange = json!({"id": "s", "status": "teleported", "timestamp": "1750091045"});
    let mut mixed = body(&[
        value(json!({
            "messages": [text("a", "5511911111111"), timeless, nobody, 7],
            "statuses": [strange],
        })),
        json!({"messages": [text("x", "5511911111111")]}),
        value(json!({"messages": [text("d", "5511911111111")]})),
    ]);
    mixed["entry"]
        .as_array_mut()
        .expect("entries")
        .push(json!({"id": "2"}));
    let read = items(&mixed);
    let shape: Vec<_> = read
        .iter()
        .map(|item| match item {
            Incoming::Inbound(inbound) => inbound.wamid.as_str(),
            Incoming::Unreadable { why, .. } => why,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        shape,
        [
            "a",
            "a message without a time",
            "a message without a person",
            "a message without a person",
            "a status of an unknown name",
            "no phone_number_id",
            "d",
            "an entry without changes",
        ]
    );
    let Incoming::Unreadable {
        phone_number_id, ..
    } = &read[1]
    else {
        panic!("{:?}", read[1]);
    };
    assert_eq!(phone_number_id.as_deref(), Some(NUMBER));
}

#[test]
fn only_bodies_that_say_nothing_at_all_are_unreadable() {
    for no_json in [&b""[..], b"{", b"entry=1", b"\xff\xfe"] {
        assert_eq!(read(no_json), Err(Unreadable::NotJson));
    }
    for foreign in [
        json!([]),
        json!({}),
        json!({"object": "page", "entry": []}),
        json!({"object": "whatsapp_business_account", "entry": 1}),
    ] {
        let outcome = read(foreign.to_string().as_bytes());
        assert_eq!(outcome, Err(Unreadable::NotAWebhook), "{foreign}");
    }
    assert_eq!(
        items(&json!({"object": "whatsapp_business_account", "entry": []})),
        []
    );
}

#[test]
fn what_is_told_afterwards_is_marked() {
    let mut told = body(&[
        value(json!({"messages": [text("a", "5511911111111")]})),
        value(json!({"history": [{"threads": []}]})),
    ]);
    for change in 0..2 {
        told["entry"][0]["changes"][change]["field"] = "history".into();
    }
    let read = items(&told);
    assert!(inbound(&read[0]).historic);
    assert!(matches!(&read[1], Incoming::Other { field, .. } if field == "history"));
    assert!(!only(text("a", "5511911111111")).historic);
}

#[test]
fn unknown_kinds_are_kept_whole() {
    let message = json!({"from": "5511911111111", "id": "a", "timestamp": "1750091045",
        "type": "hologram", "hologram": {"depth": 3}});
    let InboundBody::Unknown { kind, raw } = only(message.clone()).body else {
        panic!("a kind that nobody knows");
    };
    assert_eq!((kind.as_str(), raw), ("hologram", message));
    // Known, and without its content.
    let empty = json!({"from": "5511911111111", "id": "a", "timestamp": "1750091045",
        "type": "image", "image": {}});
    assert!(matches!(only(empty).body, InboundBody::Unknown { .. }));
    let failed = json!({"from": "5511911111111", "id": "a", "timestamp": "1750091045",
        "type": "interactive", "errors": [{"code": 131_000, "title": "Something went wrong"}]});
    let InboundBody::Unsupported { what, errors } = only(failed).body else {
        panic!("an error in the content's place");
    };
    assert_eq!(
        (what.as_deref(), errors[0].code),
        (Some("interactive"), 131_000)
    );
}

#[test]
fn an_edit_carries_what_the_message_says_now() {
    let edit = json!({"from": "5511911111111", "id": "e", "timestamp": "1750091045", "type": "edit",
        "edit": {"original_message_id": "a",
            "message": {"type": "image", "image": {"id": "7", "caption": "nova"}}}});
    let edited = only(edit).body;
    assert_eq!(edited.text_for_people(), Some("nova"));
    let InboundBody::Edit { target, body } = edited else {
        panic!("an edit");
    };
    assert_eq!(target, "a");
    assert!(matches!(*body, InboundBody::Media(_)));
}

#[test]
fn reactions_come_and_go() {
    let reaction = |emoji: Value| {
        only(
            json!({"from": "5511911111111", "id": "r", "timestamp": "1750091045",
            "type": "reaction", "reaction": {"message_id": "a", "emoji": emoji}}),
        )
        .body
    };
    let of = |emoji: Option<&str>| InboundBody::Reaction {
        target: "a".into(),
        emoji: emoji.map(str::to_owned),
    };
    assert_eq!(reaction("👍".into()), of(Some("👍")));
    assert_eq!(reaction("".into()), of(None));
    assert_eq!(reaction(Value::Null), of(None));
}

#[test]
fn a_status_brings_back_which_attempt_it_is_about() {
    let told = items(&body(&[value(json!({
        "contacts": [{"profile": {"name": "Ana"}, "user_id": "BR.1349"}],
        "statuses": [{"id": "s", "status": "sent", "timestamp": "1750091045",
            "recipient_id": "5511911111111", "biz_opaque_callback_data": "17.1",
            "conversation": {"id": "c", "expiration_timestamp": "1750350245",
                "origin": {"type": "referral_conversion"}},
            "pricing": {"billable": false, "pricing_model": "PMP", "type": "free_entry_point",
                "category": "marketing"}}],
    }))]));
    let update = status(&told[0]);
    assert_eq!(update.opaque.as_deref(), Some("17.1"));
    assert_eq!(update.recipient.bsuid.as_deref(), Some("BR.1349"));
    let pricing = update.pricing.as_ref().expect("a price");
    assert_eq!(pricing.kind.as_deref(), Some("free_entry_point"));
    assert_eq!(pricing.billable, Some(false));
    let free = update.free_entry.as_ref().expect("a free time");
    assert_eq!(free.ends.expect("an end").timestamp(), 1_750_350_245);
    assert_eq!(update.refusal, None);
}

#[test]
fn a_failure_says_what_it_means() {
    let told = items(&body(&[value(json!({
        "statuses": [{"id": "s", "status": "failed", "timestamp": "1750091045",
            "recipient_id": "5511911111111",
            "errors": [{"code": 131_047, "title": "Re-engagement message",
                "error_data": {"details": "More than 24 hours have passed"}}]}],
    }))]));
    let update = status(&told[0]);
    let refusal = update.refusal.as_ref().expect("a reason");
    assert_eq!(
        (refusal.reason, refusal.retry),
        (Reason::WindowClosed, Retry::AfterInbound)
    );
    assert!(refusal.certain);
    assert_eq!(
        update.errors[0].details.as_deref(),
        Some("More than 24 hours have passed")
    );
}

#[test]
fn whoever_calls_is_the_contact() {
    let call = |direction: &str| {
        let told = json!({"entry": [{"id": "1", "changes": [{"field": "calls", "value": value(json!({
            "contacts": [{"wa_id": "5511911111111", "profile": {"name": "Ana", "username": "@ana"}}],
            "calls": [{"id": "c", "from": "5511911111111", "to": "5511922222222",
                "event": "connect", "timestamp": "1752582933", "direction": direction}],
        }))}]}]});
        match items(&told).remove(0) {
            Incoming::Call(call) => call,
            other => panic!("no call: {other:?}"),
        }
    };
    let theirs = call("USER_INITIATED");
    assert!(theirs.by_contact);
    assert_eq!(theirs.contact.phone.as_deref(), Some("+5511911111111"));
    assert_eq!(theirs.profile_name.as_deref(), Some("Ana"));
    assert_eq!(theirs.username.as_deref(), Some("ana"));
    let ours = call("BUSINESS_INITIATED");
    assert!(!ours.by_contact);
    assert_eq!(ours.contact.phone.as_deref(), Some("+5511922222222"));
}

#[test]
fn items_survive_storage_with_their_version() {
    let mut all = items(&body(&[value(json!({
        "messages": [text("a", "5511911111111"), {"type": "odd"}],
        "statuses": [{"id": "s", "status": "failed", "timestamp": "1750091045"}],
        "errors": [{"code": 130_429, "title": "Rate limit hit"}],
    }))]));
    assert_eq!(all.len(), 4);
    all.push(Incoming::Other {
        account: None,
        field: "history".into(),
        raw: json!({"phase": 0.5}),
    });
    for item in all {
        let stored = StoredIncoming::V1(item);
        let row = serde_json::to_value(&stored).expect("serialisable");
        assert_eq!(row["version"], "1");
        let again: StoredIncoming = serde_json::from_str(&row.to_string()).expect("readable again");
        assert_eq!(again, stored);
    }
}
