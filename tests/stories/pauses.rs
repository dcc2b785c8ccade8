//! Sending on a number is paused: what waits says so, and asks before it leaves.

use crate::support::Desk;

#[tokio::test]
async fn a_queue_that_meets_a_pause_says_so_and_leaves_after_a_press() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let (bruno, _) = desk.talk("Bruno", "José").await;
    ana.sends("Um").await;
    ana.sends("Dois").await;
    desk.whatsapp.expire_token();
    bruno.sends("Bom dia").await;
    maria.answers("Já paguei").await;
    desk.minutes_pass(1).await;
    let question = ana.offered("Enviar as 2").expect("a question");
    for words in [
        "Maria respondeu «Já paguei»",
        "2 mensagens na fila",
        "Os envios estavam pausados",
    ] {
        assert!(question.content.contains(words), "{}", question.content);
    }
    assert!(question.pinged.contains(&ana.person.id()));
    let cards = ana.clone().in_team("Vendas").reads();
    assert!(
        cards.contains("2 na fila: envios pausados até o número voltar a enviar"),
        "{cards}"
    );

    let seed = conecta_sandbox::whatsapp::Seed::default();
    desk.whatsapp.set_token(&seed.token);
    desk.minutes_pass(12).await;
    assert_eq!(maria.got(), ["Bom dia!"], "nobody pressed: {}", ana.reads());
    ana.presses("Enviar as 2").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!", "Um", "Dois"], "{}", ana.reads());
}
