use conecta::store::{Condition, Look, OpenError, Store, StoreError, installation};
use tempfile::TempDir;

use crate::{Base, at, unit, url};

#[tokio::test]
async fn a_second_process_finds_the_database_in_use() {
    let base = Base::new().await;
    let second = Store::open(&url(&base.dir)).await;
    assert!(
        matches!(second, Err(OpenError::InUse { ref path }) if path.ends_with("test.db")),
        "the lock holds"
    );
    assert!(matches!(
        Store::migrate(&url(&base.dir)).await,
        Err(OpenError::InUse { .. })
    ));
    base.store.close().await;
    Store::open(&url(&base.dir)).await.expect("free again");
}

#[tokio::test]
async fn migrating_alone_makes_a_database_that_opens() {
    let dir = TempDir::new().expect("a directory");
    Store::migrate(&url(&dir)).await.expect("migrated");
    Store::migrate(&url(&dir)).await.expect("twice is once");
    let store = Store::open(&url(&dir)).await.expect("opened");
    let mut db = store.read().await.expect("a reader");
    let none: Option<bool> = installation::setting(&mut db, "x").await.expect("readable");
    assert_eq!(none, None);
}

#[tokio::test]
async fn what_is_no_file_is_refused_before_anything_is_made() {
    for url in [
        "sqlite::memory:",
        "sqlite://x?mode=memory",
        "postgres://x/y",
        "conecta.db",
        "sqlite://",
    ] {
        let opened = Store::open(url).await;
        assert!(matches!(opened, Err(OpenError::NoFile { .. })), "{url}");
    }
    let dir = TempDir::new().expect("a directory");
    let nowhere = format!("sqlite://{}/no/such/test.db", dir.path().display());
    assert!(matches!(
        Store::open(&nowhere).await,
        Err(OpenError::Lock { .. })
    ));
}

#[tokio::test]
async fn what_is_no_database_or_too_new_is_named() {
    let dir = TempDir::new().expect("a directory");
    std::fs::write(dir.path().join("test.db"), "this is no database, whatever its name says, and long enough to be looked at as a header of one hundred bytes").expect("a file");
    assert!(matches!(
        Store::open(&url(&dir)).await,
        Err(OpenError::Open { .. } | OpenError::Migrate { .. })
    ));

    let base = Base::new().await;
    unit!(base.store, |db| {
        sqlx::query("INSERT INTO _sqlx_migrations VALUES (9999, 'later', 0, 1, x'00', 0)")
            .execute(db)
            .await?
    });
    base.store.close().await;
    assert!(matches!(
        Store::open(&url(&base.dir)).await,
        Err(OpenError::TooNew { .. })
    ));
}

#[tokio::test]
async fn a_reader_cannot_write_and_the_writer_is_safe_against_power_loss() {
    let base = Base::new().await;
    let mut reader = base.store.read().await.expect("a reader");
    let written = installation::id(&mut reader, "0011aabb", at(0)).await;
    assert!(matches!(written, Err(StoreError::Database(_))));
    unit!(base.store, |db| {
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&mut *db)
            .await?;
        let full: i64 = sqlx::query_scalar("PRAGMA synchronous")
            .fetch_one(&mut *db)
            .await?;
        let keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys")
            .fetch_one(&mut *db)
            .await?;
        assert_eq!((mode.as_str(), full, keys), ("wal", 2, 1));
    });
}

#[tokio::test]
async fn a_look_changes_nothing_and_keeps_the_desk_out() {
    let dir = TempDir::new().expect("a directory");
    let look = Look::at(&url(&dir)).await.expect("looked");
    assert_eq!((look.condition, look.in_use), (Condition::Missing, false));
    drop(look);
    assert!(!dir.path().join("test.db").exists());
    let nowhere = format!("sqlite://{}/no/such/test.db", dir.path().display());
    assert!(Look::at(&nowhere).await.is_err());

    Store::migrate(&url(&dir)).await.expect("migrated");
    let mut look = Look::at(&url(&dir)).await.expect("looked");
    assert_eq!((look.condition, look.in_use), (Condition::UpToDate, false));
    let db = look.db().expect("it can be read");
    let written = installation::set_setting(db, "x", &true, at(0)).await;
    written.expect("and written to");
    let opened = Store::open(&url(&dir)).await;
    assert!(matches!(opened, Err(OpenError::InUse { .. })));
    drop(look);

    let store = Store::open(&url(&dir)).await.expect("free again");
    let mut look = Look::at(&url(&dir)).await.expect("looked");
    assert_eq!((look.condition, look.in_use), (Condition::UpToDate, true));
    let db = look.db().expect("it can be read");
    let x: Option<bool> = installation::setting(db, "x").await.expect("readable");
    assert_eq!(x, Some(true));
    let written = installation::set_setting(db, "x", &false, at(0)).await;
    assert!(written.is_err(), "the desk alone writes");
    drop(look);
    store.close().await;
}

#[tokio::test]
async fn a_look_tells_earlier_from_later() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        sqlx::query("DELETE FROM _sqlx_migrations WHERE version = 4")
            .execute(db)
            .await?
    });
    base.store.close().await;
    let mut look = Look::at(&url(&base.dir)).await.expect("looked");
    assert_eq!(look.condition, Condition::Behind);
    assert!(look.db().is_none(), "its tables may be others");
    drop(look);

    let base = Base::new().await;
    unit!(base.store, |db| {
        sqlx::query("INSERT INTO _sqlx_migrations VALUES (9999, 'later', 0, 1, x'00', 0)")
            .execute(db)
            .await?
    });
    base.store.close().await;
    let look = Look::at(&url(&base.dir)).await.expect("looked");
    assert_eq!(look.condition, Condition::TooNew);
}
