//! The database and the folder of files beside it: there, up to date, taking writes; and what the
//! database holds that others need to know.

use chrono::{DateTime, Utc};

use super::known::Known;
use super::report::Report;
use crate::config::{Config, database_file};
use crate::desk::{Desk, alerts};
use crate::store::{Condition, Look, OpenError, StoreError};
use crate::vault::probe;
use crate::words::{Locale, args};

/// The database of the running desk, which is up to date or the desk would not run.
pub async fn running(desk: &Desk, config: &Config, locale: Locale) -> (Report, Option<Known>) {
    let mut report = Report::new(locale);
    let path = database_file(&config.database_url);
    match desk.probe().await {
        Ok(()) => report.fine("doctor-database-ok", &args! { "path" => path }),
        Err(error) => {
            tracing::error!(%error, "the database takes no writes");
            report.trouble("doctor-database-unusable", &args! { "path" => path });
        }
    }
    files(&mut report, config).await;
    let known = async {
        let mut db = desk.store().read().await?;
        Known::read(&mut db).await
    };
    let known = said(&mut report, path, known.await);
    (report, known)
}

/// The database as it is found from outside. What comes last keeps it locked.
pub async fn from_outside(
    look: Result<Look, OpenError>,
    config: &Config,
    now: DateTime<Utc>,
    locale: Locale,
) -> (Report, Option<Known>, Option<Look>) {
    let mut report = Report::new(locale);
    files(&mut report, config).await;
    let mut look = match look {
        Ok(look) => look,
        Err(error) => {
            tracing::error!(%error, "the database cannot be opened");
            let args = args! { "path" => error.subject() };
            report.trouble("doctor-database-unusable", &args);
            return (report, None, None);
        }
    };
    let path = look.path.display().to_string();
    let args = args! { "path" => path.as_str() };
    let in_use = look.in_use;
    match look.condition {
        Condition::Missing => report.fine("doctor-database-new", &args),
        Condition::Behind => report.trouble("doctor-database-behind", &args),
        Condition::TooNew => report.trouble("doctor-database-ahead", &args),
        Condition::UpToDate => {}
    }
    let Some(db) = look.db() else {
        // One that is not there yet knows of nothing.
        let known = (look.condition == Condition::Missing).then(Known::default);
        return (report, known, Some(look));
    };
    if in_use {
        report.fine("doctor-database-in-use", &args);
    } else {
        match alerts::probe(db, now).await {
            Ok(()) => report.fine("doctor-database-ok", &args),
            Err(error) => {
                tracing::error!(%error, "the database takes no writes");
                report.trouble("doctor-database-unusable", &args);
            }
        }
    }
    let known = Known::read(db).await;
    let known = said(&mut report, &path, known);
    (report, known, Some(look))
}

fn said(report: &mut Report, path: &str, known: Result<Known, StoreError>) -> Option<Known> {
    match known {
        Ok(known) => {
            if known.unreadable > 0 {
                report.trouble("alert-unreadable", &args! { "count" => known.unreadable });
            }
            if known.given_up > 0 {
                report.trouble("alert-given-up", &args! { "count" => known.given_up });
            }
            Some(known)
        }
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            report.trouble("doctor-database-unusable", &args! { "path" => path });
            None
        }
    }
}

/// The folder of files; the first start makes it.
async fn files(report: &mut Report, config: &Config) {
    let folder = &config.files_dir;
    let args = args! { "path" => folder.display().to_string() };
    match probe(folder).await {
        Ok(()) => report.fine("doctor-files-ok", &args),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            report.fine("doctor-files-new", &args);
        }
        Err(error) => {
            tracing::error!(%error, "the folder of files takes no writes");
            report.trouble("doctor-files-unusable", &args);
        }
    }
}
