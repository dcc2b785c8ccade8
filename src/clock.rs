//! Where the time comes from. Every room takes a [`Clock`]; only [`SystemClock`] asks the machine.

use std::fmt::Debug;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

/// A moment in UTC.
pub type Timestamp = DateTime<Utc>;

/// A future that ends when its moment has come.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The source of time for the whole process; tests bring one that moves only when they say so.
pub trait Clock: Debug + Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;

    /// Ends once [`Clock::now`] has reached `at`; at once if it already has. Where the clock is set
    /// back meanwhile, it takes no longer than it would have.
    fn sleep_until(&self, at: Timestamp) -> Sleep;
}

/// A [`Clock`] as it is handed around.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that reads the machine's clock"
    )]
    fn now(&self) -> Timestamp {
        Utc::now()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep {
        // A sleep of tokio counts monotonic time and the wall clock may be set meanwhile, so the
        // wall clock is looked at again at least once a minute.
        let clock = *self;
        let left = move || (at - clock.now()).to_std().unwrap_or(Duration::ZERO);
        Box::pin(async move {
            let mut longest = left();
            loop {
                let nap = left().min(longest).min(Duration::from_secs(60));
                if nap.is_zero() {
                    return;
                }
                tokio::time::sleep(nap).await;
                longest -= nap;
            }
        })
    }
}
