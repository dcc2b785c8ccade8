//! Lines of the thread that stand for messages: what they are made of, and what becomes of the
//! messages when somebody edits or deletes them.

use conecta::domain::event::Line;
use conecta::domain::fit::Way;
use conecta::domain::ids::{MessageId, PostId};
use conecta::domain::message::Eraser;

use crate::books::{Books, File, Hold, Msg, Phase, SECOND};
use crate::texts::{self, Kind};

impl Books {
    /// A line is its words and each of its files, the words below the first file that carries them.
    pub fn parts(&self, line: &Line, words: &str, written: i64) -> Vec<Msg> {
        let files = &line.files;
        let file = |at: usize| File {
            attachment: files[at].facts.attachment,
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

    /// The words of a file that is taken out stand below the next one that carries them, or alone.
    fn files_left(&mut self, post: PostId, left: &[u64]) {
        let mut out = self.of_post(post);
        out.retain(|id| {
            let file = self.msg(*id).and_then(|msg| msg.file);
            let attachment = file.and_then(|file| file.attachment);
            attachment.is_some_and(|attachment| !left.contains(&attachment))
        });
        for id in out.clone() {
            let msg = self.msg(id).expect("it is there").clone();
            if !msg.pending() {
                // Should it come back, it is asked about as if its line were gone.
                self.msg(id).expect("it is there").deleted_after |= msg.left();
                continue;
            }
            if msg.text.is_empty() || msg.unknown {
                self.cancel(id);
                continue;
            }
            let at = self.at(id).expect("it is there");
            let mut rest = self.msgs[at + 1..].iter_mut();
            let next = rest.find(|other| {
                other.line == msg.line && other.pending() && !out.contains(&other.id)
            });
            match next {
                Some(next) if next.text.is_empty() && next.file.is_some_and(|f| f.captions) => {
                    next.text = msg.text;
                    next.apart = msg.apart;
                    next.pasted = msg.pasted;
                    next.edited_after = msg.edited_after;
                    next.corrected = msg.corrected;
                    self.cancel(id);
                }
                _ => self.msg(id).expect("it is there").file = None,
            }
        }
    }

    /// Without the file that was made of it a paste is what its line says, if nothing of it has left.
    fn paste_left(&mut self, post: PostId, left: &[u64]) {
        let of_post = self.of_post(post);
        let of_post = || self.msgs.iter().filter(|msg| of_post.contains(&msg.id));
        let files: Vec<u64> = of_post().filter_map(|msg| msg.file?.attachment).collect();
        let pasted: Vec<&Msg> = of_post()
            .filter(|msg| msg.pasted && msg.phase != Phase::Cancelled)
            .collect();
        let is_there = left.iter().any(|file| !files.contains(file));
        if is_there || !pasted.iter().all(|msg| msg.pending()) {
            return;
        }
        let pasted: Vec<MessageId> = pasted.iter().map(|msg| msg.id).collect();
        for id in pasted {
            self.msg(id).expect("it is there").says_its_line();
        }
    }

    /// The message of a line that has its words; what was taken back has none, and what failed has
    /// had its chance.
    fn speaker(&self, post: PostId) -> Option<MessageId> {
        let msgs = self.msgs.iter().filter(|msg| msg.post == Some(post));
        let first = msgs.min_by_key(|msg| {
            let no_words_alone = msg.file.is_some() || msg.template;
            (
                msg.phase == Phase::Cancelled,
                no_words_alone,
                msg.text.is_empty(),
                msg.phase == Phase::Failed,
                msg.line != msg.id,
            )
        });
        first.map(|msg| msg.id)
    }

    pub fn edited(
        &mut self,
        post: PostId,
        text: &str,
        left: Option<&[u64]>,
        fresh: MessageId,
        now: i64,
    ) {
        if let Some(left) = left {
            self.files_left(post, left);
            self.paste_left(post, left);
        }
        let of_post = self.of_post(post);
        let quoted = self.rules.only_quoted_leaves;
        let stays = matches!(texts::kind(text), Kind::Note | Kind::Names)
            || texts::words(text, quoted).is_none();
        let is_pending = |id: &&MessageId| self.at(**id).is_some_and(|at| self.msgs[at].pending());
        if let Some(id) = of_post.iter().find(is_pending).filter(|_| stays) {
            self.cancel_line(*id);
        }
        self.edited_after_a_failure(post, stays);
        if let Some(id) = self.speaker(post)
            && !self.msg(id).expect("it is there").template
        {
            self.edit(id, text, Some(fresh), now);
        }
    }

    /// `fresh`: what the line's words become where nothing of it carries them.
    pub fn edit(&mut self, id: MessageId, text: &str, fresh: Option<MessageId>, now: i64) {
        let quoted = self.rules.only_quoted_leaves;
        let kind = texts::kind(text);
        let words = texts::words(text, quoted);
        let Some(msg) = self.msg(id) else { return };
        if !msg.pending() {
            if msg.left() {
                self.edited_after_it_left(id, text);
            }
            return;
        }
        let known = msg.edited_after.as_deref() == Some(text);
        if known && msg.corrected {
            return;
        }
        let words = match (kind, words) {
            (Kind::Plain | Kind::Command | Kind::Empty, Some(words)) => words,
            _ => return self.cancel_line(id),
        };
        let wordless = words.trim().is_empty();
        let words = if wordless { String::new() } else { words };
        if msg.pasted {
            if !known {
                msg.edited_after = Some(text.to_owned());
                msg.corrected = false;
            }
            return;
        }
        if let Some(post) = msg.post {
            if self.one_of_several_texts(post, &words, kind, now) {
                return;
            }
            // The others of its line carry no words.
            if self.speaker(post) != Some(id) {
                return;
            }
        }
        let Some(msg) = self.msg(id) else { return };
        if msg.text == words {
            msg.edited_after = None;
            msg.corrected = false;
            return;
        }
        match msg.file {
            None if wordless && !(msg.paste && msg.hold.is_some()) => return self.cancel(id),
            Some(file) if !wordless && !file.captions => {
                match fresh {
                    Some(fresh) => self.words_below(id, &words, kind, fresh, now),
                    None => {
                        msg.edited_after = Some(text.to_owned());
                        msg.corrected = false;
                    }
                }
                return;
            }
            _ => {}
        }
        self.says(id, words, kind, now);
    }

    /// What failed is sent again as its line says from now on, or not at all.
    fn edited_after_a_failure(&mut self, post: PostId, stays: bool) {
        for msg in &mut self.msgs {
            let failed = msg.phase == Phase::Failed && !msg.template;
            if msg.post != Some(post) || !failed {
                continue;
            }
            if stays {
                msg.phase = Phase::Cancelled;
            } else if msg.apart && !msg.pasted {
                msg.says_its_line();
            }
        }
    }

    /// What the line says now can be sent as a correction, unless it is what was sent.
    fn edited_after_it_left(&mut self, id: MessageId, text: &str) {
        let quoted = self.rules.only_quoted_leaves;
        let Some(msg) = self.msg(id) else { return };
        // What was sent of a note is what stands behind its sign.
        let apart = msg.apart;
        let says = if apart { texts::unsigned(text) } else { text };
        let words = |text: &str| texts::words(text, quoted).unwrap_or_else(|| text.to_owned());
        let new = words(says);
        let known = match &msg.edited_after {
            Some(known) => words(known) == words(text),
            None => new == msg.text,
        };
        if known {
            return;
        }
        // Whoever was corrected has not read it last.
        msg.edited_after = (new != msg.text || msg.corrected).then(|| text.to_owned());
        msg.corrected = false;
    }

    /// Short words are the first text of a line alone, as long as all its texts wait.
    fn one_of_several_texts(&mut self, post: PostId, words: &str, kind: Kind, now: i64) -> bool {
        let is_text = |msg: &&Msg| {
            let stands = msg.post == Some(post) && msg.phase != Phase::Cancelled;
            stands && msg.file.is_none() && !msg.template
        };
        let texts: Vec<&Msg> = self.msgs.iter().filter(is_text).collect();
        let together = |msg: &&Msg| {
            let first = texts[0];
            msg.pending() && !msg.pasted && msg.apart == first.apart
        };
        let all_wait = texts.iter().all(together);
        let ids: Vec<MessageId> = texts.iter().map(|msg| msg.id).collect();
        let [first, rest @ ..] = ids.as_slice() else {
            return false;
        };
        if rest.is_empty() || !all_wait {
            return !rest.is_empty();
        }
        for id in &ids {
            self.msg(*id).expect("it is there").says_its_line();
        }
        if words.is_empty() {
            self.cancel(*first);
        } else {
            self.says(*first, words.to_owned(), kind, now);
        }
        for id in rest {
            self.cancel(*id);
        }
        true
    }

    /// A pending message says this from now on.
    fn says(&mut self, id: MessageId, words: String, kind: Kind, now: i64) {
        let undo = i64::from(self.rules.undo_s) * SECOND;
        let Some(msg) = self.msg(id).filter(|msg| msg.text != words) else {
            return;
        };
        msg.text = words;
        msg.says_its_line();
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

    /// A file that carries no words gets them as a message below it.
    fn words_below(&mut self, id: MessageId, words: &str, kind: Kind, fresh: MessageId, now: i64) {
        let Some(msg) = self.msg(id) else { return };
        // Its author had a look at it.
        let above = msg.clone();
        msg.text = "?".to_owned();
        self.says(id, String::new(), Kind::Empty, now);
        let mut below = Msg::new(fresh, above.position, above.author, words, now);
        below.line = above.line;
        below.post = above.post;
        below.apart = false;
        below.run = self.run;
        below.due = now + i64::from(self.rules.undo_s) * SECOND;
        below.in_undo = self.open(now);
        self.add(below);
        if kind == Kind::Command && above.hold.is_none() {
            self.hold(fresh, Hold::Single);
        }
        self.doubt_the_words(fresh, now);
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
            } else if msg.phase == Phase::Failed && !by_another {
                msg.phase = Phase::Cancelled;
            } else {
                msg.deleted_after = true;
            }
        }
    }

    pub fn reread(
        &mut self,
        id: MessageId,
        (text, left): (&str, &[u64]),
        fresh: MessageId,
        now: i64,
    ) {
        self.rereads.retain(|other| *other != id);
        let Some(msg) = self.msg(id) else { return };
        if !msg.must_reread || !msg.pending() {
            return;
        }
        msg.must_reread = false;
        let post = msg.post;
        self.just_read = Some(id);
        if let Some(post) = post {
            self.files_left(post, left);
            self.paste_left(post, left);
        }
        if self.msg(id).is_some_and(|msg| msg.pending() && !msg.apart) {
            self.edit(id, text, Some(fresh), now);
        }
    }

    /// The lines are gone with their thread.
    pub fn thread_lost(&mut self) {
        self.thread = false;
        self.customers_line = false;
        self.standing.clear();
        self.rereads.clear();
        for msg in &mut self.msgs {
            msg.must_reread = false;
            // What stands for it in the next thread only shows it.
            if msg.post.take().is_some() && !msg.template {
                if msg.unsettled() {
                    (msg.apart, msg.pasted) = (true, false);
                    if let Some(file) = &mut msg.file {
                        file.attachment = None;
                    }
                }
                msg.deleted_after |= msg.phase == Phase::Failed;
            }
            if let Phase::Doubt(_, asked) = &mut msg.phase {
                *asked = false;
            }
        }
    }

    /// A line left before this database was put in place of another.
    pub fn left_before(&mut self, post: PostId, now: i64) {
        for id in self.of_post(post).into_iter().rev() {
            if let Some(msg) = self.msg(id).filter(|msg| msg.pending()) {
                msg.must_reread = false;
                self.taken(id, now, 0);
            }
        }
    }
}
