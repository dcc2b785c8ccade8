//! What did not leave, or not yet: why, what follows, and the button that helps.

use chrono::{DateTime, Utc};

use super::{Said, View};
use crate::courier::render::{files, quote};
use crate::desk::DeskError;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::Verb;
use crate::discord::offers::{self, Failed};
use crate::domain::content::Content;
use crate::domain::ids::{FileId, MessageId};
use crate::domain::message::{Acceptance, Failure, Outgoing};
use crate::domain::refusal::Reason;
use crate::store::files::FileState;
use crate::words::args;

/// The platform took it and keeps it.
pub(super) fn stays_there(acceptance: Acceptance) -> &'static str {
    match acceptance {
        Acceptance::Paused => "notice-stays-there-paused",
        Acceptance::HeldForQuality | Acceptance::Leaving => "notice-stays-there",
    }
}

impl View<'_> {
    /// It will not leave.
    pub(super) fn failed(&self, message: MessageId, failure: &Failure) -> Said {
        let next = failure.reason.again_after();
        let next = self.at + next.unwrap_or_default();
        let (locale, why) = (self.facts.locale, failure.reason);
        let reason = self.known.reason(locale, message, why, next, true);
        let reason = self.of_its_file(message, why, reason);
        let text = match failure.code {
            Some(code) => self.say(
                "notice-failed-code",
                &args! { "reason" => reason, "code" => code.to_string() },
            ),
            None => self.say("notice-failed", &args! { "reason" => reason }),
        };
        let text = match self.stands_nowhere(message) {
            true => format!("{text}\n> {}", self.excerpt(message)),
            false => text,
        };
        Said {
            text,
            buttons: self.helps(message, failure.reason),
        }
    }

    /// Its line is gone, so that nothing else shows what this is about. A reaction never had one.
    fn stands_nowhere(&self, message: MessageId) -> bool {
        let row = self.known.c.message(message);
        row.is_some_and(|row| {
            row.post.is_none() && !matches!(row.content, Content::Reaction { .. })
        })
    }

    /// Why the file of a message does not leave: which one, of a line with several, and that the words
    /// below it stay with it.
    fn of_its_file(&self, message: MessageId, why: Reason, reason: String) -> String {
        let rows = &self.known.c.outgoing;
        let row = rows.iter().find(|row| row.id == message);
        let row = row.filter(|_| why.is_about_the_file());
        let Some((row, file)) = row.and_then(|row| Some((row, row.content.file()?))) else {
            return reason;
        };
        let in_one_line = |other: &Outgoing| other.id != message && other.line() == row.line();
        let reason = if rows.iter().any(in_one_line) {
            let args = args! { "file" => quote(&file.facts.name), "reason" => reason };
            self.say("failed-one-file", &args)
        } else {
            reason
        };
        match file.caption {
            Some(_) => self.say("failed-with-words", &args! { "reason" => reason }),
            None => reason,
        }
    }

    /// It waits for the platform alone, and is tried again then.
    pub(super) fn delayed(
        &self,
        message: MessageId,
        failure: &Failure,
        next: DateTime<Utc>,
    ) -> Said {
        let reason = self.reason(message, failure.reason, next);
        Said::plain(self.say("notice-delayed", &args! { "reason" => reason }))
    }

    /// It waits for its number, which the platform has stopped, or a person, or which is off.
    pub(super) fn paused(&self, message: MessageId) -> Said {
        let channel = &self.known.channel;
        let stopped = channel.pause_reason.as_deref();
        let stopped = stopped.and_then(|name| Reason::ALL.iter().find(|why| why.name() == name));
        let text = match stopped {
            _ if !channel.enabled => self.say(
                "notice-paused-by-switch",
                &args! { "channel" => quote(&channel.name) },
            ),
            Some(why) => {
                let reason = self.reason(message, *why, self.at);
                self.say("notice-paused", &args! { "reason" => reason })
            }
            None => self.say(
                "notice-paused-by-people",
                &args! { "channel" => quote(&channel.name) },
            ),
        };
        Said {
            text,
            buttons: vec![self.button(
                ButtonStyle::Secondary,
                Verb::Queue,
                self.conversation(),
                "see-queue-button",
            )],
        }
    }

    /// Why it waits, until then.
    fn reason(&self, message: MessageId, why: Reason, next: DateTime<Utc>) -> String {
        let locale = self.facts.locale;
        self.known.reason(locale, message, why, next, false)
    }

    /// The way out, where one press is one.
    fn helps(&self, message: MessageId, why: Reason) -> Vec<Button> {
        let row = self.known.c.message(message);
        let failed = Failed {
            conversation: self.known.c.id,
            stage: self.known.c.stage,
            contact: self.known.contact.id,
            message,
            is_template: row.is_some_and(|row| row.content.is_template()),
            why,
        };
        offers::after_failure(self.facts.locale, failed)
    }

    /// A file that the thread was promised cannot be had.
    pub(super) async fn file_failed(&self, id: FileId) -> Result<Said, DeskError> {
        let Some(file) = self.facts.desk.file(id).await? else {
            return Ok(Said::plain("—".to_owned()));
        };
        let mut args = args! { "label" => files::label(self.facts, &file) };
        let text = if file.what.source.is_customers() {
            args.set("contact", self.known.first_name());
            args.set("reason", files::reason(self.facts, &file));
            let id = match file.state {
                FileState::Wanted => "notice-file-late",
                _ => "notice-file-failed",
            };
            self.say(id, &args)
        } else {
            self.say("notice-echo-file-failed", &args)
        };
        Ok(Said {
            text,
            buttons: vec![offers::fetch(self.facts.locale, id)],
        })
    }
}
