//! What a message will cost is said before anybody presses, and what is dear or unwelcome asks.

use chrono::Timelike as _;
use conecta_sandbox::discord::{Given, Upload};
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

/// A draft that stands at its template.
async fn draft<'a>(desk: &'a Desk, agent: &Agent<'a>, contact: &str, template: &str) -> Screen<'a> {
    let mut options: Vec<(&str, Given)> = Vec::new();
    for (option, typed) in [
        ("contact", contact),
        ("channel", "Vendas"),
        ("template", template),
    ] {
        let picked = agent.picks("start", &options, option, typed).await;
        options.push((option, picked));
    }
    Screen::of(desk, agent, "start", &options).await
}

async fn coupon<'a>(desk: &'a Desk, agent: &Agent<'a>, contact: &str) -> Screen<'a> {
    let mut screen = draft(desk, agent, contact, "cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen
}

/// Lets it become that time of day in São Paulo.
async fn becomes(desk: &Desk, hour: u32, minute: u32) {
    let now = desk.clock.now() - chrono::TimeDelta::hours(3);
    let passed = i64::from(now.num_seconds_from_midnight());
    let wanted = i64::from(hour * 3600 + minute * 60);
    let left = (wanted - passed).rem_euclid(24 * 3600);
    let left = u64::try_from(left).expect("a time to come");
    desk.pass(std::time::Duration::from_secs(left)).await;
}

#[tokio::test]
async fn the_price_stands_beside_each_template_and_in_the_preview_before_the_click() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let to_maria: [(&str, Given); 1] = [("contact", "maria souza".into())];
    let mut screen = Screen::of(&desk, &ana, "start", &to_maria).await;
    screen.chooses("Vendas").await;
    let told = |screen: &Screen<'_>, template: &str| {
        let mut options = screen
            .shows
            .selects
            .iter()
            .flat_map(|select| &select.options);
        let option = options.find(|option| option.label == template);
        option.expect("it is offered").description.clone()
    };
    assert!(
        told(&screen, "saudacao").contains("≈ US$ 0,0068"),
        "{screen:?}"
    );
    assert!(
        told(&screen, "cupom").contains("≈ US$ 0,0625"),
        "{screen:?}"
    );
    screen.chooses("saudacao").await;
    screen.says(&["≈ US$ 0,0068 · utilidade · só se entregue"]);
    assert_eq!(desk.customer("Maria").got(), [""; 0]);
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    let line = ana.clone().with("Maria").reads();
    assert!(
        line.contains("«saudacao» enviado por @Ana · ≈ US$ 0,0068"),
        "{line}"
    );

    let screen = coupon(&desk, &ana, "José").await;
    screen.says(&["≈ US$ 0,0625 · marketing · só se entregue"]);
}

#[tokio::test]
async fn a_price_that_nobody_knows_is_said_to_be_unknown_rather_than_guessed() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    // The table that a new desk starts with says nothing about Portugal.
    let mut screen = draft(&desk, &ana, "Camila", "saudacao").await;
    screen.says(&["preço desconhecido · utilidade"]);
    assert!(
        !screen.text().contains("grátis") && !screen.text().contains('≈'),
        "{screen:?}"
    );
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    let camila = desk.agent("Ana").with("Camila");
    let mut screen = Screen::of(&desk, &camila, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    screen.says(&["Outro tem preço desconhecido", "qualidade do número"]);
}

#[tokio::test]
async fn a_second_template_asks_with_its_price_and_whoever_waits_sends_nothing() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    desk.seconds_pass(5).await;
    let sent = desk.clock.now();
    desk.hours_pass(20).await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    let text = screen.text();
    assert!(
        text.contains("ainda não respondeu ao modelo de <t:"),
        "{text}"
    );
    let told = text
        .split("<t:")
        .nth(1)
        .and_then(|rest| rest.split(':').next());
    let told: i64 = told.expect("a time").parse().expect("seconds");
    assert!((sent.timestamp() - told).abs() <= 10, "{text}");
    screen.says(&["Outro custa ≈ US$ 0,0068", "qualidade do número"]);
    assert!(screen.offers("Enviar mesmo assim"), "{screen:?}");
    screen.presses("Esperar").await;
    screen.says(&["Nada foi enviado", "rascunho fica guardado"]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 1, "{:?}", maria.got());

    // A day after the first nothing is asked.
    desk.hours_pass(4).await;
    screen.presses("Enviar modelo").await;
    screen.says(&["a caminho"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 2);

    // A third needs a supervisor, who is asked as well.
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    screen.says(&["não respondeu a 2 modelos", "só com supervisor"]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 2);
    let helena = desk.agent("Helena").with("Maria");
    let mut screen = Screen::of(&desk, &helena, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    screen.presses("Enviar mesmo assim").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 3, "{screen:?}");
}

#[tokio::test]
async fn once_she_answered_a_further_template_asks_nothing() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    desk.minutes_pass(1).await;
    maria.answers("Oi").await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    screen.says(&["a caminho"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 2);
}

#[tokio::test]
async fn marketing_asks_between_nine_at_night_and_eight_in_the_morning() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let contacts = ["Maria", "José", "Beatriz", "Paulo"];
    let times = [(20, 59, false), (21, 0, true), (7, 59, true), (8, 0, false)];
    for (contact, (hour, minute, asks)) in contacts.into_iter().zip(times) {
        becomes(&desk, hour, minute).await;
        let mut screen = coupon(&desk, &ana, contact).await;
        screen.presses("Iniciar atendimento").await;
        let time = format!("São {hour:02}:{minute:02}. Marketing entre 21 h e 8 h");
        assert_eq!(screen.text().contains(&time), asks, "{time}: {screen:?}");
        desk.seconds_pass(5).await;
        let customer = desk.customer(contact);
        assert_eq!(customer.got().is_empty(), asks, "{time}");
        if asks && hour == 21 {
            screen.presses("Esperar").await;
            screen.says(&["Nada foi enviado"]);
            screen.presses("Cancelar").await;
        } else if asks {
            screen.presses("Enviar mesmo assim").await;
            desk.seconds_pass(5).await;
            assert_eq!(customer.got().len(), 1, "{screen:?}");
        }
    }
    assert_eq!(desk.customer("José").got(), [""; 0]);

    // What is no marketing leaves at any hour.
    becomes(&desk, 23, 0).await;
    let mut screen = draft(&desk, &ana, "Rita", "saudacao").await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(desk.customer("Rita").got().len(), 1, "{screen:?}");
}

#[tokio::test]
async fn whoever_presses_twice_starts_once_and_pays_once() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let screen = draft(&desk, &ana, "Maria", "saudacao").await;
    let (id, button) = (screen.shows.id, "✅ Iniciar atendimento");
    let first = ana.person.presses(id, button).expect("pressed");
    let second = ana.person.presses(id, button).expect("pressed again");
    first.answered().await;
    second.answered().await;
    desk.settle().await;
    desk.minutes_pass(1).await;
    assert_eq!(desk.customer("Maria").got().len(), 1);
    assert_eq!(desk.threads("Maria").len(), 1);
}

#[tokio::test]
async fn a_template_that_changed_since_the_preview_is_shown_anew_and_not_sent() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let maria = desk.customer("Maria");
    let mut screen = draft(&desk, &ana, "Maria", "pesquisa").await;
    screen.says(&["≈ US$ 0,0068 · utilidade"]);
    desk.whatsapp.set_template_category("pesquisa", "MARKETING");
    desk.settle().await;
    desk.minutes_pass(1).await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["O modelo mudou na Meta", "≈ US$ 0,0625 · marketing"]);
    assert_eq!(maria.got(), [""; 0]);

    let text = json!([{ "type": "BODY", "text": "Conte como foi, por favor." }]);
    desk.whatsapp.set_template_components("pesquisa", text);
    desk.settle().await;
    desk.minutes_pass(1).await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["O modelo mudou na Meta", "Conte como foi, por favor."]);
    assert_eq!(maria.got(), [""; 0]);
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got(), ["Conte como foi, por favor."]);
}

#[tokio::test]
async fn a_template_that_is_paused_meanwhile_is_not_sent_and_another_is_chosen() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let maria = desk.customer("Maria");
    let mut screen = draft(&desk, &ana, "Maria", "pesquisa").await;
    desk.whatsapp.set_template_status("pesquisa", "PAUSED");
    desk.settle().await;
    desk.minutes_pass(1).await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["«pesquisa» não está mais disponível", "4 de 5"]);
    assert_eq!(maria.got(), [""; 0]);
    assert!(!screen.options().contains(&"pesquisa"), "{screen:?}");
    screen.chooses("saudacao").await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1);
}

#[tokio::test]
async fn the_card_adds_up_what_was_charged() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    desk.minutes_pass(1).await;
    let card = || {
        let card = ana.person.sees_message(ana.place());
        card.expect("the card").all_text()
    };
    assert!(card().contains("**Custo:** ≈ US$ 0,0068"), "{}", card());
    maria.answers("Oi").await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("pesquisa").await;
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(10).await;
    let fresh = Screen::of(&desk, &ana, "conversation", &[]).await;
    fresh.says(&["**Custo:** ≈ US$ 0,0136"]);
}

#[tokio::test]
async fn concluding_and_starting_anew_is_no_way_around_the_questions() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let ana = desk.agent("Ana");
    let thread = ana.starts("Maria").await;
    desk.hours_pass(2).await;
    ana.clone().at(thread).runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let here = desk.agent("Ana").in_team("Vendas");
    let mut second = draft(&desk, &here, "Maria", "saudacao").await;
    second.presses("Iniciar atendimento").await;
    second.says(&["Maria Souza ainda não respondeu ao modelo de <t:"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1);
    second.presses("Enviar mesmo assim").await;
    desk.hours_pass(30).await;
    assert_eq!(maria.got().len(), 2);

    desk.agent("Ana").with("Maria").runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let mut third = draft(&desk, &here, "Maria", "saudacao").await;
    third.presses("Iniciar atendimento").await;
    let bosses = desk.company.supervisor_role;
    third.says(&[
        "não respondeu a 2 modelos",
        &format!("fale com <@&{bosses}>"),
    ]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 2);
    // An answer makes all of it good.
    maria.answers("Oi, desculpe").await;
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana").with("Maria");
    ana.takes().await;
    ana.runs("conclude", &[]).await;
    desk.hours_pass(25).await;
    let mut fourth = draft(&desk, &here, "Maria", "saudacao").await;
    fourth.presses("Iniciar atendimento").await;
    fourth.says(&["Atendimento iniciado"]);
}

#[tokio::test]
async fn only_what_was_shown_leaves_whatever_else_was_pressed_since_it_changed() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let maria = desk.customer("Maria");
    let becomes = async |text: &str| {
        let components = json!([{ "type": "BODY", "text": text }]);
        desk.whatsapp
            .set_template_components("pesquisa", components);
        desk.settle().await;
        desk.minutes_pass(1).await;
    };
    // A form that was opened and closed again shows no preview.
    becomes("Olá, {{1}}, como foi?").await;
    let mut screen = draft(&desk, &ana, "Maria", "pesquisa").await;
    screen.says(&["Olá, Maria, como foi?"]);
    becomes("{{1}}, conte como foi.").await;
    let form = ana.person.presses(screen.shows.id, "✏️ Parâmetros");
    let form = form.expect("pressed");
    form.modal().await.expect("a form opens");
    desk.settle().await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["O modelo mudou na Meta", "Maria, conte como foi."]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    screen.presses("Iniciar atendimento").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Maria, conte como foi."]);

    // Nor does a question about money.
    let there = desk.agent("Ana").with("Maria");
    let mut screen = Screen::of(&desk, &there, "template", &[]).await;
    screen.chooses("pesquisa").await;
    screen.presses("Enviar modelo").await;
    screen.says(&["ainda não respondeu ao modelo"]);
    becomes("{{1}}, foi bom?").await;
    screen.presses("Enviar mesmo assim").await;
    screen.says(&["O modelo mudou na Meta", "Maria, foi bom?"]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 1, "{:?}", maria.got());
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got()[1..], ["Maria, foi bom?"], "{screen:?}");
}

#[tokio::test]
async fn a_price_that_rose_since_the_preview_is_shown_anew_and_not_charged() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let maria = desk.customer("Maria");
    let mut screen = draft(&desk, &ana, "Maria", "saudacao").await;
    screen.says(&["≈ US$ 0,0068 · utilidade"]);
    tariff(&desk, "BR,utility,USD,0.009,2026-01-01").await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&[
        "O preço mudou desde a prévia. Nada foi enviado",
        "≈ US$ 0,009 · utilidade",
    ]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);

    // What nobody knows any more is no price that was agreed to.
    tariff(&desk, "PT,utility,USD,0.009,2026-01-01").await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["O preço mudou", "preço desconhecido · utilidade"]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    tariff(&desk, "BR,utility,USD,0.008,2026-01-01").await;
    screen.presses("Iniciar atendimento").await;
    screen.says(&["O preço mudou", "≈ US$ 0,008 · utilidade"]);

    // What became cheaper asks nothing.
    tariff(&desk, "BR,utility,USD,0.007,2026-01-01").await;
    screen.presses("Iniciar atendimento").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 1, "{screen:?}");
    let line = ana.with("Maria").reads();
    assert!(line.contains("≈ US$ 0,007"), "{line}");
}

/// An admin gives a table of one line.
async fn tariff(desk: &Desk, line: &str) {
    let table = format!("region,category,currency,amount,from\n{line}\n");
    let file = Upload::new("tarifas.csv", table.as_bytes());
    let dona = desk.agent("Dona").at(desk.company.general);
    let given = [("tariffs", file.into())];
    let screen = Screen::of(desk, &dona, "setup", &given).await;
    screen.says(&["Tarifas trocadas"]);
}
