//! Webhooks as Meta posts them, for what no phone of the look-alike does.

use conecta_sandbox::company::ACCOUNT;
use conecta_sandbox::whatsapp::Signature;
use serde_json::{Value, json};

use super::Desk;

/// Meta posts this, and it is taken.
///
/// # Panics
/// If it is not.
pub async fn arrives(desk: &Desk, body: Vec<u8>) {
    let answered = desk.whatsapp.post_raw(body, Signature::Valid).await;
    assert_eq!(answered.expect("an answer"), 200);
    desk.settle().await;
}

/// One message, whatever it is, from this contact to the number of this id.
pub fn webhook(number: &str, contact: Value, message: Value) -> Vec<u8> {
    let value = json!({ "contacts": [contact], "messages": [message] });
    batch(number, "messages", vec![vec![value]])
}

/// One message out of the history of the phone that has the number of this id.
pub fn history(number: &str, message: Value) -> Vec<u8> {
    let value = json!({ "messages": [message] });
    batch(number, "history", vec![vec![value]])
}

/// What became of one message from the number of this id.
pub fn report(number: &str, status: Value) -> Vec<u8> {
    let value = json!({ "statuses": [status] });
    batch(number, "messages", vec![vec![value]])
}

/// Entries, each with the values of its changes.
pub fn batch(number: &str, field: &str, entries: Vec<Vec<Value>>) -> Vec<u8> {
    let change = |mut value: Value| {
        value["messaging_product"] = json!("whatsapp");
        value["metadata"] =
            json!({ "display_phone_number": "551140001000", "phone_number_id": number });
        json!({ "field": field, "value": value })
    };
    let entry = |values: Vec<Value>| {
        let changes: Vec<Value> = values.into_iter().map(change).collect();
        json!({ "id": ACCOUNT, "changes": changes })
    };
    let entries: Vec<Value> = entries.into_iter().map(entry).collect();
    let body = json!({ "object": "whatsapp_business_account", "entry": entries });
    body.to_string().into_bytes()
}
