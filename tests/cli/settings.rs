use crate::shell::Shell;

#[tokio::test]
async fn a_missing_setting_is_named_before_anything_starts() {
    for name in [
        "DISCORD_TOKEN",
        "DISCORD_GUILD_ID",
        "WHATSAPP_TOKEN",
        "WHATSAPP_APP_SECRET",
        "WHATSAPP_VERIFY_TOKEN",
        "WHATSAPP_BUSINESS_ACCOUNT_IDS",
    ] {
        let mut shell = Shell::new().await;
        shell.unset(name);
        for command in ["run", "doctor"] {
            let ended = shell.runs(command).await;
            assert_eq!(ended.code, Some(2), "{ended:?}");
            let sentence = format!("Falta {name}: defina no ambiente ou no arquivo .env.\n");
            assert_eq!(ended.err, sentence);
            assert_eq!(ended.out, "");
        }
        assert_eq!(shell.wire.last(), 0, "nobody was asked anything");
        assert!(!shell.database().exists());
    }
}

#[tokio::test]
async fn a_malformed_setting_is_named_with_what_it_takes_and_not_with_what_it_was() {
    let table = [
        ("DISCORD_GUILD_ID", "minha-loja", "só números"),
        ("WHATSAPP_BUSINESS_ACCOUNT_IDS", "12,x", "por vírgula"),
        ("GRAPH_API_BASE", "http://example.com", "https"),
        ("DISCORD_API_BASE", "discord", "https"),
        ("GRAPH_API_VERSION", "25", "v25.0"),
        ("DATABASE_URL", "postgres://x", "SQLite"),
        ("WEBHOOK_BIND", "8080", "porta"),
        ("DEFAULT_LOCALE", "xx", "pt-BR"),
        ("TIME_ZONE", "Marte", "America/Sao_Paulo"),
        ("LOG_FORMAT", "xml", "json"),
    ];
    for (name, value, expected) in table {
        let mut shell = Shell::new().await;
        shell.set(name, value);
        let ended = shell.runs("run").await;
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert_eq!(ended.err.lines().count(), 1, "{ended:?}");
        let begins = format!("{name} não serve: ");
        assert!(ended.err.starts_with(&begins), "{ended:?}");
        assert!(ended.err.contains(expected), "{ended:?}");
        assert_eq!(shell.wire.last(), 0, "nobody was asked anything");
    }
}

#[tokio::test]
async fn the_language_is_a_setting_too() {
    let mut shell = Shell::new().await;
    shell.set("DEFAULT_LOCALE", "en");
    shell.unset("DISCORD_TOKEN");
    let ended = shell.runs("run").await;
    let sentence = "DISCORD_TOKEN is missing: set it in the environment or in the file .env.\n";
    assert_eq!((ended.code, ended.err.as_str()), (Some(2), sentence));
}

#[tokio::test]
async fn what_the_environment_does_not_say_stands_in_the_env_file() {
    let mut shell = Shell::new().await;
    let elsewhere = shell.dir.path().join("elsewhere.db");
    let file = shell.dir.path().join(".env");
    let token = shell.get("DISCORD_TOKEN").to_owned();
    std::fs::write(
        &file,
        format!(
            "DATABASE_URL=sqlite://{}\nDISCORD_TOKEN={token}\n",
            elsewhere.display()
        ),
    )
    .expect("written");
    let ended = shell.runs("migrate").await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(elsewhere.exists() && !shell.database().exists());
    // The environment is above the file.
    shell.set("DISCORD_TOKEN", " ");
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2));
    assert!(ended.err.starts_with("Falta DISCORD_TOKEN"), "{ended:?}");

    std::fs::write(&file, "this is no setting").expect("written");
    let ended = shell.runs("run").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.err.starts_with(".env não serve"), "{ended:?}");
}

#[tokio::test]
async fn migrating_needs_the_database_alone() {
    let mut shell = Shell::new().await;
    shell.unset("DISCORD_TOKEN");
    shell.unset("WHATSAPP_TOKEN");
    for _ in 0..2 {
        let ended = shell.runs("migrate").await;
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert_eq!(ended.out, "Banco em dia.\n");
    }
    assert!(shell.database().exists());
    std::fs::write(shell.database(), "no database, and longer than a header of SQLite's: it is one hundred bytes, so more text is needed here").expect("written");
    let ended = shell.runs("migrate").await;
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.last_word().contains("não abre"), "{ended:?}");
}
