//! The answers to the questions that stand in a thread: held, stale and doubtful messages, the
//! queue, corrections, opting out.

use super::context::Asked;
use super::given::FileTrouble;
use super::trouble::{About, Concerning, Trouble};
use super::view::View;
use super::{outlook, queue, restart};
use crate::desk::error::Refused;
use crate::desk::files::WantedAgain;
use crate::desk::lines::{Attached, long_paste};
use crate::desk::seen::Seen;
use crate::discord::custom_id::Verb;
use crate::domain::event::Wish;
use crate::domain::ids::{ConversationId, FileId, MessageId, PlaceId, PostId};
use crate::domain::message::{HeldReason, Outgoing};
use crate::domain::template::first_name;
use crate::domain::text::escape_name;
use crate::words::args;

/// About one message: held, in doubt, or changed after it left.
pub async fn about_message(
    asked: &Asked<'_>,
    verb: Verb,
    message: MessageId,
) -> Result<(), Trouble> {
    let seen = asked.desk().see_message(message, &asked.by).await?;
    let outcome = press_message(asked, verb, &seen, message).await;
    if let Err(trouble) = &outcome
        && matches!(trouble.refused(), Some(Refused::NotYours))
        && let Some(row) = seen.c.message(message)
    {
        let args = args! { "author" => format!("<@{}>", row.author.0) };
        return Err(Trouble::Say(asked.say("refused-not-author", &args)));
    }
    outcome
}

async fn press_message(
    asked: &Asked<'_>,
    verb: Verb,
    seen: &Seen,
    message: MessageId,
) -> Result<(), Trouble> {
    let (desk, id, by) = (asked.desk(), seen.c.id, asked.by.clone());
    let held = seen.c.message(message).and_then(Outgoing::held_for);
    let (wish, text) = match verb {
        Verb::HeldSend => match held {
            Some(HeldReason::Unassigned) => {
                desk.assume_and_send(id, by, message).await?;
                return outlook::tell(asked, id, "pressed-sent").await;
            }
            Some(HeldReason::Concluded) => {
                return restart::run(asked, id, Some(message)).await;
            }
            Some(HeldReason::LongPaste) => return send_paste(asked, seen, message, false).await,
            _ => (Wish::Send(message), "pressed-sent"),
        },
        Verb::HeldFile => return send_paste(asked, seen, message, true).await,
        Verb::HeldNote => (Wish::MakeNote(message), "pressed-note"),
        Verb::DoubtSkip => (Wish::Presume(message), "doubt-skipped"),
        Verb::DoubtResend | Verb::Resend => (Wish::SendAgain(message), "pressed-sent"),
        _ => {
            let text = match desk.correct(id, by, message, asked.press).await? {
                true => return outlook::tell(asked, id, "correction-sent").await,
                false => "correction-is-note",
            };
            return told(asked, seen, text).await;
        }
    };
    let about = About {
        contact: Some(seen.c.contact),
        ..About::default()
    };
    desk.press(id, by, wish).await.about(about)?;
    match text {
        "pressed-sent" => outlook::tell(asked, id, text).await,
        text => told(asked, seen, text).await,
    }
}

/// The longest paste that leaves as text, in bytes.
const AS_TEXT: u64 = 64 * 1024;

/// The longest one that leaves as a file, in bytes: all of it is read first, since its words may say
/// that it is a note.
const AS_FILE: u64 = 10 * 1024 * 1024;

/// Sends the `message.txt` that Discord made of a long paste: what stands in it, or the file itself.
/// Either way its words may say that it is a note.
async fn send_paste(
    asked: &Asked<'_>,
    seen: &Seen,
    message: MessageId,
    as_file: bool,
) -> Result<(), Trouble> {
    asked.defer().await?;
    let row = seen.c.message(message).ok_or(Refused::Over)?;
    let (Some(thread), Some(post)) = (seen.c.thread, row.post) else {
        return Err(Refused::Over.into());
    };
    let (file, words) = match read_paste(asked, thread, post, as_file).await {
        Ok(found) => found,
        Err(FileTrouble::Refused) => {
            let why = if as_file {
                "paste-too-large"
            } else {
                "paste-unreadable"
            };
            return asked.tell(asked.word(why)).await;
        }
        Err(_) => return asked.tell(asked.word("paste-unreachable")).await,
    };
    let (desk, id, by) = (asked.desk(), seen.c.id, asked.by.clone());
    let leaves = if as_file {
        desk.send_paste_as_file(id, by, message, thread, file, words)
            .await?
    } else {
        desk.send_paste(id, by, message, words).await?
    };
    if leaves {
        outlook::tell(asked, id, "pressed-sent").await
    } else {
        told(asked, seen, "pressed-note").await
    }
}

/// The file, and its words; a file that is no text has none.
async fn read_paste(
    asked: &Asked<'_>,
    thread: PlaceId,
    post: PostId,
    as_file: bool,
) -> Result<(Attached, String), FileTrouble> {
    let platform = asked.data.platform();
    let (_, files) = platform.line_again(thread, post).await?;
    let file = long_paste(&files).ok_or(FileTrouble::NotFetched)?;
    let limit = if as_file { AS_FILE } else { AS_TEXT };
    let words = match platform.read_text(&file.into(), limit).await {
        Err(FileTrouble::Refused) if as_file && file.size <= limit => String::new(),
        words => words?,
    };
    Ok((file.clone(), words))
}

/// About the queue, or about everything that became stale.
pub async fn about_queue(asked: &Asked<'_>, verb: Verb, id: ConversationId) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    let wish = match verb {
        Verb::QueueReview | Verb::StaleReview => {
            return queue::show(asked, id, None, None).await;
        }
        Verb::QueueSend => Wish::SendQueue,
        Verb::QueueDiscard => Wish::DiscardQueue,
        Verb::StaleSend => Wish::SendStale,
        _ => Wish::DiscardStale,
    };
    let count = match wish {
        Wish::SendQueue | Wish::DiscardQueue => seen.c.queue().count(),
        _ => seen.c.stale().count(),
    };
    let discards = matches!(wish, Wish::DiscardQueue | Wish::DiscardStale);
    asked.desk().press(id, asked.by.clone(), wish).await?;
    if discards {
        let text = asked.say("pressed-discarded", &args! { "count" => count });
        return asked.show(&View::text(text)).await;
    }
    outlook::tell(asked, id, "pressed-sent").await
}

/// About the customer's wish to be left alone, or to come back.
pub async fn about_marketing(
    asked: &Asked<'_>,
    verb: Verb,
    id: ConversationId,
) -> Result<(), Trouble> {
    let (desk, by) = (asked.desk(), asked.by.clone());
    let seen = desk.see(id, &by).await?;
    let text = match verb {
        Verb::OptIn => {
            desk.opt_in(id, by).await?;
            "opt-in-done"
        }
        Verb::OptOutYes => {
            desk.opt_out(id, by, true).await?;
            "opt-out-done"
        }
        _ => {
            desk.opt_out(id, by, false).await?;
            "pressed-opt-out-ignored"
        }
    };
    told(asked, &seen, text).await
}

async fn told(asked: &Asked<'_>, seen: &Seen, text: &str) -> Result<(), Trouble> {
    let contact = escape_name(first_name(&seen.contact.facts.name));
    let text = asked.say(text, &args! { "contact" => contact });
    asked.show(&View::text(text)).await
}

/// About a file that could not be had.
pub async fn about_file(asked: &Asked<'_>, file: FileId) -> Result<(), Trouble> {
    let wanted = asked.desk().want_again(file, asked.by.clone()).await?;
    let text = match wanted {
        WantedAgain::Fetching(count) => {
            let args = args! { "count" => count };
            return asked.tell(asked.say("file-fetching", &args)).await;
        }
        WantedAgain::Here => "file-here",
        WantedAgain::Purged => "file-purged",
    };
    asked.tell(asked.word(text)).await
}
