use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::{Unit, split};

fn parts(text: &str, limit: usize) -> Vec<String> {
    split(text, limit, Unit::Chars)
}

#[test]
fn what_fits_stays_whole() {
    assert_eq!(parts("a\n b ", 32), ["a\n b "]);
    assert_eq!(parts(" \n ", 32), Vec::<String>::new());
    assert_eq!(parts("", 32), Vec::<String>::new());
}

#[test]
fn cuts_between_lines_then_words_then_characters() {
    let line = "a".repeat(20);
    assert_eq!(
        parts(&format!("{line}\n{line}"), 32),
        [line.as_str(), &line]
    );

    let word = "b".repeat(25);
    assert_eq!(
        parts(&format!("a\n{word} {word}"), 32),
        [format!("a\n{word}"), word.clone()]
    );

    let long = "c".repeat(70);
    let sizes: Vec<_> = parts(&long, 32).iter().map(String::len).collect();
    assert_eq!(sizes, [32, 32, 6]);
}

#[test]
fn never_cuts_what_readers_see_as_one() {
    let family = "👩\u{200d}👩\u{200d}👧";
    let text = family.repeat(20);
    for part in split(&text, 33, Unit::Utf16) {
        assert!(part.encode_utf16().count() <= 33);
        assert!(part.graphemes(true).all(|grapheme| grapheme == family));
    }
}

#[test]
fn a_sign_keeps_its_backslash_and_code_its_end() {
    let text = format!("{}\\# a", "x".repeat(31));
    assert_eq!(parts(&text, 32), [&"x".repeat(31), "\\# a"]);
    let text = format!("{} `{}` y", "x".repeat(20), "c c".repeat(5));
    assert_eq!(
        parts(&text, 32),
        ["x".repeat(20), format!("`{}` y", "c c".repeat(5))]
    );
}

#[test]
fn a_code_block_is_closed_and_opened_again() {
    let text = "oi\n```\nlinha um aqui\nlinha dois aqui\nlinha três\n```\nfim";
    let expected = [
        "oi\n```\nlinha um aqui\n```",
        "```\nlinha dois aqui\n```",
        "```\nlinha três\n```\nfim",
    ];
    assert_eq!(parts(text, 32), expected);
}

#[test]
fn a_quoted_code_block_stays_quoted() {
    let text = "> ```\n> linha um aqui\n> linha dois\n> ```\n> fim";
    let expected = [
        "> ```\n> linha um aqui\n> ```",
        "> ```\n> linha dois\n> ```\n> fim",
    ];
    assert_eq!(parts(text, 34), expected);
}

#[test]
fn units_differ_for_emoji() {
    assert_eq!(Unit::Chars.length("a😀"), 2);
    assert_eq!(Unit::Utf16.length("a😀"), 3);
    let text = "😀".repeat(40);
    assert_eq!(split(&text, 40, Unit::Chars).len(), 1);
    assert_eq!(split(&text, 40, Unit::Utf16).len(), 2);
}

/// What readers see as characters, but for white space, bars and the signs of code, which come and go
/// with the cuts.
fn bare(text: &str) -> Vec<&str> {
    text.graphemes(true)
        .map(|grapheme| grapheme.trim_start_matches('`').trim())
        .filter(|grapheme| !grapheme.is_empty() && *grapheme != ">")
        .collect()
}

proptest! {
    #[test]
    fn parts_fit_lose_nothing_and_cut_through_nothing_that_is_seen_as_one(
        text in "([a-zé😀\\\\#>-]{1,40}|`[a-z ]{1,5}`| |\n|\r\n|```|👩\u{200d}👩\u{200d}👧|👍🏽|🇧🇷|1\u{fe0f}\u{20e3}|ee\u{301}\u{323}|\u{301}|\u{200d}a|https://x.com/a\u{301}|`(x|👩\u{200d}👧|e\u{301}){20,40}`){0,60}",
        limit in 32usize..100,
    ) {
        for unit in [Unit::Utf16, Unit::Chars] {
            let parts = split(&text, limit, unit);
            for part in &parts {
                prop_assert!(unit.length(part) <= limit, "{:?}", part);
                prop_assert!(!part.trim().is_empty());
            }
            let seen: Vec<&str> = parts.iter().flat_map(|part| bare(part)).collect();
            prop_assert_eq!(seen, bare(&text), "{:?}", parts);
        }
    }

    #[test]
    fn fences_are_always_in_pairs(
        blocks in prop::collection::vec(("[a-z \n]{0,60}", "[a-z \n]{1,80}"), 1..5),
        limit in 32usize..80,
    ) {
        let text: String = blocks
            .iter()
            .map(|(prose, code)| format!("{prose}```x{code}```"))
            .collect();
        for part in split(&text, limit, Unit::Chars) {
            prop_assert_eq!(part.matches("```").count() % 2, 0, "{:?}", part);
            prop_assert!(part.chars().count() <= limit);
        }
    }

    #[test]
    fn never_panics(text in any::<String>(), limit in 0usize..50) {
        let _ = split(&text, limit, Unit::Chars);
    }
}
