//! A file that travels with a message: what is known of it, and where it comes from. Its bytes lie
//! elsewhere, and nothing in here needs them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::abilities::MediaKind;
use super::ids::{EchoId, FileId, PlaceId, PostId};
use super::refusal::Reason;

/// How many bytes of a file's beginning say what it is; more are not needed, fewer tell less.
pub const HEAD_BYTES: usize = 4096;

/// What is known of a file without looking into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its row.
    pub id: FileId,
    /// What kind of file.
    pub kind: MediaKind,
    /// Its name, safe to show and to hand on.
    pub name: String,
    /// What its sender claims that it is: its MIME type, with parameters. Once the file lies here,
    /// what it was found to be.
    pub mime: Option<String>,
    /// How long it is. Until the file lies here it is what its sender claims, 0 if nothing.
    pub bytes: u64,
    /// Discord's id of it, if an agent brought it.
    pub attachment: Option<u64>,
}

/// A file that the platform holds for a number of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtPlatform {
    /// The number, by its id at the platform.
    pub number: String,
    /// The file's id at the platform, good for that number alone and for some days.
    pub media: String,
    /// SHA-256 of its content, as the platform printed it (base64, at times hexadecimal).
    pub sha256: Option<String>,
}

/// Where a file comes from, and is fetched from once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum FileSource {
    /// A customer sent it to a number of ours.
    Customer(AtPlatform),
    /// Somebody sent it to a customer on the company's own phone.
    OwnPhone {
        /// The message that it came with.
        echo: EchoId,
        /// The file.
        #[serde(flatten)]
        file: AtPlatform,
    },
    /// An agent attached it to a message in a thread.
    Agent {
        /// The thread.
        place: PlaceId,
        /// The message.
        post: PostId,
        /// Discord's id of the attachment.
        attachment: u64,
        /// Where it lies. The address expires; reading the message again gives another.
        url: String,
    },
}

/// Why a thread has a link in place of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkedFor {
    /// It is too large for Discord.
    TooLarge,
    /// Discord does not take it, whatever its size.
    Refused,
    /// The bot may attach no files there.
    Forbidden,
}

/// Why a file could not be fetched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileTrouble {
    /// Whoever had it has it no more, or never had it for us.
    Gone,
    /// It is larger than any that can be carried.
    TooLarge,
    /// Its address is not the platform's, or leads on to another.
    Foreign,
    /// What came is not what was announced.
    Damaged,
    /// There is nothing in it.
    Empty,
    /// The platform does not answer as it should.
    Unreachable,
    /// Our own disk does not take it.
    NoRoom,
    /// Its sender was blocked before it came.
    Blocked,
}

impl FileTrouble {
    /// Why a message does not leave whose file is not here for that.
    pub fn keeps_from_leaving(self) -> Reason {
        match self {
            Self::Empty => Reason::FileEmpty,
            Self::TooLarge => Reason::FileTooLarge,
            _ => Reason::FileGone,
        }
    }
}

/// What a person should know before opening a file. The file itself stays as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "caution", rename_all = "snake_case")]
pub enum Caution {
    /// It is called otherwise than its sender called it.
    Renamed,
    /// It is not what it was sent as.
    Disguised {
        /// What it was sent as: a MIME type.
        claimed: String,
    },
    /// It runs when it is opened.
    Program,
    /// It is a picture larger than what shows pictures can bear.
    Huge {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
    /// It is an archive, or a document that is one, out of which comes many times its size.
    Swells {
        /// How many bytes it says it becomes.
        bytes: u64,
    },
    /// It is an archive of which nobody can see what all comes out of it.
    Unseen,
}

impl Caution {
    /// Its name, for logs.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Renamed => "renamed",
            Self::Disguised { .. } => "disguised",
            Self::Program => "program",
            Self::Huge { .. } => "huge",
            Self::Swells { .. } => "swells",
            Self::Unseen => "unseen",
        }
    }
}

impl FileSource {
    /// The message of the company's own phone that it came with.
    pub fn echo(&self) -> Option<EchoId> {
        match self {
            Self::OwnPhone { echo, .. } => Some(*echo),
            Self::Customer(_) | Self::Agent { .. } => None,
        }
    }

    /// Whether a customer sent it.
    pub fn is_customers(&self) -> bool {
        matches!(self, Self::Customer(_))
    }

    /// Where the platform holds it, whoever sent it there; `None` for an agent's file.
    pub fn at_platform(&self) -> Option<&AtPlatform> {
        match self {
            Self::Customer(file) | Self::OwnPhone { file, .. } => Some(file),
            Self::Agent { .. } => None,
        }
    }
}

impl FileTrouble {
    /// Its name, for logs and metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::TooLarge => "too_large",
            Self::Foreign => "foreign",
            Self::Damaged => "damaged",
            Self::Empty => "empty",
            Self::Unreachable => "unreachable",
            Self::NoRoom => "no_room",
            Self::Blocked => "blocked",
        }
    }
}

/// A SHA-256 as a platform prints it: base64, at times hexadecimal.
pub fn sha256(printed: &str) -> Option<[u8; 32]> {
    let bytes = match hex::decode(printed) {
        Ok(bytes) => bytes,
        Err(_) => STANDARD.decode(printed).ok()?,
    };
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_read_in_both_forms() {
        let zeros = Some([0; 32]);
        assert_eq!(sha256(&"00".repeat(32)), zeros);
        assert_eq!(
            sha256("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
            zeros
        );
        for none in ["", "AAAA", "no hash", &"00".repeat(31)] {
            assert_eq!(sha256(none), None, "{none}");
        }
    }
}
