//! The assignee's emojis on the customer's messages.

use super::super::content::Content;
use super::super::conversation::Stage;
use super::super::ids::{MessageId, PersonId};
use super::Step;

/// An emoji put on a message of the customer's, or taken back.
pub(super) struct Emoji<'a> {
    pub(super) target: &'a str,
    pub(super) emoji: &'a str,
    pub(super) removed: bool,
}

impl Step<'_> {
    /// A message carries one reaction of ours: the last one put there, of which those below it that
    /// still stand in the thread are known. One that is taken back before it left never leaves.
    pub(super) fn reacted(
        &mut self,
        message: MessageId,
        position: i64,
        by: PersonId,
        given: &Emoji<'_>,
    ) {
        if self.c.stage != Stage::Open || self.c.assignee != Some(by) {
            return;
        }
        let rows = self.c.reactions_to(given.target);
        let (waiting, settled): (Vec<_>, Vec<_>) =
            rows.partition(|(row, _)| row.state.is_pending());
        let (waiting, settled) = (waiting.first(), settled.last());
        let before = settled.and_then(|(_, emoji)| emoji.map(str::to_owned));
        let mut below = match waiting.or(settled) {
            Some((row, _)) if row.confirmed_by == by => row.content.emojis_below().to_vec(),
            _ => Vec::new(),
        };
        let stands = waiting
            .or(settled)
            .and_then(|(_, emoji)| emoji.map(str::to_owned));
        let (waiting, settled) = (
            waiting.map(|(row, _)| row.id),
            settled.map(|(row, _)| row.id),
        );
        let on_top = stands.as_deref() == Some(given.emoji);
        let wanted = match (given.removed, on_top) {
            (false, true) => return,
            (false, false) => {
                below.retain(|emoji| emoji != given.emoji);
                below.extend(stands.filter(|_| self.is_of(waiting.or(settled), by)));
                Some(given.emoji.to_owned())
            }
            (true, false) => {
                below.retain(|emoji| emoji != given.emoji);
                return self.stand_below(waiting.or(settled), below);
            }
            (true, true) => below.pop(),
        };
        if let Some(waiting) = waiting {
            self.make_note(waiting);
        }
        if wanted == before {
            return self.stand_below(settled, below);
        }
        let answers = wanted.is_some() && !given.removed;
        let content = Content::Reaction {
            target: given.target.to_owned(),
            emoji: wanted,
            below,
        };
        let mut row = self.new_row(message, position, by, content);
        self.may_be_taken_back(&mut row);
        self.add(row);
        if answers {
            self.is_answered_by(message);
        }
    }

    fn is_of(&self, message: Option<MessageId>, by: PersonId) -> bool {
        let row = message.and_then(|message| self.c.message(message));
        row.is_some_and(|row| row.confirmed_by == by)
    }

    fn stand_below(&mut self, message: Option<MessageId>, emojis: Vec<String>) {
        let row = message.and_then(|message| self.row(message));
        if let Some(Content::Reaction { below, .. }) = row.map(|row| &mut row.content) {
            *below = emojis;
        }
    }
}
