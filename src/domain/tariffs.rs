//! The table of tariffs as a file: read line by line, written, and compared with another.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord, Trim};
use thiserror::Error;

use super::price::{Category, Rate};

/// The table that a new installation starts with.
const SEED: &str = include_str!("rates.csv");

/// What each line of the file says, in this order.
const COLUMNS: [&str; 5] = ["region", "category", "currency", "amount", "from"];

/// Millionths in one unit of a currency, and how many decimals that is.
const MICROS: i64 = 1_000_000;
const MICROS_DECIMALS: usize = 6;

/// The table that a new installation starts with.
pub fn seed() -> Vec<Rate> {
    parse(SEED).expect("a test reads the table that is built in")
}

/// A table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadTable {
    /// One of its lines cannot be read.
    #[error("line {line} of the tariff table is wrong: {wrong}")]
    Line {
        /// Which one, from 1, as editors count.
        line: usize,
        /// Why.
        wrong: Wrong,
    },
    /// It has no line at all.
    #[error("the tariff table is empty")]
    Empty,
}

/// What is wrong with a line of a table; with what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Wrong {
    /// It has another number of columns.
    #[error("{0} columns")]
    Columns(usize),
    /// The region is no two capital letters.
    #[error("region {0}")]
    Region(String),
    /// No such category.
    #[error("category {0}")]
    Category(String),
    /// The currency is no three capital letters.
    #[error("currency {0}")]
    Currency(String),
    /// The amount is no number, negative, or has more than six decimals.
    #[error("amount {0}")]
    Amount(String),
    /// The day is not written as 2026-10-01.
    #[error("day {0}")]
    Day(String),
    /// This earlier line says what it costs from that day on.
    #[error("as line {0}")]
    Twice(usize),
}

/// Reads a table: lines of `region,category,currency,amount,from`. Empty lines and those that begin
/// with `#` are comments, and the first may name the columns. Spreadsheets of countries that write
/// decimals with a comma put `;` between the columns, so that is taken as well.
///
/// # Errors
///
/// [`BadTable`] with the first line that is none of these.
pub fn parse(table: &str) -> Result<Vec<Rate>, BadTable> {
    let mut lines_of: BTreeMap<_, usize> = BTreeMap::new();
    let mut rates = Vec::new();
    let mut is_first = true;
    for (index, line) in table.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bad = |wrong| BadTable::Line {
            line: index + 1,
            wrong,
        };
        let fields = columns(line);
        let is_header = fields.iter().eq(COLUMNS);
        if !std::mem::replace(&mut is_first, false) || !is_header {
            let rate = read(&fields).map_err(bad)?;
            let key = (
                rate.region.clone(),
                rate.category.wire_name(),
                rate.currency.clone(),
                rate.from,
            );
            if let Some(earlier) = lines_of.insert(key, index + 1) {
                return Err(bad(Wrong::Twice(earlier)));
            }
            rates.push(rate);
        }
    }
    if rates.is_empty() {
        return Err(BadTable::Empty);
    }
    Ok(rates)
}

/// What stands in the columns of a line; a line that is no CSV has one column.
fn columns(line: &str) -> StringRecord {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .trim(Trim::All)
        .delimiter(if line.contains(';') { b';' } else { b',' })
        .from_reader(line.as_bytes());
    let first = reader.records().next();
    first
        .and_then(Result::ok)
        .unwrap_or_else(|| StringRecord::from(vec![line]))
}

fn read(fields: &StringRecord) -> Result<Rate, Wrong> {
    let fields: Vec<&str> = fields.iter().collect();
    let [region, category, currency, amount, from] = fields[..] else {
        return Err(Wrong::Columns(fields.len()));
    };
    let is_code =
        |code: &str, len| code.len() == len && code.bytes().all(|b| b.is_ascii_uppercase());
    if !is_code(region, 2) {
        return Err(Wrong::Region(region.to_owned()));
    }
    if !is_code(currency, 3) {
        return Err(Wrong::Currency(currency.to_owned()));
    }
    Ok(Rate {
        region: region.to_owned(),
        category: Category::from_wire(category)
            .ok_or_else(|| Wrong::Category(category.to_owned()))?,
        currency: currency.to_owned(),
        micros: micros(amount).ok_or_else(|| Wrong::Amount(amount.to_owned()))?,
        from: from.parse().map_err(|_| Wrong::Day(from.to_owned()))?,
    })
}

/// An amount in millionths, read without going through binary fractions.
fn micros(amount: &str) -> Option<i64> {
    let (units, decimals) = amount.split_once(['.', ',']).unwrap_or((amount, ""));
    let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if units.is_empty() || !is_number(units) || !is_number(decimals) {
        return None;
    }
    if decimals.len() > MICROS_DECIMALS {
        return None;
    }
    let fraction: i64 = format!("{decimals:0<MICROS_DECIMALS$}").parse().ok()?;
    units
        .parse::<i64>()
        .ok()?
        .checked_mul(MICROS)?
        .checked_add(fraction)
}

/// The table as a file that [`parse`] reads back, with the names of its columns. No value needs
/// quotes: they are codes, numbers and days.
pub fn write(rates: &[Rate]) -> String {
    let mut lines = vec![COLUMNS.join(",")];
    lines.extend(rates.iter().map(|rate| {
        let category = rate.category.wire_name();
        let amount = amount(rate.micros);
        format!(
            "{},{category},{},{amount},{}",
            rate.region, rate.currency, rate.from
        )
    }));
    lines.push(String::new());
    lines.join("\n")
}

/// Millionths as the file has them: exactly, and without needless zeros.
pub fn amount(micros: i64) -> String {
    let (units, fraction) = (micros / MICROS, micros % MICROS);
    let decimals = format!("{fraction:0MICROS_DECIMALS$}");
    match decimals.trim_end_matches('0') {
        "" => units.to_string(),
        decimals => format!("{units}.{decimals}"),
    }
}

/// A price that another table changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The recipient's region.
    pub region: String,
    /// What kind of message.
    pub category: Category,
    /// In which currency.
    pub currency: String,
    /// From which day on.
    pub from: NaiveDate,
    /// What it cost by the old table, in millionths; `None`: nobody knew.
    pub before: Option<i64>,
    /// What it costs by the new one.
    pub after: Option<i64>,
}

/// What a message costs by one table and not by the other, each from its day on.
pub fn changes(old: &[Rate], new: &[Rate]) -> Vec<Change> {
    let (old, new) = (by_kind(old), by_kind(new));
    let kinds: BTreeSet<_> = old.keys().chain(new.keys()).copied().collect();
    let nothing = BTreeMap::new();
    let mut changes = Vec::new();
    for kind in kinds {
        let (was, is) = (
            old.get(&kind).unwrap_or(&nothing),
            new.get(&kind).unwrap_or(&nothing),
        );
        let days: BTreeSet<NaiveDate> = was.keys().chain(is.keys()).copied().collect();
        let mut last = (None, None);
        for from in days {
            let (before, after) = (on(was, from), on(is, from));
            if before != after && (before, after) != last {
                let (region, category, currency) = kind;
                changes.push(Change {
                    region: region.to_owned(),
                    category,
                    currency: currency.to_owned(),
                    from,
                    before,
                    after,
                });
            }
            last = (before, after);
        }
    }
    changes
}

/// The amounts of each region, category and currency by their first day.
type ByKind<'a> = BTreeMap<(&'a str, Category, &'a str), BTreeMap<NaiveDate, i64>>;

fn by_kind(table: &[Rate]) -> ByKind<'_> {
    let mut kinds = ByKind::new();
    for rate in table {
        kinds
            .entry((&rate.region, rate.category, &rate.currency))
            .or_default()
            .insert(rate.from, rate.micros);
    }
    kinds
}

fn on(amounts: &BTreeMap<NaiveDate, i64>, day: NaiveDate) -> Option<i64> {
    let (_, micros) = amounts.range(..=day).next_back()?;
    Some(*micros)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn table(lines: &str) -> Vec<Rate> {
        parse(lines).expect("a table")
    }

    #[test]
    fn what_is_written_is_read_back() {
        let seed = seed();
        assert_eq!(seed.len(), 19);
        let written = write(&seed);
        assert!(
            written.starts_with("region,category,currency,amount,from\nBR,marketing,USD,0.0625,")
        );
        // Spreadsheets put a sign of the encoding in front.
        assert_eq!(parse(&format!("\u{feff}{written}")).as_ref(), Ok(&seed));
        assert_eq!(parse(&written), Ok(seed));
    }

    #[test]
    fn a_spreadsheet_may_use_semicolons_and_decimal_commas() {
        let by_point = table("BR,utility,BRL,0.05,2026-12-01");
        for line in [
            "BR;utility;BRL;0,05;2026-12-01",
            "region;category;currency;amount;from\r\n\r\nBR; utility;BRL;\"0,05\";2026-12-01\r\n",
            "BR,utility,BRL,\"0,05\",2026-12-01",
        ] {
            assert_eq!(table(line), by_point, "{line}");
        }
    }

    #[test]
    fn reads_amounts_exactly_and_writes_them_as_they_were() {
        let readable = [
            ("0.0625", 62_500),
            ("1", 1_000_000),
            ("12.000001", 12_000_001),
            ("1.5", 1_500_000),
        ];
        for (text, expected) in readable {
            assert_eq!(micros(text), Some(expected), "{text}");
            assert_eq!(amount(expected), text);
        }
        assert_eq!(micros("1,50"), Some(1_500_000));
        for text in [
            "0.0000001",
            "",
            ".5",
            "-1",
            "1.5.0",
            "1e3",
            "99999999999999999999",
            "9223372036855",
        ] {
            assert_eq!(micros(text), None, "{text}");
        }
    }

    #[test]
    fn says_which_line_is_wrong_and_why() {
        let bad = [
            ("BR,utility,USD,0.1", Wrong::Columns(4)),
            ("BR", Wrong::Columns(1)),
            ("br,utility,USD,0.1,2026-01-01", Wrong::Region("br".into())),
            ("BR,gift,USD,0.1,2026-01-01", Wrong::Category("gift".into())),
            ("BR,utility,US,0.1,2026-01-01", Wrong::Currency("US".into())),
            ("BR,utility,USD,x,2026-01-01", Wrong::Amount("x".into())),
            (
                "BR,utility,USD,0.1,01/01/2026",
                Wrong::Day("01/01/2026".into()),
            ),
            (
                "region,category,currency,amount,from",
                Wrong::Region("region".into()),
            ),
            ("BR,marketing,USD,2,2026-01-01", Wrong::Twice(3)),
        ];
        for (line, wrong) in bad {
            let table = format!("# comment\n\nBR,marketing,USD,1,2026-01-01\n{line}\n");
            assert_eq!(
                parse(&table),
                Err(BadTable::Line { line: 4, wrong }),
                "{line}"
            );
        }
        for nothing in ["", "# comment\n", "region,category,currency,amount,from\n"] {
            assert_eq!(parse(nothing), Err(BadTable::Empty), "{nothing}");
        }
    }

    #[test]
    fn a_change_is_a_price_that_differs_from_its_day_on() {
        let old = table("BR,utility,USD,0.0068,2026-01-01\nCL,utility,USD,0.02,2026-01-01");
        let new = table(
            "BR,utility,USD,0.0068,2026-01-01\n\
             BR,utility,USD,0.007,2026-12-01\n\
             BR,utility,USD,0.007,2027-01-01\n\
             PT,utility,EUR,0.03,2026-11-01",
        );
        let change = |region: &str, currency: &str, from, before, after| Change {
            region: region.to_owned(),
            category: Category::Utility,
            currency: currency.to_owned(),
            from: day(from),
            before,
            after,
        };
        assert_eq!(
            changes(&old, &new),
            [
                change("BR", "USD", "2026-12-01", Some(6_800), Some(7_000)),
                change("CL", "USD", "2026-01-01", Some(20_000), None),
                change("PT", "EUR", "2026-11-01", None, Some(30_000)),
            ]
        );
        assert_eq!(changes(&old, &old), []);
    }
}
