use super::world::{SALES, SUPPORT, World, carla, member, refused};
use crate::desk::drafts::Done;
use crate::desk::error::Refused;
use crate::domain::ids::PostId;
use crate::domain::template::{Slot, Trouble};
use crate::domain::wizard::{Change, Draft, Step};

#[tokio::test]
async fn a_draft_goes_from_contact_to_conversation() {
    let world = World::new().await;
    let desk = &world.desk;
    let sheet = desk.open_draft(carla(), Draft::default()).await;
    let id = sheet.expect("a draft").id;
    let sheet = desk
        .change_draft(id, carla(), Change::Contact(world.ana))
        .await;
    let sheet = sheet.expect("chosen");
    // One number and one team: both are skipped.
    assert_eq!(sheet.step, Step::Template);
    let template = world.template("ola").await;
    let to = Change::Template(template, Default::default());
    let sheet = desk.change_draft(id, carla(), to).await.expect("chosen");
    assert_eq!(sheet.step, Step::Preview, "the first name is known");
    desk.shown(&sheet, carla()).await.expect("shown");
    assert_eq!(desk.newest_draft(&carla()).await.expect("read"), Some(id));

    let done = desk.confirm_draft(id, carla(), PostId(5)).await;
    let Ok(Done::Begun(begun)) = done else {
        panic!("not begun: {done:?}");
    };
    let again = desk.confirm_draft(id, carla(), PostId(6)).await;
    let Ok(Done::Begun(second)) = again else {
        panic!("not begun: {again:?}");
    };
    assert!(second.again && second.conversation == begun.conversation);
    assert_eq!(desk.newest_draft(&carla()).await.expect("read"), None);
    assert_eq!(refused(desk.draft(id, carla()).await), Refused::Over);
}

#[tokio::test]
async fn a_draft_is_its_owners() {
    let world = World::new().await;
    let desk = &world.desk;
    let sheet = desk.open_draft(carla(), Draft::default()).await;
    let id = sheet.expect("a draft").id;
    let other = member(2, &[SALES]);
    assert_eq!(
        refused(desk.draft(id, other.clone()).await),
        Refused::NotYours
    );
    let outcome = desk.confirm_draft(id, other.clone(), PostId(5)).await;
    assert_eq!(refused(outcome), Refused::NotYours);
    assert_eq!(
        refused(desk.cancel_draft(id, other).await),
        Refused::NotYours
    );
    let nobody = desk.open_draft(member(4, &[]), Draft::default()).await;
    assert_eq!(refused(nobody), Refused::NoTeam);
}

#[tokio::test]
async fn values_are_corrected_or_refused_before_any_cost() {
    let world = World::new().await;
    let desk = &world.desk;
    let draft = Draft {
        contact: Some(world.ana),
        template: Some(world.template("codigo").await),
        ..Draft::default()
    };
    let sheet = desk.open_draft(carla(), draft).await.expect("a draft");
    assert_eq!(sheet.step, Step::Parameters);
    let slot = |name: &str| Slot::Body(name.to_owned());
    let typed = vec![
        (slot("1"), "  4321\n\nexpresso ".to_owned()),
        (slot("2"), " \n ".to_owned()),
    ];
    let filled = desk.fill_draft(sheet.id, carla(), typed).await;
    let filled = filled.expect("filled");
    assert_eq!(filled.corrected, [slot("1")]);
    assert_eq!(filled.problems.len(), 1);
    assert_eq!(filled.problems[0].trouble, Trouble::Empty);
    assert_eq!(filled.sheet.draft.values[&slot("1")], "4321 expresso");
    assert_eq!(filled.sheet.step, Step::Parameters);
    let typed = vec![(slot("2"), "amanhã".to_owned())];
    let filled = desk.fill_draft(sheet.id, carla(), typed).await;
    assert_eq!(filled.expect("filled").sheet.step, Step::Preview);
}

#[tokio::test]
async fn a_change_at_the_platform_is_shown_before_it_is_sent() {
    let world = World::new().await;
    let desk = &world.desk;
    let draft = Draft {
        contact: Some(world.ana),
        template: Some(world.template("ola").await),
        ..Draft::default()
    };
    let sheet = desk.open_draft(carla(), draft).await.expect("a draft");
    assert_eq!(sheet.step, Step::Preview);
    desk.shown(&sheet, carla()).await.expect("shown");
    world.take_templates("Olá {{1}}, mudou!").await;
    let outcome = desk.confirm_draft(sheet.id, carla(), PostId(5)).await;
    assert_eq!(refused(outcome), Refused::TemplateChanged);
    let sheet = desk.draft(sheet.id, carla()).await.expect("read");
    assert_eq!(sheet.step, Step::Preview);
    let outcome = desk.confirm_draft(sheet.id, carla(), PostId(5)).await;
    assert_eq!(
        refused(outcome),
        Refused::TemplateChanged,
        "read, not shown"
    );
    desk.shown(&sheet, carla()).await.expect("shown");
    let done = desk.confirm_draft(sheet.id, carla(), PostId(6)).await;
    assert!(matches!(done, Ok(Done::Begun(_))), "{done:?}");
}

#[tokio::test]
async fn back_undoes_what_was_chosen_and_nothing_else() {
    let world = World::new().await;
    let desk = &world.desk;
    let both = || member(6, &[SALES, SUPPORT]);
    let draft = Draft {
        contact: Some(world.ana),
        ..Draft::default()
    };
    let sheet = desk.open_draft(both(), draft).await.expect("a draft");
    assert_eq!(sheet.step, Step::Team);
    let to = Change::Team(world.support);
    let sheet = desk.change_draft(sheet.id, both(), to).await;
    let sheet = sheet.expect("chosen");
    assert_eq!(sheet.step, Step::Template);
    let sheet = desk.step_back(sheet.id, both()).await.expect("back");
    assert_eq!(sheet.step, Step::Team);
    let sheet = desk.step_back(sheet.id, both()).await.expect("back");
    assert_eq!(sheet.step, Step::Contact);
}
