//! What may be chosen when a conversation is started, and what is said where it may not.

use std::time::Duration;

use chrono::TimeDelta;
use conecta_sandbox::company::CARE;
use conecta_sandbox::discord::Given;
use conecta_sandbox::wait::patiently;
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;

fn contact(typed: &str) -> [(&'static str, Given); 1] {
    [("contact", typed.into())]
}

#[tokio::test]
async fn while_the_window_is_open_a_talk_begins_without_a_template() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Até logo").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let here = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &here, "start", &contact("maria souza")).await;
    screen.chooses("Vendas").await;
    screen.says(&[
        "A janela de Maria Souza está aberta",
        "dá para conversar sem modelo",
    ]);
    screen.presses("Conversar sem modelo").await;
    screen.says(&["Maria Souza", "mensagem livre"]);
    screen.presses("Iniciar atendimento").await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    ana.sends("Mais uma coisa").await;
    assert_eq!(maria.got(), ["Até logo", "Mais uma coisa"], "{screen:?}");
    assert_eq!(desk.threads("Maria").len(), 2);
}

#[tokio::test]
async fn a_window_that_closes_before_the_press_needs_a_template() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.hours_pass(23).await;
    let here = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &here, "start", &contact("maria souza")).await;
    screen.chooses("Vendas").await;
    screen.presses("Conversar sem modelo").await;
    desk.hours_pass(2).await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["4 de 5"]);
    assert_eq!(
        desk.threads("Maria").len(),
        1,
        "nothing was begun: {screen:?}"
    );
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn an_open_conversation_on_another_number_is_warned_of() {
    let desk = Desk::open().await;
    desk.customer("Maria")
        .to(CARE)
        .answers("Meu sofá quebrou")
        .await;
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let mut screen = Screen::of(&desk, &bruno, "start", &contact("maria souza")).await;
    screen.chooses("Vendas").await;
    screen.chooses("Vendas").await;
    screen.chooses("saudacao").await;
    screen.says(&[
        "já está em atendimento por outro número, «Atendimento»",
        "serão duas conversas",
    ]);
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(desk.threads("Maria").len(), 2);
}

#[tokio::test]
async fn whoever_wants_no_more_is_listed_with_a_sign_and_refused_with_the_reason() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    ana.starts("Maria").await;
    desk.customer("Maria").answers("Me tira da lista").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    let here = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &here, "start", &[]).await;
    let told = |screen: &Screen<'_>| {
        let mut options = screen
            .shows
            .selects
            .iter()
            .flat_map(|select| &select.options);
        let option = options.find(|option| option.label.contains("Maria Souza"));
        option.map(|option| format!("{} {}", option.label, option.description))
    };
    if told(&screen).is_none() {
        screen.fills("Buscar", &[("text", "souza")]).await;
    }
    let row = told(&screen).expect("she is listed");
    assert!(
        row.contains('⛔') && row.contains("não quer receber"),
        "{row}"
    );
    screen.chooses("Maria Souza").await;
    screen.says(&["⛔ Maria Souza pediu <t:", "Me tira da lista", "1 de 5"]);
    assert_eq!(desk.customer("Maria").got().len(), 1);
}

#[tokio::test]
async fn many_templates_have_pages_and_a_search_by_any_part() {
    let desk = Desk::with(|_, whatsapp| {
        for n in 1..=39 {
            whatsapp.accounts[0].templates.push(json!({
                "name": format!("aviso_{n:02}"), "language": "pt_BR", "category": "UTILITY",
                "components": [{ "type": "BODY", "text": format!("Atenção número {n}.") }],
            }));
        }
    })
    .await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &ana, "start", &contact("maria souza")).await;
    screen.chooses("Vendas").await;
    screen.says(&["4 de 5", "Página 1 de 2"]);
    let mut all: Vec<String> = screen
        .options()
        .iter()
        .map(|label| (*label).to_owned())
        .collect();
    assert_eq!(all.len(), 25);
    screen.presses("Próximos").await;
    screen.says(&["Página 2 de 2"]);
    all.extend(screen.options().iter().map(|label| (*label).to_owned()));
    all.sort();
    all.dedup();
    assert_eq!(all.len(), 50, "no template is missing or shown twice");
    // By its text, without its accents.
    screen
        .fills("Buscar", &[("text", "ATENCAO numero 37")])
        .await;
    assert_eq!(screen.options(), ["aviso_37"]);
    screen.fills("Buscar", &[("text", "xyzw")]).await;
    screen.says(&["Nenhum modelo para «xyzw»"]);
    screen.fills("Buscar", &[("text", "aviso_07")]).await;
    screen.chooses("aviso_07").await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(desk.customer("Maria").got(), ["Atenção número 7."]);
}

#[tokio::test]
async fn a_template_that_is_not_approved_is_not_offered() {
    let desk = Desk::open().await;
    for (template, status) in [("pesquisa", "REJECTED"), ("lembrete", "PENDING")] {
        desk.whatsapp.set_template_status(template, status);
    }
    desk.settle().await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &ana, "start", &contact("maria souza")).await;
    screen.chooses("Vendas").await;
    let offered = screen.options();
    assert_eq!(offered.len(), 9, "{offered:?}");
    assert!(
        !offered.contains(&"pesquisa") && !offered.contains(&"lembrete"),
        "{offered:?}"
    );
}

#[tokio::test]
async fn whoever_types_while_the_desk_is_busy_is_asked_to_go_on() {
    /// As many as read the database at the same time.
    const READERS: usize = 4;
    let desk = Desk::open().await;
    let store = desk.bot().app.desk().store().clone();
    let mut busy = Vec::new();
    for _ in 0..READERS {
        busy.push(store.read().await.expect("a reader"));
    }
    let ana = desk.agent("Ana").in_team("Vendas");
    let typed = contact("maria");
    let typing = ana
        .person
        .autocompletes(ana.place(), "start", &typed, "contact");
    let enough = desk.clock.now() + TimeDelta::seconds(1);
    let waiting = patiently("the bot waits for a reader", async {
        while !desk.clock.is_awaited(enough) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        desk.clock.advance_to_next(enough);
    });
    let (offered, ()) = tokio::join!(typing, waiting);
    let offered = offered.expect("no error");
    let names: Vec<&str> = offered.iter().map(|choice| &*choice.name).collect();
    assert_eq!(names, ["Continue digitando…"]);
    drop(busy);

    let offered = ana
        .person
        .autocompletes(ana.place(), "start", &typed, "contact");
    let offered = offered.await.expect("no error");
    assert!(offered[0].name.contains("Maria Souza"), "{offered:?}");
}

#[tokio::test]
async fn whoever_is_no_agent_is_offered_nobody() {
    let desk = Desk::open().await;
    let igor = desk.agent("Igor").at(desk.company.general);
    let typed = contact("maria");
    let offered = igor
        .person
        .autocompletes(igor.place(), "start", &typed, "contact");
    let offered = offered.await.expect("no error");
    assert!(offered.is_empty(), "{offered:?}");
}

#[tokio::test]
async fn a_parameter_that_does_not_fit_is_refused_in_the_form_before_any_cost() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &ana, "start", &contact("maria souza")).await;
    screen.chooses("Vendas").await;
    screen.chooses("pedido_enviado").await;
    let fields = [("1", "1042"), ("2", "amanhã"), ("3", "com espaço")];
    screen.fills("Preencher", &fields).await;
    screen.says(&[
        "vai no fim de um link e não pode ter espaços",
        "Nada foi enviado",
    ]);
    assert!(!screen.offers("Iniciar atendimento"), "{screen:?}");
    for inside in ["discord.com/channels/1/2", "// ver com o chefe"] {
        let fields = [("2", inside), ("3", "com espaço")];
        screen.fills("Preencher", &fields).await;
        screen.says(&["parece nota", "Nada foi enviado"]);
        assert!(!screen.offers("Iniciar atendimento"), "{screen:?}");
    }
    screen.fills("Preencher", &[("3", "1042")]).await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(desk.customer("Maria").got().len(), 1, "{screen:?}");
}

#[tokio::test]
async fn a_draft_goes_on_where_it_was_left_until_it_is_cancelled() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut first = Screen::of(&desk, &ana, "start", &contact("maria souza")).await;
    first.chooses("Vendas").await;
    first.chooses("saudacao").await;
    // The message is gone with the next start of Discord; the draft is not.
    let mut again = Screen::of(&desk, &ana, "start", &[]).await;
    again.says(&[
        "Continuando o rascunho",
        "Maria Souza",
        "aqui é da Loja da Ana",
    ]);
    again.presses("Cancelar").await;
    again.says(&["Cancelado. Nada foi enviado"]);
    first.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(
        desk.customer("Maria").got(),
        [""; 0],
        "that draft is over: {first:?}"
    );
}
