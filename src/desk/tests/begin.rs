use chrono::TimeDelta;

use super::world::{BOSSES, SALES, SUPPORT, World, admin, carla, member, refused};
use crate::desk::Desk;
use crate::desk::error::{AskMoney, Refused};
use crate::domain::abilities::Abilities;
use crate::domain::content::Content;
use crate::domain::event::Wish;
use crate::domain::ids::PostId;
use crate::domain::message::State;
use crate::domain::price::Price;
use crate::domain::wizard::Sure;
use crate::store::contacts::{self, OptOut};
use crate::store::templates;

#[tokio::test]
async fn a_conversation_begins_once_however_often_it_is_pressed() {
    let world = World::new().await;
    let request = world.request(carla(), "k").await;
    let first = world.desk.begin(request.clone()).await.expect("begun");
    let second = world.desk.begin(request).await.expect("the same");
    assert_eq!(second.conversation, first.conversation);
    assert!(second.again && !first.again);
    let c = world.desk.look(first.conversation).await.expect("there");
    assert_eq!(c.assignee, Some(carla().id));
    assert_eq!(c.outgoing.len(), 1);
    let row = &c.outgoing[0];
    assert_eq!(row.position, 1_000);
    let Content::Template(template) = &row.content else {
        panic!("no template: {row:?}");
    };
    assert_eq!(template.preview, "Olá Ana, tudo bem?");
    let cost = world.desk.cost_so_far(c.id).await.expect("costs");
    assert!(cost.known.contains_key("USD"), "{cost:?}");
}

#[tokio::test]
async fn a_number_without_templates_offers_none() {
    let world = World::new().await;
    let offered = async |desk: &Desk| {
        let offered = desk.templates_for(world.channel, world.sales, world.ana, "");
        offered.await.expect("they are read").len()
    };
    assert_eq!(offered(&world.desk).await, 3);
    let without = Desk {
        abilities: Abilities::NONE,
        ..world.desk.clone()
    };
    assert_eq!(offered(&without).await, 0);
}

#[tokio::test]
async fn only_agents_of_the_team_begin() {
    let world = World::new().await;
    let supervisor = member(3, &[BOSSES]);
    for stranger in [member(2, &[SUPPORT]), member(4, &[]), supervisor, admin()] {
        let request = world.request(stranger, "k").await;
        let outcome = world.desk.begin(request).await;
        assert_eq!(refused(outcome), Refused::NotInTeam(world.sales));
    }
    let request = world.request(carla(), "k").await;
    assert!(
        world.desk.begin(request).await.is_ok(),
        "the key was left free"
    );
}

#[tokio::test]
async fn one_conversation_is_open_with_a_contact_on_a_number() {
    let world = World::new().await;
    let begun = world.desk.begin(world.request(carla(), "a").await).await;
    let id = begun.expect("begun").conversation;
    let colleague = world.request(member(2, &[SALES]), "b").await;
    assert_eq!(
        refused(world.desk.begin(colleague).await),
        Refused::OpenAlready(id)
    );
    let mut other_team = world.request(member(5, &[SUPPORT]), "c").await;
    other_team.team = world.support;
    let why = refused(world.desk.begin(other_team).await);
    assert!(matches!(why, Refused::OpenElsewhere { .. }), "{why:?}");
    world.switch(world.other, true).await;
    let mut elsewhere = world.request(carla(), "d").await;
    elsewhere.channel = world.other;
    assert!(world.desk.begin(elsewhere).await.is_ok());
}

#[tokio::test]
async fn who_is_blocked_or_opted_out_is_left_alone() {
    let world = World::new().await;
    let (ana, now) = (world.ana, world.desk.now());
    let store = world.desk.store().clone();
    let known = OptOut {
        at: now,
        inbound: None,
        by: None,
    };
    let opt_out =
        store.write(move |db| Box::pin(async move { contacts::opt_out(db, ana, &known).await }));
    opt_out.await.expect("opted out");
    let mut marketing = world.request(carla(), "a").await;
    marketing.template = Some(world.chosen("oferta").await);
    assert_eq!(
        refused(world.desk.begin(marketing).await),
        Refused::OptedOut
    );
    let block = store.write(move |db| Box::pin(contacts::set_blocked(db, ana, Some(now))));
    block.await.expect("blocked");
    let request = world.request(carla(), "b").await;
    assert_eq!(refused(world.desk.begin(request).await), Refused::Blocked);
}

#[tokio::test]
async fn a_number_that_is_off_sends_nothing() {
    let world = World::new().await;
    let mut request = world.request(carla(), "a").await;
    request.channel = world.other;
    assert_eq!(refused(world.desk.begin(request).await), Refused::NumberOff);
}

#[tokio::test]
async fn a_template_leaves_only_as_it_was_shown() {
    let world = World::new().await;
    let request = world.request(carla(), "a").await;
    world.take_templates("Olá {{1}}, preço novo!").await;
    assert_eq!(
        refused(world.desk.begin(request).await),
        Refused::TemplateChanged
    );
    let mut unfilled = world.request(carla(), "b").await;
    unfilled.template = Some(world.chosen("codigo").await);
    let why = refused(world.desk.begin(unfilled).await);
    assert!(
        matches!(&why, Refused::Parameters(one) if one.len() == 1),
        "{why:?}"
    );
    let request = world.request(carla(), "c").await;
    let (template, support) = (world.template("ola").await, world.support);
    let store = world.desk.store().clone();
    let restrict = store.write(move |db| {
        Box::pin(async move { templates::restrict(db, template, &[support]).await })
    });
    restrict.await.expect("restricted");
    assert_eq!(
        refused(world.desk.begin(request).await),
        Refused::TemplateGone
    );
}

#[tokio::test]
async fn without_a_template_the_window_must_be_open() {
    let world = World::new().await;
    let mut request = world.request(carla(), "a").await;
    request.template = None;
    assert_eq!(
        refused(world.desk.begin(request).await),
        Refused::WindowClosed
    );
}

#[tokio::test]
async fn marketing_at_night_is_asked_for() {
    let world = World::new().await;
    world.pass(TimeDelta::hours(11));
    let mut request = world.request(carla(), "a").await;
    let chosen = world.chosen("oferta").await;
    request.template = Some(chosen.clone());
    let why = refused(world.desk.begin(request.clone()).await);
    assert!(
        matches!(
            &why,
            Refused::Money(AskMoney::Night {
                price: Price::Known { .. }
            })
        ),
        "{why:?}"
    );
    let sure = Sure {
        night: true,
        ..Sure::default()
    };
    request.template = Some(crate::desk::start::Chosen { sure, ..chosen });
    assert!(world.desk.begin(request).await.is_ok());
}

#[tokio::test]
async fn further_templates_are_asked_for_and_the_third_needs_a_supervisor() {
    let world = World::new().await;
    let desk = &world.desk;
    let begun = desk.begin(world.request(carla(), "a").await).await;
    let id = begun.expect("begun").conversation;
    let send = |by, sure, press| {
        let desk = desk.clone();
        let chosen = world.chosen("ola");
        async move {
            let unanswered = Sure {
                unanswered: sure,
                ..Sure::default()
            };
            let chosen = crate::desk::start::Chosen {
                sure: unanswered,
                ..chosen.await
            };
            desk.send_template(id, by, chosen, PostId(press), None)
                .await
        }
    };
    let stranger = refused(send(member(2, &[SALES]), true, 2).await);
    assert_eq!(stranger, Refused::NotAssignee(Some(carla().id)));
    let why = refused(send(carla(), false, 3).await);
    assert!(
        matches!(why, Refused::Money(AskMoney::Unanswered { .. })),
        "{why:?}"
    );
    send(carla(), true, 4).await.expect("sent");
    let why = refused(send(carla(), true, 5).await);
    assert!(
        matches!(
            why,
            Refused::Money(AskMoney::NeedsSupervisor { count: 2, .. })
        ),
        "{why:?}"
    );
    send(member(3, &[BOSSES]), true, 6).await.expect("sent");
    let c = desk.look(id).await.expect("there");
    assert_eq!(c.outgoing.len(), 3);
}

#[tokio::test]
async fn a_day_without_an_answer_needs_no_question() {
    let world = World::new().await;
    let desk = &world.desk;
    let begun = desk.begin(world.request(carla(), "a").await).await;
    let id = begun.expect("begun").conversation;
    world.pass(TimeDelta::hours(24));
    let chosen = world.chosen("ola").await;
    desk.send_template(id, carla(), chosen, PostId(2), None)
        .await
        .expect("sent");
}

#[tokio::test]
async fn what_was_concluded_takes_no_template() {
    let world = World::new().await;
    let desk = &world.desk;
    let begun = desk.begin(world.request(carla(), "a").await).await;
    let id = begun.expect("begun").conversation;
    desk.conclude(id, carla()).await.expect("concluded");
    let chosen = world.chosen("ola").await;
    let outcome = desk
        .send_template(id, carla(), chosen, PostId(2), None)
        .await;
    assert_eq!(refused(outcome), Refused::Concluded);
    let pressed = desk.press(id, carla(), Wish::HoldQueue).await;
    assert_eq!(refused(pressed), Refused::Concluded);
    let c = desk.look(id).await.expect("there");
    assert_eq!(c.outgoing[0].state, State::Cancelled);
}
