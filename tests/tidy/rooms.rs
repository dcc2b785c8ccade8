//! The rooms, and what each may use.

use std::collections::BTreeSet;

use super::files::{self, Source};
use super::lexer::{Kind, Token};
use super::paths;

/// A room and what it may use besides itself. `ARCHITECTURE.md` says why.
pub struct Room {
    pub name: &'static str,
    pub may_use: &'static [&'static str],
    /// Rooms of which it may name types, but call nothing.
    pub may_name: &'static [&'static str],
}

const fn room(name: &'static str, may_use: &'static [&'static str]) -> Room {
    Room {
        name,
        may_use,
        may_name: &[],
    }
}

const EVERYTHING: &[&str] = &[
    "app", "channels", "cli", "clock", "commands", "config", "courier", "desk", "discord",
    "doctor", "domain", "formats", "intake", "moved", "platform", "store", "underway", "vault",
    "words",
];

/// From the lowest floor to the highest.
pub const TABLE: &[Room] = &[
    room("domain", &[]),
    room("clock", &[]),
    room("underway", &[]),
    room("moved", &["clock"]),
    room("words", &["domain"]),
    room("formats", &["domain"]),
    room("store", &["domain"]),
    room("vault", &["domain", "underway"]),
    room("channels", &["clock", "domain", "moved", "underway"]),
    room(
        "discord",
        &["clock", "domain", "moved", "underway", "words"],
    ),
    room("desk", &["clock", "domain", "store", "underway"]),
    room(
        "intake",
        &[
            "channels", "clock", "desk", "discord", "domain", "formats", "store", "underway",
            "vault", "words",
        ],
    ),
    room(
        "courier",
        &[
            "channels", "clock", "desk", "discord", "domain", "formats", "store", "underway",
            "vault", "words",
        ],
    ),
    Room {
        name: "commands",
        may_use: &["desk", "discord", "domain", "underway", "words"],
        may_name: &["clock", "store"],
    },
    room("platform", EVERYTHING),
    room("doctor", EVERYTHING),
    room("config", EVERYTHING),
    room("app", EVERYTHING),
    room("cli", EVERYTHING),
];

/// What the store offers to whoever opens a unit of work; nobody may merely name it.
const HANDLES: [&str; 2] = ["Db", "Store"];

/// What reads clocks, disks or networks.
const OUTSIDE: [&str; 6] = ["axum", "poise", "reqwest", "serenity", "sqlx", "tokio"];

/// What a room takes from where it may not.
pub fn broken_floors(source: &Source) -> Vec<String> {
    let Some(own) = source.module.first() else {
        // lib.rs declares the rooms and main.rs starts the program.
        return Vec::new();
    };
    let room = TABLE.iter().find(|room| room.name == own);
    paths::found(&source.tokens, &source.module)
        .into_iter()
        .filter_map(|found| {
            let target = found.path.first()?;
            if target == own {
                return None;
            }
            let room = room?;
            let path = found.path.join("::");
            let place = format!("{}:{}", source.name, found.line);
            if !TABLE.iter().any(|room| room.name == target) {
                return Some(format!("{place}: crate::{path} is in no room"));
            }
            let target = target.as_str();
            if room.may_use.contains(&target) {
                return None;
            }
            if room.may_name.contains(&target) {
                if is_type(&found.path) {
                    return None;
                }
                return Some(format!(
                    "{place}: {own} may name types of {target} and call nothing there: crate::{path}"
                ));
            }
            Some(format!(
                "{place}: {own} may not use {target} (crate::{path}); it may use {}",
                or_nothing(room.may_use)
            ))
        })
        .collect()
}

fn or_nothing(rooms: &[&str]) -> String {
    if rooms.is_empty() {
        "no other room".to_owned()
    } else {
        rooms.join(", ")
    }
}

fn is_type(path: &[String]) -> bool {
    path.iter()
        .find(|name| name.starts_with(char::is_uppercase))
        .is_some_and(|name| !HANDLES.contains(&name.as_str()))
}

/// Rooms without a line in the table, and lines without a room.
pub fn unknown_rooms(product: &[Source]) -> Vec<String> {
    let there: BTreeSet<&str> = product
        .iter()
        .filter_map(|source| source.module.first().map(String::as_str))
        .collect();
    let known: BTreeSet<&str> = TABLE.iter().map(|room| room.name).collect();
    let strangers = there
        .difference(&known)
        .map(|name| format!("{name} is not in the table"));
    let gone = known
        .difference(&there)
        .map(|name| format!("{name} is in the table and nowhere else"));
    strangers.chain(gone).collect()
}

/// Rooms that ARCHITECTURE.md does not name.
pub fn undescribed() -> Vec<String> {
    let path = files::root().join("ARCHITECTURE.md");
    let text = std::fs::read_to_string(path).expect("ARCHITECTURE.md");
    TABLE
        .iter()
        .map(|room| room.name)
        .filter(|room| {
            let forms = [
                format!("`src/{room}/`"),
                format!("`src/{room}.rs`"),
                format!("`{room}/`"),
                format!("`{room}`"),
            ];
            !forms.iter().any(|form| text.contains(form))
        })
        .map(|room| format!("{room} is not described"))
        .collect()
}

/// Where a look-alike names the product.
pub fn shared_belief(source: &Source) -> Vec<String> {
    if !source.name.starts_with("tests/sandbox/") {
        return Vec::new();
    }
    source
        .tokens
        .iter()
        .filter(|token| token.name() == Some("conecta"))
        .map(|token| format!("{}:{}", source.name, token.line))
        .collect()
}

/// What the core may not know of.
pub fn impure(source: &Source) -> Vec<String> {
    if source.module.first().is_none_or(|room| room != "domain") {
        return Vec::new();
    }
    source
        .tokens
        .iter()
        .filter_map(|token| {
            let name = token.name().filter(|name| OUTSIDE.contains(name))?;
            Some(format!("{}:{}: {name}", source.name, token.line))
        })
        .collect()
}

/// SQL, and the library that runs it, outside the store.
pub fn stray_sql(source: &Source) -> Vec<String> {
    if source.module.first().is_some_and(|room| room == "store") {
        return Vec::new();
    }
    source
        .tokens
        .iter()
        .filter(|token| is_sql(token))
        .map(|token| format!("{}:{}", source.name, token.line))
        .collect()
}

fn is_sql(token: &Token) -> bool {
    match &token.kind {
        Kind::Name(name) => name == "sqlx",
        Kind::Text(text) => {
            let text = format!(
                " {} ",
                text.split_whitespace().collect::<Vec<_>>().join(" ")
            );
            [
                (" SELECT ", " FROM "),
                (" INSERT ", " INTO "),
                (" UPDATE ", " SET "),
                (" DELETE ", " FROM "),
                (" CREATE ", " TABLE "),
                (" PRAGMA ", " "),
            ]
            .iter()
            .any(|(verb, rest)| {
                text.find(verb)
                    .is_some_and(|at| text[at + verb.len() - 1..].contains(rest))
            })
        }
        _ => false,
    }
}
