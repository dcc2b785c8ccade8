use crate::shell::Shell;

#[tokio::test]
async fn a_wrong_token_is_told_with_the_place_to_mend_it() {
    let mut shell = Shell::new().await;
    shell.set("DISCORD_TOKEN", "an-old-token-of-ours");
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let last = ended.last_word();
    assert!(last.contains("recusou DISCORD_TOKEN"), "{last}");
    assert!(last.contains("Bot → Reset Token"), "{last}");
    assert!(!ended.err.contains("an-old-token-of-ours"), "{ended:?}");
}

#[tokio::test]
async fn what_no_token_can_be_is_told_in_the_same_way() {
    let mut shell = Shell::new().await;
    shell.set("DISCORD_TOKEN", "two\nlines");
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.last_word().contains("Reset Token"), "{ended:?}");
}

#[tokio::test]
async fn a_missing_intent_is_told_with_its_name_in_the_portal() {
    const MESSAGE_CONTENT: u64 = 1 << 15;
    let shell = Shell::with(|discord, _| discord.without_intent(MESSAGE_CONTENT)).await;
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let last = ended.last_word();
    assert!(last.contains("Message Content Intent"), "{last}");
    assert!(!ended.out.contains("no ar"), "{ended:?}");
}

#[tokio::test]
async fn only_one_desk_has_the_database_and_it_stops_when_asked() {
    let mut shell = Shell::new().await;
    shell.sets_up().await;
    let desk = shell.starts().await;

    let (status, _) = shell
        .gets(&format!("{}/health", shell.get("PUBLIC_URL")))
        .await;
    assert_eq!(status, 200);
    let (_, metrics) = shell
        .gets(&format!("http://{}/metrics", shell.get("METRICS_BIND")))
        .await;
    // How many units wait at this very moment is anybody's guess.
    for line in [
        "conecta_gateway_connected 1",
        "conecta_units_pending ",
        "conecta_message_age_seconds{state=\"ready\"} 0",
        "conecta_message_age_seconds{state=\"waiting\"} 0",
        "conecta_line_age_seconds 0",
    ] {
        assert!(
            metrics.lines().any(|found| found.starts_with(line)),
            "{line}: {metrics}"
        );
    }

    // The second one would also want the first one's port, but never comes so far.
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let last = ended.last_word();
    assert!(last.starts_with("Outra Conecta já usa o banco"), "{last}");
    let ended = shell.runs("migrate").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");

    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.found('✔', &["em uso pela Conecta"]), "{ended:?}");
    assert!(ended.found('✔', &["Webhook: responde"]), "{ended:?}");

    shell.set("DATABASE_URL", "sqlite://another.db");
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    let last = ended.last_word();
    assert!(
        last.contains("já está em uso") && last.contains("WEBHOOK_BIND"),
        "{last}"
    );

    assert_eq!(desk.stops().await, Some(0));
}

#[tokio::test]
async fn a_discord_that_was_never_seen_must_be_reachable_at_the_first_start() {
    let shell = Shell::new().await;
    shell.discord.goes_down();
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.last_word().contains("DISCORD_API_BASE"), "{ended:?}");
}
