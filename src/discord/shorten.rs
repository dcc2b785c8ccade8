//! Cutting texts to Discord's limits.

use unicode_segmentation::UnicodeSegmentation;

/// `text` in at most `limit` characters, cut between graphemes and ended with `…` if it was longer.
///
/// Counted in UTF-16 units, which no way of counting that Discord uses exceeds.
pub fn shorten(text: &str, limit: usize) -> String {
    if length(text) <= limit {
        return text.to_owned();
    }
    let mut left = limit.saturating_sub(1);
    let mut short: String = text
        .graphemes(true)
        .take_while(|grapheme| {
            let fits = length(grapheme) <= left;
            left = left.saturating_sub(length(grapheme));
            fits
        })
        .collect();
    short.truncate(short.trim_end().len());
    if limit > 0 {
        short.push('…');
    }
    short
}

/// How many characters Discord counts at most for `text`.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fits_stays_as_it_is() {
        assert_eq!(shorten("Ana Souza", 9), "Ana Souza");
        assert_eq!(shorten("", 0), "");
    }

    #[test]
    fn what_is_too_long_ends_with_an_ellipsis_within_the_limit() {
        assert_eq!(shorten("Ana Souza", 8), "Ana Sou…");
        assert_eq!(shorten("Ana Souza", 5), "Ana…");
        assert_eq!(shorten("Ana", 0), "");
    }

    #[test]
    fn nothing_is_cut_in_the_middle_of_a_grapheme() {
        // The family is one grapheme of eight UTF-16 units, the accent a character of its own.
        let family = "👨\u{200D}👩\u{200D}👧";
        assert_eq!(shorten(&format!("a{family}b"), 9), "a…");
        assert_eq!(shorten(&format!("a{family}bc"), 10), format!("a{family}…"));
        assert_eq!(shorten("Joe\u{301}l", 4), "Jo…");
    }
}
