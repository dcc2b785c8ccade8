//! What the fields of a form are called, and what stands in them before anything is typed.

use super::variables::{self, Piece};

/// Discord's limit for the label of a text input.
const LABEL_MAX: usize = 45;
/// Discord's limit for a placeholder.
const PLACEHOLDER_MAX: usize = 100;

/// Stands for a variable in a label.
const BLANK: &str = "___";

/// The words around a variable, on its line and up to the next variables, for a label.
pub(super) fn words_around(text: &str, name: &str) -> String {
    let pieces = variables::pieces(text);
    let Some(at) = pieces
        .iter()
        .position(|piece| *piece == Piece::Variable(name))
    else {
        return BLANK.to_owned();
    };
    let words = |index: Option<usize>| match index.and_then(|index| pieces.get(index)) {
        Some(Piece::Words(words)) => *words,
        _ => "",
    };
    let before = words(at.checked_sub(1));
    let before = words_of(before.rsplit('\n').next().unwrap_or_default());
    let after = words_of(words(Some(at + 1)).split('\n').next().unwrap_or_default());
    // Words are taken in turns from both sides, the one before first, while they fit.
    let mut label = BLANK.to_owned();
    let (mut before, mut after) = (before.into_iter().rev(), after.into_iter());
    let (mut more_before, mut more_after) = (true, true);
    while more_before || more_after {
        more_before = more_before && extend(&mut label, before.next(), Side::Before);
        more_after = more_after && extend(&mut label, after.next(), Side::After);
    }
    // What stands first may be the end of what the variable before this one belonged to.
    let label = label.trim_start_matches(|c: char| ",.;:!?) ".contains(c));
    if label == BLANK {
        return format!("{{{{{}}}}}", cut(name, LABEL_MAX - 4));
    }
    label.to_owned()
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    After,
}

/// Adds a word to the label if it fits; `false` when this side is done.
fn extend(label: &mut String, word: Option<String>, side: Side) -> bool {
    let Some(word) = word else { return false };
    let longer = match side {
        Side::Before => format!("{word} {label}"),
        // Punctuation belongs to what stands before it.
        Side::After if word.starts_with(|c: char| c.is_ascii_punctuation()) => {
            format!("{label}{word}")
        }
        Side::After => format!("{label} {word}"),
    };
    let fits = variables::length(&longer) <= LABEL_MAX;
    if fits {
        *label = longer;
    }
    fits
}

/// Words without the marks of WhatsApp's formatting.
fn words_of(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| word.trim_matches('_').replace(['*', '~', '`'], ""))
        .filter(|word| !word.is_empty())
        .collect()
}

/// An example as a placeholder.
pub(super) fn placeholder(example: &str) -> String {
    cut(&super::clean(example), PLACEHOLDER_MAX)
}

/// A button's label as that of its field.
pub(super) fn button_label(label: &str) -> String {
    cut(label, LABEL_MAX)
}

/// The text, cut with an ellipsis if it has more UTF-16 units than `limit`.
fn cut(text: &str, limit: usize) -> String {
    if variables::length(text) <= limit {
        return text.to_owned();
    }
    let mut short = String::new();
    let mut units = 1;
    for c in text.chars() {
        units += c.len_utf16();
        if units > limit {
            break;
        }
        short.push(c);
    }
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}
