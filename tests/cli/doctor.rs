use chrono::TimeDelta;
use conecta::clock::{Clock as _, SystemClock};
use conecta::domain::ids::ChannelId;
use conecta::store::channels;
use conecta_sandbox::discord::permissions::bits;

use crate::shell::Shell;

#[tokio::test]
async fn a_set_up_in_order_is_said_to_be() {
    let shell = Shell::new().await;
    shell.sets_up().await;
    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(!ended.out.contains('✘'), "{}", ended.out);
    for words in [
        &["Banco", "em dia"][..],
        &["Relógio: certo"],
        &["Discord: o token é de Conecta"],
        &["intents necessários"],
        &["Loja da Ana"],
        &["#vendas", "privado"],
        &["#suporte"],
        &["#financeiro"],
        &["Administrator", "@Dona"],
        &["Supervisores de Vendas", "@Supervisão"],
        &["WhatsApp: o token vale"],
        &["inscrita neste aplicativo"],
        &["+55 11 4000-1000", "conectado e ligado"],
        &["Modelos", "aprovados"],
        &["Webhook: responde em http://127.0.0.1"],
    ] {
        assert!(ended.found('✔', words), "{words:?}: {}", ended.out);
    }
    assert!(ended.out.ends_with("Tudo certo.\n"), "{}", ended.out);
    for secret in ["DISCORD_TOKEN", "WHATSAPP_TOKEN", "WHATSAPP_APP_SECRET"] {
        let secret = shell.get(secret);
        assert!(!ended.out.contains(secret) && !ended.err.contains(secret));
    }
}

#[tokio::test]
async fn before_anything_is_set_up_the_next_steps_are_named() {
    let shell = Shell::new().await;
    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.found('✔', &["ainda não existe"]), "{}", ended.out);
    assert!(ended.found('✘', &["Ainda não há equipe"]), "{}", ended.out);
    assert!(
        ended.found('✘', &["Nenhum número está ligado"]),
        "{}",
        ended.out
    );
    assert!(!shell.database().exists(), "nothing was made");
}

#[tokio::test]
async fn each_trouble_in_discord_is_named_with_the_place_to_mend_it() {
    const MESSAGE_CONTENT: u64 = 1 << 15;
    let shell = Shell::with(|discord, _| discord.without_intent(MESSAGE_CONTENT)).await;
    shell.sets_up().await;
    let [sales, support, finance] =
        ["Vendas", "Suporte", "Financeiro"].map(|name| shell.company.team(name).clone());
    let discord = &shell.discord;
    // Everyone reads one channel, one is gone, and in one the bot may not post.
    let everyone = shell.discord.guild_id();
    discord.sets_role_in(sales.channel, everyone, bits::VIEW_CHANNEL, 0);
    discord.deletes_channel(support.channel);
    discord.deletes_role(support.role);
    discord.sets_member_in(
        finance.channel,
        discord.bot_user_id(),
        bits::VIEW_CHANNEL,
        bits::SEND_MESSAGES | bits::ADD_REACTIONS,
    );
    discord.takes_role(shell.company.person("Davi"), finance.role);
    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for words in [
        &["Message Content Intent"][..],
        &["#vendas", "@everyone", "Edit Channel → Permissions"],
        &["canal da equipe Suporte", "/equipe"],
        &["cargo da equipe Suporte", "/equipe"],
        &["#financeiro", "Send Messages", "Add Reactions"],
        &["Ninguém", "@Financeiro"],
    ] {
        assert!(ended.found('✘', words), "{words:?}: {}", ended.out);
    }
    assert!(
        ended.found('✔', &["WhatsApp: o token vale"]),
        "{}",
        ended.out
    );
    assert!(
        ended.out.contains("problemas para resolver"),
        "{}",
        ended.out
    );
}

#[tokio::test]
async fn each_trouble_in_whatsapp_is_named_with_the_place_to_mend_it() {
    let mut shell = Shell::with(|_, whatsapp| {
        let account = &mut whatsapp.accounts[0];
        account.subscribed = false;
        account.templates.clear();
        account.numbers[0].status = "DISCONNECTED".into();
        account.numbers[0].quality = "RED".into();
    })
    .await;
    shell.sets_up().await;
    shell
        .changes(|db| {
            Box::pin(async move {
                channels::set_default_team(db, ChannelId(1), None).await?;
                channels::set_enabled(db, ChannelId(2), false).await?;
                channels::count_off(db, ChannelId(2)).await
            })
        })
        .await;
    shell.set("WHATSAPP_BUSINESS_ACCOUNT_IDS", {
        let ours = shell.get("WHATSAPP_BUSINESS_ACCOUNT_IDS");
        format!("{ours},999")
    });
    shell.whatsapp.set_webhook("https://elsewhere.example/hook");
    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    for words in [
        &["não está inscrita", "/configurar"][..],
        &["A conta 999 não existe", "Assign assets"],
        &["DISCONNECTED", "Phone numbers"],
        &["qualidade baixa"],
        &["nenhuma equipe recebe"],
        &["1 mensagem chegou em Loja da Ana Atendimento (desligado)"],
        &["Nenhum modelo aprovado", "Message templates"],
    ] {
        assert!(ended.found('✘', words), "{words:?}: {}", ended.out);
    }

    shell.set("WHATSAPP_APP_SECRET", "another");
    shell.set("PUBLIC_URL", "http://127.0.0.1:9");
    let ended = shell.runs("doctor").await;
    for words in [
        &["WHATSAPP_APP_SECRET", "App settings → Basic"][..],
        &["não responde de fora", "http://127.0.0.1:9/"],
    ] {
        assert!(ended.found('✘', words), "{words:?}: {}", ended.out);
    }

    shell.whatsapp.expire_token();
    shell.unset("PUBLIC_URL");
    let ended = shell.runs("doctor").await;
    for words in [
        &["recusou WHATSAPP_TOKEN", "System users"][..],
        &["Falta PUBLIC_URL"],
    ] {
        assert!(ended.found('✘', words), "{words:?}: {}", ended.out);
    }
}

#[tokio::test]
async fn who_else_gets_the_messages_is_said() {
    let shell = Shell::with(|_, whatsapp| {
        whatsapp.accounts[0].others = vec!["Blip".to_owned()];
    })
    .await;
    shell.sets_up().await;
    let ended = shell.runs("doctor").await;
    let words = ["Também conectado: Blip", "As duas plataformas vão receber"];
    assert!(ended.found('✔', &words), "{}", ended.out);
}

#[tokio::test]
async fn meta_must_send_to_us() {
    let shell = Shell::new().await;
    shell.sets_up().await;
    shell.whatsapp.set_webhook("https://elsewhere.example/hook");
    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let words = ["https://elsewhere.example/hook", "Configuration → Webhook"];
    assert!(ended.found('✘', &words), "{}", ended.out);
}

#[tokio::test]
async fn a_platform_in_trouble_hides_nothing_of_the_other() {
    let shell = Shell::new().await;
    shell.sets_up().await;
    shell.discord.goes_down();
    let ended = shell.runs("doctor").await;
    assert!(ended.found('✘', &["falar com o Discord"]), "{}", ended.out);
    assert!(
        ended.found('✔', &["WhatsApp: o token vale"]),
        "{}",
        ended.out
    );
    shell.discord.comes_back();
    shell.whatsapp.goes_down().await;
    let ended = shell.runs("doctor").await;
    assert!(ended.found('✘', &["falar com o WhatsApp"]), "{}", ended.out);
    assert!(ended.found('✔', &["#vendas"]), "{}", ended.out);
}

#[tokio::test]
async fn a_clock_that_is_wrong_is_told_by_how_much() {
    let shell = Shell::at(SystemClock.now() + TimeDelta::minutes(10), |_, _| {}).await;
    shell.sets_up().await;
    let ended = shell.runs("doctor").await;
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let clock = ended.out.lines().find(|line| line.contains("relógio"));
    let clock = clock.expect("the clock is spoken of");
    assert!(clock.contains("60") || clock.contains("59"), "{clock}");
    assert!(clock.contains("NTP"), "{clock}");
}
