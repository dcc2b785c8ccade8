//! A look-alike of Discord: REST and gateway of API v10.
//!
//! [`Discord::start`] opens a server on loopback; a [`Seed`] says what exists at its beginning.
//! The bot under test talks to [`Discord::api_base`] as it would to `https://discord.com`; people
//! act through [`Discord::person`] and read exactly what they would see.
//!
//! One file per area: the rules of each are in the file named after it, all of them work on the
//! one `World`. A request goes through `server.rs` (orders, token, rate limits, record) and
//! `routes.rs` to its area; what happens there is told to the gateway's sessions by `World::tell`.

mod audit;
mod body;
mod cdn;
mod channels;
mod command_rules;
mod commands;
mod components;
mod errors;
mod faults;
mod gateway;
mod guilds;
mod ids;
mod interactions;
mod limits;
mod mentions;
mod messages;
mod model;
mod orders;
mod people;
pub mod permissions;
mod pins;
mod presence;
mod rates;
mod reactions;
mod render;
mod routes;
mod seed;
mod server;
mod sessions;
mod specs;
mod thread_members;
mod threads;
mod uploads;
mod webhooks;
mod world;

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::wire::Wire;

pub use faults::Fault;
pub use ids::Id;
pub use interactions::{ANSWER_TIME, Cause, TOKEN_LIFE};
pub use limits::CONTENT;
pub use model::StickerFormat;
pub use orders::Activity;
pub use people::*;
pub use rates::Scope;
pub use seed::Seed;
pub use specs::{NewChannel, NewMember, NewRole};
pub use threads::ACTIVE_THREADS;
pub use uploads::file_limit;

use crate::door::{self, Cut, Door};
use world::World;

/// A running look-alike. Cloning gives another handle on the same one; it ends with the last.
#[derive(Debug, Clone)]
pub struct Discord {
    inner: Arc<Inner>,
    _server: Arc<Server>,
}

#[derive(Debug)]
struct Inner {
    world: Mutex<World>,
    /// Tells those who wait that something happened; the number only changes.
    changed: watch::Sender<u64>,
    door: Door,
    address: SocketAddr,
}

impl Inner {
    /// Does something with the world and wakes whoever waits for a change.
    fn with<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        let result = {
            let mut world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut world)
        };
        self.changed.send_modify(|n| *n += 1);
        result
    }

    /// Looks at the world without waking anybody.
    fn look<T>(&self, work: impl FnOnce(&World) -> T) -> T {
        let world = self.world.lock().unwrap_or_else(PoisonError::into_inner);
        work(&world)
    }
}

/// The task that serves; it ends when the last handle goes.
#[derive(Debug)]
struct Server {
    task: JoinHandle<()>,
    door: Door,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
        self.door.cut_all();
    }
}

impl Discord {
    /// Starts a look-alike on a port of the system's choice.
    ///
    /// # Errors
    ///
    /// If no port on loopback can be opened.
    pub async fn start(clock: Clock, wire: Wire, seed: Seed) -> anyhow::Result<Self> {
        let (door, listener) = door::stand().context("no port on loopback can be opened")?;
        let address = listener.address();
        let world = seed.build(clock, wire, format!("http://{address}"));
        let inner = Arc::new(Inner {
            world: Mutex::new(world),
            changed: watch::Sender::new(0),
            door: door.clone(),
            address,
        });
        let service =
            server::router(Arc::clone(&inner)).into_make_service_with_connect_info::<Cut>();
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, service).await {
                tracing::error!(%error, "the look-alike of Discord stopped");
            }
        });
        let server = Arc::new(Server { task, door });
        Ok(Self {
            inner,
            _server: server,
        })
    }

    /// What stands in the place of `https://discord.com`; `/api/v10/…` follows it.
    pub fn api_base(&self) -> String {
        format!("http://{}", self.inner.address)
    }

    /// Where the gateway listens, as `GET /gateway` says.
    pub fn gateway_url(&self) -> String {
        format!("ws://{}", self.inner.address)
    }

    /// The bot's token, without `Bot `.
    pub fn token(&self) -> String {
        self.inner.look(|world| world.bot.token.clone())
    }

    /// The guild that the stories play in.
    pub fn guild_id(&self) -> Id {
        self.inner.look(|world| world.home)
    }

    /// Who owns the guild, and so may do everything.
    pub fn owner_id(&self) -> Id {
        self.inner.look(|world| {
            let guild = world.guilds.get(&world.home);
            guild.map(|g| g.owner_id).unwrap_or_default()
        })
    }

    /// Every person of the guild, other bots included, ours not.
    pub fn people(&self) -> Vec<Person> {
        let bot = self.bot_user_id();
        let ids: Vec<Id> = self.inner.look(|world| {
            let guild = world.guilds.get(&world.home);
            let members = guild.into_iter().flat_map(|g| g.members.keys().copied());
            members.filter(|id| *id != bot).collect()
        });
        ids.into_iter().map(|id| self.person(id)).collect()
    }

    /// The bot's application.
    pub fn application_id(&self) -> Id {
        self.inner.look(|world| world.bot.application_id)
    }

    /// The bot's user.
    pub fn bot_user_id(&self) -> Id {
        self.inner.look(|world| world.bot.user_id)
    }
}
