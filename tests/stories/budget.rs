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

/// Holds back every request to either platform, so that what is committed meanwhile waits for no
/// answer: it is what stands between an event and the request that it leads to.
fn hold_back_every_request(desk: &Desk) {
    let all = discord::Fault::on("", "/").always();
    desk.discord.order(all.delays(Duration::from_secs(1)));
    let send = whatsapp::Fault::new(whatsapp::Act::Delay(Duration::from_secs(1)));
    desk.whatsapp.order(send);
}

#[tokio::test]
async fn an_outbound_text_costs_one_commit_before_its_request() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.undo_s = 0).await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("aquecendo").await;
    desk.minutes_pass(10).await;
    let (commits, entry) = (desk.bot().app.commits(), desk.wire.last());
    hold_back_every_request(&desk);
    ana.types("Olá").await;
    assert_eq!(desk.whatsapp.pending().parked, 1, "the request is there");
    let before = desk.bot().app.commits() - commits;
    assert_eq!(before, 1, "the one that writes `sending`");
    desk.discord.clear_orders();
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

#[tokio::test]
async fn a_queue_that_leaves_reads_nothing_of_discord() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    for text in ["Um", "Dois", "Três"] {
        ana.sends(text).await;
    }
    desk.minutes_pass(10).await;
    let entry = desk.wire.last();
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Um", "Dois", "Três"]);
    let mut sent = requests(&desk.wire_after(entry), Platform::Discord);
    sent.retain(|request| request.starts_with("GET") && request.contains("/messages/"));
    assert_eq!(sent, [""; 0]);
}

#[tokio::test]
async fn a_text_that_can_be_taken_back_costs_one_commit_when_written_and_one_when_it_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("aquecendo").await;
    desk.minutes_pass(10).await;
    let commits = desk.bot().app.commits();
    ana.types("Olá").await;
    let written = desk.bot().app.commits();
    assert_eq!(written - commits, 1, "the one that writes it down");
    desk.seconds_pass(4).await;
    assert_eq!(
        desk.bot().app.commits(),
        written,
        "nothing happens meanwhile"
    );
    hold_back_every_request(&desk);
    // Less than any request is held back for.
    desk.pass(Duration::from_millis(1_500)).await;
    assert_eq!(desk.whatsapp.pending().parked, 1, "the request is there");
    let before = desk.bot().app.commits() - written;
    assert_eq!(before, 1, "the one that writes `sending`");
    desk.discord.clear_orders();
    desk.seconds_pass(30).await;
    assert_eq!(maria.got().len(), 2);
}
