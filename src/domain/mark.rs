//! The marks that stand on an agent's own message in the thread.

use serde::{Deserialize, Serialize};

/// What a message's reaction tells its author. A message without a mark for ten seconds means
/// that the bot is not running.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// 🔒 It stays inside.
    Note,
    /// ⏸ It waits for its author's press.
    Held,
    /// 🕓 The platform has not taken it yet: it is in the queue, or late.
    Queued,
    /// ✔️ The platform took it and no delivery came within five seconds.
    Accepted,
    /// ☑️ It reached the contact's phone.
    Delivered,
    /// 🔵 The contact read it.
    Read,
    /// ❌ It failed; a reply says why.
    Failed,
    /// ❓ Nobody knows whether it arrived.
    Doubt,
}

impl Mark {
    /// Every mark there is.
    pub const ALL: [Self; 8] = [
        Self::Note,
        Self::Held,
        Self::Queued,
        Self::Accepted,
        Self::Delivered,
        Self::Read,
        Self::Failed,
        Self::Doubt,
    ];

    /// The emoji exactly as Discord wants it in a reaction, variation selector included.
    pub const fn emoji(self) -> &'static str {
        match self {
            Self::Note => "\u{1F512}",
            Self::Held => "\u{23F8}\u{FE0F}",
            Self::Queued => "\u{1F553}",
            Self::Accepted => "\u{2714}\u{FE0F}",
            Self::Delivered => "\u{2611}\u{FE0F}",
            Self::Read => "\u{1F535}",
            Self::Failed => "\u{274C}",
            Self::Doubt => "\u{2753}",
        }
    }

    /// Whether the mark is removed once it is no longer true. The others stay as history.
    pub const fn is_taken_away(self) -> bool {
        matches!(self, Self::Queued | Self::Held | Self::Doubt)
    }

    /// Whether `self` tells nothing new once `shown` stands there: what became of a message never
    /// goes backwards, and delivery beats failure.
    pub const fn is_overtaken_by(self, shown: Self) -> bool {
        matches!(
            (self, shown),
            (Self::Accepted, Self::Delivered | Self::Read)
                | (Self::Delivered, Self::Read)
                | (Self::Failed, Self::Delivered | Self::Read)
        )
    }

    /// The name under which the mark is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Held => "held",
            Self::Queued => "queued",
            Self::Accepted => "accepted",
            Self::Delivered => "delivered",
            Self::Read => "read",
            Self::Failed => "failed",
            Self::Doubt => "doubt",
        }
    }

    /// The mark stored as `name`, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.as_str() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_agree_with_serde() {
        for mark in Mark::ALL {
            assert_eq!(Mark::parse(mark.as_str()), Some(mark));
            let json = serde_json::to_string(&mark).expect("a mark is serialisable");
            assert_eq!(json, format!("\"{}\"", mark.as_str()));
        }
        assert_eq!(Mark::parse("Note"), None);
    }

    #[test]
    fn no_two_marks_look_the_same() {
        for mark in Mark::ALL {
            let alike = Mark::ALL
                .into_iter()
                .filter(|other| other.emoji() == mark.emoji());
            assert_eq!(alike.count(), 1, "{mark:?}");
        }
    }
}
