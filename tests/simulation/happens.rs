//! What an event means, by the rules that people read: the second opinion on the core.

use conecta::domain::event::{Event, Line, Reply, Standing, Wish};
use conecta::domain::ids::{MessageId, PersonId};

use crate::books::{Books, Fate, Hold, Last, MINUTE, Msg, Phase, SECOND};
use crate::texts::{self, Kind};

impl Books {
    /// Enters what happened.
    pub fn happens(&mut self, event: &Event, now: i64) {
        self.expected = None;
        self.just_read = None;
        self.just_gone = None;
        self.moved = false;
        for at in 0..self.msgs.len() {
            self.msgs[at].behind = self.is_behind(at);
        }
        self.expire(now);
        match event {
            Event::ThreadOpened { .. } => self.thread = true,
            Event::ThreadLost => self.thread_lost(),
            Event::Wrote(line) => self.wrote(line, now),
            Event::Edited {
                post,
                text,
                attachments,
                fresh,
            } => self.edited(*post, text, attachments.as_deref(), *fresh, now),
            Event::Deleted { post, by } => self.deleted(*post, *by),
            Event::Vanished { post } => self.vanished(*post),
            Event::Reread {
                message,
                text,
                attachments,
                fresh,
            } => self.reread(*message, (text, attachments), *fresh, now),
            Event::LeftBefore { post } => self.left_before(*post, now),
            Event::Gap => {
                for msg in &mut self.msgs {
                    if msg.pending() && msg.post.is_some() && !msg.template {
                        msg.must_reread = true;
                    }
                }
            }
            Event::Posted { message, post } => {
                if let Some(msg) = self.msg(*message) {
                    msg.post = Some(*post);
                    msg.mark = None;
                }
            }
            Event::TemplateChosen {
                message,
                position,
                by,
                content,
            } => {
                let mut msg = Msg::new(*message, *position, *by, &content.preview, now);
                msg.template = true;
                msg.has_header = !content.components.is_null();
                msg.apart = false;
                self.choose(msg);
            }
            Event::Chosen {
                message,
                position,
                by,
                content,
                post,
                ..
            } => {
                let mut msg = Msg::new(*message, *position, *by, content.text(), now);
                msg.post = *post;
                self.choose(msg);
            }
            Event::Echoed { speaks, .. } => self.came = self.came.filter(|_| !speaks),
            // Nobody in these worlds refuses marketing by another way than words, or chooses emojis.
            Event::MarketingRefused | Event::Reacted { .. } => {}
            Event::Noted { by } => {
                self.last = Last::Person(*by, now);
                self.customers_line = false;
            }
            Event::Prepared { message, .. } => self.prepared(*message, now),
            Event::Unfit { message, .. } => self.unfit(*message, now),
            // The platform of these worlds takes every file that is handed to it.
            Event::NotHandedOver { .. } => {}
            Event::Pressed { by, wish } => self.pressed(*by, wish, now),
            Event::ContactWrote(answer) => {
                self.run += 1;
                self.last_wamid = Some(answer.wamid.clone());
                self.wrote.push(now);
                self.answered(answer, now);
            }
            Event::ContactTouched(answer) => self.answered(answer, now),
            Event::Accepted {
                message, attempt, ..
            } => self.accepted(*message, *attempt, now),
            Event::Refused {
                message,
                attempt,
                refusal,
            } => self.refused(*message, *attempt, refusal, now),
            Event::InDoubt { message, attempt } => self.doubtful(*message, *attempt, now),
            Event::Progressed {
                message,
                attempt,
                progress,
                ..
            } => self.progressed(*message, *attempt, *progress, now),
            Event::FailedLater {
                message,
                attempt,
                refusal,
                ..
            } => self.failed_later(*message, *attempt, refusal, now),
            Event::Assumed { by, notify } => {
                if !self.concluded && self.assignee != Some(*by) {
                    self.assignee = Some(*by);
                    self.notify = *notify;
                    self.handed_over = now;
                    self.name = None;
                    self.drop_what_others_wrote(*by);
                    self.doubt_the_waiting(now);
                }
            }
            Event::AssigneeLeft { who } => {
                if !self.concluded && self.assignee == Some(*who) {
                    self.assignee = None;
                    self.handed_over = now;
                    self.doubt_the_waiting(now);
                }
            }
            Event::Released { .. } => {
                if !self.concluded && self.assignee.is_some() {
                    self.assignee = None;
                    self.handed_over = now;
                    self.doubt_the_waiting(now);
                }
            }
            Event::Concluded { .. } => {
                if !self.concluded {
                    for id in self.ids(Msg::pending) {
                        self.cancel(id);
                    }
                    self.concluded = true;
                    self.came = None;
                    self.question = false;
                    self.queue_held = false;
                }
            }
            Event::Restarted { by, notify } => {
                if self.concluded {
                    self.concluded = false;
                    if self.assignee != Some(*by) {
                        self.handed_over = now;
                    }
                    self.assignee = Some(*by);
                    self.notify = *notify;
                    self.name = None;
                    self.drop_what_others_wrote(*by);
                    self.doubt_the_waiting(now);
                }
            }
            Event::Begun
            | Event::RoomMade
            | Event::CardLost { .. }
            | Event::CardStands { .. }
            | Event::PauseChanged { .. }
            | Event::Woken => {}
        }
        self.settle(now);
    }

    /// What time alone does.
    fn settle(&mut self, now: i64) {
        self.expire(now);
        for msg in &mut self.msgs {
            if let Phase::Doubt(since, asked) = &mut msg.phase
                && now - *since >= 60 * SECOND
            {
                *asked = true;
            }
        }
        if !self.msgs.iter().any(Msg::queued) {
            self.question = false;
        }
        self.doubt_what_became_free(now);
        self.read_names();
        self.look(now);
        for msg in &mut self.msgs {
            msg.in_undo &= now < msg.due;
        }
        let stale: Vec<usize> = (0..self.msgs.len())
            .filter(|at| self.goes_stale(*at, now))
            .collect();
        for at in stale {
            self.msgs[at].hold = Some(Hold::Stale);
        }
        self.look(now);
        for at in 0..self.msgs.len() {
            self.msgs[at].waits = !self.msgs[at].in_undo && !self.free(at, now);
        }
    }

    fn expire(&mut self, now: i64) {
        let limit = self.expiry();
        let gone = self.ids(|msg| msg.pending() && now - msg.confirmed >= limit);
        let mut held = Vec::new();
        for id in gone {
            let msg = self.msg(id).expect("it is there");
            msg.phase = match std::mem::take(&mut msg.unknown) {
                true => Phase::Presumed,
                false => Phase::Expired,
            };
            held.push((id, msg.hold.take()));
        }
        for (id, hold) in held {
            self.hold_the_rest(id, hold);
        }
    }

    pub fn ids(&self, which: impl Fn(&Msg) -> bool) -> Vec<MessageId> {
        self.msgs
            .iter()
            .filter(|msg| which(msg))
            .map(|msg| msg.id)
            .collect()
    }

    fn drop_what_others_wrote(&mut self, assignee: PersonId) {
        let others = self.ids(|msg| {
            msg.pending()
                && matches!(msg.hold, Some(Hold::Unassigned | Hold::Concluded))
                && msg.author != assignee
        });
        for id in others {
            self.cancel_line(id);
        }
    }

    fn may_speak(&self, line: &Line) -> bool {
        let theirs = self.assignee == Some(line.author);
        let free_for_members = self.concluded || self.assignee.is_none();
        theirs || (free_for_members && line.standing == Standing::Member)
    }

    fn wrote(&mut self, line: &Line, now: i64) {
        let kind = texts::kind(&line.text);
        let words = texts::words(&line.text, self.rules.only_quoted_leaves);
        let written = line.written_at.timestamp_millis();
        let after_colleague = matches!(self.last, Last::Person(who, at)
            if who != line.author && written - at <= 10 * MINUTE);
        // Where the last line is one's own from before one was the assignee, or somebody was the
        // assignee until just now, the core may be more careful than the rule.
        let careful = matches!(self.last, Last::Person(who, _)
            if who == line.author || written - self.handed_over <= 10 * MINUTE);
        let note = matches!(kind, Kind::Note | Kind::Names)
            || line.reply == Reply::Inside
            || line.no_writing
            || !self.may_speak(line)
            || words.is_none();
        let words = words.unwrap_or_default();
        let hold = if line.long_paste {
            Some(Hold::Paste)
        } else if kind == Kind::Command {
            Some(Hold::Single)
        } else if self.concluded {
            Some(Hold::Concluded)
        } else if self.assignee.is_none() {
            Some(Hold::Unassigned)
        } else if after_colleague {
            Some(Hold::Single)
        } else if now - written > 2 * MINUTE {
            Some(Hold::Stale)
        } else {
            None
        };
        let fate = match hold {
            _ if note => Fate::Note,
            _ if words.trim().is_empty() && !line.long_paste && line.files.is_empty() => Fate::Note,
            Some(_) => Fate::Held,
            None => Fate::Leaves,
        };
        self.expected = Some((line.post, line.message, fate, careful));
        self.last = Last::Person(line.author, written);
        self.customers_line = false;
        if fate == Fate::Note {
            return;
        }
        if matches!(hold, Some(Hold::Unassigned | Hold::Concluded)) {
            for id in self.ids(|msg| msg.pending() && msg.hold == hold) {
                self.cancel_line(id);
            }
        }
        let mut hold = hold;
        for mut msg in self.parts(line, &words, written) {
            msg.apart = false;
            msg.run = self.run;
            msg.post = Some(line.post);
            if msg.pending() {
                msg.hold = hold.take();
            }
            msg.due = now + i64::from(self.rules.undo_s) * SECOND;
            msg.in_undo = msg.hold.is_none() && self.open(now) && msg.pending();
            self.add(msg);
        }
    }

    fn choose(&mut self, mut msg: Msg) {
        msg.run = self.run;
        if self.concluded {
            msg.hold = Some(Hold::Concluded);
        }
        self.add(msg);
    }

    fn pressed(&mut self, by: PersonId, wish: &Wish, now: i64) {
        let speaks = !self.concluded && self.assignee.is_some();
        match wish {
            Wish::Send(id) => {
                let found = self.msg(*id).filter(|msg| {
                    let says = !msg.text.trim().is_empty() || msg.file.is_some();
                    msg.pending() && msg.hold.is_some() && says
                });
                if found.is_some() && speaks {
                    self.release(*id, by, now);
                }
            }
            Wish::SendAs(id, content) => {
                let held = |msg: &&mut Msg| msg.pending() && msg.hold.is_some() && !msg.template;
                if speaks && let Some(msg) = self.msg(*id).filter(held) {
                    content.text().clone_into(&mut msg.text);
                    msg.file = None;
                    self.release(*id, by, now);
                }
            }
            Wish::MakeNote(id) | Wish::CancelLine(id) => self.cancel_line(*id),
            Wish::Cancel(id) => self.cancel(*id),
            Wish::Rewrite(id, text) => {
                let Some(msg) = self.msg(*id).filter(|msg| msg.pending() && !msg.template) else {
                    return;
                };
                match texts::kind(text) {
                    Kind::Empty => {}
                    Kind::Note | Kind::Names => self.cancel_line(*id),
                    Kind::Plain | Kind::Command => {
                        if msg.file.is_some_and(|file| !file.captions) {
                            return;
                        }
                        msg.text = text.clone();
                        let pasted = msg.pasted || msg.hold == Some(Hold::Paste);
                        msg.says_its_line();
                        msg.apart = true;
                        msg.pasted = pasted;
                        msg.confirmed = now;
                        msg.confirmed_by = by;
                        self.doubt_the_words(*id, now);
                    }
                }
            }
            Wish::MoveUp(_) | Wish::MoveDown(_) => self.moved = true,
            Wish::SendQueue | Wish::DiscardQueue => {
                let send = *wish == Wish::SendQueue;
                for id in self.ids(Msg::queued) {
                    if !send {
                        self.cancel(id);
                    } else if let Some(msg) = self.msg(id) {
                        msg.confirmed = now;
                        msg.confirmed_by = by;
                        if !msg.in_undo {
                            msg.free_since = None;
                        }
                    }
                }
                self.question = false;
                self.queue_held &= !send;
            }
            Wish::SendStale | Wish::DiscardStale => {
                for id in self.ids(|msg| msg.pending() && msg.hold == Some(Hold::Stale)) {
                    if *wish == Wish::DiscardStale {
                        self.cancel_line(id);
                    } else if speaks {
                        self.release(id, by, now);
                    }
                }
            }
            Wish::Recompose(..) => {}
            Wish::HoldQueue => self.queue_held = true,
            Wish::LetGo => {
                if std::mem::take(&mut self.queue_held) {
                    self.doubt_the_waiting(now);
                }
            }
            Wish::Presume(id) | Wish::SendAgain(id) => {
                let again = matches!(wish, Wish::SendAgain(_));
                let concluded = self.concluded;
                let Some(msg) = self.msg(*id) else { return };
                if msg.phase == Phase::Failed {
                    if again && !concluded && !msg.template {
                        msg.refusals = 0;
                        // Its line may have been changed since, or its file is what was wrong.
                        msg.must_reread = msg.post.is_some();
                        msg.file.iter_mut().for_each(|file| file.handed = None);
                        let deleted = msg.deleted_after;
                        self.release(*id, by, now);
                        if deleted {
                            self.hold(*id, Hold::Single);
                        }
                    }
                    return;
                }
                if !matches!(msg.phase, Phase::Doubt(..)) || (again && concluded) {
                    return;
                }
                if again {
                    msg.unknown = true;
                    self.release(*id, by, now);
                } else {
                    msg.phase = Phase::Presumed;
                }
                // Whoever pressed knew what stands behind it.
                for msg in self.msgs.iter_mut().filter(|msg| msg.pending()) {
                    msg.free_since = None;
                }
            }
            Wish::SendCorrection {
                of,
                message,
                position,
            } => {
                let quoted = self.rules.only_quoted_leaves;
                let Some(msg) = self.msg(*of).filter(|msg| msg.has_correction()) else {
                    return;
                };
                let Some(text) = msg.edited_after.clone() else {
                    return;
                };
                if matches!(texts::kind(&text), Kind::Plain | Kind::Command) {
                    msg.corrected = true;
                    let words = texts::words(&text, quoted).unwrap_or(text);
                    self.choose(Msg::new(*message, *position, by, &words, now));
                }
            }
        }
    }
}
