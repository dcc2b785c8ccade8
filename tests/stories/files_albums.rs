//! Pictures and films that were sent in one go stand in the thread as one message.

use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{self, SeenMessage};
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault};
use serde_json::json;

use crate::support::Desk;
use crate::support::media::{film, photo};
use crate::support::people::{Agent, Customer};

/// Sends pictures with these words in one go, a film among them.
fn sends_in_one_go(maria: &Customer<'_>, captions: &[&str]) -> Vec<String> {
    let to = maria.number();
    let sent = captions.iter().enumerate().map(|(at, caption)| {
        let file = |file: conecta_sandbox::whatsapp::Attachment| match *caption {
            "" => file,
            words => file.caption(words),
        };
        match at {
            1 => maria.phone.sends_video(to, file(film(&at.to_string()))),
            _ => maria.phone.sends_image(to, file(photo(&at.to_string()))),
        }
    });
    sent.collect()
}

/// What tells the files of a message from others.
fn tags(message: &SeenMessage) -> Vec<String> {
    let last = |bytes: Vec<u8>| bytes.last().map(|byte| char::from(*byte).to_string());
    let files = message.attachments.iter();
    files
        .filter_map(|file| last(file.content.bytes()))
        .collect()
}

#[tokio::test]
async fn an_album_is_one_message_with_its_captions_in_order() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Manda as fotos?").await;
    let wamids = sends_in_one_go(&maria, &["A frente", "", "Os fundos"]);
    desk.seconds_pass(1).await;
    assert_eq!(ana.sees_files().len(), 0, "there may be more of it");
    desk.seconds_pass(1).await;
    let albums = ana.sees_files();
    assert_eq!(albums.len(), 1, "{}", ana.reads());
    let album = &albums[0];
    assert_eq!(album.attachments.len(), 3);
    assert_eq!(tags(album), ["0", "1", "2"], "in their order");
    let (head, captions) = album.content.split_once('\n').expect("captions");
    assert!(head.starts_with("**Maria Souza**"), "{head}");
    assert_eq!(
        captions, "1 · A frente\n3 · Os fundos",
        "each says whose it is"
    );

    ana.replies(album.id, "Recebi todas").await;
    desk.seconds_pass(6).await;
    let answer = maria.phone.phone(maria.number()).pop().expect("an answer");
    assert_eq!(
        answer.quotes.as_ref(),
        wamids.first(),
        "the first picture is quoted"
    );
    let told = "Para Maria, isto aponta para o primeiro dos 3 arquivos";
    assert_eq!(ana.reads().matches(told).count(), 1, "{}", ana.reads());
    ana.person.reacts(album.id, "👍").expect("reacted");
    desk.settle().await;
    assert_eq!(ana.reads().matches(told).count(), 2, "{}", ana.reads());
}

#[tokio::test]
async fn which_picture_of_it_the_customer_means_is_said() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let wamids = sends_in_one_go(&maria, &["A frente", "", "Os fundos"]);
    desk.seconds_pass(3).await;
    let (number, album) = (maria.number(), ana.last().id);
    maria.phone.replies(number, &wamids[1], "Aqui");
    desk.settle().await;
    let line = ana.last();
    assert_eq!(line.reply_to, Some(album), "{}", ana.reads());
    assert_eq!(line.content, "> 2 · 🎬 Vídeo\nAqui", "{}", ana.reads());
    maria.phone.takes_back(number, &wamids[2]);
    desk.settle().await;
    let line = ana.last();
    assert!(
        line.content.contains("Apagou «3 · Os fundos»"),
        "{}",
        line.content
    );
}

#[tokio::test]
async fn eleven_pictures_are_two_messages_and_later_ones_are_another() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    sends_in_one_go(&maria, &[""; 11]);
    desk.seconds_pass(3).await;
    let counts = |agent: &Agent<'_>| -> Vec<usize> {
        let seen = agent.sees_files();
        seen.iter()
            .map(|message| message.attachments.len())
            .collect()
    };
    assert_eq!(counts(&ana), [10, 1], "{}", ana.reads());
    desk.seconds_pass(5).await;
    sends_in_one_go(&maria, &["", ""]);
    desk.seconds_pass(3).await;
    assert_eq!(counts(&ana), [10, 1, 2], "{}", ana.reads());
}

#[tokio::test]
async fn words_between_pictures_stay_between_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    sends_in_one_go(&maria, &["antes"]);
    maria.phone.writes(maria.number(), "no meio");
    sends_in_one_go(&maria, &["depois"]);
    desk.seconds_pass(3).await;
    let read = ana.reads();
    let places = ["antes", "no meio", "depois"].map(|word| read.find(word));
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{read}"
    );
    assert_eq!(ana.sees_files().len(), 2, "{read}");
}

#[tokio::test]
async fn lines_of_ours_do_not_part_an_album() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Manda as fotos?").await;
    ana.sends("De todos os lados").await;
    sends_in_one_go(&maria, &["A frente", "", "Os fundos", "O lado"]);
    desk.seconds_pass(3).await;
    let albums = ana.sees_files();
    assert_eq!(albums.len(), 1, "{}", ana.reads());
    assert_eq!(albums[0].attachments.len(), 4, "{}", ana.reads());
    let read = ana.reads();
    let (album, leaves) = (
        read.find("A frente"),
        read.find("As 2 mensagens da fila estão saindo"),
    );
    assert!(album < leaves && leaves.is_some(), "{read}");
    desk.seconds_pass(20).await;
    assert_eq!(maria.got().len(), 3, "{read}");

    // What somebody writes on the company's own phone meanwhile is none of it either.
    sends_in_one_go(&maria, &["Outra", ""]);
    let phone = desk.whatsapp.own_phone(SALES);
    phone.writes("Maria Souza", "Lindas!");
    sends_in_one_go(&maria, &["E mais uma"]);
    desk.seconds_pass(3).await;
    let albums = ana.sees_files();
    assert_eq!(albums.len(), 2, "{}", ana.reads());
    assert_eq!(albums[1].attachments.len(), 3, "{}", ana.reads());
    assert!(ana.last().content.contains("Lindas!"), "{}", ana.reads());
}

#[tokio::test]
async fn an_album_stands_there_once_whatever_becomes_of_the_answer() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let posts = || discord::Fault::on("POST", "/channels/*/messages$");
    for (number, fault) in [
        posts().answers_then_drops(),
        posts().drops(),
        posts().answers_html(502, "<html>Bad Gateway</html>"),
    ]
    .into_iter()
    .enumerate()
    {
        desk.discord.order(fault.clone());
        sends_in_one_go(&maria, &["um", "dois"]);
        desk.seconds_pass(2).await;
        // One more, which must not slip into the message that may stand there already.
        sends_in_one_go(&maria, &["três"]);
        desk.minutes_pass(6).await;
        let albums = ana.sees_files();
        let counts: Vec<usize> = albums.iter().map(|one| one.attachments.len()).collect();
        assert_eq!(
            counts,
            [2, 1].repeat(number + 1),
            "{fault:?}: {}",
            ana.reads()
        );
    }
}

#[tokio::test]
async fn an_album_is_whole_after_a_crash() {
    let mut desk = Desk::open().await;
    let (_, maria) = desk.talk("Ana", "Maria").await;
    desk.discord
        .order(discord::Fault::on("POST", "/channels/*/messages$").answers_then_drops());
    sends_in_one_go(&maria, &["um", "dois", "três"]);
    desk.seconds_pass(2).await;
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(5).await;
    let ana = desk.agent("Ana").with("Maria");
    let albums = ana.sees_files();
    let counts: Vec<usize> = albums.iter().map(|one| one.attachments.len()).collect();
    assert_eq!(counts, [3], "{}", ana.reads());
}

#[tokio::test]
async fn an_album_does_not_wait_for_ever_for_one_of_its_pictures() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let second = Fault::new(Act::Hang).on(Endpoint::Download).skip(1);
    desk.whatsapp.order(second);
    sends_in_one_go(&maria, &["um", "dois", "três"]);
    desk.seconds_pass(14).await;
    assert_eq!(ana.sees_files().len(), 0, "{}", ana.reads());
    desk.seconds_pass(2).await;
    let albums = ana.sees_files();
    assert_eq!(albums.len(), 1, "{}", ana.reads());
    assert_eq!(albums[0].attachments.len(), 2);
    let told = "\n2 · dois\n3 · três\n2 · 🎬 Vídeo · ⏳ ainda está chegando";
    assert!(albums[0].content.contains(told), "{}", ana.reads());
    desk.minutes_pass(3).await;
    let late = ana.sees_files().pop().expect("it came");
    assert_eq!(late.attachments.len(), 1, "{}", ana.reads());
    assert_eq!(late.reply_to, Some(albums[0].id));
}

#[tokio::test]
async fn pictures_that_are_too_much_together_come_one_by_one() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let too_large = json!({ "code": 40_005, "message": "Request entity too large" });
    let together = discord::Fault::on("POST", "/channels/*/messages$");
    desk.discord.order(together.answers(413, too_large));
    sends_in_one_go(&maria, &["A frente", "", "Os fundos"]);
    desk.seconds_pass(5).await;
    let shown = ana.sees_files();
    let each: Vec<_> = shown.iter().map(tags).collect();
    assert_eq!(each, [["0"], ["1"], ["2"]], "{}", ana.reads());
    assert!(shown[0].content.contains("A frente"), "{}", ana.reads());
    assert!(shown[2].content.contains("Os fundos"), "{}", ana.reads());
}

#[tokio::test]
async fn one_button_asks_for_all_files_of_a_message_that_did_not_come() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let gone = Act::Answer {
        status: 404,
        body: "Not found".to_owned(),
    };
    let gone = Fault::new(gone).on(Endpoint::Download).always();
    desk.whatsapp.order(gone);
    sends_in_one_go(&maria, &["um", "dois", "três"]);
    desk.seconds_pass(5).await;
    let line = ana.last();
    assert_eq!(line.content.matches("não tem mais").count(), 3, "{line:?}");
    assert_eq!(line.buttons.len(), 1, "{line:?}");
    let status = ana.runs_on(line.id, "Ver situação").await;
    assert!(status.content.contains("3 arquivos"), "{status:?}");
    assert_eq!(status.buttons.len(), 1, "{status:?}");

    desk.whatsapp.end_faults();
    let told = ana.presses_on(line.id, "Tentar de novo").await;
    assert!(
        format!("{told:?}").contains("Buscando 3 arquivos"),
        "{told:?}"
    );
    desk.seconds_pass(5).await;
    let came = ana.sees_files();
    let mut each: Vec<_> = came.iter().flat_map(tags).collect();
    each.sort();
    assert_eq!(each, ["0", "1", "2"], "{}", ana.reads());
    let told = ana.presses_on(line.id, "Tentar de novo").await;
    assert!(format!("{told:?}").contains("já chegou"), "{told:?}");
}
