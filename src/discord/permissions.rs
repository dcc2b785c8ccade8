//! Who may do what in a channel, as Discord computes it:
//! <https://discord.com/developers/docs/topics/permissions#permission-overwrites>

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use serenity::all::{GuildId, Permissions, RoleId, UserId};

use super::model::{Member, Overwrite, OverwriteTarget, Role};

/// A guild, as far as permissions go.
#[derive(Debug, Clone, Copy)]
pub struct Rights<'a> {
    /// The guild, whose id is also that of @everyone.
    pub guild: GuildId,
    /// Its owner, who may do everything.
    pub owner: UserId,
    /// All its roles.
    pub roles: &'a [Role],
}

impl Rights<'_> {
    /// What somebody with `roles` may do in the guild, before any channel's overwrites.
    pub fn in_guild(&self, user: UserId, roles: &[RoleId]) -> Permissions {
        if user == self.owner {
            return Permissions::all();
        }
        self.of_roles(roles)
    }

    /// What somebody with `roles` may do in a channel with these overwrites.
    pub fn in_channel(
        &self,
        user: UserId,
        roles: &[RoleId],
        overwrites: &[Overwrite],
    ) -> Permissions {
        let base = self.in_guild(user, roles);
        self.overwritten(base, Some(user), roles, overwrites)
    }

    fn everyone(&self) -> RoleId {
        self.guild.get().into()
    }

    fn of_roles(&self, roles: &[RoleId]) -> Permissions {
        let everyone = self.everyone();
        let sum = self
            .roles
            .iter()
            .filter(|role| role.id == everyone || roles.contains(&role.id))
            .fold(Permissions::empty(), |sum, role| sum | role.permissions);
        if sum.administrator() {
            Permissions::all()
        } else {
            sum
        }
    }

    /// @everyone's overwrite first, then all the roles' denials and permissions together, then the
    /// person's own. Administrators are above them all.
    fn overwritten(
        &self,
        base: Permissions,
        user: Option<UserId>,
        roles: &[RoleId],
        overwrites: &[Overwrite],
    ) -> Permissions {
        if base.administrator() {
            return base;
        }
        let everyone = self.everyone();
        let steps: [&dyn Fn(OverwriteTarget) -> bool; 3] = [
            &|target| target == OverwriteTarget::Role(everyone),
            &|target| matches!(target, OverwriteTarget::Role(role) if role != everyone && roles.contains(&role)),
            &|target| matches!(target, OverwriteTarget::Member(member) if Some(member) == user),
        ];
        steps.iter().fold(base, |permissions, concerns| {
            let (allow, deny) = overwrites
                .iter()
                .filter(|overwrite| concerns(overwrite.target))
                .fold(
                    (Permissions::empty(), Permissions::empty()),
                    |(allow, deny), overwrite| (allow | overwrite.allow, deny | overwrite.deny),
                );
            (permissions - deny) | allow
        })
    }

    /// What having `role`, and nothing else, is enough to do in the channel.
    fn of_role_in(&self, role: RoleId, overwrites: &[Overwrite]) -> Permissions {
        let roles = [role];
        self.overwritten(self.of_roles(&roles), None, &roles, overwrites)
    }

    /// Whether it is enough to read the channel.
    fn role_reads(&self, role: RoleId, overwrites: &[Overwrite]) -> bool {
        self.of_role_in(role, overwrites).view_channel()
    }
}

/// Which of the roles that a team's channel is for cannot work there as they should.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hindered {
    /// They cannot read it, or cannot write in its threads.
    pub shut_out: BTreeSet<RoleId>,
    /// They may post outside of threads, where what they write goes nowhere.
    pub posting: BTreeSet<RoleId>,
}

impl Hindered {
    /// Whether none of them is.
    pub fn is_empty(&self) -> bool {
        self.shut_out.is_empty() && self.posting.is_empty()
    }
}

/// Which of `insiders` a channel with these overwrites hinders. No overwrite concerns
/// administrators.
pub fn hindered(rights: &Rights<'_>, overwrites: &[Overwrite], insiders: &[RoleId]) -> Hindered {
    const NEEDED: Permissions =
        Permissions::VIEW_CHANNEL.union(Permissions::SEND_MESSAGES_IN_THREADS);
    let mut found = Hindered::default();
    for role in insiders {
        let has = rights.of_role_in(*role, overwrites);
        if !has.contains(NEEDED) {
            found.shut_out.insert(*role);
        } else if has.send_messages() && !has.administrator() {
            found.posting.insert(*role);
        }
    }
    found
}

/// Whether a message of somebody who `has` these permissions calls those with the role.
pub fn calls(has: Permissions, role: &Role) -> bool {
    role.mentionable || has.contains(Needed::MentionAllRoles.permission())
}

/// Who can read a channel without having one of the roles it is for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outsiders {
    /// Roles that let everybody who has them read; @everyone alone if that lets in everybody.
    pub roles: BTreeSet<RoleId>,
    /// People, as far as they are known.
    pub persons: BTreeSet<UserId>,
    /// Bots other than ours.
    pub bots: BTreeSet<UserId>,
    /// Whom no overwrite keeps out: the owner, administrators, and their roles' bots. They make no
    /// channel public.
    pub administrators: BTreeSet<UserId>,
}

impl Outsiders {
    /// Whether nobody reads along but those that nothing could keep out.
    pub fn is_private(&self) -> bool {
        self.roles.is_empty() && self.persons.is_empty() && self.bots.is_empty()
    }
}

/// Who can read a channel with these overwrites besides `insiders` and `me`, our bot.
///
/// `members` are those that are known. Discord lists all of them only to bots with the *Server
/// Members Intent*; without it, those whom an overwrite names should be among them, and roles tell
/// about the rest.
pub fn outsiders(
    rights: &Rights<'_>,
    overwrites: &[Overwrite],
    insiders: &[RoleId],
    me: UserId,
    members: &[Member],
) -> Outsiders {
    let mut found = Outsiders::default();
    let everyone = rights.everyone();
    if rights.role_reads(everyone, overwrites) {
        found.roles.insert(everyone);
    } else {
        let others = rights.roles.iter().filter(|role| {
            // A bot's own role is told as the bot, and administrators as people.
            role.tags.bot_id.is_none()
                && !insiders.contains(&role.id)
                && !rights.of_roles(&[role.id]).administrator()
        });
        let reading = others.filter(|role| rights.role_reads(role.id, overwrites));
        found.roles.extend(reading.map(|role| role.id));
    }
    let bots_roles = rights
        .roles
        .iter()
        .filter_map(|role| Some((role.tags.bot_id?, vec![role.id], true)));
    let members = members
        .iter()
        .map(|member| (member.user.id, member.roles.clone(), member.user.bot));
    let named = overwrites
        .iter()
        .filter_map(|overwrite| match overwrite.target {
            OverwriteTarget::Member(user) => Some((user, Vec::new(), false)),
            OverwriteTarget::Role(_) => None,
        });
    // Whoever is known as a member is judged as one, with all their roles.
    let mut judged = BTreeSet::from([me]);
    for (user, roles, bot) in members.chain(bots_roles).chain(named) {
        if !judged.insert(user) || roles.iter().any(|role| insiders.contains(role)) {
            continue;
        }
        if rights.in_guild(user, &roles).administrator() {
            found.administrators.insert(user);
        } else if rights.in_channel(user, &roles, overwrites).view_channel() {
            if bot {
                found.bots.insert(user);
            } else {
                found.persons.insert(user);
            }
        }
    }
    if judged.insert(rights.owner) {
        found.administrators.insert(rights.owner);
    }
    found
}

/// A permission that our bot needs, by the name that Discord's English settings give it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Needed {
    /// To see the channel.
    ViewChannel,
    /// To read what was written while we were away.
    ReadMessageHistory,
    /// To post cards.
    SendMessages,
    /// To start a conversation's thread.
    CreatePublicThreads,
    /// To post in it.
    SendMessagesInThreads,
    /// To archive it and to add people.
    ManageThreads,
    /// To frame cards.
    EmbedLinks,
    /// To pass on files.
    AttachFiles,
    /// To mark messages.
    AddReactions,
    /// To make a team's channel.
    ManageChannels,
    /// To make it private.
    ManageRoles,
    /// To pass on voice messages as what they are.
    SendVoiceMessages,
    /// To know who deleted a message.
    ViewAuditLog,
    /// To call a team whose role not everybody may mention.
    MentionAllRoles,
}

impl Needed {
    /// What the bot needs in a team's channel.
    pub const IN_CHANNEL: [Self; 9] = [
        Self::ViewChannel,
        Self::ReadMessageHistory,
        Self::SendMessages,
        Self::CreatePublicThreads,
        Self::SendMessagesInThreads,
        Self::ManageThreads,
        Self::EmbedLinks,
        Self::AttachFiles,
        Self::AddReactions,
    ];

    /// What it needs besides to make channels, or to make them private.
    pub const TO_SET_UP: [Self; 2] = [Self::ManageChannels, Self::ManageRoles];

    /// What it gives something up without.
    pub const WELCOME: [Self; 3] = [
        Self::SendVoiceMessages,
        Self::ViewAuditLog,
        Self::MentionAllRoles,
    ];

    /// The name in Discord's English settings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ViewChannel => "View Channels",
            Self::ReadMessageHistory => "Read Message History",
            Self::SendMessages => "Send Messages",
            Self::CreatePublicThreads => "Create Public Threads",
            Self::SendMessagesInThreads => "Send Messages in Threads",
            Self::ManageThreads => "Manage Threads",
            Self::EmbedLinks => "Embed Links",
            Self::AttachFiles => "Attach Files",
            Self::AddReactions => "Add Reactions",
            Self::ManageChannels => "Manage Channels",
            Self::ManageRoles => "Manage Roles",
            Self::SendVoiceMessages => "Send Voice Messages",
            Self::ViewAuditLog => "View Audit Log",
            Self::MentionAllRoles => "Mention @everyone, @here, and All Roles",
        }
    }

    /// Its bit.
    pub const fn permission(self) -> Permissions {
        match self {
            Self::ViewChannel => Permissions::VIEW_CHANNEL,
            Self::ReadMessageHistory => Permissions::READ_MESSAGE_HISTORY,
            Self::SendMessages => Permissions::SEND_MESSAGES,
            Self::CreatePublicThreads => Permissions::CREATE_PUBLIC_THREADS,
            Self::SendMessagesInThreads => Permissions::SEND_MESSAGES_IN_THREADS,
            Self::ManageThreads => Permissions::MANAGE_THREADS,
            Self::EmbedLinks => Permissions::EMBED_LINKS,
            Self::AttachFiles => Permissions::ATTACH_FILES,
            Self::AddReactions => Permissions::ADD_REACTIONS,
            Self::ManageChannels => Permissions::MANAGE_CHANNELS,
            Self::ManageRoles => Permissions::MANAGE_ROLES,
            Self::SendVoiceMessages => Permissions::SEND_VOICE_MESSAGES,
            Self::ViewAuditLog => Permissions::VIEW_AUDIT_LOG,
            Self::MentionAllRoles => Permissions::MENTION_EVERYONE,
        }
    }

    /// Those of `needed` that `has` lacks.
    pub fn missing(needed: &[Self], has: Permissions) -> Vec<Self> {
        needed
            .iter()
            .copied()
            .filter(|one| !has.contains(one.permission()))
            .collect()
    }
}

/// All the overwrites of a channel that only these roles and our bot can read, and in which only
/// the bot posts: people write in threads.
///
/// They replace whatever was there. Discord lets the bot hand out only what it has itself, so
/// [`Needed::missing`] comes first.
pub fn private_channel(guild: GuildId, me: UserId, insiders: &[RoleId]) -> Vec<Overwrite> {
    let read_and_write_in_threads = Permissions::VIEW_CHANNEL
        | Permissions::READ_MESSAGE_HISTORY
        | Permissions::SEND_MESSAGES_IN_THREADS
        | Permissions::EMBED_LINKS
        | Permissions::ATTACH_FILES
        | Permissions::ADD_REACTIONS;
    let only_the_bot = Permissions::SEND_MESSAGES | Permissions::CREATE_PUBLIC_THREADS;
    let everyone = Overwrite {
        target: OverwriteTarget::Role(guild.get().into()),
        allow: Permissions::empty(),
        deny: Permissions::VIEW_CHANNEL | only_the_bot,
    };
    let bot = Overwrite {
        target: OverwriteTarget::Member(me),
        allow: Needed::IN_CHANNEL
            .iter()
            .fold(Permissions::empty(), |sum, one| sum | one.permission()),
        deny: Permissions::empty(),
    };
    let insiders: BTreeSet<RoleId> = insiders.iter().copied().collect();
    let insiders = insiders.into_iter().map(|role| Overwrite {
        target: OverwriteTarget::Role(role),
        allow: read_and_write_in_threads,
        deny: only_the_bot,
    });
    [everyone, bot].into_iter().chain(insiders).collect()
}
