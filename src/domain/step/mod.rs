//! The core: what a conversation becomes when something happens, and what must be done about it.
//!
//! [`step`] changes the facts that the event brings; then `advance` looks at the whole conversation
//! as it stands at that moment: what has expired, what may leave, what must be asked, which marks
//! hold. Nothing in here remembers a job: a moment at which something is due is found again by
//! looking, so that a lost timer costs nothing.

mod advance;
mod agent;
mod chosen;
mod contact;
mod files;
mod life;
mod marks;
mod parts;
mod platform;
mod press;
mod reactions;
mod restored;
mod signature;
mod waits;

use chrono::{DateTime, TimeDelta, Utc};

use super::content::Content;
use super::conversation::Conversation;
use super::effect::{Ask, Effect, Notice, Post, Posted, Question};
use super::event::Event;
use super::ids::{MessageId, PersonId, PostId};
use super::message::{Outgoing, State};
use super::refusal::LONGEST_PAUSE;
use super::rules::UNDO_S;
use super::setback::soon;
use reactions::Emoji;

/// How long the assignee may leave a customer without an answer before they are told once more.
const REMINDER: TimeDelta = TimeDelta::minutes(5);

/// What the conversation becomes because of `event` at `now`, and what must happen.
///
/// Events about rows that the conversation does not hold change nothing: they are about the past.
pub fn step(
    conversation: &Conversation,
    event: &Event,
    now: DateTime<Utc>,
) -> (Conversation, Vec<Effect>) {
    let mut step = Step {
        before: conversation,
        c: conversation.clone(),
        now,
        stands: None,
        gone: None,
        effects: Vec::new(),
    };
    // Time passed first, then something happened.
    step.look_at_the_clock();
    step.expire();
    step.take(event);
    step.advance();
    step.mark_all();
    if let Some(at) = step.next_wake() {
        step.effects.push(Effect::WakeAt(at));
    }
    (step.c, step.effects)
}

/// One step in the making.
struct Step<'a> {
    before: &'a Conversation,
    c: Conversation,
    now: DateTime<Utc>,
    /// The row whose Discord message was read again just now.
    stands: Option<MessageId>,
    /// The Discord message that was found missing just now.
    gone: Option<PostId>,
    effects: Vec<Effect>,
}

impl Step<'_> {
    /// No undo time, no pause and no reminder is further off than the longest of its kind.
    fn look_at_the_clock(&mut self) {
        let now = self.now;
        for row in &mut self.c.outgoing {
            let longest = match row.state {
                State::Undo => TimeDelta::seconds(i64::from(*UNDO_S.end())),
                state if state.is_pending() => LONGEST_PAUSE,
                _ => continue,
            };
            row.due_at = soon(row.due_at, now, longest);
        }
        let remind_at = self.c.remind_at;
        self.c.remind_at = remind_at.map(|at| soon(at, now, REMINDER));
    }

    fn take(&mut self, event: &Event) {
        match event {
            Event::Begun => self.begun(),
            Event::ThreadOpened { thread, card } => self.thread_opened(*thread, *card),
            Event::ThreadLost => self.thread_lost(),
            Event::CardLost { card } => self.card_lost(*card),
            Event::CardStands { card } => self.card_stands(*card),
            Event::RoomMade => self.notice(Notice::RoomMade),
            Event::Wrote(line) => self.wrote(line),
            Event::Noted { by } => self.somebodys_line_stands(*by, self.now),
            Event::Edited {
                post,
                text,
                attachments,
                fresh,
            } => self.edited(*post, text, attachments.as_deref(), *fresh),
            Event::Deleted { post, by } => self.deleted(*post, *by),
            Event::Vanished { post } => self.vanished(*post),
            Event::Reread {
                message,
                text,
                attachments,
                fresh,
            } => self.reread(*message, text, attachments, *fresh),
            Event::LeftBefore { post } => self.line_left_before(*post),
            Event::Gap => self.gap(),
            Event::Posted { message, post } => {
                if let Some(row) = self.row(*message) {
                    row.post = Some(*post);
                    // The mark is decided again, this time with a place to stand.
                    row.mark = None;
                }
            }
            Event::TemplateChosen {
                message,
                position,
                by,
                content,
            } => self.template_chosen(*message, *position, *by, content),
            Event::Chosen {
                message,
                position,
                by,
                content,
                post,
                spoiler,
            } => self.in_form((*message, *position), *by, content, *post, *spoiler),
            Event::Reacted {
                message,
                position,
                by,
                target,
                emoji,
                removed,
            } => {
                let emoji = Emoji {
                    target,
                    emoji,
                    removed: *removed,
                };
                self.reacted(*message, *position, *by, &emoji);
            }
            Event::Prepared { message, handed } => self.prepared(*message, handed),
            Event::Unfit { message, reason } => self.unfit(*message, *reason),
            Event::NotHandedOver { message, refusal } => self.not_handed_over(*message, refusal),
            Event::Pressed { by, wish } => self.pressed(*by, wish),
            Event::ContactWrote(answer) => self.contact_wrote(answer),
            Event::ContactTouched(answer) => self.contact_touched(answer),
            Event::Echoed { echo, file, speaks } => self.echoed(*echo, *file, *speaks),
            Event::Accepted {
                message,
                attempt,
                wamid,
            } => self.accepted(*message, *attempt, wamid),
            Event::Refused {
                message,
                attempt,
                refusal,
            } => self.refused(*message, *attempt, refusal),
            Event::InDoubt { message, attempt } => self.in_doubt(*message, *attempt),
            Event::Progressed {
                message,
                attempt,
                wamid,
                progress,
            } => self.progressed(*message, *attempt, wamid, *progress),
            Event::FailedLater {
                message,
                attempt,
                wamid,
                refusal,
            } => self.failed_later(*message, *attempt, wamid, refusal),
            Event::Assumed { by, notify } => self.assumed(*by, *notify),
            Event::Released { by } => self.given_back(Notice::Released { by: *by }),
            Event::AssigneeLeft { who } => {
                if self.c.assignee == Some(*who) {
                    self.given_back(Notice::AssigneeLeft { who: *who });
                }
            }
            Event::Concluded { by } => self.concluded(*by),
            Event::Restarted { by, notify } => self.restarted(*by, *notify),
            Event::MarketingRefused => self.marketing_refused(),
            Event::PauseChanged { stopped_since } => self.pause_changed(*stopped_since),
            Event::Woken => {}
        }
    }

    /// The row of that message, if the conversation holds it.
    fn row(&mut self, id: MessageId) -> Option<&mut Outgoing> {
        self.c.outgoing.iter_mut().find(|row| row.id == id)
    }

    fn push(&mut self, effect: Effect) {
        self.effects.push(effect);
    }

    /// A line of our own: nobody is told by it, and the customer's next line says its name again.
    fn notice(&mut self, notice: Notice) {
        self.post(Posted::Notice(notice), None, None);
    }

    /// A line of our own that answers a message and tells somebody.
    fn tell(&mut self, notice: Notice, reply_to: Option<PostId>, ping: PersonId) {
        self.post(Posted::Notice(notice), reply_to, Some(ping));
    }

    /// A question, in place of the one of its kind that may stand.
    fn ask(&mut self, ask: Ask, reply_to: Option<PostId>, ping: Option<PersonId>) {
        self.push(Effect::Retract(ask.question()));
        self.post(Posted::Ask(ask), reply_to, ping);
    }

    fn post(&mut self, what: Posted, reply_to: Option<PostId>, ping: Option<PersonId>) {
        self.c.named = matches!(what, Posted::Mirror { .. });
        self.push(Effect::Post(Post {
            what,
            reply_to,
            ping,
        }));
    }

    fn retract(&mut self, question: Question) {
        self.push(Effect::Retract(question));
    }

    /// The card and the team's *Novos* message may say something else.
    fn show_life(&mut self) {
        self.push(Effect::Card);
        self.push(Effect::News);
    }

    /// Adds a row in its place.
    fn add(&mut self, row: Outgoing) {
        let at = self
            .c
            .outgoing
            .partition_point(|other| other.position <= row.position);
        self.c.outgoing.insert(at, row);
    }

    /// It may be taken back until the undo time is over, which runs where the window is open.
    fn may_be_taken_back(&self, row: &mut Outgoing) {
        row.due_at = self.now + self.c.rules.undo();
        row.state = match self.c.window.is_open(self.now) {
            true => State::Undo,
            false => State::Waiting,
        };
    }

    /// A fresh row, due at once.
    fn new_row(
        &self,
        id: MessageId,
        position: i64,
        author: PersonId,
        content: Content,
    ) -> Outgoing {
        Outgoing {
            id,
            position,
            post: None,
            along_with: None,
            answers: None,
            author,
            content,
            quotes: None,
            state: State::Ready,
            held: None,
            written_at: self.now,
            confirmed_by: author,
            confirmed_at: self.now,
            due_at: self.now,
            ready_since: None,
            undo_restarted: false,
            attempt: 0,
            refusals: 0,
            pair_refusals: 0,
            sending_since: None,
            accepted_at: None,
            wamid: None,
            failure: None,
            asked: false,
            reread: false,
            apart: None,
            edited: None,
            corrected: false,
            stopped: false,
            signed: false,
            run: self.c.run,
            mark: None,
        }
    }
}
