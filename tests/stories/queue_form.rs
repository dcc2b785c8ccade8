//! The queue as the agent handles it in Discord: the list, its forms and buttons, its questions.

use chrono::TimeDelta;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// The texts of the list, in its order.
fn listed(screen: &Screen<'_>) -> Vec<String> {
    let text = screen.text();
    let rows = text.lines().filter_map(|line| {
        let (place, rest) = line.split_once(". «")?;
        place.parse::<u32>().ok()?;
        Some(rest.split_once('»')?.0.to_owned())
    });
    rows.collect()
}

/// The window is closed and three messages wait.
async fn three(desk: &Desk) -> (Agent<'_>, Customer<'_>) {
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    for text in ["um", "dois", "três"] {
        ana.sends(text).await;
    }
    (ana, maria)
}

#[tokio::test]
async fn the_list_says_who_wrote_what_until_when_it_waits_and_what_it_will_cost() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let empty = Screen::of(&desk, &ana, "queue", &[]).await;
    empty.says(&["A fila de Maria Souza está vazia"]);

    let first = desk.clock.now();
    ana.sends("Ainda quer o sofá?").await;
    desk.hours_pass(2).await;
    ana.sends("Temos em azul").await;
    let screen = Screen::of(&desk, &ana, "queue", &[]).await;
    assert!(screen.shows.ephemeral, "only for who asked");
    let (written, expires) = (first.timestamp(), (first + TimeDelta::days(7)).timestamp());
    // Two free-form messages to Brazil.
    screen.says(&[
        "Fila de Maria Souza",
        "2 mensagens",
        "≈ US$ 0,0136",
        &format!(
            "1. «Ainda quer o sofá?» · <@{}> · escrita <t:{written}:R>, expira <t:{expires}:R>",
            ana.person.id()
        ),
        "2. «Temos em azul»",
    ]);
    for button in ["Segurar a fila", "Enviar outro modelo"] {
        assert!(screen.offers(button), "{screen:?}");
    }
    assert!(!screen.offers("Editar"), "nothing is picked yet");
    // The button below the notice and the card's lead to the same list.
    let behind = Screen::behind(&desk, &ana, "Ver fila").await;
    assert_eq!(listed(&behind), ["Ainda quer o sofá?", "Temos em azul"]);
    let on_card = Screen::behind(&desk, &ana.clone().in_team("Vendas"), "Fila").await;
    assert_eq!(listed(&on_card), listed(&behind));
    let card = ana.person.sees_message(ana.place()).expect("the card");
    assert!(
        card.all_text().contains("🕓 2 na fila"),
        "{}",
        card.all_text()
    );
    assert_eq!(maria.got(), ["Bom dia!"]);
}

#[tokio::test]
async fn a_long_queue_lists_ten_and_counts_the_rest() {
    let desk = Desk::open().await;
    let (ana, _) = desk.silence("Ana", "Maria").await;
    let place = ana.place();
    for n in 1..=14 {
        let long = format!("{n}: {}", "muito texto ".repeat(40));
        ana.person.types(place, &long).expect("typed");
    }
    desk.seconds_pass(10).await;
    let screen = Screen::of(&desk, &ana, "queue", &[]).await;
    assert_eq!(listed(&screen).len(), 10);
    screen.says(&["14 mensagens", "e mais 4"]);
    assert_eq!(screen.options().len(), 14, "all can be picked");
}

#[tokio::test]
async fn what_the_form_says_leaves_and_the_line_of_before_does_not() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("2. dois").await;
    screen.fills("Editar", &[("text", "**dois** e meio")]).await;
    screen.says(&["Sai este texto", "2. «"]);
    // What a form makes a note of stays, as if it had been written so.
    screen.chooses("3. três").await;
    screen.fills("Editar", &[("text", "// só para nós")]).await;
    assert_eq!(listed(&screen).len(), 2, "{screen:?}");
    maria.answers("Oi").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[1..], ["um", "*dois* e meio"], "{}", ana.reads());
}

#[tokio::test]
async fn it_leaves_in_the_order_that_the_list_shows() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("1. um").await;
    screen.presses("Depois").await;
    screen.says(&["A ordem mudou"]);
    assert_eq!(listed(&screen), ["dois", "um", "três"]);
    screen.presses("Depois").await;
    assert_eq!(listed(&screen), ["dois", "três", "um"]);
    assert!(!screen.offers("Depois"), "there is nothing below it");
    assert!(screen.offers("Antes"), "{screen:?}");
    let shown = listed(&screen);
    ana.sends("quatro").await;
    maria.answers("Oi").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got()[1..4], shown);
    assert_eq!(maria.got()[4], "quatro");
}

#[tokio::test]
async fn the_line_in_the_thread_moves_nothing_and_says_the_truth() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let first = ana.sends("um").await;
    let second = ana.sends("dois").await;
    ana.sends("três").await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("3. três").await;
    screen.presses("Antes").await;
    ana.edits(first, "um, mudado").await;
    ana.deletes(second).await;
    // Who deleted it is known once Discord's audit log has been silent for a moment.
    desk.seconds_pass(3).await;
    let screen = Screen::of(&desk, &ana, "queue", &[]).await;
    assert_eq!(listed(&screen), ["um, mudado", "três"]);
    // An edit that makes a note takes it out of the queue, with the note's sign.
    let note = ana.sends("quatro").await;
    ana.edits(note, "// quatro").await;
    desk.seconds_pass(2).await;
    assert_eq!(ana.marks(note), "🔒");
    maria.answers("Oi").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[1..], ["um, mudado", "três"]);
}

#[tokio::test]
async fn what_was_taken_out_has_left_or_is_another_persons_is_told_and_changes_nothing() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let mut old = Screen::of(&desk, &ana, "queue", &[]).await;
    old.chooses("1. um").await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("1. um").await;
    screen.presses("Tirar").await;
    screen.says(&["não vai sair"]);
    old.presses("Tirar").await;
    old.says(&["já saiu ou foi tirada"]);
    assert_eq!(listed(&old), ["dois", "três"]);

    for other in ["Bruno", "Helena"] {
        let other = desk.agent(other).with("Maria");
        let mut screen = Screen::of(&desk, &other, "queue", &[]).await;
        assert_eq!(listed(&screen), ["dois", "três"], "they may look");
        screen.chooses("1. dois").await;
        screen.presses("Tirar").await;
        screen.says(&[&format!("está com <@{}>", ana.person.id()), "Nada mudou"]);
        let mut screen = Screen::of(&desk, &other, "queue", &[]).await;
        screen.presses("Segurar a fila").await;
        screen.says(&["Nada mudou"]);
    }
    maria.answers("Oi").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[1..], ["dois", "três"]);
    old.chooses("2. três").await;
    old.says(&["vazia"]);
}

#[tokio::test]
async fn a_held_queue_says_so_until_it_is_let_go() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let card = || {
        let card = ana.person.sees_message(ana.place());
        card.expect("the card").all_text()
    };
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.presses("Segurar a fila").await;
    screen.says(&["não sai nem quando Maria Souza responder"]);
    assert!(
        ana.reads().contains("@Ana segurou a fila"),
        "{}",
        ana.reads()
    );
    maria.answers("Pode falar").await;
    ana.sends("quatro").await;
    desk.minutes_pass(10).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
    assert!(card().contains("segurada"), "{}", card());
    screen.presses("Soltar a fila").await;
    screen.says(&["A fila está solta"]);
    assert!(
        ana.reads().contains("@Ana soltou a fila"),
        "{}",
        ana.reads()
    );
    desk.seconds_pass(20).await;
    assert_eq!(maria.got()[1..], ["um", "dois", "três", "quatro"]);
    desk.minutes_pass(5).await;
    assert!(card().contains("vazia"), "{}", card());
}

#[tokio::test]
async fn another_template_leaves_past_the_queue() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.presses("Enviar outro modelo").await;
    screen.says(&["1 de 2", "Maria Souza"]);
    screen.chooses("saudacao").await;
    screen.says(&["≈ US$ 0,0068 · utilidade · só se entregue"]);
    screen.presses("Enviar modelo").await;
    screen.says(&["a caminho"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 2, "{:?}", maria.got());
    assert!(maria.got()[1].contains("aqui é da Loja da Ana"));
    assert!(
        ana.reads().contains("📨 Modelo «saudacao»"),
        "{}",
        ana.reads()
    );
    maria.answers("Oi").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[2..], ["um", "dois", "três"]);
}

#[tokio::test]
async fn a_question_may_be_answered_after_a_look_at_the_queue() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    maria.answers("Quem é?").await;
    desk.minutes_pass(1).await;
    let question = ana.offered("Revisar").expect("a question");
    let reads = ana.read(&question);
    for part in ["«Quem é?»", "3 mensagens na fila", "≈ US$ 0,0204"] {
        assert!(reads.contains(part), "{part}: {reads}");
    }
    let mut screen = Screen::behind(&desk, &ana, "Revisar").await;
    assert_eq!(listed(&screen), ["um", "dois", "três"]);
    screen.chooses("1. um").await;
    screen
        .fills("Editar", &[("text", "Sou a Ana, da loja")])
        .await;
    screen.chooses("3. três").await;
    screen.presses("Tirar").await;
    screen.presses("Enviar as 2").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got()[1..], ["Sou a Ana, da loja", "dois"]);
    assert!(ana.offered("Revisar").is_none(), "the question is answered");
}

#[tokio::test]
async fn twenty_four_hours_are_the_limit_and_an_edit_counts_as_saying_it_again() {
    for (hours, asks) in [(23, false), (25, true)] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.silence("Ana", "Maria").await;
        ana.sends("Ainda quer?").await;
        desk.hours_pass(hours).await;
        maria.answers("Oi").await;
        desk.seconds_pass(20).await;
        assert_eq!(maria.got().len() == 1, asks, "{hours} h: {}", ana.reads());
        assert_eq!(ana.offered("Descartar").is_some(), asks, "{hours} h");
    }
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = ana.sends("Ainda quer?").await;
    desk.hours_pass(40).await;
    ana.edits(line, "Ainda quer o sofá?").await;
    desk.hours_pass(20).await;
    maria.answers("Oi").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got()[1..], ["Ainda quer o sofá?"], "{}", ana.reads());
}

#[tokio::test]
async fn a_team_may_always_be_asked_and_be_asked_later() {
    for (fresh, hours, asks) in [(0, 1, true), (48, 40, false)] {
        let desk = Desk::open().await;
        desk.team_rules("Vendas", |rules| rules.fresh_h = fresh)
            .await;
        let (ana, maria) = desk.silence("Ana", "Maria").await;
        ana.sends("Ainda quer?").await;
        desk.hours_pass(hours).await;
        maria.answers("Oi").await;
        desk.seconds_pass(20).await;
        assert_eq!(
            ana.offered("Descartar").is_some(),
            asks,
            "{fresh} h: {}",
            ana.reads()
        );
        assert_eq!(maria.got().len() == 1, asks);
    }
}

#[tokio::test]
async fn what_a_colleague_wrote_is_asked_about_before_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let bruno = desk.agent("Bruno").with("Maria");
    let released = ana.runs("release", &[]).await;
    assert!(
        released.content.contains("3 mensagens na fila"),
        "{}",
        released.content
    );
    bruno.runs("assume", &[]).await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"]);
    let question = bruno.offered("Enviar as 3").expect("a question");
    assert!(question.pinged.contains(&bruno.person.id()), "{question:?}");
    assert!(
        question.content.contains("você confirma?"),
        "{}",
        question.content
    );
    let refused = Screen::behind(&desk, &ana, "Enviar as 3").await;
    refused.says(&["Nada mudou"]);
    bruno.presses("Enviar as 3").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[1..], ["um", "dois", "três"]);
}

#[tokio::test]
async fn concluding_asks_about_the_queue_and_discards_only_what_was_agreed_to() {
    let desk = Desk::open().await;
    let (ana, maria) = three(&desk).await;
    let mut screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.says(&["3 mensagens na fila"]);
    screen.presses("Voltar").await;
    let list = Screen::of(&desk, &ana, "queue", &[]).await;
    assert_eq!(
        listed(&list),
        ["um", "dois", "três"],
        "going back keeps all"
    );

    let mut screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.presses("Concluir e descartar").await;
    screen.says(&["concluído"]);
    assert!(
        ana.reads().contains("descartou 3 mensagens"),
        "{}",
        ana.reads()
    );
    desk.seconds_pass(30).await;
    maria.answers("Oi").await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), ["Bom dia!"], "not one of them leaves");
    assert_eq!(desk.threads("Maria").len(), 2, "what she writes is new");
}

#[tokio::test]
async fn what_was_written_since_the_question_is_not_discarded_by_an_answer_to_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    maria.answers("Obrigada!").await;
    desk.seconds_pass(5).await;
    let mut screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.says(&["Maria Souza escreveu há 5 s"]);
    ana.types("De nada, até logo!").await;
    screen.presses("Concluir").await;
    screen.says(&["1 mensagem na fila"]);
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Olá!", "De nada, até logo!"]);
}

#[tokio::test]
async fn concluding_right_after_she_wrote_asks_and_an_answer_to_an_older_question_does_not_count() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    desk.minutes_pass(1).await;
    maria.answers("Só mais uma coisa").await;
    desk.seconds_pass(9).await;
    let mut screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.says(&["Maria Souza escreveu há 9 s"]);
    assert!(
        screen.offers("Concluir") && screen.offers("Ver"),
        "{screen:?}"
    );
    maria.answers("Tem garantia?").await;
    screen.presses("Concluir").await;
    screen.says(&["escreveu há 0 s"]);
    let see = Screen::behind(&desk, &ana.clone().in_team("Vendas"), "Concluir").await;
    see.says(&["escreveu há"]);
    screen.presses("Ver").await;
    screen.says(&["Maria Souza"]);

    desk.seconds_pass(11).await;
    let screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.says(&["concluído"]);
}

#[tokio::test]
async fn a_message_that_expires_is_told_to_its_author_and_the_rest_stays() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.queue_h = 48).await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let old = ana.sends("Até quarta!").await;
    desk.hours_pass(47).await;
    ana.sends("Ainda está aí?").await;
    desk.hours_pass(2).await;
    assert_eq!(ana.marks(old), "❌", "{}", ana.reads());
    let told = ana.last();
    assert!(
        told.content.contains("«Até quarta!» esperou demais"),
        "{}",
        told.content
    );
    assert!(told.pinged.contains(&ana.person.id()), "{}", ana.reads());
    let screen = Screen::of(&desk, &ana, "queue", &[]).await;
    assert_eq!(listed(&screen), ["Ainda está aí?"]);
    maria.answers("Oi").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got()[1..], ["Ainda está aí?"]);
}
