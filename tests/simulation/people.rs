//! The agents and the customer: they write, edit, delete, press everything there is, answer, fall
//! silent.

use conecta::domain::content::{Content, TemplateContent};
use conecta::domain::conversation::Notify;
use conecta::domain::effect::Question;
use conecta::domain::event::{Answer, Event, Line, Reply, Standing, Wish};
use conecta::domain::ids::{EchoId, MessageId, PersonId, PostId, TemplateId};
use conecta::domain::message::{Eraser, HeldReason, Outgoing, State};
use conecta::domain::pause::Pause;
use serde_json::{Value, json};

use crate::books::{FOR_GOOD, HOUR, MINUTE, SECOND};
use crate::checker::{Verdict, conecta_time};
use crate::texts;
use crate::world::{AGENTS, SUPERVISOR, World};

/// A line in the thread as Discord has it.
pub struct Said {
    pub post: PostId,
    pub text: String,
    pub gone: bool,
    /// Discord's ids of the files that it carries.
    pub files: Vec<u64>,
    ours: bool,
}

impl Said {
    /// A line of our own.
    pub fn ours(post: PostId) -> Self {
        Self {
            post,
            text: "-# ⚙️ Carla: x".to_owned(),
            gone: false,
            files: Vec::new(),
            ours: true,
        }
    }
}

impl World<'_> {
    /// Somebody does something.
    pub fn somebody_acts(&mut self) -> Verdict {
        if !self.in_sight && self.rng.chance(20) {
            return self.sees_again();
        }
        match self
            .rng
            .weighted(&[40, 8, 4, 18, 20, 4, 4, 3, 2, 3, 1, 3, 2, 1])
        {
            0 => {
                let line = self.line(self.now);
                self.in_thread(Event::Wrote(line))
            }
            1 => self.somebody_edits(),
            2 => self.somebody_deletes(),
            3 => self.somebody_presses(),
            4 => self.customer_acts(),
            5 => {
                let event = self.template();
                self.feed(event)
            }
            6 => {
                let text = format!("pronto {}", self.serial());
                let event = self.text_chosen(text);
                self.feed(event)
            }
            7 => self.life(),
            8 => {
                let ends = [10 * SECOND, 20 * MINUTE, 3 * HOUR].map(|time| self.now + time);
                let until = self.rng.pick(&[ends[0], ends[1], ends[2], FOR_GOOD]);
                let until = (!self.books.paused(self.now)).then_some(until);
                self.set_pause(until)
            }
            9 => {
                self.edit_unseen();
                self.feed(Event::Gap)
            }
            11 => {
                self.in_sight = false;
                Ok(())
            }
            12 => {
                let by = self.anybody();
                self.feed(Event::Noted { by })
            }
            13 => {
                let message = self.some_message();
                self.hears_of_an_attempt_before_the_backup(message)
            }
            _ if self.conv.thread.is_some() => {
                for said in &mut self.said {
                    said.gone = true;
                }
                self.feed(Event::ThreadLost)
            }
            _ => Ok(()),
        }
    }

    /// The loaded state says whether sending is paused.
    pub fn set_pause(&mut self, until: Option<i64>) -> Verdict {
        self.conv.pause = until.map(|until| Pause {
            since: conecta_time(self.now),
            until: (until < FOR_GOOD).then(|| conecta_time(until)),
        });
        self.books.paused_until = until.unwrap_or(i64::MIN);
        self.feed(Event::PauseChanged {
            stopped_since: None,
        })
    }

    fn anybody(&mut self) -> PersonId {
        match self.conv.assignee {
            Some(assignee) if self.rng.chance(85) => assignee,
            _ => self.rng.pick(&[AGENTS[0], AGENTS[1], SUPERVISOR]),
        }
    }

    fn line(&mut self, written: i64) -> Line {
        let author = self.anybody();
        let serial = self.serial();
        let files = self.files();
        let text = match !files.is_empty() && self.rng.chance(40) {
            true => String::new(),
            false => texts::line(&mut self.rng, serial, self.conv.rules.only_quoted_leaves),
        };
        let late = match self.rng.below(20) {
            0 => self.rng.pick(&[2 * MINUTE, 2 * MINUTE + 1, HOUR]),
            1 => self.rng.range(0, 5_000),
            _ => 0,
        };
        let written = written - late;
        let post = self.post_id_of(written);
        let reply = match self.rng.below(12) {
            0 => Reply::Inside,
            1 => Reply::Customer {
                wamid: "wamid.in".to_owned(),
            },
            _ => Reply::None,
        };
        let long_paste = self.rng.chance(4);
        // Its own file is none of those beside it.
        let pasted = long_paste.then_some(post.0);
        let beside = files.iter().filter_map(|file| file.facts.attachment);
        self.said.push(Said {
            post,
            text: text.clone(),
            gone: false,
            files: beside.chain(pasted).collect(),
            ours: false,
        });
        let message = self.message_id();
        for _ in &files {
            self.message_id();
        }
        Line {
            message,
            post,
            author,
            standing: if author == SUPERVISOR {
                Standing::Other
            } else {
                Standing::Member
            },
            written_at: conecta_time(written),
            text,
            reply,
            no_writing: self.rng.chance(3),
            names: 0,
            files,
            long_paste,
            spoiler: self.rng.chance(2),
            left: false,
        }
    }

    /// What was written, edited and deleted while nobody looked: the lines.
    pub fn people_act_unseen(&mut self, from: i64, to: i64) -> Vec<Line> {
        self.edit_unseen();
        if self.conv.thread.is_none() {
            return Vec::new();
        }
        let count = self.rng.below(3);
        let mut times: Vec<i64> = (0..count).map(|_| self.rng.range(from, to)).collect();
        times.sort_unstable();
        times.into_iter().map(|at| self.line(at)).collect()
    }

    fn edit_unseen(&mut self) {
        let serial = self.serial();
        let count = self.rng.below(3);
        for _ in 0..count {
            let quoted = self.conv.rules.only_quoted_leaves;
            let Some(at) = self.some_line() else { return };
            if self.rng.chance(50) {
                self.said[at].gone = true;
            } else {
                self.said[at].text = texts::line(&mut self.rng, serial, quoted);
            }
        }
    }

    /// A line of a person that still stands.
    fn some_line(&mut self) -> Option<usize> {
        let count = self.said.len();
        let at = count.checked_sub(1 + self.rng.below(4))?;
        (!self.said[at].gone && !self.said[at].ours).then_some(at)
    }

    fn somebody_edits(&mut self) -> Verdict {
        let Some(at) = self.some_line() else {
            return Ok(());
        };
        let serial = self.serial();
        let quoted = self.conv.rules.only_quoted_leaves;
        let text = texts::line(&mut self.rng, serial, quoted);
        self.said[at].text.clone_from(&text);
        let post = self.said[at].post;
        if self.rng.chance(20) {
            let count = self.said[at].files.len();
            if count > 0 {
                let out = self.rng.below(count);
                self.said[at].files.remove(out);
            }
        }
        let left = self.said[at].files.clone();
        let attachments = self.rng.chance(80).then_some(left);
        let fresh = self.message_id();
        self.in_thread(Event::Edited {
            post,
            text,
            attachments,
            fresh,
        })
    }

    fn somebody_deletes(&mut self) -> Verdict {
        if self.rng.chance(20) {
            let from = self.said.len().saturating_sub(3);
            for at in from..self.said.len() {
                if !self.said[at].gone {
                    self.said[at].gone = true;
                    let post = self.said[at].post;
                    self.in_thread(Event::Deleted {
                        post,
                        by: Eraser::Somebody,
                    })?;
                }
            }
            return Ok(());
        }
        let Some(at) = self.some_line() else {
            return Ok(());
        };
        self.said[at].gone = true;
        let post = self.said[at].post;
        self.in_thread(Event::Vanished { post })?;
        // The process may die before it knows whose doing it was.
        let by = match self.rng.range(0, 5) {
            0 => return Ok(()),
            1 => Eraser::Unknown,
            2 => Eraser::Other(SUPERVISOR),
            3 => Eraser::Other(self.anybody()),
            _ => Eraser::Author,
        };
        self.in_thread(Event::Deleted { post, by })
    }

    fn some_message(&mut self) -> MessageId {
        let unsettled: Vec<MessageId> = self
            .conv
            .outgoing
            .iter()
            .filter(|row| row.state.is_unsettled())
            .map(|row| row.id)
            .collect();
        if !unsettled.is_empty() && self.rng.chance(85) {
            return self.rng.pick(&unsettled);
        }
        let all: Vec<MessageId> = self.conv.outgoing.iter().map(|row| row.id).collect();
        if all.is_empty() {
            MessageId(-1)
        } else {
            self.rng.pick(&all)
        }
    }

    fn somebody_presses(&mut self) -> Verdict {
        let by = self.anybody();
        let message = self.some_message();
        let wish = match self
            .rng
            .weighted(&[20, 5, 5, 6, 5, 5, 14, 3, 14, 3, 4, 8, 6, 8, 5, 3, 16, 12])
        {
            0 => Wish::Send(message),
            1 => Wish::MakeNote(message),
            2 => Wish::Cancel(message),
            3 => {
                let serial = self.serial();
                Wish::Rewrite(message, texts::line(&mut self.rng, serial, false))
            }
            4 => Wish::MoveUp(message),
            5 => Wish::MoveDown(message),
            6 => Wish::SendQueue,
            7 => Wish::DiscardQueue,
            8 => Wish::SendStale,
            9 => Wish::DiscardStale,
            10 => Wish::HoldQueue,
            11 => Wish::LetGo,
            12 => Wish::Presume(message),
            13 => Wish::SendAgain(message),
            14 => {
                let text = format!("pasted {}", self.serial());
                Wish::SendAs(message, Box::new(Content::Text { text }))
            }
            15 => Wish::CancelLine(message),
            16 => Wish::SendCorrection {
                of: self.some_row(message, |row| row.edited.is_some()),
                message: self.message_id(),
                position: self.post_id().as_i64(),
            },
            _ => {
                let asked = |row: &Outgoing| row.held_for() == Some(HeldReason::LongPaste);
                let paste = self.some_row(message, asked);
                let serial = self.serial();
                let wish = Wish::Rewrite(paste, texts::line(&mut self.rng, serial, false));
                self.feed(Event::Pressed { by, wish })?;
                Wish::Send(paste)
            }
        };
        self.feed(Event::Pressed { by, wish })
    }

    /// One of that kind, or that one where there is none.
    fn some_row(&mut self, or: MessageId, which: impl Fn(&Outgoing) -> bool) -> MessageId {
        let rows = self.conv.outgoing.iter();
        let ids: Vec<MessageId> = rows.filter(|row| which(row)).map(|row| row.id).collect();
        match ids.is_empty() {
            true => or,
            false => self.rng.pick(&ids),
        }
    }

    fn customer_acts(&mut self) -> Verdict {
        let now = self.now;
        // Somebody answers on the company's own phone.
        if self.rng.chance(6) {
            let echo = EchoId(self.inbound_id().0);
            let speaks = self.rng.chance(70);
            return self.feed(Event::Echoed {
                echo,
                file: None,
                speaks,
            });
        }
        let stamp = match self.rng.below(10) {
            0 => now - 30 * MINUTE,
            1 => now - 26 * HOUR,
            2 => now + HOUR,
            _ => now - now % SECOND,
        };
        let kind = self.rng.below(12);
        let answer = self.answer(stamp, kind);
        let event = if self.rng.chance(12) {
            Event::ContactTouched(answer)
        } else {
            Event::ContactWrote(answer)
        };
        self.feed(event)
    }

    /// An ordinary answer.
    pub fn customer_writes(&mut self) -> Verdict {
        let answer = self.answer(self.now, 9);
        self.feed(Event::ContactWrote(answer))
    }

    fn answer(&mut self, stamp: i64, kind: usize) -> Answer {
        let inbound = self.inbound_id();
        Answer {
            calls: false,
            inbound,
            wamid: format!("wamid.in.{}", inbound.0),
            at: conecta_time(stamp),
            stop: matches!(kind, 0 | 1),
            opt_out: kind == 1 || kind == 2,
            opt_in: kind == 3,
        }
    }

    fn template(&mut self) -> Event {
        let serial = self.serial();
        let picture = json!({ "type": "image", "image": { "id": "7" } });
        let header = json!([{ "type": "header", "parameters": [picture] }]);
        let components = if self.rng.chance(30) {
            header
        } else {
            Value::Null
        };
        Event::TemplateChosen {
            message: self.message_id(),
            position: self.post_id().as_i64(),
            by: self.anybody(),
            content: TemplateContent {
                template: TemplateId(1),
                name: "pedido".to_owned(),
                language: "pt_BR".to_owned(),
                category: "utility".to_owned(),
                components,
                preview: format!("modelo {serial}"),
            },
        }
    }

    fn text_chosen(&mut self, text: String) -> Event {
        let note = self.some_line().filter(|_| self.rng.chance(40));
        let post = note
            .map(|at| self.said[at].post)
            .filter(|post| self.conv.message_of(*post).is_none() && !self.is_missed(*post));
        Event::Chosen {
            message: self.message_id(),
            position: self.post_id().as_i64(),
            by: self.anybody(),
            content: Content::Text { text },
            post,
            spoiler: false,
        }
    }

    fn life(&mut self) -> Verdict {
        let by = self.rng.pick(&AGENTS);
        let notify = self
            .rng
            .pick(&[Notify::First, Notify::Every, Notify::Nothing]);
        let event = match self.rng.weighted(&[55, 15, 10, 20, 5]) {
            0 => Event::Assumed { by, notify },
            1 => Event::Released { by },
            2 => Event::Concluded { by },
            4 => Event::AssigneeLeft { who: by },
            _ => Event::Restarted { by, notify },
        };
        self.feed(event)
    }

    /// Answers one thing that waits for a person. False: nothing does.
    pub fn kindness(&mut self) -> Result<bool, String> {
        let unsettled = |state: State| self.conv.outgoing.iter().any(|row| row.state == state);
        let by = self.conv.assignee.unwrap_or(AGENTS[0]);
        let notify = Notify::First;
        let mut standing = self.books.standing.iter().copied();
        let standing = standing.find(|question| *question != Question::OptOut);
        let event = if self.books.concluded && unsettled(State::Held) {
            Event::Restarted { by, notify }
        } else if self.conv.assignee.is_none() && unsettled(State::Held) {
            Event::Assumed { by, notify }
        } else if let Some(question) = standing {
            let wish = match question {
                Question::Held(id)
                    if self
                        .books
                        .msg(id)
                        .is_some_and(|m| m.text.is_empty() && m.file.is_none()) =>
                {
                    Wish::MakeNote(id)
                }
                Question::Held(id) => Wish::Send(id),
                Question::Queue => Wish::SendQueue,
                Question::Stale => Wish::SendStale,
                Question::Doubt(id) => Wish::Presume(id),
                Question::OptOut => return Ok(false),
            };
            Event::Pressed { by, wish }
        } else if self.books.queue_held {
            Event::Pressed {
                by,
                wish: Wish::LetGo,
            }
        } else if !self.books.open(self.now) && unsettled(State::Waiting) {
            return self.customer_writes().map(|()| true);
        } else {
            return Ok(false);
        };
        self.feed(event)?;
        Ok(true)
    }
}
