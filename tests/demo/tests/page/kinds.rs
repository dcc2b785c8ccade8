//! Every kind of message, once in each direction, sent and seen as people do it.

use super::stage::Stage;
use super::window::Window;
use thirtyfour::Key;

const THREAD: &str = "[data-test='thread-pane'] [data-test='message']";
/// A line of the thread that answers another one.
const QUOTING: &str = "[data-test='thread-pane'] [data-test='message']:has(button.reply-line)";
const BUBBLE: &str = "[data-test='bubble'][data-author='business']";

/// What Maria sends: where it stands in the menu, then what it is in the thread and says there.
const FROM_THE_PHONE: [(&[&str], &str, &str); 19] = [
    (&["picture"], ".attachments:not(.several) img", ""),
    (&["album"], ".attachments.several img", ""),
    (&["video"], "video", ""),
    (&["audio"], "[data-test='voice'] .voice-name", ".ogg"),
    (&["voice"], "[data-test='voice'] [data-test='waveform']", ""),
    (&["document"], "[data-test='file']", "comprovante.pdf"),
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
    (&["rarer", "form"], "", "Nome completo: Maria Souza"),
    (&["rarer", "product"], "", "Sobre o produto sofá-azul"),
    (&["rarer", "ad"], "", "Veio do anúncio"),
    (&["rarer", "group"], "", "Em um grupo do WhatsApp"),
    (&["rarer", "live_location"], "", "localização ao vivo"),
    (&["rarer", "event_creation"], "", "não mostra a empresas"),
];

impl Window {
    /// Chooses in the menu of the phone's clip.
    async fn attaches_on_phone(&self, path: &[&str]) {
        self.press("[data-test='phone-attach']").await;
        for item in path {
            self.press(&format!("[data-test='send-{item}']")).await;
        }
    }

    /// Chooses in the menu of the thread's plus sign, and sends it.
    async fn attaches_in_thread(&self, item: &str) {
        self.press("[data-test='thread-pane'] [data-test='attach']")
            .await;
        self.press(&format!("[data-test='attach-{item}']")).await;
        if item != "voice" {
            self.sees("[data-test='thread-pane'] [data-test='file-chip']")
                .await;
            self.press("[data-test='thread-pane'] [data-test='send']")
                .await;
        }
    }

    /// Chooses in the menu of the newest bubble with this text.
    async fn does_with_bubble(&self, text: &str, item: &str) {
        let open = format!(
            "(() => {{ const one = $$(\"[data-test='bubble']\").findLast((one) =>
                one.textContent.includes({}));
                one?.querySelector(\"[data-test='bubble-more']\").click();
                return Boolean(one); }})()",
            serde_json::json!(text)
        );
        self.until(&format!("a bubble with {text}"), &open).await;
        self.press(item).await;
    }

    /// Runs a command of the thread that opens a form, fills that in, and sends what it shows.
    async fn asks(&self, typed: &str, command: &str, fields: &[(&str, &str)]) {
        self.writes("[data-test='composer'][data-kind='thread']", typed)
            .await;
        self.press(&format!(
            "[data-test='picker-option'][data-command='{command}']"
        ))
        .await;
        self.press("[data-test='command-send']").await;
        for (name, value) in fields {
            let field = format!("[data-test='modal-field'][data-custom-id='{name}']");
            self.writes(&field, value).await;
        }
        self.press("[data-test='modal-submit']").await;
        self.presses_own("Enviar para").await;
    }

    /// Waits until there are more such elements than there were.
    async fn counts_more(&self, css: &str, text: &str, before: usize) {
        let more = format!(
            "$$({}).filter((one) => one.textContent.includes({})).length > {before}",
            serde_json::json!(css),
            serde_json::json!(text)
        );
        self.until(&format!("one more {css} with {text:?}"), &more)
            .await;
    }

    async fn count(&self, css: &str, text: &str) -> usize {
        let all = self.texts(css).await;
        all.iter().filter(|one| one.contains(text)).count()
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
        window.counts_more(&css, text, before).await;
    }
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
        window.counts_more(THREAD, says, before).await;
    }
    window.press("[data-test='phone-menu']").await;
    window.press("[data-test='phone-own']").await;
    window.sees("[data-test='own-phone-bar']").await;
    window.says_on_phone("Aqui é a dona, do balcão").await;
    window.reads(BUBBLE, "do balcão").await;
    window.reads(THREAD, "do balcão").await;
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_from_the_thread_stands_on_the_phone() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    for (item, shown) in [
        ("picture", "img"),
        ("album", "img"),
        ("video", "video"),
        ("audio", "[data-test='voice']"),
        ("document", "[data-test='file']"),
        ("voice", "[data-test='voice']"),
    ] {
        let css = format!("{BUBBLE} {shown}");
        let before = window.count(&css, "").await;
        window.attaches_in_thread(item).await;
        window.counts_more(&css, "", before).await;
    }
    for sticker in ["obrigado", "tchau"] {
        let css = format!("{BUBBLE} .sticker img");
        let before = window.count(&css, "").await;
        window
            .press("[data-test='thread-pane'] [data-test='stickers']")
            .await;
        window
            .press(&format!(
                "[data-test='sticker-option'][data-name='{sticker}']"
            ))
            .await;
        window.counts_more(&css, "", before).await;
    }

    window
        .asks(
            "/perguntar botoes",
            "ask buttons",
            &[
                ("body", "Amanhã?"),
                ("button1", "Pode ser"),
                ("button2", "Não"),
            ],
        )
        .await;
    window
        .press("[data-test='bubble-button'][data-label='Pode ser']")
        .await;
    window.reads(QUOTING, "Pode ser").await;
    window
        .asks(
            "/perguntar lista",
            "ask list",
            &[
                ("body", "Quando?"),
                ("button", "Ver horários"),
                ("rows", "Manhã | até as 12\nTarde"),
            ],
        )
        .await;
    window
        .reads("[data-test='list-open']", "Ver horários")
        .await;
    window.press("[data-test='list-open']").await;
    window.press_with("[data-test='list-row']", "Manhã").await;
    window.reads(QUOTING, "Manhã").await;
    window
        .asks(
            "/perguntar link",
            "ask link",
            &[
                ("body", "Boleto"),
                ("button", "Abrir"),
                ("url", "https://loja.example/boleto"),
            ],
        )
        .await;
    window.reads(BUBBLE, "https://loja.example/boleto").await;
    window
        .asks(
            "/perguntar localizacao",
            "ask location",
            &[("body", "Onde entregamos?")],
        )
        .await;
    window
        .press_with("[data-test='bubble-button']", "Enviar localização")
        .await;
    window.reads(THREAD, "📍 MASP").await;

    window
        .writes("[data-test='composer'][data-kind='thread']", "/localizacao")
        .await;
    window
        .press("[data-test='picker-option'][data-command='location']")
        .await;
    window.sees("[data-test='chip'][data-option='place']").await;
    window.types("-23.5503, -46.6342").await;
    window.press("[data-test='command-send']").await;
    window.presses_own("Enviar para").await;
    window
        .sees(&format!("{BUBBLE} [data-test='location']"))
        .await;

    // A paste that no message holds becomes a file, which is asked about.
    window
        .press("[data-test='composer'][data-kind='thread']")
        .await;
    let paste = "(() => { const data = new DataTransfer();
        data.setData('text/plain', 'Contrato. '.repeat(300));
        document.activeElement.dispatchEvent(new ClipboardEvent('paste',
            { clipboardData: data, bubbles: true, cancelable: true }));
        return true; })()";
    window.now(paste).await;
    window
        .reads(
            "[data-test='thread-pane'] [data-test='file-chip']",
            "message.txt",
        )
        .await;
    window.key(Key::Enter).await;
    window
        .press_with(
            "[data-test='thread-pane'] [data-test='button']",
            "Enviar como texto",
        )
        .await;
    window.reads(BUBBLE, "Contrato. Contrato.").await;

    window.says_on_phone("Quero o azul").await;
    window.reads(THREAD, "Quero o azul").await;
    window.does_with_message("Quero o azul", "tool-react").await;
    window.press("[data-test='emoji'][data-emoji='❤️']").await;
    window
        .reads(
            "[data-test='bubble']:has([data-test='bubble-reactions'])",
            "Quero o azul",
        )
        .await;
    window.does_with_message("Quero o azul", "tool-reply").await;
    window.says_in_thread("Separado!").await;
    window
        .reads(&format!("{BUBBLE}:has(.quoted-bubble)"), "Separado!")
        .await;
    window.closes(&[]).await;
}

impl Window {
    /// Presses a tool of the newest message of the thread with this text.
    async fn does_with_message(&self, text: &str, tool: &str) {
        let press = format!(
            "(() => {{ const one = $$({}).findLast((one) => one.textContent.includes({}));
                one?.querySelector(\"[data-test='{tool}']\").click();
                return Boolean(one); }})()",
            serde_json::json!(THREAD),
            serde_json::json!(text)
        );
        self.until(&format!("{tool} of {text}"), &press).await;
    }
}
