//! Finds the project's files and checks each by itself.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::lexer::{self, Token};

/// A file longer than this holds more than one idea.
const LINES_MAX: usize = 500;

/// A Rust file.
pub struct Source {
    /// From the project's root, with `/`.
    pub name: String,
    /// Its module from the crate's root: `["store", "writer"]`; empty for the root itself.
    pub module: Vec<String>,
    pub text: String,
    pub tokens: Vec<Token>,
}

impl Source {
    pub fn new(name: &str, text: &str) -> Self {
        Self {
            name: name.to_owned(),
            module: module(name),
            text: text.to_owned(),
            tokens: lexer::tokens(text),
        }
    }

    pub fn too_long(&self) -> Option<String> {
        let lines = self.text.lines().count();
        (lines > LINES_MAX)
            .then(|| format!("{} has {lines} lines; {LINES_MAX} is the most", self.name))
    }
}

fn module(name: &str) -> Vec<String> {
    let path = name.strip_prefix("src/").unwrap_or(name);
    let path = path.strip_suffix(".rs").unwrap_or(path);
    if matches!(path, "lib" | "main") {
        return Vec::new();
    }
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').map(str::to_owned).collect()
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if !path.is_dir() {
            found.push(path);
        } else if !path.ends_with("target") && !path.ends_with(".git") {
            walk(&path, found);
        }
    }
}

fn under(folders: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in folders {
        walk(&root().join(folder), &mut found);
    }
    found.sort();
    found
}

fn name(path: &Path) -> String {
    let inside = path.strip_prefix(root()).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}

fn sources(folders: &[&str]) -> Vec<Source> {
    under(folders)
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .map(|path| Source::new(&name(path), &fs::read_to_string(path).expect("readable")))
        .collect()
}

/// The product's own files.
pub fn product() -> Vec<Source> {
    sources(&["src", "commands"])
}

/// Every Rust file of the workspace.
pub fn code() -> Vec<Source> {
    sources(&["src", "commands", "tests"])
}

/// Every file that people read or run, with its name.
pub fn everything() -> Vec<(String, String)> {
    under(&[""])
        .iter()
        .filter(|path| {
            let kept_by_hand = !path.ends_with("Cargo.lock") && !path.ends_with(".env");
            kept_by_hand && !path.ends_with(".git")
        })
        .filter_map(|path| Some((name(path), fs::read_to_string(path).ok()?)))
        .collect()
}

/// Marks of unfinished work. They are put together here, so that this file does not hold them.
pub fn undone(source: &Source) -> Vec<String> {
    let words = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("XX", "X"),
        concat!("HA", "CK"),
    ];
    let macros = ["dbg", "todo", "unimplemented"];
    let marks = source.text.lines().enumerate().flat_map(|(index, line)| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .filter(|word| words.contains(word))
            .map(move |word| (index + 1, word.to_owned()))
            .collect::<Vec<_>>()
    });
    let calls = source.tokens.windows(2).filter_map(|pair| {
        let name = pair[0].name().filter(|name| macros.contains(name))?;
        pair[1].is('!').then(|| (pair[0].line, format!("{name}!")))
    });
    marks
        .chain(calls)
        .map(|(line, what)| format!("{}:{line}: {what}", source.name))
        .collect()
}

/// Names of the place where the project was written.
pub fn workplace((name, text): &(String, String)) -> Vec<String> {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("shared/", "design"),
        concat!("shared/", "reference"),
        concat!("work", "tree"),
        concat!("issues ", "show"),
        concat!("experience", ".md"),
        concat!("domain", ".md"),
        concat!("whatsapp", ".md"),
        concat!("discord", ".md"),
        concat!("peers", ".md"),
        concat!("clau", "de"),
        concat!("anthro", "pic"),
        concat!("copi", "lot"),
        concat!("chat", "gpt"),
    ];
    text.lines()
        .enumerate()
        .flat_map(|(index, line)| {
            let line = line.to_lowercase();
            let found: Vec<_> = words
                .iter()
                .filter(|word| line.contains(&word.to_lowercase()))
                .map(|word| format!("{name}:{}: {word}", index + 1))
                .collect();
            found
        })
        .collect()
}

/// Files that no module, no text and no other file names.
pub fn unreferenced() -> Vec<String> {
    let code = code();
    let mut reached = BTreeSet::new();
    for source in code.iter().filter(|source| is_root(&source.name)) {
        reach(source, &code, &mut reached);
    }
    let alone = code
        .iter()
        .filter(|source| !reached.contains(&source.name))
        .map(|source| format!("{} is in no module", source.name));
    let literals: BTreeSet<&str> = code
        .iter()
        .flat_map(|source| source.tokens.iter().filter_map(Token::text))
        .collect();
    let unnamed = under(&["src", "commands"])
        .into_iter()
        .filter(|path| path.extension().is_none_or(|ending| ending != "rs"))
        .filter(|path| {
            let named = |part: Option<&std::ffi::OsStr>| {
                part.and_then(|part| part.to_str()).is_some_and(|part| {
                    literals
                        .iter()
                        .any(|text| text.rsplit('/').next() == Some(part))
                })
            };
            !named(path.file_name()) && !named(path.file_stem())
        })
        .map(|path| format!("{} is named nowhere", name(&path)));
    alone.chain(unnamed).collect()
}

/// Whether Cargo builds something from this file by itself.
fn is_root(name: &str) -> bool {
    let alone = |path: &str| {
        let parts: Vec<_> = path.split('/').collect();
        matches!(parts[..], [_]) || matches!(parts[..], [_, "main.rs"])
    };
    let member = ["", "tests/sandbox/", "tests/demo/", "tests/fuzz/"]
        .iter()
        .rev()
        .find_map(|folder| name.strip_prefix(folder))
        .unwrap_or(name);
    matches!(member, "src/lib.rs" | "src/main.rs")
        || ["tests/", "examples/", "fuzz_targets/"]
            .iter()
            .filter_map(|folder| member.strip_prefix(folder))
            .any(alone)
}

fn reach(source: &Source, code: &[Source], reached: &mut BTreeSet<String>) {
    if !reached.insert(source.name.clone()) {
        return;
    }
    for child in children(source) {
        let found = child
            .iter()
            .find_map(|name| code.iter().find(|source| source.name == *name));
        if let Some(found) = found {
            reach(found, code, reached);
        }
    }
}

/// Where each module that a file declares may stand.
fn children(source: &Source) -> Vec<Vec<String>> {
    let (folder, file) = source.name.rsplit_once('/').unwrap_or(("", &source.name));
    let own = if is_root(&source.name) || file == "mod.rs" {
        folder.to_owned()
    } else {
        source.name.trim_end_matches(".rs").to_owned()
    };
    let tokens = &source.tokens;
    (0..tokens.len())
        .filter(|&at| tokens[at].name() == Some("mod"))
        .filter(|&at| tokens.get(at + 2).is_some_and(|token| token.is(';')))
        .filter_map(|at| {
            let name = tokens[at + 1].name()?;
            let elsewhere = tokens[..at]
                .iter()
                .rev()
                .take_while(|token| !token.is(';') && !token.is('}'))
                .collect::<Vec<_>>()
                .windows(3)
                .find_map(|three| {
                    let path = three[0].text().filter(|_| three[1].is('='));
                    path.filter(|_| three[2].name() == Some("path"))
                });
            Some(match elsewhere {
                Some(path) => vec![resolve(folder, path)],
                None => vec![format!("{own}/{name}.rs"), format!("{own}/{name}/mod.rs")],
            })
        })
        .collect()
}

fn resolve(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').collect();
    for part in path.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}

/// Links from one document to a file that is not there.
pub fn broken_links((name, text): &(String, String)) -> Vec<String> {
    if !name.ends_with(".md") {
        return Vec::new();
    }
    let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', '#']).next())
        .filter(|link| !link.is_empty() && !link.contains("://"))
        .filter(|link| !root().join(resolve(folder, link)).exists())
        .map(|link| format!("{name}: there is no {link}"))
        .collect()
}
