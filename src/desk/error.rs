//! Why the desk did not do what it was asked.

use crate::domain::ids::{ConversationId, PersonId, TeamId};
use crate::domain::price::Price;
use crate::domain::quick::Unfit;
use crate::domain::template::Problem;
use crate::store::{StoreError, WriteError};

/// Why the desk did not do what it was asked. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeskError {
    /// The store failed.
    #[error(transparent)]
    Store(StoreError),
    /// The person may not do this; there is a sentence for them.
    #[error("refused: {0:?}")]
    Refused(Refused),
    /// A customer wrote and there is no team yet that could answer.
    #[error("no team yet")]
    NoTeamYet,
    /// There is no such conversation any more.
    #[error("no such conversation")]
    NoConversation,
    /// What was written down of a message is not as this version writes it.
    #[error("what was written down of a message cannot be read")]
    Unreadable,
    /// Something that belongs to a conversation is not there, though it should be.
    #[error("no {0}")]
    Missing(&'static str),
}

impl DeskError {
    /// Whether it is the store's trouble rather than that of what was to be done: the same may work
    /// later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Store(error) if error.is_passing())
    }
}

/// Why a person may not do what they asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refused {
    /// They are in no team.
    NoTeam,
    /// They are not in the conversation's team.
    NotInTeam(TeamId),
    /// The conversation is somebody else's.
    NotAssignee(Option<PersonId>),
    /// It is this assignee's to decide, and they supervise the conversation, but cannot take it.
    LeftTo(PersonId),
    /// They do not manage the server.
    NotAdmin,
    /// A quick reply is not kept as it is.
    QuickReply(Unfit),
    /// The button or form belongs to somebody else.
    NotYours,
    /// The button belongs to something that is over.
    Over,
    /// The conversation is concluded.
    Concluded,
    /// The conversation is not concluded.
    NotConcluded,
    /// There is an open conversation with this contact on this number, in a team of theirs.
    OpenAlready(ConversationId),
    /// There is one in another team.
    OpenElsewhere {
        /// Since when.
        since: chrono::DateTime<chrono::Utc>,
    },
    /// The contact is blocked.
    Blocked,
    /// The contact takes no marketing.
    OptedOut,
    /// The number is off, paused or gone.
    NumberOff,
    /// The template may not be sent: gone, paused, not open to the team.
    TemplateGone,
    /// The template's text or category changed since the preview.
    TemplateChanged,
    /// The template costs more than the preview said, or nobody knows any more what it costs.
    PriceChanged,
    /// The template is of a kind that cannot be sent from here yet.
    TemplateKind,
    /// The contact cannot be reached on this number.
    Unreachable,
    /// The window is closed, so only a template may be sent.
    WindowClosed,
    /// A filled parameter is not acceptable.
    Parameters(Vec<Problem>),
    /// What was typed is no telephone number.
    NotAPhone,
    /// What was typed is no e-mail address.
    NotAnEmail,
    /// Another contact has this number or address.
    ContactExists(crate::domain::ids::ContactId),
    /// A required field is empty.
    Empty(&'static str),
    /// A name is empty or too long.
    BadName,
    /// Another team has this name.
    NameTaken,
    /// The channel in Discord is this team's already.
    PlaceTaken(TeamId),
    /// The number has no team that would answer.
    NeedsTeam,
    /// The message costs something that the person should think about first.
    Money(AskMoney),
}

/// What a person is asked before a template leaves that they may regret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AskMoney {
    /// The customer has not answered the last one yet.
    Unanswered {
        /// When that one left.
        since: chrono::DateTime<chrono::Utc>,
        /// What another one costs.
        price: Price,
    },
    /// The customer has not answered so many: a supervisor decides.
    NeedsSupervisor {
        /// Of this team.
        team: TeamId,
        /// How many.
        count: usize,
    },
    /// It is marketing, and night where the company is.
    Night {
        /// What it costs.
        price: Price,
    },
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<Refused> for DeskError {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<WriteError<DeskError>> for DeskError {
    fn from(error: WriteError<DeskError>) -> Self {
        match error {
            WriteError::Unit(error) => error,
            WriteError::Panicked => Self::Store(StoreError::Panicked),
            WriteError::NotCommitted(why) => Self::Store(StoreError::NotCommitted(why)),
            WriteError::Closed => Self::Store(StoreError::Closed),
        }
    }
}
