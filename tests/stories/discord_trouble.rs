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
async fn a_deleted_thread_is_made_anew_with_what_was_asked() {
    for assumed in [false, true] {
        let desk = Desk::open().await;
        let maria = desk.customer("Maria");
        maria.answers("Bom dia").await;
        let ana = desk.agent("Ana").with("Maria");
        if assumed {
            ana.takes().await;
        }
        maria.answers("Quanto custa o curso?").await;
        desk.discord.deletes_channel(ana.place());
        // It is found out by what comes next, or without that.
        if !assumed {
            desk.minutes_pass(1).await;
        }
        maria.answers("Alguém?").await;
        desk.minutes_pass(1).await;
        let ana = desk.agent("Ana").with("Maria");
        let reads = ana.reads();
        let lines = ["Bom dia", "Quanto custa o curso?", "Alguém?"];
        let places = lines.map(|line| {
            assert_eq!(reads.matches(line).count(), 1, "{line}: {reads}");
            reads.find(line)
        });
        assert!(places.is_sorted(), "{reads}");
    }
}

#[tokio::test]
async fn a_deleted_thread_is_made_anew_without_what_was_answered() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Quanto custa o curso?").await;
    ana.sends("R$ 10").await;
    maria.answers("E o livro?").await;
    desk.discord.deletes_channel(ana.place());
    desk.minutes_pass(1).await;
    let reads = desk.agent("Ana").with("Maria").reads();
    assert_eq!(reads.matches("E o livro?").count(), 1, "{reads}");
    assert!(!reads.contains("Quanto custa o curso?"), "{reads}");
}

#[tokio::test]
async fn a_deleted_thread_is_made_anew_with_what_an_answer_on_its_way_is_about() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Quanto custa o curso?").await;
    ana.types("R$ 10").await;
    desk.discord.deletes_channel(ana.place());
    desk.seconds_pass(1).await;
    desk.minutes_pass(1).await;
    let reads = desk.agent("Ana").with("Maria").reads();
    for line in ["Quanto custa o curso?", "R$ 10"] {
        assert_eq!(reads.matches(line).count(), 1, "{line}: {reads}");
    }
    assert!(reads.find("Quanto custa") < reads.find("R$ 10"), "{reads}");
}

#[tokio::test]
async fn a_deleted_thread_is_made_anew_with_what_waits() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Volto amanhã").await;
    ana.sends("Às 9 h").await;
    desk.discord.deletes_channel(ana.place());
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    let seen = ana.person.sees(ana.place());
    let line = |text: &str| {
        let line = seen.iter().find(|line| line.content.contains(text));
        line.unwrap_or_else(|| panic!("{text}: {}", ana.reads())).id
    };
    for text in ["Volto amanhã", "Às 9 h"] {
        assert_eq!(ana.marks(line(text)), "🕓", "{}", ana.reads());
    }
    // Whoever tidies up what waits takes it back like any line.
    let dona = desk.agent("Dona");
    dona.deletes(line("Às 9 h")).await;
    maria.answers("Quando volta?").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Volto amanhã"], "{}", ana.reads());
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
