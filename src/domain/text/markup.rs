//! Formatted text, whichever signs it was written with.

/// How a stretch of text looks, where both platforms can show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Bold,
    Italic,
    Strike,
}

/// A piece of a line or paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Inline {
    /// Words, free of signs.
    Text(String),
    /// Words in a style.
    Styled(Style, Vec<Inline>),
    /// Words in a fixed width, taken as they are.
    Code(String),
    /// An address of the web, taken as it is.
    Url(String),
}

impl Inline {
    /// The first character that a reader sees.
    pub(super) fn first_char(&self) -> Option<char> {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Url(text) => text.chars().next(),
            Self::Styled(_, inner) => inner.iter().find_map(Self::first_char),
        }
    }

    /// Whether some text inside fulfils the condition.
    pub(super) fn any(&self, condition: &impl Fn(&Self) -> bool) -> bool {
        condition(self)
            || matches!(self, Self::Styled(_, inner) if inner.iter().any(|own| own.any(condition)))
    }
}

/// Adds a character to the text at the end of a line under construction.
pub(super) fn push_char(line: &mut Vec<Inline>, c: char) {
    match line.last_mut() {
        Some(Inline::Text(text)) => text.push(c),
        _ => line.push(Inline::Text(c.to_string())),
    }
}

/// Adds words to the text at the end of a line under construction.
pub(super) fn push_text(line: &mut Vec<Inline>, words: &str) {
    match line.last_mut() {
        Some(Inline::Text(text)) => text.push_str(words),
        _ if words.is_empty() => {}
        _ => line.push(Inline::Text(words.to_owned())),
    }
}

/// A text cut at its code blocks.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Section<'a> {
    Prose(&'a str),
    /// What stands between two fences of three backticks, never empty.
    Fenced(&'a str),
}

/// Cuts a text at its code blocks. A fence without its partner is words.
pub(super) fn sections(text: &str) -> Vec<Section<'_>> {
    const FENCE: &str = "```";
    let mut sections = Vec::new();
    let mut prose_from = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find(FENCE).map(|found| at + found) {
        let inside = open + FENCE.len();
        if is_escaped(text, open) {
            at = open + 1;
            continue;
        }
        let Some(close) = text[inside..].find(FENCE).map(|found| inside + found) else {
            break;
        };
        if text[inside..close].trim().is_empty() {
            at = close;
            continue;
        }
        if prose_from < open {
            sections.push(Section::Prose(&text[prose_from..open]));
        }
        sections.push(Section::Fenced(&text[inside..close]));
        prose_from = close + FENCE.len();
        at = prose_from;
    }
    if prose_from < text.len() {
        sections.push(Section::Prose(&text[prose_from..]));
    }
    sections
}

/// Whether an odd number of backslashes stands before this place.
fn is_escaped(text: &str, at: usize) -> bool {
    let backslashes = text[..at].bytes().rev().take_while(|b| *b == b'\\').count();
    backslashes % 2 == 1
}

/// The address that begins here, if one does: up to white space or a sign that none contains
/// unencoded, without the punctuation of the sentence around it.
pub(super) fn url_at(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"]
        .into_iter()
        .find(|scheme| starts_with_ignoring_case(text, scheme))?;
    let ends = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '`' | '\\');
    let mut url = &text[..text.find(ends).unwrap_or(text.len())];
    let brackets = |sign: char| url.matches(sign).count();
    // Counted once: somebody may send sixty thousand of them.
    let mut unopened = brackets(')').saturating_sub(brackets('('));
    while let Some(last) = url.chars().next_back() {
        let is_punctuation = match last {
            '.' | ',' | ':' | ';' | '!' | '?' | '\'' | ']' | '}' | '*' | '_' | '~' | '|' => true,
            ')' => unopened > 0,
            _ => false,
        };
        if !is_punctuation {
            break;
        }
        if last == ')' {
            unopened -= 1;
        }
        url = &url[..url.len() - last.len_utf8()];
    }
    (url.len() > scheme.len()).then_some(url)
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_at_code_blocks() {
        use Section::{Fenced, Prose};
        let table = [
            ("a", vec![Prose("a")]),
            ("```a```", vec![Fenced("a")]),
            ("a ```b``` c", vec![Prose("a "), Fenced("b"), Prose(" c")]),
            ("a ```b", vec![Prose("a ```b")]),
            ("```a````", vec![Fenced("a"), Prose("`")]),
            ("`````````a```", vec![Prose("``````"), Fenced("a")]),
            ("\\```a```", vec![Prose("\\```a```")]),
            ("\\\\```a```", vec![Prose("\\\\"), Fenced("a")]),
            ("``````", vec![Prose("``````")]),
            ("``` ```a```", vec![Prose("``` "), Fenced("a")]),
            ("", vec![]),
        ];
        for (text, expected) in table {
            assert_eq!(sections(text), expected, "{text}");
        }
    }

    #[test]
    fn an_address_ends_where_the_sentence_goes_on() {
        let table = [
            ("https://x.com/a_b*c d", Some("https://x.com/a_b*c")),
            ("HTTP://x.com.", Some("HTTP://x.com")),
            ("https://x.com/a_(b)) c", Some("https://x.com/a_(b)")),
            ("https://x.com?!", Some("https://x.com")),
            ("https://x.com/(a.).)),) c", Some("https://x.com/(a.)")),
            ("https://x.com/((a).)", Some("https://x.com/((a).)")),
            ("https://x.com>", Some("https://x.com")),
            ("https://x.com/a|b c", Some("https://x.com/a|b")),
            ("https://x.com||", Some("https://x.com")),
            ("https://", None),
            ("https:// x", None),
            ("ftp://x", None),
        ];
        for (text, expected) in table {
            assert_eq!(url_at(text), expected, "{text}");
        }
    }
}
