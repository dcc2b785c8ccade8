//! Lengths, counts and names of commands.

use std::collections::HashSet;

use serde_json::Value;

use super::errors::{Fields, join};

/// Characters of one command's names, descriptions and values together.
const TOTAL: usize = 8_000;

fn check_name(name: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'');
    name.chars().all(allowed) && name.to_lowercase() == name
}

/// Checks a name or description and its translations.
fn check_texts(thing: &Value, path: &str, what: &str, max: usize, word: bool, fields: &mut Fields) {
    fields.needed_text(thing, path, what, max);
    let mut word_check = |path: &str, text: &Value| {
        if word && !check_name(text.as_str().unwrap_or_default()) {
            let message = "Command name is invalid";
            fields.add(path, "APPLICATION_COMMAND_INVALID_NAME", message);
        }
    };
    word_check(&join(path, what), &thing[what]);
    let localizations = format!("{what}_localizations");
    let path = join(path, &localizations);
    let translated = thing[&localizations].as_object().into_iter().flatten();
    let translated: Vec<_> = translated.collect();
    for (locale, text) in &translated {
        word_check(&join(&path, locale), text);
    }
    for (locale, text) in translated {
        let path = join(&path, locale);
        if LOCALES.contains(&locale.as_str()) {
            fields.length(&path, text.as_str().unwrap_or_default(), 1, max);
        } else {
            fields.choice(&path, "the locales of Discord");
        }
    }
}

/// The locales that Discord knows.
const LOCALES: [&str; 34] = [
    "ar", "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "he",
    "hi", "hr", "hu", "id", "it", "ja", "ko", "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE",
    "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
];

/// Checks one command.
pub(super) fn check(body: &Value, path: &str, fields: &mut Fields) {
    let typed = match body["type"].as_u64() {
        None | Some(1) => true,
        Some(2 | 3) => false,
        _ => {
            fields.choice(&join(path, "type"), "(1, 2, 3)");
            return;
        }
    };
    check_texts(body, path, "name", 32, typed, fields);
    if typed {
        check_texts(body, path, "description", 100, false, fields);
    } else if body["description"].as_str().is_some_and(|d| !d.is_empty()) {
        let message = "Context menu commands cannot have description";
        fields.add(
            &join(path, "description"),
            "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION",
            message,
        );
    }
    check_options(&body["options"], path, fields);
    if length(body) > TOTAL {
        let message = "Command exceeds maximum size (8000)";
        fields.add(path, "APPLICATION_COMMAND_TOO_LARGE", message);
    }
}

/// The size of a command, as Discord counts it: the longest translation of each text.
fn length(thing: &Value) -> usize {
    let texts = ["name", "description"].iter().map(|what| {
        let translated = thing[format!("{what}_localizations")]
            .as_object()
            .into_iter()
            .flatten();
        let all = translated.map(|(_, text)| text).chain([&thing[*what]]);
        all.map(|t| t.as_str().unwrap_or_default().chars().count())
            .max()
            .unwrap_or(0)
    });
    let own = texts.sum::<usize>() + thing["value"].as_str().unwrap_or_default().chars().count();
    let inner = ["options", "choices"]
        .iter()
        .flat_map(|list| thing[*list].as_array().into_iter().flatten());
    own + inner.map(length).sum::<usize>()
}

fn check_options(options: &Value, path: &str, fields: &mut Fields) {
    let list = options.as_array().map_or(&[][..], Vec::as_slice);
    let path = join(path, "options");
    fields.count(&path, list.len(), 0, 25);
    let (mut optional, mut names) = (false, HashSet::new());
    for (index, option) in list.iter().enumerate() {
        let path = join(&path, index);
        let kind = option["type"].as_u64().unwrap_or(0);
        if !(1..=11).contains(&kind) {
            fields.choice(&join(&path, "type"), "(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)");
        }
        check_texts(option, &path, "name", 32, true, fields);
        check_texts(option, &path, "description", 100, false, fields);
        if !names.insert(option["name"].as_str().unwrap_or_default()) {
            let message = "Option name is not unique";
            fields.add(
                &join(&path, "name"),
                "APPLICATION_COMMAND_OPTIONS_NAME_INVALID",
                message,
            );
        }
        let required = option["required"] == true;
        if required && optional {
            let message = "Required options must be placed before non-required options";
            fields.add(
                &path,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                message,
            );
        }
        optional |= !required;
        let choices = option["choices"].as_array().map_or(&[][..], Vec::as_slice);
        fields.count(&join(&path, "choices"), choices.len(), 0, 25);
        for (index, choice) in choices.iter().enumerate() {
            let path = format!("{path}.choices.{index}");
            check_choice(choice, &path, fields);
        }
        if option["autocomplete"] == true && !choices.is_empty() {
            let message = "Options cannot have both choices and autocomplete";
            fields.add(
                &join(&path, "choices"),
                "APPLICATION_COMMAND_OPTION_CHOICES_AUTOCOMPLETE",
                message,
            );
        }
        if matches!(kind, 1 | 2) {
            check_options(&option["options"], &path, fields);
        }
    }
}

/// Checks a choice, of a command's or of an autocomplete answer.
pub(super) fn check_choice(choice: &Value, path: &str, fields: &mut Fields) {
    fields.needed_text(choice, path, "name", 100);
    match &choice["value"] {
        Value::String(text) => fields.length(&join(path, "value"), text, 1, 100),
        Value::Number(_) => {}
        _ => fields.required(&join(path, "value")),
    }
}
