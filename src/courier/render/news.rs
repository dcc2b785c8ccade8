//! The *Novos* message of a team.

use crate::courier::Facts;
use crate::discord::components::{ActionRow, Button, ButtonStyle, button_rows};
use crate::discord::custom_id::Verb;
use crate::discord::message::{AllowedMentions, MessageEdit, NewMessage};
use crate::discord::offers::button;
use crate::domain::ids::RoleId;
use crate::store::listing::News;
use crate::store::teams::Team;
use crate::words::{Args, args, relative, say};

use super::{name, quote};

/// The message, to be posted. It tells nobody, but makes the channel unread.
pub fn news(facts: &Facts, team: &Team, news: &News) -> NewMessage {
    NewMessage::text(&text(facts, news)).components(buttons(facts, team, news))
}

/// The same as an edit of the one that stands.
pub fn news_edit(facts: &Facts, team: &Team, news: &News) -> MessageEdit {
    MessageEdit::new()
        .text(&text(facts, news))
        .components(buttons(facts, team, news))
}

/// Mentions the team's role because somebody waits: here and nowhere else.
pub fn reminder(facts: &Facts, role: RoleId, news: &News) -> NewMessage {
    let role = serenity::all::RoleId::new(role.0);
    let text = say(
        facts.locale,
        "news-reminder",
        &args! {
            "role" => format!("<@&{role}>"),
            "count" => news.waiting,
            "oldest" => news.oldest().map(relative).unwrap_or_default(),
        },
    );
    NewMessage::text(&text).mentioning(AllowedMentions::roles([role]))
}

fn text(facts: &Facts, news: &News) -> String {
    if news.rows.is_empty() {
        return say(facts.locale, "news-empty", &Args::new());
    }
    let head = match news.oldest().map(relative) {
        Some(oldest) => {
            let args = args! { "count" => news.count, "oldest" => oldest };
            say(facts.locale, "news-header", &args)
        }
        None => {
            let args = args! { "count" => news.count };
            say(facts.locale, "news-header-calm", &args)
        }
    };
    let rows = news.rows.iter().map(|row| {
        let thread = match row.thread {
            Some(thread) => format!("<#{}>", thread.0),
            None => format!("**{}**", name(&row.contact_name)),
        };
        say(
            facts.locale,
            if row.waits {
                "news-row"
            } else {
                "news-row-calm"
            },
            &args! {
                "thread" => thread,
                "channel" => quote(&row.channel_name),
                "since" => relative(row.since),
            },
        )
    });
    let shown = u32::try_from(news.rows.len()).unwrap_or(u32::MAX);
    let more = news.count.saturating_sub(shown);
    let more = (more > 0).then(|| say(facts.locale, "news-more", &args! { "count" => more }));
    std::iter::once(head)
        .chain(rows)
        .chain(more)
        .collect::<Vec<_>>()
        .join("\n")
}

fn buttons(facts: &Facts, team: &Team, news: &News) -> Vec<ActionRow> {
    let make =
        |style, verb, text: &str| -> Button { button(facts.locale, style, verb, team.id.0, text) };
    let mut buttons = Vec::new();
    if !news.rows.is_empty() {
        buttons.push(make(
            ButtonStyle::Primary,
            Verb::NextNew,
            "news-assume-next-button",
        ));
    }
    buttons.push(button(
        facts.locale,
        ButtonStyle::Secondary,
        Verb::Start,
        0,
        "news-start-button",
    ));
    button_rows(buttons)
}
