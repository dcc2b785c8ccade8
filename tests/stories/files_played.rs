//! Films and sound of agents: they play where they arrive, or arrive as a file whose author read so
//! before it left.

use conecta_sandbox::blob::Blob;
use conecta_sandbox::discord::{Id, Post, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::Content;

use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// The beginning of a song: AAC in MP4 without a sound in it.
const AAC_SONG: &[u8] = b"\x00\x00\x00\x14ftypM4A \x00\x00\x02\x00isom\x00\x00\x00\x08free";

/// The beginning of a film from a Mac: QuickTime without a picture in it.
const QUICKTIME: &[u8] = b"\x00\x00\x00\x14ftypqt  \x00\x00\x02\x00qt  \x00\x00\x00\x08free";

/// More than WhatsApp plays.
const LARGE: u64 = 17 * 1024 * 1024;

/// Drops a file into the thread, with words beside it.
async fn drops(desk: &Desk, ana: &Agent<'_>, words: &str, file: Upload) -> Id {
    let post = Post::text(words).file(file);
    let id = ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    id
}

/// The bytes of the files on the phone.
fn bytes(customer: &Customer<'_>) -> Vec<Vec<u8>> {
    let chat = customer.phone.phone(customer.number());
    let files = chat.into_iter().filter_map(|bubble| match bubble.content {
        Content::Media(media) => media.content,
        _ => None,
    });
    files.map(|file| file.bytes()).collect()
}

#[tokio::test]
async fn a_film_plays_there_with_its_words_below_and_sound_plays_below_its_words() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let film = Upload::new("montagem.mp4", samples::FILM);
    let film = drops(&desk, &ana, "Veja **como** montar", film).await;
    desk.seconds_pass(30).await;
    for (name, sound) in [("toque.mp3", samples::SONG), ("aviso.m4a", AAC_SONG)] {
        drops(&desk, &ana, "Ouça", Upload::new(name, sound)).await;
        desk.seconds_pass(30).await;
    }
    assert_eq!(
        maria.got(),
        [
            "[video] Veja *como* montar",
            "Ouça",
            "[audio]",
            "Ouça",
            "[audio]"
        ],
        "{}",
        ana.reads()
    );
    let sent = [samples::FILM, samples::SONG, AAC_SONG].map(<[u8]>::to_vec);
    assert_eq!(bytes(&maria), sent, "the very files");
    assert_eq!(ana.marks(film), "☑\u{FE0F}", "{}", ana.reads());
    assert!(!ana.reads().contains("vai como"), "{}", ana.reads());
}

#[tokio::test]
async fn a_film_and_a_song_wait_in_the_queue_and_leave_in_their_order() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let film = drops(&desk, &ana, "", Upload::new("a.mp4", samples::FILM)).await;
    let song = drops(&desk, &ana, "", Upload::new("b.mp3", samples::SONG)).await;
    ana.sends("Gostou?").await;
    assert_eq!(
        (ana.marks(film), ana.marks(song)),
        ("🕓".into(), "🕓".into())
    );
    maria.answers("Oi!").await;
    desk.seconds_pass(60).await;
    assert_eq!(
        maria.got()[1..],
        ["[video]", "[audio]", "Gostou?"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn over_the_limit_they_go_as_links_and_that_is_said_before() {
    let mut desk = Desk::with(|discord, _| discord.boosted(2)).await;
    desk.stop().await;
    desk.is_public();
    desk.starts_again().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for (name, head) in [("longo.mp4", samples::FILM), ("longo.mp3", samples::SONG)] {
        let before = maria.got().len();
        let file = Upload::of(name, Blob::made(head, LARGE));
        drops(&desk, &ana, "Veja", file).await;
        let said = format!("«{name}» passa do limite do WhatsApp e vai como link");
        assert!(ana.reads().contains(&said), "{}", ana.reads());
        assert_eq!(maria.got().len(), before, "there is time to take it back");
        desk.seconds_pass(30).await;
        let link = format!("Veja\n📎 {name} (17,8 MB), até ");
        let got = maria.got();
        assert!(got[before].starts_with(&link), "{got:?}");
    }
}

#[tokio::test]
async fn over_the_limit_and_without_a_public_address_they_stay_and_say_what_helps() {
    let desk = Desk::with(|discord, _| discord.boosted(2)).await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    for (name, head) in [("longo.mp4", samples::FILM), ("longo.dat", samples::FILM)] {
        let file = Upload::of(name, Blob::made(head, LARGE));
        let film = drops(&desk, &ana, "", file).await;
        desk.seconds_pass(30).await;
        assert_eq!(ana.marks(film), "❌", "{}", ana.reads());
        let said = "O arquivo passa de tudo o que pode ir para Maria. Envie um menor, ou peça à \
                    administração o endereço público";
        assert!(ana.last().content.contains(said), "{}", ana.reads());
    }
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn what_whatsapp_does_not_play_says_how_it_goes_whatever_it_is_called() {
    let mut desk = Desk::open().await;
    desk.stop().await;
    desk.is_public();
    desk.starts_again().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // There it has the ending of what it is.
    for (name, there) in [
        ("do-mac.mov", "do-mac.mov"),
        ("renomeado.mp4", "renomeado.mp4.mov"),
    ] {
        let before = maria.got().len();
        drops(&desk, &ana, "", Upload::new(name, QUICKTIME)).await;
        desk.seconds_pass(6).await;
        let said = format!("«{name}» vai como link: o WhatsApp não aceita este tipo de arquivo");
        assert!(ana.reads().contains(&said), "{}", ana.reads());
        assert_eq!(maria.got().len(), before, "there is time to take it back");
        desk.seconds_pass(30).await;
        let link = format!("📎 {there} (");
        let got = maria.got();
        assert!(got[before].starts_with(&link), "{got:?}\n{}", ana.reads());
    }
}

#[tokio::test]
async fn a_long_recording_says_that_the_customer_has_to_fetch_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let said = "é uma gravação longa: no celular aparece com o ícone de baixar";
    let short = Post::voice(Upload::new("voice-message.ogg", samples::VOICE));
    ana.person.posts(ana.place(), short).expect("posted");
    desk.settle().await;
    assert!(!ana.reads().contains(said), "{}", ana.reads());
    let long = Post::voice(Upload::new("voice-message.ogg", long_recording()));
    ana.person.posts(ana.place(), long).expect("posted");
    desk.settle().await;
    assert!(ana.reads().contains(said), "{}", ana.reads());
    assert_eq!(maria.got(), [""; 0], "there is time to take it back");
    desk.seconds_pass(60).await;
    assert_eq!(maria.got(), ["[audio]", "[audio]"], "{}", ana.reads());
}

/// A recording of more than 512 KB: three minutes of packets of 20 ms.
fn long_recording() -> Vec<u8> {
    use ogg::writing::{PacketWriteEndInfo, PacketWriter};
    let mut file = Vec::new();
    let mut writer = PacketWriter::new(&mut file);
    let mut write = |packet: Vec<u8>, end, position| {
        let written = writer.write_packet(packet, 7, end, position);
        written.expect("memory is enough");
    };
    let head = [b"OpusHead\x01\x01\x38\x01".as_slice(), &[0; 7]].concat();
    write(head, PacketWriteEndInfo::EndPage, 0);
    let tags = b"OpusTags\0\0\0\0\0\0\0\0".to_vec();
    write(tags, PacketWriteEndInfo::EndPage, 0);
    for nth in 1..=9_000 {
        let packet = [vec![1 << 3], vec![0; 63]].concat();
        write(packet, PacketWriteEndInfo::NormalPacket, nth * 960);
    }
    write(vec![1 << 3], PacketWriteEndInfo::EndStream, 9_001 * 960);
    file
}
