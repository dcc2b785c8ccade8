//! What was shown of a payload, with the place in the payload instead of each value that stood
//! there. So a snapshot holds nothing that others wrote, and says of each value where it came from.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::Value;

/// Words of the format, which nobody is shown.
const NAMES: [&str; 6] = [
    "type",
    "messaging_product",
    "object",
    "field",
    "event",
    "status",
];

/// Digits that are fewer may be anything.
const NUMBER_MIN: usize = 7;

/// Seconds since 1970, for some centuries.
const SECONDS_LENGTH: usize = 10;

/// A value at the end of a path.
struct Leaf {
    path: String,
    text: String,
    is_number: bool,
}

/// A stretch of what was shown.
enum Part {
    Ours(String),
    Path(String),
}

/// Replaces every value of `payload` in `shown` by its path.
pub fn named(shown: &str, payload: &Value) -> String {
    let mut leaves = Vec::new();
    collect(payload, String::new(), &mut leaves);
    // What is part of something longer must not take it apart. Of two that are the same the first
    // counts.
    leaves.sort_by_key(|leaf| std::cmp::Reverse(leaf.text.len()));
    let mut parts = vec![Part::Ours(unescaped(shown))];
    for leaf in &leaves {
        for (form, exact) in forms(leaf) {
            parts = parts
                .into_iter()
                .flat_map(|part| match part {
                    Part::Ours(text) => cut(&text, &form, exact, &leaf.path),
                    path @ Part::Path(_) => vec![path],
                })
                .collect();
        }
    }
    let text = parts.into_iter().map(|part| match part {
        Part::Ours(text) => text,
        Part::Path(path) => format!("«{path}»"),
    });
    text.collect()
}

fn collect(value: &Value, path: String, leaves: &mut Vec<Leaf>) {
    match value {
        Value::Object(fields) => {
            for (key, inner) in fields.iter().filter(|(key, _)| !is_name(key)) {
                let dot = if path.is_empty() { "" } else { "." };
                collect(inner, format!("{path}{dot}{key}"), leaves);
            }
        }
        Value::Array(items) => {
            for (place, inner) in items.iter().enumerate() {
                collect(inner, format!("{path}[{place}]"), leaves);
            }
        }
        Value::String(text) => {
            // A form's answers are JSON inside a text.
            if let Ok(inner @ Value::Object(_)) = serde_json::from_str(text) {
                return collect(&inner, path, leaves);
            }
            leaves.push(Leaf {
                path,
                text: text.clone(),
                is_number: false,
            });
        }
        Value::Number(number) => leaves.push(Leaf {
            path,
            text: number.to_string(),
            is_number: true,
        }),
        Value::Bool(_) | Value::Null => {}
    }
}

fn is_name(key: &str) -> bool {
    NAMES.contains(&key)
}

/// Without the backslashes that keep Discord from reading signs as its own, and without what keeps
/// names from being called.
fn unescaped(shown: &str) -> String {
    let mut text = String::new();
    let mut signs = shown.chars().filter(|sign| *sign != '\u{200b}').peekable();
    while let Some(sign) = signs.next() {
        let escapes = sign == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation);
        if !escapes {
            text.push(sign);
        }
    }
    text
}

/// How a value may be shown, and whether exactly so or with other signs between its digits; longest
/// first, so that nothing is left of it.
fn forms(leaf: &Leaf) -> Vec<(String, bool)> {
    let mut forms = vec![leaf.text.replace('\n', "\n    ")];
    if let (true, Ok(number)) = (leaf.is_number, leaf.text.parse::<f64>()) {
        let rounded = [format!("{number:.2}"), format!("{number:.6}")];
        let short = rounded[1].trim_end_matches('0').to_owned();
        for form in rounded.into_iter().chain([short]) {
            forms.extend([form.replace('.', ","), form]);
        }
    }
    let digits: String = leaf.text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() == SECONDS_LENGTH
        && let Some(at) = digits
            .parse()
            .ok()
            .and_then(|at| DateTime::from_timestamp(at, 0))
    {
        let at: DateTime<Utc> = at;
        forms.push(at.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    let signs = |sign: char| sign.is_ascii_digit() || "+-() .".contains(sign);
    let is_phone = digits.len() >= NUMBER_MIN && leaf.text.chars().all(signs);
    if is_phone {
        // All but its end may be covered.
        forms.push(format!("••••-{}", &digits[digits.len() - 4..]));
    }
    // One letter or digit alone says nothing, and stands everywhere.
    let is_word = |form: &String| match form.trim().chars().next() {
        Some(sign) => form.len() > 1 || !sign.is_alphanumeric(),
        None => false,
    };
    forms.retain(is_word);
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    let loose = is_phone.then_some((digits, false));
    let exact = forms.into_iter().map(|form| (form, true));
    exact.chain(loose).collect()
}

/// Cuts a text at every place where the value stands as a word of its own.
fn cut(text: &str, value: &str, exact: bool, path: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while let Some(sign) = text[at..].chars().next() {
        let before = text[..at].chars().next_back();
        let end = length(&text[at..], value, exact).map(|length| at + length);
        let stands_alone = |end: usize| {
            let glued = |one: Option<char>, other: Option<char>| {
                one.zip(other)
                    .is_some_and(|(a, b)| a.is_alphanumeric() && b.is_alphanumeric())
            };
            let last = text[..end].chars().next_back();
            !glued(before, Some(sign)) && !glued(last, text[end..].chars().next())
        };
        match end.filter(|end| stands_alone(*end)) {
            Some(end) => {
                parts.push(Part::Ours(text[from..at].to_owned()));
                parts.push(Part::Path(path.to_owned()));
                (from, at) = (end, end);
            }
            None => at += sign.len_utf8(),
        }
    }
    parts.push(Part::Ours(text[from..].to_owned()));
    parts
}

/// How much of the beginning of a text is this value.
fn length(text: &str, value: &str, exact: bool) -> Option<usize> {
    if exact {
        return text.starts_with(value).then_some(value.len());
    }
    let mut wanted = value.chars();
    let mut next = wanted.next()?;
    for (place, sign) in text.char_indices() {
        if sign == next {
            match wanted.next() {
                Some(digit) => next = digit,
                None => return Some(place + 1),
            }
        } else if !("+-() .".contains(sign) && (place > 0 || sign == '+')) {
            return None;
        }
    }
    None
}
