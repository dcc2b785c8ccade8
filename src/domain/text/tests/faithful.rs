//! What is written on one side is what is seen on the other, by readings that share nothing with
//! the conversion.

use proptest::prelude::*;

use super::effects::hostile;
use super::looks::{BOLD, CODE, ITALIC, Letters, QUOTED, STRIKE, words};
use super::{discord, phone, whatsapp};
use crate::domain::text::invisible::harmless;
use crate::domain::text::{Unit, split, to_discord};

/// A stretch of a line.
#[derive(Debug, Clone)]
struct Stretch {
    /// What an agent types for it; a customer types the words.
    typed: String,
    /// The words that are seen.
    words: String,
    /// How they look.
    looks: u8,
}

impl Stretch {
    fn new(typed: &str, words: &str, looks: u8) -> Self {
        Self {
            typed: typed.to_owned(),
            words: words.to_owned(),
            looks,
        }
    }
}

/// What a line begins with.
#[derive(Debug, Clone, Copy)]
enum Beginning {
    Words,
    Item,
    Number,
    Quote,
    Heading,
    Small,
}

/// A part of a message.
#[derive(Debug, Clone)]
enum Block {
    /// Stretches, parted by spaces or, where both sides can part them, by nothing.
    Line(Beginning, Vec<(Stretch, bool)>),
    /// Code on lines of its own.
    Code(String),
}

/// Words in one look, or words in a look inside another.
fn words_in_looks() -> impl Strategy<Value = Stretch> {
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
    (words, looks).prop_map(|(words, looks)| Stretch::new(&words, &words, looks))
}

/// Addresses, bare and behind other words, and what only Discord has a form for.
fn made_plain() -> impl Strategy<Value = Stretch> {
    let looks = prop::sample::select(vec![0, 0, BOLD, STRIKE, BOLD | STRIKE]);
    let forms = prop::sample::select(vec![
        ("https://x.com/a", "https://x.com/a"),
        (
            "http://x.com/a_b?c=1&d=%20#e",
            "http://x.com/a_b?c=1&d=%20#e",
        ),
        ("<https://x.com/a_(b)>", "https://x.com/a_(b)"),
        ("[Loja](https://x.com/a_b)", "Loja (https://x.com/a_b)"),
        ("[a b](<http://x.com>)", "a b (http://x.com)"),
        ("[a](https://x.com \"título\")", "a (https://x.com)"),
        ("[https://x.com](https://x.com)", "https://x.com"),
        ("<@1>", "@Carla"),
        ("<@!1>", "@Carla"),
        ("<@&2>", "@vendas"),
        ("<#2>", "#vendas"),
        ("<:legal:123>", ":legal:"),
        ("<t:1795300000:d>", "21/11/2026"),
        ("||a b||", "a b"),
        ("__a b__", "a b"),
    ]);
    (forms, looks).prop_map(|((typed, words), looks)| Stretch::new(typed, words, looks))
}

/// Lines and blocks of code.
fn message() -> impl Strategy<Value = Vec<Block>> {
    let stretch = prop_oneof![3 => words_in_looks(), 1 => made_plain()];
    let beginning = prop::sample::select(vec![
        Beginning::Words,
        Beginning::Words,
        Beginning::Item,
        Beginning::Number,
        Beginning::Quote,
        Beginning::Heading,
        Beginning::Small,
    ]);
    let line = (
        beginning,
        prop::collection::vec((stretch, any::<bool>()), 1..6),
    );
    let block = prop_oneof![
        6 => line.prop_map(|(beginning, line)| Block::Line(beginning, line)),
        1 => "[a-z*_~>|#.]{1,8}( [a-z0-9*_~]{1,6}){0,3}(\n {0,2}[a-z*_#.-]{1,8}){0,3}"
            .prop_map(Block::Code),
    ];
    prop::collection::vec(block, 1..5)
}

/// Where a message is written, by its signs for each look.
struct Side {
    signs: [(u8, &'static str); 4],
    is_discord: bool,
}

const ON_WHATSAPP: Side = Side {
    signs: [(BOLD, "*"), (ITALIC, "_"), (STRIKE, "~"), (CODE, "`")],
    is_discord: false,
};
const IN_DISCORD: Side = Side {
    signs: [(BOLD, "**"), (ITALIC, "_"), (STRIKE, "~~"), (CODE, "`")],
    is_discord: true,
};

impl Side {
    /// What is typed at a line's beginning, what is seen of it, and how the line looks for it.
    fn begins(&self, beginning: Beginning) -> (&'static str, &'static str, u8) {
        match beginning {
            Beginning::Words => ("", "", 0),
            Beginning::Item => ("- ", "• ", 0),
            Beginning::Number => ("1. ", "1. ", 0),
            Beginning::Quote => ("> ", "", QUOTED),
            Beginning::Heading if self.is_discord => ("## ", "", BOLD),
            Beginning::Heading => ("## ", "## ", 0),
            Beginning::Small if self.is_discord => ("-# ", "", 0),
            Beginning::Small => ("-# ", "-# ", 0),
        }
    }

    /// The message with the signs of this side, and what the phone shows of it.
    fn written(&self, message: &[Block]) -> (String, Letters) {
        // What stands in the first line begins no line.
        let (mut text, mut letters) = ("oi".to_owned(), vec![('o', 0), ('i', 0)]);
        for (index, block) in message.iter().enumerate() {
            match block {
                Block::Code(code) => {
                    let (opens, closes) = match self.is_discord {
                        true => ("```\n", "\n```"),
                        false => ("```", "```"),
                    };
                    text.push_str(&format!("\n{opens}{code}{closes}"));
                    letters.push(('\n', 0));
                    letters.extend(code.chars().map(|c| (c, CODE)));
                }
                Block::Line(_, line) if index == 0 => {
                    text.push(' ');
                    letters.push((' ', 0));
                    self.write_line(line, 0, &mut text, &mut letters);
                }
                Block::Line(beginning, line) => {
                    let (typed, seen, looks) = self.begins(*beginning);
                    text.push('\n');
                    letters.push(('\n', 0));
                    text.push_str(typed);
                    letters.extend(seen.chars().map(|c| (c, looks)));
                    self.write_line(line, looks, &mut text, &mut letters);
                }
            }
        }
        (text, letters)
    }

    fn write_line(
        &self,
        line: &[(Stretch, bool)],
        around: u8,
        text: &mut String,
        letters: &mut Letters,
    ) {
        let mut before = 0;
        for (place, (stretch, is_glued)) in line.iter().enumerate() {
            let looks = stretch.looks;
            // A style that touches a word is none on WhatsApp, nor one that begins where another
            // of the same ended.
            let can_touch = !self.is_discord && looks != 0 && before != 0 && looks & before == 0;
            if place > 0 && !(*is_glued && can_touch) {
                text.push(' ');
                letters.push((' ', around));
            }
            let own: Vec<&str> = self
                .signs
                .iter()
                .filter(|(look, _)| looks & look != 0)
                .map(|(_, sign)| *sign)
                .collect();
            text.extend(own.iter().copied());
            text.push_str(if self.is_discord {
                &stretch.typed
            } else {
                &stretch.words
            });
            text.extend(own.iter().rev().copied());
            letters.extend(stretch.words.chars().map(|c| (c, looks | around)));
            // Behind an address code stands apart.
            before = if stretch.words.contains("://") {
                0
            } else {
                looks
            };
        }
    }
}

/// What the phone shows, as the bot shows it in Discord: there a quote is words behind its sign.
fn in_the_thread(letters: &Letters) -> Letters {
    let mut shown = Letters::new();
    let mut is_quoted = false;
    for (c, looks) in letters {
        if looks & QUOTED != 0 && !is_quoted {
            shown.extend([('>', 0), (' ', 0)]);
        }
        is_quoted = looks & QUOTED != 0;
        shown.push((*c, looks & !QUOTED));
    }
    shown
}

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
        let (text, expected) = ON_WHATSAPP.written(&message);
        prop_assert_eq!(&phone::read(&text), &expected, "{}", text);
        let expected = in_the_thread(&expected);
        let there = to_discord(&text);
        let shown = discord::read(&there);
        prop_assert_eq!(shown.effects, Vec::<String>::new(), "{} {}", text, there);
        prop_assert_eq!(drawn(shown.letters), expected, "{} {}", text, there);
    }

    #[test]
    fn an_agents_words_are_seen_as_in_discord(message in message()) {
        let (text, expected) = IN_DISCORD.written(&message);
        let there = whatsapp(&text);
        prop_assert_eq!(phone::read(&there), expected, "{} {}", text, there);
    }

    #[test]
    fn an_agents_words_come_back_as_they_were(message in message()) {
        let (text, expected) = IN_DISCORD.written(&message);
        let back = to_discord(&whatsapp(&text));
        let shown = discord::read(&back);
        prop_assert_eq!(drawn(shown.letters), in_the_thread(&expected), "{} {}", text, back);
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
    fn nothing_of_an_agents_text_is_lost(
        before in "[a1é\\n *_~`|()#@.:t\\\\-]{0,60}",
        after in "[a1é\\n *_~`|()#@.:t\\\\-]{0,60}",
    ) {
        let text = format!("{before} [Loja](https://x.com/b1) {after}");
        let seen = words(&phone::read(&whatsapp(&text)));
        let kept = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(kept(&seen), kept(&text), "{}", text);
        // Whatever stands around it: where a link leads is never a matter of trust.
        prop_assert!(seen.contains("https://x.com/b1"), "{} {}", text, seen);
    }
}
