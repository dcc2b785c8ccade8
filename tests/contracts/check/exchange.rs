//! One request and its answer, held to Discord's OpenAPI document.

use serde_json::{Value, json};

use super::document::{Document, Operation};

/// What every path of the document stands under.
const BASE: &str = "/api/v10";

/// A request and its answer.
pub struct Exchange<'a> {
    pub method: &'a str,
    pub path: &'a str,
    pub query: &'a str,
    pub body: &'a Value,
    /// `field:filename` of each file in a body of several parts.
    pub files: &'a [String],
    /// 0 if the connection was dropped.
    pub status: u16,
    pub answer: &'a Value,
}

impl Exchange<'_> {
    /// Everything that the document does not foresee.
    pub fn problems(&self, document: &Document) -> Vec<String> {
        // Files are fetched from another host, which the document is not about.
        if ["/attachments/", "/stickers/"]
            .iter()
            .any(|files| self.path.starts_with(files))
        {
            return Vec::new();
        }
        let Some(path) = self.path.strip_prefix(BASE) else {
            return vec![format!("the path does not begin with {BASE}")];
        };
        let Some(operation) = document.operation(self.method, path) else {
            return vec!["no such method on such a path".to_owned()];
        };
        let mut problems = self.path_and_query(document, &operation);
        problems.extend(self.request(document, &operation));
        problems.extend(pairing(self.body, self.files));
        problems.extend(self.answered(document, &operation));
        problems
    }

    fn path_and_query(&self, document: &Document, operation: &Operation<'_>) -> Vec<String> {
        let mut problems = Vec::new();
        let known = parameters(operation);
        let in_query = |wanted: &str| {
            known
                .iter()
                .find(|(_, p)| p["in"] == "query" && p["name"] == wanted)
        };
        for (name, value) in url::form_urlencoded::parse(self.query.as_bytes()) {
            match in_query(&name) {
                None => problems.push(format!("no parameter `{name}` in the query")),
                Some((pointer, _)) if !takes(document, pointer, &value) => {
                    problems.push(format!("the query's `{name}` cannot be `{value}`"));
                }
                Some(_) => {}
            }
        }
        for (name, value) in &operation.named {
            let found = known
                .iter()
                .find(|(_, p)| p["in"] == "path" && p["name"] == *name);
            if let Some((pointer, _)) = found
                && !takes(document, pointer, value)
            {
                problems.push(format!("the path's `{name}` cannot be `{value}`"));
            }
        }
        problems
    }

    fn request(&self, document: &Document, operation: &Operation<'_>) -> Vec<String> {
        let spec = &operation.spec["requestBody"];
        if spec.is_null() {
            let problem = "a body where none is foreseen".to_owned();
            return if self.body.is_null() {
                Vec::new()
            } else {
                vec![problem]
            };
        }
        if self.body.is_null() {
            let missing = spec["required"] == true && self.files.is_empty();
            return if missing {
                vec!["the body is missing".to_owned()]
            } else {
                Vec::new()
            };
        }
        let Some(pointer) = json_schema(spec, &format!("{}/requestBody", operation.pointer)) else {
            return vec!["a JSON body where none is foreseen".to_owned()];
        };
        let mut body = self.body.clone();
        if self.path.contains("/commands") {
            drop_empty(&mut body);
        }
        document.problems(&pointer, &body)
    }

    fn answered(&self, document: &Document, operation: &Operation<'_>) -> Vec<String> {
        // Dropped connections, troubles of the server and pages of a proxy are in no document.
        if self.status == 0 || self.status >= 500 || (self.status >= 400 && self.answer.is_null()) {
            return Vec::new();
        }
        let exact = self.status.to_string();
        let family = format!("{}XX", self.status / 100);
        let responses = &operation.spec["responses"];
        let Some(key) = [exact, family]
            .into_iter()
            .find(|key| responses.get(key).is_some())
        else {
            return vec![format!("no answer {} is foreseen", self.status)];
        };
        let mut pointer = format!("{}/responses/{key}", operation.pointer);
        let mut spec = &responses[&key];
        if let Some(place) = spec["$ref"].as_str() {
            pointer = place.trim_start_matches('#').to_owned();
            spec = document.response(place.rsplit('/').next().unwrap_or_default());
        }
        let found = match json_schema(spec, &pointer) {
            Some(pointer) => document.problems(&pointer, self.answer),
            None if self.answer.is_null() => Vec::new(),
            None => vec!["a body where none is foreseen".to_owned()],
        };
        found
            .into_iter()
            .map(|problem| format!("the answer {}: {problem}", self.status))
            .collect()
    }
}

/// The parameters of an operation and of its path, each with the place of its schema.
fn parameters<'a>(operation: &Operation<'a>) -> Vec<(String, &'a Value)> {
    let list = |list: Option<&'a Value>, pointer: String| {
        let all = list.and_then(Value::as_array).into_iter().flatten();
        all.enumerate()
            .map(|(index, parameter)| (format!("{pointer}/{index}/schema"), parameter))
            .collect::<Vec<_>>()
    };
    let (path, _) = operation
        .pointer
        .rsplit_once('/')
        .expect("a pointer ends in its method");
    let own = operation.spec.get("parameters");
    let mut all = list(own, format!("{}/parameters", operation.pointer));
    all.extend(list(operation.shared, format!("{path}/parameters")));
    all
}

/// Whether a parameter takes what is written in an address, where everything is text.
fn takes(document: &Document, pointer: &str, text: &str) -> bool {
    let read = match serde_json::from_str::<Value>(text) {
        Ok(value @ (Value::Number(_) | Value::Bool(_))) => value,
        _ => Value::Null,
    };
    let list: Vec<&str> = text.split(',').collect();
    [json!(text), read, json!(list)]
        .iter()
        .filter(|value| !value.is_null())
        .any(|value| document.takes(pointer, value))
}

/// Where the schema of a JSON body stands.
fn json_schema(spec: &Value, pointer: &str) -> Option<String> {
    let content = spec["content"].as_object()?;
    let kind = ["application/json", "multipart/form-data"]
        .into_iter()
        .find(|kind| content.contains_key(*kind))?;
    let escaped = kind.replace('/', "~1");
    Some(format!("{pointer}/content/{escaped}/schema"))
}

/// Takes null and empty keys out, and `nsfw` and `autocomplete` where they say no: serenity writes
/// every key of a command and its options, and Discord passes over those that say nothing. The
/// document does not know `nsfw` at all, Discord's own pages do.
/// <https://discord.com/developers/docs/interactions/application-commands#create-guild-application-command>
fn drop_empty(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.retain(|key, value| {
                let empty = value.as_array().is_some_and(Vec::is_empty);
                let no = *value == false && matches!(key.as_str(), "nsfw" | "autocomplete");
                !value.is_null() && !empty && !no
            });
            object.values_mut().for_each(drop_empty);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_empty),
        _ => {}
    }
}

/// Files and their descriptions find one another by number: `files[3]` and `"id": 3`.
/// <https://discord.com/developers/docs/reference#uploading-files>
fn pairing(body: &Value, files: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    let mut numbers = Vec::new();
    for file in files {
        let field = file.split(':').next().unwrap_or_default();
        let number = field
            .strip_prefix("files[")
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|number| number.parse::<u64>().ok());
        match number {
            Some(number) if numbers.contains(&number) => {
                problems.push(format!("`{field}` stands twice"));
            }
            Some(number) => numbers.push(number),
            None => problems.push(format!("a file in the field `{field}`")),
        }
    }
    let message = if body["data"].is_object() {
        &body["data"]
    } else {
        body
    };
    for attachment in message["attachments"].as_array().into_iter().flatten() {
        let id = &attachment["id"];
        let id = id
            .as_u64()
            .or_else(|| id.as_str().and_then(|id| id.parse().ok()));
        match id {
            // An id that Discord gave belongs to a file that is already there.
            Some(id) if id > u64::from(u32::MAX) || numbers.contains(&id) => {}
            Some(id) => problems.push(format!("attachment {id} has no `files[{id}]`")),
            None => problems.push("an attachment has no id".to_owned()),
        }
    }
    problems
}
