//! The inbox: what waits for whom, what each role sees, its pages and jumps.

use conecta_sandbox::company::CARE;
use conecta_sandbox::whatsapp::{Act, Fault};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

async fn inbox<'a>(desk: &'a Desk, agent: &Agent<'a>) -> Screen<'a> {
    let here = agent.clone().at(desk.company.general);
    Screen::of(desk, &here, "conversations", &[]).await
}

/// A list of it, by the name of its button.
async fn list<'a>(desk: &'a Desk, agent: &str, list: &str) -> Screen<'a> {
    let mut screen = inbox(desk, &desk.agent(agent)).await;
    screen.presses(list).await;
    screen
}

/// How a conversation is named in a list: the jump to its thread.
fn jump(desk: &Desk, contact: &str) -> String {
    format!("<#{}>", desk.thread(contact))
}

#[tokio::test]
async fn what_waits_for_me_stands_first_then_what_is_held_doubtful_and_failed() {
    let desk = Desk::open().await;
    // Three wait for a word of hers, in the order in which they wrote, and three for a press.
    let (failed, _) = desk.talk("Ana", "Antônia").await;
    failed.sends("Olá").await;
    desk.whatsapp
        .order(Fault::new(Act::Error { code: 131_026 }));
    failed.sends("Seu boleto").await;
    let (doubtful, _) = desk.talk("Ana", "Beatriz").await;
    doubtful.sends("Olá").await;
    desk.whatsapp.order(Fault::new(Act::DropConnection));
    doubtful.sends("Seu pedido").await;
    desk.minutes_pass(2).await;
    let (held, _) = desk.talk("Ana", "José").await;
    held.sends("Olá").await;
    held.types("/concluir").await;
    for contact in ["Rita", "Maria", "Paulo"] {
        let (ana, customer) = desk.talk("Ana", contact).await;
        if contact != "Maria" {
            ana.sends("Olá").await;
            customer.answers("Tem sofá?").await;
        }
        desk.minutes_pass(1).await;
    }
    let (quiet, _) = desk.talk("Ana", "Luíza").await;
    quiet.sends("Olá").await;

    let screen = inbox(&desk, &desk.agent("Ana")).await;
    assert!(screen.shows.ephemeral);
    let text = screen.text();
    let order = [
        "Esperam por mim** (3)".to_owned(),
        jump(&desk, "Rita"),
        jump(&desk, "Maria"),
        jump(&desk, "Paulo"),
        "Retidas: só saem quando você disser** (1)".to_owned(),
        jump(&desk, "José"),
        "Em dúvida** (1)".to_owned(),
        jump(&desk, "Beatriz"),
        "Falharam** (1)".to_owned(),
        jump(&desk, "Antônia"),
    ];
    let places: Vec<usize> = order
        .iter()
        .map(|part| text.find(part).unwrap_or_else(|| panic!("{part}: {text}")))
        .collect();
    assert!(places.is_sorted(), "{text}");
    assert!(!text.contains(&jump(&desk, "Luíza")), "{text}");

    // Each leaves the list when it is seen to.
    held.presses("É nota").await;
    doubtful.presses("Seguir sem repetir").await;
    failed.sends("Outra vez: seu boleto").await;
    for contact in ["Rita", "Maria", "Paulo"] {
        desk.agent("Ana").with(contact).sends("Olá").await;
    }
    inbox(&desk, &desk.agent("Ana"))
        .await
        .says(&["Nada espera por você"]);
}

#[tokio::test]
async fn whoever_assumes_and_forgets_finds_it_in_their_inbox() {
    let desk = Desk::open().await;
    let wrote = desk.clock.now().timestamp();
    let (ana, _) = desk.talk("Ana", "Maria").await;
    ana.types("// já respondo").await;
    desk.hours_pass(3).await;
    let screen = inbox(&desk, &ana).await;
    screen.says(&[
        "Esperam por mim** (1)",
        &jump(&desk, "Maria"),
        &format!("<t:{wrote}:R>"),
    ]);
    ana.sends("Olá!").await;
    inbox(&desk, &ana).await.says(&["Nada espera por você"]);
}

#[tokio::test]
async fn each_role_sees_its_teams_and_nobody_elses() {
    let desk = Desk::open().await;
    desk.talk("Ana", "Maria").await;
    desk.customer("José").answers("Oi").await;
    let beatriz = desk.customer("Beatriz").to(CARE);
    beatriz.answers("Oi").await;
    desk.agent("Carla").with("Beatriz").takes().await;
    desk.customer("Rita").to(CARE).answers("Oi").await;
    let (over, _) = desk.talk("Bruno", "Paulo").await;
    over.sends("Tchau").await;
    desk.minutes_pass(1).await;
    over.runs("conclude", &[]).await;

    let everything = ["Maria", "José", "Beatriz", "Rita", "Paulo"];
    let sees = |who: &'static str, which: &'static str, expected: &'static [&'static str]| {
        let desk = &desk;
        async move {
            let screen = list(desk, who, which).await;
            for contact in everything {
                assert_eq!(
                    screen.text().contains(&jump(desk, contact)),
                    expected.contains(&contact),
                    "{contact} in {which} of {who}: {screen:?}"
                );
            }
        }
    };
    sees("Ana", "Novos", &["José"]).await;
    sees("Ana", "Meus", &["Maria"]).await;
    sees("Ana", "Outros", &[]).await;
    sees("Ana", "Concluídos", &["Paulo"]).await;
    sees("Bruno", "Novos", &["José", "Rita"]).await;
    sees("Bruno", "Meus", &[]).await;
    sees("Bruno", "Outros", &["Maria", "Beatriz"]).await;
    sees("Carla", "Novos", &["Rita"]).await;
    sees("Carla", "Outros", &[]).await;
    sees("Carla", "Concluídos", &[]).await;
    sees("Davi", "Novos", &[]).await;
    sees("Davi", "Outros", &[]).await;
    // Whoever supervises sees all of their teams, and has none of their own.
    sees("Helena", "Novos", &["José", "Rita"]).await;
    sees("Helena", "Meus", &[]).await;
    sees("Helena", "Outros", &["Maria", "Beatriz"]).await;
    sees("Helena", "Concluídos", &["Paulo"]).await;

    let colleagues = list(&desk, "Bruno", "Outros").await;
    let ana = desk.company.person("Ana");
    colleagues.says(&[&format!("com <@{ana}>")]);
}

#[tokio::test]
async fn whoever_is_in_no_team_is_told_whom_to_ask() {
    let desk = Desk::open().await;
    let davi = desk.agent("Davi");
    desk.discord
        .takes_role(davi.person.id(), desk.company.team("Financeiro").role);
    let refused = inbox(&desk, &davi).await;
    refused.says(&["Você não está em nenhuma equipe"]);
}

#[tokio::test]
async fn a_long_list_has_pages_that_do_not_overlap() {
    let desk = Desk::open().await;
    let names: Vec<String> = desk
        .company
        .customers
        .iter()
        .map(|customer| customer.name.split(' ').next().expect("a name").to_owned())
        .collect();
    assert_eq!(names.len(), 12);
    for name in &names {
        desk.customer(name).answers("Oi").await;
        desk.seconds_pass(1).await;
    }
    let here = |screen: &Screen<'_>| -> Vec<String> {
        let text = screen.text();
        let found = names
            .iter()
            .filter(|name| text.contains(&jump(&desk, name)));
        found.cloned().collect()
    };
    let mut screen = list(&desk, "Ana", "Novos").await;
    screen.says(&["Novos** (12)", "Página 1 de 2"]);
    assert_eq!(here(&screen), names[..10], "the longest waiting first");
    assert!(!screen.offers("Anteriores"));
    screen.presses("Próximos").await;
    screen.says(&["Página 2 de 2"]);
    assert_eq!(here(&screen), names[10..]);
    assert!(!screen.offers("Próximos"));

    // The list is looked at anew with every press.
    desk.agent("Bruno").with(&names[0]).takes().await;
    screen.presses("Anteriores").await;
    screen.says(&["Novos** (11)", "Página 1 de 2"]);
    assert_eq!(here(&screen), names[1..11]);
    for name in &names[1..3] {
        desk.agent("Bruno").with(name).takes().await;
    }
    screen.presses("Atualizar").await;
    screen.says(&["Novos** (9)"]);
    assert!(!screen.text().contains("Página"), "{screen:?}");
}

#[tokio::test]
async fn every_page_of_what_waits_says_how_much_of_it_there_is() {
    let desk = Desk::open().await;
    let names = desk.company.customers.iter();
    let names: Vec<&str> = names
        .map(|customer| customer.name.split(' ').next().expect("a name"))
        .collect();
    let (last, waiting) = names.split_last().expect("customers");
    for name in waiting {
        desk.talk("Ana", name).await;
        desk.seconds_pass(1).await;
    }
    let (held, _) = desk.talk("Ana", last).await;
    held.sends("Olá").await;
    held.types("/concluir").await;

    let mut screen = inbox(&desk, &desk.agent("Ana")).await;
    screen.says(&["Esperam por mim** (11)", "Página 1 de 2"]);
    assert!(!screen.text().contains("Retidas"), "{screen:?}");
    screen.presses("Próximos").await;
    screen.says(&[
        "Esperam por mim** (11)",
        "Retidas",
        "** (1)",
        "Página 2 de 2",
    ]);
}

#[tokio::test]
async fn the_jump_leads_where_the_work_is() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá").await;
    maria.answers("Tem sofá?").await;
    let screen = inbox(&desk, &ana).await;
    let text = screen.text();
    let (_, after) = text.split_once("<#").expect("a jump");
    let (id, _) = after.split_once('>').expect("a jump");
    let place = id.parse().expect("an id");
    let there = desk.agent("Ana").at(place);
    assert!(
        there.last().content.contains("Tem sofá?"),
        "{}",
        there.reads()
    );
    let thread = there.person.channel(place).expect("she sees it");
    assert!(thread.unread || thread.mentions > 0, "{thread:?}");
    there.sends("Tem sim").await;
    inbox(&desk, &ana).await.says(&["Nada espera por você"]);
}
