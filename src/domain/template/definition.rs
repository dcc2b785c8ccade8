//! A template as the platform lists it.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use thiserror::Error;

use super::variables;

/// A template as Meta approved it, in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The platform's id; examples in its documentation come without.
    pub id: Option<String>,
    /// Unique together with the language.
    pub name: String,
    /// A code with an underscore (`pt_BR`); a message must name exactly this one.
    pub language: String,
    /// Whether it may be sent now.
    pub status: Status,
    /// What a message made from it is charged as.
    pub category: Category,
    /// How its variables are filled.
    pub parameter_format: ParameterFormat,
    /// What stands above the body.
    pub header: Option<Header>,
    /// The text itself. Empty for authentication templates whose words WhatsApp writes.
    pub body: Option<Text>,
    /// The small line below the body.
    pub footer: Option<String>,
    /// In the platform's order, which their index in a message goes by.
    pub buttons: Vec<Button>,
    /// The kinds of components that are none of the above, in upper case.
    pub unknown: Vec<String>,
}

/// A text with its variables.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// As approved, variables in double braces.
    pub text: String,
    /// Each variable once, in the order in which a message gives their values.
    pub variables: Vec<Variable>,
}

/// A place in a text that every message fills anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// A number in positional templates (as a rule), a name in named ones.
    pub name: String,
    /// The value that was shown to Meta for approval.
    pub example: Option<String>,
}

/// How a message gives the values of the variables.
///
/// It cannot be told from the text: a positional template may show names in its braces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterFormat {
    /// In order.
    Positional,
    /// Each with its name.
    Named,
}

/// What the platform says about a template's use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// May be sent; the only one that may.
    Approved,
    /// Meta has not decided yet, or is deciding again.
    InReview,
    /// Meta refused it.
    Rejected,
    /// Stopped for some hours because of bad feedback.
    Paused,
    /// Disabled, deleted, archived, unnamed or unheard of; the platform's word.
    Unavailable(String),
}

/// What a message made from the template is charged as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Category {
    /// Offers and everything that Meta holds for one.
    Marketing,
    /// About something that the customer asked for.
    Utility,
    /// One-time codes.
    Authentication,
    /// A category of former years; the platform's word.
    Other(String),
}

/// What stands above the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Header {
    /// A line of text with at most one variable.
    Text(Text),
    /// A file, to be given with every message.
    Media(MediaKind),
    /// A place on the map, to be given with every message.
    Location,
    /// Another format; the platform's word in upper case.
    Other(String),
}

/// The kinds of files that a header can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A picture.
    Image,
    /// A film.
    Video,
    /// A document.
    Document,
}

impl MediaKind {
    /// The word for it in a message.
    pub fn wire_name(self) -> &'static str {
        match self {
            Self::Image => "image",
            Self::Video => "video",
            Self::Document => "document",
        }
    }
}

/// A button below the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    /// What it says; empty where WhatsApp writes it.
    pub label: String,
    /// What pressing it does.
    pub action: Action,
}

/// What pressing a button does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Answers with its label.
    Reply,
    /// Opens a page; its address may end in a variable.
    Url(Text),
    /// Calls a number.
    Phone(String),
    /// Copies a coupon code, given with every message.
    CopyCode {
        /// The code that was shown to Meta.
        example: Option<String>,
    },
    /// Copies or fills in the one-time code of an authentication template.
    OneTimeCode,
    /// Asks for the customer's number.
    ContactRequest,
    /// Opens a form inside WhatsApp, whose answers come back as a message.
    Flow,
    /// Something else; the platform's word in upper case.
    Other(String),
}

/// Why something in a list of templates is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Malformed {
    /// It is no JSON object.
    #[error("a template is not an object")]
    NotAnObject,
    /// It has no name, so no message could be made from it.
    #[error("a template has no name")]
    NoName,
}

impl Definition {
    /// Reads an item of the platform's template list (or a definition as it was submitted).
    ///
    /// Tolerant of everything but a missing name: upper and lower case, absent members, examples
    /// nested or not, ids as numbers, kinds of components that did not exist when this was written.
    ///
    /// # Errors
    ///
    /// [`Malformed`] if there is no template to speak of.
    pub fn parse(item: &Value) -> Result<Self, Malformed> {
        let item = item.as_object().ok_or(Malformed::NotAnObject)?;
        let name = string(item, "name").ok_or(Malformed::NoName)?;
        let language = string(item, "language")
            .or_else(|| strings(item.get("languages")?).into_iter().next())
            .unwrap_or_default();
        let category = Category::parse(&upper(item, "category"));
        let parameter_format = match upper(item, "parameter_format").as_str() {
            "NAMED" => ParameterFormat::Named,
            _ => ParameterFormat::Positional,
        };
        let mut definition = Self {
            id: item.get("id").and_then(id),
            name,
            language: language.replace('-', "_"),
            status: Status::parse(&upper(item, "status")),
            category,
            parameter_format,
            header: None,
            body: None,
            footer: None,
            buttons: Vec::new(),
            unknown: Vec::new(),
        };
        for component in objects(item.get("components")) {
            definition.read_component(component);
        }
        Ok(definition)
    }

    fn read_component(&mut self, component: &Map<String, Value>) {
        match upper(component, "type").as_str() {
            "HEADER" => self.header = Some(Header::parse(component)),
            "BODY" => self.body = Some(Text::parse(component, "body_text")),
            "FOOTER" => self.footer = string(component, "text"),
            "BUTTONS" => {
                let buttons = objects(component.get("buttons")).map(Button::parse);
                self.buttons.extend(buttons);
            }
            unknown => self.unknown.push(unknown.to_owned()),
        }
    }

    /// A short text that changes when what the customer would read, or what it costs, changes.
    pub fn fingerprint(&self) -> String {
        let shown = (
            &self.category,
            &self.header,
            &self.body.as_ref().map(|body| &body.text),
            &self.footer,
            &self.buttons,
            &self.unknown,
        );
        // The debug form of plain data is as good as any other that tells the parts apart; it is
        // only ever compared with one of a few minutes ago.
        let hash = Sha256::digest(format!("{shown:?}"));
        hex::encode(&hash[..16])
    }

    /// The one-time code's button, if this is a template for such codes.
    pub(super) fn one_time_code_button(&self) -> Option<usize> {
        self.buttons
            .iter()
            .position(|button| button.action == Action::OneTimeCode)
    }
}

impl Status {
    fn parse(word: &str) -> Self {
        match word {
            "APPROVED" => Self::Approved,
            "PENDING" | "IN_APPEAL" => Self::InReview,
            "REJECTED" => Self::Rejected,
            "PAUSED" => Self::Paused,
            other => Self::Unavailable(other.to_owned()),
        }
    }
}

impl Category {
    fn parse(word: &str) -> Self {
        match word {
            "MARKETING" => Self::Marketing,
            "UTILITY" => Self::Utility,
            "AUTHENTICATION" => Self::Authentication,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Header {
    fn parse(component: &Map<String, Value>) -> Self {
        match upper(component, "format").as_str() {
            "TEXT" => Self::Text(Text::parse(component, "header_text")),
            "" if component.contains_key("text") => {
                Self::Text(Text::parse(component, "header_text"))
            }
            "IMAGE" => Self::Media(MediaKind::Image),
            "VIDEO" => Self::Media(MediaKind::Video),
            "DOCUMENT" => Self::Media(MediaKind::Document),
            "LOCATION" => Self::Location,
            other => Self::Other(other.to_owned()),
        }
    }
}

impl Text {
    /// Reads a component with a text; its positional examples are under `examples_at`, its named
    /// ones under the same name with `_named_params`.
    fn parse(component: &Map<String, Value>, examples_at: &str) -> Self {
        let text = string(component, "text").unwrap_or_default();
        let example = component.get("example").and_then(Value::as_object);
        let positional = example
            .and_then(|example| example.get(examples_at))
            .map(strings)
            .unwrap_or_default();
        let named = example.and_then(|example| example.get(&format!("{examples_at}_named_params")));
        let named: Vec<_> = objects(named)
            .filter_map(|pair| Some((string(pair, "param_name")?, string(pair, "example")?)))
            .collect();
        Self::with_examples(text, &positional, &named)
    }

    fn with_examples(text: String, positional: &[String], named: &[(String, String)]) -> Self {
        let variables = variables::names(&text)
            .into_iter()
            .enumerate()
            .map(|(place, name)| Variable {
                name: name.to_owned(),
                example: named
                    .iter()
                    .find(|(known, _)| known == name)
                    .map(|(_, example)| example)
                    .or_else(|| positional.get(place))
                    .cloned(),
            })
            .collect();
        Self { text, variables }
    }
}

impl Button {
    fn parse(button: &Map<String, Value>) -> Self {
        let example = || button.get("example").map(strings).unwrap_or_default();
        let action = match upper(button, "type").as_str() {
            "QUICK_REPLY" => Action::Reply,
            "URL" => {
                let url = string(button, "url").unwrap_or_default();
                if is_one_time_code_link(&url) {
                    Action::OneTimeCode
                } else {
                    Action::Url(Text::with_examples(url, &example(), &[]))
                }
            }
            "PHONE_NUMBER" => Action::Phone(string(button, "phone_number").unwrap_or_default()),
            "COPY_CODE" => Action::CopyCode {
                example: example().into_iter().next(),
            },
            "OTP" => Action::OneTimeCode,
            "REQUEST_CONTACT_INFO" => Action::ContactRequest,
            "FLOW" => Action::Flow,
            other => Action::Other(other.to_owned()),
        };
        Self {
            label: string(button, "text").unwrap_or_default(),
            action,
        }
    }
}

/// The list shows a one-time code's button as a link to a page of WhatsApp's.
fn is_one_time_code_link(url: &str) -> bool {
    url.contains("whatsapp.com/otp/")
}

fn string(object: &Map<String, Value>, key: &str) -> Option<String> {
    let text = object.get(key)?.as_str()?;
    (!text.is_empty()).then(|| text.to_owned())
}

fn upper(object: &Map<String, Value>, key: &str) -> String {
    string(object, key).unwrap_or_default().to_uppercase()
}

fn id(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn objects(value: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    value
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_object)
}

/// The texts in a list, in a list of lists (of which the first counts), or a lone one.
fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(items) => match items.first() {
            Some(Value::Array(inner)) => inner.iter().filter_map(scalar).collect(),
            _ => items.iter().filter_map(scalar).collect(),
        },
        _ => Vec::new(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
