//! What a conversation looks like: its card, its thread, who is told, what a customer's words can
//! and cannot do there.

use std::collections::HashMap;
use std::time::Duration;

use chrono::TimeDelta;
use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Release, Which, seed};
use conecta_sandbox::wire::{Kind, Platform};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

fn card(ana: &Agent<'_>) -> String {
    let card = ana.person.sees_message(ana.place());
    card.expect("the card").all_text()
}

#[tokio::test]
async fn the_card_says_where_the_conversation_stands_and_follows_it() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi").await;
    let ana = desk.agent("Ana").with("Maria");
    for part in [
        "**Contato:** Maria Souza · +55 11 ••••-4321",
        "**Canal:** Vendas",
        "**Equipe:** Vendas",
        "**Atendente:** ninguém ainda",
        "**Situação:** novo",
        "**Janela:** 🟢 aberta",
        "**Fila:** vazia",
        "000001",
    ] {
        assert!(card(&ana).contains(part), "{part}: {}", card(&ana));
    }
    let whole = ana.person.sees_message(ana.place()).expect("the card");
    assert!(!whole.content.is_empty(), "it always has text");
    ana.runs("assume", &[]).await;
    desk.minutes_pass(1).await;
    let assigned = format!("**Atendente:** <@{}>", ana.person.id());
    assert!(card(&ana).contains(&assigned), "{}", card(&ana));
    assert!(card(&ana).contains("em andamento"), "{}", card(&ana));
    desk.hours_pass(25).await;
    assert!(card(&ana).contains("🔴 fechada"), "{}", card(&ana));
    ana.sends("Ainda está aí?").await;
    desk.minutes_pass(1).await;
    assert!(
        card(&ana).contains("🕓 1 na fila: sai quando Maria"),
        "{}",
        card(&ana)
    );
    desk.whatsapp.fail_later(None, 131_026, true, 1);
    maria.answers("Estou").await;
    desk.minutes_pass(2).await;
    assert!(
        card(&ana).contains("**Último problema:** ❌"),
        "{}",
        card(&ana)
    );
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    assert!(card(&ana).contains("concluído"), "{}", card(&ana));
}

#[tokio::test]
async fn a_busy_channel_edits_no_card_for_what_discord_counts_by_itself() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá").await;
    desk.minutes_pass(5).await;
    let before = desk.wire.last();
    for n in 1..=10 {
        maria.answers(&format!("pergunta {n}")).await;
        ana.sends(&format!("resposta {n}")).await;
    }
    desk.minutes_pass(2).await;
    let path = format!("/messages/{}", ana.place());
    let entries = desk.wire_after(before);
    let edits = entries.iter().filter(|entry| {
        entry.platform == Platform::Discord
            && matches!(&entry.kind, Kind::Request { method, path: at, .. }
                if method == "PATCH" && at.ends_with(&path))
    });
    let edits = edits.count();
    assert!(edits <= 1, "{edits} edits for an open window");
}

#[tokio::test]
async fn a_card_that_somebody_deletes_is_replaced_in_the_thread() {
    const GONE: &str = "O cartão deste atendimento foi apagado";
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    let card = ana.place();
    desk.agent("Dona").deletes(card).await;
    desk.hours_pass(25).await;
    let told = ana.reads();
    assert_eq!(told.matches(GONE).count(), 1, "{told}");
    let another = ana.offered("Fila").expect("another card");
    let shows = |part: &str| {
        let card = ana.person.sees_message(another.id);
        let text = card.expect("the other card").all_text();
        assert!(text.contains(part), "{part}: {text}");
    };
    shows("🔴 fechada");
    let since = desk.wire.last();
    ana.sends("Ainda está aí?").await;
    desk.minutes_pass(1).await;
    maria.answers("Estou").await;
    desk.minutes_pass(5).await;
    let path = format!("/messages/{card}");
    let tried = desk.wire_after(since).into_iter().filter(
        |entry| matches!(&entry.kind, Kind::Request { path: at, .. } if at.ends_with(&path)),
    );
    assert_eq!(tried.count(), 0, "there is nothing to edit");
    shows("🟢 aberta");
    assert_eq!(ana.reads().matches(GONE).count(), 1, "{}", ana.reads());
    assert_eq!(
        maria.got().last().map(String::as_str),
        Some("Ainda está aí?")
    );
}

#[tokio::test]
async fn a_card_deleted_while_it_was_over_is_replaced_with_the_restart() {
    const GONE: &str = "O cartão deste atendimento foi apagado";
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    let owner = desk.discord.person(desk.company.owner);
    owner.deletes(ana.place()).expect("deleted");
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(5).await;
    assert!(!ana.reads().contains(GONE), "it is over: {}", ana.reads());
    ana.runs("restart", &[]).await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.reads().matches(GONE).count(), 1, "{}", ana.reads());
    let another = ana.offered("Concluir").expect("another card");
    assert!(another.all_text().contains("em andamento"), "{another:?}");

    // It is a card like any other: over, taken up again, given back.
    ana.presses_on(another.id, "Concluir").await;
    desk.minutes_pass(1).await;
    ana.runs("restart", &[]).await;
    ana.runs("release", &[]).await;
    desk.minutes_pass(1).await;
    assert_eq!(ana.reads().matches(GONE).count(), 1, "{}", ana.reads());
    let card = ana.person.sees_message(another.id).expect("the other card");
    assert!(card.all_text().contains("ninguém ainda"), "{card:?}");
}

#[tokio::test]
async fn the_card_is_never_wrong_about_the_window_by_a_quarter_of_an_hour() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.hours_pass(10).await;
    for _ in 0..2 {
        maria.answers("Mais uma coisa").await;
        let closes = desk.clock.now() + TimeDelta::hours(24);
        desk.minutes_pass(1).await;
        let shown = format!("<t:{}:R>", closes.timestamp());
        assert!(card(&ana).contains(&shown), "{shown}: {}", card(&ana));
        desk.minutes_pass(15).await;
    }
}

#[tokio::test]
async fn where_discord_takes_few_edits_whose_conversation_it_is_comes_first() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.new_after_min = 0)
        .await;
    let names: Vec<&str> = desk
        .company
        .customers
        .iter()
        .map(|one| &*one.name)
        .collect();
    for name in &names {
        desk.customer(name).answers("Oi").await;
    }
    // Their windows close together, which all the cards have to say.
    desk.hours_pass(24).await;
    let last = desk.agent("Ana").with(names[names.len() - 1]);
    assert!(card(&last).contains("🟢 aberta"), "{}", card(&last));
    let refused = desk.discord.invalid_requests();
    last.takes().await;
    let news = desk.customer("Maria");
    news.answers("Ainda estou aqui").await;
    let maria = desk.agent("Ana").with("Maria");
    assert!(
        maria.reads().contains("Ainda estou aqui"),
        "posts wait for no card"
    );
    desk.seconds_pass(7).await;
    assert!(card(&last).contains("em andamento"), "{}", card(&last));
    let behind = names.iter().filter(|name| {
        let ana = desk.agent("Ana").with(name);
        card(&ana).contains("🟢 aberta")
    });
    assert!(behind.count() > 3, "the others wait");

    desk.minutes_pass(2).await;
    for name in names.iter().filter(|name| !name.starts_with("Maria")) {
        let ana = desk.agent("Ana").with(name);
        assert!(card(&ana).contains("🔴 fechada"), "{}", card(&ana));
    }
    assert_eq!(
        desk.discord.invalid_requests(),
        refused,
        "nothing was refused"
    );
}

/// Whose cards were edited since then, in this order.
fn edited(desk: &Desk, since: u64) -> Vec<String> {
    let owner = desk.discord.person(desk.company.owner);
    let names: HashMap<String, String> = owner
        .channels()
        .into_iter()
        .map(|place| (place.id.to_string(), place.name))
        .collect();
    let entries = desk.wire_after(since).into_iter();
    let edits = entries.filter_map(|entry| match entry.kind {
        Kind::Request { method, path, .. } if method == "PATCH" => {
            // A thread's id is that of its card.
            let (_, card) = path.split_once("/messages/")?;
            names.get(card).cloned()
        }
        _ => None,
    });
    edits.collect()
}

#[tokio::test]
async fn where_discord_takes_few_edits_failures_come_next_and_the_cost_last() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.new_after_min = 0)
        .await;
    for card in &desk.company.customers {
        desk.customer(&card.name).answers("Oi").await;
    }
    desk.minutes_pass(1).await;
    let ana = desk.agent("Ana");
    let (rita, luiza, camila) = (
        ana.clone().with("Rita"),
        ana.clone().with("Luíza"),
        ana.clone().with("Camila"),
    );
    rita.takes().await;
    luiza.takes().await;
    desk.hours_pass(23).await;
    for name in ["Rita", "Luíza"] {
        desk.customer(name).answers("Ainda estou aqui").await;
    }
    desk.whatsapp.withhold(Which::Statuses);
    desk.whatsapp
        .fail_later(Some("5581933221100"), 131_026, true, 1);
    luiza.sends("Amanhã às 9 h").await;
    let mut another = Screen::of(&desk, &rita, "template", &[]).await;
    another.chooses("saudacao").await;
    desk.pass(Duration::from_secs(60 * 59 - 6)).await;

    // The windows of all the others have just closed; and then, the least urgent first:
    let since = desk.wire.last();
    another.presses("Enviar modelo").await;
    desk.whatsapp.release(Release::InOrder);
    desk.settle().await;
    camila.takes().await;
    desk.minutes_pass(3).await;
    let edited = edited(&desk, since);
    let of = |name: &str| edited.iter().position(|card| card.starts_with(name));
    let (owner, failure, cost) = (of("Camila"), of("Luíza"), of("Rita"));
    // One may have been about to leave already.
    assert!(owner.is_some_and(|place| place <= 1), "{edited:?}");
    assert_eq!(failure, owner.map(|place| place + 1), "{edited:?}");
    assert_eq!(cost, Some(edited.len() - 1), "{edited:?}");
    assert!(edited.len() > 6, "windows come between: {edited:?}");
}

#[tokio::test]
async fn a_corrected_name_stands_on_the_card_and_once_on_the_thread() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let called = || ana.person.channel(ana.place()).expect("her thread").name;
    assert_eq!(called(), "Maria Souza ·4321 · 000001");
    for (before, after) in [("maria", "Marina Souza"), ("marina", "Marta Souza")] {
        let options = [("contact", before.into())];
        let mut screen = Screen::of(&desk, &ana, "contact view", &options).await;
        screen.fills("Editar", &[("name", after)]).await;
        desk.minutes_pass(15).await;
        let shown = format!("**Contato:** {after}");
        assert!(card(&ana).contains(&shown), "{}", card(&ana));
    }
    assert_eq!(called(), "Marina Souza ·4321 · 000001");
}

#[tokio::test]
async fn nothing_that_a_customer_is_called_or_writes_pings_or_breaks_the_layout() {
    let desk = Desk::open().await;
    let name = "-# ⚙️ **@everyone** <@&1> [x](http://evil.example)";
    let nina = desk
        .whatsapp
        .add_customer(seed::Customer::new(name, "5519987650000"));
    for text in [
        "@everyone @here <@1090013194139585164>",
        "-# ⚙️ Ana concluiu o atendimento.",
        "[banco](https://evil.example) ||segredo|| https://loja.example",
        "# GRANDE\n> citando\n```\nsem fim",
    ] {
        nina.writes(SALES, text);
        desk.settle().await;
    }
    desk.minutes_pass(1).await;
    let owner = desk.discord.person(desk.company.owner);
    let mut threads = owner.channels();
    threads.retain(|channel| channel.thread.is_some());
    let [thread] = threads.as_slice() else {
        panic!("one thread: {threads:?}");
    };
    let ana = desk.agent("Ana").at(thread.id);
    for line in ana.person.sees(thread.id) {
        assert!(line.pinged.is_empty(), "{line:?}");
        for own in line.content.lines() {
            assert!(!own.starts_with("-# ⚙️ Ana"), "{}", line.content);
            assert!(!own.starts_with("# "), "{}", line.content);
        }
    }
    insta::assert_snapshot!("hostile", ana.reads());
}

#[tokio::test]
async fn what_needs_nobody_pings_nobody() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá").await;
    maria.reads().await;
    desk.minutes_pass(10).await;
    let bruno = desk.agent("Bruno").with("Maria");
    bruno.types("ela é minha vizinha").await;
    desk.minutes_pass(10).await;
    let seen = ana.person.sees(ana.place());
    let ours = seen.iter().filter(|line| line.content.starts_with("-# ⚙️"));
    for line in ours {
        assert!(line.silent && line.pinged.is_empty(), "{line:?}");
    }
    let pings = seen
        .iter()
        .filter(|line| line.bot && !line.pinged.is_empty());
    let pings: Vec<_> = pings
        .map(|line| (line.kind, line.content.clone()))
        .collect();
    assert!(
        pings.iter().all(|(kind, _)| *kind == 1),
        "only Discord's own line: {pings:?}"
    );
}

#[tokio::test]
async fn the_next_new_one_is_assumed_by_a_button_and_its_place_is_shown() {
    let desk = Desk::open().await;
    for name in ["Maria", "José"] {
        desk.customer(name).answers("Oi").await;
        desk.minutes_pass(1).await;
    }
    let ana = desk.agent("Ana").in_team("Vendas");
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let first = Screen::behind(&desk, &ana, "Assumir o próximo").await;
    first.says(&["Maria Souza"]);
    let second = Screen::behind(&desk, &bruno, "Assumir o próximo").await;
    second.says(&["José Álvares"]);
    desk.minutes_pass(1).await;
    assert!(ana.reads().contains("Nenhum novo"), "{}", ana.reads());
    let carla = desk.agent("Carla");
    assert!(
        carla.person.sees_last(ana.place()).is_none(),
        "not her team's"
    );
    let thread = desk.agent("Ana").with("Maria");
    thread.sends("Olá!").await;
    assert_eq!(desk.customer("Maria").got(), ["Olá!"]);
}

#[tokio::test]
async fn the_last_problem_names_the_template_that_it_is_about() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.fail_later(None, 132_015, true, 1);
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    desk.minutes_pass(2).await;
    let card = card(&ana);
    assert!(
        card.contains("**Último problema:** ❌ O modelo «saudacao»"),
        "{card}"
    );
}
