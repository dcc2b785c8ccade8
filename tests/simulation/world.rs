//! One seeded world: a conversation, its platform, its customer and its agents, and the time.

use conecta::domain::abilities::MediaKind;
use conecta::domain::content::Handed;
use conecta::domain::conversation::{Conversation, Notify};
use conecta::domain::effect::{Effect, Post, Posted};
use conecta::domain::event::Event;
use conecta::domain::ids::{InboundId, MessageId, PersonId, PlaceId, PostId};
use conecta::domain::message::{Eraser, State};
use conecta::domain::refusal::Reason;
use conecta::domain::rules::{Reading, Rules, Signature};

use crate::books::{Books, HOUR, MINUTE, SECOND};
use crate::checker::{Verdict, conecta_time};
use crate::fresh;
use crate::people::Said;
use crate::rng::Rng;
use crate::seen::Seen;
use crate::under_test::Core;

/// Agents of the team.
pub const AGENTS: [PersonId; 2] = [PersonId(11), PersonId(12)];
/// A supervisor, who is in no team.
pub const SUPERVISOR: PersonId = PersonId(13);

pub const START: i64 = 1_790_000_000_000;
const DISCORD_EPOCH: i64 = 1_420_070_400_000;

/// What is still to come.
#[derive(Debug, Clone)]
pub enum Doing {
    /// The platform's answer to a request: lost with the process that asked.
    Answer(Event),
    /// A webhook: the platform repeats it until it is taken.
    Webhook(Event),
    /// The thread is opened.
    ThreadOpens,
    /// A line of ours stands in the thread.
    Posted(MessageId),
    /// A line is read again: lost with the process that asked.
    Reread(MessageId, PostId),
    /// It is found out whether what people do reaches the core: lost with the process that asked.
    Look,
    /// A file is handed over, or cannot be: lost with the process that did it.
    Prepared(MessageId),
    /// The core wanted to be woken.
    Wake,
}

pub struct Item {
    pub at: i64,
    serial: u64,
    pub what: Doing,
}

/// How the platform is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Well,
    Moody,
    Down,
}

/// One seeded world.
pub struct World<'a> {
    pub rng: Rng,
    pub now: i64,
    pub conv: Conversation,
    pub books: Books,
    pub mood: Mood,
    pub said: Vec<Said>,
    /// What people do in the thread reaches the core.
    pub in_sight: bool,
    /// What did not.
    pub missed: Vec<Event>,
    core: &'a mut dyn Core,
    pub agenda: Vec<Item>,
    serial: u64,
    pub story: Option<Vec<String>>,
    pub seen: Seen,
}

/// What became of a world.
pub struct Outcome {
    pub verdict: Verdict,
    pub story: Vec<String>,
    pub seen: Seen,
}

/// Plays the world of `seed` on `core`.
pub fn play(seed: u64, core: &mut dyn Core, verbose: bool) -> Outcome {
    let mut rng = Rng::new(seed);
    let rules = Rules {
        undo_s: rng.pick(&[5, 5, 0, 30]),
        queue_h: rng.pick(&[168, 168, 24, 1]),
        fresh_h: rng.pick(&[24, 24, 1, 0]),
        only_quoted_leaves: rng.chance(10),
        reading: rng.pick(&[
            Reading::OnAction,
            Reading::WithTyping,
            Reading::OnAnswer,
            Reading::Never,
        ]),
        new_after_min: 2,
        third_by_supervisor: true,
        signature: rng.pick(&[Signature::First, Signature::Every, Signature::Off]),
    };
    let assignee = rng.chance(80).then_some(AGENTS[0]);
    let notify = rng.pick(&[Notify::First, Notify::Every, Notify::Nothing]);
    let mood = rng.pick(&[
        Mood::Well,
        Mood::Moody,
        Mood::Moody,
        Mood::Moody,
        Mood::Down,
    ]);
    let mut world = World {
        rng,
        now: START,
        conv: conversation(rules.clone(), assignee, notify),
        books: Books::new(rules, assignee, notify),
        mood,
        said: Vec::new(),
        in_sight: true,
        missed: Vec::new(),
        core,
        agenda: Vec::new(),
        serial: 0,
        story: verbose.then(Vec::new),
        seen: Seen::default(),
    };
    let verdict = world.live();
    Outcome {
        verdict,
        story: world.story.unwrap_or_default(),
        seen: world.seen,
    }
}

fn conversation(rules: Rules, assignee: Option<PersonId>, notify: Notify) -> Conversation {
    Conversation {
        rules,
        assignee,
        notify,
        ..fresh::conversation()
    }
}

impl World<'_> {
    fn live(&mut self) -> Verdict {
        self.feed(Event::Begun)?;
        if self.rng.chance(60) {
            self.customer_writes()?;
        }
        for _ in 0..STEPS {
            self.now += 1;
            match self.rng.weighted(&[48, 40, 8, 1]) {
                0 => self.next_of_the_agenda()?,
                1 => {
                    if self.rng.chance(40) {
                        let pause = self.rng.pick(&[50, 400, 2_000, 4_000]);
                        self.wait_until(self.now + pause)?;
                    }
                    self.somebody_acts()?;
                }
                2 => {
                    let to = self.boundary();
                    self.wait_until(to)?;
                    if self.rng.chance(60) {
                        self.somebody_acts()?;
                    } else {
                        self.feed(Event::Woken)?;
                    }
                }
                _ => self.crash()?,
            }
        }
        self.everything_ends_well()
    }

    /// Lets the core take one step, and does what it says.
    pub fn feed(&mut self, event: Event) -> Verdict {
        self.take(event, true)
    }

    pub fn take(&mut self, event: Event, performed: bool) -> Verdict {
        let now = self.now;
        if let Some(story) = &mut self.story {
            story.push(format!("{:>10} ← {event:?}", now - START));
        }
        self.conv.in_sight = self.in_sight;
        self.books.in_sight = self.in_sight;
        let (after, effects) = self.core.step(&self.conv, &event, conecta_time(now));
        if let Some(story) = &mut self.story {
            story.extend(
                effects
                    .iter()
                    .map(|effect| format!("{:>13} {effect:?}", "→")),
            );
        }
        let verdict = self.books.check(&self.conv, &event, &after, &effects, now);
        self.seen.count(&after, &effects);
        self.conv = after;
        verdict?;
        self.agenda.retain(|item| !matches!(item.what, Doing::Wake));
        for effect in effects {
            self.perform(effect, performed);
        }
        Ok(())
    }

    fn perform(&mut self, effect: Effect, alive: bool) {
        match effect {
            Effect::Send { message, attempt } if alive => self.platform_gets(message, attempt),
            Effect::Reread { message, post } if alive => {
                let pending = self
                    .agenda
                    .iter()
                    .any(|item| matches!(item.what, Doing::Reread(other, _) if other == message));
                if !pending {
                    let delay = self.rng.range(1, 900);
                    self.later(delay, Doing::Reread(message, post));
                }
            }
            Effect::Look if alive => {
                let looks = |item: &Item| matches!(item.what, Doing::Look);
                if !self.agenda.iter().any(looks) {
                    let delay = self.rng.range(1, 2_000);
                    self.later(delay, Doing::Look);
                }
            }
            Effect::Prepare { message } if alive => {
                let pending = self
                    .agenda
                    .iter()
                    .any(|item| matches!(item.what, Doing::Prepared(other) if other == message));
                if !pending {
                    let delay = self.rng.range(1, 4_000);
                    self.later(delay, Doing::Prepared(message));
                }
            }
            Effect::WakeAt(at) if alive => {
                let late = if self.rng.chance(10) {
                    self.rng.range(0, 3_000)
                } else {
                    0
                };
                let delay = at.timestamp_millis() - self.now + late;
                self.later(delay, Doing::Wake);
            }
            // What follows is written down and survives a crash.
            Effect::OpenThread => {
                let delay = self.rng.range(1, 3_000);
                self.later(delay, Doing::ThreadOpens);
            }
            Effect::Post(Post {
                what: Posted::Template { message } | Posted::Text { message },
                ..
            }) => {
                let delay = self.rng.range(1, 3_000);
                self.later(delay, Doing::Posted(message));
            }
            _ => {}
        }
    }

    /// Puts something on the agenda.
    pub fn later(&mut self, delay: i64, what: Doing) {
        self.serial += 1;
        self.agenda.push(Item {
            at: self.now + delay.max(0),
            serial: self.serial,
            what,
        });
    }

    fn first(&self) -> Option<usize> {
        (0..self.agenda.len()).min_by_key(|at| (self.agenda[*at].at, self.agenda[*at].serial))
    }

    pub fn next_of_the_agenda(&mut self) -> Verdict {
        let Some(first) = self.first() else {
            return Ok(());
        };
        let item = self.agenda.swap_remove(first);
        self.now = self.now.max(item.at);
        match item.what {
            Doing::Webhook(event) if !self.can_be_placed(&event) => Ok(()),
            Doing::Answer(event) | Doing::Webhook(event) => self.feed(event),
            Doing::ThreadOpens => {
                if self.conv.thread.is_some() {
                    return Ok(());
                }
                let (thread, card) = (PlaceId(self.post_id().0), self.post_id());
                self.feed(Event::ThreadOpened { thread, card })
            }
            Doing::Posted(message) => {
                let post = self.post_id();
                self.said.push(Said::ours(post));
                self.feed(Event::Posted { message, post })
            }
            Doing::Reread(message, post) => {
                let found = self
                    .said
                    .iter()
                    .find(|said| said.post == post && !said.gone)
                    .map(|said| (said.text.clone(), said.files.clone()));
                let fresh = self.message_id();
                self.feed(match found {
                    Some((text, attachments)) => Event::Reread {
                        message,
                        text,
                        attachments,
                        fresh,
                    },
                    None => Event::Deleted {
                        post,
                        by: Eraser::Unknown,
                    },
                })
            }
            Doing::Look => {
                self.books.looks = false;
                let seen = self.in_sight;
                self.feed(if seen { Event::Woken } else { Event::Gap })
            }
            Doing::Prepared(message) => {
                let reason = Reason::FileGone;
                let handed = Handed {
                    id: "55".to_owned(),
                    at: conecta_time(self.now),
                    kind: MediaKind::Image,
                    name: "x".to_owned(),
                    link: false,
                    remark: None,
                };
                let event = if self.rng.chance(90) {
                    Event::Prepared { message, handed }
                } else {
                    Event::Unfit { message, reason }
                };
                self.feed(event)
            }
            Doing::Wake => self.feed(Event::Woken),
        }
    }

    /// A report without our opaque id belongs to the row that knows its platform's id, if any.
    fn can_be_placed(&self, event: &Event) -> bool {
        match event {
            Event::Progressed {
                message,
                attempt: None,
                wamid,
                ..
            }
            | Event::FailedLater {
                message,
                attempt: None,
                wamid,
                ..
            } => self
                .conv
                .message(*message)
                .is_some_and(|row| row.wamid.as_ref() == Some(wamid)),
            _ => true,
        }
    }

    /// Lets everything happen that is due until then.
    pub fn wait_until(&mut self, until: i64) -> Verdict {
        while let Some(first) = self.first()
            && self.agenda[first].at <= until
        {
            self.next_of_the_agenda()?;
        }
        self.now = self.now.max(until);
        Ok(())
    }

    /// A moment at which something is over, a millisecond before or after, or just much later.
    fn boundary(&mut self) -> i64 {
        let mut moments = vec![self.now + self.rng.range(1, 20 * MINUTE)];
        if self.rng.chance(15) {
            moments.push(self.now + self.rng.range(1, 30 * HOUR));
            moments.extend(self.conv.window.until.map(|at| at.timestamp_millis()));
        }
        let pause = self.conv.pause.and_then(|pause| pause.until);
        moments.extend(pause.map(|at| at.timestamp_millis()));
        let expiry = self.books.expiry();
        for row in self.conv.outgoing.iter().filter(|row| {
            row.state.is_unsettled() || matches!(row.state, State::Accepted | State::Sent)
        }) {
            moments.push(row.due_at.timestamp_millis());
            if row.state.is_pending() && self.rng.chance(5) {
                moments.push(row.confirmed_at.timestamp_millis() + expiry);
            }
            for (since, spans) in [
                (row.ready_since, [5 * SECOND, 15 * MINUTE]),
                (row.accepted_at, [2 * SECOND, 5 * SECOND]),
                (row.sending_since, [5 * SECOND, 60 * SECOND]),
            ] {
                let since = since.map(|at| at.timestamp_millis());
                moments.extend(since.into_iter().flat_map(|at| spans.map(|span| at + span)));
            }
        }
        moments.retain(|at| *at > self.now + 1);
        let at = self.rng.below(moments.len().max(1));
        let moment = moments.get(at).copied().unwrap_or(self.now + 2);
        moment + self.rng.range(-1, 2)
    }

    /// An id of Discord's, made now.
    pub fn post_id(&mut self) -> PostId {
        self.post_id_of(self.now)
    }

    /// An id of Discord's, made then.
    pub fn post_id_of(&mut self, at: i64) -> PostId {
        self.serial += 1;
        let ms = u64::try_from(at - DISCORD_EPOCH).expect("after 2015");
        PostId((ms << 22) | (self.serial & 0x3F_FFFF))
    }

    /// The id of a new row.
    pub fn message_id(&mut self) -> MessageId {
        self.serial += 1;
        MessageId(self.serial.cast_signed())
    }

    /// The id of a new inbound row.
    pub fn inbound_id(&mut self) -> InboundId {
        self.serial += 1;
        InboundId(self.serial.cast_signed())
    }

    /// A number that was not used before.
    pub fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }
}

/// How many things happen in a world before everybody is kind.
const STEPS: usize = 60;
