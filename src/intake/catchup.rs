//! Gaps in what the gateway told: after a connection that could not be resumed, threads are read
//! from where we last were.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use serenity::all::{ChannelId, GuildId, MessageId, UserId};

use super::gateway::written;
use crate::clock::{SharedClock, Timestamp};
use crate::desk::{Desk, DeskError};
use crate::discord::error::{DiscordError, Retry};
use crate::discord::limiter::Priority;
use crate::discord::marks::{older, says_it_left};
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
    began: Timestamp,
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

impl Trouble {
    /// Whether it is the trouble of this thread alone, which somebody must mend.
    fn is_its_own(&self) -> bool {
        match self {
            Self::Discord(error) => error.retry() != Retry::Free,
            Self::Desk(error) => !error.is_passing(),
        }
    }
}

/// How long to wait before Discord is asked again.
const AGAIN: chrono::TimeDelta = chrono::TimeDelta::seconds(5);

/// The same where somebody must mend something first: too many refusals would make Discord shut us
/// out altogether.
const ONCE_MENDED: chrono::TimeDelta = chrono::TimeDelta::minutes(5);

/// Lines that left longer ago are not looked over: who still edits them?
const LOOK_BACK: chrono::TimeDelta = chrono::TimeDelta::hours(24);

/// So many lines are looked over after a gap, the newest…
const LINES: u32 = 500;

/// …in so many threads, since each costs a request.
const THREADS: usize = 50;

/// How often a thread is asked for that cannot be looked over.
const TRIES: usize = 3;

impl CatchUp {
    /// Reads the threads of this guild for a process that began then.
    pub fn new(
        desk: Desk,
        discord: Sender,
        clock: SharedClock,
        guild: GuildId,
        began: Timestamp,
    ) -> Self {
        Self {
            desk,
            discord,
            clock,
            guild,
            began,
        }
    }

    /// The guild, as the place of what concerns all of it.
    pub fn guild(&self) -> PlaceId {
        PlaceId(self.guild.get())
    }

    /// Which threads are behind what stands in Discord, or may be, and how urgent it is to read each.
    /// Asks until Discord answers: nothing is worked in before this is known.
    pub async fn plan(&self) -> Vec<(PlaceId, Priority)> {
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

    async fn behind(&self) -> Result<Vec<(PlaceId, Priority)>, Trouble> {
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
        let behind = followed.into_iter().filter_map(|thread| {
            let priority = match newest.get(&ChannelId::new(thread.thread.0)) {
                Some(last) => is_behind(&thread, *last).then_some(Priority::Post)?,
                // Discord lists no archived thread. Each must be asked for by itself, and there may
                // be hundreds, so that nothing else waits for them.
                None => Priority::Card,
            };
            Some((thread.thread, priority))
        });
        Ok(behind.collect())
    }

    /// We see more than before: what could not be written there is not left waiting for its next try.
    pub async fn write_again(&self) {
        if let Err(error) = self.desk.lines_may_stand().await {
            tracing::error!(%error, "what waits for the threads is tried again later");
        }
    }

    /// Reads one thread from where we last were, message by message.
    pub async fn read(&self, place: PlaceId, priority: Priority) {
        while let Err(error) = self.try_read(place, priority).await {
            if let Trouble::Discord(DiscordError::Gone { .. }) = &error {
                if let Err(error) = self.desk.place_gone(place).await {
                    tracing::error!(%error, thread = place.0, "a lost thread is stuck");
                }
                return;
            }
            tracing::warn!(%error, thread = place.0, "a thread could not be caught up yet");
            let wait = if error.is_its_own() {
                ONCE_MENDED
            } else {
                AGAIN
            };
            self.clock.sleep_until(self.clock.now() + wait).await;
        }
    }

    async fn try_read(&self, place: PlaceId, priority: Priority) -> Result<(), Trouble> {
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
                .messages_after(
                    ChannelId::new(place.0),
                    MessageId::new(after.0),
                    PAGE,
                    priority,
                )
                .await?;
            let before = older(&page, self.began);
            for (nth, message) in page.iter().enumerate() {
                if written(message, &[]).is_none() {
                    continue;
                }
                let author = message.author.id;
                let roles = match roles.entry(author) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(unknown) => unknown.insert(self.roles(author).await?),
                };
                if let Some(mut written) = written(message, roles) {
                    let below = page.get(nth + 1..before);
                    written.left = below.is_some_and(|below| says_it_left(message, below));
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

    /// The lines whose messages have left, thread by thread: what was changed or deleted meanwhile is
    /// told by no message behind it.
    pub async fn standing(&self) -> HashMap<PlaceId, Vec<PostId>> {
        let since = PostId::just_before(self.clock.now() - LOOK_BACK);
        let mut threads: HashMap<PlaceId, Vec<PostId>> = HashMap::new();
        match self.desk.standing_lines(since, LINES).await {
            Ok(lines) => {
                for (place, post) in lines {
                    if threads.len() < THREADS || threads.contains_key(&place) {
                        threads.entry(place).or_default().push(post);
                    }
                }
            }
            Err(error) => tracing::error!(%error, "what was changed in the threads is not known"),
        }
        threads
    }

    /// Takes up what was changed of these lines of a thread, and which of them are gone: as far as
    /// one page reaches from the oldest of them.
    pub async fn look_over(&self, place: PlaceId, posts: &[PostId]) {
        for nth in 1..=TRIES {
            match self.try_look_over(place, posts).await {
                Ok(()) | Err(Trouble::Discord(DiscordError::Gone { .. })) => return,
                Err(error) if nth == TRIES => {
                    tracing::warn!(%error, thread = place.0, "what was changed in a thread is not known");
                }
                Err(_) => self.clock.sleep_until(self.clock.now() + AGAIN).await,
            }
        }
    }

    async fn try_look_over(&self, place: PlaceId, posts: &[PostId]) -> Result<(), Trouble> {
        let Some(oldest) = posts.iter().min() else {
            return Ok(());
        };
        let page = self
            .discord
            .messages_after(
                ChannelId::new(place.0),
                MessageId::new(oldest.0 - 1),
                PAGE,
                Priority::Post,
            )
            .await?;
        let whole = page.len() < PAGE;
        let reach = page.last().map_or(0, |last| last.id.get());
        for post in posts.iter().filter(|post| whole || post.0 <= reach) {
            let found = page.iter().find(|message| message.id.get() == post.0);
            match found.map(|found| (found, found.edited_timestamp)) {
                Some((found, Some(at))) => {
                    let (said, carried) = (found.said(), Some(found.carried()));
                    self.desk.edited(place, *post, said, carried, at).await?;
                }
                Some((_, None)) => {}
                // Nobody saw when: at the earliest once it was written.
                None => self.desk.vanished(place, *post, post.made_at()).await?,
            }
        }
        Ok(())
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
