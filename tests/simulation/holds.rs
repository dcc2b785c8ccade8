//! What must hold after every step, whatever it was: who must be asked is asked, the marks tell the
//! truth, and nothing is stuck.

use conecta::domain::effect::Question;
use conecta::domain::mark::Mark;

use crate::books::{Books, FOR_GOOD, Hold, MINUTE, Msg, Phase, SECOND};
use crate::checker::{Verdict, is_stale, must};

impl Books {
    /// Who must be asked is asked, and what is asked has not been answered yet.
    pub fn questions_stand(&self) -> Verdict {
        let mut expected = Vec::new();
        for msg in &self.msgs {
            match (msg.phase, msg.hold) {
                (Phase::Doubt(_, true), _) => expected.push(Question::Doubt(msg.id)),
                (Phase::Pending, Some(hold)) if hold != Hold::Stale => {
                    expected.push(Question::Held(msg.id));
                }
                _ => {}
            }
        }
        if self.msgs.iter().any(is_stale) {
            expected.push(Question::Stale);
        }
        if self.question {
            expected.push(Question::Queue);
        }
        for question in &expected {
            must!(
                self.standing.contains(question),
                "{question:?} is not asked"
            );
        }
        for question in &self.standing {
            must!(
                *question == Question::OptOut || expected.contains(question),
                "{question:?} stands although it has no object"
            );
        }
        Ok(())
    }

    /// Whoever wrote has an answer, or one is on its way, or they are known to wait.
    pub fn somebody_answers(&self, waits: bool) -> Verdict {
        let Some(came) = self.came.filter(|_| !waits) else {
            return Ok(());
        };
        let answers = |msg: &Msg| {
            let leaves = msg.left() || (msg.pending() && msg.hold.is_none());
            // What was written before may be read after it, but no later than this.
            leaves && msg.confirmed >= came - 2 * MINUTE
        };
        must!(
            self.msgs.iter().any(answers),
            "nobody answers the customer, and nobody knows"
        );
        Ok(())
    }

    pub fn marks_hold(&self, now: i64) -> Verdict {
        for (at, msg) in self.msgs.iter().enumerate() {
            let Some(post) = msg.post else { continue };
            let of_line: Vec<usize> = (0..self.msgs.len())
                .filter(|other| self.msgs[*other].post == Some(post))
                .collect();
            if of_line.len() > 1 {
                self.mark_of_several(&of_line, now)?;
                continue;
            }
            let (may, must) = self.marks_of(at, now);
            match msg.mark {
                None => must!(!must, "{:?} is {:?} and has no mark", msg.id, msg.phase),
                Some(mark) => must!(
                    may.contains(&mark),
                    "{:?} carries {mark:?} and is {:?}",
                    msg.id,
                    msg.phase
                ),
            }
        }
        Ok(())
    }

    /// One mark for all of them: what went wrong first, that it stays inside only if all do.
    fn mark_of_several(&self, of_line: &[usize], now: i64) -> Verdict {
        let all: Vec<(&Msg, &[Mark], bool)> = of_line
            .iter()
            .map(|at| {
                let (may, must) = self.marks_of(*at, now);
                (&self.msgs[*at], may, must)
            })
            .collect();
        let (first, ..) = all[0];
        must!(
            all.iter().all(|(msg, ..)| msg.mark == first.mark),
            "one line, several marks: {:?}",
            first.id
        );
        let stays = |msg: &Msg| msg.phase == Phase::Cancelled;
        let all_stay = all.iter().all(|(msg, ..)| stays(msg));
        let must = |mark: Mark| {
            let mut those = all.iter().filter(|(msg, ..)| all_stay || !stays(msg));
            those.any(|(_, may, must)| *must && may.contains(&mark))
        };
        let grave = [Mark::Failed, Mark::Doubt, Mark::Held];
        if let Some(mark) = grave.into_iter().find(|mark| must(*mark)) {
            must!(first.mark == Some(mark), "{:?} hides {mark:?}", first.id);
        }
        match first.mark {
            None => must!(
                !Mark::ALL.into_iter().any(must),
                "{:?} has no mark",
                first.id
            ),
            Some(mark) => {
                let may = all.iter().any(|(_, may, _)| may.contains(&mark));
                must!(
                    may && (mark != Mark::Note || all_stay),
                    "{:?} carries {mark:?}",
                    first.id
                );
            }
        }
        Ok(())
    }

    /// Which marks a message may carry, and whether it must carry one.
    fn marks_of(&self, at: usize, now: i64) -> (&'static [Mark], bool) {
        let msg = &self.msgs[at];
        let late = |since: i64| now >= since + 5 * SECOND;
        let waits = msg.pending() && !msg.in_undo && !self.free(at, now);
        let free_late = msg.free_since.is_some_and(late);
        match msg.phase {
            Phase::Pending if msg.hold.is_some() => (&[Mark::Held], true),
            Phase::Pending => (&[Mark::Queued], waits || free_late),
            Phase::Flying(_) => (&[Mark::Queued], free_late),
            Phase::Doubt(_, true) | Phase::Presumed => (&[Mark::Doubt], true),
            Phase::Doubt(_, false) => (&[Mark::Queued], true),
            Phase::Taken(at, 0 | 1) => (&[Mark::Accepted], late(at)),
            Phase::Taken(..) => self.mark_in_run(msg, now),
            Phase::Failed | Phase::Expired => (&[Mark::Failed], true),
            Phase::Cancelled => (&[Mark::Note], true),
        }
    }

    /// ☑️ and 🔵 stand on the last of a run, when all before it are at least as far. While another
    /// one leaves they may wait for it.
    fn mark_in_run(&self, msg: &Msg, now: i64) -> (&'static [Mark], bool) {
        let mut least = u8::MAX;
        let mut another_leaves = false;
        for other in self.msgs.iter().filter(|other| other.run == msg.run) {
            let comes_after = other.position > msg.position && other.post.is_some();
            let Some(came) = other.came() else {
                another_leaves |=
                    comes_after && matches!(other.phase, Phase::Pending | Phase::Flying(_));
                continue;
            };
            if comes_after {
                return (&[], false);
            }
            least = least.min(came);
        }
        match (least, msg.phase) {
            (3, _) => (&[Mark::Read], !another_leaves),
            (2, _) => (&[Mark::Delivered], !another_leaves),
            (_, Phase::Taken(at, _)) => {
                let late = now >= at + 5 * SECOND;
                (&[Mark::Accepted], late && !another_leaves)
            }
            _ => (&[], false),
        }
    }

    /// It stands in the thread as the core knows it, or has no line of a person's there.
    pub fn sees(&self, msg: &Msg) -> bool {
        let has_line = msg.post.is_some() && !msg.template;
        self.in_sight || !has_line || self.just_read == Some(msg.id)
    }

    /// What could leave leaves, or the core is woken when it can.
    pub fn goes_on(&self, now: i64) -> Verdict {
        let woken_by = |at: i64| self.wake.is_some_and(|wake| wake <= at);
        for msg in &self.msgs {
            let next = match msg.phase {
                Phase::Pending => msg.confirmed + self.expiry(),
                Phase::Doubt(since, false) => since + 60 * SECOND,
                _ => continue,
            };
            must!(woken_by(next), "{:?} is not looked at in time", msg.id);
        }
        let waits = |msg: &Msg| msg.pending() && msg.hold.is_none();
        if !self.thread || !self.msgs.iter().any(waits) {
            return Ok(());
        }
        if self.paused(now) {
            must!(
                self.paused_until == FOR_GOOD || woken_by(self.paused_until),
                "the end of the pause"
            );
            return Ok(());
        }
        for msg in &self.msgs {
            if let Phase::Flying(_) | Phase::Doubt(..) = msg.phase {
                return Ok(());
            }
            if let Some(until) = msg.flies_until().filter(|until| now < *until) {
                must!(woken_by(until), "the end of a flight");
                return Ok(());
            }
        }
        for (at, msg) in self.msgs.iter().enumerate() {
            if !waits(msg) || !(msg.in_undo || self.free(at, now)) {
                continue;
            }
            if now < msg.due {
                must!(woken_by(msg.due), "{:?} is due unseen", msg.id);
            } else if !msg.template && msg.post.is_some() && msg.post == self.just_gone {
                // Nothing is there to be read.
            } else if msg.must_reread {
                must!(
                    self.rereads.contains(&msg.id),
                    "{:?} is not read again",
                    msg.id
                );
            } else if !self.sees(msg) {
                must!(self.looks, "nobody looks at {:?}", msg.id);
            } else if msg.lacks_its_file(now) && self.sends.len() < 45 {
                must!(
                    self.preparing.contains(&msg.id),
                    "the file of {:?} is not handed over",
                    msg.id
                );
            } else if self.sends.len() < 45 {
                return Err(format!("{:?} could leave and does not", msg.id));
            }
            return Ok(());
        }
        Ok(())
    }
}
