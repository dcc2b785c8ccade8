//! The main job: a conversation is started from Discord, waits, and its queue leaves when the
//! customer answers.

use insta::assert_snapshot;

use crate::support::Desk;

#[tokio::test]
async fn what_waits_leaves_in_order_when_the_customer_answers() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");

    ana.starts("Maria").await;
    let first = ana.sends("Bom dia!").await;
    let second = ana.sends("Seu pedido chegou.").await;
    let third = ana.sends("Quer que eu entregue?").await;
    assert_eq!(maria.got().len(), 1, "only the template may leave");
    for message in [first, second, third] {
        assert_eq!(ana.marks(message), "🕓");
    }

    desk.hours_pass(2).await;
    maria.answers("Oi, pode mandar").await;
    desk.seconds_pass(10).await;
    assert_eq!(
        maria.got()[1..],
        ["Bom dia!", "Seu pedido chegou.", "Quer que eu entregue?"],
    );

    maria.reads().await;
    desk.seconds_pass(10).await;
    assert_snapshot!("queue_left_thread", ana.reads());
    assert_snapshot!("queue_left_phone", maria.sees());
}
