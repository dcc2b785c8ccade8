//! Files that do not come, or are not what they claim to be.

use conecta_sandbox::whatsapp::{Act, Attachment, Content, Endpoint, Fault};

use crate::support::Desk;
use crate::support::media::{document, photo};
use crate::support::people::Customer;

const AGAIN: &str = "Tentar de novo";

/// The id of the file in a message on the phone.
fn media_of(customer: &Customer<'_>, wamid: &str) -> String {
    let chat = customer.phone.phone(customer.number());
    let bubble = chat.into_iter().find(|bubble| bubble.id == wamid);
    match bubble.expect("it is on the phone").content {
        Content::Media(media) => media.id.expect("it was uploaded"),
        other => panic!("no file: {other:?}"),
    }
}

fn not_found() -> Act {
    Act::Answer {
        status: 404,
        body: "Not found".to_owned(),
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_had_says_so_and_comes_when_it_is_asked_for() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(not_found()).on(Endpoint::Download).times(2));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    let line = ana.last();
    assert!(
        line.content
            .contains("o WhatsApp não tem mais este arquivo"),
        "{}",
        ana.reads()
    );
    assert!(line.content.contains("nota.pdf"), "{}", ana.reads());
    maria.answers("Recebeu?").await;
    assert!(ana.reads().contains("Recebeu?"), "nobody waits for it");

    let told = ana.presses_on(line.id, AGAIN).await;
    assert!(format!("{told:?}").contains("Buscando de novo"), "{told:?}");
    desk.seconds_pass(2).await;
    let file = ana.last();
    assert_eq!(file.attachments.len(), 1, "{}", ana.reads());
    assert_eq!(
        file.reply_to,
        Some(line.id),
        "as a reply to the line that said so"
    );
    let told = ana.presses_on(line.id, AGAIN).await;
    assert!(format!("{told:?}").contains("já chegou"), "{told:?}");
}

#[tokio::test]
async fn a_file_that_is_late_is_announced_and_follows() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let down = Act::Answer {
        status: 503,
        body: "<html>Service Unavailable</html>".to_owned(),
    };
    desk.whatsapp
        .order(Fault::new(down).on(Endpoint::Media).always());
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.seconds_pass(57).await;
    assert!(!ana.reads().contains("nota.pdf"), "{}", ana.reads());
    desk.seconds_pass(2).await;
    let line = ana.last();
    assert!(
        line.content.contains("ainda está chegando"),
        "{}",
        ana.reads()
    );
    desk.whatsapp.end_faults();
    desk.minutes_pass(6).await;
    let mut seen = ana.person.sees(ana.place());
    seen.retain(|message| !message.attachments.is_empty());
    assert_eq!(seen.len(), 1, "{}", ana.reads());
    assert_eq!(seen[0].reply_to, Some(line.id));
}

#[tokio::test]
async fn a_file_that_is_given_up_after_it_was_announced_says_so_with_a_button() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(Act::Hang).on(Endpoint::Download));
    let id = maria
        .sends(|phone, to| phone.sends_image(to, photo("x")))
        .await;
    desk.minutes_pass(1).await;
    assert!(
        ana.last().content.contains("ainda está chegando"),
        "{}",
        ana.reads()
    );
    desk.whatsapp.forget_media(&media_of(&maria, &id));
    desk.minutes_pass(5).await;
    let line = ana.offered(AGAIN).expect("it is said");
    assert!(line.content.starts_with("-# ⚙️"), "{}", ana.reads());
    assert!(
        line.content.contains("não tem mais este arquivo"),
        "{}",
        ana.reads()
    );
    ana.presses_on(line.id, AGAIN).await;
    desk.minutes_pass(1).await;
    assert_eq!(
        ana.offered(AGAIN).map(|one| one.id > line.id),
        Some(true),
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn an_address_that_expired_is_asked_for_anew() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp
        .order(Fault::new(not_found()).on(Endpoint::Download));
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    assert_eq!(ana.last().attachments.len(), 1, "{}", ana.reads());
}

#[tokio::test]
async fn an_empty_file_is_named_and_not_posted() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let empty = Attachment::new("application/pdf", *b"").filename("vazio.pdf");
    maria
        .sends(|phone, to| phone.sends_document(to, empty))
        .await;
    let line = ana.last();
    assert!(
        line.content.contains("o arquivo está vazio"),
        "{}",
        ana.reads()
    );
    assert!(line.attachments.is_empty());
}

#[tokio::test]
async fn nothing_of_somebody_blocked_is_fetched() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.blocks("Maria").await;
    let entry = desk.wire.last();
    maria
        .sends(|phone, to| phone.sends_image(to, photo("x")))
        .await;
    let asked = format!("{:?}", desk.wire_after(entry));
    assert!(!asked.contains("attachments"), "{asked}");
    assert!(ana.last().attachments.is_empty());
}
