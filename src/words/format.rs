//! Numbers, money and times as each language writes them.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Args, Locale, args, say};
use crate::domain::price::Price;

/// Millionths in one unit of a currency.
const MICROS: u64 = 1_000_000;

/// An amount in millionths of `currency` (ISO 4217): `R$ 1.234,50`, `US$0.0625` in English. Amounts
/// under a tenth keep four decimals, and tinier ones all six: rounded to cents they would be wrong
/// by half or nothing at all.
pub fn money(locale: Locale, currency: &str, micros: i64) -> String {
    let amount = decimal(locale, micros, minor_digits(currency));
    let symbol = symbol(currency);
    let glued = locale == Locale::En && !symbol.ends_with(|c: char| c.is_ascii_alphabetic());
    let (sign, amount) = match amount.strip_prefix('-') {
        Some(amount) => ("-", amount),
        None => ("", amount.as_str()),
    };
    format!("{sign}{symbol}{}{amount}", if glued { "" } else { " " })
}

/// A price before it is charged: `≈ R$ 0,35`.
pub fn estimate(locale: Locale, currency: &str, micros: i64) -> String {
    let amount = money(locale, currency, micros);
    say(locale, "price-estimate", &args! { "amount" => amount })
}

/// What stands where no price is known, rather than a guess.
pub fn unknown_price(locale: Locale) -> String {
    say(locale, "price-unknown", &Args::new())
}

/// What stands where the platform charges nothing.
fn free(locale: Locale) -> String {
    say(locale, "price-free", &Args::new())
}

/// A price as a text shows it: `≈ R$ 0,35`, `grátis`, `preço desconhecido`.
pub fn price(locale: Locale, price: &Price) -> String {
    match price {
        Price::Known { currency, micros } => estimate(locale, currency, *micros),
        Price::Free => free(locale),
        Price::Unknown => unknown_price(locale),
    }
}

/// A price with what it is for: `≈ R$ 0,35 · marketing · só se entregue`, `grátis · marketing`.
/// `category` is WhatsApp's, in lower case.
pub fn price_line(locale: Locale, price: &Price, category: &str) -> String {
    let id = match price {
        Price::Free => "price-line-free",
        Price::Known { .. } | Price::Unknown => "price-line",
    };
    let args = args! {
        "price" => self::price(locale, price),
        "category" => self::category(locale, category),
    };
    say(locale, id, &args)
}

/// What a message is charged as; a category that is new stands as WhatsApp writes it.
pub fn category(locale: Locale, category: &str) -> String {
    match category {
        "marketing" | "utility" | "authentication" | "service" => {
            say(locale, &format!("category-{category}"), &Args::new())
        }
        new => new.to_owned(),
    }
}

/// A whole number with its thousands apart: `1.234`.
pub fn number(locale: Locale, value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(locale, value.unsigned_abs()))
}

/// How long a file is: `812 kB`, `37,2 MB`, as people's own machines show it.
pub fn size(locale: Locale, bytes: u64) -> String {
    let point = match locale {
        Locale::PtBr | Locale::Es => ',',
        Locale::En => '.',
    };
    match bytes {
        ..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", (bytes + 500) / 1_000),
        _ => {
            let tenths = (bytes + 50_000) / 100_000;
            let whole = grouped(locale, tenths / 10);
            format!("{whole}{point}{} MB", tenths % 10)
        }
    }
}

/// How many of something, with up to three decimals: `2`, `1,5`.
pub fn quantity(locale: Locale, value: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "more than a shop has is no number"
    )]
    let thousandths = (value * 1e3).round().clamp(-1e15, 1e15) as i64;
    let whole = number(locale, thousandths / 1000);
    let fraction = format!("{:03}", (thousandths % 1000).abs());
    let fraction = fraction.trim_end_matches('0');
    let sign = if thousandths < 0 && whole == "0" {
        "-"
    } else {
        ""
    };
    if fraction.is_empty() {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}{}{fraction}", point(locale))
}

/// The time of day: `14:02`.
pub fn clock_time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// The day: `21/11/2026`; in English `21 Nov 2026`, which cannot be read as a month and a day.
pub fn date(locale: Locale, at: DateTime<Utc>, zone: Tz) -> String {
    day(locale, at.with_timezone(&zone).date_naive())
}

/// The same for a day of the calendar.
pub fn day(locale: Locale, day: NaiveDate) -> String {
    let format = match locale {
        Locale::PtBr | Locale::Es => "%d/%m/%Y",
        Locale::En => "%-d %b %Y",
    };
    day.format(format).to_string()
}

/// The days of the week in short, from Monday.
pub fn weekdays(locale: Locale) -> [&'static str; 7] {
    match locale {
        Locale::PtBr => ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
        Locale::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        Locale::Es => ["lun", "mar", "mié", "jue", "vie", "sáb", "dom"],
    }
}

/// The day of the year and the time: `21/11 14:02`.
pub fn date_time(locale: Locale, at: DateTime<Utc>, zone: Tz) -> String {
    let format = match locale {
        Locale::PtBr | Locale::Es => "%d/%m %H:%M",
        Locale::En => "%-d %b %H:%M",
    };
    at.with_timezone(&zone).format(format).to_string()
}

/// [`clock_time`] for a moment of today, [`date_time`] for any other.
pub fn moment(locale: Locale, at: DateTime<Utc>, now: DateTime<Utc>, zone: Tz) -> String {
    if at.with_timezone(&zone).date_naive() == now.with_timezone(&zone).date_naive() {
        clock_time(at, zone)
    } else {
        date_time(locale, at, zone)
    }
}

/// A time that Discord shows as a distance and keeps current, in each reader's language.
/// <https://discord.com/developers/docs/reference#message-formatting>
pub fn relative(at: DateTime<Utc>) -> String {
    format!("<t:{}:R>", at.timestamp())
}

/// A time that Discord shows as the time of day where the reader is.
pub fn time(at: DateTime<Utc>) -> String {
    format!("<t:{}:t>", at.timestamp())
}

/// A span in its largest whole unit, for rows where Discord does not count down: `3 h`, `20 min`.
/// The same in every language.
pub fn span(span: TimeDelta) -> String {
    match span.num_minutes().max(0) {
        minutes @ 0..60 => format!("{minutes} min"),
        minutes if minutes < 48 * 60 => format!("{} h", minutes / 60),
        minutes => format!("{} d", minutes / (24 * 60)),
    }
}

/// How people write a currency; the code where the symbol is not known everywhere.
fn symbol(currency: &str) -> &str {
    match currency {
        "BRL" => "R$",
        "USD" => "US$",
        "EUR" => "€",
        "GBP" => "£",
        "INR" => "₹",
        code => code,
    }
}

/// Decimals of a currency's everyday amounts (ISO 4217), where they are not two.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "CLP" | "JPY" | "KRW" | "PYG" | "VND" => 0,
        _ => 2,
    }
}

fn decimal(locale: Locale, micros: i64, minor: u32) -> String {
    let size = micros.unsigned_abs();
    // Ten of the smallest coins: below that, whole coins are too coarse.
    let small = 10 * MICROS / 10_u64.pow(minor);
    let shown = match size {
        _ if size >= small => minor,
        _ if size >= small / 100 => minor + 2,
        _ => 6,
    };
    let unit = 10_u64.pow(6 - shown);
    let rounded = (size + unit / 2) / unit;
    let whole = rounded / 10_u64.pow(shown);
    let mut fraction = match shown {
        0 => String::new(),
        _ => format!(
            "{:0width$}",
            rounded % 10_u64.pow(shown),
            width = shown as usize
        ),
    };
    while fraction.len() > minor as usize && fraction.ends_with('0') {
        fraction.pop();
    }
    let sign = if micros < 0 && rounded > 0 { "-" } else { "" };
    let whole = grouped(locale, whole);
    if fraction.is_empty() {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}{}{fraction}", point(locale))
}

/// What stands before decimals.
fn point(locale: Locale) -> char {
    match locale {
        Locale::PtBr | Locale::Es => ',',
        Locale::En => '.',
    }
}

fn grouped(locale: Locale, value: u64) -> String {
    let digits = value.to_string();
    // Spanish leaves four digits together: 1234, but 12.345.
    let (separator, from) = match locale {
        Locale::PtBr => ('.', 4),
        Locale::En => (',', 4),
        Locale::Es => ('.', 5),
    };
    if digits.len() < from {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(separator);
        }
        grouped.push(digit);
    }
    grouped
}
