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

/// An open code block: what closes it at the end of a part, and what opens it again in the next.
#[derive(Clone, Copy)]
struct Block {
    closing: &'static str,
    opening: &'static str,
}

const PLAIN: Block = Block {
    closing: "\n```",
    opening: "```\n",
};

/// One that is quoted, each line of it.
const QUOTED: Block = Block {
    closing: "\n> ```",
    opening: "> ```\n",
};

/// The smallest limit that leaves room for a word inside an open block.
const LIMIT_MIN: usize = 32;

/// Cuts a text into parts of at most `limit` units (at least 32), each ready to be sent.
///
/// It is cut between lines if it can be, else between words, else between what readers see as
/// characters. A code block that goes on is closed and opened again, behind a bar where it stood behind
/// one; inline code, an address, a sign
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
    let mut opens_in = None;
    while from < atoms.len() {
        let to = cut(&atoms, from, opens_in, limit);
        push_part(&atoms[from..to], opens_in, &mut parts);
        (from, opens_in) = (to, atoms[to - 1].block_after);
        // Nothing is left of the block but its end.
        if let Some(after) = end_of_empty_block(&atoms[to..]).filter(|_| opens_in.is_some()) {
            (from, opens_in) = (to + after, None);
        }
        // White space at the cut is what stood between the parts; in code it may mean something.
        if opens_in.is_none() {
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
    /// The code block that is open behind it.
    block_after: Option<Block>,
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
    let mut block = None;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let is_fence =
            rest.starts_with(FENCE) && (block.is_some() || rest[FENCE.len()..].contains(FENCE));
        let whole = if is_fence {
            let line = text[..at].rsplit('\n').next();
            block = match block {
                Some(_) => None,
                None if line == Some("> ") => Some(QUOTED),
                None => Some(PLAIN),
            };
            FENCE.len()
        } else if block.is_some() {
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
            block_after: block,
        };
        let room = limit - QUOTED.closing.len() - QUOTED.opening.len();
        let is_long = |text: &str| unit.length(text) > room;
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
fn cut(atoms: &[Atom<'_>], from: usize, opens_in: Option<Block>, limit: usize) -> usize {
    let mut length = opens_in.map_or(0, |block| block.opening.len());
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
            if atom.block_after.is_some() || next.is_none_or(Atom::may_begin) {
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
    match last.block_after {
        None => length <= limit,
        Some(block) => last.text != FENCE && length + block.closing.len() <= limit,
    }
}

/// If nothing but white space and bars is left of an open block, how many atoms that and its end are.
fn end_of_empty_block(atoms: &[Atom<'_>]) -> Option<usize> {
    let blank = |atom: &&Atom<'_>| atom.is_blank() || atom.text == ">";
    let blank = atoms.iter().take_while(blank).count();
    (atoms.get(blank)?.text == FENCE).then_some(blank + 1)
}

fn push_part(atoms: &[Atom<'_>], opens_in: Option<Block>, parts: &mut Vec<String>) {
    let words: String = atoms.iter().map(|atom| atom.text).collect();
    if words.trim().is_empty() {
        return;
    }
    let mut part = String::new();
    if let Some(block) = opens_in {
        part.push_str(block.opening);
        part.push_str(words.trim_start_matches('\n'));
    } else {
        part.push_str(&words);
    }
    part.truncate(part.trim_end().len());
    if let Some(block) = atoms.last().and_then(|last| last.block_after) {
        part.push_str(block.closing);
    }
    parts.push(part);
}
