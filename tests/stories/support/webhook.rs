//! Webhooks as Meta posts them, for what no phone of the look-alike does.

use conecta_sandbox::company::ACCOUNT;
use serde_json::{Value, json};

/// One message, whatever it is, from this contact to the number of this id.
pub fn webhook(number: &str, contact: Value, message: Value) -> Vec<u8> {
    posted(
        number,
        json!({ "contacts": [contact], "messages": [message] }),
    )
}

/// What became of one message from the number of this id.
pub fn report(number: &str, status: Value) -> Vec<u8> {
    posted(number, json!({ "statuses": [status] }))
}

fn posted(number: &str, mut value: Value) -> Vec<u8> {
    value["messaging_product"] = json!("whatsapp");
    value["metadata"] =
        json!({ "display_phone_number": "551140001000", "phone_number_id": number });
    let changes: Value = json!([{ "field": "messages", "value": value }]);
    let entry = json!([{ "id": ACCOUNT, "changes": changes }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": entry });
    body.to_string().into_bytes()
}
