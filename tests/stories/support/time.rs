//! One time for everybody: the sandbox's clock as the product takes it.

use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use conecta::clock::{Clock, SharedClock, Sleep, Timestamp};

/// The sandbox's clock in the product's clothes.
#[derive(Debug)]
struct Shared(conecta_sandbox::clock::Clock);

/// Hands the sandbox's clock to the product.
pub fn shared(clock: &conecta_sandbox::clock::Clock) -> SharedClock {
    Arc::new(Shared(clock.clone()))
}

/// When every story begins: Monday, 23 November 2026, 10:00 in São Paulo.
pub fn monday_morning() -> Timestamp {
    "2026-11-23T13:00:00Z".parse().expect("a valid time")
}

impl Clock for Shared {
    fn now(&self) -> Timestamp {
        self.0.now()
    }

    fn sleep_until(&self, at: Timestamp) -> Sleep {
        let clock = self.0.clone();
        let mut sleep: Sleep = Box::pin(async move { clock.sleep_until(at).await });
        // The clock knows of the sleep from its beginning, not only once somebody waits for it.
        match sleep.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(()) => Box::pin(std::future::ready(())),
            Poll::Pending => sleep,
        }
    }
}
