//! Messages and reactions.

use chrono::TimeDelta;
use reqwest::Method;
use serde_json::json;
use serenity::all::{ChannelId, MessageId};

use super::{Body, Call, Sender};
use crate::clock::Timestamp;
use crate::discord::error::DiscordError;
use crate::discord::limiter::{Endpoint, Priority, Route};
use crate::discord::message::{MessageEdit, NewMessage};
use crate::discord::model::Message;

/// From which age on a message counts as old. Discord says an hour; an edit may have to wait.
const OLD: TimeDelta = TimeDelta::minutes(55);

/// Messages that Discord returns at once.
pub const PAGE: usize = 100;

impl Sender {
    /// Posts a message in a channel or thread. An archived thread is opened by it.
    ///
    /// # Errors
    /// [`DiscordError::Doubt`] must be settled (see [`super::super::doubt`]) before the message is
    /// posted again.
    pub async fn post(
        &self,
        channel: ChannelId,
        message: &NewMessage,
        priority: Priority,
    ) -> Result<Message, DiscordError> {
        let call = Call {
            route: route(Endpoint::PostMessage, channel),
            method: Method::POST,
            path: format!("/channels/{channel}/messages"),
            body: if message.files().is_empty() {
                Body::Json(json!(message))
            } else {
                Body::Multipart(message)
            },
        };
        self.ask(&call, priority).await
    }

    /// Changes a message of ours.
    ///
    /// # Errors
    /// After [`DiscordError::Doubt`] the same edit may be repeated.
    pub async fn edit(
        &self,
        channel: ChannelId,
        message: MessageId,
        edit: &MessageEdit,
        priority: Priority,
    ) -> Result<Message, DiscordError> {
        let endpoint = if is_old(message, self.now()) {
            Endpoint::EditOldMessage
        } else {
            Endpoint::EditMessage
        };
        let call = Call {
            route: route(endpoint, channel),
            method: Method::PATCH,
            path: format!("/channels/{channel}/messages/{message}"),
            body: Body::Json(json!(edit)),
        };
        self.ask(&call, priority).await
    }

    /// Deletes a message.
    ///
    /// # Errors
    /// [`DiscordError::Gone`] if somebody else did; after [`DiscordError::Doubt`] it may be
    /// repeated.
    pub async fn delete(
        &self,
        channel: ChannelId,
        message: MessageId,
        priority: Priority,
    ) -> Result<(), DiscordError> {
        let call = Call {
            route: route(Endpoint::DeleteMessage, channel),
            method: Method::DELETE,
            path: format!("/channels/{channel}/messages/{message}"),
            body: Body::None,
        };
        self.tell(&call, priority).await
    }

    /// Puts an emoji under a message. It may be repeated.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn react(
        &self,
        channel: ChannelId,
        message: MessageId,
        emoji: &str,
    ) -> Result<(), DiscordError> {
        self.reaction(Method::PUT, channel, message, emoji).await
    }

    /// Takes an emoji of ours from under a message. It may be repeated.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn unreact(
        &self,
        channel: ChannelId,
        message: MessageId,
        emoji: &str,
    ) -> Result<(), DiscordError> {
        self.reaction(Method::DELETE, channel, message, emoji).await
    }

    async fn reaction(
        &self,
        method: Method,
        channel: ChannelId,
        message: MessageId,
        emoji: &str,
    ) -> Result<(), DiscordError> {
        // Some have signs that mean something in a path.
        let emoji: String = emoji.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let call = Call {
            route: route(Endpoint::Reaction, channel),
            method,
            path: format!("/channels/{channel}/messages/{message}/reactions/{emoji}/@me"),
            body: Body::None,
        };
        self.tell(&call, Priority::Mark).await
    }

    /// Reads one message.
    ///
    /// # Errors
    /// [`DiscordError::Gone`] if it was deleted.
    pub async fn message(
        &self,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<Message, DiscordError> {
        let call = Call {
            route: route(Endpoint::Message, channel),
            method: Method::GET,
            path: format!("/channels/{channel}/messages/{message}"),
            body: Body::None,
        };
        self.ask(&call, Priority::Post).await
    }

    /// Reads the messages that follow `after`, oldest first: `limit` of them, at most [`PAGE`].
    /// Fewer than that means that there are no more.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn messages_after(
        &self,
        channel: ChannelId,
        after: MessageId,
        limit: usize,
        priority: Priority,
    ) -> Result<Vec<Message>, DiscordError> {
        let limit = limit.clamp(1, PAGE);
        let call = Call {
            route: route(Endpoint::Messages, channel),
            method: Method::GET,
            path: format!("/channels/{channel}/messages?after={after}&limit={limit}"),
            body: Body::None,
        };
        let mut messages: Vec<Message> = self.ask(&call, priority).await?;
        // Discord returns the newest first.
        messages.sort_by_key(|message| message.id);
        Ok(messages)
    }
}

pub(super) fn route(endpoint: Endpoint, channel: ChannelId) -> Route {
    Route::new(endpoint, channel.get())
}

fn is_old(message: MessageId, now: Timestamp) -> bool {
    now - *message.created_at() >= OLD
}
