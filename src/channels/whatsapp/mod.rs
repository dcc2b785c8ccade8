//! WhatsApp through Meta's Cloud API.
//!
//! - [`WhatsApp`] is the [`Channel`]: credentials, client and settings together.
//! - [`signature`]: whether a webhook is genuine. [`webhook`]: what it says.
//! - `client`: one request of Graph, with its time limit and its errors; `sending`, `media`,
//!   `account` build the requests; `answer` and `codes` read what comes back.

mod account;
mod answer;
mod client;
mod codes;
mod json;
mod media;
#[cfg(test)]
mod samples;
mod sending;
pub mod signature;
#[cfg(test)]
mod test_server;
pub mod webhook;

use chrono::TimeDelta;
use futures::FutureExt;
use futures::future::BoxFuture;
use reqwest::header::HeaderMap;
use secrecy::SecretString;
use tokio::io::AsyncWrite;

use super::{
    Accepted, Channel, ChannelError, Media, MediaError, Number, Outgoing, Template, Unreadable,
    Upload,
};
use crate::clock::SharedClock;
use crate::domain::abilities::{
    Abilities, Afterwards, FileLives, InteractiveLimits, MediaKind, MediaLimit, PairRate,
    Recordings, TemplateLimits,
};
use crate::domain::incoming::{InboundKind, Incoming};

pub use account::{Callback, Subscriber, TokenFacts};
use client::GraphClient;
pub use client::{BadEndpoint, Endpoint};

/// What WhatsApp can do.
///
/// - The window:
///   <https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows>
/// - Templates: <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components>
/// - What is quoted: <https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/contextual-replies/>
/// - What is reacted to, which no reaction and nothing removed is:
///   <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages#reaction-object>
/// - Texts, and what can be pressed:
///   <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
/// - Sizes, and how long files are kept:
///   <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>
/// - Voice notes: <https://developers.facebook.com/docs/whatsapp/cloud-api/messages/audio-messages>
/// - No request changes or takes back what was sent.
/// - The pair's rate, beyond which there is error 131056:
///   <https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits>
pub static ABILITIES: Abilities = Abilities {
    window: TimeDelta::hours(24),
    templates: Some(TemplateLimits {
        header: 60,
        body: 1024,
        url: 2000,
        coupon: 20,
        one_time_code: 15,
        place: 256,
    }),
    receipt_reach: LONG_TERM,
    typing: true,
    unquotable: &[InboundKind::Call, InboundKind::System],
    quote_reach: LONG_TERM,
    unreactable: &[InboundKind::Reaction, InboundKind::Revoke],
    reaction_reach: LONG_TERM,
    afterwards: Afterwards::Stays,
    text_limit: 4096,
    caption_limit: 1024,
    interactive: InteractiveLimits {
        body: 1024,
        body_of_list: 4096,
        footer: 60,
        label: 20,
        buttons: 3,
        rows: 10,
        row_title: 24,
        row_description: 72,
    },
    media: MEDIA,
    still_sticker_bytes: 100 * 1024,
    recordings: Recordings {
        channels: 1,
        at_once_bytes: 512 * 1024,
    },
    file_lives: FileLives {
        inbound: TimeDelta::days(7),
        handed_over: TimeDelta::days(30),
    },
    pair_rate: PairRate {
        burst: 45,
        refill: TimeDelta::seconds(6),
    },
};

/// A message that is older is in the platform's long-term storage, where nothing reaches it.
const LONG_TERM: TimeDelta = TimeDelta::days(30);

const MIB: u64 = 1024 * 1024;

const MEDIA: &[MediaLimit] = &[
    MediaLimit {
        kind: MediaKind::Image,
        max_bytes: 5 * MIB,
        mime_types: &["image/jpeg", "image/png"],
    },
    MediaLimit {
        kind: MediaKind::Video,
        max_bytes: 16 * MIB,
        mime_types: &["video/mp4", "video/3gpp"],
    },
    MediaLimit {
        kind: MediaKind::Audio,
        max_bytes: 16 * MIB,
        mime_types: &[
            "audio/aac",
            "audio/amr",
            "audio/mpeg",
            "audio/mp4",
            "audio/ogg",
        ],
    },
    MediaLimit {
        kind: MediaKind::Voice,
        max_bytes: 16 * MIB,
        mime_types: &["audio/ogg"],
    },
    MediaLimit {
        kind: MediaKind::Document,
        max_bytes: 100 * MIB,
        mime_types: &[],
    },
    MediaLimit {
        kind: MediaKind::Sticker,
        max_bytes: 500 * 1024,
        mime_types: &["image/webp"],
    },
];

/// WhatsApp, connected with the company's token and app secret.
#[derive(Debug)]
pub struct WhatsApp {
    graph: GraphClient,
    app_secret: SecretString,
}

impl WhatsApp {
    /// Connects to nothing yet. `http` comes from [`http_client`](super::http_client).
    pub fn new(
        http: reqwest::Client,
        endpoint: Endpoint,
        token: SecretString,
        app_secret: SecretString,
        clock: SharedClock,
    ) -> Self {
        Self {
            graph: GraphClient::new(http, endpoint, token, clock),
            app_secret,
        }
    }

    /// How many requests have left and are not answered, files that are fetched included.
    pub fn in_flight(&self) -> usize {
        self.graph.in_flight()
    }

    /// What the platform knows about our own token: the first question of a check-up.
    ///
    /// # Errors
    ///
    /// If the question itself could not be asked; a token that is not valid is an answer.
    pub async fn token_facts(&self) -> Result<TokenFacts, ChannelError> {
        account::token_facts(&self.graph).await
    }

    /// The apps that get this account's webhooks, ours and others.
    ///
    /// # Errors
    ///
    /// If they cannot be read.
    pub async fn subscribers(&self, account: &str) -> Result<Vec<Subscriber>, ChannelError> {
        account::subscribers(&self.graph, account).await
    }

    /// Where the webhooks of our app, by its id, go; `None`: nowhere yet.
    ///
    /// # Errors
    ///
    /// If it cannot be read; the platform tells it to the app alone, so that a wrong app secret
    /// counts as [`Reason::TokenRejected`](crate::domain::refusal::Reason::TokenRejected).
    pub async fn callback(&self, app: &str) -> Result<Option<Callback>, ChannelError> {
        account::callback(&self.graph, app, &self.app_secret).await
    }

    /// Asks for this account's webhooks; without it none arrive. Asking again does no harm.
    ///
    /// # Errors
    ///
    /// If the platform refuses.
    pub async fn subscribe(&self, account: &str) -> Result<(), ChannelError> {
        account::subscribe(&self.graph, account).await
    }
}

impl Channel for WhatsApp {
    fn abilities(&self) -> &'static Abilities {
        &ABILITIES
    }

    fn is_genuine(&self, headers: &HeaderMap, body: &[u8]) -> bool {
        headers
            .get(signature::SIGNATURE_HEADER)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|claimed| signature::is_signed(&self.app_secret, body, claimed))
    }

    fn read(&self, body: &[u8]) -> Result<Vec<Incoming>, Unreadable> {
        webhook::read(body)
    }

    fn send<'a>(&'a self, message: Outgoing<'a>) -> BoxFuture<'a, Result<Accepted, ChannelError>> {
        sending::send(&self.graph, message).boxed()
    }

    fn mark_read<'a>(
        &'a self,
        number: &'a str,
        wamid: &'a str,
        typing: bool,
    ) -> BoxFuture<'a, Result<(), ChannelError>> {
        sending::mark_read(&self.graph, number, wamid, typing).boxed()
    }

    fn fetch_media<'a>(
        &'a self,
        number: &'a str,
        media_id: &'a str,
        max_bytes: u64,
        into: &'a mut (dyn AsyncWrite + Send + Unpin),
    ) -> BoxFuture<'a, Result<Media, MediaError>> {
        media::fetch(&self.graph, number, media_id, max_bytes, into).boxed()
    }

    fn upload_media<'a>(
        &'a self,
        number: &'a str,
        file: Upload,
    ) -> BoxFuture<'a, Result<String, ChannelError>> {
        media::upload(&self.graph, number, file).boxed()
    }

    fn numbers<'a>(&'a self, account: &'a str) -> BoxFuture<'a, Result<Vec<Number>, ChannelError>> {
        account::numbers(&self.graph, account).boxed()
    }

    fn currency<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Option<String>, ChannelError>> {
        account::currency(&self.graph, account).boxed()
    }

    fn templates<'a>(
        &'a self,
        account: &'a str,
    ) -> BoxFuture<'a, Result<Vec<Template>, ChannelError>> {
        account::templates(&self.graph, account).boxed()
    }
}
