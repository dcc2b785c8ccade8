//! Single lines of a thread: their menus, what is held for other reasons, the end of a
//! conversation and its new beginning, the marks and the languages.

use conecta_sandbox::discord::{NewMember, Post, Upload};

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn the_menus_take_back_in_time_and_say_when_it_is_too_late() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let note = ana.types("isto é só nosso").await;
    let done = ana.runs_on(note, "Tornar nota").await;
    assert!(
        done.ephemeral && done.content.contains("Virou nota"),
        "{}",
        done.content
    );
    let cancelled = ana.types("conversa errada").await;
    let done = ana.runs_on(cancelled, "Cancelar envio").await;
    assert!(
        done.content.contains("não vai para Maria"),
        "{}",
        done.content
    );
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    assert_eq!(ana.marks(note), "🔒");
    let again = ana.runs_on(note, "Ver situação").await;
    assert_eq!(again.content, "🔒 Nota: fica aqui dentro.");

    let line = ana.sends("Bom dia").await;
    for menu in ["Tornar nota", "Cancelar envio"] {
        let late = ana.runs_on(line, menu).await;
        assert!(
            late.content.contains("Tarde demais"),
            "{menu}: {}",
            late.content
        );
    }
    let bruno = desk.agent("Bruno").with("Maria");
    let theirs = ana.types("Um momento").await;
    let refused = bruno.runs_on(theirs, "Cancelar envio").await;
    assert!(
        refused.content.contains("Nada mudou"),
        "{}",
        refused.content
    );
    desk.seconds_pass(6).await;
    assert_eq!(maria.got(), ["Bom dia", "Um momento"]);
    maria.reads().await;
    let how = bruno.runs_on(theirs, "Ver situação").await;
    assert!(how.content.contains("Maria leu"), "{}", how.content);
    let hers = ana.person.sees(ana.place());
    let hers = hers
        .iter()
        .find(|line| line.content.contains("Oi"))
        .expect("hers");
    let none = ana.runs_on(hers.id, "Ver situação").await;
    assert!(
        none.content.contains("não é para o cliente"),
        "{}",
        none.content
    );
}

#[tokio::test]
async fn whoever_asks_about_a_held_message_reads_whose_it_is_to_decide() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let held = ana.types("/concluir").await;
    let shows = async |who: &'static str| {
        let who = desk.agent(who).with("Maria");
        let shown = who.runs_on(held, "Ver situação").await;
        let buttons = shown.buttons.into_iter().map(|button| button.label);
        (shown.content, buttons.collect::<Vec<_>>())
    };
    let (told, buttons) = shows("Ana").await;
    assert_eq!(
        told,
        "⏸ Retida: espera você decidir. Começa como um comando."
    );
    assert_eq!(buttons, ["Enviar para Maria", "É nota"]);
    // Neither a colleague nor a supervisor can send it, and neither is offered to.
    let author = desk.company.person("Ana");
    let whose = format!("⏸ Retida: espera a decisão de <@{author}>. Começa como um comando.");
    for who in ["Bruno", "Helena"] {
        assert_eq!(shows(who).await, (whose.clone(), Vec::new()), "{who}");
    }

    // Whoever has the conversation by now may keep it inside.
    ana.runs("release", &[]).await;
    let bruno = desk.agent("Bruno").with("Maria");
    bruno.takes().await;
    assert_eq!(shows("Bruno").await, (whose, vec!["É nota".to_owned()]));
    let shown = bruno.runs_on(held, "Ver situação").await;
    bruno.presses_on(shown.id, "É nota").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
    assert_eq!(shows("Bruno").await.0, "🔒 Nota: fica aqui dentro.");
}

#[tokio::test]
async fn a_long_paste_is_held() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let place = ana.place();
    let paste = Upload::new("message.txt", "muito texto ".repeat(300).into_bytes());
    let paste = ana
        .person
        .posts(place, Post::text("").file(paste))
        .expect("posted");
    desk.seconds_pass(10).await;
    assert_eq!(ana.marks(paste), "⏸\u{FE0F}", "{}", ana.reads());
    assert!(
        ana.reads().contains("transformou o texto em arquivo"),
        "{}",
        ana.reads()
    );
    ana.presses("É nota").await;
    assert_eq!(maria.got(), [""; 0]);
}

#[tokio::test]
async fn a_team_may_want_a_sign_before_what_leaves() {
    let desk = Desk::open().await;
    desk.team_rules("Vendas", |rules| rules.only_quoted_leaves = true)
        .await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let note = ana.sends("acho que ela quer desconto").await;
    ana.sends("> Bom dia!").await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
    assert_eq!(ana.marks(note), "🔒");
}

#[tokio::test]
async fn concluding_archives_unlocked_and_what_is_written_after_it_is_held() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Até logo").await;
    desk.minutes_pass(1).await;
    let place = ana.place();
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let thread = || {
        let place = ana.person.channel(place).expect("it is still there");
        place.thread.expect("a thread")
    };
    assert!(thread().archived && !thread().locked, "{:?}", thread());
    assert!(
        !thread().members.contains(&ana.person.id()),
        "{:?}",
        thread()
    );
    assert_eq!(thread().auto_archive, 10_080);

    let first = ana.sends("Esqueci de dizer").await;
    let line = ana.sends("Abrimos às 9 h").await;
    assert_eq!(maria.got(), ["Até logo"]);
    assert_eq!(ana.marks(line), "⏸\u{FE0F}", "{}", ana.reads());
    assert_eq!(ana.marks(first), "🔒", "only the last can be let go");
    ana.presses("Reiniciar e enviar").await;
    desk.seconds_pass(10).await;
    assert_eq!(
        maria.got(),
        ["Até logo", "Abrimos às 9 h"],
        "{}",
        ana.reads()
    );
    assert!(thread().members.contains(&ana.person.id()) && !thread().archived);

    ana.runs("conclude", &[]).await;
    let line = ana.sends("Era só isso").await;
    ana.presses("Só nota").await;
    desk.seconds_pass(10).await;
    assert_eq!(ana.marks(line), "🔒");
    assert_eq!(maria.got().len(), 2);
}

#[tokio::test]
async fn a_concluded_conversation_is_found_and_taken_up_again_by_its_name() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Até logo").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.hours_pass(30).await;
    let here = desk.agent("Ana").in_team("Vendas");
    let picked = here.picks("restart", &[], "conversation", "Maria").await;
    let screen = Screen::of(&desk, &here, "restart", &[("conversation", picked)]).await;
    screen.says(&["A janela de 24 h está fechada", "envie um modelo"]);
    assert!(screen.offers("Enviar modelo"), "{screen:?}");
    let line = ana.sends("Ainda quer?").await;
    assert_eq!(ana.marks(line), "🕓");
    // There is one open conversation with her, so a second restart is refused.
    let refused = ana.runs("restart", &[]).await;
    assert!(
        refused.content.contains("está aberto"),
        "{}",
        refused.content
    );
    assert_eq!(maria.got(), ["Até logo"]);
}

#[tokio::test]
async fn only_the_last_of_a_run_shows_how_far_it_came() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.phone.goes_offline();
    let lines = [ana.sends("um").await, ana.sends("dois").await];
    desk.seconds_pass(10).await;
    assert_eq!(
        ana.marks(lines[1]),
        "✔\u{FE0F}",
        "taken, not delivered: {}",
        ana.reads()
    );
    maria.phone.goes_online();
    desk.seconds_pass(10).await;
    assert!(
        ana.marks(lines[1]).ends_with("☑\u{FE0F}"),
        "{}",
        ana.reads()
    );
    maria.reads().await;
    desk.seconds_pass(10).await;
    assert!(ana.marks(lines[1]).ends_with("🔵"), "{}", ana.reads());
    assert!(!ana.marks(lines[0]).contains("🔵"), "{}", ana.reads());
}

#[tokio::test]
async fn each_person_is_answered_in_their_own_language() {
    let desk = Desk::open().await;
    let sales = desk.company.team("Vendas");
    let kim = NewMember::named("Kim").role(sales.role).locale("en-US");
    let kim = desk.discord.person(desk.discord.joins(kim));
    let run = kim.runs(sales.channel, "conversations", &[]).expect("run");
    let answer = run.message().await.expect("an answer");
    desk.settle().await;
    assert!(
        answer.content.contains("Nothing") || answer.content.contains("nothing"),
        "{}",
        answer.content
    );
    let commands = kim.commands(sales.channel);
    assert!(
        commands.iter().any(|command| command.shown == "queue"),
        "{commands:?}"
    );
    let ana = desk.agent("Ana");
    let commands = ana.person.commands(sales.channel);
    assert!(
        commands.iter().any(|command| command.shown == "fila"),
        "{commands:?}"
    );
}

#[tokio::test]
async fn help_names_what_this_person_may_do_here() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas").runs("help", &[]).await;
    let dona = desk
        .agent("Dona")
        .at(desk.company.general)
        .runs("help", &[])
        .await;
    assert!(
        ana.ephemeral && ana.content.contains("</start:"),
        "{}",
        ana.content
    );
    assert!(!ana.content.contains("</setup:"), "{}", ana.content);
    assert!(dona.content.contains("</setup:"), "{}", dona.content);

    // Whoever only supervises finds work too.
    let helena = desk.agent("Helena").in_team("Vendas");
    let told = helena.runs("help", &[]).await.content;
    for command in ["conversations", "queue", "contact view", "conclude"] {
        assert!(told.contains(&format!("</{command}:")), "{command}: {told}");
    }
}

#[tokio::test]
async fn outside_a_thread_and_in_a_strangers_one_commands_say_where_to_go() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    for command in ["queue", "conclude", "release", "template", "conversation"] {
        let answer = ana.runs(command, &[]).await;
        assert!(answer.ephemeral, "{command}");
        assert!(
            answer.content.contains("</conversations:"),
            "{command}: {}",
            answer.content
        );
    }
    desk.talk("Ana", "Maria").await;
    let helena = desk.agent("Helena").with("Maria");
    for command in ["assume", "release", "queue"] {
        let answer = helena.runs(command, &[]).await;
        assert!(answer.ephemeral, "{command}: {}", answer.content);
    }
    let card = helena.runs("conversation", &[]).await;
    let ana = desk.company.person("Ana");
    assert!(
        card.all_text().contains(&format!("<@{ana}>")),
        "still hers: {card:?}"
    );
}
