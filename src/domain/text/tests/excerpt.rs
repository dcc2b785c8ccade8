use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::excerpt;

#[test]
fn is_one_line_with_an_ellipsis_where_it_was_cut() {
    let family = "👩\u{200d}👩\u{200d}👧";
    let table = [
        ("Já paguei", 20, "Já paguei".to_owned()),
        ("Já paguei", 9, "Já paguei".to_owned()),
        ("Já paguei", 8, "Já pagu…".to_owned()),
        ("Já paguei", 4, "Já…".to_owned()),
        ("  a\n\n b\t c ", 20, "a b c".to_owned()),
        (&family.repeat(3), 2, format!("{family}…")),
        ("abc", 1, "…".to_owned()),
        ("abc", 0, String::new()),
        ("\u{200b}\u{3164}", 5, String::new()),
    ];
    for (text, max, expected) in table {
        assert_eq!(excerpt(text, max), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn is_never_longer_than_asked(text in any::<String>(), max in 0usize..20) {
        let short = excerpt(&text, max);
        prop_assert!(short.graphemes(true).count() <= max);
        prop_assert!(!short.contains('\n'));
    }
}
