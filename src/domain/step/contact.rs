//! What the customer does.

use chrono::TimeDelta;

use super::super::conversation::{Above, AskWhy, LastInbound, Notify, QueueQuestion};
use super::super::effect::{Ask, Effect, Notice, Posted};
use super::super::event::Answer;
use super::super::ids::PersonId;
use super::super::message::State;
use super::Step;

/// In a talk in which the agent wrote so recently, an opting-out word may mean something else.
const IN_TALK: TimeDelta = TimeDelta::hours(1);

impl Step<'_> {
    pub(super) fn contact_wrote(&mut self, answer: &Answer) {
        let was_open = self.c.window.is_open(self.now);
        let in_talk = self
            .c
            .outgoing
            .iter()
            .filter(|row| !row.content.is_template())
            .filter_map(|row| row.accepted_at)
            .any(|at| self.now - at <= IN_TALK);
        self.c.window.contact_wrote(answer.at, self.now);
        self.c.run += 1;
        let ping = self.whom_to_tell();
        let named = !self.c.named;
        self.post(
            Posted::Mirror {
                inbound: answer.inbound,
                named,
            },
            None,
            ping,
        );
        self.c.above = Above::Customer;
        self.c.last_inbound = Some(LastInbound {
            id: answer.inbound,
            wamid: answer.wamid.clone(),
            at: self.now,
            read_reported: false,
        });
        self.waits();
        if answer.opt_out && !in_talk {
            self.push(Effect::OptOut {
                inbound: answer.inbound,
            });
            self.notice(Notice::OptedOut {
                inbound: answer.inbound,
            });
        } else if answer.opt_out {
            let ask = Ask::OptOut {
                inbound: answer.inbound,
            };
            self.ask(ask, None, self.c.assignee);
        } else if answer.opt_in {
            self.notice(Notice::WantsBack {
                inbound: answer.inbound,
            });
        }
        self.decide_whether_the_queue_leaves(answer, was_open);
        if was_open {
            // The shown end of the window is wrong by less than what is worth an edit, unless the
            // conversation is nobody's and its place among the *Novos* has changed.
            if self.c.assignee.is_none() {
                self.show_life();
            }
        } else {
            self.show_life();
        }
    }

    pub(super) fn contact_touched(&mut self, answer: &Answer) {
        let was_open = self.c.window.is_open(self.now);
        self.c.window.contact_wrote(answer.at, self.now);
        let ping = self.whom_to_tell();
        let named = !self.c.named;
        self.post(
            Posted::Mirror {
                inbound: answer.inbound,
                named,
            },
            None,
            ping,
        );
        self.c.above = Above::Customer;
        self.waits();
        self.decide_whether_the_queue_leaves(answer, was_open);
        if !was_open || self.c.assignee.is_none() {
            self.show_life();
        }
    }

    fn waits(&mut self) {
        if self.c.unanswered_since.is_none() {
            self.c.unanswered_since = Some(self.now);
            self.c.reminded = false;
        }
    }

    /// The assignee is mentioned on the first message since they last wrote.
    fn whom_to_tell(&self) -> Option<PersonId> {
        let assignee = self.c.assignee?;
        match self.c.notify {
            Notify::Every => Some(assignee),
            Notify::First if self.c.unanswered_since.is_none() => Some(assignee),
            Notify::First | Notify::Nothing => None,
        }
    }

    /// The answer opens the window for what waits, unless a person must look at it first.
    fn decide_whether_the_queue_leaves(&mut self, answer: &Answer, was_open: bool) {
        if self.c.question.is_some() || self.c.queue_held {
            return;
        }
        // With the window open nothing waits but what is on its way, which a *stop* still catches.
        if was_open && !answer.stop {
            return;
        }
        let waiting: Vec<_> = self
            .c
            .queue()
            .filter(|row| row.state != State::Undo)
            .collect();
        let Some(first) = waiting.first() else { return };
        let oldest = waiting
            .iter()
            .map(|row| row.written_at)
            .min()
            .unwrap_or(first.written_at);
        let count = waiting.len();
        let author = first.author;
        let fresh = self.c.rules.fresh();
        let why = if answer.stop || answer.opt_out {
            Some(AskWhy::Stop)
        } else if waiting
            .iter()
            .any(|row| Some(row.confirmed_by) != self.c.assignee)
        {
            Some(AskWhy::OtherAuthor)
        } else if waiting
            .iter()
            .any(|row| fresh.is_none_or(|fresh| self.now - row.confirmed_at > fresh))
        {
            Some(AskWhy::Aged)
        } else if self.c.paused_until.is_some_and(|until| self.now < until) {
            Some(AskWhy::Paused)
        } else {
            None
        };
        match why {
            Some(why) => {
                self.c.question = Some(QueueQuestion {
                    why,
                    since: self.now,
                });
                let ping = self.c.assignee.unwrap_or(author);
                self.ask(
                    Ask::Queue {
                        why,
                        inbound: answer.inbound,
                        count,
                        oldest,
                    },
                    None,
                    Some(ping),
                );
            }
            None => self.notice(Notice::QueueLeaves { count }),
        }
    }
}
