//! Published payloads, where they lie beside the project; without them the tests that read them
//! say so and pass.

use std::fs;
use std::path::{Path, PathBuf};

/// The files of a group by name, or `None` where there are none on this machine.
pub(super) fn group(name: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let Some(folder) = folder(name) else {
        eprintln!("skipped: no shared/data/whatsapp/{name} beside the project");
        return None;
    };
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the folder was just seen")
        .map(|entry| {
            let entry = entry.expect("an entry of a readable folder");
            let bytes = fs::read(entry.path()).expect("samples are readable");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    files.sort();
    assert!(!files.is_empty(), "{name} holds samples");
    Some(files)
}

fn folder(name: &str) -> Option<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .skip(1)
        .map(|above| above.join("shared/data/whatsapp").join(name))
        .find(|folder| folder.is_dir())
}
