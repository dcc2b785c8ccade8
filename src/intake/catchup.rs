//! Gaps in what the gateway told: after a connection that could not be resumed, threads are read
//! from where we last were.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serenity::all::{ChannelId, GuildId, MessageId, UserId};

use super::gateway::written;
use crate::clock::SharedClock;
use crate::desk::{Desk, DeskError};
use crate::discord::error::{DiscordError, Retry, What};
use crate::discord::sender::{PAGE, Sender};
use crate::domain::ids::{PlaceId, PostId, RoleId};
use crate::store::threads::{self, Followed};

/// Reads what was missed.
#[derive(Clone)]
pub struct CatchUp {
    desk: Desk,
    discord: Sender,
    clock: SharedClock,
    guild: GuildId,
}

/// Why a thread could not be caught up.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Discord could not be read.
    #[error(transparent)]
    Discord(#[from] DiscordError),
    /// The store failed.
    #[error(transparent)]
    Desk(#[from] DeskError),
}

/// How long to wait before Discord is asked again.
const AGAIN: chrono::TimeDelta = chrono::TimeDelta::seconds(5);

/// The same where somebody must mend something first: too many refusals would make Discord shut us
/// out altogether.
const ONCE_MENDED: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

impl CatchUp {
    /// Reads the threads of this guild.
    pub fn new(desk: Desk, discord: Sender, clock: SharedClock, guild: GuildId) -> Self {
        Self {
            desk,
            discord,
            clock,
            guild,
        }
    }

    /// The guild, as the place of what concerns all of it.
    pub fn guild(&self) -> PlaceId {
        PlaceId(self.guild.get())
    }

    /// Which threads are behind what stands in Discord. Asks until Discord answers: nothing is
    /// worked in before this is known.
    pub async fn plan(&self) -> Vec<PlaceId> {
        loop {
            match self.behind().await {
                Ok(behind) => return behind,
                Err(error) => {
                    tracing::warn!(%error, "what was missed in the threads is not known yet");
                    self.clock.sleep_until(self.clock.now() + AGAIN).await;
                }
            }
        }
    }

    async fn behind(&self) -> Result<Vec<PlaceId>, Trouble> {
        if !self.desk.has_threads().await? {
            return Ok(Vec::new());
        }
        let active = self.discord.active_threads(self.guild).await?;
        let newest: HashMap<ChannelId, Option<MessageId>> = active
            .into_iter()
            .map(|thread| (thread.id, thread.last_message_id))
            .collect();
        let places: Vec<PlaceId> = newest.keys().map(|id| PlaceId(id.get())).collect();
        let followed = self.desk.threads(&places).await?;
        self.desk
            .gap(followed.iter().map(|thread| thread.conversation).collect())
            .await?;
        let mut behind = Vec::new();
        for thread in followed {
            let last = match newest.get(&ChannelId::new(thread.thread.0)) {
                Some(last) => *last,
                None => match self.archived(&thread).await {
                    Ok(Some(last)) => last,
                    Ok(None) => continue,
                    // It is read as soon as somebody has mended that; the others do not wait for it.
                    Err(Trouble::Discord(error)) if error.retry() != Retry::Free => {
                        tracing::warn!(%error, thread = thread.thread.0, "a thread cannot be read");
                        behind.push(thread.thread);
                        continue;
                    }
                    Err(error) => return Err(error),
                },
            };
            if is_behind(&thread, last) {
                behind.push(thread.thread);
            }
        }
        Ok(behind)
    }

    /// The newest message of a thread that is not active; `None` if the thread is gone, which is
    /// mended.
    async fn archived(&self, thread: &Followed) -> Result<Option<Option<MessageId>>, Trouble> {
        match self.discord.channel(ChannelId::new(thread.thread.0)).await {
            Ok(channel) => Ok(Some(channel.last_message_id)),
            Err(DiscordError::Gone {
                what: What::Channel,
            }) => {
                self.desk.place_gone(thread.thread).await?;
                Ok(None)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Reads one thread from where we last were, message by message.
    pub async fn read(&self, place: PlaceId) {
        while let Err(error) = self.try_read(place).await {
            if let Trouble::Discord(DiscordError::Gone { .. }) = &error {
                if let Err(error) = self.desk.place_gone(place).await {
                    tracing::error!(%error, thread = place.0, "a lost thread is stuck");
                }
                return;
            }
            tracing::warn!(%error, thread = place.0, "a thread could not be caught up yet");
            let wait = match &error {
                Trouble::Discord(error) if error.retry() != Retry::Free => ONCE_MENDED,
                _ => AGAIN,
            };
            self.clock.sleep_until(self.clock.now() + wait).await;
        }
    }

    async fn try_read(&self, place: PlaceId) -> Result<(), Trouble> {
        let mut roles: HashMap<UserId, Vec<RoleId>> = HashMap::new();
        loop {
            let followed = {
                let mut db = self.desk.store().read().await.map_err(DeskError::from)?;
                threads::followed_by_thread(&mut db, place)
                    .await
                    .map_err(DeskError::from)?
            };
            let Some(followed) = followed else {
                return Ok(());
            };
            // A thread's id is that of its card, which is older than every line in it.
            let after = followed.seen_until.unwrap_or(PostId(place.0));
            let page = self
                .discord
                .messages_after(ChannelId::new(place.0), MessageId::new(after.0), PAGE)
                .await?;
            for message in &page {
                if written(message, &[]).is_none() {
                    continue;
                }
                let author = message.author.id;
                let roles = match roles.entry(author) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => unknown.insert(self.roles(author).await?),
                };
                if let Some(written) = written(message, roles) {
                    self.desk.wrote(written).await?;
                }
            }
            if let Some(last) = page.last() {
                let last = PostId(last.id.get());
                self.desk.read_until(followed.conversation, last).await?;
            }
            if page.len() < PAGE {
                return Ok(());
            }
        }
    }

    async fn roles(&self, user: UserId) -> Result<Vec<RoleId>, Trouble> {
        match self.discord.member(self.guild, user).await {
            Ok(member) => Ok(member.roles.iter().map(|role| RoleId(role.get())).collect()),
            // Whoever has left has no roles any more.
            Err(DiscordError::Gone { .. }) => Ok(Vec::new()),
            Err(error) => Err(error.into()),
        }
    }
}

fn is_behind(thread: &Followed, last: Option<MessageId>) -> bool {
    let seen = thread.seen_until.map_or(0, |seen| seen.0);
    last.is_some_and(|last| last.get() > seen)
}
