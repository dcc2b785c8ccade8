//! Builds the rooms, starts them, stops them.

mod installation;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use secrecy::ExposeSecret;
use serenity::all::{GuildId, HttpBuilder};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::channels::whatsapp::{BadEndpoint, Endpoint, WhatsApp};
use crate::channels::{Channel, http_client};
use crate::clock::SharedClock;
use crate::commands::Data;
use crate::config::Config;
use crate::courier::{Courier, Facts};
use crate::desk::links::Links;
use crate::desk::prices::Company;
use crate::desk::work::Hands;
use crate::desk::{Desk, DeskError};
use crate::discord::error::DiscordError;
use crate::discord::sender::{BadToken, Sender};
use crate::domain::stops::StopLists;
use crate::intake::catchup::CatchUp;
use crate::intake::connection::{Connection, Rejected, work_in};
use crate::intake::files::{self, Files};
use crate::intake::identify::Identifications;
use crate::intake::queues::Queues;
use crate::intake::webhook::Webhooks;
use crate::intake::{http, metrics};
use crate::platform::Platforms;
use crate::store::{OpenError, Store, StoreError};
use crate::underway::Underway;
use crate::vault::Vault;
use crate::words;
use installation::{installation_id, link_secret, who_am_i};

/// Why the program could not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database could not be opened.
    #[error(transparent)]
    Database(#[from] OpenError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The desk failed.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The folder of files can be neither used nor made.
    #[error("{} cannot hold files: {source}", folder.display())]
    Files {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// An address to listen on is taken or not ours.
    #[error("cannot listen on {address} ({name}): {source}")]
    Bind {
        /// The setting that says so.
        name: &'static str,
        /// The address.
        address: SocketAddr,
        /// Why.
        source: std::io::Error,
    },
    /// The token has characters that no token has, or Discord refuses it.
    #[error("Discord refuses the bot's token")]
    DiscordToken,
    /// Discord does not answer, and nothing is known from before.
    #[error("Discord does not answer at {address}: {source}")]
    Discord {
        /// Where it was looked for.
        address: String,
        /// Why.
        source: DiscordError,
    },
    /// The Graph API's address is not acceptable.
    #[error("the address of the Graph API is not acceptable: {0}")]
    Graph(BadEndpoint),
    /// The HTTP client could not be built.
    #[error("no HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

impl From<BadToken> for StartError {
    fn from(_: BadToken) -> Self {
        Self::DiscordToken
    }
}

/// What is under way at a moment, for whoever waits until nothing is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Activity {
    /// Pieces of work that have begun and not ended.
    pub pieces: usize,
    /// Units of work that wait for the writer or are in it.
    pub units: usize,
    /// Readers of the database that are in use.
    pub reads: usize,
    /// Files that wait for the disk, each within a piece.
    pub disk: usize,
    /// Requests to Discord that wait for their turn, each within a piece.
    pub waiting: usize,
    /// Requests to Discord that have left, each within a piece.
    pub to_discord: usize,
    /// Requests to WhatsApp that have left, each within a piece.
    pub to_whatsapp: usize,
    /// The gateway was asked for a sign of life, which somebody waits for.
    pub asking: bool,
}

/// The running program.
pub struct App {
    desk: Desk,
    store: Store,
    vault: Vault,
    discord: Sender,
    whatsapp: Arc<WhatsApp>,
    underway: Underway,
    webhook: SocketAddr,
    metrics: SocketAddr,
    ready: watch::Receiver<bool>,
    rejected: watch::Receiver<Option<Rejected>>,
    tasks: TaskTracker,
    stop: CancellationToken,
    /// Puts back what did not leave, after everything else has ended.
    last: TaskTracker,
    end: CancellationToken,
}

/// How long each part of a stop may take, by the machine's clock. What has not ended by then is
/// dropped, and found again at the next start.
const PATIENCE: Duration = Duration::from_secs(10);

impl App {
    /// Starts everything. Returns once webhooks are taken; Discord may still be connecting.
    ///
    /// # Errors
    /// What keeps it from starting; nothing is left running.
    pub async fn start(config: Config, clock: SharedClock) -> Result<Self, StartError> {
        let store = Store::open(&config.database_url).await?;
        // Only whoever has the database may tidy up its files.
        let vault = Vault::open(&config.files_dir).await;
        let vault = vault.map_err(|source| StartError::Files {
            folder: config.files_dir.clone(),
            source,
        })?;
        let (webhook, webhook_addr) = listen("WEBHOOK_BIND", config.webhook_bind).await?;
        let (scrape, metrics_addr) = listen("METRICS_BIND", config.metrics_bind).await?;
        let underway = Underway::default();
        let tasks = TaskTracker::new();
        let stop = CancellationToken::new();
        let (last, end) = (TaskTracker::new(), CancellationToken::new());

        let discord = Sender::new(
            http_client(&config.discord_api_base)?,
            &config.discord_api_base,
            &config.discord_token,
            Arc::clone(&clock),
        )?;
        let me = who_am_i(&discord, &config, &store, &clock).await?;
        let installation = installation_id(&store, &clock).await?;
        let whatsapp = Arc::new(WhatsApp::new(
            http_client(&config.graph_api_base)?,
            Endpoint::new(config.graph_api_base.clone(), &config.graph_api_version)
                .map_err(StartError::Graph)?,
            config.whatsapp_token.clone(),
            config.whatsapp_app_secret.clone(),
            Arc::clone(&clock),
        ));
        let channel: Arc<dyn Channel> = Arc::clone(&whatsapp) as _;

        let secret = link_secret(&store, &clock).await?;
        let links = Links::new(secret, config.public_url.clone());
        let (hands, handed) = Hands::new(underway.clone());
        let desk = Desk::new(
            store.clone(),
            Arc::clone(&clock),
            hands,
            underway.clone(),
            StopLists::default(),
            channel.abilities(),
            "BR",
        )
        .of(Company {
            time_zone: config.time_zone,
            links: config.public_url.is_some(),
            unnamed_file: words::say(config.locale, "unnamed-file", &words::Args::new()),
            ..Company::default()
        });
        desk.read_kept().await?;
        let guild = GuildId::new(config.guild.0);
        let facts = Facts {
            desk: desk.clone(),
            clock: Arc::clone(&clock),
            channel: Arc::clone(&channel),
            vault: vault.clone(),
            links: links.clone(),
            accounts: config.whatsapp_business_account_ids.clone(),
            discord: discord.clone(),
            guild,
            me,
            installation,
            began: clock.now(),
            locale: config.locale,
            zone: config.time_zone,
            underway: underway.clone(),
        };
        // Before anything new is under way that looks like what the last process left, and before
        // anything can leave: what waits may have been edited or deleted meanwhile.
        desk.recover().await?;
        Courier::new(facts.clone(), tasks.clone(), stop.clone()).start(handed, &last, end.clone());

        let webhooks = Arc::new(Webhooks::new(desk.clone(), channel));
        let router = http::router(
            webhooks,
            config.whatsapp_verify_token.clone(),
            Arc::clone(&clock),
        );
        let files = files::router(Files {
            desk: desk.clone(),
            vault: vault.clone(),
            links,
            clock: Arc::clone(&clock),
            locale: config.locale,
        });
        serve(&tasks, &stop, webhook, router.merge(files));
        let measured = metrics::router(desk.clone(), underway.clone());
        serve(&tasks, &stop, scrape, measured);

        let platform = Platforms::new(facts.clone(), Arc::clone(&whatsapp), &config);
        let data = Data::new(
            desk.clone(),
            discord.clone(),
            Arc::new(platform),
            guild,
            config.locale,
            underway.clone(),
        );
        let interactions = http_client(&config.discord_api_base)?;
        let (ready, rejected) = connect(&config, interactions, &facts, data, &tasks, &stop);
        Ok(Self {
            desk,
            store,
            vault,
            discord,
            whatsapp,
            underway,
            webhook: webhook_addr,
            metrics: metrics_addr,
            ready,
            rejected,
            tasks,
            stop,
            last,
            end,
        })
    }

    /// Where webhooks are taken.
    pub fn webhook_addr(&self) -> SocketAddr {
        self.webhook
    }

    /// Where metrics are served.
    pub fn metrics_addr(&self) -> SocketAddr {
        self.metrics
    }

    /// The use-cases.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// How many commits there were.
    pub fn commits(&self) -> u64 {
        self.store.commits()
    }

    /// Ends once Discord is connected and nothing that happened there is missing.
    pub async fn ready(&self) {
        let mut ready = self.ready.clone();
        if ready.wait_for(|ready| *ready).await.is_err() {
            // The connection ended for good, which [`App::rejected`] tells.
            std::future::pending::<()>().await;
        }
    }

    /// Ends if Discord will not have us.
    pub async fn rejected(&self) -> Rejected {
        let mut rejected = self.rejected.clone();
        loop {
            if let Some(why) = *rejected.borrow_and_update() {
                return why;
            }
            if rejected.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    }

    /// What is under way at this moment.
    pub fn activity(&self) -> Activity {
        Activity {
            pieces: self.underway.count(),
            units: self.store.pending(),
            reads: self.store.reading(),
            disk: self.vault.waiting(),
            waiting: self.discord.waiting(),
            to_discord: self.discord.in_flight(),
            to_whatsapp: self.whatsapp.in_flight(),
            asking: self.desk.sight().is_asking(),
        }
    }

    /// Ends once nothing is under way.
    pub async fn idle(&self) {
        self.underway.idle().await;
    }

    /// Takes nothing new, finishes what is under way, closes the database. What takes too long,
    /// because it waits for a platform, say, is left to the next start.
    pub async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        let done = async {
            self.tasks.wait().await;
            // Whoever pressed a button just before gets their answer.
            self.underway.idle().await;
        };
        if timeout(PATIENCE, done).await.is_err() {
            let left = self.tasks.len();
            tracing::warn!(left, "some work could not be finished in time");
        }
        self.end.cancel();
        self.last.close();
        let ended = async {
            self.last.wait().await;
            self.store.close().await;
        };
        if timeout(PATIENCE, ended).await.is_err() {
            tracing::warn!("the database could not be closed in time");
        }
    }
}

/// Listens there; says where that is, if any port would do.
async fn listen(
    name: &'static str,
    address: SocketAddr,
) -> Result<(TcpListener, SocketAddr), StartError> {
    let refused = |source| StartError::Bind {
        name,
        address,
        source,
    };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, bound))
}

fn serve(
    tasks: &TaskTracker,
    stop: &CancellationToken,
    listener: TcpListener,
    router: axum::Router,
) {
    let stop = stop.clone();
    tasks.spawn(async move {
        let served = axum::serve(listener, router)
            .with_graceful_shutdown(stop.cancelled_owned())
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "a server ended");
        }
    });
}

type Watched = (watch::Receiver<bool>, watch::Receiver<Option<Rejected>>);

fn connect(
    config: &Config,
    interactions: reqwest::Client,
    facts: &Facts,
    data: Data,
    tasks: &TaskTracker,
    stop: &CancellationToken,
) -> Watched {
    let Facts {
        desk,
        clock,
        discord,
        guild,
        underway,
        began,
        ..
    } = facts;
    let catch_up = CatchUp::new(
        desk.clone(),
        discord.clone(),
        Arc::clone(clock),
        *guild,
        *began,
    );
    let queues = Queues::new(
        {
            let (desk, catch_up, clock) = (desk.clone(), catch_up.clone(), Arc::clone(clock));
            Box::new(move |place, seen| {
                let (desk, catch_up, clock) = (desk.clone(), catch_up.clone(), Arc::clone(&clock));
                Box::pin(async move { work_in(&desk, &catch_up, &clock, place, seen).await })
            })
        },
        underway.clone(),
        tasks.clone(),
    );
    let (token, base) = (
        config.discord_token.clone(),
        config.discord_api_base.clone(),
    );
    let overridden = config.discord_overridden;
    let (ready, is_ready) = watch::channel(false);
    let (reject, rejected) = watch::channel(None);
    let connection = Connection {
        http: Box::new(move || {
            // serenity's own limiter ignores another address and Discord's buckets; answers to
            // interactions, which are all that goes this way, are exempt from limits.
            let http = HttpBuilder::new(token.expose_secret())
                .client(interactions.clone())
                .ratelimiter_disabled(true);
            if overridden {
                http.proxy(base.as_str().trim_end_matches('/')).build()
            } else {
                http.build()
            }
        }),
        guild: *guild,
        clock: Arc::clone(clock),
        queues,
        catch_up,
        sight: desk.sight().clone(),
        underway: underway.clone(),
        identifications: Identifications::new(Arc::clone(clock)),
        ready,
        stop: stop.clone(),
    };
    tasks.spawn(async move {
        let ended = connection
            .run(move || crate::commands::framework(data.clone()))
            .await;
        if let Err(why) = ended {
            tracing::error!(%why, "Discord will not have us");
            reject.send_replace(Some(why));
        }
    });
    (is_ready, rejected)
}
