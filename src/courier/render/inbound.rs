//! The customer's messages as lines of the thread: text as text, everything else as people can read
//! it, so that nothing is lost.

mod about;
mod beside;
mod cards;
mod echo;
mod form;
mod late;
mod news;
mod order;
mod place;
#[cfg(test)]
mod tests;

use chrono_tz::Tz;

use crate::courier::Facts;
use crate::desk::DeskError;
use crate::domain::abilities::MediaKind;
use crate::domain::ids::{InboundId, PostId};
use crate::domain::incoming::{Inbound, InboundBody, InboundMedia, Incoming, StoredIncoming};
use crate::domain::text::{escape, excerpt, to_discord};
use crate::store::inbound as rows;
use crate::words::{Args, Locale, args, date_time, file_label, say, time};

use self::about::{Asking, Target};
use self::late::Late;
use super::contact::Known;

pub use self::echo::echo;

/// A message of the customer, or to them from elsewhere, as it stands in the thread.
pub struct Mirror {
    /// What it says, with the name before it and whom it tells.
    pub text: String,
    /// The line of this thread that it is about.
    pub reply_to: Option<PostId>,
}

impl Mirror {
    fn plain(text: String) -> Self {
        Self {
            text,
            reply_to: None,
        }
    }
}

/// A message of the customer, with the name before it and whom it tells; `nth`: its place in an album.
pub async fn mirror(
    facts: &Facts,
    known: &Known,
    id: InboundId,
    customer: Option<String>,
    ping: Option<String>,
    nth: Option<usize>,
) -> Result<Mirror, DeskError> {
    let (row, new_here) = {
        let mut db = facts.desk.store().read().await?;
        let Some(row) = rows::by_id(&mut db, id).await? else {
            return Ok(Mirror::plain("—".to_owned()));
        };
        let new_here = match row.what.source {
            Some(_) => rows::is_first_from(&mut db, &row).await?,
            None => false,
        };
        (row, new_here)
    };
    let Some(message) = read(&row)? else {
        return Ok(Mirror::plain("—".to_owned()));
    };
    if let InboundBody::System(system) = &message.body {
        return Ok(Mirror::plain(news::news(facts.locale, known, system)));
    }
    let target = about::target(facts, known, &message, Asking::Customer(id)).await?;
    let late = late::late(facts, &row, &message).await?;
    let seen = Seen {
        locale: facts.locale,
        zone: facts.zone,
        target: target.as_ref(),
        late: &late,
        contact: known.first_name(),
        window_open: known.c.window.is_open(facts.clock.now()),
        files_apart: true,
        nth,
    };
    let text = match nth {
        // What stands before an album stands there once.
        Some(2..) => seen.said(&message),
        _ => seen.message(&message, new_here),
    };
    let text = match (customer, ping) {
        (Some(name), Some(ping)) => format!("**{name}** · {ping}\n{text}"),
        (Some(name), None) => behind(&format!("**{name}**"), &text),
        (None, Some(ping)) => format!("{ping}\n{text}"),
        (None, None) => text,
    };
    Ok(Mirror {
        text,
        reply_to: target.and_then(|target| target.post()),
    })
}

/// A text behind a word on the same line, unless it begins with a bar: that is one at the beginning
/// of a line only.
fn behind(word: &str, text: &str) -> String {
    match text.starts_with("> ") {
        true => format!("{word}\n{text}"),
        false => format!("{word} · {text}"),
    }
}

/// What was stored of a message; `None` if it is none. One that is only mentioned is passed over if it
/// cannot be read.
fn read(row: &rows::Inbound) -> Result<Option<Inbound>, DeskError> {
    read_stored(&row.what.body)
}

fn read_stored(body: &str) -> Result<Option<Inbound>, DeskError> {
    let stored = serde_json::from_str(body).map_err(|_| DeskError::Unreadable)?;
    let StoredIncoming::V1(incoming) = stored;
    Ok(match incoming {
        Incoming::Inbound(message) | Incoming::Echo(message) => Some(*message),
        _ => None,
    })
}

/// A message in a few words on one line, for a place where it is only mentioned: what a person wrote
/// or chose, else what kind it is.
pub fn short(locale: Locale, body: &InboundBody, max: usize) -> String {
    if let Some(text) = body.text_for_people() {
        return escape(&excerpt(text, max));
    }
    let id = match body {
        InboundBody::Media(media) => match media.kind {
            MediaKind::Image => "short-picture",
            MediaKind::Video => "short-video",
            MediaKind::Audio => "short-audio",
            MediaKind::Voice => "short-voice",
            MediaKind::Sticker => "short-sticker",
            MediaKind::Document => "short-document",
        },
        InboundBody::Location(_) => "short-location",
        InboundBody::Contacts { .. } => "short-contacts",
        InboundBody::FlowReply { .. } => "short-form",
        InboundBody::Order(_) => "short-order",
        InboundBody::Reaction { .. } => "short-reaction",
        InboundBody::Call | InboundBody::CallPermission { .. } => "short-call",
        _ => "short-message",
    };
    say(locale, id, &Args::new())
}

/// The same for a stored message.
pub fn short_of(locale: Locale, row: &rows::Inbound, max: usize) -> String {
    match read(row) {
        Ok(Some(message)) => short(locale, &message.body, max),
        _ => escape(&excerpt(&row.what.text, max)),
    }
}

/// What is known besides the message itself.
struct Seen<'a> {
    locale: Locale,
    zone: Tz,
    /// The message that it is about.
    target: Option<&'a Target>,
    /// How it came late.
    late: &'a Late,
    /// The customer's first name.
    contact: String,
    /// Free-form messages may leave.
    window_open: bool,
    /// The file of a message is shown by others; otherwise it is told where it is.
    files_apart: bool,
    /// Its place in the album that it is shown in, the first being 1.
    nth: Option<usize>,
}

impl Seen<'_> {
    fn say(&self, id: &str, args: &Args<'_>) -> String {
        say(self.locale, id, args)
    }

    fn message(&self, message: &Inbound, new_here: bool) -> String {
        let mut lines = Vec::new();
        if message.group_id.is_some() {
            let contact = args! { "contact" => self.contact.clone() };
            lines.push(self.say("inbound-group", &contact));
        }
        if message.historic {
            let at = date_time(self.locale, message.at, self.zone);
            lines.push(self.say("inbound-historic", &args! { "at" => at }));
        }
        lines.extend(self.late.when(self.locale));
        lines.extend(beside::beside(self.locale, message, new_here));
        // A quote of what nobody knows is told, unless it is that of a product.
        let quotes = message.context.quoted.is_some() && message.body.about().is_none();
        match self.target {
            Some(target) if quotes => lines.extend(target.quoted(self.locale)),
            None if quotes && message.context.product.is_none() => {
                lines.push(self.say("inbound-reply-unknown", &Args::new()));
            }
            _ => {}
        }
        lines.push(self.said(message));
        lines.join("\n")
    }

    /// Its words, and what had become of them before they came.
    fn said(&self, message: &Inbound) -> String {
        let kind = || {
            let kind = short(self.locale, &message.body, 0);
            match self.nth {
                Some(nth) => behind(&nth.to_string(), &kind),
                None => kind,
            }
        };
        self.late.said(self.locale, self.body(message), kind)
    }

    fn body(&self, message: &Inbound) -> String {
        let locale = self.locale;
        match &message.body {
            InboundBody::Text { text } => to_discord(text),
            InboundBody::Media(media) if self.files_apart => {
                let caption = media.caption.as_deref().map(to_discord);
                let caption = caption.filter(|caption| !caption.is_empty());
                match (caption, self.nth) {
                    (Some(caption), Some(nth)) => behind(&nth.to_string(), &caption),
                    (caption, _) => caption.unwrap_or_default(),
                }
            }
            InboundBody::Media(media) => file(locale, media),
            InboundBody::Location(place) => place::place(locale, place),
            InboundBody::Contacts { cards } => cards::cards(locale, cards),
            InboundBody::Button { text, .. } => self.choice(text, None),
            InboundBody::ButtonReply { title, .. } => self.choice(title, None),
            InboundBody::ListReply {
                title, description, ..
            } => self.choice(title, description.as_deref()),
            InboundBody::FlowReply { answers, .. } => form::form(locale, answers),
            InboundBody::Order(order) => order::order(locale, order),
            InboundBody::Call => {
                let id = if self.window_open {
                    "inbound-call"
                } else {
                    "inbound-call-late"
                };
                self.say(id, &args! { "at" => time(message.at) })
            }
            InboundBody::CallPermission { granted: true } => {
                self.say("inbound-call-permission-given", &Args::new())
            }
            InboundBody::CallPermission { granted: false } => {
                self.say("inbound-call-permission-refused", &Args::new())
            }
            InboundBody::Reaction {
                emoji: Some(emoji), ..
            } => self.about(
                "inbound-reaction",
                "inbound-reaction-elsewhere",
                args! { "emoji" => escape(emoji) },
            ),
            InboundBody::Reaction { emoji: None, .. } => self.about(
                "inbound-reaction-removed",
                "inbound-reaction-removed-elsewhere",
                Args::new(),
            ),
            InboundBody::Edit { body, .. } => {
                let head = self.about("inbound-edited", "inbound-edited-elsewhere", Args::new());
                format!("{head}\n{}", self.edited(body))
            }
            InboundBody::Revoke { .. } => {
                self.about("inbound-revoked", "inbound-revoked-elsewhere", Args::new())
            }
            InboundBody::Unsupported { what, errors } => {
                let code = errors.first().map(|error| error.code);
                self.unsupported(what.as_deref(), code)
            }
            InboundBody::Unknown { kind, .. } => {
                self.say("inbound-unknown", &args! { "kind" => escape(kind) })
            }
            InboundBody::System(_) => String::new(),
        }
    }

    /// A sentence about another message, with the way to it; one that is not known has a sentence of
    /// its own.
    fn about(&self, here: &str, elsewhere: &str, mut args: Args<'_>) -> String {
        let Some(target) = self.target else {
            return self.say(elsewhere, &args);
        };
        args.set("excerpt", target.excerpt.clone());
        let said = self.say(here, &args);
        match target.link() {
            Some(link) => format!("{said} · {link}"),
            None => said,
        }
    }

    /// What an edited message says now. Of a file only the words below it can be edited.
    fn edited(&self, body: &InboundBody) -> String {
        match body.text_for_people() {
            Some(text) => to_discord(text),
            None => short(self.locale, body, 0),
        }
    }

    fn choice(&self, label: &str, description: Option<&str>) -> String {
        match description {
            Some(description) => self.say(
                "inbound-choice-described",
                &args! { "label" => escape(label), "description" => escape(description) },
            ),
            None => self.say("inbound-choice", &args! { "label" => escape(label) }),
        }
    }

    /// What WhatsApp does not pass on, as far as it says what that was and why.
    fn unsupported(&self, what: Option<&str>, code: Option<i64>) -> String {
        // A file of more than 100 MB, or one that was gone already.
        const NOT_FETCHED: i64 = 131_052;
        if code == Some(NOT_FETCHED) {
            return self.say("inbound-file-not-fetched", &Args::new());
        }
        let kind = what.map(|what| match what {
            "edit" => self.say("unsupported-edit", &Args::new()),
            "revoke" => self.say("unsupported-revoke", &Args::new()),
            "poll" | "poll_creation" => self.say("unsupported-poll", &Args::new()),
            "poll_update" => self.say("unsupported-vote", &Args::new()),
            "live_location" => self.say("unsupported-live-location", &Args::new()),
            other => escape(other),
        });
        match kind {
            Some(kind) => self.say("inbound-unsupported-kind", &args! { "kind" => kind }),
            None => self.say("inbound-unsupported", &Args::new()),
        }
    }
}

fn file(locale: Locale, media: &InboundMedia) -> String {
    let name = media.filename.as_deref().unwrap_or("—");
    let label = file_label(locale, media.kind, name);
    let label = say(locale, "echo-file", &args! { "label" => label });
    match &media.caption {
        Some(caption) => format!("{label}\n{}", to_discord(caption)),
        None => label,
    }
}
