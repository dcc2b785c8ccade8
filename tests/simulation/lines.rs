//! Lines of the thread that stand for messages: what they are made of, and what becomes of the
//! messages when somebody edits or deletes them.

use conecta::domain::event::Line;
use conecta::domain::fit::Way;
use conecta::domain::ids::{MessageId, PostId};
use conecta::domain::message::Eraser;

use crate::books::{Books, File, Hold, Msg, Phase, SECOND};
use crate::checker::{Verdict, must};
use crate::texts::{self, Kind};

impl Books {
    /// A line is its words and each of its files, the words below the first file that carries them.
    pub fn parts(&self, line: &Line, words: &str, written: i64) -> Vec<Msg> {
        let files = &line.files;
        let file = |at: usize| File {
            attachment: files[at].facts.attachment.expect("an agent brought it"),
            captions: files[at].fit.caption_limit > 0,
            handed: None,
        };
        let wordless = words.trim().is_empty();
        // What Discord made a file of are words.
        let below = !line.long_paste && !files.is_empty() && (wordless || file(0).captions);
        let mut texts: Vec<(&str, Option<usize>)> = Vec::new();
        if !below {
            texts.push((words, None));
        }
        texts.extend((0..files.len()).map(|at| ("", Some(at))));
        if below && !wordless {
            texts[0].0 = words;
        }
        let parts = texts.into_iter().zip(0..);
        parts
            .map(|((text, at), nth)| {
                let id = MessageId(line.message.0 + nth);
                let position = line.post.as_i64() + nth;
                let mut msg = Msg::new(id, position, line.author, text, written);
                msg.line = line.message;
                msg.file = at.map(file);
                msg.paste = line.long_paste && nth == 0;
                if at.is_some_and(|at| files[at].fit.way == Way::Never) {
                    msg.phase = Phase::Failed;
                }
                msg
            })
            .collect()
    }

    /// What came in one line stays inside together.
    pub fn cancel_line(&mut self, id: MessageId) {
        let Some(line) = self.msg(id).map(|msg| msg.line) else {
            return;
        };
        let of_line: Vec<MessageId> = self
            .msgs
            .iter()
            .filter(|msg| msg.line == line)
            .map(|msg| msg.id)
            .collect();
        for id in of_line {
            self.drop(id);
        }
    }

    fn of_post(&self, post: PostId) -> Vec<MessageId> {
        let msgs = self.msgs.iter().filter(|msg| msg.post == Some(post));
        msgs.map(|msg| msg.id).collect()
    }

    fn files_left(&mut self, post: PostId, left: &[u64]) {
        for id in self.of_post(post) {
            let msg = self.msg(id).expect("it is there");
            if msg
                .file
                .is_some_and(|file| !left.contains(&file.attachment))
            {
                self.cancel(id);
            }
        }
    }

    pub fn edited(&mut self, post: PostId, text: &str, left: Option<&[u64]>, now: i64) {
        if let Some(left) = left {
            self.files_left(post, left);
        }
        let of_post = self.of_post(post);
        let quoted = self.rules.only_quoted_leaves;
        let stays = matches!(texts::kind(text), Kind::Note | Kind::Names)
            || texts::words(text, quoted).is_none();
        let is_pending = |id: &&MessageId| self.at(**id).is_some_and(|at| self.msgs[at].pending());
        if let Some(id) = of_post.iter().find(is_pending).filter(|_| stays) {
            self.cancel_line(*id);
        }
        let words = of_post.iter().find(|id| {
            let at = self.at(**id).expect("it is there");
            self.msgs[at].line == **id
        });
        if let Some(id) = words.or(of_post.first()).copied()
            && !self.msg(id).expect("it is there").template
        {
            self.edit(id, text, now);
        }
    }

    pub fn edit(&mut self, id: MessageId, text: &str, now: i64) {
        let quoted = self.rules.only_quoted_leaves;
        let undo = i64::from(self.rules.undo_s) * SECOND;
        let kind = texts::kind(text);
        let words = texts::words(text, quoted);
        let Some(msg) = self.msg(id) else { return };
        if !msg.pending() {
            let left =
                msg.came().is_some() || matches!(msg.phase, Phase::Flying(_) | Phase::Doubt(..));
            if left && !msg.apart {
                let same = words.as_deref().unwrap_or(text) == msg.text;
                msg.edited_after = (!same).then(|| text.to_owned());
            }
            return;
        }
        let words = match (kind, words) {
            (Kind::Plain | Kind::Command | Kind::Empty, Some(words)) => words,
            _ => return self.cancel_line(id),
        };
        // The others of its line carry no words.
        if msg.line != id && msg.post.is_some() {
            return;
        }
        let wordless = words.trim().is_empty();
        match msg.file {
            None if wordless && !(msg.paste && msg.hold.is_some()) => return self.cancel(id),
            Some(file) if !wordless && !file.captions => {
                msg.edited_after = Some(text.to_owned());
                return;
            }
            _ => {}
        }
        let words = if wordless { String::new() } else { words };
        if msg.text == words {
            return;
        }
        msg.text = words;
        msg.apart = false;
        msg.confirmed = now;
        msg.confirmed_by = msg.author;
        msg.must_reread = false;
        if msg.due > now && msg.attempts == 0 && !msg.undo_restarted {
            msg.undo_restarted = true;
            msg.due = now + undo;
            msg.free_since = None;
        }
        if kind == Kind::Command && msg.hold.is_none() {
            self.hold(id, Hold::Single);
        }
        self.doubt_the_words(id, now);
    }

    pub fn vanished(&mut self, post: PostId) {
        self.just_gone = Some(post);
        for msg in self.msgs.iter_mut().filter(|msg| msg.post == Some(post)) {
            msg.must_reread |= msg.unsettled() && !msg.template;
        }
    }

    pub fn deleted(&mut self, post: PostId, by: Eraser) {
        let mut asked = false;
        for id in self.of_post(post) {
            let msg = self.msg(id).expect("it is there");
            msg.post = None;
            msg.must_reread = false;
            let by_another = match by {
                Eraser::Somebody => true,
                Eraser::Other(person) => person != msg.author,
                Eraser::Author | Eraser::Unknown => false,
            };
            if msg.template {
            } else if msg.pending() && by_another {
                if !std::mem::replace(&mut asked, true) {
                    self.hold(id, Hold::Single);
                }
            } else if msg.pending() {
                self.cancel(id);
            } else {
                msg.deleted_after = true;
            }
        }
    }

    pub fn reread(&mut self, id: MessageId, text: &str, left: &[u64], now: i64) {
        self.rereads.retain(|other| *other != id);
        let Some(msg) = self.msg(id) else { return };
        if !msg.must_reread || !msg.pending() {
            return;
        }
        msg.must_reread = false;
        let (post, apart) = (msg.post, msg.apart);
        self.just_read = Some(id);
        if let Some(post) = post {
            self.files_left(post, left);
        }
        if !apart && self.msg(id).is_some_and(|msg| msg.pending()) {
            self.edit(id, text, now);
        }
    }

    /// A file is ordered to be handed over.
    pub fn prepares(&mut self, id: MessageId, now: i64) -> Verdict {
        let Some(at) = self.at(id) else {
            return Err(format!("the file of {id:?}, which is nowhere"));
        };
        let msg = &self.msgs[at];
        must!(msg.lacks_its_file(now), "{id:?} has no file to hand over");
        must!(
            self.free(at, now) && now >= msg.due,
            "{id:?} hands its file over although it may not leave"
        );
        if !self.preparing.contains(&id) {
            self.preparing.push(id);
        }
        Ok(())
    }

    pub fn prepared(&mut self, id: MessageId, now: i64) {
        self.preparing.retain(|other| *other != id);
        if let Some(file) = self.pending_file(id) {
            file.handed = Some(now);
        }
    }

    pub fn unfit(&mut self, id: MessageId) {
        self.preparing.retain(|other| *other != id);
        if self.pending_file(id).is_some()
            && let Some(msg) = self.msg(id)
        {
            msg.phase = Phase::Failed;
            let held = msg.hold.take();
            self.hold_the_rest(id, held);
        }
    }

    fn pending_file(&mut self, id: MessageId) -> Option<&mut File> {
        let msg = self.msg(id).filter(|msg| msg.pending())?;
        msg.file.as_mut()
    }
}
