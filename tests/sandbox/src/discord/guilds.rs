//! The guild, its roles and members, and what the bot is told about itself.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::body::{Call, Reply};
use super::errors::{ApiError, Fields};
use super::ids::Id;
use super::model::Role;
use super::permissions::{bits, in_guild};
use super::render;
use super::seed::made_role;
use super::sessions::{Intent, STARTS, intents};
use super::specs::NewRole;
use super::world::World;

/// Roles that a guild takes.
const ROLES: usize = 250;

pub(super) fn gateway(world: &World) -> Reply {
    Reply::ok(json!({ "url": world.gateway_url() }))
}

pub(super) fn gateway_bot(world: &mut World) -> Reply {
    let now = world.now();
    let (left, reset) = world.gateway.starts.left(now);
    Reply::ok(json!({
        "url": world.gateway_url(),
        "shards": 1,
        "session_start_limit": {
            "total": STARTS,
            "remaining": left,
            "reset_after": reset.num_milliseconds(),
            "max_concurrency": 1,
        },
    }))
}

pub(super) fn application(world: &World) -> Reply {
    let id = world.bot.application_id;
    let owner = world.guilds.get(&world.home).map(|g| g.owner_id);
    Reply::ok(json!({
        "id": id,
        "name": world.users.get(&world.bot.user_id).map(|u| u.username.clone()),
        "icon": null,
        "description": "",
        "type": null,
        "bot": world.user_json(world.bot.user_id),
        "bot_public": false,
        "bot_require_code_grant": false,
        "verify_key": format!("{:064x}", id.0),
        "flags": world.application_flags(),
        "flags_new": world.application_flags().to_string(),
        "redirect_uris": [],
        "interactions_endpoint_url": null,
        "role_connections_verification_url": null,
        "owner": world.user_json(owner.unwrap_or_default()),
        "approximate_guild_count": world.bot_guilds().count(),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": null,
        "eligible_oauth2_scopes": [],
    }))
}

pub(super) fn user(world: &World, id: Id) -> Result<Reply, ApiError> {
    if world.users.contains_key(&id) {
        Ok(Reply::ok(world.user_json(id)))
    } else {
        Err(ApiError::unknown_user())
    }
}

pub(super) fn mine(world: &World) -> Reply {
    let bot = world.bot.user_id;
    let guilds = world.bot_guilds().filter_map(|id| world.guilds.get(&id));
    let guilds = guilds.map(|guild| {
        json!({
            "id": guild.id,
            "name": guild.name,
            "icon": null,
            "banner": null,
            "owner": guild.owner_id == bot,
            "permissions": in_guild(guild, bot).to_string(),
            "features": ["COMMUNITY"],
        })
    });
    Reply::ok(guilds.collect())
}

pub(super) fn get(world: &World, id: Id) -> Result<Reply, ApiError> {
    Ok(Reply::ok(world.guild_json(world.guild(id)?)))
}

pub(super) fn roles(world: &World, id: Id) -> Result<Reply, ApiError> {
    let guild = world.guild(id)?;
    Ok(Reply::ok(guild.roles.values().map(render::role).collect()))
}

/// How many members have each role; @everyone is not among them.
pub(super) fn role_member_counts(world: &World, id: Id) -> Result<Reply, ApiError> {
    let guild = world.guild(id)?;
    let counts: serde_json::Map<String, Value> = guild
        .roles
        .keys()
        .filter(|role| **role != id)
        .map(|role| {
            let members = guild.members.values();
            let count = members.filter(|member| member.roles.contains(role)).count();
            (role.to_string(), count.into())
        })
        .collect();
    Ok(Reply::ok(counts.into()))
}

/// The place of the highest role that a member has.
fn top(world: &World, guild: Id, user: Id) -> u16 {
    let Some(guild) = world.guilds.get(&guild) else {
        return 0;
    };
    if guild.owner_id == user {
        return u16::MAX;
    }
    let own = guild.members.get(&user).map(|m| &m.roles);
    let roles = own
        .into_iter()
        .flatten()
        .filter_map(|id| guild.roles.get(id));
    roles.map(|r| r.position).max().unwrap_or(0)
}

/// Whether the bot may change a role: it needs the permission and a higher role of its own.
fn manages(world: &World, guild: Id, role: Option<&Role>) -> Result<(), ApiError> {
    let bot = world.bot.user_id;
    let allowed = in_guild(world.guild(guild)?, bot) & bits::MANAGE_ROLES != 0;
    let below = role.is_none_or(|role| role.position < top(world, guild, bot));
    if allowed && below {
        Ok(())
    } else {
        Err(ApiError::missing_permissions())
    }
}

fn check_role(body: &Value) -> Result<(), ApiError> {
    let mut fields = Fields::default();
    fields.text(body, "", "name", 0, 100);
    fields.number(body, "", "color", 0, 0xff_ff_ff);
    fields.finish()
}

fn fill_role(world: &World, guild: Id, role: &mut Role, body: &Value) -> Result<(), ApiError> {
    if let Some(name) = body["name"].as_str() {
        name.clone_into(&mut role.name);
    }
    if let Some(granted) = body["permissions"]
        .as_str()
        .and_then(|p| p.parse::<u64>().ok())
    {
        if granted & !in_guild(world.guild(guild)?, world.bot.user_id) != 0 {
            return Err(ApiError::missing_permissions());
        }
        role.permissions = granted;
    }
    if let Some(color) = body["color"].as_u64() {
        role.color = u32::try_from(color).unwrap_or(0);
    }
    if let Some(hoist) = body["hoist"].as_bool() {
        role.hoist = hoist;
    }
    if let Some(mentionable) = body["mentionable"].as_bool() {
        role.mentionable = mentionable;
    }
    Ok(())
}

pub(super) fn add_role(world: &mut World, guild: Id, call: &Call) -> Result<Reply, ApiError> {
    manages(world, guild, None)?;
    check_role(&call.body)?;
    if world.guild(guild)?.roles.len() >= ROLES {
        return Err(ApiError::new(
            400,
            30_005,
            "Maximum number of guild roles reached (250)",
        ));
    }
    let id = world.new_id();
    // New roles start at the bottom, just above everyone.
    let mut role = made_role(id, NewRole::named("new role"), 1);
    fill_role(world, guild, &mut role, &call.body)?;
    let value = render::role(&role);
    if let Some(found) = world.guilds.get_mut(&guild) {
        for other in found.roles.values_mut().filter(|r| r.position >= 1) {
            other.position += 1;
        }
        found.roles.insert(id, role);
    }
    world.tell_role("GUILD_ROLE_CREATE", guild, id);
    Ok(Reply::ok(value))
}

pub(super) fn edit_role(
    world: &mut World,
    guild: Id,
    id: Id,
    call: &Call,
) -> Result<Reply, ApiError> {
    let role = world
        .guild(guild)?
        .roles
        .get(&id)
        .ok_or_else(ApiError::unknown_role)?;
    manages(world, guild, Some(role))?;
    check_role(&call.body)?;
    let mut role = role.clone();
    fill_role(world, guild, &mut role, &call.body)?;
    let value = render::role(&role);
    if let Some(found) = world.guilds.get_mut(&guild) {
        found.roles.insert(id, role);
    }
    world.tell_role("GUILD_ROLE_UPDATE", guild, id);
    Ok(Reply::ok(value))
}

pub(super) fn delete_role(world: &mut World, guild: Id, id: Id) -> Result<Reply, ApiError> {
    let role = world
        .guild(guild)?
        .roles
        .get(&id)
        .ok_or_else(ApiError::unknown_role)?;
    manages(world, guild, Some(role))?;
    if role.bot_id.is_some() || id == guild {
        return Err(ApiError::new(400, 50_028, "Invalid Role"));
    }
    world.remove_role(guild, id);
    Ok(Reply::nothing())
}

impl World {
    /// Tells the sessions about a role.
    pub(super) fn tell_role(&mut self, event: &'static str, guild: Id, id: Id) {
        let role = self.guilds.get(&guild).and_then(|g| g.roles.get(&id));
        if let Some(role) = role {
            let body = json!({ "guild_id": guild, "role": render::role(role) });
            self.tell(event, Intent::Guilds, None, body);
        }
    }

    /// Takes a role away from the guild, its members and channels, and tells the sessions.
    pub(super) fn remove_role(&mut self, guild: Id, id: Id) {
        let Some(found) = self.guilds.get_mut(&guild) else {
            return;
        };
        found.roles.remove(&id);
        let had: Vec<Id> = found
            .members
            .values_mut()
            .filter_map(|m| m.roles.remove(&id).then_some(m.user_id))
            .collect();
        let body = json!({ "guild_id": guild, "role_id": id });
        self.tell("GUILD_ROLE_DELETE", Intent::Guilds, None, body);
        for user in had {
            self.tell_member("GUILD_MEMBER_UPDATE", guild, user);
        }
        let channels: Vec<Id> = self
            .channels
            .values_mut()
            .filter(|c| c.guild_id == guild && c.overwrites.iter().any(|o| o.id == id))
            .map(|c| {
                c.overwrites.retain(|o| o.id != id);
                c.id
            })
            .collect();
        for channel in channels {
            self.tell_channel("CHANNEL_UPDATE", channel);
        }
    }

    /// Gives or takes a member's role and tells the sessions; false if nothing changed.
    pub(super) fn put_member_role(&mut self, guild: Id, user: Id, role: Id, has: bool) -> bool {
        self.changes_sight(|world| world.change_member_role(guild, user, role, has))
    }

    fn change_member_role(&mut self, guild: Id, user: Id, role: Id, has: bool) -> bool {
        let found = self.guilds.get_mut(&guild);
        let Some(member) = found.and_then(|g| g.members.get_mut(&user)) else {
            return false;
        };
        let changed = if has {
            member.roles.insert(role)
        } else {
            member.roles.remove(&role)
        };
        if changed {
            self.tell_member("GUILD_MEMBER_UPDATE", guild, user);
        }
        changed
    }

    /// Takes a member out of the guild and tells the sessions.
    pub(super) fn remove_member(&mut self, guild: Id, user: Id) {
        let threads: Vec<Id> = self
            .channels
            .values()
            .filter(|c| c.guild_id == guild && c.thread.is_some())
            .map(|c| c.id)
            .collect();
        for thread in threads {
            self.exit_thread(thread, user);
        }
        let found = self.guilds.get_mut(&guild);
        if found.and_then(|g| g.members.remove(&user)).is_some() {
            let body = json!({ "guild_id": guild, "user": self.user_json(user) });
            self.tell("GUILD_MEMBER_REMOVE", Intent::Members, None, body);
        }
    }
}

pub(super) fn members(world: &World, guild: Id, call: &Call) -> Result<Reply, ApiError> {
    let found = world.guild(guild)?;
    if world.bot.privileged & intents::GUILD_MEMBERS == 0 {
        return Err(ApiError::missing_access());
    }
    let after = call.id("after").unwrap_or_default();
    let members = found.members.values().filter(|m| m.user_id > after);
    let members = members.take(call.limit(1, 1_000));
    Ok(Reply::ok(members.map(|m| world.member_json(m)).collect()))
}

pub(super) fn search(world: &World, guild: Id, call: &Call) -> Result<Reply, ApiError> {
    let found = world.guild(guild)?;
    let Some(query) = call.query.get("query") else {
        let mut fields = Fields::default();
        fields.required("query");
        return fields.finish().map(|()| Reply::nothing());
    };
    let query = query.to_lowercase();
    let members = found.members.values().filter(|member| {
        let user = world.users.get(&member.user_id);
        let names = [
            member.nick.clone(),
            user.map(|u| u.username.clone()),
            user.and_then(|u| u.global_name.clone()),
        ];
        let mut names = names.into_iter().flatten();
        names.any(|name| name.to_lowercase().starts_with(&query))
    });
    let members = members.take(call.limit(1, 1_000));
    Ok(Reply::ok(members.map(|m| world.member_json(m)).collect()))
}

pub(super) fn member(world: &World, guild: Id, user: Id) -> Result<Reply, ApiError> {
    let found = world.guild(guild)?;
    match found.members.get(&user) {
        Some(member) => Ok(Reply::ok(world.member_json(member))),
        None if world.users.contains_key(&user) => Err(ApiError::unknown_member()),
        None => Err(ApiError::unknown_user()),
    }
}

pub(super) fn set_member_role(
    world: &mut World,
    guild: Id,
    user: Id,
    role: Id,
    has: bool,
) -> Result<Reply, ApiError> {
    let found = world.guild(guild)?;
    let known = found.roles.get(&role).ok_or_else(ApiError::unknown_role)?;
    if !found.members.contains_key(&user) {
        return Err(ApiError::unknown_member());
    }
    manages(world, guild, Some(known))?;
    world.put_member_role(guild, user, role, has);
    Ok(Reply::nothing())
}

/// The members that have all of some roles; for tests that ask who is in a team.
pub(super) fn with_role(world: &World, guild: Id, role: Id) -> BTreeSet<Id> {
    let found = world.guilds.get(&guild);
    let members = found.into_iter().flat_map(|g| g.members.values());
    let having = members.filter(|m| m.roles.contains(&role));
    having.map(|m| m.user_id).collect()
}
