//! Which path does what, in which bucket.

use super::audit;
use super::body::{Call, Reply};
use super::channels;
use super::commands;
use super::errors::ApiError;
use super::guilds;
use super::ids::Id;
use super::interactions;
use super::messages;
use super::permissions::bits;
use super::pins;
use super::rates::Quota;
use super::reactions;
use super::thread_members;
use super::threads;
use super::webhooks;
use super::world::World;

/// A path and method that the look-alike knows. Names say what is done, in Discord's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Route {
    Gateway,
    GatewayBot,
    Me,
    MyGuilds,
    User(Id),
    Application,
    Commands(Id, Option<Id>),
    SetCommands(Id, Option<Id>),
    AddCommand(Id, Option<Id>),
    Command(Id, Option<Id>, Id),
    EditCommand(Id, Option<Id>, Id),
    DeleteCommand(Id, Option<Id>, Id),
    CommandPermissions(Id, Id),
    Guild(Id),
    GuildChannels(Id),
    AddChannel(Id),
    Roles(Id),
    RoleMemberCounts(Id),
    AddRole(Id),
    EditRole(Id, Id),
    DeleteRole(Id, Id),
    Members(Id),
    SearchMembers(Id),
    Member(Id, Id),
    GiveRole(Id, Id, Id),
    TakeRole(Id, Id, Id),
    ActiveThreads(Id),
    AuditLog(Id),
    Channel(Id),
    EditChannel(Id),
    DeleteChannel(Id),
    SetOverwrite(Id, Id),
    DeleteOverwrite(Id, Id),
    Typing(Id),
    Messages(Id),
    AddMessage(Id),
    Message(Id, Id),
    EditMessage(Id, Id),
    DeleteMessage(Id, Id),
    DeleteMessages(Id),
    Reactions(Id, Id, String),
    AddReaction(Id, Id, String),
    /// `None`: the bot's own.
    RemoveReaction(Id, Id, String),
    RemoveReactionOf(Id, Id, String, Id),
    ClearReactions(Id, Id, Option<String>),
    Pins(Id),
    OldPins(Id),
    Pin(Id, Id),
    Unpin(Id, Id),
    ThreadFromMessage(Id, Id),
    AddThread(Id),
    ArchivedThreads(Id, bool),
    ThreadMembers(Id),
    ThreadMember(Id, Option<Id>),
    JoinThread(Id, Option<Id>),
    LeaveThread(Id, Option<Id>),
    Callback(Id, String),
    FollowUp(Id, String),
    /// `None`: the original answer.
    Answer(Id, String, Option<Id>),
    EditAnswer(Id, String, Option<Id>),
    DeleteAnswer(Id, String, Option<Id>),
}

fn id(text: &str, name: &str) -> Result<Id, ApiError> {
    text.parse().map_err(|_| {
        let message = format!("Value \"{text}\" is not snowflake.");
        ApiError::field(name, "NUMBER_TYPE_COERCE", &message)
    })
}

/// Finds the route of a request.
pub(super) fn find(method: &str, path: &[&str]) -> Result<Route, ApiError> {
    let (first, rest) = path.split_first().ok_or_else(ApiError::not_found)?;
    match *first {
        "gateway" => match (method, rest) {
            ("GET", []) => Ok(Route::Gateway),
            ("GET", ["bot"]) => Ok(Route::GatewayBot),
            _ => Err(ApiError::not_found()),
        },
        "users" => match (method, rest) {
            ("GET", ["@me"]) => Ok(Route::Me),
            ("GET", ["@me", "guilds"]) => Ok(Route::MyGuilds),
            ("GET", [user]) => Ok(Route::User(id(user, "user_id")?)),
            _ => Err(ApiError::not_found()),
        },
        "oauth2" => match (method, rest) {
            ("GET", ["applications", "@me"]) => Ok(Route::Application),
            _ => Err(ApiError::not_found()),
        },
        "applications" => find_application(method, rest),
        "guilds" => find_guild(method, rest),
        "channels" => find_channel(method, rest),
        "interactions" => match (method, rest) {
            ("POST", [interaction, token, "callback"]) => Ok(Route::Callback(
                id(interaction, "interaction_id")?,
                (*token).to_owned(),
            )),
            _ => Err(ApiError::not_found()),
        },
        "webhooks" => find_webhook(method, rest),
        _ => Err(ApiError::not_found()),
    }
}

fn find_application(method: &str, path: &[&str]) -> Result<Route, ApiError> {
    if let ("GET", ["@me"]) = (method, path) {
        return Ok(Route::Application);
    }
    let (application, rest) = path.split_first().ok_or_else(ApiError::not_found)?;
    let application = id(application, "application_id")?;
    let (guild, rest) = match rest {
        ["guilds", guild, rest @ ..] => (Some(id(guild, "guild_id")?), rest),
        rest => (None, rest),
    };
    Ok(match (method, rest) {
        ("GET", ["commands"]) => Route::Commands(application, guild),
        ("PUT", ["commands"]) => Route::SetCommands(application, guild),
        ("POST", ["commands"]) => Route::AddCommand(application, guild),
        ("GET", ["commands", "permissions"]) => {
            Route::CommandPermissions(application, guild.ok_or_else(ApiError::not_found)?)
        }
        ("GET", ["commands", command]) => {
            Route::Command(application, guild, id(command, "command_id")?)
        }
        ("PATCH", ["commands", command]) => {
            Route::EditCommand(application, guild, id(command, "command_id")?)
        }
        ("DELETE", ["commands", command]) => {
            Route::DeleteCommand(application, guild, id(command, "command_id")?)
        }
        (_, ["commands", ..]) => return Err(ApiError::method_not_allowed()),
        _ => return Err(ApiError::not_found()),
    })
}

fn find_guild(method: &str, path: &[&str]) -> Result<Route, ApiError> {
    let (guild, rest) = path.split_first().ok_or_else(ApiError::not_found)?;
    let guild = id(guild, "guild_id")?;
    Ok(match (method, rest) {
        ("GET", []) => Route::Guild(guild),
        ("GET", ["channels"]) => Route::GuildChannels(guild),
        ("POST", ["channels"]) => Route::AddChannel(guild),
        ("GET", ["roles"]) => Route::Roles(guild),
        ("GET", ["roles", "member-counts"]) => Route::RoleMemberCounts(guild),
        ("POST", ["roles"]) => Route::AddRole(guild),
        ("PATCH", ["roles", role]) => Route::EditRole(guild, id(role, "role_id")?),
        ("DELETE", ["roles", role]) => Route::DeleteRole(guild, id(role, "role_id")?),
        ("GET", ["members"]) => Route::Members(guild),
        ("GET", ["members", "search"]) => Route::SearchMembers(guild),
        ("GET", ["members", user]) => Route::Member(guild, id(user, "user_id")?),
        ("PUT", ["members", user, "roles", role]) => {
            Route::GiveRole(guild, id(user, "user_id")?, id(role, "role_id")?)
        }
        ("DELETE", ["members", user, "roles", role]) => {
            Route::TakeRole(guild, id(user, "user_id")?, id(role, "role_id")?)
        }
        ("GET", ["threads", "active"]) => Route::ActiveThreads(guild),
        ("GET", ["audit-logs"]) => Route::AuditLog(guild),
        _ => return Err(ApiError::not_found()),
    })
}

fn find_channel(method: &str, path: &[&str]) -> Result<Route, ApiError> {
    let (channel, rest) = path.split_first().ok_or_else(ApiError::not_found)?;
    let channel = id(channel, "channel_id")?;
    let user = |text: &str| match text {
        "@me" => Ok(None),
        text => id(text, "user_id").map(Some),
    };
    Ok(match (method, rest) {
        ("GET", []) => Route::Channel(channel),
        ("PATCH", []) => Route::EditChannel(channel),
        ("DELETE", []) => Route::DeleteChannel(channel),
        ("PUT", ["permissions", of]) => Route::SetOverwrite(channel, id(of, "overwrite_id")?),
        ("DELETE", ["permissions", of]) => Route::DeleteOverwrite(channel, id(of, "overwrite_id")?),
        ("POST", ["typing"]) => Route::Typing(channel),
        ("GET", ["messages", "pins"]) => Route::Pins(channel),
        ("PUT", ["messages", "pins", m] | ["pins", m]) => Route::Pin(channel, id(m, "message_id")?),
        ("DELETE", ["messages", "pins", m] | ["pins", m]) => {
            Route::Unpin(channel, id(m, "message_id")?)
        }
        ("GET", ["pins"]) => Route::OldPins(channel),
        ("POST", ["messages", "bulk-delete"]) => Route::DeleteMessages(channel),
        (_, ["messages", rest @ ..]) => return find_message(method, channel, rest),
        ("POST", ["threads"]) => Route::AddThread(channel),
        ("GET", ["threads", "archived", "public"]) => Route::ArchivedThreads(channel, false),
        ("GET", ["threads", "archived", "private"]) => Route::ArchivedThreads(channel, true),
        ("GET", ["users", "@me", "threads", "archived", "private"]) => {
            Route::ArchivedThreads(channel, true)
        }
        ("GET", ["thread-members"]) => Route::ThreadMembers(channel),
        ("GET", ["thread-members", who]) => Route::ThreadMember(channel, user(who)?),
        ("PUT", ["thread-members", who]) => Route::JoinThread(channel, user(who)?),
        ("DELETE", ["thread-members", who]) => Route::LeaveThread(channel, user(who)?),
        _ => return Err(ApiError::not_found()),
    })
}

fn find_message(method: &str, channel: Id, path: &[&str]) -> Result<Route, ApiError> {
    let Some((message, rest)) = path.split_first() else {
        return match method {
            "GET" => Ok(Route::Messages(channel)),
            "POST" => Ok(Route::AddMessage(channel)),
            _ => Err(ApiError::method_not_allowed()),
        };
    };
    let message = id(message, "message_id")?;
    let text = |text: &str| text.to_owned();
    Ok(match (method, rest) {
        ("GET", []) => Route::Message(channel, message),
        ("PATCH", []) => Route::EditMessage(channel, message),
        ("DELETE", []) => Route::DeleteMessage(channel, message),
        ("POST", ["threads"]) => Route::ThreadFromMessage(channel, message),
        ("DELETE", ["reactions"]) => Route::ClearReactions(channel, message, None),
        ("GET", ["reactions", emoji]) => Route::Reactions(channel, message, text(emoji)),
        ("DELETE", ["reactions", emoji]) => {
            Route::ClearReactions(channel, message, Some(text(emoji)))
        }
        ("PUT", ["reactions", emoji, "@me"]) => Route::AddReaction(channel, message, text(emoji)),
        ("DELETE", ["reactions", emoji, "@me"]) => {
            Route::RemoveReaction(channel, message, text(emoji))
        }
        ("DELETE", ["reactions", emoji, user]) => {
            Route::RemoveReactionOf(channel, message, text(emoji), id(user, "user_id")?)
        }
        _ => return Err(ApiError::not_found()),
    })
}

fn find_webhook(method: &str, path: &[&str]) -> Result<Route, ApiError> {
    let (application, token, rest) = match path {
        [application, token, rest @ ..] => (id(application, "webhook_id")?, *token, rest),
        _ => return Err(ApiError::not_found()),
    };
    let token = token.to_owned();
    let which = |text: &str| match text {
        "@original" => Ok(None),
        text => id(text, "message_id").map(Some),
    };
    Ok(match (method, rest) {
        ("POST", []) => Route::FollowUp(application, token),
        ("GET", ["messages", m]) => Route::Answer(application, token, which(m)?),
        ("PATCH", ["messages", m]) => Route::EditAnswer(application, token, which(m)?),
        ("DELETE", ["messages", m]) => Route::DeleteAnswer(application, token, which(m)?),
        _ => return Err(ApiError::not_found()),
    })
}

impl Route {
    /// Whether it works without the bot's token.
    pub(super) fn is_open(&self) -> bool {
        matches!(self, Self::Gateway) || self.is_exempt()
    }

    /// Whether it answers an interaction, which has a token of its own and no global budget.
    pub(super) fn is_exempt(&self) -> bool {
        matches!(
            self,
            Self::Callback(..)
                | Self::FollowUp(..)
                | Self::Answer(..)
                | Self::EditAnswer(..)
                | Self::DeleteAnswer(..)
        )
    }

    /// The bucket, and the resource to which it belongs. Discord publishes no numbers; these are
    /// what its headers have been seen to say.
    pub(super) fn quota(&self) -> Option<(Quota, String)> {
        let quota = |name, limit, per| Quota { name, limit, per };
        let (quota, major) = match self {
            Self::AddMessage(c) => (quota("message-create", 5, 5), c.to_string()),
            Self::EditMessage(c, _) => (quota("message-edit", 5, 5), c.to_string()),
            Self::DeleteMessage(c, _) => (quota("message-delete", 5, 1), c.to_string()),
            Self::Messages(c) | Self::Message(c, _) => (quota("message-get", 5, 5), c.to_string()),
            // The headers claim this much; see `Rates::reaction` for the truth.
            Self::AddReaction(c, ..) | Self::RemoveReaction(c, ..) => {
                (quota("reactions", 10, 1), c.to_string())
            }
            Self::ThreadFromMessage(c, _) | Self::AddThread(c) => {
                (quota("thread-create", 50, 300), c.to_string())
            }
            Self::Channel(c) => (quota("channel-get", 10, 10), c.to_string()),
            Self::EditChannel(c) => (quota("channel-edit", 5, 15), c.to_string()),
            Self::JoinThread(c, _) | Self::LeaveThread(c, _) => {
                (quota("thread-members", 5, 5), c.to_string())
            }
            Self::Pin(c, _) | Self::Unpin(c, _) => (quota("pins", 5, 5), c.to_string()),
            Self::Guild(g)
            | Self::GuildChannels(g)
            | Self::Roles(g)
            | Self::RoleMemberCounts(g) => (quota("guild-get", 10, 10), g.to_string()),
            Self::Members(g) | Self::SearchMembers(g) | Self::Member(g, _) => {
                (quota("members-get", 10, 10), g.to_string())
            }
            Self::ActiveThreads(g) => (quota("threads-active", 5, 5), g.to_string()),
            Self::AuditLog(g) => (quota("audit-log", 5, 5), g.to_string()),
            Self::SetCommands(a, g) => (
                quota("commands-set", 2, 60),
                format!("{a}:{}", g.unwrap_or_default()),
            ),
            Self::FollowUp(_, token)
            | Self::EditAnswer(_, token, _)
            | Self::DeleteAnswer(_, token, _) => (quota("webhook", 5, 2), token.clone()),
            _ => return None,
        };
        Some((quota, major))
    }
}

/// Lets a route do its work.
pub(super) fn run(world: &mut World, route: &Route, call: &Call) -> Result<Reply, ApiError> {
    match route {
        Route::Gateway => Ok(guilds::gateway(world)),
        Route::GatewayBot => Ok(guilds::gateway_bot(world)),
        Route::Me => Ok(Reply::ok(world.self_json())),
        Route::MyGuilds => Ok(guilds::mine(world)),
        Route::User(user) => guilds::user(world, *user),
        Route::Application => Ok(guilds::application(world)),
        Route::Commands(a, g) => commands::list(world, *a, *g, call),
        Route::SetCommands(a, g) => commands::set(world, *a, *g, call),
        Route::AddCommand(a, g) => commands::add(world, *a, *g, call),
        Route::Command(a, g, c) => commands::get(world, *a, *g, *c),
        Route::EditCommand(a, g, c) => commands::edit(world, *a, *g, *c, call),
        Route::DeleteCommand(a, g, c) => commands::delete(world, *a, *g, *c),
        Route::CommandPermissions(a, g) => commands::permissions(world, *a, *g),
        Route::Guild(g) => guilds::get(world, *g),
        Route::GuildChannels(g) => channels::list(world, *g),
        Route::AddChannel(g) => channels::add(world, *g, call),
        Route::Roles(g) => guilds::roles(world, *g),
        Route::RoleMemberCounts(g) => guilds::role_member_counts(world, *g),
        Route::AddRole(g) => guilds::add_role(world, *g, call),
        Route::EditRole(g, r) => guilds::edit_role(world, *g, *r, call),
        Route::DeleteRole(g, r) => guilds::delete_role(world, *g, *r),
        Route::Members(g) => guilds::members(world, *g, call),
        Route::SearchMembers(g) => guilds::search(world, *g, call),
        Route::Member(g, u) => guilds::member(world, *g, *u),
        Route::GiveRole(g, u, r) => guilds::set_member_role(world, *g, *u, *r, true),
        Route::TakeRole(g, u, r) => guilds::set_member_role(world, *g, *u, *r, false),
        Route::ActiveThreads(g) => threads::active(world, *g),
        Route::AuditLog(g) => audit::list(world, *g, call),
        Route::Channel(c) => channels::get(world, *c),
        Route::EditChannel(c) => channels::edit(world, *c, call),
        Route::DeleteChannel(c) => channels::delete(world, *c),
        Route::SetOverwrite(c, of) => channels::set_overwrite(world, *c, *of, call),
        Route::DeleteOverwrite(c, of) => channels::delete_overwrite(world, *c, *of),
        Route::Typing(c) => {
            world.channel_for(*c, world.writing(*c))?;
            Ok(Reply::nothing())
        }
        Route::Messages(c) => messages::list(world, *c, call),
        Route::AddMessage(c) => messages::add(world, *c, call),
        Route::Message(c, m) => messages::get(world, *c, *m),
        Route::EditMessage(c, m) => messages::edit(world, *c, *m, call),
        Route::DeleteMessage(c, m) => messages::delete(world, *c, *m),
        Route::DeleteMessages(c) => messages::delete_many(world, *c, call),
        Route::Reactions(c, m, e) => reactions::list(world, *c, *m, e, call),
        Route::AddReaction(c, m, e) => reactions::add(world, *c, *m, e),
        Route::RemoveReaction(c, m, e) => reactions::remove(world, *c, *m, e, world.bot.user_id),
        Route::RemoveReactionOf(c, m, e, u) => {
            world.channel_for(*c, bits::MANAGE_MESSAGES)?;
            reactions::remove(world, *c, *m, e, *u)
        }
        Route::ClearReactions(c, m, e) => reactions::clear(world, *c, *m, e.as_deref()),
        Route::Pins(c) => pins::list(world, *c, true),
        Route::OldPins(c) => pins::list(world, *c, false),
        Route::Pin(c, m) => pins::set(world, *c, *m, true),
        Route::Unpin(c, m) => pins::set(world, *c, *m, false),
        Route::ThreadFromMessage(c, m) => threads::from_message(world, *c, *m, call),
        Route::AddThread(c) => threads::without_message(world, *c, call),
        Route::ArchivedThreads(c, private) => threads::archived(world, *c, *private, call),
        Route::ThreadMembers(c) => thread_members::list(world, *c, call),
        Route::ThreadMember(c, u) => thread_members::get(world, *c, *u, call),
        Route::JoinThread(c, u) => thread_members::join(world, *c, *u),
        Route::LeaveThread(c, u) => thread_members::leave(world, *c, *u),
        Route::Callback(i, token) => interactions::callback(world, *i, token, call),
        Route::FollowUp(a, token) => webhooks::follow_up(world, *a, token, call),
        Route::Answer(a, token, m) => webhooks::get(world, *a, token, *m),
        Route::EditAnswer(a, token, m) => webhooks::edit(world, *a, token, *m, call),
        Route::DeleteAnswer(a, token, m) => webhooks::delete(world, *a, token, *m),
    }
}
