//! Compares what the core did in one step with the books.

use conecta::domain::conversation::{Conversation, Stage};
use conecta::domain::effect::{Ask, Effect, Notice, Post, Posted};
use conecta::domain::event::Event;
use conecta::domain::ids::{MessageId, PostId};
use conecta::domain::mark::Mark;
use conecta::domain::message::{HeldReason, Outgoing, State};

use crate::books::{Books, Fate, Hold, Msg, Phase, SECOND, STALE};
use crate::texts::{self, Kind};

/// What is wrong, in a sentence.
pub type Verdict = Result<(), String>;

/// Says what is wrong unless the condition holds.
macro_rules! must {
    ($condition:expr, $($sentence:tt)+) => {
        if !$condition {
            return Err(format!($($sentence)+));
        }
    };
}
pub(crate) use must;

impl Books {
    /// Enters one step into the books, and says what it broke.
    pub fn check(
        &mut self,
        before: &Conversation,
        event: &Event,
        after: &Conversation,
        effects: &[Effect],
        now: i64,
    ) -> Verdict {
        self.look(now);
        self.happens(event, now);
        self.adopt(after, now)?;
        self.wake = None;
        let sends = effects
            .iter()
            .filter(|effect| matches!(effect, Effect::Send { .. }))
            .count();
        must!(sends <= 1, "{sends} messages leave in one step");
        for effect in effects {
            self.effect(effect, event, after, effects, now)?;
        }
        self.line_was_answered(after, effects)?;
        self.typing_was_shown(effects, now)?;
        self.mirrored_once(event, effects)?;
        self.same_facts(after, now)?;
        for row in &after.outgoing {
            self.same_row(before, row, effects)?;
        }
        must!(
            after.outgoing.len() == self.msgs.len(),
            "{} messages where {} were written",
            after.outgoing.len(),
            self.msgs.len()
        );
        self.questions_stand()?;
        self.somebody_answers(after.unanswered_since.is_some())?;
        self.marks_hold(now)?;
        self.goes_on(now)
    }

    /// Where the core may decide otherwise than the books, it did.
    fn adopt(&mut self, after: &Conversation, now: i64) -> Verdict {
        if let Some((_, id, Fate::Leaves | Fate::Held, true)) = self.expected
            && let Some(row) = after.outgoing.iter().find(|row| {
                let held = row.state == State::Held && row.held == Some(HeldReason::Colleague);
                row.line() == id && held
            })
        {
            self.hold(row.id, Hold::Single);
        }
        if self.moved {
            let mut changed = 0;
            for row in &after.outgoing {
                if let Some(msg) = self.msg(row.id)
                    && msg.position != row.position
                {
                    must!(msg.queued(), "{:?} was moved but is not queued", row.id);
                    msg.position = row.position;
                    changed += 1;
                }
            }
            must!(changed == 0 || changed == 2, "{changed} messages moved");
            self.msgs.sort_by_key(|msg| (msg.position, msg.id));
            self.doubt_what_became_free(now);
            self.look(now);
        }
        let order: Vec<MessageId> = after.outgoing.iter().map(|row| row.id).collect();
        let written: Vec<MessageId> = self.msgs.iter().map(|msg| msg.id).collect();
        must!(order == written, "the order is {order:?}, not {written:?}");
        Ok(())
    }

    fn effect(
        &mut self,
        effect: &Effect,
        event: &Event,
        after: &Conversation,
        all: &[Effect],
        now: i64,
    ) -> Verdict {
        match effect {
            Effect::Send { message, attempt } => self.leaves(*message, *attempt, after, now),
            Effect::Prepare { message } => self.prepares(*message, now),
            Effect::Reread { message, post } => {
                let Some(msg) = self.msg(*message) else {
                    return Err(format!("reread of {message:?}, which is nowhere"));
                };
                must!(msg.must_reread, "{message:?} is read again for nothing");
                must!(msg.post == Some(*post), "another line is read again");
                if !self.rereads.contains(message) {
                    self.rereads.push(*message);
                }
                Ok(())
            }
            Effect::Look => {
                must!(!self.in_sight, "looks for what it sees");
                self.looks = true;
                Ok(())
            }
            Effect::Post(post) => self.posted(post, event),
            Effect::Retract(question) => {
                self.standing.retain(|other| other != question);
                Ok(())
            }
            Effect::Mark { post, mark } => self.marked(*post, *mark),
            Effect::WakeAt(at) => {
                let at = at.timestamp_millis();
                must!(at > now, "wakes {} ms ago", now - at);
                self.wake = Some(at);
                Ok(())
            }
            Effect::ReportRead {
                wamid,
                typing_until,
            } => self.reported(wamid, *typing_until, all, now),
            Effect::OpenThread
            | Effect::Card
            | Effect::News
            | Effect::Join(_)
            | Effect::Leave(_)
            | Effect::FindAssignee(_)
            | Effect::Archive
            | Effect::Unarchive
            | Effect::OptOut { .. } => Ok(()),
        }
    }

    /// A request towards the customer begins: the heart of the matter.
    fn leaves(&mut self, id: MessageId, attempt: u32, after: &Conversation, now: i64) -> Verdict {
        let Some(at) = self.at(id) else {
            return Err(format!("{id:?} leaves but was never written"));
        };
        let msg = &self.msgs[at];
        must!(
            msg.pending(),
            "{id:?} leaves although it is {:?}",
            msg.phase
        );
        must!(msg.hold.is_none(), "{id:?} leaves although it is held");
        must!(attempt == msg.attempts + 1, "{id:?} leaves as {attempt}");
        must!(!self.concluded, "{id:?} leaves a concluded conversation");
        must!(self.thread, "{id:?} leaves before there is a thread");
        must!(!self.paused(now), "{id:?} leaves during a pause");
        must!(now >= msg.due, "{id:?} leaves {} ms early", msg.due - now);
        if !msg.template {
            must!(self.open(now), "{id:?} leaves through a closed window");
            let kind = texts::kind(&msg.text);
            let wordless = kind == Kind::Empty && msg.file.is_some();
            must!(
                matches!(kind, Kind::Plain | Kind::Command) || wordless,
                "{id:?} leaves although it says «{}»",
                msg.text
            );
        }
        must!(self.free(at, now), "{id:?} leaves although it has to wait");
        must!(!msg.must_reread, "{id:?} leaves without being read again");
        must!(self.sees(msg), "{id:?} leaves unseen");
        must!(!msg.lacks_its_file(now), "{id:?} leaves without its file");
        must!(
            msg.free_since.is_some_and(|since| now - since < STALE),
            "{id:?} leaves although it is stale"
        );
        if let Some(other) = self.in_flight(now) {
            return Err(format!("{id:?} leaves while {other:?} is in flight"));
        }
        for other in 0..at {
            let passes = msg.template && !self.free(other, now);
            must!(
                !self.msgs[other].pending() || passes,
                "{id:?} overtakes {:?}",
                self.msgs[other].id
            );
        }
        let row = after.message(id);
        must!(
            row.is_some_and(|row| row.state == State::Sending && row.attempt == attempt),
            "{id:?} leaves but its row does not say so"
        );
        let text = row.map_or("", |row| {
            let words = row.content.words();
            words.unwrap_or_else(|| row.content.text())
        });
        must!(text == msg.text, "«{text}» leaves, not «{}»", msg.text);
        let signed = row.is_some_and(|row| row.signed);
        let named = if signed { "with" } else { "without" };
        must!(signed == self.must_name(at), "{id:?} leaves {named} a name");
        let msg = &mut self.msgs[at];
        msg.signed = signed;
        msg.phase = Phase::Flying(now);
        msg.attempts = attempt;
        msg.unknown = false;
        self.sends.push(now);
        self.paced(now)
    }

    /// One message every 6 seconds, 45 of them borrowed: never more than 45 + t/6 in any t seconds.
    fn paced(&self, now: i64) -> Verdict {
        for (later, at) in self.sends.iter().rev().enumerate().skip(45) {
            let allowed = 45 + (now - at) / (6 * SECOND);
            must!(later as i64 <= allowed, "{later} messages since {at}");
        }
        Ok(())
    }

    fn posted(&mut self, post: &Post, event: &Event) -> Verdict {
        let mut customers = false;
        match &post.what {
            Posted::Mirror { inbound, named } => {
                let answer = match event {
                    Event::ContactWrote(answer) | Event::ContactTouched(answer) => answer,
                    _ => return Err(format!("{inbound:?} is mirrored out of the blue")),
                };
                must!(answer.inbound == *inbound, "{inbound:?} is mirrored");
                must!(
                    *named != self.customers_line,
                    "the customer's name is {}",
                    if *named { "repeated" } else { "missing" }
                );
                self.mirrored.push(*inbound);
                customers = true;
            }
            Posted::Template { message } | Posted::Text { message } => {
                must!(self.at(*message).is_some(), "{message:?} is nowhere");
            }
            Posted::File { file } => return Err(format!("{file:?} is posted by the core")),
            Posted::Echo { .. } => {}
            Posted::Notice(notice) => self.told(notice)?,
            Posted::Ask(ask) => self.asked(ask)?,
        }
        self.customers_line = customers;
        Ok(())
    }

    fn told(&self, notice: &Notice) -> Verdict {
        let phase = |id: MessageId| self.at(id).map(|at| self.msgs[at].phase);
        match notice {
            Notice::Failed { message, .. } => {
                must!(phase(*message) == Some(Phase::Failed), "{message:?} failed");
            }
            Notice::Expired { messages } => {
                for id in messages {
                    must!(phase(*id) == Some(Phase::Expired), "{id:?} expired");
                }
            }
            Notice::ExpiredInDoubt { message } => must!(
                phase(*message) == Some(Phase::Presumed),
                "{message:?} waited too long, and nobody knows"
            ),
            Notice::ArrivedAfterAll { message } => must!(
                matches!(phase(*message), Some(Phase::Taken(_, 2 | 3))),
                "{message:?} arrived after all"
            ),
            Notice::PutBack { message } | Notice::Queued { message } => must!(
                phase(*message) == Some(Phase::Pending),
                "{message:?} is said to be in the queue"
            ),
            Notice::StillWaiting { since } => must!(
                self.wrote.contains(&since.timestamp_millis()),
                "the customer wrote nothing at {since}"
            ),
            Notice::EditedAfter { message }
            | Notice::DeletedAfter { message, .. }
            | Notice::DoubtDecided { message, .. } => {
                must!(phase(*message).is_some(), "{message:?} is nowhere");
            }
            _ => {}
        }
        Ok(())
    }

    fn asked(&mut self, ask: &Ask) -> Verdict {
        let question = ask.question();
        must!(
            !self.standing.contains(&question),
            "{question:?} is asked while it stands"
        );
        match ask {
            Ask::Stale { count, .. } => {
                let stale = self.msgs.iter().filter(|msg| is_stale(msg)).count();
                must!(*count == stale, "{count} stale messages instead of {stale}");
            }
            Ask::Queue { count, .. } => {
                let queued = self.msgs.iter().filter(|msg| msg.queued()).count();
                must!(*count == queued, "{count} in the queue instead of {queued}");
            }
            Ask::Held { .. } | Ask::Doubt { .. } | Ask::OptOut { .. } => {}
        }
        self.standing.push(question);
        Ok(())
    }

    fn marked(&mut self, post: PostId, mark: Option<Mark>) -> Verdict {
        let mut known = false;
        for msg in self.msgs.iter_mut().filter(|msg| msg.post == Some(post)) {
            msg.mark = mark;
            known = true;
        }
        if known {
            return Ok(());
        }
        let expected = match self.expected {
            Some((line, _, Fate::Note, _)) if line == post => Some(Mark::Note),
            _ => return Err(format!("{mark:?} on {post:?}, which is no message's")),
        };
        must!(mark == expected, "{mark:?} instead of {expected:?}");
        Ok(())
    }

    fn line_was_answered(&self, after: &Conversation, effects: &[Effect]) -> Verdict {
        let Some((post, id, fate, _)) = self.expected else {
            return Ok(());
        };
        let row = after.message(id);
        match fate {
            Fate::Leaves | Fate::Held => must!(row.is_some(), "a line was lost: {fate:?}"),
            Fate::Note => {
                must!(row.is_none(), "a {fate:?} line became a message");
                let marked = effects
                    .iter()
                    .any(|e| matches!(e, Effect::Mark { post: on, .. } if *on == post));
                must!(marked, "a {fate:?} line has no mark");
            }
        }
        Ok(())
    }

    fn mirrored_once(&self, event: &Event, effects: &[Effect]) -> Verdict {
        let expected = match event {
            Event::ContactWrote(answer) | Event::ContactTouched(answer) => Some(answer.inbound),
            _ => None,
        };
        let mirrors = effects
            .iter()
            .filter(|e| {
                matches!(
                    e,
                    Effect::Post(Post {
                        what: Posted::Mirror { .. },
                        ..
                    })
                )
            })
            .count();
        must!(
            mirrors == usize::from(expected.is_some()),
            "{mirrors} mirrors of {expected:?}"
        );
        let times = self.mirrored.iter().filter(|id| Some(**id) == expected);
        must!(times.count() <= 1, "{expected:?} was mirrored before");
        Ok(())
    }

    fn same_facts(&self, after: &Conversation, now: i64) -> Verdict {
        let at = conecta_time(now);
        must!(
            after.window.is_open(at) == self.open(now),
            "the window is said to be open: {}",
            after.window.is_open(at)
        );
        must!(
            after.question.is_some() == self.question,
            "a question about the queue: {:?}, expected {}",
            after.question,
            self.question
        );
        must!(after.queue_held == self.queue_held, "the queue is held");
        must!(after.assignee == self.assignee, "another assignee");
        must!(
            (after.stage == Stage::Concluded) == self.concluded,
            "another stage"
        );
        Ok(())
    }

    fn same_row(&mut self, before: &Conversation, row: &Outgoing, effects: &[Effect]) -> Verdict {
        let id = row.id;
        let Some(msg) = self.msg(id) else {
            return Err(format!("{id:?} came from nowhere"));
        };
        let same = match msg.phase {
            Phase::Pending => row.state.is_pending(),
            Phase::Flying(_) => row.state == State::Sending,
            Phase::Doubt(_, asked) => row.state == State::Doubt && row.asked == asked,
            Phase::Taken(_, 0) => row.state == State::Accepted,
            Phase::Taken(_, 1) => row.state == State::Sent,
            Phase::Taken(_, 2) => row.state == State::Delivered,
            Phase::Taken(..) => row.state == State::Read,
            Phase::Presumed => row.state == State::Presumed,
            Phase::Failed => row.state == State::Failed,
            Phase::Cancelled => row.state == State::Cancelled,
            Phase::Expired => row.state == State::Expired,
        };
        must!(same, "{id:?} is {:?}, not {:?}", row.state, msg.phase);
        must!(
            (row.state == State::Held) == (msg.hold.is_some() && msg.pending()),
            "{id:?} is {:?} but held for {:?}",
            row.state,
            msg.hold
        );
        let was = before.message(id).map(|row| row.state);
        let told = |which: &dyn Fn(&Notice) -> bool| {
            effects.iter().any(|effect| {
                matches!(effect, Effect::Post(Post { what: Posted::Notice(notice), ping: Some(who), .. })
                    if which(notice) && (*who == row.author || row.state == State::Expired))
            })
        };
        if row.state == State::Failed && was != Some(State::Failed) {
            must!(
                told(&|n| matches!(n, Notice::Failed { message, .. } if *message == id)),
                "{id:?} failed and its author was not told"
            );
        }
        if row.state == State::Expired && was != Some(State::Expired) {
            must!(
                told(&|n| matches!(n, Notice::Expired { messages } if messages.contains(&id))),
                "{id:?} expired and nobody was told"
            );
        }
        let given_up = matches!(was, Some(State::Cancelled | State::Expired));
        if given_up && row.state.has_left() {
            must!(
                told(&|n| matches!(n, Notice::ArrivedAfterAll { message } if *message == id)),
                "{id:?} arrived after all and its author was not told"
            );
        }
        if row.state == State::Sending && was != Some(State::Sending) {
            let begun = effects
                .iter()
                .any(|e| matches!(e, Effect::Send { message, .. } if *message == id));
            must!(begun, "{id:?} is said to leave but does not");
        }
        Ok(())
    }
}

/// It is asked about together with others.
pub fn is_stale(msg: &Msg) -> bool {
    msg.pending() && msg.hold == Some(Hold::Stale)
}

/// Milliseconds since 1970 as the core wants them.
pub fn conecta_time(ms: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp_millis(ms).expect("within the years of the simulation")
}
