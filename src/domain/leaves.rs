//! What leaves and what stays: whether a line in a thread is for the customer.
//!
//! Whatever is not clearly for the customer is a note.

use chrono::{DateTime, TimeDelta, Utc};

use super::content::{Content, FileContent};
use super::conversation::{Above, Conversation, Stage};
use super::event::{Attached, Line, Reply, Standing};
use super::fit::Way;
use super::message::HeldReason;
use super::rules::Rules;
use super::text::{Unit, length_there, signs, split};

/// A line read later than this after it was written does not leave by itself.
pub const LATE: TimeDelta = TimeDelta::minutes(2);

/// A colleague's line makes the next one doubtful for so long.
const COLLEAGUE: TimeDelta = TimeDelta::minutes(10);

/// What becomes of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Disposition {
    /// It leaves, with this text.
    Leaves(String),
    /// It stays inside.
    Note,
    /// It stays until a person presses.
    Held(HeldReason),
}

/// What becomes of `line`, written in the thread of `conversation` and read at `now`.
pub fn disposition(conversation: &Conversation, line: &Line, now: DateTime<Utc>) -> Disposition {
    if is_note(conversation, line) {
        return Disposition::Note;
    }
    let Some(text) = spoken(&conversation.rules, &line.text) else {
        return Disposition::Note;
    };
    if text.trim().is_empty() && line.files.is_empty() && !line.long_paste {
        return Disposition::Note;
    }
    match held(conversation, line, &text, now) {
        Some(reason) => Disposition::Held(reason),
        None => Disposition::Leaves(text),
    }
}

/// The words of `text` that are for the customer, by the team's way of writing; `None`: none are.
///
/// Where only what is quoted leaves, every line must be: one that is not may be meant for
/// colleagues.
pub fn spoken(rules: &Rules, text: &str) -> Option<String> {
    if !rules.only_quoted_leaves {
        return Some(text.to_owned());
    }
    let lines: Option<Vec<&str>> = text
        .lines()
        .map(|line| match line.strip_prefix("> ") {
            Some(words) => Some(words),
            None if line.trim().is_empty() || line == ">" => Some(""),
            None => None,
        })
        .collect();
    lines
        .filter(|_| text.starts_with("> "))
        .map(|lines| lines.join("\n"))
}

/// What an edit may still do to a message that has not left: make it stay, never make it leave.
pub fn edit_makes_note(text: &str) -> bool {
    has_note_sign(text) || text.trim().is_empty()
}

/// Words that stay inside wherever they stand.
pub fn has_note_sign(text: &str) -> bool {
    signs::note_sign(text) || signs::names_someone(text)
}

/// The messages that a line becomes, in order: its words and each of its files. The words go below
/// the first file if that carries them, and otherwise before it, in as many messages as they need
/// where one takes no more than `text_limit` of them; `room` of them stays free for a name.
pub fn contents(text: String, files: &[Attached], text_limit: usize, room: usize) -> Vec<Content> {
    let mut contents: Vec<Content> = files.iter().map(file).collect();
    let first = contents.first();
    if let Some(first) = first.and_then(|first| first.with_words(&text, room)) {
        contents[0] = first;
        return contents;
    }
    let words = messages(text, text_limit.saturating_sub(room)).into_iter();
    let words = words.map(|text| Content::Text { text });
    words.chain(contents).collect()
}

/// The same for a line whose words, or most of them, Discord made a file of: they leave first, and
/// by themselves.
pub fn with_a_paste(
    text: String,
    files: &[Attached],
    text_limit: usize,
    room: usize,
) -> Vec<Content> {
    let words = contents(text, &[], text_limit, room);
    words.into_iter().chain(files.iter().map(file)).collect()
}

/// The messages in which words leave where one takes no more than `text_limit` of them.
pub fn messages(text: String, text_limit: usize) -> Vec<String> {
    if length_there(&text) <= text_limit {
        return vec![text];
    }
    // Formatting may need a little more there than here.
    split(&text, text_limit - text_limit / 8, Unit::Chars)
}

fn file(attached: &Attached) -> Content {
    let Attached { facts, fit } = attached;
    Content::File(Box::new(FileContent {
        facts: facts.clone(),
        caption: None,
        caption_limit: fit.caption_limit,
        as_link: fit.way == Way::Link,
        as_document: false,
        remark: fit.remark,
        said: None,
        handed: None,
    }))
}

fn is_note(conversation: &Conversation, line: &Line) -> bool {
    has_note_sign(&line.text)
        || line.reply == Reply::Inside
        || line.no_writing
        || !may_speak(conversation, line)
}

/// The assignee speaks to the customer, as long as they are in the team. Where there is none, or the
/// conversation is over, whoever may take it is asked.
fn may_speak(conversation: &Conversation, line: &Line) -> bool {
    let theirs = conversation
        .assignee
        .is_none_or(|assignee| assignee == line.author);
    line.standing == Standing::Member && (theirs || conversation.stage == Stage::Concluded)
}

fn held(
    conversation: &Conversation,
    line: &Line,
    text: &str,
    now: DateTime<Utc>,
) -> Option<HeldReason> {
    // Whatever else is to be asked: its words stand in a file, which only its own button reads.
    if line.long_paste {
        return Some(HeldReason::LongPaste);
    }
    if signs::looks_like_command(text) {
        return Some(HeldReason::Command);
    }
    if conversation.stage == Stage::Concluded {
        return Some(HeldReason::Concluded);
    }
    if conversation.assignee.is_none() {
        return Some(HeldReason::Unassigned);
    }
    if let Above::Colleague { at } = conversation.above
        && line.written_at - at <= COLLEAGUE
    {
        return Some(HeldReason::Colleague);
    }
    (now - line.written_at > LATE).then_some(HeldReason::Late)
}
