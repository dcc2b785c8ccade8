//! The message that a template becomes: as the phone shows it and as the platform takes it.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;

use super::definition::{Action, Definition, Header, MediaKind, ParameterFormat, Text};
use super::slot::{PlacePart, Slot};
use super::values::Values;
use super::variables;

/// A file that was uploaded to the platform for a header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderMedia {
    /// The platform's id of the upload.
    pub id: String,
    /// What the phone calls it; used for documents only, where its ending picks the icon.
    pub filename: Option<String>,
}

/// What a form is told apart by at whoever made it, which nothing here needs: the answer quotes its
/// message. The platform's own word for that.
const NO_TOKEN: &str = "unused";

/// What is missing for a message.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Incomplete {
    /// The value of a field.
    #[error("the template's field {0} has no value")]
    Value(Slot),
    /// The header's file.
    #[error("the template's header has no {}", .0.wire_name())]
    Media(MediaKind),
}

/// A message as the phone will show it. Its texts are in WhatsApp's formatting; a variable
/// without a value is shown in its braces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Above the body.
    pub header: Option<PreviewHeader>,
    /// The text.
    pub body: String,
    /// Below the body.
    pub footer: Option<String>,
    /// Below the message, in order.
    pub buttons: Vec<PreviewButton>,
}

/// What stands above the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewHeader {
    /// A line of text.
    Text(String),
    /// A file.
    Media(MediaKind),
    /// A place; the parts that are known.
    Place {
        /// What it is called.
        name: Option<String>,
        /// Where it is.
        address: Option<String>,
    },
    /// Something that cannot be shown; the platform's word.
    Other(String),
}

/// A button below the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewButton {
    /// What it says; empty where WhatsApp writes it.
    pub label: String,
    /// What it opens, calls or copies, if it does.
    pub target: Option<String>,
    /// What it does.
    pub action: Action,
}

/// The message as the phone will show it.
pub fn preview(definition: &Definition, values: &Values) -> Preview {
    let value = |slot: &Slot| values.get(slot).cloned();
    let header = definition.header.as_ref().map(|header| match header {
        Header::Text(text) => PreviewHeader::Text(fill(text, values, Slot::Header)),
        Header::Media(kind) => PreviewHeader::Media(*kind),
        Header::Location => PreviewHeader::Place {
            name: value(&Slot::Place(PlacePart::Name)),
            address: value(&Slot::Place(PlacePart::Address)),
        },
        Header::Other(kind) => PreviewHeader::Other(kind.clone()),
    });
    let buttons = definition.buttons.iter().enumerate();
    let buttons = buttons.map(|(index, button)| PreviewButton {
        label: button.label.clone(),
        target: match &button.action {
            Action::Url(url) => Some(fill(url, values, |_| Slot::Url(index))),
            Action::Phone(number) => Some(number.clone()),
            Action::CopyCode { .. } => value(&Slot::Coupon(index)),
            Action::OneTimeCode => value(&Slot::OneTimeCode),
            Action::Reply | Action::ContactRequest | Action::Flow | Action::Other(_) => None,
        },
        action: button.action.clone(),
    });
    Preview {
        header,
        body: preview_body(definition, values),
        footer: definition.footer.clone(),
        buttons: buttons.collect(),
    }
}

fn preview_body(definition: &Definition, values: &Values) -> String {
    let Some(body) = &definition.body else {
        return String::new();
    };
    if definition.one_time_code_button().is_none() {
        return fill(body, values, Slot::Body);
    }
    let code = values.get(&Slot::OneTimeCode).map(String::as_str);
    if body.text.is_empty() {
        // WhatsApp writes the sentence around the code and the list did not bring it.
        return code.unwrap_or_default().to_owned();
    }
    variables::substitute(&body.text, |_| code)
}

fn fill(text: &Text, values: &Values, slot: impl Fn(String) -> Slot) -> String {
    variables::substitute(&text.text, |name| {
        values.get(&slot(name.to_owned())).map(String::as_str)
    })
}

/// The `components` of a template message, as Meta's Cloud API documents them: only parts with
/// something to fill in, and a button's index is its place among all buttons.
///
/// # Errors
///
/// [`Incomplete`] names what is missing; a form that was
/// [checked](super::check_message) misses nothing but, perhaps, its file.
pub fn components(
    definition: &Definition,
    values: &Values,
    media: Option<&HeaderMedia>,
) -> Result<Vec<Value>, Incomplete> {
    if let Some(index) = definition.one_time_code_button() {
        let code = required(values, &Slot::OneTimeCode)?;
        let parameter = json!({"type": "text", "text": code});
        return Ok(vec![
            json!({"type": "body", "parameters": [parameter]}),
            button("url", index, parameter),
        ]);
    }

    let mut components = Vec::new();
    let header = header_parameters(definition, values, media)?;
    if !header.is_empty() {
        components.push(json!({"type": "header", "parameters": header}));
    }
    if let Some(body) = &definition.body {
        let format = definition.parameter_format;
        let parameters = text_parameters(body, format, values, Slot::Body)?;
        if !parameters.is_empty() {
            components.push(json!({"type": "body", "parameters": parameters}));
        }
    }
    for (index, own) in definition.buttons.iter().enumerate() {
        match &own.action {
            Action::Url(url) if !url.variables.is_empty() => {
                let suffix = required(values, &Slot::Url(index))?;
                components.push(button(
                    "url",
                    index,
                    json!({"type": "text", "text": suffix}),
                ));
            }
            Action::CopyCode { .. } => {
                let code = required(values, &Slot::Coupon(index))?;
                let parameter = json!({"type": "coupon_code", "coupon_code": code});
                components.push(button("copy_code", index, parameter));
            }
            Action::Flow => {
                let token = json!({"flow_token": NO_TOKEN});
                let parameter = json!({"type": "action", "action": token});
                components.push(button("flow", index, parameter));
            }
            _ => {}
        }
    }
    Ok(components)
}

fn header_parameters(
    definition: &Definition,
    values: &Values,
    media: Option<&HeaderMedia>,
) -> Result<Vec<Value>, Incomplete> {
    match &definition.header {
        Some(Header::Text(text)) => {
            text_parameters(text, definition.parameter_format, values, Slot::Header)
        }
        Some(Header::Media(kind)) => {
            let media = media.ok_or(Incomplete::Media(*kind))?;
            let mut file = json!({"id": media.id});
            if let (MediaKind::Document, Some(filename)) = (kind, &media.filename) {
                file["filename"] = json!(filename);
            }
            let name = kind.wire_name();
            Ok(vec![json!({"type": name, name: file})])
        }
        Some(Header::Location) => {
            let part = |part| required(values, &Slot::Place(part));
            Ok(vec![json!({"type": "location", "location": {
                "latitude": part(PlacePart::Latitude)?,
                "longitude": part(PlacePart::Longitude)?,
                "name": part(PlacePart::Name)?,
                "address": part(PlacePart::Address)?,
            }})])
        }
        Some(Header::Other(_)) | None => Ok(Vec::new()),
    }
}

fn text_parameters(
    text: &Text,
    format: ParameterFormat,
    values: &Values,
    slot: fn(String) -> Slot,
) -> Result<Vec<Value>, Incomplete> {
    text.variables
        .iter()
        .map(|variable| {
            let value = required(values, &slot(variable.name.clone()))?;
            Ok(match format {
                ParameterFormat::Positional => json!({"type": "text", "text": value}),
                ParameterFormat::Named => {
                    json!({"type": "text", "parameter_name": variable.name, "text": value})
                }
            })
        })
        .collect()
}

fn button(sub_type: &str, index: usize, parameter: Value) -> Value {
    json!({
        "type": "button",
        "sub_type": sub_type,
        "index": index.to_string(),
        "parameters": [parameter],
    })
}

fn required<'v>(values: &'v Values, slot: &Slot) -> Result<&'v str, Incomplete> {
    match values.get(slot) {
        Some(value) => Ok(value),
        None => Err(Incomplete::Value(slot.clone())),
    }
}
