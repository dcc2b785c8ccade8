//! Whose words these are: the customer's name stands again after every line that is not hers.

use conecta_sandbox::company::SALES;

use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// She writes twice, something else comes between, she writes again: how her lines read.
async fn around(desk: &Desk, between: impl AsyncFnOnce(&Agent<'_>, &Customer<'_>)) -> [String; 3] {
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("um").await;
    maria.answers("dois").await;
    between(&ana, &maria).await;
    maria.answers("três").await;
    let seen = ana.person.sees(ana.place());
    ["um", "dois", "três"].map(|text| {
        let line = seen.iter().rfind(|line| line.content.ends_with(text));
        line.unwrap_or_else(|| panic!("{text}: {}", ana.reads()))
            .content
            .clone()
    })
}

fn is_named(line: &str) -> bool {
    line.starts_with("**Maria Souza**")
}

#[tokio::test]
async fn within_a_burst_it_stands_once_and_after_a_note_again() {
    let desk = Desk::open().await;
    let [one, two, three] = around(&desk, async |ana, _| {
        let note = [("text", "ela é cliente antiga".into())];
        let run = ana.person.runs(ana.place(), "note", &note).expect("run");
        run.answered().await;
        desk.settle().await;
    })
    .await;
    assert!(is_named(&one) && !is_named(&two), "{one} {two}");
    assert!(is_named(&three), "{three}");
}

#[tokio::test]
async fn after_news_about_her_it_stands_again() {
    let desk = Desk::open().await;
    let [_, _, three] = around(&desk, async |_, maria| {
        maria.phone.changes_number(SALES, "5511987650000", "BR.900");
        desk.settle().await;
    })
    .await;
    assert!(is_named(&three), "{three}");
}

#[tokio::test]
async fn after_a_line_about_marketing_it_stands_again() {
    let desk = Desk::open().await;
    let [_, _, three] = around(&desk, async |_, maria| {
        maria.phone.stops_marketing(SALES);
        desk.settle().await;
    })
    .await;
    assert!(is_named(&three), "{three}");
}
