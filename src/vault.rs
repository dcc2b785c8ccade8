//! Where files lie: one folder beside the database, which nobody but this program reads.
//!
//! A file goes in and comes out as a stream, never as a whole through memory. While it comes it is
//! a `.part`, which is hashed and counted on its way; once it is whole and on the disk it gets its
//! name, which is its row's key. Whatever was made of it (a converted copy) lies beside it under a
//! name of [`derived`] and goes with it.

use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use sha2::{Digest as _, Sha256};
use tokio::fs::{self, File, OpenOptions};
use tokio::io::{AsyncSeekExt as _, AsyncWrite, AsyncWriteExt as _};

use crate::domain::file::HEAD_BYTES;
use crate::underway::{Tallied, Tally};

/// The ending of what is not whole yet.
const PART: &str = "part";

/// The name of what was made of a file: `what` says which copy it is, in small letters or digits.
pub fn derived(key: &str, what: &str) -> String {
    format!("{key}.{what}")
}

/// The folder. Cloning gives another handle.
#[derive(Debug, Clone)]
pub struct Vault {
    folder: Arc<Path>,
    parts: Arc<AtomicU64>,
    waiting: Tally,
}

impl Vault {
    /// Opens the folder, which is made if it is missing, and removes what an earlier process did
    /// not finish. The lock of the database beside it keeps other processes away.
    ///
    /// # Errors
    /// If it can be neither used nor made.
    pub async fn open(folder: &Path) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        builder.mode(0o700);
        builder.create(folder).await?;
        let mut entries = fs::read_dir(folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            let path = entry.path();
            if path.extension().is_some_and(|ending| ending == PART) {
                fs::remove_file(path).await?;
            }
        }
        Ok(Self {
            folder: folder.into(),
            parts: Arc::default(),
            waiting: Tally::default(),
        })
    }

    /// How many operations wait for the disk at this moment.
    pub fn waiting(&self) -> usize {
        self.waiting.count()
    }

    /// Somebody looks into a file, until this is dropped.
    pub fn look(&self) -> Tallied {
        self.waiting.begin()
    }

    /// A file that is about to come.
    ///
    /// # Errors
    /// If the disk does not take it.
    pub async fn receive(&self) -> io::Result<Incoming> {
        let _wait = self.waiting.begin();
        let number = self.parts.fetch_add(1, Ordering::Relaxed);
        let part = self.folder.join(format!("{number}.{PART}"));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        options.mode(0o600);
        Ok(Incoming {
            file: options.open(&part).await?,
            part: Part(part),
            folder: Arc::clone(&self.folder),
            waiting: self.waiting.clone(),
            busy: None,
            hash: Sha256::new(),
            bytes: 0,
            head: Vec::new(),
        })
    }

    /// A file and its length.
    ///
    /// # Errors
    /// If it is not there or cannot be read.
    pub async fn read(&self, name: &str) -> io::Result<(File, u64)> {
        let _wait = self.waiting.begin();
        let file = File::open(self.path(name)?).await?;
        let bytes = file.metadata().await?.len();
        Ok((file, bytes))
    }

    /// Where a file lies, for those who open it themselves.
    ///
    /// # Errors
    /// If that is no name of a file in here.
    pub fn path(&self, name: &str) -> io::Result<PathBuf> {
        place(&self.folder, name)
    }

    /// Removes these files with all that was made of them; what is gone already does no harm.
    ///
    /// # Errors
    /// If the folder cannot be changed.
    pub async fn remove(&self, keys: &[String]) -> io::Result<()> {
        let _wait = self.waiting.begin();
        let mut entries = fs::read_dir(&self.folder).await?;
        while let Some(entry) = entries.next_entry().await? {
            let name = entry.file_name();
            let key = name.to_str().and_then(|name| name.split('.').next());
            if key.is_some_and(|key| keys.iter().any(|one| one == key)) {
                fs::remove_file(entry.path()).await?;
            }
        }
        Ok(())
    }

    /// Whether anything can be kept; see [`probe`].
    ///
    /// # Errors
    /// If nothing can.
    pub async fn probe(&self) -> io::Result<()> {
        let _wait = self.waiting.begin();
        probe(&self.folder).await
    }
}

/// Writes and removes a byte in the folder of a vault, to see whether anything can be kept there. A
/// vault may be open on it.
///
/// # Errors
/// If nothing can.
pub async fn probe(folder: &Path) -> io::Result<()> {
    let part = Part(folder.join(format!("probe.{PART}")));
    let mut file = File::create(&part.0).await?;
    file.write_all(&[0]).await?;
    file.flush().await?;
    file.sync_all().await
}

/// A name is what we made: nothing else is ever looked for on the disk.
fn place(folder: &Path, name: &str) -> io::Result<PathBuf> {
    let is_ours = |part: &str| {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !part.is_empty() && part.bytes().all(plain)
    };
    if name.split('.').all(is_ours) && !name.ends_with(PART) {
        Ok(folder.join(name))
    } else {
        Err(io::Error::from(io::ErrorKind::InvalidInput))
    }
}

/// What has come of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Came {
    /// How many bytes.
    pub bytes: u64,
    /// Their SHA-256.
    pub sha256: [u8; 32],
}

/// A file on its way in; what is dropped before it is kept leaves nothing behind.
#[derive(Debug)]
pub struct Incoming {
    file: File,
    part: Part,
    folder: Arc<Path>,
    waiting: Tally,
    /// While the disk has not taken what came.
    busy: Option<Tallied>,
    hash: Sha256,
    bytes: u64,
    head: Vec<u8>,
}

/// The file of this path, which goes with this value.
#[derive(Debug)]
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        // Kept under its name meanwhile, or removed at the next start.
        let _ = std::fs::remove_file(&self.0);
    }
}

impl Incoming {
    /// What has come so far.
    pub fn came(&self) -> Came {
        Came {
            bytes: self.bytes,
            sha256: self.hash.clone().finalize().into(),
        }
    }

    /// How it begins, as far as it has come, so that nobody has to read it again to say what it is.
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// It is whole: it stays under this name, in place of what bore it. Once this returns it is on
    /// the disk.
    ///
    /// # Errors
    /// If the disk does not take it; then nothing of it stays.
    pub async fn keep(mut self, name: &str) -> io::Result<Came> {
        let _wait = self.waiting.begin();
        let place = place(&self.folder, name)?;
        self.file.flush().await?;
        self.file.sync_all().await?;
        fs::rename(&self.part.0, place).await?;
        // The name is on the disk once its folder is.
        #[cfg(unix)]
        File::open(&self.folder).await?.sync_all().await?;
        Ok(self.came())
    }

    /// It is whole and needed once: it is read from its beginning, and has no name any more.
    ///
    /// # Errors
    /// If the disk did not take it.
    pub async fn read_once(mut self) -> io::Result<(File, u64)> {
        self.file.flush().await?;
        self.file.rewind().await?;
        Ok((self.file, self.bytes))
    }
}

impl Incoming {
    fn noted<T>(&mut self, polled: Poll<T>) -> Poll<T> {
        self.busy = match polled {
            Poll::Pending => self.busy.take().or_else(|| Some(self.waiting.begin())),
            Poll::Ready(_) => None,
        };
        polled
    }
}

impl AsyncWrite for Incoming {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.file).poll_write(cx, bytes);
        let written = ready!(self.noted(polled))?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        let wanted = HEAD_BYTES - self.head.len();
        self.head.extend_from_slice(&bytes[..written.min(wanted)]);
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let polled = Pin::new(&mut self.file).poll_flush(cx);
        self.noted(polled)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.file).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests;
