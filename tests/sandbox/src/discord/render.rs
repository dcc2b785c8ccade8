//! How Discord writes what the look-alike keeps, field by field as its OpenAPI document says.

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::ids::Id;
use super::model::{
    Attachment, Channel, Emoji, Guild, Member, Message, PRIVATE_THREAD, Role, Sticker,
};
use super::world::World;

/// A moment as Discord writes it.
pub(super) fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, false)
}

pub(super) fn emoji(emoji: &Emoji) -> Value {
    json!({ "id": emoji.id, "name": emoji.name })
}

fn sticker(sticker: &Sticker) -> Value {
    json!({ "id": sticker.id, "name": sticker.name, "format_type": sticker.format.number() })
}

pub(super) fn role(role: &Role) -> Value {
    let mut value = json!({
        "id": role.id,
        "name": role.name,
        "permissions": role.permissions.to_string(),
        "position": role.position,
        "color": role.color,
        "colors": { "primary_color": role.color, "secondary_color": null, "tertiary_color": null },
        "hoist": role.hoist,
        "managed": role.bot_id.is_some(),
        "mentionable": role.mentionable,
        "icon": null,
        "unicode_emoji": null,
        "flags": 0,
    });
    if let Some(bot) = role.bot_id {
        value["tags"] = json!({ "bot_id": bot });
    }
    value
}

impl World {
    pub(super) fn user_json(&self, id: Id) -> Value {
        let Some(user) = self.users.get(&id) else {
            return json!({
                "id": id, "username": "deleted_user", "avatar": null, "discriminator": "0",
                "public_flags": 0, "flags": 0, "global_name": null, "primary_guild": null,
            });
        };
        let mut value = json!({
            "id": user.id,
            "username": user.username,
            "avatar": null,
            "discriminator": if user.bot { "4321" } else { "0" },
            "public_flags": 0,
            "flags": 0,
            "banner": null,
            "accent_color": null,
            "global_name": user.global_name,
            "avatar_decoration_data": null,
            "collectibles": null,
            "primary_guild": null,
        });
        if user.bot {
            value["bot"] = json!(true);
        }
        value
    }

    /// The bot's own account, as it sees it.
    pub(super) fn self_json(&self) -> Value {
        let mut value = self.user_json(self.bot.user_id);
        value["mfa_enabled"] = json!(true);
        value["verified"] = json!(true);
        value["email"] = Value::Null;
        value["locale"] = json!("en-US");
        value["premium_type"] = json!(0);
        value
    }

    /// A member without its user, as it stands beside a message's author.
    pub(super) fn partial_member_json(&self, member: &Member) -> Value {
        json!({
            "avatar": null,
            "banner": null,
            "communication_disabled_until": null,
            "flags": 0,
            "joined_at": time(member.joined_at),
            "nick": member.nick,
            "pending": false,
            "premium_since": null,
            "roles": member.roles,
            "mute": false,
            "deaf": false,
        })
    }

    pub(super) fn member_json(&self, member: &Member) -> Value {
        let mut value = self.partial_member_json(member);
        value["user"] = self.user_json(member.user_id);
        value
    }

    /// A member with what it may do in one channel, as interactions carry it.
    pub(super) fn member_in_json(&self, user: Id, channel: &Channel) -> Option<Value> {
        let member = self.guilds.get(&channel.guild_id)?.members.get(&user)?;
        let mut value = self.member_json(member);
        value["permissions"] = json!(self.permissions(user, channel.id).to_string());
        value["unusual_dm_activity_until"] = Value::Null;
        Some(value)
    }

    /// A channel or thread.
    pub(super) fn channel_json(&self, channel: &Channel) -> Value {
        let mut value = json!({
            "id": channel.id,
            "type": channel.kind,
            "guild_id": channel.guild_id,
            "name": channel.name,
            "parent_id": channel.parent_id,
            "last_message_id": channel.last_message_id,
            "flags": 0,
        });
        if channel.holds_messages() {
            value["rate_limit_per_user"] = json!(channel.slowmode);
            value["last_pin_timestamp"] = json!(channel.last_pin.map(time));
        }
        let Some(thread) = &channel.thread else {
            value["position"] = json!(channel.position);
            value["topic"] = json!(channel.topic);
            value["nsfw"] = json!(channel.nsfw);
            value["permission_overwrites"] = channel
                .overwrites
                .iter()
                .map(|o| {
                    json!({
                        "id": o.id,
                        "type": u8::from(o.of_member),
                        "allow": o.allow.to_string(),
                        "deny": o.deny.to_string(),
                    })
                })
                .collect();
            return value;
        };
        value["owner_id"] = json!(thread.owner_id);
        value["thread_metadata"] = json!({
            "archived": thread.archived,
            "archive_timestamp": time(thread.archive_changed),
            "auto_archive_duration": thread.auto_archive,
            "locked": thread.locked,
            "create_timestamp": time(thread.created),
        });
        if channel.kind == PRIVATE_THREAD {
            value["thread_metadata"]["invitable"] = json!(thread.invitable);
        }
        value["message_count"] = json!(thread.total_sent.saturating_sub(thread.deleted));
        value["total_message_sent"] = json!(thread.total_sent);
        // Discord stops counting at 50.
        value["member_count"] = json!(thread.members.len().min(50));
        if let Some(joined) = thread.members.get(&self.bot.user_id) {
            value["member"] = thread_member(channel.id, self.bot.user_id, *joined);
        }
        value
    }

    pub(super) fn attachment_json(&self, attachment: &Attachment) -> Value {
        let url = self.attachment_url(attachment);
        let mut value = json!({
            "id": attachment.id,
            "filename": attachment.filename,
            "size": attachment.size,
            "url": url,
            "proxy_url": url,
        });
        if let Some(title) = &attachment.title {
            value["title"] = json!(title);
        }
        if let Some(kind) = &attachment.content_type {
            value["content_type"] = json!(kind);
            if kind.starts_with("image/") || kind.starts_with("video/") {
                value["width"] = json!(640);
                value["height"] = json!(480);
            }
        }
        if let Some(description) = &attachment.description {
            value["description"] = json!(description);
        }
        if let Some(seconds) = attachment.duration_secs {
            value["duration_secs"] = json!(seconds);
        }
        if let Some(waveform) = &attachment.waveform {
            value["waveform"] = json!(waveform);
        }
        if attachment.ephemeral {
            value["ephemeral"] = json!(true);
        }
        value
    }

    /// A message as REST returns it; a nonce is never in it.
    pub(super) fn message_json(&self, message: &Message) -> Value {
        let mut value = self.message_without_reference(message);
        if !message.reactions.is_empty() {
            value["reactions"] = message
                .reactions
                .iter()
                .map(|reaction| {
                    json!({
                        "emoji": emoji(&reaction.emoji),
                        "count": reaction.users.len(),
                        "count_details": { "burst": 0, "normal": reaction.users.len() },
                        "burst_colors": [],
                        "me_burst": false,
                        "me": reaction.users.contains(&self.bot.user_id),
                    })
                })
                .collect();
        }
        if let Some(reference) = &message.reference {
            value["message_reference"] = json!({
                "type": reference.kind,
                "channel_id": reference.channel_id,
                "guild_id": reference.guild_id,
            });
            if let Some(id) = reference.message_id {
                value["message_reference"]["message_id"] = json!(id);
            }
            if reference.kind == 0 {
                let referenced = reference.message_id.and_then(|id| self.messages.get(&id));
                value["referenced_message"] = referenced.map_or(Value::Null, |m| {
                    let mut referenced = self.message_without_reference(m);
                    // Discord's own description of a referenced message has none.
                    if let Value::Object(fields) = &mut referenced {
                        fields.remove("reactions");
                    }
                    referenced
                });
            }
        }
        if let Some(thread) = self.channels.get(&message.id) {
            value["thread"] = self.channel_json(thread);
        }
        value
    }

    /// What stands of a message in others that refer to it, too: no reactions, no reference.
    fn message_without_reference(&self, message: &Message) -> Value {
        let mut value = json!({
            "type": message.kind,
            "content": message.content,
            "mentions": message.mentions.iter().map(|id| self.user_json(*id)).collect::<Vec<_>>(),
            "mention_roles": message.mention_roles,
            "attachments":
                message.attachments.iter().map(|a| self.attachment_json(a)).collect::<Vec<_>>(),
            "embeds": message.embeds,
            "timestamp": time(message.at),
            "edited_timestamp": message.edited.map(time),
            "flags": message.flags,
            "components": message.components,
            "id": message.id,
            "channel_id": message.channel_id,
            "author": self.user_json(message.author),
            "pinned": message.pinned.is_some(),
            "mention_everyone": message.mention_everyone,
            "tts": message.tts,
        });
        if !message.snapshots.is_empty() {
            value["message_snapshots"] = json!(message.snapshots);
        }
        if !message.stickers.is_empty() {
            value["sticker_items"] = message.stickers.iter().map(sticker).collect();
        }
        if let Some(poll) = &message.poll {
            value["poll"] = poll.clone();
        }
        if let Some(interaction) = &message.interaction {
            value["interaction_metadata"] = interaction.clone();
        }
        if let Some(application) = message.application_id {
            value["application_id"] = json!(application);
            if message.interaction.is_some() {
                value["webhook_id"] = json!(application);
            }
        }
        value
    }

    /// A message as the gateway sends it: with the guild and the author's member.
    pub(super) fn message_event_json(&self, message: &Message) -> Value {
        let mut value = self.message_json(message);
        let Some(channel) = self.channels.get(&message.channel_id) else {
            return value;
        };
        value["channel_type"] = json!(channel.kind);
        value["guild_id"] = json!(channel.guild_id);
        let members = self.guilds.get(&channel.guild_id).map(|g| &g.members);
        if let Some(member) = members.and_then(|m| m.get(&message.author)) {
            value["member"] = self.partial_member_json(member);
        }
        value
    }

    pub(super) fn guild_json(&self, guild: &Guild) -> Value {
        json!({
            "id": guild.id,
            "name": guild.name,
            "icon": null,
            "description": null,
            "home_header": null,
            "splash": null,
            "discovery_splash": null,
            "features": ["COMMUNITY"],
            "banner": null,
            "owner_id": guild.owner_id,
            "application_id": null,
            "region": "us-east",
            "afk_channel_id": null,
            "afk_timeout": 300,
            "system_channel_id": null,
            "system_channel_flags": 0,
            "widget_enabled": false,
            "widget_channel_id": null,
            "verification_level": 1,
            "roles": guild.roles.values().map(role).collect::<Vec<_>>(),
            "default_message_notifications": 1,
            "mfa_level": 0,
            "explicit_content_filter": 2,
            "max_presences": null,
            "max_members": 500_000,
            "max_stage_video_channel_users": 50,
            "max_video_channel_users": 25,
            "vanity_url_code": null,
            "premium_tier": guild.tier,
            "premium_subscription_count": 0,
            "preferred_locale": guild.locale,
            "rules_channel_id": null,
            "safety_alerts_channel_id": null,
            "public_updates_channel_id": null,
            "premium_progress_bar_enabled": false,
            "premium_progress_bar_enabled_user_updated_at": null,
            "nsfw": false,
            "nsfw_level": 0,
            "emojis": [],
            "stickers": [],
            "incidents_data": null,
        })
    }

    /// A guild as GUILD_CREATE brings it to a session with or without the members' intent.
    pub(super) fn guild_create_json(&self, guild: &Guild, all_members: bool) -> Value {
        let bot = self.bot.user_id;
        let channels = self.channels.values().filter(|c| c.guild_id == guild.id);
        let (threads, plain): (Vec<_>, Vec<_>) = channels.partition(|c| c.thread.is_some());
        let threads = threads.into_iter().filter(|c| {
            c.thread.as_ref().is_some_and(|t| !t.archived) && self.permissions(bot, c.id) != 0
        });
        let members = guild
            .members
            .values()
            .filter(|m| all_members || m.user_id == bot);
        let mut value = self.guild_json(guild);
        value["joined_at"] = json!(guild.members.get(&bot).map(|m| time(m.joined_at)));
        value["large"] = json!(false);
        value["unavailable"] = json!(false);
        value["member_count"] = json!(guild.members.len());
        value["voice_states"] = json!([]);
        value["members"] = members.map(|m| self.member_json(m)).collect();
        value["channels"] = plain.into_iter().map(|c| self.channel_json(c)).collect();
        value["threads"] = threads.map(|c| self.channel_json(c)).collect();
        value["presences"] = json!([]);
        value["stage_instances"] = json!([]);
        value["guild_scheduled_events"] = json!([]);
        value["soundboard_sounds"] = json!([]);
        value
    }
}

/// One member of a thread.
pub(super) fn thread_member(thread: Id, user: Id, joined: DateTime<Utc>) -> Value {
    json!({ "id": thread, "user_id": user, "join_timestamp": time(joined), "flags": 1 })
}
