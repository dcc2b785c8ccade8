//! What a line in the thread may ask. Of each question one stands at a time.

use serde::{Deserialize, Serialize};

use super::ids::MessageId;

/// Which question a line asks: one stands at a time of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// About a held message.
    Held(MessageId),
    /// About the queue.
    Queue,
    /// About the stale messages.
    Stale,
    /// About a message of unknown outcome.
    Doubt(MessageId),
    /// About the contact's opting out.
    OptOut,
}

impl Question {
    /// As the store keeps it: `held:5`, `queue`.
    pub fn key(self) -> String {
        match self {
            Self::Held(message) => format!("held:{}", message.0),
            Self::Queue => "queue".to_owned(),
            Self::Stale => "stale".to_owned(),
            Self::Doubt(message) => format!("doubt:{}", message.0),
            Self::OptOut => "opt_out".to_owned(),
        }
    }
}
