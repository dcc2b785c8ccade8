//! What Discord hides until its reader wants to see it: WhatsApp cannot, and its author reads so in
//! time.

use conecta_sandbox::discord::{Post, Upload};
use conecta_sandbox::samples::PICTURE;

use crate::hands::Screen;
use crate::support::Desk;

const TOLD: &str = "O spoiler vai aberto";

#[tokio::test]
async fn it_is_said_once_while_it_can_still_be_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let words = ana.types("O presente é ||um sofá||").await;
    assert!(ana.last().content.contains(TOLD), "{}", ana.reads());
    assert_eq!(ana.last().reply_to, Some(words));
    assert_eq!(maria.got(), [""; 0]);
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["O presente é um sofá"]);

    let file = Post::text("").file(Upload::new("SPOILER_sofa.png", PICTURE));
    ana.person.posts(ana.place(), file).expect("posted");
    desk.settle().await;
    assert_eq!(ana.reads().matches(TOLD).count(), 2, "{}", ana.reads());
    ana.sends("a || b").await;
    ana.sends("// a nota tem ||segredo||").await;
    assert_eq!(ana.reads().matches(TOLD).count(), 2, "{}", ana.reads());
}

#[tokio::test]
async fn one_that_comes_by_an_edit_a_form_or_a_note_that_is_sent_is_said_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let before = maria.got().len();
    let told = || ana.reads().matches(TOLD).count();
    let line = ana.types("O presente").await;
    ana.edits(line, "O presente é ||um sofá||").await;
    assert_eq!(told(), 1, "{}", ana.reads());
    let mut queue = Screen::of(&desk, &ana, "queue", &[]).await;
    queue.chooses("1. O presente").await;
    queue
        .fills("Editar", &[("text", "O presente é uma mesa")])
        .await;
    queue.chooses("1. O presente").await;
    queue.fills("Editar", &[("text", "É ||uma mesa||")]).await;
    assert_eq!(told(), 2, "{}", ana.reads());
    let note = ana.types("// Custou ||pouco||").await;
    assert_eq!(told(), 2, "{}", ana.reads());
    let confirm = ana.runs_on(note, "Enviar ao cliente").await;
    ana.presses_on(confirm.id, "Enviar").await;
    assert_eq!(told(), 3, "{}", ana.reads());
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    let got = maria.got();
    assert_eq!(got[before..], ["É uma mesa", "Custou pouco"]);
}
