//! What must stand in no log: everything private that went over the wire, and the secrets.

use std::collections::BTreeSet;

use conecta_sandbox::wire::Kind;
use secrecy::ExposeSecret;
use serde_json::Value;

use crate::day::WORD;
use crate::support::Desk;

/// The fields whose text is written by people, names them, reaches them, or opens something.
const FIELDS: [&str; 24] = [
    "address",
    "body",
    "caption",
    "content",
    "email",
    "filename",
    "first_name",
    "formatted_name",
    "from",
    "from_user_id",
    "input",
    "link",
    "phone",
    "proxy_url",
    "recipient_id",
    "recipient_user_id",
    "sha256",
    "text",
    "to",
    "token",
    "url",
    "user_id",
    "username",
    "wa_id",
];

/// What is shorter is found everywhere.
const SHORTEST: usize = 6;

/// Everything that is looked for.
pub fn all(desk: &Desk) -> BTreeSet<String> {
    let mut private = BTreeSet::new();
    for entry in desk.wire_after(0) {
        match &entry.kind {
            Kind::Request { body, answer, .. } => {
                gather(body, &mut private);
                gather(answer, &mut private);
            }
            Kind::Event { body, .. } => gather(body, &mut private),
        }
    }
    for card in &desk.company.customers {
        private.insert(card.name.clone());
        // With and without the country's and the area's code.
        let phone = card.phone.clone().unwrap_or_default();
        private.extend(
            [0, 2, 4]
                .iter()
                .filter_map(|at| phone.get(*at..).map(str::to_owned)),
        );
    }
    let config = desk.config();
    for secret in [
        &config.discord_token,
        &config.whatsapp_token,
        &config.whatsapp_app_secret,
        &config.whatsapp_verify_token,
    ] {
        private.insert(secret.expose_secret().to_owned());
    }
    private.retain(|text| text.chars().count() >= SHORTEST);
    private.extend([WORD, "wamid.", "&s=", "?ex=", "Bearer"].map(str::to_owned));
    private
}

fn gather(value: &Value, private: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, private)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if FIELDS.contains(&name.as_str()) => {
                        private.insert(text.to_owned());
                    }
                    Some(_) => {}
                    None => gather(value, private),
                }
            }
        }
        _ => {}
    }
}

/// The first of them that stands in the line, as it is or as a program writes it down.
pub fn in_line<'a>(private: &'a BTreeSet<String>, line: &str) -> Option<&'a str> {
    let lower = line.to_lowercase();
    let found = private.iter().find(|text| {
        let escaped = text.escape_debug().to_string();
        line.contains(text.as_str()) || line.contains(&escaped) || lower.contains(text.as_str())
    });
    found.map(String::as_str)
}
