//! A shell with nothing in its environment but what a test puts there.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use chrono::{DateTime, Utc};
use conecta::clock::{Clock as _, SystemClock};
use conecta::domain::ids::{PlaceId, RoleId};
use conecta::domain::rules::Rules;
use conecta::store::channels::{self, Listed};
use conecta::store::teams::{self, TeamFacts};
use conecta::store::{Store, StoreError};
use conecta_sandbox::clock::Clock;
use conecta_sandbox::company::{self, Company};
use conecta_sandbox::discord::{self, Discord};
use conecta_sandbox::http;
use conecta_sandbox::port::Port;
use conecta_sandbox::whatsapp::{self, Whatsapp};
use conecta_sandbox::wire::Wire;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

/// How long a command may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(180);

/// Somebody at the shell of a company's machine.
pub struct Shell {
    pub dir: TempDir,
    pub wire: Wire,
    pub discord: Discord,
    pub whatsapp: Whatsapp,
    pub company: Company,
    environment: BTreeMap<&'static str, String>,
    /// Where the desk listens.
    _ports: [Port; 2],
}

/// A command that has ended.
#[derive(Debug)]
pub struct Ended {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// A command that runs on.
pub struct Running {
    child: Child,
    out: Lines<BufReader<ChildStdout>>,
}

impl Shell {
    /// At a machine whose clock is right, with all settings in the environment.
    pub async fn new() -> Self {
        Self::with(|_, _| {}).await
    }

    /// The same after the two seeds were changed.
    pub async fn with(change: impl FnOnce(&mut discord::Seed, &mut whatsapp::Seed)) -> Self {
        Self::at(SystemClock.now(), change).await
    }

    /// The same in a world whose clocks say something else than this machine's.
    pub async fn at(
        now: DateTime<Utc>,
        change: impl FnOnce(&mut discord::Seed, &mut whatsapp::Seed),
    ) -> Self {
        let (clock, wire) = (Clock::running(now), Wire::default());
        let (company, mut discord, mut whatsapp) = company::company();
        change(&mut discord, &mut whatsapp);
        let (app_secret, token) = (whatsapp.app_secret.clone(), whatsapp.token.clone());
        let discord = Discord::start(clock.clone(), wire.clone(), discord)
            .await
            .expect("a look-alike of Discord");
        let whatsapp = Whatsapp::start(clock, wire.clone(), whatsapp)
            .await
            .expect("a look-alike of WhatsApp");
        let ports = [(); 2].map(|()| Port::claim().expect("a port"));
        let addresses = ports
            .each_ref()
            .map(|port| port.address().expect("an address"));
        let [webhook, metrics] = addresses.map(|address| address.to_string());
        let public = format!("http://{webhook}");
        whatsapp.set_webhook(format!("{public}/webhook/whatsapp"));
        let environment = BTreeMap::from([
            ("DISCORD_TOKEN", discord.token()),
            ("DISCORD_GUILD_ID", discord.guild_id().to_string()),
            ("DISCORD_API_BASE", discord.api_base()),
            ("WHATSAPP_TOKEN", token),
            ("WHATSAPP_APP_SECRET", app_secret),
            ("WHATSAPP_VERIFY_TOKEN", "a-word-of-ours".to_owned()),
            ("WHATSAPP_BUSINESS_ACCOUNT_IDS", company.account.clone()),
            ("GRAPH_API_BASE", whatsapp.graph_base()),
            ("WEBHOOK_BIND", webhook),
            ("PUBLIC_URL", public),
            ("METRICS_BIND", metrics),
        ]);
        Self {
            dir: tempfile::tempdir().expect("a directory"),
            wire,
            discord,
            whatsapp,
            company,
            environment,
            _ports: ports,
        }
    }

    /// This stands in the environment.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.environment.insert(name, value.into());
    }

    /// This does not.
    pub fn unset(&mut self, name: &'static str) {
        self.environment.remove(name);
    }

    /// What stands there.
    pub fn get(&self, name: &'static str) -> &str {
        &self.environment[name]
    }

    /// What is answered there, with its status.
    pub async fn gets(&self, url: &str) -> (u16, String) {
        let answer = http::get(url).await.expect("an answer");
        (answer.status().as_u16(), answer.text().await.expect("text"))
    }

    /// Where the database is if nothing else is said.
    pub fn database(&self) -> PathBuf {
        self.dir.path().join("conecta.db")
    }

    /// Runs a command to its end.
    pub async fn runs(&self, command: &str) -> Ended {
        let run = self.command(command).output();
        let output = tokio::time::timeout(PATIENCE, run)
            .await
            .unwrap_or_else(|_| panic!("conecta {command} does not end"))
            .expect("it can be run");
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Ended {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// Starts the desk and waits until it says that it is up.
    pub async fn starts(&self) -> Running {
        let mut command = self.command("run");
        let command = command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("started");
        let out = child.stdout.take().expect("it is read");
        let mut running = Running {
            child,
            out: BufReader::new(out).lines(),
        };
        let said = running.says().await;
        assert!(said.contains("no ar"), "{said}");
        running
    }

    fn command(&self, command: &str) -> Command {
        let mut run = Command::new(env!("CARGO_BIN_EXE_conecta"));
        run.arg(command)
            .env_clear()
            .envs(&self.environment)
            .current_dir(self.dir.path())
            .kill_on_drop(true);
        run
    }

    /// The company's desk is set up: every team, both numbers on.
    pub async fn sets_up(&self) {
        let url = format!("sqlite://{}", self.database().display());
        let store = Store::open(&url).await.expect("a database");
        let company = self.company.clone();
        let now = SystemClock.now();
        let written = store.write(move |db| {
            Box::pin(async move {
                let mut first = None;
                for team in &company.teams {
                    let facts = TeamFacts {
                        name: team.name.to_owned(),
                        role: Some(RoleId(team.role.0)),
                        supervisor_role: Some(RoleId(company.supervisor_role.0)),
                        place: Some(PlaceId(team.channel.0)),
                        rules: Rules::default(),
                    };
                    let id = teams::create(db, &facts, now).await?;
                    first.get_or_insert(id);
                }
                for number in &company.numbers {
                    let listed = Listed {
                        phone_number_id: number.id.clone(),
                        waba_id: company.account.clone(),
                        display_phone: number.display.clone(),
                        verified_name: number.verified_name.clone(),
                        quality: Some(number.quality.clone()),
                        status: Some(number.status.clone()),
                    };
                    let id = channels::upsert_from_platform(db, &listed, now).await?;
                    channels::set_enabled(db, id, true).await?;
                    channels::set_default_team(db, id, first).await?;
                }
                Ok::<_, StoreError>(())
            })
        });
        written.await.expect("set up");
        store.close().await;
    }

    /// Changes what the desk has written down.
    pub async fn changes<F>(&self, change: F)
    where
        F: for<'c> FnOnce(
                &'c mut conecta::store::Db,
            ) -> futures::future::BoxFuture<'c, Result<(), StoreError>>
            + Send
            + 'static,
    {
        let url = format!("sqlite://{}", self.database().display());
        let store = Store::open(&url).await.expect("the database");
        store.write(change).await.expect("changed");
        store.close().await;
    }
}

impl Running {
    /// The next line that it says.
    pub async fn says(&mut self) -> String {
        let line = tokio::time::timeout(PATIENCE, self.out.next_line()).await;
        let line = line.expect("in time").expect("text");
        line.unwrap_or_else(|| panic!("it ended without a word"))
    }

    /// Asks it to stop; the code with which it ends.
    pub async fn stops(mut self) -> Option<i32> {
        let id = self.child.id().expect("it runs").to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status().await;
        assert!(asked.expect("kill can be run").success());
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        ended.expect("in time").expect("an end").code()
    }
}

impl Ended {
    /// What was said last on the error output: the log stands before it.
    pub fn last_word(&self) -> &str {
        self.err.lines().last().unwrap_or_default()
    }

    /// Whether a line of the output begins with this sign and holds all of these words.
    pub fn found(&self, sign: char, words: &[&str]) -> bool {
        self.out
            .lines()
            .any(|line| line.starts_with(sign) && words.iter().all(|word| line.contains(word)))
    }
}
