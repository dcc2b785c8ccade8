//! Published payloads, where they lie beside the project.

use std::fs;

use conecta_sandbox::beside::beside_the_project;

/// The files of a group by name, or `None` where there are none on this machine.
pub(super) fn group(name: &str) -> Option<Vec<(String, Vec<u8>)>> {
    let folder = beside_the_project(&format!("whatsapp/{name}"))?;
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
