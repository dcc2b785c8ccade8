//! Reads WhatsApp's formatting inside a line.

use super::markup::{Inline, Style, push_char, push_text, url_at};

/// Each style can stand inside each other one once.
const DEPTH_MAX: usize = 3;

/// Reads a line.
pub(super) fn parse(line: &str) -> Vec<Inline> {
    parse_at(line, None, None, 0)
}

/// Reads part of a line; `before` and `after` are the characters around it.
fn parse_at(text: &str, before: Option<char>, after: Option<char>, depth: usize) -> Vec<Inline> {
    let mut line = Vec::new();
    let mut at = 0;
    // Signs that nothing ends from here on: looked for once, and not for each of sixty thousand.
    let mut endless = Vec::new();
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let last = text[..at].chars().next_back().or(before);
        let is_inside_word = last.is_some_and(char::is_alphanumeric);
        let taken = match c {
            _ if is_inside_word => None,
            'h' | 'H' => url_at(rest).map(|url| {
                line.push(Inline::Url(url.to_owned()));
                url.len()
            }),
            '`' => between(rest, c, after).map(|inside| {
                line.push(Inline::Code(inside.to_owned()));
                inside.len() + 2
            }),
            '*' | '_' | '~' if depth < DEPTH_MAX && may_begin(rest, c) && !endless.contains(&c) => {
                match between(rest, c, after) {
                    Some(inside) => {
                        let inner = parse_at(inside, Some(c), Some(c), depth + 1);
                        line.push(Inline::Styled(style(c), inner));
                        Some(inside.len() + 2)
                    }
                    None => {
                        endless.push(c);
                        None
                    }
                }
            }
            _ => None,
        };
        match taken {
            Some(taken) => at += taken,
            None if c == 'h' || c == 'H' => {
                push_char(&mut line, c);
                at += 1;
            }
            None => {
                push_text(&mut line, &rest[..c.len_utf8()]);
                at += c.len_utf8();
            }
        }
    }
    line
}

fn style(sign: char) -> Style {
    match sign {
        '*' => Style::Bold,
        '_' => Style::Italic,
        _ => Style::Strike,
    }
}

/// Whether something could begin with the sign that stands here: no space and no second one follows.
fn may_begin(rest: &str, sign: char) -> bool {
    !rest[sign.len_utf8()..].starts_with(|c: char| c.is_whitespace() || c == sign)
}

/// What stands between a sign and its partner: whole words, with no space at either end. Whether a sign
/// may be such an end depends on what is beside it alone, and not on where the words begin.
pub(super) fn between(rest: &str, sign: char, after: Option<char>) -> Option<&str> {
    if !may_begin(rest, sign) {
        return None;
    }
    let inside = &rest[sign.len_utf8()..];
    // Code holds no other code; a style may hold its own sign inside a word.
    let candidates = if sign == '`' { 1 } else { usize::MAX };
    let closes = inside.match_indices(sign).take(candidates);
    closes.map(|(close, _)| close).find_map(|close| {
        let last = inside[..close].chars().next_back()?;
        let next = inside[close + sign.len_utf8()..].chars().next().or(after);
        let is_end = !last.is_whitespace() && !next.is_some_and(char::is_alphanumeric);
        is_end.then_some(&inside[..close])
    })
}
