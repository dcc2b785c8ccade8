//! The answers of a form (*Flow*), field by field.

use serde_json::{Map, Value};

use crate::domain::incoming::picked;
use crate::domain::text::escape;
use crate::words::{Args, Locale, args, say};

/// More lines than any form that people fill in has; the rest is counted.
const LINES_MAX: usize = 500;

/// Forms inside forms; what is deeper is shown as it was sent.
const DEPTH_MAX: usize = 3;

/// What a form says beside its answers: which form it was, and nothing that anybody filled in.
const TOKEN: &str = "flow_token";

/// The answers under a head, one field a line.
pub fn form(locale: Locale, answers: &Value) -> String {
    let mut lines = Vec::new();
    match answers {
        Value::Object(fields) => self::fields(locale, fields, 0, &mut lines),
        // What is no JSON is shown as it is.
        other => lines.push(format!("- {}", scalar(locale, other))),
    }
    let mut shown = vec![say(locale, "inbound-form", &Args::new())];
    let more = lines.len().saturating_sub(LINES_MAX);
    shown.extend(lines.into_iter().take(LINES_MAX));
    if more > 0 {
        shown.push(say(locale, "inbound-form-more", &args! { "count" => more }));
    }
    shown.join("\n")
}

fn fields(locale: Locale, fields: &Map<String, Value>, depth: usize, lines: &mut Vec<String>) {
    for (field, value) in fields.iter().filter(|(field, _)| *field != TOKEN) {
        let label = format!("**{}:**", label(field));
        answer(locale, &label, value, depth, lines);
    }
}

/// An answer, on the line of its field if it fits there.
fn answer(locale: Locale, label: &str, value: &Value, depth: usize, lines: &mut Vec<String>) {
    let indent = "  ".repeat(depth);
    let line = |text: &str| format!("{indent}- {label} {text}").trim_end().to_owned();
    // The file itself stands below the form.
    if let Some(file) = value.as_object().and_then(picked) {
        let name = file.filename.unwrap_or_default();
        lines.push(line(&format!("📎 {}", escape(&name))));
        return;
    }
    match value {
        Value::Object(inside) if depth < DEPTH_MAX && !inside.is_empty() => {
            lines.push(line(""));
            fields(locale, inside, depth + 1, lines);
        }
        Value::Array(items) if items.iter().any(Value::is_object) && depth < DEPTH_MAX => {
            lines.push(line(""));
            for (nth, item) in (1..).zip(items) {
                answer(locale, &format!("{nth}."), item, depth + 1, lines);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            let items: Vec<String> = items.iter().map(|item| scalar(locale, item)).collect();
            lines.push(line(&items.join(", ")));
        }
        // Several lines stay several: each below the field.
        Value::String(text) if text.trim().contains('\n') => {
            let below = text.trim().lines().map(escape);
            let below: Vec<String> = below.map(|text| format!("\n{indent}  {text}")).collect();
            lines.push(line("") + &below.concat());
        }
        other => lines.push(line(&scalar(locale, other))),
    }
}

fn scalar(locale: Locale, value: &Value) -> String {
    match value {
        Value::Null => "—".to_owned(),
        Value::Bool(true) => say(locale, "inbound-form-yes", &Args::new()),
        Value::Bool(false) => say(locale, "inbound-form-no", &Args::new()),
        // A year or a code is no amount: nothing is put between its digits.
        Value::Number(count) => count.to_string(),
        Value::String(text) if text.trim().is_empty() => "—".to_owned(),
        Value::String(text) => escape(text.trim()),
        Value::Array(items) if items.is_empty() => "—".to_owned(),
        Value::Object(inside) if inside.is_empty() => "—".to_owned(),
        other => escape(&other.to_string()),
    }
}

/// A field's name as people write: `delivery_rating` is *Delivery rating*. What Meta's builder makes
/// of a question, `screen_0_Full_name_1`, keeps the question alone.
fn label(field: &str) -> String {
    let words: Vec<&str> = field
        .split(|c: char| c == '_' || c == '-' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    let is_number = |word: &str| word.chars().all(|c| c.is_ascii_digit());
    let words = match words.as_slice() {
        ["screen", screen, question @ .., nth]
            if is_number(screen) && is_number(nth) && !question.is_empty() =>
        {
            question
        }
        all => all,
    };
    let mut chars = words.join(" ");
    if let Some(first) = chars.chars().next() {
        let upper: String = first.to_uppercase().collect();
        chars.replace_range(..first.len_utf8(), &upper);
    }
    if chars.is_empty() {
        return escape(field);
    }
    escape(&chars)
}
