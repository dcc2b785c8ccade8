//! The bot's life in the town, without anybody who looks.

use std::sync::Arc;
use std::time::Duration;

use conecta_demo::town::{Life, Town};
use conecta_demo::weather::Trouble;
use conecta_sandbox::company::SALES;

/// How long the end of what listened may take.
const PATIENCE: Duration = Duration::from_secs(5);

async fn is(town: &Town, life: Life) {
    let mut told = town.life();
    let told = told.wait_for(|now| *now == life).await;
    told.expect("the town stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_waits_for_discord_can_be_killed_and_tried_again() {
    let town = Arc::new(Town::open().await.expect("a town"));
    town.start_bot().await.expect("the bot starts");
    let before = town.addresses().await.expect("it listens");
    town.kill_bot().await;
    is(&town, Life::Stopped).await;
    assert!(town.addresses().await.is_none());
    // Whoever starts a process right now hands it for a moment whatever is open here.
    let gone = async {
        while tokio::net::TcpStream::connect(before.webhook).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    let gone = tokio::time::timeout(PATIENCE, gone).await;
    gone.expect("nothing of it listens any more");

    town.turn(Trouble::DiscordDown, true).await;
    let starting = tokio::spawn({
        let town = Arc::clone(&town);
        async move { town.start_bot().await }
    });
    is(&town, Life::Starting).await;
    town.kill_bot().await;
    starting.await.expect("no panic").expect("no trouble");
    is(&town, Life::Stopped).await;

    let general = town.company.team("Vendas").channel;
    town.whatsapp.customer("Maria Souza").writes(SALES, "Alô?");
    town.turn(Trouble::DiscordDown, false).await;
    town.start_bot().await.expect("the bot starts again");
    is(&town, Life::Running).await;
    let again = town.addresses().await.expect("it listens");
    assert_eq!(again.webhook, before.webhook, "links to its files hold");
    let owner = town.discord.person(town.company.owner);
    let mut changes = town.discord.changes();
    while owner.threads(general).is_empty() {
        changes.changed().await.expect("the look-alike stands");
    }
    town.stop_bot().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn troubles_are_switched_off_one_by_one() {
    let town = Town::open().await.expect("a town");
    let json = |weather| serde_json::to_value(weather).expect("JSON");
    let fair = json(town.weather().await);
    let all = [
        (Trouble::WhatsappDown, "whatsapp_down"),
        (Trouble::DiscordDown, "discord_down"),
        (Trouble::Slow, "slow"),
        (Trouble::Repeats, "repeats"),
        (Trouble::LostAnswers, "lost_answers"),
    ];
    for (trouble, name) in all {
        assert_eq!(fair[name], false);
        town.turn(trouble, true).await;
        assert_eq!(json(town.weather().await)[name], true);
        // A second press of another window changes nothing.
        town.turn(trouble, true).await;
    }
    for (trouble, name) in all {
        town.turn(trouble, false).await;
        assert_eq!(json(town.weather().await)[name], false);
    }
    assert_eq!(json(town.weather().await), fair);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_owner_finds_a_desk_that_lacks_nothing() {
    let town = Town::open().await.expect("a town");
    town.start_bot().await.expect("the bot starts");
    let owner = town.discord.person(town.company.owner);
    let asked = owner.runs(town.company.general, "setup", &[]);
    let shown = asked.expect("run").message().await.expect("an answer");
    let said = format!("{shown:?}");
    assert!(
        said.contains("Webhook: responde em http://127.0.0.1:"),
        "{said}"
    );
    assert!(
        !said.contains('❌') && !said.contains("PUBLIC_URL"),
        "{said}"
    );
    town.stop_bot().await;
}
