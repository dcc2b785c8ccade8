//! What admins set: a team's rules, the subscription, the place where they are told.

use conecta_sandbox::discord::Given;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

/// An admin looks at the rules of Vendas.
pub async fn rules<'a>(desk: &'a Desk, dona: &Agent<'a>) -> Screen<'a> {
    let mut screen = Screen::of(desk, dona, "team", &[]).await;
    screen.chooses("Vendas").await;
    screen.presses("Regras").await;
    screen
}

fn dona(desk: &Desk) -> Agent<'_> {
    desk.agent("Dona").at(desk.company.general)
}

#[tokio::test]
async fn the_times_of_a_team_are_set_in_a_form_and_hold_at_once() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mut screen = rules(&desk, &dona(&desk)).await;
    screen.says(&["sai 5 s depois de escrita", "7 dias", "espera 2 min"]);

    screen
        .fills(
            "Tempos",
            &[("undo", "20"), ("fresh", "0"), ("queue", "1"), ("new", "0")],
        )
        .await;
    screen.says(&[
        "Equipe Vendas salva",
        "sai 20 s depois de escrita",
        "sempre pergunta antes de sair",
        "até 1 dia",
        "ninguém é mencionado",
    ]);
    ana.types("Olá").await;
    desk.seconds_pass(19).await;
    assert_eq!(maria.got(), [""; 0]);
    desk.seconds_pass(2).await;
    assert_eq!(maria.got(), ["Olá"]);

    desk.hours_pass(25).await;
    ana.types("Ainda está aí?").await;
    maria.answers("Estou").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got(), ["Olá"], "it asks first:\n{}", ana.reads());
}

#[tokio::test]
async fn a_time_beyond_its_limits_changes_nothing() {
    let desk = Desk::open().await;
    let mut screen = rules(&desk, &dona(&desk)).await;
    for (field, typed, said) in [
        ("undo", "31", "0 a 30»"),
        ("fresh", "169", "vai de 0 a 168"),
        ("queue", "0", "vai de 1 a 365"),
        ("new", "sim", "vai de 0 a 60"),
    ] {
        let mut fields = vec![
            ("undo", "10"),
            ("fresh", "24"),
            ("queue", "7"),
            ("new", "2"),
        ];
        fields.retain(|(name, _)| *name != field);
        fields.push((field, typed));
        screen.fills("Tempos", &fields).await;
        screen.says(&[said, "Nada mudou", "sai 5 s depois de escrita"]);
    }
}

#[tokio::test]
async fn what_leaves_and_when_reading_is_reported_is_the_teams_choice() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    let mut screen = rules(&desk, &dona(&desk)).await;
    screen.presses("Só o que começa com > sai").await;
    screen.chooses("nunca").await;
    screen.says(&["Só sai o que começa com `> `", "Leitura: nunca"]);
    ana.sends("ela já reclamou").await;
    ana.sends("> Bom dia!").await;
    assert_eq!(maria.got(), ["Bom dia!"]);
    screen.presses("Tudo que se escreve sai").await;
    ana.sends("Tudo bem?").await;
    assert_eq!(maria.got(), ["Bom dia!", "Tudo bem?"]);
}

/// Two templates that nobody answered stand in the thread, over a day old.
async fn third_template<'a>(desk: &'a Desk, by: &str) -> (Agent<'a>, Screen<'a>) {
    let ana = desk.agent("Ana").in_team("Vendas");
    let thread = ana.starts("Maria").await;
    let ana = ana.at(thread);
    desk.hours_pass(25).await;
    let mut second = template(desk, &ana).await;
    second.presses("Enviar").await;
    desk.hours_pass(25).await;
    let third = template(desk, &desk.agent(by).at(thread)).await;
    (ana, third)
}

async fn template<'a>(desk: &'a Desk, agent: &Agent<'a>) -> Screen<'a> {
    let mut screen = Screen::of(desk, agent, "template", &[]).await;
    screen.chooses("saudacao").await;
    screen
}

#[tokio::test]
async fn the_third_template_is_a_supervisors_unless_the_team_says_otherwise() {
    let desk = Desk::open().await;
    let (_, mut third) = third_template(&desk, "Ana").await;
    let maria = desk.customer("Maria");
    third.presses("Enviar").await;
    third.says(&["supervis"]);
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 2);

    let mut screen = rules(&desk, &dona(&desk)).await;
    screen.says(&["O terceiro modelo sem resposta só sai pela supervisão"]);
    screen.presses("3º modelo: quem atende").await;
    screen.says(&["sai por quem atende"]);
    let ana = desk.agent("Ana").with("Maria");
    let mut third = Screen::of(&desk, &ana, "template", &[]).await;
    if third
        .options()
        .iter()
        .any(|option| option.contains("saudacao"))
    {
        third.chooses("saudacao").await;
    }
    third.presses("Enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 3, "{third:?}");
}

#[tokio::test]
async fn a_supervisor_may_send_the_third_template() {
    let desk = Desk::open().await;
    let (_, mut third) = third_template(&desk, "Helena").await;
    let maria = desk.customer("Maria");
    third.presses("Enviar").await;
    desk.minutes_pass(1).await;
    assert_eq!(maria.got().len(), 3, "{third:?}");
}

#[tokio::test]
async fn one_press_subscribes_the_app_to_the_account() {
    let desk = Desk::with(|_, whatsapp| {
        for account in &mut whatsapp.accounts {
            account.subscribed = false;
        }
    })
    .await;
    let maria = desk.customer("Maria");
    maria.answers("Oi?").await;
    let dona = dona(&desk);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.says(&["não está inscrita neste aplicativo"]);
    setup.presses("Inscrever a Conecta").await;
    setup.says(&["Inscrita", "está inscrita neste aplicativo"]);
    assert!(!setup.offers("Inscrever a Conecta"), "{setup:?}");
    maria.answers("Oi").await;
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Oi"), "{}", ana.reads());
}

#[tokio::test]
async fn admins_say_which_answers_stop_the_queue() {
    let mut desk = Desk::open().await;
    {
        let dona = dona(&desk);
        let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
        setup.presses("Palavras que param a fila").await;
        setup.says(&["número errado, engano", "Português", "English"]);
        let words = [("stops", "  Agora não\n\nmais tarde "), ("emoji", "🛑")];
        setup.fills("Português", &words).await;
        setup.says(&["Salvo", "param: Agora não, mais tarde"]);
    }
    // It holds after a restart too.
    desk.stop().await;
    desk.starts_again().await;
    for (answer, waits) in [
        ("agora nao, obrigada", true),
        ("Engano", false),
        ("🛑", true),
    ] {
        let (ana, maria) = desk.silence("Ana", "Maria").await;
        ana.sends("Um").await;
        let before = maria.got().len();
        maria.answers(answer).await;
        desk.minutes_pass(1).await;
        let left = maria.got().len() > before;
        assert_eq!(left, !waits, "{answer}: {}", ana.reads());
        let mut concluding = Screen::of(&desk, &ana, "conclude", &[]).await;
        if waits {
            concluding.presses("Concluir e descartar").await;
        }
        desk.minutes_pass(1).await;
    }
}

#[tokio::test]
async fn admins_choose_where_they_are_told_and_it_is_told_there() {
    let desk = Desk::open().await;
    let dona = dona(&desk);
    let mut setup = Screen::of(&desk, &dona, "setup", &[]).await;
    setup.says(&["ainda sem canal"]);
    let place = desk.company.general;
    setup
        .chooses_in("Canal dos avisos à administração", place)
        .await;
    setup.says(&[&format!("Avisos à administração: em <#{place}>")]);
    desk.settle().await;
    let sales = desk.company.team("Vendas").channel;
    desk.discord.deletes_channel(sales);
    desk.seconds_pass(10).await;
    assert!(
        dona.reads().contains("canal da equipe Vendas foi apagado"),
        "{}",
        dona.reads()
    );
}

/// A team that is only a name yet is nothing to stumble over.
#[tokio::test]
async fn a_team_without_a_role_yet_is_told_of_and_mended() {
    let desk = Desk::open().await;
    let dona = dona(&desk);
    let mut screen = Screen::of(&desk, &dona, "team", &[]).await;
    screen.fills("Nova equipe", &[("name", "Cobrança")]).await;
    screen.says(&["Cobrança", "falta o cargo"]);
    let found = dona.runs("diagnostics", &[] as &[(&str, Given)]).await;
    let found = format!("{found:?}");
    assert!(found.contains("da equipe Cobrança"), "{found}");
    assert!(
        found.contains("privado e com as permissões certas"),
        "{found}"
    );
}

/// What a greeting to Maria is said to cost.
async fn price(desk: &Desk) -> String {
    let ana = desk.agent("Ana").in_team("Vendas");
    ana.prepares("Maria", "Vendas", "saudacao").await.content
}

#[tokio::test]
async fn prices_are_in_the_accounts_currency_or_unknown() {
    let desk = Desk::open().await;
    let shown = price(&desk).await;
    assert!(shown.contains("US$"), "{shown}");

    for (currency, known) in [("AED", "AED"), ("BRL", "preço desconhecido")] {
        let desk = Desk::with(|_, whatsapp| {
            for account in &mut whatsapp.accounts {
                account.currency = currency.to_owned();
            }
        })
        .await;
        let shown = price(&desk).await;
        assert!(shown.contains(known) && !shown.contains("US$"), "{shown}");
        let dona = desk.agent("Dona").at(desk.company.general);
        let found = format!("{:?}", dona.runs("diagnostics", &[]).await);
        let told = found.contains("é cobrada em BRL");
        assert_eq!(told, currency == "BRL", "{found}");
    }
}
