//! A contact card as text, which comes beside the platform's own form of it, or instead: the name,
//! the work, and the ways to reach whoever it is.
//! <https://www.rfc-editor.org/rfc/rfc2426>

use crate::domain::incoming::{CardEntry, CardPhone, ContactCard};

/// A card of more characters than this is read up to here; what makes them long are pictures.
const CHARS_MAX: usize = 64 * 1024;

/// More lines of one sort than this are no person's.
const ENTRIES_MAX: usize = 200;

/// In which order the parts of a name are spoken: a card begins with the family's.
const SPOKEN: [usize; 5] = [3, 1, 2, 0, 4];

/// Reads a card; what cannot be read is passed over.
pub(super) fn read(text: &str) -> ContactCard {
    let mut card = ContactCard::default();
    let mut in_parts = None;
    for line in unfolded(text) {
        let Some(property) = Property::read(&line) else {
            continue;
        };
        match property.name.as_str() {
            "FN" => first(&mut card.name, property.text()),
            "N" => {
                let parts = property.parts();
                let spoken = SPOKEN.iter().filter_map(|at| parts.get(*at));
                first(&mut in_parts, joined(spoken, " "));
            }
            "ORG" => {
                let parts = property.parts();
                first(&mut card.company, joined(parts.iter().take(1), ""));
                first(&mut card.department, joined(parts.iter().skip(1), ", "));
            }
            "TITLE" => first(&mut card.title, property.text()),
            "BDAY" => first(&mut card.birthday, property.text()),
            "TEL" if card.phones.len() < ENTRIES_MAX => {
                let phone = property.text().map(|phone| CardPhone {
                    wa_id: property.param("WAID").map(str::to_owned),
                    label: property.label(),
                    phone: Some(phone),
                });
                card.phones.extend(phone);
            }
            "EMAIL" => property.enter(property.text(), &mut card.emails),
            "URL" => property.enter(property.text(), &mut card.links),
            "ADR" => {
                let address = joined(property.parts().iter(), ", ");
                property.enter(address, &mut card.addresses);
            }
            _ => {}
        }
    }
    card.name = card.name.or(in_parts);
    card
}

/// Of several lines that say the same thing the first one counts.
fn first(known: &mut Option<String>, said: Option<String>) {
    if known.is_none() {
        *known = said;
    }
}

/// Parts that say something.
fn joined<'a>(parts: impl Iterator<Item = &'a String>, between: &str) -> Option<String> {
    let parts: Vec<&str> = parts
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(between))
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
    /// As it is written, its signs escaped; never blank.
    value: String,
}

impl Property {
    /// `None`: it is no such line, or says nothing.
    fn read(line: &str) -> Option<Self> {
        let (head, value) = line.split_at_checked(outside_quotes(line, ':')?)?;
        let value = value.strip_prefix(':')?.trim().to_owned();
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

    /// The whole value.
    fn text(&self) -> Option<String> {
        Some(unescaped(&self.value).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// The value in its parts, between semicolons; some may be empty.
    fn parts(&self) -> Vec<String> {
        let mut escapes = false;
        let parts = self.value.split(|c| {
            let ends = c == ';' && !escapes;
            escapes = c == '\\' && !escapes;
            ends
        });
        parts
            .map(|part| unescaped(part).trim().to_owned())
            .collect()
    }

    /// What this line says, with which of several it is.
    fn enter(&self, text: Option<String>, entries: &mut Vec<CardEntry>) {
        if let Some(text) = text.filter(|_| entries.len() < ENTRIES_MAX) {
            let label = self.label();
            entries.push(CardEntry { text, label });
        }
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
        let expected = ContactCard {
            name: Some("Dr. Carlos, da Oficina".to_owned()),
            phones: vec![
                phone(Some("5511912340000"), "CELL", "+55 11 91234-0000"),
                phone(None, "WORK", "+55 11 4000-0000"),
            ],
            emails: vec![CardEntry {
                text: "carlos@dias.example".to_owned(),
                label: Some("WORK".to_owned()),
            }],
            ..ContactCard::default()
        };
        assert_eq!(card, expected);
    }

    #[test]
    fn a_card_says_who_somebody_is_and_where() {
        let card = read(
            "N:Lima;Rosa;Maria;Dra.;\nORG:Clínica Lima\\; Filhos;Pediatria;Norte\nTITLE:Diretora\n\
             ADR;TYPE=WORK:;Sala 3;Rua A\\, 10;São Paulo;SP;01000-000;Brasil\nADR:;;;;;;\n\
             item2.URL;type=pref:https\\://lima.example\nBDAY:1990-02-28\nBDAY:2000-01-01\nNOTE:x\n",
        );
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(card.name, text("Dra. Rosa Maria Lima"));
        assert_eq!(card.company, text("Clínica Lima; Filhos"));
        assert_eq!(card.department, text("Pediatria, Norte"));
        assert_eq!(card.title, text("Diretora"));
        assert_eq!(card.birthday, text("1990-02-28"));
        let entry = |text: &str, label: Option<&str>| CardEntry {
            text: text.to_owned(),
            label: label.map(str::to_owned),
        };
        let address = "Sala 3, Rua A, 10, São Paulo, SP, 01000-000, Brasil";
        assert_eq!(card.addresses, [entry(address, Some("WORK"))]);
        assert_eq!(card.links, [entry("https://lima.example", None)]);
        assert_eq!(read("N:;;;;\nORG:;\n"), ContactCard::default());
    }

    #[test]
    fn a_card_that_does_not_end_is_read_so_far() {
        let many = "TEL:1\n".repeat(ENTRIES_MAX * 2) + &"é".repeat(CHARS_MAX);
        assert_eq!(read(&many).phones.len(), ENTRIES_MAX);
    }

    /// What cards are made of, so that lines come out of it that are read.
    const PIECES: [&str; 19] = [
        "\r\nFN",
        "\r\nN:",
        "\r\nORG:",
        "\r\nADR:",
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
