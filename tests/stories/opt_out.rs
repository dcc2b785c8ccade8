//! People who want no more: what counts as that, what it changes, and the way back.

use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::Given;
use conecta_sandbox::whatsapp::{Act, Fault, Signature};
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;

/// What helps where a template is chosen.
const CHOOSE: &str = "Escolha um modelo que não seja de marketing";

/// Whoever begins with Maria is refused with what can be done there.
async fn refuses_to_begin(desk: &Desk, why: &[&str]) {
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(desk, &ana, "start", &[]).await;
    screen.fills("Buscar", &[("text", "souza")]).await;
    screen.chooses("Maria Souza").await;
    screen.says(why);
    screen.says(&[
        "1 de 5",
        "espere Maria Souza escrever",
        "«Liberar marketing» em </contact view:",
    ]);
    assert!(!screen.text().contains("Escolha um modelo"), "{screen:?}");
    let named = [("contact", Given::from("maria souza"))];
    let card = Screen::of(desk, &ana, "contact view", &named).await;
    assert!(card.offers("Liberar marketing"), "{card:?}");
}

#[tokio::test]
async fn who_begins_with_somebody_that_wrote_a_word_of_refusal_reads_what_helps() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    ana.starts("Maria").await;
    desk.customer("Maria").answers("Parar").await;
    refuses_to_begin(&desk, &["Maria Souza pediu <t:", "«Parar»"]).await;
}

#[tokio::test]
async fn who_begins_with_somebody_whose_refusal_a_colleague_wrote_down_reads_what_helps() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let named = [("contact", Given::from("maria souza"))];
    let mut card = Screen::of(&desk, &ana, "contact view", &named).await;
    card.presses("Registrar recusa").await;
    refuses_to_begin(&desk, &["registrou <t:", "Maria Souza não quer marketing"]).await;
}

#[tokio::test]
async fn who_begins_with_somebody_that_refused_in_whatsapp_itself_reads_what_helps() {
    let desk = Desk::open().await;
    let (_, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.stops_marketing(maria.number());
    desk.settle().await;
    refuses_to_begin(&desk, &["Maria Souza recusou mensagens de marketing"]).await;
}

#[tokio::test]
async fn the_way_back_is_offered_only_to_those_who_may_open_it() {
    let desk = Desk::open().await;
    let named = [("contact", Given::from("maria souza"))];
    let bruno = {
        let (bruno, maria) = desk.talk("Bruno", "Maria").await;
        maria.phone.stops_marketing(maria.number());
        desk.settle().await;
        bruno
    };
    // It is Bruno's conversation.
    let ana = desk.agent("Ana").in_team("Vendas");
    let card = Screen::of(&desk, &ana, "contact view", &named).await;
    card.says(&["recusou no próprio WhatsApp"]);
    assert!(!card.offers("Liberar marketing"), "{card:?}");
    let card = Screen::of(&desk, &bruno, "contact view", &named).await;
    assert!(card.offers("Liberar marketing"), "{card:?}");

    // Whoever begins is sent to no button that is not there.
    let mut screen = Screen::of(&desk, &ana, "start", &[]).await;
    screen.fills("Buscar", &[("text", "souza")]).await;
    screen.chooses("Maria Souza").await;
    screen.says(&["espere Maria Souza escrever."]);
    assert!(!screen.text().contains("Liberar marketing"), "{screen:?}");
}

#[tokio::test]
async fn a_whole_answer_to_a_template_blocks_marketing_and_says_so_and_a_word_leads_back() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    ana.sends("Temos novidades").await;
    maria.answers("  PARAR! ").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got().len(),
        1,
        "no automatic reply, and the queue asks"
    );
    let reads = ana.reads();
    assert!(reads.contains("não quer mais receber: «"), "{reads}");
    assert!(ana.offered("Descartar").is_some(), "{reads}");
    ana.presses("Descartar").await;

    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    screen.says(&["pediu <t:", "para não receber mais", "PARAR", CHOOSE]);
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    if screen.offers("Voltar") {
        screen.presses("Voltar").await;
    }
    screen.chooses("pesquisa").await;
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    assert_eq!(
        maria.got().len(),
        2,
        "what is no marketing still leaves: {screen:?}"
    );

    // Who, when and which words are kept.
    let card = [("contact", Given::from("maria souza"))];
    let card = Screen::of(&desk, &ana, "contact view", &card).await;
    card.says(&["Não quer receber marketing", "PARAR"]);

    desk.hours_pass(2).await;
    maria.answers("Voltar").await;
    let reads = ana.reads();
    assert!(reads.contains("quer voltar a receber"), "{reads}");
    ana.presses("Liberar marketing").await;
    let reads = ana.reads();
    assert!(
        reads.contains("@Ana liberou os modelos de marketing"),
        "{reads}"
    );
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    if screen.offers("Voltar") {
        screen.presses("Voltar").await;
    }
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 3, "{screen:?}");
}

#[tokio::test]
async fn in_a_talk_it_is_only_asked_about() {
    for (button, blocked) in [("Ignorar", false), ("Registrar recusa", true)] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        ana.sends("Quer sair ou ficar na lista de espera?").await;
        maria.answers("Sair").await;
        let question = ana.offered("Registrar recusa").expect("a question");
        assert!(question.content.contains("«Sair»"), "{}", question.content);
        ana.presses(button).await;
        assert!(ana.offered("Registrar recusa").is_none(), "it is answered");
        let card = [("contact", Given::from("maria souza"))];
        let card = Screen::of(&desk, &ana, "contact view", &card).await;
        assert_eq!(
            card.text().contains("Não quer receber"),
            blocked,
            "{card:?}"
        );
        // The talk itself goes on.
        ana.sends("Certo!").await;
        assert_eq!(maria.got().len(), 2);
    }
}

#[tokio::test]
async fn what_only_begins_so_or_cancels_something_else_is_no_refusal() {
    for words in [
        "cancelar",
        "parar de chover ia ser bom",
        "quero sair para ver o sofá",
    ] {
        let desk = Desk::open().await;
        let ana = desk.agent("Ana");
        ana.starts("Maria").await;
        desk.customer("Maria").answers(words).await;
        desk.minutes_pass(1).await;
        assert!(
            !ana.reads().contains("não quer mais receber"),
            "{words}: {}",
            ana.reads()
        );
        assert!(ana.offered("Registrar recusa").is_none(), "{words}");
    }
}

#[tokio::test]
async fn a_button_of_the_template_that_says_no_stops_the_queue() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let maria = desk.customer("Maria");
    let mut options: Vec<(&str, Given)> = Vec::new();
    for (option, typed) in [
        ("contact", "Maria"),
        ("channel", "Vendas"),
        ("template", "lembrete"),
    ] {
        let picked = ana.picks("start", &options, option, typed).await;
        options.push((option, picked));
    }
    let mut screen = Screen::of(&desk, &ana, "start", &options).await;
    let fields = [("0", "sexta"), ("1", "sexta"), ("2", "14 h")];
    screen.fills("Preencher", &fields).await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    let ana = desk.agent("Ana").with("Maria");
    ana.sends("Traga um documento").await;
    let template = maria.phone.phone(maria.number())[0].id.clone();
    maria.phone.presses(maria.number(), &template, "Não posso");
    desk.settle().await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 1, "{}", ana.reads());
    assert!(ana.offered("Descartar").is_some(), "{}", ana.reads());

    // The other button is an answer like any other.
    ana.presses("Descartar").await;
    desk.hours_pass(25).await;
    ana.sends("E na segunda?").await;
    maria.phone.presses(maria.number(), &template, "Vou sim");
    desk.settle().await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got()[1..], ["E na segunda?"], "{}", ana.reads());
}

#[tokio::test]
async fn what_she_refuses_in_whatsapp_itself_stands_in_the_thread_and_needs_no_words() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.stops_marketing(maria.number());
    desk.settle().await;
    let reads = ana.reads();
    assert!(
        reads.contains("recusou mensagens de marketing no próprio WhatsApp"),
        "{reads}"
    );
    let card = [("contact", Given::from("maria souza"))];
    let screen = Screen::of(&desk, &ana, "contact view", &card).await;
    screen.says(&["recusou no próprio WhatsApp"]);
    assert!(!screen.text().contains("«»"), "{screen:?}");
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    screen.says(&["recusou mensagens de marketing no próprio WhatsApp", CHOOSE]);

    desk.minutes_pass(5).await;
    maria.phone.resumes_marketing(maria.number());
    desk.settle().await;
    let reads = ana.reads();
    assert!(
        reads.contains("voltou a aceitar mensagens de marketing"),
        "{reads}"
    );
    // The first word, told once more, is older than the second one.
    let body = stop(&desk, -120);
    let status = desk.whatsapp.post_raw(body, Signature::Valid).await;
    assert_eq!(status.expect("an answer"), 200);
    desk.settle().await;
    let screen = Screen::of(&desk, &ana, "contact view", &card).await;
    assert!(!screen.text().contains("Não quer receber"), "{screen:?}");
    let lines = ana.reads();
    assert_eq!(
        lines
            .matches("Modelos de marketing ficam bloqueados")
            .count(),
        1
    );
}

/// The news that Maria refuses marketing, so many seconds from now.
fn stop(desk: &Desk, seconds: i64) -> Vec<u8> {
    let at = desk.clock.now().timestamp() + seconds;
    let told = json!({
        "wa_id": "5511987654321", "user_id": "BR.1", "detail": "user requested to stop",
        "category": "marketing_messages", "value": "stop", "timestamp": at,
    });
    let value = json!({
        "messaging_product": "whatsapp", "user_preferences": [told],
        "contacts": [{ "profile": { "name": "Maria" }, "wa_id": "5511987654321" }],
        "metadata": { "display_phone_number": "551140001000", "phone_number_id": SALES },
    });
    let changes = json!([{ "field": "user_preferences", "value": value }]);
    let entry = json!([{ "id": desk.company.account, "changes": changes }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": entry });
    body.to_string().into_bytes()
}

#[tokio::test]
async fn whom_the_platform_keeps_marketing_from_has_refused_it() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.fail_later(None, 131_050, true, 1);
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    let card = [("contact", Given::from("maria souza"))];
    let screen = Screen::of(&desk, &ana, "contact view", &card).await;
    screen.says(&["recusou no próprio WhatsApp"]);
}

#[tokio::test]
async fn the_words_that_are_recorded_are_those_of_the_question() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Quer sair da lista?").await;
    maria.answers("Sair").await;
    maria.answers("e obrigada por tudo").await;
    ana.presses("Registrar recusa").await;
    let card = [("contact", Given::from("maria souza"))];
    let screen = Screen::of(&desk, &ana, "contact view", &card).await;
    screen.says(&["«Sair»"]);
    assert!(
        ana.reads().contains("não quer mais receber: «Sair»"),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_marketing_template_that_waits_does_not_leave_once_she_refuses_marketing() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    ana.sends("Temos um cupom").await;
    desk.minutes_pass(2).await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    maria.phone.stops_marketing(maria.number());
    desk.settle().await;
    let reads = ana.reads();
    assert!(reads.contains("e não sai mais:"), "{reads}");
    ana.presses("Seguir sem repetir").await;
    desk.minutes_pass(2).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
}
