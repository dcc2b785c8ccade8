use conecta::domain::content::{Content, TemplateContent};
use conecta::domain::conversation::Stage;
use conecta::domain::ids::{ChannelId, InboundId, MessageId, PostId, TemplateId};
use conecta::domain::mark::Mark;
use conecta::domain::message::{Apart, Failure, HeldReason, Outgoing, State, Wait};
use conecta::domain::refusal::Reason;
use conecta::store::StoreError;
use conecta::store::conversations as rows;
use conecta::store::echoes::{self, Echo, NewEcho};
use conecta::store::inbound::{self, NewInbound};
use conecta::store::outgoing::{self, Billing, Cost};
use serde_json::json;

use crate::{ANA, BRUNO, Base, Desk, at, change, loaded, message, unit};

fn template() -> Content {
    Content::Template(Box::new(TemplateContent {
        template: TemplateId(3),
        name: "boas_vindas".to_owned(),
        language: "pt_BR".to_owned(),
        category: "marketing".to_owned(),
        components: json!([{"type": "body", "parameters": [{"type": "text", "text": "v"}]}]),
        preview: "Olá, v".to_owned(),
    }))
}

#[tokio::test]
async fn every_field_of_a_message_comes_back() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        let full = Outgoing {
            content: template(),
            position: i64::MAX,
            answers: Some(Wait {
                since: at(1),
                until: at(3),
                wrote: Some(at(2)),
            }),
            confirmed_by: BRUNO,
            quotes: Some("wamid.q".to_owned()),
            held: Some(HeldReason::LongPaste),
            ready_since: Some(at(21)),
            undo_restarted: true,
            attempt: 2,
            refusals: 3,
            pair_refusals: 4,
            sending_since: Some(at(22)),
            accepted_at: Some(at(23)),
            wamid: Some("wamid.1".to_owned()),
            failure: Some(Failure {
                reason: Reason::WindowClosed,
                code: Some(131_047),
            }),
            asked: true,
            reread: true,
            apart: Some(Apart::Paste),
            edited: Some("outra coisa".to_owned()),
            corrected: true,
            stopped: true,
            run: 8,
            mark: Some(Mark::Failed),
            ..message(1, State::Failed)
        };
        let bare = Outgoing {
            post: None,
            ..message(2, State::Undo)
        };
        let both = vec![bare.clone(), full.clone()];
        change(db, id, at(1), move |conversation| {
            conversation.outgoing = both
        })
        .await?;
        assert_eq!(loaded(db, id).await?.outgoing, [bare, full]);

        for reason in [
            HeldReason::Command,
            HeldReason::Colleague,
            HeldReason::Late,
            HeldReason::Away,
            HeldReason::Unassigned,
            HeldReason::Concluded,
            HeldReason::Deleted,
        ] {
            change(db, id, at(2), |conversation| {
                conversation.outgoing[0].held = Some(reason)
            })
            .await?;
            assert_eq!(loaded(db, id).await?.outgoing[0].held, Some(reason));
        }
        // What is taken away is gone.
        change(db, id, at(3), |conversation| {
            conversation.outgoing[1] = Outgoing {
                position: 20,
                ..message(1, State::Cancelled)
            };
        })
        .await?;
        let moved = &loaded(db, id).await?.outgoing[1];
        assert_eq!(
            (&moved.failure, moved.mark, &moved.wamid),
            (&None, None, &None)
        );
    });
}

#[tokio::test]
async fn an_unknown_version_is_an_error_and_not_a_guess() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        change(db, id, at(1), |c| {
            c.outgoing = vec![message(1, State::Undo)]
        })
        .await?;
        sqlx::query("UPDATE outgoing SET content = replace(content, '\"v\":1', '\"v\":2')")
            .execute(&mut *db)
            .await?;
        assert!(matches!(
            rows::load(db, id).await,
            Err(StoreError::Database(_))
        ));
    });
}

#[tokio::test]
async fn the_next_id_is_the_one_that_the_row_gets() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        assert_eq!(outgoing::next_message_id(db).await?, MessageId(1));
        assert_eq!(
            outgoing::next_message_id(db).await?,
            MessageId(1),
            "still free"
        );
        change(db, id, at(1), |c| {
            c.outgoing = vec![message(1, State::Undo)]
        })
        .await?;
        assert_eq!(outgoing::next_message_id(db).await?, MessageId(2));
        sqlx::query("DELETE FROM outgoing")
            .execute(&mut *db)
            .await?;
        assert_eq!(
            outgoing::next_message_id(db).await?,
            MessageId(2),
            "never given twice"
        );
    });
}

#[tokio::test]
async fn a_message_is_found_by_what_the_two_platforms_call_it() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, None).await?;
        change(db, id, at(1), |conversation| {
            conversation.outgoing = vec![
                Outgoing {
                    wamid: Some("w1".to_owned()),
                    ..message(1, State::Sent)
                },
                Outgoing {
                    post: Some(PostId(5001)),
                    attempt: 4,
                    ..message(2, State::Sending)
                },
                message(3, State::Waiting),
            ];
        })
        .await?;
        let by_wamid = outgoing::by_wamid(db, "w1").await?.expect("there");
        assert_eq!(
            (by_wamid.message, by_wamid.conversation),
            (MessageId(1), id)
        );
        assert_eq!(outgoing::by_wamid(db, "w2").await?, None);
        let by_post = outgoing::by_post(db, PostId(5001)).await?.expect("there");
        assert_eq!(
            by_post.message,
            MessageId(2),
            "the newest that it stands for"
        );
        let of_post = outgoing::of_post(db, PostId(5001)).await?;
        let of_post: Vec<MessageId> = of_post.into_iter().map(|row| row.id).collect();
        assert_eq!(of_post, [MessageId(1), MessageId(2)]);
        assert_eq!(
            outgoing::by_id(db, MessageId(3))
                .await?
                .expect("there")
                .post,
            Some(PostId(5003))
        );
        assert_eq!(outgoing::by_id(db, MessageId(9)).await?, None);

        assert_eq!(outgoing::unsettled(db).await?, [id]);
        assert_eq!(outgoing::unsettled_of(db, desk.channel).await?, [id]);
        let other = ChannelId(desk.channel.0 + 1);
        assert!(outgoing::unsettled_of(db, other).await?.is_empty());
        change(db, id, at(2), |conversation| {
            for message in &mut conversation.outgoing {
                message.state = State::Delivered;
            }
        })
        .await?;
        assert!(outgoing::unsettled(db).await?.is_empty());
    });
}

#[tokio::test]
async fn costs_survive_later_changes_of_the_message() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        change(db, id, at(1), |conversation| {
            conversation.outgoing = (1..=3).map(|n| message(n, State::Ready)).collect();
        })
        .await?;
        let billing = Billing {
            category: "utility".to_owned(),
            kind: "regular".to_owned(),
            charged: true,
        };
        outgoing::set_estimate(db, MessageId(1), "BRL", 350_000).await?;
        outgoing::set_billing(db, MessageId(1), &billing).await?;
        outgoing::set_billing(db, MessageId(3), &billing).await?;
        change(db, id, at(2), |c| c.outgoing[0].state = State::Read).await?;
        let estimate = Some(("BRL".to_owned(), 350_000));
        assert_eq!(
            outgoing::costs(db, id).await?,
            [
                (
                    MessageId(1),
                    Cost {
                        estimate,
                        billing: Some(billing.clone())
                    }
                ),
                (
                    MessageId(3),
                    Cost {
                        estimate: None,
                        billing: Some(billing)
                    }
                ),
            ]
        );
    });
}

#[tokio::test]
async fn an_inbound_message_is_recorded_once() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, None).await?;
        let new = |wamid: &str| NewInbound {
            conversation: id,
            contact: desk.contact,
            channel: desk.channel,
            wamid: wamid.to_owned(),
            kind: "text".to_owned(),
            body: r#"{"v":1}"#.to_owned(),
            text: "oi".to_owned(),
            about: None,
            source: None,
            at: at(1),
            arrived_at: at(2),
        };
        assert!(!inbound::known(db, "w1").await?);
        let first = inbound::record(db, &new("w1")).await?.expect("new");
        assert!(inbound::known(db, "w1").await?);
        assert_eq!(inbound::record(db, &new("w1")).await?, None);
        let second = inbound::record(db, &new("w2")).await?.expect("new");
        assert!(second > first);

        let kept = inbound::by_id(db, first).await?.expect("there");
        assert_eq!((&kept.what, kept.post), (&new("w1"), None));
        let told = inbound::set_post(db, first, PostId(9)).await?;
        assert_eq!(told.as_deref(), Some("w1"));
        assert_eq!(
            inbound::by_wamid(db, "w1").await?.expect("there").post,
            Some(PostId(9))
        );
        assert_eq!(inbound::newest(db, id, 1).await?[0].id, second);
        let both = inbound::newest(db, id, 9).await?;
        assert_eq!(
            both.iter().map(|i| i.id).collect::<Vec<_>>(),
            [first, second]
        );
        assert_eq!(inbound::by_id(db, InboundId(99)).await?, None);
    });
}

#[tokio::test]
async fn what_is_about_a_message_is_found_by_it() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, None).await?;
        let new = |wamid: &str, kind: &str, seconds| NewInbound {
            conversation: id,
            contact: desk.contact,
            channel: desk.channel,
            wamid: wamid.to_owned(),
            kind: kind.to_owned(),
            body: "{}".to_owned(),
            text: String::new(),
            about: Some("w0".to_owned()),
            source: (kind == "text").then(|| "ad-1".to_owned()),
            at: at(seconds),
            arrived_at: at(9),
        };
        let mut ids = Vec::new();
        for (wamid, kind, seconds) in [
            ("e1", "edit", 1),
            ("e2", "edit", 3),
            // Told late, but written before the other one.
            ("r2", "reaction", 5),
            ("r1", "reaction", 4),
            ("t1", "text", 6),
            ("t2", "text", 7),
        ] {
            let recorded = inbound::record(db, &new(wamid, kind, seconds)).await?;
            ids.push(recorded.expect("new"));
        }
        let wamid = |found: Option<inbound::Inbound>| found.map(|row| row.what.wamid);
        let edit = inbound::last_edit(db, "w0", Some(ids[2])).await?;
        assert_eq!(wamid(edit).as_deref(), Some("e2"));
        let edit = inbound::last_edit(db, "w0", Some(ids[1])).await?;
        assert_eq!(wamid(edit).as_deref(), Some("e1"));
        assert_eq!(inbound::last_edit(db, "w9", Some(ids[2])).await?, None);
        for id in &ids[3..5] {
            inbound::set_post(db, *id, PostId(9)).await?;
        }
        assert_eq!(inbound::of_post(db, PostId(9)).await?, ["r1", "t1"]);
        assert!(!inbound::is_removed(db, "w0", None).await?);
        let removal = inbound::record(db, &new("v1", "revoke", 8)).await?;
        let removal = removal.expect("new");
        assert!(inbound::is_removed(db, "w0", None).await?);
        assert!(!inbound::is_removed(db, "w0", Some(removal)).await?);
        assert!(!inbound::is_removed(db, "w9", None).await?);
        for (nth, newest) in [
            (0, None),
            (2, Some(at(3))),
            // A reaction is no line that anything stands below.
            (3, Some(at(3))),
            (5, Some(at(6))),
        ] {
            let row = inbound::by_id(db, ids[nth]).await?.expect("there");
            assert_eq!(inbound::newest_before(db, &row).await?, newest, "{nth}");
        }
        inbound::lose_post(db, PostId(9)).await?;
        assert_eq!(inbound::of_post(db, PostId(9)).await?, [""; 0]);
        let reaction = inbound::last_reaction(db, "w0").await?;
        assert_eq!(wamid(reaction).as_deref(), Some("r2"));
        for (at, first) in [(0, true), (4, true), (5, false)] {
            let row = inbound::by_id(db, ids[at]).await?.expect("there");
            assert_eq!(inbound::is_first_from(db, &row).await?, first, "{at}");
        }
    });
}

#[tokio::test]
async fn what_the_company_writes_itself_is_recorded_once() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        let new = NewEcho {
            conversation: id,
            wamid: "w1".to_owned(),
            body: "{}".to_owned(),
            edits: None,
            at: at(1),
            arrived_at: at(2),
        };
        let echo = echoes::record(db, &new).await?.expect("new");
        assert_eq!(echoes::record(db, &new).await?, None);
        let told = echoes::set_post(db, echo, PostId(9)).await?;
        assert_eq!(told.as_deref(), Some("w1"));
        let kept = echoes::by_id(db, echo).await?.expect("there");
        assert_eq!((&kept.what, kept.post), (&new, Some(PostId(9))));
        assert_eq!(echoes::by_wamid(db, "w1").await?, Some(kept));
        echoes::lose_post(db, PostId(9)).await?;
        let kept = echoes::by_id(db, echo).await?.expect("there");
        assert_eq!(kept.post, None);

        let edit = |wamid: &str, seconds| NewEcho {
            wamid: wamid.to_owned(),
            edits: Some("w1".to_owned()),
            at: at(seconds),
            ..new.clone()
        };
        echoes::record(db, &edit("w2", 3)).await?.expect("new");
        let second = echoes::record(db, &edit("w3", 4)).await?.expect("new");
        let last = |edit: Option<Echo>| edit.map(|edit| edit.what.wamid);
        let of_all = echoes::last_edit(db, "w1", None).await?;
        assert_eq!(last(of_all).as_deref(), Some("w3"));
        let before = echoes::last_edit(db, "w1", Some(second)).await?;
        assert_eq!(last(before).as_deref(), Some("w2"));
        assert_eq!(echoes::last_edit(db, "w2", None).await?, None);
    });
}

#[tokio::test]
async fn what_was_written_before_the_last_conversation_stays_where_it_is() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let echo = |conversation, wamid: &str, seconds| NewEcho {
            conversation,
            wamid: wamid.to_owned(),
            body: "{}".to_owned(),
            edits: None,
            at: at(seconds),
            arrived_at: at(seconds),
        };
        let first = desk.begin(db, None).await?;
        change(db, first, at(10), |c| c.stage = Stage::Concluded).await?;
        for (wamid, seconds) in [("a", 11), ("b", 12)] {
            echoes::record(db, &echo(first, wamid, seconds)).await?;
        }
        let second = desk.begin(db, None).await?;
        let newest = (at(0), 1);
        let (contact, channel) = (desk.contact, desk.channel);
        let brought = echoes::bring(db, contact, channel, newest, second).await?;
        assert_eq!(brought.len(), 1, "no more than was asked for");
        change(db, second, at(20), |c| c.stage = Stage::Concluded).await?;
        let third = desk.begin(db, None).await?;
        let brought = echoes::bring(db, contact, channel, (at(0), 20), third).await?;
        assert_eq!(brought, [], "the second began since");
    });
}

#[tokio::test]
async fn statuses_without_a_message_wait_in_order_and_are_forgotten_in_the_end() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        for (wamid, payload, seconds) in [("w1", "sent", 1), ("w2", "sent", 2), ("w1", "read", 3)] {
            inbound::keep_unmatched(db, wamid, payload, at(seconds)).await?;
        }
        assert_eq!(inbound::take_unmatched(db, "w1").await?, ["sent", "read"]);
        assert!(inbound::take_unmatched(db, "w1").await?.is_empty());
        assert_eq!(inbound::purge_unmatched(db, at(2), 9).await?, 0);
        assert_eq!(inbound::purge_unmatched(db, at(3), 9).await?, 1);
    });
}

#[tokio::test]
async fn the_last_reaction_to_a_message_is_found_however_old_it_is() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        let reaction = |row, target: &str, state| Outgoing {
            content: Content::Reaction {
                target: target.to_owned(),
                emoji: Some("👍".to_owned()),
                below: Vec::new(),
            },
            ..message(row, state)
        };
        let rows = vec![
            reaction(1, "wamid.a", State::Accepted),
            reaction(2, "wamid.a", State::Sent),
            reaction(3, "wamid.a", State::Cancelled),
            reaction(4, "wamid.b", State::Sent),
            message(5, State::Sent),
        ];
        change(db, id, at(1), move |c| c.outgoing = rows).await?;
        let last = outgoing::last_reaction(db, id, "wamid.a").await?;
        assert_eq!(last, Some(MessageId(2)), "what never left does not count");
        assert_eq!(outgoing::last_reaction(db, id, "wamid.c").await?, None);
    });
}
