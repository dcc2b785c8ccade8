//! A team that changes its channel.

use conecta_sandbox::discord::Id;

use crate::hands::another_channel;
use crate::support::Desk;

/// The *Novos* messages in a channel.
fn news(desk: &Desk, channel: Id) -> usize {
    let helena = desk.discord.person(desk.company.owner);
    let seen = helena.sees(channel);
    let news = seen.iter().filter(|message| {
        let mut buttons = message.buttons.iter();
        buttons.any(|button| button.label.contains("Iniciar atendimento"))
    });
    news.count()
}

#[tokio::test]
async fn its_message_about_the_new_ones_moves_along() {
    let desk = Desk::open().await;
    desk.customer("Maria").answers("Oi").await;
    desk.minutes_pass(1).await;
    let old = desk.company.team("Vendas").channel;
    assert_eq!(news(&desk, old), 1);
    let new = another_channel(&desk).await;
    assert_eq!((news(&desk, old), news(&desk, new)), (0, 1));
    // Nor does it come back there.
    desk.customer("José").answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!((news(&desk, old), news(&desk, new)), (0, 1));
    let ana = desk.agent("Ana").at(new);
    assert!(ana.last().all_text().contains("2 novos"), "{}", ana.reads());
}
