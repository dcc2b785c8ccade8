//! Everything that the look-alike knows, and the channel by which it tells the sessions.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::blob::Blob;
use crate::clock::Clock;
use crate::wire::Wire;

use super::audit::AuditLog;
use super::commands::Command;
use super::errors::ApiError;
use super::faults::Faults;
use super::ids::{Id, Mint};
use super::interactions::InteractionState;
use super::model::{Channel, Guild, Message, User, kinds};
use super::permissions::bits;
use super::rates::Rates;
use super::seed::BotAccount;
use super::sessions::{Gateway, Intent};

#[derive(Debug)]
pub(super) struct World {
    pub(super) clock: Clock,
    pub(super) wire: Wire,
    /// `http://127.0.0.1:…`.
    pub(super) base: String,
    pub(super) mint: Mint,
    pub(super) bot: BotAccount,
    /// The guild that the stories play in; the bot is in others as well.
    pub(super) home: Id,
    pub(super) users: BTreeMap<Id, User>,
    pub(super) guilds: BTreeMap<Id, Guild>,
    pub(super) channels: BTreeMap<Id, Channel>,
    pub(super) messages: BTreeMap<Id, Message>,
    /// Content of attachments, stickers and emojis by their id.
    pub(super) files: HashMap<Id, Blob>,
    /// Signs the addresses of attachments.
    pub(super) secret: u64,
    pub(super) commands: BTreeMap<Id, Command>,
    pub(super) interactions: BTreeMap<Id, InteractionState>,
    /// Nonces by channel, with the message that each made and when.
    pub(super) nonces: HashMap<(Id, String), (Id, DateTime<Utc>)>,
    /// The newest message that a person has read, by person and channel.
    pub(super) read: HashMap<(Id, Id), Id>,
    /// What a person's client shows in a select as chosen, by person, message and custom id, until
    /// the message changes.
    pub(super) chosen: HashMap<(Id, Id, String), Value>,
    pub(super) audit: AuditLog,
    pub(super) gateway: Gateway,
    pub(super) rates: Rates,
    pub(super) faults: Faults,
    /// Requests that arrived and are neither answered nor parked by an order.
    pub(super) under_way: usize,
    /// Requests that an order holds back.
    pub(super) parked: usize,
}

impl World {
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(super) fn new_id(&mut self) -> Id {
        let now = self.clock.now();
        self.mint.next(now)
    }

    /// A guild that the bot is in.
    pub(super) fn guild(&self, id: Id) -> Result<&Guild, ApiError> {
        let guild = self.guilds.get(&id).ok_or_else(ApiError::unknown_guild)?;
        if guild.members.contains_key(&self.bot.user_id) {
            Ok(guild)
        } else {
            Err(ApiError::missing_access())
        }
    }

    /// A channel that the bot can see.
    pub(super) fn seen_channel(&self, id: Id) -> Result<&Channel, ApiError> {
        let channel = self
            .channels
            .get(&id)
            .ok_or_else(ApiError::unknown_channel)?;
        if self.may(self.bot.user_id, id, bits::VIEW_CHANNEL) {
            Ok(channel)
        } else {
            Err(ApiError::missing_access())
        }
    }

    /// A channel that the bot can see and in which it may do `wanted`.
    pub(super) fn channel_for(&self, id: Id, wanted: u64) -> Result<&Channel, ApiError> {
        let channel = self.seen_channel(id)?;
        if self.may(self.bot.user_id, id, wanted) {
            Ok(channel)
        } else {
            Err(ApiError::missing_permissions())
        }
    }

    /// A message of a channel, unless only one person sees it.
    pub(super) fn message_in(&self, channel: Id, id: Id) -> Result<&Message, ApiError> {
        self.messages
            .get(&id)
            .filter(|m| m.channel_id == channel && m.only_for.is_none())
            .ok_or_else(ApiError::unknown_message)
    }

    /// The guild of a channel.
    pub(super) fn guild_of(&self, channel: Id) -> Option<&Guild> {
        let channel = self.channels.get(&channel)?;
        self.guilds.get(&channel.guild_id)
    }

    /// Puts a message in its channel and tells the sessions.
    pub(super) fn place(&mut self, message: Message) {
        let (id, channel_id) = (message.id, message.channel_id);
        // The first line of a thread only shows the message that it was started from.
        let counts = message.only_for.is_none() && message.kind != kinds::THREAD_STARTER;
        let now = self.now();
        let everybody = message.only_for.is_none();
        if let Some(channel) = self.channels.get_mut(&channel_id) {
            channel.messages.insert(id);
            if counts {
                channel.last_message_id = Some(id);
                if let Some(thread) = &mut channel.thread {
                    thread.last_active = now;
                    thread.total_sent += 1;
                }
            }
        }
        self.messages.insert(id, message);
        if everybody {
            self.tell_message("MESSAGE_CREATE", id);
        }
    }

    /// Tells the sessions about a message as it is now.
    pub(super) fn tell_message(&mut self, event: &'static str, id: Id) {
        let Some(message) = self.messages.get(&id) else {
            return;
        };
        if message.only_for.is_some() {
            return;
        }
        let mut body = self.message_event_json(message);
        if event == "MESSAGE_CREATE"
            && let Some(nonce) = &message.nonce
        {
            body["nonce"] = nonce.clone();
        }
        let open =
            message.author == self.bot.user_id || message.mentions.contains(&self.bot.user_id);
        let channel = message.channel_id;
        self.tell(event, Intent::Messages { open }, Some(channel), body);
    }

    /// Tells the sessions about a channel or thread as it is now.
    pub(super) fn tell_channel(&mut self, event: &'static str, id: Id) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let body = self.channel_json(channel);
        // Bots learn of every channel of a guild, but only of those threads that they can see.
        let visible = channel.thread.is_some().then_some(id);
        self.tell(event, Intent::Guilds, visible, body);
    }

    /// Takes a message away and tells the sessions.
    pub(super) fn remove_message(&mut self, id: Id) {
        let Some((channel, guild)) = self.take_message(id) else {
            return;
        };
        let body = json!({ "id": id, "channel_id": channel, "guild_id": guild });
        let intent = Intent::Messages { open: true };
        self.tell("MESSAGE_DELETE", intent, Some(channel), body);
    }

    /// Removes several messages of a channel, which is told of once.
    pub(super) fn remove_together(&mut self, channel: Id, mut ids: Vec<Id>) {
        ids.retain(|id| self.take_message(*id).is_some());
        let guild = self.channels.get(&channel).map(|channel| channel.guild_id);
        let body = json!({ "ids": ids, "channel_id": channel, "guild_id": guild });
        let intent = Intent::Messages { open: true };
        self.tell("MESSAGE_DELETE_BULK", intent, Some(channel), body);
    }

    /// Takes a message out of its channel; where it stood, if anybody is to be told.
    fn take_message(&mut self, id: Id) -> Option<(Id, Id)> {
        let message = self.messages.remove(&id)?;
        let channel = self.channels.get_mut(&message.channel_id)?;
        channel.messages.remove(&id);
        for attachment in &message.attachments {
            self.files.remove(&attachment.id);
        }
        if message.only_for.is_some() {
            return None;
        }
        if let Some(thread) = &mut channel.thread {
            thread.deleted += 1;
        }
        Some((message.channel_id, channel.guild_id))
    }

    /// Archives the threads whose time has come. Called before anything else happens, so that no
    /// timer has to run for it.
    pub(super) fn archive_stale(&mut self) {
        let now = self.now();
        let stale: Vec<Id> = self
            .channels
            .values()
            .filter(|channel| {
                channel.thread.as_ref().is_some_and(|t| {
                    let idle = (now - t.last_active).num_minutes();
                    !t.archived && idle >= i64::from(t.auto_archive)
                })
            })
            .map(|channel| channel.id)
            .collect();
        for id in stale {
            self.set_archived(id, true);
            self.tell_channel("THREAD_UPDATE", id);
        }
    }

    /// Archives a thread or takes it out; the sessions are told by the caller.
    pub(super) fn set_archived(&mut self, id: Id, archived: bool) {
        let now = self.now();
        if let Some(thread) = self.channels.get_mut(&id).and_then(|c| c.thread.as_mut())
            && thread.archived != archived
        {
            thread.archived = archived;
            thread.archive_changed = now;
            thread.last_active = now;
        }
    }

    /// Threads of a guild that are not archived.
    pub(super) fn active_threads(&self, guild: Id) -> impl Iterator<Item = &Channel> {
        self.channels.values().filter(move |channel| {
            channel.guild_id == guild && channel.thread.as_ref().is_some_and(|t| !t.archived)
        })
    }

    /// Hands an event to every session that may have it; answers a session that has it now.
    pub(super) fn tell(
        &mut self,
        name: &'static str,
        intent: Intent,
        channel: Option<Id>,
        body: Value,
    ) -> Option<u64> {
        let visible = channel.is_none_or(|c| self.may(self.bot.user_id, c, bits::VIEW_CHANNEL));
        let guild = body["guild_id"].as_str().and_then(|id| id.parse().ok());
        let member = guild
            .and_then(|id| self.guilds.get(&id))
            .is_none_or(|guild| guild.members.contains_key(&self.bot.user_id));
        if !visible || !member {
            return None;
        }
        let now = self.now();
        self.gateway.tell(now, &self.wire, name, intent, &body)
    }
}
