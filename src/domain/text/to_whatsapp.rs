//! What an agent wrote in Discord, as WhatsApp writes it.

use std::collections::BTreeMap;

pub use super::discord_syntax::Reading;
use super::discord_syntax::parse;
use super::markup::{Inline, Section, Style, sections};
use super::whatsapp_syntax::between;

/// What formats a text there: styles and code, quotes and lists.
const SIGNS: [char; 6] = ['*', '_', '~', '`', '>', '-'];

/// Stands behind every sign that is a word while a message is being written; no text holds it.
const LITERAL: char = '\u{fdd0}';

/// Draws nothing, and parts a sign from what follows it, so that the phone makes no formatting of
/// it. WhatsApp has no sign of its own for that.
const PARTING: char = '\u{200b}';

/// Turns Discord's formatting into WhatsApp's.
///
/// What WhatsApp has no form for becomes words: headings become bold, a link's words are followed
/// by its address, spoilers stand open, mentions and Discord's own emoji become names, timestamps
/// dates. A text without formatting is seen there as it is here: a sign that the phone would take
/// for formatting is parted from what follows it by what draws nothing.
pub fn to_whatsapp(text: &str, reading: &Reading<'_>) -> String {
    let mut message = String::with_capacity(text.len());
    let mut quoting = false;
    for section in sections(text) {
        match section {
            Section::Fenced(inside) => {
                message.push_str("```");
                message.push_str(without_language(inside));
                message.push_str("```");
            }
            Section::Prose(prose) => write_prose(prose, reading, &mut quoting, &mut message),
        }
    }
    part_signs(&message)
}

/// How long a text is once it is written as the channel writes it, in Unicode scalar values. Where
/// the company is makes no difference to that.
pub fn length_there(text: &str) -> usize {
    let reading = Reading {
        time_zone: chrono_tz::UTC,
        weekdays: ["..."; 7],
        names: &BTreeMap::new(),
    };
    to_whatsapp(text, &reading).chars().count()
}

/// The code in a block, without the name of its language.
fn without_language(inside: &str) -> &str {
    let code = match inside.split_once('\n') {
        Some((first, code)) if !code.trim().is_empty() => {
            let is_language = first
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "_+-.#".contains(c));
            if is_language { code } else { inside }
        }
        _ => inside,
    };
    code.trim_matches('\n')
}

/// A line as the signs at its beginning make it.
enum Line<'a> {
    Heading(&'a str),
    Small(&'a str),
    Quote(&'a str),
    /// All that follows is quoted.
    QuoteAll(&'a str),
    /// The white space before it, and what it says.
    Item(&'a str, &'a str),
    Plain,
}

fn kind_of(line: &str) -> Line<'_> {
    let trimmed = line.trim_start_matches(' ');
    let indent = &line[..line.len() - trimmed.len()];
    if let Some(rest) = line.strip_prefix(">>> ") {
        return Line::QuoteAll(rest);
    }
    if let Some(rest) = line.strip_prefix("> ") {
        return Line::Quote(rest);
    }
    // Without words behind it the sign is the word.
    let has_words = |rest: &&str| !rest.trim().is_empty();
    if let Some(rest) = line.strip_prefix("-# ").filter(has_words) {
        return Line::Small(rest);
    }
    let level = trimmed.len() - trimmed.trim_start_matches('#').len();
    let heading = trimmed[level..].strip_prefix(' ').filter(has_words);
    if let (1..=3, Some(rest)) = (level, heading) {
        return Line::Heading(rest.trim());
    }
    match trimmed
        .strip_prefix("- ")
        .or_else(|| trimmed.strip_prefix("* "))
    {
        Some(rest) => Line::Item(indent, rest.trim_start()),
        None => Line::Plain,
    }
}

/// Writes lines; those without signs at their beginning together, since formatting may go on from
/// one to the next.
fn write_prose(prose: &str, reading: &Reading<'_>, quoting: &mut bool, message: &mut String) {
    // What follows a code block on its line begins no line.
    let mut is_beginning = message.is_empty() || message.ends_with('\n');
    let mut rest = Some(prose);
    while let Some(lines) = rest {
        let is_plain = |line: &str| matches!(kind_of(line), Line::Plain);
        let mut end = lines.find('\n').unwrap_or(lines.len());
        if *quoting || (is_beginning && !is_plain(&lines[..end])) {
            write_line(&lines[..end], reading, quoting, is_beginning, message);
        } else {
            while let Some(next) = lines.get(end + 1..) {
                let next = &next[..next.find('\n').unwrap_or(next.len())];
                if !is_plain(next) {
                    break;
                }
                end += 1 + next.len();
            }
            write_inline(&parse(&lines[..end], reading), &[], None, message);
        }
        rest = lines.get(end + 1..);
        if rest.is_some() {
            message.push('\n');
        }
        is_beginning = true;
    }
}

fn write_line(
    line: &str,
    reading: &Reading<'_>,
    quoting: &mut bool,
    is_beginning: bool,
    message: &mut String,
) {
    if *quoting && is_beginning {
        message.push_str("> ");
    }
    let inline = |text: &str, message: &mut String| {
        write_inline(&parse(text, reading), &[], None, message);
    };
    match kind_of(line) {
        Line::Heading(text) => {
            let bold = Inline::Styled(Style::Bold, parse(text, reading));
            write_inline(&[bold], &[], None, message);
        }
        Line::Small(text) => inline(text, message),
        Line::Quote(text) if *quoting => inline(text, message),
        Line::Quote(text) => {
            message.push_str("> ");
            write_line(text, reading, &mut false, false, message);
        }
        Line::QuoteAll(text) => {
            if !*quoting {
                message.push_str("> ");
            }
            *quoting = true;
            write_line(text, reading, &mut false, false, message);
        }
        Line::Item(indent, text) => {
            message.push_str(indent);
            message.push_str("- ");
            inline(text, message);
        }
        Line::Plain => inline(line, message),
    }
}

fn marker(style: Style) -> char {
    match style {
        Style::Bold => '*',
        Style::Italic => '_',
        Style::Strike => '~',
    }
}

/// Writes pieces after what is already there. `styles` are those around them, `after` is the
/// character that will follow the last.
fn write_inline(nodes: &[Inline], styles: &[Style], after: Option<char>, message: &mut String) {
    for (index, node) in nodes.iter().enumerate() {
        let next = nodes[index + 1..]
            .iter()
            .find_map(Inline::first_char)
            .or(after);
        match node {
            Inline::Text(text) => write_words(text, message),
            Inline::Url(url) => message.push_str(url),
            Inline::Code(code) if code.contains(['`', '\n']) || code.trim().is_empty() => {
                write_words(code, message);
            }
            Inline::Code(code) => {
                message.push('`');
                message.push_str(code);
                message.push('`');
            }
            Inline::Styled(style, inner) => {
                if can_mark(*style, node, styles, next, message) {
                    let mut within = styles.to_vec();
                    within.push(*style);
                    let mut words = String::new();
                    write_inline(inner, &within, Some(marker(*style)), &mut words);
                    write_marked(&words, marker(*style), message);
                } else {
                    write_inline(inner, styles, next, message);
                }
            }
        }
    }
}

/// Writes words that mean only themselves.
fn write_words(words: &str, message: &mut String) {
    for c in words.chars() {
        message.push(c);
        if SIGNS.contains(&c) {
            message.push(LITERAL);
        }
    }
}

/// The finished message: of its signs that are words, those that the phone would take for formatting
/// are parted from what follows them.
fn part_signs(message: &str) -> String {
    let mut plain = String::with_capacity(message.len());
    let mut words = Vec::new();
    for c in message.chars() {
        match c {
            LITERAL if plain.ends_with(SIGNS) => words.push(plain.len()),
            LITERAL => {}
            c => plain.push(c),
        }
    }
    let mut parted = String::with_capacity(plain.len());
    let mut from = 0;
    for end in words {
        if has_effect(&plain, end - 1) {
            parted.push_str(&plain[from..end]);
            parted.push(PARTING);
            from = end;
        }
    }
    parted.push_str(&plain[from..]);
    parted
}

/// Whether the phone might take the sign at this place for formatting.
fn has_effect(message: &str, at: usize) -> bool {
    let (before, rest) = message.split_at(at);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let rest_of_line = rest.split('\n').next().unwrap_or_default();
    let Some(sign) = rest.chars().next() else {
        return false;
    };
    // What counts at the beginning of a line counts in a quote too.
    let begins_line = line.chars().all(|c| matches!(c, '>' | ' ')) && rest[1..].starts_with(' ');
    let opens = || !line.ends_with(char::is_alphanumeric);
    match sign {
        '>' | '-' => begins_line,
        '`' => {
            let inside = &rest_of_line[1..];
            let is_tight = !inside.starts_with(|c: char| c.is_whitespace() || c == sign);
            let opens_block = rest
                .strip_prefix("```")
                .is_some_and(|rest| rest.contains("```"));
            opens_block || (opens() && is_tight && inside.contains(sign))
        }
        '*' if begins_line => true,
        _ => opens() && between(rest_of_line, sign, None).is_some(),
    }
}

/// WhatsApp shows a style only around whole words, and once.
fn can_mark(
    style: Style,
    node: &Inline,
    styles: &[Style],
    next: Option<char>,
    message: &str,
) -> bool {
    let is_inside_word = message.ends_with(char::is_alphanumeric);
    let goes_on = next.is_some_and(char::is_alphanumeric);
    let holds_sign = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.contains(marker(style)),
        _ => false,
    };
    !styles.contains(&style) && !is_inside_word && !goes_on && !node.any(&holds_sign)
}

/// WhatsApp ends every style with the line, and shows none whose signs touch a space.
fn write_marked(words: &str, marker: char, message: &mut String) {
    for (index, line) in words.split('\n').enumerate() {
        if index > 0 {
            message.push('\n');
        }
        let core = line.trim();
        if core.is_empty() {
            message.push_str(line);
            continue;
        }
        let start = line.len() - line.trim_start().len();
        message.push_str(&line[..start]);
        message.push(marker);
        message.push_str(core);
        message.push(marker);
        message.push_str(&line[start + core.len()..]);
    }
}
