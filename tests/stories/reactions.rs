//! The customer's emojis, under the line that they are about.

use conecta_sandbox::discord::Fault;
use conecta_sandbox::whatsapp::{Author, seed};
use serde_json::json;

use crate::support::Desk;
use crate::support::people::Customer;

/// The platform's id of the newest message that the company sent.
fn newest(customer: &Customer<'_>) -> String {
    let chat = customer.phone.phone(customer.number());
    let newest = chat
        .iter()
        .rfind(|bubble| bubble.author == Author::Business);
    newest.expect("the company wrote").id.clone()
}

#[tokio::test]
async fn an_emoji_stands_under_the_line_until_it_is_changed_or_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let olá = ana.sends("Chega na terça.").await;
    let (number, ours) = (maria.number(), newest(&maria));
    let shows = async |emoji: &str| {
        match emoji {
            "" => maria.phone.unreacts(number, &ours),
            emoji => maria.phone.reacts(number, &ours, emoji),
        };
        desk.seconds_pass(5).await;
        ana.marks(olá)
    };
    assert_eq!(shows("❤").await, "☑\u{fe0f}❤\u{fe0f}", "{}", ana.reads());
    assert_eq!(shows("👍🏽").await, "☑\u{fe0f}👍🏽", "{}", ana.reads());
    assert_eq!(shows("").await, "☑\u{fe0f}", "{}", ana.reads());
    insta::assert_snapshot!("lines_of_reactions", ana.reads());
}

#[tokio::test]
async fn the_line_of_a_reaction_calls_like_a_message() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let olá = ana.sends("Chega na terça.").await;
    maria.phone.reacts(maria.number(), &newest(&maria), "🙏");
    desk.settle().await;
    let line = ana.last();
    assert!(line.pinged.contains(&ana.person.id()), "{}", ana.reads());
    assert_eq!(line.reply_to, Some(olá));
}

#[tokio::test]
async fn it_stands_under_templates_and_the_customers_own_lines_too() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let thread = ana.starts("Maria").await;
    desk.seconds_pass(5).await;
    let ana = ana.at(thread);
    let seen = ana.person.sees(ana.place());
    let template = seen.iter().find(|line| line.content.contains("«saudacao»"));
    let template = template.expect("its line").id;
    let maria = desk.customer("Maria");
    let number = maria.number();
    maria.phone.reacts(number, &newest(&maria), "🎉");
    let theirs = maria.answers("Oba").await;
    let line = ana.last().id;
    maria.phone.reacts(number, &theirs, "😂");
    desk.seconds_pass(5).await;
    assert!(ana.marks(template).contains('🎉'), "{}", ana.reads());
    assert_eq!(ana.marks(line), "😂", "{}", ana.reads());
}

#[tokio::test]
async fn what_looks_like_a_mark_of_ours_stays_in_words() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let olá = ana.sends("Chega na terça.").await;
    for emoji in ["❌", "🔵", "☑", "🔒"] {
        maria.phone.reacts(maria.number(), &newest(&maria), emoji);
        desk.seconds_pass(5).await;
        assert_eq!(ana.marks(olá), "☑\u{fe0f}", "{emoji}: {}", ana.reads());
        assert!(ana.last().content.contains(emoji), "{}", ana.reads());
    }
}

#[tokio::test]
async fn an_emoji_that_discord_does_not_have_is_left_out_and_nothing_waits_for_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let olá = ana.sends("Chega na terça.").await;
    let unknown = json!({ "code": 10_014, "message": "Unknown Emoji" });
    let refused = Fault::on("PUT", "/reactions/").answers(400, unknown);
    desk.discord.order(refused.times(1));
    let (number, ours) = (maria.number(), newest(&maria));
    maria.phone.reacts(number, &ours, "🫩");
    desk.minutes_pass(1).await;
    assert_eq!(ana.marks(olá), "☑\u{fe0f}", "{}", ana.reads());
    maria.phone.reacts(number, &ours, "👍");
    desk.seconds_pass(5).await;
    assert_eq!(ana.marks(olá), "☑\u{fe0f}👍", "{}", ana.reads());
}

#[tokio::test]
async fn after_a_restart_the_latest_one_stands_there() {
    let mut desk = Desk::open().await;
    let (olá, ours) = {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let olá = ana.sends("Chega na terça.").await;
        let ours = newest(&maria);
        maria.phone.reacts(maria.number(), &ours, "👍");
        desk.seconds_pass(5).await;
        (olá, ours)
    };
    desk.kill().await;
    let maria = desk.customer("Maria");
    maria.phone.reacts(maria.number(), &ours, "🎉");
    drop(maria);
    desk.starts_again().await;
    desk.minutes_pass(10).await;
    let ana = desk.agent("Ana").with("Maria");
    let marks = ana.marks(olá);
    assert!(
        marks.contains('🎉') && !marks.contains('👍'),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn what_is_taken_back_after_the_end_asks_for_nobody_and_an_emoji_does() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Chega na terça.").await;
    let (number, ours) = (maria.number(), newest(&maria));
    let theirs = maria.answers("Rua X, 10").await;
    maria.phone.reacts(number, &ours, "❤");
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    maria.phone.unreacts(number, &ours);
    maria.phone.takes_back(number, &theirs);
    desk.minutes_pass(5).await;
    assert_eq!(desk.threads("Maria"), [ana.place()]);
    let reads = ana.reads();
    assert!(
        reads.contains("Tirou a reação de «Chega na terça.»"),
        "{reads}"
    );
    assert!(reads.contains("🗑 Apagou «Rua X, 10»"), "{reads}");
    let channels = ana.person.channels();
    let thread = channels.into_iter().find(|place| place.id == ana.place());
    let thread = thread.and_then(|place| place.thread).expect("a thread");
    assert!(thread.archived, "it is put away again");
    let team = desk.agent("Ana").in_team("Vendas");
    let news = team.last().all_text();
    assert!(news.contains("Nenhum novo"), "{}", team.reads());

    // Whoever never was talked to is nobody's business either.
    let nina = seed::Customer::new("Nina Prates", "5519987650000");
    desk.whatsapp
        .add_customer(nina)
        .takes_back(number, "wamid.x");
    desk.settle().await;
    assert_eq!(desk.threads("Nina"), []);

    maria.phone.reacts(number, &ours, "👍");
    desk.settle().await;
    assert_eq!(desk.threads("Maria").len(), 2);
}
