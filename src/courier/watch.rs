//! Tells admins when a team's channel gets a reader, loses its place or its role, when a number
//! stops sending, when something stands still, and what the platform says about accounts and numbers:
//! each change once, also over a restart.
//!
//! What admins were told is written down. A look compares it with how things stand; the difference
//! is told in the place that they chose, and in the log in any case.

mod account;
mod said;

use std::collections::{BTreeMap, BTreeSet};

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::ages::{self, Lane, Waiting};
use super::{Facts, nonces, place, retry};
use crate::clock::Timestamp;
use crate::desk::{DeskError, alerts};
use crate::discord::error::DiscordError;
use crate::discord::limiter::Priority;
use crate::discord::message::{CONTENT_LIMIT, NewMessage};
use crate::discord::readers::{Reader, Standing};
use crate::domain::ids::{ChannelId, PlaceId, TeamId};
use crate::domain::incoming::AccountNews;
use crate::domain::text::{Unit, escape_name, split};
use crate::store::channels::Channel;
use crate::store::teams::Team;
use crate::store::{Db, StoreError, account_news, channels, inbox, teams, webhooks};
use crate::underway::Piece;

/// Who has which role is told by no event that we get, so somebody has to look.
const EVERY: TimeDelta = TimeDelta::hours(1);

/// Changes come in bursts, when somebody sets up a team, say: the first is looked at at once, and
/// those that follow together so long after it. A look costs six requests of those that presses need.
const APART: TimeDelta = TimeDelta::seconds(10);

/// A number that sends again for so long is back: what waits has been tried by then.
const TRIAL: TimeDelta = TimeDelta::minutes(1);

/// So many news about accounts are told at once.
const NEWS: u32 = 3;

/// Why a look came to nothing.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Discord(#[from] DiscordError),
    #[error(transparent)]
    Desk(#[from] DeskError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::Desk(error.into())
    }
}

/// Looks now, whenever it is asked to, and every hour, until `stop`.
pub async fn run(facts: Facts, mut asked: mpsc::UnboundedReceiver<Piece>, stop: CancellationToken) {
    let mut failures = 0;
    let mut piece = Some(facts.underway.begin());
    loop {
        let working = piece.take().unwrap_or_else(|| facts.underway.begin());
        let early = facts.clock.now() + APART;
        // One look answers all that were asked for before it.
        while asked.try_recv().is_ok() {}
        let looked = tokio::select! {
            () = stop.cancelled() => return,
            looked = look(&facts) => looked,
        };
        let next = match looked {
            Ok(next) => {
                failures = 0;
                next
            }
            Err(error) => {
                failures += 1;
                tracing::warn!(%error, "who can read the teams' channels is not known");
                facts.clock.now() + retry::after(failures, 0)
            }
        };
        let sleep = facts.clock.sleep_until(next);
        drop(working);
        piece = tokio::select! {
            () = stop.cancelled() => return,
            () = sleep => continue,
            asked = asked.recv() => match asked {
                Some(asked) => Some(asked),
                None => return,
            },
        };
        let rest = facts.clock.sleep_until(early);
        if facts.clock.now() < early {
            piece = None;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = rest => {}
        }
    }
}

/// How things stand, or stood when admins were last told.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Told {
    /// Who can read each team's channel from outside.
    readers: BTreeMap<PlaceId, BTreeSet<Reader>>,
    channels_gone: BTreeSet<TeamId>,
    roles_gone: BTreeSet<TeamId>,
    /// Numbers that are on and do not send.
    stopped: BTreeSet<ChannelId>,
    /// Those of them that are tried again, and since when.
    tried: BTreeMap<ChannelId, Timestamp>,
    /// What stands still.
    still: BTreeSet<Lane>,
    commands_refused: bool,
    /// Webhooks that nobody could read.
    unreadable: i64,
    /// What was set aside and is not tried again.
    given_up: i64,
    /// The disk takes no files.
    no_room: bool,
    /// The last of the platform's news about accounts.
    account_news: i64,
    /// How often admins were told of something.
    times: u64,
}

/// One thing that admins are told.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Alert {
    Readers(PlaceId, BTreeSet<Reader>),
    ChannelGone(TeamId),
    RoleGone(TeamId),
    Stopped(ChannelId),
    Back(ChannelId),
    Still(Lane),
    Moving(Lane),
    CommandsRefused,
    Unreadable(i64),
    GivenUp(i64),
    NoRoom,
    Account(AccountNews),
}

impl Told {
    /// What is new since then. Readers of a channel that was not known then are none: whoever made
    /// it a team's saw them.
    fn since(&self, before: &Self) -> Vec<Alert> {
        let appeared = self.readers.iter().filter_map(|(place, readers)| {
            let known = before.readers.get(place)?;
            let new: BTreeSet<Reader> = readers.difference(known).copied().collect();
            (!new.is_empty()).then_some(Alert::Readers(*place, new))
        });
        let channels_gone = self.channels_gone.difference(&before.channels_gone);
        let roles_gone = self.roles_gone.difference(&before.roles_gone);
        let stopped = self.stopped.difference(&before.stopped);
        let back = before.stopped.difference(&self.stopped);
        let still = self.still.difference(&before.still);
        let given_up = self.given_up - before.given_up;
        let moving = before.still.difference(&self.still);
        // What was given up waits no more either, and nothing is well for that.
        let moving = moving.filter(|lane| given_up <= 0 || **lane != Lane::Webhooks);
        let unreadable = self.unreadable - before.unreadable;
        appeared
            .chain(channels_gone.map(|team| Alert::ChannelGone(*team)))
            .chain(roles_gone.map(|team| Alert::RoleGone(*team)))
            .chain(stopped.map(|channel| Alert::Stopped(*channel)))
            .chain(back.map(|channel| Alert::Back(*channel)))
            .chain(still.map(|lane| Alert::Still(*lane)))
            .chain(moving.map(|lane| Alert::Moving(*lane)))
            .chain(
                (self.commands_refused && !before.commands_refused)
                    .then_some(Alert::CommandsRefused),
            )
            .chain((unreadable > 0).then_some(Alert::Unreadable(unreadable)))
            .chain((given_up > 0).then_some(Alert::GivenUp(given_up)))
            .chain((self.no_room && !before.no_room).then_some(Alert::NoRoom))
            .collect()
    }

    fn read(scene: &Scene, before: &Self, now: Timestamp) -> Self {
        let mut told = Self {
            still: scene.still.keys().copied().collect(),
            commands_refused: scene.commands_refused,
            unreadable: scene.unreadable,
            given_up: scene.given_up,
            no_room: scene.no_room,
            account_news: scene
                .account_news
                .last()
                .map_or(before.account_news, |row| row.id),
            times: before.times,
            ..Self::default()
        };
        for channel in &scene.channels {
            let paused = channel.pause.is_some_and(|pause| pause.holds(now));
            let (id, stopped) = (channel.id, before.stopped.contains(&channel.id));
            if channel.enabled && paused {
                told.stopped.insert(id);
            } else if channel.enabled && stopped {
                // That its account answers does not mean yet that it takes messages.
                let since = before.tried.get(&id).copied().unwrap_or(now);
                if now - since < TRIAL {
                    told.stopped.insert(id);
                    told.tried.insert(id, since);
                }
            }
        }
        // What waits for a number that was stopped is told of with that number.
        if !told.stopped.is_empty() {
            told.still.remove(&Lane::Messages);
        }
        let Some(standing) = &scene.standing else {
            return told;
        };
        for team in &scene.teams {
            let chosen = team.facts.role;
            if chosen.is_some_and(|role| standing.role(role).is_none()) {
                told.roles_gone.insert(team.id);
            }
            let Some(id) = team.facts.place else { continue };
            match standing.channel(place(id)) {
                Some(channel) => {
                    let readers = standing.readers(channel, &team.roles());
                    told.readers.insert(id, readers);
                }
                None => {
                    told.channels_gone.insert(team.id);
                }
            }
        }
        told
    }
}

/// What a look sees.
struct Scene {
    teams: Vec<Team>,
    channels: Vec<Channel>,
    admin_place: Option<PlaceId>,
    commands_refused: bool,
    /// Discord's id of `/team`, once it is known.
    team_command: Option<u64>,
    /// Discord's id of `/diagnostics`, once it is known.
    diagnostics_command: Option<u64>,
    /// What stands still, and since when.
    still: Waiting,
    unreadable: i64,
    given_up: i64,
    no_room: bool,
    /// The platform's news about accounts that were not told yet.
    account_news: Vec<account_news::Row>,
    /// Discord's part; nobody asks for it before there is a team.
    standing: Option<Standing>,
}

impl Scene {
    async fn look(facts: &Facts, before: &Told) -> Result<Self, Trouble> {
        let mut scene = {
            let mut db = facts.desk.store().read().await?;
            Self::written(&mut db, before, facts.clock.now()).await?
        };
        if let Err(error) = facts.vault.probe().await {
            tracing::error!(%error, "the disk takes no files");
            scene.no_room = true;
        }
        if !scene.teams.is_empty() {
            let places = scene.teams.iter().filter_map(|team| team.facts.place);
            let places: Vec<_> = places.map(place).collect();
            let standing = Standing::read(&facts.discord, facts.guild, facts.me, &places);
            scene.standing = Some(standing.await?);
        }
        Ok(scene)
    }

    async fn written(db: &mut Db, before: &Told, now: Timestamp) -> Result<Self, StoreError> {
        Ok(Self {
            teams: teams::list(db).await?,
            channels: channels::list(db).await?,
            admin_place: alerts::place(db).await?,
            commands_refused: alerts::commands_refused(db).await?,
            team_command: alerts::command_id(db, "team").await?,
            diagnostics_command: alerts::command_id(db, "diagnostics").await?,
            still: ages::lasting(ages::waiting(db).await?, now),
            unreadable: webhooks::unreadable(db).await?,
            given_up: inbox::given_up(db).await?,
            no_room: false,
            account_news: account_news::after(db, before.account_news, NEWS).await?,
            standing: None,
        })
    }

    fn team(&self, found: impl Fn(&&Team) -> bool) -> String {
        let team = self.teams.iter().find(found);
        team.map(|team| escape_name(&team.facts.name))
            .unwrap_or_default()
    }
}

/// Looks once; says when to look again.
async fn look(facts: &Facts) -> Result<Timestamp, Trouble> {
    let before: Option<Told> = facts.desk.told().await?;
    let known = before.clone().unwrap_or_default();
    let scene = Scene::look(facts, &known).await?;
    let now = facts.clock.now();
    let mut after = Told::read(&scene, &known, now);
    let mut news = after.since(&known);
    let of_accounts = scene.account_news.iter();
    news.extend(of_accounts.map(|row| Alert::Account(row.news.clone())));
    let mut told = true;
    if !news.is_empty() {
        after.times += 1;
        told = tell(facts, &scene, &news, after.times).await?;
    }
    // What stands in no other place waits for one in which it can be told.
    if !told {
        after.account_news = known.account_news;
    }
    let trials = after.tried.values().map(|since| *since + TRIAL);
    let trials: Vec<Timestamp> = trials.collect();
    if before.as_ref() != Some(&after) {
        facts.desk.tell(after).await?;
    }
    let pauses = scene.channels.iter().filter_map(|one| one.pause?.until);
    let pauses = pauses.chain(trials);
    // There may be more of them than are told at once.
    let more = (told && scene.account_news.len() >= NEWS as usize).then_some(now + APART);
    let pauses = pauses.chain(more);
    let over = pauses.filter(|until| *until > now).min();
    let next = now + EVERY;
    Ok(over.map_or(next, |over| over.min(next)))
}

/// Tells admins for the nth time, in as many messages as that needs; whether there is a place for it.
async fn tell(facts: &Facts, scene: &Scene, news: &[Alert], nth: u64) -> Result<bool, Trouble> {
    let mut sentences = Vec::new();
    for alert in news {
        // What the platform says was logged when it came; it may quote anything.
        if !matches!(alert, Alert::Account(_)) {
            tracing::warn!(?alert, "admins must know");
        }
        sentences.push(said::sentence(facts, scene, alert).await?);
    }
    let Some(chosen) = scene.admin_place else {
        tracing::warn!("admins have chosen no place to be told: see /diagnostics");
        return Ok(false);
    };
    for words in split(&sentences.join("\n"), CONTENT_LIMIT, Unit::Utf16) {
        let message = NewMessage::text(&words).nonce(nonces::alert(facts, nth, &words));
        let posted = facts
            .discord
            .post(place(chosen), &message, Priority::Post)
            .await;
        match posted {
            Ok(_) => {}
            // It stands in the log, and will not get better by repeating it at once.
            Err(error @ (DiscordError::Gone { .. } | DiscordError::Forbidden { .. })) => {
                tracing::error!(%error, place = chosen.0, "admins cannot be told in their place");
                return Ok(false);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(true)
}

#[cfg(test)]
mod tests {
    use serenity::all::RoleId;

    use super::*;

    #[test]
    fn each_change_is_told_once_and_a_new_channel_has_no_news() {
        const SALES: PlaceId = PlaceId(10);
        let everyone = BTreeSet::from([Reader::Everyone]);
        let mut then = Told::default();
        let mut now = Told {
            readers: BTreeMap::from([(SALES, everyone.clone())]),
            ..Told::default()
        };
        assert_eq!(
            now.since(&then),
            [],
            "its readers were seen when it was chosen"
        );
        then.readers.insert(SALES, BTreeSet::new());
        assert_eq!(now.since(&then), [Alert::Readers(SALES, everyone)]);
        assert_eq!(now.since(&now.clone()), []);
        assert_eq!(then.since(&now), [], "whoever left is no news");

        then = now.clone();
        now.still.insert(Lane::Lines);
        now.channels_gone.insert(TeamId(1));
        now.roles_gone.insert(TeamId(2));
        now.stopped.insert(ChannelId(3));
        now.commands_refused = true;
        now.unreadable = 2;
        now.no_room = true;
        let news = [
            Alert::ChannelGone(TeamId(1)),
            Alert::RoleGone(TeamId(2)),
            Alert::Stopped(ChannelId(3)),
            Alert::Still(Lane::Lines),
            Alert::CommandsRefused,
            Alert::Unreadable(2),
            Alert::NoRoom,
        ];
        assert_eq!(now.since(&then), news);
        let over = [Alert::Back(ChannelId(3)), Alert::Moving(Lane::Lines)];
        assert_eq!(then.since(&now), over);
    }

    #[test]
    fn what_is_given_up_is_told_and_is_no_end_of_trouble() {
        let waited = Told {
            still: BTreeSet::from([Lane::Lines, Lane::Webhooks]),
            ..Told::default()
        };
        let given_up = Told {
            given_up: 1,
            ..Told::default()
        };
        let news = [Alert::Moving(Lane::Lines), Alert::GivenUp(1)];
        assert_eq!(given_up.since(&waited), news);
        assert_eq!(given_up.since(&given_up.clone()), []);
        let both = Told {
            given_up: 1,
            ..waited
        };
        let over = [Alert::Moving(Lane::Lines), Alert::Moving(Lane::Webhooks)];
        assert_eq!(given_up.since(&both), over, "the rest was worked in");
    }

    #[test]
    fn what_was_told_is_read_back() {
        let told = Told {
            readers: BTreeMap::from([(
                PlaceId(10),
                BTreeSet::from([Reader::Everyone, Reader::Role(RoleId::new(7))]),
            )]),
            stopped: BTreeSet::from([ChannelId(3)]),
            ..Told::default()
        };
        let text = serde_json::to_string(&told).expect("it can be written");
        assert_eq!(serde_json::from_str::<Told>(&text).expect("and read"), told);
    }
}
