//! Files that we post: what they are called, and where their bytes lie until then.

use std::io;
use std::path::{Path, PathBuf};

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// A file to post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with the ending by which Discord shows it.
    pub name: String,
    /// Its MIME type.
    pub mime: String,
    source: Source,
}

/// Where a file's bytes are taken from, every time that it is posted.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    Memory(Vec<u8>),
    Disk { path: PathBuf, bytes: u64 },
}

/// The bytes of a file on their way out.
type Bytes = Box<dyn AsyncRead + Send + Sync + Unpin>;

impl File {
    /// A small file that was made here.
    pub fn in_memory(name: &str, mime: &str, bytes: Vec<u8>) -> Self {
        Self::new(name, mime, Source::Memory(bytes))
    }

    /// A file of this length on the disk. It is read while it is posted, never as a whole, and
    /// must stay there until then.
    pub fn on_disk(name: &str, mime: &str, path: PathBuf, bytes: u64) -> Self {
        Self::new(name, mime, Source::Disk { path, bytes })
    }

    fn new(name: &str, mime: &str, source: Source) -> Self {
        Self {
            name: name.to_owned(),
            mime: mime.to_owned(),
            source,
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

    /// Where it lies, if it was not made here.
    pub fn path(&self) -> Option<&Path> {
        match &self.source {
            Source::Memory(_) => None,
            Source::Disk { path, .. } => Some(path),
        }
    }

    /// How long it is.
    pub const fn len(&self) -> u64 {
        match &self.source {
            Source::Memory(bytes) => bytes.len() as u64,
            Source::Disk { bytes, .. } => *bytes,
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Its bytes, from the first one on.
    ///
    /// # Errors
    /// If it does not lie where it should, or is not as long as it should be.
    pub(in crate::discord) async fn open(&self) -> io::Result<Bytes> {
        match &self.source {
            Source::Memory(bytes) => Ok(Box::new(io::Cursor::new(bytes.clone()))),
            Source::Disk { path, bytes } => {
                let file = tokio::fs::File::open(path).await?;
                if file.metadata().await?.len() < *bytes {
                    return Err(io::ErrorKind::UnexpectedEof.into());
                }
                Ok(Box::new(file.take(*bytes)))
            }
        }
    }
}
