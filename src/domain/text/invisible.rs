//! Characters that draw nothing, and what can be done with them to deceive a reader: hide the
//! beginning of a text, turn its direction around, or cover the lines above with accents.

use unicode_normalization::char::is_combining_mark;

/// More accents than this on one letter are decoration that runs into the lines around it; no
/// language needs as many.
const MARKS_MAX: usize = 4;

/// Whether a character draws nothing by itself and is no white space that people type.
pub fn is_invisible(c: char) -> bool {
    is_control(c) || is_direction(c) || is_zero_width(c) || is_blank_letter(c)
}

fn is_control(c: char) -> bool {
    c.is_control() && !c.is_whitespace()
}

/// Marks that change the direction in which the text around them runs.
fn is_direction(c: char) -> bool {
    matches!(
        c,
        '\u{061c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

fn is_zero_width(c: char) -> bool {
    matches!(
        c,
        '\u{00ad}'
            | '\u{034f}'
            | '\u{17b4}'
            | '\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2065}'
            | '\u{206a}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Letters and symbols of which nothing is seen.
fn is_blank_letter(c: char) -> bool {
    matches!(
        c,
        '\u{115f}' | '\u{1160}' | '\u{2800}' | '\u{3164}' | '\u{ffa0}'
    )
}

/// The text with what draws nothing taken out, unless its neighbours need it: joiners inside an
/// emoji or a script that is written with them, the sign that makes an emoji of a symbol, the
/// letters of a flag. Blank letters become spaces, every line break becomes `\n`, and nothing
/// carries more than four accents.
pub fn harmless(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut marks = 0;
    let mut in_flag = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let last = kept.chars().next_back();
        let next = chars.peek().copied();
        in_flag = c == '\u{1f3f4}' || (in_flag && is_flag_letter(c));
        if is_combining_mark(c) {
            marks += 1;
        } else if !is_invisible(c) {
            marks = 0;
        }
        match c {
            '\r' if next == Some('\n') => {}
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => kept.push('\n'),
            '\t' => kept.push(' '),
            '\u{200c}' | '\u{200d}' => {
                if last.is_some_and(joins) && next.is_some_and(is_joined) {
                    kept.push(c);
                }
            }
            '\u{fe0e}' | '\u{fe0f}' => {
                if last.is_some_and(|last| !last.is_whitespace() && !is_invisible(last)) {
                    kept.push(c);
                }
            }
            c if is_flag_letter(c) && in_flag => kept.push(c),
            c if is_blank_letter(c) => kept.push(' '),
            c if is_invisible(c) => {}
            _ if marks > MARKS_MAX => {}
            c => kept.push(c),
        }
    }
    kept
}

/// Whether a joiner after this character means something: emoji and scripts beyond the Latin one.
fn joins(c: char) -> bool {
    c > '\u{024f}' && !c.is_whitespace() && (!is_invisible(c) || c == '\u{fe0f}')
}

/// Whether a joiner before this character means something.
fn is_joined(c: char) -> bool {
    joins(c) && c != '\u{fe0f}' && !is_combining_mark(c)
}

/// The invisible letters that say which region a black flag belongs to.
fn is_flag_letter(c: char) -> bool {
    matches!(c, '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_what_is_needed_and_nothing_else() {
        let england = "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}";
        let table = [
            ("Olá, tudo bem?", "Olá, tudo bem?"),
            (
                "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥",
                "👩\u{200d}👩\u{200d}👧 ❤\u{fe0f}\u{200d}🔥",
            ),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            (england, england),
            ("x\u{e0067}", "x"),
            ("a\u{200b}b\u{200d}c\u{2060}\u{feff}", "abc"),
            ("\u{202e}gpj.exe\u{202c}", "gpj.exe"),
            ("\u{fe0f}#", "#"),
            ("a\u{0}\u{7}b\tc", "ab c"),
            ("a\r\nb\rc\u{2028}d", "a\nb\nc\nd"),
            ("\u{3164}\u{2800}", "  "),
            ("é e\u{301}", "é e\u{301}"),
        ];
        for (text, expected) in table {
            assert_eq!(harmless(text), expected, "{text:?}");
        }
    }

    #[test]
    fn accents_do_not_pile_up() {
        let pile = format!("a{}b\u{301}", "\u{301}".repeat(50));
        assert_eq!(harmless(&pile).chars().count(), 1 + MARKS_MAX + 2);
    }

    proptest! {
        #[test]
        fn twice_changes_nothing(text in any::<String>()) {
            let once = harmless(&text);
            prop_assert_eq!(harmless(&once), once);
        }

        #[test]
        fn twice_changes_nothing_among_joiners(
            text in "[a👩ख\u{200c}\u{200d}\u{fe0f}\u{301}\u{200b}🏴\u{e0067} \r\n]{0,12}",
        ) {
            let once = harmless(&text);
            prop_assert_eq!(harmless(&once), once);
        }
    }
}
