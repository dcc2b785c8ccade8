//! The fifth step: what fills the template's fields, five at a time, and its header.

use super::super::context::Asked;
use super::super::trouble::{Concerning, Trouble};
use super::steps::Parts;
use super::{load, of_draft, preview, show};
use crate::desk::drafts::Filled;
use crate::desk::error::Refused;
use crate::desk::sheet::Sheet;
use crate::discord::components::{Button, ButtonStyle, Modal, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::DraftId;
use crate::domain::template::{
    FIELDS_PER_PAGE, Field, Form, MediaKind, Problem, Slot, Trouble as Wrong,
};
use crate::domain::text::escape;
use crate::words::{args, field_label};

/// What the step shows.
pub fn step(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) {
    let Some(offered) = &sheet.template else {
        return;
    };
    let Ok(form) = &offered.form else { return };
    let missing = sheet.draft.missing(form).count();
    if missing > 0 {
        let args = args! { "count" => missing };
        step.lines
            .push(asked.say("wizard-parameters-prompt", &args));
    }
    let standing = offered.standing().is_some();
    if let Some(kind) = form
        .media
        .filter(|_| sheet.draft.wants_media(form, standing))
    {
        let id = match kind {
            MediaKind::Image => "wizard-media-picture",
            MediaKind::Video => "wizard-media-video",
            MediaKind::Document => "wizard-media-document",
        };
        let args = args! { "attach" => asked.mention("attach") };
        step.lines.push(asked.say(id, &args));
    }
    step.framed = preview::frame(asked, sheet);
    let total = form.fields.len();
    for (page, fields) in form.pages().enumerate() {
        let is_missing = |field: &Field| !sheet.draft.values.contains_key(&field.slot);
        let style = if fields.iter().any(is_missing) {
            ButtonStyle::Primary
        } else {
            ButtonStyle::Secondary
        };
        let label = if total <= FIELDS_PER_PAGE {
            asked.word("wizard-parameters-one-button")
        } else {
            let from = page * FIELDS_PER_PAGE + 1;
            let to = from + fields.len() - 1;
            let args = args! { "from" => from, "to" => to, "total" => total };
            asked.say("wizard-parameters-button", &args)
        };
        let id = of_page(sheet.id, page);
        step.buttons.push(Button::new(style, id, &label));
    }
}

fn of_page(id: DraftId, page: usize) -> CustomId {
    let id = CustomId::new(Verb::WizParams, id.0);
    id.clone().with_extra(page.to_string()).unwrap_or(id)
}

/// Opens the form of a page of fields; the preview's button, which names none, the first.
pub async fn form(asked: &Asked<'_>, id: DraftId, page: Option<&str>) -> Result<(), Trouble> {
    let page: usize = page.and_then(|page| page.parse().ok()).unwrap_or_default();
    let sheet = load(asked, id).await?;
    let offered = sheet.template.as_ref().ok_or(Refused::TemplateGone)?;
    let form = offered.form.as_ref().map_err(|_| Refused::TemplateKind)?;
    let fields = form.pages().nth(page).ok_or(Refused::Over)?;
    let inputs = fields.iter().enumerate().map(|(at, field)| {
        let name = (page * FIELDS_PER_PAGE + at).to_string();
        let long = field.max_length > 100;
        let label = field_label(asked.locale, field);
        let input = if long {
            TextInput::paragraph(name, &label)
        } else {
            TextInput::line(name, &label)
        };
        let input = input.length(0, field.max_length);
        let input = match &field.placeholder {
            Some(example) => {
                let args = args! { "example" => example.clone() };
                input.placeholder(&asked.say("wizard-parameter-placeholder", &args))
            }
            None => input,
        };
        match sheet.draft.values.get(&field.slot) {
            Some(value) => input.value(value),
            None => input,
        }
    });
    let title = asked.word("wizard-parameters-title");
    asked
        .open(&Modal::new(of_page(id, page), &title, inputs))
        .await
}

/// Takes over what was typed; each field by its place in the form.
pub async fn fill(
    asked: &Asked<'_>,
    id: DraftId,
    typed: Vec<(String, String)>,
) -> Result<(), Trouble> {
    let sheet = load(asked, id).await?;
    let offered = sheet.template.as_ref().ok_or(Refused::TemplateGone)?;
    let form = offered.form.as_ref().map_err(|_| Refused::TemplateKind)?;
    let values: Vec<(Slot, String)> = typed
        .into_iter()
        .filter_map(|(name, value)| {
            let field = form.fields.get(name.parse::<usize>().ok()?)?;
            Some((field.slot.clone(), value))
        })
        .collect();
    let filled = asked
        .desk()
        .fill_draft(id, asked.by.clone(), values.clone())
        .await
        .about(of_draft())?;
    let note = note(asked, form, &values, &filled);
    show(asked, &filled.sheet, note).await
}

fn note(
    asked: &Asked<'_>,
    form: &Form,
    typed: &[(Slot, String)],
    filled: &Filled,
) -> Option<String> {
    let mut lines: Vec<String> = filled
        .problems
        .iter()
        .map(|problem| problem_line(asked, form, typed, problem))
        .collect();
    lines.extend(filled.corrected.iter().map(|slot| {
        let args = args! { "label" => escape(&label_of(asked, form, slot)) };
        asked.say("wizard-parameter-corrected", &args)
    }));
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn problem_line(
    asked: &Asked<'_>,
    form: &Form,
    typed: &[(Slot, String)],
    problem: &Problem,
) -> String {
    let label = escape(&label_of(asked, form, &problem.slot));
    match problem.trouble {
        Wrong::Empty => asked.say("wizard-parameter-empty", &args! { "label" => label }),
        Wrong::TooLong { limit, length } => {
            let args = args! { "label" => label, "limit" => limit, "length" => length };
            let of_field = form
                .field(&problem.slot)
                .is_some_and(|field| field.max_length == limit);
            let id = if of_field {
                "wizard-parameter-long"
            } else {
                "wizard-text-long"
            };
            asked.say(id, &args)
        }
        Wrong::NotDegrees => {
            let value = typed
                .iter()
                .find(|(slot, _)| *slot == problem.slot)
                .map(|(_, value)| escape(value));
            let args = args! { "value" => value.unwrap_or_default() };
            asked.say("wizard-place-bad", &args)
        }
        Wrong::NotInUrl => asked.say("wizard-parameter-link-bad", &args! { "label" => label }),
        Wrong::Note => asked.say("wizard-parameter-note", &args! { "label" => label }),
    }
}

fn label_of(asked: &Asked<'_>, form: &Form, slot: &Slot) -> String {
    form.field(slot)
        .map(|field| field_label(asked.locale, field))
        .unwrap_or_default()
}
