use conecta::domain::conversation::Stage;
use conecta::domain::effect::{Post, Posted};
use conecta::domain::ids::{ChannelId, ConversationId, InboundId, PlaceId, PostId};
use conecta::domain::mark::Mark;
use conecta::domain::message::State;
use conecta::store::lines::{self, LineKind, ThreadLine};
use conecta::store::outgoing::{self, Oldest};
use conecta::store::webhooks::{self, Webhook};
use conecta::store::{Db, StoreError, inbox, marks, posts};

use crate::{ANA, Base, Desk, at, change, message, unit};

#[tokio::test]
async fn what_has_waited_longest_is_known() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        let id = desk.begin(db, Some(ANA)).await?;
        assert_eq!(outgoing::oldest(db).await?, Oldest::default());
        assert_eq!(outgoing::held_up(db, desk.channel).await?, 0);
        change(db, id, at(50), |c| {
            let mut states = [State::Read, State::Waiting, State::Waiting, State::Ready]
                .into_iter()
                .zip(1..)
                .map(|(state, id)| message(id, state))
                .collect::<Vec<_>>();
            states[3].ready_since = Some(at(30));
            states.push(message(5, State::Ready));
            c.outgoing = states;
        })
        .await?;
        // The last one has no such time: it counts from when it was due.
        let oldest = Oldest {
            ready: Some(at(10)),
            waiting: Some(at(2)),
        };
        assert_eq!(outgoing::oldest(db).await?, oldest);
        assert_eq!(outgoing::held_up(db, desk.channel).await?, 2);
        assert_eq!(outgoing::held_up(db, ChannelId(99)).await?, 0);

        let none: [(PlaceId, PostId); 0] = [];
        assert_eq!(
            outgoing::standing(db, PostId(0), 9).await?,
            none,
            "no thread yet"
        );
        change(db, id, at(51), |c| {
            c.thread = Some(PlaceId(7));
            c.outgoing[0].post = Some(PostId(71));
            c.outgoing[1].post = Some(PostId(72));
        })
        .await?;
        let left = [(PlaceId(7), PostId(71))];
        assert_eq!(outgoing::standing(db, PostId(70), 9).await?, left);
        assert_eq!(outgoing::standing(db, PostId(71), 9).await?, none);
        assert_eq!(outgoing::standing(db, PostId(70), 0).await?, none);

        assert_eq!(posts::oldest(db).await?, None);
        let line = Post {
            what: Posted::Mirror {
                inbound: InboundId(1),
                named: false,
            },
            reply_to: None,
            ping: None,
        };
        let first = posts::append(db, id, &line, at(7)).await?;
        posts::append(db, id, &line, at(8)).await?;
        assert_eq!(posts::oldest(db).await?, Some(at(7)));
        posts::posted(db, first, &[PostId(1)]).await?;
        assert_eq!(posts::oldest(db).await?, Some(at(8)));
        let other = Post {
            reply_to: Some(PostId(1)),
            ..line.clone()
        };
        assert!(posts::is_said(db, id, &line).await?, "standing or not");
        assert!(!posts::is_said(db, id, &other).await?);
        assert!(!posts::is_said(db, ConversationId(99), &line).await?);

        assert_eq!(inbox::oldest(db).await?, None);
        let one = inbox::add(db, "maria", "{}", "x", at(9), at(3)).await?;
        inbox::add(db, "maria", "{}", "x", at(9), at(4)).await?;
        assert_eq!(inbox::oldest(db).await?, Some(at(3)));
        inbox::dead(db, one, "x").await?;
        assert_eq!(inbox::oldest(db).await?, Some(at(4)));
    });
}

async fn line(db: &mut Db, desk: &Desk, thread: u64, post: u64) -> Result<(), StoreError> {
    let name = format!("Contato {thread}");
    let id = desk.begin_with(db, &name, None, at(0)).await?;
    change(db, id, at(1), |c| c.thread = Some(PlaceId(thread))).await?;
    let line = ThreadLine {
        post: PostId(post),
        conversation: id,
        kind: LineKind::Note,
        inbound: None,
        message: None,
        author: Some(ANA),
    };
    lines::record(db, &line).await?;
    marks::set_wanted(db, PostId(post), PlaceId(thread), Some(Mark::Note)).await?;
    if thread != 30 {
        let when = at(i64::from(thread == 20) * 100);
        change(db, id, when, |c| c.stage = Stage::Concluded).await?;
    }
    Ok(())
}

#[tokio::test]
async fn threads_that_were_concluded_long_ago_are_forgotten_a_little_at_a_time() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let desk = Desk::new(db).await?;
        // Two long concluded, one concluded lately, one open.
        for (thread, post) in [(10, 1), (11, 2), (20, 3), (30, 4)] {
            line(db, &desk, thread, post).await?;
        }
        assert_eq!(lines::long_concluded(db, at(50), 1).await?.len(), 1);
        let mut old = lines::long_concluded(db, at(50), 9).await?;
        old.sort();
        assert_eq!(old, [PostId(1), PostId(2)]);
        let mut marked = marks::long_concluded(db, at(50), 9).await?;
        marked.sort();
        assert_eq!(marked, old);
        lines::forget(db, &old).await?;
        assert_eq!(lines::line(db, PostId(1)).await?, None);
        assert_eq!(lines::line(db, PostId(2)).await?, None);
        assert!(lines::line(db, PostId(3)).await?.is_some());
        assert!(lines::line(db, PostId(4)).await?.is_some());
        assert_eq!(lines::long_concluded(db, at(50), 9).await?, []);
    });
}

#[tokio::test]
async fn no_more_is_purged_at_once_than_was_asked_for() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        for n in 0..5 {
            let body = Webhook {
                body: vec![n],
                sha256: n.to_string(),
                readable: true,
            };
            webhooks::keep(db, &body, at(n.into())).await?;
        }
        assert_eq!(webhooks::purge(db, at(4), 3).await?, 3);
        assert_eq!(webhooks::purge(db, at(4), 3).await?, 1);
        assert_eq!(webhooks::purge(db, at(4), 3).await?, 0);
        let left = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM webhooks");
        assert_eq!(left.fetch_one(&mut *db).await?, 1);
    });
}
