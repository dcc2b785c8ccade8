//! The guild as a client shows it: who is in it, in which roles, and what ids stand for.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::discord::Discord;
use crate::discord::commands::localized;
use crate::discord::ids::Id;
use crate::discord::permissions::bits;

use super::{Person, SeenAttachment};

/// A role as a client shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenRole {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The colour of its members' names, `0xRRGGBB`; 0 for none.
    pub color: u32,
}

/// Somebody in the list of members.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeenMember {
    /// The user.
    pub id: Id,
    /// The name that the guild shows.
    pub name: String,
    /// Whether it is a bot.
    pub bot: bool,
    /// Whether a bot is connected; people always are.
    pub online: bool,
    /// Their roles, the highest first.
    pub roles: Vec<SeenRole>,
}

impl Discord {
    /// The guild's name.
    pub fn guild_name(&self) -> String {
        self.inner.look(|world| {
            let guild = world.guilds.get(&world.home);
            guild.map(|guild| guild.name.clone()).unwrap_or_default()
        })
    }

    /// Every role of the guild, the highest first, the one of everybody not among them.
    pub fn roles(&self) -> Vec<SeenRole> {
        self.inner.look(|world| {
            let guild = world.guilds.get(&world.home);
            let roles = guild.into_iter().flat_map(|guild| guild.roles.values());
            let mut roles: Vec<_> = roles.filter(|role| role.id != world.home).collect();
            roles.sort_by_key(|role| std::cmp::Reverse(role.position));
            let seen = roles.into_iter().map(|role| SeenRole {
                id: role.id,
                name: role.name.clone(),
                color: role.color,
            });
            seen.collect()
        })
    }

    /// Everybody in the guild, bots too, who can see a channel or thread, in the order of their
    /// ids; without one, everybody.
    pub fn members(&self, of: Option<Id>) -> Vec<SeenMember> {
        let roles = self.roles();
        let online = self.activity().connected > 0;
        let found: Vec<_> = self.inner.look(|world| {
            let guild = world.guilds.get(&world.home);
            let members = guild.into_iter().flat_map(|guild| guild.members.values());
            let sees = |user| of.is_none_or(|place| world.may(user, place, bits::VIEW_CHANNEL));
            let members = members.filter(|member| sees(member.user_id));
            let bot = |user| world.users.get(user).is_some_and(|user| user.bot);
            members
                .map(|member| (member.clone(), bot(&member.user_id)))
                .collect()
        });
        let members = found.into_iter().map(|(member, bot)| SeenMember {
            id: member.user_id,
            name: self.person(member.user_id).name(),
            bot,
            online: online || !bot,
            roles: roles
                .iter()
                .filter(|role| member.roles.contains(&role.id))
                .cloned()
                .collect(),
        });
        members.collect()
    }

    /// A file that stands in a message, by its id.
    pub fn file(&self, id: Id) -> Option<SeenAttachment> {
        self.inner.look(|world| {
            let mut all = world.messages.values().flat_map(|m| &m.attachments);
            let found = all.find(|attachment| attachment.id == id)?;
            Some(SeenAttachment::of(world, found))
        })
    }
}

impl Person {
    /// The language of their Discord, such as `pt-BR`.
    pub fn locale(&self) -> String {
        let inner = &self.discord.inner;
        inner.look(|world| world.locale(self.id).to_owned())
    }

    /// Sets the language of their Discord.
    pub fn speaks(&self, locale: &str) {
        self.with(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.locale = locale.to_owned();
            }
        });
    }

    /// Whether they may write in a channel or thread.
    pub fn may_write(&self, channel: Id) -> bool {
        self.discord.inner.look(|world| {
            let wanted = bits::VIEW_CHANNEL | world.writing(channel);
            let there = world.channels.get(&channel);
            let thread = there.and_then(|found| found.thread.as_ref());
            let locked = thread.is_some_and(|thread| thread.locked);
            let moderates = world.may(self.id, channel, bits::MANAGE_THREADS);
            world.may(self.id, channel, wanted) && (!locked || moderates)
        })
    }

    /// The names of all commands, by id, as a mention of one shows them to this person.
    pub fn command_names(&self) -> BTreeMap<Id, String> {
        self.discord.inner.look(|world| {
            let locale = world.locale(self.id);
            let named = world.commands.values().map(|command| {
                let name = localized(&command.body, "name", locale);
                (command.id, name.to_owned())
            });
            named.collect()
        })
    }
}
