//! What is written on one side is what is seen on the other, by readings that share nothing with
//! the conversion.

use proptest::prelude::*;

use super::effects::hostile;
use super::looks::{BOLD, CODE, ITALIC, Letters, STRIKE, words};
use super::{discord, phone, whatsapp};
use crate::domain::text::invisible::harmless;
use crate::domain::text::{Unit, split, to_discord};

/// A stretch of a line: words, and how they look.
type Stretch = (String, u8);

/// Words in one look, or words in a look inside another.
fn stretch() -> impl Strategy<Value = Stretch> {
    let looks = prop::sample::select(vec![
        0,
        0,
        0,
        BOLD,
        ITALIC,
        STRIKE,
        CODE,
        BOLD | ITALIC,
        BOLD | STRIKE,
        ITALIC | STRIKE,
        BOLD | ITALIC | STRIKE,
    ]);
    let words = prop_oneof![
        "[a-zçãéÁ漢0-9😀🙏]{1,8}( [a-zçé0-9]{1,6}){0,2}",
        // What is a sign on neither side, or on one.
        prop::sample::select(vec![
            "50%",
            "R$ 1,50",
            "a@b.com",
            "#1",
            "<3",
            "x > y",
            "[ok]",
            "10:30:45",
            ":lock:",
            "¯(ツ)",
            "1+1",
            "é|í",
            "(oi)",
            "fim.",
            "@everyone",
            "👩\u{200d}👩\u{200d}👧",
            "e\u{301}",
        ])
        .prop_map(str::to_owned),
    ];
    (words, looks)
}

/// Lines of stretches, parted by spaces or, where both sides can part them, by nothing.
fn message() -> impl Strategy<Value = Vec<(bool, Vec<(Stretch, bool)>)>> {
    let line = (
        any::<bool>(),
        prop::collection::vec((stretch(), any::<bool>()), 1..6),
    );
    prop::collection::vec(line, 1..4)
}

/// The message with the signs that one side has for each look, and what is to be seen of it.
fn written(
    message: &[(bool, Vec<(Stretch, bool)>)],
    signs: &[(u8, &str)],
    may_touch: bool,
) -> (String, Letters) {
    let (mut text, mut letters) = ("oi ".to_owned(), vec![('o', 0), ('i', 0), (' ', 0)]);
    for (index, (is_item, line)) in message.iter().enumerate() {
        if index > 0 {
            text.push('\n');
            letters.push(('\n', 0));
            if *is_item {
                text.push_str("- ");
                letters.extend([('•', 0), (' ', 0)]);
            }
        }
        let mut before = 0;
        for (place, ((words, looks), is_glued)) in line.iter().enumerate() {
            // A style that touches a word is none on WhatsApp, nor one that begins where another
            // of the same ended.
            let can_touch = may_touch && *looks != 0 && before != 0 && looks & before == 0;
            if place > 0 && !(*is_glued && can_touch) {
                text.push(' ');
                letters.push((' ', 0));
            }
            let own: Vec<&str> = signs
                .iter()
                .filter(|(look, _)| looks & look != 0)
                .map(|(_, sign)| *sign)
                .collect();
            text.extend(own.iter().copied());
            text.push_str(words);
            text.extend(own.iter().rev().copied());
            letters.extend(words.chars().map(|c| (c, *looks)));
            before = *looks;
        }
    }
    (text, letters)
}

const ON_WHATSAPP: [(u8, &str); 4] = [(BOLD, "*"), (ITALIC, "_"), (STRIKE, "~"), (CODE, "`")];
const IN_DISCORD: [(u8, &str); 4] = [(BOLD, "**"), (ITALIC, "_"), (STRIKE, "~~"), (CODE, "`")];

/// What was seen, without what draws nothing.
fn drawn(letters: Letters) -> Letters {
    letters
        .into_iter()
        .filter(|(c, _)| *c != '\u{200b}')
        .collect()
}

/// A text without what may be a sign on one side and not on the other, and without white space.
fn bare(text: &str) -> String {
    let text = text
        .replace("%2A", "*")
        .replace("%5B", "[")
        .replace("%5D", "]");
    let text = text.replace("%7E", "~").replace("%40", "@");
    let text = text.replace("%7C", "|");
    let is_sign = |c: char| c.is_whitespace() || "*_~`-•\u{200b}".contains(c);
    text.chars().filter(|c| !is_sign(*c)).collect()
}

/// What no text of a customer may do, whatever it holds.
#[track_caller]
fn assert_harmless(text: &str, message: &str) {
    let shown = discord::read(message);
    assert_eq!(shown.effects, Vec::<String>::new(), "{text:?} {message:?}");
    // In code nothing passes for a line of ours.
    for line in shown.letters.split(|(c, _)| *c == '\n') {
        let first = line
            .iter()
            .find(|(c, _)| !['•', ' ', '\u{200b}'].contains(c));
        if let Some((sign @ ('⚙' | '🔒'), looks)) = first {
            let is_apart = looks & CODE != 0 || message.contains(&format!("\\{sign}"));
            assert!(is_apart, "{text:?}");
        }
    }
}

proptest! {
    #[test]
    fn a_customers_words_are_seen_as_on_the_phone(message in message()) {
        let (text, expected) = written(&message, &ON_WHATSAPP, true);
        prop_assert_eq!(&phone::read(&text), &expected, "{}", text);
        let there = to_discord(&text);
        let shown = discord::read(&there);
        prop_assert_eq!(shown.effects, Vec::<String>::new(), "{} {}", text, there);
        prop_assert_eq!(drawn(shown.letters), expected, "{} {}", text, there);
    }

    #[test]
    fn an_agents_words_are_seen_as_in_discord(message in message()) {
        let (text, expected) = written(&message, &IN_DISCORD, false);
        let there = whatsapp(&text);
        prop_assert_eq!(phone::read(&there), expected, "{} {}", text, there);
    }

    #[test]
    fn an_agents_words_come_back_as_they_were(message in message()) {
        let (text, expected) = written(&message, &IN_DISCORD, false);
        let back = to_discord(&whatsapp(&text));
        let shown = discord::read(&back);
        prop_assert_eq!(drawn(shown.letters), expected, "{} {}", text, back);
    }

    #[test]
    fn nothing_is_done_to_discord_and_nothing_is_lost(text in hostile()) {
        let message = to_discord(&text);
        assert_harmless(&text, &message);
        let shown = discord::read(&message);
        for target in &shown.links {
            let is_said = bare(&harmless(&text)).contains(&bare(target));
            prop_assert!(is_said, "{} is not said in {:?}", target, text);
        }
        let seen = words(&shown.letters);
        prop_assert_eq!(bare(&seen), bare(&harmless(&text)), "{} {}", text, message);
    }

    #[test]
    fn nor_by_any_part_of_a_long_one(text in hostile(), limit in 2_000usize..2_100) {
        let text = text.repeat(60);
        for part in split(&to_discord(&text), limit, Unit::Utf16) {
            assert_harmless(&text, &part);
        }
    }

    #[test]
    fn signs_that_are_words_are_seen_as_words(text in "[a1é *_~`>\n-]{0,40}") {
        let is_sign = |c: &char| "*_~`>-".contains(*c);
        let typed = text.chars().flat_map(|c| is_sign(&c).then_some('\\').into_iter().chain([c]));
        let there = whatsapp(&typed.collect::<String>());
        let expected: Letters = text.chars().map(|c| (c, 0)).collect();
        prop_assert_eq!(drawn(phone::read(&there)), expected, "{}", there);
    }

    #[test]
    fn nothing_of_an_agents_text_is_lost(text in "[a1é\\n *_~`|()#@.:t\\\\-]{0,60}") {
        let seen = words(&phone::read(&whatsapp(&text)));
        let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(kept(&seen), kept(&text), "{}", text);
    }
}
