//! Files that take their time: what comes after them does not wait for long, and they follow.

use std::time::Duration;

use conecta_sandbox::discord;
use conecta_sandbox::wait::patiently;
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault};

use crate::files_trouble::came;
use crate::support::Desk;
use crate::support::media::document;

/// WhatsApp hands over no files until its faults end.
fn hands_over_no_files(desk: &Desk) {
    let down = Act::Answer {
        status: 503,
        body: "<html>Service Unavailable</html>".to_owned(),
    };
    let down = Fault::new(down).on(Endpoint::Media).always();
    desk.whatsapp.order(down);
}

#[tokio::test]
async fn a_file_that_is_late_is_announced_and_follows() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    hands_over_no_files(&desk);
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    maria.answers("Socorro, urgente").await;
    desk.seconds_pass(4).await;
    assert!(!ana.reads().contains("nota.pdf"), "{}", ana.reads());
    // WhatsApp is asked again half a minute later: until then nothing would be known.
    desk.seconds_pass(5).await;
    let seen = ana.person.sees(ana.place());
    let [.., line, urgent] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    assert!(
        line.content.contains("ainda está chegando"),
        "{}",
        ana.reads()
    );
    assert_eq!(line.pinged, [ana.person.id()], "{}", ana.reads());
    assert_eq!(urgent.content, "Socorro, urgente");
    desk.whatsapp.end_faults();
    desk.minutes_pass(6).await;
    let seen = ana.sees_files();
    assert_eq!(seen.len(), 1, "{}", ana.reads());
    assert_eq!(seen[0].reply_to, Some(line.id));
}

#[tokio::test]
async fn a_file_that_came_late_stands_with_its_line_where_the_thread_is_made_anew() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    hands_over_no_files(&desk);
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.minutes_pass(1).await;
    let reads = ana.reads();
    assert!(reads.contains("ainda está chegando"), "{reads}");
    desk.whatsapp.end_faults();
    desk.minutes_pass(10).await;
    desk.discord.deletes_channel(ana.place());
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    let reads = ana.reads();
    assert!(!reads.contains("ainda está chegando"), "{reads}");
    let seen = ana.sees_files();
    assert_eq!(seen.len(), 1, "{reads}");
}

#[tokio::test]
async fn a_late_file_that_disappears_before_it_is_shown_is_fetched_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    hands_over_no_files(&desk);
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.seconds_pass(60).await;
    let line = ana.last();
    desk.whatsapp.end_faults();
    // It lies here, and Discord does not take it yet.
    let busy = discord::Fault::on("POST", "/channels/*/messages$").times(4);
    desk.discord.order(busy.answers_html(503, "x"));
    patiently("the file lies here", async {
        while desk.files_on_disk().is_empty() {
            desk.seconds_pass(5).await;
        }
    })
    .await;
    assert!(!came(&ana), "{}", ana.reads());
    desk.loses_its_files();
    desk.minutes_pass(10).await;
    let seen = ana.sees_files();
    assert_eq!(seen.len(), 1, "{}", ana.reads());
    assert_eq!(seen[0].reply_to, Some(line.id));
}

#[tokio::test]
async fn a_file_that_takes_long_holds_up_nothing_for_longer_than_a_moment() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let slow = Fault::new(Act::Delay(Duration::from_secs(40)));
    desk.whatsapp.order(slow.on(Endpoint::Download));
    maria
        .sends(|phone, to| phone.sends_document(to, document("planta.pdf")))
        .await;
    maria.answers("Socorro, urgente").await;
    desk.seconds_pass(16).await;
    let seen = ana.person.sees(ana.place());
    let [.., line, urgent] = seen.as_slice() else {
        panic!("{}", ana.reads());
    };
    assert!(line.content.contains("ainda está chegando"), "{line:?}");
    assert_eq!(urgent.content, "Socorro, urgente");
    desk.minutes_pass(1).await;
    assert!(came(&ana), "{}", ana.reads());
    assert_eq!(ana.last().reply_to, Some(line.id), "{}", ana.reads());
}

#[tokio::test]
async fn a_file_that_comes_after_the_conclusion_leaves_the_thread_archived() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    hands_over_no_files(&desk);
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    desk.seconds_pass(15).await;
    let place = ana.place();
    ana.runs("conclude", &[]).await;
    desk.seconds_pass(5).await;
    let thread = || {
        let place = ana.person.channel(place).expect("it is there");
        place.thread.expect("a thread")
    };
    assert!(thread().archived);
    desk.whatsapp.end_faults();
    desk.minutes_pass(6).await;
    assert!(came(&ana), "{}", ana.reads());
    assert!(thread().archived, "nobody has to do anything there");
}
