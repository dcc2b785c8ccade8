//! A backup takes the place of the database: of what happened after it only the threads know.

use crate::support::Desk;

#[tokio::test]
async fn lines_with_our_mark_are_not_sent_again() {
    for minutes in [0, 10] {
        let mut desk = Desk::open().await;
        desk.talk("Ana", "Maria").await;
        desk.is_backed_up().await;
        {
            let ana = desk.agent("Ana").with("Maria");
            ana.types("Um").await;
            // ☑️ stands below the last of them alone.
            let two = ana.sends("Dois").await;
            assert_eq!(ana.marks(two), "☑\u{FE0F}", "{}", ana.reads());
            desk.minutes_pass(minutes).await;
        }
        desk.goes_back_to_its_backup().await;
        desk.minutes_pass(1).await;
        let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
        assert_eq!(maria.got(), ["Um", "Dois"], "{}", ana.reads());
        assert!(ana.offered("Enviar").is_none(), "{}", ana.reads());
        assert!(ana.offered("Enviar as 2").is_none(), "{}", ana.reads());
        ana.sends("Três").await;
        assert_eq!(maria.got(), ["Um", "Dois", "Três"], "{}", ana.reads());
    }
}

#[tokio::test]
async fn a_queue_that_left_after_the_backup_does_not_leave_again() {
    let mut desk = Desk::open().await;
    {
        let (ana, _) = desk.silence("Ana", "Maria").await;
        for text in ["Um", "Dois", "Três"] {
            ana.sends(text).await;
        }
    }
    desk.is_backed_up().await;
    let all = ["Bom dia!", "Um", "Dois", "Três"];
    {
        let maria = desk.customer("Maria");
        maria.answers("Oi").await;
        desk.minutes_pass(1).await;
        assert_eq!(maria.got(), all);
    }
    desk.goes_back_to_its_backup().await;
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    maria.answers("Ainda aí?").await;
    desk.minutes_pass(1).await;
    let reads = ana.reads();
    assert_eq!(maria.got(), all, "{reads}");
    assert_eq!(reads.matches("já saiu para Maria").count(), 3, "{reads}");
    ana.sends("Estou").await;
    assert_eq!(maria.got().len(), 5, "{}", ana.reads());
}

#[tokio::test]
async fn what_still_waited_after_the_backup_leaves_once() {
    let mut desk = Desk::open().await;
    {
        let (ana, _) = desk.silence("Ana", "Maria").await;
        ana.sends("Um").await;
    }
    desk.is_backed_up().await;
    desk.agent("Ana").with("Maria").sends("Dois").await;
    desk.goes_back_to_its_backup().await;
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Um", "Dois"], "{}", ana.reads());
}

#[tokio::test]
async fn a_line_whose_nonce_was_used_before_still_stands() {
    let mut desk = Desk::open().await;
    desk.talk("Ana", "Maria").await;
    desk.is_backed_up().await;
    desk.customer("Maria").answers("Um").await;
    desk.goes_back_to_its_backup().await;
    desk.seconds_pass(1).await;
    let maria = desk.customer("Maria");
    for text in ["Dois", "Três"] {
        maria.answers(text).await;
    }
    let ana = desk.agent("Ana").with("Maria");
    let reads = ana.reads();
    for text in ["Um", "Dois", "Três"] {
        assert_eq!(reads.matches(text).count(), 1, "{text}: {reads}");
    }
}
