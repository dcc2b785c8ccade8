//! What people do in a thread, as it reaches the desk.

use chrono::{DateTime, Utc};

use crate::domain::fit::Origin;
use crate::domain::ids::{PersonId, PlaceId, PostId, RoleId};
use crate::domain::text::has_spoiler;

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
    /// Our marks say that it left.
    pub left: bool,
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
    /// Discord hides it until its reader wants to see it.
    pub spoiler: bool,
}

impl Written {
    /// Discord hides some of it until its reader wants to see it.
    pub fn has_spoiler(&self) -> bool {
        has_spoiler(&self.text) || self.files.iter().any(|file| file.spoiler)
    }
}

/// Among the files of a message, what Discord makes of a paste that is too long for one.
pub fn long_paste(files: &[Attached]) -> Option<&Attached> {
    files.iter().find(|file| file.name == "message.txt")
}

/// The other files of that message.
pub fn beside_the_paste(files: &[Attached]) -> impl Iterator<Item = &Attached> {
    let paste = long_paste(files).map(|paste| paste.id);
    files.iter().filter(move |file| Some(file.id) != paste)
}
