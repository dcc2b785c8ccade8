//! What is composed in a form: places, questions with something to press, quick replies.

use conecta_sandbox::company::SALES;
use conecta_sandbox::whatsapp::{Content, PhoneMessage, seed};

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::{Agent, Customer};

/// What the phone shows of the newest message of the business.
fn newest(customer: &Customer<'_>) -> PhoneMessage {
    let mut chat = customer.phone.phone(customer.number());
    chat.retain(|bubble| bubble.ticks.is_none());
    chat.pop().expect("a message")
}

/// `/localizacao` with this as the place.
async fn place<'a>(desk: &'a Desk, agent: &'a Agent<'a>, typed: &str) -> Screen<'a> {
    Screen::of(desk, agent, "location", &[("place", typed.into())]).await
}

#[tokio::test]
async fn a_maps_link_becomes_a_place_on_the_phone() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let link = "https://www.google.com/maps/place/Loja+da+Ana/@-23.5,-46.6,17z/data=!3d-23.5503!4d-46.6342";
    let mut screen = place(&desk, &ana, link).await;
    screen.says(&[
        "Para Maria",
        "**Loja da Ana**",
        "https://maps.google.com/?q=-23.550300,-46.634200",
    ]);
    assert!(maria.got().is_empty(), "it was only shown");
    let corrected = [("address", "Rua das Flores, 100")];
    screen.fills("Corrigir", &corrected).await;
    screen.says(&["Rua das Flores, 100"]);
    screen.presses("Enviar para Maria").await;
    screen.says(&["Vai para Maria"]);
    desk.seconds_pass(6).await;
    let Content::Location(spot) = newest(&maria).content else {
        panic!("a place arrived");
    };
    assert_eq!((spot.latitude, spot.longitude), (-23.5503, -46.6342));
    assert_eq!(spot.name.as_deref(), Some("Loja da Ana"));
    assert_eq!(spot.address.as_deref(), Some("Rua das Flores, 100"));
    let line = ana.last().content;
    let shown = "📍 **Loja da Ana**\nRua das Flores, 100\n<https://maps.google.com/?q=";
    assert!(line.contains(shown), "{line}");
}

#[tokio::test]
async fn what_says_nowhere_is_told_and_a_link_that_is_only_typed_is_a_message() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let short = place(&desk, &ana, "https://maps.app.goo.gl/abc").await;
    short.says(&["Este link curto", "Nada foi enviado"]);
    let street = place(&desk, &ana, "Rua das Flores, 100").await;
    street.says(&["Não achei um lugar", "Nada foi enviado"]);
    ana.sends("https://maps.google.com/?q=-23.5503,-46.6342")
        .await;
    assert_eq!(
        maria.got(),
        ["https://maps.google.com/?q=-23.5503,-46.6342"]
    );
}

#[tokio::test]
async fn a_press_on_the_phone_answers_the_question_in_the_thread() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let form = [
        ("body", "Pode ser **amanhã**?"),
        ("button1", "Sim"),
        ("button2", "Não"),
    ];
    let mut screen = Screen::form(&desk, &ana, "ask buttons", &form).await;
    screen.says(&[
        "como o celular vai mostrar",
        "Pode ser **amanhã**?",
        "[ Sim ",
        "[ Não ",
    ]);
    screen.presses("Enviar para Maria").await;
    desk.seconds_pass(6).await;
    let asked = newest(&maria);
    assert_eq!(asked.text(), "Pode ser *amanhã*?\n[Sim]\n[Não]");
    let line = ana.last();
    maria.phone.picks(maria.number(), &asked.id, "Não");
    desk.settle().await;
    let answer = ana.last();
    assert!(answer.content.contains("Não"), "{}", ana.reads());
    assert_eq!(answer.reply_to, Some(line.id), "{}", ana.reads());
}

#[tokio::test]
async fn lists_links_and_a_request_for_the_place_reach_the_phone() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let list = [
        ("body", "Quando?"),
        ("button", "Ver horários"),
        ("rows", "Manhã | das 8 às 12\nTarde"),
    ];
    let link = [
        ("body", "Seu boleto"),
        ("button", "Abrir"),
        ("url", "https://loja.example/boleto"),
    ];
    let location = [("body", "Onde entregamos?")];
    for (command, form, shown) in [
        ("ask list", list.as_slice(), "Quando?\n[Manhã]\n[Tarde]"),
        (
            "ask link",
            &link,
            "Seu boleto\nhttps://loja.example/boleto\n[Abrir]",
        ),
        ("ask location", &location, "Onde entregamos?"),
    ] {
        let mut screen = Screen::form(&desk, &ana, command, form).await;
        screen.presses("Enviar para Maria").await;
        desk.seconds_pass(10).await;
        assert!(newest(&maria).text().starts_with(shown), "{}", maria.sees());
    }
}

#[tokio::test]
async fn what_whatsapp_would_refuse_is_named_and_corrected_before_it_is_sent() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let rows = format!("{}\nTarde\nTarde", "a".repeat(25));
    let form = [
        ("body", "Quando?"),
        ("button", "Ver"),
        ("rows", rows.as_str()),
    ];
    let mut screen = Screen::form(&desk, &ana, "ask list", &form).await;
    screen.says(&[
        "Assim não dá para enviar",
        "A opção 1: tem 25 letras, e cabem 24.",
        "A opção 3: repete o texto do item 2.",
    ]);
    assert!(!screen.offers("Enviar para Maria"), "{screen:?}");
    screen.fills("Corrigir", &[("rows", "Manhã\nTarde")]).await;
    screen.presses("Enviar para Maria").await;
    desk.seconds_pass(6).await;
    assert_eq!(maria.got(), ["Quando?\n[Manhã]\n[Tarde]"]);
    // The same press again finds that it is done.
    let again = Screen::form(
        &desk,
        &ana,
        "ask link",
        &[
            ("body", "Veja"),
            ("button", "Abrir"),
            ("url", "loja.example"),
        ],
    )
    .await;
    again.says(&["não é o endereço de uma página"]);
}

#[tokio::test]
async fn a_question_waits_in_the_queue_while_the_window_is_closed() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    let form = [("body", "Pode vir?"), ("button1", "Sim")];
    let mut screen = Screen::form(&desk, &ana, "ask buttons", &form).await;
    screen.says(&["A janela está fechada"]);
    screen.presses("Enviar para Maria").await;
    screen.says(&["Na fila: sai quando Maria responder"]);
    desk.seconds_pass(10).await;
    assert_eq!(maria.got(), ["Bom dia!"]);
    maria.answers("Oi").await;
    desk.seconds_pass(10).await;
    assert_eq!(maria.got()[1..], ["Pode vir?\n[Sim]"]);
}

#[tokio::test]
async fn what_was_composed_is_corrected_in_the_queue_too() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    maria.answers("Adorei!").await;
    let line = ana.last().id;
    desk.hours_pass(25).await;
    place(&desk, &ana, "-23.5503, -46.6342")
        .await
        .presses("Enviar para Maria")
        .await;
    let form = [("body", "Pode vir?"), ("button1", "Sim")];
    let mut screen = Screen::form(&desk, &ana, "ask buttons", &form).await;
    screen.presses("Enviar para Maria").await;
    ana.person.reacts(line, "❤️").expect("reacted");
    desk.settle().await;
    desk.seconds_pass(10).await;

    let queue = || Screen::of(&desk, &ana, "queue", &[]);
    let mut screen = queue().await;
    screen.chooses("📍").await;
    let named = [("name", "Loja da Ana")];
    screen.fills("Editar", &named).await;
    screen.says(&["Mudado", "Loja da Ana"]);
    screen.chooses("Pode vir?").await;
    screen.fills("Editar", &[("button2", "Sim")]).await;
    screen.says(&["Assim não dá para enviar", "repete o texto do item 1"]);
    let mut screen = queue().await;
    screen.chooses("Pode vir?").await;
    let changed = [("body", "Pode vir hoje?"), ("button2", "Não")];
    screen.fills("Editar", &changed).await;
    screen.says(&["Mudado", "Pode vir hoje?"]);
    screen.chooses("❤").await;
    assert!(screen.offers("Tirar"), "{screen:?}");
    assert!(!screen.offers("Editar"), "another is another: {screen:?}");

    maria.answers("Oi").await;
    desk.seconds_pass(20).await;
    let Content::Location(spot) = places(&maria).remove(0) else {
        panic!("a place arrived");
    };
    assert_eq!(spot.name.as_deref(), Some("Loja da Ana"));
    let asked = maria.got().pop().expect("a question");
    assert_eq!(asked, "Pode vir hoje?\n[Sim]\n[Não]", "{}", ana.reads());
}

/// The places that the customer got.
fn places(customer: &Customer<'_>) -> Vec<Content> {
    let chat = customer.phone.phone(customer.number()).into_iter();
    let shown = chat.map(|bubble| bubble.content);
    shown
        .filter(|content| matches!(content, Content::Location(_)))
        .collect()
}

#[tokio::test]
async fn a_text_that_no_form_holds_is_not_cut_by_one() {
    let desk = Desk::open().await;
    let max = seed::Customer::new("Maximilianus Prado", "5519987650000");
    let max = desk.whatsapp.add_customer(max);
    max.writes(SALES, "Oi");
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maximilianus");
    ana.takes().await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    let text = format!("{{{{nome}}}} {{{{nome}}}} {}", "a".repeat(3_980));
    screen
        .fills("Nova", &[("name", "Longa"), ("text", &text)])
        .await;
    let picked = ana.picks("quick", &[], "reply", "Longa").await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[("reply", picked)]).await;
    screen.presses("Corrigir").await;
    screen.says(&["não cabe no formulário", "Nada mudou"]);
    desk.hours_pass(25).await;
    let picked = ana.picks("quick", &[], "reply", "Longa").await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[("reply", picked)]).await;
    screen.presses("Enviar para").await;
    let mut screen = Screen::of(&desk, &ana, "queue", &[]).await;
    screen.chooses("1. ").await;
    screen.presses("Editar").await;
    screen.says(&["não cabe no formulário", "tire-a da fila"]);
    max.writes(SALES, "Oi?");
    desk.settle().await;
    desk.seconds_pass(10).await;
    let got = max.phone(SALES).pop().expect("it leaves").text();
    let name = "Maximilianus Maximilianus";
    assert_eq!(got, format!("{name} {}", "a".repeat(3_980)));
}

#[tokio::test]
async fn only_who_speaks_to_the_customer_asks() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let bruno = desk.agent("Bruno").at(ana.place());
    let refused = bruno.runs("ask location", &[]).await;
    let whose = format!("está com <@{}>", ana.person.id());
    assert!(refused.content.contains(&whose), "{}", refused.content);
    let outside = desk.agent("Ana").in_team("Vendas");
    let refused = outside.runs("location", &[("place", "0, 0".into())]).await;
    assert!(refused.content.contains("tópico"), "{}", refused.content);
    assert!(maria.got().is_empty());
}

#[tokio::test]
async fn a_quick_reply_is_written_once_found_by_its_name_and_filled_in() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    screen.says(&["ainda não tem mensagens rápidas"]);
    let wrong = [("name", "Chave Pix"), ("text", "Oi {{cpf}}")];
    screen.fills("Nova", &wrong).await;
    screen.says(&["Não conheço {{cpf}}"]);
    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    let pix = [
        ("name", "Chave Pix"),
        (
            "text",
            "{{nome}}, nossa chave é 123. — {{atendente}}, {{equipe}}",
        ),
    ];
    screen.fills("Nova", &pix).await;
    screen.says(&["Guardada", "Chave Pix", "só sua"]);

    let picked = ana.picks("quick", &[], "reply", "Pix").await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[("reply", picked)]).await;
    screen.says(&["Maria, nossa chave é 123\\. — Ana, Vendas"]);
    screen
        .fills("Corrigir", &[("text", "Maria, a chave é 123.")])
        .await;
    screen.presses("Enviar para Maria").await;
    desk.seconds_pass(6).await;
    assert_eq!(maria.got(), ["Maria, a chave é 123."]);

    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    screen.chooses("Chave Pix").await;
    screen.presses("Apagar").await;
    screen.says(&["Apagar «Chave Pix»?"]);
    screen.presses("Apagar").await;
    screen.says(&["foi apagada", "ainda não tem"]);
}

#[tokio::test]
async fn a_teams_quick_replies_are_its_supervisors_to_change() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let helena = desk.agent("Helena").at(ana.place());
    let mut screen = Screen::of(&desk, &helena, "quick", &[]).await;
    let text = [("name", "Horário"), ("text", "Abrimos às 9 h.")];
    screen.fills("Nova", &text).await;
    screen.chooses("equipe Vendas").await;
    screen.says(&["Horário", "equipe Vendas"]);

    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    screen.says(&["Horário", "equipe Vendas"]);
    screen.chooses("Horário").await;
    assert!(
        screen.offers("Usar aqui") && !screen.offers("Editar"),
        "{screen:?}"
    );
    let davi = desk.agent("Davi").in_team("Financeiro");
    let none = Screen::of(&desk, &davi, "quick", &[]).await;
    none.says(&["ainda não tem"]);
}

#[tokio::test]
async fn what_has_the_sign_of_a_note_leaves_by_no_form() {
    const LINK: &str = "https://discord.com/channels/1/2/3";
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let named = format!("Fale com <@{}>", ana.person.id());
    for body in ["// quando ela pode?", LINK, &named] {
        let form = [("body", body), ("button", "Ver"), ("rows", "Manhã\nTarde")];
        let mut screen = Screen::form(&desk, &ana, "ask list", &form).await;
        screen.says(&["O texto: parece nota"]);
        assert!(!screen.offers("Enviar para Maria"), "{screen:?}");
        let row = format!("Manhã | {body}");
        let of_row = [("body", "Quando?"), ("rows", &*row)];
        screen.fills("Corrigir", &of_row).await;
        screen.says(&["O que fica abaixo da opção 1: parece nota"]);
    }
    let link = [("body", "Veja"), ("button", "Abrir"), ("url", LINK)];
    let screen = Screen::form(&desk, &ana, "ask link", &link).await;
    screen.says(&["O endereço: parece nota"]);

    let place = [("place", "-23.55, -46.63".into()), ("name", LINK.into())];
    let screen = Screen::of(&desk, &ana, "location", &place).await;
    screen.says(&["Nome do lugar: parece nota"]);
    assert!(!screen.offers("Enviar para Maria"), "{screen:?}");

    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    let reply = [("name", "Tópico"), ("text", LINK)];
    screen.fills("Nova", &reply).await;
    screen.says(&["pessoa, cargo ou canal do Discord", "Nada foi guardado"]);
    // One that was kept before is corrected before it leaves.
    let mut screen = Screen::of(&desk, &ana, "quick", &[]).await;
    screen
        .fills("Nova", &[("name", "Pix"), ("text", "A chave é 123.")])
        .await;
    let picked = ana.picks("quick", &[], "reply", "Pix").await;
    let mut screen = Screen::of(&desk, &ana, "quick", &[("reply", picked)]).await;
    screen.fills("Corrigir", &[("text", LINK)]).await;
    screen.says(&["O texto: parece nota"]);
    assert!(!screen.offers("Enviar para Maria"), "{screen:?}");

    // Whoever sends a note after all sends no name of a colleague along.
    for text in [format!("// {named}"), format!("Veja {LINK}")] {
        let note = ana.types(&text).await;
        let refused = ana.runs_on(note, "Enviar ao cliente").await;
        assert!(
            refused
                .content
                .contains("pessoa, cargo ou canal do Discord"),
            "{}",
            refused.content
        );
        assert!(refused.buttons.is_empty(), "{}", refused.content);
    }
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), [""; 0]);
}
