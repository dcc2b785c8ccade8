//! What agents send besides words reaches the phone as what it is, in order, with its words below.

use std::time::Duration;

use conecta_sandbox::discord::{Id, Post, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{self, Content};

use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// Sends a post, and the time in which it can be taken back passes.
async fn sends(desk: &Desk, ana: &Agent<'_>, post: Post) -> Id {
    let id = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    desk.seconds_pass(30).await;
    id
}

fn bubbles(customer: &Customer<'_>) -> Vec<whatsapp::PhoneMessage> {
    customer.phone.phone(customer.number())
}

/// The files on the phone: how each is shown, and its bytes.
fn files(customer: &Customer<'_>) -> Vec<(&'static str, Vec<u8>)> {
    bubbles(customer)
        .into_iter()
        .filter_map(|bubble| match bubble.content {
            Content::Media(media) => {
                let bytes = media.content.map(|content| content.bytes());
                let shown = if media.voice {
                    "voice"
                } else {
                    media.kind.word()
                };
                Some((shown, bytes.unwrap_or_default()))
            }
            _ => None,
        })
        .collect()
}

#[tokio::test]
async fn a_picture_with_its_words_below_and_a_document_with_its_name() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let photo = Post::text("A *sua* mesa").file(Upload::new("mesa.jpg", samples::PHOTO));
    let photo = sends(&desk, &ana, photo).await;
    let paper = Post::text("").file(Upload::new("contrato.pdf", samples::PAPER));
    sends(&desk, &ana, paper).await;
    assert_eq!(
        maria.got(),
        ["[image] A _sua_ mesa", "[document] contrato.pdf"],
        "{}",
        ana.reads()
    );
    assert_eq!(
        files(&maria),
        [
            ("image", samples::PHOTO.to_vec()),
            ("document", samples::PAPER.to_vec())
        ]
    );
    assert_eq!(ana.marks(photo), "☑\u{FE0F}", "{}", ana.reads());
}

#[tokio::test]
async fn a_document_without_a_usable_name_has_one_in_the_companys_language() {
    let mut desk = Desk::open().await;
    desk.stop().await;
    desk.speaks("en");
    desk.starts_again().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let paper = Post::text("").file(Upload::new("...", samples::PAPER));
    sends(&desk, &ana, paper).await;
    assert_eq!(maria.got(), ["[document] file.pdf"], "{}", ana.reads());
}

#[tokio::test]
async fn a_document_bears_the_name_that_its_author_gave_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let paper = Post::text("").file(Upload::new("Orçamento de março.pdf", samples::PAPER));
    sends(&desk, &ana, paper).await;
    assert_eq!(
        maria.got(),
        ["[document] Orçamento de março.pdf"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_file_is_what_it_is_whatever_discord_calls_its_type() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for (name, bytes, words, kind) in [
        ("recado.m4a", samples::MEMO, "", "audio"),
        ("IMG_0001", samples::PHOTO, "", "image"),
        ("gravação", samples::MEMO, "", "audio"),
        // Sound carries no words.
        ("gravação", samples::MEMO, "Escuta isto", "document"),
        ("contrato", samples::PAPER, "", "document"),
    ] {
        let post = Post::text(words).file(Upload::new(name, bytes));
        sends(&desk, &ana, post).await;
        let arrived = files(&maria);
        let newest = arrived.last().map(|(shown, _)| *shown);
        assert_eq!(newest, Some(kind), "{name}: {}", ana.reads());
    }
    assert!(
        maria
            .got()
            .contains(&"[document] gravação.m4a Escuta isto".to_owned()),
        "{:?}",
        maria.got()
    );
    assert!(!ana.reads().contains("não reproduz"), "{}", ana.reads());
}

#[tokio::test]
async fn several_files_arrive_in_order_and_what_is_written_below_comes_after_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let post = Post::text("Três coisas")
        .file(Upload::new("a.jpg", samples::PHOTO))
        .file(Upload::new("b.pdf", samples::PAPER))
        .file(Upload::new("c.png", samples::PICTURE));
    let place = ana.place();
    ana.person.posts(place, post).expect("posted");
    ana.person.types(place, "É isso.").expect("typed");
    desk.settle().await;
    desk.seconds_pass(60).await;
    assert_eq!(
        maria.got(),
        [
            "[image] Três coisas",
            "[document] b.pdf",
            "[image]",
            "É isso."
        ],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn what_is_written_below_a_picture_never_overtakes_it() {
    let desk = Desk::open().await;
    desk.whatsapp.rules(|rules| {
        rules.overlap_swaps = true;
        rules.transit = Duration::from_millis(300);
        rules.delivery = Duration::from_secs(4);
    });
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let photo = Post::text("").file(Upload::new("mesa.jpg", samples::PHOTO));
    ana.person.posts(ana.place(), photo).expect("posted");
    ana.person.types(ana.place(), "Gostou?").expect("typed");
    desk.settle().await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["[image]", "Gostou?"], "{}", ana.reads());
}

#[tokio::test]
async fn a_phone_that_is_off_holds_up_what_follows_a_picture_for_a_moment_only() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.goes_offline();
    let photo = Post::text("").file(Upload::new("mesa.jpg", samples::PHOTO));
    ana.person.posts(ana.place(), photo).expect("posted");
    let words = ana.person.types(ana.place(), "Gostou?").expect("typed");
    desk.settle().await;
    desk.seconds_pass(25).await;
    assert_eq!(ana.marks(words), "✔\u{FE0F}", "{}", ana.reads());
    maria.phone.goes_online();
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["[image]", "Gostou?"], "{}", ana.reads());
}

#[tokio::test]
async fn a_voice_message_is_a_voice_note_there_and_its_bytes_are_untouched() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    sends(
        &desk,
        &ana,
        Post::voice(Upload::new("voice-message.ogg", samples::VOICE)),
    )
    .await;
    assert_eq!(files(&maria), [("voice", samples::VOICE.to_vec())]);
}

#[tokio::test]
async fn what_whatsapp_refuses_is_made_into_what_it_shows_and_that_is_said_before() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let bitmap = Post::text("").file(Upload::new("selo.bmp", samples::BITMAP));
    let place = ana.place();
    ana.person.posts(place, bitmap).expect("posted");
    desk.settle().await;
    assert!(
        ana.reads().contains("«selo.bmp» vai como imagem comum"),
        "{}",
        ana.reads()
    );
    assert_eq!(maria.got(), [""; 0]);
    desk.seconds_pass(30).await;
    let shown: Vec<&str> = files(&maria).into_iter().map(|(shown, _)| shown).collect();
    assert_eq!(shown, ["image"], "{}", ana.reads());
}

#[tokio::test]
async fn what_moves_or_is_of_no_known_kind_goes_as_a_link_to_the_very_file() {
    let mut desk = Desk::open().await;
    desk.stop().await;
    desk.is_public();
    desk.starts().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let gif = Post::text("Olha").file(Upload::new("danca.gif", samples::GIF));
    sends(&desk, &ana, gif).await;
    let zip = Post::text("").file(Upload::new("tudo.7z", b"7z\xBC\xAF\x27\x1C....".to_vec()));
    sends(&desk, &ana, zip).await;
    let read = ana.reads();
    assert!(
        read.contains("vai como link: o WhatsApp não mostra imagens animadas"),
        "{read}"
    );
    assert!(
        read.contains("vai como link: o WhatsApp não aceita este tipo"),
        "{read}"
    );
    let got = maria.got();
    assert!(
        got[0].starts_with("Olha\n📎 danca.gif (147 B), até 30/11/2026: http"),
        "{got:?}\n{read}"
    );
    assert!(got[1].starts_with("📎 tudo.7z ("), "{got:?}\n{read}");
}

#[tokio::test]
async fn without_a_public_address_what_moves_goes_as_it_begins_and_the_rest_says_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let gif = Post::text("Olha").file(Upload::new("danca.gif", samples::GIF));
    sends(&desk, &ana, gif).await;
    assert!(
        ana.reads().contains("«danca.gif» vai como imagem parada"),
        "{}",
        ana.reads()
    );
    assert_eq!(maria.got(), ["[image] Olha"], "{}", ana.reads());
    let zip = Post::text("").file(Upload::new("tudo.7z", b"7z\xBC\xAF\x27\x1C....".to_vec()));
    let zip = sends(&desk, &ana, zip).await;
    assert_eq!(ana.marks(zip), "❌", "{}", ana.reads());
    assert_eq!(maria.got().len(), 1, "{}", ana.reads());
}

#[tokio::test]
async fn what_is_queued_keeps_its_bytes_even_if_discord_forgets_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let place = ana.place();
    let photo = Post::text("Sua foto").file(Upload::new("foto.jpg", samples::PHOTO));
    let photo = ana.person.posts(place, photo).expect("posted");
    ana.person.types(place, "Gostou?").expect("typed");
    desk.settle().await;
    assert_eq!(ana.marks(photo), "🕓", "{}", ana.reads());
    // Discord's address of it holds for a day.
    desk.hours_pass(23).await;
    maria.answers("Oi!").await;
    desk.seconds_pass(60).await;
    let got = maria.got();
    assert_eq!(got[1..], ["[image] Sua foto", "Gostou?"], "{}", ana.reads());
}

#[tokio::test]
async fn deleted_or_made_a_note_in_time_nothing_of_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = ana.place();
    let post = |text: &str| {
        Post::text(text)
            .file(Upload::new("a.jpg", samples::PHOTO))
            .file(Upload::new("b.pdf", samples::PAPER))
    };
    let deleted = ana.person.posts(place, post("Veja")).expect("posted");
    desk.settle().await;
    ana.deletes(deleted).await;
    let noted = ana.person.posts(place, post("Veja")).expect("posted");
    desk.settle().await;
    ana.edits(noted, "// só para nós").await;
    let kept = sends(&desk, &ana, post("// nota com arquivos")).await;
    desk.seconds_pass(60).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    assert_eq!(
        (ana.marks(noted), ana.marks(kept)),
        ("🔒".into(), "🔒".into())
    );
}

#[tokio::test]
async fn one_of_several_taken_out_in_time_does_not_leave() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let post = Post::text("As duas")
        .file(Upload::new("a.jpg", samples::PHOTO))
        .file(Upload::new("b.pdf", samples::PAPER));
    let id = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    ana.person.removes_file(id, "b.pdf").expect("removed");
    desk.settle().await;
    desk.seconds_pass(60).await;
    assert_eq!(maria.got(), ["[image] As duas"], "{}", ana.reads());
}

#[tokio::test]
async fn a_lying_name_travels_as_what_it_is_and_an_empty_file_says_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let liar = Post::text("").file(Upload::new("foto.jpg", samples::PAPER));
    sends(&desk, &ana, liar).await;
    let shown: Vec<&str> = files(&maria).into_iter().map(|(shown, _)| shown).collect();
    assert_eq!(shown, ["document"], "{}", ana.reads());
    let empty = Post::text("").file(Upload::new("nada.pdf", Vec::new()));
    let empty = sends(&desk, &ana, empty).await;
    assert_eq!(ana.marks(empty), "❌", "{}", ana.reads());
    assert!(
        ana.reads().contains("O arquivo está vazio"),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn the_assignees_heart_on_a_message_reaches_the_phone_and_can_be_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Adorei!").await;
    let line = ana
        .person
        .sees(ana.place())
        .into_iter()
        .rfind(|message| message.content.contains("Adorei!"))
        .expect("it stands in the thread");
    let reactions = || -> Vec<String> {
        let bubbles = bubbles(&maria);
        let newest = bubbles.iter().rfind(|bubble| bubble.text() == "Adorei!");
        let of_ours =
            |(author, _): &&(whatsapp::Author, String)| *author == whatsapp::Author::Business;
        let newest = newest.expect("she wrote it");
        let ours = newest.reactions.iter().filter(of_ours);
        ours.map(|(_, emoji)| emoji.clone()).collect()
    };
    ana.person.reacts(line.id, "👀").expect("reacted");
    ana.person.reacts(line.id, "❤️").expect("reacted");
    desk.settle().await;
    desk.seconds_pass(10).await;
    assert_eq!(reactions(), ["❤️"], "{}", ana.reads());
    ana.person.unreacts(line.id, "❤️").expect("taken back");
    desk.settle().await;
    desk.seconds_pass(10).await;
    assert_eq!(reactions(), [""; 0]);
}
