//! Every template document of the shared data, where it stands beside the checkout (as in CI).

use std::fs;

use conecta_sandbox::beside::beside_the_project;
use serde_json::Value;

use super::*;

/// The definitions in a document: itself, or the items of a list.
fn definitions(document: &Value) -> Vec<Definition> {
    let items = match document.get("data").and_then(Value::as_array) {
        Some(items) => items.clone(),
        None => vec![document.clone()],
    };
    items
        .iter()
        .map(|item| Definition::parse(item).expect("a definition"))
        .collect()
}

#[test]
fn every_shared_definition_has_a_form_or_a_reason() {
    let Some(folder) = beside_the_project("whatsapp/templates") else {
        return;
    };
    let files = fs::read_dir(folder).expect("a folder");
    let (mut forms, mut reasons) = (0, 0);
    for file in files {
        let path = file.expect("a file").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&path).expect("a text");
        let document: Value = serde_json::from_str(&text).expect("JSON");
        let definitions = if name.starts_with("definition") || name.starts_with("list_response") {
            definitions(&document)
        } else if name.starts_with("component") && document.get("type").is_some() {
            vec![template(Value::from(vec![document]))]
        } else {
            continue;
        };
        for definition in definitions {
            match Form::derive(&definition, &Mapping::new(), LIMITS) {
                Ok(form) => {
                    forms += 1;
                    check(&name, &definition, &form);
                }
                Err(reason) => {
                    reasons += 1;
                    let expected = match name.as_str() {
                        name if name.starts_with("component") => Unsendable::NoBody,
                        name if name.starts_with("list_response") => Unsendable::NoBody,
                        _ => Unsendable::Catalog,
                    };
                    assert_eq!(reason, expected, "{name}");
                }
            }
        }
    }
    assert!(forms >= 20, "only {forms} forms");
    assert!(reasons >= 8, "only {reasons} reasons");
}

/// Fills every field with its example and builds the message.
fn check(name: &str, definition: &Definition, form: &Form) {
    let mut values = Values::new();
    for field in &form.fields {
        let example = field.placeholder.as_deref().unwrap_or("exemplo");
        let value = check_field(definition, field, example)
            .unwrap_or_else(|problem| panic!("{name}: {problem:?}"));
        values.insert(field.slot.clone(), value);
        if let Label::Words(words) | Label::Button(words) = &field.label {
            assert!(words.chars().count() <= 45, "{name}: {words}");
        }
    }
    assert_eq!(check_message(definition, form, &values), Ok(()), "{name}");
    let media = form.media.map(|_| HeaderMedia {
        id: "1".to_owned(),
        filename: None,
    });
    let sent = components(definition, &values, media.as_ref());
    let sent = sent.unwrap_or_else(|missing| panic!("{name}: {missing}"));
    let is_empty = form.fields.is_empty() && form.media.is_none();
    assert_eq!(sent.is_empty(), is_empty, "{name}");
    let shown = preview(definition, &values);
    assert!(!shown.body.contains("{{"), "{name}: {}", shown.body);
}
