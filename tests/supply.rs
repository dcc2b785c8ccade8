//! What we depend on, without a network: `deny.toml` holds for `Cargo.lock`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A locked package.
#[derive(Debug, PartialEq, Eq)]
struct Locked {
    name: String,
    version: String,
    /// `None` for a member of this workspace.
    source: Option<String>,
}

fn locked(lock: &str) -> Vec<Locked> {
    lock.split("[[package]]")
        .skip(1)
        .map(|package| {
            let value = |key: &str| {
                package.lines().find_map(|line| {
                    let (name, value) = line.split_once(" = ")?;
                    (name == key).then(|| value.trim_matches('"').to_owned())
                })
            };
            Locked {
                name: value("name").expect("a package has a name"),
                version: value("version").expect("a package has a version"),
                source: value("source"),
            }
        })
        .collect()
}

/// The entries of a list in `deny.toml`, one a line.
fn list<'a>(deny: &'a str, section: &str, key: &str) -> Vec<&'a str> {
    let (_, after) = deny
        .split_once(&format!("\n[{section}]\n"))
        .unwrap_or_else(|| panic!("deny.toml has no [{section}]"));
    let section = after.split("\n[").next().unwrap_or_default();
    let (_, entries) = section
        .split_once(&format!("{key} = [\n"))
        .unwrap_or_else(|| panic!("deny.toml has no {key}"));
    let entries = entries.split("\n]").next().unwrap_or_default();
    entries.lines().map(str::trim).collect()
}

/// The value of a key in `{ key = "…", … }`.
fn value<'a>(entry: &'a str, key: &str) -> Option<&'a str> {
    let (_, after) = entry.split_once(&format!("{key} = \""))?;
    after.split('"').next()
}

/// Packages in several versions, by name.
fn doubles(packages: &[Locked]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages {
        let of = versions.entry(&package.name).or_default();
        of.insert(&package.version);
    }
    versions.retain(|_, versions| versions.len() > 1);
    versions
}

/// Whether an expression such as `(MIT OR Apache-2.0) AND Unicode-3.0` can be kept with these
/// licences alone.
fn allowed(expression: &str, licences: &BTreeSet<&str>) -> bool {
    let expression = expression.trim();
    for (operator, all) in [(" AND ", true), (" OR ", false)] {
        let parts = split_outside(expression, operator);
        if parts.len() > 1 {
            let mut kept = parts.iter().map(|part| allowed(part, licences));
            return if all {
                kept.all(|kept| kept)
            } else {
                kept.any(|kept| kept)
            };
        }
    }
    let inner = expression
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    match inner {
        Some(inner) => allowed(inner, licences),
        None => licences.contains(expression),
    }
}

/// Splits where the operator stands in no parentheses. A slash is how `OR` used to be written.
fn split_outside(expression: &str, operator: &str) -> Vec<String> {
    let text = expression.replace(" / ", " OR ").replace('/', " OR ");
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 && at >= start && text[at..].starts_with(operator) => {
                parts.push(text[start..at].to_owned());
                start = at + operator.len();
            }
            _ => {}
        }
    }
    parts.push(text[start..].to_owned());
    parts
}

#[test]
fn everything_comes_from_crates_io() {
    let packages = locked(&read("Cargo.lock"));
    assert!(packages.len() > 100, "the lock is read");
    for package in packages {
        let own = package.name.starts_with("conecta") && package.source.is_none();
        assert!(
            own || package.source.as_deref() == Some(CRATES_IO),
            "{package:?}"
        );
    }
}

#[test]
fn nothing_banned_is_locked() {
    let deny = read("deny.toml");
    let banned: Vec<_> = list(&deny, "bans", "deny")
        .into_iter()
        .filter_map(|entry| value(entry, "crate"))
        .collect();
    assert!(banned.contains(&"openssl"), "deny.toml is read");
    for package in locked(&read("Cargo.lock")) {
        assert!(!banned.contains(&package.name.as_str()), "{package:?}");
    }
}

#[test]
fn what_stands_twice_does_so_for_a_reason() {
    let (deny, lock) = (read("deny.toml"), read("Cargo.lock"));
    let packages = locked(&lock);
    let doubles = doubles(&packages);
    let mut known: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for entry in list(&deny, "bans", "skip") {
        let package = value(entry, "crate").expect("an entry names its package");
        assert!(
            value(entry, "reason").is_some_and(|reason| !reason.is_empty()),
            "{package} has no reason"
        );
        let (name, version) = package.split_once('@').expect("and its version");
        let there = doubles
            .get(name)
            .is_some_and(|versions| versions.contains(version));
        assert!(
            there,
            "{package} no longer stands twice; take it from deny.toml"
        );
        known.entry(name).or_default().insert(version);
    }
    for (name, versions) in doubles {
        let excused = known.get(name).map_or(0, BTreeSet::len);
        assert_eq!(
            versions.len() - excused,
            1,
            "{name} stands twice ({versions:?}) and deny.toml gives no reason"
        );
    }
}

#[test]
fn known_advisories_are_about_what_is_locked() {
    let deny = read("deny.toml");
    let packages = locked(&read("Cargo.lock"));
    let old = packages
        .iter()
        .any(|package| package.name == "rustls-webpki" && package.version.starts_with("0.102."));
    assert!(
        old,
        "serenity no longer brings it: take the exceptions from deny.toml"
    );
    for entry in list(&deny, "advisories", "ignore") {
        assert!(value(entry, "id").is_some_and(|id| id.starts_with("RUSTSEC-")));
        assert!(value(entry, "reason").is_some_and(|reason| reason.contains("serenity")));
    }
}

#[test]
fn every_licence_is_one_we_keep() {
    let deny = read("deny.toml");
    let licences: BTreeSet<_> = list(&deny, "licenses", "allow")
        .into_iter()
        .map(|entry| entry.trim_matches([',', '"']))
        .collect();
    let version = Command::new("rustc").arg("-vV").output().expect("rustc");
    let version = String::from_utf8(version.stdout).expect("text");
    let host = version
        .lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host");
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--offline", "--locked", "--format-version", "1"])
        // What other systems need was never downloaded here.
        .args(["--filter-platform", host])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo");
    let why = String::from_utf8_lossy(&output.stderr);
    let metadata: Value =
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {why}"));
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 100, "the packages are read");
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for package in packages
        .iter()
        .filter(|package| !package["source"].is_null())
    {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(
            allowed(licence, &licences),
            "{}: {licence} is not among the licences of deny.toml",
            package["name"]
        );
        used.extend(licences.iter().filter(|known| licence.contains(**known)));
    }
    let idle: Vec<_> = licences
        .iter()
        .filter(|known| !used.contains(*known))
        .collect();
    assert!(
        idle.is_empty(),
        "no package has {idle:?}; take it from deny.toml"
    );
}

#[test]
fn the_checks_find_what_they_should() {
    let licences = BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
    for (expression, kept) in [
        ("MIT", true),
        ("GPL-3.0", false),
        ("GPL-3.0 OR MIT", true),
        ("GPL-3.0/MIT", true),
        ("MIT AND ISC", true),
        ("MIT AND GPL-3.0", false),
        ("(GPL-3.0 OR MIT) AND ISC", true),
        ("(GPL-3.0 OR BSD) AND ISC", false),
        ("GPL-3.0 OR (MIT AND BSD)", false),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0", false),
    ] {
        assert_eq!(allowed(expression, &licences), kept, "{expression}");
    }
    let lock = "[[package]]\nname = \"a\"\nversion = \"1\"\nsource = \"git+https://x\"\n\n\
                [[package]]\nname = \"a\"\nversion = \"2\"\n";
    let packages = locked(lock);
    assert_eq!(packages[0].source.as_deref(), Some("git+https://x"));
    assert_eq!(packages[1].source, None);
    assert_eq!(doubles(&packages)["a"].len(), 2);
    let deny = "\n[bans]\nskip = [\n    { crate = \"a@1\", reason = \"why\" },\n]\nother = [\n]\n";
    let entries = list(deny, "bans", "skip");
    assert_eq!(entries.len(), 1);
    assert_eq!(value(entries[0], "crate"), Some("a@1"));
}
