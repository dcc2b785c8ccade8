//! What must be asked before a template can be sent.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::definition::{Action, Button, Category, Definition, Header, MediaKind, Text, Variable};
use super::label::{button_label, placeholder, words_around};
use super::slot::{PlacePart, Slot};
use super::variables::{self, Piece};
use crate::domain::abilities::TemplateLimits;
use crate::domain::search::fold;

/// Discord shows so many text inputs in one modal.
pub const FIELDS_PER_PAGE: usize = 5;

/// Degrees are typed in so many characters.
const DEGREES_MAX: usize = 20;

/// Something that is known about a contact and can fill a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactField {
    /// The first word of the name.
    FirstName,
    /// The name.
    Name,
    /// The phone.
    Phone,
    /// The e-mail.
    Email,
    /// A custom field, by its name.
    Custom(String),
}

/// What an admin stored with a template: which fields the contact's record fills.
pub type Mapping = BTreeMap<Slot, ContactField>;

/// What a field is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Label {
    /// The template's own words around the variable, `___` in its place.
    Words(String),
    /// What the button says.
    Button(String),
    /// A part of a location.
    Place(PlacePart),
    /// A one-time code.
    OneTimeCode,
}

/// One thing to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Where the value goes.
    pub slot: Slot,
    /// What it is called; words are at most 45 UTF-16 units long.
    pub label: Label,
    /// An example, at most 100 UTF-16 units long.
    pub placeholder: Option<String>,
    /// The longest value that can fit, in UTF-16 units; at least 1.
    pub max_length: usize,
    /// What fills it in beforehand; the agent may change it.
    pub prefill: Option<ContactField>,
}

/// All that must be asked before a template can be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The file that the header needs.
    pub media: Option<MediaKind>,
    /// The texts, in the order in which the message shows them.
    pub fields: Vec<Field>,
    /// What the message carries once they are filled in.
    pub limits: TemplateLimits,
}

/// Why a template cannot be sent from here, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unsendable {
    /// The list did not say what is in it.
    NoBody,
    /// It is a row of cards.
    Carousel,
    /// It carries an offer with a deadline.
    LimitedTimeOffer,
    /// It shows the catalogue or products out of it.
    Catalog,
    /// It is about an order and its payment.
    Order,
    /// It has something that we do not know; the platform's word.
    Unknown(String),
}

impl Form {
    /// Derives the form of a template, of which the channel carries no more than `limits`.
    ///
    /// A field is filled in beforehand by the admin's `mapping`; without one only a lone `{{1}}`
    /// and variables named *nome*, *name* or *cliente* are, with the first name: a guess about
    /// any other would put a wrong word into somebody's message.
    ///
    /// # Errors
    ///
    /// [`Unsendable`] if the template needs what cannot be asked for yet.
    pub fn derive(
        definition: &Definition,
        mapping: &Mapping,
        limits: TemplateLimits,
    ) -> Result<Self, Unsendable> {
        if let Some(reason) = obstacle(definition) {
            return Err(reason);
        }
        let mut form = Self {
            media: None,
            fields: Vec::new(),
            limits,
        };
        if definition.one_time_code_button().is_some() {
            let mut code = field(Slot::OneTimeCode, Label::OneTimeCode, limits.one_time_code);
            let body = definition.body.as_ref();
            let example = body.and_then(|body| body.variables.first()?.example.as_deref());
            code.placeholder = example.map(placeholder);
            form.fields.push(code);
            return Ok(form);
        }
        match &definition.header {
            Some(Header::Text(text)) => form.ask_text(text, limits.header, Slot::Header),
            Some(Header::Media(kind)) => form.media = Some(*kind),
            Some(Header::Location) => {
                let parts = PlacePart::ALL.map(|part| place(part, &limits));
                form.fields.extend(parts);
            }
            Some(Header::Other(_)) | None => {}
        }
        if let Some(body) = &definition.body {
            form.ask_text(body, limits.body, Slot::Body);
        }
        let buttons = definition.buttons.iter().enumerate();
        form.fields
            .extend(buttons.filter_map(|(index, button)| ask_button(index, button, &limits)));
        form.prefill(definition, mapping);
        Ok(form)
    }

    fn ask_text(&mut self, text: &Text, limit: usize, slot: fn(String) -> Slot) {
        for variable in &text.variables {
            let label = Label::Words(words_around(&text.text, &variable.name));
            let mut field = field(
                slot(variable.name.clone()),
                label,
                room(text, variable, limit),
            );
            field.placeholder = variable.example.as_deref().map(placeholder);
            self.fields.push(field);
        }
    }

    fn prefill(&mut self, definition: &Definition, mapping: &Mapping) {
        let is_variable = |slot: &Slot| matches!(slot, Slot::Header(_) | Slot::Body(_));
        let variables = self.fields.iter().filter(|field| is_variable(&field.slot));
        let may_guess = definition.category != Category::Authentication;
        let is_lone = variables.count() == 1;
        for field in &mut self.fields {
            let is_name = match &field.slot {
                Slot::Header(name) | Slot::Body(name) => {
                    matches!(fold(name).as_str(), "nome" | "name" | "cliente")
                        || (name == "1" && is_lone)
                }
                _ => false,
            };
            field.prefill = mapping
                .get(&field.slot)
                .cloned()
                .or_else(|| (may_guess && is_name).then_some(ContactField::FirstName));
        }
    }

    /// The fields as they are asked for, at most [`FIELDS_PER_PAGE`] at a time.
    pub fn pages(&self) -> impl Iterator<Item = &[Field]> {
        self.fields.chunks(FIELDS_PER_PAGE)
    }

    /// The field of a slot.
    pub fn field(&self, slot: &Slot) -> Option<&Field> {
        self.fields.iter().find(|field| field.slot == *slot)
    }
}

/// The name by which a person is addressed: the first word.
pub fn first_name(name: &str) -> &str {
    name.split_whitespace().next().unwrap_or_default()
}

fn obstacle(definition: &Definition) -> Option<Unsendable> {
    let unknown = definition.unknown.iter().map(|kind| match kind.as_str() {
        "CAROUSEL" => Unsendable::Carousel,
        "LIMITED_TIME_OFFER" => Unsendable::LimitedTimeOffer,
        other => Unsendable::Unknown(other.to_owned()),
    });
    let header = definition.header.iter().filter_map(|header| match header {
        Header::Other(kind) if kind == "PRODUCT" => Some(Unsendable::Catalog),
        Header::Other(kind) => Some(Unsendable::Unknown(kind.clone())),
        _ => None,
    });
    let buttons = definition.buttons.iter().filter_map(|button| {
        let Action::Other(kind) = &button.action else {
            return None;
        };
        Some(match kind.as_str() {
            "CATALOG" | "MPM" | "SPM" => Unsendable::Catalog,
            "ORDER_DETAILS" | "ORDER_STATUS" => Unsendable::Order,
            other => Unsendable::Unknown(other.to_owned()),
        })
    });
    let no_body = definition.body.is_none().then_some(Unsendable::NoBody);
    unknown.chain(header).chain(buttons).chain(no_body).next()
}

fn field(slot: Slot, label: Label, max_length: usize) -> Field {
    Field {
        slot,
        label,
        placeholder: None,
        max_length,
        prefill: None,
    }
}

fn place(part: PlacePart, limits: &TemplateLimits) -> Field {
    let max_length = match part {
        PlacePart::Latitude | PlacePart::Longitude => DEGREES_MAX,
        PlacePart::Name | PlacePart::Address => limits.place,
    };
    field(Slot::Place(part), Label::Place(part), max_length)
}

fn ask_button(index: usize, button: &Button, limits: &TemplateLimits) -> Option<Field> {
    let label = Label::Button(button_label(&button.label));
    match &button.action {
        Action::Url(url) => {
            let variable = url.variables.first()?;
            let mut field = field(Slot::Url(index), label, room(url, variable, limits.url));
            let example = variable.example.as_deref();
            field.placeholder = example.map(|example| placeholder(suffix(url, example)));
            Some(field)
        }
        Action::CopyCode { example } => {
            let mut field = field(Slot::Coupon(index), label, limits.coupon);
            field.placeholder = example.as_deref().map(placeholder);
            Some(field)
        }
        _ => None,
    }
}

/// What comes after the fixed beginning of a button's address, if a whole address was given.
pub(super) fn suffix<'a>(url: &Text, given: &'a str) -> &'a str {
    match variables::pieces(&url.text).first() {
        Some(Piece::Words(base)) => given.strip_prefix(base).unwrap_or(given),
        _ => given,
    }
}

/// How long a variable's value may be, if all others have one character.
fn room(text: &Text, variable: &Variable, limit: usize) -> usize {
    let (mut taken, mut times) = (0, 0);
    for piece in variables::pieces(&text.text) {
        match piece {
            Piece::Words(words) => taken += variables::length(words),
            Piece::Variable(name) if name == variable.name => times += 1,
            Piece::Variable(_) => taken += 1,
        }
    }
    (limit.saturating_sub(taken) / times.max(1)).max(1)
}
