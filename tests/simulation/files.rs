//! What becomes of the files of messages before they leave: each is handed over first, and one of
//! which nothing becomes takes no words along.

use conecta::domain::ids::MessageId;

use crate::books::{Books, File, Phase};
use crate::checker::{Verdict, must};

impl Books {
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

    pub fn unfit(&mut self, id: MessageId, now: i64) {
        self.preparing.retain(|other| *other != id);
        if self.pending_file(id).is_some() {
            self.words_go_on(id, now);
        }
        if self.pending_file(id).is_some()
            && let Some(msg) = self.msg(id)
        {
            msg.phase = Phase::Failed;
            let held = msg.hold.take();
            self.hold_the_rest(id, held);
        }
    }

    /// The words of a file that fails stand below another that waits of its line, if one carries
    /// them.
    pub fn words_go_on(&mut self, id: MessageId, now: i64) {
        let at = self.at(id).expect("it is there");
        let msg = self.msgs[at].clone();
        let took_them_along = msg.pending() && msg.unknown;
        if msg.file.is_none() || msg.text.is_empty() || took_them_along {
            return;
        }
        let mut others = self.msgs.iter_mut().filter(|other| other.id != id);
        let next = others.find(|other| {
            let bare = other.text.is_empty() && other.file.is_some_and(|file| file.captions);
            other.line == msg.line && other.pending() && bare
        });
        let Some(next) = next else { return };
        let next_id = next.id;
        next.text = msg.text;
        next.apart = msg.apart;
        next.pasted = msg.pasted;
        next.edited_after.clone_from(&msg.edited_after);
        next.corrected = msg.corrected;
        self.msgs[at].text.clear();
        self.msgs[at].says_its_line();
        if let Some(text) = msg.edited_after {
            self.edit(next_id, &text, None, now);
        }
    }

    fn pending_file(&mut self, id: MessageId) -> Option<&mut File> {
        let msg = self.msg(id).filter(|msg| msg.pending())?;
        msg.file.as_mut()
    }
}
