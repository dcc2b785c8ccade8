//! The use-cases: the only room that opens a unit of work and calls [`step`].
//!
//! A use-case loads what it needs inside a unit, lets the core decide, writes down what the core
//! decided, and after the commit hands over what must be done outside the database. Whatever is
//! handed over stands in the database as well, so that a crash between the two loses nothing.

mod account;
pub mod alerts;
mod apply;
mod attached;
mod composing;
pub mod contacts;
pub mod drafts;
mod elsewhere;
pub mod error;
pub mod files;
mod housekeeping;
mod identity;
pub mod inbound;
mod kept;
pub mod life;
pub mod lines;
pub mod links;
pub mod lookups;
pub mod marketing;
mod news;
pub mod offer;
mod pastes;
pub mod pauses;
pub mod platform;
pub mod prices;
pub mod queue;
pub mod quick;
mod reactions;
pub mod retention;
pub mod seen;
pub mod sends;
mod setaside;
pub mod setup;
pub mod sheet;
pub mod shown;
pub mod sight;
pub mod start;
pub mod statuses;
pub mod tariffs;
pub mod templates;
pub mod thread;
mod touches;
pub mod unshown;
pub mod work;
mod written;

use std::fmt;
use std::sync::Arc;

use chrono::TimeDelta;
use futures::future::BoxFuture;
use tokio::sync::watch;

pub use error::DeskError;
pub use housekeeping::Forgotten;

use crate::clock::{SharedClock, Timestamp};
use crate::domain::abilities::Abilities;
use crate::domain::ids::{ConversationId, PersonId};
use crate::domain::reactions::Leaving;
use crate::domain::stops::StopLists;
use crate::store::journal::{self, Entry};
use crate::store::{Db, Store, StoreError};
use crate::underway::Underway;
use kept::Kept;
use prices::Company;
use sight::Sight;
use work::{Hands, Work};

/// The desk. Cloning gives another handle.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    clock: SharedClock,
    hands: Hands,
    underway: Underway,
    stops: Arc<Kept<StopLists>>,
    leaving: Arc<Kept<Leaving>>,
    abilities: &'static Abilities,
    region: Arc<str>,
    company: Company,
    sight: Sight,
    opened: Arc<watch::Sender<()>>,
}

impl fmt::Debug for Desk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Desk").finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk on this store, whose numbers can do what `abilities` says. `region` is the country
    /// whose telephone numbers are typed without a country code, `BR`.
    pub fn new(
        store: Store,
        clock: SharedClock,
        hands: Hands,
        underway: Underway,
        stops: StopLists,
        abilities: &'static Abilities,
        region: &str,
    ) -> Self {
        Self {
            store,
            sight: Sight::new(Arc::clone(&clock)),
            clock,
            hands,
            underway,
            stops: Arc::new(Kept::new("stop_lists", stops)),
            leaving: Arc::new(Kept::new("leaving_reactions", Leaving::default())),
            abilities,
            region: region.into(),
            company: Company::default(),
            opened: Arc::default(),
        }
    }

    /// The same desk for this company.
    #[must_use]
    pub fn of(self, company: Company) -> Self {
        Self { company, ..self }
    }

    /// What holds for the company as a whole.
    pub fn company(&self) -> &Company {
        &self.company
    }

    /// What its numbers can do.
    pub fn abilities(&self) -> &'static Abilities {
        self.abilities
    }

    /// What was written down, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The present moment.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// What comes of `work`, unless it takes longer than this.
    pub async fn within<T>(&self, time: TimeDelta, work: impl Future<Output = T>) -> Option<T> {
        let late = self.clock.sleep_until(self.now() + time);
        tokio::select! {
            done = work => Some(done),
            () = late => None,
        }
    }

    /// Runs one unit of work and hands over what it leaves to be done, once that is on the disk.
    async fn unit<T, F>(&self, unit: F) -> Result<T, DeskError>
    where
        F: for<'c> FnOnce(&'c mut Unit<'_>) -> BoxFuture<'c, Result<T, DeskError>> + Send + 'static,
        T: Send + 'static,
    {
        let piece = self.underway.begin();
        let now = self.clock.now();
        let (store, hands) = (self.store.clone(), self.hands.clone());
        let in_sight = self.sight.is_clear(now);
        let (abilities, company) = (self.abilities, self.company.clone());
        // A task of its own: what was committed is handed over even if the caller has gone away.
        let task = tokio::spawn(async move {
            let _piece = piece;
            let (value, work) = store
                .write(move |db| {
                    Box::pin(async move {
                        let mut context = Unit {
                            db,
                            now,
                            in_sight,
                            abilities,
                            company,
                            work: Vec::new(),
                        };
                        let value = unit(&mut context).await?;
                        Ok::<_, DeskError>((value, context.work))
                    })
                })
                .await?;
            hands.over(work);
            Ok(value)
        });
        task.await
            .unwrap_or(Err(DeskError::Store(StoreError::Panicked)))
    }
}

/// One unit of work while it runs.
pub(crate) struct Unit<'a> {
    /// The writer's connection.
    db: &'a mut Db,
    /// The moment of the unit.
    now: Timestamp,
    /// What people do in the threads reaches us.
    in_sight: bool,
    /// What the channel can do.
    abilities: &'static Abilities,
    /// What holds for the company as a whole.
    company: Company,
    /// What is left to be done after the commit.
    work: Vec<Work>,
}

impl Unit<'_> {
    /// Writes down what somebody did: in that conversation, or to what all of them share.
    async fn journal(
        &mut self,
        conversation: Option<ConversationId>,
        by: PersonId,
        kind: &str,
        detail: serde_json::Value,
    ) -> Result<(), DeskError> {
        let entry = Entry {
            conversation,
            at: self.now,
            person: Some(by),
            kind: kind.to_owned(),
            detail,
        };
        journal::add(self.db, &entry).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests;
