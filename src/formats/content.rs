//! What a file is by how it begins.

use std::borrow::Cow;

use file_format::{FileFormat, Kind};

use crate::domain::file::HEAD_BYTES;
use crate::domain::mime;

/// What a file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// Its MIME type, by the usual name and without parameters.
    pub mime_type: String,
    /// What can be done with it.
    pub family: Family,
    /// What it was said to be, in the same words; `None` if nothing was said.
    pub claimed: Option<String>,
}

impl Content {
    /// Whether it is what it was said to be, or nothing was said.
    pub fn is_as_claimed(&self) -> bool {
        let claimed = self.claimed.as_ref();
        claimed.is_none_or(|claimed| *claimed == self.mime_type)
    }

    /// What it was sent as, if whoever opens it as that is deceived. That a picture is of another kind,
    /// a table a plain text, or what is hardly known an archive, deceives nobody.
    pub fn disguise(&self) -> Option<&str> {
        let claimed = self.claimed.as_deref()?;
        let said = family(claimed);
        let is_shown = |family| matches!(family, Family::Image | Family::Video | Family::Audio);
        let are_documents = (said, self.family) == (Family::Document, Family::Document);
        let is_text = self.mime_type.starts_with("text/");
        let is_harmless = self.is_as_claimed()
            || (is_shown(said) && is_shown(self.family))
            || (are_documents && (is_text || mime::extension(claimed).is_none()));
        (!is_harmless).then_some(claimed)
    }
}

/// What can be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Family {
    /// It can be looked at.
    Image,
    /// It can be watched.
    Video,
    /// It can be listened to.
    Audio,
    /// It is kept and opened elsewhere.
    Document,
    /// HTML, SVG or XML: a browser that shows it runs what it says. Never shown in place, and never
    /// a picture.
    Markup,
    /// It runs. Never anything else.
    Program,
}

/// Types of files that are others on the inside: what was claimed says which.
const IN_ZIP: [&str; 11] = [
    "application/epub+zip",
    "application/java-archive",
    "application/vnd.android.package-archive",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.ms-xpsdocument",
    "application/zip",
];
const IN_COMPOUND: [&str; 5] = [
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-outlook",
    "application/vnd.ms-powerpoint",
    "application/x-msi",
];

/// Documents that begin with readable text.
const READABLE: [&str; 4] = [
    "application/pdf",
    "application/postscript",
    "application/rtf",
    "image/x-eps",
];

/// Says what a file is by its first [`HEAD_BYTES`] bytes (or all, if it has fewer).
///
/// `claimed` is the MIME type that came with it and `name` its name. Both may lie: they decide only
/// where the content leaves it open, such as which kind of document an archive is, or which
/// language a text is written in.
pub fn sniff(head: &[u8], claimed: Option<&str>, name: Option<&str>) -> Content {
    let head = &head[..head.len().min(HEAD_BYTES)];
    let claim = claimed
        .map(mime::essence)
        .filter(|claim| claim != mime::UNKNOWN)
        .or_else(|| name.and_then(mime::of_name).map(str::to_owned));
    let claim = claim.as_deref();
    let format = FileFormat::from_bytes(head);
    let (mime_type, runs) = match readable(head) {
        Some(text) => (of_text(&text, format, claim), false),
        None => (
            of_bytes(head, format, claim),
            format.kind() == Kind::Executable,
        ),
    };
    Content {
        family: if runs {
            Family::Program
        } else {
            family(&mime_type)
        },
        claimed: claim.map(str::to_owned),
        mime_type,
    }
}

fn family(mime_type: &str) -> Family {
    let is_program = matches!(
        mime_type,
        "application/java-archive"
            | "application/vnd.android.package-archive"
            | "application/vnd.microsoft.portable-executable"
            | "application/x-ms-shortcut"
            | "application/x-msi"
            | "application/x-shockwave-flash"
            | "text/javascript"
            | "text/x-shellscript"
    );
    match mime_type {
        _ if is_program => Family::Program,
        "text/html" | "image/svg+xml" | "application/xml" => Family::Markup,
        name if name.ends_with("+xml") => Family::Markup,
        "image/x-eps" => Family::Document,
        name => match name.split('/').next() {
            Some("image") => Family::Image,
            Some("video") => Family::Video,
            Some("audio") => Family::Audio,
            _ => Family::Document,
        },
    }
}

/// The text of a file that is one: nothing in it but what people read.
fn readable(head: &[u8]) -> Option<Cow<'_, str>> {
    let text = match head {
        [] => return None,
        [0xff, 0xfe, rest @ ..] => Cow::Owned(utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => Cow::Owned(utf16(rest, u16::from_be_bytes)?),
        head => {
            let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
            match str::from_utf8(head) {
                Ok(text) => Cow::Borrowed(text),
                // The last character may be cut.
                Err(error) if error.error_len().is_none() => {
                    Cow::Borrowed(str::from_utf8(&head[..error.valid_up_to()]).ok()?)
                }
                Err(_) => return None,
            }
        }
    };
    let is_read = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}');
    text.chars().all(is_read).then_some(text)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let units = bytes.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    let text: Vec<_> = char::decode_utf16(units).collect();
    let (last, before) = text.split_last()?;
    let mut whole: String = before.iter().cloned().collect::<Result<_, _>>().ok()?;
    whole.extend(last.as_ref().ok());
    Some(whole)
}

fn of_text(text: &str, format: FileFormat, claim: Option<&str>) -> String {
    let by_signature = mime::essence(format.media_type());
    if READABLE.contains(&by_signature.as_str()) {
        return by_signature;
    }
    if let Some(markup) = markup(text) {
        return markup.to_owned();
    }
    if text.starts_with("#!") {
        return "text/x-shellscript".to_owned();
    }
    // A text has no sign of its own, so that its kind is what it is called.
    let is_text = |claim: &str| {
        claim.starts_with("text/")
            || claim.ends_with("+json")
            || matches!(claim, "application/json" | "application/xml")
    };
    let claim = claim.filter(|claim| is_text(claim));
    claim.unwrap_or("text/plain").to_owned()
}

/// What a browser would take a text for, if for more than words. Like a browser this passes over
/// white space and comments at the beginning.
fn markup(text: &str) -> Option<&'static str> {
    let mut rest = text.trim_start();
    let mut is_xml = false;
    loop {
        let end = if rest.starts_with("<!--") {
            "-->"
        } else if starts_with(rest, "<?xml") {
            is_xml = true;
            "?>"
        } else if starts_with(rest, "<!doctype") && !starts_with(rest, "<!doctype html") {
            is_xml = true;
            ">"
        } else {
            break;
        };
        // A comment that does not end here hides what follows.
        let Some((_, after)) = rest.split_once(end) else {
            return Some("application/xml");
        };
        rest = after.trim_start();
    }
    const HTML: [&str; 20] = [
        "!doctype html",
        "a",
        "b",
        "body",
        "br",
        "center",
        "div",
        "embed",
        "font",
        "form",
        "h1",
        "head",
        "html",
        "iframe",
        "img",
        "link",
        "object",
        "p",
        "script",
        "style",
    ];
    let tag = rest.strip_prefix('<')?;
    let is_tag = |name: &str| {
        starts_with(tag, name)
            && tag[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
    };
    if is_tag("svg") || tag.contains("http://www.w3.org/2000/svg") {
        Some("image/svg+xml")
    } else if HTML.iter().any(|name| is_tag(name)) || is_tag("table") || is_tag("title") {
        Some("text/html")
    } else {
        is_xml.then_some("application/xml")
    }
}

fn starts_with(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn of_bytes(head: &[u8], format: FileFormat, claim: Option<&str>) -> String {
    let is_claimed = |types: &[&str]| claim.filter(|claim| types.contains(claim));
    let by_signature = mime::essence(format.media_type());
    let open: &[&str] = match format {
        FileFormat::ArbitraryBinaryData | FileFormat::Empty => {
            // What has a sign that everybody knows, and not this one, is a lie.
            let known =
                |claim: &str| mime::extension(claim).is_some() || family(claim) != Family::Document;
            let claim = claim.filter(|claim| !known(claim));
            return claim.unwrap_or(mime::UNKNOWN).to_owned();
        }
        FileFormat::Zip => &IN_ZIP,
        FileFormat::CompoundFileBinary => &IN_COMPOUND,
        FileFormat::ExtensibleBinaryMetaLanguage => {
            let is_webm = head.windows(4).take(64).any(|bytes| bytes == b"webm");
            let (own, sound) = match is_webm {
                true => ("video/webm", "audio/webm"),
                false => ("video/x-matroska", "audio/matroska"),
            };
            return is_claimed(&[sound]).unwrap_or(own).to_owned();
        }
        _ => match by_signature.as_str() {
            // One vessel for sound and film, and the same beginning.
            "video/mp4" => &["audio/mp4"],
            "video/3gpp" => &["audio/3gpp"],
            "application/vnd.ms-asf" => &["audio/x-ms-wma", "video/x-ms-wmv"],
            "audio/ogg" if format == FileFormat::OggMultiplexedMedia => &["video/ogg"],
            _ => &[],
        },
    };
    is_claimed(open).map_or(by_signature, str::to_owned)
}

#[cfg(test)]
mod tests;
