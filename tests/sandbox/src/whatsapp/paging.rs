//! Lists in pages, with cursors.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::errors::GraphError;
use super::request::Incoming;

/// How many items a page has unless `limit` says otherwise.
const LIMIT: usize = 25;

fn cursor(item: &Value) -> String {
    let id = item["id"].as_str().unwrap_or_default();
    format!("QVFIU{}", URL_SAFE_NO_PAD.encode(id))
}

/// The page of `items` that the request asks for by `limit`, `after` and `before`. An item is
/// found again by its id, so that a list that changes meanwhile neither skips nor repeats one.
pub(super) fn page(
    items: Vec<Value>,
    incoming: &Incoming,
    base: &str,
) -> Result<Value, GraphError> {
    let limit = match incoming.parameter("limit") {
        Some(text) => text
            .parse()
            .ok()
            .filter(|limit| *limit > 0)
            .ok_or_else(|| GraphError::invalid("Param limit must be a positive number."))?,
        None => LIMIT,
    };
    let place = |name: &str| -> Result<Option<usize>, GraphError> {
        let Some(wanted) = incoming.parameter(name).filter(|text| !text.is_empty()) else {
            return Ok(None);
        };
        let found = items.iter().position(|item| cursor(item) == wanted);
        found.map(Some).ok_or_else(|| {
            GraphError::new(131_059, "The cursor is not valid: start again without one.")
        })
    };
    let (start, end) = match (place("after")?, place("before")?) {
        (Some(after), _) => (after + 1, items.len()),
        (None, Some(before)) => (before.saturating_sub(limit), before),
        (None, None) => (0, items.len()),
    };
    let end = end.min(start.saturating_add(limit));
    let shown = &items[start..end];
    let mut answer = json!({ "data": shown });
    if let (Some(first), Some(last)) = (shown.first(), shown.last()) {
        let after = cursor(last);
        answer["paging"] = json!({ "cursors": { "before": cursor(first), "after": after } });
        if end < items.len() {
            let kept = incoming.query.split('&').filter(|pair| {
                !pair.is_empty()
                    && !["after=", "before=", "access_token="]
                        .iter()
                        .any(|name| pair.starts_with(name))
            });
            let query: Vec<&str> = kept.collect();
            let query = query.join("&");
            let path = &incoming.path;
            let and = if query.is_empty() { "" } else { "&" };
            answer["paging"]["next"] = json!(format!("{base}{path}?{query}{and}after={after}"));
        }
    }
    Ok(answer)
}
