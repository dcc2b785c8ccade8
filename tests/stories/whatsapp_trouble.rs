//! WhatsApp is in trouble, or refuses a message.

use conecta_sandbox::whatsapp::{Act, Fault};

use crate::support::Desk;

#[tokio::test]
async fn what_surely_never_left_is_tried_again_without_a_word() {
    let page = || Act::Answer {
        status: 503,
        body: "<html>Service Unavailable</html>".to_owned(),
    };
    for act in [
        Act::TooMany { retry_after: 3 },
        Act::Error { code: 130_429 },
        Act::Error { code: 80_007 },
        Act::Error { code: 131_016 },
        page(),
    ] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        desk.whatsapp.order(Fault::new(act.clone()).times(2));
        ana.sends("Olá").await;
        let last = ana.sends("Tudo bem?").await;
        desk.minutes_pass(10).await;
        let reads = ana.reads();
        assert_eq!(maria.got(), ["Olá", "Tudo bem?"], "{act:?}: {reads}");
        assert!(ana.marks(last).contains('☑'), "{act:?}: {reads}");
    }
}

#[tokio::test]
async fn down_for_an_hour_nothing_is_lost_and_nothing_stale_leaves_by_itself() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.goes_down().await;
    let first = ana.sends("Primeiro").await;
    let second = ana.sends("Segundo").await;
    desk.seconds_pass(5).await;
    assert_eq!(ana.marks(first), "🕓");
    desk.minutes_pass(58).await;
    let fresh = ana.types("Terceiro").await;
    desk.minutes_pass(2).await;
    desk.whatsapp.comes_back().await;
    desk.minutes_pass(10).await;
    assert_eq!(maria.got(), [""; 0], "stale: {}", ana.reads());
    insta::assert_snapshot!("after_an_hour", ana.reads());
    ana.presses("Enviar").await;
    desk.minutes_pass(2).await;
    assert_eq!(maria.got(), ["Primeiro", "Segundo", "Terceiro"]);
    for message in [first, second, fresh] {
        assert!(!ana.marks(message).contains('🕓'), "{}", ana.reads());
    }
}

#[tokio::test]
async fn down_for_ten_minutes_everything_leaves_in_order_afterwards() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.goes_down().await;
    ana.sends("Primeiro").await;
    ana.sends("Segundo").await;
    desk.minutes_pass(9).await;
    desk.whatsapp.comes_back().await;
    desk.minutes_pass(6).await;
    assert_eq!(maria.got(), ["Primeiro", "Segundo"], "{}", ana.reads());
}

#[tokio::test]
async fn a_refused_message_says_why_and_holds_nobody_up() {
    for (code, words) in [
        (131_026, "não entregou a este número"),
        (131_009, "não é aceita pelo WhatsApp"),
    ] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        desk.whatsapp.order(Fault::new(Act::Error { code }));
        let message = ana.sends("Olá").await;
        desk.seconds_pass(10).await;
        assert_eq!(ana.marks(message), "❌", "{code}: {}", ana.reads());
        let told = ana.last();
        assert!(told.content.contains(words), "{code}: {}", ana.reads());
        assert_eq!(told.reply_to, Some(message));
        assert!(told.pinged.contains(&ana.person.id()));
        ana.sends("Tudo bem?").await;
        assert_eq!(maria.got(), ["Tudo bem?"]);
    }
}

#[tokio::test]
async fn a_failure_that_comes_later_is_told_too() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.fail_later(None, 131_026, true, 1);
    let message = ana.sends("Olá").await;
    desk.seconds_pass(10).await;
    assert!(ana.marks(message).contains('❌'), "{}", ana.reads());
    assert!(ana.reads().contains("não entregou a este número"));
}

#[tokio::test]
async fn a_lost_authorisation_pauses_the_number_and_loses_nothing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.expire_token();
    let message = ana.sends("Olá").await;
    desk.minutes_pass(2).await;
    assert_eq!(ana.marks(message), "🕓", "{}", ana.reads());
    let seed = conecta_sandbox::whatsapp::Seed::default();
    desk.whatsapp.set_token(&seed.token);
    desk.minutes_pass(12).await;
    assert_eq!(maria.got(), ["Olá"], "{}", ana.reads());
}

#[tokio::test]
async fn the_pair_limit_only_slows_down() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let texts: Vec<String> = (1..=60).map(|n| format!("Linha {n}")).collect();
    let place = ana.place();
    for text in &texts {
        ana.person.types(place, text).expect("typed");
    }
    desk.minutes_pass(10).await;
    assert_eq!(maria.got(), texts, "{}", ana.reads());
}

#[tokio::test]
async fn what_came_behind_a_stale_message_is_part_of_the_same_question() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.goes_down().await;
    ana.sends("Bom dia!").await;
    desk.minutes_pass(10).await;
    ana.sends("Hoje às 15 h tenho horário.").await;
    desk.minutes_pass(10).await;
    desk.whatsapp.comes_back().await;
    desk.hours_pass(12).await;
    assert!(ana.offered("Enviar as 2").is_some(), "{}", ana.reads());
    ana.presses("Descartar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
}

#[tokio::test]
async fn whoever_was_not_tried_reads_what_the_number_was_refused_for() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let (bruno, _) = desk.talk("Bruno", "José").await;
    let maintained = Fault::new(Act::Error { code: 131_057 });
    desk.whatsapp.order(maintained.times(100));
    let (first, second) = (ana.place(), bruno.place());
    ana.person.types(first, "Olá").expect("typed");
    desk.settle().await;
    desk.pass(std::time::Duration::from_millis(100)).await;
    bruno.person.types(second, "Olá").expect("typed");
    desk.settle().await;
    desk.minutes_pass(5).await;
    for reads in [ana.reads(), bruno.reads()] {
        assert!(reads.contains("em manutenção no WhatsApp"), "{reads}");
        assert!(!reads.contains("enviou muito"), "{reads}");
    }
}
