//! The published payloads, where they lie beside the project.

use std::fs;
use std::path::PathBuf;

use conecta_sandbox::beside::beside_the_project;
use serde_json::Value;

/// A published payload.
pub struct Sample {
    /// Folder and file.
    pub name: String,
    /// As it was published.
    pub bytes: Vec<u8>,
    /// The same, read.
    pub body: Value,
}

impl Sample {
    /// The file's name without its ending.
    pub fn stem(&self) -> &str {
        let (_, file) = self.name.split_once('/').unwrap_or(("", &self.name));
        file.trim_end_matches(".json")
    }

    /// What it says of each number.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let entries = self.body["entry"].as_array().into_iter().flatten();
        entries
            .flat_map(|entry| entry["changes"].as_array().into_iter().flatten())
            .map(|change| &change["value"])
    }

    /// The messages in it.
    pub fn messages(&self) -> Vec<&Value> {
        let all = self.values();
        all.flat_map(|value| value["messages"].as_array().into_iter().flatten())
            .collect()
    }
}

/// The payloads of these folders by name; none where they do not lie beside the project.
pub fn samples(folders: &[&str]) -> Vec<Sample> {
    let Some(beside) = beside_the_project("whatsapp") else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| fs::read_dir(beside.join(folder)).expect("a folder"))
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "json"))
        .collect();
    files.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("readable");
        let inside = path.strip_prefix(&beside).expect("it lies in there");
        Sample {
            name: inside.display().to_string(),
            body: serde_json::from_slice(&bytes).expect("JSON"),
            bytes,
        }
    };
    files.into_iter().map(read).collect()
}
