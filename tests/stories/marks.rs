//! Marks of messages in a thread that is archived: they wait, and are shown when it opens again.

use crate::support::Desk;

const DELIVERED: &str = "☑\u{FE0F}";

#[tokio::test]
async fn what_is_read_after_the_end_is_marked_when_the_thread_opens_again() {
    let mut desk = Desk::open().await;
    let (line, place) = {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let line = ana.sends("Até logo").await;
        desk.minutes_pass(1).await;
        ana.runs("conclude", &[]).await;
        desk.minutes_pass(1).await;
        maria.reads().await;
        desk.minutes_pass(1).await;
        assert_eq!(ana.marks(line), DELIVERED, "{}", ana.reads());
        (line, ana.place())
    };
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").at(place);
    let archived = || {
        let thread = ana.person.channel(place).expect("her thread").thread;
        thread.expect("a thread").archived
    };
    assert!(archived(), "no mark opens it");
    assert_eq!(ana.marks(line), DELIVERED);
    ana.runs("restart", &[]).await;
    desk.minutes_pass(1).await;
    assert!(!archived());
    assert!(ana.marks(line).ends_with('🔵'), "{}", ana.marks(line));
}

#[tokio::test]
async fn the_next_word_in_an_archived_thread_brings_its_marks() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = ana.sends("Bom dia").await;
    desk.minutes_pass(1).await;
    let place = ana.place();
    let archived = desk.agent("Dona").person.archives_thread(place, true);
    archived.expect("archived");
    desk.settle().await;
    maria.reads().await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.marks(line), DELIVERED, "{}", ana.reads());
    maria.answers("Alguém?").await;
    desk.minutes_pass(1).await;
    assert!(ana.marks(line).ends_with('🔵'), "{}", ana.marks(line));
}
