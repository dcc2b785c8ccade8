//! Every kind of message from a phone, sent and seen as people do it.

use thirtyfour::Key;

use super::hands::{BUBBLE, QUOTING, THREAD};
use super::stage::Stage;
use super::window::Window;

/// What Maria sends: where it stands in the menu, then what there is once more in the thread and
/// what that says there.
const FROM_THE_PHONE: [(&[&str], &str, &str); 24] = [
    (&["picture"], ".attachments:not(.several) img", ""),
    (&["album"], ".attachments.several", ""),
    (&["video"], "video", ""),
    (&["audio"], "[data-test='voice'] .voice-name", ".ogg"),
    (&["voice"], "[data-test='voice'] [data-test='waveform']", ""),
    (&["document"], "[data-test='file']", "comprovante.pdf"),
    (&["large"], "a[href*='/files/']", ""),
    (&["sticker"], ".attachments:not(.several) img", ""),
    (&["moving-sticker"], ".attachments:not(.several) img", ""),
    (&["location"], "", "📍 MASP"),
    (&["contact"], "", "👤 João Souza"),
    (&["rarer", "forwarded"], "", "↪ Encaminhada"),
    (
        &["rarer", "forwarded-often"],
        "",
        "⏩ Encaminhada muitas vezes",
    ),
    (&["rarer", "order"], "", "Pedido de 2 itens"),
    (&["rarer", "product"], "", "Sobre o produto sofá-azul"),
    (&["rarer", "ad"], "", "Veio do anúncio"),
    (&["rarer", "group"], "", "Em um grupo do WhatsApp"),
    (&["rarer", "live_location"], "", "localização ao vivo"),
    (&["rarer", "poll_creation"], "", "(enquete)"),
    (&["rarer", "event_creation"], "", "(event_creation)"),
    (&["rarer", "permit-calls"], "", "📞 Permitiu chamadas"),
    (&["rarer", "refuse-calls"], "", "📞 Não permitiu chamadas"),
    (&["rarer", "too-large"], "", "não conseguiu buscar"),
    (&["rarer", "hologram"], "", "(hologram)"),
];

/// What the company sends on its own phone: where it stands in the menu, then what there is once
/// more on Maria's phone, and in the thread with what it says there.
const FROM_THE_COMPANY: [(&str, &str, &str, &str); 10] = [
    ("picture", "img", ".attachments img", ""),
    ("video", "video", "video", ""),
    ("audio", "[data-test='voice']", ".voice-name", ".ogg"),
    ("voice", "[data-test='voice']", "[data-test='waveform']", ""),
    (
        "document",
        "[data-test='file']",
        "[data-test='file']",
        "comprovante.pdf",
    ),
    ("large", "[data-test='file']", "a[href*='/files/']", ""),
    ("sticker", "img", ".attachments img", ""),
    ("moving-sticker", "img", ".attachments img", ""),
    ("location", "[data-test='location']", "", "📍 MASP"),
    ("contact", "[data-test='contact-card']", "", "👤 João Souza"),
];

impl Window {
    /// Whether the newest pictures of the thread move, the newest last.
    async fn last_pictures_move(&self, count: usize) -> Vec<bool> {
        // An animated WebP has a part of this name.
        let look = format!(
            "Promise.all([...document.querySelectorAll(\"{THREAD} .attachments img\")]
                .slice(-{count})
                .map(async (one) => (await (await fetch(one.src)).text()).includes('ANIM')))"
        );
        serde_json::from_value(self.now(&look).await).expect("whether they move")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_from_the_phone_stands_in_the_thread() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    for (path, css, text) in FROM_THE_PHONE {
        let css = format!("{THREAD} {css}");
        let before = window.count(&css, text).await;
        window.attaches_on_phone(path).await;
        window.counts(&css, text, before + 1).await;
    }
    assert_eq!(window.last_pictures_move(2).await, [false, true]);
    let saved = window.saves(THREAD, "planta.pdf").await;
    assert_eq!(saved, 60 * 1024 * 1024, "the whole file");
    let at_the_end = "$$(\"[data-test='chat'], [data-test='messages']\").every((one) => \
        one.scrollHeight - one.scrollTop - one.clientHeight < 48)";
    window.until("lists that kept their end", at_the_end).await;

    window.says_on_phone("Quero dois").await;
    window.reads(THREAD, "Quero dois").await;
    window
        .does_with_bubble("Quero dois", "[data-test='phone-reply']")
        .await;
    window.sees("[data-test='quote-bar']").await;
    window.says_on_phone("Isso mesmo").await;
    window.reads(QUOTING, "Isso mesmo").await;
    window
        .does_with_bubble("Isso mesmo", "[data-test='phone-react'][data-emoji='❤️']")
        .await;
    window.reads(THREAD, "Reagiu com").await;
    window
        .does_with_bubble("Isso mesmo", "[data-test='phone-unreact']")
        .await;
    window.reads(THREAD, "Tirou a reação").await;
    window
        .does_with_bubble("Isso mesmo", "[data-test='phone-edit']")
        .await;
    window.sees("[data-test='edit-bar']").await;
    window.types(", dois").await;
    window.key(Key::Enter).await;
    window.reads(THREAD, "Isso mesmo, dois").await;
    window.sees("[data-test='bubble-edited']").await;
    window
        .does_with_bubble("Isso mesmo, dois", "[data-test='phone-delete']")
        .await;
    window.reads(THREAD, "Apagou «").await;

    for (item, says) in [
        ("phone-call", "abriu a janela"),
        ("phone-device", "código de segurança"),
        ("phone-new-number", "mudou de número"),
        ("phone-new-id", "A identificação de"),
    ] {
        let before = window.count(THREAD, says).await;
        window.press("[data-test='phone-menu']").await;
        window.press(&format!("[data-test='{item}']")).await;
        window.counts(THREAD, says, before + 1).await;
    }
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_company_sends_on_its_own_phone_stands_in_the_thread() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    window.press("[data-test='phone-menu']").await;
    window.press("[data-test='phone-own']").await;
    window.sees("[data-test='own-phone-bar']").await;
    for (item, there, here, text) in FROM_THE_COMPANY {
        let (there, here) = (format!("{BUBBLE} {there}"), format!("{THREAD} {here}"));
        let before = (
            window.count(&there, "").await,
            window.count(&here, text).await,
        );
        window.attaches_on_phone(&[item]).await;
        window.counts(&there, "", before.0 + 1).await;
        window.counts(&here, text, before.1 + 1).await;
    }
    window.attaches_on_phone(&["history"]).await;
    window
        .reads(THREAD, "Do histórico do celular da empresa")
        .await;
    let oldest = "Boolean($$(\"[data-test='bubble']\")[0].querySelector('img'))";
    window
        .until("what is the oldest on the phone", oldest)
        .await;

    window.says_on_phone("Aqui é a dona, do balcão").await;
    window.reads(BUBBLE, "do balcão").await;
    window.reads(THREAD, "do balcão").await;
    for (item, says) in [
        ("[data-test='phone-react'][data-emoji='🙏']", "Reagiu com"),
        ("[data-test='phone-unreact']", "Tirou a reação"),
    ] {
        window.does_with_bubble("do balcão", item).await;
        window.reads(THREAD, says).await;
    }
    window
        .does_with_bubble("do balcão", "[data-test='phone-edit']")
        .await;
    window.sees("[data-test='edit-bar']").await;
    window.types(" da esquina").await;
    window.key(Key::Enter).await;
    window.reads(THREAD, "Editado no celular da empresa").await;
    window
        .reads(
            &format!("{BUBBLE}:has([data-test='bubble-edited'])"),
            "da esquina",
        )
        .await;
    window
        .does_with_bubble("da esquina", "[data-test='phone-delete']")
        .await;
    window.reads(THREAD, "Apagado no celular").await;
    window.closes(&[]).await;
}
