//! The bytes of files. Large ones never stand in memory: what comes over the wire lies in a file of
//! the system's temporary folder, and what a test only needs to be large is made up as it is read.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write as _};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Body;
use futures::stream;
use sha2::{Digest as _, Sha256};
use tempfile::{NamedTempFile, TempPath};

/// How much is read at once.
const PIECE: usize = 64 * 1024;

/// The content of a file. Clones share it; it goes with the last.
#[derive(Debug, Clone)]
pub struct Blob {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    place: Place,
    len: u64,
    sha256: OnceLock<[u8; 32]>,
}

#[derive(Debug)]
enum Place {
    Memory(Vec<u8>),
    Disk(TempPath),
    /// These first bytes, and zeros from there on.
    Made(Vec<u8>),
}

/// How the content of a file goes over the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As fast as it can.
    Fast,
    /// So many bytes, then so much time of the sandbox's clock, and so on.
    Slow {
        /// The bytes.
        bytes: usize,
        /// The time.
        every: Duration,
    },
    /// The connection breaks after so many bytes, of more that were announced.
    CutOff {
        /// The bytes.
        after: u64,
    },
}

/// Somebody who sends a body and counts as busy until it is over.
pub(crate) trait Sending: Send + 'static {
    /// Waits by the sandbox's clock.
    fn pause(&mut self, time: Duration) -> impl Future<Output = ()> + Send;
}

impl PartialEq for Blob {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner)
            || (self.len() == other.len() && self.sha256() == other.sha256())
    }
}

impl Eq for Blob {}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        let len = bytes.len() as u64;
        Self::new(Place::Memory(bytes), len)
    }
}

impl Blob {
    fn new(place: Place, len: u64) -> Self {
        let inner = Inner {
            place,
            len,
            sha256: OnceLock::new(),
        };
        Self {
            inner: Arc::new(inner),
        }
    }

    /// So many bytes that begin with `head` and are zeros otherwise; they stand nowhere.
    pub fn made(head: &[u8], len: u64) -> Self {
        Self::new(Place::Made(head.to_vec()), len)
    }

    /// How many bytes it has.
    pub fn len(&self) -> u64 {
        self.inner.len
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of it; for what is small.
    ///
    /// # Panics
    ///
    /// If the temporary folder cannot be read.
    pub fn bytes(&self) -> Vec<u8> {
        self.head(usize::MAX)
    }

    /// The first bytes, as many as there are.
    ///
    /// # Panics
    ///
    /// If the temporary folder cannot be read.
    pub fn head(&self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let read = self.reader().take(count as u64).read_to_end(&mut bytes);
        read.expect("the temporary folder is readable");
        bytes
    }

    /// Its SHA-256.
    ///
    /// # Panics
    ///
    /// If the temporary folder cannot be read.
    pub fn sha256(&self) -> [u8; 32] {
        *self.inner.sha256.get_or_init(|| {
            let mut hash = Sha256::new();
            let mut reader = self.reader();
            let mut piece = vec![0; PIECE];
            loop {
                let count = reader.read(&mut piece);
                match count.expect("the temporary folder is readable") {
                    0 => return hash.finalize().into(),
                    count => hash.update(&piece[..count]),
                }
            }
        })
    }

    /// The body of an answer, read piece by piece while it is sent. `sending` is there until it is
    /// over, however that comes about.
    pub(crate) fn body(&self, pace: Pace, sending: impl Sending) -> Body {
        let size = match pace {
            Pace::Slow { bytes, .. } => bytes,
            Pace::Fast | Pace::CutOff { .. } => PIECE,
        };
        let start = Sent {
            reader: self.reader(),
            size,
            pace,
            sending,
        };
        Body::from_stream(stream::try_unfold(start, Sent::next))
    }

    /// Its bytes from the first on.
    pub(crate) fn reader(&self) -> Reader {
        Reader {
            of: self.clone(),
            at: 0,
            file: None,
        }
    }
}

/// Reads a [`Blob`].
#[derive(Debug)]
pub(crate) struct Reader {
    of: Blob,
    at: u64,
    file: Option<File>,
}

impl Read for Reader {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let left = self.of.len() - self.at;
        let most = into.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let into = &mut into[..most];
        let at = usize::try_from(self.at).map_err(io::Error::other)?;
        let count = match &self.of.inner.place {
            Place::Memory(bytes) => (&bytes[at..]).read(into)?,
            Place::Made(head) if at < head.len() => (&head[at..]).read(into)?,
            Place::Made(_) => {
                into.fill(0);
                into.len()
            }
            Place::Disk(path) => {
                if self.file.is_none() {
                    self.file = Some(File::open(path)?);
                }
                match &mut self.file {
                    Some(file) => file.read(into)?,
                    None => 0,
                }
            }
        };
        self.at += count as u64;
        Ok(count)
    }
}

/// A body on its way out.
struct Sent<S> {
    reader: Reader,
    /// How much goes at once.
    size: usize,
    pace: Pace,
    sending: S,
}

impl<S: Sending> Sent<S> {
    async fn next(mut self) -> io::Result<Option<(Vec<u8>, Self)>> {
        let mut most = self.size;
        let midway = (1..self.reader.of.len()).contains(&self.reader.at);
        match self.pace {
            Pace::Slow { every, .. } if midway => self.sending.pause(every).await,
            Pace::Fast | Pace::Slow { .. } => {}
            Pace::CutOff { after } => match usize::try_from(after - self.reader.at) {
                Ok(0) => {
                    // What was sent before is on its way first.
                    tokio::task::yield_now().await;
                    return Err(io::ErrorKind::ConnectionReset.into());
                }
                left => most = most.min(left.unwrap_or(most)),
            },
        }
        let mut piece = Vec::with_capacity(most);
        (&mut self.reader)
            .take(most as u64)
            .read_to_end(&mut piece)?;
        Ok((!piece.is_empty()).then_some((piece, self)))
    }
}

/// A file that is coming over the wire.
#[derive(Debug)]
pub(crate) struct Incoming {
    file: BufWriter<NamedTempFile>,
    len: u64,
}

impl Incoming {
    pub(crate) fn new() -> io::Result<Self> {
        Ok(Self {
            file: BufWriter::with_capacity(PIECE, NamedTempFile::new()?),
            len: 0,
        })
    }

    pub(crate) fn write(&mut self, piece: &[u8]) -> io::Result<()> {
        self.len += piece.len() as u64;
        self.file.write_all(piece)
    }

    /// It is whole.
    pub(crate) fn done(self) -> io::Result<Blob> {
        let file = self.file.into_inner().map_err(io::Error::other)?;
        Ok(Blob::new(Place::Disk(file.into_temp_path()), self.len))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrived(pieces: &[&[u8]]) -> Blob {
        let mut incoming = Incoming::new().expect("a temporary file");
        for piece in pieces {
            incoming.write(piece).expect("written");
        }
        incoming.done().expect("written")
    }

    #[test]
    fn it_is_the_same_wherever_it_stands() {
        let disk = arrived(&[b"ab", b"c\0\0"]);
        for blob in [
            disk.clone(),
            Blob::from(b"abc\0\0".to_vec()),
            Blob::made(b"abc", 5),
        ] {
            assert_eq!((blob.len(), blob.bytes()), (5, b"abc\0\0".to_vec()));
            assert_eq!((blob.head(2), blob.head(9).len()), (b"ab".to_vec(), 5));
            assert_eq!(blob, disk);
        }
        assert_ne!(Blob::made(b"abd", 5), disk);
        assert_eq!(Blob::made(b"abc", 2).bytes(), b"ab");
    }

    #[test]
    fn what_came_over_the_wire_goes_with_its_last_handle() {
        let blob = arrived(&[b"abc"]);
        let Place::Disk(path) = &blob.inner.place else {
            panic!("it lies on the disk");
        };
        let path = path.to_path_buf();
        let other = blob.clone();
        drop(blob);
        assert_eq!(other.bytes(), b"abc");
        drop(other);
        assert!(!path.exists());
    }
}
