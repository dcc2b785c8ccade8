//! What agents prepare: messages composed in a form, and quick replies.

use conecta::domain::content::{Content, Interactive, Offer, OfferedRow};
use conecta::domain::ids::TeamId;
use conecta::domain::quick::{QuickReply, Scope};
use conecta::store::composed::{self, Composed};
use conecta::store::quick_replies::{self, Kept};

use crate::{ANA, BRUNO, Base, Desk, at, unit};

fn interactive(offer: Offer) -> Content {
    let body = "Qual **horário**?".to_owned();
    Content::Interactive(Box::new(Interactive { body, offer }))
}

/// One of each kind.
fn offers() -> Vec<Offer> {
    let row = |title: &str, description: Option<&str>| OfferedRow {
        title: title.to_owned(),
        description: description.map(str::to_owned),
    };
    vec![
        Offer::Buttons {
            labels: vec!["9 h".to_owned(), "14 h".to_owned()],
        },
        Offer::List {
            button: "Ver horários".to_owned(),
            rows: vec![row("9 h", Some("com a Ana")), row("14 h", None)],
        },
        Offer::Link {
            label: "Abrir".to_owned(),
            url: "https://loja.example/a?b=c".to_owned(),
        },
        Offer::AskLocation,
    ]
}

#[tokio::test]
async fn a_composed_message_of_every_kind_waits_for_its_author() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let conversation = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        for offer in offers() {
            let content = interactive(offer);
            let id = composed::create(db, ANA, conversation, &content, at(0)).await?;
            let kept = composed::load(db, id).await?;
            assert_eq!(
                kept,
                Some(Composed {
                    id,
                    owner: ANA,
                    conversation,
                    content,
                    sent_at: None,
                })
            );
        }
    });
}

#[tokio::test]
async fn a_composed_message_is_changed_and_sent_and_no_other_with_it() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let conversation = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        let content = interactive(Offer::AskLocation);
        let id = composed::create(db, ANA, conversation, &content, at(0)).await?;
        let other = composed::create(db, BRUNO, conversation, &content, at(0)).await?;
        let changed = interactive(Offer::Buttons {
            labels: vec!["Sim".to_owned()],
        });
        composed::save(db, id, &changed, at(1)).await?;
        composed::sent(db, id, at(2)).await?;
        let kept = composed::load(db, id).await?.expect("there");
        assert_eq!((kept.content, kept.sent_at), (changed, Some(at(2))));
        let kept = composed::load(db, other).await?.expect("there");
        assert_eq!((kept.content, kept.sent_at), (content, None));
    });
}

#[tokio::test]
async fn composed_messages_that_nobody_touches_are_forgotten_a_few_at_a_time() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let conversation = Desk::new(db).await?.begin(db, Some(ANA)).await?;
        let content = interactive(Offer::AskLocation);
        let mut ids = Vec::new();
        for second in 0..4 {
            let now = at(second);
            ids.push(composed::create(db, ANA, conversation, &content, now).await?);
        }
        // Touched later.
        composed::save(db, ids[0], &content, at(9)).await?;
        assert_eq!(composed::purge(db, at(3), 1).await?, 1);
        assert_eq!(composed::purge(db, at(3), 5).await?, 1);
        assert_eq!(composed::purge(db, at(3), 5).await?, 0);
        for (id, left) in ids.iter().zip([true, false, false, true]) {
            assert_eq!(composed::load(db, *id).await?.is_some(), left);
        }
    });
}

fn reply(scope: Scope, name: &str, text: &str) -> QuickReply {
    let (name, text) = (name.to_owned(), text.to_owned());
    QuickReply { scope, name, text }
}

#[tokio::test]
async fn quick_replies_are_kept_changed_and_taken_away() {
    let base = Base::new().await;
    unit!(base.store, |db| {
        let team = Scope::Team(TeamId(7));
        let mine = reply(Scope::Person(ANA), "pix", "A chave é {nome}");
        let ours = reply(team, "horário", "Das 9 às 18 h");
        let all = reply(Scope::Everyone, "pix", "Olá,\n*tudo* bem?");
        let mut ids = Vec::new();
        for reply in [&mine, &ours, &all] {
            ids.push(quick_replies::create(db, reply, ANA, at(0)).await?);
        }
        let kept = |at: usize, reply: &QuickReply| Kept {
            id: ids[at],
            reply: reply.clone(),
        };
        let listed = quick_replies::list(db).await?;
        assert_eq!(listed, [kept(0, &mine), kept(1, &ours), kept(2, &all)]);

        let changed = reply(Scope::Everyone, "horários", "Das 8 às 18 h");
        quick_replies::update(db, ids[1], &changed, BRUNO, at(1)).await?;
        quick_replies::delete(db, ids[0]).await?;
        let listed = quick_replies::list(db).await?;
        assert_eq!(listed, [kept(1, &changed), kept(2, &all)]);
    });
}
