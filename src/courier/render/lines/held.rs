//! The question about one held message, and whose doing a deletion was.

use super::{Said, View};
use crate::courier::render::{mention, quote};
use crate::discord::offers;
use crate::domain::ids::{MessageId, PersonId};
use crate::domain::message::{Eraser, HeldReason};
use crate::words::{self, args};

impl View<'_> {
    /// Who deleted a message's line, if that is known.
    pub(super) fn eraser(&self, message: MessageId, by: Eraser) -> Option<PersonId> {
        match by {
            Eraser::Author => self.known.c.message(message).map(|row| row.author),
            Eraser::Other(person) => Some(person),
            Eraser::Somebody | Eraser::Unknown => None,
        }
    }

    /// May it leave?
    pub(super) fn held(
        &self,
        message: MessageId,
        reason: HeldReason,
        eraser: Option<PersonId>,
    ) -> Said {
        let contact = self.known.first_name();
        let command = self
            .known
            .c
            .message(message)
            .and_then(|row| row.content.text().split_whitespace().next())
            .map(quote)
            .unwrap_or_default();
        let ours = words::is_command(&command);
        let text = match reason {
            HeldReason::Command if ours => "ask-held-command",
            HeldReason::Command => "ask-held-command-other",
            HeldReason::Colleague => "ask-held-colleague",
            HeldReason::Late => "ask-held-late",
            HeldReason::Away => "ask-held-away",
            HeldReason::LongPaste => "ask-held-long-paste",
            HeldReason::Unassigned => "ask-held-unassigned",
            HeldReason::Concluded => "ask-held-concluded",
            HeldReason::Deleted if eraser.is_some() => "ask-held-deleted-by",
            HeldReason::Deleted => "ask-held-deleted",
        };
        let text = self.say(
            text,
            &args! {
                "contact" => contact.clone(),
                "command" => command,
                "excerpt" => self.excerpt(message),
                "by" => eraser.map(mention).unwrap_or_default(),
            },
        );
        let buttons = offers::held(self.facts.locale, message, reason, &contact);
        Said { text, buttons }
    }
}
