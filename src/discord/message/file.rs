//! Files that we post: what they are called, and where their bytes lie until then.

use std::io;
use std::path::PathBuf;

use tokio::fs;
use tokio::io::{AsyncReadExt as _, Take};

/// A file to post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with the ending by which Discord shows it.
    pub name: String,
    /// Its MIME type.
    pub mime: String,
    path: PathBuf,
    bytes: u64,
}

impl File {
    /// A file of this length on the disk. It is read while it is posted, never as a whole, and
    /// must stay there until then.
    pub fn on_disk(name: &str, mime: &str, path: PathBuf, bytes: u64) -> Self {
        Self {
            name: name.to_owned(),
            mime: mime.to_owned(),
            path,
            bytes,
        }
    }

    /// What Discord shows in place of a name in which it would replace letters: the name without
    /// its ending.
    pub(super) fn title(&self) -> Option<&str> {
        let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        let stem = self
            .name
            .rsplit_once('.')
            .map_or(&*self.name, |parts| parts.0);
        (!self.name.bytes().all(kept)).then_some(stem)
    }

    /// How long it is.
    pub const fn len(&self) -> u64 {
        self.bytes
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its bytes, from the first one on.
    ///
    /// # Errors
    /// If it does not lie where it should, or is not as long as it should be.
    pub(in crate::discord) async fn open(&self) -> io::Result<Take<fs::File>> {
        let file = fs::File::open(&self.path).await?;
        if file.metadata().await?.len() < self.bytes {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(file.take(self.bytes))
    }
}
