//! What a message costs: commits and requests.

use std::time::Duration;

use conecta_sandbox::wire::{Entry, Kind, Platform};
use conecta_sandbox::{discord, whatsapp};

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
    // The request is held back, so that the commits before it can be counted.
    let held = discord::Fault::on("POST", "/channels/*/messages$").delays(Duration::from_secs(1));
    desk.discord.order(held);
    maria.answers("Oi").await;
    assert_eq!(desk.discord.activity().parked, 1);
    let before = desk.bot().app.commits() - commits;
    assert_eq!(before, 1, "one between webhook and request");
    desk.seconds_pass(2).await;
    let sent = requests(&desk.wire_after(entry), Platform::Discord);
    assert_eq!(sent.len(), 1, "one request per inbound text: {sent:?}");
    let all = desk.bot().app.commits() - commits;
    assert!(all <= 2, "settling rides on a later commit: {all}");
}

#[tokio::test]
async fn an_outbound_text_costs_one_commit_before_its_request() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.undo_s = 0).await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("aquecendo").await;
    desk.minutes_pass(10).await;
    let (commits, entry) = (desk.bot().app.commits(), desk.wire.last());
    let held = whatsapp::Fault::new(whatsapp::Act::Delay(Duration::from_secs(1)));
    desk.whatsapp.order(held);
    ana.types("Olá").await;
    assert_eq!(desk.whatsapp.pending().parked, 1);
    let before = desk.bot().app.commits() - commits;
    // The card may be looked at meanwhile, which nothing waits for.
    assert!(
        (1..=2).contains(&before),
        "the one that writes `sending`: {before}"
    );
    desk.seconds_pass(30).await;
    assert_eq!(maria.got().len(), 2);
    let sent = requests(&desk.wire_after(entry), Platform::Whatsapp);
    assert_eq!(sent.len(), 1, "{sent:?}");
    let all = desk.bot().app.commits() - commits;
    assert!(
        all <= 8,
        "written, accepted, two statuses, a mark, timers: {all}"
    );
}
