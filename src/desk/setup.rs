//! What admins set up: teams and numbers.

use serde_json::json;

use super::error::Refused;
use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::ids::{ChannelId, ConversationId, PlaceId, RoleId, TeamId};
use crate::domain::pause::Pause;
use crate::domain::rights::Member;
use crate::domain::rules::{Reading, Rules, Signature};
use crate::domain::search::fold;
use crate::domain::text::invisible::harmless;
use crate::store::teams::{Team, TeamFacts};
use crate::store::{channels, conversations, installation, teams};

/// The longest name of a team or a number.
pub const NAME_MAX: usize = 40;

/// Why a number that is off is paused: of the platform's reasons it is none, so that nothing but an
/// admin lifts it.
const SWITCHED_OFF: &str = "switched-off";

/// Where the conversation of the set-up's test is remembered.
const TEST: &str = "setup_test";

/// Since when its answer counts.
const TEST_AT: &str = "setup_test_at";

/// What an admin changes about a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TeamChange {
    /// Its name.
    Name(String),
    /// The role that makes members.
    Role(Option<RoleId>),
    /// The role that makes supervisors.
    Supervisors(Option<RoleId>),
    /// Its channel in Discord, which must be private; whoever calls has looked.
    Place(PlaceId),
    /// One of its rules.
    Rule(RuleChange),
}

/// What an admin changes about a team's rules; times within the limits of
/// [`rules`](crate::domain::rules).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleChange {
    /// Its times.
    Times(Times),
    /// When reading is reported to the customer.
    Reading(Reading),
    /// When the name of whoever writes stands before their words.
    Signature(Signature),
    /// Whether only what begins with `> ` leaves.
    OnlyQuotedLeaves(bool),
    /// Whether the third template without an answer is a supervisor's to send.
    ThirdBySupervisor(bool),
}

/// The times that a team sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Times {
    /// Seconds in which a message may be taken back.
    pub undo_s: u32,
    /// Hours that a message may wait in the queue.
    pub queue_h: u32,
    /// Hours for which a word counts as fresh; 0: the queue always asks.
    pub fresh_h: u32,
    /// Minutes after which the oldest *Novo* mentions the team's role; 0: never.
    pub new_after_min: u32,
}

impl RuleChange {
    fn apply(self, rules: &mut Rules) {
        match self {
            Self::Times(times) => {
                rules.undo_s = times.undo_s;
                rules.queue_h = times.queue_h;
                rules.fresh_h = times.fresh_h;
                rules.new_after_min = times.new_after_min;
            }
            Self::Reading(reading) => rules.reading = reading,
            Self::Signature(signature) => rules.signature = signature,
            Self::OnlyQuotedLeaves(on) => rules.only_quoted_leaves = on,
            Self::ThirdBySupervisor(on) => rules.third_by_supervisor = on,
        }
    }
}

/// What an admin changes about a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberChange {
    /// On or off.
    Enabled(bool),
    /// Its name here.
    Name(String),
    /// The team of whoever writes first.
    Team(TeamId),
}

impl Desk {
    /// Makes a team; role and channel are chosen afterwards.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`], [`Refused::BadName`], [`Refused::NameTaken`].
    pub async fn create_team(&self, by: Member, name: String) -> Result<TeamId, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                let facts = TeamFacts {
                    name: unit.team_name(&name, None).await?,
                    role: None,
                    supervisor_role: None,
                    place: None,
                    rules: Rules::default(),
                };
                let id = teams::create(unit.db, &facts, unit.now).await?;
                unit.work.push(Work::Watch);
                unit.try_set_aside_now().await?;
                unit.journal(None, by.id, "team_created", json!({ "team": id.0 }))
                    .await?;
                Ok(id)
            })
        })
        .await
    }

    /// Changes a team.
    ///
    /// # Errors
    /// As [`Desk::create_team`]; [`Refused::PlaceTaken`] if the channel is another team's.
    pub async fn change_team(
        &self,
        by: Member,
        id: TeamId,
        change: TeamChange,
    ) -> Result<Team, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                let team = teams::by_id(unit.db, id).await?;
                let team = team.ok_or(DeskError::Refused(Refused::Over))?;
                let mut facts = team.facts;
                match change {
                    TeamChange::Rule(rule) => rule.apply(&mut facts.rules),
                    TeamChange::Name(name) => {
                        facts.name = unit.team_name(&name, Some(id)).await?;
                    }
                    TeamChange::Role(role) => facts.role = role,
                    TeamChange::Supervisors(role) => facts.supervisor_role = role,
                    TeamChange::Place(place) => {
                        facts.place = Some(place);
                        let other = teams::by_place(unit.db, place).await?;
                        if let Some(other) = other.filter(|other| other.id != id) {
                            return Err(Refused::PlaceTaken(other.id).into());
                        }
                    }
                }
                teams::update(unit.db, id, &facts).await?;
                teams::touch_news(unit.db, id).await?;
                unit.work.extend([Work::News(id), Work::Watch]);
                // Those that waited for a channel wait no longer.
                let waiting = conversations::without_thread(unit.db).await?;
                unit.work.extend(waiting.into_iter().map(Work::Thread));
                unit.try_set_aside_now().await?;
                unit.journal(None, by.id, "team_changed", json!({ "team": id.0 }))
                    .await?;
                let team = teams::by_id(unit.db, id).await?;
                team.ok_or_else(|| Refused::Over.into())
            })
        })
        .await
    }

    /// Changes a number.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`], [`Refused::BadName`], [`Refused::NeedsTeam`] if it is to be switched
    /// on and nobody would answer.
    pub async fn change_number(
        &self,
        by: Member,
        id: ChannelId,
        change: NumberChange,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                match change {
                    NumberChange::Enabled(false) => unit.switch_off(id).await?,
                    NumberChange::Enabled(true) => unit.switch_on(id).await?,
                    NumberChange::Name(name) => {
                        channels::set_name(unit.db, id, &presentable(&name)?).await?;
                    }
                    NumberChange::Team(team) => {
                        channels::set_default_team(unit.db, id, Some(team)).await?;
                    }
                }
                unit.try_set_aside_now().await?;
                unit.journal(None, by.id, "number_changed", json!({ "channel": id.0 }))
                    .await
            })
        })
        .await
    }

    /// Remembers which conversation tests the set-up.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn set_test(&self, conversation: ConversationId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                installation::set_setting(unit.db, TEST, &conversation.0, unit.now).await?;
                installation::set_setting(unit.db, TEST_AT, &unit.now, unit.now).await?;
                Ok(())
            })
        })
        .await
    }

    /// Whether the test of the set-up was answered; `None` if there was none yet.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn test_answered(&self) -> Result<Option<bool>, DeskError> {
        let mut db = self.store.read().await?;
        let id: Option<i64> = installation::setting(&mut db, TEST).await?;
        let since: Option<Timestamp> = installation::setting(&mut db, TEST_AT).await?;
        drop(db);
        let Some(id) = id else { return Ok(None) };
        let c = self.look(ConversationId(id)).await?;
        let answer = c
            .last_inbound
            .filter(|answer| since.is_none_or(|at| answer.at > at));
        Ok(Some(answer.is_some()))
    }
}

pub(super) fn admin(by: &Member) -> Result<(), DeskError> {
    if by.is_admin() {
        Ok(())
    } else {
        Err(Refused::NotAdmin.into())
    }
}

/// A name on one line, neither empty nor endless.
fn presentable(name: &str) -> Result<String, DeskError> {
    let name = harmless(name);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(Refused::BadName.into());
    }
    Ok(name)
}

impl Unit<'_> {
    async fn team_name(&mut self, name: &str, but: Option<TeamId>) -> Result<String, DeskError> {
        let name = presentable(name)?;
        let folded = fold(&name);
        let taken = teams::list(self.db)
            .await?
            .into_iter()
            .any(|team| Some(team.id) != but && fold(&team.facts.name) == folded);
        if taken {
            return Err(Refused::NameTaken.into());
        }
        Ok(name)
    }

    /// What arrives must have a team that answers: the number's own, or the only one there is.
    async fn switch_on(&mut self, id: ChannelId) -> Result<(), DeskError> {
        let channel = channels::by_id(self.db, id).await?;
        let channel = channel.ok_or(DeskError::Refused(Refused::Over))?;
        if channel.default_team.is_none() {
            let ready: Vec<TeamId> = teams::list(self.db)
                .await?
                .into_iter()
                .filter(Team::is_ready)
                .map(|team| team.id)
                .collect();
            let [only] = ready.as_slice() else {
                return Err(Refused::NeedsTeam.into());
            };
            channels::set_default_team(self.db, id, Some(*only)).await?;
        }
        if channel.enabled {
            return Ok(());
        }
        channels::set_enabled(self.db, id, true).await?;
        // Whatever the platform thinks of it by now, the next message finds out.
        match channel.pause {
            Some(pause) => self.lift(id, pause.since).await,
            None => Ok(()),
        }
    }

    /// Nothing leaves from a number that is off, not even in conversations that are open.
    async fn switch_off(&mut self, id: ChannelId) -> Result<(), DeskError> {
        let channel = channels::by_id(self.db, id).await?;
        let channel = channel.ok_or(DeskError::Refused(Refused::Over))?;
        if !channel.enabled {
            return Ok(());
        }
        channels::set_enabled(self.db, id, false).await?;
        let until_switched_on = Pause {
            since: self.now,
            until: None,
        };
        channels::pause(self.db, id, until_switched_on, SWITCHED_OFF).await?;
        self.work.push(Work::Pause(id));
        self.tell_of_the_pause(id, None).await
    }
}
