//! The library that the product uses, as a client of the look-alike: it must understand
//! everything that it is told.

use std::sync::{Arc, Mutex};

use conecta_sandbox::discord::{Answer, Given, Upload};
use conecta_sandbox::wait::patiently;
use serenity::all::{
    ActionRowComponent, ChannelId, Command, CommandInteraction, CommandOptionType,
    ComponentInteraction, ComponentInteractionDataKind, Context, CreateActionRow,
    CreateAutocompleteResponse, CreateButton, CreateCommand, CreateCommandOption, CreateEmbed,
    CreateInputText, CreateInteractionResponse, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, CreateModal, CreateSelectMenu,
    CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse, EditMessage, Event,
    EventHandler, GatewayIntents, InputTextStyle, Interaction, Message, MessageId, RawEventHandler,
    ReactionType,
};
use serenity::async_trait;
use serenity::http::HttpBuilder;

use super::support::Company;

/// What reached the client, and what it did not understand.
#[derive(Default)]
struct Seen {
    messages: Vec<String>,
    names: Vec<String>,
    unknown: Vec<String>,
}

#[derive(Clone, Default)]
struct Bot {
    seen: Arc<Mutex<Seen>>,
}

#[async_trait]
impl RawEventHandler for Bot {
    async fn raw_event(&self, _: Context, event: Event) {
        let mut seen = self.seen.lock().expect("no panic");
        match event {
            Event::Unknown(event) => seen.unknown.push(event.kind),
            event => seen.names.extend(event.name()),
        }
    }
}

#[async_trait]
impl EventHandler for Bot {
    async fn message(&self, _: Context, message: Message) {
        let line = format!("{}: {}", message.author.display_name(), message.content);
        self.seen.lock().expect("no panic").messages.push(line);
    }

    async fn interaction_create(&self, context: Context, interaction: Interaction) {
        match interaction {
            Interaction::Command(command) => run(&context, command).await,
            Interaction::Autocomplete(command) => {
                let typed = command.data.autocomplete().expect("an option").value;
                let choices = CreateAutocompleteResponse::new()
                    .add_string_choice(format!("{typed} Souza"), "7")
                    .add_string_choice("outra", "8");
                let response = CreateInteractionResponse::Autocomplete(choices);
                command
                    .create_response(&context, response)
                    .await
                    .expect("choices");
            }
            Interaction::Component(component) => press(&context, component).await,
            Interaction::Modal(modal) => {
                let row = &modal.data.components[0].components[0];
                let ActionRowComponent::InputText(input) = row else {
                    panic!("no text: {row:?}");
                };
                let text = format!("modal: {}", input.value.clone().unwrap_or_default());
                let message = CreateInteractionResponseMessage::new()
                    .content(text)
                    .ephemeral(true);
                let response = CreateInteractionResponse::Message(message);
                modal
                    .create_response(&context, response)
                    .await
                    .expect("an answer");
            }
            other => panic!("unexpected {other:?}"),
        }
    }
}

fn row() -> CreateActionRow {
    CreateActionRow::Buttons(vec![
        CreateButton::new("v1:form:1").label("Formulário"),
        CreateButton::new("v1:later:1").label("Depois"),
        CreateButton::new("v1:off:1").label("Cinza").disabled(true),
    ])
}

async fn run(context: &Context, command: CommandInteraction) {
    if command.data.name == "slow" {
        command.defer_ephemeral(context).await.expect("a promise");
        let edit = EditInteractionResponse::new().content("pronto");
        command.edit_response(context, edit).await.expect("an edit");
        let more = CreateInteractionResponseFollowup::new()
            .content("mais")
            .ephemeral(true);
        command
            .create_followup(context, more)
            .await
            .expect("a follow-up");
        return;
    }
    let options: Vec<String> = command
        .data
        .options()
        .iter()
        .map(|option| {
            format!("{}={:?}", option.name, option.value)
                .chars()
                .take(40)
                .collect()
        })
        .collect();
    let select = CreateSelectMenu::new(
        "v1:pick:1",
        CreateSelectMenuKind::String {
            options: vec![
                CreateSelectMenuOption::new("Primeira", "1"),
                CreateSelectMenuOption::new("Segunda", "2").description("a outra"),
            ],
        },
    );
    let message = CreateInteractionResponseMessage::new()
        .content(options.join(" "))
        .embed(CreateEmbed::new().title("Cartão").field("a", "b", true))
        .components(vec![
            row(),
            CreateActionRow::SelectMenu(select.placeholder("Escolha")),
        ])
        .ephemeral(true);
    let response = CreateInteractionResponse::Message(message);
    command
        .create_response(context, response)
        .await
        .expect("an answer");
}

async fn press(context: &Context, component: ComponentInteraction) {
    match (component.data.custom_id.as_str(), &component.data.kind) {
        ("v1:form:1", _) => {
            let input = CreateInputText::new(InputTextStyle::Short, "Busca", "q").value("Ana");
            let modal = CreateModal::new("v1:search:1", "Buscar")
                .components(vec![CreateActionRow::InputText(input)]);
            let response = CreateInteractionResponse::Modal(modal);
            component
                .create_response(context, response)
                .await
                .expect("a modal");
        }
        ("v1:later:1", _) => {
            let response = CreateInteractionResponse::Acknowledge;
            component
                .create_response(context, response)
                .await
                .expect("a note");
            let edit = EditInteractionResponse::new()
                .content("mudou")
                .components(vec![]);
            component
                .edit_response(context, edit)
                .await
                .expect("an edit");
        }
        ("v1:pick:1", ComponentInteractionDataKind::StringSelect { values }) => {
            let message = CreateInteractionResponseMessage::new()
                .content(format!("escolheu {}", values.join(",")))
                .components(vec![row()]);
            let response = CreateInteractionResponse::UpdateMessage(message);
            component
                .create_response(context, response)
                .await
                .expect("a change");
        }
        other => panic!("unexpected {other:?}"),
    }
}

fn commands() -> Vec<CreateCommand> {
    let contact = CreateCommandOption::new(CommandOptionType::String, "contact", "Whom")
        .name_localized("pt-BR", "contato")
        .required(true)
        .set_autocomplete(true);
    let file = CreateCommandOption::new(CommandOptionType::Attachment, "file", "A file");
    let whom = CreateCommandOption::new(CommandOptionType::User, "agent", "Who");
    let new = CreateCommandOption::new(CommandOptionType::SubCommand, "new", "Adds one")
        .add_sub_option(
            CreateCommandOption::new(CommandOptionType::Integer, "age", "How old").min_int_value(0),
        );
    vec![
        CreateCommand::new("start")
            .name_localized("pt-BR", "iniciar")
            .description("Starts")
            .add_option(contact)
            .add_option(file)
            .add_option(whom),
        CreateCommand::new("slow").description("Takes its time"),
        CreateCommand::new("contact")
            .description("Contacts")
            .add_option(new),
        CreateCommand::new("Ver situação").kind(serenity::all::CommandType::Message),
    ]
}

struct Running {
    bot: Bot,
    http: Arc<serenity::http::Http>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Running {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn start(company: &Company) -> Running {
    let discord = &company.discord;
    let http = HttpBuilder::new(discord.token())
        .proxy(discord.api_base())
        .ratelimiter_disabled(true)
        .build();
    http.set_application_id(discord.application_id().0.into());
    let intents = GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::GUILD_MESSAGE_REACTIONS
        | GatewayIntents::MESSAGE_CONTENT;
    let bot = Bot::default();
    let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
        .event_handler(bot.clone())
        .raw_event_handler(bot.clone())
        .await
        .expect("a client");
    let http = Arc::clone(&client.http);
    let task = tokio::spawn(async move {
        client.start().await.expect("no error of the gateway");
    });
    discord.connected().await;
    let guild = discord.guild_id().0.into();
    let registered = http
        .create_guild_commands(guild, &commands())
        .await
        .expect("commands");
    assert_eq!(registered.len(), 4);
    let listed: Vec<Command> = http.get_guild_commands(guild).await.expect("commands");
    assert_eq!(listed.len(), 4);
    Running { bot, http, task }
}

#[tokio::test]
async fn commands_presses_selects_and_modals_go_round() {
    let company = Company::open().await;
    let running = start(&company).await;
    let ana = company.discord.person(company.ana);
    let choices = ana
        .autocompletes(
            company.sales,
            "iniciar",
            &[("contato", Given::from("Ana"))],
            "contato",
        )
        .await
        .expect("choices");
    assert_eq!(choices[0].name, "Ana Souza");

    let options = [
        ("contact", Given::from("7")),
        ("file", Upload::new("a.pdf", "x").into()),
        ("agent", company.bruno.into()),
    ];
    let run = ana
        .runs(company.sales, "start", &options)
        .expect("a command");
    let answer = run.message().await.expect("an answer");
    assert!(answer.ephemeral && answer.content.starts_with("contact=String(\"7\")"));
    assert!(
        company
            .discord
            .person(company.bruno)
            .sees(company.sales)
            .is_empty()
    );
    assert!(ana.presses(answer.id, "Cinza").is_err());

    let form = ana.presses(answer.id, "Formulário").expect("a button");
    assert_eq!(form.modal().await.expect("a modal").fields[0].value, "Ana");
    let submitted = ana.submits(&form, &[("Busca", "Bia")]).expect("a modal");
    assert_eq!(
        submitted.message().await.expect("an answer").content,
        "modal: Bia"
    );

    let picked = ana
        .selects(answer.id, "Escolha", &["Segunda"])
        .expect("a select");
    assert_eq!(
        picked.message().await.expect("an answer").content,
        "escolheu 2"
    );
    let later = ana.presses(answer.id, "v1:later:1").expect("a button");
    assert_eq!(later.answered().await, Answer::Noted);
    company.discord.quiet().await;
    assert_eq!(later.now().expect("a message").content, "mudou");

    let slow = ana.runs(company.sales, "slow", &[]).expect("a command");
    assert_eq!(slow.message().await.expect("an answer").content, "pronto");
    company.discord.quiet().await;
    assert_eq!(slow.follow_ups().len(), 1);
    let unknown = running.bot.seen.lock().expect("no panic").unknown.clone();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[tokio::test]
async fn it_understands_messages_threads_reactions_and_changes_of_the_guild() {
    let company = Company::open().await;
    let running = start(&company).await;
    let (http, discord) = (&running.http, &company.discord);
    let ana = discord.person(company.ana);
    let channel = ChannelId::new(company.sales.0);
    let card = channel
        .send_message(
            http,
            CreateMessage::new()
                .content("cartão")
                .components(vec![row()]),
        )
        .await
        .expect("a message");
    let builder = serenity::all::CreateThread::new("Ana ·4321");
    let thread = channel
        .create_thread_from_message(http, card.id, builder)
        .await
        .expect("a thread");
    let place = thread.id.get().into();
    let hello = ana.types(place, "Olá!").expect("a message");
    ana.edits(hello, "Olá, tudo bem?").expect("an edit");
    ana.reacts(hello, "👍").expect("a reaction");
    ana.uploads(place, "foto", vec![Upload::new("a.png", "x")])
        .expect("a file");
    ana.forwards(place, card.id.get().into())
        .expect("a forward");
    ana.polls(place, "Quando?", &["hoje", "amanhã"])
        .expect("a poll");
    let emoji = ReactionType::Unicode("🕓".to_owned());
    thread
        .id
        .create_reaction(http, MessageId::new(hello.0), emoji.clone())
        .await
        .expect("a mark");
    thread
        .id
        .delete_reaction(http, MessageId::new(hello.0), None, emoji)
        .await
        .expect("no mark");
    thread
        .id
        .add_thread_member(http, company.bruno.0.into())
        .await
        .expect("a member");
    let mut own = thread.id.say(http, "escrito").await.expect("a message");
    own.edit(http, EditMessage::new().content("mudado"))
        .await
        .expect("an edit");
    own.delete(http).await.expect("a deletion");
    let role = discord.adds_role(conecta_sandbox::discord::NewRole::named("N2"));
    discord.gives_role(company.ana, role);
    discord.deletes_role(role);
    let other = discord.adds_channel(&conecta_sandbox::discord::NewChannel::text("novo"));
    discord.deletes_channel(other);
    let (_, stranger, general) = company.elsewhere;
    discord
        .person(stranger)
        .types(general, "longe")
        .expect("a message");
    let raw = serde_json::json!({ "flags": 32_768, "components": [
        { "type": 17, "components": [{ "type": 10, "content": "texto" }] },
    ]});
    http.send_message(channel, Vec::new(), &raw)
        .await
        .expect("components");
    discord.quiet().await;
    let history = thread
        .id
        .messages(http, serenity::all::GetMessages::new().limit(100));
    assert_eq!(history.await.expect("messages").len(), 6);
    let guild = serenity::all::GuildId::new(discord.guild_id().0);
    assert_eq!(
        guild
            .get_active_threads(http)
            .await
            .expect("threads")
            .threads
            .len(),
        1
    );
    guild.to_partial_guild(http).await.expect("a guild");
    guild.channels(http).await.expect("channels");
    guild.members(http, Some(10), None).await.expect("members");
    http.get_current_application_info()
        .await
        .expect("an application");
    let seen = running.bot.seen.lock().expect("no panic");
    assert!(seen.unknown.is_empty(), "{:?}", seen.unknown);
    assert!(
        seen.messages.iter().any(|line| line == "Ana: Olá!"),
        "{:?}",
        seen.messages
    );
    assert!(seen.messages.iter().any(|line| line == "Estranha: longe"));
    for name in [
        "THREAD_CREATE",
        "MESSAGE_UPDATE",
        "MESSAGE_REACTION_ADD",
        "MESSAGE_DELETE",
    ] {
        assert!(
            seen.names.iter().any(|n| n == name),
            "{name} is missing in {:?}",
            seen.names
        );
    }
}

#[tokio::test]
async fn it_resumes_and_reads_what_it_missed() {
    let company = Company::open().await;
    let running = start(&company).await;
    let ana = company.discord.person(company.ana);
    for (text, trouble) in [("um", 4000), ("dois", 7)] {
        if trouble == 7 {
            company.discord.gateway_reconnect();
        } else {
            company.discord.gateway_close(trouble);
        }
        ana.types(company.sales, text).expect("a message");
    }
    ana.types(company.sales, "três").expect("a message");
    company.discord.connected().await;
    company.discord.quiet().await;
    // Handlers run in tasks of their own, after the library has read the event.
    patiently("three messages", async {
        while running.bot.seen.lock().expect("no panic").messages.len() < 3 {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let resumed = |name: &&String| *name == "RESUMED";
    let seen = running.bot.seen.lock().expect("no panic");
    assert!(
        seen.names.iter().any(|name| resumed(&name)),
        "{:?}",
        seen.names
    );
    let mut messages = seen.messages.clone();
    messages.sort();
    assert_eq!(messages, ["Ana: dois", "Ana: três", "Ana: um"]);
}
