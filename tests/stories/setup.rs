//! What the first day's message says and does where something is in its way.

use conecta_sandbox::discord::Fault;
use conecta_sandbox::discord::permissions::bits;
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

fn dona(desk: &Desk) -> Agent<'_> {
    desk.agent("Dona").at(desk.company.general)
}

#[tokio::test]
async fn an_admin_without_a_team_is_told_which_role_the_test_needs_and_may_try_twice() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let mut setup = Screen::of(&desk, &owner, "setup", &[]).await;
    let phone = [("phone", "+55 11 98765-4321")];
    setup.fills("Enviar teste", &phone).await;
    let sales = desk.company.team("Vendas").role;
    setup.says(&["ainda não está em nenhuma equipe", &format!("<@&{sales}>")]);
    let maria = desk.customer("Maria");
    assert_eq!(maria.got(), [""; 0]);

    desk.discord.gives_role(desk.company.owner, sales);
    for sent in 1..=2 {
        let mut setup = Screen::of(&desk, &owner, "setup", &[]).await;
        setup.fills("Enviar teste", &phone).await;
        setup.says(&["Teste enviado. Responda pelo celular", "⬜ **5 · Teste**"]);
        desk.seconds_pass(5).await;
        assert_eq!(maria.got().len(), sent, "{setup:?}");
    }
    assert_eq!(
        desk.threads("Maria").len(),
        1,
        "the second went where the first is"
    );
    maria.answers("Chegou!").await;
    let setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&["✅ **5 · Teste**"]);
}

#[tokio::test]
async fn however_much_there_is_to_say_the_first_day_says_all_of_it() {
    let mut desk = Desk::unstarted(|_, whatsapp| {
        whatsapp.accounts[0].others = vec!["Plataforma com um nome comprido ".repeat(40)];
    })
    .await;
    desk.is_public();
    desk.starts_again().await;
    desk.sets_up().await;
    let setup = Screen::of(&desk, &dona(&desk), "setup", &[]).await;
    setup.says(&["Plataforma com um nome", "**5 · Teste**", "Only @mentions"]);
    assert!(setup.text().chars().count() > 2000, "{setup:?}");
}

#[tokio::test]
async fn supervisors_who_are_shut_out_of_their_teams_channel_leave_their_step_open() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let (sales, role) = (
        desk.company.team("Vendas").channel,
        desk.company.supervisor_role,
    );
    let setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&["✅ **4 · Supervisores**"]);
    desk.discord
        .sets_role_in(sales, role, 0, bits::VIEW_CHANNEL);
    let setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&[
        "✅ **3 ·",
        "⬜ **4 · Supervisores**",
        "da equipe Vendas, sem conseguir ler ou escrever nos tópicos",
    ]);
    let works = bits::VIEW_CHANNEL | bits::SEND_MESSAGES_IN_THREADS;
    desk.discord
        .sets_role_in(sales, role, works, bits::SEND_MESSAGES);
    let setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&["✅ **4 · Supervisores**"]);
}

#[tokio::test]
async fn the_admins_place_is_asked_for_and_one_that_is_closed_to_us_is_none() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let mut setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&["⬜ 🔔 Avisos à administração"]);
    // Until then nobody says that the admins were told.
    let (ana, _) = desk.talk("Ana", "Maria").await;
    desk.whatsapp.expire_token();
    ana.sends("Olá").await;
    desk.seconds_pass(10).await;
    let reads = ana.reads();
    assert!(
        reads.contains("avise quem administra o servidor"),
        "{reads}"
    );
    assert!(!reads.contains("a administração foi avisada"), "{reads}");

    let (select, place) = ("Canal dos avisos à administração", desk.company.general);
    let may_write = |allow, deny| {
        let bot = desk.discord.bot_user_id();
        desk.discord.sets_member_in(place, bot, allow, deny);
    };
    may_write(bits::VIEW_CHANNEL, bits::SEND_MESSAGES);
    setup.chooses_in(select, place).await;
    setup.says(&["não consegue escrever em <#", "Nada mudou", "⬜ 🔔"]);
    may_write(bits::VIEW_CHANNEL | bits::SEND_MESSAGES, 0);
    // That Discord is down is nobody's permission.
    let posts = || Fault::on("POST", &format!("/channels/{place}/messages$"));
    let down = posts().answers_html(503, "<html>Service Unavailable</html>");
    desk.discord.order(down.always());
    setup.chooses_in(select, place).await;
    setup.says(&["O Discord não respondeu sobre <#", "⬜ 🔔"]);
    desk.discord.clear_orders();
    let unknown = json!({ "code": 10_003, "message": "Unknown Channel" });
    desk.discord.order(posts().answers(404, unknown));
    setup.chooses_in(select, place).await;
    setup.says(&["Este canal foi apagado no Discord. Escolha outro.", "⬜ 🔔"]);
    setup.chooses_in(select, place).await;
    setup.says(&["✅ 🔔 Avisos à administração: em <#"]);
    let there = owner.reads();
    assert!(
        there.contains("Aqui a Conecta avisa a administração"),
        "{there}"
    );
}

#[tokio::test]
async fn commands_that_discord_did_not_take_are_told_of_in_words() {
    const LATE: &str = "❌ O Discord ainda não recebeu os comandos; valem os de antes.";
    const REFUSED: &str = "O Discord não aceitou os comandos";
    let mut desk = Desk::open().await;
    let registers = || Fault::on("PUT", "/commands$").always();
    let missing_access = json!({ "code": 50_001, "message": "Missing Access" });
    for (trouble, told, other) in [
        (
            registers().answers_html(503, "<html></html>"),
            LATE,
            REFUSED,
        ),
        (registers().answers(403, missing_access), REFUSED, LATE),
    ] {
        desk.kill().await;
        desk.discord.clear_orders();
        desk.discord.order(trouble);
        desk.starts_again().await;
        let found = Screen::of(&desk, &dona(&desk), "diagnostics", &[]).await;
        found.says(&[told]);
        assert!(!found.text().contains(other), "{found:?}");
        assert!(!found.text().contains("Missing Access"), "{found:?}");
    }
}

#[tokio::test]
async fn findings_mention_the_commands_that_mend_them() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    desk.discord
        .deletes_channel(desk.company.team("Suporte").channel);
    let ill = Screen::of(&desk, &owner, "diagnostics", &[]).await;
    ill.says(&["Escolha outro com </team:", "Escolha um canal com </setup:"]);
    assert!(!ill.text().contains("com /"), "{ill:?}");
}
