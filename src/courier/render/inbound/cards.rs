//! Contact cards.

use crate::courier::render::name;
use crate::domain::incoming::{CardEntry, CardPhone, ContactCard};
use crate::domain::phone::digits;
use crate::domain::text::{escape, link};
use crate::words::{Locale, args, say};

/// More cards than this in one message are counted: WhatsApp lets nobody choose as many.
const CARDS_MAX: usize = 300;

/// More lines than this of one card are counted: nobody has so many telephones.
const LINES_MAX: usize = 100;

/// Each card as its name and, one a line, the ways to reach whoever it is.
pub fn cards(locale: Locale, cards: &[ContactCard]) -> String {
    let mut lines: Vec<String> = cards
        .iter()
        .take(CARDS_MAX)
        .map(|card| self::card(locale, card))
        .collect();
    if let Some(more) = cards.len().checked_sub(CARDS_MAX).filter(|more| *more > 0) {
        lines.push(say(
            locale,
            "inbound-cards-more",
            &args! { "count" => more },
        ));
    }
    lines.join("\n")
}

fn card(locale: Locale, card: &ContactCard) -> String {
    let called = card.name.as_deref().or(card.company.as_deref());
    let called = name(called.unwrap_or_default());
    let mut head = say(locale, "inbound-card", &args! { "name" => called });
    let work = [&card.title, &card.department, &card.company];
    for part in work
        .into_iter()
        .flatten()
        .filter(|part| Some(*part) != card.name.as_ref())
    {
        head.push_str(" · ");
        head.push_str(&escape(part));
    }
    let phones = card
        .phones
        .iter()
        .filter_map(|number| phone(locale, number));
    let entries = |entries: &[CardEntry], sign: &str, shown: fn(&str) -> String| {
        let entry = |entry: &CardEntry| {
            let line = format!("{sign} {}", shown(&entry.text));
            labelled(locale, line, entry.label.as_deref())
        };
        entries.iter().map(entry).collect::<Vec<_>>()
    };
    let emails = entries(&card.emails, "✉️", escape);
    let links = entries(&card.links, "🔗", link);
    let places = entries(&card.addresses, "🏠", escape);
    let birthday = card
        .birthday
        .iter()
        .map(|day| format!("🎂 {}", escape(day)));
    let mut lines: Vec<String> = phones
        .chain(emails)
        .chain(links)
        .chain(places)
        .chain(birthday)
        .collect();
    if let Some(more) = lines.len().checked_sub(LINES_MAX).filter(|more| *more > 0) {
        lines.truncate(LINES_MAX);
        let more = args! { "count" => more };
        lines.push(say(locale, "inbound-card-lines-more", &more));
    }
    lines
        .into_iter()
        .fold(head, |card, line| format!("{card}\n- {line}"))
}

/// A telephone number, and under which one WhatsApp knows it.
fn phone(locale: Locale, phone: &CardPhone) -> Option<String> {
    let account = phone.wa_id.as_deref();
    let printed = match (&phone.phone, account) {
        (Some(printed), _) => printed.clone(),
        (None, Some(account)) => format!("+{account}"),
        (None, None) => return None,
    };
    let same = account.is_none_or(|account| digits(account) == digits(&printed));
    let line = match account {
        None => "inbound-card-phone",
        Some(_) if same => "inbound-card-phone-whatsapp",
        Some(_) => "inbound-card-phone-elsewhere",
    };
    let args = args! {
        "phone" => escape(&printed),
        "account" => escape(&format!("+{}", account.unwrap_or_default())),
    };
    let line = say(locale, line, &args);
    Some(labelled(locale, line, phone.label.as_deref()))
}

/// The line with which of its sort it is, in people's words where WhatsApp has one of its own.
fn labelled(locale: Locale, line: String, label: Option<&str>) -> String {
    let Some(label) = label else {
        return line;
    };
    let args = args! {
        "kind" => label.to_lowercase(),
        "label" => escape(label),
    };
    format!("{line} · {}", say(locale, "inbound-card-label", &args))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_card_holds_beyond_its_lines_is_counted() {
        let mut card = ContactCard {
            name: Some("Oficina".to_owned()),
            emails: (1..=LINES_MAX + 3)
                .map(|n| CardEntry {
                    text: format!("{n}@oficina.example"),
                    label: None,
                })
                .collect(),
            ..ContactCard::default()
        };
        let shown = cards(Locale::PtBr, &[card.clone()]);
        assert_eq!(shown.lines().count(), 1 + LINES_MAX + 1, "{shown}");
        assert!(shown.ends_with("… e mais 3"), "{shown}");
        card.emails.truncate(LINES_MAX);
        let shown = cards(Locale::PtBr, &[card]);
        assert!(!shown.contains("e mais"), "{shown}");
    }
}
