//! The connection to Discord's gateway: made, kept, and made again.

use std::sync::Arc;
use std::time::Duration;

use serenity::all::{
    Client, ClientBuilder, Context, EventHandler, Framework, GatewayIntents, GuildId, Http, Ready,
    ResumedEvent, ShardStageUpdateEvent,
};
use serenity::async_trait;
use serenity::gateway::{ConnectionStage, GatewayError};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::catchup::CatchUp;
use super::gateway::{Seen, ask, listen};
use super::identify::Identifications;
use super::metrics;
use super::queues::{Gap, Queues};
use crate::clock::SharedClock;
use crate::desk::sight::{Ask, Sight};
use crate::desk::{Desk, DeskError};
use crate::domain::ids::PlaceId;
use crate::domain::message::Eraser;
use crate::underway::Underway;

/// What we ask of the gateway. Message content is privileged and switched on in Discord's portal.
pub const INTENTS: GatewayIntents = GatewayIntents::GUILDS
    .union(GatewayIntents::GUILD_MESSAGES)
    .union(GatewayIntents::MESSAGE_CONTENT)
    .union(GatewayIntents::GUILD_MESSAGE_REACTIONS);

/// How long to wait before Discord is asked again where its gateway is.
const AGAIN: chrono::TimeDelta = chrono::TimeDelta::seconds(5);

/// How long a goodbye may take, by the machine's clock. Some are never answered.
const GOODBYE: Duration = Duration::from_secs(2);

/// Why the gateway will not have us, however often we ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Rejected {
    /// The token is wrong.
    #[error("Discord refuses the bot's token")]
    Token,
    /// The Message Content intent is not switched on.
    #[error("the Message Content intent is not switched on in Discord's portal")]
    Intents,
}

/// Everything that a connection needs.
pub struct Connection {
    /// Makes serenity's own way to Discord, for interactions; each connection has its own.
    pub http: Box<dyn Fn() -> Http + Send + Sync>,
    /// Our server.
    pub guild: GuildId,
    /// The time.
    pub clock: SharedClock,
    /// The queues of what happens.
    pub queues: Arc<Queues>,
    /// Reads what was missed.
    pub catch_up: CatchUp,
    /// Whether what people do reaches us.
    pub sight: Sight,
    /// Counts what is under way.
    pub underway: Underway,
    /// Counts how often we identified ourselves.
    pub identifications: Identifications,
    /// Set once a connection is ready and nothing is missing.
    pub ready: watch::Sender<bool>,
    /// Ends it.
    pub stop: CancellationToken,
}

impl Connection {
    /// Connects, and again whenever the connection is lost for good, until told to stop.
    ///
    /// # Errors
    /// If Discord will not have us.
    pub async fn run<F, M>(self, framework: M) -> Result<(), Rejected>
    where
        F: Framework + 'static,
        M: Fn() -> F,
    {
        let stop = self.stop.clone();
        let this = Arc::new(self);
        loop {
            let connected = tokio::select! {
                () = stop.cancelled() => return Ok(()),
                connected = this.connect(framework()) => connected,
            };
            let mut client = match connected {
                Ok(client) => client,
                Err(error) => {
                    this.lost(&error)?;
                    this.pause().await;
                    continue;
                }
            };
            tokio::select! {
                () = stop.cancelled() => return Ok(()),
                () = this.identifications.wait() => {}
            }
            let ended = this.session(&mut client).await;
            metrics::connected(false);
            this.sight.closes();
            if let Err(error) = ended {
                this.lost(&error)?;
            }
        }
    }

    /// One client from its beginning to its end, or until told to stop. It makes new sessions by
    /// itself, and would do so every few seconds if it were let.
    async fn session(&self, client: &mut Client) -> serenity::Result<()> {
        let (address, shards) = (
            Arc::clone(&client.ws_url),
            Arc::clone(&client.shard_manager),
        );
        let http = Arc::clone(&client.http);
        let mut held = None;
        self.identifications.made();
        let ended = tokio::select! {
            () = self.stop.cancelled() => None,
            ended = client.start() => Some(ended),
            () = self.identifications.keep(&address, &mut held, &shards, &http) => None,
        };
        // serenity's tasks outlive the client. Without the address they never connect again.
        let held = match held {
            Some(held) => held,
            None => address.lock_owned().await,
        };
        std::mem::forget(held);
        if let Some(ended) = ended {
            return ended;
        }
        let goodbye = tokio::time::timeout(GOODBYE, shards.shutdown_all()).await;
        if goodbye.is_err() {
            tracing::warn!(
                "Discord's gateway took no goodbye; it may tell us of presses for a while"
            );
        }
        Ok(())
    }

    async fn pause(&self) {
        let again = self.clock.sleep_until(self.clock.now() + AGAIN);
        tokio::select! {
            () = self.stop.cancelled() => {}
            () = again => {}
        }
    }

    fn lost(&self, error: &serenity::Error) -> Result<(), Rejected> {
        match error {
            serenity::Error::Gateway(GatewayError::InvalidAuthentication) => Err(Rejected::Token),
            serenity::Error::Gateway(
                GatewayError::DisallowedGatewayIntents | GatewayError::InvalidGatewayIntents,
            ) => Err(Rejected::Intents),
            error => {
                tracing::warn!(%error, "the connection to Discord's gateway was lost");
                Ok(())
            }
        }
    }

    /// What people did until now may be missing: what comes is kept.
    fn misses(&self) -> Gap {
        let gap = self.queues.hold();
        self.sight.closes();
        gap
    }

    /// Has what is missing since then read before anything that was kept is worked in. `ask` is how
    /// the gateway is asked for a sign of life.
    async fn catches_up(&self, gap: Gap, ask: Ask) {
        let behind = self.catch_up.plan().await;
        for (place, posts) in self.catch_up.standing().await {
            self.queues.push(place, Seen::LookOver(posts));
        }
        tracing::info!(
            behind = behind.len(),
            "what was missed in the threads is known"
        );
        if self.queues.go_on(gap, behind) {
            self.sight.opens(ask);
        }
    }

    async fn connect(
        self: &Arc<Self>,
        framework: impl Framework + 'static,
    ) -> serenity::Result<Client> {
        // serenity would fall back to Discord's own address if this failed, even where another one
        // is set.
        let http = (self.http)();
        let gateway = http.get_bot_gateway().await?;
        self.identifications.told(&gateway.session_start_limit);
        let client = ClientBuilder::new_with_http(http, INTENTS)
            .framework(framework)
            .event_handler(Handler(Arc::clone(self)))
            .await?;
        *client.ws_url.lock().await = gateway.url;
        Ok(client)
    }
}

struct Handler(Arc<Connection>);

#[async_trait]
impl EventHandler for Handler {
    async fn shard_stage_update(&self, _context: Context, update: ShardStageUpdateEvent) {
        metrics::connected(update.new == ConnectionStage::Connected);
    }

    /// A new session: what happened since the last one is missing.
    async fn ready(&self, context: Context, ready: Ready) {
        let connection = &self.0;
        connection.identifications.granted();
        let _piece = connection.underway.begin();
        let gap = connection.misses();
        let (shard, guild, me) = (context.shard.clone(), connection.guild, ready.user.id);
        let ask = move || ask(shard.clone(), guild, me);
        let missed = {
            let (connection, ask) = (Arc::clone(connection), ask.clone());
            move || {
                let (piece, gap) = (connection.underway.begin(), connection.misses());
                let (connection, ask) = (Arc::clone(&connection), ask());
                tokio::spawn(async move {
                    connection.catches_up(gap, ask).await;
                    connection.catch_up.write_again().await;
                    drop(piece);
                });
            }
        };
        listen(
            &context.shard,
            guild,
            Arc::clone(&connection.queues),
            connection.sight.clone(),
            missed,
        );
        connection.catches_up(gap, ask()).await;
        tracing::info!("connected to Discord's gateway");
        connection.ready.send_replace(true);
    }

    async fn resume(&self, _context: Context, _event: ResumedEvent) {
        self.0.identifications.granted();
    }
}

/// How often an event is tried that may never work.
const TRIES: u32 = 4;

/// The longest pause between two tries while the store fails.
const LONGEST: u32 = 30;

/// Works in what happened in a place. What comes behind it in that place waits.
pub async fn work_in(
    desk: &Desk,
    catch_up: &CatchUp,
    clock: &SharedClock,
    place: PlaceId,
    seen: Seen,
) {
    for nth in 1_u32.. {
        let Err(error) = try_work_in(desk, catch_up, place, &seen).await else {
            return;
        };
        tracing::error!(%error, place = place.0, nth, "what happened in a thread is stuck");
        // What comes later would move the cursor past it, so nothing passes it while the disk is
        // full, say.
        if nth >= TRIES && !error.is_passing() {
            break;
        }
        let seconds = nth.saturating_mul(nth).min(LONGEST);
        let again = clock.now() + chrono::TimeDelta::seconds(seconds.into());
        clock.sleep_until(again).await;
    }
    ::metrics::counter!("conecta_lost_events_total").increment(1);
}

async fn try_work_in(
    desk: &Desk,
    catch_up: &CatchUp,
    place: PlaceId,
    seen: &Seen,
) -> Result<(), DeskError> {
    match seen.clone() {
        Seen::Wrote(written) => desk.wrote(written).await,
        Seen::Edited {
            post,
            text,
            attachments,
            at,
        } => desk.edited(place, post, text, attachments, at).await,
        Seen::Reacted {
            post,
            by,
            roles,
            emoji,
            removed,
        } => desk.reacted(place, post, (by, roles), emoji, removed).await,
        Seen::ReactionsCleared { post, emoji } => desk.reactions_cleared(place, post, emoji).await,
        Seen::Deleted(post) => desk.vanished(place, post, None).await,
        Seen::DeletedTogether(posts) => desk.deleted(place, posts, Eraser::Somebody).await,
        Seen::Gone => desk.place_gone(place).await,
        Seen::Changed => {
            // What is no team's channel can only be the guild with its roles, or nobody's business.
            let is_guild = place == catch_up.guild();
            if is_guild || desk.team_at(place).await?.is_some() {
                desk.look_around();
                // Whether we still see what people do there is known from the next event on.
                desk.may_be_blind().await?;
            }
            Ok(())
        }
        Seen::CatchUp(priority) => {
            catch_up.read(place, priority).await;
            Ok(())
        }
        Seen::LookOver(posts) => {
            catch_up.look_over(place, &posts).await;
            Ok(())
        }
    }
}
