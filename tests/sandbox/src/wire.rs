//! What went over the wire: every request a look-alike answered and every event it sent, in order.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

/// Old entries are forgotten beyond this number, so that a demo can run for days.
const LIMIT: usize = 20_000;

/// One exchange or event.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// Counts up from 1 over the life of the recorder.
    pub number: u64,
    /// When it happened, by the sandbox's clock.
    pub at: DateTime<Utc>,
    /// Which platform's look-alike saw it.
    pub platform: Platform,
    /// What it was.
    pub kind: Kind,
}

/// The platform that a look-alike stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Discord.
    Discord,
    /// WhatsApp's Cloud API.
    Whatsapp,
}

/// What went over the wire.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Kind {
    /// A request to the look-alike, with what it answered.
    Request {
        /// `GET`, `POST`, …
        method: String,
        /// Path without host, e.g. `/api/v10/channels/1/messages`.
        path: String,
        /// Query string without `?`, empty if none.
        query: String,
        /// The JSON body (for multipart: its `payload_json`), null if none.
        body: Value,
        /// Names of files sent in a multipart body, `field:filename`.
        files: Vec<String>,
        /// HTTP status of the answer; 0 if the connection was dropped on purpose.
        status: u16,
        /// The JSON body of the answer, null if none.
        answer: Value,
    },
    /// A gateway payload or a webhook that the look-alike sent.
    Event {
        /// `MESSAGE_CREATE`, …, or `webhook`.
        name: String,
        /// The whole payload.
        body: Value,
        /// For webhooks: the status the receiver answered, if it did.
        status: Option<u16>,
    },
}

/// The recorder that both look-alikes write to. Cloning gives another handle on the same record.
#[derive(Debug, Clone, Default)]
pub struct Wire {
    inner: Arc<Mutex<Record>>,
}

#[derive(Debug, Default)]
struct Record {
    entries: VecDeque<Entry>,
    count: u64,
}

impl Wire {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds one entry.
    pub fn add(&self, at: DateTime<Utc>, platform: Platform, kind: Kind) {
        let mut record = self.record();
        record.count += 1;
        let number = record.count;
        if record.entries.len() == LIMIT {
            record.entries.pop_front();
        }
        record.entries.push_back(Entry {
            number,
            at,
            platform,
            kind,
        });
    }

    /// Every entry after `number` that is still remembered.
    pub fn after(&self, number: u64) -> Vec<Entry> {
        self.record()
            .entries
            .iter()
            .filter(|entry| entry.number > number)
            .cloned()
            .collect()
    }

    /// The number of the newest entry, 0 if there is none.
    pub fn last(&self) -> u64 {
        self.record().count
    }
}

/// A time as the header `Date` gives it, by the look-alike's clock and not the machine's.
pub(crate) fn http_date(at: DateTime<Utc>) -> String {
    at.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
