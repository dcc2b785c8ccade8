//! Refusals. (placeholder until merged)
use serde::{Deserialize, Serialize};
use std::time::Duration;
/// Why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "placeholder")]
pub enum Reason {
    Unknown,
    WindowClosed,
}
/// Refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "placeholder")]
pub struct Refusal {
    pub reason: Reason,
    pub code: Option<i64>,
    pub scope: Scope,
    pub retry: Retry,
}
/// Scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "placeholder")]
pub enum Scope {
    Message,
    Channel,
    Platform,
}
/// Retry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "placeholder")]
pub enum Retry {
    Never,
    After(Duration),
    Backoff,
    WindowClosed,
    Pair,
}
