//! Discord is in trouble, forgets, or has things deleted by people.

use std::time::Duration;

use conecta_sandbox::company::CARE;
use conecta_sandbox::discord::{Fault, Scope};

use crate::hands::another_channel;
use crate::support::Desk;

#[tokio::test]
async fn a_mirror_whose_answer_was_lost_stands_there_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let posts = || Fault::on("POST", "/channels/*/messages$");
    let faults = [
        posts().answers_then_drops(),
        posts().drops(),
        posts().answers_html(502, "<html>Bad Gateway</html>"),
        posts().too_many(Scope::User, Duration::from_secs(2)),
        posts().too_many(Scope::Global, Duration::from_secs(2)),
        posts().too_many(Scope::Shared, Duration::from_secs(2)),
    ];
    for (number, fault) in faults.into_iter().enumerate() {
        desk.discord.order(fault.clone());
        let one = format!("um-{number}");
        let two = format!("dois-{number}");
        maria.answers(&one).await;
        maria.answers(&two).await;
        desk.minutes_pass(1).await;
        let read = ana.reads();
        assert_eq!(read.matches(&one).count(), 1, "{fault:?}: {read}");
        assert_eq!(read.matches(&two).count(), 1, "{fault:?}: {read}");
        assert!(read.find(&one) < read.find(&two), "{fault:?}: {read}");
    }
}

#[tokio::test]
async fn after_the_nonce_is_forgotten_the_thread_is_read_instead() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let posts = Fault::on("POST", "/channels/*/messages$");
    desk.discord.order(posts.answers_then_drops());
    desk.discord.order(
        Fault::on("POST", "/channels/*/messages$")
            .times(3)
            .answers_html(503, "x"),
    );
    maria.answers("uma vez só").await;
    desk.minutes_pass(15).await;
    assert_eq!(
        ana.reads().matches("uma vez só").count(),
        1,
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn discord_down_for_an_hour_loses_nothing_and_keeps_the_order() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord_goes_down();
    for n in 1..=5 {
        maria.phone.writes(maria.number(), &format!("M{n}"));
        desk.minutes_pass(12).await;
    }
    desk.discord_comes_back().await;
    desk.minutes_pass(10).await;
    let read = ana.reads();
    let places: Vec<usize> = (1..=5)
        .map(|n| read.find(&format!("M{n}")).expect("mirrored"))
        .collect();
    assert!(places.is_sorted(), "{read}");
    ana.sends("Estou de volta").await;
    assert_eq!(maria.got(), ["Estou de volta"]);
}

#[tokio::test]
async fn the_gateway_sends_us_away_and_nothing_is_missing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.gateway_reconnect();
    ana.sends("depois do op 7").await;
    desk.discord.gateway_invalid_session(false);
    let place = ana.place();
    ana.person.types(place, "no meio do op 9").expect("typed");
    desk.comes_to_itself().await;
    desk.seconds_pass(20).await;
    assert_eq!(
        maria.got(),
        ["depois do op 7", "no meio do op 9"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_deleted_thread_is_made_anew_and_the_conversation_goes_on() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.deletes_channel(ana.place());
    desk.settle().await;
    maria.answers("Ainda aí?").await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Ainda aí?"), "{}", ana.reads());
    ana.sends("Estou").await;
    assert_eq!(maria.got(), ["Estou"]);
}

#[tokio::test]
async fn a_deleted_card_leaves_the_thread_working() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let dona = desk.agent("Dona");
    dona.deletes(ana.place()).await;
    maria.answers("Oi de novo").await;
    ana.sends("Oi!").await;
    assert_eq!(maria.got(), ["Oi!"]);
    assert!(ana.reads().contains("Oi de novo"));
}

#[tokio::test]
async fn a_deleted_team_channel_is_no_dead_end() {
    let desk = Desk::watched().await;
    let (_, maria) = desk.talk("Ana", "Maria").await;
    let channel = desk.company.team("Vendas").channel;
    desk.discord.deletes_channel(channel);
    desk.settle().await;
    let jose = desk.customer("José");
    jose.answers("Alguém?").await;
    desk.minutes_pass(5).await;
    // Other teams work on.
    let beatriz = desk.customer("Beatriz").to(CARE);
    beatriz.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(desk.threads("Beatriz").len(), 1);

    // Whoever can do something is told what, and then nobody waits any more.
    let told = desk.told();
    let gone = told.iter().find(|told| told.contains("foi apagado"));
    let gone = gone.unwrap_or_else(|| panic!("{told:?}"));
    assert!(
        gone.contains("canal da equipe Vendas foi apagado"),
        "{gone}"
    );
    assert!(gone.contains("escolha outro canal com </team:"), "{gone}");
    another_channel(&desk).await;
    for (contact, customer) in [("José", &jose), ("Maria", &maria)] {
        let ana = desk.agent("Ana").with(contact);
        if contact == "José" {
            assert!(ana.reads().contains("Alguém?"), "{}", ana.reads());
            ana.takes().await;
        }
        ana.sends("Pois não?").await;
        assert_eq!(customer.got(), ["Pois não?"], "{}", ana.reads());
    }
}

#[tokio::test]
async fn a_customer_may_write_books() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let book = "palavra ".repeat(520);
    maria.answers(book.trim_end()).await;
    maria.answers("fim").await;
    let all: String = ana
        .person
        .sees(ana.place())
        .iter()
        .map(|message| message.content.clone())
        .collect();
    assert_eq!(all.matches("palavra").count(), 520);
    assert!(ana.last().content.contains("fim"));
}
