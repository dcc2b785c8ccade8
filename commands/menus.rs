//! The menus on a message: send it to the customer after all, make it a note, take it back, say
//! how far it came.

use poise::serenity_prelude as serenity;
use sha2::{Digest, Sha256};

use super::context::{Asked, Context};
use super::outlook::{self, Waits};
use super::trouble::Trouble;
use super::view::View;
use super::{checks, rows, unshown};
use crate::desk::error::Refused;
use crate::desk::lines::Attached;
use crate::desk::lookups::{LineKind, ThreadLine};
use crate::desk::seen::Seen;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::discord::offers::{self, Failed};
use crate::domain::conversation::Stage;
use crate::domain::event::Wish;
use crate::domain::file::LinkedFor;
use crate::domain::ids::{FileId, MessageId, PostId};
use crate::domain::message::{HeldReason, Outgoing, State};
use crate::domain::rights::Action;
use crate::domain::template::first_name;
use crate::domain::text::signs::{names_someone, without_note_sign};
use crate::domain::text::{escape, escape_name, excerpt};
use crate::store::files::{FileState, StoredFile};
use crate::words::{self, Args, args};

/// *Send to the customer*: the asker's own note, after a private confirmation.
#[poise::command(context_menu_command = "send", guild_only, check = "checks::agent")]
pub async fn send(ctx: Context<'_>, message: serenity::Message) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = confirm(&asked, PostId(message.id.get())).await;
    asked.finish(outcome).await;
    Ok(())
}

/// *Make it a note*: works until the undo time is over.
#[poise::command(
    context_menu_command = "note",
    rename = "note",
    guild_only,
    check = "checks::agent"
)]
pub async fn make_note(ctx: Context<'_>, message: serenity::Message) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let texts = Texts {
        done: "menu-note-done",
        none: "menu-note-already",
    };
    let outcome = stop(&asked, &message, Wish::MakeNote, texts).await;
    asked.finish(outcome).await;
    Ok(())
}

/// *Do not send*: the same for whoever does not want it at all.
#[poise::command(context_menu_command = "cancel", guild_only, check = "checks::agent")]
pub async fn cancel(ctx: Context<'_>, message: serenity::Message) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let texts = Texts {
        done: "menu-cancel-done",
        none: "menu-cancel-nothing",
    };
    let outcome = stop(&asked, &message, Wish::CancelLine, texts).await;
    asked.finish(outcome).await;
    Ok(())
}

/// *How far is it*: where a message stands on its way.
#[poise::command(context_menu_command = "status", guild_only, check = "checks::agent")]
pub async fn status(ctx: Context<'_>, message: serenity::Message) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = how_far(&asked, PostId(message.id.get())).await;
    asked.finish(outcome).await;
    Ok(())
}

/// Asks whether a note shall go to the customer, and shows to whom and what.
async fn confirm(asked: &Asked<'_>, post: PostId) -> Result<(), Trouble> {
    let line = asked.desk().line(post).await?;
    let Some(line) = line.filter(|line| line.kind == LineKind::Note) else {
        return asked.tell(asked.word("menu-send-not-note")).await;
    };
    if line.author != Some(asked.by.id) {
        return asked.tell(asked.word("menu-send-not-yours")).await;
    }
    let seen = asked.desk().see(line.conversation, &asked.by).await?;
    let roles = seen.team.roles();
    if !asked.by.may(Action::Handle, &seen.c, &roles) && !asked.by.supervises(&roles) {
        return Err(Refused::NotAssignee(seen.c.assignee).into());
    }
    let note = Note::read(asked, &seen, post).await?;
    if note.text.is_empty() && note.files.is_empty() {
        return asked.tell(asked.word("menu-send-empty")).await;
    }
    if names_someone(&note.text) {
        return asked.tell(asked.word("menu-send-names")).await;
    }
    let args = args! {
        "contact" => escape_name(&seen.contact.facts.name),
        "channel" => escape_name(&seen.channel.name),
        "text" => excerpt(&note.text, 1000),
        "files" => note.names(),
    };
    let id = CustomId::new(Verb::NoteSend, post.as_i64());
    let id = id.clone().with_extra(note.mark()).unwrap_or(id);
    let buttons = [
        Button::new(ButtonStyle::Primary, id, &asked.word("send-button")),
        rows::cancel(asked),
    ];
    let words = match (note.text.is_empty(), note.files.is_empty()) {
        (_, true) => "menu-send-confirm",
        (true, false) => "menu-send-confirm-files",
        (false, false) => "menu-send-confirm-both",
    };
    let view = View::text(asked.say(words, &args)).buttons(buttons);
    asked.show(&view).await
}

/// What a note would say to the customer.
struct Note {
    text: String,
    files: Vec<Attached>,
}

impl Note {
    /// A press brings none of it along, and notes are not kept.
    async fn read(asked: &Asked<'_>, seen: &Seen, post: PostId) -> Result<Self, Trouble> {
        let thread = seen.c.thread.ok_or(Refused::Over)?;
        asked.defer().await?;
        match asked.data.platform().line_again(thread, post).await {
            Ok((text, files)) => Ok(Self {
                text: without_note_sign(&text).to_owned(),
                files,
            }),
            Err(_) => Err(Trouble::Say(asked.word("menu-send-unread"))),
        }
    }

    /// By which what was confirmed is told from what it says later.
    fn mark(&self) -> String {
        let mut hash = Sha256::new_with_prefix(&self.text);
        for file in &self.files {
            hash.update(file.id.to_be_bytes());
        }
        hex::encode(&hash.finalize()[..8])
    }

    fn names(&self) -> String {
        let names = self.files.iter().map(|file| escape_name(&file.name));
        names.collect::<Vec<_>>().join(", ")
    }
}

/// The confirmation was pressed: what was confirmed leaves, if the message still says it.
pub async fn confirmed(asked: &Asked<'_>, post: PostId, mark: Option<&str>) -> Result<(), Trouble> {
    asked.defer().await?;
    let line = asked.desk().line(post).await?.ok_or(Refused::Over)?;
    let seen = asked.desk().see(line.conversation, &asked.by).await?;
    let note = Note::read(asked, &seen, post).await?;
    if mark != Some(note.mark().as_str()) {
        return confirm(asked, post).await;
    }
    asked
        .desk()
        .send_note(asked.by.clone(), post, note.text, note.files, asked.press)
        .await?;
    outlook::tell(asked, seen.c.id, "pressed-sent").await
}

struct Texts {
    done: &'static str,
    none: &'static str,
}

async fn stop(
    asked: &Asked<'_>,
    message: &serenity::Message,
    wish: fn(MessageId) -> Wish,
    texts: Texts,
) -> Result<(), Trouble> {
    let Some((seen, id)) = behind(asked, PostId(message.id.get())).await? else {
        return asked.tell(asked.word(texts.none)).await;
    };
    // Any of the line's messages that waits stands for all of those.
    let (left, stay): (Vec<_>, Vec<_>) = of_line(&seen, id).partition(|row| row.state.has_left());
    let waits = stay.iter().find(|row| row.state.is_pending());
    let late = if waits.is_some() || left.iter().any(|row| !is_unknown(row)) {
        "menu-too-late"
    } else if left.is_empty() {
        "menu-never-left"
    } else {
        "menu-left-unknown"
    };
    let id = waits.map_or(id, |row| row.id);
    let left: Vec<String> = left.iter().map(|row| begins(asked, row)).collect();
    let contact = escape_name(first_name(&seen.contact.facts.name));
    let args = args! { "contact" => contact, "left" => left.join("; ") };
    let pressed = asked
        .desk()
        .press(seen.c.id, asked.by.clone(), wish(id))
        .await;
    match pressed {
        Ok(()) if left.is_empty() => asked.tell(asked.say(texts.done, &args)).await,
        Ok(()) => asked.tell(asked.say("menu-part-left", &args)).await,
        Err(crate::desk::DeskError::Refused(Refused::Over)) => {
            asked.tell(asked.say(late, &args)).await
        }
        Err(error) => Err(error.into()),
    }
}

/// Nobody knows what became of it, and nothing is under way any more.
fn is_unknown(row: &Outgoing) -> bool {
    matches!(row.state, State::Doubt | State::Presumed)
}

/// The messages that the customer gets of the line of which this one is the first.
fn of_line(seen: &Seen, first: MessageId) -> impl Iterator<Item = &Outgoing> {
    let rows = seen.c.outgoing.iter();
    rows.filter(move |row| row.line() == first)
}

/// How a message begins, harmless.
fn begins(asked: &Asked<'_>, row: &Outgoing) -> String {
    // Ten files of one line have to fit, each with what became of it.
    escape(&excerpt(&words::content(asked.locale, &row.content), 40))
}

/// The message towards the customer that a line stands for, the first of them, with its conversation.
async fn behind(asked: &Asked<'_>, post: PostId) -> Result<Option<(Seen, MessageId)>, Trouble> {
    let line = asked.desk().line(post).await?;
    let Some(message) = line.and_then(|line| line.message) else {
        return Ok(None);
    };
    let seen = asked.desk().see_message(message, &asked.by).await?;
    Ok(Some((seen, message)))
}

async fn how_far(asked: &Asked<'_>, post: PostId) -> Result<(), Trouble> {
    let Some((seen, id)) = behind(asked, post).await? else {
        let line = asked.desk().line(post).await?;
        if let Some(line) = &line {
            if let Some(view) = about_files(asked, line).await? {
                return asked.show(&view).await;
            }
            if let Some(message) = asked
                .desk()
                .unshown_by(line.conversation, line.post)
                .await?
            {
                return unshown::show(asked, message).await;
            }
        }
        let is_note = line.is_some_and(|line| line.kind == LineKind::Note);
        let text = if is_note {
            "status-note"
        } else {
            "menu-status-none"
        };
        return asked.tell(asked.word(text)).await;
    };
    let rows: Vec<&Outgoing> = of_line(&seen, id).collect();
    let said: Vec<String> = match rows.as_slice() {
        [] => return asked.tell(asked.word("menu-status-none")).await,
        [row] => vec![sentence(asked, &seen, row)],
        rows => {
            let each = rows.iter().map(|row| {
                let status = sentence(asked, &seen, row);
                let args = args! { "excerpt" => begins(asked, row), "status" => status };
                asked.say("status-of", &args)
            });
            each.collect()
        }
    };
    // One thing at a time: the buttons do not say which of them they are about.
    let mut helps = rows.iter().map(|row| what_helps(asked, &seen, row));
    let helps = helps.find(|helps| !helps.is_empty()).unwrap_or_default();
    asked
        .show(&View::text(said.join("\n")).buttons(helps))
        .await
}

/// What helps with a message, as below the line that asks or tells about it.
fn what_helps(asked: &Asked<'_>, seen: &Seen, row: &Outgoing) -> Vec<Button> {
    let corrects = row.edited.as_ref().is_some_and(|text| !text.is_empty());
    match (row.state, row.held, &row.failure) {
        (State::Held, Some(reason), _) => about_held(asked, seen, row, reason),
        (State::Doubt, ..) if row.asked => offers::doubt(asked.locale, row.id, seen.c.stage),
        (State::Failed, _, Some(failure)) if seen.c.stage == Stage::Open => {
            let failed = Failed {
                conversation: seen.c.id,
                stage: seen.c.stage,
                contact: seen.c.contact,
                message: row.id,
                is_template: row.content.is_template(),
                why: failure.reason,
            };
            offers::after_failure(asked.locale, failed)
        }
        (state, ..) if state.progress().is_some() && corrects => {
            vec![offers::correction(asked.locale, row.id)]
        }
        _ => Vec::new(),
    }
}

/// A held message is its author's to send; whoever has the conversation may say that it stays inside.
fn about_held(asked: &Asked<'_>, seen: &Seen, row: &Outgoing, reason: HeldReason) -> Vec<Button> {
    if row.author == asked.by.id {
        let contact = first_name(&seen.contact.facts.name);
        return offers::held(asked.locale, row.id, reason, contact);
    }
    let roles = seen.team.roles();
    if asked.by.may(Action::Handle, &seen.c, &roles) {
        return vec![offers::held_note(asked.locale, row.id, reason)];
    }
    Vec::new()
}

/// What of a line's files is not simply in the thread: what could not be had, with the button that asks
/// for it once more, and links to what Discord does not take; `None` if there is nothing of that.
async fn about_files(asked: &Asked<'_>, line: &ThreadLine) -> Result<Option<View>, Trouble> {
    let files = asked.desk().files_of(line.conversation, line.post).await?;
    if files.is_empty() {
        return Ok(None);
    }
    asked.desk().see(line.conversation, &asked.by).await?;
    let missing = files.iter().filter(|file| file.state == FileState::Failed);
    let missing: Vec<FileId> = missing.map(|file| file.what.facts.id).collect();
    let mut said = Vec::new();
    if !missing.is_empty() {
        let args = args! { "count" => missing.len() };
        said.push(asked.say("status-file-missing", &args));
    }
    let limit = asked.data.discord().upload_limit();
    for file in files.iter().filter(|file| file.what.facts.bytes > limit) {
        said.extend(where_it_lies(asked, file).await?);
    }
    if said.is_empty() {
        return Ok(None);
    }
    let again = missing
        .first()
        .map(|file| offers::fetch(asked.locale, *file));
    Ok(Some(View::text(said.join("\n")).buttons(again)))
}

/// Where a file lies that is too large for Discord: the link that stands in the thread may hold no
/// longer, or there was no public address for one.
async fn where_it_lies(asked: &Asked<'_>, file: &StoredFile) -> Result<Option<String>, Trouble> {
    let facts = &file.what.facts;
    let label = words::file_label(asked.locale, facts.kind, &facts.name);
    let until = asked.desk().kept_until(file).await?;
    let is_kept = file.state == FileState::Kept && asked.desk().now() < until;
    Ok(match file.state {
        _ if is_kept => {
            let link = asked.data.platform().link(&file.what.key, until);
            let zone = asked.desk().company().time_zone;
            let date = words::date(asked.locale, until, zone);
            let place = link.as_deref().map(|link| (link, date.as_str()));
            Some(words::file_by_link(
                asked.locale,
                &label,
                facts.bytes,
                LinkedFor::TooLarge,
                place,
            ))
        }
        FileState::Kept | FileState::Purged => {
            let args = args! { "label" => label };
            Some(asked.say("inbound-file-purged", &args))
        }
        FileState::Wanted | FileState::Failed => None,
    })
}

/// Why a message was held, which may be otherwise by now.
fn why_held(reason: HeldReason) -> &'static str {
    match reason {
        HeldReason::Command => "status-why-command",
        HeldReason::Colleague => "status-why-colleague",
        HeldReason::Late => "status-why-late",
        HeldReason::Away => "status-why-away",
        HeldReason::LongPaste => "status-why-long-paste",
        HeldReason::Unassigned => "status-why-unassigned",
        HeldReason::Concluded => "status-why-concluded",
        HeldReason::Deleted => "status-why-deleted",
    }
}

/// What has become of a message so far.
pub(super) fn sentence(asked: &Asked<'_>, seen: &Seen, row: &Outgoing) -> String {
    if row.state == State::Waiting {
        return Waits::of(seen, row, asked.desk().now()).say(asked, seen);
    }
    let contact = escape_name(first_name(&seen.contact.facts.name));
    let mut args: Args<'_> = args! { "contact" => contact };
    if let Some(reason) = row.held_for() {
        args.set("why", asked.word(why_held(reason)));
        args.set("author", format!("<@{}>", row.author.0));
        let mine = row.author == asked.by.id;
        let id = if mine {
            "status-held"
        } else {
            "status-held-by"
        };
        return asked.say(id, &args);
    }
    if row.state == State::Failed {
        let reason = row.failure.as_ref().map(|failure| failure.reason);
        let reason = reason.map(|reason| rows::reason(asked, seen, row, reason));
        args.set("reason", reason.unwrap_or_default());
    }
    asked.say(&format!("status-{}", row.state.as_str()), &args)
}
