//! What people do in the thread: write, edit, delete, choose a template, press.

use super::super::conversation::{Above, Stage};
use super::super::effect::{Ask, Effect, Notice, Posted, Question};
use super::super::event::{Line, Reply, Wish};
use super::super::ids::{MessageId, PersonId, PostId};
use super::super::leaves::{Disposition, disposition, edit_makes_note};
use super::super::mark::Mark;
use super::super::message::{Content, HeldReason, State, TemplateContent};
use super::super::text::signs;
use super::Step;

impl Step<'_> {
    pub(super) fn wrote(&mut self, line: &Line) {
        let fate = disposition(&self.c, line, self.now);
        let by_assignee = self.c.assignee == Some(line.author);
        let above = if by_assignee {
            Above::Assignee
        } else {
            Above::Colleague {
                at: line.written_at,
            }
        };
        match fate {
            Disposition::Note => self.mark_note(line.post),
            Disposition::FilesStay => {
                self.push(Effect::Mark {
                    post: line.post,
                    mark: Some(Mark::Failed),
                });
                self.tell(Notice::FilesStay, Some(line.post), line.author);
            }
            Disposition::Leaves(text) => self.written(line, text, None),
            Disposition::Held(reason) => self.written(line, line.text.clone(), Some(reason)),
        }
        self.line_of_person(above);
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
        row.held = held;
        if let Reply::Customer { wamid } = &line.reply {
            row.quotes = Some(wamid.clone());
        }
        row.due_at = self.now + self.c.rules.undo();
        row.state = match held {
            Some(_) => State::Held,
            None if self.c.window.is_open(self.now) => State::Undo,
            None => State::Waiting,
        };
        if let Some(reason) = held {
            self.only_the_last_is_asked(reason);
        } else {
            self.assignee_acted();
        }
        let first_in_queue = row.state == State::Waiting && self.c.queue().next().is_none();
        self.add(row);
        match held {
            Some(reason) if reason.is_stale() => self.ask_stale(),
            Some(reason) => self.ask(
                Ask::Held {
                    message: line.message,
                    reason,
                },
                Some(line.post),
                Some(line.author),
            ),
            None if first_in_queue => self.post(
                Posted::Notice(Notice::Queued {
                    message: line.message,
                }),
                Some(line.post),
                None,
            ),
            None => {}
        }
        self.push(Effect::Card);
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
        let undo = self.c.rules.undo();
        let (now, only_quoted) = (self.now, self.c.rules.only_quoted_leaves);
        let Some(row) = self
            .c
            .outgoing
            .iter_mut()
            .find(|row| row.post == Some(post) && !row.content.is_template())
        else {
            return;
        };
        let id = row.id;
        if !row.state.is_pending() {
            let left = row.state.progress().is_some()
                || matches!(row.state, State::Sending | State::Doubt);
            if left && row.content.text() != text && row.edited.as_deref() != Some(text) {
                row.edited = Some(text.to_owned());
                let author = row.author;
                self.tell(Notice::EditedAfter { message: id }, Some(post), author);
            }
            return;
        }
        let leaves = match text.strip_prefix("> ") {
            Some(quoted) if only_quoted => Some(quoted),
            _ if only_quoted => None,
            _ => Some(text),
        };
        let Some(text) = leaves.filter(|text| !edit_makes_note(text)) else {
            self.make_note(id);
            return;
        };
        if row.content.text() == text {
            return;
        }
        row.content = Content::Text {
            text: text.to_owned(),
        };
        row.confirmed_at = now;
        row.confirmed_by = row.author;
        row.reread = false;
        if row.state == State::Undo && !row.undo_restarted {
            row.undo_restarted = true;
            row.due_at = now + undo;
        }
        if row.state != State::Held && signs::looks_like_command(text) {
            row.state = State::Held;
            row.held = Some(HeldReason::Command);
            let author = row.author;
            self.ask(
                Ask::Held {
                    message: id,
                    reason: HeldReason::Command,
                },
                Some(post),
                Some(author),
            );
        }
        self.push(Effect::Card);
    }

    pub(super) fn deleted(&mut self, post: PostId, in_bulk: bool) {
        let Some(row) = self
            .c
            .outgoing
            .iter_mut()
            .find(|row| row.post == Some(post) && !row.content.is_template())
        else {
            return;
        };
        let (id, author) = (row.id, row.author);
        if row.state.is_pending() {
            row.post = None;
            row.mark = None;
            if in_bulk {
                row.state = State::Held;
                row.held = Some(HeldReason::Deleted);
                self.ask(
                    Ask::Held {
                        message: id,
                        reason: HeldReason::Deleted,
                    },
                    None,
                    Some(author),
                );
            } else {
                self.make_note(id);
            }
            self.push(Effect::Card);
        } else if row.state.progress().is_some()
            || matches!(row.state, State::Sending | State::Doubt)
        {
            row.post = None;
            self.notice(Notice::DeletedAfter { message: id });
        }
    }

    pub(super) fn gap(&mut self) {
        for row in &mut self.c.outgoing {
            // A held message is confirmed by a press, which shows what leaves.
            if row.state.is_pending() && row.post.is_some() && !row.content.is_template() {
                row.reread = true;
            }
        }
    }

    pub(super) fn reread(&mut self, message: MessageId, text: Option<&str>) {
        let Some(row) = self.row(message) else { return };
        if !row.reread || !row.state.is_pending() {
            return;
        }
        row.reread = false;
        let post = row.post;
        match (text, post) {
            (None, Some(post)) => self.deleted(post, false),
            (Some(text), Some(post)) => self.edited(post, text),
            (_, None) => {}
        }
    }

    pub(super) fn template_chosen(
        &mut self,
        message: MessageId,
        position: i64,
        by: PersonId,
        content: &TemplateContent,
    ) {
        let row = self.new_row(
            message,
            position,
            by,
            Content::Template(Box::new(content.clone())),
        );
        self.add(row);
        self.post(Posted::Template { message }, None, None);
        if self.c.assignee == Some(by) {
            self.c.above = Above::Assignee;
            self.assignee_acted();
        }
        self.push(Effect::Card);
    }

    pub(super) fn text_chosen(
        &mut self,
        message: MessageId,
        position: i64,
        by: PersonId,
        text: &str,
        post: Option<PostId>,
    ) {
        let mut row = self.new_row(
            message,
            position,
            by,
            Content::Text {
                text: text.to_owned(),
            },
        );
        row.post = post;
        row.state = State::Waiting;
        self.add(row);
        if post.is_none() {
            self.post(Posted::Text { message }, None, None);
        }
        if self.c.assignee == Some(by) {
            self.c.above = Above::Assignee;
            self.assignee_acted();
        }
        self.push(Effect::Card);
    }

    pub(super) fn pressed(&mut self, by: PersonId, wish: &Wish) {
        match wish {
            Wish::Send(message) => self.send_held(*message, by),
            Wish::MakeNote(message) | Wish::Cancel(message) => self.make_note(*message),
            Wish::Rewrite(message, text) => self.rewrite(*message, by, text),
            Wish::MoveUp(message) => self.swap(*message, true),
            Wish::MoveDown(message) => self.swap(*message, false),
            Wish::SendQueue => self.decide_queue(by, true),
            Wish::DiscardQueue => self.decide_queue(by, false),
            Wish::SendStale => self.decide_stale(by, true),
            Wish::DiscardStale => self.decide_stale(by, false),
            Wish::HoldQueue => self.c.queue_held = true,
            Wish::LetGo => self.c.queue_held = false,
            Wish::Presume(message) => self.settle_doubt(*message, by, false),
            Wish::SendAgain(message) => self.settle_doubt(*message, by, true),
            Wish::SendCorrection {
                of,
                message,
                position,
            } => self.correct(*of, *message, *position, by),
        }
        self.push(Effect::Card);
    }

    fn send_held(&mut self, message: MessageId, by: PersonId) {
        let now = self.now;
        // A message that nobody may send yet stays held: assuming or restarting comes first.
        if self.c.stage == Stage::Concluded || self.c.assignee.is_none() {
            return;
        }
        let Some(row) = self.row(message).filter(|row| row.state == State::Held) else {
            return;
        };
        let late_group = row.held.is_some_and(HeldReason::is_stale);
        row.state = State::Waiting;
        row.held = None;
        row.due_at = now;
        row.confirmed_at = now;
        row.confirmed_by = by;
        row.ready_since = None;
        self.retract(Question::Held(message));
        if late_group {
            self.ask_stale();
        }
        self.assignee_acted();
    }

    /// It does not leave, and nothing asks about it any more; where its line still stands, the line
    /// is a note.
    pub(super) fn make_note(&mut self, message: MessageId) {
        let Some(row) = self.row(message).filter(|row| row.state.is_pending()) else {
            return;
        };
        let (was_held, reason) = (row.state == State::Held, row.held.take());
        row.state = State::Cancelled;
        if was_held {
            self.retract(Question::Held(message));
        }
        if reason.is_some_and(HeldReason::is_stale) {
            self.ask_stale();
        }
        self.push(Effect::Card);
    }

    fn rewrite(&mut self, message: MessageId, by: PersonId, text: &str) {
        let now = self.now;
        let Some(row) = self
            .row(message)
            .filter(|row| row.state.is_pending() && !row.content.is_template())
        else {
            return;
        };
        if text.trim().is_empty() {
            return;
        }
        row.content = Content::Text {
            text: text.to_owned(),
        };
        row.confirmed_at = now;
        row.confirmed_by = by;
        row.reread = false;
    }

    fn swap(&mut self, message: MessageId, up: bool) {
        let queue: Vec<usize> = (0..self.c.outgoing.len())
            .filter(|at| {
                let row = &self.c.outgoing[*at];
                row.state == State::Waiting && !row.content.is_template()
            })
            .collect();
        let Some(place) = queue
            .iter()
            .position(|at| self.c.outgoing[*at].id == message)
        else {
            return;
        };
        let other = if up {
            place.checked_sub(1)
        } else {
            Some(place + 1)
        };
        let Some(other) = other.and_then(|at| queue.get(at)).copied() else {
            return;
        };
        let at = queue[place];
        let (a, b) = (
            self.c.outgoing[at].position,
            self.c.outgoing[other].position,
        );
        self.c.outgoing[at].position = b;
        self.c.outgoing[other].position = a;
        self.c.outgoing.sort_by_key(|row| (row.position, row.id));
    }

    fn decide_queue(&mut self, by: PersonId, send: bool) {
        let now = self.now;
        let mut count = 0;
        let mut discarded = Vec::new();
        for row in &mut self.c.outgoing {
            if row.content.is_template() || !matches!(row.state, State::Waiting | State::Ready) {
                continue;
            }
            count += 1;
            if send {
                row.confirmed_at = now;
                row.confirmed_by = by;
                row.ready_since = None;
            } else {
                discarded.push(row.id);
            }
        }
        for id in discarded {
            self.make_note(id);
        }
        self.c.question = None;
        if send {
            self.c.queue_held = false;
            self.assignee_acted();
        }
        self.retract(Question::Queue);
        if count > 0 {
            self.notice(Notice::QueueDecided {
                by,
                sent: send,
                count,
            });
        }
    }

    fn decide_stale(&mut self, by: PersonId, send: bool) {
        let now = self.now;
        let stale: Vec<MessageId> = self.stale_rows().map(|row| row.id).collect();
        let count = stale.len();
        for id in stale {
            if send {
                if let Some(row) = self.row(id) {
                    row.state = State::Waiting;
                    row.held = None;
                    row.due_at = now;
                    row.confirmed_at = now;
                    row.confirmed_by = by;
                    row.ready_since = None;
                }
            } else {
                if let Some(row) = self.row(id) {
                    row.held = None;
                }
                self.make_note(id);
            }
        }
        self.retract(Question::Stale);
        if count > 0 {
            self.notice(Notice::QueueDecided {
                by,
                sent: send,
                count,
            });
        }
        if send {
            self.assignee_acted();
        }
    }

    fn stale_rows(&self) -> impl Iterator<Item = &super::super::message::Outgoing> {
        self.c
            .outgoing
            .iter()
            .filter(|row| row.state == State::Held && row.held.is_some_and(HeldReason::is_stale))
    }

    /// One question for all stale messages, or none if none is left.
    pub(super) fn ask_stale(&mut self) {
        let mut rows = self.stale_rows();
        let Some(first) = rows.next() else {
            drop(rows);
            self.retract(Question::Stale);
            return;
        };
        let (from, author) = (first.written_at, first.author);
        let platform = first.held == Some(HeldReason::Away);
        let (mut count, mut last) = (1, from);
        for row in rows {
            count += 1;
            last = last.max(row.written_at);
        }
        let until = if platform {
            self.now
        } else {
            last.max(self.now)
        };
        self.ask(
            Ask::Stale {
                count,
                from,
                until,
                platform,
            },
            None,
            Some(author),
        );
    }

    fn settle_doubt(&mut self, message: MessageId, by: PersonId, again: bool) {
        let now = self.now;
        let Some(row) = self.row(message).filter(|row| row.state == State::Doubt) else {
            return;
        };
        row.asked = false;
        row.sending_since = None;
        if again {
            row.state = State::Ready;
            row.due_at = now;
            row.ready_since = None;
            row.confirmed_at = now;
            row.confirmed_by = by;
        } else {
            row.state = State::Presumed;
            row.accepted_at = None;
        }
        self.retract(Question::Doubt(message));
        self.notice(Notice::DoubtDecided { by, message, again });
    }

    fn correct(&mut self, of: MessageId, message: MessageId, position: i64, by: PersonId) {
        let Some(text) = self.row(of).and_then(|row| row.edited.take()) else {
            return;
        };
        let mut row = self.new_row(message, position, by, Content::Text { text });
        row.state = State::Waiting;
        self.add(row);
        self.post(Posted::Text { message }, None, None);
        self.assignee_acted();
    }

    fn mark_note(&mut self, post: PostId) {
        self.push(Effect::Mark {
            post,
            mark: Some(Mark::Note),
        });
    }
}
