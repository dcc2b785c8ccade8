use conecta::domain::conversation::Stage;
use conecta::domain::effect::{Ask, Notice, Post, Posted, Question};
use conecta::domain::ids::{ConversationId, InboundId, MessageId, PlaceId, PostId, TeamId};
use conecta::domain::mark::Mark;
use conecta::domain::message::HeldReason;
use conecta::store::cards::{self, Urgency};
use conecta::store::lines::{self, LineKind, ThreadLine};
use conecta::store::marks::{self, Shown};
use conecta::store::posts::{self, FailedTry, PostRowId, PostState};
use conecta::store::reads::{self, PendingRead};
use conecta::store::threads::{self, WorkKind};
use conecta::store::{Db, StoreError};

use crate::{ANA, BRUNO, Base, Desk, at, change, loaded, unit};

fn mirror(inbound: i64) -> Post {
    Post {
        what: Posted::Mirror {
            inbound: InboundId(inbound),
            named: true,
        },
        reply_to: Some(PostId(8)),
        ping: Some(ANA),
    }
}

fn ask(message: i64) -> Post {
    Post {
        what: Posted::Ask(Ask::Held {
            message: MessageId(message),
            reason: HeldReason::Late,
            eraser: None,
        }),
        reply_to: None,
        ping: None,
    }
}

#[tokio::test]
async fn a_lane_is_worked_off_from_its_head() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let one = desk.begin(db, None).await?;
        let two = desk.begin_with(db, "Outra", None, at(0)).await?;
        assert_eq!(posts::head(db, one).await?, None);
        let first = posts::append(db, one, &mirror(1), at(1)).await?;
        let second = posts::append(db, one, &mirror(2), at(2)).await?;
        let third = posts::append(
            db,
            two,
            &Post {
                what: Posted::Notice(Notice::NotShown { inbound: None }),
                reply_to: None,
                ping: None,
            },
            at(3),
        )
        .await?;
        assert_eq!(posts::lanes(db).await?, [one, two]);

        let head = posts::head(db, one).await?.expect("there");
        assert_eq!(
            (head.id, head.conversation, &head.post),
            (first, one, &mirror(1))
        );
        assert_eq!(
            (head.state, head.attempts, head.first_tried_at),
            (PostState::Pending, 0, None)
        );
        assert_eq!((head.created_at, head.due_at), (at(1), at(1)));

        let failure = |tried, counts| FailedTry {
            tried_at: at(tried),
            counts,
            due_at: at(tried + 5),
            error: "502",
        };
        posts::failed(db, first, &failure(10, false)).await?;
        posts::failed(db, first, &failure(20, true)).await?;
        let head = posts::head(db, one).await?.expect("there");
        assert_eq!(head.id, first, "a head that is not due makes its lane wait");
        assert_eq!(
            (head.attempts, head.first_tried_at, head.due_at),
            (1, Some(at(10)), at(25))
        );

        posts::set_parts(db, first, &[PostId(70)], &[]).await?;
        assert_eq!(posts::last_known(db, one, first).await?, Some(PostId(70)));
        let state = posts::posted(db, first, &[PostId(70), PostId(71)]).await?;
        assert_eq!(state, PostState::Posted);
        assert_eq!(
            posts::by_id(db, first).await?.expect("there").parts,
            [PostId(70), PostId(71)]
        );
        assert_eq!(posts::head(db, one).await?.expect("there").id, second);
        assert_eq!(posts::last_known(db, one, second).await?, Some(PostId(71)));
        assert_eq!(
            posts::last_known(db, two, third).await?,
            None,
            "each lane for itself"
        );

        posts::dead(db, second, "50001").await?;
        assert_eq!(
            posts::by_id(db, second).await?.expect("there").state,
            PostState::Dead
        );
        assert_eq!(posts::lanes(db).await?, [two]);
        posts::dead(db, first, "late").await?;
        assert_eq!(
            posts::by_id(db, first).await?.expect("there").state,
            PostState::Posted
        );
        assert_eq!(posts::by_id(db, PostRowId(99)).await?, None);
    });
}

#[tokio::test]
async fn a_question_goes_wherever_it_stands() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        let about = |message| Question::Held(MessageId(message));

        // Not posted yet: it never will be.
        let pending = posts::append(db, id, &ask(1), at(1)).await?;
        let other = posts::append(db, id, &ask(2), at(1)).await?;
        assert!(posts::retract(db, id, about(1)).await?.is_empty());
        assert_eq!(posts::head(db, id).await?.expect("there").id, other);

        // Posted: it must be deleted, and is remembered until it is.
        posts::posted(db, other, &[PostId(50)]).await?;
        let standing = posts::retract(db, id, about(2)).await?;
        assert_eq!(standing.len(), 1);
        assert_eq!(
            (standing[0].id, &standing[0].parts),
            (other, &vec![PostId(50)])
        );
        assert!(posts::retract(db, id, about(2)).await?.is_empty(), "once");
        assert_eq!(posts::retracting_in(db, id).await?, standing);
        assert_eq!(posts::lanes(db).await?, [id]);
        posts::retracted(db, other).await?;
        assert_eq!(posts::lanes(db).await?, []);
        assert!(posts::retracting_in(db, id).await?.is_empty());

        // Retracted while it was being posted.
        assert_eq!(
            posts::posted(db, pending, &[PostId(51)]).await?,
            PostState::Retracting
        );
        assert_eq!(posts::retracting_in(db, id).await?[0].id, pending);
        assert!(posts::retract(db, id, Question::Queue).await?.is_empty());
    });
}

#[tokio::test]
async fn the_customers_latest_reaction_wins_beside_the_marks() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let (post, thread) = (PostId(2), PlaceId(40));
        assert!(!marks::set_emoji(db, post, thread, None).await?, "none was");
        assert!(marks::due(db, 9).await?.is_empty());
        assert!(marks::set_emoji(db, post, thread, Some("👍")).await?);
        assert!(!marks::set_emoji(db, post, thread, Some("👍")).await?);
        marks::set_wanted(db, post, thread, Some(Mark::Read)).await?;
        let due = &marks::due(db, 9).await?[0];
        assert_eq!(
            (due.wanted, due.emoji.as_deref(), due.emoji_shown.as_deref()),
            (Some(Mark::Read), Some("👍"), None)
        );
        // Changed while it was being put there: it stays due.
        marks::set_emoji(db, post, thread, Some("🎉")).await?;
        let shown = |emoji: &str| Shown {
            marks: vec![Mark::Read],
            wanted: Some(Mark::Read),
            emoji: Some(emoji.to_owned()),
            emoji_wanted: Some(emoji.to_owned()),
        };
        assert!(!marks::set_shown(db, post, &shown("👍")).await?);
        let due = &marks::due_in(db, thread).await?[0];
        assert_eq!(due.emoji_shown.as_deref(), Some("👍"));
        assert!(marks::set_shown(db, post, &shown("🎉")).await?);
        assert!(
            marks::set_emoji(db, post, thread, None).await?,
            "taken back"
        );
        assert_eq!(marks::due(db, 9).await?[0].emoji, None);
    });
}

#[tokio::test]
async fn the_latest_mark_wins_and_concluded_threads_wait() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        let thread = PlaceId(40);
        change(db, id, at(1), |conversation| {
            conversation.thread = Some(thread)
        })
        .await?;
        marks::set_wanted(db, PostId(2), thread, Some(Mark::Queued)).await?;
        marks::set_wanted(db, PostId(2), thread, Some(Mark::Accepted)).await?;
        marks::set_wanted(db, PostId(1), thread, None).await?;
        let due = marks::due(db, 9).await?;
        assert_eq!(
            due.iter()
                .map(|mark| (mark.post, mark.wanted))
                .collect::<Vec<_>>(),
            [(PostId(1), None), (PostId(2), Some(Mark::Accepted))]
        );
        assert_eq!(marks::due(db, 1).await?.len(), 1);

        // Overtaken while it was being set: it stays due.
        marks::set_wanted(db, PostId(2), thread, Some(Mark::Read)).await?;
        let shown = |marks: &[Mark], wanted| Shown {
            marks: marks.to_vec(),
            wanted,
            emoji: None,
            emoji_wanted: None,
        };
        let first = shown(&[Mark::Accepted], Some(Mark::Accepted));
        assert!(!marks::set_shown(db, PostId(2), &first).await?);
        assert_eq!(marks::due_in(db, thread).await?[1].shown, [Mark::Accepted]);
        let both = shown(&[Mark::Accepted, Mark::Read], Some(Mark::Read));
        assert!(marks::set_shown(db, PostId(2), &both).await?);
        assert!(marks::set_shown(db, PostId(1), &shown(&[], None)).await?);
        assert!(marks::due(db, 9).await?.is_empty());
        marks::set_wanted(db, PostId(2), thread, Some(Mark::Read)).await?;
        assert!(marks::due(db, 9).await?.is_empty(), "nothing new");

        marks::set_wanted(db, PostId(1), thread, Some(Mark::Failed)).await?;
        change(db, id, at(2), |conversation| {
            conversation.stage = Stage::Concluded
        })
        .await?;
        assert!(marks::due(db, 9).await?.is_empty());
        assert_eq!(marks::due_in(db, thread).await?.len(), 1);
        marks::forget(db, PostId(1)).await?;
        assert!(marks::due_in(db, thread).await?.is_empty());
        assert!(
            !marks::set_shown(db, PostId(1), &shown(&[], None)).await?,
            "it is gone"
        );
    });
}

#[tokio::test]
async fn a_line_is_what_was_last_said_about_it() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        let note = ThreadLine {
            post: PostId(3),
            conversation: id,
            kind: LineKind::Note,
            inbound: None,
            message: None,
            author: Some(BRUNO),
        };
        let mirror = ThreadLine {
            post: PostId(4),
            kind: LineKind::Mirror,
            inbound: Some(InboundId(6)),
            author: None,
            ..note
        };
        lines::record(db, &note).await?;
        lines::record(db, &mirror).await?;
        assert_eq!(lines::line(db, PostId(3)).await?, Some(note));
        let sent = ThreadLine {
            kind: LineKind::Outgoing,
            message: Some(MessageId(1)),
            ..note
        };
        lines::record(db, &sent).await?;
        assert_eq!(lines::line(db, PostId(3)).await?, Some(sent));
        assert_eq!(lines::after(db, id, PostId(3)).await?, [mirror]);
        assert_eq!(lines::after(db, id, PostId(0)).await?, [sent, mirror]);
        assert_eq!(lines::line(db, PostId(5)).await?, None);
        for kind in [LineKind::Ours, LineKind::Card, LineKind::Question] {
            lines::record(db, &ThreadLine { kind, ..note }).await?;
            assert_eq!(lines::line(db, PostId(3)).await?.expect("there").kind, kind);
        }
    });
}

#[tokio::test]
async fn only_the_newest_receipt_of_a_conversation_counts() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, None).await?;
        let read = |wamid: &str| PendingRead {
            conversation: id,
            channel: desk.channel,
            wamid: wamid.to_owned(),
            typing_until: None,
        };
        let typing = PendingRead {
            typing_until: Some(at(9)),
            ..read("w2")
        };
        reads::set(db, &read("w1"), at(1)).await?;
        reads::set(db, &read("w2"), at(2)).await?;
        assert_eq!(reads::pending(db).await?, [read("w2")]);
        reads::done(db, &read("w1")).await?;
        assert_eq!(
            reads::pending(db).await?.len(),
            1,
            "a newer one came meanwhile"
        );
        reads::set(db, &typing, at(3)).await?;
        reads::done(db, &read("w2")).await?;
        assert_eq!(reads::of(db, id).await?, Some(typing.clone()), "another");
        reads::done(db, &typing).await?;
        assert!(reads::pending(db).await?.is_empty());
    });
}

#[tokio::test]
async fn work_for_a_thread_is_done_in_order() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let id = Desk::new(db).await?.begin(db, None).await?;
        let join = threads::append(db, id, WorkKind::Join, Some(u64::MAX), at(1)).await?;
        let archive = threads::append(db, id, WorkKind::Archive, None, at(2)).await?;
        let last = threads::append(db, id, WorkKind::Unarchive, None, at(3)).await?;
        assert_eq!(threads::waiting(db).await?, [id]);
        threads::failed(db, join, true, (at(8), at(9)), "429").await?;
        threads::failed(db, join, false, (at(9), at(10)), "500").await?;
        let head = threads::head(db, id).await?.expect("there");
        assert_eq!(
            (head.id, head.conversation, head.kind),
            (join, id, WorkKind::Join)
        );
        assert_eq!(
            (head.subject, head.attempts, head.due_at),
            (Some(u64::MAX), 1, at(10))
        );
        assert_eq!(head.first_tried_at, Some(at(8)));
        threads::done(db, join).await?;
        let head = threads::head(db, id).await?.expect("there");
        assert_eq!((head.id, head.subject), (archive, None));
        threads::done(db, archive).await?;
        assert_eq!(threads::head(db, id).await?.expect("there").id, last);
        threads::done(db, last).await?;
        assert!(threads::waiting(db).await?.is_empty());
    });
}

#[tokio::test]
async fn the_cursor_moves_forwards_only_and_open_threads_are_followed() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, None).await?;
        desk.begin_with(db, "ainda sem tópico", None, at(0)).await?;
        assert!(threads::open(db).await?.is_empty());
        change(db, id, at(1), |conversation| {
            conversation.thread = Some(PlaceId(40))
        })
        .await?;
        assert_eq!(threads::open(db).await?[0].seen_until, None);
        threads::seen_until(db, id, PostId(7)).await?;
        threads::seen_until(db, id, PostId(5)).await?;
        let followed = threads::open(db).await?;
        assert_eq!(
            (followed[0].conversation, followed[0].thread),
            (id, PlaceId(40))
        );
        assert_eq!(followed[0].seen_until, Some(PostId(7)));

        assert_eq!(threads::name(db, id).await?, None);
        threads::set_name(db, id, "Maria ·4321 · 000001").await?;
        assert_eq!(
            threads::name(db, id).await?.as_deref(),
            Some("Maria ·4321 · 000001")
        );

        change(db, id, at(2), |conversation| {
            conversation.stage = Stage::Concluded
        })
        .await?;
        assert!(threads::open(db).await?.is_empty());
        let by_thread = threads::followed_by_thread(db, PlaceId(40)).await?;
        assert_eq!(
            by_thread.as_ref(),
            followed.first(),
            "concluded ones are still known"
        );
        assert_eq!(threads::followed_by_thread(db, PlaceId(41)).await?, None);
    });
}

#[tokio::test]
async fn the_most_urgent_card_comes_first_and_changes_meanwhile_are_not_lost() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let one = desk.begin(db, None).await?;
        let two = desk.begin_with(db, "Outra", None, at(0)).await?;
        for (conversation, card) in [(one, PostId(60)), (two, PostId(61))] {
            assert_eq!(next(db, desk.team).await?, None, "neither stands");
            cards::touch(db, conversation, Urgency::Cost).await?;
            assert_eq!(next(db, desk.team).await?, None, "without a card");
            change(db, conversation, at(1), |changed| changed.card = Some(card)).await?;
            let due = cards::next_of(db, desk.team).await?.expect("it is due");
            assert_eq!(due.conversation, conversation);
            assert!(cards::clean(db, conversation, due.revision).await?);
        }
        cards::touch(db, one, Urgency::Cost).await?;
        cards::touch(db, one, Urgency::Window).await?;
        cards::touch(db, two, Urgency::Failure).await?;
        assert_eq!(next(db, desk.team).await?, Some(two));
        cards::touch(db, one, Urgency::Owner).await?;
        cards::touch(db, one, Urgency::Cost).await?;
        assert_eq!(
            next(db, desk.team).await?,
            Some(one),
            "what is urgent stays so"
        );
        assert_eq!(next(db, TeamId(99)).await?, None, "another team's");

        let shown = cards::next_of(db, desk.team).await?.expect("it is due");
        cards::touch(db, one, Urgency::Cost).await?;
        assert!(!cards::clean(db, one, shown.revision).await?);
        let newer = cards::next_of(db, desk.team).await?.expect("it is due");
        assert!(cards::clean(db, one, newer.revision).await?);
        assert_eq!(next(db, desk.team).await?, Some(two));
        let contact = loaded(db, one).await?.contact;
        let teams = cards::touch_all_of(db, contact).await?;
        assert_eq!(teams, [desk.team]);
    });
}

async fn next(db: &mut Db, team: TeamId) -> Result<Option<ConversationId>, StoreError> {
    let due = cards::next_of(db, team).await?;
    Ok(due.map(|due| due.conversation))
}
