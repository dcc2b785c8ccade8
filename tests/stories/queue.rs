//! The queue while the window is closed, and how it leaves.

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn what_is_written_while_the_window_is_closed_waits_with_its_mark() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let first = ana.types("Ainda está aí?").await;
    desk.seconds_pass(6).await;
    assert_eq!(ana.marks(first), "🕓");
    assert_eq!(maria.got(), ["Bom dia!"]);
    assert!(
        ana.reads().contains("A janela de 24 h está fechada"),
        "{}",
        ana.reads()
    );
    let queue = Screen::behind(&desk, &ana, "Ver fila").await;
    queue.says(&["Ainda está aí?"]);
    desk.hours_pass(20).await;
    maria.answers("Estou").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Bom dia!", "Ainda está aí?"]);
    assert_eq!(ana.marks(first), "☑\u{FE0F}");
}

#[tokio::test]
async fn editing_and_deleting_the_line_edits_and_cancels_what_waits() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let first = ana.sends("Um").await;
    let second = ana.sends("Dois").await;
    ana.sends("Três").await;
    ana.edits(first, "Um e meio").await;
    ana.deletes(second).await;
    desk.minutes_pass(1).await;
    maria.answers("Oi").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[1..], ["Um e meio", "Três"]);
}

#[tokio::test]
async fn a_long_queue_leaves_in_order_one_at_a_time() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let place = ana.place();
    let texts: Vec<String> = (1..=12).map(|n| format!("Linha {n}")).collect();
    for text in &texts {
        ana.person.types(place, text).expect("typed");
    }
    desk.settle().await;
    desk.seconds_pass(10).await;
    desk.whatsapp.rules(|rules| {
        rules.transit = std::time::Duration::from_millis(400);
        rules.overlap_swaps = true;
    });
    maria.answers("Oi").await;
    desk.minutes_pass(2).await;
    assert_eq!(maria.got()[1..], texts);
}

#[tokio::test]
async fn any_kind_of_answer_opens_the_window() {
    use conecta_sandbox::whatsapp::{Attachment, Customer, Location};
    type Act = fn(&Customer, &str);
    let kinds: [(&str, Act); 9] = [
        ("text", |c, n| drop(c.writes(n, "oi"))),
        ("emoji", |c, n| drop(c.writes(n, "👍"))),
        ("picture", |c, n| {
            drop(c.sends_image(n, Attachment::new("image/jpeg", b"jpg".to_vec())));
        }),
        ("voice", |c, n| {
            drop(c.sends_voice(n, Attachment::new("audio/ogg", b"ogg".to_vec())));
        }),
        ("video", |c, n| {
            drop(c.sends_video(n, Attachment::new("video/mp4", b"mp4".to_vec())));
        }),
        ("document", |c, n| {
            let file = Attachment::new("application/pdf", b"pdf".to_vec()).filename("a.pdf");
            drop(c.sends_document(n, file));
        }),
        ("sticker", |c, n| {
            drop(c.sends_sticker(n, Attachment::new("image/webp", b"webp".to_vec())));
        }),
        ("place", |c, n| {
            let place = Location {
                latitude: -23.5,
                longitude: -46.6,
                name: None,
                address: None,
            };
            drop(c.sends_location(n, place));
        }),
        ("call", |c, n| c.calls(n)),
    ];
    for (kind, act) in kinds {
        let desk = Desk::open().await;
        let (ana, maria) = desk.silence("Ana", "Maria").await;
        ana.sends("Chegou?").await;
        act(&maria.phone, maria.number());
        desk.settle().await;
        desk.seconds_pass(10).await;
        assert_eq!(
            maria.got(),
            ["Bom dia!", "Chegou?"],
            "{kind}: {}",
            ana.reads()
        );
    }
}

#[tokio::test]
async fn a_reaction_opens_the_window_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Chegou?").await;
    let bubble = maria.phone.phone(maria.number());
    let ours = bubble.last().expect("a message").id.clone();
    maria.phone.reacts(maria.number(), &ours, "❤️");
    desk.settle().await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Bom dia!", "Chegou?"], "{}", ana.reads());
}

#[tokio::test]
async fn a_stop_asks_before_anything_leaves() {
    for stop in ["Número errado", "não conheço", "quem é?", "👎", "Engano!"] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.silence("Ana", "Maria").await;
        ana.sends("Seu pedido chegou").await;
        ana.sends("Venha buscar").await;
        maria.answers(stop).await;
        desk.minutes_pass(5).await;
        assert_eq!(maria.got(), ["Bom dia!"], "{stop}");
        let question = ana.offered("Enviar as 2").expect("a question");
        assert!(question.pinged.contains(&ana.person.id()), "{stop}");
        ana.presses("Enviar as 2").await;
        desk.seconds_pass(20).await;
        assert_eq!(maria.got()[1..], ["Seu pedido chegou", "Venha buscar"]);
    }
}

#[tokio::test]
async fn words_that_are_changed_into_a_stop_are_one() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let hello = maria.answers("Oi").await;
    desk.hours_pass(25).await;
    ana.sends("Seu pedido chegou").await;
    maria.phone.edits(maria.number(), &hello, "Número errado");
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
    let question = ana.offered("Enviar").expect("a question");
    assert!(
        question.pinged.contains(&ana.person.id()),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn an_old_queue_asks_and_may_be_discarded() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let old = ana.sends("Hoje tem promoção").await;
    desk.hours_pass(30).await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "a day old: it asks");
    insta::assert_snapshot!("old_queue", ana.reads());
    ana.presses("Descartar").await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), ["Bom dia!"]);
    ana.sends("Boa noite").await;
    assert_eq!(maria.got(), ["Bom dia!", "Boa noite"]);
    assert_ne!(ana.marks(old), "🕓");
}

#[tokio::test]
async fn what_waits_for_a_week_expires_and_says_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let message = ana.sends("Até sexta!").await;
    desk.hours_pass(7 * 24 + 1).await;
    assert!(ana.reads().contains("esperou demais"), "{}", ana.reads());
    assert_eq!(ana.marks(message), "❌");
    maria.answers("Oi").await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), ["Bom dia!"]);
}

#[tokio::test]
async fn if_the_window_closes_in_the_middle_the_rest_stays_queued() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.pass(std::time::Duration::from_secs(24 * 3600 - 3))
        .await;
    let late = ana.sends("Até logo").await;
    assert_eq!(
        maria.got(),
        [""; 0],
        "the window closed before it could leave"
    );
    assert_eq!(ana.marks(late), "🕓");
    maria.answers("Oi?").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Até logo"]);
}

#[tokio::test]
async fn the_platforms_word_on_the_window_puts_a_message_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(conecta_sandbox::whatsapp::Fault::new(
        conecta_sandbox::whatsapp::Act::Error { code: 131_047 },
    ));
    let message = ana.sends("Olá").await;
    ana.sends("Tudo bem?").await;
    assert_eq!(maria.got(), [""; 0]);
    assert_eq!(ana.marks(message), "🕓");
    assert!(
        ana.reads().contains("voltou para a fila"),
        "{}",
        ana.reads()
    );
    maria.answers("Oi?").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got(), ["Olá", "Tudo bem?"]);
}
