//! Who is in a thread.

use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::errors::ApiError;
use super::ids::Id;
use super::model::{Channel, Message, PRIVATE_THREAD, kinds};
use super::permissions::bits;
use super::render;
use super::sessions::{Intent, intents};
use super::threads::thread;
use super::world::World;

/// Members that a thread takes.
const MEMBERS: usize = 1_000;

impl World {
    /// Makes a user a member of a thread; answers whether they were not.
    pub(super) fn enter_thread(&mut self, id: Id, user: Id) -> bool {
        let now = self.now();
        let thread = self.channels.get_mut(&id).and_then(|c| c.thread.as_mut());
        let Some(thread) = thread else {
            return false;
        };
        if thread.members.contains_key(&user) || thread.members.len() >= MEMBERS {
            return false;
        }
        thread.members.insert(user, now);
        self.tell_thread_members(id, &[user], &[]);
        true
    }

    /// Takes a user out of a thread; answers whether they were in it.
    pub(super) fn exit_thread(&mut self, id: Id, user: Id) -> bool {
        let thread = self.channels.get_mut(&id).and_then(|c| c.thread.as_mut());
        let removed = thread.is_some_and(|t| t.members.remove(&user).is_some());
        if removed {
            self.tell_thread_members(id, &[], &[user]);
        }
        removed
    }

    fn tell_thread_members(&mut self, id: Id, added: &[Id], removed: &[Id]) {
        let Some(channel) = self.channels.get(&id) else {
            return;
        };
        let Some(thread) = &channel.thread else {
            return;
        };
        let guild = self.guilds.get(&channel.guild_id);
        let added_json: Vec<Value> = added
            .iter()
            .filter_map(|user| {
                let mut value = render::thread_member(id, *user, *thread.members.get(user)?);
                let member = guild?.members.get(user)?;
                value["member"] = self.member_json(member);
                value["presence"] = Value::Null;
                Some(value)
            })
            .collect();
        let body = json!({
            "id": id,
            "guild_id": channel.guild_id,
            "member_count": thread.members.len().min(50),
            "added_members": added_json,
            "removed_member_ids": removed,
        });
        let bot = self.bot.user_id;
        // Without the members' intent only the bot's own coming and going is told.
        let own = added.contains(&bot) || removed.contains(&bot);
        let intent = if own { Intent::Guilds } else { Intent::Members };
        self.tell("THREAD_MEMBERS_UPDATE", intent, Some(id), body);
    }

    /// The line that Discord writes when somebody is added to a thread or removed from it.
    fn write_member_line(&mut self, id: Id, user: Id, kind: u8) {
        let (line, now, bot) = (self.new_id(), self.now(), self.bot.user_id);
        let mut line = Message::new(line, id, bot, kind, now);
        line.mentions = vec![user];
        self.place(line);
    }
}

fn member_value(world: &World, channel: &Channel, user: Id, call: &Call) -> Option<Value> {
    let joined = channel.thread.as_ref()?.members.get(&user)?;
    let mut value = render::thread_member(channel.id, user, *joined);
    if call.query.get("with_member").is_some_and(|v| v == "true") {
        let member = world.guilds.get(&channel.guild_id)?.members.get(&user)?;
        value["member"] = world.member_json(member);
    }
    Some(value)
}

pub(super) fn list(world: &World, id: Id, call: &Call) -> Result<Reply, ApiError> {
    if world.bot.privileged & intents::GUILD_MEMBERS == 0 {
        return Err(ApiError::missing_access());
    }
    let (channel, thread) = thread(world, id)?;
    let users = thread.members.keys();
    let all = users.filter_map(|user| member_value(world, channel, *user, call));
    Ok(Reply::ok(all.collect()))
}

pub(super) fn get(world: &World, id: Id, user: Option<Id>, call: &Call) -> Result<Reply, ApiError> {
    let (channel, _) = thread(world, id)?;
    let user = user.unwrap_or(world.bot.user_id);
    member_value(world, channel, user, call)
        .map(Reply::ok)
        .ok_or_else(ApiError::unknown_member)
}

pub(super) fn join(world: &mut World, id: Id, user: Option<Id>) -> Result<Reply, ApiError> {
    let (channel, thread) = thread(world, id)?;
    if thread.archived {
        return Err(ApiError::archived_thread());
    }
    let Some(user) = user else {
        world.enter_thread(id, world.bot.user_id);
        return Ok(Reply::nothing());
    };
    let parent = channel.parent_id.unwrap_or(id);
    world.channel_for(id, bits::SEND_MESSAGES_IN_THREADS)?;
    if !world.users.contains_key(&user) {
        return Err(ApiError::unknown_user());
    }
    // Who cannot see the channel cannot be added.
    if !world.may(user, parent, bits::VIEW_CHANNEL) {
        return Err(ApiError::missing_access());
    }
    if world.enter_thread(id, user) {
        world.write_member_line(id, user, kinds::MEMBER_ADDED);
    }
    Ok(Reply::nothing())
}

pub(super) fn leave(world: &mut World, id: Id, user: Option<Id>) -> Result<Reply, ApiError> {
    let (channel, thread) = thread(world, id)?;
    if thread.archived {
        return Err(ApiError::archived_thread());
    }
    let bot = world.bot.user_id;
    let Some(user) = user else {
        world.exit_thread(id, bot);
        return Ok(Reply::nothing());
    };
    let own_private = channel.kind == PRIVATE_THREAD && thread.owner_id == bot;
    if !own_private && !world.may(bot, id, bits::MANAGE_THREADS) {
        return Err(ApiError::missing_permissions());
    }
    if !thread.members.contains_key(&user) {
        return Err(ApiError::unknown_member());
    }
    world.exit_thread(id, user);
    world.write_member_line(id, user, kinds::MEMBER_REMOVED);
    Ok(Reply::nothing())
}
