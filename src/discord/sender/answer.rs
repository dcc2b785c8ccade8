//! What Discord answered: limits, refusals, and the error codes behind them.

use chrono::TimeDelta;
use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde_json::Value;

use crate::discord::error::{DiscordError, DoubtCause, What};
use crate::discord::limiter::{BucketHeaders, Outcome, Scope};

/// Edits of messages over an hour old: *Maximum number of edits … reached*.
const TOO_MANY_OLD_EDITS: u32 = 30046;

/// If Discord says to wait and not how long.
const DEFAULT_WAIT: TimeDelta = TimeDelta::seconds(5);

/// A whole answer.
pub(super) struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
    /// What the body says if it is a refusal.
    refusal: Refusal,
}

/// Discord's error body, and that of a 429.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Refusal {
    code: u32,
    message: String,
    errors: Value,
    retry_after: Option<f64>,
    global: bool,
}

impl Answer {
    /// Sends `request` and reads all of the answer.
    pub async fn read(request: RequestBuilder) -> Result<Self, DiscordError> {
        let response = request.send().await.map_err(|error| {
            if error.is_connect() || error.is_builder() {
                DiscordError::NotSent
            } else {
                missing(&error)
            }
        })?;
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.bytes().await.map_err(|error| missing(&error))?;
        let refusal = if status.is_success() {
            Refusal::default()
        } else {
            serde_json::from_slice(&body).unwrap_or_default()
        };
        Ok(Self {
            status,
            headers,
            body: body.into(),
            refusal,
        })
    }

    pub fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The `X-RateLimit-*` headers, if all are there.
    pub fn bucket(&self) -> Option<BucketHeaders> {
        Some(BucketHeaders {
            bucket: self.header("x-ratelimit-bucket")?.to_owned(),
            limit: self.header("x-ratelimit-limit")?.parse().ok()?,
            remaining: self.header("x-ratelimit-remaining")?.parse().ok()?,
            reset_after: seconds(self.header("x-ratelimit-reset-after")?.parse().ok()?),
        })
    }

    pub fn outcome(&self) -> Outcome {
        match self.status {
            _ if self.refusal.code == TOO_MANY_OLD_EDITS => self.limited(Scope::User),
            StatusCode::TOO_MANY_REQUESTS => self.limited(self.scope()),
            StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Outcome::Refused,
            _ => Outcome::Answered,
        }
    }

    fn limited(&self, scope: Scope) -> Outcome {
        let header = || self.header("retry-after")?.parse().ok();
        let retry_after = self.refusal.retry_after.or_else(header);
        Outcome::Limited {
            scope,
            retry_after: retry_after.map_or(DEFAULT_WAIT, seconds),
        }
    }

    fn scope(&self) -> Scope {
        match self.header("x-ratelimit-scope") {
            Some("shared") => Scope::Shared,
            Some("user") if !self.refusal.global => Scope::User,
            Some(_) => Scope::Global,
            None if self.refusal.global || self.header("x-ratelimit-global").is_some() => {
                Scope::Global
            }
            None if self.header("x-ratelimit-bucket").is_some() => Scope::User,
            // Not Discord itself but what stands before it, which knows no routes.
            None => Scope::Global,
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body, if Discord did what was asked.
    pub fn into_body(self) -> Result<Vec<u8>, DiscordError> {
        if self.status.is_success() {
            return Ok(self.body);
        }
        let (status, code) = (self.status(), self.refusal.code);
        Err(match (status, code) {
            (500.., _) => DiscordError::Doubt(DoubtCause::Status(status)),
            (401, _) => DiscordError::Unauthorized,
            (_, 10003) => DiscordError::Gone {
                what: What::Channel,
            },
            (_, 10004) => DiscordError::Gone { what: What::Guild },
            (_, 10007 | 10013) => DiscordError::Gone { what: What::Member },
            (_, 10008) => DiscordError::Gone {
                what: What::Message,
            },
            (_, 10011) => DiscordError::Gone { what: What::Role },
            (_, 50083) => DiscordError::Archived,
            (_, 160_004) => DiscordError::AlreadyHasThread,
            (_, 160_006) => DiscordError::TooManyThreads,
            (413, _) | (_, 40005 | 50045) => DiscordError::TooLarge,
            (_, 50035) => self.refusal.invalid(),
            (_, code @ (20009 | 200_000 | 240_000)) => DiscordError::Blocked { code },
            (403, code) | (_, code @ (50001 | 50013)) => DiscordError::Forbidden { code },
            (status, code) => DiscordError::Other { status, code },
        })
    }
}

impl Refusal {
    /// The first field that is wrong.
    fn invalid(self) -> DiscordError {
        let mut path = Vec::new();
        let (code, message) = first_error(&self.errors, &mut path).unwrap_or_default();
        DiscordError::Invalid {
            path: path.join("."),
            code,
            message: if message.is_empty() {
                self.message
            } else {
                message
            },
        }
    }
}

/// Finds the first `_errors` below `errors`, leaving the way to it in `path`:
/// <https://discord.com/developers/docs/reference#error-messages>
fn first_error(errors: &Value, path: &mut Vec<String>) -> Option<(String, String)> {
    for (key, inner) in errors.as_object()? {
        if key == "_errors" {
            let text = |name: &str| inner[0][name].as_str().unwrap_or_default().to_owned();
            return Some((text("code"), text("message")));
        }
        path.push(key.clone());
        if let Some(found) = first_error(inner, path) {
            return Some(found);
        }
        path.pop();
    }
    None
}

fn missing(error: &reqwest::Error) -> DiscordError {
    DiscordError::Doubt(if error.is_timeout() {
        DoubtCause::TimeOut
    } else {
        DoubtCause::Dropped
    })
}

/// Seconds as Discord writes them, rounded up to a millisecond; a day at most.
fn seconds(seconds: f64) -> TimeDelta {
    let millis = (seconds * 1000.0).ceil().clamp(0.0, 86_400_000.0);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number of at most a day's milliseconds"
    )]
    TimeDelta::milliseconds(millis as i64)
}
