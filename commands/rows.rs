//! Small texts that several views share: windows, contacts in a row.

use super::context::Asked;
use crate::clock::Timestamp;
use crate::desk::lookups::{Channel, Contact};
use crate::desk::seen::Seen;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::content::Content;
use crate::domain::ids::ConversationId;
use crate::domain::message::Outgoing;
use crate::domain::phone;
use crate::domain::refusal::Reason;
use crate::domain::template::first_name;
use crate::domain::text::{escape, escape_name};
use crate::domain::window::Window;
use crate::words::{Locale, args, fate, lacks, relative, say, span, told};

/// How long a window stays open, in a row: `🟢 3 h`.
pub fn window(locale: Locale, window: Window, now: Timestamp) -> String {
    match window.closes(now) {
        Some(closes) => {
            let args = args! { "left" => span(closes - now) };
            say(locale, "window-open-short", &args)
        }
        None => say(locale, "window-closed-short", &args! {}),
    }
}

/// The second line of a contact in a list: masked phone, last number, window.
pub async fn contact_row(asked: &Asked<'_>, contact: &Contact) -> String {
    let phone = match &contact.facts.phone {
        Some(number) => phone::mask(number),
        None => asked.word("wizard-contact-no-phone"),
    };
    if contact.blocked_at.is_some() {
        return asked.say("wizard-contact-row-blocked", &args! { "phone" => phone });
    }
    if contact.opted_out.is_some() {
        return asked.say("wizard-contact-row-opted-out", &args! { "phone" => phone });
    }
    let last = asked.desk().last_way_to(contact.id).await.ok().flatten();
    match last {
        Some((channel, open)) => {
            let args = args! {
                "phone" => phone,
                "channel" => channel.name,
                "window" => window(asked.locale, open, asked.desk().now()),
            };
            asked.say("wizard-contact-row", &args)
        }
        None => asked.say("wizard-contact-row-never", &args! { "phone" => phone }),
    }
}

/// A number's state in one sign, and in words where it is not well.
pub fn health(locale: Locale, channel: &Channel, now: Timestamp) -> String {
    let word = |id: &str| say(locale, id, &args! {});
    if let Some(pause) = channel.pause.filter(|pause| pause.holds(now)) {
        let Some(until) = pause.until else {
            return word("number-stopped");
        };
        let args = args! { "until" => crate::words::time(until) };
        return say(locale, "number-paused", &args);
    }
    let quality = channel.listed.quality.as_deref().unwrap_or_default();
    let status = channel.listed.status.as_deref().unwrap_or("CONNECTED");
    match (
        status.to_ascii_uppercase().as_str(),
        quality.to_ascii_uppercase().as_str(),
    ) {
        ("CONNECTED", "RED") => word("number-quality-low"),
        ("CONNECTED", "YELLOW") => word("number-quality-medium"),
        ("CONNECTED", _) => word("number-healthy"),
        _ => word("number-not-connected"),
    }
}

/// A conversation's thread as a link, or its protocol before there is one.
pub async fn thread_of(asked: &Asked<'_>, conversation: ConversationId) -> String {
    match asked.desk().summary(conversation).await {
        Ok(Some(found)) => match found.thread {
            Some(thread) => format!("<#{}>", thread.0),
            None => format!(
                "{} · {}",
                escape_name(&found.contact_name),
                conversation.protocol()
            ),
        },
        _ => conversation.protocol(),
    }
}

/// The button that gives up what is shown.
pub fn cancel(asked: &Asked<'_>) -> Button {
    let id = CustomId::new(Verb::Cancel, 0);
    Button::new(ButtonStyle::Secondary, id, &asked.word("cancel-button"))
}

/// The button that takes a question away.
pub fn back(asked: &Asked<'_>) -> Button {
    let id = CustomId::new(Verb::Cancel, 0);
    Button::new(ButtonStyle::Secondary, id, &asked.word("back-button"))
}

/// Why a message did not leave, as its author reads it.
pub fn reason(asked: &Asked<'_>, seen: &Seen, row: &Outgoing, why: Reason) -> String {
    let template = match &row.content {
        Content::Template(template) => escape(&template.name),
        _ => String::new(),
    };
    let next = match why.again_after() {
        Some(wait) => row.accepted_at.unwrap_or(row.due_at) + wait,
        None => row.due_at,
    };
    let args = args! {
        "contact" => escape_name(first_name(&seen.contact.facts.name)),
        "channel" => escape_name(&seen.channel.name),
        "template" => template,
        "next" => relative(next),
        "told" => told(seen.admins_told),
        "fate" => fate(Some(seen.c.stage)),
        "lacks" => lacks(asked.locale, seen.lacks.get(&row.id)),
    };
    crate::words::reason(asked.locale, why, &args)
}
