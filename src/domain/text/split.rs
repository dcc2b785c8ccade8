//! Cutting a long text into messages.

use unicode_segmentation::UnicodeSegmentation;

use super::discord_syntax::code_span;
use super::markup::url_at;

/// What a limit counts.
///
/// Both platforms speak of "characters" only. Discord's server is known to count code points and
/// its clients UTF-16 units; the latter are never fewer, so a text that fits by them fits anyway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode code points.
    Chars,
    /// UTF-16 units: an emoji counts two or more.
    Utf16,
}

impl Unit {
    /// How long a text is.
    pub fn length(self, text: &str) -> usize {
        match self {
            Self::Chars => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }
}

const FENCE: &str = "```";

/// What closes a block at the end of a part, and what opens it again in the next.
const CLOSING: &str = "\n```";
const OPENING: &str = "```\n";

/// The smallest limit that leaves room for a word inside an open block.
const LIMIT_MIN: usize = 32;

/// Cuts a text into parts of at most `limit` units (at least 32), each ready to be sent.
///
/// It is cut between lines if it can be, else between words, else between what readers see as
/// characters. A code block that goes on is closed and opened again; inline code, an address, a sign
/// with its backslash and a short word stay whole. White space where it was cut is left out, and so is a
/// part without anything else.
pub fn split(text: &str, limit: usize, unit: Unit) -> Vec<String> {
    let limit = limit.max(LIMIT_MIN);
    if unit.length(text) <= limit {
        return match text.trim().is_empty() {
            true => Vec::new(),
            false => vec![text.to_owned()],
        };
    }
    let atoms = atoms(text, limit, unit);
    let mut parts = Vec::new();
    let mut from = 0;
    let mut opens_in_block = false;
    while from < atoms.len() {
        let to = cut(&atoms, from, opens_in_block, limit);
        push_part(&atoms[from..to], opens_in_block, &mut parts);
        (from, opens_in_block) = (to, atoms[to - 1].in_block_after);
        // Nothing is left of the block but its end.
        if let Some(after) = end_of_empty_block(&atoms[to..]).filter(|_| opens_in_block) {
            (from, opens_in_block) = (to + after, false);
        }
        // White space at the cut is what stood between the parts; in code it may mean something.
        if !opens_in_block {
            from += atoms[from..]
                .iter()
                .take_while(|atom| atom.is_blank())
                .count();
        }
    }
    parts
}

/// What must not be cut.
struct Atom<'a> {
    text: &'a str,
    length: usize,
    /// Whether a code block is open behind it.
    in_block_after: bool,
}

impl Atom<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// At the beginning of a message Discord would take these for the sign of a heading, a list
    /// or a quote.
    fn may_begin(&self) -> bool {
        !self.text.starts_with(['#', '-', '>', '*'])
    }
}

fn atoms(text: &str, limit: usize, unit: Unit) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    let mut in_block = false;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let is_fence = rest.starts_with(FENCE) && (in_block || rest[FENCE.len()..].contains(FENCE));
        let whole = if is_fence {
            in_block = !in_block;
            FENCE.len()
        } else if in_block {
            grapheme(rest)
        } else if let Some(escaped) = rest.strip_prefix('\\') {
            1 + grapheme(escaped)
        } else if rest.starts_with('`') {
            let run = rest.len() - rest.trim_start_matches('`').len();
            code_span(rest).map_or(run, |(_, end)| end)
        } else {
            url_at(rest).map_or_else(|| grapheme(rest), str::len)
        };
        let whole = &rest[..whole];
        at += whole.len();
        let atom = |text| Atom {
            text,
            length: unit.length(text),
            in_block_after: in_block,
        };
        let is_long = |text: &str| unit.length(text) > limit - CLOSING.len() - OPENING.len();
        if !is_long(whole) {
            atoms.push(atom(whole));
            continue;
        }
        // Something longer than a part has to be cut, wherever that is.
        for seen in whole.graphemes(true) {
            if is_long(seen) {
                atoms.extend(seen.split_inclusive(|_| true).map(atom));
            } else {
                atoms.push(atom(seen));
            }
        }
    }
    atoms
}

fn grapheme(text: &str) -> usize {
    text.graphemes(true).next().map_or(0, str::len)
}

/// Where the part that begins at `from` ends.
fn cut(atoms: &[Atom<'_>], from: usize, opens_in_block: bool, limit: usize) -> usize {
    let mut length = if opens_in_block { OPENING.len() } else { 0 };
    let mut end = from;
    // The furthest good places: before white space, before a new line.
    let (mut at_word, mut at_line) = (None, None);
    // The furthest places between characters: one where the next part begins without effect, any.
    let (mut at_harmless, mut at_any) = (None, from + 1);
    while end < atoms.len() {
        let atom = &atoms[end];
        if end > from && atom.is_blank() && can_end(length, &atoms[end - 1], limit) {
            at_word = Some(end);
            if atom.text.contains('\n') {
                at_line = Some((end, length));
            }
        }
        if length + atom.length > limit {
            break;
        }
        length += atom.length;
        end += 1;
        if can_end(length, atom, limit) {
            at_any = end;
            let next = atoms.get(end);
            if atom.in_block_after || next.is_none_or(Atom::may_begin) {
                at_harmless = Some(end);
            }
        }
    }
    if at_any == atoms.len() {
        return at_any;
    }
    // A line's end is the better place unless most of the part would stay empty.
    if let Some((end, _)) = at_line.filter(|(_, length)| *length >= limit / 2) {
        return end;
    }
    at_word.or(at_harmless).unwrap_or(at_any)
}

/// Whether a part of this length may end behind this atom.
fn can_end(length: usize, last: &Atom<'_>, limit: usize) -> bool {
    if !last.in_block_after {
        return length <= limit;
    }
    last.text != FENCE && length + CLOSING.len() <= limit
}

/// If nothing but white space is left of an open block, how many atoms that and its end are.
fn end_of_empty_block(atoms: &[Atom<'_>]) -> Option<usize> {
    let blank = atoms.iter().take_while(|atom| atom.is_blank()).count();
    (atoms.get(blank)?.text == FENCE).then_some(blank + 1)
}

fn push_part(atoms: &[Atom<'_>], opens_in_block: bool, parts: &mut Vec<String>) {
    let words: String = atoms.iter().map(|atom| atom.text).collect();
    if words.trim().is_empty() {
        return;
    }
    let closes = atoms.last().is_some_and(|last| last.in_block_after);
    let mut part = String::new();
    if opens_in_block {
        part.push_str(OPENING);
        part.push_str(words.trim_start_matches('\n'));
    } else {
        part.push_str(&words);
    }
    part.truncate(part.trim_end().len());
    if closes {
        part.push_str(CLOSING);
    }
    parts.push(part);
}
