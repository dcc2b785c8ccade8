//! A conversation in the hands of a story. Ana is the customer; Carla and Bruno are of the team,
//! Sônia supervises it.

use chrono::{DateTime, TimeDelta, Utc};
use conecta::domain::content::TemplateContent;
use conecta::domain::conversation::Conversation;
use conecta::domain::effect::{Ask, Effect, Notice, Post, Posted};
use conecta::domain::event::{Answer, Event, Line, Reply, Standing, Wish};
use conecta::domain::ids::{InboundId, MessageId, PersonId, PlaceId, PostId, TemplateId};
use conecta::domain::mark::Mark;
use conecta::domain::message::{Eraser, Progress, State};
use conecta::domain::pause::Pause;
use conecta::domain::refusal::{Reason, Refusal, Retry, Scope};
use conecta::domain::step::step;

use crate::fresh;

pub const CARLA: PersonId = PersonId(1);
pub const BRUNO: PersonId = PersonId(2);
pub const SONIA: PersonId = PersonId(3);

/// That many milliseconds.
pub fn ms(count: i64) -> TimeDelta {
    TimeDelta::milliseconds(count)
}

/// That many seconds.
pub fn s(count: i64) -> TimeDelta {
    TimeDelta::seconds(count)
}

/// That many minutes.
pub fn min(count: i64) -> TimeDelta {
    TimeDelta::minutes(count)
}

/// That many hours.
pub fn h(count: i64) -> TimeDelta {
    TimeDelta::hours(count)
}

/// A conversation, the time, and what the last thing that happened brought about.
pub struct Desk {
    pub c: Conversation,
    pub now: DateTime<Utc>,
    /// The effects of what happened last, without timers and refreshes of the card and of *Novos*.
    pub did: Vec<Effect>,
    /// The card was to be refreshed.
    pub card: bool,
    wake: Option<DateTime<Utc>>,
    next: i64,
}

impl Desk {
    /// Carla's conversation, whose thread stands and whose window was never open.
    pub fn new() -> Self {
        Self {
            c: Conversation {
                assignee: Some(CARLA),
                thread: Some(PlaceId(500)),
                card: Some(PostId(500)),
                ..fresh::conversation()
            },
            now: DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time"),
            did: Vec::new(),
            card: false,
            wake: None,
            next: 0,
        }
    }

    /// The same, an hour after Ana wrote.
    pub fn in_talk() -> Self {
        let mut desk = Self::new();
        desk.answers();
        desk.passes(h(1));
        desk
    }

    /// The same, but nobody has assumed it.
    pub fn of_nobody() -> Self {
        let mut desk = Self::new();
        desk.c.assignee = None;
        desk.answers();
        desk
    }

    /// A message that is not written yet.
    pub fn fresh_message(&mut self) -> MessageId {
        MessageId(self.id())
    }

    fn id(&mut self) -> i64 {
        self.next += 1;
        self.next
    }

    /// Something happens.
    pub fn happens(&mut self, event: &Event) {
        self.did.clear();
        self.card = false;
        self.take(event);
    }

    fn take(&mut self, event: &Event) {
        let (after, effects) = step(&self.c, event, self.now);
        self.c = after;
        self.wake = None;
        for effect in effects {
            match effect {
                Effect::WakeAt(at) => self.wake = Some(at),
                Effect::Card => self.card = true,
                Effect::News => {}
                effect => self.did.push(effect),
            }
        }
    }

    /// Time passes, and the core is woken whenever it asked for it.
    pub fn passes(&mut self, time: TimeDelta) {
        self.did.clear();
        self.card = false;
        let until = self.now + time;
        while let Some(at) = self.wake.filter(|at| *at <= until) {
            self.now = at;
            self.take(&Event::Woken);
        }
        self.now = until;
    }

    /// Nothing runs for so long; then it starts again.
    pub fn is_down_for(&mut self, time: TimeDelta) {
        self.now += time;
        self.happens(&Event::Woken);
    }

    /// A line as that person writes it now.
    pub fn line(&mut self, author: PersonId, text: &str) -> Line {
        let message = MessageId(self.id());
        Line {
            message,
            post: line_of(message),
            author,
            standing: if author == SONIA {
                Standing::Other
            } else {
                Standing::Member
            },
            written_at: self.now,
            text: text.to_owned(),
            reply: Reply::None,
            no_writing: false,
            names: 0,
            files: Vec::new(),
            long_paste: false,
            spoiler: false,
            left: false,
        }
    }

    /// That person writes a line.
    pub fn writes(&mut self, author: PersonId, text: &str) -> MessageId {
        let line = self.line(author, text);
        self.happens(&Event::Wrote(line.clone()));
        line.message
    }

    /// Carla writes a line.
    pub fn carla(&mut self, text: &str) -> MessageId {
        self.writes(CARLA, text)
    }

    /// Carla wrote a line so long ago, which is read only now.
    pub fn carla_wrote(&mut self, text: &str, ago: TimeDelta) -> MessageId {
        let mut line = self.line(CARLA, text);
        line.written_at = self.now - ago;
        self.happens(&Event::Wrote(line.clone()));
        line.message
    }

    /// The author edits the line of a message.
    pub fn edits(&mut self, message: MessageId, text: &str) {
        let fresh = self.fresh_message();
        self.happens(&Event::Edited {
            post: line_of(message),
            text: text.to_owned(),
            attachments: None,
            fresh,
        });
    }

    /// The line of a message is read again, and says this without a file.
    pub fn reads_again(&mut self, message: MessageId, text: &str) {
        let fresh = self.fresh_message();
        self.happens(&Event::Reread {
            message,
            text: text.to_owned(),
            attachments: Vec::new(),
            fresh,
        });
    }

    /// The line of a message is deleted.
    pub fn deletes(&mut self, message: MessageId) {
        self.happens(&Event::Deleted {
            post: line_of(message),
            by: Eraser::Author,
        });
    }

    /// Somebody presses.
    pub fn presses(&mut self, by: PersonId, wish: Wish) {
        self.happens(&Event::Pressed { by, wish });
    }

    /// An answer of Ana's, not yet given.
    pub fn answer(&mut self) -> Answer {
        let id = self.id();
        Answer {
            calls: false,
            inbound: InboundId(id),
            wamid: format!("wamid.in.{id}"),
            at: self.now,
            stop: false,
            opt_out: false,
            opt_in: false,
        }
    }

    /// Ana writes.
    pub fn answers(&mut self) -> InboundId {
        let answer = self.answer();
        self.happens(&Event::ContactWrote(answer.clone()));
        answer.inbound
    }

    /// Ana writes something that means *stop*.
    pub fn says_stop(&mut self) -> InboundId {
        let mut answer = self.answer();
        answer.stop = true;
        self.happens(&Event::ContactWrote(answer.clone()));
        answer.inbound
    }

    /// Carla chooses a template.
    pub fn template(&mut self) -> MessageId {
        self.template_of("utility")
    }

    /// Carla chooses a template of that category.
    pub fn template_of(&mut self, category: &str) -> MessageId {
        self.template_with(category, serde_json::Value::Null)
    }

    /// Carla chooses a template of that category, filled in so.
    pub fn template_with(&mut self, category: &str, components: serde_json::Value) -> MessageId {
        let message = MessageId(self.id());
        self.happens(&Event::TemplateChosen {
            message,
            position: line_of(message).as_i64(),
            by: CARLA,
            content: TemplateContent {
                template: TemplateId(1),
                name: "pedido".to_owned(),
                language: "pt_BR".to_owned(),
                category: category.to_owned(),
                components,
                preview: "Seu pedido chegou".to_owned(),
            },
        });
        message
    }

    /// The platform takes the latest attempt.
    pub fn accepted(&mut self, message: MessageId) {
        let attempt = self.attempt(message);
        self.happens(&Event::Accepted {
            message,
            attempt,
            wamid: wamid(message, attempt),
        });
    }

    /// The platform reports how far the latest attempt came.
    pub fn came(&mut self, message: MessageId, progress: Progress) {
        let attempt = self.attempt(message);
        self.happens(&Event::Progressed {
            message,
            attempt: Some(attempt),
            wamid: wamid(message, attempt),
            progress,
        });
    }

    /// The platform takes it and delivers it.
    pub fn delivered(&mut self, message: MessageId) {
        self.accepted(message);
        self.came(message, Progress::Delivered);
    }

    /// The platform refuses the latest attempt.
    pub fn refused(&mut self, message: MessageId, retry: Retry) {
        let attempt = self.attempt(message);
        self.happens(&Event::Refused {
            message,
            attempt,
            refusal: refusal(retry),
        });
    }

    /// The platform reports that the latest attempt will not be delivered.
    pub fn fails_later(&mut self, message: MessageId, retry: Retry) {
        let attempt = self.attempt(message);
        self.happens(&Event::FailedLater {
            message,
            attempt: Some(attempt),
            wamid: wamid(message, attempt),
            refusal: refusal(retry),
        });
    }

    /// Nobody knows what became of the latest attempt.
    pub fn in_doubt(&mut self, message: MessageId) {
        let attempt = self.attempt(message);
        self.happens(&Event::InDoubt { message, attempt });
    }

    /// Sending is paused for so long.
    pub fn paused_for(&mut self, time: TimeDelta) {
        self.c.pause = Some(Pause {
            since: self.now,
            until: Some(self.now + time),
        });
        self.happens(&Event::PauseChanged {
            stopped_since: None,
        });
    }

    pub fn attempt(&self, message: MessageId) -> u32 {
        self.c.message(message).expect("it was written").attempt
    }

    pub fn state(&self, message: MessageId) -> State {
        self.c.message(message).expect("it was written").state
    }

    pub fn text(&self, message: MessageId) -> &str {
        let message = self.c.message(message).expect("it was written");
        message.content.text()
    }

    /// The mark on its line.
    pub fn mark(&self, message: MessageId) -> Option<Mark> {
        self.c.message(message).expect("it was written").mark
    }

    /// Which messages left because of what happened last.
    pub fn left(&self) -> Vec<MessageId> {
        self.did
            .iter()
            .filter_map(|effect| match effect {
                Effect::Send { message, .. } => Some(*message),
                _ => None,
            })
            .collect()
    }

    /// What was posted because of what happened last.
    pub fn posted(&self) -> Vec<&Posted> {
        self.posts().map(|post| &post.what).collect()
    }

    fn posts(&self) -> impl Iterator<Item = &Post> {
        self.did.iter().filter_map(|effect| match effect {
            Effect::Post(post) => Some(post),
            _ => None,
        })
    }

    /// The lines of ours that answer that line because of what happened last.
    pub fn posted_to(&self, line: PostId) -> Vec<&Notice> {
        let answers = self.posts().filter(|post| post.reply_to == Some(line));
        answers
            .filter_map(|post| match &post.what {
                Posted::Notice(notice) => Some(notice),
                _ => None,
            })
            .collect()
    }

    /// Who was mentioned because of what happened last.
    pub fn pinged(&self) -> Vec<PersonId> {
        self.posts().filter_map(|post| post.ping).collect()
    }
}

/// The line of a message that was written in the thread.
pub fn line_of(message: MessageId) -> PostId {
    PostId(1_000 + message.0.cast_unsigned())
}

/// The platform's id of an attempt.
pub fn wamid(message: MessageId, attempt: u32) -> String {
    format!("wamid.{}.{attempt}", message.0)
}

/// A refusal that is certain.
pub fn refusal(retry: Retry) -> Refusal {
    Refusal {
        reason: Reason::SomethingWrong,
        code: Some(131_000),
        certain: true,
        scope: Scope::Message,
        retry,
    }
}

/// That message leaves.
pub fn send(message: MessageId, attempt: u32) -> Effect {
    Effect::Send { message, attempt }
}

/// That mark on its line.
pub fn mark(message: MessageId, mark: Mark) -> Effect {
    Effect::Mark {
        post: line_of(message),
        mark: Some(mark),
    }
}

/// The mark on its line goes.
pub fn unmark(message: MessageId) -> Effect {
    Effect::Mark {
        post: line_of(message),
        mark: None,
    }
}

/// A line of ours that tells nobody.
pub fn notice(notice: Notice) -> Effect {
    Effect::Post(Post {
        what: Posted::Notice(notice),
        reply_to: None,
        ping: None,
    })
}

/// A line of ours that answers a message and tells somebody.
pub fn tells(notice: Notice, message: MessageId, who: PersonId) -> Effect {
    Effect::Post(Post {
        what: Posted::Notice(notice),
        reply_to: Some(line_of(message)),
        ping: Some(who),
    })
}

/// A question that is no answer to a message.
pub fn asks(ask: Ask, who: Option<PersonId>) -> [Effect; 2] {
    let question = ask.question();
    [
        Effect::Retract(question),
        Effect::Post(Post {
            what: Posted::Ask(ask),
            reply_to: None,
            ping: who,
        }),
    ]
}

/// A question about a message, asked of somebody.
pub fn asks_about(ask: Ask, message: MessageId, who: PersonId) -> [Effect; 2] {
    let question = ask.question();
    [
        Effect::Retract(question),
        Effect::Post(Post {
            what: Posted::Ask(ask),
            reply_to: Some(line_of(message)),
            ping: Some(who),
        }),
    ]
}

/// Ana's message stands in the thread.
pub fn mirror(inbound: InboundId, named: bool, ping: Option<PersonId>) -> Effect {
    Effect::Post(Post {
        what: Posted::Mirror { inbound, named },
        reply_to: None,
        ping,
    })
}
