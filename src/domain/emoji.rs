//! Emojis as Discord's own clients write them.

use unicode_properties::{EmojiStatus, UnicodeEmoji as _};
use unicode_segmentation::UnicodeSegmentation as _;

use super::mark::Mark;

/// The sign that makes an emoji of a symbol.
const SELECTOR: char = '\u{fe0f}';

/// The frame around a digit that makes a key of it.
const KEYCAP: char = '\u{20e3}';

/// No emoji is made of more characters.
const CHARS_MAX: usize = 16;

/// A customer's emoji as it is shown under a message; `None` if it is none, or one of our marks: what
/// a customer did must not seem to be what became of a message.
pub fn shown(emoji: &str) -> Option<String> {
    let mut marks = Mark::ALL.iter();
    let is_mark = marks.any(|mark| bare(mark.emoji()) == bare(emoji));
    one(emoji).filter(|_| !is_mark)
}

/// The emoji in its full form, which is the one that Discord's own clients use; `None` if it is none.
pub fn one(emoji: &str) -> Option<String> {
    let is_one = emoji.graphemes(true).count() == 1 && emoji.chars().count() <= CHARS_MAX;
    if !is_one || !emoji.chars().all(char::is_emoji_char_or_emoji_component) {
        return None;
    }
    let full = full(emoji);
    let mut chars = full.chars();
    let first = chars.next()?;
    // A digit alone is a digit.
    let is_emoji = first.is_emoji_char() && (!first.is_ascii() || full.ends_with(KEYCAP));
    is_emoji.then_some(full)
}

/// With the selector behind each symbol that would be shown as a letter without it, and nowhere
/// else. A skin tone makes an emoji of what it follows by itself.
fn full(emoji: &str) -> String {
    let bare = bare(emoji);
    let mut full = String::with_capacity(emoji.len() + SELECTOR.len_utf8());
    let mut chars = bare.chars().peekable();
    while let Some(c) = chars.next() {
        full.push(c);
        let toned = chars.peek().is_some_and(|next| is_tone(*next));
        if is_symbol(c) && !toned {
            full.push(SELECTOR);
        }
    }
    full
}

fn bare(emoji: &str) -> String {
    emoji.chars().filter(|c| *c != SELECTOR).collect()
}

fn is_symbol(c: char) -> bool {
    matches!(
        c.emoji_status(),
        EmojiStatus::EmojiOther
            | EmojiStatus::EmojiModifierBase
            | EmojiStatus::EmojiOtherAndEmojiComponent
    )
}

/// Whether it only gives the emoji before it a colour of skin.
pub(super) fn is_tone(c: char) -> bool {
    c.emoji_status() == EmojiStatus::EmojiPresentationAndModifierAndEmojiComponent
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn emojis_are_shown_in_full() {
        for (told, full) in [
            ("👍", "👍"),
            ("👍\u{fe0f}", "👍"),
            ("👍🏽", "👍🏽"),
            ("❤", "❤\u{fe0f}"),
            ("❤\u{fe0f}", "❤\u{fe0f}"),
            ("✌", "✌\u{fe0f}"),
            ("✌🏽", "✌🏽"),
            ("🇧🇷", "🇧🇷"),
            ("1\u{20e3}", "1\u{fe0f}\u{20e3}"),
            ("❤\u{200d}🔥", "❤\u{fe0f}\u{200d}🔥"),
            ("👩\u{200d}⚕", "👩\u{200d}⚕\u{fe0f}"),
            ("🏳\u{fe0f}\u{200d}🌈", "🏳\u{fe0f}\u{200d}🌈"),
        ] {
            assert_eq!(shown(told).as_deref(), Some(full), "{told}");
        }
    }

    #[test]
    fn neither_words_nor_our_marks_are() {
        for told in [
            "", "a", "7", "#", "ok", "👍👍", "a:1234", "../@me", "\u{200d}", "%2F",
        ] {
            assert_eq!(shown(told), None, "{told}");
        }
        for mark in Mark::ALL {
            assert_eq!(shown(mark.emoji()), None, "{mark:?}");
            assert_eq!(shown(&bare(mark.emoji())), None, "{mark:?}");
        }
    }

    proptest! {
        #[test]
        fn once_in_full_it_stays_so(told in "[👍❤✌🏽🇧🇷1\u{20e3}\u{fe0f}\u{200d}🔥🏳🌈]{1,5}") {
            if let Some(full) = shown(&told) {
                prop_assert_eq!(shown(&full), Some(full));
            }
        }
    }
}
