//! The bot's life in the town, without anybody who looks.

use std::sync::Arc;
use std::time::Duration;

use conecta_demo::town::{Life, Town};
use conecta_demo::weather::Trouble;
use conecta_sandbox::company::SALES;
use conecta_sandbox::wait::patiently;

/// Waits until the bot is so.
///
/// # Panics
/// If it could not start.
pub async fn is(town: &Town, life: Life) {
    let mut told = town.life();
    let told = told.wait_for(|now| *now == life || matches!(now, Life::Failed(_)));
    let told = patiently(&format!("{life:?}"), told).await;
    assert_eq!(*told.expect("the town stands"), life);
}

/// Starts the bot again; whoever starts a process right now hands it for a moment whatever is open
/// here, so that its port is not free at once.
async fn starts_again(town: &Town) {
    while let Err(error) = town.start_bot().await {
        assert!(
            format!("{error:#}").contains("cannot listen on"),
            "{error:#}"
        );
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_that_waits_for_discord_can_be_killed_and_tried_again() {
    let town = Arc::new(Town::open().await.expect("a town"));
    town.start_bot().await.expect("the bot starts");
    let before = town.addresses().await.expect("it listens");
    town.kill_bot().await;
    is(&town, Life::Stopped).await;
    assert!(town.addresses().await.is_none());
    let gone = async {
        while tokio::net::TcpStream::connect(before.webhook).await.is_ok() {
            tokio::task::yield_now().await;
        }
    };
    patiently("nothing of it listens any more", gone).await;

    town.turn(Trouble::DiscordDown, true).await;
    let starting = tokio::spawn({
        let town = Arc::clone(&town);
        async move { town.start_bot().await }
    });
    is(&town, Life::Starting).await;
    town.kill_bot().await;
    let started = patiently("the start ends", starting).await;
    started.expect("no panic").expect("no trouble");
    is(&town, Life::Stopped).await;

    let general = town.company.team("Vendas").channel;
    town.whatsapp.customer("Maria Souza").writes(SALES, "Alô?");
    town.turn(Trouble::DiscordDown, false).await;
    patiently("the bot starts again", starts_again(&town)).await;
    is(&town, Life::Running).await;
    let again = town.addresses().await.expect("it listens");
    assert_eq!(again.webhook, before.webhook, "links to its files hold");
    let owner = town.discord.person(town.company.owner);
    let mut changes = town.discord.changes();
    patiently("the thread", async {
        while owner.threads(general).is_empty() {
            changes.changed().await.expect("the look-alike stands");
        }
    })
    .await;
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
    let shown = owner.asks(town.company.general, "setup", &[]).await;
    let shown = shown.expect("an answer");
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
