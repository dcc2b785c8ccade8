//! The gateway is lost, or only seems alive: what people take back meanwhile stays with us.

use crate::support::Desk;

#[tokio::test]
async fn a_gateway_that_only_seems_alive_lets_nothing_leave_that_was_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let wrong = ana.types("Ops, conversa errada").await;
    let price = ana.types("Custa R$ 10").await;
    ana.types("Posso reservar?").await;
    desk.the_gateway_falls_silent();
    ana.person.deletes(wrong).expect("deleted");
    ana.person.edits(price, "Custa R$ 12").expect("edited");
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Custa R$ 12", "Posso reservar?"]);

    // The customer is heard all the same.
    maria.answers("Pode").await;
    assert!(ana.last().content.contains("Pode"), "{}", ana.reads());
    desk.discord.gateway_close(4000);
    desk.comes_to_itself().await;
    ana.sends("Reservado").await;
    assert_eq!(maria.got().len(), 3, "each once: {}", ana.reads());
}

#[tokio::test]
async fn between_a_lost_session_and_the_next_one_nothing_leaves_that_was_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let wrong = ana.types("Ops, conversa errada").await;
    let price = ana.types("Custa R$ 10").await;
    desk.the_gateway_locks_us_out(|discord| discord.gateway_invalid_session(false));
    ana.person.deletes(wrong).expect("deleted");
    ana.person.edits(price, "Custa R$ 12").expect("edited");
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Custa R$ 12"], "{}", ana.reads());

    desk.the_gateway_opens().await;
    desk.minutes_pass(1).await;
    ana.sends("Reservado").await;
    assert_eq!(maria.got(), ["Custa R$ 12", "Reservado"]);
}

#[tokio::test]
async fn a_queue_that_leaves_while_the_gateway_refuses_us_says_what_its_lines_say_by_then() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let gone = ana.types("Esqueça").await;
    let price = ana.types("Custa R$ 10").await;
    ana.types("Até amanhã").await;
    desk.the_gateway_locks_us_out(|discord| discord.gateway_close(4000));
    ana.person.deletes(gone).expect("deleted");
    ana.person.edits(price, "Custa R$ 12").expect("edited");
    maria.answers("Quanto custa?").await;
    desk.minutes_pass(1).await;
    let got = ["Bom dia!", "Custa R$ 12", "Até amanhã"];
    assert_eq!(maria.got(), got, "{}", ana.reads());
}

#[tokio::test]
async fn while_nothing_of_discord_answers_what_waits_grows_stale_and_asks() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let line = ana.types("Custa R$ 10").await;
    desk.discord_goes_down();
    ana.person.edits(line, "Custa R$ 12").expect("edited");
    desk.minutes_pass(20).await;
    assert_eq!(
        maria.got(),
        [""; 0],
        "nobody can say whether it still stands"
    );

    desk.discord_comes_back().await;
    desk.minutes_pass(6).await;
    assert_eq!(maria.got(), [""; 0], "it is stale: {}", ana.reads());
    ana.presses("Enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Custa R$ 12"], "{}", ana.reads());
}

#[tokio::test]
async fn what_the_gateway_tells_and_nobody_can_read_is_read_from_the_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.gateway_garbles("MESSAGE_CREATE");
    let price = ana.types("Custa R$ 10").await;
    desk.discord.gateway_garbles("MESSAGE_UPDATE");
    ana.person.edits(price, "Custa R$ 12").expect("edited");
    ana.types("Posso reservar?").await;
    desk.seconds_pass(20).await;
    assert_eq!(maria.got(), ["Custa R$ 12", "Posso reservar?"]);
    assert_eq!(ana.marks(price).matches('🔒').count(), 0, "{}", ana.reads());
}
