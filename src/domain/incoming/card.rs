//! Contact cards.

use serde::{Deserialize, Serialize};

/// A contact card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCard {
    /// The person's name.
    pub name: Option<String>,
    /// The company.
    pub company: Option<String>,
    /// The department of the company.
    #[serde(default)]
    pub department: Option<String>,
    /// What the person does there.
    #[serde(default)]
    pub title: Option<String>,
    /// Phone numbers.
    pub phones: Vec<CardPhone>,
    /// E-mail addresses.
    pub emails: Vec<CardEntry>,
    /// Pages on the web.
    #[serde(default)]
    pub links: Vec<CardEntry>,
    /// Postal addresses, each on one line.
    #[serde(default)]
    pub addresses: Vec<CardEntry>,
    /// The birthday, as it was written.
    #[serde(default)]
    pub birthday: Option<String>,
}

/// A phone number on a contact card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardPhone {
    /// As it was printed.
    pub phone: Option<String>,
    /// Its WhatsApp account, if it has one.
    pub wa_id: Option<String>,
    /// Which of the numbers it is: `CELL`, `WORK`, or whatever the phone calls it.
    #[serde(default)]
    pub label: Option<String>,
}

/// An address of any other sort on a contact card.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredEntry")]
pub struct CardEntry {
    /// The address.
    pub text: String,
    /// Which of them it is: `HOME`, `WORK`, or whatever the phone calls it.
    pub label: Option<String>,
}

/// An entry as it was stored: at first without a label.
#[derive(Deserialize)]
#[serde(untagged)]
enum StoredEntry {
    Bare(String),
    Labelled { text: String, label: Option<String> },
}

impl From<StoredEntry> for CardEntry {
    fn from(stored: StoredEntry) -> Self {
        match stored {
            StoredEntry::Bare(text) => Self { text, label: None },
            StoredEntry::Labelled { text, label } => Self { text, label },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_was_stored_without_labels_is_read() {
        let stored = r#"{
            "name": "Carlos", "company": null,
            "phones": [{ "phone": "+55 11 4000-0000", "wa_id": null }],
            "emails": ["carlos@dias.example"]
        }"#;
        let card: ContactCard = serde_json::from_str(stored).expect("a card");
        let email = CardEntry {
            text: "carlos@dias.example".to_owned(),
            label: None,
        };
        assert_eq!(card.emails, [email]);
        let again = serde_json::to_string(&card).expect("JSON");
        let again: ContactCard = serde_json::from_str(&again).expect("a card");
        assert_eq!(again, card);
    }
}
