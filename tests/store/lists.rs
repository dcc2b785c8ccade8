use conecta::domain::conversation::{AskWhy, QueueQuestion, Stage};
use conecta::domain::ids::{ChannelId, ConversationId, PersonId, PlaceId, TeamId};
use conecta::domain::message::State;
use conecta::domain::window::Window;
use conecta::store::conversations::{self, Origin};
use conecta::store::listing::{self, Asker, Awaits, List, Page};
use conecta::store::{Db, StoreError, channels, teams};

use crate::{ANA, BRUNO, Base, Desk, at, change, listed, message, team_facts, unit};

const ALL: Page = Page { skip: 0, take: 25 };

async fn ids(
    db: &mut Db,
    list: List,
    person: PersonId,
    teams: &[TeamId],
) -> Result<Vec<ConversationId>, StoreError> {
    let asker = Asker { person, teams };
    let listed = listing::list(db, list, asker, ALL).await?;
    assert_eq!(
        usize::try_from(listed.total).expect("few"),
        listed.rows.len()
    );
    Ok(listed.rows.into_iter().map(|row| row.id).collect())
}

#[tokio::test]
async fn each_conversation_stands_in_the_lists_where_people_look_for_it() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let other = teams::create(db, &team_facts("Financeiro", 20), at(0)).await?;
        let late = desk.begin_with(db, "late", None, at(20)).await?;
        let early = desk.begin_with(db, "early", None, at(10)).await?;
        let mine = desk.begin_with(db, "mine", Some(ANA), at(0)).await?;
        let hers = desk.begin_with(db, "hers", Some(BRUNO), at(0)).await?;
        let done = desk.begin_with(db, "done", Some(ANA), at(0)).await?;
        let done_later = desk
            .begin_with(db, "done later", Some(BRUNO), at(0))
            .await?;
        for (id, seconds) in [(done, 30), (done_later, 31)] {
            change(db, id, at(seconds), |c| c.stage = Stage::Concluded).await?;
        }
        let teams = [desk.team];
        assert_eq!(ids(db, List::News, ANA, &teams).await?, [early, late]);
        assert_eq!(ids(db, List::Mine, ANA, &teams).await?, [mine]);
        assert_eq!(ids(db, List::Others, ANA, &teams).await?, [hers]);
        assert_eq!(
            ids(db, List::Concluded, ANA, &teams).await?,
            [done_later, done]
        );
        for list in [List::News, List::Others, List::Concluded] {
            assert!(
                ids(db, list, ANA, &[other]).await?.is_empty(),
                "another team's"
            );
            assert!(ids(db, list, ANA, &[]).await?.is_empty());
        }
        assert_eq!(
            ids(db, List::Mine, ANA, &[]).await?,
            [mine],
            "one's own are seen anyway"
        );

        // Given back, it is a Novo from then on; assumed, no longer; restarted, not concluded.
        change(db, mine, at(15), |c| c.assignee = None).await?;
        assert_eq!(ids(db, List::News, ANA, &teams).await?, [early, mine, late]);
        change(db, early, at(40), |c| c.assignee = Some(BRUNO)).await?;
        assert_eq!(ids(db, List::News, ANA, &teams).await?, [mine, late]);
        change(db, done, at(41), |c| c.stage = Stage::Open).await?;
        let row = listing::summary(db, done).await?.expect("there");
        assert_eq!((row.stage, row.concluded_at), (Stage::Open, None));
    });
}

#[tokio::test]
async fn what_waits_for_me_comes_in_the_order_of_its_urgency() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let mut mine = Vec::new();
        for name in [
            "failed",
            "doubt",
            "held",
            "asked",
            "waits",
            "waits longer",
            "idle",
            "got over it",
        ] {
            mine.push(desk.begin_with(db, name, Some(ANA), at(0)).await?);
        }
        let put = |number: i64, state| message(number, state);
        change(db, mine[0], at(1), |c| {
            c.outgoing = vec![put(1, State::Read), put(2, State::Failed)]
        })
        .await?;
        change(db, mine[1], at(1), |c| {
            c.outgoing = vec![put(3, State::Doubt)]
        })
        .await?;
        change(db, mine[2], at(1), |c| {
            c.outgoing = vec![put(4, State::Held)]
        })
        .await?;
        change(db, mine[3], at(1), |c| {
            c.question = Some(QueueQuestion {
                why: AskWhy::Stop,
                since: at(1),
            })
        })
        .await?;
        change(db, mine[4], at(1), |c| c.unanswered_since = Some(at(9))).await?;
        change(db, mine[5], at(1), |c| c.unanswered_since = Some(at(3))).await?;
        change(db, mine[6], at(1), |c| {
            c.outgoing = vec![put(5, State::Waiting), put(6, State::Ready)]
        })
        .await?;
        change(db, mine[7], at(1), |c| {
            c.outgoing = vec![put(7, State::Failed), put(8, State::Sent)]
        })
        .await?;

        let waiting = ids(db, List::WaitingForMe, ANA, &[]).await?;
        assert_eq!(
            waiting,
            [mine[5], mine[4], mine[2], mine[3], mine[1], mine[0]]
        );
        assert!(
            ids(db, List::WaitingForMe, BRUNO, &[desk.team])
                .await?
                .is_empty()
        );
        assert_eq!(
            ids(db, List::Mine, ANA, &[]).await?[..2],
            [mine[5], mine[4]]
        );

        let expected = [
            Some(Awaits::Repair),
            Some(Awaits::Doubt),
            Some(Awaits::Decision),
            Some(Awaits::Decision),
            Some(Awaits::Answer),
            Some(Awaits::Answer),
            None,
            None,
        ];
        for (id, expected) in mine.iter().zip(expected) {
            let row = listing::summary(db, *id).await?.expect("there");
            assert_eq!(row.awaits, expected, "{}", row.contact_name);
        }
        let asked = listing::summary(db, mine[3]).await?.expect("there");
        assert_eq!(asked.question, Some(AskWhy::Stop));

        // However little of it a page shows, all of it is counted.
        let asker = Asker {
            person: ANA,
            teams: &[],
        };
        for skip in [0, 4, 9] {
            let page = Page { skip, take: 2 };
            let listed = listing::list(db, List::WaitingForMe, asker, page).await?;
            assert_eq!(listed.total, 6);
            let counts = [
                (Awaits::Answer, 2),
                (Awaits::Decision, 2),
                (Awaits::Doubt, 1),
                (Awaits::Repair, 1),
            ];
            assert_eq!(listed.awaiting, counts.into(), "from {skip}");
        }
    });
}

#[tokio::test]
async fn a_row_says_what_people_want_to_know_and_pages_do_not_overlap() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, Some(ANA)).await?;
        change(db, id, at(1), |c| {
            c.thread = Some(PlaceId(40));
            c.window = Window {
                until: Some(at(99)),
                refused: false,
            };
            c.unanswered_since = Some(at(5));
        })
        .await?;
        let row = listing::summary(db, id).await?.expect("there");
        assert_eq!(
            (row.contact, row.contact_name.as_str()),
            (desk.contact, "Maria")
        );
        assert_eq!(
            (row.channel, row.channel_name.as_str()),
            (desk.channel, "Loja")
        );
        assert_eq!((row.team, row.team_name.as_str()), (desk.team, "Vendas"));
        assert_eq!(
            (row.assignee, row.origin, row.thread),
            (Some(ANA), Origin::Active, Some(PlaceId(40)))
        );
        assert_eq!(
            (row.window.until, row.waiting_since, row.created_at),
            (Some(at(99)), Some(at(5)), at(0))
        );
        assert_eq!(listing::summary(db, ConversationId(99)).await?, None);

        let mut last = id;
        for number in 0..7 {
            last = desk
                .begin_with(db, &number.to_string(), None, at(number))
                .await?;
        }
        let asker = Asker {
            person: ANA,
            teams: &[desk.team],
        };
        let mut seen = Vec::new();
        for skip in [0, 3, 6, 9] {
            let page = listing::list(db, List::News, asker, Page { skip, take: 3 }).await?;
            assert_eq!(page.total, 7, "beyond the end too");
            seen.extend(page.rows.into_iter().map(|row| row.contact_name));
        }
        assert_eq!(seen, ["0", "1", "2", "3", "4", "5", "6"]);

        let news = listing::news(db, desk.team, 2).await?;
        assert_eq!(news.count, 7);
        assert_eq!(news.rows.len(), 2);
        assert_eq!(
            news.stirred_at,
            Some(at(6)),
            "the last to come is not shown"
        );
        assert_eq!(
            (news.rows[0].contact_name.as_str(), news.rows[0].since),
            ("0", at(0))
        );
        assert_eq!((news.waiting, news.oldest()), (0, None));
        let none = listing::news(db, TeamId(99), 2).await?;
        assert_eq!((none.count, none.rows.len()), (0, 0));

        // A customer who waits comes first, however late they wrote.
        change(db, last, at(9), |c| c.unanswered_since = Some(at(9))).await?;
        let news = listing::news(db, desk.team, 1).await?;
        assert_eq!((news.rows[0].id, news.waiting), (last, 1));
        assert_eq!(news.oldest(), Some(at(9)));
        let page = Page { skip: 0, take: 2 };
        let rows = listing::list(db, List::News, asker, page).await?.rows;
        let names: Vec<_> = rows.iter().map(|row| row.contact_name.as_str()).collect();
        assert_eq!(names, ["6", "0"]);
    });
}

#[tokio::test]
async fn a_contacts_latest_conversation_on_each_channel_is_known() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let second_number: ChannelId =
            channels::upsert_from_platform(db, &listed("n2"), at(0)).await?;
        let old = desk.begin(db, Some(ANA)).await?;
        change(db, old, at(1), |c| c.stage = Stage::Concluded).await?;
        let elsewhere = Desk {
            channel: second_number,
            ..desk
        }
        .begin(db, None)
        .await?;
        let new = desk.begin(db, Some(BRUNO)).await?;
        change(db, new, at(2), |c| {
            c.window.until = Some(at(50));
            c.pace.paid_back_at = Some(at(60));
        })
        .await?;
        let latest = listing::latest(db, desk.contact).await?;
        assert_eq!(
            latest.iter().map(|l| (l.id, l.channel)).collect::<Vec<_>>(),
            [(new, desk.channel), (elsewhere, second_number)]
        );
        assert_eq!(
            (latest[0].team, latest[0].assignee, latest[0].stage),
            (desk.team, Some(BRUNO), Stage::Open)
        );
        assert_eq!(
            (latest[0].window.until, latest[0].paid_back_at),
            (Some(at(50)), Some(at(60)))
        );
        assert_eq!((latest[0].thread, latest[0].created_at), (None, at(0)));

        // The older one is taken up again: it is the open one, with what the two know since.
        change(db, new, at(3), |c| c.stage = Stage::Concluded).await?;
        change(db, old, at(4), |c| c.stage = Stage::Open).await?;
        conversations::catch_up(db, old).await?;
        let latest = listing::latest(db, desk.contact).await?;
        assert_eq!(
            latest.iter().map(|l| l.id).collect::<Vec<_>>(),
            [elsewhere, old]
        );
        let c = conversations::load(db, old).await?.expect("it is there");
        for (window, paid_back_at) in [
            (latest[1].window, latest[1].paid_back_at),
            (c.window, c.pace.paid_back_at),
        ] {
            assert_eq!((window.until, paid_back_at), (Some(at(50)), Some(at(60))));
        }
        // What the platform refused since, or the contact wrote, was heard in whichever was open.
        change(db, old, at(5), |c| c.window.refused = true).await?;
        let latest = listing::latest(db, desk.contact).await?;
        assert!(latest[1].window.refused);
        change(db, old, at(6), |c| c.stage = Stage::Concluded).await?;
        let latest = listing::latest(db, desk.contact).await?;
        assert_eq!((latest[1].id, latest[1].window.refused), (new, true));
    });
}
