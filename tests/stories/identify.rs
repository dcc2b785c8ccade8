//! Discord's gateway gives sessions to those who do not ask too often, and is told when we go.

use std::time::Duration;

use crate::support::Desk;

#[tokio::test]
async fn a_gateway_that_refuses_a_session_is_asked_again_and_nothing_is_missing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.gateway_refuses_sessions(1);
    desk.discord.gateway_invalid_session(false);
    let place = ana.place();
    ana.person.types(place, "no meio").expect("typed");
    desk.comes_to_itself().await;
    assert_eq!(desk.discord.gateway_identified().len(), 3);
    desk.seconds_pass(20).await;
    assert_eq!(maria.got(), ["no meio"], "{}", ana.reads());
}

#[tokio::test]
async fn what_discord_still_allows_is_made_to_last() {
    let mut desk = Desk::unstarted(|_, _| {}).await;
    // The first one is still among the better half of a thousand.
    let left = Duration::from_secs(50_000);
    desk.discord.gateway_allows(501, left);
    desk.starts_again().await;
    desk.sets_up().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    let [first, second] = desk.discord.gateway_identified()[..] else {
        panic!("two sessions");
    };
    assert!((second - first).num_seconds() >= 100, "{first} {second}");
    ana.sends("Estou de volta").await;
    assert_eq!(maria.got(), ["Estou de volta"], "{}", ana.reads());
}

#[tokio::test]
async fn whoever_stops_says_goodbye_so_that_nobody_presses_in_vain() {
    let mut desk = Desk::open().await;
    assert_eq!(desk.discord.gateway_sessions(), 1);
    desk.stop().await;
    assert_eq!(desk.discord.gateway_sessions(), 0);
}
