//! What is odd enough that it could not be read again once it is written down: it stops no thread.

use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::Answer;
use serde_json::{Value, json};

use crate::support::Desk;
use crate::support::people::Customer;
use crate::support::webhook::{arrives, webhook};

/// A text inside so many lists.
fn nested(depth: usize) -> Value {
    (0..depth).fold(json!("no fundo"), |inside, _| json!([inside]))
}

/// A message of this kind with this in it, as Meta posts it.
async fn says(desk: &Desk, customer: &Customer<'_>, kind: &str, node: Value) {
    let card = customer.phone.card();
    let contact = json!({ "profile": { "name": card.name }, "wa_id": card.wa_id });
    let at = desk.clock.now().timestamp().to_string();
    let mut message = json!({
        "from": card.wa_id, "id": format!("wamid.{kind}"), "timestamp": at, "type": kind,
    });
    message[kind] = node;
    arrives(desk, webhook(SALES, contact, message)).await;
}

#[tokio::test]
async fn a_form_of_any_depth_stops_no_thread() {
    for depth in [40, 122, 125, 127] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let answers = json!({ "resposta": nested(depth - 1) });
        maria.phone.fills_in(maria.number(), None, &answers);
        maria.answers("oi, chegou?").await;
        desk.seconds_pass(5).await;
        let read = ana.reads();
        assert!(read.contains("no fundo"), "{depth}: {read}");
        assert!(read.contains("oi, chegou?"), "{depth}: {read}");
    }
}

#[tokio::test]
async fn numbers_that_are_none_stop_no_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let nowhere = json!({ "latitude": "NaN", "longitude": "inf" });
    says(&desk, &maria, "location", nowhere).await;
    let order = json!({ "product_items": [
        { "product_retailer_id": "sofá", "quantity": "NaN", "item_price": "-inf", "currency": "BRL" },
    ] });
    says(&desk, &maria, "order", order).await;
    maria.answers("oi, chegou?").await;
    desk.seconds_pass(5).await;
    let read = ana.reads();
    assert!(read.contains("location"), "{read}");
    assert!(read.contains("sofá"), "{read}");
    assert!(read.contains("oi, chegou?"), "{read}");
}

#[tokio::test]
async fn what_was_written_down_so_that_it_cannot_be_read_is_passed_and_shown_by_a_button() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord_goes_down();
    maria.answers("isto se estraga").await;
    maria.answers("isto não").await;
    let broken = desk.bot().app.desk().store().write(|db| {
        Box::pin(async move {
            const SQL: &str = "UPDATE inbound SET body = '{\"estragado\": ' || body, text = ''
                WHERE text = 'isto se estraga'";
            sqlx::query(SQL).execute(db).await.map(drop)
        })
    });
    broken.await.expect("broken");
    desk.discord_comes_back().await;
    desk.minutes_pass(10).await;
    let read = ana.reads();
    assert!(read.contains("isto não"), "{read}");
    assert!(read.contains("Uma mensagem de Maria não pôde"), "{read}");
    let told = ana.presses("Ler a mensagem").await;
    let Answer::Message(told) = told else {
        panic!("{told:?}");
    };
    assert!(told.content.contains("isto se estraga"), "{told:?}");
}
