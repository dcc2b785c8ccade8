//! What people do to a line that becomes several messages, or whose words are not what leaves: all
//! of it counts, and nothing is lost without a word.

use conecta_sandbox::discord::{Post, Upload};
use conecta_sandbox::samples::{BITMAP, MEMO, PAPER, PHOTO, PICTURE};
use conecta_sandbox::whatsapp::Author;

use crate::hands::Screen;
use crate::support::Desk;

const DELIVERED: &str = "☑\u{FE0F}";

#[tokio::test]
async fn the_first_file_taken_out_leaves_its_words_and_its_quote_to_the_next_one() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let asked = maria.answers("Manda o contrato?").await;
    let post = Post::text("Assine na página 3")
        .replying(ana.last().id)
        .file(Upload::new("contrato_errado.pdf", PAPER))
        .file(Upload::new("contrato.pdf", PAPER));
    let line = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    ana.person
        .removes_file(line, "contrato_errado.pdf")
        .expect("taken out");
    desk.settle().await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got(),
        ["[document] contrato.pdf Assine na página 3"],
        "{}",
        ana.reads()
    );
    let chat = maria.phone.phone(maria.number());
    let ours = chat
        .iter()
        .rfind(|bubble| bubble.author == Author::Business);
    let quotes = ours.expect("it came").quotes.as_deref();
    assert_eq!(quotes, Some(asked.as_str()));
    assert_eq!(ana.marks(line), DELIVERED);
}

#[tokio::test]
async fn the_only_file_taken_out_leaves_the_words() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let before = maria.got().len();
    let post = Post::text("Assine na página 3").file(Upload::new("contrato.pdf", PAPER));
    let alone = ana.person.posts(ana.place(), post).expect("posted");
    // Sound carries no words.
    let post = Post::text("Escuta")
        .file(Upload::new("foto.jpg", PHOTO))
        .file(Upload::new("recado.m4a", MEMO));
    let both = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    for (line, file) in [(alone, "contrato.pdf"), (both, "foto.jpg")] {
        ana.person.removes_file(line, file).expect("taken out");
    }
    desk.settle().await;
    ana.edits(alone, "Assine na página 4").await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got()[before..],
        ["Assine na página 4", "Escuta", "[audio]"],
        "{}",
        ana.reads()
    );
    assert!(!ana.reads().contains("🔒"), "{}", ana.reads());
}

/// So many words, each of which can be told from the others.
fn contract(words: usize) -> String {
    let words: Vec<String> = (0..words).map(|n| format!("cláusula{n}")).collect();
    words.join(" ")
}

#[tokio::test]
async fn whoever_takes_a_long_paste_back_takes_back_all_of_it() {
    for act in ["deletes", "Cancelar envio", "Tornar nota"] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.silence("Ana", "Maria").await;
        let before = maria.got().len();
        let post = Post::text("").file(Upload::new("message.txt", contract(900)));
        let paste = ana.person.posts(ana.place(), post).expect("posted");
        desk.settle().await;
        ana.presses("Enviar como texto").await;
        desk.seconds_pass(10).await;
        match act {
            "deletes" => ana.deletes(paste).await,
            menu => drop(ana.runs_on(paste, menu).await),
        }
        maria.answers("Oi").await;
        desk.minutes_pass(1).await;
        assert_eq!(maria.got()[before..], [""; 0], "{act}: {}", ana.reads());
    }
}

#[tokio::test]
async fn a_paste_that_waits_as_a_file_outlives_a_gap_with_the_words_before_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let before = maria.got().len();
    let words = contract(100);
    let post = Post::text(&words).file(Upload::new("message.txt", contract(900)));
    let paste = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    ana.presses("Como arquivo").await;
    desk.seconds_pass(10).await;
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got()[before..],
        [words.as_str(), "[document] message.txt"],
        "{}",
        ana.reads()
    );
    assert_eq!(ana.marks(paste), DELIVERED);
}

#[tokio::test]
async fn words_that_an_edit_adds_and_the_file_does_not_carry_leave_below_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let before = maria.got().len();
    let post = Post::text("").file(Upload::new("recado.m4a", MEMO));
    let sound = ana.person.posts(ana.place(), post).expect("posted");
    let post = Post::text("A mesa").file(Upload::new("mesa.jpg", PHOTO));
    let picture = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    let long = contract(100);
    ana.edits(sound, "Escuta").await;
    ana.edits(sound, "Escuta isto").await;
    ana.edits(picture, &long).await;
    assert!(!ana.reads().contains("Editada"), "{}", ana.reads());
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got()[before..],
        ["[audio]", "Escuta isto", "[image]", &long],
        "{}",
        ana.reads()
    );
    assert_eq!(ana.marks(picture), DELIVERED);
}

#[tokio::test]
async fn a_note_that_was_sent_after_all_is_told_of_when_it_is_edited() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let note = ana.sends("// São R$ 10").await;
    let confirm = ana.runs_on(note, "Enviar ao cliente").await;
    ana.presses_on(confirm.id, "Enviar").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["São R$ 10"]);

    ana.edits(note, "// São R$ 100").await;
    assert!(ana.last().content.contains("Editada no Discord"));
    // Its sign says that it stays inside.
    let answer = ana.presses("Enviar correção").await;
    assert!(format!("{answer:?}").contains("é nota"), "{answer:?}");
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["São R$ 10"]);

    ana.edits(note, "São R$ 100").await;
    ana.presses("Enviar correção").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["São R$ 10", "São R$ 100"], "{}", ana.reads());
}

#[tokio::test]
async fn what_was_rewritten_in_the_queue_is_told_of_when_its_line_is_edited_later() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = ana.sends("São R$ 10").await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("1. São R$ 10").await;
    screen.fills("Editar", &[("text", "São R$ 11")]).await;
    maria.answers("Oi").await;
    desk.seconds_pass(10).await;
    ana.edits(line, "São R$ 12").await;
    let told = ana.last().content;
    assert!(told.contains("Editada no Discord"), "{}", ana.reads());
    assert!(told.contains("São R$ 11"), "{told}");
    ana.presses("Enviar correção").await;
    desk.seconds_pass(10).await;
    let got = maria.got();
    assert_eq!(got[got.len() - 2..], ["São R$ 11", "São R$ 12"]);
}

#[tokio::test]
async fn a_correction_is_offered_and_sent_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = ana.sends("São R$ 10").await;
    ana.edits(line, "São R$ 100").await;
    ana.presses("Enviar correção").await;
    desk.seconds_pass(10).await;
    // Every line is read again.
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    desk.minutes_pass(1).await;
    let told = ana.reads().matches("Maria continua com").count();
    assert_eq!(told, 1, "{}", ana.reads());
    assert_eq!(maria.got(), ["São R$ 10", "São R$ 100"]);
}

#[tokio::test]
async fn what_becomes_of_the_file_of_a_note_is_said_before_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let post = Post::text("// Tudo aqui")
        .file(Upload::new("selo.bmp", BITMAP))
        .file(Upload::new("SPOILER_sofa.png", PICTURE));
    let note = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    let confirm = ana.runs_on(note, "Enviar ao cliente").await;
    ana.presses_on(confirm.id, "Enviar").await;
    let read = ana.reads();
    let told = "«selo.bmp» vai como imagem comum";
    assert!(read.contains(told), "{read}");
    assert!(read.contains("O spoiler vai aberto"), "{read}");
    assert_eq!(maria.got(), [""; 0], "it can still be taken back");
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["[image] Tudo aqui", "[image]"]);
    assert_eq!(ana.reads().matches(told).count(), 1, "{}", ana.reads());
}

#[tokio::test]
async fn emojis_of_the_servers_own_are_names_and_that_is_said_once_for_each_line() {
    const TOLD: &str = "vai só o nome dele";
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = ana.types("<:pix:123456789012345678>").await;
    assert!(ana.last().content.contains(TOLD), "{}", ana.reads());
    assert_eq!(ana.last().reply_to, Some(line));
    ana.edits(line, "Pague com <a:pix:123456789012345678>")
        .await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Pague com :pix:"]);
    let later = ana.types("Pague").await;
    assert_eq!(ana.reads().matches(TOLD).count(), 1, "{}", ana.reads());
    ana.edits(later, "Pague <:pix:123456789012345678>").await;
    assert_eq!(ana.reads().matches(TOLD).count(), 2, "{}", ana.reads());
}
