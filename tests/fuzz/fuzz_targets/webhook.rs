//! Bodies of webhooks: whatever comes is read or refused, and what it says is harmless in Discord.

#![no_main]

use conecta_fuzz::assert_harmless;
use conecta_fuzz::channels::whatsapp::webhook;
use conecta_fuzz::domain::incoming::StoredIncoming;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|body: &[u8]| {
    let Ok(items) = webhook::read(body) else {
        return;
    };
    for item in items {
        // What is written down must be read again as it was, but for the last digit of a fraction.
        let stored = StoredIncoming::V1(item);
        let text = serde_json::to_string(&stored).expect("can be written down");
        serde_json::from_str::<StoredIncoming>(&text).expect("can be read again");
        let written = serde_json::to_value(&stored).expect("can be written down");
        let read = serde_json::from_value(written.clone());
        assert_eq!(stored, read.expect("can be read again"));
        texts(&written);
    }
});

/// Every text that came out.
fn texts(value: &Value) {
    match value {
        Value::String(text) => assert_harmless(text),
        Value::Array(items) => items.iter().for_each(texts),
        Value::Object(fields) => fields.values().for_each(texts),
        _ => {}
    }
}
