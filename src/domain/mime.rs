//! Names of types of files: MIME types and the endings of names that go with them.

/// A type, and the endings of file names that belong to it, the usual one first.
type Named = (&'static str, &'static [&'static str]);

const TYPES: &[Named] = &[
    ("image/jpeg", &["jpg", "jpeg", "jpe", "jfif"]),
    ("image/png", &["png", "apng"]),
    ("image/gif", &["gif"]),
    ("image/webp", &["webp"]),
    ("image/bmp", &["bmp"]),
    ("image/tiff", &["tif", "tiff"]),
    ("image/heic", &["heic"]),
    ("image/heif", &["heif"]),
    ("image/avif", &["avif"]),
    ("image/svg+xml", &["svg"]),
    ("audio/ogg", &["ogg", "oga", "opus"]),
    ("audio/mpeg", &["mp3", "mpga"]),
    ("audio/mp4", &["m4a", "mp4"]),
    ("audio/aac", &["aac"]),
    ("audio/amr", &["amr"]),
    ("audio/wav", &["wav"]),
    ("audio/flac", &["flac"]),
    ("audio/x-ms-wma", &["wma"]),
    ("video/mp4", &["mp4", "m4v"]),
    ("video/3gpp", &["3gp", "3gpp"]),
    ("video/quicktime", &["mov", "qt"]),
    ("video/webm", &["webm"]),
    ("video/x-matroska", &["mkv"]),
    ("video/x-msvideo", &["avi"]),
    ("video/mpeg", &["mpeg", "mpg"]),
    ("video/ogg", &["ogv"]),
    ("video/x-ms-wmv", &["wmv"]),
    ("application/pdf", &["pdf"]),
    ("application/rtf", &["rtf"]),
    ("text/plain", &["txt", "text", "log"]),
    ("text/csv", &["csv"]),
    ("text/html", &["html", "htm", "xhtml"]),
    ("text/markdown", &["md"]),
    ("text/vcard", &["vcf"]),
    ("text/calendar", &["ics"]),
    ("application/json", &["json"]),
    ("application/xml", &["xml"]),
    ("application/msword", &["doc", "dot"]),
    ("application/vnd.ms-excel", &["xls", "xlt"]),
    ("application/vnd.ms-powerpoint", &["ppt", "pps"]),
    ("application/vnd.ms-outlook", &["msg"]),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        &["docx"],
    ),
    (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        &["xlsx"],
    ),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        &["pptx"],
    ),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/vnd.oasis.opendocument.presentation", &["odp"]),
    ("application/epub+zip", &["epub"]),
    ("application/zip", &["zip"]),
    ("application/gzip", &["gz", "tgz"]),
    ("application/x-7z-compressed", &["7z"]),
    ("application/vnd.rar", &["rar"]),
    ("application/x-tar", &["tar"]),
    ("application/vnd.android.package-archive", &["apk"]),
    ("application/java-archive", &["jar"]),
    ("application/x-msi", &["msi"]),
    (
        "application/vnd.microsoft.portable-executable",
        &["exe", "dll", "scr"],
    ),
];

/// Other names under which some types travel.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("application/mp4", "video/mp4"),
    ("application/ogg", "audio/ogg"),
    ("application/vnd.ms-rtf", "application/rtf"),
    (
        "application/x-dosexec",
        "application/vnd.microsoft.portable-executable",
    ),
    (
        "application/x-msdos-program",
        "application/vnd.microsoft.portable-executable",
    ),
    (
        "application/x-msdownload",
        "application/vnd.microsoft.portable-executable",
    ),
    (
        "application/x-ms-ne-executable",
        "application/vnd.microsoft.portable-executable",
    ),
    ("application/x-rar-compressed", "application/vnd.rar"),
    ("application/x-zip-compressed", "application/zip"),
    ("application/xhtml+xml", "text/html"),
    ("application/x-id3v2", "audio/mpeg"),
    ("audio/m4a", "audio/mp4"),
    ("audio/mp3", "audio/mpeg"),
    ("audio/opus", "audio/ogg"),
    ("audio/vnd.wave", "audio/wav"),
    ("audio/wave", "audio/wav"),
    ("audio/x-aac", "audio/aac"),
    ("audio/x-flac", "audio/flac"),
    ("audio/x-m4a", "audio/mp4"),
    ("audio/x-mp3", "audio/mpeg"),
    ("audio/x-wav", "audio/wav"),
    ("image/apng", "image/png"),
    ("image/heic-sequence", "image/heic"),
    ("image/heif-sequence", "image/heif"),
    ("image/jpg", "image/jpeg"),
    ("image/pjpeg", "image/jpeg"),
    ("image/x-bmp", "image/bmp"),
    ("image/x-ms-bmp", "image/bmp"),
    ("image/x-png", "image/png"),
    ("text/rtf", "application/rtf"),
    ("text/x-markdown", "text/markdown"),
    ("text/x-vcard", "text/vcard"),
    ("text/xml", "application/xml"),
    ("video/matroska", "video/x-matroska"),
    ("video/x-m4v", "video/mp4"),
];

/// What says nothing about a file.
pub const UNKNOWN: &str = "application/octet-stream";

/// The one name of a type: in small letters, without parameters, by its usual name where it has
/// several. [`UNKNOWN`] if this is no name of a type.
pub fn essence(mime_type: &str) -> String {
    let name = mime_type.split(';').next().unwrap_or_default();
    let name = name.trim().to_ascii_lowercase();
    let is_name = |part: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b);
        !part.is_empty() && part.bytes().all(fits)
    };
    match name.split_once('/') {
        Some((kind, subtype)) if is_name(kind) && is_name(subtype) && name.len() <= 127 => {}
        _ => return UNKNOWN.to_owned(),
    }
    OTHER_NAMES
        .iter()
        .find(|(other, _)| *other == name)
        .map_or(name, |(_, usual)| (*usual).to_owned())
}

/// The ending that names of files of this type usually have.
pub fn extension(mime_type: &str) -> Option<&'static str> {
    extensions(mime_type).first().copied()
}

/// Every ending that names of files of this type may have; empty if the type is not known.
pub fn extensions(mime_type: &str) -> &'static [&'static str] {
    TYPES
        .iter()
        .find(|(name, _)| *name == mime_type)
        .map_or(&[], |(_, extensions)| extensions)
}

/// The type that the ending of a file's name says, which may be wrong.
pub fn of_name(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    // The usual ending of one type may be an unusual one of another.
    let usual = TYPES
        .iter()
        .find(|(_, extensions)| extensions.first() == Some(&extension.as_str()));
    let any = || {
        TYPES
            .iter()
            .find(|(_, extensions)| extensions.contains(&extension.as_str()))
    };
    usual.or_else(any).map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_type_has_one_name() {
        let table = [
            ("image/jpeg", "image/jpeg"),
            ("Image/JPG", "image/jpeg"),
            ("audio/ogg; codecs=opus", "audio/ogg"),
            (" text/plain;charset=utf-8 ", "text/plain"),
            ("audio/x-m4a", "audio/mp4"),
            ("video/x-unheard-of", "video/x-unheard-of"),
            ("", UNKNOWN),
            ("jpeg", UNKNOWN),
            ("image/", UNKNOWN),
            ("image/a b", UNKNOWN),
            ("image/a\r\nx: y", UNKNOWN),
        ];
        for (name, expected) in table {
            assert_eq!(essence(name), expected, "{name:?}");
        }
    }

    #[test]
    fn endings_and_types_go_together() {
        assert_eq!(extension("image/jpeg"), Some("jpg"));
        assert_eq!(extension("x/y"), None);
        assert_eq!(of_name("a.b.JPEG"), Some("image/jpeg"));
        assert_eq!(of_name("film.mp4"), Some("video/mp4"));
        assert_eq!(of_name("jpg"), None);
        for (name, extensions) in TYPES {
            assert_eq!(essence(name), *name);
            assert!(!extensions.is_empty(), "{name}");
            assert_eq!(of_name(&format!("x.{}", extensions[0])), Some(*name));
        }
        for (other, usual) in OTHER_NAMES {
            assert_eq!(essence(usual), *usual, "{other}");
        }
    }

    proptest! {
        #[test]
        fn a_name_can_stand_in_a_header(text in any::<String>()) {
            let name = essence(&text);
            prop_assert!(name.bytes().all(|b| b.is_ascii_graphic()));
            prop_assert_eq!(essence(&name), name);
        }
    }
}
