//! What people choose, or write in a form, instead of writing it in the thread.

use super::super::content::{Content, TemplateContent};
use super::super::conversation::Stage;
use super::super::effect::{Effect, Posted};
use super::super::ids::{MessageId, PersonId, PostId};
use super::super::message::{Apart, HeldReason, Outgoing, State};
use super::Step;

impl Step<'_> {
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

    pub(super) fn in_form(
        &mut self,
        (message, position): (MessageId, i64),
        by: PersonId,
        content: &Content,
        post: Option<PostId>,
        spoiler: bool,
    ) {
        // What is lost of one line is told once.
        let line = self.c.outgoing.iter();
        let line = line.filter(|row| row.post.is_some() && row.post == post);
        let before: Vec<String> = line.map(|row| row.content.text().to_owned()).collect();
        // What became a note is one of its own once it is sent after all.
        let first = post.and_then(|post| self.c.message_of(post));
        let first = first.filter(|first| first.state != State::Cancelled);
        let of_a_paste = first.is_some_and(|first| first.apart == Some(Apart::Paste));
        let along_with = first.map(Outgoing::line);
        let mut row = self.new_row(message, position, by, content.clone());
        row.post = post;
        row.along_with = along_with;
        row.apart = Some(if of_a_paste {
            Apart::Paste
        } else {
            Apart::Form
        });
        row.state = State::Waiting;
        let line = post.is_none().then_some(Posted::Text { message });
        self.chosen(row, line);
        let due_at = self.now + self.c.rules.undo();
        if self.remark_on_file(message)
            && let Some(row) = self.row(message)
        {
            row.due_at = due_at;
        }
        self.remark_on_words(post, &before.join("\n"), content.text(), spoiler);
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
            self.is_answered_by(message);
        }
        self.push(Effect::Card);
    }
}
