//! Everything that can go wrong with a request to Discord, as a closed vocabulary.
//!
//! Codes: <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>

use serenity::http::HttpError;

use crate::clock::Timestamp;

/// Why a request to Discord did not do what was asked.
///
/// Its `Display` names codes and paths only, never what people wrote.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DiscordError {
    /// The request surely never left: no connection, or no address for the name.
    #[error("Discord could not be reached")]
    NotSent,
    /// Nobody knows whether Discord did it.
    #[error("Discord's answer is missing: {0}")]
    Doubt(DoubtCause),
    /// Nothing leaves before `until`, since too many requests were refused. Ordinary limits are
    /// waited out inside and never seen.
    #[error("too many refused requests; nothing is sent to Discord before {until}")]
    RateLimited {
        /// When requests leave again.
        until: Timestamp,
    },
    /// The bot's token is not valid (401).
    #[error("Discord refuses the bot's token")]
    Unauthorized,
    /// The bot may not do this (403), for instance 50001 *Missing Access* or 50013 *Missing
    /// Permissions*.
    #[error("Discord forbids it (code {code})")]
    Forbidden {
        /// Discord's code, 0 without one.
        code: u32,
    },
    /// Discord does not take what the message says or brings: explicit content (20009), words that the
    /// server's own rules block (200000), an address on its list of harmful ones (240000).
    #[error("Discord does not take what the message says or brings (code {code})")]
    Blocked {
        /// Discord's code.
        code: u32,
    },
    /// What the request was about is not there any more.
    #[error("gone: {what:?}")]
    Gone {
        /// What is missing.
        what: What,
    },
    /// A thread was started from this message before (160004); its id is the message's.
    #[error("the message already has a thread")]
    AlreadyHasThread,
    /// The guild has 1,000 active threads (160006).
    #[error("the guild has too many active threads")]
    TooManyThreads,
    /// The thread is archived and must be opened first (50083).
    #[error("the thread is archived")]
    Archived,
    /// Discord does not understand the request (50035).
    #[error("Discord refuses the field {path:?} ({code})")]
    Invalid {
        /// The first field that is wrong, for instance `embeds.0.title`; empty for the whole.
        path: String,
        /// Discord's name for the mistake, for instance `BASE_TYPE_MAX_LENGTH`.
        code: String,
        /// Discord's sentence about it, in English; it may quote what was sent.
        message: String,
    },
    /// The files are too large (413, 40005, 50045).
    #[error("the request is too large for Discord")]
    TooLarge,
    /// A file that was to be posted does not lie where it should, so nothing left.
    #[error("a file that is to be posted cannot be read")]
    FileMissing,
    /// Any other refusal.
    #[error("Discord answered {status} (code {code})")]
    Other {
        /// HTTP status.
        status: u16,
        /// Discord's code, 0 without one.
        code: u32,
    },
}

/// What of an error of serenity's may stand in a log: Discord's own sentence may quote what was sent.
pub fn outline(error: &serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(answer)) => format!(
            "Discord answered {} (code {})",
            answer.status_code.as_u16(),
            answer.error.code
        ),
        serenity::Error::Json(_) => "Discord's answer cannot be read".to_owned(),
        other => other.to_string(),
    }
}

/// Why an answer is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DoubtCause {
    /// It did not come in time.
    #[error("time-out")]
    TimeOut,
    /// The connection ended before it came.
    #[error("dropped connection")]
    Dropped,
    /// Discord had trouble of its own: this 5xx.
    #[error("status {0}")]
    Status(u16),
    /// Discord accepted the request, but its answer cannot be read.
    #[error("unreadable answer")]
    Unreadable,
}

/// What can be missing at Discord's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum What {
    /// A channel or a thread (10003): Discord does not tell them apart.
    Channel,
    /// A message (10008).
    Message,
    /// The guild (10004).
    Guild,
    /// A member of the guild (10007), or the person altogether (10013).
    Member,
    /// A role (10011).
    Role,
}

/// Whether a request may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// Yes; the platform's trouble, which never uses up an attempt.
    Free,
    /// Yes, but it is an answer about this very request and uses up an attempt.
    Counted,
    /// Not before something was mended: a permission given, a thread opened or archived, what is
    /// gone replaced.
    AfterMending,
    /// No: it would be refused again, or is done already.
    Never,
}

impl DiscordError {
    /// Whether it is certain that Discord did not do what was asked.
    pub const fn certain(&self) -> bool {
        !matches!(self, Self::Doubt(_))
    }

    /// Whether to try again. After [`Self::Doubt`] a post must be settled first; everything else
    /// is repeated as it was.
    pub const fn retry(&self) -> Retry {
        match self {
            Self::NotSent | Self::Doubt(_) | Self::RateLimited { .. } | Self::Unauthorized => {
                Retry::Free
            }
            Self::Forbidden { .. } | Self::Gone { .. } | Self::TooManyThreads | Self::Archived => {
                Retry::AfterMending
            }
            Self::Other { .. } => Retry::Counted,
            Self::AlreadyHasThread
            | Self::Blocked { .. }
            | Self::Invalid { .. }
            | Self::TooLarge
            | Self::FileMissing => Retry::Never,
        }
    }
}
