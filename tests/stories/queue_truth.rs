//! What the queue says of itself: its form, its lines in the thread, where one message stands.

use conecta_sandbox::discord::Upload;
use conecta_sandbox::samples::PICTURE;

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn the_form_says_that_a_note_stays_and_the_thread_shows_what_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let first = ana.sends("um").await;
    for text in ["dois", "três", "quatro"] {
        ana.sends(text).await;
    }
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("1. um").await;
    screen.fills("Editar", &[("text", "um e meio")]).await;
    screen.says(&["Sai este texto"]);
    let line = ana.last();
    assert!(
        line.content.contains("mudou na fila. Sai:\n> um e meio"),
        "{}",
        line.content
    );
    assert_eq!(line.reply_to, Some(first), "below the line of before");
    screen.chooses("2. dois").await;
    screen.fills("Editar", &[("text", "// só para nós")]).await;
    screen.says(&["🔒 Virou nota"]);
    assert!(!screen.text().contains("Sai este texto"), "{screen:?}");
    screen.chooses("3. quatro").await;
    screen.presses("Antes").await;
    screen.presses("Tirar").await;
    let reads = ana.reads();
    for part in [
        "tirou da fila: «dois» não sai",
        "mudou a ordem da fila: «quatro»",
        "tirou da fila: «quatro» não sai",
    ] {
        assert!(reads.contains(part), "{part}: {reads}");
    }
    maria.answers("Oi").await;
    desk.seconds_pass(15).await;
    assert_eq!(maria.got()[1..], ["um e meio", "três"], "{}", ana.reads());
}

#[tokio::test]
async fn a_caption_that_does_not_fit_changes_nothing_and_says_so() {
    let desk = Desk::open().await;
    let (ana, _) = desk.silence("Ana", "Maria").await;
    let files = vec![Upload::new("foto.png", PICTURE)];
    let place = ana.place();
    ana.person.uploads(place, "A foto", files).expect("posted");
    desk.seconds_pass(10).await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    let option = screen.options()[0].to_owned();
    screen.chooses(&option).await;
    let long = "muito texto ".repeat(100);
    screen.fills("Editar", &[("text", &long)]).await;
    screen.says(&["Nada mudou", "legenda"]);
    assert!(!screen.text().contains("Sai este texto"), "{screen:?}");
}

#[tokio::test]
async fn where_a_message_stands_is_said_as_the_card_says_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = ana.sends("Ainda quer?").await;
    let how = ana.runs_on(line, "Ver situação").await;
    assert!(
        how.content.contains("sai quando Maria responder"),
        "{}",
        how.content
    );
    let mut queue = Screen::of(&desk, &ana, "queue", &[]).await;
    queue.presses("Segurar a fila").await;
    maria.answers("Oi").await;
    let how = ana.runs_on(line, "Ver situação").await;
    assert!(how.content.contains("que está segurada"), "{}", how.content);
    assert!(!how.content.contains("responder"), "{}", how.content);
}

#[tokio::test]
async fn what_failed_can_be_sent_again_from_where_it_is_looked_up() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.fail_later(None, 131_000, true, 4);
    let line = ana.sends("Olá").await;
    desk.minutes_pass(3).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    let how = ana.runs_on(line, "Ver situação").await;
    assert!(how.content.starts_with('❌'), "{}", how.content);
    ana.presses_on(how.id, "Enviar de novo").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Olá"], "{}", ana.reads());
}
