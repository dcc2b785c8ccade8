use conecta::domain::conversation::{Above, AskWhy, LastInbound, Notify, QueueQuestion, Stage};
use conecta::domain::ids::{ConversationId, InboundId, MessageId, PlaceId, PostId};
use conecta::domain::message::State;
use conecta::domain::pace::Pace;
use conecta::domain::pause::Pause;
use conecta::domain::rules::Rules;
use conecta::domain::window::Window;
use conecta::store::conversations::{self as rows, Beginning, Origin};
use conecta::store::{StoreError, channels, people, teams, wakes};

use crate::{ANA, BRUNO, Base, Desk, at, change, loaded, message, team_facts, unit};

#[tokio::test]
async fn everything_that_the_core_knows_comes_back() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let mut facts = team_facts("Vendas", 10);
        facts.rules = Rules {
            undo_s: 9,
            ..Rules::default()
        };
        teams::update(db, desk.team, &facts).await?;
        people::seen(db, ANA, "Ana", None, at(0)).await?;
        people::set_notify(db, ANA, Notify::Nothing).await?;
        let beginning = Beginning {
            origin: Origin::Receptive,
            window: Window {
                until: Some(at(100)),
                refused: true,
            },
            pace: Pace {
                paid_back_at: Some(at(50)),
            },
            ..desk.beginning(Some(ANA))
        };
        let id = rows::create(db, &beginning, at(1)).await?;
        assert_eq!(id.protocol(), "000001");

        let before = loaded(db, id).await?;
        assert_eq!(before.stage, Stage::Open);
        assert_eq!(before.assignee, Some(ANA));
        assert_eq!(before.notify, Notify::Nothing, "the assignee's wish");
        assert_eq!(before.rules.undo_s, 9, "the team's rules");
        assert_eq!(before.window, beginning.window);
        assert_eq!(before.pace, beginning.pace);
        assert_eq!(before.pause, None);

        let mut after = before.clone();
        after.thread = Some(PlaceId(u64::MAX / 2));
        after.card = Some(PostId(31));
        after.window = Window {
            until: Some(at(200)),
            refused: false,
        };
        after.queue_held = true;
        after.question = Some(QueueQuestion {
            why: AskWhy::Aged,
            since: at(2),
        });
        after.above = Above::Colleague { at: at(3) };
        after.named = true;
        after.run = 4;
        after.pace = Pace {
            paid_back_at: Some(at(60)),
        };
        after.last_inbound = Some(LastInbound {
            id: InboundId(5),
            wamid: Some("w5".to_owned()),
            at: at(5),
            read_reported: true,
        });
        after.last_outbound_at = Some(at(6));
        after.unanswered_since = Some(at(7));
        after.told = true;
        after.wrote_since = Some(at(3));
        after.remind_at = Some(at(8));
        after.outgoing = vec![message(1, State::Waiting)];
        assert_eq!(
            rows::save(db, &before, &after, Some(at(8)), at(9)).await?,
            3
        );
        assert_eq!(loaded(db, id).await?, after);

        for until in [Some(at(900)), None] {
            let since = at(90);
            let pause = Pause { since, until };
            channels::pause(db, desk.channel, pause, "why").await?;
            assert_eq!(loaded(db, id).await?.pause, Some(pause), "the number's");
        }
        for above in [Above::Nobody, Above::Customer, Above::Assignee] {
            change(db, id, at(10), |conversation| conversation.above = above).await?;
            assert_eq!(loaded(db, id).await?.above, above);
        }
        assert_eq!(rows::load(db, ConversationId(99)).await?, None);
    });
}

#[tokio::test]
async fn saving_writes_only_what_changed() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        change(db, id, at(1), |conversation| {
            conversation.outgoing = vec![
                message(1, State::Undo),
                message(2, State::Undo),
                message(3, State::Undo),
            ];
        })
        .await?;

        let before = loaded(db, id).await?;
        let writes = "SELECT total_changes()";
        let count: i64 = sqlx::query_scalar(writes).fetch_one(&mut *db).await?;
        assert_eq!(rows::save(db, &before, &before, None, at(2)).await?, 0);
        // What is kept elsewhere is nothing to write either.
        let mut elsewhere = before.clone();
        elsewhere.notify = Notify::Every;
        elsewhere.pause = Some(Pause {
            since: at(9),
            until: None,
        });
        elsewhere.rules.undo_s = 1;
        assert_eq!(rows::save(db, &before, &elsewhere, None, at(2)).await?, 0);
        let same: i64 = sqlx::query_scalar(writes).fetch_one(&mut *db).await?;
        assert_eq!(count, same);

        let mut after = before.clone();
        after.outgoing[1].state = State::Ready;
        assert_eq!(rows::save(db, &before, &after, None, at(2)).await?, 1);
        let one: i64 = sqlx::query_scalar(writes).fetch_one(&mut *db).await?;
        assert_eq!(one, count + 1);

        assert_eq!(
            rows::save(db, &after, &after, Some(at(5)), at(2)).await?,
            1,
            "when to wake"
        );
        assert_eq!(rows::save(db, &after, &after, Some(at(5)), at(2)).await?, 0);
        assert_eq!(wakes::next(db).await?, Some(at(5)));
        assert_eq!(
            rows::save(db, &after, &after, None, at(2)).await?,
            1,
            "no longer"
        );
        assert_eq!(wakes::next(db).await?, None);

        // A row that is no longer carried along stays.
        let mut fewer = after.clone();
        fewer.outgoing.remove(0);
        assert_eq!(rows::save(db, &after, &fewer, None, at(2)).await?, 0);
        assert_eq!(loaded(db, id).await?.outgoing.len(), 3);
    });
}

#[tokio::test]
async fn a_contact_has_one_open_conversation_per_channel() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let first = desk.begin(db, None).await?;
        assert!(matches!(
            desk.begin(db, None).await,
            Err(StoreError::Taken(_))
        ));
        assert_eq!(
            rows::open_of(db, desk.contact, desk.channel).await?,
            Some(first)
        );

        change(db, first, at(5), |conversation| {
            conversation.stage = Stage::Concluded
        })
        .await?;
        assert_eq!(rows::open_of(db, desk.contact, desk.channel).await?, None);
        let second = desk.begin(db, None).await?;
        assert_eq!(
            rows::open_of(db, desk.contact, desk.channel).await?,
            Some(second)
        );
        let before = loaded(db, first).await?;
        let mut reopened = before.clone();
        reopened.stage = Stage::Open;
        let both = rows::save(db, &before, &reopened, None, at(6)).await;
        assert!(matches!(both, Err(StoreError::Taken(_))));
    });
}

#[tokio::test]
async fn a_conversation_is_found_by_its_thread_and_by_its_messages() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        change(db, id, at(1), |conversation| {
            conversation.thread = Some(PlaceId(44));
            conversation.outgoing = (1..=70).map(|n| message(n, State::Read)).collect();
            conversation.outgoing[3].state = State::Doubt;
            // One line of three files.
            for nth in [10, 11] {
                conversation.outgoing[nth].along_with = Some(MessageId(10));
                conversation.outgoing[nth].post = conversation.outgoing[9].post;
            }
        })
        .await?;
        assert_eq!(rows::by_thread(db, PlaceId(44)).await?, Some(id));
        assert_eq!(rows::by_thread(db, PlaceId(45)).await?, None);

        let ids = |conversation: &conecta::domain::conversation::Conversation| -> Vec<i64> {
            conversation
                .outgoing
                .iter()
                .map(|message| message.id.0)
                .collect()
        };
        let expected: Vec<i64> = [4].into_iter().chain(21..=70).collect();
        assert_eq!(
            ids(&loaded(db, id).await?),
            expected,
            "the unsettled one and fifty others"
        );
        let with = rows::load_with_message(db, MessageId(2))
            .await?
            .expect("there");
        let expected: Vec<i64> = [2, 4].into_iter().chain(21..=70).collect();
        assert_eq!(ids(&with), expected);
        for asked in [10, 12] {
            let line = rows::load_with_message(db, MessageId(asked)).await?;
            let expected: Vec<i64> = [4, 10, 11, 12].into_iter().chain(21..=70).collect();
            assert_eq!(ids(&line.expect("there")), expected, "all of its line");
        }
        let among = rows::load_with_message(db, MessageId(70))
            .await?
            .expect("there");
        assert_eq!(among.outgoing.len(), 51);
        assert_eq!(rows::load_with_message(db, MessageId(99)).await?, None);
    });
}

#[tokio::test]
async fn every_unsettled_message_is_loaded_however_old() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, Some(BRUNO)).await?;
        for (number, state) in (1..).zip(State::ALL) {
            change(db, id, at(1), |c| c.outgoing = vec![message(number, state)]).await?;
        }
        change(db, id, at(2), |conversation| {
            conversation.outgoing = (100..200).map(|n| message(n, State::Delivered)).collect();
        })
        .await?;
        let conversation = loaded(db, id).await?;
        for (number, state) in (1..).zip(State::ALL) {
            let there = conversation.message(MessageId(number));
            assert_eq!(there.is_some(), state.is_unsettled(), "{state:?}");
            assert!(there.is_none_or(|message| message.state == state));
        }
        assert!(
            conversation
                .outgoing
                .is_sorted_by_key(|message| message.position)
        );
    });
}

#[tokio::test]
async fn wakes_come_in_their_order() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        assert_eq!(wakes::next(db).await?, None);
        let mut ids = Vec::new();
        for (name, wake) in [("a", 30), ("b", 10), ("c", 20)] {
            let id = desk.begin_with(db, name, None, at(0)).await?;
            let conversation = loaded(db, id).await?;
            rows::save(db, &conversation, &conversation, Some(at(wake)), at(0)).await?;
            ids.push(id);
        }
        assert_eq!(wakes::next(db).await?, Some(at(10)));
        assert!(wakes::due(db, at(9), 9).await?.is_empty());
        assert_eq!(
            wakes::due(db, at(20), 9).await?,
            [ids[1], ids[2]],
            "its own second counts"
        );
        assert_eq!(wakes::due(db, at(99), 1).await?, [ids[1]]);
    });
}
