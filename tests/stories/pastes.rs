//! A paste that Discord made a file of: its words leave when its author says so.

use conecta_sandbox::discord::{self, Id, Post, Upload};
use conecta_sandbox::samples::PHOTO;
use conecta_sandbox::whatsapp::{Act, Content, Fault};
use conecta_sandbox::wire::{Kind, Platform};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

const SEND: &str = "Enviar como texto";
const AS_FILE: &str = "Como arquivo";

async fn pastes(desk: &Desk, agent: &Agent<'_>, bytes: impl Into<Vec<u8>>) -> Id {
    let post = Post::text("").file(Upload::new("message.txt", bytes));
    let id = agent.person.posts(agent.place(), post).expect("posted");
    desk.settle().await;
    id
}

/// How many messages were handed to WhatsApp since then, whether it took them or not.
fn sends_after(desk: &Desk, entry: u64) -> usize {
    let sent = desk.wire_after(entry).into_iter().filter(|entry| {
        matches!(&entry.kind, Kind::Request { method, path, body, .. }
            if method == "POST" && path.ends_with("/messages") && body.get("to").is_some()
                && entry.platform == Platform::Whatsapp)
    });
    sent.count()
}

/// Words of a contract, each of which can be told from the others.
fn contract(words: usize) -> String {
    let words: Vec<String> = (0..words).map(|n| format!("cláusula{n}")).collect();
    words.join(" ")
}

#[tokio::test]
async fn a_long_paste_leaves_as_text_in_order_and_between_words() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let text = contract(1_000);
    let paste = pastes(&desk, &ana, text.clone()).await;
    let later = ana.sends("É isso").await;
    assert_eq!(maria.got(), [""; 0], "it is asked for");
    assert_eq!(ana.marks(paste), "⏸\u{FE0F}");

    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    let got = maria.got();
    let (last, parts) = got.split_last().expect("messages");
    assert_eq!(last, "É isso", "what was written after it comes after it");
    assert!(parts.len() > 2, "{}", parts.len());
    assert_eq!(parts.join(" "), text, "nothing is lost");
    assert_eq!(ana.marks(paste), "");
    assert_eq!(ana.marks(later), "☑\u{FE0F}", "it stands on the last");
}

#[tokio::test]
async fn a_part_that_is_refused_is_tried_again_and_those_before_it_are_not() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let text = contract(1_350);
    let paste = pastes(&desk, &ana, text.clone()).await;
    let too_fast = Fault::new(Act::Error { code: 131_056 });
    desk.whatsapp.order(too_fast.skip(2));
    let before = desk.wire.last();
    ana.presses(SEND).await;
    desk.seconds_pass(2).await;
    assert_eq!(maria.got().len(), 2, "the third was refused");
    assert!(ana.reads().contains("Muitas mensagens seguidas"));
    desk.minutes_pass(3).await;
    let got = maria.got();
    assert_eq!(got.len(), 5, "{}", ana.reads());
    assert_eq!(got.join(" "), text, "each part once, in order");
    assert_eq!(sends_after(&desk, before), 6, "five, and the third again");
    assert_eq!(ana.marks(paste), "☑\u{FE0F}", "{}", ana.reads());
}

#[tokio::test]
async fn a_long_paste_leaves_as_the_file_that_discord_made_of_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let text = contract(1_000);
    let paste = Post::text("Segue o contrato").file(Upload::new("message.txt", text.clone()));
    let paste = ana.person.posts(ana.place(), paste).expect("posted");
    desk.settle().await;
    let later = ana.sends("É isso").await;
    assert_eq!(maria.got(), [""; 0], "it is asked for");

    ana.presses(AS_FILE).await;
    desk.minutes_pass(1).await;
    let got = maria.got();
    assert_eq!(got.len(), 2, "{got:?}");
    assert_eq!(got[1], "É isso", "what was written after it comes after it");
    let chat = maria.phone.phone(maria.number());
    let mut files = chat.into_iter().filter_map(|bubble| match bubble.content {
        Content::Media(media) => Some(media),
        _ => None,
    });
    let file = files.next().expect("a file");
    assert_eq!(file.filename.as_deref(), Some("message.txt"));
    assert_eq!(file.caption.as_deref(), Some("Segue o contrato"));
    let bytes = file.content.expect("it came").bytes();
    assert!(bytes == text.as_bytes(), "the very file");
    assert_eq!(ana.marks(paste), "");
    assert_eq!(ana.marks(later), "☑\u{FE0F}", "it stands on the last");
}

#[tokio::test]
async fn a_long_paste_can_be_a_note() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let paste = pastes(&desk, &ana, contract(300)).await;
    ana.presses("É nota").await;
    let internal = format!("// ela é difícil\n{}", contract(300));
    let other = pastes(&desk, &ana, internal).await;
    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    for note in [paste, other] {
        assert_eq!(ana.marks(note), "🔒");
    }
}

#[tokio::test]
async fn as_a_file_too_it_is_a_note_if_its_words_say_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let internal = format!("// ela é difícil\n{}", contract(300));
    let paste = pastes(&desk, &ana, internal).await;
    ana.presses(AS_FILE).await;
    let named = format!("{}\nfala com <@123>", contract(300));
    let other = pastes(&desk, &ana, named).await;
    ana.presses(AS_FILE).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    for note in [paste, other] {
        assert_eq!(ana.marks(note), "🔒");
    }
    // What is no text says nothing.
    pastes(&desk, &ana, vec![0xff, 0xfe, 0x00]).await;
    ana.presses(AS_FILE).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 1, "{}", ana.reads());
}

#[tokio::test]
async fn among_other_files_it_is_asked_for_and_leaves_before_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let post = |inside: &str| {
        Post::text("Segue")
            .file(Upload::new("mesa.jpg", PHOTO))
            .file(Upload::new("message.txt", inside))
    };
    let place = ana.place();
    let posts = async |inside: &str| {
        let line = ana.person.posts(place, post(inside)).expect("posted");
        desk.settle().await;
        desk.seconds_pass(30).await;
        assert_eq!(ana.marks(line), "⏸\u{FE0F}", "{}", ana.reads());
        line
    };
    let text = contract(300);
    posts(&text).await;
    assert_eq!(maria.got(), [""; 0], "it is asked for");
    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    let got = maria.got();
    assert_eq!(got, [format!("Segue\n\n{text}"), "[image]".to_owned()]);

    posts(&text).await;
    ana.presses(AS_FILE).await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got()[2..],
        ["[document] message.txt Segue", "[image]"],
        "{}",
        ana.reads()
    );

    for button in [SEND, AS_FILE, "É nota"] {
        let line = posts(&format!("// ela é difícil\n{text}")).await;
        ana.presses(button).await;
        desk.minutes_pass(1).await;
        assert_eq!(maria.got().len(), 4, "{button}: {}", ana.reads());
        assert_eq!(ana.marks(line), "🔒", "{button}");
    }
}

#[tokio::test]
async fn a_file_that_is_no_text_or_too_long_stays() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for bytes in [vec![0xff, 0xfe, 0x00], vec![b'a'; 64 * 1024 + 1]] {
        pastes(&desk, &ana, bytes).await;
        let answer = ana.presses(SEND).await;
        let answer = format!("{answer:?}");
        assert!(answer.contains("use «Como arquivo»"), "{answer}");
        ana.presses("É nota").await;
    }
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn as_a_file_it_may_be_much_longer_and_says_what_else_is_wrong() {
    let desk = Desk::with(|discord, _| discord.boosted(2)).await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    pastes(&desk, &ana, vec![b'a'; 10 * 1024 * 1024 + 1]).await;
    let answer = format!("{:?}", ana.presses(AS_FILE).await);
    assert!(answer.contains("passa de 10 MB. Nada saiu"), "{answer}");
    assert!(!answer.contains("64 KB"), "{answer}");
    desk.seconds_pass(30).await;
    assert_eq!(maria.got(), [""; 0]);
    ana.presses("É nota").await;
    pastes(&desk, &ana, vec![b'a'; 64 * 1024 + 1]).await;
    ana.presses(AS_FILE).await;
    desk.seconds_pass(30).await;
    assert_eq!(maria.got(), ["[document] message.txt"], "{}", ana.reads());
}

#[tokio::test]
async fn what_waits_of_it_can_be_changed_in_a_form_without_losing_anything() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    // One message holds it, one form does not.
    let text = contract(346);
    pastes(&desk, &ana, text.clone()).await;
    ana.presses(SEND).await;
    for part in ["1. ", "2. "] {
        let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
        screen.chooses(part).await;
        screen.fills("Editar", &[]).await;
        screen.says(&["Sai este texto"]);
    }
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..].join(" "), text, "{}", ana.reads());
}

#[tokio::test]
async fn while_discord_does_not_give_it_out_it_can_be_tried_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let paste = pastes(&desk, &ana, contract(300)).await;
    let one = format!("/messages/{paste}$");
    desk.discord
        .order(discord::Fault::on("GET", &one).answers_html(503, "x"));
    let answer = ana.presses(SEND).await;
    assert!(
        format!("{answer:?}").contains("tente de novo"),
        "{answer:?}"
    );
    assert_eq!(maria.got(), [""; 0]);
    ana.presses(SEND).await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), [contract(300)]);
}

#[tokio::test]
async fn in_a_conversation_of_nobody_it_is_assumed_first() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    let ana = desk.agent("Ana").with("Maria");
    pastes(&desk, &ana, contract(300)).await;
    ana.presses(SEND).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    ana.takes().await;
    ana.presses(SEND).await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), [contract(300)]);
}

#[tokio::test]
async fn an_edit_of_the_words_beside_it_is_told_of_and_takes_none_of_it_away() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let before = maria.got().len();
    let text = contract(100);
    let posts = async |inside: &str| {
        let post = Post::text("Segue").file(Upload::new("message.txt", inside));
        let line = ana.person.posts(ana.place(), post).expect("posted");
        desk.settle().await;
        ana.presses(SEND).await;
        desk.seconds_pass(10).await;
        line
    };
    let paste = posts(&text).await;
    let other = posts(&contract(900)).await;
    ana.edits(paste, "Segue, já assinado").await;
    let told = ana.last().content;
    let beside = "Editada no Discord; o que vai para Maria continua:";
    assert!(told.contains(beside), "{}", ana.reads());
    ana.presses("Enviar correção").await;
    // Its file taken out, nothing but the words beside it is left.
    ana.person
        .removes_file(other, "message.txt")
        .expect("taken out");
    desk.settle().await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got()[before..],
        [&format!("Segue\n\n{text}"), "Segue", "Segue, já assinado"],
        "{}",
        ana.reads()
    );
}
