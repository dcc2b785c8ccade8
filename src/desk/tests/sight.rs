//! Whether what people do reaches us, by a clock that is set.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, TimeDelta};
use futures::FutureExt as _;

use super::world::Stopped;
use crate::clock::Clock as _;
use crate::desk::sight::Sight;

#[test]
fn what_was_heard_before_the_clock_was_set_back_vouches_for_nothing() {
    let noon = DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time");
    let clock = Arc::new(Stopped::at(noon));
    let sight = Sight::new(Arc::clone(&clock) as _);
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    sight.opens(Box::new(move |_| {
        count.fetch_add(1, Ordering::SeqCst);
    }));
    sight.heard(noon);
    assert!(sight.is_clear(noon));
    clock.is_set(noon + TimeDelta::minutes(1));
    assert_eq!(sight.look().now_or_never(), None, "it waits for a sign");
    assert_eq!(asked.load(Ordering::SeqCst), 1);

    clock.is_set(noon - TimeDelta::minutes(10));
    assert!(!sight.is_clear(clock.now()));
    assert_eq!(sight.look().now_or_never(), None);
    assert_eq!(asked.load(Ordering::SeqCst), 2, "it is asked anew");
    sight.answered(clock.now());
    assert!(sight.is_clear(clock.now()));
}
