//! Templates: what Meta approved, the form an agent fills in for one, and the message it becomes.
//!
//! A [`Definition`] is read from the platform's list; [`Form::derive`] says what must be asked;
//! [`check_field`] and [`check_message`] clean and check the answers; [`preview`] shows the message
//! as the phone will and [`components`] is what the platform is given.

mod definition;
mod form;
mod label;
mod lacks;
mod plain;
mod render;
mod slot;
#[cfg(test)]
pub(crate) mod tests;
mod values;
mod variables;

pub use definition::{
    Action, Button, Category, Definition, Header, Malformed, MediaKind, ParameterFormat, Status,
    Text, Variable,
};
pub use form::{
    ContactField, FIELDS_PER_PAGE, Field, Form, Label, Mapping, Unsendable, first_name,
};
pub use lacks::Lacks;
pub use render::{
    HeaderMedia, Incomplete, Preview, PreviewButton, PreviewHeader, components, preview,
};
pub use slot::{PlacePart, Slot};
pub use values::{Problem, Trouble, Values, check_field, check_message, clean};
