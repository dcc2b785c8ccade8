//! Files that people give to commands.

use poise::serenity_prelude as serenity;

use crate::desk::lines::Attached;

/// A file that a person gave to a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// Its name.
    pub name: String,
    /// Where it can be fetched, for a time.
    pub url: String,
    /// Its MIME type, if Discord knows it.
    pub mime: Option<String>,
    /// Its size in bytes.
    pub size: u64,
}

/// A file that is kept here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptFile {
    /// What it is found by.
    pub key: String,
    /// What it was found to be: its MIME type.
    pub mime: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Why a file was not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileTrouble {
    /// Discord did not give it out.
    NotFetched,
    /// The platform does not take it, or it is not what it should be.
    Refused,
    /// The platform takes nothing at the moment; nobody knows whether it would take this.
    NotTaken,
}

impl From<&Attached> for GivenFile {
    fn from(file: &Attached) -> Self {
        Self {
            name: file.name.clone(),
            url: file.url.clone(),
            mime: file.mime.clone(),
            size: file.size,
        }
    }
}

impl From<serenity::Attachment> for GivenFile {
    fn from(file: serenity::Attachment) -> Self {
        Self {
            name: file.filename,
            url: file.url,
            mime: file.content_type,
            size: u64::from(file.size),
        }
    }
}
