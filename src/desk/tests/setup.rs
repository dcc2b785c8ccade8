use super::world::{World, admin, carla, refused};
use crate::desk::error::Refused;
use crate::desk::setup::{NumberChange, TeamChange};
use crate::domain::ids::PlaceId;
use crate::domain::reactions::Leaving;
use crate::domain::stops::StopLists;

#[tokio::test]
async fn only_who_manages_the_server_sets_up() {
    let world = World::new().await;
    let desk = &world.desk;
    let created = desk.create_team(carla(), "Nova".to_owned()).await;
    assert_eq!(refused(created), Refused::NotAdmin);
    let to = TeamChange::Name("Outro".to_owned());
    let changed = desk.change_team(carla(), world.sales, to).await;
    assert_eq!(refused(changed), Refused::NotAdmin);
    let off = NumberChange::Enabled(false);
    let switched = desk.change_number(carla(), world.channel, off).await;
    assert_eq!(refused(switched), Refused::NotAdmin);
    let stops = desk.set_stops(carla(), StopLists::default()).await;
    assert_eq!(refused(stops), Refused::NotAdmin);
    let leaving = desk.set_leaving_reactions(carla(), Leaving::default());
    assert_eq!(refused(leaving.await), Refused::NotAdmin);
}

#[tokio::test]
async fn names_are_there_short_and_their_own() {
    let world = World::new().await;
    let desk = &world.desk;
    let create = |name: &str| desk.create_team(admin(), name.to_owned());
    assert_eq!(refused(create(" \n ").await), Refused::BadName);
    assert_eq!(refused(create(&"x".repeat(41)).await), Refused::BadName);
    assert_eq!(refused(create("VENDAS").await), Refused::NameTaken);
    assert!(create("Pós-venda").await.is_ok());
}

#[tokio::test]
async fn a_channel_in_discord_is_one_teams() {
    let world = World::new().await;
    let to = TeamChange::Place(PlaceId(100));
    let changed = world.desk.change_team(admin(), world.support, to).await;
    assert_eq!(refused(changed), Refused::PlaceTaken(world.sales));
}

#[tokio::test]
async fn a_number_without_anybody_who_answers_stays_off() {
    let world = World::new().await;
    let on = NumberChange::Enabled(true);
    // Two teams are ready: which one answers has to be said.
    let switched = world.desk.change_number(admin(), world.other, on).await;
    assert_eq!(refused(switched), Refused::NeedsTeam);
    let channel = world.desk.channel(world.other).await.expect("read");
    assert!(channel.is_some_and(|channel| !channel.enabled));
}
