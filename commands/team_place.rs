//! A team's channel must be private: threads inherit what their channel shows.

use poise::serenity_prelude::{ChannelId, RoleId, UserId};

use super::context::Asked;
use super::team;
use super::trouble::{self, About, Concerning, Trouble};
use super::view::View;
use crate::desk::DeskError;
use crate::desk::error::Refused;
use crate::desk::lookups::Team;
use crate::desk::setup::TeamChange;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::discord::error::DiscordError;
use crate::discord::model::{Channel, OverwriteTarget};
use crate::discord::permissions::{
    Hindered, Needed, Outsiders, Rights, calls, hindered, outsiders, private_channel,
};
use crate::domain::ids::{PlaceId, TeamId};
use crate::domain::text::escape_name;
use crate::words::{Args, args};

/// What Discord says about a channel, those who can read it, and those whom it is for.
struct Looked {
    channel: Channel,
    outsiders: Outsiders,
    hindered: Hindered,
    /// The team's role, if nothing calls it when somebody waits.
    silent: Option<RoleId>,
    /// People whom a role lets in; `None` if Discord did not count them.
    people: Option<u64>,
    missing: Vec<Needed>,
    me: UserId,
}

impl Looked {
    /// Whether those whom it is for can work there, and nobody else reads along.
    fn fits(&self) -> bool {
        self.outsiders.is_private() && self.hindered.is_empty()
    }
}

/// A channel was chosen in the select.
pub async fn chosen(asked: &Asked<'_>, id: TeamId, place: PlaceId) -> Result<(), Trouble> {
    asked.admin()?;
    let team = asked.desk().team(id).await?.ok_or(Refused::Over)?;
    choose(asked, &team, place).await
}

/// No other team's: making it private for this one would shut the other one out.
async fn free(asked: &Asked<'_>, team: &Team, place: PlaceId) -> Result<(), Trouble> {
    let other = asked.desk().team_at(place).await?;
    match other.filter(|other| other.id != team.id) {
        Some(other) => {
            let about = About {
                typed: Some(format!("<#{}>", place.0)),
                ..About::default()
            };
            Err(DeskError::from(Refused::PlaceTaken(other.id))).about(about)
        }
        None => Ok(()),
    }
}

/// Takes the channel if it is private and the team can work there, and else says what is wrong.
pub async fn choose(asked: &Asked<'_>, team: &Team, place: PlaceId) -> Result<(), Trouble> {
    free(asked, team, place).await?;
    asked.defer().await?;
    let looked = match look(asked, team, place).await {
        Ok(looked) => looked,
        Err(error) => return unreadable(asked, team, place, &error).await,
    };
    let named = format!("<#{}>", place.0);
    if looked.channel.kind != Channel::TEXT {
        let note = asked.say("team-channel-kind", &args! { "place" => named });
        return team::show(asked, team.id, Some(note)).await;
    }
    if !looked.fits() {
        return refuse(asked, team, place, &looked).await;
    }
    take(asked, team, place, &looked, "team-ready").await
}

/// [Make private]: only the team, its supervisors and the bot read it from now on.
pub async fn make_private(asked: &Asked<'_>, id: TeamId, place: PlaceId) -> Result<(), Trouble> {
    asked.admin()?;
    let team = asked.desk().team(id).await?.ok_or(Refused::Over)?;
    free(asked, &team, place).await?;
    asked.defer().await?;
    let made = async {
        let looked = look(asked, &team, place).await?;
        let guild = asked.data.guild();
        let overwrites = private_channel(guild, looked.me, &insiders(&team));
        asked
            .data
            .discord()
            .edit_channel_permissions(ChannelId::new(place.0), &overwrites)
            .await?;
        look(asked, &team, place).await
    }
    .await;
    match made {
        Ok(looked) if looked.fits() => {
            take(asked, &team, place, &looked, "visibility-made-private").await
        }
        Ok(looked) => refuse(asked, &team, place, &looked).await,
        Err(error) => unreadable(asked, &team, place, &error).await,
    }
}

async fn take(
    asked: &Asked<'_>,
    team: &Team,
    place: PlaceId,
    looked: &Looked,
    text: &str,
) -> Result<(), Trouble> {
    let named = format!("<#{}>", place.0);
    let about = About {
        typed: Some(named.clone()),
        ..About::default()
    };
    asked
        .desk()
        .change_team(asked.by.clone(), team.id, TeamChange::Place(place))
        .await
        .about(about)?;
    let args = args! { "team" => escape_name(&team.facts.name), "place" => named.clone() };
    let mut lines = vec![asked.say(text, &args)];
    let readers = called(insiders(team).iter());
    let args = args! { "place" => named, "readers" => readers };
    lines.push(asked.say("visibility-readers", &args));
    let above = &looked.outsiders.administrators;
    if !above.is_empty() {
        let args = args! { "people" => people(above.iter()) };
        lines.push(asked.say("visibility-administrators", &args));
    }
    if let Some(role) = looked.silent {
        let args = args! {
            "role" => format!("<@&{role}>"),
            "permission" => Needed::MentionAllRoles.name(),
        };
        lines.push(asked.say("visibility-role-not-called", &args));
    }
    lines.extend(missing(asked, place, &looked.missing));
    team::show(asked, team.id, Some(lines.join("\n"))).await
}

async fn refuse(
    asked: &Asked<'_>,
    team: &Team,
    place: PlaceId,
    looked: &Looked,
) -> Result<(), Trouble> {
    let named = format!("<#{}>", place.0);
    let mut lines = Vec::new();
    if !looked.outsiders.is_private() {
        lines.extend(reading_along(asked, &named, looked));
    }
    for (roles, text) in [
        (&looked.hindered.shut_out, "visibility-shut-out"),
        (&looked.hindered.posting, "visibility-posting"),
    ] {
        if !roles.is_empty() {
            let args = args! { "place" => named.clone(), "roles" => called(roles.iter()) };
            lines.push(asked.say(text, &args));
        }
    }
    let private = CustomId::new(Verb::SetTeamPrivate, team.id.0);
    let private = private
        .clone()
        .with_extra(place.0.to_string())
        .unwrap_or(private);
    let other = CustomId::new(Verb::SetTeamOther, team.id.0);
    let buttons = [
        Button::new(
            ButtonStyle::Primary,
            private,
            &asked.word("visibility-make-private-button"),
        ),
        Button::new(
            ButtonStyle::Secondary,
            other,
            &asked.word("visibility-choose-other-button"),
        ),
    ];
    asked
        .show(&View::text(lines.join("\n")).buttons(buttons))
        .await
}

/// Who reads the channel without being of the team.
fn reading_along(asked: &Asked<'_>, named: &str, looked: &Looked) -> Vec<String> {
    let everyone = RoleId::new(asked.data.guild().get());
    let found = &looked.outsiders;
    let known = u64::try_from(found.persons.len()).unwrap_or_default();
    let mut lines = vec![match looked.people {
        _ if found.roles.contains(&everyone) => {
            asked.say("visibility-everyone", &args! { "place" => named })
        }
        Some(people) => {
            let args = args! { "place" => named, "count" => people + known };
            asked.say("visibility-refused", &args)
        }
        None => {
            let roles = found.roles.iter().map(|role| format!("<@&{role}>"));
            let persons = found.persons.iter().map(|person| format!("<@{person}>"));
            let readers: Vec<String> = roles.chain(persons).collect();
            let args = args! { "place" => named, "readers" => readers.join(", ") };
            asked.say("visibility-readers", &args)
        }
    }];
    if !found.bots.is_empty() {
        let args = args! { "bots" => people(found.bots.iter()) };
        lines.push(asked.say("visibility-bots", &args));
    }
    lines
}

async fn unreadable(
    asked: &Asked<'_>,
    team: &Team,
    place: PlaceId,
    error: &DiscordError,
) -> Result<(), Trouble> {
    tracing::warn!(%error, "a team's channel could not be looked at");
    let note = trouble::without_answer(asked, place, error).unwrap_or_else(|| {
        let [view, ..] = Needed::IN_CHANNEL;
        let wanted: Vec<Needed> = [view].into_iter().chain(Needed::TO_SET_UP).collect();
        asked.say("team-channel-closed", &lacking(place, &wanted))
    });
    team::show(asked, team.id, Some(note)).await
}

fn missing(asked: &Asked<'_>, place: PlaceId, missing: &[Needed]) -> Option<String> {
    let args = || lacking(place, missing);
    (!missing.is_empty()).then(|| asked.say("discord-permission-missing", &args()))
}

fn lacking(place: PlaceId, missing: &[Needed]) -> Args<'static> {
    let names: Vec<&str> = missing.iter().map(|needed| needed.name()).collect();
    args! {
        "count" => names.len(),
        "permissions" => names.join(", "),
        "place" => format!("<#{}>", place.0),
    }
}

fn people<'a>(ids: impl Iterator<Item = &'a UserId>) -> String {
    let mentions: Vec<String> = ids.map(|id| format!("<@{id}>")).collect();
    mentions.join(", ")
}

fn called<'a>(roles: impl Iterator<Item = &'a RoleId>) -> String {
    let mentions: Vec<String> = roles.map(|role| format!("<@&{role}>")).collect();
    mentions.join(", ")
}

fn insiders(team: &Team) -> Vec<RoleId> {
    [team.facts.role, team.facts.supervisor_role]
        .into_iter()
        .flatten()
        .map(|role| RoleId::new(role.0))
        .collect()
}

async fn look(asked: &Asked<'_>, team: &Team, place: PlaceId) -> Result<Looked, DiscordError> {
    let (discord, id) = (asked.data.discord(), asked.data.guild());
    let channel = discord.channel(ChannelId::new(place.0)).await?;
    let guild = discord.guild(id).await?;
    let roles = discord.guild_roles(id).await?;
    let me = discord.current_user().await?.id;
    // Whom an overwrite names is looked at one by one: listing all members needs a privileged
    // intent.
    let mut members = vec![discord.member(id, me).await?];
    for overwrite in &channel.permission_overwrites {
        if let OverwriteTarget::Member(user) = overwrite.target
            && user != me
        {
            match discord.member(id, user).await {
                Ok(member) => members.push(member),
                // They left; what was said about them means nothing.
                Err(DiscordError::Gone { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    let rights = Rights {
        guild: id,
        owner: guild.owner_id,
        roles: &roles,
    };
    let overwrites = &channel.permission_overwrites;
    let insiders = insiders(team);
    let outsiders = outsiders(&rights, overwrites, &insiders, me, &members);
    let mine = rights.in_channel(me, &members[0].roles, overwrites);
    let chosen = team.facts.role.map(|role| role.0);
    let role = roles.iter().find(|role| Some(role.id.get()) == chosen);
    let reminded = team.facts.rules.new_after_min > 0;
    // How many they are is worth telling, and no reason to know nothing.
    let counts = discord.role_member_counts(id).await.ok();
    let people = counts.map(|counts| {
        let counted = outsiders.roles.iter().filter_map(|role| counts.get(role));
        counted.sum()
    });
    Ok(Looked {
        people,
        outsiders,
        hindered: hindered(&rights, overwrites, &insiders),
        silent: role
            .filter(|role| reminded && !calls(mine, role))
            .map(|role| role.id),
        missing: Needed::missing(&Needed::IN_CHANNEL, mine),
        me,
        channel,
    })
}
