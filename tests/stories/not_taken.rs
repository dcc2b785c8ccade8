//! What Discord does not take of a customer's message: the rest of it stands, and what is missing is
//! said, with the way to it. No line waits behind it.

use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{Answer, Fault, SeenMessage};
use serde_json::{Value, json};

use crate::support::Desk;
use crate::support::media::{document, photo, voice_note};

/// *Message blocked by harmful links filter*.
const HARMFUL_LINK: u32 = 240_000;

/// *Message was blocked by automatic moderation*.
const BLOCKED: u32 = 200_000;

/// *Explicit content cannot be sent to the desired recipient(s)*.
const EXPLICIT: u32 = 20_009;

const REFUSED: &str = "o Discord não aceitou este arquivo";

/// What is posted and holds this is refused, however often it is tried.
fn refuses(desk: &Desk, holding: &str, code: u32) {
    let refusal = json!({ "code": code, "message": "no" });
    let posts = Fault::on("POST", "/channels/*/messages$").holding(holding);
    desk.discord.order(posts.always().answers(400, refusal));
}

#[tokio::test]
async fn a_link_that_discord_forbids_is_read_without_effect() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    refuses(&desk, "mau.example/", HARMFUL_LINK);
    maria
        .answers("Recebi isto: https://mau.example/a?b=c.d E agora?")
        .await;
    maria.answers("Ainda aí?").await;
    let read = ana.reads();
    let shown = "Recebi isto: hxxps://mau[.]example/a?b=c[.]d E agora?";
    assert!(read.contains(shown), "{read}");
    assert!(read.contains("não aceitou um endereço"), "{read}");
    assert!(read.find(shown) < read.find("Ainda aí?"), "{read}");
}

#[tokio::test]
async fn words_that_discord_refuses_stand_there_as_a_file() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    refuses(&desk, "indizível", BLOCKED);
    maria.answers("isto é *indizível*").await;
    maria.answers("isto não").await;
    let seen = ana.person.sees(ana.place());
    let line = seen.iter().find(|message| !message.attachments.is_empty());
    let line = line.unwrap_or_else(|| panic!("no file: {}", ana.reads()));
    assert!(line.content.contains("não aceitou o texto"), "{line:?}");
    assert_eq!(line.attachments[0].filename, "mensagem.txt");
    let words = line.attachments[0].content.bytes();
    let words = String::from_utf8(words).expect("a text");
    assert!(words.contains("isto é **indizível**"), "{words}");
    assert!(line.pinged.contains(&ana.person.id()), "it waits for her");
    assert!(ana.last().content.contains("isto não"), "{}", ana.reads());
}

#[tokio::test]
async fn what_discord_takes_in_no_form_is_read_by_a_button() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // Nobody knows what these are about: they may pass.
    refuses(&desk, "indizível", 1);
    refuses(&desk, "mensagem.txt", 1);
    maria
        .answers("isto é indizível: https://mau.example/x")
        .await;
    maria.answers("isto não").await;
    assert!(!ana.reads().contains("isto não"), "{}", ana.reads());
    desk.minutes_pass(5).await;
    let read = ana.reads();
    assert!(read.contains("Uma mensagem de Maria não pôde"), "{read}");
    assert!(!read.contains("administração"), "{read}");
    assert!(read.contains("isto não"), "{read}");
    let told = ana.presses("Ler a mensagem").await;
    let Answer::Message(told) = told else {
        panic!("{told:?}");
    };
    let shown = "isto é indizível: hxxps://mau[.]example/x";
    assert!(told.ephemeral && told.content.contains(shown), "{told:?}");

    // Old buttons die; the menu of the line does the same.
    let line = ana.offered("Ler a mensagem").expect("the line");
    let status = ana.runs_on(line.id, "Ver situação").await;
    assert!(status.content.contains(shown), "{status:?}");
    // Whoever may not see the conversation may not read it either.
    let carla = desk.agent("Carla");
    assert!(carla.person.presses(line.id, "Ler a mensagem").is_err());
}

/// What stands in the thread for the picture, for this reason.
fn missing_picture<'a>(seen: &'a [SeenMessage], why: &str) -> &'a SeenMessage {
    let mut lines = seen.iter();
    let line = lines.find(|message| message.content.contains(why));
    line.unwrap_or_else(|| panic!("it is not said: {seen:?}"))
}

#[tokio::test]
async fn a_picture_that_discord_refuses_is_opened_by_its_link() {
    let desk = Desk::public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    refuses(&desk, "\"attachments\"", EXPLICIT);
    maria
        .sends(|phone, to| phone.sends_image(to, photo("x").caption("Olhe só")))
        .await;
    maria.answers("Viu?").await;
    let seen = ana.person.sees(ana.place());
    let line = missing_picture(&seen, REFUSED);
    assert!(line.content.contains("Olhe só"), "{}", ana.reads());
    let (_, rest) = line.content.split_once("<http").expect("a link");
    let (link, _) = rest.split_once('>').expect("its end");
    let opened = reqwest::get(format!("http{link}"))
        .await
        .expect("an answer");
    let bytes = opened.bytes().await.expect("the picture");
    assert!(bytes.to_vec() == photo("x").content.bytes());
    assert!(ana.last().content.contains("Viu?"), "{}", ana.reads());
}

#[tokio::test]
async fn of_an_album_only_the_picture_that_discord_refuses_is_missing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for name in ["um", "dois", "três"] {
        maria
            .phone
            .sends_image(maria.number(), photo(name).caption(name));
    }
    // The second one of the day has this in its name.
    refuses(&desk, "-0002.", EXPLICIT);
    desk.seconds_pass(5).await;
    let seen = ana.person.sees(ana.place());
    let line = missing_picture(&seen, REFUSED);
    assert!(line.content.contains("dois"), "{}", ana.reads());
    let shown = seen.iter().flat_map(|message| &message.attachments);
    let shown: Vec<_> = shown.map(|file| file.content.bytes()).collect();
    assert!(
        shown == [photo("um").content.bytes(), photo("três").content.bytes()],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn where_the_bot_may_attach_no_files_the_rest_is_said_and_nothing_waits() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let me = desk.discord.bot_user_id();
    let place = desk.company.team("Vendas").channel;
    let forbids = |what| {
        desk.discord
            .sets_member_in(place, me, bits::VIEW_CHANNEL, what)
    };
    forbids(bits::ATTACH_FILES);
    maria
        .sends(|phone, to| phone.sends_image(to, photo("x").caption("Olhe só")))
        .await;
    maria.phone.sends_voice(maria.number(), voice_note());
    desk.seconds_pass(2).await;
    maria.answers("Viu?").await;
    let seen = ana.person.sees(ana.place());
    let line = missing_picture(&seen, "não pode anexar arquivos aqui");
    assert!(line.content.contains("Olhe só"), "{}", ana.reads());
    let said = ana.reads();
    assert!(said.contains("🎤 Mensagem de voz"), "{said}");
    assert!(said.contains("Viu?"), "{said}");

    // What forbids the bot everything says nothing of a message: that waits.
    forbids(bits::SEND_MESSAGES_IN_THREADS);
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    maria.answers("E agora?").await;
    desk.minutes_pass(20).await;
    assert!(!ana.reads().contains("nota.pdf"), "{}", ana.reads());
    forbids(0);
    desk.minutes_pass(10).await;
    let read = ana.reads();
    let seen = ana.person.sees(ana.place());
    let files = seen.iter().flat_map(|message| &message.attachments);
    let names: Vec<&str> = files.map(|file| file.filename.as_str()).collect();
    assert_eq!(names, ["nota.pdf"], "{read}");
    assert_eq!(read.matches("E agora?").count(), 1, "{read}");
    assert!(!read.contains("não pôde aparecer"), "{read}");
}

#[tokio::test]
async fn of_a_form_with_more_files_than_a_message_takes_none_is_lost_to_a_refusal() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let picks = |n: usize| {
        let name = format!("p{n}.pdf");
        maria.phone.picks_file(maria.number(), document(&name))
    };
    let plans: Vec<Value> = (1..=11).map(picks).collect();
    let too_large = json!({ "code": 40_005, "message": "Request entity too large" });
    // In the form itself, which comes first, all of them are named.
    let second = Fault::on("POST", "/channels/*/messages$").holding("p11.pdf");
    desk.discord.order(second.after(1).answers(413, too_large));
    maria
        .phone
        .fills_in(maria.number(), None, &json!({ "plans": plans }));
    desk.seconds_pass(5).await;
    let seen = ana.person.sees(ana.place());
    let files = seen.iter().flat_map(|message| &message.attachments);
    assert_eq!(files.count(), 10, "{}", ana.reads());
    let last = ana.last().content;
    assert!(last.contains("«p11.pdf»"), "{}", ana.reads());
    assert!(!last.contains("«p10.pdf»"), "{}", ana.reads());
}
