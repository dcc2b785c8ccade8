//! What can happen to a conversation.

use chrono::{DateTime, Utc};

use super::content::{Content, Handed, TemplateContent};
use super::conversation::Notify;
use super::file::FileFacts;
use super::fit::Fit;
use super::ids::{EchoId, FileId, InboundId, MessageId, PersonId, PlaceId, PostId};
use super::message::{Eraser, Progress};
use super::refusal::{Reason, Refusal};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// The conversation came to be: its thread must be opened.
    Begun,
    /// Its card and thread stand in Discord.
    ThreadOpened {
        /// The thread.
        thread: PlaceId,
        /// The card that it hangs on.
        card: PostId,
    },
    /// Its thread was deleted by somebody: a new one must be opened.
    ThreadLost,
    /// Its card was deleted by somebody; the thread stays.
    CardLost {
        /// The card.
        card: PostId,
    },
    /// Another card stands in its place, in the thread itself.
    CardStands {
        /// Its message.
        card: PostId,
    },
    /// Other threads were archived to make room for this one.
    RoomMade,
    /// A person wrote a line in the thread.
    Wrote(Line),
    /// A person had a note of theirs written into the thread by a line of ours.
    Noted {
        /// Who.
        by: PersonId,
    },
    /// A person changed a line of theirs.
    Edited {
        /// The Discord message.
        post: PostId,
        /// What it says now.
        text: String,
        /// Discord's ids of the files that it still carries, where that is told.
        attachments: Option<Vec<u64>>,
        /// The row that its words become where no row of the line carries them; where they need
        /// several, they count up from there.
        fresh: MessageId,
    },
    /// A Discord message disappeared.
    Deleted {
        /// Which one.
        post: PostId,
        /// By whose doing.
        by: Eraser,
    },
    /// A Discord message disappeared, and it is being looked up by whose doing. What it stands for
    /// does not leave meanwhile; should the answer never come, it is read again in its turn.
    Vanished {
        /// Which one.
        post: PostId,
    },
    /// The Discord message of a row written before a gap was read again.
    Reread {
        /// The row.
        message: MessageId,
        /// What it says now.
        text: String,
        /// Discord's ids of the files that it still carries.
        attachments: Vec<u64>,
        /// As of one that was edited.
        fresh: MessageId,
    },
    /// This Discord message, of which nothing was ever tried, bears a mark of ours that says that it left:
    /// it did before a backup took the place of the database.
    LeftBefore {
        /// Which one.
        post: PostId,
    },
    /// What we saw of the thread has a gap, or has one now; rows of before it are read again before they leave.
    Gap,
    /// The Discord message that stands for a template was posted.
    Posted {
        /// The row.
        message: MessageId,
        /// The Discord message.
        post: PostId,
    },
    /// A person chose, filled and confirmed a template.
    TemplateChosen {
        /// The row that it becomes.
        message: MessageId,
        /// Its place in the order: the Discord id of the confirming press.
        position: i64,
        /// Who chose it.
        by: PersonId,
        /// What leaves.
        content: TemplateContent,
    },
    /// A person confirmed in a form, rather than wrote in the thread, what the customer gets.
    Chosen {
        /// The row that it becomes.
        message: MessageId,
        /// Its place in the order: the Discord id of the confirming press.
        position: i64,
        /// Who wrote it.
        by: PersonId,
        /// What it says.
        content: Content,
        /// The line of the thread that it stands for, if any.
        post: Option<PostId>,
        /// Discord hides a file of that line until its reader wants to see it.
        spoiler: bool,
    },
    /// A person put an emoji on a message of the customer's, or took it back.
    Reacted {
        /// The row that it becomes.
        message: MessageId,
        /// Its place in the order.
        position: i64,
        /// Who.
        by: PersonId,
        /// The platform's id of the customer's message.
        target: String,
        /// Which.
        emoji: String,
        /// It was taken back.
        removed: bool,
    },
    /// The platform has a row's file now, so that it may leave.
    Prepared {
        /// The row.
        message: MessageId,
        /// The file as the platform has it.
        handed: Handed,
    },
    /// A row's file cannot be made into anything that may leave.
    Unfit {
        /// The row.
        message: MessageId,
        /// Why.
        reason: Reason,
    },
    /// The platform did not take a row's file.
    NotHandedOver {
        /// The row.
        message: MessageId,
        /// Why, and whether and when it is tried again.
        refusal: Refusal,
    },
    /// A person pressed a button about a message or the queue.
    Pressed {
        /// Who.
        by: PersonId,
        /// What they want.
        wish: Wish,
    },
    /// The customer wrote.
    ContactWrote(Answer),
    /// The customer reacted to, edited or removed a message: as a message of a burst, but it is
    /// no new line of theirs.
    ContactTouched(Answer),
    /// Somebody wrote to the customer on the company's own phone.
    Echoed {
        /// Its row.
        echo: EchoId,
        /// The file that it brings.
        file: Option<FileId>,
        /// It says something new, so that the customer has an answer.
        speaks: bool,
    },
    /// The platform took a message.
    Accepted {
        /// The row.
        message: MessageId,
        /// Which attempt.
        attempt: u32,
        /// The platform's id.
        wamid: String,
    },
    /// The platform refused a message, or it surely never left.
    Refused {
        /// The row.
        message: MessageId,
        /// Which attempt.
        attempt: u32,
        /// Why, and what may be done.
        refusal: Refusal,
    },
    /// Nobody knows whether the platform took a message.
    InDoubt {
        /// The row.
        message: MessageId,
        /// Which attempt.
        attempt: u32,
    },
    /// The platform reported how far a message came. It is the acceptance too, if that is unknown.
    Progressed {
        /// The row.
        message: MessageId,
        /// Which attempt the report is about, if it says so.
        attempt: Option<u32>,
        /// The platform's id.
        wamid: String,
        /// How far.
        progress: Progress,
    },
    /// The platform reported that a message that it took will not be delivered.
    FailedLater {
        /// The row.
        message: MessageId,
        /// Which attempt the report is about, if it says so.
        attempt: Option<u32>,
        /// The platform's id.
        wamid: String,
        /// Why.
        refusal: Refusal,
    },
    /// A person took the conversation.
    Assumed {
        /// Who.
        by: PersonId,
        /// How they want to be told.
        notify: Notify,
    },
    /// The assignee gave the conversation back.
    Released {
        /// Who.
        by: PersonId,
    },
    /// The assignee does not belong to the team any more.
    AssigneeLeft {
        /// Who.
        who: PersonId,
    },
    /// The contact takes no more marketing.
    MarketingRefused,
    /// A person ended the conversation; what waits in the queue is discarded.
    Concluded {
        /// Who.
        by: PersonId,
    },
    /// A person took a concluded conversation up again.
    Restarted {
        /// Who, and whose it is now.
        by: PersonId,
        /// How they want to be told.
        notify: Notify,
    },
    /// Sending on the conversation's number was paused or goes on; the loaded state says which.
    PauseChanged {
        /// The platform had stopped it since then; a pause that a person ordered makes nothing
        /// stale.
        stopped_since: Option<DateTime<Utc>>,
    },
    /// A moment that the core asked to be woken at has come.
    Woken,
}

/// A line that a person wrote in the thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The row that it becomes if it is for the customer; where it needs several, they count up
    /// from there.
    pub message: MessageId,
    /// The Discord message.
    pub post: PostId,
    /// Who wrote it.
    pub author: PersonId,
    /// What that person may do here.
    pub standing: Standing,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// What it says.
    pub text: String,
    /// What it replies to.
    pub reply: Reply,
    /// It is a forwarded message or a poll, which is no writing of theirs.
    pub no_writing: bool,
    /// The files that it carries.
    pub files: Vec<Attached>,
    /// How many of its stickers are no pictures, of which the text has the names.
    pub names: usize,
    /// Discord made a file of a long paste, which is none of those files: it is held.
    pub long_paste: bool,
    /// Discord hides some of it, words or a file, until its reader wants to see it.
    pub spoiler: bool,
    /// It left before a backup took the place of the database, as its mark says.
    pub left: bool,
}

/// A file of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// What is known of it; its kind is what it travels as.
    pub facts: FileFacts,
    /// How it would go.
    pub fit: Fit,
}

/// What a person may do in a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A member of its team: may assume it.
    Member,
    /// Anybody else who can write in the thread: their lines are notes.
    Other,
}

/// What a line replies to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// Nothing, or nothing that can be quoted.
    None,
    /// A message that the customer has: theirs, or one that they got.
    Customer {
        /// The platform's id of what is quoted.
        wamid: String,
    },
    /// One that can be quoted no more.
    TooOld {
        /// After how many days it is so.
        days: i64,
    },
    /// A message that the customer has removed.
    Removed,
    /// A note, a colleague, the card, a line of ours.
    Inside,
}

/// What a person wants when they press a button about a message or the queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// Let this held message leave.
    Send(MessageId),
    /// Let this held message leave as something else.
    SendAs(MessageId, Box<Content>),
    /// This pending message stays inside.
    MakeNote(MessageId),
    /// This pending message does not leave.
    Cancel(MessageId),
    /// Nothing of the line that this message belongs to leaves any more.
    CancelLine(MessageId),
    /// This queued message says something else.
    Rewrite(MessageId, String),
    /// This queued place or question says something else.
    Recompose(MessageId, Box<Content>),
    /// This queued message changes places with the one before it.
    MoveUp(MessageId),
    /// This queued message changes places with the one behind it.
    MoveDown(MessageId),
    /// All that waits for a decision may leave.
    SendQueue,
    /// All that waits for a decision is discarded.
    DiscardQueue,
    /// All stale messages may leave.
    SendStale,
    /// All stale messages are discarded.
    DiscardStale,
    /// The queue stays until it is let go.
    HoldQueue,
    /// The queue may leave again.
    LetGo,
    /// Go on as if this message of unknown outcome had arrived.
    Presume(MessageId),
    /// Send this message again: one that failed, or one of unknown outcome, which may arrive twice.
    SendAgain(MessageId),
    /// Send what the Discord message says since it was edited, as a new message.
    SendCorrection {
        /// The message that left.
        of: MessageId,
        /// The row that the correction becomes.
        message: MessageId,
        /// Its place in the order.
        position: i64,
    },
}

/// What the customer did, as far as the core needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// They called, and nobody took it: they want something.
    pub calls: bool,
    /// Its row.
    pub inbound: InboundId,
    /// The platform's id.
    pub wamid: String,
    /// When the customer wrote it, by the platform's stamp.
    pub at: DateTime<Utc>,
    /// It says that the queue may not be wanted any more.
    pub stop: bool,
    /// It asks not to be written to any more.
    pub opt_out: bool,
    /// It asks to be written to again, after having asked not to be.
    pub opt_in: bool,
}
