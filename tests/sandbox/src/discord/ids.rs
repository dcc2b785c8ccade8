//! Discord's ids: snowflakes, whose order is the order of time.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The first millisecond of 2015, from which snowflakes count.
const EPOCH: i64 = 1_420_070_400_000;

/// The id of anything in Discord; in JSON it is a string.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Id(pub u64);

impl Id {
    /// When the thing with this id was made.
    pub fn time(self) -> DateTime<Utc> {
        let millis = i64::try_from(self.0 >> 22).unwrap_or(i64::MAX >> 22) + EPOCH;
        DateTime::from_timestamp_millis(millis).unwrap_or_default()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<u64> for Id {
    fn from(id: u64) -> Self {
        Self(id)
    }
}

impl FromStr for Id {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let wrong = |_| D::Error::custom(format!("{text:?} is not the id of anything"));
        text.parse().map_err(wrong)
    }
}

/// Makes ids that only grow.
#[derive(Debug, Default)]
pub(super) struct Mint {
    last: u64,
}

impl Mint {
    pub(super) fn next(&mut self, now: DateTime<Utc>) -> Id {
        let millis = u64::try_from(now.timestamp_millis() - EPOCH).unwrap_or(0);
        self.last = (millis << 22).max(self.last + 1);
        Id(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_grow_within_a_millisecond_and_tell_their_time() {
        let now = DateTime::from_timestamp_millis(1_790_000_000_123).expect("a valid time");
        let mut mint = Mint::default();
        let (first, second) = (mint.next(now), mint.next(now));
        assert!(first < second);
        assert_eq!(second.time(), now);
    }
}
