//! One request of Graph: where it goes, how long it may take, and what its failing means.

use std::time::Duration;

use reqwest::{Client, Method, RequestBuilder, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

use super::answer::{self, Answer};
use crate::channels::errors::ChannelError;
use crate::channels::http::is_loopback;
use crate::clock::SharedClock;
use crate::domain::refusal::Reason;
use crate::moved::Moved;
use crate::underway::Tally;

/// How long the platform may take to answer a question or take a message.
pub(super) const ANSWER_TIME: Duration = Duration::from_secs(30);

/// Largest answer that is read; a page of templates is a few hundred kilobytes.
const MAX_ANSWER: usize = 8 * 1024 * 1024;

/// Where Graph is and which version of it is spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    base: Url,
    version: String,
}

/// A setting that leads to no Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadEndpoint {
    /// The address would send the token in the clear.
    #[error("the address must begin with https:// unless it is on this machine")]
    NotHttps,
    /// The address is of another kind altogether.
    #[error("the address cannot be used for requests")]
    NotAnAddress,
    /// The version is not of the form `v25.0`.
    #[error("the version must look like v25.0")]
    BadVersion,
}

impl Endpoint {
    /// Graph at `base` (`https://graph.facebook.com`) in `version` (`v25.0`).
    ///
    /// # Errors
    ///
    /// If the token would travel in the clear to another machine, or either is malformed.
    pub fn new(base: Url, version: &str) -> Result<Self, BadEndpoint> {
        if base.cannot_be_a_base() || !matches!(base.scheme(), "http" | "https") {
            return Err(BadEndpoint::NotAnAddress);
        }
        if base.scheme() != "https" && !is_loopback(&base) {
            return Err(BadEndpoint::NotHttps);
        }
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let well_formed = version
            .strip_prefix('v')
            .and_then(|numbers| numbers.split_once('.'))
            .is_some_and(|(major, minor)| digits(major) && digits(minor));
        if !well_formed {
            return Err(BadEndpoint::BadVersion);
        }
        Ok(Self {
            base,
            version: version.to_owned(),
        })
    }

    /// The address without version.
    pub fn base(&self) -> &Url {
        &self.base
    }

    /// The address of an object or edge. Each part is one path segment, whatever it contains.
    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .expect("checked when it was made")
            .pop_if_empty()
            .push(&self.version)
            .extend(path);
        url
    }
}

/// How long a request may take.
#[derive(Debug, Clone, Copy)]
pub(super) enum Patience<'a> {
    /// So long.
    Within(Duration),
    /// As long as it likes while something of a file moves.
    WhileMoving(&'a Moved),
}

impl Patience<'_> {
    /// Ends when it does.
    async fn end(self, clock: &SharedClock) {
        match self {
            Self::Within(time) => clock.sleep_until(clock.now() + time).await,
            Self::WhileMoving(moved) => moved.standstill().await,
        }
    }
}

impl From<Duration> for Patience<'_> {
    fn from(time: Duration) -> Self {
        Self::Within(time)
    }
}

/// The client of one token.
#[derive(Debug)]
pub(super) struct GraphClient {
    http: Client,
    endpoint: Endpoint,
    token: SecretString,
    clock: SharedClock,
    exchanges: Tally,
}

impl GraphClient {
    pub(super) fn new(
        http: Client,
        endpoint: Endpoint,
        token: SecretString,
        clock: SharedClock,
    ) -> Self {
        Self {
            http,
            endpoint,
            token,
            clock,
            exchanges: Tally::default(),
        }
    }

    /// How many requests have left and are not answered.
    pub(super) fn in_flight(&self) -> usize {
        self.exchanges.count()
    }

    pub(super) fn clock(&self) -> &SharedClock {
        &self.clock
    }

    pub(super) fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    pub(super) fn token(&self) -> &SecretString {
        &self.token
    }

    /// A request to an object or edge, without the token yet.
    pub(super) fn request(&self, method: Method, path: &[&str]) -> RequestBuilder {
        self.http.request(method, self.endpoint.url(path))
    }

    /// A request to an address that the platform gave us.
    pub(super) fn get_url(&self, url: Url) -> RequestBuilder {
        self.http.get(url)
    }

    /// Asks something that delivers nothing to anybody and may therefore be asked again.
    pub(super) async fn ask(
        &self,
        request: RequestBuilder,
        patience: impl Into<Patience<'_>>,
    ) -> Result<Value, ChannelError> {
        self.call(request, patience)
            .await
            .map_err(ChannelError::of_a_question)
    }

    /// The same with another token than ours.
    pub(super) async fn ask_with(
        &self,
        token: &SecretString,
        request: RequestBuilder,
        time: Duration,
    ) -> Result<Value, ChannelError> {
        let asked = self.exchange_with(token, request, time.into(), read).await;
        asked.map_err(ChannelError::of_a_question)
    }

    /// Makes a request, with the token, and reads the JSON of the answer.
    pub(super) async fn call(
        &self,
        request: RequestBuilder,
        patience: impl Into<Patience<'_>>,
    ) -> Result<Value, ChannelError> {
        self.exchange(request, patience.into(), read).await
    }

    /// Makes a request, with the token, and has the answer read by `read`, all for as long as
    /// `patience` lasts by our clock.
    pub(super) async fn exchange<T, E: From<ChannelError>>(
        &self,
        request: RequestBuilder,
        patience: Patience<'_>,
        read: impl AsyncFnOnce(Response) -> Result<T, E>,
    ) -> Result<T, E> {
        self.exchange_with(&self.token, request, patience, read)
            .await
    }

    async fn exchange_with<T, E: From<ChannelError>>(
        &self,
        token: &SecretString,
        request: RequestBuilder,
        patience: Patience<'_>,
        read: impl AsyncFnOnce(Response) -> Result<T, E>,
    ) -> Result<T, E> {
        let _exchange = self.exchanges.begin();
        let request = request.bearer_auth(token.expose_secret());
        let asked = async {
            match request.send().await {
                Ok(response) => read(response).await,
                Err(error) => Err(failure(&error).into()),
            }
        };
        tokio::select! {
            // An answer that is there counts, even if the clock jumped meanwhile.
            biased;
            outcome = asked => outcome,
            () = patience.end(&self.clock) => {
                tracing::warn!("the platform did not answer in time");
                Err(ChannelError::in_doubt(Reason::NoAnswer).into())
            }
        }
    }
}

async fn read(response: Response) -> Result<Value, ChannelError> {
    let (http, headers) = (response.status().as_u16(), response.headers());
    let asked_wait = answer::asked_wait(headers);
    let body = whole(response, MAX_ANSWER).await.ok();
    answer::interpret(Answer {
        http,
        asked_wait,
        body,
    })
}

/// What it means that a request brought no answer. The error's own text is not passed on, since it
/// holds the address.
fn failure(error: &reqwest::Error) -> ChannelError {
    if error.is_connect() || error.is_builder() {
        tracing::warn!(
            builder = error.is_builder(),
            "no connection to the platform"
        );
        return ChannelError::never_left();
    }
    tracing::warn!(
        timeout = error.is_timeout(),
        "the connection to the platform was lost"
    );
    ChannelError::in_doubt(Reason::ConnectionLost)
}

/// Why a body did not arrive whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partial {
    TooLarge,
    Lost,
}

/// The whole body, if it is no larger than `max`.
pub(super) async fn whole(mut response: Response, max: usize) -> Result<Vec<u8>, Partial> {
    let announced = response.content_length().unwrap_or(0);
    if announced > max as u64 {
        return Err(Partial::TooLarge);
    }
    let mut body = Vec::with_capacity(usize::try_from(announced).unwrap_or(0));
    while let Some(chunk) = response.chunk().await.map_err(|_| Partial::Lost)? {
        if body.len() + chunk.len() > max {
            return Err(Partial::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(base: &str, version: &str) -> Result<Endpoint, BadEndpoint> {
        Endpoint::new(Url::parse(base).expect("an address"), version)
    }

    #[test]
    fn tokens_travel_in_the_clear_on_this_machine_only() {
        assert!(endpoint("https://graph.facebook.com", "v25.0").is_ok());
        assert!(endpoint("http://127.0.0.1:8080", "v25.0").is_ok());
        let away = endpoint("http://graph.facebook.com", "v25.0");
        assert_eq!(away, Err(BadEndpoint::NotHttps));
        assert_eq!(
            endpoint("mailto:a@b.c", "v25.0"),
            Err(BadEndpoint::NotAnAddress)
        );
        assert_eq!(
            endpoint("ftp://127.0.0.1", "v25.0"),
            Err(BadEndpoint::NotAnAddress)
        );
    }

    #[test]
    fn versions_have_one_form() {
        for bad in ["25.0", "v25", "v25.", "v.0", "v25.0/x", "latest", ""] {
            let made = endpoint("https://graph.facebook.com", bad);
            assert_eq!(made, Err(BadEndpoint::BadVersion), "{bad}");
        }
    }

    #[test]
    fn ids_cannot_leave_their_place_in_the_path() {
        let proxied = endpoint("https://proxy.example/graph/", "v25.0").expect("an endpoint");
        assert_eq!(
            proxied.url(&["12", "messages"]).as_str(),
            "https://proxy.example/graph/v25.0/12/messages"
        );
        let odd = proxied.url(&["../me?x=", "messages"]);
        assert_eq!(odd.path(), "/graph/v25.0/..%2Fme%3Fx=/messages");
        assert_eq!(odd.query(), None);
    }
}
