//! What customers send that is no text stands in the thread as they sent it.

use conecta_sandbox::discord::SeenMessage;
use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Act, Attachment, Endpoint, Fault};

use crate::support::Desk;
use crate::support::media::{document, film, photo, sticker, voice_note};
use crate::support::people::Agent;

/// The files of the newest message: name, type and bytes.
fn files(message: &SeenMessage) -> Vec<(String, Option<String>, Vec<u8>)> {
    let files = message.attachments.iter();
    files
        .map(|file| {
            let mime = file.content_type.clone();
            (file.filename.clone(), mime, file.content.bytes())
        })
        .collect()
}

fn one(agent: &Agent<'_>) -> (String, Option<String>, Vec<u8>) {
    let message = agent.last();
    let mut files = files(&message);
    assert_eq!(files.len(), 1, "{}", agent.reads());
    files.remove(0)
}

#[tokio::test]
async fn each_kind_of_file_stands_in_the_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;

    let sent = photo("a praia").caption("Olha a *praia*");
    maria
        .sends(|phone, to| phone.sends_image(to, sent.clone()))
        .await;
    let (name, mime, bytes) = one(&ana);
    assert_eq!(
        (mime.as_deref(), bytes),
        (Some("image/jpeg"), sent.content.bytes())
    );
    assert!(
        name.starts_with("IMG-20261123-") && name.ends_with(".jpg"),
        "{name}"
    );
    assert!(
        ana.last().content.contains("Olha a **praia**"),
        "{}",
        ana.reads()
    );

    maria
        .sends(|phone, to| phone.sends_video(to, film("as ondas")))
        .await;
    let (name, mime, bytes) = one(&ana);
    assert_eq!(
        (mime.as_deref(), bytes),
        (Some("video/mp4"), film("as ondas").content.bytes())
    );
    assert!(name.starts_with("VID-") && name.ends_with(".mp4"), "{name}");
    assert_eq!(ana.last().content, "", "nothing was written to it");

    let song = Attachment::new("audio/mpeg", *b"ID3\x04\x00\x00\x00\x00\x00\x00um samba");
    maria
        .sends(|phone, to| phone.sends_audio(to, song.clone()))
        .await;
    let (name, _, bytes) = one(&ana);
    assert_eq!(bytes, song.content.bytes());
    assert!(name.starts_with("AUD-") && name.ends_with(".mp3"), "{name}");

    for sample in [samples::STICKER, samples::MOVING_STICKER] {
        let sent = sticker(sample);
        maria
            .sends(|phone, to| phone.sends_sticker(to, sent.clone()))
            .await;
        let (name, mime, bytes) = one(&ana);
        assert_eq!(mime.as_deref(), Some("image/webp"));
        assert!(bytes == sample, "still or moving, it is the very sticker");
        assert!(
            name.starts_with("STK-") && name.ends_with(".webp"),
            "{name}"
        );
    }

    maria
        .sends(|phone, to| phone.sends_document(to, document("Contrato-2026.pdf")))
        .await;
    let (name, mime, bytes) = one(&ana);
    assert_eq!(name, "Contrato-2026.pdf");
    assert_eq!(
        (mime.as_deref(), bytes),
        (Some("application/pdf"), document("").content.bytes())
    );
}

#[tokio::test]
async fn a_voice_note_is_played_where_it_stands() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria
        .sends(|phone, to| phone.sends_voice(to, voice_note()))
        .await;
    let seen = ana.person.sees(ana.place());
    let [.., told, voice] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    assert!(told.content.starts_with("**Maria"), "{}", ana.reads());
    assert_eq!(
        told.pinged,
        [ana.person.id()],
        "it carries no mention itself"
    );
    assert_eq!(voice.content, "");
    assert_eq!(voice.attachments[0].seconds, Some(2.0));
    assert!(voice.attachments[0].content == voice_note().content);

    // The next one of the burst needs no name, and what is no recording is an ordinary file.
    let odd = Attachment::new("audio/ogg; codecs=opus", *b"OggS nothing that plays");
    maria
        .sends(|phone, to| phone.sends_voice(to, voice_note()))
        .await;
    maria.sends(|phone, to| phone.sends_voice(to, odd)).await;
    let seen = ana.person.sees(ana.place());
    let seconds: Vec<Option<f64>> = seen
        .iter()
        .filter_map(|message| message.attachments.first())
        .map(|file| file.seconds)
        .collect();
    assert_eq!(seconds, [Some(2.0), Some(2.0), None], "{}", ana.reads());
}

#[tokio::test]
async fn where_the_bot_may_send_no_voice_messages_a_voice_note_is_a_file() {
    let desk = Desk::with(|discord, _| {
        discord.everyone_may(bits::EVERYONE & !bits::SEND_VOICE_MESSAGES);
        discord.bot_may(bits::BOT & !bits::SEND_VOICE_MESSAGES);
    })
    .await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria
        .sends(|phone, to| phone.sends_voice(to, voice_note()))
        .await;
    maria.answers("Ouviu?").await;
    let seen = ana.person.sees(ana.place());
    let [.., voice, text] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    assert_eq!(voice.attachments[0].seconds, None);
    assert!(voice.attachments[0].content == voice_note().content);
    assert_eq!(text.content, "Ouviu?", "what comes after it is not held up");
    let found = desk
        .agent("Dona")
        .in_team("Vendas")
        .runs("diagnostics", &[])
        .await;
    assert!(
        format!("{found:?}").contains("Sem a permissão Send Voice Messages"),
        "{found:?}"
    );
}

#[tokio::test]
async fn a_file_is_what_it_is_and_not_what_it_is_called() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let said = Attachment::new("image/jpeg", page.clone());
    maria.sends(|phone, to| phone.sends_image(to, said)).await;
    let (name, mime, bytes) = one(&ana);
    assert!(name.ends_with(".jpg.html"), "{name}");
    assert_eq!((mime.as_deref(), bytes), (Some("text/html"), page));
    warns(&ana, "Chegou como JPG, mas é HTML");

    let drawing = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    let said = Attachment::new("image/png", drawing);
    maria.sends(|phone, to| phone.sends_sticker(to, said)).await;
    let (name, mime, _) = one(&ana);
    assert!(name.ends_with(".svg"), "{name}");
    assert_eq!(mime.as_deref(), Some("image/svg+xml"));
    warns(&ana, "Chegou como PNG, mas é SVG");

    let program = Attachment::new(
        "application/pdf",
        *b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0",
    );
    let program = program.filename("boleto.pdf");
    maria
        .sends(|phone, to| phone.sends_document(to, program))
        .await;
    let (name, ..) = one(&ana);
    assert!(!name.ends_with(".pdf"), "{name}");
    warns(&ana, "Chegou como PDF, mas é EXE");
    warns(&ana, "É um programa");

    // One that says so is a program all the same, and so is a text that a machine runs.
    let said = "application/vnd.android.package-archive";
    let app = Attachment::new(said, archive(1, 1_000));
    let script = Attachment::new("text/plain", *b"@echo off");
    for (program, name) in [(app, "jogo.apk"), (script, "boleto.pdf.bat")] {
        let program = program.filename(name);
        maria
            .sends(|phone, to| phone.sends_document(to, program))
            .await;
        assert_eq!(one(&ana).0, name);
        let said = ana.last().content;
        assert_eq!(said.matches("⚠️").count(), 1, "{said}");
        warns(&ana, "É um programa");
    }
    assert_eq!(ana.reads().matches("⚠️").count(), 6, "{}", ana.reads());
}

/// The newest line says this of its file, in a line of ours.
fn warns(agent: &Agent<'_>, what: &str) {
    let said = agent.last().content;
    let warned = said.lines().any(|line| {
        let ours = line.strip_prefix("-# ⚙️ ⚠️ ");
        ours.is_some_and(|ours| ours.starts_with(what))
    });
    assert!(warned, "{what} in {said}");
}

#[tokio::test]
async fn a_picture_of_any_dimensions_is_posted_as_it_is_with_a_warning() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let sent = Attachment::new("image/png", samples::HUGE_PICTURE);
    maria.sends(|phone, to| phone.sends_image(to, sent)).await;
    let (_, mime, bytes) = one(&ana);
    assert_eq!(mime.as_deref(), Some("image/png"));
    assert!(bytes == samples::HUGE_PICTURE, "it stays as it came");
    warns(&ana, "A imagem diz ter 30.000 × 30.000 pontos");

    let moving = b"RIFF\xff\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff".to_vec();
    let sent = Attachment::new("image/webp", moving.clone());
    maria.sends(|phone, to| phone.sends_sticker(to, sent)).await;
    assert_eq!(one(&ana).2, moving);
    warns(&ana, "A imagem diz ter 16.777.216 × 16.777.216 pontos");
}

/// An archive of so many entries, each of which says that so many bytes come out of it.
fn archive(entries: usize, bytes: u32) -> Vec<u8> {
    let mut file = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    file.resize(64, 0);
    for _ in 0..entries {
        let mut entry = b"PK\x01\x02".to_vec();
        entry.resize(24, 0);
        entry.extend(bytes.to_le_bytes());
        entry.resize(46, 0);
        file.extend(entry);
    }
    file.extend(b"PK\x05\x06");
    file.extend([0; 12]);
    file.extend(64_u32.to_le_bytes());
    file.extend([0; 2]);
    file
}

/// An archive that says to be far larger than it looks.
fn bomb(entries: usize) -> Vec<u8> {
    archive(entries, u32::MAX)
}

#[tokio::test]
async fn an_archive_is_never_unpacked_and_says_how_far_it_swells() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let zip = "application/zip";
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    for (said, name) in [(zip, "fotos.zip"), (docx, "contrato.docx")] {
        let sent = Attachment::new(said, bomb(1_000)).filename(name);
        maria
            .sends(|phone, to| phone.sends_document(to, sent))
            .await;
        let (shown, mime, bytes) = one(&ana);
        assert_eq!((shown.as_str(), mime.as_deref()), (name, Some(said)));
        assert!(bytes == bomb(1_000), "it stays as it came");
        warns(&ana, "Diz virar 4.294.967,3 MB ao ser descompactado");
    }
    let tame = Attachment::new(zip, archive(1, 1_000)).filename("fotos.zip");
    maria
        .sends(|phone, to| phone.sends_document(to, tame))
        .await;
    assert!(!ana.last().content.contains("⚠️"), "{}", ana.reads());
}

#[tokio::test]
async fn an_archive_that_nobody_can_look_into_says_so() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mime = "application/x-7z-compressed";
    let sent = Attachment::new(mime, *b"7z\xBC\xAF\x27\x1C\0\x04....").filename("fotos.7z");
    maria
        .sends(|phone, to| phone.sends_document(to, sent))
        .await;
    assert_eq!(one(&ana).0, "fotos.7z");
    warns(
        &ana,
        "Não dá para ver tudo o que este arquivo compactado traz",
    );
}

#[tokio::test]
async fn an_archive_that_begins_with_something_else_says_how_far_it_swells_all_the_same() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mut masked = b"\x7fnada".to_vec();
    masked.extend(bomb(1_000));
    // Whoever unpacks counts back from the end.
    let at = masked.len() - 10;
    masked[at..at + 4].copy_from_slice(&46_000_u32.to_le_bytes());
    let sent = Attachment::new("application/zip", masked).filename("fotos.zip");
    maria
        .sends(|phone, to| phone.sends_document(to, sent))
        .await;
    warns(&ana, "Diz virar 4.294.967,3 MB ao ser descompactado");
}

#[tokio::test]
async fn in_an_album_it_is_told_which_picture_is_not_what_it_seems() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    maria.phone.sends_image(number, photo("um"));
    let page = Attachment::new("image/jpeg", *b"<!doctype html><script>");
    maria.phone.sends_image(number, page);
    desk.seconds_pass(5).await;
    assert_eq!(ana.last().attachments.len(), 2, "{}", ana.reads());
    warns(&ana, "2 · Chegou como JPG, mas é HTML");
}

#[tokio::test]
async fn a_photo_is_the_customers_message_like_any_other() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Pode mandar uma foto?").await;
    let wamid = maria
        .sends(|phone, to| phone.sends_image(to, photo("o defeito").caption("Quebrou aqui")))
        .await;
    let mirrored = ana.last();
    assert!(
        mirrored.content.starts_with("**Maria"),
        "{}",
        mirrored.content
    );
    assert_eq!(
        mirrored.pinged,
        [ana.person.id()],
        "Ana is told as of any answer"
    );
    ana.replies(mirrored.id, "Entendi, já troco").await;
    desk.seconds_pass(6).await;
    let answer = maria.phone.phone(maria.number()).pop().expect("an answer");
    assert_eq!(
        answer.quotes.as_deref(),
        Some(wamid.as_str()),
        "her photo is quoted"
    );
}

#[tokio::test]
async fn no_name_of_a_file_does_any_harm() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Seguem os documentos").await;
    let endless = format!("{}.pdf", "a".repeat(300));
    for hostile in [
        "../../etc/passwd",
        "linha\num\r\ndois.pdf",
        "nota\u{202e}fdp.exe",
        "con",
        endless.as_str(),
        "@everyone **grátis** [clique](http://mal.example).pdf",
        "",
    ] {
        maria
            .sends(|phone, to| phone.sends_document(to, document(hostile)))
            .await;
        let (name, _, bytes) = one(&ana);
        assert_eq!(bytes, document("").content.bytes(), "{hostile:?}");
        assert!(name.ends_with(".pdf"), "{hostile:?} became {name:?}");
        assert!(name.chars().count() <= 120, "{hostile:?} became {name:?}");
        let bad = |c: char| c.is_control() || "/\\\u{202e}".contains(c);
        assert!(!name.contains(bad), "{hostile:?} became {name:?}");
        match hostile {
            "" => assert_eq!(ana.last().content, "", "{}", ana.reads()),
            _ => warns(&ana, "O nome que o cliente deu a este arquivo"),
        }
        let said = ana.last().content;
        let acts = ["@everyone", "http:", "\u{202e}", ".."];
        assert!(!acts.iter().any(|sign| said.contains(sign)), "{said}");
        assert_eq!(ana.last().pinged, [], "{said}");
    }
    maria
        .sends(|phone, to| phone.sends_document(to, document("Contrato 2026")))
        .await;
    // The server of Discord has its own mind about spaces.
    assert_eq!(one(&ana).0, "Contrato_2026.pdf");
    assert_eq!(ana.last().content, "", "only its ending was missing");
}

#[tokio::test]
async fn the_order_stays_when_a_file_takes_its_time() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let slow = Fault::new(Act::Delay(std::time::Duration::from_secs(10)));
    desk.whatsapp.order(slow.on(Endpoint::Download));
    maria
        .sends(|phone, to| phone.sends_document(to, document("planta.pdf")))
        .await;
    maria.answers("É esta a planta").await;
    assert!(
        !ana.reads().contains("É esta"),
        "it waits for the file: {}",
        ana.reads()
    );
    desk.seconds_pass(10).await;
    let read = ana.reads();
    let (file, text) = (read.find("planta.pdf"), read.find("É esta a planta"));
    assert!(file.is_some() && file < text, "{read}");
}

#[tokio::test]
async fn a_file_that_was_under_way_comes_after_a_crash() {
    let mut desk = Desk::open().await;
    let (_, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(Act::Hang).on(Endpoint::Download));
    maria
        .phone
        .sends_document(maria.number(), document("planta.pdf"));
    desk.seconds_pass(5).await;
    desk.kill().await;
    desk.whatsapp.let_go();
    desk.starts_again().await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    let (name, _, bytes) = one(&ana);
    assert_eq!(
        (name.as_str(), bytes),
        ("planta.pdf", document("").content.bytes())
    );
    assert_eq!(
        ana.reads().matches("planta.pdf").count(),
        1,
        "{}",
        ana.reads()
    );
}
