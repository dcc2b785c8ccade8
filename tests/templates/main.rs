//! Templates of every shape, filled in with whatever people type: what the form accepts the
//! platform takes, and the preview is what the phone shows. What is refused is refused in the form,
//! before anything leaves.

mod shape;
#[path = "../stories/support/time.rs"]
mod time;
mod world;

use std::cell::Cell;

use conecta::domain::leaves::has_note_sign;
use conecta::domain::template::{
    Definition, Form, Mapping, PlacePart, Preview, PreviewHeader, Slot, Trouble, Values,
    check_field, check_message, clean, preview,
};
use conecta_sandbox::whatsapp::{self, Shown};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::shape::{Case, Typed};
use crate::world::World;

/// How many templates are filled in.
const CASES: u32 = 400;

#[test]
fn what_the_form_accepts_the_phone_shows_as_the_preview_did() {
    let world = World::open();
    let (accepted, refused, paged) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let count = |of: &Cell<u32>| of.set(of.get() + 1);
    let config = Config {
        cases: CASES,
        ..Config::with_source_file(file!())
    };
    let run = TestRunner::new(config).run(&shape::case(), |case| {
        let item = world.lists(&case);
        let definition = Definition::parse(&item).expect("a template");
        let form = Form::derive(&definition, &Mapping::new()).expect("it can be sent");
        if form.pages().count() > 1 {
            count(&paged);
        }
        match fills(&definition, &form, &case)? {
            Some(values) => {
                count(&accepted);
                arrives(&world, &definition, &values)
            }
            None => {
                count(&refused);
                Ok(())
            }
        }
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
    // What is proved only if it happened.
    let counts = (accepted.get(), refused.get(), paged.get());
    assert!(
        counts.0 > CASES / 4 && counts.1 > CASES / 20 && counts.2 > CASES / 20,
        "{counts:?}"
    );
}

/// What the form makes of what was typed, unless it refuses any of it, which it does for a reason.
fn fills(
    definition: &Definition,
    form: &Form,
    case: &Case,
) -> Result<Option<Values>, TestCaseError> {
    let mut values = Values::new();
    for (field, typed) in form.fields.iter().zip(case.typed.iter().cycle()) {
        let raw = raw(typed, &field.slot);
        match check_field(definition, field, raw) {
            Ok(value) => values.insert(field.slot.clone(), value),
            Err(problem) => {
                prop_assert_eq!(&problem.slot, &field.slot);
                let cleaned = clean(raw);
                let why = match problem.trouble {
                    Trouble::Empty => cleaned.is_empty() || matches!(field.slot, Slot::Url(_)),
                    Trouble::TooLong { limit, length } => length > limit,
                    Trouble::NotInUrl => cleaned.contains(char::is_whitespace),
                    Trouble::NotDegrees => matches!(field.slot, Slot::Place(_)),
                    Trouble::Note => has_note_sign(&cleaned) || matches!(field.slot, Slot::Url(_)),
                };
                prop_assert!(why, "{:?} for no reason: {:?}", problem, raw);
                return Ok(None);
            }
        };
    }
    match check_message(definition, form, &values) {
        Ok(()) => Ok(Some(values)),
        Err(problems) => {
            let long =
                |trouble| matches!(trouble, Trouble::TooLong { limit, length } if length > limit);
            prop_assert!(problems.iter().all(|problem| long(problem.trouble)));
            Ok(None)
        }
    }
}

/// What people type into such a field.
fn raw<'t>(typed: &'t Typed, slot: &Slot) -> &'t str {
    match slot {
        Slot::Header(_) | Slot::Place(PlacePart::Name | PlacePart::Address) => &typed.line,
        Slot::Body(_) => &typed.text,
        Slot::Url(_) | Slot::Coupon(_) | Slot::OneTimeCode => &typed.word,
        Slot::Place(PlacePart::Latitude | PlacePart::Longitude) => &typed.degrees,
    }
}

/// It is sent, taken, and shown as it was promised.
fn arrives(world: &World, definition: &Definition, values: &Values) -> Result<(), TestCaseError> {
    let promised = preview(definition, values);
    let sent = world.sends(definition, values);
    prop_assert!(sent.is_ok(), "{:?}\n{:#?}", sent, values);
    let shown = world.newest();
    prop_assert_eq!(&shown.name, &definition.name);
    prop_assert_eq!(&shown.language, &definition.language);
    prop_assert_eq!(&shown.body, &promised.body);
    prop_assert_eq!(&shown.footer, &promised.footer);
    let buttons = shown.buttons.iter();
    let buttons: Vec<_> = buttons.map(|one| (&one.label, &one.target)).collect();
    let expected = promised.buttons.iter();
    let expected: Vec<_> = expected.map(|one| (&one.label, &one.target)).collect();
    prop_assert_eq!(buttons, expected);
    same_header(&shown, &promised, values)
}

fn same_header(shown: &Shown, promised: &Preview, values: &Values) -> Result<(), TestCaseError> {
    match (&shown.header, &promised.header) {
        (None, None) => {}
        (Some(whatsapp::Header::Text { text }), Some(PreviewHeader::Text(promised))) => {
            prop_assert_eq!(text, promised);
        }
        (Some(whatsapp::Header::Media(media)), Some(PreviewHeader::Media(kind))) => {
            prop_assert_eq!(media.kind.word(), kind.wire_name());
        }
        (Some(whatsapp::Header::Location(place)), Some(PreviewHeader::Place { name, address })) => {
            prop_assert_eq!((&place.name, &place.address), (name, address));
            for (part, degrees) in [
                (PlacePart::Latitude, place.latitude),
                (PlacePart::Longitude, place.longitude),
            ] {
                prop_assert_eq!(values[&Slot::Place(part)].parse(), Ok(degrees));
            }
        }
        (shown, promised) => prop_assert!(false, "{:?} instead of {:?}", shown, promised),
    }
    Ok(())
}
