//! Which of the assignee's reactions reach the customer is the admin's choice.

use conecta_sandbox::discord::Id;
use conecta_sandbox::whatsapp::Author;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// What the phone shows of ours under the customer's newest message.
fn reactions(customer: &Customer<'_>) -> Vec<String> {
    let chat = customer.phone.phone(customer.number());
    let theirs = chat
        .iter()
        .rfind(|bubble| bubble.author != Author::Business);
    let theirs = theirs.expect("they wrote");
    let ours = theirs.reactions.iter();
    ours.filter(|(who, _)| *who == Author::Business)
        .map(|(_, emoji)| emoji.clone())
        .collect()
}

/// The line of the customer's message.
fn line(agent: &Agent<'_>, text: &str) -> Id {
    let seen = agent.person.sees(agent.place());
    let line = seen.iter().rfind(|message| message.content.contains(text));
    line.expect("it stands in the thread").id
}

/// `/setup` after the list was sent like this.
async fn lists<'a>(desk: &'a Desk, emojis: &str) -> Screen<'a> {
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut screen = Screen::of(desk, &dona, "setup", &[]).await;
    let fields = [("emojis", emojis)];
    screen.fills("Reações que chegam ao cliente", &fields).await;
    screen
}

#[tokio::test]
async fn those_on_the_list_leave_and_all_others_stay_also_after_a_restart() {
    let mut desk = Desk::open().await;
    {
        desk.talk("Ana", "Maria").await;
        let screen = lists(&desk, "✅, 💐👍🏽").await;
        screen.says(&["Salvo: numa mensagem do cliente, ✅ 💐 👍 de quem atende"]);
    }
    desk.kill().await;
    desk.starts_again().await;
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    maria.answers("Chegou!").await;
    let line = line(&ana, "Chegou!");
    for (emoji, shown) in [("❤️", vec![]), ("💐", vec!["💐"]), ("🎉", vec!["💐"])] {
        ana.person.reacts(line, emoji).expect("reacted");
        desk.seconds_pass(10).await;
        assert_eq!(reactions(&maria), shown, "{emoji}: {}", ana.reads());
    }
}

#[tokio::test]
async fn one_that_left_before_the_list_changed_can_be_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = line(&ana, "Oi");
    ana.person.reacts(line, "🙏").expect("reacted");
    desk.seconds_pass(10).await;
    assert_eq!(reactions(&maria), ["🙏"]);
    lists(&desk, "").await.says(&["nenhuma reação chega"]);
    ana.person.unreacts(line, "🙏").expect("taken back");
    desk.seconds_pass(10).await;
    assert_eq!(reactions(&maria), [""; 0], "{}", ana.reads());
    ana.person.reacts(line, "🙏").expect("reacted");
    desk.seconds_pass(10).await;
    assert_eq!(reactions(&maria), [""; 0], "{}", ana.reads());
}

#[tokio::test]
async fn what_is_no_emoji_changes_nothing_and_is_named() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    lists(&desk, "👍 joinha")
        .await
        .says(&["«joinha»", "Nada mudou"]);
    ana.person.reacts(line(&ana, "Oi"), "🎉").expect("reacted");
    desk.seconds_pass(10).await;
    assert_eq!(reactions(&maria), ["🎉"], "{}", ana.reads());
}

#[tokio::test]
async fn of_two_on_one_message_the_other_one_stands_again_when_one_is_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = line(&ana, "Oi");
    for emoji in ["👍", "❤️"] {
        ana.person.reacts(line, emoji).expect("reacted");
        desk.seconds_pass(10).await;
        assert_eq!(reactions(&maria), [emoji], "{}", ana.reads());
    }
    ana.person.unreacts(line, "❤️").expect("taken back");
    desk.seconds_pass(10).await;
    assert_eq!(reactions(&maria), ["👍"], "as the thread shows it");
    let dona = desk.agent("Dona").person;
    ana.person.reacts(line, "🎉").expect("reacted");
    desk.seconds_pass(10).await;
    assert_eq!(reactions(&maria), ["🎉"]);
    dona.clears_reactions(line, None).expect("cleared");
    desk.seconds_pass(20).await;
    assert_eq!(reactions(&maria), [""; 0], "{}", ana.reads());
}
