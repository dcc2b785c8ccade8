//! `/conversations`: what waits for the asker, and the lists of their teams.

use super::checks;
use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::view::View;
use crate::desk::lookups::{Awaits, List, Listed, Page, Summary};
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::conversation::Stage;
use crate::domain::text::escape_name;
use crate::words::{args, relative};

/// Conversations on a page.
const ROWS: u32 = 10;

/// Shows the inbox.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn conversations(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = show(&asked, List::WaitingForMe, 0).await;
    asked.finish(outcome).await;
    Ok(())
}

/// The lists, with the name of each on buttons, in texts, and in a `custom_id`.
const LISTS: [(List, &str, &str); 5] = [
    (List::WaitingForMe, "all", "waiting"),
    (List::News, "new", "new"),
    (List::Mine, "mine", "mine"),
    (List::Others, "others", "others"),
    (List::Concluded, "concluded", "concluded"),
];

/// A button of the inbox: the page is the id, the list what follows it.
pub async fn turn(asked: &Asked<'_>, page: i64, list: Option<&str>) -> Result<(), Trouble> {
    let name = list.and_then(|list| list.split("+").next());
    let known = LISTS.iter().find(|(_, known, _)| Some(*known) == name);
    let list = known.map_or(List::WaitingForMe, |(list, ..)| *list);
    show(asked, list, u32::try_from(page).unwrap_or_default()).await
}

async fn show(asked: &Asked<'_>, list: List, page: u32) -> Result<(), Trouble> {
    let wanted = Page {
        skip: page.saturating_mul(ROWS),
        take: ROWS,
    };
    let found = asked.desk().list(list, &asked.by, wanted).await?;
    let by = format!("<@{}>", asked.by.id.0);
    let mut lines = vec![asked.say("inbox-header", &args! { "by" => by })];
    if found.rows.is_empty() {
        lines.push(asked.word(match list {
            List::WaitingForMe => "inbox-nothing-waits",
            _ => "inbox-list-empty",
        }));
    } else if list == List::WaitingForMe {
        lines.extend(grouped(asked, &found));
    } else {
        let (_, _, heading) = entry(list);
        let args = args! { "count" => found.total };
        lines.push(asked.say(&format!("inbox-{heading}"), &args));
        lines.extend(found.rows.iter().map(|row| line(asked, row)));
    }
    let pages = found.total.div_ceil(ROWS);
    if pages > 1 {
        let args = args! { "page" => page + 1, "pages" => pages };
        lines.push(asked.say("page", &args));
    }
    let lists = LISTS.map(|(other, name, _)| {
        let style = if other == list {
            ButtonStyle::Primary
        } else {
            ButtonStyle::Secondary
        };
        let label = asked.word(&format!("inbox-{name}-button"));
        Button::new(style, custom_id(0, name), &label)
    });
    let (_, name, _) = entry(list);
    let mut turns = Vec::new();
    if page > 0 {
        turns.push((page - 1, "previous-page-button"));
    }
    if page + 1 < pages {
        turns.push((page + 1, "next-page-button"));
    }
    turns.push((page, "refresh-button"));
    // Beside a list's own button, which leads to page 0, each must have an id of its own.
    let turns = turns.into_iter().map(|(to, label)| {
        let id = custom_id(i64::from(to), &format!("{name}+{label}"));
        Button::new(ButtonStyle::Secondary, id, &asked.word(label))
    });
    let view = View::text(lines.join("\n")).buttons(lists).buttons(turns);
    asked.show(&view).await
}

fn entry(list: List) -> (List, &'static str, &'static str) {
    let found = LISTS.into_iter().find(|(other, ..)| *other == list);
    found.unwrap_or(LISTS[0])
}

fn custom_id(page: i64, list: &str) -> CustomId {
    let id = CustomId::new(Verb::Inbox, page);
    id.clone().with_extra(list).unwrap_or(id)
}

/// The rows of *Waiting for me*, under what each waits for and how many of that the whole list has.
fn grouped(asked: &Asked<'_>, found: &Listed) -> Vec<String> {
    let mut lines = Vec::new();
    for (awaits, count) in &found.awaiting {
        let rows = found.rows.iter();
        let mut here = rows.filter(|row| row.awaits == Some(*awaits)).peekable();
        if here.peek().is_none() {
            continue;
        }
        let heading = match awaits {
            Awaits::Answer => "inbox-waiting",
            Awaits::Decision => "inbox-held",
            Awaits::Doubt => "inbox-doubt",
            Awaits::Repair => "inbox-failed",
        };
        lines.push(asked.say(heading, &args! { "count" => *count }));
        lines.extend(here.map(|row| line(asked, row)));
    }
    lines
}

fn line(asked: &Asked<'_>, row: &Summary) -> String {
    let thread = match row.thread {
        Some(thread) => format!("<#{}>", thread.0),
        None => format!("{} · {}", escape_name(&row.contact_name), row.id.protocol()),
    };
    let when = row
        .concluded_at
        .or(row.waiting_since)
        .unwrap_or(row.created_at);
    let channel = escape_name(&row.channel_name);
    let theirs = row
        .assignee
        .filter(|person| *person != asked.by.id && row.stage == Stage::Open);
    match theirs {
        Some(person) => {
            let args = args! {
                "thread" => thread,
                "channel" => channel,
                "assignee" => format!("<@{}>", person.0),
                "when" => relative(when),
            };
            asked.say("inbox-row-assigned", &args)
        }
        None => {
            let state = match (row.stage, row.assignee, row.window.until) {
                (Stage::Concluded, ..) => "state-concluded",
                (Stage::Open, None, _) => "state-new",
                (Stage::Open, Some(_), None) => "state-waiting",
                (Stage::Open, Some(_), Some(_)) => "state-active",
            };
            let args = args! {
                "thread" => thread,
                "channel" => channel,
                "state" => asked.word(state),
                "when" => relative(when),
            };
            asked.say("inbox-row", &args)
        }
    }
}
