//! Channels and threads.

use reqwest::Method;
use serde::Serialize;
use serde_json::json;
use serenity::all::{ChannelId, MessageId, UserId};

use super::messages::route;
use super::{Body, Call, Sender};
use crate::discord::error::DiscordError;
use crate::discord::limiter::{Endpoint, Priority};
use crate::discord::model::{Channel, Overwrite};
use crate::discord::shorten::shorten;

const NAME_LIMIT: usize = 100;

/// After how many minutes of silence Discord archives a thread by itself: a week, the longest.
const AUTO_ARCHIVE: u32 = 10_080;

/// What changes in a thread; what is not named stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ThreadEdit {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<bool>,
}

impl ThreadEdit {
    /// Archives the thread (never locked, so that its buttons live), or opens it.
    pub fn archived(archived: bool) -> Self {
        Self {
            archived: Some(archived),
            ..Self::default()
        }
    }

    /// Renames the thread; cut at 100 characters. Discord takes about two new names in ten
    /// minutes.
    pub fn name(name: &str) -> Self {
        Self {
            name: Some(shorten(name, NAME_LIMIT)),
            ..Self::default()
        }
    }
}

impl Sender {
    /// Starts a public thread from a message; its id is the message's. The name is cut at 100
    /// characters.
    ///
    /// # Errors
    /// [`DiscordError::AlreadyHasThread`] means that it was done before;
    /// [`DiscordError::TooManyThreads`] that others must be archived first.
    pub async fn start_thread_from(
        &self,
        channel: ChannelId,
        message: MessageId,
        name: &str,
    ) -> Result<Channel, DiscordError> {
        let call = Call {
            route: route(Endpoint::StartThread, channel),
            method: Method::POST,
            path: format!("/channels/{channel}/messages/{message}/threads"),
            body: Body::Json(json!({
                "name": shorten(name, NAME_LIMIT),
                "auto_archive_duration": AUTO_ARCHIVE,
            })),
        };
        self.ask(&call, Priority::Post).await
    }

    /// Archives, opens or renames a thread. It may be repeated.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn edit_thread(
        &self,
        thread: ChannelId,
        edit: &ThreadEdit,
    ) -> Result<Channel, DiscordError> {
        let endpoint = if edit.name.is_some() {
            Endpoint::RenameChannel
        } else {
            Endpoint::EditChannel
        };
        self.edit_channel(thread, endpoint, json!(edit)).await
    }

    /// Replaces all overwrites of a channel. It may be repeated.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn edit_channel_permissions(
        &self,
        channel: ChannelId,
        overwrites: &[Overwrite],
    ) -> Result<Channel, DiscordError> {
        let body = json!({ "permission_overwrites": overwrites });
        self.edit_channel(channel, Endpoint::EditChannel, body)
            .await
    }

    async fn edit_channel(
        &self,
        channel: ChannelId,
        endpoint: Endpoint,
        body: serde_json::Value,
    ) -> Result<Channel, DiscordError> {
        let call = Call {
            route: route(endpoint, channel),
            method: Method::PATCH,
            path: format!("/channels/{channel}"),
            body: Body::Json(body),
        };
        self.ask(&call, Priority::Post).await
    }

    /// Adds somebody to a thread, which then shows as unread for them. It may be repeated.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn add_member(&self, thread: ChannelId, user: UserId) -> Result<(), DiscordError> {
        self.thread_member(Method::PUT, thread, user).await
    }

    /// Removes somebody from a thread. It may be repeated.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn remove_member(&self, thread: ChannelId, user: UserId) -> Result<(), DiscordError> {
        self.thread_member(Method::DELETE, thread, user).await
    }

    async fn thread_member(
        &self,
        method: Method,
        thread: ChannelId,
        user: UserId,
    ) -> Result<(), DiscordError> {
        let call = Call {
            route: route(Endpoint::ThreadMember, thread),
            method,
            path: format!("/channels/{thread}/thread-members/{user}"),
            body: Body::None,
        };
        self.tell(&call, Priority::Post).await
    }

    /// Reads a channel or thread.
    ///
    /// # Errors
    /// [`DiscordError::Gone`] if it was deleted.
    pub async fn channel(&self, channel: ChannelId) -> Result<Channel, DiscordError> {
        let call = Call {
            route: route(Endpoint::Channel, channel),
            method: Method::GET,
            path: format!("/channels/{channel}"),
            body: Body::None,
        };
        self.ask(&call, Priority::Post).await
    }
}
