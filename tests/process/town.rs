//! The company on both look-alikes, with its desk set up and its conversations begun.

use std::sync::Arc;
use std::time::Duration;

use conecta::app::App;
use conecta::clock::{Clock as _, SystemClock};
use conecta::config::Settings;
use conecta::domain::ids::{PersonId, PlaceId, RoleId};
use conecta::domain::rights::Member;
use conecta::store::{channels, conversations, teams};
use conecta_sandbox::clock::Clock;
use conecta_sandbox::company::{self, Company, SALES};
use conecta_sandbox::discord::{Answer, Discord, Given, Id, Person};
use conecta_sandbox::wait::patiently;
use conecta_sandbox::whatsapp::{Customer, Whatsapp};
use conecta_sandbox::wire::Wire;
use serde_json::Value;
use tempfile::TempDir;

use super::setup;

/// The look-alikes and what a process needs to work between them.
pub struct Town {
    pub wire: Wire,
    pub discord: Discord,
    pub whatsapp: Whatsapp,
    pub ana: Person,
    pub dir: TempDir,
    company: Company,
    whatsapp_token: String,
    app_secret: String,
}

impl Town {
    /// Opens it and lets the conversations begin: Ana has taken those of `open`, who have written;
    /// to those of `silent` she has written a template. The customers and their threads come back
    /// in that order.
    ///
    /// A port that one town's process had may be another's next: their webhooks are told apart by
    /// `secret`.
    pub async fn open(secret: &str, open: &[&str], silent: &[&str]) -> (Self, Vec<(Customer, Id)>) {
        let clock = Clock::running(SystemClock.now());
        let wire = Wire::default();
        let (company, discord, mut whatsapp) = company::company();
        // In order and at once, or nobody could say in which order the thread must show them.
        whatsapp.rules.webhook_retry = Some(Duration::from_millis(20));
        // What piles up while nobody listens comes together.
        whatsapp.rules.webhook_batch = 8;
        whatsapp.app_secret = secret.to_owned();
        let (whatsapp_token, app_secret) = (whatsapp.token.clone(), whatsapp.app_secret.clone());
        let discord = Discord::start(clock.clone(), wire.clone(), discord)
            .await
            .expect("a look-alike of Discord");
        let whatsapp = Whatsapp::start(clock, wire.clone(), whatsapp)
            .await
            .expect("a look-alike of WhatsApp");
        let town = Self {
            wire,
            ana: discord.person(company.person("Ana")),
            discord,
            whatsapp,
            dir: tempfile::tempdir().expect("a directory"),
            company,
            whatsapp_token,
            app_secret,
        };
        let begun = town.begin(open, silent).await;
        (town, begun)
    }

    /// What the program is told by its environment.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        vec![
            ("DISCORD_TOKEN", self.discord.token()),
            ("DISCORD_GUILD_ID", self.discord.guild_id().to_string()),
            ("DISCORD_API_BASE", self.discord.api_base()),
            ("WHATSAPP_TOKEN", self.whatsapp_token.clone()),
            ("WHATSAPP_APP_SECRET", self.app_secret.clone()),
            ("WHATSAPP_VERIFY_TOKEN", "a-word-of-ours".to_owned()),
            (
                "WHATSAPP_BUSINESS_ACCOUNT_IDS",
                self.company.account.clone(),
            ),
            ("GRAPH_API_BASE", self.whatsapp.graph_base()),
            ("DATABASE_URL", self.database()),
            ("WEBHOOK_BIND", "127.0.0.1:0".to_owned()),
            ("METRICS_BIND", "127.0.0.1:0".to_owned()),
            ("LOG_FORMAT", "json".to_owned()),
        ]
    }

    fn database(&self) -> String {
        format!("sqlite://{}/desk.db", self.dir.path().display())
    }

    /// Sets the desk up, without a time for taking back, and begins the conversations.
    async fn begin(&self, open: &[&str], silent: &[&str]) -> Vec<(Customer, Id)> {
        let config = Settings {
            discord_token: Some(self.discord.token()),
            discord_guild_id: Some(self.discord.guild_id().to_string()),
            discord_api_base: Some(self.discord.api_base()),
            whatsapp_token: Some(self.whatsapp_token.clone()),
            whatsapp_app_secret: Some(self.app_secret.clone()),
            whatsapp_verify_token: Some("a-word-of-ours".to_owned()),
            whatsapp_business_account_ids: Some(self.company.account.clone()),
            graph_api_base: Some(self.whatsapp.graph_base()),
            database_url: Some(self.database()),
            webhook_bind: Some("127.0.0.1:0".to_owned()),
            metrics_bind: Some("127.0.0.1:0".to_owned()),
            ..Settings::default()
        };
        let config = config.check().expect("complete settings");
        // In a runtime of its own, so that nothing of it outlives it, as with a process.
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .expect("a runtime");
        let handle = runtime.handle().clone();
        let start = move || handle.block_on(App::start(config, Arc::new(SystemClock)));
        let app = patiently("the bot starts", tokio::task::spawn_blocking(start)).await;
        let app = app.expect("the start does not panic");
        let app = app.expect("the bot starts");
        patiently("the bot is connected", app.ready()).await;
        // The numbers are read from WhatsApp before they can be set up.
        let numbers = async {
            while self.numbers(&app).await < self.company.numbers.len() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        patiently("the numbers are read", numbers).await;
        let set_up = setup::set_up(app.desk(), &self.company);
        let set_up = patiently("the company is set up", set_up).await;
        set_up.expect("the company is set up");
        patiently("the rules are changed", self.sends_at_once(&app)).await;
        let webhook = format!("http://{}/webhook/whatsapp", app.webhook_addr());
        self.whatsapp.set_webhook(webhook);
        let mut begun = Vec::new();
        for name in open {
            let customer = self.whatsapp.customer(name);
            customer.writes(SALES, "Oi");
            let thread = self.thread(name).await;
            self.takes(&app, thread).await;
            begun.push((customer, thread));
        }
        for name in silent {
            let customer = self.whatsapp.customer(name);
            let thread = self.starts(name, &customer).await;
            begun.push((customer, thread));
        }
        patiently("the bot has nothing to do", app.idle()).await;
        patiently("the bot stops", app.stop()).await;
        runtime.shutdown_background();
        self.discord.until(|activity| activity.connected == 0).await;
        begun
    }

    async fn numbers(&self, app: &App) -> usize {
        let mut db = app.desk().store().read().await.expect("a reader");
        let numbers = channels::list(&mut db).await;
        numbers.expect("the store answers").len()
    }

    async fn sends_at_once(&self, app: &App) {
        let place = PlaceId(self.company.team("Vendas").channel.0);
        let changed = app.desk().store().write(move |db| {
            Box::pin(async move {
                if let Some(mut team) = teams::by_place(db, place).await? {
                    team.facts.rules.undo_s = 0;
                    teams::update(db, team.id, &team.facts).await?;
                }
                Ok::<_, conecta::store::StoreError>(())
            })
        });
        changed.await.expect("changed");
    }

    /// The thread of a contact, once it stands.
    async fn thread(&self, contact: &str) -> Id {
        let mut changes = self.discord.changes();
        let stands = async {
            loop {
                changes.borrow_and_update();
                let mut channels = self.ana.channels();
                channels.retain(|one| one.thread.is_some() && one.name.starts_with(contact));
                if let Some(thread) = channels.pop() {
                    return thread.id;
                }
                // The look-alike outlives the town.
                let _ = changes.changed().await;
            }
        };
        patiently(&format!("the thread of {contact}"), stands).await
    }

    /// Ana takes the conversation of this thread.
    async fn takes(&self, app: &App, thread: Id) {
        let ana = Member {
            id: PersonId(self.ana.id().0),
            roles: vec![RoleId(self.company.team("Vendas").role.0)],
            manages_server: false,
        };
        let written = async {
            loop {
                let mut db = app.desk().store().read().await.expect("a reader");
                let found = conversations::by_thread(&mut db, PlaceId(thread.0)).await;
                if let Some(conversation) = found.expect("the store answers") {
                    return conversation;
                }
                drop(db);
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let conversation = patiently("the thread's conversation", written).await;
        let taken = app.desk().assume(conversation, ana, None);
        let taken = patiently("Ana takes the conversation", taken).await;
        taken.expect("nobody had it");
    }

    /// Ana starts a conversation by `/iniciar` with all options; ends when the template has come.
    async fn starts(&self, name: &str, customer: &Customer) -> Id {
        let channel = self.company.team("Vendas").channel;
        let mut options: Vec<(&str, Given)> = Vec::new();
        for (option, typed) in [
            ("contact", name),
            ("channel", "Vendas"),
            ("team", "Vendas"),
            ("template", "saudacao"),
        ] {
            let found = self.ana.finds(channel, "start", &options, option, typed);
            let value = match found.await.expect("choices").value {
                Value::String(text) => text,
                other => other.to_string(),
            };
            options.push((option, value.into()));
        }
        let preview = self.ana.asks(channel, "start", &options).await;
        let preview = preview.expect("a preview");
        // Pressed again where the bot did not respond in time, unless it started all the same.
        while let Ok(pressed) = self.ana.presses(preview.id, "Iniciar atendimento") {
            if pressed.answered().await != Answer::DidNotRespond {
                break;
            }
        }
        let thread = self.thread(name).await;
        let mut changes = self.whatsapp.changes();
        let came = async {
            while customer.phone(SALES).is_empty() {
                // The look-alike outlives the town.
                let _ = changes.changed().await;
            }
        };
        patiently(&format!("the template on the phone of {name}"), came).await;
        thread
    }
}
