//! A clock that is set back: what was noted before then seems to lie far ahead.

use chrono::{DateTime, TimeDelta, Utc};

/// The moment `at`, which was `longest` ahead at most when it was noted. One that lies further ahead
/// was noted before the clock was set back, and means `now`.
pub fn soon(at: DateTime<Utc>, now: DateTime<Utc>, longest: TimeDelta) -> DateTime<Utc> {
    if at > now + longest { now } else { at }
}
