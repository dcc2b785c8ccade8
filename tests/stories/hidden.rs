//! What people do where the bot sees nothing of it although its connection stands: in a channel that
//! somebody hides from it, and in a server that is out of order.

use conecta_sandbox::discord::Id;
use conecta_sandbox::discord::permissions::bits;

use crate::support::Desk;

fn sales(desk: &Desk) -> Id {
    desk.company.team("Vendas").channel
}

/// The team's channel is hidden from the bot, until it is shown to it again.
async fn hides(desk: &Desk) {
    let bot = desk.discord.bot_user_id();
    desk.discord
        .sets_member_in(sales(desk), bot, 0, bits::VIEW_CHANNEL);
    desk.settle().await;
}

async fn shows(desk: &Desk) {
    let bot = desk.discord.bot_user_id();
    desk.discord
        .sets_member_in(sales(desk), bot, bits::VIEW_CHANNEL, 0);
    desk.settle().await;
}

#[tokio::test]
async fn what_was_written_while_the_channel_was_hidden_is_asked_about() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    hides(&desk).await;
    let one = ana.types("Um").await;
    let two = ana.types("Dois").await;
    // Longer than it takes until the first line of ours is in vain.
    desk.minutes_pass(6).await;
    assert_eq!(maria.got(), [""; 0], "nobody knows of them");

    shows(&desk).await;
    ana.types("Três").await;
    desk.seconds_pass(10).await;
    for line in [one, two] {
        assert_eq!(ana.marks(line), "⏸\u{FE0F}", "{}", ana.reads());
    }
    ana.presses("Enviar as 2").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Um", "Dois", "Três"], "{}", ana.reads());
}

#[tokio::test]
async fn a_line_deleted_while_the_channel_was_hidden_never_leaves() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let gone = ana.types("Esqueça").await;
    let stays = ana.types("Volto amanhã").await;
    hides(&desk).await;
    ana.person.deletes(gone).expect("deleted");
    ana.person.edits(stays, "Volto hoje").expect("edited");
    desk.minutes_pass(5).await;
    shows(&desk).await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Volto hoje"], "{}", ana.reads());
}

#[tokio::test]
async fn nothing_leaves_of_a_channel_that_is_hidden_before_it_is_seen_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let gone = ana.types("Esqueça").await;
    ana.types("Volto amanhã").await;
    hides(&desk).await;
    ana.person.deletes(gone).expect("deleted");
    maria.answers("Oi").await;
    desk.minutes_pass(3).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());

    shows(&desk).await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Volto amanhã"], "{}", ana.reads());
}

#[tokio::test]
async fn what_was_done_to_lines_that_had_left_while_the_channel_was_hidden_is_told() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let price = ana.sends("Custa 10 reais").await;
    hides(&desk).await;
    ana.person.edits(price, "Custa 12 reais").expect("edited");
    desk.minutes_pass(5).await;
    shows(&desk).await;
    desk.seconds_pass(10).await;
    let reads = ana.reads();
    assert_eq!(reads.matches("Editada no Discord").count(), 1, "{reads}");
}

#[tokio::test]
async fn what_was_written_before_a_role_let_the_bot_see_again_is_asked_about() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    hides(&desk).await;
    let line = ana.types("Um").await;
    desk.minutes_pass(5).await;
    let (bot, role) = (desk.discord.bot_user_id(), desk.company.supervisor_role);
    desk.discord.sets_member_in(sales(&desk), bot, 0, 0);
    desk.settle().await;
    desk.discord.gives_role(bot, role);
    desk.settle().await;
    desk.seconds_pass(10).await;
    assert_eq!(ana.marks(line), "⏸\u{FE0F}", "{}", ana.reads());
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn while_the_server_is_out_of_order_nothing_is_lost_and_nothing_leaves_that_was_taken_back() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let gone = ana.types("Esqueça").await;
    ana.types("Volto amanhã").await;
    desk.discord.guild_goes_away();
    ana.person.deletes(gone).expect("deleted");
    let late = ana.types("Às 9 h").await;
    maria.answers("Oi").await;
    desk.minutes_pass(5).await;
    assert_eq!(maria.got(), ["Bom dia!", "Volto amanhã"], "{}", ana.reads());

    desk.discord.guild_comes_back();
    desk.settle().await;
    ana.types("Ou às 10 h").await;
    desk.seconds_pass(10).await;
    assert_eq!(ana.marks(late), "⏸\u{FE0F}", "{}", ana.reads());
    ana.presses("Enviar").await;
    desk.minutes_pass(1).await;
    let got = ["Bom dia!", "Volto amanhã", "Às 9 h", "Ou às 10 h"];
    assert_eq!(maria.got(), got, "{}", ana.reads());
}
