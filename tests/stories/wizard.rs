//! Starting a conversation step by step: the five steps with their skips, search, back, cancel,
//! resume and preview.

use conecta_sandbox::discord::{Given, Upload};
use conecta_sandbox::samples;
use conecta_sandbox::whatsapp::{Act, Endpoint, Fault};

use crate::hands::Screen;
use crate::support::Desk;

#[tokio::test]
async fn five_steps_lead_from_nobody_to_the_phone() {
    let desk = Desk::open().await;
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let maria = desk.customer("Maria");

    let mut screen = Screen::of(&desk, &bruno, "start", &[]).await;
    screen.says(&["1 de 5"]);
    screen.fills("Buscar", &[("text", "souza")]).await;
    screen.says(&["1 contato", "souza"]);
    assert_eq!(screen.options(), ["Maria Souza"]);
    screen.chooses("Maria Souza").await;
    // Two numbers, two teams of Bruno's: neither is skipped.
    screen.says(&["2 de 5", "Maria Souza"]);
    screen.chooses("Vendas").await;
    screen.says(&["3 de 5"]);
    screen.chooses("Vendas").await;
    screen.says(&["4 de 5", "Maria Souza › Vendas › Vendas"]);
    assert_eq!(screen.options().len(), 11);
    screen.chooses("pedido_enviado").await;
    screen.says(&["5 de 5", "Faltam 3 parâmetros", "{{pedido}}", "Olá Maria"]);
    screen
        .fills(
            "Preencher",
            &[("1", "1042"), ("2", "  amanhã\ncedo "), ("3", "1042")],
        )
        .await;
    screen.says(&[
        "quebras de linha",
        "Maria Souza",
        "+5511987654321",
        "+55 11 4000-1000",
        "o pedido 1042 saiu e chega amanhã cedo.",
    ]);
    screen.presses("Iniciar atendimento").await;
    screen.says(&["Atendimento iniciado: <#"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1);
    assert!(maria.got()[0].contains("o pedido 1042 saiu e chega amanhã cedo."));
}

#[tokio::test]
async fn what_leaves_no_choice_is_not_asked() {
    let desk = Desk::open().await;
    // The message of the new ones stands at the end of the team's channel.
    desk.customer("José").answers("Oi").await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::behind(&desk, &ana, "Iniciar atendimento").await;
    screen.fills("Buscar", &[("text", "maria")]).await;
    screen.chooses("Maria Souza").await;
    screen.chooses("Vendas").await;
    // Ana has one team.
    screen.says(&["4 de 5"]);
    screen.presses("Voltar").await;
    screen.says(&["2 de 5"]);
    screen.presses("Voltar").await;
    screen.says(&["1 de 5"]);
    screen.presses("Cancelar").await;
    screen.says(&["Nada foi enviado"]);
}

#[tokio::test]
async fn a_draft_goes_on_after_a_restart() {
    let mut desk = Desk::open().await;
    {
        let ana = desk.agent("Ana").in_team("Vendas");
        let mut screen = Screen::of(&desk, &ana, "start", &[]).await;
        screen.fills("Buscar", &[("text", "maria")]).await;
        screen.chooses("Maria Souza").await;
    }
    desk.stop().await;
    desk.starts_again().await;
    desk.minutes_pass(5).await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let screen = Screen::of(&desk, &ana, "start", &[]).await;
    screen.says(&["Continuando o rascunho", "2 de 5", "Maria Souza"]);
}

#[tokio::test]
async fn a_draft_that_is_taken_up_again_can_be_begun_anew_at_every_step() {
    let desk = Desk::open().await;
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let mut screen = Screen::of(&desk, &bruno, "start", &[]).await;
    screen.fills("Buscar", &[("text", "souza")]).await;
    for choice in ["Maria Souza", "Vendas", "Vendas", "pedido_enviado"] {
        let again = Screen::of(&desk, &bruno, "start", &[]).await;
        again.says(&["Continuando o rascunho"]);
        assert!(again.offers("Começar de novo"), "{again:?}");
        assert!(!screen.offers("Começar de novo"), "nobody left: {screen:?}");
        screen.chooses(choice).await;
    }
    let mut again = Screen::of(&desk, &bruno, "start", &[]).await;
    again.says(&["5 de 5", "Maria Souza"]);
    again.presses("Começar de novo").await;
    again.says(&["1 de 5"]);
    assert!(!again.text().contains("Maria"), "{again:?}");
    let later = Screen::of(&desk, &bruno, "start", &[]).await;
    later.says(&["Continuando o rascunho", "1 de 5"]);
}

#[tokio::test]
async fn a_new_contact_is_made_on_the_way() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &ana, "start", &[]).await;
    let typed = [("name", "Zuleica Ramos"), ("phone", "11 97777-6666")];
    screen.fills("Novo contato", &typed).await;
    screen.says(&["2 de 5", "Zuleica Ramos"]);
}

#[tokio::test]
async fn typed_words_are_a_search_and_never_the_first_hit() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let typed = |text: &str| -> [(&'static str, Given); 1] { [("contact", text.into())] };
    let several = Screen::of(&desk, &ana, "start", &typed("5511")).await;
    several.says(&["1 de 5", "2 contatos"]);
    let one = Screen::of(&desk, &ana, "start", &typed("jose alvares")).await;
    one.says(&["2 de 5", "José Álvares"]);
}

#[tokio::test]
async fn an_open_conversation_is_shown_to_those_who_may_see_it() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").in_team("Vendas");
    let thread = ana.starts("Maria").await;
    let options = |_: ()| -> [(&'static str, Given); 1] { [("contact", "maria souza".into())] };
    let bruno = desk.agent("Bruno").in_team("Vendas");
    let mut screen = Screen::of(&desk, &bruno, "start", &options(())).await;
    screen.chooses("Vendas").await;
    screen.says(&["já está em atendimento", &format!("<#{thread}>")]);
    assert!(screen.offers("Abrir"));

    let carla = desk.agent("Carla").in_team("Suporte");
    let mut screen = Screen::of(&desk, &carla, "start", &options(())).await;
    screen.chooses("Vendas").await;
    screen.says(&["outra equipe"]);
    assert!(!screen.offers("Abrir") && !screen.text().contains("<#"));
}

#[tokio::test]
async fn who_is_in_no_team_is_told_whom_to_ask() {
    let desk = Desk::open().await;
    let owner = desk.discord.person(desk.company.owner);
    let run = owner.runs(desk.company.general, "start", &[]);
    let answer = run.expect("run").message().await.expect("answered");
    desk.settle().await;
    assert!(answer.content.contains("equipe"), "{}", answer.content);
    assert!(answer.ephemeral);
}

#[tokio::test]
async fn whoever_lost_the_role_meanwhile_is_refused_at_the_next_press_and_nothing_changed() {
    const REFUSED: &str = "Você não está em nenhuma equipe";
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").at(desk.company.general);
    let mut screen = Screen::of(&desk, &ana, "start", &[]).await;
    screen.fills("Buscar", &[("text", "souza")]).await;
    let press = |label: &str| {
        let mut buttons = screen.shows.buttons.iter();
        let found = buttons.find(|button| button.label.contains(label));
        let pressed = ana
            .person
            .presses(screen.shows.id, &found.expect(label).custom_id);
        pressed.expect("pressed")
    };
    let form = press("Novo contato");
    form.modal().await.expect("a form");
    let role = desk.company.team("Vendas").role;
    desk.discord.takes_role(ana.person.id(), role);
    desk.settle().await;

    let typed = [("name", "Zuleica Ramos"), ("phone", "11 97777-6666")];
    let sent = ana.person.submits(&form, &typed).expect("sent");
    let answer = sent.message().await.expect("answered");
    assert!(answer.content.contains(REFUSED), "{answer:?}");
    for label in ["Buscar", "Novo contato"] {
        let answer = press(label).message().await.expect("answered");
        assert!(answer.content.contains(REFUSED), "{answer:?}");
    }
    screen.chooses("Maria Souza").await;
    screen.says(&[REFUSED]);
    assert!(!screen.text().contains("Maria"), "{screen:?}");

    desk.discord.gives_role(ana.person.id(), role);
    desk.settle().await;
    let mut screen = Screen::of(&desk, &ana, "start", &[]).await;
    screen.says(&["Continuando o rascunho", "1 de 5", "souza"]);
    screen.fills("Buscar", &[("text", "zuleica")]).await;
    screen.says(&["Ninguém para «zuleica»"]);
}

#[tokio::test]
async fn a_further_template_is_left_to_whoever_assumed_meanwhile() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let mut screen = Screen::of(&desk, &ana, "template", &[]).await;
    ana.runs("release", &[]).await;
    desk.agent("Bruno").with("Maria").takes().await;
    screen.chooses("cupom").await;
    screen.says(&["Este atendimento está com"]);
}

/// A draft at the parameters of a template that goes to Maria.
async fn at_template<'a>(desk: &'a Desk, template: &str) -> Screen<'a> {
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut options: Vec<(&str, Given)> = Vec::new();
    for (option, typed) in [
        ("contact", "Maria"),
        ("channel", "Vendas"),
        ("template", template),
    ] {
        let picked = ana.picks("start", &options, option, typed).await;
        options.push((option, picked));
    }
    Screen::of(desk, &ana, "start", &options).await
}

#[tokio::test]
async fn more_than_five_parameters_take_a_button_between_two_forms() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let mut screen = at_template(&desk, "contrato").await;
    screen.says(&["Faltam 7 parâmetros"]);
    let first = [
        ("0", "Maria"),
        ("1", "2041"),
        ("2", "reparo"),
        ("3", "R$ 9"),
        ("4", "3"),
    ];
    screen.fills("Preencher 1 a 5 de 7", &first).await;
    screen.says(&["Faltam 2 parâmetros"]);
    let second = [("5", "30/11"), ("6", "1/12")];
    screen.fills("Preencher 6 a 7 de 7", &second).await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert!(
        maria.got()[0].contains("2041 de reparo"),
        "{:?}",
        maria.got()
    );
}

#[tokio::test]
async fn places_and_codes_are_asked_for_and_checked() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let mut screen = at_template(&desk, "endereco").await;
    let wrong = [
        ("0", "norte"),
        ("1", "-46,6"),
        ("2", "Loja"),
        ("3", "Rua A, 1"),
    ];
    screen.fills("Preencher", &wrong).await;
    screen.says(&["«norte» não é uma coordenada", "Falta 1 parâmetro"]);
    screen.fills("Preencher", &[("0", "-23,5505")]).await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1);

    let jose = desk.customer("José");
    let ana = desk.agent("Ana").in_team("Vendas");
    let mut screen = Screen::of(&desk, &ana, "start", &[("contact", "jose alvares".into())]).await;
    screen.chooses("Vendas").await;
    screen.chooses("cupom").await;
    screen.fills("Preencher", &[("1", "DEZ10")]).await;
    screen.says(&["marketing", "só se entregue"]);
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(jose.got().len(), 1);
}

#[tokio::test]
async fn a_header_gets_its_file_from_the_agent() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let ana = desk.agent("Ana").in_team("Vendas");
    let file = |name: &str| -> [(&'static str, Given); 1] {
        let upload = Upload::new(name, samples::PICTURE);
        [("file", Given::File(upload))]
    };
    let nothing = ana.runs("attach", &file("foto.png")).await;
    assert!(nothing.content.contains("rascunho"), "{}", nothing.content);
    let screen = at_template(&desk, "colecao").await;
    screen.says(&["Este modelo leva uma foto", "</attach:"]);
    let wrong = ana.runs("attach", &file("boleto.pdf")).await;
    assert!(wrong.content.contains("não serve"), "{}", wrong.content);
    let lying = Upload::new("foto.png", samples::PAPER);
    let wrong = ana.runs("attach", &[("file", Given::File(lying))]).await;
    assert!(wrong.content.contains("não serve"), "{}", wrong.content);
    let down = Fault::new(Act::Error { code: 131_016 }).on(Endpoint::Upload);
    desk.whatsapp.order(down);
    let later = ana.runs("attach", &file("foto.png")).await;
    assert!(
        later.content.contains("não está recebendo arquivos agora"),
        "the file is not to blame: {}",
        later.content
    );
    let mut screen = Screen::of(&desk, &ana, "attach", &file("foto.png")).await;
    screen.says(&["está no rascunho", "Confira"]);
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1);
}

#[tokio::test]
async fn a_file_that_comes_with_the_command_fills_the_header_or_is_asked_for_later() {
    let desk = Desk::open().await;
    let maria = desk.customer("Maria");
    let ana = desk.agent("Ana").in_team("Vendas");
    let file = || Given::File(Upload::new("foto.png", samples::PICTURE));
    let early: [(&str, Given); 2] = [("contact", "maria souza".into()), ("file", file())];
    let mut screen = Screen::of(&desk, &ana, "start", &early).await;
    screen.says(&["foto.png", "escolha antes o modelo", "</attach:"]);
    screen.presses("Cancelar").await;

    let mut options: Vec<(&str, Given)> = Vec::new();
    for (option, typed) in [
        ("contact", "Maria"),
        ("channel", "Vendas"),
        ("template", "colecao"),
    ] {
        let picked = ana.picks("start", &options, option, typed).await;
        options.push((option, picked));
    }
    options.push(("file", file()));
    let mut screen = Screen::of(&desk, &ana, "start", &options).await;
    screen.presses("Iniciar atendimento").await;
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1, "{screen:?}");
}

#[tokio::test]
async fn a_further_template_that_was_left_is_no_conversation_to_begin() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    Screen::of(&desk, &ana, "template", &[])
        .await
        .chooses("saudacao")
        .await;
    let here = desk.agent("Ana").in_team("Vendas");
    let screen = Screen::of(&desk, &here, "start", &[]).await;
    screen.says(&["1 de 5"]);
    assert!(!screen.text().contains("Continuando"), "{screen:?}");
}
