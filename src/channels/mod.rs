//! The platforms through which contacts are reached, behind one small trait.
//!
//! [`Channel`] is all that other rooms know: what a kind of channel can do, whether a webhook is
//! genuine, what a body says, and the handful of requests. [`whatsapp`] is the one behind it today.

pub mod errors;
pub mod http;
pub mod types;
pub mod whatsapp;

use std::fmt::Debug;

use futures::future::BoxFuture;
use reqwest::header::HeaderMap;
use tokio::io::AsyncWrite;

pub use errors::{ChannelError, MediaError};
pub use http::http_client;
pub use types::{Accepted, Media, Number, Outgoing, OutgoingBody, Template, Unreadable, Upload};

use crate::domain::abilities::Abilities;
use crate::domain::incoming::Incoming;

/// A kind of channel, connected with the company's credentials.
///
/// Requests end by the injected clock: whatever takes too long is an error, never a hang.
pub trait Channel: Debug + Send + Sync + 'static {
    /// What this kind of channel can do.
    fn abilities(&self) -> &'static Abilities;

    /// Whether a webhook with these headers and exactly these bytes was sent by the platform.
    fn is_genuine(&self, headers: &HeaderMap, body: &[u8]) -> bool;

    /// What a genuine body says, in its order. Pure: nothing is asked, nothing remembered.
    ///
    /// # Errors
    ///
    /// Only if nothing of the body can be read; a part that cannot be is an item of its own,
    /// [`Incoming::Unreadable`].
    fn read(&self, body: &[u8]) -> Result<Vec<Incoming>, Unreadable>;

    /// Sends one message. An error says whether it surely did not leave; the same message is never
    /// sent again from in here.
    fn send<'a>(&'a self, message: Outgoing<'a>) -> BoxFuture<'a, Result<Accepted, ChannelError>>;

    /// Reports a contact's message, and all before it, as read, and shows "typing…" to them until
    /// something is sent, if that is asked for and the channel can.
    fn mark_read<'a>(
        &'a self,
        number: &'a str,
        wamid: &'a str,
        typing: bool,
    ) -> BoxFuture<'a, Result<(), ChannelError>>;

    /// Fetches a file that a contact sent to this number, up to `max_bytes`, into `into`. Only if
    /// it is as long as was announced is that a success; whether it is the very file its hash tells.
    /// It may take as long as it likes while something comes.
    fn fetch_media<'a>(
        &'a self,
        number: &'a str,
        media_id: &'a str,
        max_bytes: u64,
        into: &'a mut (dyn AsyncWrite + Send + Unpin),
    ) -> BoxFuture<'a, Result<Media, MediaError>>;

    /// Hands over a file and returns the id under which this number may send it. It may take as
    /// long as it likes while something leaves.
    fn upload_media<'a>(
        &'a self,
        number: &'a str,
        file: Upload,
    ) -> BoxFuture<'a, Result<String, ChannelError>>;

    /// The numbers of an account.
    fn numbers<'a>(&'a self, account: &'a str) -> BoxFuture<'a, Result<Vec<Number>, ChannelError>>;

    /// The currency in which an account is billed, ISO, if the platform tells.
    fn currency<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Option<String>, ChannelError>>;

    /// The templates of an account, in every state.
    fn templates<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Vec<Template>, ChannelError>>;
}
