//! Once a day what nobody can need any more is forgotten, and files are removed whose time is over.

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use super::Facts;
use crate::desk::DeskError;

const EVERY: TimeDelta = TimeDelta::days(1);

/// Tidies up now and every day, until `stop`.
pub async fn run(facts: Facts, stop: CancellationToken) {
    loop {
        let piece = facts.underway.begin();
        match facts.desk.tidy().await {
            Ok(forgotten) => tracing::info!(?forgotten, "tidied up"),
            Err(error) => tracing::error!(%error, "nothing could be tidied up"),
        }
        if let Err(error) = remove_files(&facts).await {
            tracing::error!(%error, "old files could not be removed");
        }
        let sleep = facts.clock.sleep_until(facts.clock.now() + EVERY);
        drop(piece);
        tokio::select! {
            () = stop.cancelled() => return,
            () = sleep => {}
        }
    }
}

/// Why old files could not be removed.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Desk(#[from] DeskError),
    #[error(transparent)]
    Disk(#[from] std::io::Error),
}

/// The bytes first: a file that is said to be gone is gone.
async fn remove_files(facts: &Facts) -> Result<(), Trouble> {
    loop {
        let old = facts.desk.old_files().await?;
        if old.is_empty() {
            return Ok(());
        }
        let count = old.len();
        let (ids, keys): (Vec<_>, Vec<_>) = old.into_iter().unzip();
        facts.vault.remove(&keys).await?;
        facts.desk.files_purged(ids).await?;
        tracing::info!(count, "files were removed whose time was over");
    }
}
