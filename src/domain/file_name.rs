//! Names of files, made safe to keep, to show and to hand on.
//!
//! A customer's or an agent's file may be called anything. What it is called afterwards can be
//! stored on every system, cannot lead out of a folder, reads from left to right as it is, and
//! does not say that the file is something else than it is.

use unicode_segmentation::UnicodeSegmentation;

use super::mime;
use super::text::invisible::harmless;

/// The longest name in Unicode scalar values.
pub const CHARS_MAX: usize = 120;

/// The longest name in bytes: every common file system takes 255.
pub const BYTES_MAX: usize = 240;

/// An ending longer than this is no ending.
const EXTENSION_MAX: usize = 10;

/// Names that Windows keeps for devices, whatever their ending.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A safe name for a file that came with this one, and is of this type as far as is known
/// ([`mime::essence`]). `unnamed` is what a file without a usable name is called, without ending.
///
/// An ending that does not belong to the type is followed by the true one: `foto.jpg` that is a
/// program becomes `foto.jpg.exe`. Safe names stay as they are.
pub fn safe(name: &str, mime_type: &str, unnamed: &str) -> String {
    let name = cleaned(name);
    let (stem, written) = parts(&name);
    let (stem, extension) = match written {
        Some(extension) if belongs(extension, mime_type) => (stem, extension),
        _ => (name.as_str(), mime::extension(mime_type).unwrap_or("")),
    };
    let mut stem = match stem.trim_matches(is_edge) {
        "" => unnamed.to_owned(),
        stem => stem.to_owned(),
    };
    if is_device(&stem) {
        stem.insert(stem.find('.').unwrap_or(stem.len()), '_');
    }
    let ending = match extension {
        "" => String::new(),
        extension => format!(".{extension}"),
    };
    format!("{}{ending}", shortened(&stem, ending.len()))
}

/// Whether a safe name is another than the one that was given: spaces and the ending that it lacked do
/// not count. What had no name was not changed.
pub fn is_changed(given: &str, safe: &str) -> bool {
    let words = |name: &str| {
        let words = name.split(' ').filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(" ")
    };
    let (given, safe) = (words(given), words(safe));
    let rest = safe.strip_prefix(&given);
    !given.is_empty() && !rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Whether a system runs files whose names end like this, whatever is in them: the languages of scripts,
/// and what installs or opens something.
pub fn runs(name: &str) -> bool {
    const ENDINGS: [&str; 32] = [
        "apk", "app", "appx", "bat", "cmd", "com", "command", "cpl", "desktop", "dll", "exe",
        "hta", "inf", "jar", "js", "jse", "lnk", "msc", "msi", "msp", "pif", "ps1", "psm1", "py",
        "reg", "scf", "scr", "sh", "url", "vbe", "vbs", "wsf",
    ];
    ends_in(name, &ENDINGS)
}

/// Whether files whose names end like this are archives, out of which come others.
pub fn packs(name: &str) -> bool {
    const ENDINGS: [&str; 16] = [
        "7z", "arj", "bz2", "cab", "gz", "lz", "lz4", "lzh", "lzma", "rar", "tbz2", "tgz", "txz",
        "xz", "zip", "zst",
    ];
    ends_in(name, &ENDINGS)
}

fn ends_in(name: &str, endings: &[&str]) -> bool {
    let (_, ending) = parts(name);
    ending.is_some_and(|ending| endings.contains(&ending.to_ascii_lowercase().as_str()))
}

/// One line without what draws nothing, turns text around or means something to a file system.
fn cleaned(name: &str) -> String {
    let name: String = harmless(name)
        .chars()
        .map(|c| match c {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let mut cleaned = String::with_capacity(name.len());
    for c in name.chars() {
        if c == '.' {
            // What stands before the ending is the end of a name as well.
            cleaned.truncate(cleaned.trim_end_matches(is_edge).len());
        }
        if c != ' ' || !cleaned.ends_with(' ') {
            cleaned.push(c);
        }
    }
    cleaned.trim_matches(is_edge).to_owned()
}

/// What no name begins or ends with: it would hide the file, or be lost on some system.
fn is_edge(c: char) -> bool {
    matches!(c, '.' | '-' | '~') || c.is_whitespace()
}

/// The name without its ending, and the ending without its dot.
fn parts(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=EXTENSION_MAX).contains(&extension.len())
                && extension.bytes().all(|b| b.is_ascii_alphanumeric()) =>
        {
            (stem, Some(extension))
        }
        _ => (name, None),
    }
}

/// Whether a file of this type may have this ending.
fn belongs(extension: &str, mime_type: &str) -> bool {
    let own = mime::extensions(mime_type);
    // Of a type without known endings, and of plain text, which is a hundred languages and
    // tables, every ending may be true.
    own.is_empty()
        || mime_type == "text/plain"
        || own.contains(&extension.to_ascii_lowercase().as_str())
}

/// As much of the name as leaves room for so many bytes, in whole characters as readers see them.
fn shortened(stem: &str, reserved: usize) -> &str {
    let (chars_max, bytes_max) = (CHARS_MAX - reserved, BYTES_MAX - reserved);
    let mut chars = 0;
    for (at, grapheme) in stem.grapheme_indices(true) {
        chars += grapheme.chars().count();
        if chars > chars_max || at + grapheme.len() > bytes_max {
            // What a joiner joined is cut off.
            let ends = |c: char| is_edge(c) || matches!(c, '\u{200c}' | '\u{200d}');
            return stem[..at].trim_end_matches(ends);
        }
    }
    stem
}

fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().trim_end();
    let first = first.to_lowercase();
    let is_port = |name: &str| {
        first.strip_prefix(name).is_some_and(|number| {
            let mut digits = number.chars();
            matches!(digits.next(), Some('0'..='9' | '¹' | '²' | '³')) && digits.next().is_none()
        })
    };
    DEVICES.contains(&first.as_str()) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests;
