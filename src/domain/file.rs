//! A file that travels with a message: what is known of it, and where it comes from. Its bytes lie
//! elsewhere, and nothing in here needs them.

use serde::{Deserialize, Serialize};

use super::abilities::MediaKind;
use super::ids::{FileId, PlaceId, PostId};

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

/// Where a file comes from, and is fetched from once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum FileSource {
    /// A customer sent it to a number of ours.
    Customer {
        /// The number, by its id at the platform.
        number: String,
        /// The file's id at the platform, good for that number alone and for some days.
        media: String,
        /// SHA-256 of its content, as the platform printed it (base64, at times hexadecimal).
        sha256: Option<String>,
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
