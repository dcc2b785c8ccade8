//! The look-alikes, the company in them, and the bot between them.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow};
use conecta::app::App;
use conecta::clock::{Clock, Sleep, SystemClock, Timestamp};
use conecta::config::Settings;
use conecta_sandbox::clock::Clock as SandboxClock;
use conecta_sandbox::company::{self, Company};
use conecta_sandbox::discord::Discord;
use conecta_sandbox::whatsapp::Whatsapp;
use conecta_sandbox::wire::Wire;
use tempfile::TempDir;

use crate::{outgoing, setup};

/// A word of the webhook's verification.
const VERIFY: &str = "demonstracao";

/// Everything that runs.
pub struct Town {
    pub discord: Discord,
    pub whatsapp: Whatsapp,
    pub company: Company,
    pub whatsapp_token: String,
    pub app_secret: String,
    clock: SandboxClock,
    bot: Option<App>,
    /// Holds the database until the end.
    dir: TempDir,
}

/// The sandbox's clock, as the product takes it.
#[derive(Debug)]
struct SharedClock(SandboxClock);

impl Clock for SharedClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep {
        let clock = self.0.clone();
        Box::pin(async move { clock.sleep_until(at).await })
    }
}

impl Town {
    /// Starts the look-alikes with the company in them.
    ///
    /// # Errors
    /// If there is no port or no directory for them.
    pub async fn open() -> Result<Self> {
        let clock = SandboxClock::running(SystemClock.now());
        let wire = Wire::default();
        let (company, discord, mut whatsapp) = company::company();
        // As quick as a phone nearby.
        whatsapp.rules.transit = Duration::from_millis(300);
        whatsapp.rules.delivery = Duration::from_millis(600);
        let (whatsapp_token, app_secret) = (whatsapp.token.clone(), whatsapp.app_secret.clone());
        Ok(Self {
            discord: Discord::start(clock.clone(), wire.clone(), discord).await?,
            whatsapp: Whatsapp::start(clock.clone(), wire, whatsapp).await?,
            company,
            whatsapp_token,
            app_secret,
            clock,
            bot: None,
            dir: tempfile::tempdir().context("no directory for the database")?,
        })
    }

    /// Starts the bot and sets its desk up.
    ///
    /// # Errors
    /// If an address is not on this machine ([`outgoing::Outgoing`]), or the bot does not start.
    pub async fn start_bot(&mut self) -> Result<()> {
        let settings = Settings {
            discord_token: Some(self.discord.token()),
            discord_guild_id: Some(self.discord.guild_id().to_string()),
            discord_api_base: Some(self.discord.api_base()),
            whatsapp_token: Some(self.whatsapp_token.clone()),
            whatsapp_app_secret: Some(self.app_secret.clone()),
            whatsapp_verify_token: Some(VERIFY.to_owned()),
            whatsapp_business_account_ids: Some(self.company.account.clone()),
            graph_api_base: Some(self.whatsapp.graph_base()),
            database_url: Some(format!("sqlite://{}/demo.db", self.dir.path().display())),
            webhook_bind: Some("127.0.0.1:0".to_owned()),
            metrics_bind: Some("127.0.0.1:0".to_owned()),
            ..Settings::default()
        };
        let config = settings
            .check()
            .map_err(|error| anyhow!("{error:?}"))
            .context("the demo's own settings")?;
        outgoing::only_this_machine(&config)?;
        let clock = Arc::new(SharedClock(self.clock.clone()));
        let bot = App::start(config, clock)
            .await
            .map_err(|error| anyhow!("{error}"))
            .context("a Conecta não começou")?;
        bot.ready().await;
        setup::set_up(bot.desk(), &self.company).await?;
        let webhook = format!("http://{}/webhook/whatsapp", bot.webhook_addr());
        self.whatsapp.verify_webhook(&webhook, VERIFY).await?;
        self.whatsapp.set_webhook(webhook);
        self.bot = Some(bot);
        Ok(())
    }

    /// The bot, if it was started.
    pub fn bot(&self) -> Option<&App> {
        self.bot.as_ref()
    }

    /// Stops the bot in order.
    pub async fn stop_bot(&mut self) {
        if let Some(bot) = self.bot.take() {
            bot.stop().await;
        }
    }
}
