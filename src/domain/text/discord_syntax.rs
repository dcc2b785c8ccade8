//! Reads Discord's formatting inside a paragraph.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;

use super::markup::{Inline, Section, Style, push_char, push_text, sections, url_at};

/// Formatting inside formatting inside … is read so deep; what lies deeper is words.
const DEPTH_MAX: usize = 8;

/// What is needed to make plain what Discord shows from its own knowledge.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Where the reader's clock stands, for timestamps.
    pub time_zone: Tz,
    /// The days of the week in short, three letters each, from Monday.
    pub weekdays: [&'a str; 7],
    /// The names of people, roles and channels by their ids.
    pub names: &'a BTreeMap<u64, String>,
}

/// Reads a paragraph.
pub(super) fn parse(text: &str, reading: &Reading<'_>) -> Vec<Inline> {
    parse_at(text, reading, 0)
}

fn parse_at(text: &str, reading: &Reading<'_>, depth: usize) -> Vec<Inline> {
    let mut line = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        let taken = match c {
            '\\' => escape(rest, &mut line),
            '`' => code(rest, &mut line),
            '<' => angle(rest, reading, &mut line),
            'h' | 'H' if !before.is_some_and(char::is_alphanumeric) => url(rest, &mut line),
            '[' if depth < DEPTH_MAX => masked_link(rest, reading, depth, &mut line),
            '*' | '_' | '~' | '|' if depth < DEPTH_MAX => {
                let is_inside = before.is_some_and(char::is_alphanumeric);
                styled(rest, is_inside, reading, depth, &mut line)
            }
            _ => None,
        };
        at += match taken {
            Some(taken) => taken,
            None => {
                // Signs without a partner are words, all of them at once.
                let run = match c {
                    '*' | '_' | '~' | '|' | '`' => rest.len() - rest.trim_start_matches(c).len(),
                    _ => c.len_utf8(),
                };
                push_text(&mut line, &rest[..run]);
                run
            }
        };
    }
    line
}

/// `\*`: the sign itself. Letters, digits and spaces cannot be escaped.
fn escape(rest: &str, line: &mut Vec<Inline>) -> Option<usize> {
    let next = rest.chars().nth(1)?;
    if next.is_ascii_alphanumeric() || next.is_whitespace() {
        return None;
    }
    push_char(line, next);
    Some(1 + next.len_utf8())
}

/// As many backticks as opened it close a stretch of code.
fn code(rest: &str, line: &mut Vec<Inline>) -> Option<usize> {
    let (inside, after) = code_span(rest)?;
    line.push(Inline::Code(inside.to_owned()));
    Some(after)
}

/// The code that begins here and where it ends.
pub(super) fn code_span(rest: &str) -> Option<(&str, usize)> {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let fence = &rest[..ticks];
    let mut at = ticks;
    loop {
        let close = at + rest[at..].find(fence)?;
        let run = rest[close..].len() - rest[close..].trim_start_matches('`').len();
        if run == ticks {
            return Some((&rest[ticks..close], close + ticks));
        }
        at = close + run;
    }
}

fn url(rest: &str, line: &mut Vec<Inline>) -> Option<usize> {
    let url = url_at(rest)?;
    line.push(Inline::Url(url.to_owned()));
    Some(url.len())
}

/// What Discord writes in angle brackets: addresses, mentions, emoji, times.
fn angle(rest: &str, reading: &Reading<'_>, line: &mut Vec<Inline>) -> Option<usize> {
    let inside = &rest[1..rest.find('>')?];
    if url_at(inside) == Some(inside) {
        line.push(Inline::Url(inside.to_owned()));
    } else {
        let words = mention(inside, reading)
            .or_else(|| emoji(inside))
            .or_else(|| time(inside.strip_prefix("t:")?, reading))
            .or_else(|| address(inside))?;
        push_text(line, &words);
    }
    Some(inside.len() + 2)
}

/// `@1`, `@!1`, `@&1`, `#1`, `/name:1` and `id:place`, with the names that are known.
fn mention(inside: &str, reading: &Reading<'_>) -> Option<String> {
    let name = |id: &str| {
        let name = reading.names.get(&id.parse().ok()?);
        Some(name.map_or("…", String::as_str))
    };
    if let Some(id) = inside.strip_prefix('@') {
        let id = id.strip_prefix(['!', '&']).unwrap_or(id);
        return Some(format!("@{}", name(id)?));
    }
    if let Some(id) = inside.strip_prefix('#') {
        return Some(format!("#{}", name(id)?));
    }
    if let Some(place) = inside.strip_prefix("id:") {
        return Some(format!("#{place}"));
    }
    let (command, id) = inside.rsplit_once(':')?;
    let is_command = command.starts_with('/') && id.parse::<u64>().is_ok();
    is_command.then(|| command.to_owned())
}

/// `:name:1` or `a:name:1`.
fn emoji(inside: &str) -> Option<String> {
    let (name, id) = inside
        .strip_prefix('a')
        .unwrap_or(inside)
        .rsplit_once(':')?;
    id.parse::<u64>().ok()?;
    let name = name.strip_prefix(':')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then(|| format!(":{name}:"))
}

/// An e-mail or a telephone number, which Discord links.
fn address(inside: &str) -> Option<String> {
    let is_email = inside
        .find('@')
        .is_some_and(|at| at > 0 && at + 1 < inside.len());
    let is_one = is_email || inside.starts_with('+');
    (is_one && !inside.contains(char::is_whitespace)).then(|| inside.to_owned())
}

/// `1700000000` or `1700000000:R` as a date of the reader's zone. Relative times become absolute:
/// a message is read at another hour than it is written.
/// <https://discord.com/developers/docs/reference#message-formatting-timestamp-styles>
fn time(stamp: &str, reading: &Reading<'_>) -> Option<String> {
    let (seconds, style) = stamp.split_once(':').unwrap_or((stamp, "f"));
    let at = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
    let at = at.with_timezone(&reading.time_zone);
    let format = match style {
        "t" => "%H:%M",
        "T" => "%H:%M:%S",
        "d" | "D" => "%d/%m/%Y",
        "f" | "F" | "R" | "s" => "%d/%m/%Y %H:%M",
        "S" => "%d/%m/%Y %H:%M:%S",
        _ => return None,
    };
    let words = at.format(format).to_string();
    let weekday = usize::try_from(at.weekday().num_days_from_monday()).ok()?;
    Some(match (style, reading.weekdays.get(weekday)) {
        ("F", Some(weekday)) => format!("{weekday}, {words}"),
        _ => words,
    })
}

/// `[words](address)`, perhaps with angle brackets and a title: the words, then the address.
fn masked_link(
    rest: &str,
    reading: &Reading<'_>,
    depth: usize,
    line: &mut Vec<Inline>,
) -> Option<usize> {
    let close = find_close(rest, 1, "]")?;
    let words = &rest[1..close];
    let target = rest[close..].strip_prefix("](")?;
    let inside = &target[..balanced(target)?];
    let taken = close + 2 + inside.len() + 1;
    let address = inside.split_whitespace().next()?;
    let address = address
        .strip_prefix('<')
        .and_then(|address| address.strip_suffix('>'))
        .unwrap_or(address);
    url_at(address)?;

    let words_are_address = words.trim() == address;
    if !words.trim().is_empty() && !words_are_address {
        line.extend(parse_at(words, reading, depth + 1));
        push_text(line, " (");
        line.push(Inline::Url(address.to_owned()));
        push_text(line, ")");
    } else {
        line.push(Inline::Url(address.to_owned()));
    }
    Some(taken)
}

/// Where the parenthesis that is already open closes.
fn balanced(text: &str) -> Option<usize> {
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' if open == 0 => return Some(at),
            ')' => open -= 1,
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// Bold, italic, strike; underline and spoilers, which WhatsApp has not, become words.
fn styled(
    rest: &str,
    is_inside_word: bool,
    reading: &Reading<'_>,
    depth: usize,
    line: &mut Vec<Inline>,
) -> Option<usize> {
    let (inside, taken, styles) = span(rest, is_inside_word)?;
    let mut nodes = parse_at(inside, reading, depth + 1);
    for style in styles.iter().rev() {
        nodes = vec![Inline::Styled(*style, nodes)];
    }
    for node in nodes {
        match node {
            Inline::Text(text) => push_text(line, &text),
            other => line.push(other),
        }
    }
    Some(taken)
}

/// The words that the signs here are about, where those end, and what they mean.
fn span(rest: &str, is_inside_word: bool) -> Option<(&str, usize, &'static [Style])> {
    const BOLD: &[Style] = &[Style::Bold];
    const ITALIC: &[Style] = &[Style::Italic];

    let between = |marker: &str, styles| {
        let close = find_close(rest, marker.len(), marker)?;
        let inside = &rest[marker.len()..close];
        let is_sign = |c: char| c.is_whitespace() || marker.contains(c);
        (!inside.chars().all(is_sign)).then_some((inside, close + marker.len(), styles))
    };
    let tight = |marker: &str| {
        between(marker, ITALIC).filter(|(inside, ..)| inside.trim().len() == inside.len())
    };
    if rest.starts_with("***") {
        // Both may end together, or one before the other: the longest reading is the right one.
        let both = between("***", &[Style::Bold, Style::Italic]);
        let readings = [tight("*"), between("**", BOLD), both];
        return readings
            .into_iter()
            .flatten()
            .max_by_key(|(_, taken, _)| *taken);
    }
    if rest.starts_with("**") {
        between("**", BOLD)
    } else if rest.starts_with('*') {
        tight("*")
    } else if rest.starts_with("__") {
        between("__", &[])
    } else if rest.starts_with("~~") {
        between("~~", &[Style::Strike])
    } else if rest.starts_with("||") {
        between("||", &[])
    } else if rest.starts_with('_') && !is_inside_word {
        let ends_word = |taken: usize| !rest[taken..].starts_with(char::is_alphanumeric);
        tight("_").filter(|(_, taken, _)| ends_word(*taken))
    } else {
        None
    }
}

/// Whether part of a text is hidden in Discord until its reader wants to see it.
pub fn has_spoiler(text: &str) -> bool {
    let opens = |prose: &str| {
        let mut at = 0;
        while let Some(sign) = find_close(prose, at, "||") {
            if span(&prose[sign..], false).is_some() {
                return true;
            }
            at = sign + 2;
        }
        false
    };
    let mut sections = sections(text).into_iter();
    sections.any(|section| matches!(section, Section::Prose(prose) if opens(prose)))
}

/// How many emojis of a server's own stand in a text: elsewhere only their names do.
pub fn own_emoji(text: &str) -> usize {
    let in_prose = |prose: &str| {
        let (mut at, mut count) = (0, 0);
        while let Some(sign) = find_close(prose, at, "<") {
            let rest = &prose[sign + 1..];
            let inside = rest.find('>').map(|close| &rest[..close]);
            count += usize::from(inside.and_then(emoji).is_some());
            at = sign + 1;
        }
        count
    };
    let sections = sections(text).into_iter();
    let counts = sections.map(|section| match section {
        Section::Prose(prose) => in_prose(prose),
        Section::Fenced(_) => 0,
    });
    counts.sum()
}

/// Where a marker closes: the first place that is not escaped, not in code and, of a run of its
/// sign, the end. A shorter marker passes over pairs of its sign, which belong to another one.
fn find_close(text: &str, from: usize, marker: &str) -> Option<usize> {
    let sign = marker.chars().next()?;
    let mut at = from;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        at += match c {
            '\\' => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
            '`' => match code_span(rest) {
                Some((_, after)) => after,
                None => rest.len() - rest.trim_start_matches('`').len(),
            },
            c if c == sign => {
                let run = rest.len() - rest.trim_start_matches(sign).len();
                let is_pair_of_other = marker.len() == 1 && run == 2 && sign != ']';
                if run >= marker.len() && !is_pair_of_other {
                    return Some(if sign == ']' {
                        at
                    } else {
                        at + run - marker.len()
                    });
                }
                run
            }
            c => c.len_utf8(),
        };
    }
    None
}
