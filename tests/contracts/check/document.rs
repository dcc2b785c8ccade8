//! Discord's OpenAPI document, made strict, and the operations in it.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::sync::{Arc, Mutex, PoisonError};

use conecta_sandbox::beside::beside_the_project;
use jsonschema::error::ValidationErrorKind;
use jsonschema::{Registry, ValidationError, Validator};
use serde_json::{Map, Value, json};

const NAME: &str = "urn:discord";

/// How much of an error is shown.
const SHOWN: usize = 300;

/// The document and what has been made of it so far.
pub struct Document {
    paths: Map<String, Value>,
    responses: Value,
    registry: Registry<'static>,
    /// By the place of the schema: making one takes longer than using it.
    validators: Mutex<HashMap<String, Arc<Validator>>>,
}

/// A method on a path.
pub struct Operation<'a> {
    /// Where it stands in the document.
    pub pointer: String,
    pub spec: &'a Value,
    /// The names and values in its path.
    pub named: Vec<(String, String)>,
    /// The parameters that all methods of the path have.
    pub shared: Option<&'a Value>,
}

impl Document {
    /// Reads `shared/data/discord/openapi.json` in a folder above the project's.
    pub fn beside_the_project() -> Option<Self> {
        let file = beside_the_project("discord/openapi.json")?;
        let text = fs::read_to_string(file).expect("Discord's document can be read");
        Some(Self::new(
            serde_json::from_str(&text).expect("Discord's document is JSON"),
        ))
    }

    pub fn new(mut document: Value) -> Self {
        allow(&mut document);
        let open = combined(&document);
        close(&mut document, &open, "");
        let paths = document["paths"].as_object().cloned().unwrap_or_default();
        let responses = document["components"]["responses"].clone();
        let registry = Registry::new()
            .add(NAME, document)
            .and_then(|builder| builder.prepare())
            .expect("Discord's document is a set of schemas");
        Self {
            paths,
            responses,
            registry,
            validators: Mutex::default(),
        }
    }

    /// The operation for a request; of several paths that fit, the one with the most fixed parts.
    pub fn operation(&self, method: &str, path: &str) -> Option<Operation<'_>> {
        let method = method.to_lowercase();
        let (template, named) = self
            .paths
            .iter()
            .filter(|(_, item)| item.get(&method).is_some())
            .filter_map(|(template, _)| Some((template, fit(template, path)?)))
            .min_by_key(|(_, named)| named.len())?;
        let item = &self.paths[template];
        let escaped = template.replace('~', "~0").replace('/', "~1");
        Some(Operation {
            pointer: format!("/paths/{escaped}/{method}"),
            spec: &item[&method],
            named,
            shared: item.get("parameters"),
        })
    }

    /// An answer that several operations share, by its name.
    pub fn response(&self, name: &str) -> &Value {
        &self.responses[name]
    }

    /// What is wrong with `value`, by the schema at `pointer`.
    pub fn problems(&self, pointer: &str, value: &Value) -> Vec<String> {
        self.validator(pointer)
            .iter_errors(value)
            .map(|error| say(&error))
            .collect()
    }

    /// Whether the schema at `pointer` takes `value`.
    pub fn takes(&self, pointer: &str, value: &Value) -> bool {
        self.validator(pointer).is_valid(value)
    }

    fn validator(&self, pointer: &str) -> Arc<Validator> {
        let mut validators = self
            .validators
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let made = validators.entry(pointer.to_owned()).or_insert_with(|| {
            // What stands after `#` is part of an address.
            let place = pointer.replace('{', "%7B").replace('}', "%7D");
            let validator = jsonschema::options()
                .with_registry(&self.registry)
                .build(&json!({ "$ref": format!("{NAME}#{place}") }))
                .unwrap_or_else(|error| panic!("{pointer}: {error}"));
            Arc::new(validator)
        });
        Arc::clone(made)
    }
}

/// The names and values in `path`, if it has the form of `template`.
fn fit(template: &str, path: &str) -> Option<Vec<(String, String)>> {
    let (wanted, given) = (template.split('/'), path.split('/'));
    if wanted.clone().count() != given.clone().count() {
        return None;
    }
    let mut named = Vec::new();
    for (wanted, given) in wanted.zip(given) {
        let name = wanted.strip_prefix('{').and_then(|w| w.strip_suffix('}'));
        match name {
            Some(name) => named.push((name.to_owned(), given.to_owned())),
            None if wanted == given => {}
            None => return None,
        }
    }
    Some(named)
}

/// Where Discord takes or sends more than its document says.
fn allow(document: &mut Value) {
    // Permissions are written as strings everywhere, since numbers lose their last digits; the
    // document knows only numbers in requests.
    // <https://discord.com/developers/docs/topics/permissions>
    permissions_as_strings(document);
    // A file is described under its number, which Discord's own examples write as one.
    // <https://discord.com/developers/docs/reference#uploading-files>
    let id = "/components/schemas/MessageAttachmentRequest/properties/id";
    if let Some(id) = document.pointer_mut(id) {
        *id = json!({ "type": ["string", "integer"] });
    }
    // Errors of single fields carry names (`BASE_TYPE_MAX_LENGTH`), not numbers.
    // <https://discord.com/developers/docs/reference#error-messages>
    let items = "/components/schemas/InnerErrors/properties/_errors/items";
    if let Some(items) = document.pointer_mut(items) {
        let text = json!({ "type": "string" });
        *items = json!({ "type": "object", "required": ["code", "message"],
                         "properties": { "code": text, "message": text } });
    }
    // A forwarded message refers to its origin with type 1.
    let reference = document.pointer_mut("/components/schemas/MessageReferenceType");
    if let Some(reference) = reference {
        *reference = json!({ "type": "integer", "enum": [0, 1] });
    }
}

fn permissions_as_strings(value: &mut Value) {
    let (number, text) = (json!("integer"), json!("string"));
    for name in ["default_member_permissions", "permissions", "allow", "deny"] {
        let Some(types) = value.pointer_mut(&format!("/properties/{name}/type")) else {
            continue;
        };
        if *types == number {
            *types = json!([number, text]);
        } else if let Some(types) = types.as_array_mut().filter(|all| all.contains(&number)) {
            types.push(text.clone());
        }
    }
    match value {
        Value::Object(object) => object.values_mut().for_each(permissions_as_strings),
        Value::Array(list) => list.iter_mut().for_each(permissions_as_strings),
        _ => {}
    }
}

/// The schemas that stand in an `allOf` of several: each of them sees keys of the others.
fn combined(document: &Value) -> BTreeSet<String> {
    fn visit(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                let parts = object.get("allOf").and_then(Value::as_array);
                if let Some(parts) = parts.filter(|parts| parts.len() > 1) {
                    let names = parts.iter().filter_map(|part| part["$ref"].as_str());
                    found.extend(names.map(|name| name.trim_start_matches('#').to_owned()));
                }
                object
                    .iter()
                    // A body of several parts is held to the schema of its JSON part.
                    .filter(|(key, _)| *key != "multipart/form-data")
                    .for_each(|(_, value)| visit(value, found));
            }
            Value::Array(list) => list.iter().for_each(|value| visit(value, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    visit(document, &mut found);
    found
}

/// Lets no object have keys that its schema does not name: otherwise a union takes anything.
fn close(value: &mut Value, open: &BTreeSet<String>, pointer: &str) {
    match value {
        Value::Object(object) => {
            for (key, value) in object.iter_mut() {
                let parts = value.as_array().map_or(0, Vec::len);
                if key != "allOf" || parts < 2 {
                    close(value, open, &format!("{pointer}/{key}"));
                }
            }
            let describes = object.get("properties").is_some_and(Value::is_object)
                && !object.contains_key("allOf")
                && !object.contains_key("additionalProperties");
            if describes && !open.contains(pointer) {
                object.insert("additionalProperties".to_owned(), json!(false));
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter_mut().enumerate() {
                close(value, open, &format!("{pointer}/{index}"));
            }
        }
        _ => {}
    }
}

/// An error where it hurts: of a union, the branch that came closest.
fn say(error: &ValidationError<'_>) -> String {
    let branches = match error.kind() {
        ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
            context.as_slice()
        }
        _ => &[],
    };
    let depth = |branch: &Vec<ValidationError<'_>>| {
        let lengths = branch.iter().map(|e| e.instance_path().as_str().len());
        lengths.max().unwrap_or(0)
    };
    let closest = branches
        .iter()
        .filter(|branch| !branch.is_empty())
        .min_by_key(
            // Few errors first, and then those deep inside: there the branch was the right one.
            |branch| (branch.len(), usize::MAX - depth(branch)),
        );
    match closest {
        Some(branch) => branch.iter().map(say).collect::<Vec<_>>().join("; "),
        None => {
            let text = error.to_string();
            let length = text.chars().count();
            // The value comes first and may be long; what is wrong with it comes last.
            let end: String = text.chars().skip(length.saturating_sub(SHOWN)).collect();
            format!("at `{}`: {end}", error.instance_path())
        }
    }
}
