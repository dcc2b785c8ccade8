//! Holds the texts in `src/words/` and the code that says them to one another.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::files::{self, Source};
use super::lexer::Token;

/// Functions whose texts in the first line of arguments are ids.
const SAYERS: [&str; 1] = ["say"];

/// The ids of the Portuguese files, each with the ids inside its text. The other languages have the
/// same, as the tests of `src/words/` see to.
fn known() -> BTreeMap<String, Vec<String>> {
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let folder = files::root().join("src/words/pt-BR");
    for entry in fs::read_dir(folder).expect("the texts are there").flatten() {
        let text = fs::read_to_string(entry.path()).expect("readable");
        let mut current = String::new();
        for line in text.lines() {
            if line.starts_with('#') {
                continue;
            }
            if let Some((id, _)) = line.split_once(" =")
                && is_id(id)
            {
                current = id.to_owned();
                ids.entry(current.clone()).or_default();
            }
            let inside = line.split('{').skip(1).filter_map(|part| {
                let name = part.trim_start().split([' ', '}', ',']).next()?;
                is_id(name).then(|| name.to_owned())
            });
            if let Some(parts) = ids.get_mut(&current) {
                parts.extend(inside);
            }
        }
    }
    ids
}

fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Ids that are asked for and do not exist.
pub fn missing() -> Vec<String> {
    let known = known();
    files::product()
        .iter()
        .filter(|source| !source.name.starts_with("src/words/"))
        .flat_map(|source| {
            said(source)
                .into_iter()
                .filter(|(_, id)| !known.contains_key(id))
                .map(|(line, id)| format!("{}:{line}: there is no text {id}", source.name))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The ids in calls that say something, with their lines.
pub fn said(source: &Source) -> Vec<(usize, String)> {
    let tokens = &source.tokens;
    let mut said = Vec::new();
    for at in 1..tokens.len() {
        let call = tokens[at].is('(')
            && tokens[at - 1]
                .name()
                .is_some_and(|name| SAYERS.contains(&name));
        if !call {
            continue;
        }
        let mut depth = 0;
        for token in &tokens[at..] {
            depth += i32::from(token.is('(')) - i32::from(token.is(')'));
            // What the text takes comes last and holds no ids.
            if depth == 0 || token.is('&') || token.name() == Some("args") {
                break;
            }
            if let Some(id) = token.text().filter(|text| is_id(text)) {
                said.push((token.line, id.to_owned()));
            }
        }
    }
    said
}

/// Ids that nobody asks for.
pub fn unused() -> Vec<String> {
    let sources: Vec<_> = files::product()
        .into_iter()
        .filter(|source| !source.name.contains("tests"))
        .collect();
    unused_in(&known(), &sources)
}

/// The ids of `known` that neither stand in the code, nor are put together there
/// (`format!("reason-{name}")`), nor stand inside a text that does.
pub fn unused_in(known: &BTreeMap<String, Vec<String>>, sources: &[Source]) -> Vec<String> {
    let texts: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| source.tokens.iter().filter_map(Token::text))
        .collect();
    let patterns: Vec<Vec<&str>> = texts.iter().filter_map(|text| pattern(text)).collect();
    let mut waiting: Vec<&String> = known
        .keys()
        .filter(|id| texts.contains(id.as_str()) || patterns.iter().any(|parts| fits(parts, id)))
        .collect();
    let mut used = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if used.insert(id) {
            let inside = known.get(id).into_iter().flatten();
            waiting.extend(inside.filter(|id| known.contains_key(*id)));
        }
    }
    known
        .keys()
        .filter(|id| !used.contains(id))
        .map(|id| format!("the text {id} is never said"))
        .collect()
}

/// The fixed parts of an id that is put together: `["reason-", ""]`.
fn pattern(text: &str) -> Option<Vec<&str>> {
    if !text.contains('{') {
        return None;
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        parts.push(before);
        rest = after.split_once('}')?.1;
    }
    parts.push(rest);
    let fixed = |part: &&str| {
        part.chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
    };
    let begins = parts[0].len() >= 2 && parts.iter().any(|part| part.contains('-'));
    (begins && parts.iter().all(fixed)).then_some(parts)
}

fn fits(parts: &[&str], id: &str) -> bool {
    let Some(mut rest) = id.strip_prefix(parts[0]) else {
        return false;
    };
    let (last, between) = parts[1..].split_last().expect("a pattern has two parts");
    for part in between {
        // What is put in has at least one letter.
        let Some(at) = rest
            .char_indices()
            .skip(1)
            .find_map(|(at, _)| rest[at..].starts_with(part).then_some(at))
        else {
            return false;
        };
        rest = &rest[at + part.len()..];
    }
    rest.len() > last.len() && rest.ends_with(last)
}
