//! The world of a story: a company on both look-alikes, one stopped clock, and the bot.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use conecta::config::{Config, Settings};
use conecta::domain::ids::{PersonId, PlaceId};
use conecta::domain::rules::Rules;
use conecta::store::{contacts, teams};
use conecta_sandbox::clock::Clock;
use conecta_sandbox::company::{self, Company};
use conecta_sandbox::discord::permissions::bits;
use conecta_sandbox::discord::{self, Discord, Id, NewChannel};
use conecta_sandbox::port::Port;
use conecta_sandbox::wait::{patiently, patiently_or};
use conecta_sandbox::whatsapp::{self, Whatsapp};
use conecta_sandbox::wire::{Entry, Wire};
use tempfile::TempDir;

use super::bot::Bot;
use super::people::{Agent, Customer};
use super::watchdog::Watchdog;
use super::{check, database, setup, time};

/// The word of the webhook's verification.
const VERIFY: &str = "a-word-of-ours";

/// A desk with everything around it.
pub struct Desk {
    pub clock: Clock,
    pub wire: Wire,
    pub discord: Discord,
    pub whatsapp: Whatsapp,
    pub company: Company,
    pub(super) bot: Option<Bot>,
    pub(super) discord_is_up: AtomicBool,
    settings: Settings,
    /// Where the webhook is, if that is known before the bot starts.
    port: Option<Port>,
    /// Holds the bot's files for as long as the desk stands.
    dir: TempDir,
    _watchdog: Watchdog,
}

impl Drop for Desk {
    /// A story in which real Discord would have refused something, or never sent it, is no proof.
    fn drop(&mut self) {
        if !std::thread::panicking() {
            check::assert_kept(&self.wire.after(0));
        }
    }
}

impl Desk {
    /// A company whose desk is set up and running.
    pub async fn open() -> Self {
        Self::with(|_, _| {}).await
    }

    /// The same, which can be reached from outside.
    pub async fn public() -> Self {
        let mut desk = Self::unstarted(|_, _| {}).await;
        desk.is_public();
        desk.starts_again().await;
        desk.sets_up().await;
        desk
    }

    /// A desk that is set up and running after the two seeds were changed.
    pub async fn with(change: impl FnOnce(&mut discord::Seed, &mut whatsapp::Seed)) -> Self {
        let mut desk = Self::unstarted(change).await;
        desk.starts_again().await;
        desk.sets_up().await;
        desk
    }

    /// The company before the bot was ever started.
    pub async fn unstarted(change: impl FnOnce(&mut discord::Seed, &mut whatsapp::Seed)) -> Self {
        let watchdog = Watchdog::start();
        let clock = Clock::stopped(time::monday_morning());
        let wire = Wire::default();
        let (company, mut discord, mut whatsapp) = company::company();
        change(&mut discord, &mut whatsapp);
        let (app_secret, token) = (whatsapp.app_secret.clone(), whatsapp.token.clone());
        let discord = Discord::start(clock.clone(), wire.clone(), discord)
            .await
            .expect("a look-alike of Discord");
        let whatsapp = Whatsapp::start(clock.clone(), wire.clone(), whatsapp)
            .await
            .expect("a look-alike of WhatsApp");
        let dir = tempfile::tempdir().expect("a directory");
        let database = dir.path().join("desk.db");
        std::fs::write(&database, database::made().await).expect("a database");
        let settings = Settings {
            discord_token: Some(discord.token()),
            discord_guild_id: Some(discord.guild_id().to_string()),
            discord_api_base: Some(discord.api_base()),
            whatsapp_token: Some(token),
            whatsapp_app_secret: Some(app_secret),
            whatsapp_verify_token: Some(VERIFY.to_owned()),
            whatsapp_business_account_ids: Some(company.account.clone()),
            graph_api_base: Some(whatsapp.graph_base()),
            database_url: Some(format!("sqlite://{}", database.display())),
            webhook_bind: Some("127.0.0.1:0".to_owned()),
            metrics_bind: Some("127.0.0.1:0".to_owned()),
            ..Settings::default()
        };
        Self {
            clock,
            wire,
            discord,
            whatsapp,
            company,
            bot: None,
            discord_is_up: AtomicBool::new(true),
            settings,
            port: None,
            dir,
            _watchdog: watchdog,
        }
    }

    /// The webhook has an address that is known before the bot starts, as a real one has.
    ///
    /// # Panics
    /// If the machine has no port left.
    pub fn is_public(&mut self) {
        let port = Port::claim().expect("a port");
        let address = port.address().expect("an address").to_string();
        self.settings.public_url = Some(format!("http://{address}"));
        self.settings.webhook_bind = Some(address);
        self.port = Some(port);
    }

    /// At the next start there is no public address any more.
    pub fn is_public_no_more(&mut self) {
        self.settings.public_url = None;
    }

    /// From the next start on the company speaks this language.
    pub fn speaks(&mut self, locale: &str) {
        self.settings.default_locale = Some(locale.to_owned());
    }

    /// The names of what lies in the folder of files.
    pub fn files_on_disk(&self) -> Vec<String> {
        let folder = std::fs::read_dir(self.dir.path().join("desk.files"));
        let names = folder
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name());
        names
            .map(|name| name.to_string_lossy().into_owned())
            .collect()
    }

    /// Everything in the folder of files disappears.
    pub fn loses_its_files(&self) {
        let folder = self.dir.path().join("desk.files");
        for name in self.files_on_disk() {
            std::fs::remove_file(folder.join(name)).expect("removed");
        }
    }

    /// The disk takes no files until what is returned says otherwise.
    pub fn takes_the_folder_away(&self) -> TakenAway {
        let place = self.dir.path().join("desk.files");
        let kept = self.dir.path().join("taken.away");
        std::fs::rename(&place, &kept).expect("moved");
        TakenAway { place, kept }
    }

    /// Teams, numbers and contacts are as the owner would set them up.
    pub async fn sets_up(&self) {
        let done = setup::set_up(self.bot().app.desk(), &self.company).await;
        done.expect("the company is set up");
        self.settle().await;
    }

    /// The settings of the bot, checked.
    pub fn config(&self) -> Config {
        self.settings.check().expect("complete settings")
    }

    /// The bot.
    ///
    /// # Panics
    /// If it is not running.
    pub fn bot(&self) -> &Bot {
        self.bot.as_ref().expect("the bot runs")
    }

    /// Ends the bot wherever it is.
    pub async fn kill(&mut self) {
        self.bot.take().expect("the bot runs").kill().await;
    }

    /// Stops the bot in order.
    pub async fn stop(&mut self) {
        self.bot.take().expect("the bot runs").stop().await;
    }

    /// Where the database lies, or what has its name and this ending.
    pub(super) fn database(&self, ending: &str) -> PathBuf {
        self.dir.path().join(format!("desk.db{ending}"))
    }

    /// Starts the bot, tells WhatsApp where it listens, and lets everything come to rest.
    pub async fn starts_again(&mut self) {
        self.starts().await;
        self.settle().await;
    }

    /// Starts the bot without waiting for rest.
    pub async fn starts(&mut self) {
        assert!(self.bot.is_none(), "the bot runs already");
        let starting = async {
            let bot = Bot::start(self.config(), time::shared(&self.clock)).await;
            let bot = bot.expect("the bot starts");
            bot.app.ready().await;
            bot
        };
        let bot = patiently_or(starting, || format!("the bot's start; {}", self.state())).await;
        let webhook = format!("http://{}/webhook/whatsapp", bot.app.webhook_addr());
        self.whatsapp.set_webhook(webhook);
        self.whatsapp.retry_webhooks_now();
        self.bot = Some(bot);
    }

    /// The gateway's connection stays open and nothing comes on it any more.
    pub fn the_gateway_falls_silent(&self) {
        self.discord_is_up.store(false, Ordering::SeqCst);
        self.discord.gateway_zombie();
    }

    /// The gateway drops us as `how` says and lets nobody in, while the rest of Discord works on.
    pub fn the_gateway_locks_us_out(&self, how: impl FnOnce(&Discord)) {
        self.discord_is_up.store(false, Ordering::SeqCst);
        self.discord.gateway_refuses(true);
        how(&self.discord);
    }

    /// The gateway lets us in again, and the bot has found that out.
    pub async fn the_gateway_opens(&self) {
        self.discord.gateway_refuses(false);
        self.comes_to_itself().await;
    }

    /// Discord refuses every connection.
    pub fn discord_goes_down(&self) {
        self.discord_is_up.store(false, Ordering::SeqCst);
        self.discord.goes_down();
    }

    /// Discord is back, and the bot has found that out.
    pub async fn discord_comes_back(&self) {
        self.discord.comes_back();
        self.comes_to_itself().await;
    }

    /// The bot finds its way back to Discord, which takes it some seconds of anybody's time.
    pub async fn comes_to_itself(&self) {
        let back = async {
            let mut before = None;
            while self.discord.activity().connected == 0 {
                // Only while it sleeps, or a slow machine would take hours of the desk's time.
                let pulse = self.bot().pulse();
                if pulse.is_some() && pulse == before {
                    self.clock.advance(Duration::from_millis(100));
                }
                before = pulse;
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        patiently("the bot connects again", back).await;
        self.discord_is_up.store(true, Ordering::SeqCst);
        self.settle().await;
    }

    /// A further channel that is private to a team and its supervisors, who write in its threads.
    pub fn makes_channel_for(&self, team: &str, name: &str) -> Id {
        let allow = bits::VIEW_CHANNEL | bits::SEND_MESSAGES_IN_THREADS;
        let channel = NewChannel::text(name).private();
        let (agents, supervisors) = (self.company.team(team).role, self.company.supervisor_role);
        let channel = channel.role(agents, allow, bits::SEND_MESSAGES).role(
            supervisors,
            allow,
            bits::SEND_MESSAGES,
        );
        self.discord.adds_channel(&channel)
    }

    /// Somebody who works at the company, or its owner (*Dona*).
    pub fn agent(&self, name: &str) -> Agent<'_> {
        let id = match name {
            "Dona" => self.company.owner,
            name => self.company.person(name),
        };
        Agent::new(self, self.discord.person(id))
    }

    /// Somebody with a phone, by the beginning of the name.
    pub fn customer(&self, name: &str) -> Customer<'_> {
        let mut cards = self.company.customers.iter();
        let card = cards.find(|card| card.name.starts_with(name));
        let card = card.unwrap_or_else(|| panic!("there is no customer {name}"));
        Customer::new(self, self.whatsapp.customer(&card.name))
    }

    /// The customer has written and the agent has taken the conversation: the window is open.
    pub async fn talk<'a>(&'a self, agent: &str, contact: &str) -> (Agent<'a>, Customer<'a>) {
        let customer = self.customer(contact);
        customer.answers("Oi").await;
        let agent = self.agent(agent).with(contact);
        agent.takes().await;
        (agent, customer)
    }

    /// They talked, and then the window closed.
    pub async fn silence<'a>(&'a self, agent: &str, contact: &str) -> (Agent<'a>, Customer<'a>) {
        let (agent, customer) = self.talk(agent, contact).await;
        agent.sends("Bom dia!").await;
        self.hours_pass(25).await;
        (agent, customer)
    }

    /// A contact is blocked, by the beginning of the name.
    pub async fn blocks(&self, name: &str) {
        let store = self.bot().app.desk().store().clone();
        let found = self.bot().app.desk().search_contacts(name, PersonId(0), 1);
        let contact = found.await.expect("searched").remove(0).id;
        let now = self.clock.now();
        let blocked = store.write(move |db| {
            Box::pin(async move { contacts::set_blocked(db, contact, Some(now)).await })
        });
        blocked.await.expect("blocked");
    }

    /// A team's rules change.
    pub async fn team_rules(&self, team: &str, change: impl FnOnce(&mut Rules)) {
        let store = self.bot().app.desk().store().clone();
        let place = PlaceId(self.company.team(team).channel.0);
        let mut team = {
            let mut db = store.read().await.expect("a reader");
            let found = teams::by_place(&mut db, place).await;
            found.expect("the store answers").expect("a team")
        };
        change(&mut team.facts.rules);
        let changed = store.write(move |db| {
            Box::pin(async move { teams::update(db, team.id, &team.facts).await })
        });
        changed.await.expect("changed");
    }

    /// The newest thread of a contact, by the beginning of the name, as its owner sees it.
    ///
    /// # Panics
    /// If there is none.
    pub fn thread(&self, contact: &str) -> Id {
        self.threads(contact)
            .pop()
            .unwrap_or_else(|| panic!("there is no thread of {contact}"))
    }

    /// Every thread of a contact, oldest first.
    pub fn threads(&self, contact: &str) -> Vec<Id> {
        let owner = self.discord.person(self.company.owner);
        let mut threads = owner.channels();
        threads.retain(|channel| channel.thread.is_some() && channel.name.starts_with(contact));
        threads.iter().map(|thread| thread.id).collect()
    }

    /// What went over the wire since an entry.
    pub fn wire_after(&self, number: u64) -> Vec<Entry> {
        self.wire.after(number)
    }

    /// Lets so many hours pass, with all that happens in them.
    pub async fn hours_pass(&self, hours: u64) {
        self.pass(Duration::from_secs(hours * 3600)).await;
    }

    /// Lets so many minutes pass, with all that happens in them.
    pub async fn minutes_pass(&self, minutes: u64) {
        self.pass(Duration::from_secs(minutes * 60)).await;
    }

    /// Lets so many seconds pass, with all that happens in them.
    pub async fn seconds_pass(&self, seconds: u64) {
        self.pass(Duration::from_secs(seconds)).await;
    }

    /// Lets time pass: from one moment that somebody waits for to the next, with rest between.
    pub async fn pass(&self, time: Duration) {
        let end = self.clock.now() + TimeDelta::from_std(time).expect("a span of time");
        self.settle().await;
        while self.clock.advance_to_next(end) {
            self.settle().await;
        }
        let rest = (end - self.clock.now()).to_std().unwrap_or_default();
        if !rest.is_zero() {
            self.clock.advance(rest);
            self.settle().await;
        }
    }
}

/// A folder of files that is not where it belongs.
pub struct TakenAway {
    place: PathBuf,
    kept: PathBuf,
}

impl TakenAway {
    /// It is there again.
    pub fn comes_back(self) {
        std::fs::rename(self.kept, self.place).expect("moved back");
    }
}
