//! Who can read a team's channel, and whether our bot can work there: the guild as it stands at
//! this moment.

use std::collections::{BTreeSet, HashMap};

use serde::{Deserialize, Serialize};
use serenity::all::{ChannelId, GuildId, Permissions, RoleId, UserId};

use super::error::DiscordError;
use super::model::{Channel, Guild, Member, OverwriteTarget, Role};
use super::permissions::{Hindered, Needed, Outsiders, Rights, calls, hindered, outsiders};
use super::sender::Sender;
use crate::domain::ids;
use crate::domain::rights::TeamRoles;

/// Members named by channels' overwrites that are read one by one where Discord does not list all.
const NAMED_AT_MOST: usize = 50;

/// A guild as far as it decides who reads what.
#[derive(Debug, Clone)]
pub struct Standing {
    guild: Guild,
    channels: HashMap<ChannelId, Channel>,
    members: Vec<Member>,
    holders: HashMap<RoleId, u64>,
    me: UserId,
    my_roles: Vec<RoleId>,
}

/// Somebody who can read a channel without being of its team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The whole guild.
    Everyone,
    /// Everybody with this role.
    Role(RoleId),
    /// A person.
    Person(UserId),
    /// Another bot.
    Bot(UserId),
    /// The owner or an administrator, person or bot: no channel is closed to them.
    Administrator(UserId),
}

impl Standing {
    /// Reads the guild, and the members that are named in one of `places`, or all of them if
    /// Discord lists them to this bot.
    ///
    /// # Errors
    /// As everywhere; [`DiscordError::Gone`] or [`DiscordError::Forbidden`] if the bot is not in
    /// that guild.
    pub async fn read(
        discord: &Sender,
        guild: GuildId,
        me: UserId,
        places: &[ChannelId],
    ) -> Result<Self, DiscordError> {
        let application = discord.current_application().await?;
        let found = discord.guild(guild).await?;
        let channels = discord.guild_channels(guild).await?;
        let members = if application.has_members() {
            discord.members(guild).await?
        } else {
            let here = channels.iter().filter(|one| places.contains(&one.id));
            let mut named = named(here);
            named.insert(found.owner_id);
            named.insert(me);
            one_by_one(discord, guild, named).await?
        };
        let mine = members.iter().find(|member| member.user.id == me);
        Ok(Self {
            my_roles: mine.map(|member| member.roles.clone()).unwrap_or_default(),
            holders: discord.role_member_counts(guild).await?,
            guild: found,
            channels: channels.into_iter().map(|one| (one.id, one)).collect(),
            members,
            me,
        })
    }

    /// The guild's name.
    pub fn name(&self) -> &str {
        &self.guild.name
    }

    /// The channel, if it still exists.
    pub fn channel(&self, id: ChannelId) -> Option<&Channel> {
        self.channels.get(&id)
    }

    /// The role, if it was chosen and still exists.
    pub fn role(&self, id: ids::RoleId) -> Option<&Role> {
        self.guild.roles.iter().find(|role| role.id.get() == id.0)
    }

    /// How many members have the role.
    pub fn holders(&self, role: RoleId) -> u64 {
        self.holders.get(&role).copied().unwrap_or(0)
    }

    /// Whether our bot may do this in the guild as a whole.
    pub fn may(&self, wanted: Needed) -> bool {
        let has = self.rights().in_guild(self.me, &self.my_roles);
        has.contains(wanted.permission())
    }

    /// What our bot lacks in a team's channel.
    pub fn missing(&self, channel: &Channel) -> Vec<Needed> {
        Needed::missing(&Needed::IN_CHANNEL, self.mine(channel))
    }

    /// Whether our bot's messages in the channel call those with the role.
    pub fn calls(&self, channel: &Channel, role: &Role) -> bool {
        calls(self.mine(channel), role)
    }

    fn mine(&self, channel: &Channel) -> Permissions {
        self.rights()
            .in_channel(self.me, &self.my_roles, &channel.permission_overwrites)
    }

    /// Which of the team's and its supervisors' roles the channel hinders.
    pub fn hindered(&self, channel: &Channel, team: &TeamRoles) -> Hindered {
        let overwrites = &channel.permission_overwrites;
        hindered(&self.rights(), overwrites, &self.insiders(team))
    }

    /// The team's and its supervisors' roles, as far as they exist.
    fn insiders(&self, team: &TeamRoles) -> Vec<RoleId> {
        [team.agents, team.supervisors]
            .into_iter()
            .flatten()
            .filter_map(|role| self.role(role))
            .map(|role| role.id)
            .collect()
    }

    /// Who can read the channel besides the team, those who supervise it, and our bot.
    pub fn outsiders(&self, channel: &Channel, team: &TeamRoles) -> Outsiders {
        outsiders(
            &self.rights(),
            &channel.permission_overwrites,
            &self.insiders(team),
            self.me,
            &self.members,
        )
    }

    /// The same, one by one.
    pub fn readers(&self, channel: &Channel, team: &TeamRoles) -> BTreeSet<Reader> {
        let found = self.outsiders(channel, team);
        let roles = found.roles.into_iter().map(|role| {
            if role.get() == self.guild.id.get() {
                Reader::Everyone
            } else {
                Reader::Role(role)
            }
        });
        roles
            .chain(found.persons.into_iter().map(Reader::Person))
            .chain(found.bots.into_iter().map(Reader::Bot))
            .chain(found.administrators.into_iter().map(Reader::Administrator))
            .collect()
    }

    /// What a reader is called, as it is typed in Discord: `@Vendas`. A person that is not known
    /// by name is mentioned by id.
    pub fn called(&self, reader: Reader) -> String {
        let user = match reader {
            Reader::Everyone => return "@everyone".to_owned(),
            Reader::Role(role) => {
                return match self.role(ids::RoleId(role.get())) {
                    Some(role) => format!("@{}", role.name),
                    None => format!("<@&{role}>"),
                };
            }
            Reader::Person(user) | Reader::Bot(user) | Reader::Administrator(user) => user,
        };
        let member = self.members.iter().find(|member| member.user.id == user);
        let name = member.map(|member| {
            let nick = member.nick.as_ref();
            nick.or(member.user.global_name.as_ref())
                .unwrap_or(&member.user.username)
        });
        // A bot's own role bears its name.
        let own_role = || {
            let mut roles = self.guild.roles.iter();
            roles.find(|role| role.tags.bot_id == Some(user))
        };
        match name.or_else(|| own_role().map(|role| &role.name)) {
            Some(name) => format!("@{name}"),
            None => format!("<@{user}>"),
        }
    }

    fn rights(&self) -> Rights<'_> {
        Rights {
            guild: self.guild.id,
            owner: self.guild.owner_id,
            roles: &self.guild.roles,
        }
    }
}

impl Reader {
    /// As a message names it: nobody is pinged unless the message allows it.
    pub fn mention(self) -> String {
        match self {
            Self::Everyone => "@everyone".to_owned(),
            Self::Role(role) => format!("<@&{role}>"),
            Self::Person(user) | Self::Bot(user) | Self::Administrator(user) => {
                format!("<@{user}>")
            }
        }
    }

    /// Whether no channel can be closed to them.
    pub fn is_administrator(self) -> bool {
        matches!(self, Self::Administrator(_))
    }
}

/// Whom the overwrites of these channels name.
fn named<'a>(channels: impl Iterator<Item = &'a Channel>) -> BTreeSet<UserId> {
    let overwrites = channels.flat_map(|channel| &channel.permission_overwrites);
    overwrites
        .filter_map(|overwrite| match overwrite.target {
            OverwriteTarget::Member(user) => Some(user),
            OverwriteTarget::Role(_) => None,
        })
        .take(NAMED_AT_MOST)
        .collect()
}

async fn one_by_one(
    discord: &Sender,
    guild: GuildId,
    users: BTreeSet<UserId>,
) -> Result<Vec<Member>, DiscordError> {
    let mut members = Vec::new();
    for user in users {
        match discord.member(guild, user).await {
            Ok(member) => members.push(member),
            // Whoever has left reads nothing; the overwrite stays behind.
            Err(DiscordError::Gone { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(members)
}
