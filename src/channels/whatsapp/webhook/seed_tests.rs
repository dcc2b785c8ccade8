//! What the fuzzer begins with: nothing that can be read is left for it to find by luck.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::{fields, read};
use crate::domain::incoming::Incoming;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fuzz/seeds/webhook");

/// Every kind of item, by the name under which it is written down.
const ITEMS: [&str; 11] = [
    "account_alert",
    "call",
    "echo",
    "inbound",
    "number_changed",
    "number_trouble",
    "other",
    "preference",
    "status",
    "template_changed",
    "unreadable",
];

/// Every kind of what a message says; a call is an item of its own.
const BODIES: [&str; 16] = [
    "button",
    "button_reply",
    "call_permission",
    "contacts",
    "edit",
    "flow_reply",
    "list_reply",
    "location",
    "media",
    "order",
    "reaction",
    "revoke",
    "system",
    "text",
    "unknown",
    "unsupported",
];

/// The name of a kind that has something in it.
fn name(written: &Value) -> String {
    let mut names = written.as_object().expect("one of several kinds").keys();
    names.next().expect("its name").clone()
}

#[test]
fn the_fuzzer_begins_with_every_kind_that_is_read() {
    let (mut told, mut items, mut bodies) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for file in fs::read_dir(FOLDER).expect("the seeds") {
        let bytes = fs::read(file.expect("a seed").path()).expect("a seed can be read");
        let seed: Value = serde_json::from_slice(&bytes).expect("JSON");
        let field = &seed["entry"][0]["changes"][0]["field"];
        told.insert(field.as_str().expect("a field").to_owned());
        for item in read(&bytes).expect("a webhook") {
            let written = serde_json::to_value(&item).expect("it can be written down");
            if matches!(item, Incoming::Inbound(_)) {
                bodies.insert(name(&written["inbound"]["body"]));
            }
            items.insert(name(&written));
        }
    }
    let missing: Vec<&str> = fields().filter(|field| !told.contains(*field)).collect();
    assert_eq!(missing, [""; 0]);
    assert_eq!(items.into_iter().collect::<Vec<_>>(), ITEMS);
    assert_eq!(bodies.into_iter().collect::<Vec<_>>(), BODIES);
}
