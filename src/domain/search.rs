//! Finding contacts by any part of name, e-mail or phone, accents and punctuation ignored.
//!
//! The store keeps what [`index_text`] makes of a contact, answers a [`Lookup`] with the newest
//! rows that may fit, and [`rank`] decides which of them do and in which order.

use std::cmp::Reverse;

use chrono::{DateTime, TimeDelta, Utc};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::phone;

/// The shortest word that a trigram index can find, in characters.
const TRIGRAM: usize = 3;

/// Words beyond these are ignored: nobody tells two contacts apart by a ninth word.
const WORDS_MAX: usize = 8;

/// For so long a talk with this agent puts a contact before those of colleagues.
const RECENT: TimeDelta = TimeDelta::days(30);

/// A text as it is compared: lower case, without accents, everything that is neither letter nor
/// digit turned into single spaces. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    let plain = text
        .nfkd()
        .flat_map(char::to_lowercase)
        .nfkd()
        .filter(|c| !is_combining_mark(*c));
    let mut folded = String::with_capacity(text.len());
    for c in plain {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            c if c.is_alphanumeric() => folded.push(c),
            _ if folded.is_empty() || folded.ends_with(' ') => {}
            _ => folded.push(' '),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// A phone as it is compared: its digits.
pub fn phone_digits(phone: &str) -> String {
    phone::digits(phone)
}

/// What the index keeps of a contact: folded name, folded e-mail and the phone's digits.
pub fn index_text(name: &str, email: Option<&str>, phone: Option<&str>) -> String {
    let mut text = fold(name);
    for part in [email.map(fold), phone.map(phone_digits)] {
        if let Some(part) = part.filter(|part| !part.is_empty()) {
            text.push(' ');
            text.push_str(&part);
        }
    }
    text
}

/// What to ask the index for. It may answer with too much; [`rank`] throws that out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Nothing to look for: the recent contacts.
    Recent,
    /// Contacts of which some word begins with this (one or two characters).
    WordPrefix(String),
    /// An expression for `MATCH` on an FTS5 table with the trigram tokenizer, all quoted.
    Trigram(String),
}

/// What somebody typed into a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    text: String,
    words: Vec<String>,
    /// If the whole text can be a phone or part of one: its digits, in every form of that number.
    phones: Vec<String>,
}

impl Query {
    /// Reads what was typed. Every text is a query; one without letters or digits finds all.
    pub fn parse(typed: &str) -> Self {
        let text = fold(typed);
        let words: Vec<String> = text
            .split(' ')
            .filter(|word| !word.is_empty())
            .take(WORDS_MAX)
            .map(str::to_owned)
            .collect();
        let is_phone = !typed.chars().any(char::is_alphabetic);
        let phones = if is_phone {
            phone_forms(&phone_digits(&text))
        } else {
            Vec::new()
        };
        Self {
            text,
            words,
            phones,
        }
    }

    /// Whether nothing was typed that could be looked for.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// What to ask the index for.
    pub fn lookup(&self) -> Lookup {
        let long: Vec<String> = self
            .words
            .iter()
            .filter(|word| char_count(word) >= TRIGRAM)
            .map(|word| quote(word))
            .collect();
        let mut choices: Vec<String> = self
            .phones
            .iter()
            .filter(|digits| digits.len() >= TRIGRAM)
            .map(|digits| quote(digits))
            .collect();
        if !long.is_empty() {
            let all = long.join(" AND ");
            if !choices.contains(&all) {
                choices.push(if long.len() > 1 {
                    format!("({all})")
                } else {
                    all
                });
            }
        }
        if !choices.is_empty() {
            return Lookup::Trigram(choices.join(" OR "));
        }
        let longest = self.words.iter().rev().max_by_key(|word| char_count(word));
        match longest {
            Some(word) => Lookup::WordPrefix(word.clone()),
            None => Lookup::Recent,
        }
    }

    /// How well a contact fits, or `None` if it does not.
    fn fit(&self, candidate: &Candidate) -> Option<Fit> {
        if self.is_empty() {
            return Some(Fit::Inside);
        }
        let Candidate {
            name, email, phone, ..
        } = candidate;
        let fields = [name, email, phone];
        let by_phone = self
            .phones
            .iter()
            .any(|digits| phone.contains(digits.as_str()));
        let by_words = self
            .words
            .iter()
            .all(|word| fields.iter().any(|field| field.contains(word.as_str())));
        if !by_phone && !by_words {
            return None;
        }
        let whole = |field: &String| *field == self.text;
        let begins = |field: &String| field.starts_with(&self.text);
        let word_begins = |word: &String| {
            [name, email]
                .iter()
                .flat_map(|field| field.split(' '))
                .any(|own| own.starts_with(word.as_str()))
        };
        Some(
            if whole(name) || whole(email) || self.phones.contains(phone) {
                Fit::Exact
            } else if begins(name)
                || begins(email)
                || self
                    .phones
                    .iter()
                    .any(|digits| phone.starts_with(digits.as_str()))
            {
                Fit::Beginning
            } else if self.words.iter().all(word_begins) {
                Fit::WordBeginnings
            } else {
                Fit::Inside
            },
        )
    }
}

/// From best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Beginning,
    WordBeginnings,
    Inside,
}

/// A contact that the index found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The contact's id.
    pub id: i64,
    /// Its name, [folded](fold).
    pub name: String,
    /// Its e-mail, folded; empty if there is none.
    pub email: String,
    /// Its phone as [digits](phone_digits) with the country; empty if there is none.
    pub phone: String,
    /// When the agent who searches last had a conversation with it.
    pub last_with_agent: Option<DateTime<Utc>>,
    /// When anybody last had one.
    pub last_seen: Option<DateTime<Utc>>,
}

/// The ids of the candidates that fit, best first: exact, then by their beginning, then those
/// with whom this agent talked within the last 30 days, then the rest; the latest first in each.
pub fn rank(query: &Query, candidates: &[Candidate], now: DateTime<Utc>) -> Vec<i64> {
    let mut fits: Vec<_> = candidates
        .iter()
        .filter_map(|candidate| {
            let with_agent = candidate.last_with_agent.filter(|at| now - *at <= RECENT);
            let fit = query.fit(candidate)?;
            let order = Reverse((with_agent, candidate.last_seen, candidate.id));
            Some((fit, order))
        })
        .collect();
    fits.sort_unstable();
    fits.into_iter()
        .map(|(_, Reverse((_, _, id)))| id)
        .collect()
}

/// The forms under which digits that may be the end of a number, its national part or all of it
/// can be stored (a number may be known with or without Brazil's ninth digit).
fn phone_forms(digits: &str) -> Vec<String> {
    let missing = match digits.len() {
        0 => return Vec::new(),
        // Any area will do: it is taken off again.
        8 | 9 => "5511",
        10 | 11 => "55",
        _ => "",
    };
    phone::variants(&format!("{missing}{digits}"))
        .iter()
        .filter_map(|form| form.strip_prefix(missing))
        .map(str::to_owned)
        .collect()
}

fn quote(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

fn char_count(word: &str) -> usize {
    word.chars().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(days_ago: i64) -> DateTime<Utc> {
        now() - TimeDelta::days(days_ago)
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000, 0).expect("a valid moment")
    }

    fn contact(id: i64, name: &str, email: &str, phone: &str) -> Candidate {
        Candidate {
            id,
            name: fold(name),
            email: fold(email),
            phone: phone_digits(phone),
            last_with_agent: None,
            last_seen: None,
        }
    }

    fn people() -> Vec<Candidate> {
        vec![
            contact(
                1,
                "José da Silva",
                "jose@exemplo.com.br",
                "+55 11 98765-4321",
            ),
            contact(2, "Maria José", "maria@loja.com", "+55 21 3456-7890"),
            contact(
                3,
                "Ana Souza",
                "ana.souza@exemplo.com.br",
                "+55 11 8765-0000",
            ),
            contact(4, "Luciana", "", "+1 650 253 0000"),
        ]
    }

    fn find(typed: &str) -> Vec<i64> {
        rank(&Query::parse(typed), &people(), now())
    }

    #[test]
    fn folds() {
        let table = [
            ("José", "jose"),
            ("  Ana-Clara  D'Ávila ", "ana clara d avila"),
            ("ÇÃO", "cao"),
            ("Straße Łódź", "strasse lodz"),
            ("ana.souza@x.com", "ana souza x com"),
            ("Ｆｕｌｌ ２", "full 2"),
            ("İstanbul", "istanbul"),
            ("👎", ""),
            ("", ""),
        ];
        for (text, expected) in table {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn finds_by_any_part() {
        let table: [(&str, &[i64]); 20] = [
            ("jose", &[1, 2]),
            ("JOSÉ", &[1, 2]),
            ("josé da silva", &[1]),
            ("silva jose", &[1]),
            ("maria loja", &[2]),
            ("jo 9876", &[1]),
            ("9876", &[1]),
            ("98765-4321", &[1]),
            ("(11) 98765", &[1]),
            ("+55 11 98765-4321", &[1]),
            ("5511987654321", &[1]),
            // The same line with and without the ninth digit.
            ("8765-4321", &[1]),
            ("11 8765-4321", &[1]),
            ("98765-0000", &[3]),
            ("+55 11 98765-0000", &[3]),
            ("exemplo", &[3, 1]),
            ("ana", &[3, 4]),
            ("an", &[3, 4]),
            ("ana 253", &[4]),
            ("zé", &[]),
        ];
        for (typed, expected) in table {
            assert_eq!(find(typed), expected, "{typed}");
        }
    }

    #[test]
    fn asks_the_index_only_for_what_it_can_find() {
        let trigram = |text: &str| Lookup::Trigram(text.to_owned());
        let table = [
            ("", Lookup::Recent),
            ("--", Lookup::Recent),
            ("j", Lookup::WordPrefix("j".to_owned())),
            ("Jô d", Lookup::WordPrefix("jo".to_owned())),
            ("jose", trigram("\"jose\"")),
            ("José da Silva", trigram("\"jose\" AND \"silva\"").grouped()),
            ("9876", trigram("\"9876\"")),
            ("9 8 7", trigram("\"987\"")),
            ("98", Lookup::WordPrefix("98".to_owned())),
            (
                "98765-4321",
                trigram("\"987654321\" OR \"87654321\" OR (\"98765\" AND \"4321\")"),
            ),
            ("a\"b OR c*", Lookup::WordPrefix("or".to_owned())),
        ];
        for (typed, expected) in table {
            assert_eq!(Query::parse(typed).lookup(), expected, "{typed}");
        }
    }

    impl Lookup {
        fn grouped(self) -> Self {
            match self {
                Self::Trigram(text) => Self::Trigram(format!("({text})")),
                other => other,
            }
        }
    }

    #[test]
    fn orders_by_fit_then_agent_then_recency() {
        let seen = |id, name: &str, agent: Option<i64>, seen: Option<i64>| Candidate {
            last_with_agent: agent.map(at),
            last_seen: seen.map(at),
            ..contact(id, name, "", "")
        };
        let contacts = [
            seen(1, "Luciana Reis", Some(1), Some(1)),
            seen(2, "Ana Reis", None, Some(2)),
            seen(3, "Ana Lima", Some(5), Some(5)),
            seen(4, "Ana Dias", Some(31), Some(31)),
            seen(5, "Ana", None, None),
            seen(6, "Ana Melo", None, Some(1)),
            seen(7, "Maria Ana", Some(0), Some(0)),
        ];
        let found = rank(&Query::parse("ana"), &contacts, now());
        assert_eq!(found, [5, 3, 6, 2, 4, 7, 1]);
        let recent = rank(&Query::parse(""), &contacts, now());
        assert_eq!(recent, [7, 1, 3, 6, 2, 4, 5]);
    }

    #[test]
    fn indexes_what_the_search_compares() {
        let text = index_text("José", Some("j@x.com"), Some("+55 11 98765-4321"));
        assert_eq!(text, "jose j x com 5511987654321");
        assert_eq!(index_text("José", None, None), "jose");
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in any::<String>()) {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn a_contact_is_found_by_any_part_of_its_name(
            name in "[A-Za-zÀ-ÿ]{1,12}( [A-Za-zÀ-ÿ]{1,12}){0,3}",
            from in 0usize..40,
            len in 1usize..12,
        ) {
            let part: String = name.chars().skip(from).take(len).collect();
            let found = rank(&Query::parse(&part), &[contact(1, &name, "", "")], now());
            prop_assert_eq!(found, [1]);
        }

        #[test]
        fn a_lookup_is_always_well_quoted(typed in any::<String>()) {
            if let Lookup::Trigram(text) = Query::parse(&typed).lookup() {
                let outside: String = text.split('"').step_by(2).collect();
                let left = outside.replace(" AND ", "").replace(" OR ", "");
                prop_assert!(left.chars().all(|c| c == '(' || c == ')'), "{}", text);
                prop_assert_eq!(text.matches('"').count() % 2, 0);
            }
        }
    }
}
