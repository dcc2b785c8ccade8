//! The errors of the Graph API: codes, HTTP statuses and the two shapes in which they appear.

use axum::http::StatusCode;
use serde_json::{Value, json};

/// One refusal, as an answer to a request or inside a `failed` status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GraphError {
    /// The number that clients are meant to build on.
    pub(super) code: u32,
    /// `error_subcode`; only 100/33 and 190/463 still mean something.
    pub(super) subcode: Option<u32>,
    /// The sentence in `error_data.details`.
    pub(super) details: String,
    /// Seconds for the `Retry-After` header, if there is to be one.
    pub(super) retry_after: Option<u64>,
}

impl GraphError {
    /// An error with the title and the HTTP status that belong to `code`.
    pub(super) fn new(code: u32, details: impl Into<String>) -> Self {
        Self {
            code,
            subcode: None,
            details: details.into(),
            retry_after: None,
        }
    }

    /// 100: a parameter of the wrong type or shape.
    pub(super) fn invalid(details: impl Into<String>) -> Self {
        Self::new(100, details)
    }

    /// 131008: a required parameter is missing.
    pub(super) fn missing(parameter: &str) -> Self {
        Self::new(131_008, format!("The parameter {parameter} is required."))
    }

    /// 100 with subcode 33: the object does not exist (any more).
    pub(super) fn gone(id: &str) -> Self {
        Self {
            subcode: Some(33),
            ..Self::new(
                100,
                format!(
                    "Unsupported request. Object with ID '{id}' does not exist, cannot be loaded \
                     due to missing permissions, or does not support this operation"
                ),
            )
        }
    }

    /// 190: the access token is wrong.
    pub(super) fn token() -> Self {
        Self::new(
            190,
            "Invalid OAuth access token - Cannot parse access token",
        )
    }

    /// 190 with subcode 463: the access token has expired.
    pub(super) fn token_expired() -> Self {
        Self {
            subcode: Some(463),
            ..Self::new(190, "Error validating access token: Session has expired")
        }
    }

    /// The status line of the answer.
    pub(super) fn status(&self) -> StatusCode {
        let status = match self.code {
            0 | 190 => 401,
            3 | 10 | 200..=299 | 368 | 130_497 | 131_005 | 131_031 => 403,
            803 | 132_001 => 404,
            2 | 131_016 | 133_004 => 503,
            131_000 | 131_057 => 500,
            _ => 400,
        };
        StatusCode::from_u16(status).expect("the numbers above are HTTP statuses")
    }

    fn title(&self) -> &'static str {
        match self.code {
            2 => "Service temporarily unavailable",
            4 => "Application request limit reached",
            100 => "Invalid parameter",
            190 => "Access token error",
            368 => "Temporarily blocked for policies violations",
            80_007 => "Rate limit issues",
            130_429 => "Rate limit hit",
            130_472 => "User's number is part of an experiment",
            131_000 => "Something went wrong",
            131_008 => "Required parameter is missing",
            131_009 => "Parameter value is not valid",
            131_016 => "Service unavailable",
            131_021 => "Recipient cannot be sender",
            131_026 => "Message undeliverable",
            131_031 => "Business Account locked",
            131_042 => "Business eligibility payment issue",
            131_047 => "Re-engagement message",
            131_048 => "Spam rate limit hit",
            131_049 => "This message was not delivered to maintain healthy ecosystem engagement.",
            131_050 => "User has stopped receiving marketing messages",
            131_051 => "Message type unknown",
            131_052 => "Media download error",
            131_053 => "Media upload error",
            131_056 => "(Business Account, Consumer Account) pair rate limit hit",
            131_057 => "Account in maintenance mode",
            131_059 => "Invalid paging cursor",
            131_062 => "Business-scoped user id not supported for this message",
            132_000 => "Number of parameters does not match the expected number of params",
            132_001 => "Template name does not exist in the translation",
            132_005 => "Translated text too long",
            132_007 => "Template format character policy violated",
            132_012 => "Parameter format does not match format in the created template",
            132_015 => "Template is paused",
            132_016 => "Template is disabled",
            132_018 => "There's an issue with the parameters in your template",
            133_010 => "Phone number not registered",
            _ => "An error occurred",
        }
    }

    /// The body of a refused request.
    pub(super) fn envelope(&self, trace: &str) -> Value {
        let message = match self.code {
            // The object and token errors carry their sentence in `message` itself.
            190 => self.details.clone(),
            100 if self.subcode == Some(33) => self.details.clone(),
            code => format!("(#{code}) {}", self.title()),
        };
        let mut error = json!({
            "message": message,
            "type": "OAuthException",
            "code": self.code,
        });
        if let Some(subcode) = self.subcode {
            error["error_subcode"] = json!(subcode);
        } else if self.code != 190 {
            error["error_data"] = json!({
                "messaging_product": "whatsapp",
                "details": self.details,
            });
        }
        if matches!(self.code, 2 | 131_000 | 131_016) {
            error["is_transient"] = json!(true);
        }
        error["fbtrace_id"] = json!(trace);
        json!({ "error": error })
    }

    /// The entry of `errors` in a webhook.
    pub(super) fn in_webhook(&self) -> Value {
        json!({
            "code": self.code,
            "title": self.title(),
            "message": self.title(),
            "error_data": { "details": self.details },
            "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
        })
    }
}
