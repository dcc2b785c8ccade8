//! A webhook from the signature to the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};

use crate::channels::Channel;
use crate::desk::{Desk, DeskError};

/// Takes webhooks of one platform.
pub struct Webhooks {
    desk: Desk,
    channel: Arc<dyn Channel>,
    /// The last unit of work could be written down.
    writing: AtomicBool,
}

impl Webhooks {
    /// Takes webhooks that are genuine by `channel`'s rules.
    pub fn new(desk: Desk, channel: Arc<dyn Channel>) -> Self {
        Self {
            desk,
            channel,
            writing: AtomicBool::new(true),
        }
    }

    /// Whether the last webhook could be written down.
    pub fn can_write(&self) -> bool {
        self.writing.load(Ordering::Relaxed)
    }

    /// What is genuine is written down before it is answered with 200; what is not is counted and
    /// never stored. Anything but 200 makes the platform send it again.
    pub async fn receive(&self, headers: &HeaderMap, body: Bytes) -> StatusCode {
        if !self.channel.is_genuine(headers, &body) {
            count("forged");
            tracing::warn!(
                bytes = body.len(),
                "a webhook without a genuine signature was refused"
            );
            return StatusCode::UNAUTHORIZED;
        }
        let written = match self.channel.read(&body) {
            Ok(items) => self.desk.receive(body.into(), items).await.map(|received| {
                count("taken");
                tracing::debug!(?received, "a webhook was taken");
                for (fate, messages) in [
                    ("shown", received.messages),
                    ("repeated", received.repeated),
                    ("refused", received.refused),
                    ("unwanted", received.unwanted),
                    ("unplaced", received.unplaced),
                    ("unreadable", received.unreadable),
                    ("set_aside", received.set_aside),
                ] {
                    ::metrics::counter!("conecta_inbound_total", "fate" => fate)
                        .increment(messages as u64);
                }
            }),
            Err(error) => {
                count("unreadable");
                tracing::error!(%error, bytes = body.len(), "a genuine webhook cannot be read");
                self.desk.keep_unreadable(body.into()).await
            }
        };
        self.writing.store(written.is_ok(), Ordering::Relaxed);
        match written {
            Ok(()) => StatusCode::OK,
            Err(error) => {
                failed(&error);
                StatusCode::SERVICE_UNAVAILABLE
            }
        }
    }
}

fn failed(error: &DeskError) {
    count("failed");
    tracing::error!(%error, "a webhook could not be written down; the platform sends it again");
}

fn count(outcome: &'static str) {
    ::metrics::counter!("conecta_webhooks_total", "outcome" => outcome).increment(1);
}
