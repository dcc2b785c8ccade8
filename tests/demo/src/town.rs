//! The look-alikes, the company in them, and the bot between them.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use anyhow::{Context as _, Result, anyhow, bail};
use conecta::clock::{Clock, Sleep, SystemClock, Timestamp};
use conecta::config::{Config, Settings};
use conecta_sandbox::clock::Clock as SandboxClock;
use conecta_sandbox::company::{self, Company};
use conecta_sandbox::discord::Discord;
use conecta_sandbox::whatsapp::Whatsapp;
use conecta_sandbox::wire::Wire;
use tempfile::TempDir;
use tokio::sync::{Mutex, watch};

use crate::bot::Bot;
use crate::stickers::{self, Sticker};
use crate::weather::Weather;
use crate::{outgoing, setup};

/// A word of the webhook's verification.
const VERIFY: &str = "demonstracao";

/// How far the company's server is boosted: it takes more than WhatsApp does, so that people in
/// Discord can send what is too large for a phone.
const BOOSTS: u8 = 2;

/// Where the bot may listen: systems give none of these ports to whoever asks for any, so that
/// nobody takes the bot's while it is down.
const PORTS: Range<u32> = 20_000..30_000;

/// Everything that runs.
pub struct Town {
    /// Where the agents are.
    pub discord: Discord,
    /// Where the customers are.
    pub whatsapp: Whatsapp,
    /// What went between them and the bot.
    pub wire: Wire,
    /// What people in Discord can send beside emojis.
    pub stickers: Vec<Sticker>,
    /// Who is who.
    pub company: Company,
    /// The time of them all: it runs, and can be moved ahead.
    pub clock: SandboxClock,
    /// The token that the look-alike of WhatsApp wants.
    pub whatsapp_token: String,
    /// The secret that it signs webhooks with.
    pub app_secret: String,
    pub(crate) weather: Mutex<Weather>,
    bot: Mutex<Option<Bot>>,
    /// Where the bot listens, known before it does, as the address of a real desk is. It stays
    /// the same from one start to the next, so that links to its files hold.
    address: SocketAddr,
    life: watch::Sender<Life>,
    /// Counts the kills, for a start that is under way.
    kills: watch::Sender<u64>,
    is_set_up: AtomicBool,
    /// Holds the database until the end.
    dir: TempDir,
}

/// How the bot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Life {
    /// It was not started, or stopped or killed.
    Stopped,
    /// It starts, or waits for Discord to answer.
    Starting,
    /// It works.
    Running,
    /// It could not start, for this reason.
    Failed(String),
}

/// Where a running bot listens.
#[derive(Debug, Clone, Copy)]
pub struct Addresses {
    /// For webhooks, and for whoever asks after its health.
    pub webhook: SocketAddr,
    /// For metrics.
    pub metrics: SocketAddr,
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

/// An address on this machine at which nobody listens; each time another one.
fn free_address() -> Result<SocketAddr> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let all = PORTS.end - PORTS.start;
    // Two of these programs that are started together do not try the same ones.
    let begin = std::process::id().wrapping_mul(37);
    let address = (0..all).find_map(|_| {
        let place = begin.wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed)) % all;
        let port = u16::try_from(PORTS.start + place).ok()?;
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok()?;
        free.local_addr().ok()
    });
    address.context("no port for the bot")
}

impl Town {
    /// Starts the look-alikes with the company in them.
    ///
    /// # Errors
    /// If there is no port or no directory for them.
    pub async fn open() -> Result<Self> {
        let clock = SandboxClock::running(SystemClock.now());
        let wire = Wire::default();
        let (company, mut discord, mut whatsapp) = company::company();
        discord.boosted(BOOSTS);
        // As quick as a phone nearby.
        whatsapp.rules.transit = Duration::from_millis(300);
        whatsapp.rules.delivery = Duration::from_millis(600);
        // Meta takes minutes; nobody who has just started the bot again waits so long.
        whatsapp.rules.webhook_retry = Some(Duration::from_secs(1));
        let (whatsapp_token, app_secret) = (whatsapp.token.clone(), whatsapp.app_secret.clone());
        let discord = Discord::start(clock.clone(), wire.clone(), discord).await?;
        Ok(Self {
            stickers: stickers::all(&discord),
            discord,
            whatsapp: Whatsapp::start(clock.clone(), wire.clone(), whatsapp).await?,
            wire,
            company,
            clock,
            whatsapp_token,
            app_secret,
            weather: Mutex::default(),
            bot: Mutex::default(),
            address: free_address()?,
            life: watch::Sender::new(Life::Stopped),
            kills: watch::Sender::default(),
            is_set_up: AtomicBool::new(false),
            dir: tempfile::tempdir().context("no directory for the database")?,
        })
    }

    /// Starts the bot, unless it runs; the first time its desk is set up as well. Ends once it
    /// works, or was killed meanwhile.
    ///
    /// # Errors
    /// If an address is not on this machine ([`outgoing::Outgoing`]), or the bot does not start.
    pub async fn start_bot(&self) -> Result<()> {
        let mut slot = self.bot.lock().await;
        if slot.is_some() {
            return Ok(());
        }
        // Before anybody can see that it starts: a kill right then counts.
        let mut killed = self.kills.subscribe();
        self.life.send_replace(Life::Starting);
        let started = self.start(&mut killed).await;
        let (life, result) = match started {
            Ok(Some(bot)) => {
                *slot = Some(bot);
                (Life::Running, Ok(()))
            }
            Ok(None) => (Life::Stopped, Ok(())),
            Err(error) => (Life::Failed(format!("{error:#}")), Err(error)),
        };
        self.life.send_replace(life);
        result
    }

    async fn start(&self, killed: &mut watch::Receiver<u64>) -> Result<Option<Bot>> {
        let config = self.config()?;
        outgoing::only_this_machine(&config)?;
        let clock = Arc::new(SharedClock(self.clock.clone()));
        let bot = Bot::start(config, clock)
            .await
            .map_err(|error| anyhow!("{error}"))
            .context("a Conecta não começou")?;
        tokio::select! {
            () = bot.app.ready() => {}
            why = bot.app.rejected() => bail!("o Discord recusa o bot: {why:?}"),
            _ = killed.changed() => {
                bot.kill().await;
                return Ok(None);
            }
        }
        if !self.is_set_up.load(Ordering::SeqCst) {
            setup::set_up(bot.app.desk(), &self.company).await?;
            self.is_set_up.store(true, Ordering::SeqCst);
        }
        let webhook = format!("http://{}/webhook/whatsapp", bot.app.webhook_addr());
        self.whatsapp.verify_webhook(&webhook, VERIFY).await?;
        self.whatsapp.set_webhook(webhook);
        // What came while nobody listened does not wait for Meta's next try.
        self.whatsapp.retry_webhooks_now();
        Ok(Some(bot))
    }

    fn config(&self) -> Result<Config> {
        let address = self.address;
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
            webhook_bind: Some(address.to_string()),
            public_url: Some(format!("http://{address}")),
            metrics_bind: Some("127.0.0.1:0".to_owned()),
            ..Settings::default()
        };
        settings
            .check()
            .map_err(|error| anyhow!("{error:?}"))
            .context("the demo's own settings")
    }

    /// How the bot is, and every change of it.
    pub fn life(&self) -> watch::Receiver<Life> {
        self.life.subscribe()
    }

    /// Where the bot listens, if it runs.
    pub async fn addresses(&self) -> Option<Addresses> {
        let bot = self.bot.lock().await;
        bot.as_ref().map(|bot| Addresses {
            webhook: bot.app.webhook_addr(),
            metrics: bot.app.metrics_addr(),
        })
    }

    /// Ends the bot wherever it is: its runtime is dropped, and no code of it runs any more. What
    /// it keeps is the database.
    pub async fn kill_bot(&self) {
        // A start that is under way holds the slot until it hears of this.
        self.kills.send_modify(|count| *count += 1);
        if let Some(bot) = self.bot.lock().await.take() {
            bot.kill().await;
        }
        self.life.send_replace(Life::Stopped);
    }

    /// Stops the bot in order.
    pub async fn stop_bot(&self) {
        if let Some(bot) = self.bot.lock().await.take() {
            bot.stop().await;
        }
        self.life.send_replace(Life::Stopped);
    }
}
