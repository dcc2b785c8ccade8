//! The last step: everything that was chosen, and the message as the phone will show it.

use super::super::context::Asked;
use super::steps::{Parts, name, open_elsewhere};
use crate::desk::sheet::Sheet;
use crate::discord::components::{ButtonStyle, Embed};
use crate::discord::custom_id::Verb;
use crate::domain::template::{MediaKind, Preview, PreviewHeader, preview};
use crate::domain::text::{escape, escape_name, to_discord};
use crate::words::{self, args};

/// What the step shows.
pub fn step(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) {
    let contact = sheet.contact.as_ref();
    let named = contact.map(name).unwrap_or_default();
    open_elsewhere(asked, sheet, step);
    let number = contact
        .and_then(|contact| contact.facts.phone.clone())
        .unwrap_or_else(|| asked.word("wizard-contact-no-phone"));
    let mut line = |id: &str, args: &words::Args<'_>| step.lines.push(asked.say(id, args));
    if sheet.template.is_some() {
        line(
            "wizard-preview-prompt",
            &args! { "contact" => named.clone() },
        );
    }
    let to = args! { "contact" => named, "phone" => number };
    line("wizard-preview-to", &to);
    if let Some(way) = sheet.way() {
        let from = args! {
            "channel" => escape_name(&way.channel.name),
            "phone" => way.channel.listed.display_phone.clone(),
        };
        line("wizard-preview-from", &from);
    }
    if let Some(team) = sheet.team() {
        let team = args! { "team" => escape_name(&team.facts.name) };
        line("wizard-preview-team", &team);
    }
    let category = sheet.template.as_ref().map_or("service", |offered| {
        offered.template.listed.category.as_str()
    });
    let price = words::price_line(asked.locale, &sheet.price, category);
    line("wizard-preview-price", &args! { "price" => price });
    step.framed = frame(asked, sheet);
    let label = if sheet.draft.conversation.is_some() {
        "wizard-send-button"
    } else {
        "wizard-start-button"
    };
    step.styled(asked, sheet, ButtonStyle::Success, Verb::WizConfirm, label);
    let asks = sheet
        .template
        .as_ref()
        .and_then(|offered| offered.form.as_ref().ok())
        .is_some_and(|form| !form.fields.is_empty());
    if asks {
        step.button(asked, sheet, Verb::WizParams, "wizard-edit-button");
    }
}

/// The message to be, as far as it is known; `None` without a template.
pub fn frame(asked: &Asked<'_>, sheet: &Sheet) -> Option<Embed> {
    let offered = sheet.template.as_ref()?;
    let shown = preview(&offered.definition, &sheet.draft.values);
    let text = as_discord(asked, sheet, &shown);
    Some(Embed::new(&text))
}

fn as_discord(asked: &Asked<'_>, sheet: &Sheet, shown: &Preview) -> String {
    let mut parts: Vec<String> = Vec::new();
    match &shown.header {
        Some(PreviewHeader::Text(text)) => parts.push(format!("**{}**", escape(text))),
        Some(PreviewHeader::Media(kind)) => {
            parts.push(asked.word(match kind {
                MediaKind::Image => "header-picture",
                MediaKind::Video => "header-video",
                MediaKind::Document => "header-document",
            }));
            let given = sheet.draft.media.as_ref();
            let standing = sheet.template.as_ref().and_then(|of| of.standing());
            let file = match given {
                Some(media) => media.filename.as_ref(),
                None => standing.map(|file| &file.name),
            };
            if let Some(file) = file {
                let args = args! { "file" => escape_name(file) };
                parts.push(asked.say("wizard-preview-file", &args));
            }
        }
        Some(PreviewHeader::Place { name, address }) => {
            let known: Vec<String> = [name, address]
                .into_iter()
                .flatten()
                .map(|text| escape(text))
                .collect();
            parts.push(asked.word("header-location"));
            parts.push(known.join(", "));
        }
        Some(PreviewHeader::Other(_)) | None => {}
    }
    parts.push(to_discord(&shown.body));
    let footer = shown.footer.as_ref();
    parts.extend(footer.map(|footer| format!("-# {}", escape(footer))));
    let buttons: Vec<String> = shown
        .buttons
        .iter()
        .map(|button| match &button.target {
            Some(target) => format!("\\[{}\\] {}", escape(&button.label), escape(target)),
            None => format!("\\[{}\\]", escape(&button.label)),
        })
        .collect();
    if !buttons.is_empty() {
        let args = args! { "buttons" => buttons.join(" · ") };
        parts.push(asked.say("wizard-preview-buttons", &args));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}
