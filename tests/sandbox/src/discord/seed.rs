//! What exists before anything happens: the guild, its roles, people and channels, the bot.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;
use crate::wire::Wire;

use super::audit::AuditLog;
use super::faults::Faults;
use super::ids::{Id, Mint};
use super::model::{Channel, Guild, Member, Overwrite, Role, User};
use super::permissions::bits;
use super::rates::Rates;
use super::sessions::{Gateway, intents};
use super::specs::{NewChannel, NewMember, NewRole};
use super::world::World;

/// Ids of the seed count from here, which is a day in 2023.
const FIRST_ID: u64 = 1_090_000_000_000_000_000;

/// Our bot.
#[derive(Debug, Clone)]
pub(super) struct BotAccount {
    pub(super) user_id: Id,
    pub(super) application_id: Id,
    pub(super) token: String,
    /// The privileged intents that are switched on in the portal.
    pub(super) privileged: u64,
}

/// The beginning of a story.
#[derive(Debug)]
pub struct Seed {
    next: u64,
    guild: Guild,
    others: Vec<(Guild, Vec<Channel>)>,
    users: Vec<User>,
    channels: Vec<(Id, NewChannel)>,
    bot: BotAccount,
    bot_name: String,
    bot_permissions: u64,
    limits: bool,
}

impl Seed {
    /// A guild with an owner, our bot, and nothing else.
    pub fn new(guild_name: &str) -> Self {
        let mut seed = Self {
            next: FIRST_ID,
            guild: empty_guild(Id(FIRST_ID), guild_name),
            others: Vec::new(),
            users: Vec::new(),
            channels: Vec::new(),
            bot: BotAccount {
                user_id: Id(0),
                application_id: Id(0),
                token: String::new(),
                privileged: intents::PRIVILEGED,
            },
            bot_name: "Conecta".to_owned(),
            bot_permissions: bits::BOT,
            limits: false,
        };
        let guild = seed.id();
        seed.guild = empty_guild(guild, guild_name);
        let bot = seed.id();
        seed.bot.user_id = bot;
        // A bot and its application share their id.
        seed.bot.application_id = bot;
        seed.bot.token = format!("{bot}.sandbox.not-a-secret");
        seed.guild.owner_id = seed.member(NewMember::named("Dona"));
        seed
    }

    fn id(&mut self) -> Id {
        // Far enough apart to look like ids of different moments.
        self.next += (1 << 40) + 4_321;
        Id(self.next)
    }

    /// The guild's id, which is also that of its role for everyone.
    pub fn guild_id(&self) -> Id {
        self.guild.id
    }

    /// The bot's user.
    pub fn bot_user_id(&self) -> Id {
        self.bot.user_id
    }

    /// Who owns the guild.
    pub fn owner_id(&self) -> Id {
        self.guild.owner_id
    }

    /// Adds a role above those that exist.
    pub fn role(&mut self, role: NewRole) -> Id {
        let id = self.id();
        let position = u16::try_from(self.guild.roles.len() + 1).unwrap_or(u16::MAX);
        let role = made_role(id, role, position);
        self.guild.roles.insert(id, role);
        id
    }

    /// Adds a person.
    pub fn member(&mut self, member: NewMember) -> Id {
        let id = self.id();
        let (user, member) = made_member(id, member, id.time());
        self.users.push(user);
        self.guild.members.insert(id, member);
        id
    }

    /// Adds a channel.
    pub fn channel(&mut self, channel: NewChannel) -> Id {
        let id = self.id();
        self.channels.push((id, channel));
        id
    }

    /// Adds another guild that the bot is in, with one person and one text channel; answers guild,
    /// person and channel.
    pub fn other_guild(&mut self, name: &str) -> (Id, Id, Id) {
        let (guild_id, person, channel_id) = (self.id(), self.id(), self.id());
        let mut guild = empty_guild(guild_id, name);
        guild.owner_id = person;
        let (user, member) = made_member(person, NewMember::named("Estranha"), person.time());
        self.users.push(user);
        guild.members.insert(person, member);
        let channel = made_channel(
            channel_id,
            guild_id,
            &NewChannel::text("geral"),
            Vec::new(),
            0,
        );
        self.others.push((guild, vec![channel]));
        (guild_id, person, channel_id)
    }

    /// What the bot's own role grants; without a call what [`bits::BOT`] says.
    pub fn bot_may(&mut self, permissions: u64) {
        self.bot_permissions = permissions;
    }

    /// What everybody may in the guild; without a call what [`bits::EVERYONE`] says.
    pub fn everyone_may(&mut self, permissions: u64) {
        if let Some(everyone) = self.guild.roles.get_mut(&self.guild.id) {
            everyone.permissions = permissions;
        }
    }

    /// The guild is boosted to this level, 0 to 3, by which it takes larger files.
    pub fn boosted(&mut self, tier: u8) {
        self.guild.tier = tier;
    }

    /// Switches a privileged intent off in the portal: its bit, such as `1 << 15` for the content
    /// of messages.
    pub fn without_intent(&mut self, intent: u64) {
        self.bot.privileged &= !intent;
    }

    /// Rate limits are kept from the start.
    pub fn limited(&mut self) {
        self.limits = true;
    }

    pub(super) fn build(mut self, clock: Clock, wire: Wire, base: String) -> World {
        let bot = self.bot.user_id;
        let role_id = self.id();
        let mut bot_role = made_role(role_id, NewRole::named(&self.bot_name), 0);
        bot_role.permissions = self.bot_permissions;
        bot_role.bot_id = Some(bot);
        bot_role.position = u16::try_from(self.guild.roles.len() + 1).unwrap_or(u16::MAX);
        self.guild.roles.insert(role_id, bot_role);
        let newcomer = NewMember::named(&self.bot_name).bot().locale("en-US");
        let (user, member) = made_member(bot, newcomer.clone().role(role_id), bot.time());
        self.users.push(user);
        self.guild.members.insert(bot, member);
        let mut channels = BTreeMap::new();
        for (position, (id, new)) in self.channels.iter().enumerate() {
            let overwrites = new.all_overwrites(self.guild.id, bot);
            let position = u16::try_from(position).unwrap_or(u16::MAX);
            channels.insert(
                *id,
                made_channel(*id, self.guild.id, new, overwrites, position),
            );
        }
        let home = self.guild.id;
        let mut guilds = BTreeMap::from([(home, self.guild)]);
        for (mut guild, others) in self.others {
            let (_, member) = made_member(bot, newcomer.clone(), bot.time());
            guild.members.insert(bot, member);
            channels.extend(others.into_iter().map(|channel| (channel.id, channel)));
            guilds.insert(guild.id, guild);
        }
        let mut rates = Rates::default();
        rates.on = self.limits;
        World {
            clock,
            wire,
            base,
            mint: Mint::default(),
            bot: self.bot,
            home,
            users: self.users.into_iter().map(|user| (user.id, user)).collect(),
            guilds,
            channels,
            messages: BTreeMap::new(),
            files: HashMap::new(),
            secret: bot.0 ^ 0x5EC2_E700_0000_0000,
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            nonces: HashMap::new(),
            audit: AuditLog::default(),
            read: HashMap::new(),
            gateway: Gateway::new(),
            rates,
            faults: Faults::default(),
            chosen: HashMap::new(),
            under_way: 0,
            parked: 0,
        }
    }
}

fn empty_guild(id: Id, name: &str) -> Guild {
    let everyone = NewRole::named("@everyone").granting(bits::EVERYONE);
    Guild {
        id,
        name: name.to_owned(),
        owner_id: Id(0),
        locale: "pt-BR".to_owned(),
        tier: 0,
        roles: BTreeMap::from([(id, made_role(id, everyone, 0))]),
        members: BTreeMap::new(),
    }
}

pub(super) fn made_role(id: Id, new: NewRole, position: u16) -> Role {
    Role {
        id,
        name: new.name,
        permissions: new.permissions,
        position,
        color: new.color,
        hoist: false,
        mentionable: new.mentionable,
        bot_id: None,
    }
}

pub(super) fn made_member(id: Id, new: NewMember, joined_at: DateTime<Utc>) -> (User, Member) {
    // People's usernames are small letters and digits; bots keep theirs as they were made.
    let small = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let username = if new.bot {
        new.name.clone()
    } else {
        new.name.to_lowercase().chars().map(small).collect()
    };
    let user = User {
        id,
        username,
        global_name: (!new.bot).then(|| new.name.clone()),
        bot: new.bot,
        locale: new.locale,
    };
    let member = Member {
        user_id: id,
        nick: new.nick,
        roles: new.roles,
        joined_at: joined_at + TimeDelta::minutes(1),
    };
    (user, member)
}

pub(super) fn made_channel(
    id: Id,
    guild_id: Id,
    new: &NewChannel,
    overwrites: Vec<Overwrite>,
    position: u16,
) -> Channel {
    Channel {
        id,
        guild_id,
        kind: new.kind,
        name: new.name.clone(),
        topic: None,
        parent_id: new.parent,
        position,
        overwrites,
        nsfw: false,
        slowmode: 0,
        last_message_id: None,
        last_pin: None,
        messages: BTreeSet::new(),
        thread: None,
    }
}

impl World {
    /// Makes a channel while the story runs.
    pub(super) fn add_channel(&mut self, guild: Id, new: &NewChannel) -> Id {
        let id = self.new_id();
        let position = self
            .channels
            .values()
            .filter(|c| c.guild_id == guild)
            .count();
        let position = u16::try_from(position).unwrap_or(u16::MAX);
        let overwrites = new.all_overwrites(guild, self.bot.user_id);
        let channel = made_channel(id, guild, new, overwrites, position);
        self.channels.insert(id, channel);
        self.tell_channel("CHANNEL_CREATE", id);
        id
    }
}
