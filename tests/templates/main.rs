//! Templates of every shape, filled in with whatever people type: what the form accepts the
//! platform takes, and the preview is what the phone shows. What is refused is refused in the form,
//! before anything leaves.

mod shape;
#[path = "../stories/support/time.rs"]
mod time;
mod world;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::abilities::TemplateLimits;
use conecta::domain::leaves::has_note_sign;
use conecta::domain::template::{
    Definition, Field, Form, Mapping, PlacePart, Preview, PreviewHeader, Slot, Trouble, Values,
    check_field, check_message, clean, preview,
};
use conecta_sandbox::whatsapp::{self, Shown};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use crate::shape::{Case, Typed};
use crate::world::World;

/// How many templates are filled in.
const CASES: u32 = 400;

/// What WhatsApp says of a template that was filled in wrongly.
const WRONG: [i64; 7] = [100, 131_008, 131_009, 132_000, 132_005, 132_012, 132_018];

fn limits() -> TemplateLimits {
    ABILITIES.templates.expect("WhatsApp has templates")
}

/// Tries the template and the form of every case.
fn for_every_shape(
    world: &World,
    tries: impl Fn(&Case, &Definition, &Form) -> Result<(), TestCaseError>,
) {
    let config = Config {
        cases: CASES,
        ..Config::with_source_file(file!())
    };
    let run = TestRunner::new(config).run(&shape::case(), |case| {
        let item = world.lists(&case);
        let definition = Definition::parse(&item).expect("a template");
        let form = Form::derive(&definition, &Mapping::new(), limits()).expect("it can be sent");
        tries(&case, &definition, &form)
    });
    run.unwrap_or_else(|failure| panic!("{failure}"));
}

#[test]
fn what_the_form_accepts_the_phone_shows_as_the_preview_did() {
    let world = World::open();
    let (accepted, refused, paged) = (Cell::new(0), Cell::new(0), Cell::new(0));
    let count = |of: &Cell<u32>| of.set(of.get() + 1);
    for_every_shape(&world, |case, definition, form| {
        if form.pages().count() > 1 {
            count(&paged);
        }
        match fills(definition, form, case)? {
            Some(values) => {
                count(&accepted);
                arrives(&world, definition, &values)
            }
            None => {
                count(&refused);
                Ok(())
            }
        }
    });
    // What is proved only if it happened.
    let counts = (accepted.get(), refused.get(), paged.get());
    assert!(
        counts.0 > CASES / 4 && counts.1 > CASES / 20 && counts.2 > CASES / 20,
        "{counts:?}"
    );
}

#[test]
fn what_the_form_refuses_the_platform_refuses_too_or_there_is_a_reason_of_our_own() {
    let world = World::open();
    let seen = RefCell::new(BTreeMap::<&str, u32>::new());
    for_every_shape(&world, |case, definition, form| {
        let Some((field, raw, trouble)) = first_refused(definition, form, case) else {
            return Ok(());
        };
        // All else is as it should be.
        let good = |field: &Field| {
            let value = match field.slot {
                Slot::Place(PlacePart::Latitude | PlacePart::Longitude) => "1.5",
                _ => "1",
            };
            (field.slot.clone(), value.to_owned())
        };
        let mut values: Values = form.fields.iter().map(good).collect();
        values.insert(field.slot.clone(), raw.to_owned());
        let said = match (
            ours(definition, field, raw, trouble),
            world.sends(definition, &values),
        ) {
            (Some(reason), _) => reason,
            (None, Err(error)) if error.refusal.code.is_some_and(|code| WRONG.contains(&code)) => {
                "the platform's"
            }
            (None, said) => {
                let what = format!("{trouble:?} of {:?}: {said:?}, {raw:?}", field.slot);
                return Err(TestCaseError::fail(what));
            }
        };
        *seen.borrow_mut().entry(said).or_default() += 1;
        Ok(())
    });
    // What is proved only if it happened.
    let seen = seen.into_inner();
    assert!(seen.get("the platform's") > Some(&(CASES / 20)), "{seen:?}");
}

/// The first field in which the form refuses what was typed, with that.
fn first_refused<'f>(
    definition: &Definition,
    form: &'f Form,
    case: &'f Case,
) -> Option<(&'f Field, &'f str, Trouble)> {
    let typed = form.fields.iter().zip(case.typed.iter().cycle());
    typed
        .map(|(field, typed)| (field, raw(typed, &field.slot)))
        .find_map(|(field, raw)| {
            let problem = check_field(definition, field, raw).err()?;
            Some((field, raw, problem.trouble))
        })
}

/// Why the form refuses what the platform may take.
fn ours(
    definition: &Definition,
    field: &Field,
    raw: &str,
    trouble: Trouble,
) -> Option<&'static str> {
    let letters = raw.chars().count();
    // What stands around the field is counted like what is typed into it.
    let body = definition.body.as_ref().map_or("", |body| &body.text);
    let doubled = body.encode_utf16().count() - body.chars().count();
    match (trouble, &field.slot) {
        (Trouble::Empty, _) if !raw.is_empty() => Some("nobody would see anything of it"),
        (Trouble::Empty, Slot::Place(PlacePart::Name | PlacePart::Address)) => {
            Some("a spot without a name is nowhere to go")
        }
        (Trouble::NotInUrl, _) => Some("a page's address has no spaces"),
        (Trouble::TooLong { .. }, Slot::OneTimeCode) => Some("a code of 15 signs at most"),
        (Trouble::TooLong { .. }, Slot::Place(_)) => Some("a place is no essay"),
        (Trouble::TooLong { limit, .. }, _) if letters <= limit + doubled => {
            Some("an emoji counts as two, as on the phone's side nobody says how it is counted")
        }
        (Trouble::NotDegrees, _) if raw.trim().parse::<f64>().is_ok_and(f64::is_finite) => {
            Some("degrees are written out")
        }
        _ => None,
    }
}

#[test]
fn templates_that_cannot_be_sent_from_here_the_platform_refuses_from_here() {
    let world = World::open();
    for (name, template) in shape::unsendable() {
        let case = Case {
            template,
            others: Vec::new(),
            typed: Vec::new(),
        };
        let definition = Definition::parse(&world.lists(&case)).expect("a template");
        let form = Form::derive(&definition, &Mapping::new(), limits());
        assert!(form.is_err(), "{name}");
        let said = world.sends(&definition, &Values::new());
        let code = said.as_ref().err().and_then(|error| error.refusal.code);
        match name {
            // The platform shows the whole of it, of which an order would come that nobody looks
            // after here.
            "the catalogue" => assert!(said.is_ok(), "{said:?}"),
            _ => assert!(
                code.is_some_and(|code| WRONG.contains(&code)),
                "{name}: {said:?}"
            ),
        }
    }
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
