//! What Discord is told of the commands keeps its rules; it would refuse all of them for one.

use std::collections::HashSet;

use serde_json::Value;

use super::{all, register};

fn requests() -> Vec<Value> {
    let commands = all();
    register::requests(&commands)
        .iter()
        .map(|request| serde_json::to_value(request).expect("a command is JSON"))
        .collect()
}

fn texts(of: &Value, plain: &str, localized: &str) -> Vec<String> {
    let mut texts: Vec<String> = of[plain].as_str().map(str::to_owned).into_iter().collect();
    if let Some(others) = of[localized].as_object() {
        let others = others.values().filter_map(Value::as_str);
        texts.extend(others.map(str::to_owned));
    }
    texts
}

fn check(of: &Value, is_menu: bool) {
    let names = texts(of, "name", "name_localizations");
    assert_eq!(names.len(), 4, "{of}");
    for name in &names {
        assert!((1..=32).contains(&name.chars().count()), "{name}");
        let plain = |c: char| c.is_lowercase() || c.is_numeric() || "-_".contains(c);
        assert!(is_menu || name.chars().all(plain), "{name}");
    }
    if is_menu {
        return;
    }
    let descriptions = texts(of, "description", "description_localizations");
    assert_eq!(descriptions.len(), 4, "{of}");
    for text in &descriptions {
        assert!((1..=100).contains(&text.chars().count()), "{text}");
    }
    for option in of["options"].as_array().into_iter().flatten() {
        check(option, false);
    }
}

#[test]
fn every_command_is_named_and_described_in_every_language_within_the_limits() {
    const MENU: u64 = 3;
    let requests = requests();
    assert_eq!(requests.len(), 25);
    for request in &requests {
        check(request, request["type"].as_u64() == Some(MENU));
    }
}

#[test]
fn no_two_commands_of_a_kind_share_a_name_in_any_language() {
    let requests = requests();
    for code in ["", "pt-BR", "es-ES", "es-419"] {
        let names: HashSet<(u64, String)> = requests
            .iter()
            .map(|request| {
                let name = match code {
                    "" => &request["name"],
                    code => &request["name_localizations"][code],
                };
                let kind = request["type"].as_u64().unwrap_or(1);
                (kind, name.as_str().unwrap_or_default().to_owned())
            })
            .collect();
        assert_eq!(names.len(), requests.len(), "{code}");
    }
}

#[test]
fn only_admins_are_offered_what_admins_do() {
    let mut theirs: Vec<String> = requests()
        .iter()
        .filter(|request| !request["default_member_permissions"].is_null())
        .filter_map(|request| request["name"].as_str().map(str::to_owned))
        .collect();
    theirs.sort();
    assert_eq!(theirs, ["diagnostics", "number", "setup", "team"]);
}
