//! What people do in a thread, as it reaches the desk.

use chrono::{DateTime, Utc};

use crate::domain::fit::Origin;
use crate::domain::ids::{PersonId, PlaceId, PostId, RoleId};

/// A message that a person wrote somewhere in the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub place: PlaceId,
    /// The message.
    pub post: PostId,
    /// Who.
    pub author: PersonId,
    /// Their roles at that moment.
    pub roles: Vec<RoleId>,
    /// When.
    pub at: DateTime<Utc>,
    /// What it says.
    pub text: String,
    /// The message that it replies to.
    pub reply_to: Option<PostId>,
    /// It is a poll or a forward, which is no writing of theirs.
    pub no_writing: bool,
    /// The files it carries, in their order.
    pub files: Vec<Attached>,
    /// How many of its stickers are no pictures: their names stand in the text.
    pub names: usize,
}

/// A file that a person put into a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// Discord's id of it, which stays when its address changes.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its MIME type as Discord guessed it, if it did.
    pub mime: Option<String>,
    /// Where it can be fetched, for a day.
    pub url: String,
    /// How it came into Discord.
    pub origin: Origin,
}

impl Written {
    /// Its one file is what Discord makes of a paste that is too long for a message.
    pub fn is_long_paste(&self) -> bool {
        matches!(self.files.as_slice(), [file] if file.name == "message.txt")
    }
}
