//! A message that was composed in a form: shown as the phone will show it, to be sent, corrected or
//! given up.

use super::context::Asked;
use super::trouble::Trouble;
use super::view::View;
use super::{ask, location, outlook, rows};
use crate::discord::components::{Button, ButtonStyle, Embed, Modal, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::content::Content;
use crate::domain::ids::{ComposedId, ConversationId};
use crate::domain::interactive::flaws;
use crate::domain::template::first_name;
use crate::domain::text::escape_name;
use crate::words::{self, args};

/// The fields of a form, by name.
pub type Fields = [(String, String)];

/// What stands in a field.
pub fn field<'f>(fields: &'f Fields, name: &str) -> &'f str {
    written(fields, name).trim()
}

/// The same, with the white space around it.
pub fn written<'f>(fields: &'f Fields, name: &str) -> &'f str {
    let found = fields.iter().find(|(of, _)| of == name);
    found.map(|(_, value)| value.as_str()).unwrap_or_default()
}

/// Shows what was composed for a conversation.
pub async fn begin(
    asked: &Asked<'_>,
    conversation: ConversationId,
    content: Content,
) -> Result<(), Trouble> {
    let by = asked.by.clone();
    let id = asked.desk().compose(conversation, by, content).await?;
    show(asked, id).await
}

/// Shows it as it stands, with what the channel would not take.
async fn show(asked: &Asked<'_>, id: ComposedId) -> Result<(), Trouble> {
    let composed = asked.desk().composed(id, &asked.by).await?;
    let seen = asked.desk().see(composed.conversation, &asked.by).await?;
    let contact = escape_name(first_name(&seen.contact.facts.name));
    let named = || args! { "contact" => contact.clone() };
    let mut lines = vec![asked.say("composed-header", &named())];
    let problems = problems(asked, &composed.content);
    if problems.is_empty() && !seen.c.window.is_open(asked.desk().now()) {
        lines.push(asked.say("composed-waits", &named()));
    }
    let button = |style, verb, label: &str| {
        let id = CustomId::new(verb, id.0);
        Button::new(style, id, &asked.say(label, &named()))
    };
    let mut buttons = Vec::new();
    if problems.is_empty() {
        let (style, verb) = (ButtonStyle::Success, Verb::ComposedSend);
        buttons.push(button(style, verb, "composed-send-button"));
    } else {
        lines.extend(problems);
    }
    let (style, verb) = (ButtonStyle::Secondary, Verb::ComposedEdit);
    buttons.push(button(style, verb, "composed-edit-button"));
    buttons.push(rows::cancel(asked));
    let (desk, locale) = (asked.desk(), asked.locale);
    let zone = desk.company().time_zone;
    let shown = words::in_full(locale, &composed.content, desk.abilities(), zone);
    let view = View::text(lines.join("\n"))
        .framed(Embed::new(&shown))
        .buttons(buttons);
    asked.show(&view).await
}

/// What the channel would not take of it, or what of it stays inside; none where it can be sent.
pub fn problems(asked: &Asked<'_>, content: &Content) -> Vec<String> {
    let flaws = flaws(content, asked.desk().abilities());
    let flaws = flaws.iter().map(|flaw| ask::sentence(asked, flaw));
    let flaws = flaws.map(|problem| format!("• {problem}"));
    let mut lines: Vec<String> = flaws.collect();
    if !lines.is_empty() {
        lines.insert(0, asked.word("composed-problems"));
    }
    lines
}

/// The form that it was composed in, with what it says; `None` for a text.
pub fn form(asked: &Asked<'_>, id: &CustomId, content: &Content) -> Option<Modal> {
    match content {
        Content::Location(spot) => Some(location::form(asked, id.clone(), spot)),
        Content::Interactive(message) => Some(ask::form(asked, id.clone(), message)),
        _ => None,
    }
}

/// What that form says now; `None` for a text.
pub fn typed(
    asked: &Asked<'_>,
    content: &Content,
    fields: &Fields,
) -> Result<Option<Content>, Trouble> {
    Ok(match content {
        Content::Location(_) => Some(location::typed(asked, fields)?),
        Content::Interactive(message) => Some(ask::typed(asked, ask::Kind::of(message), fields)),
        _ => None,
    })
}

/// It was confirmed.
pub async fn send(asked: &Asked<'_>, id: ComposedId) -> Result<(), Trouble> {
    let (desk, by) = (asked.desk(), asked.by.clone());
    let conversation = desk.send_composed(id, by, asked.press).await?;
    outlook::tell(asked, conversation, "pressed-sent").await
}

/// Opens the form again, with what stands in it.
pub async fn open_edit(asked: &Asked<'_>, id: ComposedId) -> Result<(), Trouble> {
    let composed = asked.desk().composed(id, &asked.by).await?;
    let custom_id = CustomId::new(Verb::ComposedEdit, id.0);
    if let Some(form) = form(asked, &custom_id, &composed.content) {
        return asked.open(&form).await;
    }
    let text = composed.content.text();
    if !TextInput::holds(text) {
        return Err(Trouble::Say(asked.word("composed-text-too-long")));
    }
    let input = TextInput::paragraph("text", &asked.word("composed-text-label"))
        .length(1, 4000)
        .value(text);
    let title = asked.word("composed-text-title");
    asked.open(&Modal::new(custom_id, &title, [input])).await
}

/// The form was sent again.
pub async fn edited(asked: &Asked<'_>, id: ComposedId, fields: &Fields) -> Result<(), Trouble> {
    let composed = asked.desk().composed(id, &asked.by).await?;
    let content = typed(asked, &composed.content, fields)?;
    let content = content.unwrap_or_else(|| Content::Text {
        text: field(fields, "text").to_owned(),
    });
    let by = asked.by.clone();
    asked.desk().recompose(id, by, content).await?;
    show(asked, id).await
}
