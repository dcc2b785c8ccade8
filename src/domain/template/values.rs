//! The values for a template's fields: corrected where that is safe, refused before any cost.

use std::collections::BTreeMap;

use super::definition::{Action, Definition, Header, Text};
use super::form::{Field, Form, suffix};
use super::slot::{PlacePart, Slot};
use super::variables;
use crate::domain::leaves::has_note_sign;
use crate::domain::text::invisible::is_invisible;

/// Cleaned values by their slots.
pub type Values = BTreeMap<Slot, String>;

/// Meta refuses values with more spaces in a row.
const SPACES_MAX: usize = 4;

/// What is wrong with the value of one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub slot: Slot,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What can be wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing was typed.
    Empty,
    /// Too long, in UTF-16 units. For a value inside a text, limit and length are those of the
    /// whole text with all its values.
    TooLong {
        /// The most that is allowed.
        limit: usize,
        /// How long it would be.
        length: usize,
    },
    /// Degrees that are no number or do not exist on Earth.
    NotDegrees,
    /// The end of an address with a space in it.
    NotInUrl,
    /// It has the sign of a note, or names somebody of Discord's: it is not meant for the customer.
    Note,
}

/// A value without what Meta refuses: line breaks, tabs and more than four spaces in a row become
/// one space, control characters vanish, and nothing stands before or after, not even what
/// cannot be seen.
pub fn clean(raw: &str) -> String {
    let is_nothing = |c: char| c.is_whitespace() || is_invisible(c);
    if raw.chars().all(is_nothing) {
        return String::new();
    }
    let text: String = raw
        .trim_start_matches(is_nothing)
        .chars()
        .filter(|c| !c.is_control() || c.is_whitespace())
        .collect();
    // Only white space goes at the end: an invisible sign there may belong to an emoji.
    let mut rest = text.trim_end();
    let mut cleaned = String::with_capacity(rest.len());
    while let Some(at) = rest.find(char::is_whitespace) {
        let (word, blank_and_more) = rest.split_at(at);
        rest = blank_and_more.trim_start();
        let blank = &blank_and_more[..blank_and_more.len() - rest.len()];
        let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
        let is_harmless = blank.chars().count() <= SPACES_MAX && !blank.contains(breaks);
        cleaned.push_str(word);
        cleaned.push_str(if is_harmless { blank } else { " " });
    }
    cleaned.push_str(rest);
    cleaned
}

/// Cleans what was typed into one field and checks what can be known from it alone.
///
/// # Errors
///
/// A [`Problem`] with this field.
pub fn check_field(definition: &Definition, field: &Field, raw: &str) -> Result<String, Problem> {
    let refuse = |trouble| {
        Err(Problem {
            slot: field.slot.clone(),
            trouble,
        })
    };
    let mut value = clean(raw);
    if let Slot::Url(index) = field.slot {
        // People paste the whole address as often as its end.
        if let Some(Action::Url(url)) = definition.buttons.get(index).map(|button| &button.action) {
            value = suffix(url, &value).to_owned();
        }
        if value.contains(char::is_whitespace) {
            return refuse(Trouble::NotInUrl);
        }
    }
    if let Slot::Place(part) = field.slot {
        match degrees(part, &value) {
            Some(Ok(degrees)) => value = degrees,
            Some(Err(())) if !value.is_empty() => return refuse(Trouble::NotDegrees),
            _ => {}
        }
    }
    if value.is_empty() {
        return refuse(Trouble::Empty);
    }
    if has_note_sign(&value) {
        return refuse(Trouble::Note);
    }
    let length = variables::length(&value);
    if length > field.max_length {
        let limit = field.max_length;
        return refuse(Trouble::TooLong { limit, length });
    }
    Ok(value)
}

/// Degrees with a decimal point, as both Brazil's comma and the point are typed; `None` for the
/// parts of a place that are no degrees.
fn degrees(part: PlacePart, value: &str) -> Option<Result<String, ()>> {
    let most = match part {
        PlacePart::Latitude => 90.0,
        PlacePart::Longitude => 180.0,
        PlacePart::Name | PlacePart::Address => return None,
    };
    let value = value.replace(',', ".").replace('\u{2212}', "-");
    let is_plain = value
        .bytes()
        .all(|b| b.is_ascii_digit() || b".-+".contains(&b));
    let on_earth = value
        .parse::<f64>()
        .is_ok_and(|degrees| degrees.abs() <= most);
    Some(if is_plain && on_earth {
        Ok(value)
    } else {
        Err(())
    })
}

/// Checks the message as a whole, once all pages of its form have been filled: every field must
/// have a value, and the texts must keep the form's limits after substitution.
///
/// # Errors
///
/// Every [`Problem`] found. A text that is too long is laid to the longest of its values.
pub fn check_message(
    definition: &Definition,
    form: &Form,
    values: &Values,
) -> Result<(), Vec<Problem>> {
    let mut problems: Vec<Problem> = form
        .fields
        .iter()
        .filter(|field| values.get(&field.slot).is_none_or(String::is_empty))
        .map(|field| Problem {
            slot: field.slot.clone(),
            trouble: Trouble::Empty,
        })
        .collect();
    let limits = &form.limits;
    if let Some(Header::Text(text)) = &definition.header {
        problems.extend(too_long(text, limits.header, values, |name| {
            Slot::Header(name.to_owned())
        }));
    }
    if let Some(body) = &definition.body {
        problems.extend(too_long(body, limits.body, values, |name| {
            Slot::Body(name.to_owned())
        }));
    }
    for (index, button) in definition.buttons.iter().enumerate() {
        if let Action::Url(url) = &button.action {
            problems.extend(too_long(url, limits.url, values, |_| Slot::Url(index)));
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn too_long(
    text: &Text,
    limit: usize,
    values: &Values,
    slot: impl Fn(&str) -> Slot,
) -> Option<Problem> {
    let filled = variables::substitute(&text.text, |name| {
        values.get(&slot(name)).map(String::as_str)
    });
    let length = variables::length(&filled);
    if length <= limit {
        return None;
    }
    let longest = text
        .variables
        .iter()
        .map(|variable| slot(&variable.name))
        .max_by_key(|slot| values.get(slot).map_or(0, |value| variables::length(value)))?;
    Some(Problem {
        slot: longest,
        trouble: Trouble::TooLong { limit, length },
    })
}
