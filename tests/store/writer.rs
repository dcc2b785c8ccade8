use conecta::store::{Db, GROUP, Store, StoreError, WriteError, installation};
use conecta_sandbox::wait::patiently;
use futures::future::{BoxFuture, join_all};

use crate::{Base, at, unit, url};

/// Sets a setting named after the number; fails afterwards if told to.
fn numbered(
    number: usize,
    fail: bool,
) -> impl for<'c> FnOnce(&'c mut Db) -> BoxFuture<'c, Result<usize, StoreError>> {
    move |db| {
        Box::pin(async move {
            installation::set_setting(db, &number.to_string(), &number, at(0)).await?;
            if fail {
                return Err(StoreError::Closed);
            }
            Ok(number)
        })
    }
}

async fn settings(store: &Store) -> i64 {
    let mut db = store.read().await.expect("a reader");
    sqlx::query_scalar("SELECT COUNT(*) FROM settings")
        .fetch_one(&mut *db)
        .await
        .expect("readable")
}

#[tokio::test]
async fn a_full_group_shares_one_commit_and_each_gets_its_own_answer() {
    let base = Base::new().await;
    let units = (0..GROUP).map(|number| base.store.write(numbered(number, false)));
    let done = join_all(units).await;
    let answers: Vec<usize> = done
        .into_iter()
        .map(|done| done.expect("written"))
        .collect();
    assert_eq!(answers, (0..GROUP).collect::<Vec<_>>());
    assert_eq!(base.store.commits(), 1);
    assert_eq!(settings(&base.store).await, 128);
}

#[tokio::test]
async fn one_more_than_a_group_needs_a_second_commit() {
    let base = Base::new().await;
    join_all((0..=GROUP).map(|number| base.store.write(numbered(number, false)))).await;
    assert_eq!(base.store.commits(), 2);
}

#[tokio::test]
async fn a_unit_that_fails_is_rolled_back_alone() {
    let base = Base::new().await;
    let units = (0..10).map(|number| base.store.write(numbered(number, number == 4)));
    let done = join_all(units).await;
    for (number, done) in done.iter().enumerate() {
        match done {
            Ok(_) => assert_ne!(number, 4),
            Err(WriteError::Unit(StoreError::Closed)) => assert_eq!(number, 4),
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(base.store.commits(), 1);
    assert_eq!(settings(&base.store).await, 9);
}

#[tokio::test]
async fn a_group_of_failures_commits_nothing() {
    let base = Base::new().await;
    let failed = base.store.write(numbered(1, true)).await;
    assert!(matches!(failed, Err(WriteError::Unit(_))));
    assert_eq!(base.store.commits(), 0);
    assert_eq!(settings(&base.store).await, 0);
}

#[tokio::test]
async fn a_panic_inside_a_unit_is_its_own_trouble() {
    let base = Base::new().await;
    let in_the_future = base.store.write(|db| {
        Box::pin(async move {
            installation::set_setting(db, "lost", &1, at(0)).await?;
            Ok::<_, StoreError>(u8::try_from(300).expect("a panic that the test wants"))
        })
    });
    let in_the_closure = base
        .store
        .write(|_: &mut Db| -> BoxFuture<'_, Result<(), StoreError>> {
            panic!("another panic that the test wants")
        });
    let (first, neighbour, second) = futures::future::join3(
        in_the_future,
        base.store.write(numbered(7, false)),
        in_the_closure,
    )
    .await;
    assert!(matches!(first, Err(WriteError::Panicked)));
    assert!(matches!(second, Err(WriteError::Panicked)));
    assert_eq!(neighbour.expect("written"), 7);
    assert_eq!(settings(&base.store).await, 1);
    base.store
        .write(numbered(8, false))
        .await
        .expect("the writer lives");
}

#[tokio::test]
async fn when_the_commit_fails_everybody_is_told_and_nothing_stays() {
    let base = Base::new().await;
    // The foreign key is checked at the commit, and fails it.
    let spoiler = base.store.write(|db| {
        Box::pin(async move {
            sqlx::query("PRAGMA defer_foreign_keys = ON")
                .execute(&mut *db)
                .await?;
            sqlx::query(
                "INSERT INTO reads (conversation, channel, wamid, at) VALUES (1, 1, 'w', 0)",
            )
            .execute(db)
            .await?;
            Ok::<_, StoreError>(())
        })
    });
    let (neighbour, spoiler) =
        futures::future::join(base.store.write(numbered(1, false)), spoiler).await;
    assert!(matches!(neighbour, Err(WriteError::NotCommitted(_))));
    assert!(matches!(spoiler, Err(WriteError::NotCommitted(_))));
    assert_eq!(settings(&base.store).await, 0);
    assert_eq!(base.store.commits(), 0);
    base.store
        .write(numbered(2, false))
        .await
        .expect("the writer lives");
}

#[tokio::test]
async fn a_unit_that_ends_the_transaction_harms_its_group_but_not_the_writer() {
    let base = Base::new().await;
    let breaker = base.store.write(|db| {
        Box::pin(async move {
            sqlx::query("ROLLBACK").execute(db).await?;
            Ok::<_, StoreError>(())
        })
    });
    let (breaker, behind) =
        futures::future::join(breaker, base.store.write(numbered(1, false))).await;
    assert!(matches!(breaker, Err(WriteError::NotCommitted(_))));
    assert!(matches!(behind, Err(WriteError::NotCommitted(_))));
    base.store
        .write(numbered(2, false))
        .await
        .expect("the writer lives");
    assert_eq!(settings(&base.store).await, 1);
}

#[tokio::test]
async fn what_is_under_way_is_counted() {
    let base = Base::new().await;
    let (begun, wait) = tokio::sync::oneshot::channel::<()>();
    let store = base.store.clone();
    let unit = tokio::spawn(async move {
        store
            .write(move |_| {
                Box::pin(async move {
                    wait.await.expect("told to go on");
                    Ok::<_, StoreError>(())
                })
            })
            .await
    });
    patiently("it is counted", async {
        while base.store.pending() == 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(base.store.pending(), 1);
    begun.send(()).expect("the unit waits");
    unit.await.expect("joined").expect("written");
    patiently("it is no longer counted", async {
        while base.store.pending() > 0 {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_tasks_at_once_lose_nothing() {
    let base = Base::new().await;
    let tasks: Vec<_> = (0..8)
        .map(|task| {
            let store = base.store.clone();
            tokio::spawn(async move {
                for number in 0..50 {
                    store
                        .write(numbered(task * 50 + number, false))
                        .await
                        .expect("written");
                    let mut db = store.read().await.expect("a reader");
                    let own: Option<usize> =
                        installation::setting(&mut db, &(task * 50 + number).to_string())
                            .await
                            .expect("readable");
                    assert_eq!(
                        own,
                        Some(task * 50 + number),
                        "a writer reads what it wrote"
                    );
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.expect("joined");
    }
    assert_eq!(settings(&base.store).await, 400);
    assert!(base.store.commits() <= 400);
}

#[tokio::test]
async fn closing_finishes_what_is_queued_and_takes_no_more() {
    let base = Base::new().await;
    let queued = join_all((0..300).map(|number| base.store.write(numbered(number, false))));
    let (queued, ()) = futures::future::join(queued, base.store.close()).await;
    assert!(queued.into_iter().all(|done| done.is_ok()));
    let late = base.store.write(numbered(1, false)).await;
    assert!(matches!(late, Err(WriteError::Closed)));
    let again = Store::open(&url(&base.dir)).await.expect("free again");
    assert_eq!(settings(&again).await, 300);
}

#[tokio::test]
async fn what_was_answered_survives_the_death_of_the_process() {
    let dir = tempfile::TempDir::new().expect("a directory");
    let there = url(&dir);
    // A runtime that is dropped takes the writer along in the middle of its work.
    let (sender, answered) = std::sync::mpsc::channel();
    std::thread::spawn({
        let there = there.clone();
        move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime");
            runtime.block_on(async move {
                let store = Store::open(&there).await.expect("opened");
                for number in 0..20 {
                    store.write(numbered(number, false)).await.expect("written");
                }
                sender.send(()).expect("the test listens");
                let more = (20..1000).map(|number| store.write(numbered(number, false)));
                let _ = futures::future::select(
                    Box::pin(join_all(more)),
                    Box::pin(async { tokio::task::yield_now().await }),
                )
                .await;
            });
            runtime.shutdown_background();
        }
    })
    .join()
    .expect("joined");
    answered.recv().expect("twenty were answered");
    let store = patiently("the database is free", async {
        loop {
            match Store::open(&there).await {
                Ok(store) => break store,
                Err(conecta::store::OpenError::InUse { .. }) => tokio::task::yield_now().await,
                Err(other) => panic!("{other}"),
            }
        }
    })
    .await;
    let kept = settings(&store).await;
    assert!(kept >= 20, "{kept}");
    let whole: String = unit!(store, |db| {
        sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_one(db)
            .await?
    });
    assert_eq!(whole, "ok");
}

#[tokio::test]
async fn an_id_is_given_once() {
    let base = Base::new().await;
    let (first, second) = unit!(base.store, |db| {
        (
            installation::id(db, "0011aabb", at(0)).await?,
            installation::id(db, "ffffffff", at(1)).await?,
        )
    });
    assert_eq!((first.as_str(), second.as_str()), ("0011aabb", "0011aabb"));
}
