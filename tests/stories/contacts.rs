//! The address book: what agents change about contacts, and what admins do.

use conecta::desk::contacts::TypedContact;
use conecta::domain::ids::PersonId;
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Fault, Given};
use conecta_sandbox::whatsapp::{self, Act, Endpoint, seed};
use conecta_sandbox::wire::Platform;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::media::document;

async fn card<'a>(desk: &'a Desk, who: &str, contact: &str) -> Screen<'a> {
    let agent = desk.agent(who).at(desk.company.general);
    let named = [("contact", Given::from(contact))];
    Screen::of(desk, &agent, "contact view", &named).await
}

#[tokio::test]
async fn somebody_without_a_phone_number_is_corrected_like_anybody() {
    let desk = Desk::open().await;
    desk.talk("Ana", "Noemi").await;
    let mut screen = card(&desk, "Ana", "noemi castro").await;
    screen
        .fills("Editar", &[("name", "Noemi de Castro"), ("phone", "")])
        .await;
    screen.says(&["Noemi de Castro"]);
    assert!(!screen.text().contains("não é um telefone"), "{screen:?}");
    let again = card(&desk, "Ana", "noemi de castro").await;
    again.says(&["Noemi de Castro"]);
    // Whoever is known by a number alone keeps one.
    let made = [("name", "Zuleica Ramos"), ("phone", "")];
    let ana = desk.agent("Ana").at(desk.company.general);
    let opened = ana
        .person
        .runs(ana.place(), "contact new", &[])
        .expect("run");
    opened.modal().await.expect("a form");
    assert!(
        ana.person.submits(&opened, &made).is_err(),
        "the form wants one"
    );
}

#[tokio::test]
async fn whoever_had_the_wrong_number_is_somebody_else_once_it_is_corrected() {
    let desk = Desk::open().await;
    let customer = |name: &str, phone: &str| {
        let card = seed::Customer::new(name, phone);
        desk.whatsapp.add_customer(card)
    };
    let nina = customer("Nina Prates", "5519987650000");
    let clara = customer("Clara Lima", "5519987651111");
    let ana = desk.agent("Ana").at(desk.company.general);
    let mistyped = [("name", "Clara Lima"), ("phone", "19 98765-0000")];
    Screen::form(&desk, &ana, "contact new", &mistyped).await;
    nina.writes(SALES, "Quem é Clara?");
    desk.settle().await;
    let ana = ana.with("Clara Lima");
    ana.takes().await;
    assert!(ana.reads().contains("Quem é Clara?"), "{}", ana.reads());

    let mut screen = card(&desk, "Ana", "clara lima").await;
    let phone = [("phone", "19 98765-1111")];
    screen.fills("Editar", &phone).await;
    screen.says(&["salvo", "1111"]);
    nina.writes(SALES, "Parem de me escrever");
    desk.settle().await;
    let reads = ana.reads();
    assert!(!reads.contains("Parem de me escrever"), "{reads}");
    let stranger = desk.agent("Ana").with("Nina").reads();
    assert!(stranger.contains("Parem de me escrever"), "{stranger}");

    clara.writes(SALES, "Oi, sou eu");
    desk.settle().await;
    assert!(ana.reads().contains("Oi, sou eu"), "{}", ana.reads());
    ana.sends("Olá, Clara").await;
    let sees = clara.transcript(SALES);
    assert!(sees.contains("Olá, Clara"), "{sees}");
    assert!(!nina.transcript(SALES).contains("Olá, Clara"));
    // Another form of the number is the same number.
    let phone = [("phone", "+55 19 8765-1111")];
    screen.fills("Editar", &phone).await;
    assert_eq!(desk.threads("Clara").len(), 1);
    clara.writes(SALES, "Ainda sou eu");
    desk.settle().await;
    assert!(ana.reads().contains("Ainda sou eu"), "{}", ana.reads());
}

#[tokio::test]
async fn somebody_is_found_with_and_without_the_punctuation_of_the_name_and_the_address() {
    let desk = Desk::open().await;
    let ana = desk.agent("Ana").at(desk.company.general);
    let made = [
        ("name", "Clara D'Ávila"),
        ("phone", "11 97777-6666"),
        ("email", "clara.souza@exemplo.com.br"),
    ];
    Screen::form(&desk, &ana, "contact new", &made).await;
    for typed in ["davila", "D'Ávila", "d avila", "clarasouza", "clara.souza@"] {
        let found = card(&desk, "Ana", typed).await;
        found.says(&["Clara D'Ávila", "clara.souza@exemplo.com.br"]);
    }
}

#[tokio::test]
async fn a_concluded_conversation_is_found_by_any_part_of_whom_it_was_with() {
    let desk = Desk::open().await;
    let (ana, _) = desk.talk("Ana", "Maria").await;
    let core = desk.bot().app.desk();
    let maria = core.search_contacts("maria souza", PersonId(0), 1).await;
    let maria = maria.expect("searched").remove(0);
    let renamed = TypedContact {
        name: "Clara D'Ávila".to_owned(),
        phone: "+55 11 98765-4321".to_owned(),
        email: "clara.souza@exemplo.com.br".to_owned(),
        ..TypedContact::default()
    };
    core.edit_contact(maria.id, renamed).await.expect("renamed");
    desk.minutes_pass(1).await;
    ana.runs("conclude", &[]).await;
    desk.minutes_pass(1).await;
    let finds = async |command: &str, option: &str, typed: &str| {
        let options = [(option, Given::from(typed))];
        let offered = ana
            .person
            .autocompletes(ana.place(), command, &options, option);
        let offered = offered.await.expect("choices");
        offered.iter().any(|one| one.name.contains("Clara D'Ávila"))
    };
    for typed in [
        "davila",
        "D'Ávila",
        "da",
        "clarasouza",
        "souza@ex",
        "98765-4321",
        "8765 4321",
        "clara 000001",
        "0001",
    ] {
        assert!(finds("restart", "conversation", typed).await, "{typed}");
    }
    for typed in ["davilla", "98765-4320", "clara 000002"] {
        assert!(!finds("restart", "conversation", typed).await, "{typed}");
    }
    // Two letters with a sign between them begin a word.
    for typed in ["da", "d'a", "cl"] {
        assert!(finds("contact view", "contact", typed).await, "{typed}");
    }
}

#[tokio::test]
async fn an_admin_blocks_somebody_and_lets_them_in_again() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.silence("Ana", "Maria").await;
    ana.sends("Ainda quer?").await;
    assert!(
        !card(&desk, "Ana", "maria souza").await.offers("Bloquear"),
        "no agent's business"
    );
    let outsider = card(&desk, "Igor", "maria souza").await;
    assert!(!outsider.text().contains("98765"), "{outsider:?}");
    // Whoever manages the server is in none of the teams.
    let typed = [("contact", Given::from("maria"))];
    let dona = desk.agent("Dona").at(desk.company.general);
    let offered = dona
        .person
        .autocompletes(dona.place(), "contact view", &typed, "contact");
    assert!(!offered.await.expect("choices").is_empty());
    let mut screen = card(&desk, "Dona", "maria souza").await;
    assert!(!screen.offers("Iniciar atendimento"), "{screen:?}");
    let note = [("note", "Deve três parcelas")];
    screen.fills("Editar", &note).await;
    screen.says(&["salvo", "Deve três parcelas"]);
    screen.presses("Bloquear").await;
    screen.says(&["Maria Souza está bloqueado", "nada sai e nada chega"]);
    desk.minutes_pass(1).await;
    maria.answers("Alguém aí?").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Bom dia!"], "{}", ana.reads());
    let reads = ana.reads();
    assert!(
        reads.contains("concluiu o atendimento e descartou 1 mensagem"),
        "{reads}"
    );
    assert!(!reads.contains("Alguém aí?"), "{reads}");
    let again = ana.runs("restart", &[]).await;
    assert!(
        again.content.contains("está bloqueado"),
        "{}",
        again.content
    );
    screen.presses("Desbloquear").await;
    screen.says(&["não está mais bloqueado"]);
    maria.answers("Voltei").await;
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Voltei"), "{}", ana.reads());
}

#[tokio::test]
async fn what_came_before_a_block_is_shown_and_no_file_is_fetched_after_it() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    // For a while Discord takes no lines, and WhatsApp hands over no files.
    let lines = Fault::on("POST", "/channels/*/messages$").always();
    desk.discord.order(lines.answers_html(503, "x"));
    let status = 503;
    let body = "x".to_owned();
    let files = whatsapp::Fault::new(Act::Answer { status, body });
    desk.whatsapp.order(files.on(Endpoint::Media).always());
    maria.answers("Antes do bloqueio").await;
    maria
        .sends(|phone, to| phone.sends_document(to, document("nota.pdf")))
        .await;
    let sales = desk.company.team("Vendas").role;
    desk.discord.gives_role(desk.company.owner, sales);
    let mut screen = card(&desk, "Dona", "maria souza").await;
    screen.presses("Bloquear").await;
    desk.discord.clear_orders();
    desk.whatsapp.end_faults();
    let since = desk.wire.last();
    desk.minutes_pass(30).await;
    let reads = ana.reads();
    assert_eq!(reads.matches("Antes do bloqueio").count(), 1, "{reads}");
    assert_eq!(reads.matches("nota.pdf").count(), 1, "{reads}");
    let asked = desk.wire_after(since);
    let asked = asked
        .iter()
        .filter(|entry| entry.platform == Platform::Whatsapp);
    assert_eq!(asked.count(), 0, "{:?}", desk.wire_after(since));
}
