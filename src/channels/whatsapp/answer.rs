//! Reading what Graph answers, whatever it looks like.

use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde_json::Value;

use super::codes;
use crate::channels::errors::ChannelError;
use crate::domain::refusal::Reason;

/// An answer as it came: its head, and its body if that arrived whole and small enough.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) http: u16,
    pub(super) asked_wait: Option<Duration>,
    pub(super) body: Option<Vec<u8>>,
}

/// The error object of Graph.
#[derive(Debug)]
pub(super) struct GraphError {
    pub(super) code: i64,
    pub(super) subcode: Option<i64>,
    pub(super) transient: bool,
    pub(super) details: String,
    /// Identifies the request in Meta's own logs.
    pub(super) trace: String,
}

/// The error in a body, if it is one.
pub(super) fn error_in(body: &Value) -> Option<GraphError> {
    let error = body.get("error")?;
    let text = |key: &str| error.get(key).and_then(Value::as_str);
    // `error_data` is an object as a rule and a plain string at times.
    let data = error.get("error_data");
    let details = data
        .and_then(|data| data.get("details").unwrap_or(data).as_str())
        .or_else(|| text("error_user_msg"))
        .or_else(|| text("message"));
    Some(GraphError {
        code: error.get("code").and_then(Value::as_i64)?,
        subcode: error.get("error_subcode").and_then(Value::as_i64),
        transient: error.get("is_transient").and_then(Value::as_bool) == Some(true),
        details: details.unwrap_or_default().to_owned(),
        trace: text("fbtrace_id").unwrap_or_default().to_owned(),
    })
}

/// An answer to a question that makes no sense.
pub(super) fn unreadable() -> ChannelError {
    ChannelError::in_doubt(Reason::UnreadableAnswer).of_a_question()
}

/// The body of a success, or what went wrong.
///
/// A success that cannot be read is *in doubt*: the platform did something, and did not manage to
/// say what.
pub(super) fn interpret(answer: Answer) -> Result<Value, ChannelError> {
    let body = answer
        .body
        .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok());
    let error = body.as_ref().and_then(error_in);
    let success = (200..300).contains(&answer.http);
    match (error, body) {
        (Some(error), _) => {
            tracing::warn!(
                http = answer.http,
                code = error.code,
                subcode = error.subcode,
                trace = error.trace,
                "the platform refused a request"
            );
            let refusal = codes::refusal(
                answer.http,
                Some(error.code),
                error.subcode,
                error.transient,
                answer.asked_wait,
            );
            Err(ChannelError::new(refusal, &error.details))
        }
        (None, Some(body)) if success => Ok(body),
        (None, _) if success => {
            tracing::warn!(http = answer.http, "the platform's answer cannot be read");
            Err(ChannelError::in_doubt(Reason::UnreadableAnswer))
        }
        (None, _) => {
            tracing::warn!(
                http = answer.http,
                "the platform answered without an error code"
            );
            let refusal = codes::refusal(answer.http, None, None, false, answer.asked_wait);
            Err(ChannelError::new(refusal, ""))
        }
    }
}

/// How long the headers ask us to wait, at the longest of what they say.
pub(super) fn asked_wait(headers: &HeaderMap) -> Option<Duration> {
    let after = headers
        .get(RETRY_AFTER)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.trim().parse().ok())
        .map(Duration::from_secs);
    let usage = headers
        .get("x-business-use-case-usage")
        .and_then(|value| serde_json::from_slice::<Value>(value.as_bytes()).ok())
        .and_then(|usage| longest_ban(&usage));
    after.max(usage)
}

/// `estimated_time_to_regain_access`, in minutes, over every account and use that is listed.
fn longest_ban(usage: &Value) -> Option<Duration> {
    usage
        .as_object()?
        .values()
        .filter_map(Value::as_array)
        .flatten()
        .filter_map(|entry| entry.get("estimated_time_to_regain_access")?.as_u64())
        .filter(|minutes| *minutes > 0)
        .max()
        .map(|minutes| Duration::from_secs(minutes.saturating_mul(60)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::refusal::{Retry, Scope};

    fn answer(http: u16, body: &str) -> Answer {
        Answer {
            http,
            asked_wait: None,
            body: Some(body.as_bytes().to_vec()),
        }
    }

    #[test]
    fn details_are_found_in_each_form_they_come_in() {
        let details = |error: Value| error_in(&json!({ "error": error })).map(|e| e.details);
        assert_eq!(
            details(json!({"code": 100, "message": "m", "error_data": {"details": "d"}}))
                .as_deref(),
            Some("d")
        );
        assert_eq!(
            details(json!({"code": 100, "message": "m", "error_data": "plain"})).as_deref(),
            Some("plain")
        );
        assert_eq!(
            details(json!({"code": 1, "message": "m"})).as_deref(),
            Some("m")
        );
        assert_eq!(details(json!({"message": "no code"})), None);
    }

    #[test]
    fn a_page_instead_of_json_is_the_platforms_trouble() {
        let error = interpret(answer(503, "<html>Sorry</html>")).expect_err("no success");
        assert_eq!(error.refusal.scope, Scope::Platform);
        assert_eq!(error.refusal.retry, Retry::Backoff);
        assert!(error.refusal.certain);
    }

    #[test]
    fn a_success_that_cannot_be_read_is_in_doubt() {
        for body in [Some(b"<html>".to_vec()), Some(Vec::new()), None] {
            let error = interpret(Answer {
                http: 200,
                asked_wait: None,
                body,
            })
            .expect_err("nothing readable");
            assert!(error.refusal.in_doubt());
            assert_eq!(error.refusal.reason, Reason::UnreadableAnswer);
        }
    }

    #[test]
    fn an_error_is_one_even_with_status_200() {
        let error = interpret(answer(200, r#"{"error":{"code":131047,"message":"x"}}"#))
            .expect_err("an error");
        assert_eq!(error.refusal.reason, Reason::WindowClosed);
        assert!(error.refusal.certain);
    }

    #[test]
    fn the_longest_wait_of_the_headers_counts() {
        let mut headers = HeaderMap::new();
        assert_eq!(asked_wait(&headers), None);
        headers.insert(RETRY_AFTER, "30".parse().expect("a header"));
        assert_eq!(asked_wait(&headers), Some(Duration::from_secs(30)));
        headers.insert(
            "x-business-use-case-usage",
            r#"{"1":[{"call_count":100,"estimated_time_to_regain_access":2}],"2":[]}"#
                .parse()
                .expect("a header"),
        );
        assert_eq!(asked_wait(&headers), Some(Duration::from_secs(120)));
    }
}
