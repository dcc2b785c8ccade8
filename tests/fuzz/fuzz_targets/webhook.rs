//! Bodies of webhooks: whatever comes is read or refused, and what it says is harmless in Discord.

#![no_main]

use conecta_fuzz::assert_harmless;
use conecta_fuzz::channels::whatsapp::webhook;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|body: &[u8]| {
    let Ok(items) = webhook::read(body) else {
        return;
    };
    for item in items {
        // What is written down must be read again as it was.
        let written = serde_json::to_value(&item).expect("can be written down");
        let read = serde_json::from_value(written.clone());
        assert_eq!(item, read.expect("can be read again"));
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
