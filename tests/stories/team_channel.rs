//! A team's channel as those whom it is for find it: they read, they write in its threads alone, and
//! they are called when somebody waits.

use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{Fault, Id, NewChannel, NewRole};
use serde_json::json;

use crate::hands::Screen;
use crate::support::Desk;
use crate::support::people::Agent;

const THREADS: u64 = bits::VIEW_CHANNEL | bits::SEND_MESSAGES_IN_THREADS;

fn dona(desk: &Desk) -> Agent<'_> {
    desk.agent("Dona").at(desk.company.general)
}

/// A new team's screen, its role chosen.
async fn shop<'a>(desk: &'a Desk, role: Id) -> Screen<'a> {
    let mut team = Screen::of(desk, &dona(desk), "team", &[]).await;
    team.fills("Nova equipe", &[("name", "Loja")]).await;
    team.chooses_in("Cargo: quem tem é da equipe", role).await;
    team
}

/// The line of `/diagnostics` that says this, if there is one.
async fn diagnosed(desk: &Desk, part: &str) -> Option<String> {
    let found = Screen::of(desk, &dona(desk), "diagnostics", &[]).await;
    let text = found.text();
    let mut lines = text.lines();
    lines.find(|line| line.contains(part)).map(str::to_owned)
}

#[tokio::test]
async fn supervisors_who_are_chosen_after_the_channel_was_made_private_are_let_in() {
    const SHUT_OUT: &str = "sem conseguir ler ou escrever nos tópicos";
    let desk = Desk::open().await;
    let role = desk.discord.adds_role(NewRole::named("Loja").mentionable());
    let place = desk.discord.adds_channel(&NewChannel::text("loja"));
    let mut team = shop(&desk, role).await;
    team.chooses_in("Canal privado da equipe", place).await;
    team.presses("Tornar privado").await;
    team.says(&["agora é privado: só a equipe Loja"]);
    let helena = desk.agent("Helena").person;
    assert!(helena.channel(place).is_none());

    let bosses = desk.company.supervisor_role;
    team.chooses_in("Cargo de quem supervisiona", bosses).await;
    team.says(&[&format!("Em <#{place}>, {SHUT_OUT}: <@&{bosses}>")]);
    let line = diagnosed(&desk, SHUT_OUT).await.expect("it is told");
    assert!(line.starts_with('❌'), "{line}");
    assert!(
        line.contains("#loja") && line.contains("@Supervisão"),
        "{line}"
    );
    desk.minutes_pass(1).await;
    team.presses("Tornar privado").await;
    team.says(&[
        "agora é privado",
        &format!("Leem <#{place}>: <@&{role}>, <@&{bosses}>"),
    ]);
    assert!(helena.channel(place).is_some(), "they supervise");
    assert_eq!(diagnosed(&desk, SHUT_OUT).await, None);
}

#[tokio::test]
async fn a_channel_in_which_the_team_cannot_work_is_not_taken_as_it_is() {
    let desk = Desk::open().await;
    let sales = desk.company.team("Vendas").clone();
    let role = desk.discord.adds_role(NewRole::named("Loja").mentionable());
    let ana = desk.agent("Ana").person;
    desk.discord.gives_role(ana.id(), role);
    let of = |name: &str, allow, deny| {
        let channel = NewChannel::text(name).private().role(role, allow, deny);
        desk.discord.adds_channel(&channel)
    };
    let silent = of(
        "loja-muda",
        bits::VIEW_CHANNEL,
        bits::SEND_MESSAGES | bits::SEND_MESSAGES_IN_THREADS,
    );
    let chatty = of("loja", THREADS, 0);
    let mut team = shop(&desk, role).await;
    team.chooses_in("Canal privado da equipe", silent).await;
    team.says(&[&format!(
        "Em <#{silent}>, sem conseguir ler ou escrever nos tópicos: <@&{role}>"
    )]);
    team.presses("Escolher outro").await;
    team.says(&["falta o canal"]);
    team.chooses_in("Canal privado da equipe", chatty).await;
    team.says(&[&format!(
        "Em <#{chatty}> podem escrever fora dos tópicos: <@&{role}>"
    )]);
    assert!(ana.types(chatty, "alguém me ouve?").is_ok());
    team.presses("Tornar privado").await;
    team.says(&["agora é privado: só a equipe Loja"]);
    assert!(ana.types(chatty, "e agora?").is_err());
    assert!(ana.channel(chatty).is_some());

    // The same where it becomes so later.
    desk.discord
        .sets_role_in(sales.channel, sales.role, THREADS, 0);
    let line = diagnosed(&desk, "podem escrever fora dos tópicos").await;
    let line = line.expect("it is told");
    assert!(line.starts_with('❌'), "{line}");
    assert!(
        line.contains("#vendas") && line.contains("@Vendas"),
        "{line}"
    );
}

#[tokio::test]
async fn what_discord_does_not_answer_is_no_permission_that_lacks() {
    let desk = Desk::open().await;
    let role = desk.discord.adds_role(NewRole::named("Loja").mentionable());
    let place = desk.discord.adds_channel(&NewChannel::text("loja"));
    let mut team = shop(&desk, role).await;
    let on = |method: &str| Fault::on(method, &format!("/channels/{place}$"));
    let down = |method: &str| on(method).always().answers_html(503, "<html></html>");
    let no_answer =
        format!("O Discord não respondeu sobre <#{place}>. Tente de novo em alguns minutos.");
    let chosen = "Canal privado da equipe";

    desk.discord.order(down("GET"));
    team.chooses_in(chosen, place).await;
    team.says(&[&no_answer]);
    assert!(!team.text().contains("permiss"), "{team:?}");
    desk.discord.clear_orders();

    let missing_access = json!({ "code": 50_001, "message": "Missing Access" });
    desk.discord.order(on("GET").answers(403, missing_access));
    team.chooses_in(chosen, place).await;
    team.says(&[&format!(
        "Faltam à Conecta as permissões View Channels, Manage Channels, Manage Roles em <#{place}>, \
         que não foi escolhido."
    )]);

    let unknown = json!({ "code": 10_003, "message": "Unknown Channel" });
    desk.discord.order(on("GET").answers(404, unknown));
    team.chooses_in(chosen, place).await;
    team.says(&["Este canal foi apagado no Discord. Escolha outro."]);

    team.chooses_in(chosen, place).await;
    desk.discord.order(down("PATCH"));
    team.presses("Tornar privado").await;
    team.says(&[&no_answer]);
    desk.discord.clear_orders();
    team.chooses_in(chosen, place).await;
    team.presses("Tornar privado").await;
    team.says(&["agora é privado: só a equipe Loja"]);
}

#[tokio::test]
async fn a_team_whose_role_cannot_be_mentioned_is_said_to_be_called_by_nobody() {
    const NOBODY: &str = "não pode ser mencionado pela Conecta";
    let desk = Desk::open().await;
    let role = desk.discord.adds_role(NewRole::named("Loja"));
    let place = desk
        .discord
        .adds_channel(
            &NewChannel::text("loja")
                .private()
                .role(role, THREADS, bits::SEND_MESSAGES),
        );
    let mut team = shop(&desk, role).await;
    // Our bot may mention every role as long as nobody takes that from it.
    team.chooses_in("Canal privado da equipe", place).await;
    team.says(&["está pronta em"]);
    assert!(!team.text().contains(NOBODY), "{team:?}");
    assert_eq!(diagnosed(&desk, NOBODY).await, None);

    let me = desk.discord.bot_user_id();
    desk.discord
        .sets_member_in(place, me, bits::VIEW_CHANNEL, bits::MENTION_EVERYONE);
    let mut team = Screen::of(&desk, &dona(&desk), "team", &[]).await;
    team.chooses("Loja").await;
    team.chooses_in("Canal privado da equipe", place).await;
    team.says(&[
        "está pronta em",
        &format!("O cargo <@&{role}> {NOBODY}"),
        "«Allow anyone to @mention this role»",
        "Mention @everyone, @here, and All Roles",
    ]);
    let line = diagnosed(&desk, NOBODY).await.expect("it is told");
    assert!(line.starts_with('❌') && line.contains("@Loja"), "{line}");
}

#[tokio::test]
async fn a_call_whose_answer_was_lost_is_made_once() {
    let desk = Desk::open().await;
    let sales = desk.company.team("Vendas").clone();
    let ana = desk.agent("Ana").in_team("Vendas");
    let lost = |words: &str| {
        let posts = format!("/channels/{}/messages$", sales.channel);
        let lost = Fault::on("POST", &posts).holding(words);
        desk.discord.order(lost.answers_then_drops());
    };
    let (news, call) = ("o mais antigo espera", format!("<@&{}>", sales.role));
    lost(news);
    lost(&call);
    let count = |words: &str| {
        let seen = ana.person.sees(ana.place()).into_iter();
        let said = seen.filter(|message| message.all_text().contains(words));
        said.count()
    };
    desk.customer("Maria").answers("Oi").await;
    // Before it is repeated it would say more.
    desk.customer("José").answers("Olá").await;
    desk.minutes_pass(1).await;
    assert_eq!(count(news), 1, "{}", ana.reads());
    assert_eq!(count("2 novos"), 1, "{}", ana.reads());
    // They are called after two minutes, and again ten minutes later.
    desk.minutes_pass(6).await;
    assert_eq!(count(&call), 1, "{}", ana.reads());
    assert_eq!(count(news), 1, "{}", ana.reads());
}
