//! The database that stories begin with.

use conecta::store::Store;
use tokio::sync::OnceCell;

/// One that is up to date and holds nothing, as the one file that it is once it is closed. Making it
/// takes a good part of a short story's time, so that all stories of a process begin with the same.
pub async fn made() -> &'static [u8] {
    static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let make = || async {
        let dir = tempfile::tempdir().expect("a directory");
        let path = dir.path().join("new.db");
        let made = Store::migrate(&format!("sqlite://{}", path.display())).await;
        made.expect("a new database");
        std::fs::read(path).expect("all of it")
    };
    MADE.get_or_init(make).await
}
