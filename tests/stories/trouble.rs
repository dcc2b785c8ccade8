//! Trouble that comes from outside and lasts: limits of Discord, a gateway that only seems alive,
//! an hour without one of the platforms, people who delete what the desk stands on.

use std::time::Duration;

use conecta_sandbox::discord::Fault;
use conecta_sandbox::wait::patiently;
use conecta_sandbox::wire::{Kind, Platform};
use serde_json::{Value, json};

use crate::support::Desk;
use crate::support::people::Agent;

/// The threads that were to be archived since an entry of the wire, as the paths name them.
fn archived(desk: &Desk, entry: u64) -> Vec<String> {
    let entries = desk.wire_after(entry);
    let patches = entries.iter().filter_map(|entry| match &entry.kind {
        Kind::Request {
            method, path, body, ..
        } if entry.platform == Platform::Discord
            && method == "PATCH"
            && body["archived"] == true =>
        {
            path.rsplit('/').next().map(str::to_owned)
        }
        _ => None,
    });
    patches.collect()
}

/// What Discord last answered about the active threads.
fn active_threads(desk: &Desk) -> Value {
    let entries = desk.wire_after(0);
    let answers = entries.iter().rev().find_map(|entry| match &entry.kind {
        Kind::Request {
            path,
            answer,
            status: 200,
            ..
        } if path.ends_with("/threads/active") => Some(answer.clone()),
        _ => None,
    });
    answers.expect("it was asked for them")
}

#[tokio::test]
async fn where_no_thread_can_be_opened_the_quietest_of_our_own_make_room() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.hours_pass(1).await;
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    // Every thread of the guild is told of again after a new session.
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    let mut list = active_threads(&desk);
    let threads = list["threads"].as_array_mut().expect("threads");
    assert_eq!(threads.len(), 2);
    // Somebody else's, and quieter than any of ours.
    let mut foreign = threads[0].clone();
    foreign["id"] = json!("111111111111111111");
    foreign["owner_id"] = json!(ana.person.id());
    foreign["last_message_id"] = json!("111111111111111112");
    threads.push(foreign);
    let full = json!({ "message": "Maximum number of active threads reached", "code": 160006 });
    desk.discord
        .order(Fault::on("POST", "/threads$").answers(400, full));
    desk.discord
        .order(Fault::on("GET", "/threads/active").answers(200, list));
    let before = desk.wire.last();
    desk.customer("Rita").answers("Tem alguém?").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        archived(&desk, before),
        [ana.place().to_string(), bruno.place().to_string()],
        "the quietest first, and only ours"
    );
    let rita = desk.agent("Ana").with("Rita");
    let read = rita.reads();
    let (why, asked) = (
        read.find("O Discord chegou ao limite de tópicos ativos; os mais antigos e parados foram"),
        read.find("Tem alguém?"),
    );
    assert!(why.is_some() && asked.is_some(), "{read}");
    assert_eq!(read.matches("chegou ao limite").count(), 1, "{read}");

    // Who lives in an archived thread goes on as before.
    maria.answers("Ainda estou aqui").await;
    bruno.sends("Bom dia, José").await;
    desk.minutes_pass(1).await;
    assert!(ana.reads().contains("Ainda estou aqui"), "{}", ana.reads());
    ana.sends("Eu também").await;
    assert_eq!(maria.got(), ["Eu também"]);
    assert_eq!(jose.got(), ["Bom dia, José"]);
}

#[tokio::test]
async fn a_gateway_that_only_seems_alive_is_left_and_nothing_is_missing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // Heartbeats go by the machine's clock.
    desk.discord.gateway_heartbeat(Duration::from_secs(1));
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    desk.discord.gateway_zombie();
    let place = ana.place();
    for n in 1..=3 {
        let line = format!("Linha {n}");
        ana.person.types(place, &line).expect("typed");
    }
    maria.phone.writes(maria.number(), "E aí?");
    // Nobody acknowledges the heartbeat, and the bot resumes.
    desk.settle().await;
    desk.seconds_pass(20).await;
    assert_eq!(
        maria.got(),
        ["Linha 1", "Linha 2", "Linha 3"],
        "{}",
        ana.reads()
    );
    assert_eq!(ana.reads().matches("E aí?").count(), 1, "{}", ana.reads());
}

/// The bot connects again, and no more of the desk's time passes than of the machine's: what is
/// read two minutes late would ask.
async fn reconnects(desk: &Desk) {
    patiently("the bot connects again", async {
        while desk.discord.activity().connected == 0 {
            desk.clock.advance(Duration::from_millis(10));
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    desk.settle().await;
}

/// Ways in which a gateway loses a connection.
type Loss = fn(&Desk);

#[tokio::test]
async fn however_the_gateway_is_lost_a_burst_comes_in_order_and_once() {
    let losses: [(&str, Loss); 5] = [
        ("op 7", |desk| desk.discord.gateway_reconnect()),
        ("op 9, resumable", |desk| {
            desk.discord.gateway_invalid_session(true)
        }),
        ("op 9", |desk| desk.discord.gateway_invalid_session(false)),
        ("4000", |desk| desk.discord.gateway_close(4000)),
        ("4009", |desk| desk.discord.gateway_close(4009)),
    ];
    for (name, loses) in losses {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let place = ana.place();
        loses(&desk);
        let texts: Vec<String> = (1..=20).map(|n| format!("Linha {n}")).collect();
        for text in &texts {
            ana.person.types(place, text).expect("typed");
        }
        maria.phone.writes(maria.number(), "E aí?");
        reconnects(&desk).await;
        desk.minutes_pass(2).await;
        assert_eq!(maria.got(), texts, "{name}: {}", ana.reads());
        assert_eq!(ana.reads().matches("E aí?").count(), 1, "{name}");
    }
}

#[tokio::test]
async fn discord_down_for_an_hour_keeps_every_customers_words_in_order_and_once() {
    let desk = Desk::open().await;
    let (_, maria) = desk.talk("Ana", "Maria").await;
    let (_, jose) = desk.talk("Bruno", "José").await;
    let rita = desk.customer("Rita");
    desk.discord_goes_down();
    for n in 1..=6 {
        for customer in [&maria, &jose, &rita] {
            let text = format!("número {n}.");
            customer.phone.writes(customer.number(), &text);
        }
        desk.minutes_pass(10).await;
    }
    desk.discord_comes_back().await;
    desk.minutes_pass(10).await;
    for name in ["Maria", "José", "Rita"] {
        assert_eq!(desk.threads(name).len(), 1, "{name}");
        let read = desk.agent("Ana").with(name).reads();
        let mut places = Vec::new();
        for n in 1..=6 {
            let text = format!("número {n}.");
            assert_eq!(read.matches(&text).count(), 1, "{text}: {read}");
            places.push(read.find(&text));
        }
        assert!(places.is_sorted(), "{read}");
    }
    let news = desk.agent("Ana").in_team("Vendas");
    assert!(news.reads().contains("1 novo"), "{}", news.reads());
}

#[tokio::test]
async fn what_agents_typed_while_we_could_not_see_it_asks_once_before_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.gateway_refuses_resume(true);
    desk.discord_goes_down();
    let place = ana.place();
    for text in ["um", "dois", "três"] {
        ana.person.types(place, text).expect("typed");
        desk.minutes_pass(20).await;
    }
    desk.discord_comes_back().await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    let question = ana.offered("Enviar as 3").expect("one question for all");
    assert!(
        question.content.contains("você escreveu 3 mensagens"),
        "{}",
        question.content
    );
    assert!(question.pinged.contains(&ana.person.id()));
    let fresh = ana.types("quatro").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "nothing passes it");
    assert_eq!(ana.marks(fresh), "🕓");
    ana.presses("Enviar as 3").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got(), ["um", "dois", "três", "quatro"]);
}

#[tokio::test]
async fn a_queue_that_met_whatsapp_down_for_an_hour_leaves_only_after_a_press() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let mut lines = Vec::new();
    for text in ["um", "dois", "três"] {
        lines.push(ana.sends(text).await);
    }
    desk.whatsapp.goes_down().await;
    maria.answers("Oi, pode falar").await;
    desk.minutes_pass(65).await;
    for line in &lines {
        assert_ne!(
            ana.marks(*line),
            "",
            "it says that it waits: {}",
            ana.reads()
        );
    }
    desk.whatsapp.comes_back().await;
    desk.minutes_pass(20).await;
    assert_eq!(maria.got(), ["Bom dia!"], "stale: {}", ana.reads());
    let question = ana.offered("Enviar").expect("a question");
    assert!(
        question.pinged.contains(&ana.person.id()),
        "{}",
        ana.reads()
    );
    ana.presses("Enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..], ["um", "dois", "três"], "{}", ana.reads());
}

#[tokio::test]
async fn a_short_while_without_whatsapp_lets_the_queue_leave_by_itself() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("um").await;
    ana.sends("dois").await;
    desk.whatsapp.goes_down().await;
    maria.answers("Oi").await;
    desk.minutes_pass(5).await;
    desk.whatsapp.comes_back().await;
    desk.minutes_pass(6).await;
    assert_eq!(maria.got()[1..], ["um", "dois"], "{}", ana.reads());
    assert!(ana.offered("Descartar").is_none(), "{}", ana.reads());
}

/// Sees that the card tells of the window as it is.
fn told_of_the_window(ana: &Agent<'_>) -> Option<String> {
    let card = ana.person.sees_message(ana.place())?;
    Some(card.all_text())
}

#[tokio::test]
async fn a_card_that_somebody_deletes_costs_neither_words_nor_buttons() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    assert!(told_of_the_window(&ana).is_some_and(|card| card.contains("🟢")));
    desk.agent("Dona").deletes(ana.place()).await;
    maria.answers("Oi de novo").await;
    ana.sends("Oi!").await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), ["Oi!"]);
    assert!(ana.reads().contains("Oi de novo"), "{}", ana.reads());
    // Every button has a command that does the same.
    let card = ana.runs("conversation", &[]).await;
    assert!(card.all_text().contains("aberta"), "{card:?}");
    for label in ["Modelo", "Fila", "Concluir"] {
        assert!(
            card.buttons.iter().any(|button| button.label == label),
            "{label}"
        );
    }
    let rest = card.selects[0].options.iter();
    let rest: Vec<&str> = rest.map(|option| option.label.as_str()).collect();
    assert!(rest.contains(&"Liberar"), "{rest:?}");
    desk.minutes_pass(1).await;
    ana.presses_on(card.id, "Concluir").await;
    assert!(
        ana.reads().contains("concluiu o atendimento"),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_thread_that_somebody_archives_opens_for_the_next_word() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = ana.place();
    let dona = desk.agent("Dona");
    dona.person.archives_thread(place, true).expect("archived");
    desk.settle().await;
    maria.answers("Alguém?").await;
    desk.minutes_pass(1).await;
    assert!(ana.reads().contains("Alguém?"), "{}", ana.reads());
    ana.sends("Estou aqui").await;
    assert_eq!(maria.got(), ["Estou aqui"]);
}

#[tokio::test]
async fn where_an_archived_thread_cannot_be_opened_room_is_made_as_well() {
    let desk = Desk::open().await;
    let (bruno, _) = desk.talk("Bruno", "José").await;
    desk.hours_pass(1).await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let full = json!({ "message": "Maximum number of active threads reached", "code": 160006 });
    let opening = Fault::on("PATCH", "/channels/").holding("archived");
    desk.discord.order(opening.times(1).answers(400, full));
    let before = desk.wire.last();
    ana.runs("restart", &[]).await;
    desk.minutes_pass(1).await;
    let archived = archived(&desk, before);
    assert!(
        archived.contains(&bruno.place().to_string()),
        "{archived:?}"
    );
    let read = ana.reads();
    assert_eq!(read.matches("chegou ao limite").count(), 1, "{read}");
    let channels = ana.person.channels();
    let thread = channels.into_iter().find(|place| place.id == ana.place());
    assert!(
        !thread
            .and_then(|place| place.thread)
            .expect("a thread")
            .archived
    );
}
