//! Files that were picked in a form (*Flow*), among its answers.

use serde_json::{Map, Value};

use super::InboundMedia;
use crate::domain::abilities::MediaKind;

/// The files among the answers, however deep they stand.
pub(super) fn files(answers: &Value) -> Vec<InboundMedia> {
    match answers {
        Value::Object(fields) => match picked(fields) {
            Some(file) => vec![file],
            None => fields.values().flat_map(files).collect(),
        },
        Value::Array(items) => items.iter().flat_map(files).collect(),
        _ => Vec::new(),
    }
}

/// The file that an answer stands for. Whatever it shows, it is a file with a name.
pub fn picked(answer: &Map<String, Value>) -> Option<InboundMedia> {
    let text = |key| answer.get(key).and_then(Value::as_str).map(str::to_owned);
    let id = match answer.get("id")? {
        Value::String(id) => id.clone(),
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    Some(InboundMedia {
        kind: MediaKind::Document,
        id,
        mime_type: Some(text("mime_type")?),
        sha256: text("sha256"),
        caption: None,
        filename: Some(text("file_name")?),
        url: None,
        animated: false,
    })
}
