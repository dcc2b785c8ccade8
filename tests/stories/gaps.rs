//! What happened in Discord while we did not look, and what people tidy up there.

use conecta::domain::event::Wish;
use conecta_sandbox::discord::Fault;
use conecta_sandbox::wire::Kind;
use serde_json::json;

use crate::hands::another_channel;
use crate::support::Desk;

#[tokio::test]
async fn a_thread_that_cannot_be_read_holds_up_no_other() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    let closed = format!("/channels/{}$", ana.place());
    let missing_access = json!({ "message": "Missing Access", "code": 50001 });
    desk.discord.order(
        Fault::on("GET", &closed)
            .always()
            .answers(403, missing_access.clone()),
    );
    let history = format!("/channels/{}/messages", ana.place());
    desk.discord.order(
        Fault::on("GET", &history)
            .always()
            .answers(403, missing_access),
    );
    let nothing = json!({ "threads": [], "members": [], "has_more": false });
    desk.discord
        .order(Fault::on("GET", "/threads/active").answers(200, nothing));
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    bruno.sends("Bom dia").await;
    assert_eq!(jose.got(), ["Bom dia"]);
    ana.types("Ainda estou aqui").await;
    let refused = desk.discord.invalid_requests();
    desk.minutes_pass(4).await;
    assert!(
        desk.discord.invalid_requests() <= refused + 2,
        "no hammering"
    );

    desk.discord.clear_orders();
    desk.minutes_pass(6).await;
    // It was read late, so it asks first.
    assert_eq!(maria.got(), [""; 0]);
    ana.presses("Enviar").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Ainda estou aqui"], "{}", ana.reads());
}

#[tokio::test]
async fn a_conversation_that_cannot_be_read_keeps_no_other_from_being_caught_up() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let (hers, _) = desk.talk("Ana", "Beatriz").await;
    for broken in [&ana, &hers] {
        broken.types("Perdida").await;
    }
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    let broken = desk.bot().app.desk().store().write(|db| {
        Box::pin(async move {
            const SQL: &str = "UPDATE outgoing SET content = 'x'";
            sqlx::query(SQL).execute(db).await.map(drop)
        })
    });
    broken.await.expect("broken");
    // Of one the thread is gone, the other one is behind.
    desk.discord.gateway_refuses_resume(true);
    desk.discord_goes_down();
    desk.discord.deletes_channel(hers.place());
    ana.person.types(ana.place(), "Oi?").expect("typed");
    let before = desk.wire.last();
    desk.discord_comes_back().await;
    bruno.sends("Bom dia").await;
    assert_eq!(jose.got(), ["Bom dia"], "{}", bruno.reads());

    desk.minutes_pass(4).await;
    let history = format!("/channels/{}/messages", ana.place());
    let read = desk.wire_after(before).into_iter().filter(|entry| {
        matches!(&entry.kind, Kind::Request { method, path, .. }
            if method == "GET" && path.ends_with(&history))
    });
    assert!(read.count() <= 2, "no hammering");
    assert_eq!(desk.threads("Beatriz"), [], "hers cannot be read either");
}

#[tokio::test]
async fn a_thread_at_rest_that_discord_cannot_show_holds_up_nobody_else() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let (bruno, jose) = desk.talk("Bruno", "José").await;
    let dona = desk.agent("Dona").person;
    dona.archives_thread(ana.place(), true).expect("archived");
    desk.settle().await;
    let closed = format!("/channels/{}", ana.place());
    let stumbles = Fault::on("GET", &closed).always();
    desk.discord.order(stumbles.answers_html(503, "x"));
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    bruno.sends("Bom dia").await;
    assert_eq!(jose.got(), ["Bom dia"], "{}", bruno.reads());

    desk.discord.clear_orders();
    desk.seconds_pass(10).await;
    ana.sends("Ainda estou aqui").await;
    assert_eq!(maria.got(), ["Ainda estou aqui"], "{}", ana.reads());
}

#[tokio::test]
async fn a_line_of_before_a_gap_leaves_although_discord_stumbles() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = ana.types("Olá").await;
    desk.discord.gateway_invalid_session(false);
    desk.comes_to_itself().await;
    let one = format!("/messages/{line}$");
    desk.discord
        .order(Fault::on("GET", &one).times(3).answers_html(503, "x"));
    desk.minutes_pass(2).await;
    assert_eq!(maria.got(), ["Olá"], "{}", ana.reads());
}

#[tokio::test]
async fn a_line_deleted_in_a_gap_never_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let gone = ana.types("Esqueça").await;
    let stays = ana.types("Volto amanhã").await;
    desk.discord.gateway_refuses_resume(true);
    desk.discord_goes_down();
    ana.person.deletes(gone).expect("deleted");
    ana.person.edits(stays, "Volto hoje").expect("edited");
    desk.discord_comes_back().await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Volto hoje"], "{}", ana.reads());
}

#[tokio::test]
async fn what_was_done_in_a_gap_to_lines_that_had_left_is_told_once() {
    let mut desk = Desk::open().await;
    let (edited, deleted) = {
        let (ana, maria) = desk.talk("Ana", "Maria").await;
        let edited = ana.sends("Custa 10 reais").await;
        let deleted = ana.sends("Ou 20").await;
        ana.sends("Quer?").await;
        desk.discord.gateway_refuses_resume(true);
        desk.discord_goes_down();
        ana.person.edits(edited, "Custa 12 reais").expect("edited");
        ana.person.deletes(deleted).expect("deleted");
        desk.discord_comes_back().await;
        desk.minutes_pass(1).await;
        assert_eq!(maria.got(), ["Custa 10 reais", "Ou 20", "Quer?"]);
        (edited, deleted)
    };
    assert_ne!(edited, deleted);
    // A start is a gap too, in which nothing else happened.
    desk.kill().await;
    desk.starts_again().await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    let reads = ana.reads();
    let truth = "Editada no Discord; Maria continua com: @Ana\n    > Custa 10 reais";
    assert_eq!(reads.matches(truth).count(), 1, "{reads}");
    let truth = "recebeu:\n    > Ou 20";
    assert_eq!(reads.matches(truth).count(), 1, "{reads}");
    assert!(!reads.contains("recebeu:\n    > Quer?"), "{reads}");
    assert!(ana.offered("Enviar correção").is_some(), "{reads}");
}

#[tokio::test]
async fn a_pin_does_not_bring_back_what_a_form_replaced() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let line = ana.types("Custa 10 reais").await;
    let conversation = ana.conversation().await;
    let core = desk.bot().app.desk();
    let c = core.look(conversation).await.expect("a conversation");
    let row = c.queue().next().expect("it waits").id;
    let wish = Wish::Rewrite(row, "Custa 12 reais".to_owned());
    core.press(conversation, ana.member(), wish)
        .await
        .expect("rewritten");
    desk.agent("Dona").person.pins(line).expect("pinned");
    desk.settle().await;
    maria.answers("Quanto custa?").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Custa 12 reais"]);
}

#[tokio::test]
async fn a_concluded_conversation_whose_thread_is_deleted_stays_away() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let (conversation, thread) = (ana.conversation().await, ana.place());
    let core = desk.bot().app.desk();
    core.conclude(conversation, ana.member())
        .await
        .expect("concluded");
    desk.settle().await;
    desk.discord.deletes_channel(thread);
    desk.minutes_pass(10).await;
    assert!(
        desk.threads("Maria").is_empty(),
        "nobody asked for another one"
    );

    core.restart(conversation, ana.member(), None)
        .await
        .expect("restarted");
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    ana.sends("Voltei").await;
    assert_eq!(maria.got(), ["Voltei"]);
}

#[tokio::test]
async fn a_thread_deleted_with_messages_waiting_takes_none_of_them_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.types("Um").await;
    ana.types("Dois").await;
    desk.discord.deletes_channel(ana.place());
    desk.minutes_pass(1).await;
    assert_eq!(desk.threads("Maria").len(), 1);
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Um", "Dois"]);
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Oi"), "{}", ana.reads());
}

#[tokio::test]
async fn what_was_written_in_a_concluded_thread_meanwhile_is_asked_about() {
    let mut desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    ana.sends("Até logo").await;
    desk.minutes_pass(1).await;
    let (place, person) = (ana.place(), ana.person.clone());
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    desk.stop().await;
    let line = person
        .types(place, "Esqueci: abrimos às 9 h")
        .expect("typed");
    desk.clock.advance(std::time::Duration::from_secs(600));
    desk.starts_again().await;
    let ana = desk.agent("Ana").at(place);
    assert_eq!(ana.marks(line), "⏸\u{FE0F}", "{}", ana.reads());
    ana.presses("Reiniciar e enviar").await;
    desk.seconds_pass(10).await;
    let maria = desk.customer("Maria");
    assert_eq!(
        maria.got(),
        ["Até logo", "Esqueci: abrimos às 9 h"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn a_thread_that_was_deleted_while_we_were_away_is_made_anew() {
    for restarts in [false, true] {
        let mut desk = Desk::open().await;
        let gone = {
            let (ana, _) = desk.talk("Ana", "Maria").await;
            ana.sends("Bom dia").await;
            ana.place()
        };
        if restarts {
            desk.kill().await;
            desk.discord.deletes_channel(gone);
            desk.starts_again().await;
        } else {
            desk.discord.gateway_refuses_resume(true);
            desk.discord_goes_down();
            desk.discord.deletes_channel(gone);
            desk.discord_comes_back().await;
        }
        desk.minutes_pass(1).await;
        assert_eq!(desk.threads("Maria").len(), 1, "before anybody writes");
        let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
        maria.answers("Ainda aí?").await;
        assert!(ana.reads().contains("Ainda aí?"), "{}", ana.reads());
        ana.sends("Estou").await;
        assert_eq!(maria.got(), ["Bom dia", "Estou"], "{}", ana.reads());
    }
}

#[tokio::test]
async fn a_team_channel_that_was_deleted_while_we_were_away_is_told_of_and_replaced() {
    let mut desk = Desk::watched().await;
    let sales = desk.company.team("Vendas").channel;
    {
        let (ana, _) = desk.talk("Ana", "Maria").await;
        ana.sends("Bom dia").await;
    }
    desk.kill().await;
    desk.discord.deletes_channel(sales);
    desk.customer("José").answers("Alguém?").await;
    desk.starts_again().await;
    desk.minutes_pass(10).await;
    let told = desk.told();
    let gone = told
        .iter()
        .filter(|told| told.contains("canal da equipe Vendas foi apagado"));
    assert_eq!(gone.count(), 1, "{told:?}");
    assert!(desk.threads("Maria").is_empty() && desk.threads("José").is_empty());

    another_channel(&desk).await;
    let (ana, maria) = (desk.agent("Ana").with("Maria"), desk.customer("Maria"));
    ana.sends("Estou").await;
    assert_eq!(maria.got(), ["Bom dia", "Estou"], "{}", ana.reads());
    let jose = desk.agent("Ana").with("José");
    assert!(jose.reads().contains("Alguém?"), "{}", jose.reads());
}
