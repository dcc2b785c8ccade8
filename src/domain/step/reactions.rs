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
    /// A message carries one reaction of ours: the last one put there. One that is taken back before
    /// it left never leaves.
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
        let settled = self.c.reactions_to(given.target);
        let settled = settled.filter(|(row, _)| !row.state.is_pending());
        let before = settled
            .last()
            .and_then(|(_, emoji)| emoji.map(str::to_owned));
        let mut rows = self.c.reactions_to(given.target);
        let waiting = rows
            .find(|(row, _)| row.state.is_pending())
            .map(|(row, emoji)| (row.id, emoji.map(str::to_owned)));
        drop(rows);
        let stands = match &waiting {
            Some((_, emoji)) => emoji.clone(),
            None => before.clone(),
        };
        let wanted = match (given.removed, stands.as_deref() == Some(given.emoji)) {
            (false, true) | (true, false) => return,
            (false, false) => Some(given.emoji.to_owned()),
            (true, true) => None,
        };
        if let Some((waiting, _)) = waiting {
            self.make_note(waiting);
        }
        if wanted == before {
            return;
        }
        let content = Content::Reaction {
            target: given.target.to_owned(),
            emoji: wanted,
        };
        let mut row = self.new_row(message, position, by, content);
        self.may_be_taken_back(&mut row);
        self.add(row);
        self.nobody_waits();
    }
}
