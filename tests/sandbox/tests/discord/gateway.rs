//! The gateway: sessions, intents, resumes, and its troubles.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use conecta_sandbox::discord::Upload;
use conecta_sandbox::wait::patiently;
use serde_json::json;

use super::support::{Company, INTENTS, Socket};

#[tokio::test]
async fn a_bad_token_or_a_forbidden_intent_closes_the_connection() {
    let company = Company::with(|seed| seed.without_intent(1 << 15)).await;
    for (token, intents, code) in [
        ("falso".to_owned(), INTENTS, 4004),
        (company.discord.token(), INTENTS, 4014),
        (company.discord.token(), 1 << 40, 4013),
    ] {
        let mut socket = company.socket().await;
        socket.identify(&token, intents).await;
        assert_eq!(socket.next().await, Err(code));
    }
}

#[tokio::test]
async fn events_come_compressed_numbered_and_as_the_intents_say() {
    let company = Company::open().await;
    let mut full = company.session().await;
    assert_eq!(full.binary, 3);
    company.discord.gateway_zlib(false);
    let mut poor = company.socket().await;
    poor.identify(&company.discord.token(), 1 | 1 << 9).await;
    poor.event_of("READY").await;
    let ana = company.discord.person(company.ana);
    let message = ana
        .uploads(company.sales, "Olá", vec![Upload::new("a.txt", "x")])
        .expect("a message");
    ana.reacts(message, "👍").expect("a reaction");
    let bot = company.discord.bot_user_id();
    ana.types(company.sales, &format!("<@{bot}> você"))
        .expect("a message");
    company.discord.ask_heartbeat();
    let seen = full.events_until_asked().await;
    let names: Vec<&str> = seen.iter().filter_map(|e| e["t"].as_str()).collect();
    assert_eq!(
        names,
        ["MESSAGE_CREATE", "MESSAGE_REACTION_ADD", "MESSAGE_CREATE"]
    );
    assert_eq!(seen[0]["d"]["member"]["roles"], json!([company.team]));
    assert_eq!(seen[0]["d"]["guild_id"], json!(company.discord.guild_id()));
    let first = poor.event_of("MESSAGE_CREATE").await;
    assert_eq!(
        (&first["content"], &first["attachments"]),
        (&json!(""), &json!([]))
    );
    let second = poor.event_of("MESSAGE_CREATE").await;
    assert_eq!(
        second["content"],
        format!("<@{bot}> você"),
        "mentioning the bot shows the text"
    );
    assert_eq!(poor.binary, 0);
}

#[tokio::test]
async fn what_the_bot_cannot_see_is_not_told_and_other_guilds_are() {
    let company = Company::open().await;
    let mut session = company.session().await;
    let bot = company.discord.bot_user_id();
    company
        .discord
        .sets_member_in(company.sales, bot, 0, 1 << 10);
    assert_eq!(session.event().await["t"], "CHANNEL_UPDATE");
    let ana = company.discord.person(company.ana);
    ana.types(company.sales, "escondido").expect("a message");
    let (guild, stranger, general) = company.elsewhere;
    company
        .discord
        .person(stranger)
        .types(general, "longe")
        .expect("a message");
    let event = session.event_of("MESSAGE_CREATE").await;
    assert_eq!(
        (&event["content"], &event["guild_id"]),
        (&json!("longe"), &json!(guild))
    );
}

#[tokio::test]
async fn a_resume_brings_what_was_missed_in_one_burst() {
    let company = Company::open().await;
    let mut session = company.session().await;
    let ana = company.discord.person(company.ana);
    ana.types(company.sales, "lida").expect("a message");
    session.event_of("MESSAGE_CREATE").await;
    let (seq, id) = (session.seq, session.session.clone());
    drop(session);
    company
        .discord
        .until(|activity| activity.connected == 0)
        .await;
    ana.types(company.sales, "uma").expect("a message");
    ana.types(company.sales, "outra").expect("a message");
    let resume = |id: &str| json!({ "op": 6, "d": { "token": company.discord.token(), "session_id": id, "seq": seq } });
    let mut back = company.socket().await;
    back.send(resume(&id)).await;
    for expected in ["uma", "outra"] {
        assert_eq!(back.event().await["d"]["content"], expected);
    }
    assert_eq!(back.event().await["t"], "RESUMED");
    company.discord.gateway_refuses_resume(true);
    let mut again = company.socket().await;
    again.send(resume(&id)).await;
    let answer = again.payload().await;
    assert_eq!((&answer["op"], &answer["d"]), (&json!(9), &json!(false)));
    again.identify(&company.discord.token(), INTENTS).await;
    assert_eq!(again.event().await["t"], "READY");
}

#[tokio::test]
async fn orders_reach_the_sessions() {
    let company = Company::open().await;
    company
        .discord
        .gateway_heartbeat(Duration::from_millis(5_000));
    let mut session = company.session().await;
    company.discord.gateway_reconnect();
    assert_eq!(session.payload().await["op"], 7);
    company.discord.gateway_close(4000);
    assert_eq!(session.next().await, Err(4000));
    let mut session = company.session().await;
    company.discord.gateway_zombie();
    session.send(json!({ "op": 1, "d": session.seq })).await;
    company
        .discord
        .person(company.ana)
        .types(company.sales, "oi")
        .expect("a message");
    company.discord.gateway_close(4000);
    assert_eq!(
        session.next().await,
        Err(4000),
        "nothing comes from a zombie before its end"
    );
    let mut session = company.session().await;
    company.discord.gateway_invalid_session(false);
    assert_eq!(session.payload().await["d"], false);
}

#[tokio::test]
async fn heard_means_that_the_client_has_read_everything() {
    let company = Company::open().await;
    let mut session = company.session().await;
    company
        .discord
        .person(company.ana)
        .types(company.sales, "oi")
        .expect("a message");
    assert_eq!(company.discord.activity().behind, 1);
    let heard = tokio::spawn({
        let discord = company.discord.clone();
        async move { discord.quiet().await }
    });
    let events = session.events_until_asked().await;
    assert_eq!(events.len(), 1);
    heard.await.expect("rest");
    assert_eq!(company.discord.activity().behind, 0);
}

/// It accepts connections again.
async fn comes_back(company: &Company) {
    company.discord.comes_back();
    patiently("it listens again", async {
        while company.request("GET", "/users/@me").send().await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn down_means_refused_and_cut() {
    let company = Company::open().await;
    let mut session = company.session().await;
    company.discord.goes_down();
    assert_eq!(session.next().await, Err(0));
    patiently("connections are refused", async {
        // The door closes when its task runs; a connection before that is cut.
        loop {
            match company.request("GET", "/users/@me").send().await {
                Err(error) if error.is_connect() => break,
                Err(_) => tokio::task::yield_now().await,
                Ok(answer) => assert_ne!(answer.status(), 200),
            }
        }
    })
    .await;
    comes_back(&company).await;
    Socket::open(&company.discord.gateway_url()).await;
}

#[tokio::test]
async fn it_comes_back_though_processes_are_started_meanwhile() {
    // Each shares our sockets from when it is split off until it runs.
    let busy = Arc::new(AtomicBool::new(true));
    let starters = [(); 4].map(|()| {
        let busy = Arc::clone(&busy);
        std::thread::spawn(move || {
            while busy.load(Ordering::Relaxed) {
                let started = std::process::Command::new("true").status();
                assert!(started.expect("it can be run").success());
            }
        })
    });
    let company = Company::open().await;
    for _ in 0..50 {
        company.discord.goes_down();
        patiently("connections are refused", async {
            while company.request("GET", "/users/@me").send().await.is_ok() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        comes_back(&company).await;
    }
    busy.store(false, Ordering::Relaxed);
    for starter in starters {
        starter.join().expect("it ended by itself");
    }
}

#[tokio::test]
async fn a_channel_that_opens_brings_its_threads() {
    let company = Company::open().await;
    let thread = company.thread("conversa").await;
    let bot = company.discord.bot_user_id();
    company
        .discord
        .sets_member_in(company.sales, bot, 0, 1 << 10);
    let mut session = company.session().await;
    company
        .discord
        .sets_member_in(company.sales, bot, 1 << 10, 0);
    let sync = session.event_of("THREAD_LIST_SYNC").await;
    assert_eq!(sync["threads"][0]["id"], json!(thread));
}
