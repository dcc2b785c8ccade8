//! What a request towards a platform can come to, apart from success.

use crate::domain::refusal::{Reason, Refusal, Retry, Scope};

/// A request towards a platform that did not do what it was for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} (code {:?})", refusal.reason.name(), refusal.code)]
pub struct ChannelError {
    /// What it means.
    pub refusal: Refusal,
    /// The platform's own words on what is wrong, cut and without phone numbers; may be empty.
    /// For the person concerned, and left out of `Display` for the logs' sake: it can quote what
    /// was sent.
    pub detail: String,
}

impl ChannelError {
    /// A refusal with the platform's words on it.
    pub(super) fn new(refusal: Refusal, detail: &str) -> Self {
        Self {
            refusal,
            detail: presentable(detail),
        }
    }

    /// The request surely never left.
    pub(super) fn never_left() -> Self {
        Self::new(
            Refusal {
                reason: Reason::NoConnection,
                code: None,
                certain: true,
                scope: Scope::Platform,
                retry: Retry::Backoff,
            },
            "",
        )
    }

    /// The request left, or may have, and what became of it is not known.
    pub(super) fn in_doubt(reason: Reason) -> Self {
        Self::new(
            Refusal {
                reason,
                code: None,
                certain: false,
                scope: Scope::Message,
                retry: Retry::Never,
            },
            "",
        )
    }

    /// The same failure of a request that delivers nothing to anybody, such as a question or an
    /// upload: where a send would be in doubt, it is the platform's trouble and may be repeated.
    pub(super) fn of_a_question(self) -> Self {
        if self.refusal.certain {
            return self;
        }
        Self {
            refusal: Refusal {
                certain: true,
                scope: Scope::Platform,
                retry: Retry::Backoff,
                ..self.refusal
            },
            ..self
        }
    }

    /// Nothing was asked, since it could not have worked.
    pub(super) fn not_tried(reason: Reason) -> Self {
        Self::new(
            Refusal {
                reason,
                code: None,
                certain: true,
                scope: Scope::Message,
                retry: Retry::Never,
            },
            "",
        )
    }
}

/// Why a file could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// It is larger than was asked for.
    #[error("the file is larger than {max_bytes} bytes")]
    TooLarge {
        /// What was asked for.
        max_bytes: u64,
    },
    /// The platform no longer has it (ids are good for 7 days).
    #[error("the platform no longer has the file")]
    Gone,
    /// Its address does not belong to the platform, or leads on to another, so the token was not
    /// taken there.
    #[error("the file's address does not belong to the platform")]
    ForeignAddress,
    /// What came is shorter or longer than the platform says that the file is.
    #[error("what came is not as long as the file")]
    WrongSize,
    /// It could not be written where it was to go.
    #[error("the file could not be written down: {0}")]
    Unwritten(std::io::ErrorKind),
    /// The request itself failed.
    #[error(transparent)]
    Failed(#[from] ChannelError),
}

/// Characters of the platform's words that are kept.
const DETAIL_LIMIT: usize = 300;

/// Digits in a row from which on they are taken for a phone number.
const NUMBER_DIGITS: usize = 7;

/// The platform's words on one line, cut, with anything like a phone number masked.
fn presentable(detail: &str) -> String {
    let mut shown = String::new();
    let mut digits = String::new();
    for character in detail.chars().take(DETAIL_LIMIT) {
        if character.is_ascii_digit() {
            digits.push(character);
            continue;
        }
        flush(&mut shown, &mut digits);
        shown.push(if character.is_control() {
            ' '
        } else {
            character
        });
    }
    flush(&mut shown, &mut digits);
    shown.trim().to_owned()
}

fn flush(shown: &mut String, digits: &mut String) {
    if digits.len() < NUMBER_DIGITS {
        shown.push_str(digits);
    } else {
        shown.push('…');
    }
    digits.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_platform_carry_no_number_and_stay_short() {
        assert_eq!(
            presentable("Recipient 5511987654321 not\nallowed (code 131030)"),
            "Recipient … not allowed (code 131030)"
        );
        assert_eq!(presentable("5511987654321"), "…");
        assert_eq!(presentable(&"x".repeat(900)).len(), DETAIL_LIMIT);
    }

    #[test]
    fn what_never_left_may_go_again_and_what_is_in_doubt_may_not() {
        let never_left = ChannelError::never_left().refusal;
        assert!(never_left.certain && never_left.retry == Retry::Backoff);
        let doubt = ChannelError::in_doubt(Reason::NoAnswer).refusal;
        assert!(doubt.in_doubt() && doubt.retry == Retry::Never);
        let question = ChannelError::in_doubt(Reason::NoAnswer)
            .of_a_question()
            .refusal;
        assert!(question.certain && question.retry == Retry::Backoff);
    }
}
