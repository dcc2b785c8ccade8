//! What admins set up in Discord: the first day in five ticks, teams, numbers, diagnostics; and
//! that nobody else can.

use conecta::store::{channels, teams};
use conecta_sandbox::company::{CARE, SALES};
use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{NewChannel, NewMember, NewRole};

use crate::hands::{Screen, another_channel};
use crate::support::Desk;
use crate::support::people::Agent;

/// The desk before anybody set anything up, and its owner.
async fn untouched() -> Desk {
    let mut desk = Desk::unstarted(|_, _| {}).await;
    desk.is_public();
    desk.starts_again().await;
    desk
}

fn dona(desk: &Desk) -> Agent<'_> {
    desk.agent("Dona").at(desk.company.general)
}

async fn off_counts(desk: &Desk) -> Vec<(String, bool, i64)> {
    let store = desk.bot().app.desk().store().clone();
    let mut db = store.read().await.expect("a reader");
    let list = channels::list(&mut db).await.expect("channels");
    let row = |of: channels::Channel| (of.name, of.enabled, of.off_count);
    list.into_iter().map(row).collect()
}

#[tokio::test]
async fn five_ticks_lead_from_nothing_to_a_test_on_the_admins_own_phone() {
    let desk = untouched().await;
    let owner = dona(&desk);
    let mut setup = Screen::of(&desk, &owner, "setup", &[]).await;
    assert!(setup.shows.ephemeral);
    setup.says(&[
        "Primeiro dia** · 1 de 5",
        "✅ **1 · WhatsApp**",
        "App Dashboard → App Mode: Live",
        "⬜ **2 · Números**",
        "Cada número está desligado até você ligar aqui",
        "⬜ **3 · Equipe**",
        "⬜ **4 · Supervisores**",
        "⬜ **5 · Teste**",
        "Server Settings → Integrations",
        "Only @mentions",
    ]);
    assert!(!setup.offers("Enviar teste"), "nothing could be sent yet");

    // A number cannot be switched on before somebody would answer.
    let mut number = Screen::of(&desk, &owner, "number", &[]).await;
    number.says(&["Números** (2)", "desligado"]);
    number.chooses("Loja da Ana").await;
    number.presses("Ligar").await;
    number.says(&["Escolha antes a equipe", "continua desligado"]);

    let sales = desk.company.team("Vendas").clone();
    let mut team = Screen::of(&desk, &owner, "team", &[]).await;
    team.says(&["Ainda não há equipe"]);
    team.fills("Nova equipe", &[("name", "  Vendas  e   trocas ")])
        .await;
    team.says(&[
        "Equipe Vendas e trocas criada",
        "falta o cargo",
        "falta o canal",
    ]);
    team.chooses_in("Cargo: quem tem é da equipe", sales.role)
        .await;
    team.chooses_in("Cargo de quem supervisiona", desk.company.supervisor_role)
        .await;
    team.says(&["Supervisão: <@&"]);
    team.chooses_in("Canal privado da equipe", sales.channel)
        .await;
    team.says(&["está pronta em", "Leem <#", "Administrator lê sempre: <@"]);

    let mut number = Screen::of(&desk, &owner, "number", &[]).await;
    number.chooses("Loja da Ana").await;
    number.presses("Ligar").await;
    number.says(&["está ligado", "equipe Vendas e trocas"]);

    // It can be left and taken up again, on another day and after a restart.
    setup.presses("Atualizar").await;
    setup.says(&[
        "4 de 5",
        "✅ **2 · Números**",
        "✅ **3 · Equipe**",
        "✅ **4 · Supervisores**",
        "⬜ **5 · Teste**",
    ]);
    assert!(setup.offers("≈ US$ 0,0068"), "what it costs: {setup:?}");
    desk.discord.gives_role(desk.company.owner, sales.role);
    let maria = desk.customer("Maria");
    setup
        .fills("Enviar teste", &[("phone", "+55 11 98765-4321")])
        .await;
    setup.says(&["Teste enviado. Responda pelo celular", "⬜ **5 · Teste**"]);
    desk.seconds_pass(5).await;
    assert_eq!(maria.got().len(), 1, "{}", maria.sees());
    maria.answers("Chegou!").await;
    setup.presses("Atualizar").await;
    setup.says(&[
        "5 de 5",
        "✅ **5 · Teste**",
        "A sua resposta chegou",
        "Tudo pronto",
        "</start:",
    ]);
    assert!(!setup.text().contains("App Mode"), "they have been there");
}

#[tokio::test]
async fn what_comes_to_a_number_that_is_off_is_counted_shown_and_kept_nowhere() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let mut number = Screen::of(&desk, &owner, "number", &[]).await;
    number.chooses("Atendimento").await;
    number.presses("Desligar").await;
    number.says(&["Atendimento está desligado: nada sai, e o que chegar é contado, não guardado"]);
    let store = desk.bot().app.desk().store().clone();
    let kept = async || {
        let mut db = store.read().await.expect("a reader");
        let all = sqlx::query_scalar::<_, i64>("SELECT COUNT(*) FROM webhooks");
        all.fetch_one(&mut *db).await.expect("counted")
    };
    let before = kept().await;
    for text in ["Oi", "Tem alguém?", "Que demora"] {
        desk.customer("Paulo").to(CARE).answers(text).await;
    }
    assert_eq!(kept().await, before);
    assert!(desk.threads("Paulo").is_empty());
    let seen = Screen::of(&desk, &owner, "number", &[]).await;
    seen.says(&["3 mensagens chegaram em Atendimento (desligado)"]);
    let setup = Screen::of(&desk, &owner, "setup", &[]).await;
    setup.says(&["3 mensagens chegaram em Atendimento (desligado)"]);

    // Nobody can start anything from it either.
    let bruno = desk.agent("Bruno").in_team("Suporte");
    let to_paulo = [("contact", "paulo teixeira".into())];
    let screen = Screen::of(&desk, &bruno, "start", &to_paulo).await;
    assert!(!screen.text().contains("Atendimento"), "{screen:?}");

    number.presses("Ligar").await;
    desk.customer("Paulo").to(CARE).answers("Agora sim?").await;
    let carla = desk.agent("Carla").with("Paulo");
    assert!(carla.reads().contains("Agora sim?"), "{}", carla.reads());
    assert!(
        !carla.reads().contains("demora"),
        "what was counted never comes"
    );
}

#[tokio::test]
async fn a_numbers_name_and_team_are_chosen_and_what_is_new_goes_there() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let mut number = Screen::of(&desk, &owner, "number", &[]).await;
    number.says(&["🟢 **Vendas** · +55 11 4000-1000 · equipe Vendas"]);
    number.chooses("Vendas").await;
    number.fills("Nome", &[("name", "Loja")]).await;
    number.says(&["**Loja** · +55 11 4000-1000"]);
    number.chooses("Financeiro").await;
    number.says(&["**Loja** · +55 11 4000-1000 · equipe Financeiro"]);
    desk.customer("José").answers("Quero a segunda via").await;
    let davi = desk.agent("Davi").with("José");
    assert!(davi.reads().contains("segunda via"), "{}", davi.reads());
    desk.whatsapp.set_number_quality(SALES, "RED");
    desk.settle().await;
    number.presses("Ler números").await;
    number.says(&[
        "Lido agora. Números: 2. Modelos: 11.",
        "🔴 qualidade baixa **Loja**",
    ]);
}

#[tokio::test]
async fn a_channel_that_others_read_is_refused_and_made_private_on_request() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let marketing = desk.discord.adds_role(NewRole::named("Marketing"));
    for name in ["Eva", "Gil"] {
        desk.discord.joins(NewMember::named(name).role(marketing));
    }
    let open = desk
        .discord
        .adds_channel(
            &NewChannel::text("loja")
                .private()
                .role(marketing, bits::VIEW_CHANNEL, 0),
        );
    let mut team = Screen::of(&desk, &owner, "team", &[]).await;
    team.fills("Nova equipe", &[("name", "Loja")]).await;
    let role = desk.company.team("Suporte").role;
    team.chooses_in("Cargo: quem tem é da equipe", role).await;
    team.chooses_in("Canal privado da equipe", open).await;
    team.says(&[&format!(
        "<#{open}> é visível para 2 pessoas fora da equipe"
    )]);
    assert!(team.offers("Tornar privado") && team.offers("Escolher outro"));
    // It is not the team's yet.
    team.presses("Escolher outro").await;
    team.says(&["**Loja**", "falta o canal"]);

    team.chooses_in("Canal privado da equipe", desk.company.general)
        .await;
    team.says(&["é visível para todo o servidor"]);
    team.presses("Escolher outro").await;
    team.chooses_in("Canal privado da equipe", open).await;
    team.presses("Tornar privado").await;
    team.says(&["agora é privado: só a equipe Loja"]);
    let gone = desk.discord.people().into_iter();
    let eva = gone.into_iter().find(|person| person.name() == "Eva");
    let eva = eva.expect("she is there");
    assert!(eva.channel(open).is_none(), "she cannot read it any more");
    assert!(
        desk.agent("Carla").person.channel(open).is_some(),
        "the team can"
    );
    // Only the bot writes in it.
    let typed = desk.agent("Carla").person.types(open, "oi");
    assert!(typed.is_err(), "people write in threads");

    // One channel is one team's, and a name is used once.
    let taken = desk.company.team("Vendas").channel;
    team.chooses_in("Canal privado da equipe", taken).await;
    team.says(&["já é o canal da equipe Vendas"]);
    assert!(!team.offers("Tornar privado"), "{team:?}");
    assert!(
        desk.agent("Ana").person.channel(taken).is_some(),
        "nobody is shut out"
    );
    let mut list = Screen::of(&desk, &owner, "team", &[]).await;
    list.says(&[
        "Equipes** (4)",
        &format!("**Loja** · <@&{role}> · <#{open}>"),
    ]);
    list.fills("Nova equipe", &[("name", "VENDAS")]).await;
    list.says(&["Já existe uma equipe"]);
    let everyone = desk.discord.guild_id();
    let mut list = Screen::of(&desk, &owner, "team", &[]).await;
    list.chooses("Loja").await;
    list.chooses_in("Cargo: quem tem é da equipe", everyone)
        .await;
    list.says(&["Todo o servidor tem este cargo", &format!("<@&{role}>")]);
}

#[tokio::test]
async fn what_the_bot_may_not_do_in_a_channel_is_named_as_discord_names_it() {
    let desk = Desk::open().await;
    let owner = dona(&desk);
    let support = desk.company.team("Suporte");
    desk.discord.sets_member_in(
        support.channel,
        desk.discord.bot_user_id(),
        bits::VIEW_CHANNEL,
        bits::SEND_MESSAGES | bits::ADD_REACTIONS,
    );
    let mut team = Screen::of(&desk, &owner, "team", &[]).await;
    team.chooses("Suporte").await;
    team.chooses_in("Canal privado da equipe", support.channel)
        .await;
    team.says(&["Faltam à Conecta as permissões Send Messages, Add Reactions em <#"]);
}

#[tokio::test]
async fn a_team_whose_channel_was_deleted_gets_another_and_nothing_was_lost() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    ana.sends("Olá").await;
    desk.discord
        .deletes_channel(desk.company.team("Vendas").channel);
    desk.settle().await;
    maria.answers("Ainda aí?").await;
    desk.customer("José").answers("Alguém?").await;
    desk.hours_pass(1).await;
    assert!(desk.threads("Maria").is_empty() && desk.threads("José").is_empty());

    let new = another_channel(&desk).await;
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Ainda aí?"), "{}", ana.reads());
    ana.sends("Estou").await;
    assert_eq!(maria.got(), ["Olá", "Estou"]);
    let jose = desk.agent("Ana").with("José");
    assert!(jose.reads().contains("Alguém?"), "{}", jose.reads());
    let channel = desk.agent("Ana").at(new);
    assert!(channel.reads().contains("1 novo"), "{}", channel.reads());
}

#[tokio::test]
async fn a_role_that_was_deleted_leaves_the_customers_where_the_next_one_finds_them() {
    let desk = Desk::open().await;
    let (ana, maria) = desk.talk("Ana", "Maria").await;
    desk.discord.deletes_role(desk.company.team("Vendas").role);
    desk.settle().await;
    maria.answers("Tem alguém?").await;
    assert!(
        !ana.person
            .channels()
            .iter()
            .any(|channel| channel.thread.is_some())
    );
    let again = desk.discord.adds_role(NewRole::named("Vendas II"));
    desk.discord.gives_role(ana.person.id(), again);
    let owner = dona(&desk);
    let mut team = Screen::of(&desk, &owner, "team", &[]).await;
    team.chooses("Vendas").await;
    team.chooses_in("Cargo: quem tem é da equipe", again).await;
    if team.offers("Tornar privado") {
        team.presses("Tornar privado").await;
    } else {
        let channel = desk.company.team("Vendas").channel;
        let allow = bits::VIEW_CHANNEL | bits::SEND_MESSAGES_IN_THREADS;
        desk.discord
            .sets_role_in(channel, again, allow, bits::SEND_MESSAGES);
    }
    desk.settle().await;
    let ana = desk.agent("Ana").with("Maria");
    assert!(ana.reads().contains("Tem alguém?"), "{}", ana.reads());
    ana.sends("Tem sim").await;
    assert_eq!(maria.got(), ["Tem sim"], "{}", ana.reads());
}

#[tokio::test]
async fn diagnostics_say_what_is_well_and_what_is_not_and_where_to_mend_it() {
    let mut desk = Desk::unstarted(|_, _| {}).await;
    desk.is_public();
    desk.starts_again().await;
    desk.sets_up().await;
    let owner = dona(&desk);
    let well = Screen::of(&desk, &owner, "diagnostics", &[]).await;
    assert!(well.shows.ephemeral);
    well.says(&[
        "✅ Discord: o token é de Conecta",
        "✅ Discord: os intents necessários estão ligados",
        "privado e com as permissões certas",
        "✅ WhatsApp: o token vale e não expira",
        "✅ Modelos: 11 aprovados",
        "✅ Webhook: responde em http://127.0.0.1",
    ]);
    let marketing = desk.discord.adds_role(NewRole::named("Marketing"));
    let sales = desk.company.team("Vendas").channel;
    desk.discord
        .sets_role_in(sales, marketing, bits::VIEW_CHANNEL, 0);
    desk.discord
        .deletes_channel(desk.company.team("Suporte").channel);
    desk.whatsapp.set_webhook("https://elsewhere.example/hook");
    let ill = Screen::of(&desk, &owner, "diagnostics", &[]).await;
    let text = ill.text();
    for part in [
        "também pode ser lido por",
        "O canal da equipe Suporte não existe mais",
        "A Meta manda os avisos para https://elsewhere.example/hook",
    ] {
        let line = text.lines().find(|line| line.contains(part));
        let line = line.unwrap_or_else(|| panic!("{part}: {text}"));
        assert!(line.starts_with('❌'), "{line}");
    }
}

#[tokio::test]
async fn what_meta_was_not_asked_to_tell_is_named() {
    let desk = Desk::open().await;
    let owner = desk.agent("Dona").at(desk.company.general);
    let all = Screen::of(&desk, &owner, "diagnostics", &[]).await.text();
    assert!(!all.contains("Webhook fields"), "{all}");
    desk.whatsapp.set_fields(&["messages", "calls", "security"]);
    for command in ["setup", "diagnostics"] {
        let some = Screen::of(&desk, &owner, command, &[]).await;
        some.says(&["assine também user_preferences, ", "account_update"]);
        assert!(!some.text().contains("history"), "for shared phones only");
    }
    desk.whatsapp.set_fields(&[]);
    let none = Screen::of(&desk, &owner, "diagnostics", &[]).await;
    none.says(&["❌ A Meta não manda as mensagens", "assine também calls"]);
}

#[tokio::test]
async fn who_else_gets_the_messages_is_said() {
    let desk = Desk::with(|_, whatsapp| {
        whatsapp.accounts[0].others = vec!["Blip".to_owned()];
    })
    .await;
    let owner = desk.agent("Dona").at(desk.company.general);
    let said = "Também conectado: Blip. As duas plataformas vão receber.";
    for command in ["setup", "diagnostics"] {
        Screen::of(&desk, &owner, command, &[]).await.says(&[said]);
    }
}

#[tokio::test]
async fn nobody_but_admins_can_set_up_anything() {
    let desk = Desk::open().await;
    let before = off_counts(&desk).await;
    for name in ["Ana", "Helena"] {
        let person = desk.agent(name).at(desk.company.general);
        let seen = person.person.commands(desk.company.general);
        for command in ["setup", "team", "number", "diagnostics"] {
            assert!(
                !seen.iter().any(|seen| seen.name == command),
                "{name}: {command}"
            );
            let run = person.person.runs(person.place(), command, &[]);
            assert!(run.is_err(), "{name} runs /{command}");
        }
    }
    // Whoever stops being an admin while the form stands open is refused when it is sent.
    let chief = desk
        .discord
        .adds_role(NewRole::named("Chefia").granting(bits::MANAGE_GUILD));
    let ana = desk.agent("Ana").at(desk.company.general);
    desk.discord.gives_role(ana.person.id(), chief);
    let mut number = Screen::of(&desk, &ana, "number", &[]).await;
    number.chooses("Vendas").await;
    let mut team = Screen::of(&desk, &ana, "team", &[]).await;
    desk.discord.takes_role(ana.person.id(), chief);
    number.presses("Desligar").await;
    number.says(&["Só quem tem a permissão Manage Server", "Nada mudou"]);
    team.chooses("Vendas").await;
    team.says(&["Só quem tem a permissão Manage Server"]);
    assert_eq!(off_counts(&desk).await, before);
    let store = desk.bot().app.desk().store().clone();
    let mut db = store.read().await.expect("a reader");
    assert_eq!(teams::list(&mut db).await.expect("teams").len(), 3);
}
