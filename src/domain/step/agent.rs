//! What people do with their lines in the thread: write, edit, delete.

use chrono::{DateTime, Utc};

use super::super::abilities::Afterwards;
use super::super::content::Content;
use super::super::conversation::Above;
use super::super::effect::{Ask, Effect, Notice, Posted};
use super::super::event::{Line, Reply, Standing};
use super::super::ids::{MessageId, PersonId, PostId};
use super::super::leaves::{Disposition, disposition, has_note_sign, spoken};
use super::super::mark::Mark;
use super::super::message::{Apart, Eraser, HeldReason, Outgoing, State};
use super::super::text::signs::{self, without_note_sign};
use super::Step;

impl Step<'_> {
    pub(super) fn wrote(&mut self, line: &Line) {
        if line.left {
            self.line_that_left(line);
        } else {
            self.newly_wrote(line);
        }
        // A question that this line brought about stands below it, but is no line of the customer's
        // either.
        self.somebodys_line_stands(line.author, line.written_at);
    }

    fn newly_wrote(&mut self, line: &Line) {
        let fate = disposition(&self.c, line, self.now);
        let by_assignee = self.c.assignee == Some(line.author);
        match fate {
            Disposition::Note => {
                self.push(Effect::Mark {
                    post: line.post,
                    mark: Some(Mark::Note),
                });
                // Discord makes whoever writes a member of the thread.
                if line.standing == Standing::Other && !by_assignee {
                    self.push(Effect::Leave(line.author));
                }
            }
            Disposition::Leaves(text) => self.written(line, text, None),
            Disposition::Held(reason) => {
                let text = spoken(&self.c.rules, &line.text).unwrap_or_default();
                self.written(line, text, Some(reason));
            }
        }
    }

    /// The line that stands last in the thread is that person's.
    pub(super) fn somebodys_line_stands(&mut self, author: PersonId, at: DateTime<Utc>) {
        self.c.above = if self.c.assignee == Some(author) {
            Above::Assignee
        } else {
            Above::Colleague { at }
        };
        self.c.named = false;
    }

    /// A line becomes a row for each message that the customer gets of it. Where it is held, the
    /// first of them that could leave is: the others wait behind it.
    fn written(&mut self, line: &Line, text: String, held: Option<HeldReason>) {
        if let Some(reason) = held {
            self.only_the_last_is_asked(reason);
        }
        let open = self.c.window.is_open(self.now);
        for mut row in self.rows_for(line, text) {
            self.may_be_taken_back(&mut row);
            self.add(row);
        }
        let unquoted = match line.reply {
            Reply::TooOld { days } => Some(Notice::QuoteTooOld { days }),
            Reply::Removed => Some(Notice::QuoteOfRemoved),
            Reply::None | Reply::Customer { .. } | Reply::Inside => None,
        };
        if let Some(unquoted) = unquoted {
            self.post(Posted::Notice(unquoted), Some(line.post), None);
        }
        if line.names > 0 {
            let notice = Notice::OnlyNames { count: line.names };
            self.post(Posted::Notice(notice), Some(line.post), None);
        }
        self.remark_on(line);
        self.remark_on_words(Some(line.post), "", &line.text, line.spoiler);
        let mut rows = self.c.outgoing.iter();
        let first = rows.find(|row| row.line() == line.message && row.state.is_pending());
        match (held, first.map(|row| row.id)) {
            (Some(reason), Some(first)) => self.hold(first, reason),
            (None, Some(first)) => self.is_answered_by(first),
            (_, None) => {}
        }
        // What leaves in a moment says nothing on the card.
        if held.is_some() || !open {
            self.push(Effect::Card);
        }
    }

    /// It stays until a person presses, who is asked.
    pub(super) fn hold(&mut self, message: MessageId, reason: HeldReason) {
        self.hold_after(message, reason, None);
    }

    fn hold_after(&mut self, message: MessageId, reason: HeldReason, eraser: Option<PersonId>) {
        let Some(row) = self.row(message) else { return };
        row.state = State::Held;
        row.held = Some(reason);
        row.ready_since = None;
        let (post, author) = (row.post, row.author);
        // For the stale ones `advance` asks together.
        if !reason.is_stale() {
            let ask = Ask::Held {
                message,
                reason,
                eraser,
            };
            self.ask(ask, post, Some(author));
        }
    }

    /// In a conversation of nobody's, and in a concluded one, only the last message can be let go:
    /// the ones before it become notes.
    fn only_the_last_is_asked(&mut self, reason: HeldReason) {
        if !matches!(reason, HeldReason::Unassigned | HeldReason::Concluded) {
            return;
        }
        let earlier: Vec<MessageId> = self
            .c
            .outgoing
            .iter()
            .filter(|row| row.held_for() == Some(reason))
            .map(|row| row.id)
            .collect();
        for id in earlier {
            self.make_line_note(id);
        }
    }

    pub(super) fn edited(
        &mut self,
        post: PostId,
        text: &str,
        attachments: Option<&[u64]>,
        fresh: MessageId,
    ) {
        if let Some(left) = attachments {
            self.files_left(post, left);
            self.paste_left(post, left);
        }
        let stays = spoken(&self.c.rules, text).is_none_or(|text| has_note_sign(&text));
        let pending = self.rows_of(post).find(|row| row.state.is_pending());
        if let Some(message) = pending.filter(|_| stays).map(|row| row.id) {
            self.make_line_note(message);
        }
        self.edited_after_a_failure(post, stays);
        let Some(row) = self.c.message_of(post) else {
            return;
        };
        let Some(words) = row.content.words() else {
            return;
        };
        if row.state.is_pending() {
            self.edited_pending(row.id, text, Some(fresh));
        } else if row.state.has_left() {
            let (id, words) = (row.id, words.to_owned());
            self.edited_after(id, post, &words, text);
        }
    }

    /// Whoever edits the line of what failed says what is to be sent again, if anything is: the line is
    /// read then, although what leaves was written in a form.
    fn edited_after_a_failure(&mut self, post: PostId, stays: bool) {
        let mut given_up = false;
        for row in &mut self.c.outgoing {
            if row.post != Some(post) || row.state != State::Failed || row.content.is_template() {
                continue;
            }
            if stays {
                row.give_up();
                given_up = true;
            } else if row.apart == Some(Apart::Form) {
                row.says_its_line();
            }
        }
        if given_up {
            self.push(Effect::Card);
        }
    }

    /// The customer has, or may have, the old text: the thread says so.
    fn edited_after(&mut self, message: MessageId, post: PostId, sent: &str, text: &str) {
        let rules = self.c.rules.clone();
        let Some(row) = self.c.message(message) else {
            return;
        };
        let apart = row.is_apart();
        // The sign that made it a note is none of what was sent of it.
        let says = if apart { without_note_sign(text) } else { text };
        let words = |text: &str| spoken(&rules, text).unwrap_or_else(|| text.to_owned());
        let new = words(says);
        let is_known = match row.edited.as_deref() {
            Some(known) => words(known) == words(text),
            None => new == sent,
        };
        if is_known {
            return;
        }
        // A correction is what they read last.
        let as_sent = !row.corrected && (new == sent || self.stands_in_parts(post, says));
        if !as_sent {
            self.tell_of_the_edit(message, text);
        } else if let Some(row) = self.row(message) {
            row.edited = None;
        }
    }

    /// What its line says does not replace what leaves, or has left.
    fn tell_of_the_edit(&mut self, message: MessageId, text: &str) {
        let Some(row) = self.row(message) else { return };
        row.edited = Some(text.to_owned());
        row.corrected = false;
        let (post, author) = (row.post, row.author);
        match self.c.abilities.afterwards {
            Afterwards::Stays => self.tell(Notice::EditedAfter { message }, post, author),
        }
    }

    /// An edit changes what leaves, or makes it stay; it never makes leave what would have stayed.
    /// `fresh`: as of [`super::super::event::Event::Edited`], where there is one.
    pub(super) fn edited_pending(
        &mut self,
        message: MessageId,
        text: &str,
        fresh: Option<MessageId>,
    ) {
        let Some(row) = self.c.message(message) else {
            return;
        };
        let is_known = row.edited.as_deref() == Some(text);
        if is_known && row.corrected {
            return;
        }
        let (content, post, apart) = (row.content.clone(), row.post, row.apart);
        let is_paste = row.held_for() == Some(HeldReason::LongPaste);
        let new = spoken(&self.c.rules, text).filter(|text| !has_note_sign(text));
        let Some(new) = new else {
            self.make_line_note(message);
            return;
        };
        if apart == Some(Apart::Paste) {
            if !is_known {
                self.tell_of_the_edit(message, text);
            }
            return;
        }
        if let Some(post) = post
            && self.edited_in_parts(message, post, &new, fresh)
        {
            return;
        }
        // Its other rows only stay with it.
        let first = post.and_then(|post| self.c.message_of(post));
        if first.is_some_and(|first| first.id != message) {
            return;
        }
        if content.words() == Some(&*new) {
            if let Some(row) = self.row(message) {
                row.edited = None;
                row.corrected = false;
            }
            return;
        }
        if content.file().is_none() && new.trim().is_empty() {
            if is_paste {
                // What it says stands in its file.
                let text = String::new();
                self.changes_to(message, Content::Text { text });
            } else {
                // Its files may still leave.
                self.make_note(message);
            }
            return;
        }
        let room = self.room_for_a_name();
        if let Some(changed) = content.with_words(&new, room) {
            self.changes_to(message, changed);
        } else if let Some(fresh) = fresh {
            self.go_below(message, new, fresh);
        } else if let Some(row) = self.row(message) {
            // They can be sent as the correction that the thread offers.
            row.edited = Some(text.to_owned());
            row.corrected = false;
        }
    }

    /// This pending message says these words; those that it says already change nothing.
    pub(super) fn says_now(&mut self, message: MessageId, words: &str) {
        let content = self.c.message(message).map(|row| &row.content);
        let other = content.filter(|content| content.words() != Some(words));
        let room = self.room_for_a_name();
        if let Some(changed) = other.and_then(|content| content.with_words(words, room)) {
            self.changes_to(message, changed);
        }
    }

    pub(super) fn changes_to(&mut self, message: MessageId, content: Content) {
        let (now, undo) = (self.now, self.c.rules.undo());
        let words = content.words().unwrap_or_default().to_owned();
        let Some(row) = self.row(message) else { return };
        let (post, before) = (row.post, std::mem::replace(&mut row.content, content));
        row.says_its_line();
        row.confirmed_at = now;
        row.confirmed_by = row.author;
        row.reread = false;
        if row.due_at > now && row.attempt == 0 && !row.undo_restarted {
            row.undo_restarted = true;
            row.due_at = now + undo;
            row.ready_since = None;
        }
        if row.state != State::Held && signs::looks_like_command(&words) {
            self.hold(message, HeldReason::Command);
        }
        self.remark_on_words(post, before.words().unwrap_or_default(), &words, false);
        self.look_at_the_words(message);
        self.push(Effect::Card);
    }

    /// Until it is known who deleted it, it is as if its line had to be read again; for now there is
    /// nothing to read.
    pub(super) fn vanished(&mut self, post: PostId) {
        self.gone = Some(post);
        for row in &mut self.c.outgoing {
            if row.post == Some(post) && row.state.is_unsettled() && !row.content.is_template() {
                row.reread = true;
            }
        }
    }

    pub(super) fn deleted(&mut self, post: PostId, by: Eraser) {
        let rows: Vec<MessageId> = self.rows_of(post).map(|row| row.id).collect();
        let mut asked = false;
        let mut has = Vec::new();
        for message in rows {
            let Some(row) = self.row(message) else {
                continue;
            };
            row.post = None;
            row.mark = None;
            row.reread = false;
            if row.content.is_template() {
                // Nobody took the template back by deleting its line.
                if row.state.has_left() {
                    has.push(message);
                }
            } else if row.state.is_pending() {
                if !by.is_another(row.author) {
                    self.make_note(message);
                } else if !std::mem::replace(&mut asked, true) {
                    let eraser = match by {
                        Eraser::Other(person) => Some(person),
                        _ => None,
                    };
                    self.hold_after(message, HeldReason::Deleted, eraser);
                    self.push(Effect::Card);
                }
            } else if row.state.has_left() {
                row.held = Some(HeldReason::Deleted);
                // Whoever has it keeps it.
                let Afterwards::Stays = self.c.abilities.afterwards;
                has.push(message);
            } else if row.state == State::Failed {
                // Nothing shows any more what would be sent again.
                row.held = Some(HeldReason::Deleted);
                if !by.is_another(row.author) {
                    row.give_up();
                    self.push(Effect::Card);
                }
            }
        }
        let mut has = has.into_iter();
        if let Some(message) = has.next() {
            let with = has.collect();
            self.notice(Notice::DeletedAfter { message, by, with });
        }
    }

    /// The rows that a line stands for, in their order.
    pub(super) fn rows_of(&self, post: PostId) -> impl Iterator<Item = &Outgoing> {
        let rows = self.c.outgoing.iter();
        rows.filter(move |row| row.post == Some(post))
    }

    /// A message that was under way is in the queue again: what became of its line meanwhile holds
    /// now.
    pub(super) fn comes_back(&mut self, message: MessageId) {
        let Some(row) = self.row(message) else { return };
        if row.held == Some(HeldReason::Deleted) {
            self.hold(message, HeldReason::Deleted);
        } else if let Some(text) = row.edited.clone() {
            self.edited_pending(message, &text, None);
        }
        self.heed_the_stop(message);
    }

    pub(super) fn gap(&mut self) {
        for row in &mut self.c.outgoing {
            // A held one too: the press lets go what its line says by then.
            if row.state.is_pending() && row.post.is_some() && !row.content.is_template() {
                row.reread = true;
            }
        }
    }

    pub(super) fn reread(
        &mut self,
        message: MessageId,
        text: &str,
        attachments: &[u64],
        fresh: MessageId,
    ) {
        let Some(row) = self.row(message) else { return };
        if !row.reread || !row.state.is_pending() {
            return;
        }
        row.reread = false;
        let post = row.post;
        self.stands = Some(message);
        if let Some(post) = post {
            self.files_left(post, attachments);
            self.paste_left(post, attachments);
        }
        let speaks = |row: &Outgoing| row.state.is_pending() && !row.is_apart();
        if self.c.message(message).is_some_and(speaks) {
            self.edited_pending(message, text, Some(fresh));
        }
    }
}
