//! Who is told of what, and who is not any more.

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

fn calls(agent: &Agent<'_>) -> usize {
    let seen = agent.person.sees(agent.place());
    let calls = seen
        .iter()
        .filter(|line| line.pinged.contains(&agent.person.id()));
    calls.count()
}

#[tokio::test]
async fn everybody_says_how_they_want_to_be_told() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    let mut screen = Screen::of(&desk, &ana, "preferences", &[]).await;
    screen.says(&["na primeira mensagem desde que você escreveu"]);
    for (choice, words, pings) in [
        ("Nada", "de nada", 0),
        ("Toda mensagem", "em toda mensagem", 3),
        ("Só a primeira", "na primeira mensagem", 1),
    ] {
        screen.presses(choice).await;
        screen.says(&[words]);
        ana.sends("Diga").await;
        let before = calls(&ana);
        for text in ["Um", "Dois", "Três"] {
            maria.answers(text).await;
        }
        assert_eq!(calls(&ana) - before, pings, "{choice}: {}", ana.reads());
    }
}

#[tokio::test]
async fn whoever_left_the_team_keeps_no_customer_waiting() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    let role = desk.company.team("Vendas").role;
    desk.discord.takes_role(ana.person.id(), role);
    maria.answers("Ainda tem?").await;
    desk.minutes_pass(6).await;
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let news = bruno.last().all_text();
    assert!(news.contains("1 novo"), "{}", bruno.reads());
    let thread = desk.agent("Bruno").with("Maria");
    let said = thread.reads();
    assert!(said.contains("@Ana não está mais na equipe"), "{said}");
    bruno.presses("Assumir o próximo").await;
    thread.sends("Tem sim").await;
    assert_eq!(maria.got(), ["Olá!", "Tem sim"], "{}", thread.reads());
}

#[tokio::test]
async fn whoever_leaves_the_team_after_they_were_reminded_keeps_no_customer_waiting_either() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    maria.answers("Ainda tem?").await;
    desk.minutes_pass(30).await;
    let role = desk.company.team("Vendas").role;
    desk.discord.takes_role(ana.person.id(), role);
    desk.hours_pass(1).await;
    let bruno = desk.agent("Bruno").in_team("Vendas");
    assert!(
        bruno.last().all_text().contains("1 novo"),
        "{}",
        bruno.reads()
    );
    let said = desk.agent("Bruno").with("Maria").reads();
    assert!(said.contains("@Ana não está mais na equipe"), "{said}");
}

#[tokio::test]
async fn what_somebody_queued_who_left_the_team_is_asked_about() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Fica por 10 reais").await;
    let role = desk.company.team("Vendas").role;
    desk.discord.takes_role(ana.person.id(), role);
    desk.hours_pass(1).await;
    maria.answers("Oi").await;
    desk.minutes_pass(1).await;
    let thread = desk.agent("Bruno").with("Maria");
    let said = thread.reads();
    assert!(said.contains("@Ana não está mais na equipe"), "{said}");
    assert!(said.contains("1 mensagem na fila"), "{said}");
    assert_eq!(maria.got(), ["Bom dia!"], "{said}");
}

#[tokio::test]
async fn whoever_only_takes_long_keeps_the_conversation() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá!").await;
    maria.answers("Ainda tem?").await;
    desk.minutes_pass(30).await;
    ana.sends("Tem sim").await;
    assert_eq!(maria.got(), ["Olá!", "Tem sim"], "{}", ana.reads());
}

#[tokio::test]
async fn a_supervisors_note_does_not_leave_them_in_the_thread() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let helena = desk.agent("Helena").with("Maria");
    helena.types("Ofereça frete grátis").await;
    let thread = ana.person.channel(ana.place()).expect("her thread");
    let members = thread.thread.expect("a thread").members;
    assert!(!members.contains(&helena.person.id()), "{members:?}");
    assert!(members.contains(&ana.person.id()), "{members:?}");
}

#[tokio::test]
async fn whoever_lost_the_role_lets_nothing_leave_any_more() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    // Whoever manages the server sees the thread without a role.
    let (dona, sales) = (desk.company.owner, desk.company.team("Vendas").role);
    desk.discord.gives_role(dona, sales);
    let dona = desk.agent("Dona").with("Maria");
    dona.takes().await;
    dona.sends("Olá!").await;
    dona.types("/iniciar agora").await;
    let mut reply = Screen::of(&desk, &dona, "quick", &[]).await;
    let text = [("name", "Pix"), ("text", "A chave é 123.")];
    reply.fills("Nova", &text).await;
    let picked = dona.picks("quick", &[], "reply", "Pix").await;
    let mut reply = Screen::of(&desk, &dona, "quick", &[("reply", picked)]).await;

    desk.discord.takes_role(dona.person.id(), sales);
    desk.settle().await;
    let refused = Screen::behind(&desk, &dona, "Enviar para Maria").await;
    refused.says(&["Você não está na equipe Vendas"]);
    reply.presses("Enviar para Maria").await;
    reply.says(&["Você não está na equipe Vendas"]);
    let line = dona.sends("Mais alguma coisa?").await;
    assert_eq!(dona.marks(line), "🔒", "{}", dona.reads());
    // What is hers may still be stopped.
    let stopped = Screen::behind(&desk, &dona, "É nota").await;
    stopped.says(&["nota"]);
    let seen = dona.person.sees(dona.place());
    let hers = seen.iter().find(|line| line.content.contains("Oi"));
    let hers = hers.expect("her line").id;
    dona.person.reacts(hers, "👍").expect("reacted");
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Olá!"], "{}", dona.reads());
    let chat = maria.phone.phone(maria.number());
    assert!(chat[0].reactions.is_empty(), "{}", maria.sees());
}

#[tokio::test]
async fn whoever_assumes_is_added_to_the_thread_and_whoever_hands_over_removed() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let bruno = desk.agent("Bruno").with("Maria");
    let inside = |agent: &Agent<'_>| {
        let thread = ana.person.channel(ana.place()).expect("her thread");
        let members = thread.thread.expect("a thread").members;
        members.contains(&agent.person.id())
    };
    assert!(inside(&ana) && !inside(&bruno));
    let mut screen = Screen::of(&desk, &bruno, "assume", &[]).await;
    screen.presses("Assumir").await;
    desk.seconds_pass(5).await;
    assert!(!inside(&ana) && inside(&bruno), "{}", bruno.reads());
    bruno.runs("release", &[]).await;
    desk.seconds_pass(5).await;
    assert!(!inside(&ana) && !inside(&bruno), "{}", bruno.reads());
}
