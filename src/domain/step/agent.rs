//! What people do in the thread: write, edit, delete, choose a template or write in a form.

use super::super::conversation::{Above, Stage};
use super::super::effect::{Ask, Effect, Notice, Posted};
use super::super::event::{Line, Reply};
use super::super::ids::{MessageId, PersonId, PostId};
use super::super::leaves::{Disposition, disposition, edit_makes_note, spoken};
use super::super::mark::Mark;
use super::super::message::{Content, Eraser, HeldReason, Outgoing, State, TemplateContent};
use super::super::text::signs;
use super::Step;

impl Step<'_> {
    pub(super) fn wrote(&mut self, line: &Line) {
        let fate = disposition(&self.c, line, self.now);
        let by_assignee = self.c.assignee == Some(line.author);
        match fate {
            Disposition::Note => self.push(Effect::Mark {
                post: line.post,
                mark: Some(Mark::Note),
            }),
            Disposition::FilesStay => {
                self.push(Effect::Mark {
                    post: line.post,
                    mark: Some(Mark::Failed),
                });
                self.tell(Notice::FilesStay, Some(line.post), line.author);
            }
            Disposition::Leaves(text) => self.written(line, text, None),
            Disposition::Held(reason) => {
                let text = spoken(&self.c.rules, &line.text).unwrap_or_default();
                self.written(line, text, Some(reason));
            }
        }
        self.c.above = if by_assignee {
            Above::Assignee
        } else {
            Above::Colleague {
                at: line.written_at,
            }
        };
        // A question that this line brought about stands below it, but is no line of the customer's
        // either.
        self.c.named = false;
    }

    fn written(&mut self, line: &Line, text: String, held: Option<HeldReason>) {
        let mut row = self.new_row(
            line.message,
            line.post.as_i64(),
            line.author,
            Content::Text { text },
        );
        row.post = Some(line.post);
        row.written_at = line.written_at;
        row.confirmed_at = line.written_at;
        if let Reply::Customer { wamid } = &line.reply {
            row.quotes = Some(wamid.clone());
        }
        row.due_at = self.now + self.c.rules.undo();
        row.state = if self.c.window.is_open(self.now) {
            State::Undo
        } else {
            State::Waiting
        };
        if let Some(reason) = held {
            self.only_the_last_is_asked(reason);
        } else {
            self.assignee_acted();
        }
        // What leaves in a moment says nothing on the card.
        let waits = held.is_some() || row.state == State::Waiting;
        self.add(row);
        if let Some(reason) = held {
            self.hold(line.message, reason);
        }
        if waits {
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
            .filter(|row| row.state == State::Held && row.held == Some(reason))
            .map(|row| row.id)
            .collect();
        for id in earlier {
            self.make_note(id);
        }
    }

    pub(super) fn edited(&mut self, post: PostId, text: &str) {
        let Some(row) = self
            .c
            .message_of(post)
            .filter(|row| !row.content.is_template())
        else {
            return;
        };
        if row.state.is_pending() {
            self.edited_pending(row.id, text);
        } else if has_left(row) && !row.is_apart() {
            self.edited_after(row.id, post, text);
        }
    }

    /// The customer has, or may have, the old text: the thread says so.
    fn edited_after(&mut self, message: MessageId, post: PostId, text: &str) {
        let rules = self.c.rules.clone();
        let words = |text: &str| spoken(&rules, text).unwrap_or_else(|| text.to_owned());
        let Some(row) = self.row(message) else { return };
        let sent = row.content.text().to_owned();
        let known = row.edited.as_deref().map_or_else(|| sent.clone(), words);
        let new = words(text);
        if new == known {
            return;
        }
        if new == sent {
            row.edited = None;
            return;
        }
        // An empty one would mean that its line is not what leaves.
        row.edited = Some(if text.is_empty() { " " } else { text }.to_owned());
        let author = row.author;
        self.tell(Notice::EditedAfter { message }, Some(post), author);
    }

    /// An edit changes what leaves, or makes it stay; it never makes leave what would have stayed.
    fn edited_pending(&mut self, message: MessageId, text: &str) {
        let (now, undo) = (self.now, self.c.rules.undo());
        let Some(text) = spoken(&self.c.rules, text).filter(|text| !edit_makes_note(text)) else {
            self.make_note(message);
            return;
        };
        let Some(row) = self.row(message) else { return };
        if row.content.text() == text {
            return;
        }
        let looks_like_command = signs::looks_like_command(&text);
        row.content = Content::Text { text };
        row.edited = None;
        row.confirmed_at = now;
        row.confirmed_by = row.author;
        row.reread = false;
        if row.due_at > now && row.attempt == 0 && !row.undo_restarted {
            row.undo_restarted = true;
            row.due_at = now + undo;
            row.ready_since = None;
        }
        if row.state != State::Held && looks_like_command {
            self.hold(message, HeldReason::Command);
        }
        self.push(Effect::Card);
    }

    /// Until it is known who deleted it, it is as if its line had to be read again.
    pub(super) fn vanished(&mut self, post: PostId) {
        if let Some(row) = self.row_of(post)
            && row.state.is_unsettled()
            && !row.content.is_template()
        {
            row.reread = true;
        }
    }

    fn row_of(&mut self, post: PostId) -> Option<&mut Outgoing> {
        let mut rows = self.c.outgoing.iter_mut();
        rows.find(|row| row.post == Some(post))
    }

    pub(super) fn deleted(&mut self, post: PostId, by: Eraser) {
        let Some(row) = self.row_of(post) else {
            return;
        };
        let message = row.id;
        row.post = None;
        row.mark = None;
        row.reread = false;
        if row.content.is_template() {
            // The line is ours: nobody took the template back by deleting it.
        } else if row.state.is_pending() {
            if by.is_another() {
                let eraser = match by {
                    Eraser::Other(person) => Some(person),
                    _ => None,
                };
                self.hold_after(message, HeldReason::Deleted, eraser);
                self.push(Effect::Card);
            } else {
                self.make_note(message);
            }
        } else if has_left(row) {
            row.held = Some(HeldReason::Deleted);
            self.notice(Notice::DeletedAfter { message, by });
        }
    }

    /// A message that was under way is in the queue again: what became of its line meanwhile holds
    /// now.
    pub(super) fn comes_back(&mut self, message: MessageId) {
        let Some(row) = self.row(message) else { return };
        if row.held == Some(HeldReason::Deleted) {
            self.hold(message, HeldReason::Deleted);
        } else if !row.is_apart()
            && let Some(text) = row.edited.take()
        {
            self.edited_pending(message, &text);
        }
    }

    pub(super) fn gap(&mut self) {
        for row in &mut self.c.outgoing {
            // A held one too: the press lets go what its line says by then.
            if row.state.is_pending() && row.post.is_some() && !row.content.is_template() {
                row.reread = true;
            }
        }
    }

    pub(super) fn reread(&mut self, message: MessageId, text: &str) {
        let Some(row) = self.row(message) else { return };
        if !row.reread || !row.state.is_pending() {
            return;
        }
        row.reread = false;
        if !row.is_apart() {
            self.edited_pending(message, text);
        }
    }

    pub(super) fn template_chosen(
        &mut self,
        message: MessageId,
        position: i64,
        by: PersonId,
        content: &TemplateContent,
    ) {
        let content = Content::Template(Box::new(content.clone()));
        let row = self.new_row(message, position, by, content);
        self.chosen(row, Some(Posted::Template { message }));
    }

    pub(super) fn text_chosen(
        &mut self,
        message: MessageId,
        position: i64,
        by: PersonId,
        text: &str,
        post: Option<PostId>,
    ) {
        let content = Content::Text {
            text: text.to_owned(),
        };
        let mut row = self.new_row(message, position, by, content);
        row.post = post;
        row.edited = Some(String::new());
        row.state = State::Waiting;
        let line = post.is_none().then_some(Posted::Text { message });
        self.chosen(row, line);
    }

    /// Adds what a person confirmed in a form, and the line that stands for it.
    pub(super) fn chosen(&mut self, row: Outgoing, line: Option<Posted>) {
        let (message, by) = (row.id, row.author);
        self.add(row);
        if let Some(line) = line {
            self.post(line, None, None);
        }
        if self.c.stage == Stage::Concluded {
            self.hold(message, HeldReason::Concluded);
        }
        if self.c.assignee == Some(by) {
            self.assignee_acted();
        }
        self.push(Effect::Card);
    }
}

/// The customer has it, or may have it.
fn has_left(row: &Outgoing) -> bool {
    row.state.progress().is_some() || matches!(row.state, State::Sending | State::Doubt)
}
