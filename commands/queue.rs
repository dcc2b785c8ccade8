//! `/queue`: the messages that wait, with everything that can be done about them.

use super::checks;
use super::composed::{self, Fields, written};
use super::context::{Asked, Context};
use super::here::here;
use super::outlook::Waits;
use super::trouble::Trouble;
use super::view::View;
use crate::clock::Timestamp;
use crate::desk::error::Refused;
use crate::desk::seen::Seen;
use crate::discord::components::{
    Button, ButtonStyle, Modal, OPTIONS_LIMIT, Select, SelectOption, TextInput,
};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::content::Content;
use crate::domain::event::Wish;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::message::{Outgoing, State};
use crate::domain::text::{escape, escape_name, excerpt};
use crate::words::{self, args, content, relative};

/// Messages that are listed in full; the others are counted.
const LISTED: usize = 10;

/// Shows the queue of the conversation of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn queue(ctx: Context<'_>) -> Result<(), Trouble> {
    here(ctx, |asked, id| Box::pin(show(asked, id, None, None))).await
}

/// Shows the queue of a conversation; `picked` is the message that the buttons are about.
pub async fn show(
    asked: &Asked<'_>,
    id: ConversationId,
    picked: Option<MessageId>,
    note: Option<String>,
) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    let waiting: Vec<&Outgoing> = waiting(&seen).collect();
    let contact = escape_name(&seen.contact.facts.name);
    let mut lines: Vec<String> = note.into_iter().collect();
    if waiting.is_empty() {
        lines.push(asked.say("queue-empty", &args! { "contact" => contact }));
        return asked.show(&View::text(lines.join("\n"))).await;
    }
    let price = asked.desk().price_of_queue(&seen.c, waiting.len()).await?;
    let args = args! {
        "contact" => contact,
        "count" => waiting.len(),
        "price" => words::price(asked.locale, &price),
    };
    lines.push(asked.say("queue-header", &args));
    let expiry = seen.c.rules.expiry();
    for (place, row) in waiting.iter().enumerate().take(LISTED) {
        let args = args! {
            "place" => place + 1,
            "excerpt" => escape(&excerpt(&content(asked.locale, &row.content), 80)),
            "by" => format!("<@{}>", row.author.0),
            "written" => relative(row.written_at),
            "expires" => relative(row.confirmed_at + expiry),
        };
        lines.push(asked.say("queue-row", &args));
    }
    if waiting.len() > LISTED {
        let more = waiting.len() - LISTED;
        lines.push(asked.say("news-more", &args! { "count" => more }));
    }
    let picked = picked.and_then(|picked| waiting.iter().find(|row| row.id == picked));
    let options = waiting
        .iter()
        .take(OPTIONS_LIMIT)
        .enumerate()
        .map(|(at, row)| {
            let label = format!(
                "{}. {}",
                at + 1,
                excerpt(&content(asked.locale, &row.content), 90)
            );
            let is_picked = picked.is_some_and(|picked| picked.id == row.id);
            SelectOption::new(row.id.0.to_string(), &label).chosen(is_picked)
        });
    let select = Select::options(CustomId::new(Verb::QueuePick, id.0), options)
        .placeholder(&asked.word("queue-select-placeholder"));
    let mut view = View::text(lines.join("\n")).select(select);
    if let Some(row) = picked {
        view = view.buttons(about_one(asked, &seen, row));
    }
    asked.show(&view.buttons(about_all(asked, &seen))).await
}

/// What has not left and may, held messages too, templates not.
fn waiting(seen: &Seen) -> impl Iterator<Item = &Outgoing> {
    seen.c
        .outgoing
        .iter()
        .filter(|row| row.state.is_pending() && !row.content.is_template())
}

fn about_one(asked: &Asked<'_>, seen: &Seen, row: &Outgoing) -> Vec<Button> {
    // Another emoji is another reaction.
    let can_be_edited = !matches!(row.content, Content::Reaction { .. });
    let verbs = [
        (Verb::QueueEdit, "queue-edit-button"),
        (Verb::QueueUp, "queue-up-button"),
        (Verb::QueueDown, "queue-down-button"),
        (Verb::QueueRemove, "queue-delete-button"),
    ];
    let verbs = verbs.into_iter();
    let verbs = verbs.filter(|(verb, _)| can_be_edited || *verb != Verb::QueueEdit);
    let buttons = verbs.map(|(verb, label)| {
        let id = CustomId::new(verb, row.id.0);
        let stays = match verb {
            Verb::QueueUp => seen.c.neighbour(row.id, true).is_none(),
            Verb::QueueDown => seen.c.neighbour(row.id, false).is_none(),
            _ => false,
        };
        Button::new(ButtonStyle::Secondary, id, &asked.word(label)).disabled(stays)
    });
    buttons.collect()
}

fn about_all(asked: &Asked<'_>, seen: &Seen) -> Vec<Button> {
    let id = seen.c.id.0;
    let mut buttons = Vec::new();
    if seen.c.question.is_some() {
        let count = seen.c.queue().count();
        let label = asked.say("queue-send-button", &args! { "count" => count });
        let send = CustomId::new(Verb::QueueSend, id);
        buttons.push(Button::new(ButtonStyle::Primary, send, &label));
        let discard = CustomId::new(Verb::QueueDiscard, id);
        let label = asked.word("discard-button");
        buttons.push(Button::new(ButtonStyle::Danger, discard, &label));
    }
    let hold = CustomId::new(Verb::QueueHold, id);
    let (hold, label) = if seen.c.queue_held {
        let go = hold.clone().with_extra(LET_GO).unwrap_or(hold);
        (go, "queue-unhold-button")
    } else {
        (hold, "queue-hold-button")
    };
    buttons.push(Button::new(
        ButtonStyle::Secondary,
        hold,
        &asked.word(label),
    ));
    let template = CustomId::new(Verb::Template, id);
    let label = asked.word("queue-other-template-button");
    buttons.push(Button::new(ButtonStyle::Secondary, template, &label));
    buttons
}

/// What the button that holds the queue says when it lets it go.
const LET_GO: &str = "go";

/// Holds the queue, or lets it go.
pub async fn hold(
    asked: &Asked<'_>,
    id: ConversationId,
    extra: Option<&str>,
) -> Result<(), Trouble> {
    let lets_go = extra == Some(LET_GO);
    let wish = if lets_go {
        Wish::LetGo
    } else {
        Wish::HoldQueue
    };
    asked.desk().press(id, asked.by.clone(), wish).await?;
    let seen = asked.desk().see(id, &asked.by).await?;
    let text = match lets_go {
        false => "queue-held",
        true => unheld(&seen, asked.desk().now()),
    };
    let args = args! { "contact" => escape_name(&seen.contact.facts.name) };
    let note = asked.say(text, &args);
    show(asked, id, None, Some(note)).await
}

/// What becomes of the queue that was let go, by the first of it that is not held.
fn unheld(seen: &Seen, now: Timestamp) -> &'static str {
    let free = |row: &&Outgoing| row.state.is_unsettled() && row.state != State::Held;
    let mut rows = seen.c.outgoing.iter().filter(free);
    let first = rows.find(|row| !row.content.is_template() && row.state != State::Doubt);
    let waiting = first.filter(|row| row.state == State::Waiting);
    match waiting.map(|row| Waits::of(seen, row, now)) {
        Some(Waits::Undecided) => "queue-unheld-asks",
        Some(Waits::Off | Waits::Paused | Waits::Stopped) => "queue-unheld-paused",
        Some(Waits::Behind) => "queue-unheld-behind",
        Some(Waits::Customer) => "queue-unheld",
        Some(Waits::KeptBack | Waits::Turn) | None => "queue-unheld-leaves",
    }
}

/// Does something to one message, and shows the queue as it is then.
pub async fn change(asked: &Asked<'_>, verb: Verb, message: MessageId) -> Result<(), Trouble> {
    let id = asked.desk().conversation_of(message).await?;
    let (wish, text) = match verb {
        Verb::QueueUp => (Wish::MoveUp(message), "queue-moved"),
        Verb::QueueDown => (Wish::MoveDown(message), "queue-moved"),
        _ => (Wish::Cancel(message), "queue-removed"),
    };
    let before = order(asked, id).await?;
    let done = asked.desk().press(id, asked.by.clone(), wish).await;
    // At the end of the list, or among what is held, there is no place to go to.
    if done.is_ok() && text == "queue-moved" && order(asked, id).await? == before {
        return show(asked, id, Some(message), None).await;
    }
    settled(asked, id, message, done, text).await
}

async fn order(asked: &Asked<'_>, id: ConversationId) -> Result<Vec<MessageId>, Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    Ok(waiting(&seen).map(|row| row.id).collect())
}

async fn settled(
    asked: &Asked<'_>,
    id: ConversationId,
    message: MessageId,
    done: Result<(), crate::desk::DeskError>,
    text: &str,
) -> Result<(), Trouble> {
    let text = match done {
        Ok(()) => text,
        Err(crate::desk::DeskError::Refused(Refused::Over)) => "queue-message-gone",
        Err(error) => return Err(error.into()),
    };
    show(asked, id, Some(message), Some(asked.word(text))).await
}

/// Opens the form in which a message's text is changed.
pub async fn open_edit(asked: &Asked<'_>, message: MessageId) -> Result<(), Trouble> {
    let seen = asked.desk().see_message(message, &asked.by).await?;
    let row = seen.c.message(message).ok_or(Refused::Over)?;
    let id = CustomId::new(Verb::QueueEdit, message.0);
    if let Some(form) = composed::form(asked, &id, &row.content) {
        return asked.open(&form).await;
    }
    let text = row.content.words().ok_or(Refused::Over)?;
    if !TextInput::holds(text) {
        let says_it = row.post.is_some() && !row.is_apart();
        let args = args! { "line" => if says_it { "yes" } else { "no" } };
        return Err(Trouble::Say(asked.say("queue-edit-too-long", &args)));
    }
    let input = TextInput::paragraph("text", &asked.word("queue-edit-label"))
        .length(1, 4000)
        .value(text);
    let title = asked.word("queue-edit-title");
    asked.open(&Modal::new(id, &title, [input])).await
}

/// The form was sent.
pub async fn edited(asked: &Asked<'_>, message: MessageId, fields: &Fields) -> Result<(), Trouble> {
    let id = asked.desk().conversation_of(message).await?;
    let text = written(fields, "text");
    let seen = asked.desk().see_message(message, &asked.by).await?;
    let row = seen.c.message(message).ok_or(Refused::Over)?;
    let anew = composed::typed(asked, &row.content, fields)?;
    if let Some(content) = &anew {
        let problems = composed::problems(asked, content);
        if !problems.is_empty() {
            return Err(Trouble::Say(problems.join("\n")));
        }
    }
    let wish = match &anew {
        Some(content) => Wish::Recompose(message, Box::new(content.clone())),
        None => Wish::Rewrite(message, text.to_owned()),
    };
    let done = asked.desk().press(id, asked.by.clone(), wish).await;
    let seen = asked.desk().see_message(message, &asked.by).await?;
    let says_so = |row: &Outgoing| match &anew {
        Some(content) => row.content == *content,
        None => row.content.words() == Some(text),
    };
    let became = match seen.c.message(message) {
        Some(row) if row.state == State::Cancelled => "queue-edited-note",
        Some(row) if !says_so(row) => "queue-edited-not",
        _ => "queue-edited",
    };
    settled(asked, id, message, done, became).await
}
