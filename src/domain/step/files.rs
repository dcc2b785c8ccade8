//! Files of agents on their way: what is said of them, what is taken out of a line, and handing
//! them to the platform before they leave.

use super::super::content::Handed;
use super::super::effect::{Effect, Notice, Posted};
use super::super::event::Line;
use super::super::fit::{Remark, Way};
use super::super::ids::{MessageId, PostId};
use super::super::message::{HeldReason, State};
use super::super::refusal::Reason;
use super::Step;

impl Step<'_> {
    /// Before a file leaves, its author reads what the customer will see instead of it.
    pub(super) fn remark_on(&mut self, line: &Line) {
        for attached in &line.files {
            let row = self.c.outgoing.iter().find(|row| {
                let file = row.content.file();
                file.is_some_and(|file| file.facts.id == attached.facts.id)
            });
            let Some(message) = row.map(|row| row.id) else {
                continue;
            };
            if attached.fit.way == Way::Never {
                self.fail_for(message, Reason::FileTooLarge, None);
            } else if let Some(remark) = attached.fit.remark {
                let notice = Notice::GoesAs { message, remark };
                self.post(Posted::Notice(notice), Some(line.post), None);
            }
        }
    }

    /// Files were taken out of a line: those that have not left do not leave, and of the others the
    /// thread says so.
    pub(super) fn files_left(&mut self, post: PostId, left: &[u64]) {
        let gone: Vec<(MessageId, State)> = self
            .rows_of(post)
            .filter(|row| {
                let brought = row.content.file().and_then(|file| file.facts.attachment);
                brought.is_some_and(|attachment| !left.contains(&attachment))
            })
            .map(|row| (row.id, row.state))
            .collect();
        for (id, state) in gone {
            if state.is_pending() {
                self.make_note(id);
            } else if state.has_left()
                && let Some(row) = self.row(id)
                // The next edit of the line finds it missing once more.
                && row.held.replace(HeldReason::Deleted).is_none()
            {
                self.notice(Notice::FileTakenOut { message: id });
            }
        }
    }

    /// The platform has it: it may leave in its turn.
    pub(super) fn prepared(&mut self, message: MessageId, handed: &Handed) {
        let Some(row) = self.row(message).filter(|row| row.state.is_pending()) else {
            return;
        };
        let post = row.post;
        let Some(file) = row.content.file_mut() else {
            return;
        };
        file.handed = Some(handed.clone());
        // Nobody knew before that the platform takes no such file.
        if handed.link && !std::mem::replace(&mut file.as_link, handed.link) {
            let remark = Remark::KindAsLink;
            let notice = Notice::GoesAs { message, remark };
            self.post(Posted::Notice(notice), post, None);
        }
    }

    /// Nothing can be made of it that may leave; nothing of it has.
    pub(super) fn unfit(&mut self, message: MessageId, reason: Reason) {
        if self
            .c
            .message(message)
            .is_some_and(|row| row.state.is_pending())
        {
            self.fail_for(message, reason, None);
        }
    }

    /// The file of the row whose turn it is goes to the platform first. Whether it has to.
    pub(super) fn prepare(&mut self, turn: usize) -> bool {
        let row = &self.c.outgoing[turn];
        let message = row.id;
        let ready = row
            .content
            .file()
            .is_none_or(|file| file.is_ready(self.now));
        if !ready {
            self.push(Effect::Prepare { message });
        }
        !ready
    }

    /// The platform could not use the file as it has it: it is handed over anew.
    pub(super) fn hand_over_anew(&mut self, message: MessageId) {
        if let Some(file) = self.row(message).and_then(|row| row.content.file_mut()) {
            file.handed = None;
        }
    }

    /// Nothing written after it has left, so that it may still leave in its place.
    pub(super) fn is_last_to_leave(&self, message: MessageId) -> bool {
        let rows = self.c.outgoing.iter().rev();
        rows.take_while(|row| row.id != message)
            .all(|row| row.content.is_template() || !row.state.has_left())
    }
}
