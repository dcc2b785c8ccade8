//! Agents' files that cannot leave as they are, are not taken at once, or are lost on the way.

use conecta_sandbox::discord::{self, Id, Post, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault, Release, Which};
use conecta_sandbox::wire::Kind;

use crate::support::Desk;
use crate::support::people::Agent;

/// A picture of one pixel that could move and does not.
const STILL_GIF: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xFF\xFF\xFF\
    ,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Posts a file, and the time in which it can be taken back passes.
async fn posts(desk: &Desk, ana: &Agent<'_>, name: &str, bytes: &[u8]) -> Id {
    let post = Post::text("").file(Upload::new(name, bytes.to_vec()));
    let id = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    desk.seconds_pass(6).await;
    id
}

/// How often a file was handed to WhatsApp since then.
fn uploads(desk: &Desk, entry: u64) -> usize {
    let entries = desk.wire_after(entry);
    let uploads = entries.iter().filter(|entry| match &entry.kind {
        Kind::Request { method, path, .. } => method == "POST" && path.ends_with("/media"),
        _ => false,
    });
    uploads.count()
}

async fn public() -> Desk {
    let mut desk = Desk::open().await;
    desk.stop().await;
    desk.is_public();
    desk.starts_again().await;
    desk
}

#[tokio::test]
async fn a_file_that_is_gone_from_the_disk_is_fetched_from_discord_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let photo = posts(&desk, &ana, "foto.jpg", samples::PHOTO).await;
    assert_eq!(ana.marks(photo), "🕓", "{}", ana.reads());
    desk.loses_its_files();
    maria.answers("Oi!").await;
    desk.seconds_pass(30).await;
    assert_eq!(maria.got()[1..], ["[image]"], "{}", ana.reads());
}

#[tokio::test]
async fn a_file_that_nobody_has_any_more_says_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let photo = posts(&desk, &ana, "foto.jpg", samples::PHOTO).await;
    desk.loses_its_files();
    let gone = discord::Fault::on("GET", "/attachments/").always();
    desk.discord
        .order(gone.answers(404, serde_json::Value::Null));
    maria.answers("Oi!").await;
    desk.minutes_pass(10).await;
    assert_eq!(ana.marks(photo), "❌", "{}", ana.reads());
    assert!(
        ana.reads()
            .contains("O Discord não entrega mais este arquivo"),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn an_upload_that_is_refused_for_the_numbers_sake_stops_the_number() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let refused = Fault::new(Act::Error { code: 190 }).on(Endpoint::Upload);
    desk.whatsapp.order(refused);
    let entry = desk.wire.last();
    let photo = posts(&desk, &ana, "foto.jpg", samples::PHOTO).await;
    assert_eq!(ana.marks(photo), "🕓", "{}", ana.reads());
    assert!(
        ana.reads().contains("perdeu a autorização"),
        "{}",
        ana.reads()
    );
    assert_eq!(uploads(&desk, entry), 1);
    desk.minutes_pass(12).await;
    assert_eq!(maria.got(), ["[image]"], "{}", ana.reads());
}

#[tokio::test]
async fn an_upload_that_fails_for_a_moment_is_tried_again_and_still_goes_as_itself() {
    let desk = public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for code in [131_000, 131_053] {
        let fails = Fault::new(Act::Error { code }).on(Endpoint::Upload);
        desk.whatsapp.order(fails);
        posts(&desk, &ana, "foto.jpg", samples::PHOTO).await;
        desk.seconds_pass(30).await;
    }
    assert_eq!(maria.got(), ["[image]", "[image]"], "{}", ana.reads());
}

#[tokio::test]
async fn an_upload_waits_as_long_as_whatsapp_asks_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let busy = Fault::new(Act::TooMany { retry_after: 90 }).on(Endpoint::Upload);
    desk.whatsapp.order(busy);
    let entry = desk.wire.last();
    posts(&desk, &ana, "foto.jpg", samples::PHOTO).await;
    desk.seconds_pass(80).await;
    assert_eq!(uploads(&desk, entry), 1, "{}", ana.reads());
    desk.seconds_pass(30).await;
    assert_eq!(maria.got(), ["[image]"], "{}", ana.reads());
}

#[tokio::test]
async fn a_customers_file_waits_as_long_as_whatsapp_asks_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let busy = Fault::new(Act::TooMany { retry_after: 50 }).on(Endpoint::Media);
    desk.whatsapp.order(busy);
    let entry = desk.wire.last();
    let paper = crate::support::media::document("nota.pdf");
    maria
        .sends(|phone, to| phone.sends_document(to, paper))
        .await;
    desk.seconds_pass(40).await;
    let asked = |desk: &Desk| {
        let looks_up = |entry: &&conecta_sandbox::wire::Entry| match &entry.kind {
            Kind::Request { method, path, .. } => {
                let ours = path.starts_with("/v") && method == "GET";
                ours && path.rsplit('/').next().is_some_and(is_number)
            }
            _ => false,
        };
        desk.wire_after(entry).iter().filter(looks_up).count()
    };
    assert_eq!(asked(&desk), 1, "{}", ana.reads());
    desk.seconds_pass(20).await;
    assert_eq!(ana.last().attachments.len(), 1, "{}", ana.reads());
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[tokio::test]
async fn what_turns_out_to_be_something_else_is_said_before_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mut stereo = samples::VOICE.to_vec();
    let head = stereo.windows(8).position(|eight| eight == b"OpusHead");
    stereo[head.expect("it is Opus") + 9] = 2;
    let damaged = &samples::PHOTO[..samples::PHOTO.len() / 2];
    for (name, bytes, said) in [
        ("foto.jpg", damaged, "não mostraria esta imagem"),
        ("nota.jpg", samples::PAPER, "não reproduz este formato"),
        ("musica.ogg", &stereo, "não reproduz este formato"),
    ] {
        let (before, entry) = (maria.got().len(), desk.wire.last());
        posts(&desk, &ana, name, bytes).await;
        let read = ana.reads();
        let line = read
            .lines()
            .rfind(|line| line.contains("vai como documento"));
        let line = line.unwrap_or_else(|| panic!("{name}: {read}"));
        assert!(line.contains(name) && line.contains(said), "{read}");
        assert_eq!(maria.got().len(), before, "there is time to take it back");
        desk.seconds_pass(30).await;
        let got = maria.got();
        assert_eq!(got.len(), before + 1, "{name}: {}", ana.reads());
        assert!(got[before].starts_with("[document]"), "{got:?}");
        assert_eq!(uploads(&desk, entry), 1, "{name}: it is handed over once");
    }
}

#[tokio::test]
async fn what_whatsapp_could_not_play_arrives_as_a_document_in_the_end() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.fail_later(None, 131_053, false, 2);
    posts(&desk, &ana, "filme.mp4", samples::FILM).await;
    desk.minutes_pass(2).await;
    assert!(
        ana.reads().contains("«filme.mp4» vai como documento"),
        "{}",
        ana.reads()
    );
    let got = maria.got();
    assert_eq!(
        got.last().map(String::as_str),
        Some("[document] filme.mp4"),
        "{got:?}\n{}",
        ana.reads()
    );
}

#[tokio::test]
async fn what_whatsapp_could_not_use_after_something_newer_left_is_sent_again_by_a_press() {
    const FAILED: &str = "O WhatsApp não aceitou o arquivo (tipo";
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // What a file fails of is told long after it was taken.
    desk.whatsapp.withhold(Which::Statuses);
    desk.whatsapp.fail_later(None, 131_053, true, 1);
    posts(&desk, &ana, "filme.mp4", samples::FILM).await;
    desk.seconds_pass(15).await;
    ana.sends("Viu o filme?").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got(), ["Viu o filme?"], "{}", ana.reads());
    desk.whatsapp.release(Release::InOrder);
    desk.minutes_pass(1).await;
    assert!(ana.reads().contains(FAILED), "{}", ana.reads());
    desk.whatsapp.fail_later(None, 131_053, true, 1);
    ana.presses("Enviar de novo").await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.reads().matches(FAILED).count(), 2, "{}", ana.reads());
    // As it is it is no use: it goes as a document, which is said before.
    ana.presses("Enviar de novo").await;
    desk.seconds_pass(2).await;
    let read = ana.reads();
    assert!(read.contains("«filme.mp4» vai como documento"), "{read}");
    desk.minutes_pass(1).await;
    let got = maria.got();
    assert_eq!(
        got,
        ["Viu o filme?", "[document] filme.mp4"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_gif_that_stands_still_is_a_picture_wherever_it_goes() {
    let desk = public().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    posts(&desk, &ana, "parado.gif", STILL_GIF).await;
    desk.seconds_pass(30).await;
    assert_eq!(maria.got(), ["[image]"], "{}", ana.reads());
    assert!(!ana.reads().contains("vai como"), "{}", ana.reads());
}

#[tokio::test]
async fn a_reply_to_what_is_too_old_leaves_and_says_before_that_the_quote_does_not() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Azul ou verde?").await;
    let line = ana.last();
    desk.hours_pass(24 * 31).await;
    maria.answers("E aí?").await;
    let reply = ana.replies(line.id, "Verde").await;
    let told = ana.last();
    assert_eq!(
        told.content,
        "-# ⚙️ A resposta vai sem a citação: o WhatsApp não mostra citações de mensagens de mais de \
         30 dias."
    );
    assert_eq!(told.reply_to, Some(reply));
    assert_eq!(maria.got(), [""; 0], "there is time to take it back");
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Verde"]);
    let sent = format!("{:?}", desk.wire_after(0));
    assert!(!sent.contains("\"context\""), "{sent}");
}

#[tokio::test]
async fn a_reaction_to_what_is_too_old_says_that_it_stays_here() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Adorei!").await;
    let line = ana.last();
    desk.hours_pass(24 * 31).await;
    maria.answers("Oi de novo").await;
    let entry = desk.wire.last();
    ana.person.reacts(line.id, "❤️").expect("reacted");
    desk.settle().await;
    desk.seconds_pass(10).await;
    let told = ana.last();
    assert!(
        told.content.contains("A reação fica só aqui") && told.content.contains("30 dias"),
        "{}",
        ana.reads()
    );
    assert_eq!(told.reply_to, Some(line.id));
    let asked = format!("{:?}", desk.wire_after(entry));
    assert!(!asked.contains("\"reaction\""), "{asked}");
    // The line above is ours, so hers says again whose it is.
    maria.answers("Viu?").await;
    let named = ana.last().content;
    assert!(named.contains("**Maria Souza** ·"), "{named}");
}

#[tokio::test]
async fn a_picture_that_nobody_could_unpack_leaves_as_a_document_and_is_said_to() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    posts(&desk, &ana, "planta.png", samples::HUGE_PICTURE).await;
    desk.seconds_pass(20).await;
    let said = "«planta.png» vai como documento: o WhatsApp não mostraria esta imagem";
    assert!(ana.reads().contains(said), "{}", ana.reads());
    assert_eq!(maria.got(), ["[document] planta.png"], "{}", ana.reads());
}
