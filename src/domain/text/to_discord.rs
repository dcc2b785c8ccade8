//! What a customer wrote on WhatsApp, as Discord writes it.
//!
//! The bot posts these words in its own name, so they must not be able to do what the bot can:
//! ping, point a link elsewhere than it says, or look like one of our own lines.

use super::excerpt::excerpt;
use super::invisible::harmless;
use super::markup::{Inline, Section, Style, sections, url_at};
use super::whatsapp_syntax::parse;

/// Draws nothing, and parts what Discord would otherwise read as one.
const PARTING: char = '\u{200b}';

/// More empty lines in a row than this push the conversation off the screen.
const EMPTY_LINES_MAX: usize = 2;

/// Code longer than this becomes a block, which can be split without losing its form.
const INLINE_CODE_MAX: usize = 300;

/// An address longer than this, as it is written here, is words: no message could hold it whole.
const URL_MAX: usize = 1_900;

/// The longest name that stands before a message, in characters as readers count them.
const NAME_MAX: usize = 80;

/// Turns WhatsApp's formatting into Discord's and takes the effect from everything else.
///
/// The result may be longer than one message; [`split`](super::split()) keeps it without effect
/// for limits from 2,000, Discord's own: no code that it writes on a line is longer than 300 bytes,
/// and no address longer than 1,900.
pub fn to_discord(text: &str) -> String {
    let text = harmless(text);
    let mut message = String::with_capacity(text.len() + text.len() / 8);
    for section in sections(text.trim()) {
        match section {
            Section::Fenced(code) if is_short_line(code) && !code.contains('`') => {
                write_code(code, &mut message);
            }
            Section::Fenced(code) => write_block(code, &mut message),
            Section::Prose(prose) => write_prose(prose, &mut message),
        }
    }
    message.truncate(message.trim_end().len());
    part_everyone(&message)
}

/// A text in one line with every effect taken from it, without formatting.
pub fn escape(text: &str) -> String {
    let text = harmless(text).replace('\n', " ");
    let mut escaped = String::with_capacity(text.len());
    write_text(&text, None, &mut escaped);
    part_everyone(&escaped)
}

/// A customer's name as it may stand before their words: cleaned, shortened, without effect.
/// Empty if nothing of it can be seen.
pub fn escape_name(name: &str) -> String {
    escape(&excerpt(name, NAME_MAX))
}

/// An address of the web as Discord links it, so that it leads where it says; anything else as words.
pub fn link(address: &str) -> String {
    let address = harmless(address);
    let address = address.trim();
    if url_at(address) != Some(address) {
        return escape(address);
    }
    let mut link = String::with_capacity(address.len());
    write_url(address, &[], false, &mut link);
    part_everyone(&link)
}

fn is_short_line(code: &str) -> bool {
    !code.contains('\n') && code.len() <= INLINE_CODE_MAX
}

fn write_prose(prose: &str, message: &mut String) {
    let is_after_block = message.ends_with("```\n");
    let prose = prose
        .strip_prefix('\n')
        .filter(|_| is_after_block)
        .unwrap_or(prose);
    let mut empty = 0;
    for (index, line) in prose.split('\n').enumerate() {
        let is_empty = line.trim().is_empty();
        empty = if is_empty { empty + 1 } else { 0 };
        if empty > EMPTY_LINES_MAX {
            continue;
        }
        if index > 0 {
            message.push('\n');
        }
        if !is_empty {
            write_line(line, message);
        }
    }
}

fn write_line(line: &str, message: &mut String) {
    let trimmed = line.trim_start();
    message.push_str(&line[..line.len() - trimmed.len()]);
    let rest = match trimmed
        .strip_prefix("- ")
        .or_else(|| trimmed.strip_prefix("* "))
    {
        Some(item) if !item.trim().is_empty() => {
            message.push_str("- ");
            item.trim_start()
        }
        _ => trimmed,
    };
    // Discord would count the items anew, whatever numbers were written.
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = match rest[digits..].strip_prefix(". ") {
        Some(after) if digits > 0 => {
            message.push_str(&rest[..digits]);
            message.push_str("\\. ");
            after
        }
        _ => rest,
    };
    write_inline(&parse(rest), false, message);
}

/// Writes pieces of a line; `goes_on` says whether something follows the last of them at once.
fn write_inline(nodes: &[Inline], goes_on: bool, message: &mut String) {
    for (index, node) in nodes.iter().enumerate() {
        match node {
            Inline::Text(text) => {
                let next = nodes.get(index + 1).and_then(Inline::first_char);
                write_text(text, next, message);
            }
            Inline::Url(url) => write_url(url, &nodes[index + 1..], goes_on, message),
            Inline::Code(code) if is_short_line(code) => write_code(code, message),
            Inline::Code(code) => write_block(code, message),
            Inline::Styled(style, inner) => match marker(*style, node) {
                Some(marker) => {
                    // Two signs in a row would be another sign.
                    let follows = index > 0 && matches!(nodes[index - 1], Inline::Styled(..));
                    if follows && message.ends_with(&marker[..1]) {
                        message.push(PARTING);
                    }
                    message.push_str(marker);
                    write_inline(inner, false, message);
                    if message.ends_with(&marker[..1]) {
                        message.push(PARTING);
                    }
                    message.push_str(marker);
                }
                None => {
                    // Without the sign between them a style that ends here would go on in the word.
                    let begins_word = node.first_char().is_some_and(char::is_alphanumeric);
                    if begins_word && message.ends_with('_') {
                        message.push(PARTING);
                    }
                    write_inline(inner, goes_on || index + 1 < nodes.len(), message);
                }
            },
        }
    }
}

/// The signs for a style, unless what stands inside, where nothing can be escaped, would end it
/// too early.
fn marker(style: Style, node: &Inline) -> Option<&'static str> {
    let code_holds = |signs: &[char]| {
        node.any(&|inline| match inline {
            Inline::Code(code) => code.contains(signs) || !is_short_line(code),
            _ => false,
        })
    };
    let url_holds =
        |sign: char| node.any(&|inline| matches!(inline, Inline::Url(url) if url.contains(sign)));
    match style {
        _ if code_holds(&['*', '_', '~']) => None,
        Style::Bold => Some("**"),
        Style::Strike => Some("~~"),
        Style::Italic if url_holds('_') => Some("*"),
        Style::Italic => Some("_"),
    }
}

/// Writes words that mean only themselves. `next` is what follows them.
fn write_text(text: &str, next: Option<char>, message: &mut String) {
    let mut before = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = &rest[c.len_utf8()..];
        let following = after.chars().next().or(next);
        let starts_word = before.is_none_or(char::is_whitespace);
        let is_sign = match c {
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '#' => true,
            // Our own lines and notes begin with these.
            '⚙' | '🔒' => true,
            '-' => {
                following == Some('#') || (starts_word && following.is_none_or(char::is_whitespace))
            }
            ':' => after.starts_with("//") || may_be_emoji(after, next.is_some()),
            '+' => is_line_start(message) && following.is_none_or(char::is_whitespace),
            '.' => ends_with_number(message) && following.is_none_or(char::is_whitespace),
            _ => false,
        };
        if is_sign {
            message.push('\\');
        }
        message.push(c);
        if c == '<' && !following.is_none_or(char::is_whitespace) {
            message.push(PARTING);
        }
        before = Some(c);
        rest = after;
    }
}

/// Whether a colon before this would make an emoji of it, such as the sign of a note: a name and
/// another colon, which may stand in what follows.
fn may_be_emoji(text: &str, is_followed: bool) -> bool {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '+' | '-');
    let after = text.trim_start_matches(is_name);
    (after.len() < text.len() && after.starts_with(':')) || (after.is_empty() && is_followed)
}

/// What stands on the line that is being written, without the signs of styles and bullets before
/// it: what counts at the beginning of a line counts behind those too.
fn line(message: &str) -> &str {
    let line = message.rsplit('\n').next().unwrap_or_default();
    line.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '*' | '_' | '~'))
}

fn is_line_start(message: &str) -> bool {
    line(message).is_empty()
}

/// Whether the last word is a number, which a full stop would make the number of a list: here, or
/// where the text is cut.
fn ends_with_number(message: &str) -> bool {
    let word = message.rsplit(char::is_whitespace).next();
    let word = word.unwrap_or_default().trim_start_matches(['*', '_', '~']);
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether the text ends in an address that goes on for as long as no space follows.
fn ends_with_url(message: &str) -> bool {
    let word = message
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    word.rsplit_once("://")
        .is_some_and(|(_, address)| !address.contains('>'))
}

/// Whether an at sign before this would call everybody.
fn is_everyone(text: &str) -> bool {
    ["everyone", "here"].iter().any(|word| {
        text.get(..word.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(word))
    })
}

/// Writes an address so that it leads where it says. Discord links it by itself; in angle brackets
/// where what follows would otherwise become part of it.
fn write_url(url: &str, following: &[Inline], goes_on: bool, message: &mut String) {
    let safe = encoded(url);
    if safe.len() > URL_MAX {
        let next = following.iter().find_map(Inline::first_char);
        return write_text(url, next, message);
    }
    let stays_apart = match following.first() {
        None => !goes_on,
        Some(Inline::Text(text)) => {
            let glued = text.split(char::is_whitespace).next().unwrap_or_default();
            let ends = glued.len() < text.len() || (following.len() == 1 && !goes_on);
            ends && glued.chars().all(|c| ".,:;\"')".contains(c))
        }
        Some(_) => false,
    };
    if stays_apart {
        message.push_str(&safe);
    } else {
        message.push('<');
        message.push_str(&safe);
        message.push('>');
    }
}

/// An address without what has an effect even in one.
fn encoded(url: &str) -> String {
    let mut safe = String::with_capacity(url.len());
    // Discord links no `Https://`, as a phone's keyboard begins a sentence with it.
    let scheme = url.find("://").unwrap_or_default();
    for (at, c) in url.char_indices() {
        match c {
            c if at < scheme => safe.push(c.to_ascii_lowercase()),
            '*' => safe.push_str("%2A"),
            '[' => safe.push_str("%5B"),
            ']' => safe.push_str("%5D"),
            '|' => safe.push_str("%7C"),
            '~' if url[at + 1..].starts_with('~') || url[..at].ends_with('~') => {
                safe.push_str("%7E");
            }
            '@' if is_everyone(&url[at + 1..]) => safe.push_str("%40"),
            c => safe.push(c),
        }
    }
    safe
}

fn write_code(code: &str, message: &mut String) {
    // Two backticks in a row would open another kind of code; behind an address one would be part
    // of it, and the code would be none.
    if message.ends_with('`') {
        message.push(PARTING);
    } else if ends_with_url(message) {
        message.push(' ');
    }
    message.push('`');
    write_inside_code(code, message);
    message.push('`');
}

fn write_block(code: &str, message: &mut String) {
    if !message.is_empty() && !message.ends_with('\n') {
        message.push('\n');
    }
    message.push_str("```\n");
    write_inside_code(code.trim_matches('\n'), message);
    message.push_str("\n```\n");
}

/// What has an effect outside of code. Discord looks for some of it before it looks for code, and
/// where a long text is cut in the middle of a style, what is left of that may end in the code.
const LIVE: [&str; 10] = [
    "<@", "<#", "<:", "<a:", "<t:", "</", "<id:", "<http", "](", "||",
];

pub(super) fn write_inside_code(code: &str, message: &mut String) {
    for (at, c) in code.char_indices() {
        message.push(c);
        let rest = &code[at..];
        // A block of backticks alone would be no block, and what follows it would be code instead.
        let ends_in_backtick = rest == "`" || rest.starts_with("`\n");
        if ends_in_backtick || LIVE.iter().any(|live| rest.starts_with(live)) {
            message.push(PARTING);
        }
    }
}

/// Takes the effect from every call to everybody, which no backslash and no code can do. Only the
/// finished text shows them all: signs that are left out may bring their letters together.
pub(super) fn part_everyone(message: &str) -> String {
    let mut parted = String::with_capacity(message.len());
    for (at, c) in message.char_indices() {
        parted.push(c);
        if c == '@' && is_everyone(&message[at + 1..]) {
            parted.push(PARTING);
        }
    }
    parted
}
