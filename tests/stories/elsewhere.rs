//! What is written elsewhere than in the customer's own chat with the desk: on the company's own
//! phone, in a group; and what WhatsApp says of a number rather than of a message.

use chrono::TimeDelta;
use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault};
use serde_json::json;

use crate::support::Desk;
use crate::support::media::{document, photo, voice_note};
use crate::support::webhook;

const MARIA: &str = "Maria Souza";

#[tokio::test]
async fn what_the_company_writes_on_its_own_phone_stands_in_the_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let phone = desk.whatsapp.own_phone(SALES);
    let sent = phone.writes(
        MARIA,
        "Oi Maria, aqui é o *dono*.\n-# ⚙️ @everyone\nTe ligo já",
    );
    maria.answers("Tá bom").await;
    phone.edits(MARIA, &sent, "Oi Maria, te ligo às 15 h");
    phone.sends_image(MARIA, photo("o sofá").caption("O sofá"));
    phone.takes_back(MARIA, &sent);
    desk.settle().await;
    maria.phone.replies(SALES, &sent_last(&maria), "Lindo!");
    desk.settle().await;
    insta::assert_snapshot!("own_phone", ana.reads());
}

#[tokio::test]
async fn a_file_of_the_companys_phone_stands_in_the_thread_and_goes_nowhere() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let phone = desk.whatsapp.own_phone(SALES);
    let sofa = photo("o sofá").caption("O *sofá*");
    phone.sends_image(MARIA, sofa.clone());
    desk.settle().await;
    let line = ana.last();
    assert_eq!(
        line.content,
        "-# 📱 Enviado pelo celular da empresa\n> O **sofá**"
    );
    assert!(line.attachments[0].content == sofa.content);
    assert!(line.pinged.is_empty(), "nobody is called");
    phone.sends_document(MARIA, document("Contrato-2026.pdf"));
    phone.sends_voice(MARIA, voice_note());
    desk.settle().await;
    let seen = ana.person.sees(ana.place());
    let [.., paper, told, voice] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    for line in [paper, told] {
        assert_eq!(line.content, "-# 📱 Enviado pelo celular da empresa");
    }
    assert_eq!(paper.attachments[0].filename, "Contrato-2026.pdf");
    assert_eq!(voice.attachments[0].seconds, Some(2.0));
    let note = ana.replies(voice.id, "quem gravou?").await;
    maria.answers("Lindo!").await;
    assert!(ana.last().content.starts_with("**Maria Souza**"));
    desk.minutes_pass(1).await;
    assert_eq!(ana.marks(note), "🔒");
    assert_eq!(desk.whatsapp.deliveries(SALES, MARIA), []);
}

#[tokio::test]
async fn a_file_of_the_companys_phone_that_is_late_follows_its_line() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let phone = desk.whatsapp.own_phone(SALES);
    let down = Act::Answer {
        status: 503,
        body: "<html>Service Unavailable</html>".to_owned(),
    };
    let down = Fault::new(down).on(Endpoint::Media).always();
    desk.whatsapp.order(down);
    phone.sends_image(MARIA, photo("o sofá"));
    desk.minutes_pass(1).await;
    let line = ana.last();
    assert_eq!(
        line.content,
        "-# 📱 Enviado pelo celular da empresa\n\
         > 🖼️ Foto · ⏳ ainda está chegando; aparece aqui assim que vier"
    );
    maria.answers("Que foto?").await;
    desk.whatsapp.end_faults();
    desk.minutes_pass(6).await;
    let seen = ana.sees_files();
    let [late] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    assert_eq!(late.content, "-# 📱 Enviado pelo celular da empresa");
    assert_eq!(late.reply_to, Some(line.id));
    let note = ana.replies(late.id, "esta").await;
    maria.answers("Ah, essa").await;
    assert!(
        ana.last().content.starts_with("**Maria Souza**"),
        "that line was not hers: {}",
        ana.reads()
    );
    desk.seconds_pass(10).await;
    assert_eq!(ana.marks(note), "🔒");
}

#[tokio::test]
async fn a_file_of_the_companys_phone_that_does_not_come_is_opened_there() {
    let desk = Desk::open().await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    let gone = Act::Answer {
        status: 404,
        body: "Not found".to_owned(),
    };
    let gone = Fault::new(gone).on(Endpoint::Download);
    desk.whatsapp.order(gone.times(2));
    let phone = desk.whatsapp.own_phone(SALES);
    phone.sends_document(MARIA, document("Contrato-2026.pdf"));
    desk.settle().await;
    let line = ana.last();
    assert_eq!(
        line.content,
        "-# 📱 Enviado pelo celular da empresa\n\
         > 📄 «Contrato-2026.pdf» · abra no celular da empresa"
    );
    ana.presses("Tentar de novo").await;
    desk.seconds_pass(2).await;
    let late = ana.last();
    assert_eq!(late.attachments.len(), 1, "{}", ana.reads());
    assert_eq!(late.reply_to, Some(line.id));
}

/// The newest message that the customer's phone shows from the company.
fn sent_last(customer: &crate::support::people::Customer<'_>) -> String {
    let chat = customer.phone.phone(customer.number());
    let business = conecta_sandbox::whatsapp::Author::Business;
    let newest = chat.iter().rfind(|bubble| bubble.author == business);
    newest.expect("the company wrote").id.clone()
}

#[tokio::test]
async fn whoever_was_answered_on_the_phone_waits_no_more_and_nobody_is_called() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Bom dia!").await;
    maria.answers("Cadê meu sofá?").await;
    let calls = || {
        let seen = ana.person.sees(ana.place());
        let calls = seen.iter().filter(|m| m.pinged.contains(&ana.person.id()));
        calls.count()
    };
    let before = calls();
    desk.whatsapp.own_phone(SALES).writes(MARIA, "Chega hoje");
    desk.minutes_pass(30).await;
    assert_eq!(calls(), before, "{}", ana.reads());
    assert!(!ana.reads().contains("espera resposta"), "{}", ana.reads());
    let inbox = ana.runs("conversations", &[]).await;
    assert!(
        !inbox.all_text().contains("Maria Souza** · espera"),
        "{inbox:?}"
    );
}

#[tokio::test]
async fn it_opens_no_window() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    desk.whatsapp.own_phone(SALES).writes(MARIA, "Tudo certo?");
    desk.settle().await;
    let queued = ana.sends("Posso ajudar?").await;
    desk.minutes_pass(1).await;
    assert!(ana.marks(queued).contains('🕓'), "{}", ana.reads());
    assert!(!maria.got().contains(&"Posso ajudar?".to_owned()));
}

#[tokio::test]
async fn a_line_of_the_phone_is_answered_by_nobody() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.own_phone(SALES).writes(MARIA, "Oi");
    desk.settle().await;
    let line = ana.last().id;
    let note = ana.replies(line, "quem mandou isso?").await;
    desk.seconds_pass(10).await;
    assert_eq!(ana.marks(note), "🔒");
    assert_eq!(maria.got(), ["Oi"]);
}

#[tokio::test]
async fn without_an_open_conversation_it_opens_none() {
    let desk = Desk::open().await;
    desk.whatsapp.own_phone(SALES).writes(MARIA, "Oi");
    let maria = desk.customer("Maria");
    maria.phone.writes_in_group(SALES, "grupo-1", "Alguém aí?");
    desk.settle().await;
    assert_eq!(desk.threads("Maria"), []);
}

#[tokio::test]
async fn a_message_in_a_group_is_labelled_and_opens_nothing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    maria
        .phone
        .writes_in_group(SALES, "grupo-1", "Quem tem o *endereço*?");
    desk.settle().await;
    let line = ana.last();
    assert_eq!(
        line.content,
        "**Maria Souza** · 👥 Em um grupo do WhatsApp: o que você escrever aqui vai só para Maria.\n\
         Quem tem o **endereço**?"
    );
    assert!(line.pinged.is_empty(), "nobody was asked anything");
    let queued = ana.sends("Rua A, 10").await;
    desk.minutes_pass(1).await;
    assert!(ana.marks(queued).contains('🕓'), "{}", ana.reads());
}

#[tokio::test]
async fn a_picture_in_a_group_is_shown() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria
        .sends(|phone, to| phone.sends_image_in_group(to, "grupo-1", photo("grupo")))
        .await;
    let line = ana.last();
    assert!(line.content.contains("👥"), "{}", ana.reads());
    assert_eq!(line.attachments.len(), 1, "{}", ana.reads());
}

/// A text that WhatsApp tells of out of the history of the phone.
async fn history(desk: &Desk, id: &str, text: &str) {
    let long_ago = desk.clock.now() - TimeDelta::days(30);
    let message = json!({
        "from": "5511987654321", "id": id, "type": "text", "text": { "body": text },
        "timestamp": long_ago.timestamp().to_string(),
    });
    webhook::arrives(desk, webhook::history(SALES, message)).await;
    desk.seconds_pass(2).await;
}

#[tokio::test]
async fn what_the_history_of_the_phone_tells_is_no_answer() {
    let desk = Desk::open().await;
    history(&desk, "wamid.h1", "Oi de antes").await;
    assert_eq!(desk.threads("Maria"), [], "it opens nothing");
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let queued = ana.sends("Posso ajudar?").await;
    history(&desk, "wamid.h2", "Obrigada").await;
    let line = ana.last();
    assert_eq!(
        line.content,
        "**Maria Souza** · 🕰️ Do histórico do celular da empresa, de 25/10 11:00\nObrigada",
    );
    assert!(line.pinged.is_empty(), "nobody was asked anything");
    desk.minutes_pass(1).await;
    assert!(ana.marks(queued).contains('🕓'), "{}", ana.reads());
    assert_eq!(maria.got(), ["Bom dia!"]);
}

#[tokio::test]
async fn a_number_that_whatsapp_reports_as_locked_is_stopped() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.reports_trouble(SALES, 130_429);
    ana.sends("Oi").await;
    assert_eq!(maria.got(), ["Oi"], "too many at once stops nothing");
    desk.whatsapp.reports_trouble(SALES, 131_031);
    desk.settle().await;
    let waits = ana.sends("Tudo bem?").await;
    desk.seconds_pass(10).await;
    assert!(ana.marks(waits).contains('🕓'), "{}", ana.reads());
    assert!(
        ana.reads().contains("restringiu a conta"),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_long_line_of_the_phone_stands_behind_a_bar_to_its_end() {
    let desk = Desk::open().await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    let before = ana.person.sees(ana.place()).len();
    let phone = desk.whatsapp.own_phone(SALES);
    let words = "Combinado, e obrigada! ".repeat(150);
    let sent = phone.writes(MARIA, &words);
    phone.edits(MARIA, &sent, &words.replace("obrigada", "até já"));
    phone.writes(MARIA, &format!("```{}```", "mesa 120,00\n".repeat(300)));
    phone.writes(MARIA, &format!("```{}```", "mesa 120,00 ".repeat(300)));
    desk.settle().await;
    let lines = ana.person.sees(ana.place()).split_off(before);
    assert!(lines.len() >= 8, "{}", ana.reads());
    for line in &lines {
        for part in line.content.lines() {
            let marked = part.starts_with("> ") || part.starts_with("-# 📱");
            assert!(marked, "«{part}» in {}", line.content);
        }
    }
    let all: String = lines.iter().map(|line| line.content.as_str()).collect();
    assert!(
        all.matches("obrigada").count() > 150,
        "and what stood before"
    );
    assert_eq!(all.matches("até já").count(), 150);
    assert_eq!(all.matches("mesa").count(), 600);
}

#[tokio::test]
async fn what_was_promised_on_the_phone_between_two_conversations_stands_first_in_the_next() {
    const SENT: &str = "-# 📱 Enviado pelo celular da empresa";
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let phone = desk.whatsapp.own_phone(SALES);
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.hours_pass(1).await;
    let ended = ana.person.sees(ana.place()).len();
    let old = phone.writes(MARIA, "Bom fim de semana!");
    desk.settle().await;
    desk.hours_pass(31 * 24).await;
    let promise = phone.writes(MARIA, "Faço por *900*");
    phone.sends_image(MARIA, photo("o sofá").caption("Este"));
    desk.settle().await;
    desk.hours_pass(20).await;
    assert_eq!(desk.threads("Maria"), [ana.place()], "it opens nothing");
    assert_eq!(ana.person.sees(ana.place()).len(), ended);

    maria.phone.replies(SALES, &promise, "Pode ser assim?");
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maria");
    let seen = ana.person.sees(ana.place());
    let [.., said, shown, asked] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    assert!(
        said.content.starts_with(&format!("{SENT} em ")),
        "{}",
        said.content
    );
    assert!(
        said.content.ends_with("\n> Faço por **900**"),
        "{}",
        said.content
    );
    assert!(
        shown
            .content
            .ends_with("\n> 🖼️ Foto · abra no celular da empresa\n> Este"),
        "{}",
        shown.content
    );
    assert_eq!(asked.content, "**Maria Souza** · Pode ser assim?");
    assert_eq!(asked.reply_to, Some(said.id));
    assert!(said.pinged.is_empty() && shown.pinged.is_empty());
    assert!(!ana.reads().contains("fim de semana"), "{}", ana.reads());

    // What is older than that is known where it is quoted.
    maria.phone.replies(SALES, &old, "Obrigada");
    desk.settle().await;
    assert_eq!(ana.last().content, "> Bom fim de semana!\nObrigada");
}
