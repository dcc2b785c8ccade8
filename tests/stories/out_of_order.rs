//! What the customer did comes in another order than it was done, or long after: Meta posts again
//! what was not taken, as late as days later.

use chrono::{DateTime, TimeDelta, Utc};
use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Release, Which};
use serde_json::json;

use crate::support::Desk;
use crate::support::media::photo;
use crate::support::people::Customer;
use crate::support::webhook::{arrives, webhook};

/// Maria does this while nothing of it can be taken; Meta tries again some seconds later.
async fn is_lost_on_the_way(desk: &Desk, act: impl AsyncFnOnce() -> String) -> String {
    let here = format!("http://{}/webhook/whatsapp", desk.bot().app.webhook_addr());
    desk.whatsapp.set_webhook("http://127.0.0.1:1/nobody");
    let id = act().await;
    desk.whatsapp.set_webhook(here);
    desk.seconds_pass(2).await;
    id
}

/// It was edited before it came.
async fn edits_first(desk: &Desk, maria: &Customer<'_>, said: &str, says: &str) {
    let id = is_lost_on_the_way(desk, async || maria.answers(said).await).await;
    maria.phone.edits(maria.number(), &id, says);
    desk.settle().await;
}

#[tokio::test]
async fn an_edit_that_comes_before_its_message_is_what_stands() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Qual é o endereço?").await;
    ana.sends("E a que horas?").await;
    edits_first(&desk, &maria, "Rua A, 10", "Rua *B*, 20").await;
    let reads = ana.reads();
    assert!(reads.contains("agora diz:\n    Rua **B**, 20"), "{reads}");
    desk.seconds_pass(10).await;
    let late = ana.last();
    let said = "✏️ Já editada; agora diz «Rua \\*B\\*, 20». Antes:\n> Rua A, 10";
    assert!(late.content.ends_with(said), "{}", ana.reads());
    assert_eq!(maria.got()[1..], ["Qual é o endereço?", "E a que horas?"]);
}

#[tokio::test]
async fn a_removal_that_comes_before_its_message_marks_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Qual é o endereço?").await;
    let number = maria.number();
    let id = is_lost_on_the_way(&desk, async || maria.answers("Rua A, 10").await).await;
    maria.phone.takes_back(number, &id);
    desk.seconds_pass(10).await;
    let late = ana.last();
    let said = "🗑 Já apagada. Era:\n> Rua A, 10";
    assert!(late.content.ends_with(said), "{}", ana.reads());

    let id = is_lost_on_the_way(&desk, async || {
        let id = maria.phone.sends_image(number, photo("casa"));
        desk.settle().await;
        id
    });
    let id = id.await;
    maria.phone.takes_back(number, &id);
    desk.seconds_pass(10).await;
    let late = ana.last();
    let said = "🗑 Já apagada. Era:\n> 📷 Foto";
    assert!(late.content.ends_with(said), "{}", ana.reads());
    assert_eq!(late.attachments.len(), 1);
}

#[tokio::test]
async fn what_was_edited_before_it_came_is_no_stop_any_more() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let queue = ["Um", "Dois", "Três", "Quatro", "Cinco", "Seis", "Sete"];
    for text in queue {
        ana.sends(text).await;
    }
    // Each of the queue waits two seconds for the one before.
    desk.whatsapp.withhold(Which::Statuses);
    edits_first(&desk, &maria, "Número errado", "Número 20, não 10").await;
    desk.seconds_pass(6).await;
    assert!(
        ana.last().content.contains("Número errado"),
        "{}",
        ana.reads()
    );
    assert!(maria.got().len() < queue.len(), "some of it waits");
    desk.seconds_pass(30).await;
    assert!(ana.offered("Descartar").is_none(), "{}", ana.reads());
    assert_eq!(maria.got()[1..], queue);
    desk.whatsapp.release(Release::InOrder);
    desk.settle().await;
}

/// Maria wrote this then, and it comes now.
async fn comes(desk: &Desk, text: &str, written: DateTime<Utc>) {
    let contact = json!({ "wa_id": "5511987654321", "profile": { "name": "Maria Souza" } });
    let message = json!({
        "from": "5511987654321", "id": format!("wamid.{text}"), "type": "text",
        "timestamp": written.timestamp().to_string(), "text": { "body": text },
    });
    arrives(desk, webhook(SALES, contact, message)).await;
}

#[tokio::test]
async fn what_comes_hours_late_says_when_it_was_written_and_what_it_was_written_before() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let ten = desk.clock.now();
    desk.hours_pass(4).await;
    comes(&desk, "Pode cancelar", ten + TimeDelta::minutes(65)).await;
    let said = "\n🕰️ De 11:05, chegou só agora\nPode cancelar";
    assert!(ana.last().content.ends_with(said), "{}", ana.reads());
    comes(&desk, "Ainda dá tempo?", ten + TimeDelta::minutes(60)).await;
    assert_eq!(
        ana.last().content,
        "🕰️ De 11:00, antes do que está acima\nAinda dá tempo?",
    );
    let now = desk.clock.now();
    comes(&desk, "Oi?", now).await;
    assert_eq!(ana.last().content, "Oi?");
    comes(&desk, "Alguém?", now - TimeDelta::seconds(1)).await;
    let said = "antes do que está acima\nAlguém?";
    assert!(ana.last().content.ends_with(said), "{}", ana.reads());
    desk.hours_pass(24).await;
    comes(&desk, "Até amanhã", ten + TimeDelta::hours(5)).await;
    let said = "🕰️ De 23/11 15:00, chegou só agora\nAté amanhã";
    assert!(ana.last().content.ends_with(said), "{}", ana.reads());
}
