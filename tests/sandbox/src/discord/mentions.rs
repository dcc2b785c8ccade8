//! Whom a message names, and whom it pings.
//!
//! <https://discord.com/developers/docs/resources/message#allowed-mentions-object>

use serde_json::{Value, json};

use super::ids::Id;
use super::model::{Message, kinds};
use super::permissions::bits;
use super::render;
use super::world::World;

/// The ids in `<@id>`, `<@!id>` or `<@&id>` of a text.
fn named(text: &str, role: bool) -> Vec<Id> {
    let mut ids = Vec::new();
    for part in text.split("<@").skip(1) {
        let Some((inside, _)) = part.split_once('>') else {
            continue;
        };
        let digits = match (inside.strip_prefix('&'), role) {
            (Some(digits), true) => digits,
            (None, false) => inside.trim_start_matches('!'),
            _ => continue,
        };
        if let Ok(id) = digits.parse()
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    ids
}

/// Every text that people read in a message: its content and the texts among its components.
fn texts(message: &Message) -> String {
    let mut all = message.content.clone();
    fn gather(components: &[Value], all: &mut String) {
        for component in components {
            if component["type"] == 10 {
                all.push('\n');
                all.push_str(component["content"].as_str().unwrap_or_default());
            }
            if let Some(inner) = component["components"].as_array() {
                gather(inner, all);
            }
        }
    }
    gather(&message.components, &mut all);
    all
}

/// Fills in whom a message mentions. What is not allowed is not mentioned.
pub(super) fn apply(world: &World, guild: Id, message: &mut Message, allowed: &Value, fresh: bool) {
    let Some(guild) = world.guilds.get(&guild) else {
        return;
    };
    let text = texts(message);
    let restricted = allowed.is_object();
    let parses = |what: &str| {
        allowed["parse"]
            .as_array()
            .is_some_and(|list| list.iter().any(|entry| entry == what))
    };
    let lists = |what: &str, id: Id| {
        allowed[what]
            .as_array()
            .is_some_and(|list| list.iter().any(|entry| *entry == json!(id)))
    };
    let of_bot = message.author == world.bot.user_id;
    let mut mentions: Vec<Id> = named(&text, false)
        .into_iter()
        .filter(|id| guild.members.contains_key(id))
        .filter(|id| !restricted || parses("users") || lists("users", *id))
        .collect();
    let replied = message
        .reference
        .as_ref()
        .filter(|_| message.kind == kinds::REPLY)
        .and_then(|r| world.messages.get(&r.message_id?))
        .map(|m| m.author);
    let replied_allowed = match &allowed["replied_user"] {
        Value::Bool(allowed) => *allowed,
        _ => !restricted,
    };
    if let Some(author) = replied
        && author != message.author
        && (replied_allowed || lists("users", author))
        && !mentions.contains(&author)
    {
        mentions.push(author);
    }
    let everybody = world.may(message.author, message.channel_id, bits::MENTION_EVERYONE);
    message.mention_roles = named(&text, true)
        .into_iter()
        .filter(|id| {
            let role = guild.roles.get(id);
            role.is_some_and(|role| role.mentionable || everybody)
        })
        .filter(|id| !restricted || parses("roles") || lists("roles", *id))
        .collect();
    message.mentions = mentions;
    let here = text.contains("@everyone") || text.contains("@here");
    message.mention_everyone = here && everybody && (!restricted || parses("everyone"));
    if of_bot && !fresh {
        // An edit names people but never pings them.
        message.mention_everyone = false;
    }
}

/// What stands in a message that forwards this one.
pub(super) fn snapshot(world: &World, message: &Message) -> Value {
    json!({ "message": {
        "type": message.kind,
        "content": message.content,
        "mentions": message.mentions.iter().map(|id| world.user_json(*id)).collect::<Vec<_>>(),
        "mention_roles": message.mention_roles,
        "attachments":
            message.attachments.iter().map(|a| world.attachment_json(a)).collect::<Vec<_>>(),
        "embeds": message.embeds,
        "timestamp": render::time(message.at),
        "edited_timestamp": message.edited.map(render::time),
        "flags": message.flags,
        "components": message.components,
    }})
}

impl World {
    /// Whom a message pings: those it mentions, by name, role or all.
    pub(super) fn pinged(&self, message: &Message) -> Vec<Id> {
        let Some(guild) = self.guild_of(message.channel_id) else {
            return Vec::new();
        };
        let by_role = |member: &&super::model::Member| {
            message.mention_everyone
                || message
                    .mention_roles
                    .iter()
                    .any(|role| member.roles.contains(role))
        };
        let mut ids = message.mentions.clone();
        ids.extend(guild.members.values().filter(by_role).map(|m| m.user_id));
        ids.retain(|id| {
            *id != message.author && self.may(*id, message.channel_id, bits::VIEW_CHANNEL)
        });
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whoever is mentioned in a thread, by name or by role, and can see it becomes a member of it.
    pub(super) fn draw_in(&mut self, id: Id) {
        let Some(message) = self.messages.get(&id) else {
            return;
        };
        let channel = message.channel_id;
        if self
            .channels
            .get(&channel)
            .is_none_or(|c| c.thread.is_none())
        {
            return;
        }
        let mut drawn = message.mentions.clone();
        let members = self
            .guild_of(channel)
            .into_iter()
            .flat_map(|g| g.members.values());
        let having = members.filter(|m| message.mention_roles.iter().any(|r| m.roles.contains(r)));
        drawn.extend(having.map(|m| m.user_id));
        for user in drawn {
            let person = self.users.get(&user).is_some_and(|u| !u.bot);
            if person && self.may(user, channel, bits::VIEW_CHANNEL) {
                self.enter_thread(channel, user);
            }
        }
    }
}
