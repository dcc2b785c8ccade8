//! Rate limits: buckets of routes, the budget of the whole bot, and the two limits that headers do
//! not tell the truth about.
//!
//! <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::HashMap;
use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::ids::Id;

/// Requests a second that a bot may make, interaction answers not counted.
const GLOBAL: usize = 50;
/// Invalid requests in ten minutes after which an address is shut out.
const INVALID: usize = 10_000;

#[derive(Debug, Default)]
pub(super) struct Rates {
    /// Whether any limit is kept.
    pub(super) on: bool,
    buckets: HashMap<String, Window>,
    global: VecDeque<DateTime<Utc>>,
    reactions: HashMap<Id, DateTime<Utc>>,
    old_edits: HashMap<Id, VecDeque<DateTime<Utc>>>,
    renames: HashMap<Id, VecDeque<DateTime<Utc>>>,
    invalid: VecDeque<DateTime<Utc>>,
}

#[derive(Debug)]
struct Window {
    ends: DateTime<Utc>,
    used: u32,
}

/// How many requests a route takes in how many seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quota {
    /// The route's part of the bucket's name; routes that share it share the bucket.
    pub(super) name: &'static str,
    pub(super) limit: u32,
    pub(super) per: u32,
}

/// Who a 429 is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This bot, on this route.
    User,
    /// This bot, on every route.
    Global,
    /// Everybody on this resource; it does not count as an invalid request.
    Shared,
}

impl Scope {
    fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Global => "global",
            Self::Shared => "shared",
        }
    }
}

/// A 429.
#[derive(Debug)]
pub(super) struct TooMany {
    pub(super) scope: Scope,
    pub(super) wait: TimeDelta,
    pub(super) code: u32,
    pub(super) message: &'static str,
}

impl TooMany {
    pub(super) fn new(scope: Scope, wait: TimeDelta) -> Self {
        Self {
            scope,
            wait,
            code: 0,
            message: if scope == Scope::Shared {
                "The resource is being rate limited."
            } else {
                "You are being rate limited."
            },
        }
    }

    pub(super) fn body(&self) -> Value {
        json!({
            "message": self.message,
            "retry_after": seconds(self.wait),
            "global": self.scope == Scope::Global,
            "code": self.code,
        })
    }

    pub(super) fn headers(&self) -> Vec<(&'static str, String)> {
        let mut headers = vec![
            // Whole seconds, rounded up; the body has the exact wait.
            ("retry-after", seconds(self.wait).ceil().to_string()),
            ("x-ratelimit-scope", self.scope.name().to_owned()),
        ];
        if self.scope == Scope::Global {
            headers.push(("x-ratelimit-global", "true".to_owned()));
        }
        headers
    }
}

fn seconds(span: TimeDelta) -> f64 {
    f64::from(i32::try_from(span.num_milliseconds()).unwrap_or(i32::MAX)) / 1000.0
}

fn forget(times: &mut VecDeque<DateTime<Utc>>, now: DateTime<Utc>, span: TimeDelta) {
    while times.front().is_some_and(|at| now - *at >= span) {
        times.pop_front();
    }
}

/// Takes one of `limit` places in `span`, or says how long to wait for one.
fn take(
    times: &mut VecDeque<DateTime<Utc>>,
    now: DateTime<Utc>,
    limit: usize,
    span: TimeDelta,
) -> Result<(), TimeDelta> {
    forget(times, now, span);
    match times.front() {
        Some(first) if times.len() >= limit => Err(*first + span - now),
        _ => {
            times.push_back(now);
            Ok(())
        }
    }
}

impl Rates {
    /// Whether the address has made so many invalid requests that it is shut out.
    pub(super) fn is_banned(&mut self, now: DateTime<Utc>) -> bool {
        forget(&mut self.invalid, now, TimeDelta::minutes(10));
        self.on && self.invalid.len() >= INVALID
    }

    /// Counts an answer that Discord holds against the client.
    pub(super) fn count_invalid(&mut self, now: DateTime<Utc>) {
        self.invalid.push_back(now);
        forget(&mut self.invalid, now, TimeDelta::minutes(10));
    }

    /// Invalid requests of the last ten minutes.
    pub(super) fn invalid(&self) -> usize {
        self.invalid.len()
    }

    /// Takes one request out of the whole bot's budget.
    pub(super) fn global(&mut self, now: DateTime<Utc>) -> Result<(), TooMany> {
        if !self.on {
            return Ok(());
        }
        take(&mut self.global, now, GLOBAL, TimeDelta::seconds(1))
            .map_err(|wait| TooMany::new(Scope::Global, wait))
    }

    /// Takes one request out of a route's bucket; answers the headers that tell about it.
    pub(super) fn route(
        &mut self,
        now: DateTime<Utc>,
        quota: Quota,
        major: &str,
    ) -> (Vec<(&'static str, String)>, Result<(), TooMany>) {
        if !self.on {
            return (Vec::new(), Ok(()));
        }
        let per = TimeDelta::seconds(quota.per.into());
        let key = format!("{}:{major}", quota.name);
        let window = self
            .buckets
            .entry(key)
            .or_insert(Window { ends: now, used: 0 });
        if window.ends <= now {
            *window = Window {
                ends: now + per,
                used: 0,
            };
        }
        let wait = window.ends - now;
        let result = if window.used < quota.limit {
            window.used += 1;
            Ok(())
        } else {
            Err(TooMany::new(Scope::User, wait))
        };
        let ends = f64::from(u32::try_from(window.ends.timestamp()).unwrap_or(u32::MAX))
            + f64::from(window.ends.timestamp_subsec_millis()) / 1000.0;
        let headers = vec![
            ("x-ratelimit-limit", quota.limit.to_string()),
            (
                "x-ratelimit-remaining",
                (quota.limit - window.used).to_string(),
            ),
            ("x-ratelimit-reset", format!("{ends:.3}")),
            ("x-ratelimit-reset-after", format!("{:.3}", seconds(wait))),
            ("x-ratelimit-bucket", bucket_id(quota.name)),
        ];
        (headers, result)
    }

    /// Reactions: one in 250 ms and channel, whatever the headers say.
    pub(super) fn reaction(&mut self, now: DateTime<Utc>, channel: Id) -> Result<(), TooMany> {
        let span = TimeDelta::milliseconds(250);
        match self.reactions.get(&channel) {
            Some(last) if self.on && now - *last < span => {
                Err(TooMany::new(Scope::User, *last + span - now))
            }
            _ => {
                self.reactions.insert(channel, now);
                Ok(())
            }
        }
    }

    /// Edits of messages older than an hour: three in six seconds and channel.
    pub(super) fn old_edit(&mut self, now: DateTime<Utc>, channel: Id) -> Result<(), TooMany> {
        if !self.on {
            return Ok(());
        }
        let times = self.old_edits.entry(channel).or_default();
        take(times, now, 3, TimeDelta::seconds(6)).map_err(|wait| TooMany {
            scope: Scope::User,
            wait,
            code: 30_046,
            message: "Maximum number of edits to messages older than 1 hour reached. \
                      Try again later",
        })
    }

    /// New names: two in ten minutes and channel or thread.
    pub(super) fn rename(&mut self, now: DateTime<Utc>, channel: Id) -> Result<(), TooMany> {
        if !self.on {
            return Ok(());
        }
        let times = self.renames.entry(channel).or_default();
        take(times, now, 2, TimeDelta::minutes(10)).map_err(|wait| TooMany::new(Scope::User, wait))
    }
}

/// An opaque name that stays the same for a route.
fn bucket_id(name: &str) -> String {
    let hash = |seed: u64| {
        name.bytes().fold(seed, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    };
    format!("{:016x}{:016x}", hash(0xcbf2_9ce4_8422_2325), hash(1))
}
