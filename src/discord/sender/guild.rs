//! The guild, its people, and the bot itself.

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use reqwest::Method;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serenity::all::{GuildId, RoleId, UserId};

use super::{Body, Call, Sender};
use crate::discord::audit::{Deletion, Log, MESSAGE_DELETE};
use crate::discord::error::DiscordError;
use crate::discord::limiter::{Endpoint, Priority, Route};
use crate::discord::model::{Application, Channel, Guild, Member, Role, User};

/// Members that Discord returns at once.
const MEMBERS_PAGE: usize = 1000;

/// Deletions that are looked through: those of the last minutes are among them.
const DELETIONS: usize = 50;

impl Sender {
    /// Reads the guild, with its roles.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn guild(&self, guild: GuildId) -> Result<Guild, DiscordError> {
        let read: Guild = self.get(Endpoint::Guild, guild, "").await?;
        let limit = read.upload_limit();
        self.inner.upload_limit.store(limit, Ordering::Relaxed);
        Ok(read)
    }

    /// The largest file that the guild takes, in bytes, as of when it was last read; before that
    /// what every guild takes. Its boosts may have ended since: then Discord answers
    /// [`DiscordError::TooLarge`].
    pub fn upload_limit(&self) -> u64 {
        self.inner.upload_limit.load(Ordering::Relaxed)
    }

    /// Reads the guild's channels, without threads.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn guild_channels(&self, guild: GuildId) -> Result<Vec<Channel>, DiscordError> {
        self.get(Endpoint::GuildChannels, guild, "/channels").await
    }

    /// Reads the guild's roles, @everyone included.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn guild_roles(&self, guild: GuildId) -> Result<Vec<Role>, DiscordError> {
        self.get(Endpoint::GuildRoles, guild, "/roles").await
    }

    /// Reads how many members have each role, @everyone not included. It needs no privileged
    /// intent.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn role_member_counts(
        &self,
        guild: GuildId,
    ) -> Result<HashMap<RoleId, u64>, DiscordError> {
        self.get(Endpoint::RoleMemberCounts, guild, "/roles/member-counts")
            .await
    }

    /// Reads one member.
    ///
    /// # Errors
    /// [`DiscordError::Gone`] if they are none.
    pub async fn member(&self, guild: GuildId, user: UserId) -> Result<Member, DiscordError> {
        self.get(Endpoint::Member, guild, &format!("/members/{user}"))
            .await
    }

    /// Reads all members, page by page.
    ///
    /// # Errors
    /// [`DiscordError::Forbidden`] unless the *Server Members Intent* is on in Discord's portal.
    pub async fn members(&self, guild: GuildId) -> Result<Vec<Member>, DiscordError> {
        let mut all: Vec<Member> = Vec::new();
        loop {
            let after = all.last().map_or(0, |member| member.user.id.get());
            let rest = format!("/members?limit={MEMBERS_PAGE}&after={after}");
            let page: Vec<Member> = self.get(Endpoint::Members, guild, &rest).await?;
            let more = page.len() >= MEMBERS_PAGE;
            all.extend(page);
            // The next page starts after the highest id.
            all.sort_by_key(|member| member.user.id);
            if !more {
                return Ok(all);
            }
        }
    }

    /// Reads all threads of the guild that are not archived.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn active_threads(&self, guild: GuildId) -> Result<Vec<Channel>, DiscordError> {
        #[derive(Deserialize)]
        struct Active {
            threads: Vec<Channel>,
        }
        let active: Active = self
            .get(Endpoint::ActiveThreads, guild, "/threads/active")
            .await?;
        Ok(active.threads)
    }

    /// Reads who deleted messages of others lately, newest first.
    ///
    /// # Errors
    /// [`DiscordError::Forbidden`] without the permission *View Audit Log*.
    pub async fn deletions(&self, guild: GuildId) -> Result<Vec<Deletion>, DiscordError> {
        let rest = format!("/audit-logs?action_type={MESSAGE_DELETE}&limit={DELETIONS}");
        let log: Log = self.get(Endpoint::AuditLog, guild, &rest).await?;
        Ok(log.audit_log_entries)
    }

    /// Reads the bot's application.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn current_application(&self) -> Result<Application, DiscordError> {
        self.read(Endpoint::CurrentApplication, 0, "/applications/@me".into())
            .await
    }

    /// Reads the bot's own account.
    ///
    /// # Errors
    /// As everywhere.
    pub async fn current_user(&self) -> Result<User, DiscordError> {
        self.read(Endpoint::CurrentUser, 0, "/users/@me".into())
            .await
    }

    async fn get<T: DeserializeOwned>(
        &self,
        endpoint: Endpoint,
        guild: GuildId,
        rest: &str,
    ) -> Result<T, DiscordError> {
        self.read(endpoint, guild.get(), format!("/guilds/{guild}{rest}"))
            .await
    }

    async fn read<T: DeserializeOwned>(
        &self,
        endpoint: Endpoint,
        major: u64,
        path: String,
    ) -> Result<T, DiscordError> {
        let call = Call {
            route: Route::new(endpoint, major),
            method: Method::GET,
            path,
            body: Body::None,
        };
        self.ask(&call, Priority::Post).await
    }
}
