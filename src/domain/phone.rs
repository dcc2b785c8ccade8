//! Telephone numbers and the other addresses under which WhatsApp knows a person.
//!
//! A number is kept as somebody gave it. Countries that changed their mobile numbers (Brazil,
//! Mexico, Argentina) leave one person with several addresses: [`variants`] lists them for
//! matching, and nothing here ever rewrites one into another.

use phonenumber::metadata::DATABASE;
use thiserror::Error;

/// The fewest digits that are taken for a whole number, and the most that E.164 allows.
const E164_DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Why a typed text is no telephone number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum PhoneError {
    /// Nothing was typed.
    #[error("no number was typed")]
    Empty,
    /// There is something in it that no number is written with, such as a letter.
    #[error("the text holds more than a number")]
    NotANumber,
    /// Read with its country it has too few or too many digits, or an area or a range that the
    /// country's numbering plan does not have.
    #[error("no such number exists in its country")]
    Impossible,
}

/// Reads what a person typed into E.164, with its `+`.
///
/// Spaces, hyphens, dots, slashes and parentheses may stand anywhere. A number without a country
/// is read as one of `default_region` (ISO, such as `BR`). A number that was typed with its
/// country keeps its digits, also where the country's plan has a newer form for it.
///
/// # Errors
///
/// A [`PhoneError`] when this cannot be a number that somebody can be reached at.
pub fn parse(typed: &str, default_region: &str) -> Result<String, PhoneError> {
    let typed: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && !is_direction_mark(*c))
        .collect();
    if typed.is_empty() {
        return Err(PhoneError::Empty);
    }
    // `00` is what `+` stands for in most countries, whatever carrier must be dialled after it.
    let (plus, rest) = match typed.strip_prefix('+').or_else(|| typed.strip_prefix("00")) {
        Some(rest) => ("+", rest),
        None => ("", typed.as_str()),
    };
    if !rest.chars().all(|c| c.is_ascii_digit() || is_separator(c)) {
        return Err(PhoneError::NotANumber);
    }
    let typed_digits = digits(rest);
    if typed_digits.is_empty() {
        return Err(PhoneError::NotANumber);
    }

    let read = read(&format!("{plus}{typed_digits}"), default_region)?;
    let same_person = variants(&read);
    if !same_person.iter().any(|form| is_assigned(form)) {
        return Err(PhoneError::Impossible);
    }
    // The library drops a prefix that the country has given up (Mexico's 1).
    if same_person.contains(&typed_digits) {
        return Ok(format!("+{typed_digits}"));
    }
    Ok(format!("+{read}"))
}

/// The digits of the number that the library reads, with the calling code.
fn read(number: &str, default_region: &str) -> Result<String, PhoneError> {
    let region = default_region.parse().ok();
    let parsed = phonenumber::parse(region, number).map_err(|_| PhoneError::Impossible)?;
    let code = parsed.code().value();
    let digits = format!("{code}{}", parsed.national());
    if E164_DIGITS.contains(&digits.len()) {
        Ok(digits)
    } else {
        Err(PhoneError::Impossible)
    }
}

fn is_assigned(digits: &str) -> bool {
    phonenumber::parse(None, format!("+{digits}")).is_ok_and(|number| number.is_valid())
}

fn is_separator(c: char) -> bool {
    matches!(
        c,
        '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    )
}

/// Marks that telephones put around a number when it is copied from a contact.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The ASCII digits of a text, everything else left out.
pub fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The last four digits, or all of them if there are fewer.
pub fn last_four(phone: &str) -> String {
    let digits = digits(phone);
    digits[digits.len().saturating_sub(4)..].to_owned()
}

/// The number with its middle hidden, as it is shown in lists: `+55 11 ••••-1000`.
///
/// Country, area (Brazil, United States and Canada only) and the last four digits stay. A text
/// with fewer than eight digits is hidden up to its last two, since four would give it away.
pub fn mask(phone: &str) -> String {
    let digits = digits(phone);
    if digits.len() < *E164_DIGITS.start() {
        return format!("••••{}", &digits[digits.len().saturating_sub(2)..]);
    }
    let last = last_four(&digits);
    let Some(code) = calling_code(&digits) else {
        return format!("••••-{last}");
    };
    let area = match code {
        "55" if digits.len() >= 12 => &digits[2..4],
        "1" if digits.len() == 11 => &digits[1..4],
        _ => return format!("+{code} ••••-{last}"),
    };
    format!("+{code} {area} ••••-{last}")
}

/// The country calling code at the beginning of an international number.
fn calling_code(digits: &str) -> Option<&str> {
    // No calling code is the beginning of another one, so the first that exists is the one.
    (1..=3).filter_map(|len| digits.get(..len)).find(|code| {
        code.parse::<u16>()
            .is_ok_and(|code| DATABASE.region(&code).is_some())
    })
}

/// The ISO region of an address, by which WhatsApp's prices go: that of the calling code of a
/// number (with or without `+`), or the one that a business-scoped user id begins with.
///
/// Where several regions share a code and the rest does not tell them apart, the main one.
pub fn region(address: &str) -> Option<String> {
    if is_business_scoped_id(address) {
        return address.get(..2).map(str::to_owned);
    }
    let digits = digits(address);
    let code = calling_code(&digits)?;
    let regions = DATABASE.region(&code.parse::<u16>().ok()?)?;
    if let [only] = regions[..] {
        return Some(only.to_owned());
    }
    let exact = phonenumber::parse(None, format!("+{digits}"))
        .ok()
        .and_then(|number| number.country().id());
    match exact {
        Some(id) => Some(id.as_ref().to_owned()),
        None => regions.first().map(|main| (*main).to_owned()),
    }
}

/// Every address that the person at this one may have, this one first, as digits.
///
/// - Brazil: with and without the ninth digit, for mobile numbers only (the eight digits begin
///   with 6 to 9; what begins with 2 to 5 is a landline and never had one);
/// - Mexico: `52` and `521`; Argentina: `54` and `549`.
///
/// A business-scoped user id has no other form.
pub fn variants(address: &str) -> Vec<String> {
    if is_business_scoped_id(address) {
        return vec![address.to_owned()];
    }
    let digits = digits(address);
    let other = brazil(&digits)
        .or_else(|| with_or_without(&digits, "52", '1'))
        .or_else(|| with_or_without(&digits, "54", '9'));
    std::iter::once(digits).chain(other).collect()
}

fn brazil(digits: &str) -> Option<String> {
    let national = digits.strip_prefix("55")?;
    let (area, local) = national.split_at_checked(2)?;
    if area.contains('0') {
        return None;
    }
    let is_mobile = |eight: &str| eight.starts_with(['6', '7', '8', '9']);
    match local.len() {
        8 if is_mobile(local) => Some(format!("55{area}9{local}")),
        9 => {
            let eight = local.strip_prefix('9').filter(|rest| is_mobile(rest))?;
            Some(format!("55{area}{eight}"))
        }
        _ => None,
    }
}

/// The other form where a mark may stand between the calling code and ten national digits.
fn with_or_without(digits: &str, code: &str, mark: char) -> Option<String> {
    let national = digits.strip_prefix(code)?;
    match national.len() {
        10 => Some(format!("{code}{mark}{national}")),
        11 => Some(format!("{code}{}", national.strip_prefix(mark)?)),
        _ => None,
    }
}

/// Whether this is the id by which WhatsApp names somebody to one business without telling their
/// number: a country, a dot, perhaps `ENT.`, and up to 128 letters and digits.
pub fn is_business_scoped_id(address: &str) -> bool {
    let Some((country, rest)) = address.split_once('.') else {
        return false;
    };
    let id = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|b| b.is_ascii_uppercase())
        && (1..=128).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_type() {
        let table = [
            ("+55 11 98765-4321", "+5511987654321"),
            ("(11) 98765-4321", "+5511987654321"),
            ("11 98765 4321", "+5511987654321"),
            ("011 98765-4321", "+5511987654321"),
            ("5511987654321", "+5511987654321"),
            ("0055 11 98765-4321", "+5511987654321"),
            ("\u{202a}+55 11 98765\u{2011}4321\u{202c}", "+5511987654321"),
            ("+55 (011) 98765-4321", "+5511987654321"),
            // Before the ninth digit: kept as typed, never rewritten.
            ("+55 11 8765-4321", "+551187654321"),
            ("(11) 8765-4321", "+551187654321"),
            // A landline.
            ("(11) 3456-7890", "+551134567890"),
            ("+1 650-253-0000", "+16502530000"),
            ("+351 912 345 678", "+351912345678"),
            ("+52 1 55 1234 5678", "+5215512345678"),
            ("+52 55 1234 5678", "+525512345678"),
            ("+54 9 11 2345-6789", "+5491123456789"),
            ("+54 11 2345-6789", "+541123456789"),
        ];
        for (typed, expected) in table {
            assert_eq!(parse(typed, "BR").as_deref(), Ok(expected), "{typed}");
        }
        assert_eq!(parse("912 345 678", "PT").as_deref(), Ok("+351912345678"));
    }

    #[test]
    fn refuses_what_is_no_number() {
        let table = [
            ("", PhoneError::Empty),
            (" \u{200b} ", PhoneError::Empty),
            ("Ana", PhoneError::NotANumber),
            ("11 98765-4321 (Ana)", PhoneError::NotANumber),
            ("+", PhoneError::NotANumber),
            ("()", PhoneError::NotANumber),
            ("55+11987654321", PhoneError::NotANumber),
            ("98765-4321", PhoneError::Impossible),
            ("11 98765-43210", PhoneError::Impossible),
            ("10 98765-4321", PhoneError::Impossible),
            ("+55 11 98765", PhoneError::Impossible),
            ("1234567890123456789", PhoneError::Impossible),
            ("+999 1234 5678", PhoneError::Impossible),
        ];
        for (typed, expected) in table {
            assert_eq!(parse(typed, "BR"), Err(expected), "{typed}");
        }
    }

    #[test]
    fn hides_the_middle() {
        let table = [
            ("+5511987651000", "+55 11 ••••-1000"),
            ("551187651000", "+55 11 ••••-1000"),
            ("+16502530000", "+1 650 ••••-0000"),
            ("+351912345678", "+351 ••••-5678"),
            ("99912345678", "••••-5678"),
            ("12345", "••••45"),
            ("", "••••"),
        ];
        for (phone, expected) in table {
            assert_eq!(mask(phone), expected, "{phone}");
        }
        assert_eq!(last_four("+55 11 98765-4321"), "4321");
        assert_eq!(last_four("12"), "12");
    }

    #[test]
    fn finds_the_region() {
        let table = [
            ("+5511987654321", Some("BR")),
            ("551187654321", Some("BR")),
            ("5215512345678", Some("MX")),
            ("5491123456789", Some("AR")),
            ("16502530000", Some("US")),
            ("14165550123", Some("CA")),
            ("15550051310", Some("US")),
            ("447400123456", Some("GB")),
            ("BR.1349aZ", Some("BR")),
            ("9990000", None),
            ("", None),
        ];
        for (address, expected) in table {
            assert_eq!(region(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn lists_every_form_of_an_address() {
        let table: [(&str, &[&str]); 12] = [
            ("+5511987654321", &["5511987654321", "551187654321"]),
            ("551187654321", &["551187654321", "5511987654321"]),
            // Landlines never got the digit, and a nine in front of one is another line.
            ("551134567890", &["551134567890"]),
            ("5511934567890", &["5511934567890"]),
            ("5510987654321", &["5510987654321"]),
            ("5215512345678", &["5215512345678", "525512345678"]),
            ("525512345678", &["525512345678", "5215512345678"]),
            ("5491123456789", &["5491123456789", "541123456789"]),
            ("541123456789", &["541123456789", "5491123456789"]),
            ("16502530000", &["16502530000"]),
            ("BR.1349aZ", &["BR.1349aZ"]),
            ("55", &["55"]),
        ];
        for (address, expected) in table {
            assert_eq!(variants(address), expected, "{address}");
        }
    }

    #[test]
    fn knows_a_business_scoped_id() {
        let longest = format!("BR.{}", "a".repeat(128));
        for id in ["BR.1", "US.ENT.abc123", "BR.ENT", longest.as_str()] {
            assert!(is_business_scoped_id(id), "{id}");
        }
        let too_long = format!("BR.{}", "a".repeat(129));
        for text in [
            "5511987654321",
            "br.1",
            "BRA.1",
            "BR.",
            "BR.ENT.",
            "BR.a.b",
            "BR.é",
            "ÉA.1",
            "",
            too_long.as_str(),
        ] {
            assert!(!is_business_scoped_id(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = parse(&text, "BR");
            let _ = mask(&text);
            let _ = region(&text);
            let _ = last_four(&text);
            prop_assert!(!variants(&text).is_empty());
        }

        #[test]
        fn a_form_knows_the_form_it_came_from(digits in "(55|52|54)[0-9]{8,11}") {
            for form in variants(&digits) {
                prop_assert!(variants(&form).contains(&digits));
            }
        }
    }
}
