//! What Discord's `X-RateLimit-*` headers taught us.
//!
//! A bucket is shared by every endpoint whose answers name the same `X-RateLimit-Bucket`, apart
//! for each channel or guild. <https://discord.com/developers/docs/topics/rate-limits>

use std::collections::HashMap;

use chrono::TimeDelta;

use super::route::{Endpoint, Route};
use crate::clock::Timestamp;

/// Beyond this many buckets, those that have nothing to tell any more are forgotten.
const FORGET_ABOVE: usize = 512;

/// The `X-RateLimit-*` headers of one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketHeaders {
    /// `X-RateLimit-Bucket`: which limit this is.
    pub bucket: String,
    /// `X-RateLimit-Limit`: how many requests it allows in its time.
    pub limit: u32,
    /// `X-RateLimit-Remaining`: how many are left.
    pub remaining: u32,
    /// `X-RateLimit-Reset-After`: when there are `limit` again.
    pub reset_after: TimeDelta,
}

/// Names a bucket: the number of its hash, and the channel or guild.
pub(super) type BucketKey = (usize, u64);

/// When a bucket has room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Now,
    At(Timestamp),
    /// Nothing is left and the reset is unknown; an answer under way will tell.
    AfterAnswer,
}

#[derive(Debug)]
struct Bucket {
    limit: u32,
    remaining: u32,
    /// Unknown from a reset until the next answer.
    reset_at: Option<Timestamp>,
    in_flight: u32,
}

impl Bucket {
    fn refresh(&mut self, now: Timestamp) {
        if self.reset_at.is_some_and(|at| at <= now) {
            self.remaining = self.limit;
            self.reset_at = None;
        }
    }
}

#[derive(Debug, Default)]
pub(super) struct Buckets {
    /// The hashes that Discord named so far, by number; there are a few dozen.
    hashes: Vec<String>,
    of: HashMap<Endpoint, usize>,
    buckets: HashMap<BucketKey, Bucket>,
}

impl Buckets {
    pub fn room(&mut self, route: Route, now: Timestamp) -> Room {
        let Some(bucket) = self.key(route).and_then(|key| self.buckets.get_mut(&key)) else {
            return Room::Now;
        };
        bucket.refresh(now);
        match bucket.reset_at {
            _ if bucket.remaining > 0 => Room::Now,
            Some(at) => Room::At(at),
            None => Room::AfterAnswer,
        }
    }

    /// Counts a request that leaves; the key goes back into [`Self::answered`].
    pub fn take(&mut self, route: Route) -> Option<BucketKey> {
        let key = self.key(route)?;
        let bucket = self.buckets.get_mut(&key)?;
        bucket.remaining = bucket.remaining.saturating_sub(1);
        bucket.in_flight += 1;
        Some(key)
    }

    pub fn answered(
        &mut self,
        route: Route,
        taken: Option<BucketKey>,
        headers: Option<&BucketHeaders>,
        now: Timestamp,
    ) {
        if let Some(bucket) = taken.and_then(|key| self.buckets.get_mut(&key)) {
            bucket.in_flight = bucket.in_flight.saturating_sub(1);
            if headers.is_none() && bucket.in_flight == 0 && bucket.reset_at.is_none() {
                // Nobody is left who could tell when there is room again.
                bucket.remaining = bucket.limit;
            }
        }
        if let Some(headers) = headers {
            self.learn(route, headers, now);
        }
        if self.buckets.len() > FORGET_ABOVE {
            self.buckets
                .retain(|_, b| b.in_flight > 0 || b.reset_at.is_some_and(|at| at > now));
        }
    }

    fn learn(&mut self, route: Route, headers: &BucketHeaders, now: Timestamp) {
        let number = match self.hashes.iter().position(|hash| *hash == headers.bucket) {
            Some(number) => number,
            None => {
                self.hashes.push(headers.bucket.clone());
                self.hashes.len() - 1
            }
        };
        self.of.insert(route.endpoint, number);
        let bucket = self.buckets.entry((number, route.major)).or_insert(Bucket {
            limit: 1,
            remaining: 0,
            reset_at: None,
            in_flight: 0,
        });
        bucket.limit = headers.limit.max(1);
        // Those still under way may or may not be counted in the header: count them.
        bucket.remaining = headers.remaining.saturating_sub(bucket.in_flight);
        bucket.reset_at = Some(now + headers.reset_after);
    }

    /// Forgets every reset, after the clock was set back.
    pub fn forget_times(&mut self) {
        self.buckets.retain(|_, bucket| bucket.in_flight > 0);
        for bucket in self.buckets.values_mut() {
            bucket.reset_at = None;
        }
    }

    fn key(&self, route: Route) -> Option<BucketKey> {
        Some((*self.of.get(&route.endpoint)?, route.major))
    }
}
