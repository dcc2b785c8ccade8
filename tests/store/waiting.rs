use conecta::domain::ids::DraftId;
use conecta::domain::incoming::{AccountEvent, AccountNews};
use conecta::store::account_news;
use conecta::store::journal::{self, Entry};
use conecta::store::presses::{self, Press};
use conecta::store::webhooks::{self, Webhook};
use conecta::store::{StoreError, WriteError, drafts, inbox};
use serde_json::json;

use crate::{ANA, BRUNO, Base, Desk, at, unit};

#[tokio::test]
async fn bodies_are_kept_as_they_came_until_they_are_purged() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let body = |readable| Webhook {
            body: vec![0, 159, 146, 150, 10],
            sha256: "ab".repeat(32),
            readable,
        };
        let first = webhooks::keep(db, &body(false), at(1)).await?;
        let second = webhooks::keep(db, &body(true), at(2)).await?;
        assert_eq!(webhooks::by_id(db, first).await?, Some(body(false)));
        assert_eq!(webhooks::unreadable(db).await?, 1);
        assert_eq!(webhooks::purge(db, at(2), 9).await?, 1);
        assert_eq!(webhooks::by_id(db, first).await?, None);
        assert_eq!(webhooks::by_id(db, second).await?, Some(body(true)));
        assert_eq!(webhooks::unreadable(db).await?, 0);
    });
}

#[tokio::test]
async fn what_failed_holds_up_its_own_lane_only() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        assert!(!inbox::is_waiting(db, "maria").await?);
        let first = inbox::add(db, "maria", r#"{"v":1}"#, "locked", at(9), at(1)).await?;
        let behind = inbox::add(db, "maria", r#"{"v":1,"n":2}"#, "behind", at(2), at(2)).await?;
        let other = inbox::add(db, "jose", "{}", "x", at(3), at(3)).await?;
        let heads = inbox::heads(db).await?;
        assert_eq!(
            heads.iter().map(|item| item.id).collect::<Vec<_>>(),
            [other, first]
        );
        assert_eq!(
            (heads[1].lane.as_str(), heads[1].payload.as_str()),
            ("maria", r#"{"v":1}"#)
        );
        assert_eq!(
            (heads[1].attempts, heads[1].created_at, heads[1].due_at),
            (1, at(1), at(9))
        );

        inbox::failed(db, first, "again", at(20)).await?;
        let head = inbox::heads(db).await?.pop().expect("there");
        assert_eq!(
            (head.attempts, head.error.as_str(), head.due_at),
            (2, "again", at(20))
        );
        assert_eq!(inbox::given_up(db).await?, 0);
        inbox::dead(db, first, "hopeless").await?;
        assert!(inbox::is_waiting(db, "maria").await?);
        assert_eq!(inbox::heads(db).await?[0].id, behind);
        inbox::done(db, behind).await?;
        assert!(!inbox::is_waiting(db, "maria").await?);
        assert_eq!(inbox::given_up(db).await?, 1, "it is kept");
        assert_eq!(inbox::purge(db, at(20), 9).await?, 0, "not yet");
        assert_eq!(inbox::purge(db, at(21), 9).await?, 1);
        assert_eq!(inbox::given_up(db).await?, 0);
        assert!(inbox::is_waiting(db, "jose").await?, "however old");
    });
}

#[tokio::test]
async fn a_draft_becomes_a_conversation_once() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let old = drafts::create(db, ANA, "contact", "{}", at(1)).await?;
        let id = drafts::create(db, ANA, "contact", "{}", at(2)).await?;
        drafts::create(db, BRUNO, "team", "{}", at(3)).await?;
        assert!(drafts::save(db, id, "team", r#"{"v":1}"#, at(5)).await?);
        let draft = drafts::open_of(db, ANA, 1).await?.pop().expect("there");
        assert_eq!(
            (draft.id, draft.owner, draft.step.as_str()),
            (id, ANA, "team")
        );
        assert_eq!(draft.data, r#"{"v":1}"#);
        assert_eq!(
            (draft.created_at, draft.updated_at, draft.done_at),
            (at(2), at(5), None)
        );

        assert!(drafts::finish(db, id, at(6)).await?);
        assert!(
            !drafts::finish(db, id, at(7)).await?,
            "pressing twice starts once"
        );
        assert!(!drafts::save(db, id, "contact", "{}", at(8)).await?);
        assert_eq!(
            drafts::load(db, id).await?.expect("there").done_at,
            Some(at(6))
        );
        assert_eq!(
            drafts::open_of(db, ANA, 1).await?.pop().expect("there").id,
            old
        );
        drafts::delete(db, old).await?;
        assert_eq!(drafts::open_of(db, ANA, 1).await?, []);
        assert!(!drafts::save(db, old, "x", "{}", at(9)).await?);
        assert_eq!(drafts::purge(db, at(5), 9).await?, 1);
        assert_eq!(drafts::load(db, DraftId(99)).await?, None);
    });
}

#[tokio::test]
async fn the_journal_keeps_its_order() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        let entry = |kind: &str, person| Entry {
            conversation: Some(id),
            at: at(1),
            person,
            kind: kind.to_owned(),
            detail: json!({"words": "sair"}),
        };
        let both = [entry("assumed", Some(ANA)), entry("opted_out", None)];
        for entry in &both {
            journal::add(db, entry).await?;
        }
        journal::add(
            db,
            &Entry {
                conversation: None,
                ..entry("imported", Some(ANA))
            },
        )
        .await?;
        assert_eq!(journal::of(db, id).await?, both);
    });
}

#[tokio::test]
async fn a_press_counts_once_unless_its_unit_failed() {
    let base = Base::new().await;
    let failed = base
        .store
        .write(|db| {
            Box::pin(async move {
                assert_eq!(presses::claim(db, "start:1", at(1)).await?, Press::First);
                Err::<(), _>(StoreError::Closed)
            })
        })
        .await;
    assert!(matches!(failed, Err(WriteError::Unit(_))));
    unit!(base.store, |db| {
        assert_eq!(presses::claim(db, "start:1", at(2)).await?, Press::First);
        assert_eq!(
            presses::claim(db, "start:1", at(2)).await?,
            Press::Again(None)
        );
        presses::set_result(db, "start:1", 42).await?;
        assert_eq!(
            presses::claim(db, "start:1", at(3)).await?,
            Press::Again(Some(42))
        );
        assert_eq!(presses::claim(db, "start:2", at(9)).await?, Press::First);
        assert_eq!(presses::purge(db, at(9), 9).await?, 1);
        assert_eq!(presses::claim(db, "start:1", at(9)).await?, Press::First);
    });
}

#[tokio::test]
async fn news_about_an_account_are_kept_once() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let of = |event: AccountEvent| AccountNews {
            account: Some("waba".to_owned()),
            number: None,
            event,
        };
        let (flagged, well) = (of(AccountEvent::Flagged), of(AccountEvent::Unflagged));
        let quality = "phone_number_quality_update";
        let (stamp, hour, day) = (Some(at(0)), 3_600, 86_400);
        assert!(account_news::record(db, quality, &flagged, stamp, at(1)).await?);
        let again = account_news::record(db, quality, &flagged, stamp, at(6 * day)).await?;
        assert!(!again, "the platform repeats it for days");
        let later = Some(at(hour));
        assert!(!account_news::record(db, quality, &flagged, later, at(hour)).await?);
        assert!(account_news::record(db, quality, &well, later, at(hour)).await?);
        let (once_more, now) = (Some(at(2 * hour)), at(2 * hour));
        assert!(account_news::record(db, quality, &flagged, once_more, now).await?);
        let next = Some(at(3 * day));
        assert!(account_news::record(db, quality, &flagged, next, at(3 * day)).await?);
        assert!(!account_news::record(db, quality, &flagged, None, at(3 * day + 1)).await?);

        let first = account_news::after(db, 0, 2).await?;
        assert_eq!(
            first.iter().map(|row| &row.news).collect::<Vec<_>>(),
            [&flagged, &well]
        );
        let rest = account_news::after(db, first[1].id, 9).await?;
        assert_eq!(rest.len(), 2);
        assert_eq!(account_news::purge(db, at(2 * day), 9).await?, 3);
        assert_eq!(account_news::after(db, 0, 9).await?, rest[1..]);
    });
}
