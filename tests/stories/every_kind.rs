//! Every kind that an agent can send, once, as the thread shows it and as the phone does.

use conecta_sandbox::blob::Blob;
use conecta_sandbox::discord::{Given, Post, StickerFormat, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Author, Content, PhoneMessage};
use insta::assert_snapshot;
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// The chat on the phone, with what is quoted and the emojis that were put on it.
fn phone(customer: &Customer<'_>) -> String {
    let chat = customer.phone.phone(customer.number());
    let line = |bubble: &PhoneMessage| {
        let mut line = match bubble.author {
            Author::Business => "< ".to_owned(),
            Author::Customer => "> ".to_owned(),
        };
        let quoted = chat
            .iter()
            .find(|other| Some(&other.id) == bubble.quotes.as_ref());
        if let Some(quoted) = quoted {
            line.push_str(&format!("«{}» ", quoted.text()));
        }
        let voice = matches!(&bubble.content, Content::Media(media) if media.voice);
        let text = bubble.text().replace('\n', "\n  ");
        line.push_str(if voice { "[voice]" } else { &text });
        for (_, emoji) in &bubble.reactions {
            line.push_str(&format!(" ({emoji})"));
        }
        line + "\n"
    };
    chat.iter().map(line).collect()
}

/// The same without the addresses, which are others in every run.
fn without_addresses(shown: &str) -> String {
    let words = shown.split_inclusive([' ', '\n']);
    let word = |word: &str| match word.find("http://127.0.0.1:") {
        Some(start) => format!("{}(link){}", &word[..start], &word[word.trim_end().len()..]),
        None => word.to_owned(),
    };
    words.map(word).collect()
}

/// Sends a post, and all of it leaves.
async fn posts(desk: &Desk, ana: &Agent<'_>, post: Post) {
    ana.person.posts(ana.place(), post).expect("posted");
    desk.settle().await;
    desk.minutes_pass(1).await;
}

/// Composes something in a form, looks at it and sends it.
async fn composes(desk: &Desk, ana: &Agent<'_>, command: &str, fields: &[(&str, &str)]) {
    let mut screen = Screen::form(desk, ana, command, fields).await;
    screen.presses("Enviar para Maria").await;
    desk.minutes_pass(1).await;
}

#[tokio::test]
async fn what_can_be_written_and_dropped_into_a_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Vocês entregam hoje?").await;
    let asked = ana.last();

    ana.replies(
        asked.id,
        "**Sim**, _até_ as ~~18~~ 20 h :smile: <:gato:99> 🎉",
    )
    .await;
    desk.minutes_pass(1).await;
    ana.person.reacts(asked.id, "❤️").expect("reacted");
    desk.settle().await;
    desk.minutes_pass(1).await;
    let file = |name: &str, bytes: &[u8]| Upload::new(name, bytes);
    for post in [
        Post::text("A sua mesa").file(file("mesa.jpg", samples::PHOTO)),
        Post::text("Três coisas")
            .file(file("a.jpg", samples::PHOTO))
            .file(file("b.png", samples::PICTURE))
            .file(file("c.pdf", samples::PAPER)),
        Post::text("Como montar").file(file("montagem.mp4", samples::FILM)),
        Post::text("O nosso toque").file(file("toque.mp3", samples::SONG)),
        Post::voice(file("voice-message.ogg", samples::VOICE)),
        Post::text("").file(file("Contrato_final.pdf", samples::PAPER)),
        Post::text("").file(file("danca.gif", samples::GIF)),
    ] {
        posts(&desk, &ana, post).await;
    }
    let drawing = desk.discord.adds_picture(samples::PICTURE);
    for (name, format) in [
        ("gato feliz", StickerFormat::Png),
        ("dança", StickerFormat::Lottie),
    ] {
        posts(&desk, &ana, Post::text("").sticker(drawing, name, format)).await;
    }
    assert_snapshot!("dropped_thread", ana.reads());
    assert_snapshot!("dropped_phone", phone(&maria));
}

#[tokio::test]
async fn what_whatsapp_takes_only_in_another_form() {
    let mut desk = Desk::unstarted(|discord, _| discord.boosted(2)).await;
    desk.is_public();
    desk.starts_again().await;
    desk.sets_up().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let file = |name: &str, bytes: &[u8]| Upload::new(name, bytes);
    let tour = Blob::made(samples::FILM, 17 * 1024 * 1024);
    for post in [
        Post::text("O selo").file(file("selo.webp", samples::STICKER)),
        Post::text("").file(file("selo-animado.webp", samples::MOVING_STICKER)),
        Post::text("Olha").file(file("danca.gif", samples::GIF)),
        Post::text("A loja").file(Upload::of("tour.mp4", tour)),
        Post::text("").file(file("tudo.7z", b"7z\xBC\xAF\x27\x1C....")),
    ] {
        posts(&desk, &ana, post).await;
    }
    for (name, format, sample) in [
        (
            "gato que pisca",
            StickerFormat::Apng,
            samples::MOVING_PICTURE,
        ),
        ("gato que dança", StickerFormat::Gif, samples::GIF),
    ] {
        let sticker = desk.discord.adds_picture(sample);
        posts(&desk, &ana, Post::text("").sticker(sticker, name, format)).await;
    }
    assert_snapshot!("converted_thread", without_addresses(&ana.reads()));
    assert_snapshot!("converted_phone", without_addresses(&phone(&maria)));
}

#[tokio::test]
async fn what_is_asked_about_and_what_is_changed_after_it_left() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Quais são as condições?").await;
    let asked = ana.last();
    let paste = |text: &str| Post::text("").file(Upload::new("message.txt", text));
    posts(&desk, &ana, paste("Entregamos em **dois** dias.")).await;
    ana.presses("Enviar como texto").await;
    desk.minutes_pass(1).await;

    ana.person.reacts(asked.id, "❤️").expect("reacted");
    desk.settle().await;
    desk.minutes_pass(1).await;
    assert!(
        phone(&maria).contains("condições? (❤️)"),
        "{}",
        phone(&maria)
    );
    ana.person.unreacts(asked.id, "❤️").expect("taken back");
    desk.settle().await;
    desk.minutes_pass(1).await;

    let price = ana.sends("Custa 10 reais").await;
    let cash = ana.sends("À vista, 8").await;
    desk.minutes_pass(1).await;
    ana.edits(price, "Custa 12 reais").await;
    ana.presses("Enviar correção").await;
    desk.minutes_pass(1).await;
    ana.deletes(cash).await;
    desk.minutes_pass(1).await;
    // Nobody has said yet what becomes of this one.
    posts(&desk, &ana, paste("A tabela interna de preços")).await;
    assert_snapshot!("changed_thread", ana.reads());
    assert_snapshot!("changed_phone", phone(&maria));
}

#[tokio::test]
async fn what_can_be_composed_in_a_form() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = [("place", Given::from("-23.5503, -46.6342"))];
    let mut screen = Screen::of(&desk, &ana, "location", &place).await;
    let named = [("name", "Loja da Ana"), ("address", "Rua das Flores, 100")];
    screen.fills("Corrigir", &named).await;
    screen.presses("Enviar para Maria").await;
    desk.minutes_pass(1).await;

    let buttons = [
        ("body", "Pode ser **amanhã**?"),
        ("button1", "Sim"),
        ("button2", "Não"),
    ];
    let list = [
        ("body", "Quando?"),
        ("button", "Ver horários"),
        ("rows", "Manhã | das 8 às 12\nTarde"),
    ];
    let link = [
        ("body", "Seu [boleto](https://antigo.example)"),
        ("button", "Abrir"),
        ("url", "https://loja.example/boleto"),
    ];
    let shown = [
        ("body", "Veja https://loja.example/vitrine"),
        ("button", "Abrir"),
        ("url", "https://loja.example/vitrine"),
    ];
    composes(&desk, &ana, "ask buttons", &buttons).await;
    composes(&desk, &ana, "ask list", &list).await;
    composes(&desk, &ana, "ask link", &link).await;
    composes(&desk, &ana, "ask link", &shown).await;
    composes(&desk, &ana, "ask location", &[("body", "Onde entregamos?")]).await;

    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    let quick = [
        ("name", "Chave Pix"),
        ("text", "{{nome}}, nossa chave é 123."),
    ];
    screen.fills("Nova", &quick).await;
    let picked = ana.picks("quick", &[], "reply", "Pix").await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[("reply", picked)]).await;
    screen.presses("Enviar para Maria").await;
    desk.minutes_pass(1).await;
    assert_snapshot!("composed_thread", ana.reads());
    assert_snapshot!("composed_phone", phone(&maria));
}

#[tokio::test]
async fn templates_with_every_header_and_every_button() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = [
        ("0", "-23,5505"),
        ("1", "-46,6342"),
        ("2", "Loja da Ana"),
        ("3", "Rua das Flores, 100"),
    ];
    let shipped = [("1", "1042"), ("2", "amanhã"), ("3", "1042")];
    let nothing = None;
    for (template, fields, file) in [
        ("saudacao", [].as_slice(), nothing),
        (
            "lembrete",
            &[("0", "sexta"), ("1", "sexta"), ("2", "14 h")],
            nothing,
        ),
        ("pedido_enviado", &shipped, nothing),
        ("cupom", &[("1", "DEZ10")], nothing),
        ("colecao", &[], Some(("colecao.jpg", samples::PHOTO))),
        (
            "boleto",
            &[("0", "R$ 120,00"), ("1", "30/11")],
            Some(("boleto.pdf", samples::PAPER)),
        ),
        ("tutorial", &[], Some(("montagem.mp4", samples::FILM))),
        ("endereco", &place, nothing),
        ("ficha", &[], nothing),
    ] {
        let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
        screen.chooses(template).await;
        if !fields.is_empty() {
            screen.fills("Preencher", fields).await;
        }
        if let Some((name, bytes)) = file {
            let file = [("file", Given::File(Upload::new(name, bytes)))];
            screen = Screen::of(&desk, &ana, "attach", &file).await;
        }
        screen.presses("Enviar modelo").await;
        desk.minutes_pass(1).await;
        // Who has not answered a template is asked about before the next one leaves.
        maria.answers("Ok").await;
    }
    assert_snapshot!("templates_thread", ana.reads());
    assert_snapshot!("templates_phone", phone(&maria));
}

#[tokio::test]
async fn the_form_that_a_template_opens_comes_back_as_an_answer_to_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("ficha").await;
    screen.says(&["Preencha a sua ficha", "Abrir a ficha"]);
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    let template = ana.last();
    let mut chat = maria.phone.phone(maria.number());
    let shown = chat.pop().expect("it arrived");
    let answers = json!({ "nome": "Maria Souza", "bairro": "Centro" });
    maria
        .phone
        .fills_in(maria.number(), Some(&shown.id), &answers);
    desk.settle().await;
    let answer = ana.last();
    assert!(answer.content.contains("Centro"), "{}", ana.reads());
    assert_eq!(answer.reply_to, Some(template.id), "{}", ana.reads());
}
