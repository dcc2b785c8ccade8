//! Agents' files of which nothing becomes: told at once, by name, and without taking along what was
//! written with them.

use conecta_sandbox::blob::Blob;
use conecta_sandbox::discord::{Fault, Id, Post, Upload};
use conecta_sandbox::samples;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

const EMPTY: &[u8] = b"";

/// Posts it.
async fn posts(desk: &Desk, ana: &Agent<'_>, post: Post) -> Id {
    let id = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    id
}

/// What the customer got last, and whether each points at what they wrote.
fn bubbles(customer: &Customer<'_>, last: usize) -> Vec<(String, bool)> {
    let mut seen = customer.phone.phone(customer.number());
    let seen = seen.split_off(seen.len() - last);
    let bubbles = seen.into_iter();
    bubbles
        .map(|bubble| (bubble.text(), bubble.quotes.is_some()))
        .collect()
}

/// The lines of ours that say that something failed.
fn failed(ana: &Agent<'_>) -> Vec<String> {
    let seen = ana.person.sees(ana.place());
    let lines = seen.into_iter().map(|message| message.content);
    lines.filter(|text| text.contains("⚙️ ❌")).collect()
}

#[tokio::test]
async fn an_empty_file_does_not_take_the_words_and_the_quote_along() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Quanto fica?").await;
    let asked = ana.last().id;
    let post = Post::text("Segue a proposta, são R$ 500")
        .replying(asked)
        .file(Upload::new("vazio.pdf", EMPTY))
        .file(Upload::new("a.jpg", samples::PHOTO))
        .file(Upload::new("b.jpg", samples::PHOTO));
    let line = posts(&desk, &ana, post).await;
    desk.seconds_pass(40).await;
    let words = "[image] Segue a proposta, são R$ 500";
    assert_eq!(
        bubbles(&maria, 2),
        [(words.to_owned(), true), ("[image]".to_owned(), false)],
        "{}",
        ana.reads()
    );
    assert_eq!(ana.marks(line), "❌", "{}", ana.reads());
    let failed = failed(&ana);
    let [told] = &failed[..] else {
        panic!("{failed:?}");
    };
    assert!(told.contains("«vazio.pdf»: O arquivo está vazio"), "{told}");
    assert!(!told.contains("palavras"), "{told}");
}

#[tokio::test]
async fn what_no_other_file_carries_is_said_to_have_stayed() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let post = Post::text("Segue a proposta").file(Upload::new("vazio.pdf", EMPTY));
    posts(&desk, &ana, post).await;
    desk.seconds_pass(40).await;
    assert_eq!(maria.got(), [""; 0]);
    let failed = failed(&ana);
    let [told] = &failed[..] else {
        panic!("{failed:?}");
    };
    let stayed = "As palavras que iam com ele também não saíram.";
    assert!(told.contains(stayed), "{told}");
    assert!(!told.contains("vazio.pdf"), "there is no other: {told}");
}

#[tokio::test]
async fn a_file_that_whatsapp_cannot_use_leaves_its_words_to_the_next() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // As it is, once more, and as a document.
    desk.whatsapp.fail_later(None, 131_053, false, 3);
    let post = Post::text("As fotos")
        .file(Upload::new("a.jpg", samples::PHOTO))
        .file(Upload::new("b.jpg", samples::PHOTO));
    posts(&desk, &ana, post).await;
    desk.minutes_pass(3).await;
    assert_eq!(maria.got(), ["[image] As fotos"], "{}", ana.reads());
    let failed = failed(&ana);
    assert!(failed[0].contains("«a.jpg»:"), "{failed:?}");
    // What was left behind is the picture alone.
    ana.presses("Enviar de novo").await;
    desk.minutes_pass(1).await;
    let got = maria.got();
    assert_eq!(got.len(), 2, "{}", ana.reads());
    assert!(!got[1].contains("As fotos"), "{got:?}");
}

#[tokio::test]
async fn a_queued_file_that_nobody_has_is_told_at_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let gone = Fault::on("GET", "/attachments/").always();
    desk.discord
        .order(gone.answers(404, serde_json::Value::Null));
    let post = Post::text("").file(Upload::new("foto.jpg", samples::PHOTO));
    let photo = posts(&desk, &ana, post).await;
    desk.minutes_pass(5).await;
    assert_eq!(ana.marks(photo), "❌", "{}", ana.reads());
    let told = failed(&ana);
    assert!(
        told[0].contains("O Discord não entrega mais este arquivo"),
        "{told:?}"
    );
    ana.sends("Mando já de novo").await;
    maria.answers("Oi!").await;
    desk.seconds_pass(30).await;
    assert_eq!(maria.got()[1..], ["Mando já de novo"], "{}", ana.reads());
    assert_eq!(failed(&ana).len(), 1, "{}", ana.reads());
}

#[tokio::test]
async fn a_file_is_kept_as_long_as_its_message_waits_whatever_became_of_its_line() {
    let desk = Desk::open().await;
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.chooses("por 7 dias").await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let post = Post::text("Olha").file(Upload::new("foto.jpg", samples::PHOTO));
    let photo = posts(&desk, &ana, post).await;
    desk.seconds_pass(6).await;
    desk.agent("Dona").with("Maria").deletes(photo).await;
    desk.hours_pass(24 * 6).await;
    ana.presses("Enviar para Maria").await;
    desk.hours_pass(24 * 3).await;
    maria.answers("Oi!").await;
    desk.seconds_pass(2).await;
    if ana.offered("Enviar a mensagem").is_some() {
        ana.presses("Enviar a mensagem").await;
    }
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..], ["[image] Olha"], "{}", ana.reads());
    desk.hours_pass(24 * 2).await;
    assert_eq!(desk.files_on_disk(), [""; 0], "it is not kept for ever");
}

#[tokio::test]
async fn a_link_that_cannot_be_made_any_more_fails_and_holds_up_nothing() {
    let mut desk = Desk::with(|discord, _| discord.boosted(2)).await;
    desk.stop().await;
    desk.is_public();
    desk.starts_again().await;
    {
        let (ana, _) = desk.silence("Ana", "Maria").await;
        let film = Blob::made(samples::FILM, 17 * 1024 * 1024);
        let post = Post::text("Veja").file(Upload::of("longo.mp4", film));
        posts(&desk, &ana, post).await;
        ana.sends("Gostou?").await;
        assert!(ana.reads().contains("vai como link"), "{}", ana.reads());
    }
    desk.stop().await;
    desk.is_public_no_more();
    desk.starts_again().await;
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    maria.answers("Oi!").await;
    desk.minutes_pass(1).await;
    if ana.offered("Enviar as").is_some() {
        ana.presses("Enviar as").await;
    }
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..], ["Gostou?"], "{}", ana.reads());
    let told = failed(&ana);
    assert!(
        told[0].contains("peça à administração o endereço"),
        "{told:?}"
    );
    assert!(told[0].contains("palavras"), "{told:?}");
    assert!(!ana.reads().contains("não recebeu nada"), "{}", ana.reads());
}
