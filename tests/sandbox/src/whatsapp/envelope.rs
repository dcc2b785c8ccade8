//! The bytes of a webhook: how updates are put together, escaped and signed.

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::webhooks::Update;

/// Puts updates into one body. Neighbours that belong together share an entry, a change and a
/// list, as Meta's batches do.
pub(super) fn compose(updates: &[Update]) -> Value {
    let mut entries: Vec<Value> = Vec::new();
    let mut last: Option<&Update> = None;
    for update in updates {
        let same_entry =
            last.is_some_and(|last| last.account == update.account && last.time == update.time);
        if !same_entry {
            let mut entry = json!({ "id": update.account });
            if let Some(time) = update.time {
                entry["time"] = json!(time);
            }
            entry["changes"] = json!([]);
            entries.push(entry);
        }
        let changes = entries
            .last_mut()
            .and_then(|entry| entry["changes"].as_array_mut())
            .expect("an entry with changes was pushed just now");
        let joined = same_entry
            && changes
                .last_mut()
                .is_some_and(|change| join(change, update));
        if !joined {
            changes.push(json!({ "value": update.value, "field": update.field }));
        }
        last = Some(update);
    }
    json!({ "object": "whatsapp_business_account", "entry": entries })
}

/// Adds an update to a change of the same kind and number; answers whether it could.
fn join(change: &mut Value, update: &Update) -> bool {
    if change["field"] != update.field || change["value"]["metadata"] != update.value["metadata"] {
        return false;
    }
    for list in ["messages", "statuses"] {
        let Some(new) = update.value[list].as_array() else {
            continue;
        };
        let Some(items) = change["value"][list].as_array_mut() else {
            return false;
        };
        items.extend(new.iter().cloned());
        for contact in update.value["contacts"].as_array().into_iter().flatten() {
            let value = &mut change["value"];
            if value["contacts"].is_null() {
                value["contacts"] = json!([]);
            }
            if let Some(contacts) = value["contacts"].as_array_mut()
                && !contacts.contains(contact)
            {
                contacts.push(contact.clone());
            }
        }
        return true;
    }
    false
}

/// The body as Meta writes it: `\u` escapes for everything outside ASCII, and escaped slashes.
pub(super) fn bytes(body: &Value) -> Vec<u8> {
    let mut escaped = String::new();
    // Both characters can stand only inside strings, so the text can be taken letter by letter.
    for letter in body.to_string().chars() {
        match letter {
            '/' => escaped.push_str("\\/"),
            letter if letter.is_ascii() => escaped.push(letter),
            letter => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    escaped.push_str(&format!("\\u{unit:04x}"));
                }
            }
        }
    }
    escaped.into_bytes()
}

/// The value of `X-Hub-Signature-256`.
pub(super) fn signature(secret: &str, bytes: &[u8]) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length");
    mac.update(bytes);
    format!("sha256={}", hex::encode(mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_plain_ascii_and_mean_the_same() {
        let body = json!({ "text": "Olá 👍 a/b \"c\" \n" });
        let bytes = bytes(&body);
        assert!(bytes.is_ascii());
        assert_eq!(
            String::from_utf8(bytes.clone()).unwrap(),
            r#"{"text":"Ol\u00e1 \ud83d\udc4d a\/b \"c\" \n"}"#
        );
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), body);
    }

    #[test]
    fn the_signature_is_that_of_rfc_4231() {
        assert_eq!(
            signature("Jefe", b"what do ya want for nothing?"),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
