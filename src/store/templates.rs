//! Templates as Meta has them, and what we add: which teams may use them, what fills their
//! parameters, their standing picture.

use chrono::{DateTime, Utc};
use serde_json::Value;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms};
use super::error::StoreError;
use super::standing::StandingFile;
use crate::domain::ids::{TeamId, TemplateId};
use crate::domain::template::MediaKind;

/// A template as Meta lists it.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedTemplate {
    /// Meta's id.
    pub meta_id: String,
    /// Its name.
    pub name: String,
    /// Its language code, `pt_BR`.
    pub language: String,
    /// Its category, kept in lower case.
    pub category: String,
    /// Its status, kept in lower case: only `approved` ones may be sent.
    pub status: String,
    /// Everything that Meta says about it.
    pub definition: Value,
    /// Changes when anything changes that matters for sending.
    pub fingerprint: String,
    /// Meta's rating, if it gives one.
    pub quality: Option<String>,
}

/// A template as it is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its row.
    pub id: TemplateId,
    /// The WhatsApp Business account that it belongs to.
    pub waba_id: String,
    /// What Meta says about it.
    pub listed: ListedTemplate,
    /// What fills its parameters: an object from parameter to source.
    pub mapping: Option<Value>,
    /// The picture, video or document that its header always carries; see [`Template::standing`].
    pub standing_file: Option<StandingFile>,
    /// When Meta last said so.
    pub fetched_at: DateTime<Utc>,
    /// Since when Meta no longer lists it.
    pub gone_at: Option<DateTime<Utc>>,
}

impl Template {
    /// The file that its header always carries, if that is of the kind that the header takes.
    pub fn standing(&self, kind: Option<MediaKind>) -> Option<&StandingFile> {
        let file = self.standing_file.as_ref();
        file.filter(|file| Some(file.kind) == kind)
    }

    /// Changes when anything changes that a person was shown before it leaves.
    pub fn fingerprint(&self) -> String {
        match &self.standing_file {
            Some(file) => format!("{}:{}", self.listed.fingerprint, file.key),
            None => self.listed.fingerprint.clone(),
        }
    }
}

/// Takes over what Meta lists for the account: adds, changes, and marks as gone what is no longer
/// listed. What we added to a template stays.
pub async fn replace_all(
    db: &mut Db,
    waba_id: &str,
    listed: &[ListedTemplate],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const PUT: &str = "INSERT INTO templates (meta_id, waba_id, name, language, category, status,
            definition, fingerprint, quality, fetched_at)
        VALUES ($1, $2, $3, $4, lower($5), lower($6), $7, $8, $9, $10)
        ON CONFLICT (waba_id, name, language) DO UPDATE SET meta_id = $1, category = lower($5),
            status = lower($6), definition = $7, fingerprint = $8, quality = $9,
            fetched_at = $10, gone_at = NULL
        RETURNING id";
    const GONE: &str = "UPDATE templates SET gone_at = $3
        WHERE waba_id = $1 AND gone_at IS NULL AND id NOT IN (SELECT value FROM json_each($2))";
    let mut there: Vec<i64> = Vec::with_capacity(listed.len());
    for template in listed {
        let id = sqlx::query_scalar(PUT)
            .bind(&template.meta_id)
            .bind(waba_id)
            .bind(&template.name)
            .bind(&template.language)
            .bind(&template.category)
            .bind(&template.status)
            .bind(json(&template.definition)?)
            .bind(&template.fingerprint)
            .bind(&template.quality)
            .bind(ms(now))
            .fetch_one(&mut *db)
            .await?;
        there.push(id);
    }
    sqlx::query(GONE)
        .bind(waba_id)
        .bind(json(&there)?)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The account's approved templates that are open to the team, by name and language.
pub async fn approved(
    db: &mut Db,
    waba_id: &str,
    team: TeamId,
) -> Result<Vec<Template>, StoreError> {
    let rows = sqlx::query(APPROVED)
        .bind(waba_id)
        .bind(team.0)
        .bind(None::<i64>)
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The template of this row, if it is one of the [`approved`].
pub async fn approved_one(
    db: &mut Db,
    waba_id: &str,
    team: TeamId,
    id: TemplateId,
) -> Result<Option<Template>, StoreError> {
    let row = sqlx::query(APPROVED)
        .bind(waba_id)
        .bind(team.0)
        .bind(Some(id.0))
        .try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// Of the account $1, open to the team $2; where $3 is given, that one alone.
const APPROVED: &str = "SELECT * FROM templates t
    WHERE waba_id = $1 AND status = 'approved' AND gone_at IS NULL
        AND (EXISTS (SELECT 1 FROM template_teams WHERE template = t.id AND team = $2)
            OR NOT EXISTS (SELECT 1 FROM template_teams WHERE template = t.id))
        AND ($3 IS NULL OR id = $3)
    ORDER BY name, language";

/// All approved templates, by name and language.
pub async fn all_approved(db: &mut Db) -> Result<Vec<Template>, StoreError> {
    const SQL: &str = "SELECT * FROM templates WHERE status = 'approved' AND gone_at IS NULL
        ORDER BY name, language, id";
    Ok(sqlx::query(SQL).try_map(read).fetch_all(db).await?)
}

/// The only teams that may use the template; none: every team.
pub async fn open_to(db: &mut Db, id: TemplateId) -> Result<Vec<TeamId>, StoreError> {
    const SQL: &str = "SELECT team FROM template_teams WHERE template = $1 ORDER BY team";
    let teams: Vec<i64> = sqlx::query_scalar(SQL).bind(id.0).fetch_all(db).await?;
    Ok(teams.into_iter().map(TeamId).collect())
}

/// Every template of the account, gone ones too, by name and language.
pub async fn list(db: &mut Db, waba_id: &str) -> Result<Vec<Template>, StoreError> {
    const SQL: &str = "SELECT * FROM templates WHERE waba_id = $1 ORDER BY name, language";
    let rows = sqlx::query(SQL).bind(waba_id).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// The template of this row.
pub async fn by_id(db: &mut Db, id: TemplateId) -> Result<Option<Template>, StoreError> {
    const SQL: &str = "SELECT * FROM templates WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// What fills its parameters from now on.
pub async fn set_mapping(
    db: &mut Db,
    id: TemplateId,
    mapping: Option<&Value>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE templates SET mapping = $2 WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(mapping.map(json).transpose()?)
        .execute(db)
        .await?;
    Ok(())
}

/// Opens the template to these teams alone; to none: to every team.
pub async fn restrict(db: &mut Db, id: TemplateId, teams: &[TeamId]) -> Result<(), StoreError> {
    const CLEAR: &str = "DELETE FROM template_teams WHERE template = $1";
    const ADD: &str = "INSERT INTO template_teams (template, team)
        SELECT $1, value FROM json_each($2)";
    sqlx::query(CLEAR).bind(id.0).execute(&mut *db).await?;
    sqlx::query(ADD)
        .bind(id.0)
        .bind(json(teams)?)
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<Template> {
    Ok(Template {
        id: row.id("id", TemplateId)?,
        waba_id: row.try_get("waba_id")?,
        listed: ListedTemplate {
            meta_id: row.try_get("meta_id")?,
            name: row.try_get("name")?,
            language: row.try_get("language")?,
            category: row.try_get("category")?,
            status: row.try_get("status")?,
            definition: row.json("definition")?,
            fingerprint: row.try_get("fingerprint")?,
            quality: row.try_get("quality")?,
        },
        mapping: row.maybe_json("mapping")?,
        standing_file: row.maybe_json("standing_file")?,
        fetched_at: row.at("fetched_at")?,
        gone_at: row.maybe_at("gone_at")?,
    })
}
