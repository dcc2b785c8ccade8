//! A contact card as text, which comes beside the platform's own form of it, or instead: the name,
//! the telephones and the addresses.
//! <https://www.rfc-editor.org/rfc/rfc2426>

use crate::domain::incoming::{CardEntry, CardPhone};

/// A card of more characters than this is read up to here; what makes them long are pictures.
const CHARS_MAX: usize = 64 * 1024;

/// More lines of one sort than this are no person's.
const ENTRIES_MAX: usize = 200;

/// What a card says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Vcard {
    pub(super) name: Option<String>,
    pub(super) phones: Vec<CardPhone>,
    pub(super) emails: Vec<CardEntry>,
}

/// Reads a card; what cannot be read is passed over.
pub(super) fn read(text: &str) -> Vcard {
    let mut card = Vcard::default();
    for line in unfolded(text) {
        let Some(property) = Property::read(&line) else {
            continue;
        };
        match property.name.as_str() {
            "FN" if card.name.is_none() => card.name = Some(property.value),
            "TEL" if card.phones.len() < ENTRIES_MAX => {
                let wa_id = property.param("WAID").map(str::to_owned);
                card.phones.push(CardPhone {
                    wa_id,
                    label: property.label(),
                    phone: Some(property.value),
                });
            }
            "EMAIL" if card.emails.len() < ENTRIES_MAX => card.emails.push(CardEntry {
                label: property.label(),
                text: property.value,
            }),
            _ => {}
        }
    }
    card
}

/// The lines of a card: one that begins with a space goes on with the one before.
fn unfolded(text: &str) -> Vec<String> {
    let end = text.char_indices().nth(CHARS_MAX);
    let text = &text[..end.map_or(text.len(), |(end, _)| end)];
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(rest), Some(last)) => last.push_str(rest),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// A line of a card, such as `item1.TEL;type=CELL;waid=5511912340000:+55 11 91234-0000`.
struct Property {
    /// In capitals and without its group.
    name: String,
    /// Names in capitals.
    params: Vec<(String, String)>,
    value: String,
}

impl Property {
    /// `None`: it is no such line, or says nothing.
    fn read(line: &str) -> Option<Self> {
        let (head, value) = line.split_at_checked(outside_quotes(line, ':')?)?;
        let value = unescaped(value.strip_prefix(':')?).trim().to_owned();
        if value.is_empty() {
            return None;
        }
        let mut parts = head.split(';');
        let name = parts.next()?.trim();
        let name = name.rsplit_once('.').map_or(name, |(_, name)| name);
        // Of old, a type stood there by itself.
        let params = parts.map(|part| part.split_once('=').unwrap_or(("TYPE", part)));
        let params = params.map(|(name, value)| {
            (
                name.to_ascii_uppercase(),
                value.trim_matches('"').to_owned(),
            )
        });
        Some(Self {
            name: name.to_ascii_uppercase(),
            params: params.collect(),
            value,
        })
    }

    fn param(&self, wanted: &str) -> Option<&str> {
        let param = self.params.iter().find(|(name, _)| name == wanted)?;
        Some(&param.1)
            .filter(|value| !value.is_empty())
            .map(String::as_str)
    }

    /// Which of several it is: the first of its types that tells people anything.
    fn label(&self) -> Option<String> {
        const SAYS_NOTHING: [&str; 4] = ["VOICE", "PREF", "INTERNET", ""];
        let types = self.params.iter().filter(|(name, _)| name == "TYPE");
        types
            .flat_map(|(_, value)| value.split(','))
            .map(str::to_ascii_uppercase)
            .find(|label| !SAYS_NOTHING.contains(&label.as_str()))
    }
}

/// Where this sign first stands outside quotation marks, in bytes.
fn outside_quotes(line: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    line.char_indices().find_map(|(at, c)| {
        quoted ^= c == '"';
        (c == sign && !quoted).then_some(at)
    })
}

fn unescaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => text.push(' '),
                other => text.extend(other),
            },
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_card_as_phones_write_it_is_read() {
        let card = read(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Dias;Carlos;;Dr.;\r\nFN:Dr. Carlos\\, da\r\n  Oficina\r\n\
             item1.TEL;waid=5511912340000;type=CELL;type=VOICE;type=pref:+55 11 91234-0000\r\n\
             item1.X-ABLabel:Celular\r\nTEL;WORK;VOICE:+55 11 4000-0000\r\nTEL:\r\n\
             EMAIL;X-AT=\"loja: centro\";TYPE=\"INTERNET,WORK\":carlos@dias.example\r\n\
             PHOTO;ENCODING=b:/9j/4AAQSkZJRgABAQ\r\nEND:VCARD\r\n",
        );
        let phone = |wa_id: Option<&str>, label: &str, phone: &str| CardPhone {
            phone: Some(phone.to_owned()),
            wa_id: wa_id.map(str::to_owned),
            label: Some(label.to_owned()),
        };
        let expected = Vcard {
            name: Some("Dr. Carlos, da Oficina".to_owned()),
            phones: vec![
                phone(Some("5511912340000"), "CELL", "+55 11 91234-0000"),
                phone(None, "WORK", "+55 11 4000-0000"),
            ],
            emails: vec![CardEntry {
                text: "carlos@dias.example".to_owned(),
                label: Some("WORK".to_owned()),
            }],
        };
        assert_eq!(card, expected);
    }

    #[test]
    fn a_card_that_does_not_end_is_read_so_far() {
        let many = "TEL:1\n".repeat(ENTRIES_MAX * 2) + &"é".repeat(CHARS_MAX);
        assert_eq!(read(&many).phones.len(), ENTRIES_MAX);
    }

    /// What cards are made of, so that lines come out of it that are read.
    const PIECES: [&str; 16] = [
        "\r\nFN",
        "\r\nTEL",
        "\r\nEMAIL",
        "TYPE",
        "WAID",
        "item1.",
        ";",
        ":",
        "=",
        "\"",
        "\\",
        "\\n",
        ",",
        " ",
        "\r\n",
        "é",
    ];

    proptest! {
        #[test]
        fn whatever_stands_in_a_card_is_taken(
            pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..200),
        ) {
            let card = read(&pieces.concat());
            prop_assert!(card.name.is_none_or(|name| !name.is_empty()));
        }
    }
}
