//! Every kind of message from a thread, sent by an agent and seen, pressed and answered on the
//! phone.

use serde_json::json;
use thirtyfour::Key;

use super::hands::{BUBBLE, QUOTING, THREAD};
use super::stage::Stage;
use super::window::Window;

impl Window {
    /// Waits until the company's bubbles on the phone are these: of a file what it looks like,
    /// else how its text begins.
    async fn got(&self, wanted: &[&str]) {
        let looks = [
            (".sticker img", "sticker"),
            ("img", "picture"),
            ("video", "video"),
            ("[data-test='file']", "file"),
        ];
        let all = format!(
            "$$(\"{BUBBLE}\").map((one) => {{
                const found = {}.find(([css]) => one.querySelector(css));
                const voice = one.querySelector(\"[data-test='voice']\");
                if (voice) return voice.textContent.includes('🎤') ? 'voice' : 'audio';
                return found ? found[1] : one.textContent.split(' (')[0];
            }})",
            json!(looks)
        );
        let same = format!(
            "JSON.stringify({all}) === JSON.stringify({})",
            json!(wanted)
        );
        self.until(&format!("on the phone: {wanted:?}"), &same)
            .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_file_from_the_thread_stands_on_the_phone() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    for item in [
        "picture", "album", "video", "audio", "document", "voice", "webp", "gif", "large",
    ] {
        window.attaches_in_thread(item).await;
    }
    for sticker in ["obrigado", "tchau"] {
        window.sticks_in_thread(sticker).await;
    }
    for said in [
        "«tchau.gif» vai como link",
        "«reuniao.ogg» passa do limite do WhatsApp e vai como link",
        "vai parada",
    ] {
        window.reads(THREAD, said).await;
    }
    window
        .got(&[
            "picture",
            "picture",
            "picture",
            "video",
            "audio",
            "file",
            "voice",
            "picture",
            "📎 tchau.gif",
            "📎 reuniao.ogg",
            "sticker",
            "sticker",
        ])
        .await;
    for (name, size) in [("tchau.gif", 3_105), ("reuniao.ogg", 17 * 1024 * 1024)] {
        assert_eq!(window.saves(BUBBLE, name).await, size, "{name}");
    }
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_agent_composes_is_answered_on_the_phone() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    // They leave one after another, and nobody waits for one to send the next.
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
    window
        .asks(
            "/perguntar localizacao",
            "ask location",
            &[("body", "Onde entregamos?")],
        )
        .await;
    window.types_command("/localizacao", "location").await;
    window.sees("[data-test='chip'][data-option='place']").await;
    window.types("-23.5503, -46.6342").await;
    window.press("[data-test='command-send']").await;
    window.sends_own("Enviar para").await;
    window.runs("/rapida", "quick").await;
    window.presses_own("Nova").await;
    window
        .fills(&[
            ("name", "Chave Pix"),
            ("text", "{{nome}}, nossa chave é 123."),
        ])
        .await;
    window.types_command("/rapida", "quick").await;
    window
        .press("[data-test='chip-add'][data-option='reply']")
        .await;
    window.types("Pix").await;
    window
        .press_with("[data-test='offered-option']", "Chave Pix")
        .await;
    window.press("[data-test='command-send']").await;
    window.sends_own("Enviar para").await;

    window
        .press("[data-test='bubble-button'][data-label='Pode ser']")
        .await;
    window.reads(QUOTING, "Pode ser").await;
    window
        .reads("[data-test='list-open']", "Ver horários")
        .await;
    window.press("[data-test='list-open']").await;
    window.press_with("[data-test='list-row']", "Manhã").await;
    window.reads(QUOTING, "Manhã").await;
    window.reads(BUBBLE, "https://loja.example/boleto").await;
    window
        .press_with("[data-test='bubble-button']", "Enviar localização")
        .await;
    window.reads(THREAD, "📍 MASP").await;
    window
        .sees(&format!("{BUBBLE} [data-test='location']"))
        .await;
    window.reads(BUBBLE, "Maria, nossa chave é 123.").await;
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_with_a_form_a_file_and_buttons_are_answered_on_the_phone() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    window.chooses_template("ficha").await;
    window.sends_own("Enviar modelo").await;
    window
        .press("[data-test='bubble-button'][data-label='Abrir a ficha']")
        .await;
    window.writes("[data-test='form-name']", " Lima").await;
    window
        .press("[data-test='form-day'][data-value='domingo']")
        .await;
    window.press("[data-test='form-photo']").await;
    window.press("[data-test='form-send']").await;
    for answer in [
        "Modelo «ficha»",
        "Nome completo: Maria Souza Lima",
        "Dia: domingo",
        "Entrega em casa: não",
        "📎 sala.png",
    ] {
        window.reads(QUOTING, answer).await;
    }
    window
        .counts(&format!("{QUOTING} .attachments img"), "", 1)
        .await;
    window
        .reads("[data-test='bubble']:has(.quoted-bubble)", "sala.png")
        .await;
    window
        .reads("[data-test='bubble']:has(.quoted-bubble)", "domingo")
        .await;

    window.chooses_template("boleto").await;
    window.presses_own("Preencher").await;
    window.fills(&[("0", "R$ 120,00"), ("1", "30/11")]).await;
    window.reads("[data-ephemeral='true']", "R$ 120,00").await;
    window
        .press_with("[data-test='command-mention']", "/anexar")
        .await;
    window
        .press_with("[data-test='offered-option']", "Documento")
        .await;
    window.reads("[data-test='chip']", "comprovante.pdf").await;
    window.press("[data-test='command-send']").await;
    window.sends_own("Enviar modelo").await;
    window
        .reads(&format!("{BUBBLE}:has([data-test='file'])"), "R$ 120,00")
        .await;
    window.says_on_phone("Recebi").await;
    window.reads(THREAD, "Recebi").await;

    window.chooses_template("pesquisa").await;
    window.sends_own("Enviar modelo").await;
    window
        .press("[data-test='bubble-button'][data-label='Bom']")
        .await;
    window.reads(QUOTING, "Bom").await;
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_and_what_is_done_with_them_afterwards() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
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
    let composer = "[data-test='composer'][data-kind='thread']";
    window.writes(composer, "Valeu ").await;
    window
        .press("[data-test='thread-pane'] [data-test='emojis']")
        .await;
    window
        .press("[data-test='emoji'][data-emoji='obrigado']")
        .await;
    window.key(Key::Enter).await;
    window
        .sees(&format!("{THREAD} .own-emoji[alt=':obrigado:']"))
        .await;
    // Taken back while the words still wait.
    let mine = "[data-test='reaction'][data-emoji='❤️']";
    let with_it = format!("{THREAD}:has({mine})");
    window.presses_newest(&with_it, "Quero o azul", mine).await;
    window
        .reads(&format!("{BUBBLE}:has(.quoted-bubble)"), "Separado!")
        .await;
    window.reads(BUBBLE, "Valeu :obrigado:").await;
    window.counts("[data-test='bubble-reactions']", "", 0).await;

    window.does_with_message("Separado!", "tool-edit").await;
    window.types(" Até já").await;
    window.key(Key::Enter).await;
    window.reads(THREAD, "Editada no Discord").await;
    // What is said about it quotes it, but shows no emoji.
    let thanks = format!("{THREAD}:has(.own-emoji)");
    window
        .presses_newest(&thanks, "Valeu", "[data-test='tool-more']")
        .await;
    window.press("[data-test='menu-delete']").await;
    window.reads(THREAD, "Apagada no Discord").await;

    let words: Vec<String> = (1..=900).map(|n| format!("cláusula{n}")).collect();
    window.pastes(composer, &words.join(" ")).await;
    window
        .reads(
            "[data-test='thread-pane'] [data-test='file-chip']",
            "message.txt",
        )
        .await;
    window
        .press("[data-test='thread-pane'] [data-test='send']")
        .await;
    window
        .press("[data-test='thread-pane'] [data-test='button'][data-label='Enviar como texto']")
        .await;
    for part in ["cláusula1 cláusula2 ", " cláusula899 cláusula900"] {
        window.reads(BUBBLE, part).await;
    }
    window.counts(BUBBLE, "message.txt", 0).await;
    window.closes(&[]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_phone_shows_typing_where_the_team_wants_it() {
    let Some(stage) = Stage::open().await else {
        return;
    };
    let window = stage.talk().await;
    window.sits("Dona").await;
    window.opens_channel("geral").await;
    window
        .writes("[data-test='composer'][data-kind='channel']", "/")
        .await;
    // The last one of all.
    window
        .reads("[data-test='picker-option']", "/reiniciar")
        .await;
    window.types("equipe").await;
    window
        .press("[data-test='picker-option'][data-command='team']")
        .await;
    window.press("[data-test='command-send']").await;
    window.chooses("Vendas").await;
    window.presses_own("Regras").await;
    window
        .press("[data-ephemeral='true'] [data-test='select'][aria-label*='Leitura']")
        .await;
    window
        .press_with("[data-test='select-option']", "digitando")
        .await;
    window
        .reads("[data-ephemeral='true']", "até a mensagem sair")
        .await;

    window.sits("Ana").await;
    window.opens_thread("Maria Souza").await;
    window.says_in_thread("Já vejo").await;
    window.reads("[data-test='device']", "digitando…").await;
    window.reads(BUBBLE, "Já vejo").await;
    let quiet = "!$(\"[data-test='device']\").textContent.includes('digitando…')";
    window.until("nobody types any more", quiet).await;
    window.closes(&[]).await;
}
