//! What fails only after something else has happened: it is not repeated by itself, and says so.

use conecta::domain::message::{Outgoing, State};
use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Act, Fault, Signature};
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;
use crate::support::webhook::report;

/// The row that starts with this text.
async fn row(desk: &Desk, ana: &Agent<'_>, text: &str) -> Outgoing {
    let c = desk.bot().app.desk().look(ana.conversation().await).await;
    let mut rows = c.expect("a conversation").outgoing.into_iter();
    rows.find(|row| row.content.text().starts_with(text))
        .expect("a row")
}

/// The platform says that it gave this message up.
async fn fails(desk: &Desk, row: &Outgoing, code: u32) {
    let (id, attempt) = (row.id.0, row.attempt);
    let written = row.written_at.timestamp_millis();
    let told = json!({
        "id": row.wamid, "status": "failed", "timestamp": desk.clock.now().timestamp().to_string(),
        "recipient_id": "5511987654321",
        "biz_opaque_callback_data": format!("{id}.{attempt}.{written}"),
        "errors": [{ "code": code, "title": "It failed" }],
    });
    let body = report(SALES, told);
    let answered = desk.whatsapp.post_raw(body, Signature::Valid).await;
    assert_eq!(answered.expect("an answer"), 200);
    desk.settle().await;
}

#[tokio::test]
async fn what_would_come_out_of_order_is_not_repeated_and_promises_nothing() {
    for (code, cause) in [
        (131_056, "Muitas mensagens seguidas"),
        (130_429, "enviou muito de uma vez"),
        (131_016, "está com problemas"),
        (131_057, "está em manutenção"),
        (131_042, "pagamento pendente"),
        (131_048, "bloquearam ou denunciaram"),
        (131_031, "restringiu a conta"),
    ] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        maria.phone.goes_offline();
        let first = ana.sends("Primeira").await;
        ana.sends("Segunda").await;
        fails(&desk, &row(&desk, &ana, "Primeira").await, code).await;
        desk.minutes_pass(20).await;
        let told = ana.offered("Enviar de novo").expect("a way out");
        assert_eq!(told.reply_to, Some(first), "{code}");
        let said = &told.content;
        assert!(said.contains(cause), "{said}");
        assert!(said.contains("não saiu e não se repete sozinha"), "{said}");
        for promise in ["espera", "a próxima sai", "<t:"] {
            assert!(!said.contains(promise), "{code}: {said}");
        }
        let card = ana.runs("conversation", &[]).await;
        assert!(!format!("{card:?}").contains("espera e"), "{card:?}");
    }
}

#[tokio::test]
async fn pressed_it_leaves_again_once_the_platform_takes_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.goes_offline();
    ana.sends("Primeira").await;
    ana.sends("Segunda").await;
    fails(&desk, &row(&desk, &ana, "Primeira").await, 131_016).await;
    desk.minutes_pass(1).await;
    assert_eq!(row(&desk, &ana, "Primeira").await.attempt, 1);
    ana.presses("Enviar de novo").await;
    desk.seconds_pass(10).await;
    assert_eq!(row(&desk, &ana, "Primeira").await.attempt, 2);
    maria.phone.goes_online();
    desk.minutes_pass(1).await;
    let last = row(&desk, &ana, "Primeira").await.state;
    assert_eq!(last, State::Delivered, "{}", ana.reads());
}

#[tokio::test]
async fn what_fails_after_the_conversation_was_concluded_is_in_no_queue() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.goes_offline();
    ana.sends("Tchau!").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    fails(&desk, &row(&desk, &ana, "Tchau!").await, 131_047).await;
    desk.minutes_pass(1).await;
    let told = ana.offered("Reiniciar");
    let told = told.unwrap_or_else(|| panic!("{}", ana.reads())).content;
    assert!(told.contains("A janela de 24 h está fechada"), "{told}");
    assert!(told.contains("o atendimento foi concluído"), "{told}");
    assert!(!told.contains("fila"), "{told}");
}

#[tokio::test]
async fn a_template_that_fails_after_the_end_offers_to_begin_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.goes_offline();
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    fails(&desk, &row(&desk, &ana, "").await, 131_056).await;
    desk.minutes_pass(1).await;
    let told = ana.offered("Reiniciar");
    let told = told.unwrap_or_else(|| panic!("{}", ana.reads())).content;
    assert!(told.contains("o atendimento foi concluído"), "{told}");
    for refused in ["Enviar de novo", "Escolher outro"] {
        assert!(ana.offered(refused).is_none(), "{refused} would be refused");
    }
}

#[tokio::test]
async fn what_a_refusal_says_of_the_contact_stops_marketing_that_waits_elsewhere() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.goes_offline();
    ana.sends("Temos cupons").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    ana.sends("Quer um?").await;
    desk.minutes_pass(2).await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.presses("Enviar modelo").await;
    fails(&desk, &row(&desk, &ana, "Temos cupons").await, 131_050).await;
    let reads = ana.reads();
    let said = "e não sai mais: Maria pediu para parar";
    assert!(reads.contains(said), "{reads}");
    ana.presses("Seguir sem repetir").await;
    maria.phone.goes_online();
    desk.minutes_pass(2).await;
    assert!(!maria.got().iter().any(|text| text.contains("DEZ10")));
}
