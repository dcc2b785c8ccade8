use super::*;
use crate::discord::model::{RoleTags, User};

const GUILD: u64 = 1;
const OWNER: u64 = 100;
const ME: u64 = 101;
const TEAM: u64 = 10;
const OTHER_TEAM: u64 = 11;
const ADMINS: u64 = 12;
const OTHER_BOT_ROLE: u64 = 13;
const OTHER_BOT: u64 = 102;

fn role(id: u64, permissions: Permissions) -> Role {
    Role {
        id: id.into(),
        name: format!("role {id}"),
        permissions,
        position: 0,
        mentionable: false,
        tags: RoleTags::default(),
    }
}

fn roles() -> Vec<Role> {
    let everyone = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
    let mut bot = role(OTHER_BOT_ROLE, Permissions::VIEW_CHANNEL);
    bot.tags.bot_id = Some(OTHER_BOT.into());
    vec![
        role(GUILD, everyone),
        role(TEAM, Permissions::empty()),
        role(OTHER_TEAM, Permissions::empty()),
        role(ADMINS, Permissions::ADMINISTRATOR),
        bot,
    ]
}

fn member(id: u64, roles: &[u64]) -> Member {
    Member {
        user: User {
            id: id.into(),
            username: String::new(),
            global_name: None,
            bot: false,
        },
        nick: None,
        roles: roles.iter().map(|role| RoleId::new(*role)).collect(),
    }
}

fn rights(roles: &[Role]) -> Rights<'_> {
    Rights {
        guild: GUILD.into(),
        owner: OWNER.into(),
        roles,
    }
}

fn over_role(id: u64, allow: Permissions, deny: Permissions) -> Overwrite {
    Overwrite {
        target: OverwriteTarget::Role(id.into()),
        allow,
        deny,
    }
}

fn over_member(id: u64, allow: Permissions, deny: Permissions) -> Overwrite {
    Overwrite {
        target: OverwriteTarget::Member(id.into()),
        allow,
        deny,
    }
}

fn found(overwrites: &[Overwrite], members: &[Member]) -> Outsiders {
    let roles = roles();
    outsiders(
        &rights(&roles),
        overwrites,
        &[TEAM.into()],
        ME.into(),
        members,
    )
}

fn team_channel() -> Vec<Overwrite> {
    private_channel(GUILD.into(), ME.into(), &[TEAM.into()])
}

const VIEW: Permissions = Permissions::VIEW_CHANNEL;
const NONE: Permissions = Permissions::empty();

#[test]
fn overwrites_apply_in_discords_order() {
    let roles = roles();
    let rights = rights(&roles);
    let views = |user: u64, of: &[u64], overwrites: &[Overwrite]| {
        let of: Vec<RoleId> = of.iter().map(|role| RoleId::new(*role)).collect();
        rights
            .in_channel(user.into(), &of, overwrites)
            .view_channel()
    };
    let closed = over_role(GUILD, NONE, VIEW);
    assert!(views(5, &[], &[]));
    assert!(!views(5, &[TEAM], &[closed]));
    // A role's permission beats @everyone's denial, another role's denial does not beat it back,
    // and the person's own overwrite has the last word, wherever each stands in the list.
    let allowed = over_role(TEAM, VIEW, NONE);
    let denied = over_role(OTHER_TEAM, NONE, VIEW);
    assert!(views(5, &[TEAM], &[allowed, closed]));
    assert!(views(5, &[TEAM, OTHER_TEAM], &[denied, allowed, closed]));
    assert!(!views(5, &[OTHER_TEAM], &[denied, allowed]));
    assert!(!views(
        5,
        &[TEAM],
        &[over_member(5, NONE, VIEW), allowed, closed]
    ));
    assert!(views(5, &[], &[over_member(5, VIEW, NONE), closed]));
    assert!(!views(6, &[], &[over_member(5, VIEW, NONE), closed]));
    // Nothing keeps out administrators and the owner.
    assert!(views(5, &[ADMINS], &[over_member(5, NONE, VIEW), closed]));
    assert!(views(OWNER, &[], &[closed]));
}

#[test]
fn a_channel_open_to_everyone_is_told_as_that_and_not_role_by_role() {
    let found = found(&[], &[member(5, &[TEAM]), member(6, &[])]);
    assert_eq!(found.roles, BTreeSet::from([GUILD.into()]));
    assert_eq!(found.persons, BTreeSet::from([6.into()]));
    assert!(!found.is_private());
}

#[test]
fn what_we_make_private_is_private_for_the_team_and_us() {
    let members = [
        member(5, &[TEAM, OTHER_TEAM]),
        member(6, &[OTHER_TEAM]),
        member(7, &[ADMINS]),
        member(ME, &[]),
    ];
    let found = found(&team_channel(), &members);
    assert!(found.is_private(), "{found:?}");
    assert_eq!(
        found.administrators,
        BTreeSet::from([7.into(), OWNER.into()])
    );

    let roles = roles();
    let mine = rights(&roles).in_channel(ME.into(), &[], &team_channel());
    assert_eq!(Needed::missing(&Needed::IN_CHANNEL, mine), []);
    let agents = rights(&roles).in_channel(5.into(), &[TEAM.into()], &team_channel());
    assert!(agents.send_messages_in_threads());
    assert!(!agents.send_messages() && !agents.create_public_threads());
}

#[test]
fn roles_people_and_bots_that_were_let_in_are_each_found() {
    let mut channel = team_channel();
    channel.push(over_role(OTHER_TEAM, VIEW, NONE));
    let found = found(&channel, &[member(6, &[OTHER_TEAM]), member(8, &[])]);
    assert_eq!(found.roles, BTreeSet::from([OTHER_TEAM.into()]));
    assert_eq!(found.persons, BTreeSet::from([6.into()]));

    let mut channel = team_channel();
    channel.push(over_member(9, VIEW, NONE));
    channel.push(over_role(OTHER_BOT_ROLE, VIEW, NONE));
    let found = self::found(&channel, &[]);
    assert_eq!(found.roles, BTreeSet::new());
    assert_eq!(
        found.persons,
        BTreeSet::from([9.into()]),
        "named by an overwrite alone"
    );
    assert_eq!(found.bots, BTreeSet::from([OTHER_BOT.into()]));
}

#[test]
fn a_member_of_the_team_named_by_an_overwrite_is_no_outsider() {
    let mut channel = team_channel();
    channel.push(over_member(5, VIEW, NONE));
    assert!(found(&channel, &[member(5, &[TEAM])]).is_private());
}

#[test]
fn what_is_missing_is_told_by_discords_names() {
    let has = Permissions::all() - Permissions::ADD_REACTIONS - Permissions::MANAGE_THREADS;
    let missing = Needed::missing(&Needed::IN_CHANNEL, has);
    let names: Vec<&str> = missing.into_iter().map(Needed::name).collect();
    assert_eq!(names, ["Manage Threads", "Add Reactions"]);
}

#[test]
fn a_role_that_is_team_and_supervisor_gets_one_overwrite() {
    let both = [TEAM.into(), TEAM.into()];
    assert_eq!(private_channel(GUILD.into(), ME.into(), &both).len(), 3);
}
