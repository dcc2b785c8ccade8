//! Components of messages and modals: their rules, and what Discord fills in.
//!
//! <https://discord.com/developers/docs/components/reference>

use std::collections::HashSet;

use serde_json::{Value, json};

use super::errors::{Fields, join};

/// Kinds of components.
pub(super) mod kinds {
    pub(in super::super) const ROW: u64 = 1;
    pub(in super::super) const BUTTON: u64 = 2;
    pub(in super::super) const STRING_SELECT: u64 = 3;
    pub(in super::super) const TEXT_INPUT: u64 = 4;
    pub(in super::super) const CHANNEL_SELECT: u64 = 8;
    pub(in super::super) const SECTION: u64 = 9;
    pub(in super::super) const TEXT: u64 = 10;
    pub(in super::super) const THUMBNAIL: u64 = 11;
    pub(in super::super) const GALLERY: u64 = 12;
    pub(in super::super) const FILE: u64 = 13;
    pub(in super::super) const SEPARATOR: u64 = 14;
    pub(in super::super) const CONTAINER: u64 = 17;
    pub(in super::super) const LABEL: u64 = 18;
    pub(in super::super) const FILE_UPLOAD: u64 = 19;
}

/// Components of a message that takes Components V2, nested ones counted.
const TOTAL_V2: usize = 40;
/// Characters in all texts of such a message.
const TEXT_V2: usize = 4_000;

pub(super) fn kind(component: &Value) -> u64 {
    component["type"].as_u64().unwrap_or(0)
}

fn is_select(kind: u64) -> bool {
    (kinds::STRING_SELECT..=kinds::CHANNEL_SELECT).contains(&kind) && kind != kinds::TEXT_INPUT
}

/// Everything inside a component, itself first: rows' and sections' and containers' contents.
pub(super) fn flatten<'a>(components: &'a [Value], all: &mut Vec<&'a Value>) {
    for component in components {
        all.push(component);
        if let Some(inner) = component["components"].as_array() {
            flatten(inner, all);
        }
        for one in ["accessory", "component"] {
            if component[one].is_object() {
                flatten(std::slice::from_ref(&component[one]), all);
            }
        }
    }
}

/// Checks the components of a message.
pub(super) fn check(components: &Value, v2: bool, fields: &mut Fields) {
    let Some(list) = components.as_array() else {
        if !components.is_null() {
            fields.add(
                "components",
                "LIST_TYPE_CONVERT",
                "Only iterables may be used",
            );
        }
        return;
    };
    let mut ids = HashSet::new();
    if v2 {
        check_v2(list, fields);
    } else {
        fields.count("components", list.len(), 0, 5);
    }
    for (index, component) in list.iter().enumerate() {
        let path = format!("components.{index}");
        match kind(component) {
            kinds::ROW => check_row(component, &path, &mut ids, fields),
            other if v2 => check_layout(other, component, &path, &mut ids, fields),
            _ => fields.choice(&join(&path, "type"), "(1,)"),
        }
    }
}

fn check_v2(list: &[Value], fields: &mut Fields) {
    let mut all = Vec::new();
    flatten(list, &mut all);
    if list.is_empty() || all.len() > TOTAL_V2 {
        fields.count("components", all.len(), 1, TOTAL_V2);
    }
    let texts = all.iter().filter(|c| kind(c) == kinds::TEXT);
    let length: usize = texts
        .map(|c| c["content"].as_str().unwrap_or_default().chars().count())
        .sum();
    if length > TEXT_V2 {
        let message = format!("The total text of components must be {TEXT_V2} or fewer in length.");
        fields.add(
            "components",
            "COMPONENT_MAX_TOTAL_TEXT_LENGTH_EXCEEDED",
            &message,
        );
    }
}

type CustomIds = HashSet<String>;

fn check_layout(
    what: u64,
    component: &Value,
    path: &str,
    ids: &mut CustomIds,
    fields: &mut Fields,
) {
    let inner = component["components"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    match what {
        kinds::SECTION => {
            fields.count(&join(path, "components"), inner.len(), 1, 3);
            for (index, text) in inner.iter().enumerate() {
                let path = format!("{path}.components.{index}");
                if kind(text) == kinds::TEXT {
                    fields.needed_text(text, &path, "content", 4_000);
                } else {
                    fields.choice(&join(&path, "type"), "(10,)");
                }
            }
            let (accessory, path) = (&component["accessory"], join(path, "accessory"));
            match kind(accessory) {
                kinds::BUTTON => check_button(accessory, &path, ids, fields),
                kinds::THUMBNAIL => {}
                _ if accessory.is_null() => fields.required(&path),
                _ => fields.choice(&join(&path, "type"), "(2, 11)"),
            }
        }
        kinds::TEXT => fields.needed_text(component, path, "content", 4_000),
        kinds::GALLERY => {
            let items = component["items"].as_array().map_or(0, Vec::len);
            fields.count(&join(path, "items"), items, 1, 10);
        }
        kinds::FILE if component["file"].is_null() => fields.required(&join(path, "file")),
        kinds::FILE | kinds::SEPARATOR => {}
        kinds::CONTAINER => {
            fields.count(&join(path, "components"), inner.len(), 1, 39);
            for (index, component) in inner.iter().enumerate() {
                let path = format!("{path}.components.{index}");
                match kind(component) {
                    kinds::ROW => check_row(component, &path, ids, fields),
                    kinds::CONTAINER => {
                        fields.choice(&join(&path, "type"), "(1, 9, 10, 12, 13, 14)")
                    }
                    other => check_layout(other, component, &path, ids, fields),
                }
            }
        }
        _ => fields.choice(&join(path, "type"), "(1, 9, 10, 12, 13, 14, 17)"),
    }
}

fn check_row(row: &Value, path: &str, ids: &mut CustomIds, fields: &mut Fields) {
    let inner = row["components"].as_array().map_or(&[][..], Vec::as_slice);
    let path = join(path, "components");
    fields.count(&path, inner.len(), 1, 5);
    let selects = inner.iter().filter(|c| is_select(kind(c))).count();
    if selects > 0 && inner.len() > 1 {
        let message = "The specified component exceeds the maximum width";
        fields.add(&path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
    }
    for (index, component) in inner.iter().enumerate() {
        let path = join(&path, index);
        match kind(component) {
            kinds::BUTTON => check_button(component, &path, ids, fields),
            kind if is_select(kind) => check_select(component, &path, ids, fields),
            _ => fields.choice(&join(&path, "type"), "(2, 3, 5, 6, 7, 8)"),
        }
    }
}

fn check_custom_id(component: &Value, path: &str, ids: &mut CustomIds, fields: &mut Fields) {
    fields.needed_text(component, path, "custom_id", 100);
    if let Some(id) = component["custom_id"].as_str()
        && !ids.insert(id.to_owned())
    {
        let message = "Component custom id cannot be duplicated";
        fields.add(
            &join(path, "custom_id"),
            "COMPONENT_CUSTOM_ID_DUPLICATED",
            message,
        );
    }
}

fn check_button(button: &Value, path: &str, ids: &mut CustomIds, fields: &mut Fields) {
    let style = button["style"].as_u64().unwrap_or(0);
    fields.text(button, path, "label", 0, 80);
    match style {
        1..=4 => check_custom_id(button, path, ids, fields),
        5 => fields.needed_text(button, path, "url", 512),
        6 => {}
        _ => fields.choice(&join(path, "style"), "(1, 2, 3, 4, 5, 6)"),
    }
    if style == 5 && !button["custom_id"].is_null() {
        let message = "A custom id and url cannot both be specified";
        fields.add(
            &join(path, "custom_id"),
            "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE",
            message,
        );
    }
    let empty = button["label"].as_str().is_none_or(str::is_empty) && button["emoji"].is_null();
    if empty && style != 6 {
        let message = "A button must have a label or emoji";
        fields.add(path, "BUTTON_COMPONENT_INVALID_EMPTY", message);
    }
}

fn check_select(select: &Value, path: &str, ids: &mut CustomIds, fields: &mut Fields) {
    check_custom_id(select, path, ids, fields);
    fields.text(select, path, "placeholder", 0, 150);
    fields.number(select, path, "min_values", 0, 25);
    fields.number(select, path, "max_values", 1, 25);
    let min = select["min_values"].as_u64().unwrap_or(1);
    let max = select["max_values"].as_u64().unwrap_or(1);
    if min > max {
        let message = "min_values cannot be greater than max_values";
        fields.add(
            &join(path, "min_values"),
            "SELECT_COMPONENT_MIN_MAX_INVALID",
            message,
        );
    }
    if kind(select) != kinds::STRING_SELECT {
        return;
    }
    let options = select["options"].as_array().map_or(&[][..], Vec::as_slice);
    let path = join(path, "options");
    fields.count(&path, options.len(), 1, 25);
    let mut values = HashSet::new();
    for (index, option) in options.iter().enumerate() {
        let path = join(&path, index);
        fields.needed_text(option, &path, "label", 100);
        fields.needed_text(option, &path, "value", 100);
        fields.text(option, &path, "description", 0, 100);
        if !values.insert(option["value"].as_str().unwrap_or_default()) {
            let message = "The specified option value is already used";
            fields.add(
                &join(&path, "value"),
                "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
                message,
            );
        }
    }
    let chosen = options.iter().filter(|o| o["default"] == true).count();
    if chosen as u64 > max {
        let message = "Too many options are chosen by default";
        fields.add(&path, "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", message);
    }
    if max as usize > options.len() {
        let message = "max_values cannot be greater than the number of options";
        let path = path.replace(".options", ".max_values");
        fields.add(&path, "SELECT_COMPONENT_MAX_VALUES_INVALID", message);
    }
}

/// Checks a modal.
pub(super) fn check_modal(modal: &Value, fields: &mut Fields) {
    fields.needed_text(modal, "data", "custom_id", 100);
    fields.needed_text(modal, "data", "title", 45);
    let list = modal["components"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    fields.count("data.components", list.len(), 1, 5);
    let mut ids = HashSet::new();
    for (index, component) in list.iter().enumerate() {
        let path = format!("data.components.{index}");
        match kind(component) {
            kinds::ROW => {
                let inner = component["components"]
                    .as_array()
                    .map_or(&[][..], Vec::as_slice);
                let path = join(&path, "components");
                fields.count(&path, inner.len(), 1, 1);
                for (index, input) in inner.iter().enumerate() {
                    check_input(input, &join(&path, index), true, &mut ids, fields);
                }
            }
            kinds::LABEL => {
                fields.needed_text(component, &path, "label", 45);
                fields.text(component, &path, "description", 0, 100);
                let inner = &component["component"];
                let path = join(&path, "component");
                match kind(inner) {
                    kinds::TEXT_INPUT => check_input(inner, &path, false, &mut ids, fields),
                    what if is_select(what) => check_select(inner, &path, &mut ids, fields),
                    kinds::FILE_UPLOAD => check_custom_id(inner, &path, &mut ids, fields),
                    _ => fields.choice(&join(&path, "type"), "(3, 4, 5, 6, 7, 8, 19)"),
                }
            }
            kinds::TEXT => fields.needed_text(component, &path, "content", 4_000),
            _ => fields.choice(&join(&path, "type"), "(1, 10, 18)"),
        }
    }
}

fn check_input(
    input: &Value,
    path: &str,
    labelled: bool,
    ids: &mut CustomIds,
    fields: &mut Fields,
) {
    if kind(input) != kinds::TEXT_INPUT {
        fields.choice(&join(path, "type"), "(4,)");
        return;
    }
    check_custom_id(input, path, ids, fields);
    if labelled {
        fields.needed_text(input, path, "label", 45);
    }
    if !matches!(input["style"].as_u64(), Some(1 | 2)) {
        fields.choice(&join(path, "style"), "(1, 2)");
    }
    fields.text(input, path, "value", 0, 4_000);
    fields.text(input, path, "placeholder", 0, 100);
    fields.number(input, path, "min_length", 0, 4_000);
    fields.number(input, path, "max_length", 1, 4_000);
    let length = |name: &str| input[name].as_u64();
    if let (Some(min), Some(max)) = (length("min_length"), length("max_length"))
        && min > max
    {
        let message = "min_length cannot be greater than max_length";
        fields.add(
            &join(path, "min_length"),
            "TEXT_INPUT_COMPONENT_MIN_MAX_INVALID",
            message,
        );
    }
    if let (Some(value), Some(max)) = (input["value"].as_str(), length("max_length"))
        && value.chars().count() as u64 > max
    {
        let message = format!("Must be {max} or fewer in length.");
        fields.add(&join(path, "value"), "BASE_TYPE_MAX_LENGTH", &message);
    }
}

/// Components as Discord gives them back: numbered, with defaults, without nulls.
pub(super) fn filled(given: &Value) -> Vec<Value> {
    let mut list = given.as_array().cloned().unwrap_or_default();
    let mut next = 1;
    for component in &mut list {
        fill(component, &mut next);
    }
    list
}

fn fill(component: &mut Value, next: &mut u64) {
    let what = kind(component);
    if let Some(fields) = component.as_object_mut() {
        fields.retain(|_, value| !value.is_null());
    }
    if component["id"].as_u64().is_none_or(|id| id == 0) {
        component["id"] = json!(*next);
    }
    *next += 1;
    let mut default = |name: &str, value: Value| {
        if component[name].is_null() {
            component[name] = value;
        }
    };
    match what {
        what if is_select(what) => {
            default("min_values", json!(1));
            default("max_values", json!(1));
        }
        kinds::SEPARATOR => {
            default("spacing", json!(1));
            default("divider", json!(true));
        }
        kinds::CONTAINER => {
            default("accent_color", Value::Null);
            default("spoiler", json!(false));
        }
        _ => {}
    }
    if let Some(inner) = component
        .get_mut("components")
        .and_then(Value::as_array_mut)
    {
        for one in inner {
            fill(one, next);
        }
    }
    for one in ["accessory", "component"] {
        if let Some(inner) = component.get_mut(one) {
            fill(inner, next);
        }
    }
}
