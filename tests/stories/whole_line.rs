//! A line that stands for several messages: what is done about it, and what is said of it, is about
//! each of them.

use conecta_sandbox::discord::{Id, Post, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Act, Author, Endpoint, Fault};

use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// Three files with words below the first.
async fn posts_three(desk: &Desk, agent: &Agent<'_>) -> Id {
    let post = Post::text("Três coisas")
        .file(Upload::new("a.jpg", samples::PHOTO))
        .file(Upload::new("b.pdf", samples::PAPER))
        .file(Upload::new("c.png", samples::PICTURE));
    let id = agent.person.posts(agent.place(), post).expect("posted");
    desk.settle().await;
    id
}

/// The platform's ids of what the company sent, oldest first.
fn ours(customer: &Customer<'_>) -> Vec<String> {
    let mut chat = customer.phone.phone(customer.number());
    chat.retain(|bubble| bubble.author == Author::Business);
    chat.into_iter().map(|bubble| bubble.id).collect()
}

#[tokio::test]
async fn cancelling_it_stops_all_of_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = posts_three(&desk, &ana).await;
    let answer = ana.runs_on(line, "Cancelar envio").await;
    assert!(answer.content.contains("Cancelado"), "{}", answer.content);
    desk.minutes_pass(2).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    assert_eq!(ana.marks(line), "🔒");
}

#[tokio::test]
async fn what_has_left_of_it_is_said_and_the_rest_stays() {
    for menu in ["Cancelar envio", "Tornar nota"] {
        let desk = Desk::open().await;
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        desk.whatsapp
            .order(Fault::new(Act::Hang).on(Endpoint::Upload).skip(1));
        let line = posts_three(&desk, &ana).await;
        desk.seconds_pass(20).await;
        assert_eq!(maria.got(), ["[image] Três coisas"], "{}", ana.reads());
        let answer = ana.runs_on(line, menu).await.content;
        let told = "Maria já tem, ou está saindo: «📎 a.jpg · Três coisas»";
        assert!(answer.contains(told), "{answer}");
        desk.whatsapp.let_go();
        desk.minutes_pass(2).await;
        assert_eq!(maria.got().len(), 1, "{}", ana.reads());
        assert_eq!(ana.marks(line), "☑\u{FE0F}", "{}", ana.reads());
        let answer = ana.runs_on(line, menu).await.content;
        assert!(answer.contains("Tarde demais"), "{answer}");
    }
}

#[tokio::test]
async fn in_the_queue_each_is_said_where_it_stands_and_that_it_was_taken_out() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = posts_three(&desk, &ana).await;
    desk.seconds_pass(10).await;
    let how = ana.runs_on(line, "Ver situação").await.content;
    assert_eq!(
        how,
        "«📎 a.jpg · Três coisas»: 🕓 Na fila: sai quando Maria responder.\n\
         «📎 b.pdf»: 🕓 Na fila: sai quando Maria responder.\n\
         «📎 c.png»: 🕓 Na fila: sai quando Maria responder."
    );
    ana.runs_on(line, "Cancelar envio").await;
    let told = ana.last();
    assert_eq!(told.reply_to, Some(line), "{}", ana.reads());
    let each = "tirou da fila: «📎 a.jpg · Três coisas; 📎 b.pdf; 📎 c.png» não sai";
    assert!(told.content.contains(each), "{}", told.content);
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 1, "the template alone: {}", ana.reads());
}

#[tokio::test]
async fn deleted_after_it_left_all_that_the_customer_has_stands_there() {
    let desk = Desk::open().await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    let line = posts_three(&desk, &ana).await;
    desk.minutes_pass(1).await;
    ana.deletes(line).await;
    desk.seconds_pass(5).await;
    let truth = "recebeu:\n> 📎 a.jpg · Três coisas\n> 📎 b.pdf\n> 📎 c.png";
    assert!(ana.last().content.ends_with(truth), "{}", ana.reads());
}

#[tokio::test]
async fn however_long_it_is_the_thread_keeps_all_of_what_the_customer_has() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let address = ["Rua das Flores, 12, bloco B, apartamento 34"; 4].join(", ");
    let text = format!("Combinado:\n\n# a entrega é na {address}\nàs *8 h 30*.");
    let line = ana.sends(&text).await;
    assert_eq!(maria.got().len(), 1);
    ana.edits(line, "Combinado!").await;
    desk.settle().await;
    let said = ana.last().content;
    let (head, kept) = said.split_once('\n').expect("lines");
    assert!(head.contains("Maria continua com: <@"), "{said}");
    let expected = format!("> Combinado:\n> \n> \\# a entrega é na {address}\n> às \\*8 h 30\\*.");
    assert_eq!(kept, expected, "{said}");
}

#[tokio::test]
async fn whoever_points_at_one_of_it_is_understood() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = posts_three(&desk, &ana).await;
    desk.minutes_pass(1).await;
    let (number, sent) = (maria.number(), ours(&maria));
    maria.phone.replies(number, &sent[2], "Esse aí");
    desk.settle().await;
    let quote = ana.last();
    assert_eq!(quote.reply_to, Some(line), "{}", ana.reads());
    assert!(
        quote.content.ends_with("\n> 3 · 📎 c.png\nEsse aí"),
        "{}",
        quote.content
    );
    maria.phone.reacts(number, &sent[1], "❤");
    desk.seconds_pass(5).await;
    assert!(
        ana.last().content.contains("«2 · 📎 b.pdf»"),
        "{}",
        ana.reads()
    );
    maria.phone.reacts(number, &sent[2], "🎉");
    desk.seconds_pass(5).await;
    assert!(ana.marks(line).contains('🎉'), "{}", ana.reads());
    maria.phone.unreacts(number, &sent[2]);
    desk.seconds_pass(5).await;
    let marks = ana.marks(line);
    assert!(
        marks.contains('❤') && !marks.contains('🎉'),
        "what stands on another one stays: {marks}"
    );
}
