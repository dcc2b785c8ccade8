//! What the platform says about accounts and numbers: read again in any case, and kept for admins
//! where somebody must know.

use super::inbound::Fate;
use super::work::Work;
use super::{DeskError, Unit};
use crate::domain::incoming::Telling;
use crate::store::account_news;

/// No name of the platform's is longer.
const NAME_MAX: usize = 80;

impl Unit<'_> {
    /// Takes news about an account or a number.
    pub(super) async fn take_account_news(
        &mut self,
        telling: &Telling<'_>,
    ) -> Result<Fate, DeskError> {
        self.work.push(Work::Numbers);
        let account = telling.account;
        let (field, event) = (name(telling.field), telling.event.map(name));
        let Some(news) = telling.news() else {
            tracing::info!(account, field, event, "news about an account");
            return Ok(Fate::News);
        };
        if !account_news::record(self.db, telling.field, &news, telling.at, self.now).await? {
            return Ok(Fate::Repeated);
        }
        tracing::warn!(account, field, event, "news about an account for admins");
        self.work.push(Work::Watch);
        Ok(Fate::News)
    }
}

/// A name of the platform's, for the log; whatever is none is left out.
pub(super) fn name(name: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.len() <= NAME_MAX && name.chars().all(is_name) {
        name
    } else {
        "?"
    }
}
