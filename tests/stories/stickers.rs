//! Stickers of agents: pictures there, and a drawing that moves is its name.

use conecta_sandbox::discord::{Post, StickerFormat};
use conecta_sandbox::samples;

use crate::support::Desk;

/// A line with a sticker of the guild's.
fn sticker(desk: &Desk, words: &str, format: StickerFormat) -> Post {
    let id = desk.discord.adds_picture(samples::PICTURE);
    Post::text(words).sticker(id, "gato feliz", format)
}

#[tokio::test]
async fn a_sticker_is_a_sticker_there_and_a_drawing_its_name() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = ana.place();
    for format in [
        StickerFormat::Png,
        StickerFormat::Apng,
        StickerFormat::Lottie,
    ] {
        ana.person
            .posts(place, sticker(&desk, "", format))
            .expect("posted");
    }
    desk.settle().await;
    desk.minutes_pass(1).await;
    let expected = ["[sticker]", "[sticker]", "gato feliz"];
    assert_eq!(maria.got(), expected, "{}", ana.reads());
}

#[tokio::test]
async fn stickers_of_before_a_gap_leave_as_they_are() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let place = ana.place();
    for (words, format) in [
        ("", StickerFormat::Png),
        ("", StickerFormat::Lottie),
        ("Olha", StickerFormat::Lottie),
    ] {
        ana.person
            .posts(place, sticker(&desk, words, format))
            .expect("posted");
    }
    desk.settle().await;
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    let expected = ["[sticker]", "gato feliz", "Olha\ngato feliz"];
    assert_eq!(maria.got()[1..], expected, "{}", ana.reads());
}

#[tokio::test]
async fn an_edit_changes_the_words_and_keeps_the_sticker() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let place = ana.place();
    for format in [StickerFormat::Png, StickerFormat::Lottie] {
        let line = ana.person.posts(place, sticker(&desk, "Olha", format));
        desk.settle().await;
        ana.edits(line.expect("posted"), "Olha só").await;
    }
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    let expected = ["Olha só", "[sticker]", "Olha só\ngato feliz"];
    assert_eq!(maria.got()[1..], expected, "{}", ana.reads());
}
