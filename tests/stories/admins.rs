//! What admins are told, and where.

use std::time::Duration;

use chrono::TimeDelta;
use conecta::store::inbox;
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{self, Id, NewRole};
use conecta_sandbox::whatsapp::{Act, Fault, Signature};
use conecta_sandbox::wire::Kind;
use serde_json::json;

use crate::support::Desk;

/// A desk whose admins are told in `#geral`, and were told nothing yet.
async fn open() -> Desk {
    let desk = Desk::watched().await;
    assert_eq!(desk.told(), Vec::<String>::new(), "nothing is news yet");
    desk
}

/// What changes is looked at together, some seconds later.
async fn somebody_looks(desk: &Desk) {
    desk.seconds_pass(10).await;
}

fn channel(desk: &Desk, team: &str) -> Id {
    desk.company.team(team).channel
}

#[tokio::test]
async fn a_new_reader_of_a_teams_channel_is_told_once_and_over_a_restart() {
    let mut desk = open().await;
    let sales = channel(&desk, "Vendas");
    let marketing = desk.discord.adds_role(NewRole::named("Marketing"));
    somebody_looks(&desk).await;
    assert_eq!(desk.told(), Vec::<String>::new(), "it reads nothing");

    desk.discord
        .sets_role_in(sales, marketing, bits::VIEW_CHANNEL, 0);
    somebody_looks(&desk).await;
    let [alert] = desk.told().try_into().expect("one alert");
    let words = [
        format!("<@&{marketing}>"),
        format!("<#{sales}>"),
        "Vendas".into(),
    ];
    for word in words {
        assert!(alert.contains(&word), "{alert}");
    }

    desk.hours_pass(3).await;
    desk.kill().await;
    desk.starts_again().await;
    assert_eq!(desk.told().len(), 1, "{:?}", desk.told());

    // A bot that comes with a role of its own and sees every channel.
    let everyone = desk.discord.guild_id();
    desk.discord
        .sets_role_in(sales, everyone, bits::VIEW_CHANNEL, 0);
    somebody_looks(&desk).await;
    let alerts = desk.told();
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    assert!(alerts[1].contains("@everyone"), "{alerts:?}");
}

#[tokio::test]
async fn a_team_that_loses_its_channel_or_its_role_is_told_of() {
    let desk = open().await;
    desk.discord.deletes_channel(channel(&desk, "Suporte"));
    somebody_looks(&desk).await;
    desk.discord
        .deletes_role(desk.company.team("Financeiro").role);
    somebody_looks(&desk).await;
    let [channel, role] = desk.told().try_into().expect("two alerts");
    assert!(channel.contains("canal da equipe Suporte"), "{channel}");
    assert!(channel.contains("</team:"), "{channel}");
    assert!(role.contains("cargo da equipe Financeiro"), "{role}");
}

#[tokio::test]
async fn an_alert_whose_answer_was_lost_is_told_once() {
    let desk = open().await;
    let posts = format!("/channels/{}/messages$", desk.company.general);
    let lost = discord::Fault::on("POST", &posts).answers_then_drops();
    desk.discord.order(lost);
    desk.discord.deletes_channel(channel(&desk, "Suporte"));
    desk.minutes_pass(1).await;
    let alerts = desk.told();
    assert_eq!(alerts.len(), 1, "{alerts:?}");
}

#[tokio::test]
async fn a_number_that_stops_sending_is_told_of_and_so_is_its_return() {
    let desk = open().await;
    let (ana, _maria) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.expire_token();
    ana.sends("Olá").await;
    somebody_looks(&desk).await;
    let [stopped] = desk.told().try_into().expect("one alert");
    assert!(stopped.contains("«Vendas» parou de enviar"), "{stopped}");
    assert!(stopped.contains("perdeu a autorização"), "{stopped}");

    let token = conecta_sandbox::whatsapp::Seed::default().token;
    desk.whatsapp.set_token(&token);
    desk.pass(Duration::from_secs(12 * 60)).await;
    let alerts = desk.told();
    assert!(alerts[1].contains("«Vendas» voltou a enviar"), "{alerts:?}");
}

#[tokio::test]
async fn a_number_that_only_seems_to_be_back_is_told_of_once() {
    let desk = open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // The lists answer all the while.
    desk.whatsapp
        .order(Fault::new(Act::Error { code: 190 }).always());
    ana.sends("Olá").await;
    desk.minutes_pass(13).await;
    let [stopped] = desk.told().try_into().expect("one alert");
    assert!(stopped.contains("«Vendas» parou de enviar"), "{stopped}");
    let reads = ana.reads();
    assert_eq!(reads.matches("perdeu a autorização").count(), 1, "{reads}");
    desk.whatsapp.end_faults();
    desk.minutes_pass(7).await;
    let alerts = desk.told();
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    assert!(alerts[1].contains("«Vendas» voltou a enviar"), "{alerts:?}");
    ana.presses("Enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Olá"], "{}", ana.reads());
}

#[tokio::test]
async fn messages_that_stand_still_are_told_of_once_and_so_is_their_end() {
    let mut desk = open().await;
    {
        let (ana, _) = desk.talk("Ana", "Maria").await;
        desk.whatsapp.goes_down().await;
        ana.sends("Olá").await;
        desk.minutes_pass(4).await;
        assert_eq!(desk.told(), [""; 0], "what is short is nobody's business");
        desk.minutes_pass(2).await;
    }
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(2).await;
    let [still] = desk
        .told()
        .try_into()
        .expect("one alert, over a restart too");
    assert!(still.contains("Mensagens prontas não saem"), "{still}");
    assert!(still.contains("</diagnostics:"), "{still}");
    desk.whatsapp.comes_back().await;
    desk.minutes_pass(12).await;
    assert_eq!(desk.customer("Maria").got(), ["Olá"]);
    let alerts = desk.told();
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    assert!(
        alerts[1].contains("Não há mais mensagens paradas"),
        "{alerts:?}"
    );
}

#[tokio::test]
async fn threads_that_get_no_lines_are_told_of() {
    let desk = open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let bot = desk.discord.bot_user_id();
    desk.discord.sets_member_in(
        channel(&desk, "Vendas"),
        bot,
        bits::VIEW_CHANNEL,
        bits::SEND_MESSAGES_IN_THREADS,
    );
    maria.answers("Alguém aí?").await;
    desk.minutes_pass(7).await;
    let alerts = desk.told();
    let still = |told: &&String| told.contains("O que deveria aparecer nos tópicos");
    assert_eq!(alerts.iter().filter(still).count(), 1, "{alerts:?}");
    desk.discord
        .sets_member_in(channel(&desk, "Vendas"), bot, bits::VIEW_CHANNEL, 0);
    desk.minutes_pass(15).await;
    assert!(ana.reads().contains("Alguém aí?"), "{}", ana.reads());
    let alerts = desk.told();
    let over = |told: &&String| told.contains("Os tópicos estão em dia de novo");
    assert_eq!(alerts.iter().filter(over).count(), 1, "{alerts:?}");
}

#[tokio::test]
async fn what_is_given_up_is_told_as_that_and_never_as_well_again() {
    let mut desk = open().await;
    let (now, in_half_an_hour) = (desk.clock.now(), desk.clock.now() + TimeDelta::minutes(30));
    let store = desk.bot().app.desk().store().clone();
    let added = store.write(move |db| {
        Box::pin(async move { inbox::add(db, "BR.77", "garbage", "?", in_half_an_hour, now).await })
    });
    added.await.expect("set aside");
    drop(store);
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(7).await;
    let [still] = desk.told().try_into().expect("one alert");
    assert!(still.contains("Avisos do WhatsApp não puderam"), "{still}");
    desk.minutes_pass(25).await;
    let alerts = desk.told();
    assert_eq!(alerts.len(), 2, "{alerts:?}");
    for words in [
        "1 aviso do WhatsApp não pôde",
        "não será tentado",
        "guardado",
    ] {
        assert!(alerts[1].contains(words), "{alerts:?}");
    }
    assert!(!alerts[1].contains("processados de novo"), "{alerts:?}");

    // It is told once, over a restart too.
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(70).await;
    assert_eq!(desk.told(), alerts);
    let dona = desk.agent("Dona").at(desk.company.general);
    let examined = dona.runs("diagnostics", &[]).await;
    assert!(
        examined.all_text().contains("não será tentado"),
        "{examined:?}"
    );
}

#[tokio::test]
async fn a_burst_of_changes_is_looked_at_once_at_first_and_once_more_at_its_end() {
    let desk = open().await;
    let entry = desk.wire.last();
    let sales = channel(&desk, "Vendas");
    for name in ["Um", "Dois", "Três", "Quatro"] {
        let role = desk.discord.adds_role(NewRole::named(name));
        desk.discord
            .sets_role_in(sales, role, bits::VIEW_CHANNEL, 0);
        desk.settle().await;
    }
    somebody_looks(&desk).await;
    let looks = desk.wire_after(entry);
    let looks = looks.iter().filter(|entry| {
        matches!(&entry.kind, Kind::Request { method, path, .. }
            if method == "GET" && path.ends_with("/channels"))
    });
    assert_eq!(looks.count(), 2);
    let alerts = desk.told();
    assert_eq!(alerts.len(), 2, "the first at once: {alerts:?}");
}

#[tokio::test]
async fn without_a_place_nobody_is_written_to() {
    let desk = Desk::open().await;
    somebody_looks(&desk).await;
    let before = desk.wire.last();
    desk.discord.deletes_channel(channel(&desk, "Suporte"));
    somebody_looks(&desk).await;
    let posts = desk.wire_after(before);
    let posts = posts
        .iter()
        .filter(|entry| format!("{entry:?}").contains("\"POST\""));
    assert_eq!(posts.count(), 0);
}

#[tokio::test]
async fn bodies_of_webhooks_are_forgotten_after_a_month() {
    let desk = Desk::open().await;
    desk.customer("Maria").answers("Oi").await;
    let kept = async || {
        let store = desk.bot().app.desk().store().clone();
        let mut db = store.read().await.expect("a reader");
        let all = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM webhooks");
        all.fetch_one(&mut *db).await.expect("counted")
    };
    assert!(kept().await > 0);
    desk.clock.advance(Duration::from_secs(29 * 24 * 3600));
    desk.settle().await;
    assert!(kept().await > 0, "not yet");
    desk.clock.advance(Duration::from_secs(2 * 24 * 3600));
    desk.settle().await;
    assert_eq!(kept().await, 0);
}

#[tokio::test]
async fn what_was_given_up_is_forgotten_after_a_month_and_the_next_is_told_of() {
    let desk = open().await;
    let given_up = async || {
        let store = desk.bot().app.desk().store().clone();
        let mut db = store.read().await.expect("a reader");
        inbox::given_up(&mut db).await.expect("counted")
    };
    let days_pass = async |days: u64| {
        desk.clock.advance(Duration::from_secs(days * 24 * 3600));
        desk.settle().await;
        somebody_looks(&desk).await;
    };
    let gives_up = async || {
        let now = desk.clock.now();
        let added = desk.bot().app.desk().store().write(move |db| {
            Box::pin(async move { inbox::add(db, "BR.77", "garbage", "?", now, now).await })
        });
        added.await.expect("set aside");
        desk.bot().app.desk().retry_inbox().await.expect("tried");
        somebody_looks(&desk).await;
    };
    gives_up().await;
    assert_eq!(desk.told().len(), 1, "{:?}", desk.told());
    assert!(desk.told()[0].contains("por 30 dias"), "{:?}", desk.told());
    days_pass(29).await;
    assert_eq!(given_up().await, 1, "not yet");
    days_pass(2).await;
    assert_eq!(given_up().await, 0);
    gives_up().await;
    assert_eq!(desk.told().len(), 2, "{:?}", desk.told());
}

#[tokio::test]
async fn a_part_of_a_webhook_that_cannot_be_read_is_told_and_its_neighbours_are_taken() {
    let desk = open().await;
    let text = |id: Option<&str>, text: &str| {
        let mut message = json!({
            "from": "5511987654321", "type": "text", "text": { "body": text },
            "timestamp": desk.clock.now().timestamp().to_string(),
        });
        if let Some(id) = id {
            message["id"] = json!(id);
        }
        message
    };
    let value = json!({
        "messaging_product": "whatsapp",
        "messages": [text(None, "perdida"), text(Some("wamid.a"), "Oi")],
        "metadata": { "display_phone_number": "551140001000", "phone_number_id": SALES },
    });
    let changes = json!([{ "field": "messages", "value": value }]);
    let entry = json!([{ "id": desk.company.account, "changes": changes }]);
    let body = json!({ "object": "whatsapp_business_account", "entry": entry });
    let body = body.to_string().into_bytes();
    let status = desk.whatsapp.post_raw(body, Signature::Valid).await;
    assert_eq!(status.expect("an answer"), 200);
    desk.settle().await;
    assert_eq!(desk.threads("Maria").len(), 1, "the other one is here");
    somebody_looks(&desk).await;
    let told = desk.told();
    assert!(
        told.iter().any(|line| line.contains("não pôde ser lido")),
        "{told:?}"
    );
    assert!(!told.iter().any(|line| line.contains("perdida")));
}
