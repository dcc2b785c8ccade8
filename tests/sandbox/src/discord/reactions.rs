//! Reactions to messages.

use serde_json::json;

use super::body::{Call, Reply};
use super::errors::ApiError;
use super::ids::Id;
use super::messages::not_archived;
use super::model::{Emoji, Reaction};
use super::permissions::bits;
use super::render;
use super::sessions::Intent;
use super::world::World;

/// Different emojis on one message.
const EMOJIS: usize = 20;

/// Reads an emoji from a path; a word in letters is none.
fn parse(text: &str) -> Result<Emoji, ApiError> {
    let emoji = Emoji::parse(text);
    let plain = emoji.name.is_empty() || emoji.name.chars().all(|c| c.is_ascii_alphabetic());
    if emoji.id.is_none() && (plain || emoji.name.chars().count() > 16) {
        return Err(ApiError::unknown_emoji());
    }
    Ok(emoji)
}

pub(super) fn list(
    world: &World,
    channel: Id,
    message: Id,
    emoji: &str,
    call: &Call,
) -> Result<Reply, ApiError> {
    world.channel_for(channel, bits::READ_MESSAGE_HISTORY)?;
    let emoji = parse(emoji)?;
    let message = world.message_in(channel, message)?;
    let after = call.id("after").unwrap_or_default();
    let reaction = message.reactions.iter().find(|r| r.emoji.same(&emoji));
    let mut users = reaction.map(|r| r.users.clone()).unwrap_or_default();
    users.retain(|user| *user > after);
    users.sort_unstable();
    let users = users.iter().take(call.limit(25, 100));
    Ok(Reply::ok(
        users.map(|user| world.user_json(*user)).collect(),
    ))
}

pub(super) fn add(
    world: &mut World,
    channel: Id,
    message: Id,
    emoji: &str,
) -> Result<Reply, ApiError> {
    world.channel_for(channel, bits::READ_MESSAGE_HISTORY)?;
    let emoji = parse(emoji)?;
    let found = world.message_in(channel, message)?;
    let new = !found.reactions.iter().any(|r| r.emoji.same(&emoji));
    if new {
        world.channel_for(channel, bits::ADD_REACTIONS)?;
        if found.reactions.len() >= EMOJIS {
            return Err(ApiError::too_many_emojis());
        }
    }
    not_archived(world, channel)?;
    world.react(message, emoji, world.bot.user_id);
    Ok(Reply::nothing())
}

pub(super) fn remove(
    world: &mut World,
    channel: Id,
    message: Id,
    emoji: &str,
    user: Id,
) -> Result<Reply, ApiError> {
    world.channel_for(channel, bits::READ_MESSAGE_HISTORY)?;
    let emoji = parse(emoji)?;
    world.message_in(channel, message)?;
    not_archived(world, channel)?;
    world.unreact(message, &emoji, user);
    Ok(Reply::nothing())
}

pub(super) fn clear(
    world: &mut World,
    channel: Id,
    message: Id,
    emoji: Option<&str>,
) -> Result<Reply, ApiError> {
    world.channel_for(channel, bits::MANAGE_MESSAGES)?;
    world.message_in(channel, message)?;
    not_archived(world, channel)?;
    let emoji = emoji.map(parse).transpose()?;
    world.clear_reactions(message, emoji.as_ref());
    Ok(Reply::nothing())
}

impl World {
    /// Takes everybody's reactions away, or those with one emoji, and tells the sessions.
    pub(super) fn clear_reactions(&mut self, message: Id, emoji: Option<&Emoji>) {
        let Some(found) = self.messages.get_mut(&message) else {
            return;
        };
        let gone = |r: &Reaction| emoji.is_none_or(|e| r.emoji.same(e));
        found.reactions.retain(|r| !gone(r));
        let channel = found.channel_id;
        let guild = self.guild_of(channel).map(|g| g.id);
        let mut body = json!({ "channel_id": channel, "message_id": message, "guild_id": guild });
        let event = match emoji {
            Some(emoji) => {
                body["emoji"] = render::emoji(emoji);
                body["burst"] = json!(false);
                body["type"] = json!(0);
                "MESSAGE_REACTION_REMOVE_EMOJI"
            }
            None => "MESSAGE_REACTION_REMOVE_ALL",
        };
        self.tell(event, Intent::Reactions, Some(channel), body);
    }

    /// Adds one user's reaction and tells the sessions, unless it stands there already.
    pub(super) fn react(&mut self, message: Id, emoji: Emoji, user: Id) {
        let Some(found) = self.messages.get_mut(&message) else {
            return;
        };
        let author = found.author;
        let index = match found.reactions.iter().position(|r| r.emoji.same(&emoji)) {
            Some(index) => index,
            None => {
                let users = Vec::new();
                found.reactions.push(Reaction { emoji, users });
                found.reactions.len() - 1
            }
        };
        let reaction = &mut found.reactions[index];
        if reaction.users.contains(&user) {
            return;
        }
        reaction.users.push(user);
        let emoji = reaction.emoji.clone();
        self.tell_reaction("MESSAGE_REACTION_ADD", message, &emoji, user, author);
    }

    /// Takes one user's reaction away and tells the sessions, if it stands there.
    pub(super) fn unreact(&mut self, message: Id, emoji: &Emoji, user: Id) -> bool {
        let Some(found) = self.messages.get_mut(&message) else {
            return false;
        };
        let author = found.author;
        let mut removed = None;
        for reaction in &mut found.reactions {
            if reaction.emoji.same(emoji)
                && let Some(at) = reaction.users.iter().position(|u| *u == user)
            {
                reaction.users.remove(at);
                removed = Some(reaction.emoji.clone());
            }
        }
        found.reactions.retain(|r| !r.users.is_empty());
        let Some(emoji) = removed else {
            return false;
        };
        self.tell_reaction("MESSAGE_REACTION_REMOVE", message, &emoji, user, author);
        true
    }

    fn tell_reaction(
        &mut self,
        event: &'static str,
        message: Id,
        emoji: &Emoji,
        user: Id,
        author: Id,
    ) {
        let Some(channel) = self.messages.get(&message).map(|m| m.channel_id) else {
            return;
        };
        let Some(guild) = self.guild_of(channel) else {
            return;
        };
        let mut body = json!({
            "user_id": user,
            "channel_id": channel,
            "message_id": message,
            "guild_id": guild.id,
            "emoji": render::emoji(emoji),
            "burst": false,
            "type": 0,
        });
        if event == "MESSAGE_REACTION_ADD" {
            body["message_author_id"] = json!(author);
            if let Some(member) = guild.members.get(&user) {
                body["member"] = self.member_json(member);
            }
        }
        self.tell(event, Intent::Reactions, Some(channel), body);
    }
}
