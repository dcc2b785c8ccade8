//! From what the store knows to what Discord shows: lines, cards, *Novos* messages. Nothing is
//! decided here, and every sentence comes from the words.

mod card;
mod contact;
mod files;
mod inbound;
mod lines;
mod news;
mod reduced;
mod said;

pub use card::{NewCard, card, is_card_of, new_card, thread_name};
pub use news::{news, news_edit, reminder};
pub use reduced::reduced;

use chrono::{DateTime, Utc};

use super::Facts;
use super::albums::Bringing;
use crate::desk::DeskError;
use crate::discord::message::NewMessage;
use crate::domain::effect::{Notice, Posted};
use crate::domain::ids::PersonId;
use crate::domain::text::{Unit, escape, escape_name, excerpt, split};
use crate::words::{self, Locale};

/// The messages that these lines of the lane are, which go out together.
pub async fn together(facts: &Facts, together: &[Bringing]) -> Result<Vec<NewMessage>, DeskError> {
    let Some(head) = together.first() else {
        return Ok(Vec::new());
    };
    match head.line.post.what {
        Posted::Mirror { .. } if !head.files.is_empty() => files::mirrors(facts, together).await,
        Posted::Echo { echo, .. } if !head.files.is_empty() => {
            files::echoed(facts, head, echo).await
        }
        Posted::File { file } => files::late(facts, &head.line, file).await,
        Posted::Notice(Notice::CardLost) => card::another(facts, head.line.conversation).await,
        _ => lines::line(facts, &head.line).await,
    }
}

/// How much of a message is quoted in a line of ours.
const EXCERPT: usize = 80;

/// A person as Discord shows them, without telling them.
fn mention(person: PersonId) -> String {
    format!("<@{}>", person.0)
}

/// A command as people press it, or its name before Discord has told its id.
pub fn command(locale: Locale, name: &str, id: Option<u64>) -> String {
    match id {
        Some(id) => format!("</{name}:{id}>"),
        None => format!("`/{}`", words::command(name).name.get(locale)),
    }
}

/// The beginning of a text, harmless.
fn quote(text: &str) -> String {
    escape(&excerpt(text, EXCERPT))
}

/// So much of one line stands behind one bar, in UTF-16 units: less than half of a message, so that a
/// longer text is parted between two bars and never behind one.
const BAR: usize = 990;

/// The whole of a text, harmless, as lines that are quoted.
fn quote_all(text: &str) -> String {
    let lines: Vec<String> = text.trim_end().lines().map(escape).collect();
    behind_bars(&lines.join("\n"))
}

/// Discord's own formatting as lines that are quoted.
fn behind_bars(text: &str) -> String {
    let parts = text.lines().flat_map(|line| match line.trim() {
        "" => vec![String::new()],
        _ => split(line, BAR, Unit::Utf16),
    });
    // A block of code on one line was parted into several.
    let lines = parts.map(|part| format!("> {}", part.replace('\n', "\n> ")));
    lines.collect::<Vec<_>>().join("\n")
}

/// A name, harmless; somebody without a visible one gets a dash.
fn name(text: &str) -> String {
    let name = escape_name(text);
    if name.is_empty() {
        "—".to_owned()
    } else {
        name
    }
}

/// What a person is called in a sentence.
fn first_name(text: &str) -> String {
    name(crate::domain::template::first_name(text))
}

/// A span of time as people of the company read it.
fn clock(at: DateTime<Utc>, facts: &Facts) -> String {
    words::moment(facts.locale, at, facts.clock.now(), facts.zone)
}
