//! The newest exchanges, written down once for everybody who looks at them.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use conecta_sandbox::wire::Wire;
use serde_json::value::RawValue;

/// How many are shown.
const SHOWN: usize = 200;

/// The newest entries of a wire as JSON.
pub(super) struct WireLog {
    wire: Wire,
    written: Mutex<Written>,
}

#[derive(Default)]
struct Written {
    last: u64,
    entries: VecDeque<Arc<RawValue>>,
}

impl WireLog {
    pub(super) fn of(wire: Wire) -> Self {
        Self {
            wire,
            written: Mutex::default(),
        }
    }

    /// The number of the newest entry.
    pub(super) fn last(&self) -> u64 {
        self.wire.last()
    }

    /// The newest entries, oldest first.
    pub(super) fn entries(&self) -> Vec<Arc<RawValue>> {
        let mut written = self.written.lock().unwrap_or_else(PoisonError::into_inner);
        let from = written
            .last
            .max(self.wire.last().saturating_sub(SHOWN as u64));
        for entry in self.wire.after(from) {
            written.last = entry.number;
            if let Ok(json) = serde_json::value::to_raw_value(&entry) {
                written.entries.push_back(json.into());
            }
        }
        while written.entries.len() > SHOWN {
            written.entries.pop_front();
        }
        written.entries.iter().cloned().collect()
    }
}
