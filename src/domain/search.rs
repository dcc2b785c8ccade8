//! Finding contacts by any part of name, e-mail or phone, accents and punctuation ignored.
//!
//! The store indexes what [`fold`] makes of a contact, without its spaces, and answers a [`Lookup`]
//! with the newest rows that may fit; [`rank`] decides which of them do and in which order.

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
    folded(text, |_| true)
}

/// Folds; of what is neither letter nor digit only what `parts` words leaves a space.
fn folded(text: &str, parts: fn(char) -> bool) -> String {
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
            c if folded.is_empty() || folded.ends_with(' ') || !parts(c) => {}
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

/// A name or an address as it is compared: people type what stands in it with or without its
/// punctuation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folded {
    /// Punctuation parts words: `d avila`.
    parted: String,
    /// It is left out: `davila`.
    closed: String,
}

impl Folded {
    /// Folds it both ways.
    pub fn new(text: &str) -> Self {
        Self {
            parted: fold(text),
            closed: folded(text, char::is_whitespace),
        }
    }
}

/// What to ask the index for. It may answer with too much; [`rank`] throws that out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// Nothing to look for: the recent contacts.
    Recent,
    /// Contacts of which some word begins with this (one or two characters), or of which one begins
    /// with each of the two: punctuation may stand between them.
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

    /// The words that were typed, folded.
    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// If what was typed can be a phone or part of one: its digits, in every form of that number.
    pub fn phones(&self) -> &[String] {
        &self.phones
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
        let texts = [&name.parted, &name.closed, &email.parted, &email.closed];
        let by_phone = self
            .phones
            .iter()
            .any(|digits| phone.contains(digits.as_str()));
        let by_words = self
            .words
            .iter()
            .all(|word| phone.contains(word) || texts.iter().any(|text| text.contains(word)));
        if !by_phone && !by_words {
            return None;
        }
        let whole = texts.contains(&&self.text);
        let begins = texts.iter().any(|text| text.starts_with(&self.text));
        let word_begins = |word: &String| {
            texts
                .iter()
                .flat_map(|text| text.split(' '))
                .any(|own| own.starts_with(word.as_str()))
        };
        Some(if whole || self.phones.contains(phone) {
            Fit::Exact
        } else if begins
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
        })
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
    /// Its name.
    pub name: Folded,
    /// Its e-mail; empty if there is none.
    pub email: Folded,
    /// Its phone as [digits](phone_digits) with the country; empty if there is none.
    pub phone: String,
    /// When the agent who searches last had a conversation with it.
    pub last_with_agent: Option<DateTime<Utc>>,
    /// When it last wrote.
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
mod tests;
