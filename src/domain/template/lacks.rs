//! What a request filled in, held to what the template asks for by now.

use std::collections::BTreeSet;

use serde_json::Value;

use super::definition::MediaKind;
use super::form::{Field, Form};
use super::slot::{PlacePart, Slot};

/// What a template asks for and a request did not bring, or not in the right form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lacks {
    /// The file of the header.
    pub media: Option<MediaKind>,
    /// The texts, in the order in which the form asks for them.
    pub fields: Vec<Field>,
}

impl Lacks {
    /// Holds the `components` of a request to the form of its template.
    pub fn of(form: &Form, components: &Value) -> Self {
        let sent = Sent::read(components);
        let fields = form.fields.iter();
        Self {
            media: form.media.filter(|kind| sent.media != Some(*kind)),
            fields: fields
                .filter(|field| !sent.slots.contains(&field.slot))
                .cloned()
                .collect(),
        }
    }

    /// All that is asked for was brought.
    pub fn is_empty(&self) -> bool {
        self.media.is_none() && self.fields.is_empty()
    }
}

/// What a request brought.
#[derive(Default)]
struct Sent {
    media: Option<MediaKind>,
    slots: BTreeSet<Slot>,
}

impl Sent {
    fn read(components: &Value) -> Self {
        let mut sent = Self::default();
        for component in list(components) {
            let parameters = list(&component["parameters"]);
            let index = &component["index"];
            let index = index
                .as_u64()
                .or_else(|| index.as_str()?.parse().ok())
                .and_then(|index| usize::try_from(index).ok());
            match (component["type"].as_str(), index) {
                (Some("header"), _) => sent.header(parameters),
                (Some("body"), _) => sent.body(parameters),
                (Some("button"), Some(index)) if !parameters.is_empty() => {
                    sent.slots.extend([Slot::Url(index), Slot::Coupon(index)]);
                }
                _ => {}
            }
        }
        sent
    }

    fn header(&mut self, parameters: &[Value]) {
        for (at, parameter) in parameters.iter().enumerate() {
            let kind = parameter["type"].as_str().unwrap_or_default();
            let file = [MediaKind::Image, MediaKind::Video, MediaKind::Document];
            match file.into_iter().find(|file| file.wire_name() == kind) {
                Some(file) => self.media = Some(file),
                None if kind == "location" => {
                    self.slots.extend(PlacePart::ALL.map(Slot::Place));
                }
                None => self.slots.extend(text(parameter, at).map(Slot::Header)),
            }
        }
    }

    fn body(&mut self, parameters: &[Value]) {
        for (at, parameter) in parameters.iter().enumerate() {
            self.slots.extend(text(parameter, at).map(Slot::Body));
        }
        // The code of an authentication template stands in the body as well.
        self.slots
            .extend((!parameters.is_empty()).then_some(Slot::OneTimeCode));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The variable that a text parameter fills; those without a name go by their place.
fn text(parameter: &Value, at: usize) -> Option<String> {
    let filled = parameter["text"]
        .as_str()
        .is_some_and(|text| !text.is_empty());
    let name = parameter["parameter_name"].as_str().map(str::to_owned);
    filled.then(|| name.unwrap_or_else(|| (at + 1).to_string()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::tests::LIMITS;
    use super::super::{Definition, Form, Mapping};
    use super::*;

    fn form(header: Value, body: &str, format: &str) -> Form {
        let definition = Definition::parse(&json!({
            "name": "x", "language": "pt_BR", "category": "UTILITY", "status": "APPROVED",
            "parameter_format": format,
            "components": [
                header,
                { "type": "BODY", "text": body },
                { "type": "BUTTONS", "buttons": [
                    { "type": "URL", "text": "Abrir", "url": "https://a.example/{{1}}" },
                ] },
            ],
        }));
        let definition = definition.expect("a definition");
        Form::derive(&definition, &Mapping::new(), LIMITS).expect("a form")
    }

    fn slots(form: &Form, components: Value) -> Vec<String> {
        let lacks = Lacks::of(form, &components);
        let media = lacks.media.map(|kind| kind.wire_name().to_owned());
        let fields = lacks.fields.iter().map(|field| field.slot.to_string());
        media.into_iter().chain(fields).collect()
    }

    #[test]
    fn what_a_request_did_not_bring_is_named_whatever_it_is() {
        let text = |text: &str| json!({ "type": "text", "text": text });
        let body = |parameters: Value| json!({ "type": "body", "parameters": parameters });
        let button = json!({ "type": "button", "sub_type": "url", "index": "0",
            "parameters": [text("x")] });
        let picture = json!({ "type": "HEADER", "format": "IMAGE" });

        let asks = form(picture, "Oi {{1}}, dia {{2}}", "POSITIONAL");
        assert_eq!(
            slots(&asks, json!([])),
            ["image", "body.1", "body.2", "url.0"]
        );
        let sent = json!([
            { "type": "header", "parameters": [{ "type": "image", "image": { "id": "1" } }] },
            body(json!([text("Ana"), text("")])),
            button.clone(),
        ]);
        assert_eq!(slots(&asks, sent), ["body.2"]);
        let video = json!([
            { "type": "header", "parameters": [{ "type": "video", "video": { "id": "1" } }] },
            body(json!([text("Ana"), text("sexta")])), button.clone(),
        ]);
        assert_eq!(slots(&asks, video), ["image"], "the wrong kind");

        let header = json!({ "type": "HEADER", "format": "LOCATION" });
        let asks = form(header, "Oi {{nome}}", "NAMED");
        let place = json!({ "type": "header", "parameters": [{ "type": "location" }] });
        let by_place = json!([place, body(json!([text("Ana")])), button.clone()]);
        assert_eq!(slots(&asks, by_place), ["body.nome"], "without its name");
        let named = json!({ "type": "text", "parameter_name": "nome", "text": "Ana" });
        assert_eq!(
            slots(&asks, json!([place, body(json!([named])), button])),
            [""; 0]
        );
    }
}
