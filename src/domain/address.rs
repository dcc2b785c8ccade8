//! Under what names a platform knows a person.

use serde::{Deserialize, Serialize};

/// A person on a channel.
///
/// On WhatsApp a person may have no phone number at all (business-scoped user id), so no single
/// field is the identity. Numbers are kept as the platform gave them: Brazil's ninth digit,
/// Mexico's 521 and Argentina's 549 are matched elsewhere and never rewritten.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Address {
    /// WhatsApp's own id of the account: most often the phone's digits, without `+`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wa_id: Option<String>,
    /// The phone number with its leading `+` and nothing but digits after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The business-scoped user id (`BR.1349…`), the same for all numbers of one company.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bsuid: Option<String>,
    /// The id above it (`BR.ENT.…`), where several companies belong together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_bsuid: Option<String>,
}

impl Address {
    /// The address of a phone number, however it is punctuated; empty if it is none.
    pub fn of_phone(number: &str) -> Self {
        Self {
            phone: international(number),
            ..Self::default()
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.wa_id.is_none() && self.phone.is_none() && self.bsuid.is_none()
    }

    /// The number to write to, with its leading `+`: without it the platform may put the business
    /// number's country code in front. `None` where only a business-scoped user id is known.
    pub fn number(&self) -> Option<String> {
        self.phone
            .as_deref()
            .and_then(international)
            .or_else(|| self.wa_id.as_deref().and_then(international))
    }
}

/// `+` and the digits of a number in any of the forms that the platform prints; `None` if other
/// characters than digits and punctuation occur, or too few or too many digits.
pub fn international(number: &str) -> Option<String> {
    let mut digits = String::from("+");
    for character in number.chars() {
        match character {
            '0'..='9' => digits.push(character),
            '+' | ' ' | '\u{a0}' | '-' | '.' | '(' | ')' => {}
            _ => return None,
        }
    }
    // E.164 allows 15 digits; the platform's test numbers are as short as 7.
    (8..=16).contains(&digits.len()).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_lose_their_punctuation_and_nothing_else() {
        assert_eq!(
            international("+55 (11) 98765-4321").as_deref(),
            Some("+5511987654321")
        );
        assert_eq!(
            international("551187654321").as_deref(),
            Some("+551187654321")
        );
        assert_eq!(international("<NUMBER>"), None);
        assert_eq!(international("123"), None);
        assert_eq!(international("1234567890123456"), None);
    }

    #[test]
    fn the_typed_number_is_written_to_before_the_platforms_own() {
        let both = Address {
            wa_id: Some("551187654321".into()),
            phone: Some("+5511987654321".into()),
            ..Address::default()
        };
        assert_eq!(both.number().as_deref(), Some("+5511987654321"));
        let written = Address {
            wa_id: Some("551187654321".into()),
            ..Address::default()
        };
        assert_eq!(written.number().as_deref(), Some("+551187654321"));
        let unnumbered = Address {
            bsuid: Some("BR.1349".into()),
            ..Address::default()
        };
        assert_eq!(unnumbered.number(), None);
        assert!(!unnumbered.is_empty());
    }
}
