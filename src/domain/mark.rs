//! Marks. (placeholder until merged)
use serde::{Deserialize, Serialize};
/// A mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "placeholder")]
pub enum Mark {
    Note,
    Held,
    Queued,
    Accepted,
    Delivered,
    Read,
    Failed,
    Doubt,
}
