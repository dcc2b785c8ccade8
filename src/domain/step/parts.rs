//! A line whose words leave in several messages, since one does not carry them all.

use super::super::content::Content;
use super::super::ids::{MessageId, PostId};
use super::super::leaves::{messages, spoken};
use super::super::message::{HeldReason, State};
use super::super::text::signs;
use super::Step;

impl Step<'_> {
    /// Whether that is what the line's several messages say together.
    pub(super) fn stands_in_parts(&self, post: PostId, text: &str) -> bool {
        let parts = self.parts_of(post);
        let Some(words) = spoken(&self.c.rules, text).filter(|_| parts.len() > 1) else {
            return false;
        };
        let said = parts.iter().filter_map(|part| self.c.message(*part));
        let said = said.filter_map(|row| row.content.words());
        said.eq(messages(words, self.room_for_words()))
    }

    /// Each message of a line whose words stand in several says its part of the new ones. Once one
    /// of them has left, the others say what they said. Whether it is such a line.
    pub(super) fn edited_in_parts(&mut self, post: PostId, words: &str) -> bool {
        let parts = self.parts_of(post);
        if parts.len() < 2 {
            return false;
        }
        let waits = |id: &MessageId| {
            let row = self.c.message(*id);
            row.is_some_and(|row| row.state.is_pending() && !row.is_apart())
        };
        if !parts.iter().all(waits) {
            return true;
        }
        let mut said = match words.trim().is_empty() {
            // Its files may still leave.
            true => Vec::new(),
            false => messages(words.to_owned(), self.room_for_words()),
        };
        // More than before: the last one is refused as too long, which its author reads.
        if said.len() > parts.len() {
            let rest = said.split_off(parts.len() - 1);
            said.push(rest.join("\n"));
        }
        let mut said = said.into_iter();
        for id in parts {
            match said.next() {
                Some(words) => self.says_now(id, &words),
                None => self.make_note(id),
            }
        }
        true
    }

    /// What that file does not carry leaves below it, in messages of its line from `fresh` on.
    pub(super) fn go_below(&mut self, file: MessageId, words: String, fresh: MessageId) {
        let Some(row) = self.c.message(file) else {
            return;
        };
        let (line, post, place, author) = (row.line(), row.post, row.position, row.author);
        let is_held = row.state == State::Held;
        let before = row.content.words().unwrap_or_default().to_owned();
        if let Some(bare) = row.content.with_words("", 0) {
            self.changes_to(file, bare);
        }
        let is_command = signs::looks_like_command(&words) && !is_held;
        self.remark_on_words(post, &before, &words, false);
        for (text, nth) in messages(words, self.room_for_words()).into_iter().zip(0..) {
            let message = MessageId(fresh.0 + nth);
            let mut row = self.new_row(message, place, author, Content::Text { text });
            row.post = post;
            row.along_with = Some(line);
            self.may_be_taken_back(&mut row);
            self.add(row);
        }
        if is_command {
            self.hold(fresh, HeldReason::Command);
        }
        self.look_at_the_words(fresh);
    }

    fn room_for_words(&self) -> usize {
        self.c
            .abilities
            .text_limit
            .saturating_sub(self.room_for_a_name())
    }

    /// The line's messages that are words alone, in their order, without those that were taken back.
    fn parts_of(&self, post: PostId) -> Vec<MessageId> {
        self.rows_of(post)
            .filter(|row| matches!(row.content, Content::Text { .. }))
            .filter(|row| row.state != State::Cancelled)
            .map(|row| row.id)
            .collect()
    }
}
