//! Files of agents on their way: what is said of them, what is taken out of a line, and handing
//! them to the platform before they leave.

use super::super::abilities::MediaKind;
use super::super::content::{Content, Handed};
use super::super::effect::{Effect, Notice, Posted};
use super::super::event::Line;
use super::super::fit::{Remark, Way};
use super::super::ids::{MessageId, PostId};
use super::super::message::{HeldReason, Outgoing, State};
use super::super::refusal::{Reason, Refusal};
use super::super::text::{has_spoiler, own_emoji};
use super::Step;

/// So often a file is handed over once more: as it is, then as a document.
const REUPLOADS: u32 = 2;

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
            } else {
                self.remark_on_file(message);
            }
        }
    }

    /// The same of the file of one message. Whether its author has something to think about.
    pub(super) fn remark_on_file(&mut self, message: MessageId) -> bool {
        let file = self.c.message(message).and_then(|row| row.content.file());
        let remark = file.and_then(|file| file.remark);
        remark.is_some_and(|remark| self.say_what_it_goes_as(message, remark))
    }

    /// Before words leave, their author reads what the customer does not see of them as Discord shows
    /// it, unless it was the same with the words `before`. `spoiler`: something is hidden anyway.
    pub(super) fn remark_on_words(
        &mut self,
        post: Option<PostId>,
        before: &str,
        words: &str,
        spoiler: bool,
    ) {
        let count = own_emoji(words);
        if count > 0 && own_emoji(before) == 0 {
            self.post(Posted::Notice(Notice::EmojiNames { count }), post, None);
        }
        if spoiler || (has_spoiler(words) && !has_spoiler(before)) {
            self.post(Posted::Notice(Notice::SpoilerOpens), post, None);
        }
    }

    /// Files were taken out of a line: those that have not left do not leave, but the words with them
    /// do, and of the others the thread says so.
    pub(super) fn files_left(&mut self, post: PostId, left: &[u64]) {
        let gone: Vec<(MessageId, State)> = self
            .rows_of(post)
            .filter(|row| {
                let brought = row.content.file().and_then(|file| file.facts.attachment);
                brought.is_some_and(|attachment| !left.contains(&attachment))
            })
            .map(|row| (row.id, row.state))
            .collect();
        let out: Vec<MessageId> = gone.iter().map(|(id, _)| *id).collect();
        for (id, state) in gone {
            if state.is_pending() {
                self.goes_without_its_file(id, &out);
            } else if state.has_left()
                && let Some(row) = self.row(id)
                // The next edit of the line finds it missing once more.
                && row.held.replace(HeldReason::Deleted).is_none()
            {
                self.notice(Notice::FileTakenOut { message: id });
            }
        }
    }

    /// Its file stays inside, as all those `out` of its line do. What it quotes and its words leave with
    /// the rest of the line, as if the file had never been there: below the next file, if that carries
    /// them, or by themselves.
    fn goes_without_its_file(&mut self, message: MessageId, out: &[MessageId]) {
        let room = self.room_for_a_name();
        let Some(row) = self.c.message(message) else {
            return;
        };
        let words = row.content.words().unwrap_or_default().to_owned();
        let behind = self.c.outgoing.iter();
        let behind = behind.skip_while(|other| other.id != message).skip(1);
        let mut rest = behind.filter(|other| {
            other.line() == row.line() && other.state.is_pending() && !out.contains(&other.id)
        });
        // What may have arrived took them along.
        let next = rest.next().filter(|_| !row.outcome_unknown());
        let bare = next.filter(|next| next.content.words() == Some(""));
        let carried = bare.and_then(|next| next.content.with_words(&words, room));
        let next = next.map(|next| next.id);
        let stays = words.is_empty() || carried.is_some() || row.outcome_unknown();
        let Some(row) = self.row(message) else { return };
        if !stays {
            row.content = Content::Text { text: words };
            return;
        }
        let quotes = row.quotes.clone();
        let says = (row.apart, row.edited.clone(), row.corrected);
        if let Some(next) = next.and_then(|next| self.row(next)) {
            next.quotes = quotes.or(next.quotes.take());
            if let Some(content) = carried.filter(|_| !words.is_empty()) {
                next.content = content;
                (next.apart, next.edited, next.corrected) = says;
            }
        }
        self.make_note(message);
    }

    /// Nothing becomes of the file of this message. What it quotes and its words leave with what still
    /// waits of its line, below the first file that carries them; without one they stay with it.
    pub(super) fn hand_on_what_it_says(&mut self, message: MessageId) {
        let room = self.room_for_a_name();
        let Some(row) = self.c.message(message) else {
            return;
        };
        // What may have arrived took them along.
        let may_be_there = row.state.is_pending() && row.outcome_unknown();
        if row.content.file().is_none() || may_be_there {
            return;
        }
        let words = row.content.words().unwrap_or_default();
        let rows = self.c.outgoing.iter();
        let mut rest = rows.filter(|other| {
            other.id != message && other.line() == row.line() && other.state.is_pending()
        });
        let below = |other: &Outgoing| {
            let bare = other.content.file().filter(|file| file.caption.is_none());
            bare.and_then(|_| other.content.with_words(words, room))
        };
        let next = match words.is_empty() {
            true => rest.next().map(|other| (other.id, other.content.clone())),
            false => rest.find_map(|other| Some((other.id, below(other)?))),
        };
        let (Some((next, content)), Some(bare)) = (next, row.content.with_words("", 0)) else {
            return;
        };
        let speaks = !words.is_empty();
        let (apart, edited, corrected) = (row.apart, row.edited.clone(), row.corrected);
        let Some(row) = self.row(message) else { return };
        row.content = bare;
        let quotes = row.quotes.take();
        if speaks {
            row.says_its_line();
        }
        let Some(next_row) = self.row(next) else {
            return;
        };
        next_row.content = content;
        next_row.quotes = quotes.or(next_row.quotes.take());
        if speaks {
            (next_row.apart, next_row.edited, next_row.corrected) = (apart, edited, corrected);
            // What its line has said meanwhile can be heeded now.
            if let Some(text) = next_row.edited.clone() {
                self.edited_pending(next, &text, None);
            }
        }
    }

    /// What the customer will see differently, unless its author knows already. Whether it is news.
    fn say_what_it_goes_as(&mut self, message: MessageId, remark: Remark) -> bool {
        let Some(row) = self.row(message) else {
            return false;
        };
        let post = row.post;
        let Some(file) = row.content.file_mut() else {
            return false;
        };
        let news = file.said.replace(remark) != Some(remark);
        if news {
            let notice = Notice::GoesAs { message, remark };
            self.post(Posted::Notice(notice), post, None);
        }
        news
    }

    /// The platform has it: it may leave in its turn.
    pub(super) fn prepared(&mut self, message: MessageId, handed: &Handed) {
        let (now, undo) = (self.now, self.c.rules.undo());
        let Some(row) = self.row(message).filter(|row| row.state.is_pending()) else {
            return;
        };
        let Some(file) = row.content.file_mut() else {
            return;
        };
        if !handed.link && !handed.kind.carries_words() {
            // Words were put below it meanwhile: it is handed over anew, as what carries them.
            if file.caption.is_some() {
                return;
            }
            file.caption_limit = 0;
        }
        file.handed = Some(handed.clone());
        file.as_link = handed.link;
        let Some(remark) = handed.remark else { return };
        // Nobody knew before what it is: there is time once more to take it back.
        if self.say_what_it_goes_as(message, remark)
            && let Some(row) = self.row(message).filter(|row| row.state == State::Ready)
        {
            row.due_at = row.due_at.max(now + undo);
            row.ready_since = Some(row.due_at);
        }
    }

    /// The platform did not take it. Nothing has left, so that what counts against a message is its
    /// answer alone.
    pub(super) fn not_handed_over(&mut self, message: MessageId, refusal: &Refusal) {
        let over = self.is_over(message);
        // Whatever happened to it meanwhile, it is handed over again when its turn comes.
        if self
            .row(message)
            .is_none_or(|row| row.state != State::Ready || row.content.file().is_none())
        {
            return;
        }
        let pause = (!over)
            .then(|| self.pause_after(message, refusal))
            .flatten();
        let Some(pause) = pause else {
            return self.fail_for(message, refusal.reason, refusal.code);
        };
        let now = self.now;
        if let Some(row) = self.row(message) {
            row.due_at = now + pause;
        }
    }

    /// Nothing can be made of it that may leave; nothing of it has.
    pub(super) fn unfit(&mut self, message: MessageId, reason: Reason) {
        if self
            .c
            .message(message)
            .is_some_and(|row| row.state.is_pending() && row.content.file().is_some())
        {
            self.fail_for(message, reason, None);
        }
    }

    /// The file of the row whose turn it is goes to the platform first. Whether it has to.
    pub(super) fn prepare(&mut self, turn: usize) -> bool {
        let row = &self.c.outgoing[turn];
        let message = row.id;
        let (abilities, links, now) = (self.c.abilities, self.c.links, self.now);
        let ready = row
            .content
            .file()
            .is_none_or(|file| file.is_ready(abilities, links, now));
        if !ready {
            self.push(Effect::Prepare { message });
        }
        !ready
    }

    /// The platform could not use the file as it has it: it is handed over anew, and if that was no
    /// help, as a document, which may be anything. Whether there is anything to hand over so.
    pub(super) fn hand_over_anew(&mut self, message: MessageId) -> bool {
        let Some(row) = self.row(message) else {
            return false;
        };
        let refusals = row.refusals;
        let Some(file) = row.content.file_mut() else {
            return false;
        };
        let is_document = |handed: &Handed| handed.kind == MediaKind::Document;
        if refusals > 1 {
            if file.as_document || file.handed.as_ref().is_some_and(is_document) {
                return false;
            }
            file.as_document = true;
        }
        file.handed = None;
        refusals <= REUPLOADS
    }

    /// Nothing written after it has left, so that it may still leave in its place.
    pub(super) fn is_last_to_leave(&self, message: MessageId) -> bool {
        let rows = self.c.outgoing.iter().rev();
        rows.take_while(|row| row.id != message)
            .all(|row| row.content.is_template() || !row.state.has_left())
    }
}
