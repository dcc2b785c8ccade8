//! The commands of a conversation's life, of its queue, and of those who set the desk up.

use conecta::domain::conversation::{Conversation, Stage};
use conecta::store::StoreError;
use conecta::store::contacts::{self, ContactFacts, Identity};
use conecta::store::conversations::{self, Beginning, Origin};
use conecta_sandbox::discord::{Given, Post, Upload};
use conecta_sandbox::samples;

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn a_conversation_is_assumed_released_concluded_and_restarted() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    maria.answers("Oi, tem alguém?").await;
    let ana = desk.agent("Ana").with("Maria");
    let taken = ana.runs("assume", &[]).await;
    assert!(taken.content.contains("é seu"), "{}", taken.content);
    assert!(ana.runs("assume", &[]).await.content.contains("já é seu"));

    let bruno = desk.agent("Bruno").with("Maria");
    let mut screen = Screen::of(&desk, &bruno, "assume", &[]).await;
    screen.says(&["Está com", "sem responder"]);
    screen.presses("Assumir").await;
    screen.says(&["é seu"]);

    let released = bruno.runs("release", &[]).await;
    assert!(released.content.contains("Novos"), "{}", released.content);
    let refused = ana.runs("release", &[]).await;
    assert!(
        refused.content.contains("Ninguém assumiu"),
        "{}",
        refused.content
    );

    ana.runs("assume", &[]).await;
    desk.seconds_pass(30).await;
    let done = ana.runs("conclude", &[]).await;
    assert!(done.content.contains("concluído"), "{}", done.content);
    let again = ana.runs("restart", &[]).await;
    assert!(again.content.contains("reiniciado"), "{}", again.content);
}

#[tokio::test]
async fn whoever_would_take_over_reads_since_when_the_customer_waits() {
    let desk = Desk::open().await;
    let asked = desk.clock.now().timestamp();
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(10).await;
    maria.answers("Alguém?").await;
    ana.runs("release", &[]).await;
    desk.agent("Bruno").with("Maria").takes().await;
    desk.minutes_pass(10).await;
    let question = Screen::of(&desk, &ana, "assume", &[]).await;
    question.says(&[&format!("sem responder <t:{asked}:R>")]);
}

#[tokio::test]
async fn concluding_asks_about_the_queue_and_about_what_was_just_written() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    ana.sends("Bom dia!").await;
    let mut screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.says(&["1 mensagem na fila"]);
    screen.presses("Voltar").await;
    maria.answers("oi").await;
    desk.seconds_pass(4).await;
    let mut screen = Screen::of(&desk, &ana, "conclude", &[]).await;
    screen.says(&["escreveu há"]);
    screen.presses("Concluir").await;
    screen.says(&["concluído"]);
}

#[tokio::test]
async fn the_queue_is_edited_moved_held_and_cancelled() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    for text in ["um", "dois", "três"] {
        ana.sends(text).await;
    }
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.says(&["3 mensagens", "um", "dois", "três"]);
    screen.chooses("3. três").await;
    screen.presses("Antes").await;
    screen.says(&["A ordem mudou", "2. «três»"]);
    screen.chooses("1. um").await;
    screen.fills("Editar", &[("text", "primeiro")]).await;
    screen.says(&["1. «primeiro»"]);
    screen.chooses("3. dois").await;
    screen.presses("Tirar").await;
    screen.says(&["2 mensagens"]);
    screen.presses("Segurar").await;
    screen.says(&["segurada"]);
    maria.answers("oi").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got().len(), 1, "the queue is held");
    screen.presses("Soltar").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got()[1..], ["primeiro", "três"]);
}

#[tokio::test]
async fn a_further_template_asks_and_the_third_needs_a_supervisor() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    desk.seconds_pass(5).await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.says(&["1 de 2"]);
    screen.chooses("saudacao").await;
    screen.says(&["2 de 2"]);
    screen.presses("Enviar modelo").await;
    screen.says(&["ainda não respondeu"]);
    screen.presses("Enviar mesmo assim").await;
    screen.says(&["a caminho"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 2);

    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen.presses("Enviar modelo").await;
    screen.says(&["só com supervisor"]);
}

#[tokio::test]
async fn a_note_goes_with_its_files_once_they_are_confirmed() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let note = Post::text("// Segue a planta")
        .file(Upload::new("sala.jpg", samples::PHOTO))
        .file(Upload::new("planta.pdf", samples::PAPER));
    let note = ana.person.posts(ana.place(), note).expect("posted");
    let bare = Post::text("//").file(Upload::new("conta.pdf", samples::PAPER));
    let bare = ana.person.posts(ana.place(), bare).expect("posted");
    desk.seconds_pass(30).await;
    assert_eq!(maria.got(), [""; 0], "{}", ana.reads());
    let confirms = async |note, says: &str| {
        let confirm = ana.runs_on(note, "Enviar ao cliente").await;
        assert!(confirm.content.ends_with(says), "{}", confirm.content);
        ana.presses_on(confirm.id, "Enviar").await;
        desk.minutes_pass(1).await;
        assert!(ana.marks(note).contains('☑'), "{}", ana.reads());
    };
    confirms(note, "«Segue a planta» · 📎 sala.jpg, planta.pdf").await;
    confirms(bare, ": 📎 conta.pdf").await;
    assert_eq!(
        maria.got(),
        [
            "[image] Segue a planta",
            "[document] planta.pdf",
            "[document] conta.pdf"
        ],
        "{}",
        ana.reads()
    );
    // What is done about the line is done about all of it.
    let how = ana.runs_on(note, "Ver situação").await.content;
    assert!(how.contains("«📎 planta.pdf»: ☑️ Entregue"), "{how}");
}

#[tokio::test]
async fn a_note_reaches_the_customer_only_by_its_authors_confirmation() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    maria.answers("oi").await;
    desk.seconds_pass(5).await;
    let note = ana.types("// o prazo é amanhã").await;
    desk.seconds_pass(10).await;
    let bruno = desk.agent("Bruno").at(ana.place());
    let refused = bruno.runs_on(note, "Enviar ao cliente").await;
    assert!(
        refused.content.contains("própria nota"),
        "{}",
        refused.content
    );
    let confirm = ana.runs_on(note, "Enviar ao cliente").await;
    assert!(
        confirm.content.contains("«o prazo é amanhã»"),
        "{}",
        confirm.content
    );
    ana.presses_on(confirm.id, "Enviar").await;
    desk.seconds_pass(5).await;
    assert_eq!(
        maria.got().last().map(String::as_str),
        Some("o prazo é amanhã")
    );
    let status = ana.runs_on(note, "Ver situação").await;
    assert!(
        status.content.contains("Entregue") || status.content.contains("caminho"),
        "{}",
        status.content
    );
}

#[tokio::test]
async fn the_inbox_shows_what_waits_and_every_list() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana");
    let maria = desk.customer("Maria");
    ana.starts("Maria").await;
    let mut screen = Screen::of(&desk, &ana, "conversations", &[]).await;
    screen.says(&["Nada espera por você"]);
    screen.presses("Meus").await;
    screen.says(&["Meus** (1)", "aguardando resposta"]);
    maria.answers("oi").await;
    screen.presses("Esperam por mim").await;
    screen.says(&["Esperam por mim** (1)", "<#"]);
    let card = ana.runs("conversation", &[]).await;
    assert!(card.ephemeral && card.buttons.len() == 4, "{card:?}");
    assert_eq!(card.selects.len(), 1, "{card:?}");
    let help = ana.runs("help", &[]).await;
    assert!(help.content.contains("</start:"), "{}", help.content);
    let note = ana.runs("note", &[("text", "cliente antigo".into())]).await;
    assert!(
        note.content.contains("🔒") && !note.ephemeral,
        "{}",
        note.content
    );
}

#[tokio::test]
async fn contacts_are_seen_made_and_changed() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let picked = |name: &str| -> [(&'static str, Given); 1] { [("contact", name.into())] };
    let mut screen = Screen::of(&desk, &ana, "contact view", &picked("beatriz")).await;
    screen.says(&["Beatriz Lima", "+5521998877665"]);
    screen
        .fills("Editar", &[("email", "bia@exemplo.com.br")])
        .await;
    screen.says(&["bia@exemplo.com.br", "salvo"]);
    screen.presses("Iniciar atendimento").await;
    screen.says(&["2 de 5", "Beatriz Lima"]);
    let nobody = ana.runs("contact view", &picked("xyzw")).await;
    assert!(nobody.content.contains("Ninguém"), "{}", nobody.content);
}

#[tokio::test]
async fn teams_numbers_and_the_first_day_are_set_up_in_discord() {
    let desk = Desk::open().await;
    let owner = desk.agent("Dona").at(desk.company.general);
    let mut screen = Screen::of(&desk, &owner, "team", &[]).await;
    screen.says(&["Equipes** (3)", "Vendas"]);
    screen.fills("Nova equipe", &[("name", "Pós-venda")]).await;
    screen.says(&["criada", "falta o cargo"]);
    let role = desk.company.team("Financeiro").role;
    screen.chooses_in("Cargo: quem tem é da equipe", role).await;
    screen.says(&["salva"]);
    screen
        .chooses_in("Canal privado da equipe", desk.company.general)
        .await;
    screen.says(&["visível"]);
    screen.presses("Tornar privado").await;
    screen.says(&["agora é privado"]);

    let mut screen = Screen::of(&desk, &owner, "number", &[]).await;
    screen.says(&["Números** (2)", "Vendas"]);
    screen.chooses("Atendimento").await;
    screen.presses("Desligar").await;
    screen.says(&["desligado"]);
    screen.fills("Nome", &[("name", "Loja")]).await;
    screen.says(&["Loja", "salvo"]);

    let setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&["Primeiro dia", "✅ **2 · Números**", "✅ **3 · Equipe**"]);
}

#[tokio::test]
async fn whoever_wrote_in_a_thread_is_out_of_it_when_it_is_concluded() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let bruno = desk.agent("Bruno").with("Maria");
    bruno.types("// ela ligou ontem").await;
    let members = || {
        let place = ana.person.channel(ana.place()).expect("it is there");
        place.thread.expect("a thread").members
    };
    assert!(members().contains(&bruno.person.id()), "{:?}", members());
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let left = members();
    assert!(
        !left.contains(&bruno.person.id()) && !left.contains(&ana.person.id()),
        "{left:?}"
    );
}

#[tokio::test]
async fn a_conversation_of_long_ago_is_still_found_by_its_name() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let id = ana.conversation().await;
    // Many others were concluded after it.
    let store = desk.bot().app.desk().store().clone();
    let now = desk.clock.now();
    let others = store.write(move |db| {
        Box::pin(async move {
            let c = conversations::load(db, id).await?.expect("there");
            for n in 0..300 {
                let facts = ContactFacts {
                    name: format!("Outra {n}"),
                    name_folded: format!("outra {n}"),
                    ..ContactFacts::default()
                };
                let contact = contacts::create(db, &facts, &Identity::default(), now).await?;
                let beginning = Beginning {
                    contact,
                    channel: c.channel,
                    team: c.team,
                    origin: Origin::Receptive,
                    assignee: None,
                    window: c.window,
                    pace: c.pace,
                };
                let other = conversations::create(db, &beginning, now).await?;
                let before = conversations::load(db, other).await?.expect("there");
                let after = Conversation {
                    stage: Stage::Concluded,
                    ..before.clone()
                };
                let later = now + chrono::TimeDelta::minutes(1);
                conversations::save(db, &before, &after, None, later).await?;
            }
            Ok::<_, StoreError>(())
        })
    });
    others.await.expect("written");
    let here = desk.agent("Ana").in_team("Vendas");
    let picked = here.picks("restart", &[], "conversation", "Maria").await;
    here.runs("restart", &[("conversation", picked)]).await;
    assert_eq!(ana.conversation().await, id);
    ana.sends("Voltamos").await;
    assert_eq!(
        desk.customer("Maria").got(),
        ["Voltamos"],
        "{}",
        ana.reads()
    );
}

#[tokio::test]
async fn an_older_conversation_that_is_taken_up_again_has_the_window_of_today() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Até logo").await;
    desk.minutes_pass(1).await;
    let older = ana.clone().at(ana.place());
    older.runs("conclude", &[]).await;
    desk.hours_pass(30).await;
    let (newer, _) = desk.talk("Ana", "Maria").await;
    assert_ne!(newer.place(), older.place());
    desk.minutes_pass(1).await;
    newer.runs("conclude", &[]).await;

    let screen = Screen::of(&desk, &older, "restart", &[]).await;
    assert!(!screen.text().contains("janela"), "{screen:?}");
    older.sends("Achei o pedido").await;
    assert_eq!(
        maria.got(),
        ["Até logo", "Achei o pedido"],
        "{}",
        older.reads()
    );

    // Whoever would begin another one finds that it is open.
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let to_maria = [("contact", Given::from("maria souza"))];
    let mut screen = Screen::of(&desk, &bruno, "start", &to_maria).await;
    screen.chooses("Vendas").await;
    screen.says(&["já está em atendimento", &format!("<#{}>", older.place())]);

    // And what is known since then holds for the newer one as well.
    desk.hours_pass(10).await;
    maria.answers("Obrigada!").await;
    desk.minutes_pass(1).await;
    older.runs("conclude", &[]).await;
    desk.hours_pass(20).await;
    newer.runs("restart", &[]).await;
    newer.sends("De nada").await;
    assert_eq!(maria.got()[2..], ["De nada"], "{}", newer.reads());
}
