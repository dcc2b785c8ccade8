//! Teams, their rules, and the *Novos* message at the end of their channels.

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms};
use super::error::StoreError;
use crate::domain::ids::{PlaceId, PostId, RoleId, TeamId};
use crate::domain::rights::TeamRoles;
use crate::domain::rules::Rules;

/// Stands in a row for a role that was not chosen yet: Discord gives nobody this id.
const NO_ROLE: RoleId = RoleId(0);

/// What people say about a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TeamFacts {
    /// Its name.
    pub name: String,
    /// Having this role is being a member; `None`: not chosen yet.
    pub role: Option<RoleId>,
    /// Having this role is supervising it.
    pub supervisor_role: Option<RoleId>,
    /// Its channel in Discord.
    pub place: Option<PlaceId>,
    /// What it has set.
    pub rules: Rules,
}

/// A team as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its row.
    pub id: TeamId,
    /// What people say about it.
    pub facts: TeamFacts,
    /// Its *Novos* message.
    pub news: Option<Standing>,
    /// When its role was last mentioned because somebody waited.
    pub reminded_at: Option<DateTime<Utc>>,
    /// It takes no more conversations.
    pub archived_at: Option<DateTime<Utc>>,
}

/// A *Novos* message that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// In which channel: the team's, unless that has changed since.
    pub place: PlaceId,
    /// The message.
    pub post: PostId,
    /// When it was posted.
    pub at: DateTime<Utc>,
}

/// Makes a team. [`StoreError::Taken`]: another team has that Discord channel.
pub async fn create(
    db: &mut Db,
    facts: &TeamFacts,
    now: DateTime<Utc>,
) -> Result<TeamId, StoreError> {
    const SQL: &str = "INSERT INTO teams (name, role_id, supervisor_role_id, place_id, rules,
            created_at)
        VALUES ($1, $2, $3, $4, $5, $6) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(&facts.name)
        .bind(facts.role.unwrap_or(NO_ROLE).as_i64())
        .bind(facts.supervisor_role.map(RoleId::as_i64))
        .bind(facts.place.map(PlaceId::as_i64))
        .bind(json(&facts.rules)?)
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(TeamId(id))
}

/// Changes what is said about a team. [`StoreError::Taken`]: another team has that Discord channel.
pub async fn update(db: &mut Db, id: TeamId, facts: &TeamFacts) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE teams SET name = $2, role_id = $3, supervisor_role_id = $4,
            place_id = $5, rules = $6
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(&facts.name)
        .bind(facts.role.unwrap_or(NO_ROLE).as_i64())
        .bind(facts.supervisor_role.map(RoleId::as_i64))
        .bind(facts.place.map(PlaceId::as_i64))
        .bind(json(&facts.rules)?)
        .execute(db)
        .await?;
    Ok(())
}

/// The team takes no more conversations; its channel is free for another one.
pub async fn archive(db: &mut Db, id: TeamId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE teams SET archived_at = COALESCE(archived_at, $2) WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// Every team that is not archived, by name.
pub async fn list(db: &mut Db) -> Result<Vec<Team>, StoreError> {
    const SQL: &str = "SELECT * FROM teams WHERE archived_at IS NULL ORDER BY name, id";
    Ok(sqlx::query(SQL).try_map(read).fetch_all(db).await?)
}

/// The team of this row, archived or not.
pub async fn by_id(db: &mut Db, id: TeamId) -> Result<Option<Team>, StoreError> {
    const SQL: &str = "SELECT * FROM teams WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The team whose Discord channel this is.
pub async fn by_place(db: &mut Db, place: PlaceId) -> Result<Option<Team>, StoreError> {
    const SQL: &str = "SELECT * FROM teams WHERE place_id = $1 AND archived_at IS NULL";
    let row = sqlx::query(SQL).bind(place.as_i64()).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The teams that somebody with these roles is a member of, by name.
pub async fn of_member(db: &mut Db, roles: &[RoleId]) -> Result<Vec<Team>, StoreError> {
    const SQL: &str = "SELECT * FROM teams
        WHERE archived_at IS NULL AND role_id IN (SELECT value FROM json_each($1))
        ORDER BY name, id";
    let rows = sqlx::query(SQL).bind(json(roles)?).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The teams that somebody with these roles supervises, by name.
pub async fn of_supervisor(db: &mut Db, roles: &[RoleId]) -> Result<Vec<Team>, StoreError> {
    const SQL: &str = "SELECT * FROM teams
        WHERE archived_at IS NULL AND supervisor_role_id IN (SELECT value FROM json_each($1))
        ORDER BY name, id";
    let rows = sqlx::query(SQL).bind(json(roles)?).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The *Novos* message of the team says something else now.
pub async fn touch_news(db: &mut Db, id: TeamId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE teams SET news_rev = news_rev + 1 WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// A team whose *Novos* message is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueNews {
    /// The team.
    pub team: Team,
    /// What [`set_news`] needs to know whether something changed meanwhile.
    pub revision: i64,
    /// What it was told last; never the same for two messages that are posted one after the other.
    pub shown: i64,
}

/// This team, if it has a channel whose *Novos* message is not as it should be.
pub async fn due_news(db: &mut Db, id: TeamId) -> Result<Option<DueNews>, StoreError> {
    const SQL: &str = "SELECT * FROM teams WHERE id = $1
        AND news_rev <> news_shown AND place_id IS NOT NULL AND archived_at IS NULL";
    let row = sqlx::query(SQL).bind(id.0).try_map(|row: SqliteRow| {
        Ok(DueNews {
            revision: row.try_get("news_rev")?,
            shown: row.try_get("news_shown")?,
            team: read(row)?,
        })
    });
    Ok(row.fetch_optional(db).await?)
}

/// The *Novos* message shows what was true at `revision`.
pub async fn set_news(
    db: &mut Db,
    id: TeamId,
    news: Standing,
    revision: i64,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE teams SET news_post = $2, news_posted_at = $3, news_shown = $4,
            news_place = $5
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(news.post.as_i64())
        .bind(ms(news.at))
        .bind(revision)
        .bind(news.place.as_i64())
        .execute(db)
        .await?;
    Ok(())
}

/// The *Novos* message is gone.
pub async fn lose_news(db: &mut Db, id: TeamId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE teams SET news_post = NULL, news_posted_at = NULL,
            news_shown = -1 - news_rev, news_place = NULL
        WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<Team> {
    let news = match row.maybe_id("news_post", PostId::from_i64)? {
        Some(post) => Some(Standing {
            place: row.id("news_place", PlaceId::from_i64)?,
            post,
            at: row.at("news_posted_at")?,
        }),
        None => None,
    };
    Ok(Team {
        id: row.id("id", TeamId)?,
        facts: TeamFacts {
            name: row.try_get("name")?,
            role: Some(row.id("role_id", RoleId::from_i64)?).filter(|role| *role != NO_ROLE),
            supervisor_role: row.maybe_id("supervisor_role_id", RoleId::from_i64)?,
            place: row.maybe_id("place_id", PlaceId::from_i64)?,
            rules: row.json("rules")?,
        },
        news,
        reminded_at: row.maybe_at("reminded_at")?,
        archived_at: row.maybe_at("archived_at")?,
    })
}

impl Team {
    /// It can answer: it has members and a channel.
    pub fn is_ready(&self) -> bool {
        self.facts.role.is_some() && self.facts.place.is_some()
    }

    /// What its roles give.
    pub fn roles(&self) -> TeamRoles {
        TeamRoles {
            team: self.id,
            agents: self.facts.role,
            supervisors: self.facts.supervisor_role,
        }
    }
}

/// The team's role was mentioned; its *Novos* message stands too high now.
pub async fn reminded(db: &mut Db, id: TeamId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE teams SET reminded_at = $2, news_rev = news_rev + 1 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}
