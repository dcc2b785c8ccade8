//! What can be added to a guild: roles, people, channels.

use std::collections::BTreeSet;

use super::ids::Id;
use super::model::{CATEGORY, Overwrite, TEXT};
use super::permissions::bits;

/// A role to make.
#[derive(Debug, Clone)]
pub struct NewRole {
    pub(super) name: String,
    pub(super) permissions: u64,
    pub(super) mentionable: bool,
    pub(super) color: u32,
}

impl NewRole {
    /// A role that grants nothing by itself.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            permissions: 0,
            mentionable: false,
            color: 0,
        }
    }

    /// Grants these [permissions](super::permissions::bits) in the whole guild.
    #[must_use]
    pub fn granting(mut self, permissions: u64) -> Self {
        self.permissions |= permissions;
        self
    }

    /// Shows its members' names in this colour, `0xRRGGBB`.
    #[must_use]
    pub fn coloured(mut self, color: u32) -> Self {
        self.color = color;
        self
    }

    /// Anybody may mention it.
    #[must_use]
    pub fn mentionable(mut self) -> Self {
        self.mentionable = true;
        self
    }
}

/// A person to make.
#[derive(Debug, Clone)]
pub struct NewMember {
    pub(super) name: String,
    pub(super) nick: Option<String>,
    pub(super) roles: BTreeSet<Id>,
    pub(super) locale: String,
    pub(super) bot: bool,
}

impl NewMember {
    /// A person whose Discord is in Brazilian Portuguese.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            nick: None,
            roles: BTreeSet::new(),
            locale: "pt-BR".to_owned(),
            bot: false,
        }
    }

    /// Gives a role.
    #[must_use]
    pub fn role(mut self, role: Id) -> Self {
        self.roles.insert(role);
        self
    }

    /// The name that the guild sees.
    #[must_use]
    pub fn nick(mut self, nick: &str) -> Self {
        self.nick = Some(nick.to_owned());
        self
    }

    /// The language of their Discord, such as `en-US`.
    #[must_use]
    pub fn locale(mut self, locale: &str) -> Self {
        self.locale = locale.to_owned();
        self
    }

    /// Another bot, not ours.
    #[must_use]
    pub fn bot(mut self) -> Self {
        self.bot = true;
        self
    }
}

/// A channel to make.
#[derive(Debug, Clone)]
pub struct NewChannel {
    pub(super) name: String,
    pub(super) kind: u8,
    pub(super) parent: Option<Id>,
    private: bool,
    overwrites: Vec<Overwrite>,
}

impl NewChannel {
    /// A text channel with the guild's permissions.
    pub fn text(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: TEXT,
            parent: None,
            private: false,
            overwrites: Vec::new(),
        }
    }

    /// A category.
    pub fn category(name: &str) -> Self {
        Self {
            kind: CATEGORY,
            ..Self::text(name)
        }
    }

    /// Puts it in a category.
    #[must_use]
    pub fn under(mut self, category: Id) -> Self {
        self.parent = Some(category);
        self
    }

    /// Hidden from everyone but our bot and those it is opened for.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// Lets a role see it.
    #[must_use]
    pub fn open_to(self, role: Id) -> Self {
        self.role(role, bits::VIEW_CHANNEL, 0)
    }

    /// Changes what a role may do in it.
    #[must_use]
    pub fn role(mut self, role: Id, allow: u64, deny: u64) -> Self {
        self.overwrites.push(Overwrite {
            id: role,
            of_member: false,
            allow,
            deny,
        });
        self
    }

    /// Changes what a member may do in it.
    #[must_use]
    pub fn member(mut self, member: Id, allow: u64, deny: u64) -> Self {
        self.overwrites.push(Overwrite {
            id: member,
            of_member: true,
            allow,
            deny,
        });
        self
    }

    /// Every overwrite, the ones for privacy first.
    pub(super) fn all_overwrites(&self, guild: Id, bot: Id) -> Vec<Overwrite> {
        let mut all = Vec::new();
        if self.private {
            all.push(Overwrite {
                id: guild,
                of_member: false,
                allow: 0,
                deny: bits::VIEW_CHANNEL,
            });
            all.push(Overwrite {
                id: bot,
                of_member: true,
                allow: bits::VIEW_CHANNEL,
                deny: 0,
            });
        }
        all.extend(self.overwrites.iter().cloned());
        all
    }
}
