//! A message towards the customer: one row of a conversation's queue, from the moment it was
//! written until it has reached its end.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::content::Content;
use super::ids::{MessageId, PersonId, PostId};
use super::mark::Mark;
use super::refusal::Reason;

/// Whether a message that the platform took leaves at once.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acceptance {
    /// It does.
    Leaving,
    /// The template is new or was reported: the platform waits for how others take it, then
    /// delivers or drops it.
    HeldForQuality,
    /// The template was paused in this moment.
    Paused,
}

/// One message towards the customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its row.
    pub id: MessageId,
    /// Its place in the conversation's order: a Discord id at first, swapped when the agent moves
    /// it.
    pub position: i64,
    /// The Discord message that stands for it and carries its mark. A template's is known once its
    /// line stands in the thread.
    pub post: Option<PostId>,
    /// The first row of the line that it came with; `None`: it is that row, or the only one.
    pub along_with: Option<MessageId>,
    /// The wait that it is to end: should it come to nothing, the customer waits as before.
    pub answers: Option<Wait>,
    /// Who wrote or chose it.
    pub author: PersonId,
    /// What it says.
    pub content: Content,
    /// The platform's id of the customer's message that it quotes.
    pub quotes: Option<String>,
    /// Where it stands on its way.
    pub state: State,
    /// Why it is held, while [`State::Held`]; [`Self::held_for`] says so. On one that is under way, taken
    /// or has failed [`HeldReason::Deleted`]: should it come back into the queue, it will be held.
    pub held: Option<HeldReason>,
    /// When its author wrote it.
    pub written_at: DateTime<Utc>,
    /// Who last wrote, edited or confirmed it.
    pub confirmed_by: PersonId,
    /// When that was.
    pub confirmed_at: DateTime<Utc>,
    /// It does not leave before: the end of its undo time, or of the pause before a retry.
    pub due_at: DateTime<Utc>,
    /// Since when nothing but the platform keeps it back.
    pub ready_since: Option<DateTime<Utc>>,
    /// An edit has started the undo time anew; it does so once only.
    pub undo_restarted: bool,
    /// How many requests were begun for it; part of the opaque id of each.
    pub attempt: u32,
    /// How many answers about this very message refused it.
    pub refusals: u32,
    /// How many of its requests were refused because the contact was written to too fast.
    pub pair_refusals: u32,
    /// When the request that is under way began, or since when its outcome is unknown. It stays
    /// when a person sends a message of unknown outcome again.
    pub sending_since: Option<DateTime<Utc>>,
    /// When the platform took it.
    pub accepted_at: Option<DateTime<Utc>>,
    /// The platform's id.
    pub wamid: Option<String>,
    /// Why it failed, while [`State::Failed`].
    pub failure: Option<Failure>,
    /// The author was asked what to do about its unknown outcome.
    pub asked: bool,
    /// It was written before a gap in what we saw of the thread: its Discord message is read again
    /// before it leaves.
    pub reread: bool,
    /// Where its Discord message never said what leaves: where else that stands.
    pub apart: Option<Apart>,
    /// What its Discord message says since it was edited, where that changes nothing of what leaves.
    pub edited: Option<String>,
    /// That was sent as a correction.
    pub corrected: bool,
    /// The customer has said since it left that they want no more: should it come back into the queue,
    /// it does not leave by itself.
    pub stopped: bool,
    /// Its author's name stands before its words: it was decided when the latest request began.
    pub signed: bool,
    /// Counts up whenever the customer writes: messages of one run stand together in the thread.
    pub run: i64,
    /// The mark that its Discord message should carry.
    pub mark: Option<Mark>,
}

impl Outgoing {
    /// Why it is held; `None`: it is not.
    pub fn held_for(&self) -> Option<HeldReason> {
        self.held.filter(|_| self.state == State::Held)
    }

    /// The row that stands for the whole line that it came with.
    pub fn line(&self) -> MessageId {
        self.along_with.unwrap_or(self.id)
    }

    /// A request for it left, and nobody knows what became of that one.
    pub fn outcome_unknown(&self) -> bool {
        match self.state {
            State::Sending | State::Doubt => true,
            // A person chose to send it again.
            state => state.is_pending() && self.sending_since.is_some(),
        }
    }

    /// Its Discord message says something else since it was edited, which may leave, too.
    pub fn has_correction(&self) -> bool {
        let is_edited = self.edited.is_some() && !self.corrected;
        is_edited && (self.state.is_pending() || self.state.has_left())
    }

    /// Its Discord message says something else than what leaves, and that is meant to be so.
    pub fn is_apart(&self) -> bool {
        self.apart.is_some()
    }

    /// It failed, and nobody wants it to be sent again.
    pub fn give_up(&mut self) {
        self.state = State::Cancelled;
        self.failure = None;
    }

    /// Its Discord message is gone, by nobody's wish that it does not leave: what stands for it from
    /// now on only shows it.
    pub fn loses_its_line(&mut self) {
        self.apart = Some(Apart::Form);
        if let Content::File(file) = &mut self.content {
            file.facts.attachment = None;
        }
    }

    /// From now on what its Discord message says is what leaves.
    pub fn says_its_line(&mut self) {
        self.apart = None;
        self.edited = None;
        self.corrected = false;
    }
}

/// A customer's wait for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// Since when they wait.
    pub since: DateTime<Utc>,
    /// When they were last heard meanwhile: what was said before then is no answer to all of it.
    pub until: DateTime<Utc>,
    /// When they first wrote of it; `None`: there was nothing but a reaction, an edit or a removal.
    pub wrote: Option<DateTime<Utc>>,
}

impl Wait {
    /// Both as one, which began when the first of them did.
    pub fn longest(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        let (Some(a), Some(b)) = (one, other) else {
            return one.or(other);
        };
        Some(Self {
            since: a.since.min(b.since),
            until: a.until.max(b.until),
            wrote: a.wrote.into_iter().chain(b.wrote).min(),
        })
    }
}

/// Where that stands which leaves, if not in its Discord message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Apart {
    /// It was written or confirmed in a form: what its line says later is newer. So it is where the
    /// line in which it was written is gone with its thread.
    Form,
    /// In a file that Discord made of a long paste: whatever its line says is beside it.
    Paste,
}

/// Where a message stands on its way to the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for its author to say whether it may leave.
    Held,
    /// May still be taken back; leaves when the undo time is over.
    Undo,
    /// In the queue: the window is closed, or a person must decide first.
    Waiting,
    /// May leave, and waits for its turn or for the platform.
    Ready,
    /// A request is under way. Found after a crash it means that nobody knows.
    Sending,
    /// Nobody knows whether the platform took it.
    Doubt,
    /// The platform took it.
    Accepted,
    /// The platform sent it on.
    Sent,
    /// It reached the customer's phone.
    Delivered,
    /// The customer read it.
    Read,
    /// It will not be delivered, and the thread says why.
    Failed,
    /// A person took it back, or made it a note.
    Cancelled,
    /// It waited longer than the team lets messages wait.
    Expired,
    /// Its outcome is unknown and a person chose to go on as if it had arrived.
    Presumed,
}

impl State {
    /// It has not left and may still leave.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Held | Self::Undo | Self::Waiting | Self::Ready)
    }

    /// It is pending, under way or in doubt: what comes after it may have to wait.
    pub fn is_unsettled(self) -> bool {
        self.is_pending() || matches!(self, Self::Sending | Self::Doubt)
    }

    /// The customer has it, or may have it.
    pub fn has_left(self) -> bool {
        self.progress().is_some() || matches!(self, Self::Sending | Self::Doubt)
    }

    /// The customer may have it, and nobody knows.
    pub fn is_uncertain(self) -> bool {
        matches!(self, Self::Sending | Self::Doubt | Self::Presumed)
    }

    /// How far the platform reported it; `None` if it never took it.
    pub fn progress(self) -> Option<u8> {
        match self {
            Self::Accepted | Self::Presumed => Some(0),
            Self::Sent => Some(1),
            Self::Delivered => Some(2),
            Self::Read => Some(3),
            _ => None,
        }
    }

    /// As the store keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Undo => "undo",
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Sending => "sending",
            Self::Doubt => "doubt",
            Self::Accepted => "accepted",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
            Self::Presumed => "presumed",
        }
    }

    /// Every state.
    pub const ALL: [Self; 14] = [
        Self::Held,
        Self::Undo,
        Self::Waiting,
        Self::Ready,
        Self::Sending,
        Self::Doubt,
        Self::Accepted,
        Self::Sent,
        Self::Delivered,
        Self::Read,
        Self::Failed,
        Self::Cancelled,
        Self::Expired,
        Self::Presumed,
    ];

    /// From what the store kept.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }
}

/// Why a message is held until a person presses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldReason {
    /// It looks like a command that Discord took for text.
    Command,
    /// The line above it is a colleague's, so it may be meant for them.
    Colleague,
    /// We first read it more than two minutes after it was written.
    Late,
    /// The platform could not take it for a quarter of an hour.
    Away,
    /// Discord made a file of a long paste.
    LongPaste,
    /// Nobody has assumed the conversation.
    Unassigned,
    /// The conversation is concluded.
    Concluded,
    /// Its Discord message was deleted, and not by its author.
    Deleted,
}

impl HeldReason {
    /// One question for all of them together, instead of one for each.
    pub fn is_stale(self) -> bool {
        matches!(self, Self::Late | Self::Away)
    }
}

/// Whose doing it was that a Discord message disappeared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "who", content = "person")]
pub enum Eraser {
    /// Its author's.
    Author,
    /// This person's or bot's.
    Other(PersonId),
    /// Hardly its author's, and nobody knows whose: it disappeared together with others.
    Somebody,
    /// Nobody knows; it counts as its author's.
    #[default]
    Unknown,
}

impl Eraser {
    /// The author of what stood there took nothing back. They may have deleted it as one who may
    /// delete what others wrote: a line of ours, say.
    pub fn is_another(self, author: PersonId) -> bool {
        matches!(self, Self::Somebody) || matches!(self, Self::Other(person) if person != author)
    }
}

/// Why a message failed for good.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Failure {
    /// The cause in our words.
    pub reason: Reason,
    /// The platform's code, if it gave one.
    pub code: Option<i64>,
}

/// What a status says about a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// The platform sent it on.
    Sent,
    /// It reached the phone.
    Delivered,
    /// The customer read it (or played it).
    Read,
}
