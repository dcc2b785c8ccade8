//! Contacts: making, finding by identity, and editing them. Searching is in [`super::search`].
//!
//! The caller folds what is searched in (lower case, no accents, phones as digits).

use chrono::{DateTime, Utc};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::Db;
use super::cells::{Cells, json, ms};
use super::error::StoreError;
use crate::domain::address::international;
use crate::domain::ids::{ContactId, InboundId, PersonId};

/// What people know about a contact and may change.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ContactFacts {
    /// Their name.
    pub name: String,
    /// The name as it is searched.
    pub name_folded: String,
    /// Their phone, E.164 with `+`; WhatsApp contacts may have none.
    pub phone: Option<String>,
    /// The phone's digits; empty without one.
    pub phone_digits: String,
    /// Their e-mail address.
    pub email: Option<String>,
    /// The address as it is searched; empty without one.
    pub email_folded: String,
    /// What people noted.
    pub note: Option<String>,
}

/// Who a contact is for the platform.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Identity {
    /// The platform's form of the phone number; it may differ from the phone.
    pub wa_id: Option<String>,
    /// The business-scoped user id, which needs no phone number.
    pub bsuid: Option<String>,
    /// The name that the contact chose for itself to be found by.
    pub username: Option<String>,
}

/// What somebody is called of whom the platform tells neither name nor number.
pub const UNNAMED: &str = "WhatsApp";

impl Contact {
    /// They are called by what the platform tells of somebody without a name: nothing by which
    /// anybody speaks to them.
    pub fn is_unnamed(&self) -> bool {
        let name = &self.facts.name;
        name == UNNAMED
            || international(name).as_ref() == Some(name)
            || self.identity.username.as_ref() == Some(name)
    }
}

/// A contact as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// Its row.
    pub id: ContactId,
    /// What people know about it.
    pub facts: ContactFacts,
    /// Who it is for the platform.
    pub identity: Identity,
    /// Since when its messages are not received.
    pub blocked_at: Option<DateTime<Utc>>,
    /// Since when it is out of the way.
    pub archived_at: Option<DateTime<Utc>>,
    /// It takes no marketing templates.
    pub opted_out: Option<OptOut>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last wrote.
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// That a contact takes no marketing templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OptOut {
    /// Since when.
    pub at: DateTime<Utc>,
    /// The message that said so.
    pub inbound: Option<InboundId>,
    /// Who wrote it down without such a message.
    pub by: Option<PersonId>,
}

/// Makes a contact. [`StoreError::Taken`]: another one has this identity.
pub async fn create(
    db: &mut Db,
    facts: &ContactFacts,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<ContactId, StoreError> {
    const SQL: &str = "INSERT INTO contacts (name, name_folded, phone, phone_digits, email,
            email_folded, note, wa_id, bsuid, username, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11) RETURNING id";
    let id = sqlx::query_scalar(SQL)
        .bind(&facts.name)
        .bind(&facts.name_folded)
        .bind(&facts.phone)
        .bind(&facts.phone_digits)
        .bind(&facts.email)
        .bind(&facts.email_folded)
        .bind(&facts.note)
        .bind(&identity.wa_id)
        .bind(&identity.bsuid)
        .bind(&identity.username)
        .bind(ms(now))
        .fetch_one(db)
        .await?;
    Ok(ContactId(id))
}

/// Changes what people know about the contact.
pub async fn update(
    db: &mut Db,
    id: ContactId,
    facts: &ContactFacts,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET name = $2, name_folded = $3, phone = $4,
            phone_digits = $5, email = $6, email_folded = $7, note = $8, updated_at = $9
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(&facts.name)
        .bind(&facts.name_folded)
        .bind(&facts.phone)
        .bind(&facts.phone_digits)
        .bind(&facts.email)
        .bind(&facts.email_folded)
        .bind(&facts.note)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The contact wrote: it comes back from the archive unless it is blocked, and what the platform says
/// about who it is is added; what it leaves out stays. [`StoreError::Taken`]: another one has this
/// identity.
pub async fn seen(
    db: &mut Db,
    id: ContactId,
    identity: &Identity,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET wa_id = COALESCE($2, wa_id),
            bsuid = COALESCE($3, bsuid), username = COALESCE($4, username),
            archived_at = CASE WHEN blocked_at IS NULL THEN NULL ELSE archived_at END,
            last_seen_at = $5
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(&identity.wa_id)
        .bind(&identity.bsuid)
        .bind(&identity.username)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The platform knows the contact by nothing that we know of.
pub async fn forget_identity(db: &mut Db, id: ContactId) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET wa_id = NULL, bsuid = NULL, username = NULL
        WHERE id = $1";
    sqlx::query(SQL).bind(id.0).execute(db).await?;
    Ok(())
}

/// The contact has another phone number, as the platform says.
pub async fn moved(
    db: &mut Db,
    id: ContactId,
    phone: &str,
    digits: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET phone = $2, phone_digits = $3, updated_at = $4
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(phone)
        .bind(digits)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The contact of this row.
pub async fn by_id(db: &mut Db, id: ContactId) -> Result<Option<Contact>, StoreError> {
    const SQL: &str = "SELECT * FROM contacts WHERE id = $1";
    let row = sqlx::query(SQL).bind(id.0).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The contact with this business-scoped user id.
pub async fn by_bsuid(db: &mut Db, bsuid: &str) -> Result<Option<Contact>, StoreError> {
    const SQL: &str = "SELECT * FROM contacts WHERE bsuid = $1";
    let row = sqlx::query(SQL).bind(bsuid).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The contact with this WhatsApp id.
pub async fn by_wa_id(db: &mut Db, wa_id: &str) -> Result<Option<Contact>, StoreError> {
    const SQL: &str = "SELECT * FROM contacts WHERE wa_id = $1";
    let row = sqlx::query(SQL).bind(wa_id).try_map(read);
    Ok(row.fetch_optional(db).await?)
}

/// The contacts whose phone is one of these, written as digits; the oldest first. The caller lists
/// the variants that mean the same phone: with and without Brazil's ninth digit, say.
pub async fn by_phone(db: &mut Db, variants: &[String]) -> Result<Vec<Contact>, StoreError> {
    const SQL: &str = "SELECT * FROM contacts
        WHERE phone_digits <> '' AND phone_digits IN (SELECT value FROM json_each($1))
        ORDER BY id";
    let rows = sqlx::query(SQL).bind(json(variants)?).try_map(read);
    Ok(rows.fetch_all(db).await?)
}

/// Blocks the contact, or lets it in again.
pub async fn set_blocked(
    db: &mut Db,
    id: ContactId,
    since: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET blocked_at = $2 WHERE id = $1";
    set_time(db, SQL, id, since).await
}

/// Archives the contact, or brings it back.
pub async fn set_archived(
    db: &mut Db,
    id: ContactId,
    since: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET archived_at = $2 WHERE id = $1";
    set_time(db, SQL, id, since).await
}

/// The contact takes no more marketing templates.
pub async fn opt_out(db: &mut Db, id: ContactId, known: &OptOut) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET opted_out_at = $2, opted_out_inbound = $3,
            opted_out_by = $4, preference_at = $2
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(known.at))
        .bind(known.inbound.map(|inbound| inbound.0))
        .bind(known.by.map(PersonId::as_i64))
        .execute(db)
        .await?;
    Ok(())
}

/// The contact takes marketing templates again.
pub async fn opt_in(db: &mut Db, id: ContactId, now: DateTime<Utc>) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE contacts SET opted_out_at = NULL, opted_out_inbound = NULL,
            opted_out_by = NULL, preference_at = $2
        WHERE id = $1";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The contact decided at `at`, without a word to us, whether they take marketing templates.
/// Whether that changed anything: what they have decided since then holds, and the words in which
/// they already refused stay.
pub async fn prefers(
    db: &mut Db,
    id: ContactId,
    stop: bool,
    at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE contacts SET preference_at = $3, opted_out_inbound = NULL,
            opted_out_by = NULL, opted_out_at = CASE WHEN $2 THEN $3 END
        WHERE id = $1 AND (preference_at IS NULL OR preference_at < $3)
            AND (opted_out_at IS NULL) = $2";
    let done = sqlx::query(SQL)
        .bind(id.0)
        .bind(stop)
        .bind(ms(at))
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// The agent has to do with the contact: it is among their recent ones, and found first.
pub async fn talked(
    db: &mut Db,
    id: ContactId,
    agent: PersonId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO contact_agents (contact, person, last_at) VALUES ($1, $2, $3)
        ON CONFLICT (contact, person) DO UPDATE SET last_at = $3";
    sqlx::query(SQL)
        .bind(id.0)
        .bind(agent.as_i64())
        .bind(ms(now))
        .execute(db)
        .await?;
    Ok(())
}

/// The contacts that the agent last had to do with, the latest first; archived ones are left out.
pub async fn recent(db: &mut Db, agent: PersonId, limit: u32) -> Result<Vec<Contact>, StoreError> {
    const SQL: &str = "SELECT c.* FROM contact_agents a JOIN contacts c ON c.id = a.contact
        WHERE a.person = $1 AND c.archived_at IS NULL ORDER BY a.last_at DESC, c.id DESC LIMIT $2";
    let rows = sqlx::query(SQL)
        .bind(agent.as_i64())
        .bind(i64::from(limit))
        .try_map(read);
    Ok(rows.fetch_all(db).await?)
}

async fn set_time(
    db: &mut Db,
    sql: &'static str,
    id: ContactId,
    at: Option<DateTime<Utc>>,
) -> Result<(), StoreError> {
    sqlx::query(sql)
        .bind(id.0)
        .bind(at.map(ms))
        .execute(db)
        .await?;
    Ok(())
}

fn read(row: SqliteRow) -> sqlx::Result<Contact> {
    let opted_out = match row.maybe_at("opted_out_at")? {
        Some(at) => Some(OptOut {
            at,
            inbound: row.maybe_id("opted_out_inbound", InboundId)?,
            by: row.maybe_id("opted_out_by", PersonId::from_i64)?,
        }),
        None => None,
    };
    Ok(Contact {
        id: row.id("id", ContactId)?,
        facts: ContactFacts {
            name: row.try_get("name")?,
            name_folded: row.try_get("name_folded")?,
            phone: row.try_get("phone")?,
            phone_digits: row.try_get("phone_digits")?,
            email: row.try_get("email")?,
            email_folded: row.try_get("email_folded")?,
            note: row.try_get("note")?,
        },
        identity: Identity {
            wa_id: row.try_get("wa_id")?,
            bsuid: row.try_get("bsuid")?,
            username: row.try_get("username")?,
        },
        blocked_at: row.maybe_at("blocked_at")?,
        archived_at: row.maybe_at("archived_at")?,
        opted_out,
        created_at: row.at("created_at")?,
        last_seen_at: row.maybe_at("last_seen_at")?,
    })
}
