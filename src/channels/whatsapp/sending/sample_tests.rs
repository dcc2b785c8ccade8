//! Every published request of a kind that we send is what we send, but for what is named here.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::request_body;
use crate::channels::types::{Outgoing, OutgoingBody};
use crate::channels::whatsapp::samples;
use crate::domain::abilities::MediaKind;
use crate::domain::address::Address;
use crate::domain::content::{Offer, OfferedRow, Spot};
use crate::domain::template::{Definition, HeaderMedia, Slot, Values, components};

/// Kinds that we do not send.
const NOT_OURS: [&str; 6] = [
    "contacts",
    "interactive_carousel",
    "interactive_voice_call",
    "template_carousel",
    "template_catalog",
    "template_named_product",
];

/// An offer with a deadline is no template that can be sent from here.
const DEADLINE: &str = "template_copy_code_image_lto_url";

/// What a published request says, read back into our own terms.
fn said(kind: &str, request: &Value) -> OutgoingBody {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    match kind {
        "text" => OutgoingBody::Text {
            text: text(&request["text"]["body"]),
        },
        "image" | "audio" => {
            let media = &request[kind];
            OutgoingBody::Media {
                kind: match kind {
                    "image" => MediaKind::Image,
                    _ => MediaKind::Audio,
                },
                id: text(&media["id"]),
                caption: media["caption"].as_str().map(str::to_owned),
                filename: None,
            }
        }
        "reaction" => OutgoingBody::Reaction {
            target: text(&request["reaction"]["message_id"]),
            emoji: Some(text(&request["reaction"]["emoji"])),
        },
        "location" => {
            let place = &request["location"];
            let degrees = |value: &Value| {
                let degrees: f64 = value.as_str().expect("degrees").parse().expect("a number");
                (degrees * 1e6).round() as i32
            };
            OutgoingBody::Location(Spot {
                latitude_e6: degrees(&place["latitude"]),
                longitude_e6: degrees(&place["longitude"]),
                name: place["name"].as_str().map(str::to_owned),
                address: place["address"].as_str().map(str::to_owned),
            })
        }
        "interactive" => {
            let message = &request["interactive"];
            OutgoingBody::Interactive {
                body: text(&message["body"]["text"]),
                footer: message["footer"]["text"].as_str().map(str::to_owned),
                offer: offer(message),
            }
        }
        "template" => {
            let template = &request["template"];
            OutgoingBody::Template {
                name: text(&template["name"]),
                language: text(&template["language"]["code"]),
                components: filled(template),
            }
        }
        other => panic!("{other} is a kind of message"),
    }
}

fn offer(message: &Value) -> Offer {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let action = &message["action"];
    match message["type"].as_str().map(str::to_lowercase).as_deref() {
        Some("button") => Offer::Buttons {
            labels: list(&action["buttons"])
                .map(|button| text(&button["reply"]["title"]))
                .collect(),
        },
        Some("list") => Offer::List {
            button: text(&action["button"]),
            rows: list(&action["sections"])
                .flat_map(|section| list(&section["rows"]))
                .map(|row| OfferedRow {
                    title: text(&row["title"]),
                    description: row["description"].as_str().map(str::to_owned),
                })
                .collect(),
        },
        Some("cta_url") => Offer::Link {
            label: text(&action["parameters"]["display_text"]),
            url: text(&action["parameters"]["url"]),
        },
        Some("location_request_message") => Offer::AskLocation,
        other => panic!("{other:?} is an offer"),
    }
}

/// A template that takes what the request brings, filled in by our own hand.
fn filled(template: &Value) -> Vec<Value> {
    let (mut parts, mut values, mut media) = (Vec::new(), Values::new(), None);
    let mut named = false;
    for component in list(&template["components"]) {
        match component["type"].as_str() {
            Some("header") => {
                let kind = component["parameters"][0]["type"].as_str().expect("a kind");
                parts.push(json!({ "type": "HEADER", "format": kind }));
                let id = &component["parameters"][0][kind]["id"];
                let id = id.as_str().expect("an id").to_owned();
                media = Some(HeaderMedia { id, filename: None });
            }
            Some("body") => {
                let mut text = "Texto".to_owned();
                for (place, parameter) in list(&component["parameters"]).enumerate() {
                    let name = match parameter["parameter_name"].as_str() {
                        Some(name) => name.to_owned(),
                        None => (place + 1).to_string(),
                    };
                    named |= parameter["parameter_name"].is_string();
                    text.push_str(&format!(" {{{{{name}}}}} e"));
                    values.insert(Slot::Body(name), worded(parameter));
                }
                parts.push(json!({ "type": "BODY", "text": text }));
            }
            // A button that only answers takes nothing.
            Some("button") => assert_eq!(component["sub_type"], "quick_reply"),
            other => panic!("{other:?} is a component"),
        }
    }
    let definition = Definition::parse(&json!({
        "name": template["name"], "language": template["language"]["code"],
        "parameter_format": if named { "NAMED" } else { "POSITIONAL" }, "components": parts,
    }));
    let definition = definition.expect("a template");
    components(&definition, &values, media.as_ref()).expect("nothing is missing")
}

/// Amounts and dates go as the words that they fall back to.
fn worded(parameter: &Value) -> String {
    let kind = parameter["type"].as_str().expect("a kind");
    let words = match kind {
        "text" => &parameter["text"],
        _ => &parameter[kind]["fallback_value"],
    };
    words.as_str().expect("words").to_owned()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// A published request without what we leave out or say in another way.
fn as_ours(kind: &str, mut request: Value) -> Value {
    let fields = request.as_object_mut().expect("an object");
    for other in [
        // A number that the customer kept is theirs without asking.
        "recipient_identity_key_hash",
        // For templates that Meta may send through its marketing API.
        "product_policy",
        "message_activity_sharing",
    ] {
        fields.remove(other);
    }
    fields.insert("recipient_type".into(), json!("individual"));
    // Without the sign Meta may take the number for one of the sender's country.
    let to = fields["to"].as_str().expect("a number");
    let to = format!("+{}", to.trim_start_matches('+'));
    fields.insert("to".into(), to.into());
    match kind {
        "text" => {
            let preview = request["text"]["preview_url"].as_bool().unwrap_or(false);
            request["text"]["preview_url"] = preview.into();
        }
        "location" => {
            for axis in ["latitude", "longitude"] {
                let degrees = request["location"][axis].as_str().expect("degrees");
                let degrees: f64 = degrees.parse().expect("a number");
                request["location"][axis] = json!((degrees * 1e6).round() / 1e6);
            }
        }
        "interactive" => request["interactive"] = interactive(&request["interactive"]),
        "template" => {
            let template = &mut request["template"];
            if template["components"].is_array() {
                template["components"] = plain(&template["components"]);
            } else if let Some(fields) = template.as_object_mut() {
                fields.remove("components");
            }
        }
        _ => {}
    }
    request
}

/// Without a header; rows in one section; answers are known by their place.
fn interactive(message: &Value) -> Value {
    let mut message = message.clone();
    let fields = message.as_object_mut().expect("an object");
    fields.remove("header");
    let kind = fields["type"].as_str().expect("a kind").to_lowercase();
    fields.insert("type".into(), kind.into());
    let action = &mut message["action"];
    if let Some(buttons) = action.get_mut("buttons").and_then(Value::as_array_mut) {
        for (place, button) in buttons.iter_mut().enumerate() {
            button["reply"]["id"] = place.to_string().into();
        }
    }
    if action["sections"].is_array() {
        let rows = list(&action["sections"]).flat_map(|section| list(&section["rows"]));
        let rows: Vec<Value> = rows
            .enumerate()
            .map(|(place, row)| {
                let mut row = row.clone();
                row["id"] = place.to_string().into();
                row
            })
            .collect();
        action["sections"] = json!([{ "rows": rows }]);
    } else if let Some(fields) = action.as_object_mut() {
        fields.remove("sections");
    }
    message
}

/// Without what only repeats the default, and words as words.
fn plain(components: &Value) -> Value {
    let kept = list(components).filter(|component| component["type"] != "button");
    let kept = kept.map(|component| {
        let mut component = component.clone();
        for parameter in component["parameters"].as_array_mut().into_iter().flatten() {
            if parameter["type"] == "date_time" || parameter["type"] == "currency" {
                *parameter = json!({ "type": "text", "text": worded(parameter) });
            }
        }
        component
    });
    kept.collect()
}

#[test]
fn every_published_request_of_our_kinds_is_what_we_send() {
    let Some(files) = samples::group("other") else {
        return;
    };
    let mut seen = BTreeMap::<String, u32>::new();
    for (name, bytes) in files {
        let Some(rest) = name.strip_prefix("send_request_") else {
            continue;
        };
        let (shape, _) = rest.split_once("__").expect("a shape and a source");
        if NOT_OURS.contains(&shape) || shape == DEADLINE || shape == "mark_read" {
            continue;
        }
        let request: Value = serde_json::from_slice(&bytes).expect("JSON");
        let kind = request["type"].as_str().expect("a kind");
        let to = Address::of_phone(request["to"].as_str().expect("a number"));
        let body = said(kind, &request);
        let sent = request_body(&Outgoing {
            number: "1",
            to: &to,
            body: &body,
            opaque: "1.1",
            quote: request["context"]["message_id"].as_str(),
        });
        let mut sent = sent.expect("somebody to write to");
        let ours = sent.as_object_mut().expect("an object");
        // Every status brings it back.
        assert_eq!(ours.remove("biz_opaque_callback_data"), Some(json!("1.1")));
        assert_eq!(sent, as_ours(kind, request.clone()), "{name}");
        *seen.entry(kind.to_owned()).or_default() += 1;
    }
    let kinds: Vec<&str> = seen.keys().map(String::as_str).collect();
    let ours = [
        "audio",
        "image",
        "interactive",
        "location",
        "reaction",
        "template",
        "text",
    ];
    assert_eq!(kinds, ours, "{seen:?}");
}
