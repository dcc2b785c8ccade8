//! Trouble that lasts: nothing is lost, nothing comes twice, nobody waits for ever.

use std::time::Duration;

use conecta_sandbox::discord::{self, Scope};
use conecta_sandbox::whatsapp::{self, Act};
use serde_json::json;

use crate::support::Desk;

#[tokio::test]
async fn a_post_that_waits_longer_than_its_nonce_is_remembered_stands_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let posts = || discord::Fault::on("POST", "/channels/*/messages$");
    desk.discord.order(posts().answers_then_drops());
    desk.discord
        .order(posts().too_many(Scope::User, Duration::from_secs(400)));
    maria.answers("uma vez só").await;
    maria.answers("e depois").await;
    desk.minutes_pass(20).await;
    let read = ana.reads();
    assert_eq!(read.matches("uma vez só").count(), 1, "{read}");
    assert!(read.find("uma vez só") < read.find("e depois"), "{read}");
}

#[tokio::test]
async fn one_mark_that_is_refused_holds_up_no_other() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let blocked = json!({ "message": "Reaction was blocked", "code": 90001 });
    let first = ana.types("// um").await;
    desk.discord.order(
        discord::Fault::on("PUT", "/reactions/")
            .times(1)
            .answers(403, blocked),
    );
    let second = ana.types("// dois").await;
    let third = ana.types("// três").await;
    // Marks of one thread keep a quarter of a second between them.
    desk.seconds_pass(2).await;
    assert_eq!(ana.marks(first), "🔒");
    assert_eq!(ana.marks(second), "");
    assert_eq!(ana.marks(third), "🔒", "{}", ana.reads());
}

#[tokio::test]
async fn a_number_that_was_stopped_for_long_asks_before_it_sends_what_is_old() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    desk.whatsapp.expire_token();
    ana.sends("Antes").await;
    bruno.sends("Nunca tentada").await;
    desk.minutes_pass(40).await;
    bruno
        .person
        .types(bruno.place(), "Agora mesmo")
        .expect("typed");
    desk.seconds_pass(10).await;
    let seed = whatsapp::Seed::default();
    desk.whatsapp.set_token(&seed.token);
    desk.minutes_pass(10).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    assert_eq!(jose.got(), [""; 0], "{}", bruno.reads());
    ana.presses("Enviar").await;
    bruno.presses("Enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Antes"]);
    assert_eq!(jose.got(), ["Nunca tentada", "Agora mesmo"]);
}

#[tokio::test]
async fn a_number_stopped_for_another_reason_is_tried_once_an_hour() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // The account cannot pay.
    desk.whatsapp
        .order(whatsapp::Fault::new(Act::Error { code: 131_042 }).times(2));
    ana.sends("Olá").await;
    desk.minutes_pass(55).await;
    assert_eq!(maria.got(), [""; 0]);
    ana.sends("De novo").await;
    desk.minutes_pass(150).await;
    ana.presses("Enviar").await;
    desk.minutes_pass(90).await;
    if ana.offered("Enviar").is_some() {
        ana.presses("Enviar").await;
        desk.minutes_pass(1).await;
    }
    assert_eq!(maria.got(), ["Olá", "De novo"], "{}", ana.reads());
}

#[tokio::test]
async fn one_conversation_that_cannot_be_read_keeps_no_other_asleep() {
    let mut desk = Desk::open().await;
    {
        let (ana, _) = desk.talk("Ana", "Maria").await;
        ana.types("Perdida").await;
        let (bruno, _) = desk.talk("Bruno", "José").await;
        let broken = desk.bot().app.desk().store().write(|db| {
            Box::pin(async move {
                const LINES: &str = "UPDATE posts SET payload = 'x', state = 'retracting'
                    WHERE conversation = (SELECT MIN(id) FROM conversations)";
                const MESSAGES: &str = "UPDATE outgoing SET content = 'x'";
                sqlx::query(LINES).execute(&mut *db).await?;
                sqlx::query(MESSAGES).execute(db).await.map(drop)
            })
        });
        broken.await.expect("broken");
        bruno.types("Olá").await;
        desk.seconds_pass(10).await;
        assert_eq!(desk.customer("José").got(), ["Olá"]);
    }
    desk.kill().await;
    desk.starts_again().await;
    desk.agent("Bruno").with("José").sends("Ainda aqui").await;
    assert_eq!(desk.customer("José").got(), ["Olá", "Ainda aqui"]);
}

#[tokio::test]
async fn an_orderly_stop_waits_for_no_platform_and_loses_nothing() {
    let mut desk = Desk::open().await;
    {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        desk.discord
            .order(discord::Fault::on("POST", "/channels/*/messages$").hangs());
        maria.phone.writes(maria.number(), "Alô?");
        ana.types("Um momento").await;
    }
    let stopped = tokio::time::timeout(Duration::from_secs(60), desk.stop()).await;
    stopped.expect("it stops although Discord hangs");
    desk.discord.clear_orders();
    desk.starts_again().await;
    desk.minutes_pass(1).await;
    let read = desk.agent("Ana").with("Maria").reads();
    assert_eq!(read.matches("Alô?").count(), 1, "{read}");
    assert_eq!(desk.customer("Maria").got(), ["Um momento"], "{read}");
}

#[tokio::test]
async fn a_clock_that_is_set_back_holds_up_nobody() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.types("Chega na terça.").await;
    desk.seconds_pass(2).await;
    desk.clock.set_back(Duration::from_secs(3600));
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Chega na terça."], "{}", ana.reads());

    // A line that waits for Discord.
    let trouble = json!({ "message": "Internal Server Error", "code": 0 });
    let posts = discord::Fault::on("POST", "/channels/*/messages$").holding("Obrigada");
    desk.discord.order(posts.times(4).answers(500, trouble));
    maria.answers("Obrigada!").await;
    desk.seconds_pass(60).await;
    assert!(!ana.reads().contains("Obrigada!"), "{}", ana.reads());
    desk.clock.set_back(Duration::from_secs(7200));
    desk.minutes_pass(3).await;
    assert!(ana.reads().contains("Obrigada!"), "{}", ana.reads());
}
