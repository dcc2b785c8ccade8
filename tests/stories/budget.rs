//! What a message costs: commits and requests.

use conecta_sandbox::wire::{Entry, Kind, Platform};

use crate::support::Desk;

fn requests(entries: &[Entry], platform: Platform) -> Vec<String> {
    let mut found = Vec::new();
    for entry in entries.iter().filter(|entry| entry.platform == platform) {
        if let Kind::Request { method, path, .. } = &entry.kind {
            found.push(format!("{method} {path}"));
        }
    }
    found
}

#[tokio::test]
async fn an_inbound_text_costs_one_commit_and_one_request() {
    let desk = Desk::open().await;
    let (_, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("aquecendo").await;
    desk.minutes_pass(10).await;
    let (commits, entry) = (desk.bot().app.commits(), desk.wire.last());
    maria.phone.writes(maria.number(), "Oi");
    // The commit that comes before the request.
    let mut changes = desk.discord.changes();
    let before = loop {
        changes.borrow_and_update();
        let sent = requests(&desk.wire_after(entry), Platform::Discord);
        if sent.iter().any(|request| request.ends_with("/messages")) {
            break desk.bot().app.commits();
        }
        changes.changed().await.expect("Discord runs");
    };
    desk.settle().await;
    assert_eq!(before - commits, 1, "one between webhook and request");
    let sent = requests(&desk.wire_after(entry), Platform::Discord);
    assert_eq!(sent.len(), 1, "one request per inbound text: {sent:?}");
    assert!(
        desk.bot().app.commits() - commits <= 2,
        "settling rides along"
    );
}

#[tokio::test]
async fn an_outbound_text_costs_one_commit_before_its_request() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    ana.sends("aquecendo").await;
    desk.minutes_pass(10).await;
    let (commits, entry) = (desk.bot().app.commits(), desk.wire.last());
    ana.types("Olá").await;
    let typed = desk.bot().app.commits() - commits;
    assert_eq!(typed, 1, "one commit writes the line down");
    desk.seconds_pass(5).await;
    let sent = requests(&desk.wire_after(entry), Platform::Whatsapp);
    let sends = sent.iter().filter(|request| request.ends_with("/messages"));
    assert!(
        sends.count() <= 2,
        "the message, and perhaps the receipt: {sent:?}"
    );
    desk.seconds_pass(30).await;
    let all = desk.bot().app.commits() - commits;
    assert!(
        all <= 8,
        "written, sending, accepted, three statuses, marks: {all}"
    );
}
