//! Files that people attached: fetched from where Discord serves them, and from nowhere else.

use std::io;

use reqwest::Response;
use serenity::all::{AttachmentId, ChannelId, MessageId};
use tokio::io::{AsyncWrite, AsyncWriteExt as _};
use url::Url;

use super::Sender;
use crate::discord::error::{DiscordError, DoubtCause};
use crate::moved::Moved;

/// Discord's hosts for files that people upload.
const FILE_HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];

/// Where an attachment is fetched from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttachmentSource {
    /// Its address, which holds for a day.
    pub url: String,
    /// The message that tells a new one, and Discord's id of the file there. What was given to a
    /// command stands in no message.
    pub message: Option<(ChannelId, MessageId, AttachmentId)>,
}

/// Why an attachment was not fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// It is not there any more: somebody deleted it or its message, or its address has expired
    /// and no message tells another.
    #[error("the file is gone")]
    Gone,
    /// Its address is not Discord's, or leads on to another: nothing else is ever fetched.
    #[error("the file does not lie at Discord's")]
    ForeignAddress,
    /// It is larger than was asked for.
    #[error("the file has more than {max_bytes} bytes")]
    TooLarge {
        /// The limit.
        max_bytes: u64,
    },
    /// It could not be written where it was to go.
    #[error("the file could not be written: {0}")]
    Unwritten(io::ErrorKind),
    /// Discord could not be asked, or its answer did not come whole.
    #[error(transparent)]
    Failed(#[from] DiscordError),
}

impl Sender {
    /// Fetches an attachment of at most `max_bytes` into `into`, as it comes, and answers how long
    /// it was. If its address has expired, its message is read again, once. It may take as long as
    /// it likes while something comes.
    ///
    /// # Errors
    /// After any, what has come into `into` is worth nothing.
    pub async fn fetch_attachment(
        &self,
        source: &AttachmentSource,
        max_bytes: u64,
        into: &mut (dyn AsyncWrite + Send + Unpin),
    ) -> Result<u64, FetchError> {
        if let Some(bytes) = self.fetch_from(&source.url, max_bytes, into).await? {
            return Ok(bytes);
        }
        let Some((channel, message, attachment)) = source.message else {
            return Err(FetchError::Gone);
        };
        let message = match self.message(channel, message).await {
            Ok(message) => message,
            Err(DiscordError::Gone { .. }) => return Err(FetchError::Gone),
            Err(error) => return Err(error.into()),
        };
        let mut files = message.attachments.iter();
        let file = files.find(|file| file.id == attachment);
        let file = file.ok_or(FetchError::Gone)?;
        let fetched = self.fetch_from(&file.url, max_bytes, into).await?;
        fetched.ok_or(FetchError::Gone)
    }

    /// Fetches from one address; `None` if it has expired.
    async fn fetch_from(
        &self,
        url: &str,
        max_bytes: u64,
        into: &mut (dyn AsyncWrite + Send + Unpin),
    ) -> Result<Option<u64>, FetchError> {
        let url = Url::parse(url).map_err(|_| FetchError::ForeignAddress)?;
        if !self.is_discords(&url) {
            return Err(FetchError::ForeignAddress);
        }
        let url = self.where_it_is(url);
        let _fetch = self.inner.fetches.begin();
        let moved = Moved::new(&self.inner.clock);
        let fetched = async {
            // Without the token: whoever has the address may fetch the file.
            let response = self.inner.http.get(url).send().await.map_err(|error| {
                if error.is_connect() {
                    DiscordError::NotSent
                } else {
                    DiscordError::Doubt(DoubtCause::Dropped)
                }
            })?;
            match response.status().as_u16() {
                200 => pour(response, max_bytes, &moved, into).await.map(Some),
                403 | 404 | 410 => Ok(None),
                300..=399 => Err(FetchError::ForeignAddress),
                status @ 500.. => Err(DiscordError::Doubt(DoubtCause::Status(status)).into()),
                status => Err(DiscordError::Other { status, code: 0 }.into()),
            }
        };
        tokio::select! {
            biased;
            fetched = fetched => fetched,
            () = moved.standstill() => {
                Err(DiscordError::Doubt(DoubtCause::TimeOut).into())
            }
        }
    }

    /// What stands in for Discord serves its files as well.
    fn where_it_is(&self, url: Url) -> Url {
        let Ok(mut there) = Url::parse(&self.inner.api) else {
            return url;
        };
        if there.host_str() == Some("discord.com") || url.origin() == self.inner.origin {
            return url;
        }
        there.set_path(url.path());
        there.set_query(url.query());
        there
    }

    fn is_discords(&self, url: &Url) -> bool {
        let host = url.host_str().unwrap_or_default();
        let served = url.scheme() == "https" && url.port().is_none() && FILE_HOSTS.contains(&host);
        served || url.origin() == self.inner.origin
    }
}

/// Writes the body of `response` into `into`, piece by piece.
async fn pour(
    mut response: Response,
    max_bytes: u64,
    moved: &Moved,
    into: &mut (dyn AsyncWrite + Send + Unpin),
) -> Result<u64, FetchError> {
    if response
        .content_length()
        .is_some_and(|bytes| bytes > max_bytes)
    {
        return Err(FetchError::TooLarge { max_bytes });
    }
    let lost = |_| DiscordError::Doubt(DoubtCause::Dropped);
    let unwritten = |error: io::Error| FetchError::Unwritten(error.kind());
    while let Some(piece) = response.chunk().await.map_err(lost)? {
        moved.add(piece.len());
        if moved.bytes() > max_bytes {
            return Err(FetchError::TooLarge { max_bytes });
        }
        into.write_all(&piece).await.map_err(unwritten)?;
    }
    into.flush().await.map_err(unwritten)?;
    Ok(moved.bytes())
}
