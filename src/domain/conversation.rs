//! A conversation (atendimento): one handling of one contact on one channel by one team.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::abilities::Abilities;
use super::content::Content;
use super::ids::{
    ChannelId, ContactId, ConversationId, InboundId, MessageId, PersonId, PlaceId, PostId, TeamId,
};
use super::message::{HeldReason, Outgoing, State};
use super::pace::Pace;
use super::pause::Pause;
use super::rules::Rules;
use super::window::Window;

/// Everything the core knows about one conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversation {
    /// Its row.
    pub id: ConversationId,
    /// The customer.
    pub contact: ContactId,
    /// The number that the customer writes to.
    pub channel: ChannelId,
    /// The team that it belongs to.
    pub team: TeamId,
    /// What its team has set.
    pub rules: Rules,
    /// Open or concluded.
    pub stage: Stage,
    /// Whose it is; `None`: it is a *Novo*.
    pub assignee: Option<PersonId>,
    /// How the assignee wants to be told.
    pub notify: Notify,
    /// Its Discord thread, once there is one.
    pub thread: Option<PlaceId>,
    /// What people do in it reaches us at this moment. Otherwise what they wrote is read again
    /// before it leaves.
    pub in_sight: bool,
    /// What its channel can do.
    pub abilities: &'static Abilities,
    /// Whoever follows a link to a file can be served it: this installation has a public address.
    pub links: bool,
    /// Its card in the team's channel, once there is one.
    pub card: Option<PostId>,
    /// When free-form messages may leave.
    pub window: Window,
    /// When the window closes, as the card shows it; `None`: it shows it closed.
    pub window_shown: Option<DateTime<Utc>>,
    /// Sending on its number is paused.
    pub pause: Option<Pause>,
    /// An agent holds the queue back.
    pub queue_held: bool,
    /// The queue may leave but a person must say so.
    pub question: Option<QueueQuestion>,
    /// Whose line stands last in the thread, lines of ours ignored.
    pub above: Above,
    /// The last line in the thread is the customer's, so the next one needs no name.
    pub named: bool,
    /// Counts up whenever the customer writes.
    pub run: i64,
    /// How much of the pair limit is used.
    pub pace: Pace,
    /// The customer's last message.
    pub last_inbound: Option<LastInbound>,
    /// When anything last left towards the customer.
    pub last_outbound_at: Option<DateTime<Utc>>,
    /// Since when the customer waits for an answer.
    pub unanswered_since: Option<DateTime<Utc>>,
    /// When they first wrote of what waits; of nothing but a reaction, an edit or a removal nobody is
    /// told once more.
    pub wrote_since: Option<DateTime<Utc>>,
    /// The assignee was mentioned since they last wrote.
    pub told: bool,
    /// When the assignee is told once more, if nothing is answered by then.
    pub remind_at: Option<DateTime<Utc>>,
    /// Who gave their name to the customer last since it was assumed.
    pub signed: Option<Signed>,
    /// Its messages: every unsettled one, and as many settled ones as can still change.
    pub outgoing: Vec<Outgoing>,
}

/// A name that a customer has read before a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signed {
    /// Whose.
    pub by: PersonId,
    /// Before which message.
    pub message: MessageId,
}

/// Open or concluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// In progress, or waiting for somebody to assume it.
    Open,
    /// Ended by a person.
    Concluded,
}

/// How an agent wants to be told of a customer's messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notify {
    /// A mention on every message.
    Every,
    /// A mention on the first message since they last wrote.
    #[default]
    First,
    /// No mentions.
    Nothing,
}

/// Whose line stands last in the thread, lines of ours ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "who")]
pub enum Above {
    /// Nobody's yet.
    #[default]
    Nobody,
    /// The customer's.
    Customer,
    /// The assignee's.
    Assignee,
    /// A colleague's, written then.
    Colleague {
        /// When it was written.
        at: DateTime<Utc>,
    },
}

/// The customer's last message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastInbound {
    /// Its row.
    pub id: InboundId,
    /// The platform's id; `None`: a call, a reaction, an edit or a removal, which is not reported as read.
    pub wamid: Option<String>,
    /// When it, or a later reaction, edit or removal, arrived.
    pub at: DateTime<Utc>,
    /// Reading was reported to the customer.
    pub read_reported: bool,
}

/// Why a queue that could leave waits for a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueQuestion {
    /// The reason.
    pub why: AskWhy,
    /// When it was asked.
    pub since: DateTime<Utc>,
}

/// Why a queue that could leave waits for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskWhy {
    /// The answer says that this is the wrong person, or that they want no more.
    Stop,
    /// A message was written longer ago than the team trusts.
    Aged,
    /// A message was written by somebody who is not the assignee.
    OtherAuthor,
    /// Sending is paused.
    Paused,
}

impl Conversation {
    /// The message of that row.
    pub fn message(&self, id: MessageId) -> Option<&Outgoing> {
        self.outgoing.iter().find(|message| message.id == id)
    }

    /// The message that this Discord message stands for. If it stands for several it is the one with
    /// its words, which is none that was taken back: words that leave by themselves, those below a
    /// file, or where there are none the first that has not failed.
    pub fn message_of(&self, post: PostId) -> Option<&Outgoing> {
        let rows = self.outgoing.iter();
        let rows = rows.filter(|row| row.post == Some(post));
        rows.min_by_key(|row| {
            let other = !matches!(row.content, Content::Text { .. });
            (
                row.state == State::Cancelled,
                other,
                row.content.words().is_none_or(str::is_empty),
                row.state == State::Failed,
                row.along_with.is_some(),
            )
        })
    }

    /// The free-form messages that wait in the queue, in their order.
    pub fn queue(&self) -> impl Iterator<Item = &Outgoing> {
        self.outgoing.iter().filter(|message| {
            !message.content.is_template()
                && matches!(message.state, State::Waiting | State::Undo | State::Ready)
        })
    }

    /// What is held and asked about together.
    pub fn stale(&self) -> impl Iterator<Item = &Outgoing> {
        let rows = self.outgoing.iter();
        rows.filter(|row| row.held_for().is_some_and(HeldReason::is_stale))
    }

    /// Something other than the platform keeps free-form messages back.
    pub fn queue_waits(&self, now: DateTime<Utc>) -> bool {
        !self.window.is_open(now) || self.question.is_some() || self.queue_held
    }

    /// Nobody knows whether one of its messages arrived: none passes that one.
    pub fn is_in_doubt(&self) -> bool {
        self.outgoing.iter().any(|row| row.state == State::Doubt)
    }

    /// A person is asked about one before this message, or about whether one arrived: until then it
    /// does not leave.
    pub fn is_behind_a_question(&self, message: MessageId) -> bool {
        let mut before = self.outgoing.iter().take_while(|row| row.id != message);
        self.is_in_doubt() || before.any(|row| row.state == State::Held)
    }

    /// Nothing leaves from its number for now.
    pub fn is_paused(&self, now: DateTime<Utc>) -> bool {
        self.pause.is_some_and(|pause| pause.holds(now))
    }

    /// The one in the queue that this message changes places with when it is moved up, or down. What
    /// leaves of one line in one place keeps its order.
    pub fn neighbour(&self, message: MessageId, up: bool) -> Option<&Outgoing> {
        let waits = |row: &&Outgoing| row.state == State::Waiting && !row.content.is_template();
        let queue: Vec<&Outgoing> = self.outgoing.iter().filter(waits).collect();
        let at = queue.iter().position(|row| row.id == message)?;
        let other = if up { at.checked_sub(1)? } else { at + 1 };
        let other = queue.get(other)?;
        (other.position != queue[at].position).then_some(*other)
    }

    /// Our reactions to that message of the customer's with their emojis, `None` for one that takes
    /// the last back; the oldest first, without those that never arrived.
    pub fn reactions_to<'a>(
        &'a self,
        message: &'a str,
    ) -> impl Iterator<Item = (&'a Outgoing, Option<&'a str>)> {
        self.outgoing.iter().filter_map(move |row| {
            let lost = matches!(row.state, State::Failed | State::Cancelled | State::Expired);
            match &row.content {
                Content::Reaction { target, emoji, .. } if target == message && !lost => {
                    Some((row, emoji.as_deref()))
                }
                _ => None,
            }
        })
    }
}
