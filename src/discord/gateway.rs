//! Messages that came through the gateway, in the form in which the sender reads them, so that
//! whoever takes in messages has one kind to deal with.

use serde::Serialize;
use serde_json::Value;
use serenity::all as gateway;

use super::model::{Attachment, Message, Reference, User};
use super::stickers::Sticker;

impl From<&gateway::Message> for Message {
    /// Components V2 are missing: serenity does not read them. Reactions come as events of their
    /// own.
    fn from(message: &gateway::Message) -> Self {
        let interaction = message.interaction_metadata.as_ref();
        Self {
            id: message.id,
            channel_id: message.channel_id,
            author: (&message.author).into(),
            content: message.content.clone(),
            timestamp: utc(message.timestamp),
            edited_timestamp: message.edited_timestamp.map(utc),
            attachments: message.attachments.iter().map(Into::into).collect(),
            kind: message.kind.into(),
            flags: message.flags.map_or(0, |flags| flags.bits()),
            message_reference: message.message_reference.as_ref().map(Into::into),
            mentions: message.mentions.iter().map(Into::into).collect(),
            mention_roles: message.mention_roles.clone(),
            components: message.components.iter().map(json).collect(),
            poll: message.poll.as_ref().map(json),
            sticker_items: message.sticker_items.iter().map(Into::into).collect(),
            interaction_metadata: interaction.map(json),
            webhook_id: message.webhook_id.as_ref().map(json),
            reactions: Vec::new(),
        }
    }
}

impl From<&gateway::StickerItem> for Sticker {
    fn from(sticker: &gateway::StickerItem) -> Self {
        Self {
            id: sticker.id,
            name: sticker.name.to_string(),
            format_type: sticker.format_type.into(),
        }
    }
}

impl From<&gateway::User> for User {
    fn from(user: &gateway::User) -> Self {
        Self {
            id: user.id,
            username: user.name.to_string(),
            global_name: user.global_name.as_ref().map(ToString::to_string),
            bot: user.bot,
        }
    }
}

impl From<&gateway::Attachment> for Attachment {
    fn from(file: &gateway::Attachment) -> Self {
        Self {
            id: file.id,
            filename: file.filename.clone(),
            // serenity does not read it.
            title: None,
            size: file.size.into(),
            url: file.url.clone(),
            content_type: file.content_type.clone(),
            duration_secs: file.duration_secs,
        }
    }
}

impl From<&gateway::MessageReference> for Reference {
    fn from(reference: &gateway::MessageReference) -> Self {
        Self {
            kind: if reference.kind == gateway::MessageReferenceKind::Forward {
                Self::FORWARD
            } else {
                0
            },
            message_id: reference.message_id,
            channel_id: Some(reference.channel_id),
        }
    }
}

fn utc(at: gateway::Timestamp) -> crate::clock::Timestamp {
    *at
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}
