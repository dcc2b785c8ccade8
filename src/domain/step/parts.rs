//! The messages that a line becomes, and a line whose words leave in several, since one does not carry
//! them all.

use super::super::content::Content;
use super::super::event::{Line, Reply};
use super::super::ids::{MessageId, PostId};
use super::super::leaves::{contents, messages, spoken, with_a_paste};
use super::super::message::{Apart, HeldReason, Outgoing, State};
use super::super::text::signs;
use super::Step;

impl Step<'_> {
    /// The rows of a line, one for each message that the customer gets of it.
    pub(super) fn rows_for(&self, line: &Line, text: String) -> Vec<Outgoing> {
        let (limit, room) = (self.c.abilities.text_limit, self.room_for_a_name());
        let contents = match line.long_paste {
            true => with_a_paste(text, &line.files, limit, room),
            false => contents(text, &line.files, limit, room),
        };
        let mut rows = Vec::new();
        for (content, nth) in contents.into_iter().zip(0..) {
            let mut row = self.new_row(
                MessageId(line.message.0 + nth),
                line.post.as_i64() + nth,
                line.author,
                content,
            );
            row.post = Some(line.post);
            row.along_with = (nth > 0).then_some(line.message);
            row.written_at = line.written_at;
            row.confirmed_at = line.written_at;
            if let (Reply::Customer { wamid }, 0) = (&line.reply, nth) {
                row.quotes = Some(wamid.clone());
            }
            rows.push(row);
        }
        rows
    }

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

    /// Each message of a line whose words stand in several, or have to by now, says its part of the
    /// new ones; more of them begin at `fresh`. Once one of them has left, the others say what they
    /// said. Whether it is such a line.
    pub(super) fn edited_in_parts(
        &mut self,
        message: MessageId,
        post: PostId,
        words: &str,
        fresh: Option<MessageId>,
    ) -> bool {
        let parts = self.parts_of(post);
        let mut said = match words.trim().is_empty() {
            // Its files may still leave.
            true => Vec::new(),
            false => messages(words.to_owned(), self.room_for_words()),
        };
        // What a paste says that is asked about stands in its file.
        let asked = |row: &Outgoing| row.held_for() == Some(HeldReason::LongPaste);
        let grows = parts == [message]
            && said.len() > 1
            && fresh.is_some()
            && !self.c.message(message).is_some_and(asked);
        if parts.len() < 2 && !grows {
            return false;
        }
        let rows = || parts.iter().filter_map(|id| self.c.message(*id));
        let apart = rows().next().and_then(|row| row.apart);
        let waits = |row: &Outgoing| row.state.is_pending() && row.apart == apart;
        if apart == Some(Apart::Paste) || !rows().all(waits) {
            return true;
        }
        let mut more = Vec::new();
        if said.len() > parts.len() {
            match fresh {
                Some(_) => more = said.split_off(parts.len()),
                None => {
                    // The last one is refused as too long, which its author reads.
                    let rest = said.split_off(parts.len() - 1);
                    said.push(rest.join("\n"));
                }
            }
        }
        let before: Vec<&str> = rows().filter_map(|row| row.content.words()).collect();
        let before = before.join("\n");
        let mut said = said.into_iter();
        for id in &parts {
            let Some(row) = self.row(*id) else { continue };
            row.says_its_line();
            match said.next() {
                Some(words) => self.says_now(*id, &words),
                None => self.make_note(*id),
            }
        }
        if let (Some(last), Some(fresh)) = (parts.last(), fresh) {
            self.remark_on_words(Some(post), &before, &more.join("\n"), false);
            self.leave_behind(*last, more, fresh);
        }
        true
    }

    /// These too leave of its line, right behind that message; their rows begin at `fresh`.
    fn leave_behind(&mut self, message: MessageId, words: Vec<String>, fresh: MessageId) {
        let Some(row) = self.c.message(message).filter(|_| !words.is_empty()) else {
            return;
        };
        let (line, post, place, author) = (row.line(), row.post, row.position, row.author);
        for (text, nth) in words.into_iter().zip(0..) {
            let message = MessageId(fresh.0 + nth);
            let mut row = self.new_row(message, place, author, Content::Text { text });
            row.post = post;
            row.along_with = Some(line);
            self.may_be_taken_back(&mut row);
            self.add(row);
        }
    }

    /// What that file does not carry leaves below it, in messages of its line from `fresh` on.
    pub(super) fn go_below(&mut self, file: MessageId, words: String, fresh: MessageId) {
        let Some(row) = self.c.message(file) else {
            return;
        };
        let (post, is_held) = (row.post, row.state == State::Held);
        let before = row.content.words().unwrap_or_default().to_owned();
        if let Some(bare) = row.content.with_words("", 0) {
            self.changes_to(file, bare);
        }
        let is_command = signs::looks_like_command(&words) && !is_held;
        self.remark_on_words(post, &before, &words, false);
        let words = messages(words, self.room_for_words());
        self.leave_behind(file, words, fresh);
        if is_command {
            self.hold(fresh, HeldReason::Command);
        }
        self.look_at_the_words(fresh);
    }

    /// A line without the file that Discord made of its paste says itself what leaves of it, as long
    /// as nothing of it has left. `left`: the files that the line has.
    pub(super) fn paste_left(&mut self, post: PostId, left: &[u64]) {
        let brought = |id: &u64| {
            let mut rows = self.rows_of(post).filter_map(|row| row.content.file());
            rows.any(|file| file.facts.attachment == Some(*id))
        };
        let pasted =
            |row: &&Outgoing| row.apart == Some(Apart::Paste) && row.state != State::Cancelled;
        let waits = |row: &Outgoing| row.state.is_pending();
        if !left.iter().all(brought) || !self.rows_of(post).filter(pasted).all(waits) {
            return;
        }
        let pasted: Vec<MessageId> = self
            .rows_of(post)
            .filter(pasted)
            .map(|row| row.id)
            .collect();
        for id in pasted {
            if let Some(row) = self.row(id) {
                row.says_its_line();
            }
        }
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
