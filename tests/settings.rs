//! The settings as people meet them: `.env.example`, `--help`, and what is said when one is wrong.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use clap::Args;
use conecta::channels::whatsapp::webhook;
use conecta::config::Settings;
use conecta::discord::permissions::Needed;

/// What is said of one setting.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    name: String,
    sentence: String,
    /// `None` if it has to be filled in; empty if it may be left out and has no default.
    default: Option<String>,
}

const REQUIRED: [&str; 6] = [
    "DISCORD_TOKEN",
    "DISCORD_GUILD_ID",
    "WHATSAPP_TOKEN",
    "WHATSAPP_APP_SECRET",
    "WHATSAPP_VERIFY_TOKEN",
    "WHATSAPP_BUSINESS_ACCOUNT_IDS",
];

/// The settings as the program defines them, in its order.
fn defined() -> Vec<Said> {
    let command = Settings::augment_args(clap::Command::new("conecta"));
    command
        .get_arguments()
        .filter_map(|argument| {
            let name = argument
                .get_env()?
                .to_str()
                .expect("a plain name")
                .to_owned();
            let help = argument.get_help().expect("a sentence").to_string();
            let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
            let help = help.trim_end_matches('.');
            let (sentence, default) = match help.split_once(" [default: ") {
                Some((sentence, default)) => (sentence, default.trim_end_matches(']')),
                None => (help, ""),
            };
            let required = REQUIRED.contains(&name.as_str());
            Some(Said {
                sentence: format!("{}.", sentence.trim_end_matches('.')),
                default: (!required).then(|| default.to_owned()),
                name,
            })
        })
        .collect()
}

/// The settings as `.env.example` shows them.
fn shown(example: &str) -> Vec<Said> {
    let mut shown = Vec::new();
    let mut sentence: Vec<&str> = Vec::new();
    for line in example.lines() {
        if let Some(text) = line.strip_prefix("# ") {
            sentence.push(text);
        } else if let Some((name, value)) = line.split_once('=') {
            let commented = name.strip_prefix('#');
            shown.push(Said {
                name: commented.unwrap_or(name).to_owned(),
                sentence: sentence.join(" "),
                default: commented.is_some().then(|| value.to_owned()),
            });
        } else {
            assert!(line.is_empty(), "neither sentence nor setting: {line}");
            sentence.clear();
        }
    }
    shown
}

#[test]
fn the_example_says_what_the_program_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(".env.example");
    let example = fs::read_to_string(path).expect(".env.example");
    assert_eq!(shown(&example), defined());
}

#[test]
fn the_readme_asks_for_what_is_needed_and_no_more() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("README.md");
    let readme = readme.split_whitespace().collect::<Vec<_>>().join(" ");
    let needed = Needed::IN_CHANNEL.iter().chain(&Needed::TO_SET_UP);
    let needed = needed.chain(&Needed::WELCOME);
    let bits = needed
        .clone()
        .map(|one| one.permission().bits())
        .sum::<u64>();
    assert!(readme.contains(&format!("permissions={bits} ")), "{bits}");
    for one in needed {
        assert!(readme.contains(one.name()), "{}", one.name());
    }
    for name in REQUIRED {
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
    assert!(readme.contains(conecta::intake::http::PATH));
}

#[test]
fn the_readme_subscribes_to_all_that_is_read_and_to_no_more() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(path).expect("README.md");
    let (_, table) = readme
        .split_once("| field | why |\n|---|---|\n")
        .expect("a table");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    let fields = rows.map(|row| row.split('|').nth(1).expect("a first cell"));
    let mut asked: Vec<&str> = fields
        .flat_map(|cell| cell.split(','))
        .map(|field| field.trim().trim_matches('`'))
        .collect();
    asked.sort_unstable();
    let mut read: Vec<&str> = webhook::fields().collect();
    read.sort_unstable();
    assert_eq!(asked, read);
}

#[test]
fn help_names_every_setting() {
    let output = conecta(&["--help"], &BTreeMap::new(), &Folder::empty());
    let help = String::from_utf8(output.stdout).expect("text");
    assert!(output.status.success());
    for said in defined() {
        let option = said.name.to_lowercase().replace('_', "-");
        assert!(help.contains(&format!("[env: {}", said.name)), "{help}");
        assert!(help.contains(&format!("--{option} ")), "{help}");
    }
}

/// A folder without a `.env`, in which the program runs.
struct Folder(tempfile::TempDir);

impl Folder {
    fn empty() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("readable").flatten();
        entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect()
    }
}

fn conecta(arguments: &[&str], settings: &BTreeMap<&str, &str>, folder: &Folder) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conecta"))
        .args(arguments)
        .env_clear()
        .envs(settings)
        .current_dir(folder.0.path())
        .output()
        .expect("the program runs")
}

/// Settings in which nothing is wrong, and which reach nobody.
fn complete() -> BTreeMap<&'static str, &'static str> {
    BTreeMap::from([
        ("DISCORD_TOKEN", "MTA.x.y"),
        ("DISCORD_GUILD_ID", "42"),
        ("DISCORD_API_BASE", "http://127.0.0.1:9"),
        ("WHATSAPP_TOKEN", "EAAB"),
        ("WHATSAPP_APP_SECRET", "secret"),
        ("WHATSAPP_VERIFY_TOKEN", "word"),
        ("WHATSAPP_BUSINESS_ACCOUNT_IDS", "7"),
        ("GRAPH_API_BASE", "http://127.0.0.1:9"),
        ("DEFAULT_LOCALE", "en"),
    ])
}

/// The program says one sentence, which names the setting, and ends before anything has started.
fn refused(settings: &BTreeMap<&str, &str>, name: &str, arguments: &[&str]) {
    let folder = Folder::empty();
    let output = conecta(arguments, settings, &folder);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{name}: {said}");
    assert_eq!(said.lines().count(), 1, "{name}: {said}");
    assert!(said.contains(name), "{name}: {said}");
    assert!(said.trim_end().ends_with('.'), "{name}: {said}");
    assert_eq!(output.stdout, b"", "{name}");
    assert_eq!(folder.names(), Vec::<String>::new(), "{name}");
}

#[test]
fn a_missing_setting_is_named_before_anything_starts() {
    for name in REQUIRED {
        let mut settings = complete();
        settings.remove(name);
        refused(&settings, name, &["run"]);
        settings.insert(name, "  ");
        refused(&settings, name, &["doctor"]);
    }
}

#[test]
fn a_malformed_setting_is_named_before_anything_starts() {
    let table = [
        ("DISCORD_GUILD_ID", "empresa"),
        ("DISCORD_API_BASE", "http://discord.com"),
        ("DISCORD_API_BASE", "discord"),
        ("WHATSAPP_BUSINESS_ACCOUNT_IDS", "7,oito"),
        ("GRAPH_API_BASE", "ftp://graph.facebook.com"),
        ("GRAPH_API_VERSION", "25"),
        ("DATABASE_URL", "postgres://somewhere/db"),
        ("WEBHOOK_BIND", "8080"),
        ("PUBLIC_URL", "desk.example.com"),
        ("METRICS_BIND", "localhost"),
        ("DEFAULT_LOCALE", "tlh"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("LOG_FORMAT", "xml"),
    ];
    for (name, value) in table {
        let mut settings = complete();
        settings.insert(name, value);
        refused(&settings, name, &["run"]);
    }
    let settings = BTreeMap::from([("DATABASE_URL", "postgres://somewhere/db")]);
    refused(&settings, "DATABASE_URL", &["migrate"]);
}

#[test]
fn a_secret_is_never_said() {
    let mut settings = complete();
    settings.insert("DISCORD_TOKEN", "MTA.very-secret.token");
    settings.insert("TIME_ZONE", "Mars/Olympus");
    let folder = Folder::empty();
    for arguments in [&["run"][..], &["--help"]] {
        let output = conecta(arguments, &settings, &folder);
        for said in [output.stdout, output.stderr] {
            let said = String::from_utf8(said).expect("text");
            assert!(!said.contains("very-secret"), "{said}");
        }
    }
}

#[test]
fn a_dot_env_file_is_read_and_the_environment_wins() {
    let folder = Folder::empty();
    let mut settings = complete();
    settings.remove("TIME_ZONE");
    let file = folder.0.path().join(".env");
    fs::write(&file, "TIME_ZONE=Mars/Olympus\n").expect("writable");
    let output = conecta(&["run"], &settings, &folder);
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("TIME_ZONE"), "{said}");

    settings.insert("TIME_ZONE", "America/Manaus");
    settings.insert("GRAPH_API_VERSION", "25");
    let output = conecta(&["run"], &settings, &folder);
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("GRAPH_API_VERSION"), "{said}");

    fs::write(&file, "WHAT IS = THIS'").expect("writable");
    let output = conecta(&["run"], &settings, &folder);
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(".env") && said.lines().count() == 1, "{said}");
}

#[test]
fn migrate_needs_the_database_alone() {
    let folder = Folder::empty();
    let output = conecta(&["migrate"], &BTreeMap::new(), &folder);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(folder.names().contains(&"conecta.db".to_owned()));
}
