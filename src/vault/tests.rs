use std::path::Path;

use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{Incoming, Vault, derived};

const KEY: &str = "00112233445566778899aabbccddeeff";
const OTHER: &str = "ffeeddccbbaa99887766554433221100";

/// SHA-256 of `abc`: <https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines>
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

async fn vault() -> (TempDir, Vault) {
    let dir = TempDir::new().expect("a directory");
    let vault = Vault::open(&dir.path().join("files")).await;
    (dir, vault.expect("a vault"))
}

async fn coming(vault: &Vault, parts: &[&[u8]]) -> Incoming {
    let mut incoming = vault.receive().await.expect("room for it");
    for part in parts {
        incoming.write_all(part).await.expect("written");
    }
    incoming
}

async fn text(vault: &Vault, name: &str) -> String {
    let (mut file, bytes) = vault.read(name).await.expect("it is there");
    let mut text = String::new();
    file.read_to_string(&mut text).await.expect("readable");
    assert_eq!(text.len() as u64, bytes);
    text
}

fn names(vault: &Vault) -> Vec<String> {
    let entries = std::fs::read_dir(&vault.folder).expect("the folder");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("an entry").file_name())
        .map(|name| name.into_string().expect("a plain name"))
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn a_file_is_hashed_and_counted_and_kept_under_its_key() {
    let (_dir, vault) = vault().await;
    let incoming = coming(&vault, &[b"a", b"", b"bc"]).await;
    assert_eq!(
        names(&vault),
        ["0.part"],
        "nobody finds it before it is whole"
    );
    assert_eq!(incoming.head(), b"abc");
    let came = incoming.keep(KEY).await.expect("kept");
    assert_eq!((came.bytes, hex::encode(came.sha256).as_str()), (3, ABC));
    assert_eq!(text(&vault, KEY).await, "abc");
    assert_eq!(names(&vault), [KEY]);

    let again = coming(&vault, &[b"xyz!"]).await;
    again.keep(KEY).await.expect("kept in its place");
    assert_eq!(text(&vault, KEY).await, "xyz!");
}

#[tokio::test]
async fn what_is_not_kept_leaves_nothing_behind() {
    let (_dir, vault) = vault().await;
    drop(coming(&vault, &[b"half a fi"]).await);
    assert_eq!(names(&vault), [""; 0]);
    vault.probe().await.expect("writable");
    assert_eq!(names(&vault), [""; 0]);

    let once = coming(&vault, &[b"once"]).await;
    let (mut file, bytes) = once.read_once().await.expect("readable");
    assert_eq!(names(&vault), [""; 0]);
    let mut text = String::new();
    file.read_to_string(&mut text).await.expect("readable");
    assert_eq!((text.as_str(), bytes), ("once", 4));
}

#[tokio::test]
async fn a_start_removes_what_was_not_finished_and_nothing_else() {
    let (_dir, vault) = vault().await;
    coming(&vault, &[b"abc"])
        .await
        .keep(KEY)
        .await
        .expect("kept");
    std::fs::write(vault.folder.join("7.part"), b"half").expect("written");
    let again = Vault::open(&vault.folder).await.expect("opened");
    assert_eq!(names(&again), [KEY]);
}

#[tokio::test]
async fn what_was_made_of_a_file_goes_with_it() {
    let (_dir, vault) = vault().await;
    for name in [KEY.to_owned(), derived(KEY, "png"), OTHER.to_owned()] {
        coming(&vault, &[b"abc"])
            .await
            .keep(&name)
            .await
            .expect("kept");
    }
    let keys = [KEY.to_owned(), "0".repeat(32)];
    vault.remove(&keys).await.expect("removed");
    assert_eq!(names(&vault), [OTHER]);
    let gone = vault.read(KEY).await.expect_err("it is gone");
    assert_eq!(gone.kind(), std::io::ErrorKind::NotFound);
}

#[tokio::test]
async fn no_name_leads_out_of_the_folder() {
    let (dir, vault) = vault().await;
    std::fs::write(dir.path().join("secret"), b"abc").expect("written");
    for name in [
        "../secret",
        "/etc/hostname",
        "",
        ".",
        "a/b",
        "a..b",
        "0.part",
        "KEY",
        "ç",
    ] {
        assert!(vault.read(name).await.is_err(), "{name}");
        assert!(
            coming(&vault, &[]).await.keep(name).await.is_err(),
            "{name}"
        );
    }
    assert_eq!(names(&vault), [""; 0]);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_reads_them() {
    use std::os::unix::fs::PermissionsExt as _;

    let (_dir, vault) = vault().await;
    coming(&vault, &[b"abc"])
        .await
        .keep(KEY)
        .await
        .expect("kept");
    let mode = |path: &Path| {
        let facts = std::fs::metadata(path).expect("it is there");
        facts.permissions().mode() & 0o777
    };
    assert_eq!(mode(&vault.folder), 0o700);
    assert_eq!(mode(&vault.folder.join(KEY)), 0o600);
}
