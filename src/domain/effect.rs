//! What must happen because of an event. Effects carry ids and typed notices, never sentences.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::conversation::AskWhy;
use super::fit::Remark;
use super::ids::{EchoId, FileId, InboundId, MessageId, PersonId, PostId};
use super::mark::Mark;
use super::message::{Acceptance, Eraser, Failure, HeldReason};
pub use super::question::Question;

/// What must happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Post the card into the team's channel and start the thread from it.
    OpenThread,
    /// Send this message; its row already says that a request is under way.
    Send {
        /// The row.
        message: MessageId,
        /// Which attempt.
        attempt: u32,
    },
    /// Hand this row's file to the platform and report [`super::event::Event::Prepared`] or why not;
    /// nothing of it has left yet.
    Prepare {
        /// The row.
        message: MessageId,
    },
    /// Read the Discord message of this row again and report [`super::event::Event::Reread`].
    Reread {
        /// The row.
        message: MessageId,
        /// The Discord message.
        post: PostId,
    },
    /// Find out whether we see the thread, and wake the conversation or report a gap.
    Look,
    /// Post a line into the thread, in order.
    Post(Post),
    /// A question was answered or has lost its object: its line goes.
    Retract(Question),
    /// The mark that a Discord message should carry.
    Mark {
        /// The Discord message.
        post: PostId,
        /// The mark; `None`: none of those that can be taken away.
        mark: Option<Mark>,
    },
    /// The card says something else now.
    Card,
    /// The team's *Novos* message says something else now.
    News,
    /// Report to the customer that their messages up to this one were read.
    ReportRead {
        /// The platform's id of the message.
        wamid: String,
        /// Until when "typing…" is shown besides, since what comes next leaves then.
        typing_until: Option<DateTime<Utc>>,
    },
    /// This person sees the thread among theirs.
    Join(PersonId),
    /// This person no longer sees the thread among theirs.
    Leave(PersonId),
    /// Find out whether the assignee still belongs to the team, and report it if not.
    FindAssignee(PersonId),
    /// Archive the thread and let its people go.
    Archive,
    /// Open the archived thread again.
    Unarchive,
    /// The contact takes no more marketing templates.
    OptOut {
        /// The message that says so.
        inbound: InboundId,
    },
    /// Wake the conversation then, if nothing happens before.
    WakeAt(DateTime<Utc>),
}

/// A line for the thread.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// What it says.
    pub what: Posted,
    /// The Discord message it replies to.
    pub reply_to: Option<PostId>,
    /// Who is mentioned; nobody: it is posted with notifications suppressed, unless it is the
    /// customer's line, which makes the thread unread.
    pub ping: Option<PersonId>,
}

/// What a line in the thread says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Posted {
    /// A message of the customer.
    Mirror {
        /// Its row.
        inbound: InboundId,
        /// The customer's name stands before it.
        named: bool,
    },
    /// A template that the agent sent, as the phone shows it.
    Template {
        /// The row.
        message: MessageId,
    },
    /// What somebody wrote to the customer on the company's own phone.
    Echo {
        /// Its row.
        echo: EchoId,
        /// The file that it brings.
        #[serde(default)]
        file: Option<FileId>,
    },
    /// Something for the customer that no line of the thread stands for.
    Text {
        /// The row.
        message: MessageId,
    },
    /// A file of the customer's, or of the company's own phone, that came after its line.
    File {
        /// Its row.
        file: FileId,
    },
    /// A line of our own.
    Notice(Notice),
    /// A question with buttons; it disappears when it is answered.
    Ask(Ask),
}

/// A line of our own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum Notice {
    /// Somebody started the conversation.
    Started {
        /// Who.
        by: PersonId,
    },
    /// Somebody assumed it.
    Assumed {
        /// Who.
        by: PersonId,
    },
    /// Somebody gave it back.
    Released {
        /// Who.
        by: PersonId,
    },
    /// Its assignee left the team: it is nobody's again.
    AssigneeLeft {
        /// Who.
        who: PersonId,
    },
    /// Somebody concluded it.
    Concluded {
        /// Who.
        by: PersonId,
        /// How many queued messages were discarded with it.
        discarded: usize,
    },
    /// Somebody took it up again.
    Restarted {
        /// Who.
        by: PersonId,
    },
    /// The window is closed: the message went into the queue.
    Queued {
        /// The row.
        message: MessageId,
    },
    /// The queue leaves because the customer answered.
    QueueLeaves {
        /// How many messages.
        count: usize,
    },
    /// Somebody decided about the queue.
    QueueDecided {
        /// Who.
        by: PersonId,
        /// It leaves; otherwise it was discarded.
        sent: bool,
        /// How many messages.
        count: usize,
    },
    /// Somebody holds the queue back.
    QueueHeld {
        /// Who.
        by: PersonId,
    },
    /// Somebody lets the queue go.
    QueueLetGo {
        /// Who.
        by: PersonId,
    },
    /// Somebody wrote another text for a message in the queue than its line shows.
    Rewritten {
        /// Who.
        by: PersonId,
        /// The row.
        message: MessageId,
    },
    /// Somebody moved a message of the queue.
    Moved {
        /// Who.
        by: PersonId,
        /// The row.
        message: MessageId,
    },
    /// Somebody took a message out of the queue.
    TakenOut {
        /// Who.
        by: PersonId,
        /// The row.
        message: MessageId,
        /// What stays with it.
        #[serde(default)]
        with: Vec<MessageId>,
    },
    /// A message failed.
    Failed {
        /// The row.
        message: MessageId,
        /// Why.
        failure: Failure,
    },
    /// The platform took a template and keeps it for now.
    StaysThere {
        /// The row.
        message: MessageId,
        /// Why.
        acceptance: Acceptance,
    },
    /// A message was refused for now and is tried again without anybody.
    Delayed {
        /// The row.
        message: MessageId,
        /// Why.
        failure: Failure,
        /// When it is tried again.
        next: DateTime<Utc>,
    },
    /// Nothing leaves from the number for now: the message waits.
    Paused {
        /// The row.
        message: MessageId,
    },
    /// A template that waited, or was refused, does not leave any more: the customer has said since that
    /// they want no more.
    TemplateStopped {
        /// The row.
        message: MessageId,
    },
    /// A person sends a message again that had failed.
    SentAgain {
        /// Who.
        by: PersonId,
        /// The row.
        message: MessageId,
    },
    /// The platform says the window is closed: the message is back in the queue.
    PutBack {
        /// The row.
        message: MessageId,
    },
    /// A message that waited had left before a backup of the database was restored.
    LeftBefore {
        /// The row.
        message: MessageId,
    },
    /// Messages waited too long.
    Expired {
        /// The rows.
        messages: Vec<MessageId>,
    },
    /// A message of unknown outcome waited too long to be sent again.
    ExpiredInDoubt {
        /// The row.
        message: MessageId,
    },
    /// A message that was refused, and then taken back or too old, has arrived nevertheless.
    ArrivedAfterAll {
        /// The row.
        message: MessageId,
    },
    /// Edited after it left: the customer has the old text.
    EditedAfter {
        /// The row.
        message: MessageId,
    },
    /// Deleted after it left: the customer has it.
    DeletedAfter {
        /// The row.
        message: MessageId,
        /// By whose doing.
        #[serde(default)]
        by: Eraser,
        /// What else the customer has of its line.
        #[serde(default)]
        with: Vec<MessageId>,
    },
    /// A file was taken out of its line after it left: the customer has it.
    FileTakenOut {
        /// The row.
        message: MessageId,
    },
    /// Somebody decided about a message of unknown outcome.
    DoubtDecided {
        /// Who.
        by: PersonId,
        /// The row.
        message: MessageId,
        /// It is sent again; otherwise it counts as delivered.
        again: bool,
    },
    /// The contact takes no more marketing templates.
    OptedOut {
        /// The message that says so; `None`: they did it in WhatsApp itself.
        inbound: Option<InboundId>,
    },
    /// An agent wrote down whether the contact takes marketing templates.
    Marketing {
        /// Who.
        by: PersonId,
        /// They take them; otherwise they refused.
        allowed: bool,
    },
    /// The contact asked for the way back.
    WantsBack {
        /// The message that says so; `None`: they took it in WhatsApp itself.
        inbound: Option<InboundId>,
    },
    /// The customer waits for the assignee.
    StillWaiting {
        /// Since when.
        since: DateTime<Utc>,
    },
    /// A file goes to the customer as something else than what the line shows.
    GoesAs {
        /// The row.
        message: MessageId,
        /// As what.
        remark: Remark,
    },
    /// What Discord hides until its reader wants to see it stands open on the customer's phone.
    SpoilerOpens,
    /// A reply or a reaction to a line of several of the customer's messages points at the first.
    PointsAtFirst {
        /// How many they are.
        count: usize,
    },
    /// A reaction stays inside: the message is too old to be reacted to there.
    ReactionTooOld {
        /// After how many days it is.
        days: i64,
    },
    /// A reaction stays inside: the customer has removed the message.
    ReactionToRemoved,
    /// A reply leaves without what it replies to: the customer has removed that.
    QuoteOfRemoved,
    /// A reply leaves without what it replies to: that is too old to be quoted there.
    QuoteTooOld {
        /// After how many days it is.
        days: i64,
    },
    /// So many stickers of a line are drawings that move and no pictures: their names leave.
    OnlyNames {
        /// How many.
        count: usize,
    },
    /// So many emojis of a line are the server's own: their names leave.
    EmojiNames {
        /// How many.
        count: usize,
    },
    /// The server had no room for another active thread: the quietest of ours were archived.
    RoomMade,
    /// Somebody deleted the conversation's card: this line is the card from now on.
    CardLost,
    /// Such a file cannot be had, after its line said that it would come.
    FileFailed {
        /// Its row.
        file: FileId,
    },
    /// A line could not be shown here: Discord refused it for good.
    NotShown {
        /// The customer's message that it mirrors, if it does.
        inbound: Option<InboundId>,
    },
}

/// A question with buttons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "ask", rename_all = "snake_case")]
pub enum Ask {
    /// May this held message leave?
    Held {
        /// The row.
        message: MessageId,
        /// Why it is held.
        reason: HeldReason,
        /// Who deleted its Discord message, if that is why and is known.
        #[serde(default)]
        eraser: Option<PersonId>,
    },
    /// May the queue leave?
    Queue {
        /// Why it is asked.
        why: AskWhy,
        /// The customer's answer; `None`: they answered in an earlier conversation.
        inbound: Option<InboundId>,
        /// How many messages wait.
        count: usize,
        /// When the oldest was written.
        oldest: DateTime<Utc>,
    },
    /// May the stale messages leave?
    Stale {
        /// How many.
        count: usize,
        /// From when.
        from: DateTime<Utc>,
        /// Until when.
        until: DateTime<Utc>,
        /// The platform could not take them; otherwise we were away.
        platform: bool,
    },
    /// Did this message arrive?
    Doubt {
        /// The row.
        message: MessageId,
        /// How many messages wait behind it.
        behind: usize,
    },
    /// Shall the contact be marked as opted out?
    OptOut {
        /// The message that sounds so.
        inbound: InboundId,
    },
}

impl Posted {
    /// The message that it is about; of several, the first.
    pub fn message(&self) -> Option<MessageId> {
        match self {
            Self::Template { message }
            | Self::Text { message }
            | Self::Ask(Ask::Held { message, .. } | Ask::Doubt { message, .. }) => Some(*message),
            Self::Notice(notice) => notice.message(),
            Self::Mirror { .. } | Self::Echo { .. } | Self::File { .. } | Self::Ask(_) => None,
        }
    }
}

impl Notice {
    fn message(&self) -> Option<MessageId> {
        match self {
            Self::Queued { message }
            | Self::Rewritten { message, .. }
            | Self::Moved { message, .. }
            | Self::TakenOut { message, .. }
            | Self::Failed { message, .. }
            | Self::Delayed { message, .. }
            | Self::Paused { message }
            | Self::SentAgain { message, .. }
            | Self::PutBack { message }
            | Self::TemplateStopped { message }
            | Self::LeftBefore { message }
            | Self::ExpiredInDoubt { message }
            | Self::ArrivedAfterAll { message }
            | Self::EditedAfter { message }
            | Self::DeletedAfter { message, .. }
            | Self::FileTakenOut { message }
            | Self::DoubtDecided { message, .. }
            | Self::GoesAs { message, .. } => Some(*message),
            Self::Expired { messages } => messages.first().copied(),
            _ => None,
        }
    }
}

impl Ask {
    /// Which question this is.
    pub fn question(&self) -> Question {
        match self {
            Self::Held { message, .. } => Question::Held(*message),
            Self::Queue { .. } => Question::Queue,
            Self::Stale { .. } => Question::Stale,
            Self::Doubt { message, .. } => Question::Doubt(*message),
            Self::OptOut { .. } => Question::OptOut,
        }
    }
}
