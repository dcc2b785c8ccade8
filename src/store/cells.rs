//! How values look in a row: times as milliseconds, names and structures by their serde form.

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::error::StoreError;

/// A time as the store keeps it: milliseconds since 1970.
pub(super) fn ms(at: DateTime<Utc>) -> i64 {
    at.timestamp_millis()
}

/// A time that may be missing.
pub(super) fn maybe_ms(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(ms)
}

/// The serde name of a plain variant, without quotes.
pub(super) fn word<T: Serialize>(value: &T) -> Result<String, StoreError> {
    match serde_json::to_value(value)? {
        Value::String(word) => Ok(word),
        other => Err(StoreError::Unwritable(serde::ser::Error::custom(format!(
            "not a plain name: {other}"
        )))),
    }
}

/// The serde name of a plain variant that may be missing.
pub(super) fn maybe_word<T: Serialize>(value: Option<&T>) -> Result<Option<String>, StoreError> {
    value.map(word).transpose()
}

/// A structure as JSON that says which version wrote it: `{…, "v": 1}`. Once the structure
/// changes so that old rows would be misread, [`Cells::versioned`] learns to read both.
pub(super) fn versioned<T: Serialize>(value: &T) -> Result<String, StoreError> {
    let mut json = serde_json::to_value(value)?;
    match json.as_object_mut() {
        Some(fields) => {
            fields.insert("v".to_owned(), Value::from(1));
        }
        None => {
            return Err(StoreError::Unwritable(serde::ser::Error::custom(
                "only an object carries a version",
            )));
        }
    }
    Ok(json.to_string())
}

/// A structure as JSON whose form never changes, such as a list of ids.
pub(super) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    Ok(serde_json::to_string(value)?)
}

/// Reads the cells of a row.
pub(super) trait Cells {
    /// A whole number, made into an id.
    fn id<T>(&self, column: &str, make: impl FnOnce(i64) -> T) -> sqlx::Result<T>;
    /// A whole number that may be missing, made into an id.
    fn maybe_id<T>(&self, column: &str, make: impl FnOnce(i64) -> T) -> sqlx::Result<Option<T>>;
    /// A number that is never negative.
    fn count(&self, column: &str) -> sqlx::Result<u32>;
    /// A time.
    fn at(&self, column: &str) -> sqlx::Result<DateTime<Utc>>;
    /// A time that may be missing.
    fn maybe_at(&self, column: &str) -> sqlx::Result<Option<DateTime<Utc>>>;
    /// A plain variant by its serde name.
    fn word<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<T>;
    /// A plain variant that may be missing.
    fn maybe_word<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<Option<T>>;
    /// A structure as JSON.
    fn json<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<T>;
    /// A structure as JSON that may be missing.
    fn maybe_json<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<Option<T>>;
    /// A structure that [`versioned`] wrote.
    fn versioned<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<T>;
    /// A structure that [`versioned`] wrote, which may be missing.
    fn maybe_versioned<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<Option<T>>;
}

impl Cells for SqliteRow {
    fn id<T>(&self, column: &str, make: impl FnOnce(i64) -> T) -> sqlx::Result<T> {
        self.try_get(column).map(make)
    }

    fn maybe_id<T>(&self, column: &str, make: impl FnOnce(i64) -> T) -> sqlx::Result<Option<T>> {
        Ok(self.try_get::<Option<i64>, _>(column)?.map(make))
    }

    fn count(&self, column: &str) -> sqlx::Result<u32> {
        u32::try_from(self.try_get::<i64, _>(column)?).map_err(|error| unreadable(column, error))
    }

    fn at(&self, column: &str) -> sqlx::Result<DateTime<Utc>> {
        time(column, self.try_get(column)?)
    }

    fn maybe_at(&self, column: &str) -> sqlx::Result<Option<DateTime<Utc>>> {
        self.try_get::<Option<i64>, _>(column)?
            .map(|ms| time(column, ms))
            .transpose()
    }

    fn word<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<T> {
        from_value(column, Value::String(self.try_get(column)?))
    }

    fn maybe_word<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<Option<T>> {
        self.try_get::<Option<String>, _>(column)?
            .map(|word| from_value(column, Value::String(word)))
            .transpose()
    }

    fn json<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<T> {
        from_str(column, self.try_get(column)?)
    }

    fn maybe_json<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<Option<T>> {
        self.try_get::<Option<&str>, _>(column)?
            .map(|text| from_str(column, text))
            .transpose()
    }

    fn versioned<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<T> {
        first_version(column, self.try_get(column)?)
    }

    fn maybe_versioned<T: DeserializeOwned>(&self, column: &str) -> sqlx::Result<Option<T>> {
        self.try_get::<Option<&str>, _>(column)?
            .map(|text| first_version(column, text))
            .transpose()
    }
}

fn first_version<T: DeserializeOwned>(column: &str, text: &str) -> sqlx::Result<T> {
    let mut json: Value = from_str(column, text)?;
    let version = json.as_object_mut().and_then(|fields| fields.remove("v"));
    match version.as_ref().and_then(Value::as_u64) {
        Some(1) => from_value(column, json),
        other => Err(unreadable(column, UnknownVersion(other))),
    }
}

fn from_str<T: DeserializeOwned>(column: &str, text: &str) -> sqlx::Result<T> {
    serde_json::from_str(text).map_err(|error| unreadable(column, StoreError::from(error)))
}

fn from_value<T: DeserializeOwned>(column: &str, json: Value) -> sqlx::Result<T> {
    serde_json::from_value(json).map_err(|error| unreadable(column, StoreError::from(error)))
}

fn time(column: &str, ms: i64) -> sqlx::Result<DateTime<Utc>> {
    DateTime::from_timestamp_millis(ms).ok_or_else(|| unreadable(column, NoTime(ms)))
}

/// This cell holds what this version cannot read.
pub(super) fn unreadable(
    column: &str,
    source: impl std::error::Error + Send + Sync + 'static,
) -> sqlx::Error {
    sqlx::Error::ColumnDecode {
        index: column.to_owned(),
        source: Box::new(source),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{0} is no time")]
struct NoTime(i64);

#[derive(Debug, thiserror::Error)]
#[error("unknown version {0:?}")]
struct UnknownVersion(Option<u64>);
