//! A text as WhatsApp shows it: a reading of its own, which shares nothing with ours.
//! <https://faq.whatsapp.com/539178204879377>

use super::looks::{BOLD, CODE, ITALIC, Letters, QUOTED, STRIKE};

/// Reads a message; bullets are `•`.
pub fn read(message: &str) -> Letters {
    let mut letters = Letters::new();
    let mut rest = message;
    // Blocks of code may go over lines; everything else ends with its line.
    while let Some((before, inside)) = rest.split_once("```") {
        let Some((code, after)) = inside
            .split_once("```")
            .filter(|(code, _)| !code.trim().is_empty())
        else {
            break;
        };
        lines(before, &mut letters);
        letters.extend(code.chars().map(|c| (c, CODE)));
        rest = after;
    }
    lines(rest, &mut letters);
    letters
}

fn lines(text: &str, letters: &mut Letters) {
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            letters.push(('\n', 0));
        }
        let is_beginning = letters.last().is_none_or(|(c, _)| *c == '\n');
        let (looks, line) = match line.strip_prefix("> ").filter(|_| is_beginning) {
            Some(quoted) => (QUOTED, quoted),
            None => (0, line),
        };
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        match item.filter(|item| is_beginning && !item.trim().is_empty()) {
            Some(item) => {
                letters.extend([('•', looks), (' ', looks)]);
                inline(item.trim_start(), None, looks, letters);
            }
            None => inline(line, None, looks, letters),
        }
    }
}

fn inline(text: &str, before: Option<char>, looks: u8, letters: &mut Letters) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let last = text[..at].chars().next_back().or(before);
        let look = match c {
            '*' => BOLD,
            '_' => ITALIC,
            '~' => STRIKE,
            '`' => CODE,
            _ => 0,
        };
        let opens = look != 0 && looks & look == 0 && !last.is_some_and(char::is_alphanumeric);
        let end = if opens { end_of(&text[at..], c) } else { None };
        match end {
            Some(end) => {
                let inside = &text[at + 1..at + end];
                if look == CODE {
                    letters.extend(inside.chars().map(|c| (c, looks | CODE)));
                } else {
                    inline(inside, Some(c), looks | look, letters);
                }
                at += end + 1;
            }
            None => {
                letters.push((c, looks));
                at += c.len_utf8();
            }
        }
    }
}

/// Where the style that may begin here ends.
fn end_of(text: &str, sign: char) -> Option<usize> {
    let inside = &text[1..];
    // What draws nothing parts a sign from its words as a space does.
    let parts = |c: char| c.is_whitespace() || c == '\u{200b}';
    if inside.starts_with(parts) || inside.starts_with(sign) {
        return None;
    }
    let ends = inside.match_indices(sign).map(|(end, _)| end);
    ends.take(if sign == '`' { 1 } else { usize::MAX })
        .find_map(|end| {
            let is_tight = !inside[..end].ends_with(char::is_whitespace);
            let goes_on = inside[end + 1..].starts_with(char::is_alphanumeric);
            (is_tight && !goes_on).then_some(end + 1)
        })
}

#[test]
fn reads_as_the_phone_does() {
    let table: [(&str, &str, &[u8]); 9] = [
        ("*a* b", "a b", &[BOLD, 0, 0]),
        ("_*a*_", "a", &[BOLD | ITALIC]),
        ("a*b*c", "a*b*c", &[0; 5]),
        ("* a*", "• a*", &[0; 4]),
        ("> ~a~", "a", &[QUOTED | STRIKE]),
        ("`*a*`", "*a*", &[CODE; 3]),
        ("```a\nb```", "a\nb", &[CODE; 3]),
        ("(*a*)", "(a)", &[0, BOLD, 0]),
        ("*\u{200b}a*", "*\u{200b}a*", &[0; 4]),
    ];
    for (text, words, looks) in table {
        let expected: Letters = words.chars().zip(looks.iter().copied()).collect();
        assert_eq!(read(text), expected, "{text}");
    }
}
