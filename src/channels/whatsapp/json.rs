//! Looking into JSON whose types vary: ids come as strings or numbers, optional things are absent,
//! null or empty.

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::domain::incoming::PlatformError;

/// Parses a body; one that only breaks the rules of Unicode (half a surrogate pair where a text was
/// cut, bytes that are no UTF-8) is mended and read all the same.
pub(super) fn parse(body: &[u8]) -> Option<Value> {
    if let Ok(value) = serde_json::from_slice(body) {
        return Some(value);
    }
    let readable = String::from_utf8_lossy(body);
    serde_json::from_str(&mend_surrogates(&readable)).ok()
}

/// A text or number that is there and not empty.
pub(super) fn text(value: &Value, key: &str) -> Option<String> {
    match value.get(key)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A number, in digits or as such. `NaN` and `inf` are none: JSON cannot say them, so that what is
/// written down with one could not be read again.
pub(super) fn number(value: &Value, key: &str) -> Option<f64> {
    let number: f64 = match value.get(key)? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// Whether lists and objects stand in one another no more than so many deep.
pub(super) fn is_within(value: &Value, depth: usize) -> bool {
    let mut inside: Box<dyn Iterator<Item = &Value>> = match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => return true,
    };
    depth > 0 && inside.all(|value| is_within(value, depth - 1))
}

/// Whether something is said to be true.
pub(super) fn flag(value: &Value, key: &str) -> bool {
    value.get(key).and_then(Value::as_bool) == Some(true)
}

/// Seconds since 1970, as a string or a number.
pub(super) fn moment(value: &Value, key: &str) -> Option<DateTime<Utc>> {
    let seconds: i64 = text(value, key)?.parse().ok()?;
    DateTime::from_timestamp(seconds, 0)
}

/// The members of a list; none where there is no list.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(key)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The errors that a value lists.
pub(super) fn errors(value: &Value) -> Vec<PlatformError> {
    list(value, "errors")
        .filter_map(|error| {
            Some(PlatformError {
                code: error.get("code")?.as_i64()?,
                title: text(error, "title").or_else(|| text(error, "message")),
                details: error
                    .get("error_data")
                    .and_then(|data| text(data, "details")),
            })
        })
        .collect()
}

/// Replaces every `\uD800`–`\uDFFF` that is not half of a pair by the replacement character.
fn mend_surrogates(json: &str) -> Cow<'_, str> {
    let mut mended = String::new();
    let mut kept = 0;
    let mut at = 0;
    let bytes = json.as_bytes();
    while at < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match (surrogate(bytes, at), surrogate(bytes, at + 6)) {
            (Some(Half::High), Some(Half::Low)) => at += 12,
            (Some(_), _) => {
                mended.push_str(&json[kept..at]);
                mended.push_str("\\ufffd");
                at += 6;
                kept = at;
            }
            // A backslash and what it escapes, be it another backslash.
            (None, _) => at += 2,
        }
    }
    if kept == 0 {
        return Cow::Borrowed(json);
    }
    mended.push_str(&json[kept..]);
    Cow::Owned(mended)
}

#[derive(Clone, Copy)]
enum Half {
    High,
    Low,
}

/// Which half of a pair is escaped at this place, if any.
fn surrogate(bytes: &[u8], at: usize) -> Option<Half> {
    let escape = bytes.get(at..at + 6)?;
    if !escape.starts_with(b"\\u") || !escape[2].eq_ignore_ascii_case(&b'd') {
        return None;
    }
    if !escape[4..].iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    match escape[3].to_ascii_lowercase() {
        b'8'..=b'9' | b'a'..=b'b' => Some(Half::High),
        b'c'..=b'f' => Some(Half::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn halves_of_pairs_are_mended_and_whole_pairs_kept() {
        let read = |body: &str| parse(body.as_bytes()).map(|value| value["t"].clone());
        assert_eq!(read(r#"{"t":"a\ud83d\ude00b"}"#), Some(json!("a😀b")));
        assert_eq!(read(r#"{"t":"cut \ud83d"}"#), Some(json!("cut \u{fffd}")));
        assert_eq!(
            read(r#"{"t":"\uDE00\uD83D\uDE00 é"}"#),
            Some(json!("\u{fffd}😀 é"))
        );
        assert_eq!(
            read(r#"{"t":"\ud83d\ud83d\ude00"}"#),
            Some(json!("\u{fffd}😀"))
        );
        // An escaped backslash before the letters is no surrogate.
        assert_eq!(
            read(r#"{"t":"\\ud83d \ud83d"}"#),
            Some(json!("\\ud83d \u{fffd}"))
        );
        assert_eq!(read("{"), None);
    }

    #[test]
    fn bytes_that_are_no_text_do_not_lose_the_rest() {
        let value = parse(b"{\"t\":\"a\xffb\"}").expect("the rest is JSON");
        assert_eq!(value["t"], "a\u{fffd}b");
    }

    #[test]
    fn what_is_no_number_is_none() {
        let value = json!({ "a": "1.5", "b": -2, "c": "NaN", "d": "-inf", "e": "1e999", "f": "x" });
        assert_eq!(number(&value, "a"), Some(1.5));
        assert_eq!(number(&value, "b"), Some(-2.0));
        for none in ["c", "d", "e", "f", "g"] {
            assert_eq!(number(&value, none), None, "{none}");
        }
    }

    #[test]
    fn depth_is_counted_in_lists_and_objects() {
        let value = json!({ "a": [1, { "b": [] }], "c": 2 });
        assert!(is_within(&value, 4));
        assert!(!is_within(&value, 3));
        assert!(is_within(&json!("x"), 0));
    }

    #[test]
    fn moments_and_ids_come_as_strings_or_numbers() {
        let value = json!({"a": "1750091045", "b": 1_750_091_045, "c": "soon", "d": null, "e": ""});
        assert_eq!(moment(&value, "a"), moment(&value, "b"));
        assert_eq!(text(&value, "b").as_deref(), Some("1750091045"));
        for absent in ["c", "d", "e", "f"] {
            assert_eq!(moment(&value, absent), None, "{absent}");
        }
    }
}
