//! The platform: takes, refuses in every way, leaves in doubt, reports late, early, twice or in
//! the wrong order.

use std::time::Duration;

use conecta::domain::event::Event;
use conecta::domain::ids::MessageId;
use conecta::domain::message::{Outgoing, Progress};
use conecta::domain::refusal::{Reason, Refusal, Retry, Scope};

use crate::books::{MINUTE, SECOND};
use crate::checker::Verdict;
use crate::world::{Doing, Mood, World};

impl World<'_> {
    /// A request arrives, or does not.
    pub fn platform_gets(&mut self, message: MessageId, attempt: u32) {
        // Accepted, in doubt but taken, in doubt and lost, refused, accepted and failed later.
        let weights: &[usize] = match self.mood {
            Mood::Well => &[1, 0, 0, 0, 0],
            Mood::Moody => &[50, 8, 8, 24, 10],
            Mood::Down => &[10, 4, 6, 80, 0],
        };
        match self.rng.weighted(weights) {
            0 => {
                let delay = self.answer_delay();
                self.accept(message, attempt, delay);
                self.report(message, attempt, delay);
            }
            1 => {
                let delay = self.answer_delay();
                self.later(delay, Doing::Answer(Event::InDoubt { message, attempt }));
                let first = self.rng.pick(&[
                    -delay / 2,
                    500,
                    60 * SECOND - 1,
                    60 * SECOND,
                    60 * SECOND + 1,
                    5 * MINUTE,
                ]);
                self.report(message, attempt, delay + first);
            }
            2 => {
                let delay = self.answer_delay();
                self.later(delay, Doing::Answer(Event::InDoubt { message, attempt }));
                if self.rng.chance(30) {
                    // The answer arrives after all.
                    let refusal = self.refusal();
                    let late = delay + self.rng.range(1, 90 * SECOND);
                    let event = Event::Refused {
                        message,
                        attempt,
                        refusal,
                    };
                    self.later(late, Doing::Answer(event));
                }
            }
            3 => {
                let refusal = self.refusal();
                let delay = self.answer_delay();
                let event = Event::Refused {
                    message,
                    attempt,
                    refusal,
                };
                self.later(delay, Doing::Answer(event));
            }
            _ => {
                let delay = self.answer_delay();
                self.accept(message, attempt, delay);
                let refusal = match self.rng.below(10) {
                    0..5 => refusal(Retry::AfterInbound, true),
                    5 | 6 => refusal(Retry::Never, true),
                    _ => Refusal {
                        certain: true,
                        ..self.refusal()
                    },
                };
                let event = Event::FailedLater {
                    message,
                    attempt: self.rng.chance(80).then_some(attempt),
                    wamid: wamid(message, attempt),
                    refusal,
                };
                let after = delay + self.rng.pick(&[-delay / 2, 1, 900, 2_500, 9_000]);
                self.later(after, Doing::Webhook(event.clone()));
                if self.rng.chance(30) {
                    let again = after + self.rng.range(1, 30 * MINUTE);
                    self.later(again, Doing::Webhook(event));
                }
                if self.rng.chance(30) {
                    self.report(message, attempt, delay);
                }
            }
        }
    }

    /// The database is a backup: the one that it took the place of had sent the message already.
    pub fn hears_of_an_attempt_before_the_backup(&mut self, message: MessageId) -> Verdict {
        let row = self.conv.message(message);
        let Some(row) = row.filter(|row| row.state.is_pending()) else {
            return Ok(());
        };
        let tried = |row: &Outgoing| row.attempt > 0 || row.state.has_left();
        let mut rows = self.conv.outgoing.iter();
        let mut rows = rows.by_ref().filter(|other| other.post == row.post);
        if let Some(post) = row
            .post
            .filter(|_| !row.content.is_template() && !rows.any(tried))
            && self.rng.chance(50)
        {
            return self.feed(Event::LeftBefore { post });
        }
        let attempt = row.attempt + 1;
        let (wamid, progress) = (wamid(message, attempt), Progress::Sent);
        let attempt = Some(attempt);
        let event = if self.rng.chance(50) {
            Event::Progressed {
                message,
                attempt,
                wamid,
                progress,
            }
        } else {
            let refusal = refusal(Retry::Never, true);
            Event::FailedLater {
                message,
                attempt,
                wamid,
                refusal,
            }
        };
        self.feed(event)
    }

    fn answer_delay(&mut self) -> i64 {
        self.rng.pick(&[40, 300, 1_200, 4_999, 5_000, 5_001])
    }

    fn accept(&mut self, message: MessageId, attempt: u32, delay: i64) {
        let event = Event::Accepted {
            message,
            attempt,
            wamid: wamid(message, attempt),
        };
        self.later(delay, Doing::Answer(event));
    }

    /// Statuses: none, some or all, in order or not, once or twice.
    fn report(&mut self, message: MessageId, attempt: u32, after: i64) {
        let all = [Progress::Sent, Progress::Delivered, Progress::Read];
        let upto = if self.mood == Mood::Well {
            3
        } else {
            self.rng.below(4)
        };
        let mut at = after + self.rng.pick(&[-30, 1, 1_999, 2_000, 2_001, 4_999, 5_000]);
        for progress in all.into_iter().take(upto) {
            let event = Event::Progressed {
                message,
                attempt: self.rng.chance(80).then_some(attempt),
                wamid: wamid(message, attempt),
                progress,
            };
            self.later(at, Doing::Webhook(event.clone()));
            if self.mood != Mood::Well && self.rng.chance(10) {
                let again = at + self.rng.range(-500, 20 * MINUTE);
                self.later(again, Doing::Webhook(event));
            }
            at += self.rng.pick(&[-40, 30, 700, 3_000]);
        }
    }

    fn refusal(&mut self) -> Refusal {
        if self.mood == Mood::Down && self.rng.chance(80) {
            return refusal(Retry::Backoff, true);
        }
        let certain = self.rng.chance(90);
        let retry = match self.rng.below(8) {
            0 => Retry::Never,
            1 => Retry::Backoff,
            2 => Retry::Counted {
                tries: self.rng.pick(&[1, 3, 5, 9]),
            },
            3 => Retry::After(Duration::from_secs(self.rng.pick(&[1, 60, 3_600]))),
            4 => Retry::Pair,
            5 => Retry::ChannelRestored,
            6 => Retry::Reupload,
            _ => Retry::AfterInbound,
        };
        refusal(retry, certain)
    }
}

/// The platform's id of an attempt.
fn wamid(message: MessageId, attempt: u32) -> String {
    format!("wamid.{}.{attempt}", message.0)
}

fn refusal(retry: Retry, certain: bool) -> Refusal {
    Refusal {
        reason: match retry {
            // It could not use the file.
            Retry::Reupload => Reason::MediaDownload,
            _ => Reason::SomethingWrong,
        },
        code: Some(131_000),
        certain,
        scope: Scope::Message,
        retry,
    }
}
