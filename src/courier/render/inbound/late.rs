//! What came later than it should have: long after it was written, after what was written later, or
//! after its own edit or removal. Platforms post again what nobody took, for days.

use chrono::{DateTime, TimeDelta, Utc};

use super::about::EDITED;
use super::{read, short};
use crate::courier::Facts;
use crate::courier::render::behind_bars;
use crate::desk::DeskError;
use crate::domain::incoming::{Inbound, InboundBody};
use crate::store::inbound as rows;
use crate::words::{Args, Locale, args, moment, say};

/// What stands there so long after it was written says when that was. Discord puts its own time
/// beside it, by which people judge whether it still holds; after this time somebody would have been
/// reminded of it.
pub(super) const LATE: TimeDelta = TimeDelta::minutes(5);

/// How a message came late.
#[derive(Debug, Clone, Default)]
pub struct Late {
    /// It says when it was written.
    written: Option<Written>,
    /// What had become of it by the time it came.
    fate: Option<Fate>,
}

#[derive(Debug, Clone)]
struct Written {
    /// As people read it.
    at: String,
    /// What stands above it was written later.
    before_the_above: bool,
}

#[derive(Debug, Clone)]
enum Fate {
    /// It says this by now.
    Edited(InboundBody),
    Removed,
}

/// How the message of that row came late, which stays as it was when it came.
pub async fn late(
    facts: &Facts,
    row: &rows::Inbound,
    message: &Inbound,
) -> Result<Late, DeskError> {
    let mut db = facts.desk.store().read().await?;
    let (what, before) = (&row.what, Some(row.id));
    let fate = if rows::is_removed(&mut db, &what.wamid, before).await? {
        Some(Fate::Removed)
    } else {
        let edit = rows::last_edit(&mut db, &what.wamid, before).await?;
        // One that cannot be read takes nothing else with it.
        let edit = edit.and_then(|edit| read(&edit).ok().flatten());
        edit.map(|edit| Fate::Edited(edit.body))
    };
    let newest = match fate {
        // That it comes after something later is said already.
        Some(_) => None,
        None => rows::newest_before(&mut db, row).await?,
    };
    let before_the_above = newest.is_some_and(|newest: DateTime<Utc>| what.at < newest);
    let tells = (before_the_above || what.arrived_at - what.at > LATE) && !says_when(message);
    let written = tells.then(|| Written {
        at: moment(facts.locale, what.at, what.arrived_at, facts.zone),
        before_the_above,
    });
    Ok(Late { written, fate })
}

/// It says by itself when it was.
fn says_when(message: &Inbound) -> bool {
    message.historic || matches!(message.body, InboundBody::Call)
}

impl Late {
    /// The line that says when it was written.
    pub fn when(&self, locale: Locale) -> Option<String> {
        let written = self.written.as_ref()?;
        let id = match written.before_the_above {
            true => "inbound-late-before",
            false => "inbound-late",
        };
        Some(say(locale, id, &args! { "at" => written.at.as_str() }))
    }

    /// Its words, or the `kind` of what has none, behind what had become of it: they do not stand
    /// there as the newest.
    pub fn said(&self, locale: Locale, words: String, kind: impl FnOnce() -> String) -> String {
        let head = match &self.fate {
            None => return words,
            Some(Fate::Edited(body)) => {
                let now = short(locale, body, EDITED);
                say(locale, "inbound-edited-before", &args! { "excerpt" => now })
            }
            Some(Fate::Removed) => say(locale, "inbound-revoked-before", &Args::new()),
        };
        let was = match words.is_empty() {
            true => kind(),
            false => words,
        };
        format!("{head}\n{}", behind_bars(&was))
    }
}
