//! What agents reply to and put emojis on: what leaves as a quote or a reaction, and what stays.

use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Author, PhoneMessage};

use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// What the phone shows of the company's, newest last.
fn ours(customer: &Customer<'_>) -> Vec<PhoneMessage> {
    let mut chat = customer.phone.phone(customer.number());
    chat.retain(|bubble| bubble.author == Author::Business);
    chat
}

/// The company's emojis under a message on the phone.
fn emojis(customer: &Customer<'_>, message: &str) -> Vec<String> {
    let chat = customer.phone.phone(customer.number());
    let bubble = chat.into_iter().find(|bubble| bubble.id == message);
    let reactions = bubble.expect("it is there").reactions.into_iter();
    let ours = reactions.filter(|(author, _)| *author == Author::Business);
    ours.map(|(_, emoji)| emoji).collect()
}

/// Replies to the newest line, puts an emoji on it, and the time in which both can be taken back
/// passes.
async fn answers_the_last_line(desk: &Desk, ana: &Agent<'_>, text: &str) {
    let line = ana.last().id;
    ana.replies(line, text).await;
    ana.person.reacts(line, "👍").expect("reacted");
    desk.settle().await;
    desk.seconds_pass(15).await;
}

#[tokio::test]
async fn what_is_said_about_news_of_the_customer_stays_inside() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.changes_device(maria.number());
    desk.settle().await;
    let news = ana.last().id;
    let note = ana.replies(news, "Será que é ela mesmo?").await;
    ana.person.reacts(news, "👍").expect("reacted");
    desk.seconds_pass(15).await;
    assert_eq!(ana.marks(note), "🔒", "{}", ana.reads());
    assert_eq!(desk.whatsapp.deliveries(SALES, "Maria Souza"), []);
}

#[tokio::test]
async fn a_call_is_answered_without_a_quote() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.calls(maria.number());
    desk.settle().await;
    answers_the_last_line(&desk, &ana, "Já te ligo").await;
    let sent = desk.whatsapp.deliveries(SALES, "Maria Souza");
    assert_eq!(sent.len(), 1, "no reaction left: {sent:?}");
    assert_eq!(ours(&maria)[0].text(), "Já te ligo");
    assert_eq!(ours(&maria)[0].quotes, None);
}

#[tokio::test]
async fn what_was_said_in_a_group_is_answered_without_a_quote() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let number = maria.number();
    maria.phone.writes_in_group(number, "grupo-1", "Alguém aí?");
    desk.settle().await;
    answers_the_last_line(&desk, &ana, "Estou aqui").await;
    let sent = desk.whatsapp.deliveries(SALES, "Maria Souza");
    assert_eq!(sent.len(), 1, "no reaction left: {sent:?}");
    assert_eq!(ours(&maria)[0].quotes, None);
}

#[tokio::test]
async fn an_edit_stands_for_the_message_that_was_edited() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let order = maria.answers("Quero dois sofás").await;
    maria
        .phone
        .edits(maria.number(), &order, "Quero três sofás");
    desk.settle().await;
    answers_the_last_line(&desk, &ana, "Certo, três").await;
    assert_eq!(ours(&maria)[0].quotes.as_deref(), Some(order.as_str()));
    assert_eq!(emojis(&maria, &order), ["👍"]);
}

#[tokio::test]
async fn a_reaction_stands_for_the_message_that_it_is_under_and_takes_none_itself() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Chega na terça.").await;
    let told = ours(&maria).remove(0).id;
    maria.phone.reacts(maria.number(), &told, "❤");
    desk.settle().await;
    answers_the_last_line(&desk, &ana, "Que bom que gostou").await;
    let sent = desk.whatsapp.deliveries(SALES, "Maria Souza");
    assert_eq!(sent.len(), 2, "no reaction left: {sent:?}");
    assert_eq!(ours(&maria)[1].quotes.as_deref(), Some(told.as_str()));
}

#[tokio::test]
async fn an_emoji_is_taken_back_however_long_ago_it_was_put_there() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let order = maria.answers("Quero dois sofás").await;
    let line = ana.last().id;
    ana.person.reacts(line, "👍").expect("reacted");
    desk.settle().await;
    desk.seconds_pass(15).await;
    assert_eq!(emojis(&maria, &order), ["👍"]);
    let place = ana.place();
    let write = |n: i32| ana.person.types(place, &format!("{n}")).expect("typed");
    let lines: Vec<_> = (0..51).map(write).collect();
    desk.settle().await;
    for line in lines {
        ana.person.edits(line, "// para nós").expect("edited");
    }
    desk.settle().await;
    ana.person.unreacts(line, "👍").expect("taken back");
    desk.settle().await;
    desk.seconds_pass(15).await;
    assert_eq!(emojis(&maria, &order), [""; 0]);
}

#[tokio::test]
async fn emojis_that_a_moderator_clears_are_taken_back_there_too() {
    for cleared in [None, Some("👍")] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let order = maria.answers("Quero dois sofás").await;
        let line = ana.last().id;
        ana.person.reacts(line, "👍").expect("reacted");
        desk.settle().await;
        desk.seconds_pass(15).await;
        assert_eq!(emojis(&maria, &order), ["👍"]);
        let dona = desk.agent("Dona").person;
        dona.clears_reactions(line, Some("🎉")).expect("cleared");
        desk.settle().await;
        desk.seconds_pass(15).await;
        assert_eq!(emojis(&maria, &order), ["👍"], "another one");
        dona.clears_reactions(line, cleared).expect("cleared");
        desk.settle().await;
        desk.seconds_pass(15).await;
        assert_eq!(emojis(&maria, &order), [""; 0], "{cleared:?}");
    }
}

#[tokio::test]
async fn what_the_customer_removed_is_neither_quoted_nor_reacted_to_and_that_is_said() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let address = maria.answers("Rua X, 10").await;
    let line = ana.last().id;
    maria.phone.takes_back(maria.number(), &address);
    desk.settle().await;
    let removal = ana.last().id;
    for (line, text) in [(removal, "Pode mandar de novo?"), (line, "É a 10 mesmo?")] {
        let answer = ana.replies(line, text).await;
        let said = ana.last();
        assert_eq!(
            said.content,
            "-# ⚙️ A resposta vai sem a citação: Maria apagou essa mensagem."
        );
        assert_eq!(said.reply_to, Some(answer));
        desk.seconds_pass(10).await;
        let last = ours(&maria).pop().expect("it left");
        assert_eq!((last.text().as_str(), last.quotes), (text, None));
    }
    ana.person.reacts(line, "👍").expect("reacted");
    desk.settle().await;
    desk.seconds_pass(15).await;
    let said = ana.last();
    assert_eq!(
        said.content,
        "-# ⚙️ A reação fica só aqui: Maria apagou essa mensagem. Responda com palavras."
    );
    assert_eq!(said.reply_to, Some(line));
    let sent = desk.whatsapp.deliveries(SALES, "Maria Souza");
    assert_eq!(sent.len(), 2, "no reaction left: {sent:?}");
}
