//! Deleted by its author a message is cancelled; deleted by anyone else, it is asked for.

use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{Fault, Id};
use conecta_sandbox::wire::Kind;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

const SEND: &str = "Enviar para Maria";

#[tokio::test]
async fn what_a_moderator_deletes_from_the_queue_is_asked_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let first = ana.sends("Um").await;
    ana.sends("Dois").await;
    let dona = desk.agent("Dona").with("Maria");
    dona.deletes(first).await;
    desk.seconds_pass(3).await;
    let question = ana.offered(SEND).expect("a question");
    let asked = ana.read(&question);
    assert!(asked.contains("@Dona apagou «Um» no Discord"), "{asked}");
    assert!(question.pinged.contains(&ana.person.id()), "{asked}");
    assert!(
        !question.pinged.contains(&dona.person.id()),
        "nobody else is told"
    );

    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "what comes after it waits too");
    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Um", "Dois"]);
}

#[tokio::test]
async fn what_a_moderator_deletes_in_the_undo_time_does_not_leave_by_itself() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = ana.types("Custa R$ 10").await;
    desk.seconds_pass(4).await;
    desk.agent("Dona").deletes(line).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    ana.presses("É nota").await;
    ana.sends("Até já").await;
    assert_eq!(maria.got(), ["Até já"]);
}

/// The second deletion raises the count of the entry that stands in the log.
#[tokio::test]
async fn two_deletions_of_one_moderator_are_two_questions() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let [first, second, third] = [
        ana.sends("Um").await,
        ana.sends("Dois").await,
        ana.sends("Três").await,
    ];
    let dona = desk.agent("Dona");
    dona.deletes(first).await;
    desk.seconds_pass(10).await;
    dona.deletes(second).await;
    desk.seconds_pass(10).await;
    // Her own is nobody else's, whatever stands in the log.
    ana.deletes(third).await;
    desk.seconds_pass(10).await;
    let questions = ana.reads().matches("@Dona apagou").count();
    assert_eq!(questions, 2, "{}", ana.reads());
    ana.presses(SEND).await;
    ana.presses(SEND).await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..], ["Um", "Dois"]);
}

#[tokio::test]
async fn after_it_left_the_thread_says_who_deleted_it() {
    let desk = Desk::open().await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    let [own, moderated] = [ana.sends("Olá").await, ana.sends("Custa R$ 10").await];
    ana.deletes(own).await;
    desk.seconds_pass(3).await;
    desk.agent("Dona").deletes(moderated).await;
    desk.seconds_pass(3).await;
    let thread = ana.reads();
    for said in [
        "Apagada no Discord por @Ana; Maria recebeu:\n    > Olá",
        "Apagada no Discord por @Dona; Maria recebeu:\n    > Custa R$ 10",
    ] {
        assert!(thread.contains(said), "{thread}");
    }
}

#[tokio::test]
async fn however_long_it_was_all_of_it_stands_behind_bars() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let text = format!("{}\n{}", "um ".repeat(166), "dois ".repeat(280));
    let long = ana.sends(&text).await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got().len(), 1);
    let before = ana.person.sees(ana.place()).len();
    ana.deletes(long).await;
    desk.seconds_pass(3).await;
    let said = &ana.person.sees(ana.place())[before - 1..];
    let lines = said.iter().flat_map(|message| message.content.lines());
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with("-# ")).collect();
    assert!(lines.len() > 2, "{lines:?}");
    assert!(lines.iter().all(|line| line.starts_with("> ")), "{lines:?}");
    let words = lines.iter().flat_map(|line| line.split_whitespace());
    assert_eq!(
        words.filter(|word| *word == "dois").count(),
        280,
        "{lines:?}"
    );
}

#[tokio::test]
async fn without_the_permission_it_counts_as_its_authors() {
    let desk = Desk::with(|discord, _| discord.bot_may(bits::BOT & !bits::VIEW_AUDIT_LOG)).await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = ana.sends("Um").await;
    ana.sends("Dois").await;
    desk.agent("Dona").deletes(line).await;
    desk.seconds_pass(3).await;
    assert!(ana.offered(SEND).is_none(), "{}", ana.reads());
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Dois"]);

    let found = desk.agent("Dona").in_team("Vendas");
    let found = found.runs("diagnostics", &[]).await;
    assert!(
        format!("{found:?}").contains("Sem a permissão View Audit Log"),
        "{found:?}"
    );
}

#[tokio::test]
async fn what_disappears_together_with_others_is_asked_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let lines = [ana.sends("Um").await, ana.sends("Dois").await];
    let dona = desk.agent("Dona").person;
    dona.deletes_together(ana.place(), &lines).expect("deleted");
    desk.seconds_pass(3).await;
    let read = ana.reads();
    for text in ["Um", "Dois"] {
        let asked = format!("«{text}» foi apagada no Discord antes de sair para Maria");
        assert!(read.contains(&asked), "{read}");
    }
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
    ana.presses(SEND).await;
    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Um", "Dois"], "{}", ana.reads());
}

/// The moment at which nobody knows it yet is no moment at which it may leave.
#[tokio::test]
async fn while_the_log_cannot_be_read_nothing_of_it_leaves_and_a_crash_loses_nothing() {
    let mut desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = ana.place();
    desk.discord.order(
        Fault::on("GET", "/audit-logs")
            .times(2)
            .answers_html(503, "x"),
    );
    let line = ana.types("Um").await;
    desk.agent("Dona").deletes(line).await;
    desk.seconds_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(2).await;
    let ana = desk.agent("Ana").at(place);
    let maria = desk.customer("Maria");
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    ana.presses(SEND).await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Um"]);
}

/// Sends a place by its form, and finds the line of ours that stands for it.
async fn sends_a_place(desk: &Desk, ana: &Agent<'_>) -> Id {
    let typed = [("place", "-23.5503, -46.6342".into())];
    let mut screen = Screen::of(desk, ana, "location", &typed).await;
    screen.presses("Enviar para Maria").await;
    let seen = ana.person.sees(ana.place());
    let line = seen.iter().rev().find(|line| line.content.contains('📍'));
    line.expect("a line of ours").id
}

#[tokio::test]
async fn a_line_of_ours_that_a_moderator_deletes_is_asked_for_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = sends_a_place(&desk, &ana).await;
    ana.sends("Até já").await;
    desk.agent("Dona").with("Maria").deletes(line).await;
    desk.seconds_pass(3).await;
    let question = ana.offered(SEND).expect("a question");
    let asked = ana.read(&question);
    assert!(asked.contains("@Dona apagou «"), "{asked}");
    assert!(question.pinged.contains(&ana.person.id()), "{asked}");
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "what comes after it waits too");
    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    let got = maria.got();
    assert!(
        got.len() == 3 && got[2] == "Até já",
        "{got:?}: {}",
        ana.reads()
    );
}

/// Discord takes no more than 2,000 characters at once.
#[tokio::test]
async fn whichever_part_of_a_long_line_of_ours_is_deleted_all_of_it_is_asked_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let first = ana.sends("Bom dia!").await;
    desk.hours_pass(25).await;
    ana.edits(first, &"Segue tudo. ".repeat(166)).await;
    ana.presses("Enviar correção").await;
    let seen = ana.person.sees(ana.place());
    let ours = seen.iter().rev().take_while(|line| line.id > first);
    let parts: Vec<Id> = ours
        .filter(|line| line.content.contains("Segue tudo"))
        .map(|line| line.id)
        .collect();
    assert!(parts.len() > 1, "{}", ana.reads());
    let part = *parts.last().expect("the first part");
    desk.agent("Dona").with("Maria").deletes(part).await;
    desk.seconds_pass(3).await;
    assert!(ana.offered(SEND).is_some(), "{}", ana.reads());
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
}

/// Nobody but a moderator can have deleted it.
#[tokio::test]
async fn a_line_of_ours_is_asked_for_even_where_nobody_knows_who_deleted_it() {
    let desk = Desk::with(|discord, _| discord.bot_may(bits::BOT & !bits::VIEW_AUDIT_LOG)).await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = sends_a_place(&desk, &ana).await;
    desk.agent("Dona").with("Maria").deletes(line).await;
    desk.seconds_pass(3).await;
    let question = ana.offered(SEND).expect("a question");
    let asked = ana.read(&question);
    assert!(
        asked.contains("foi apagada no Discord antes de sair"),
        "{asked}"
    );
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
}

#[tokio::test]
async fn a_line_of_ours_that_is_deleted_after_it_left_is_told_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = sends_a_place(&desk, &ana).await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got().len(), 1);
    let dona = desk.agent("Dona");
    dona.deletes(line).await;
    desk.seconds_pass(3).await;
    let said = "Apagada no Discord por @Dona; Maria recebeu:";
    assert!(ana.reads().contains(said), "{}", ana.reads());

    let bruno = desk.agent("Bruno");
    let bruno = bruno.clone().at(bruno.starts("José").await);
    desk.seconds_pass(10).await;
    let seen = bruno.person.sees(bruno.place());
    let template = seen.iter().find(|line| line.content.contains("📨"));
    dona.deletes(template.expect("its line").id).await;
    desk.seconds_pass(3).await;
    let said = "Apagada no Discord por @Dona; José recebeu:";
    assert!(bruno.reads().contains(said), "{}", bruno.reads());
}

#[tokio::test]
async fn while_nobody_knows_who_deleted_it_discord_is_not_asked_for_it_without_pause() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let log = Fault::on("GET", "/audit-logs");
    desk.discord.order(log.times(3).answers_html(503, "x"));
    let line = ana.types("Custa R$ 10").await;
    desk.seconds_pass(4).await;
    let before = desk.wire.last();
    desk.agent("Dona").deletes(line).await;
    desk.seconds_pass(2).await;
    let asked = desk.wire_after(before).into_iter().filter(|entry| {
        matches!(&entry.kind, Kind::Request { path, .. } if path.ends_with(&format!("/{line}")))
    });
    assert!(asked.count() <= 1);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    assert!(ana.offered(SEND).is_some(), "{}", ana.reads());
}
