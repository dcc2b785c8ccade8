use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(head: &[u8], claimed: &str, name: &str, expected: (&str, Family)) {
    let content = sniff(head, Some(claimed), Some(name));
    assert_eq!(
        (content.mime_type.as_str(), content.family),
        expected,
        "{claimed} {name} {:?}",
        String::from_utf8_lossy(&head[..head.len().min(20)])
    );
    assert_eq!(
        content.is_as_claimed(),
        mime::essence(claimed) == expected.0,
        "{claimed} {name}"
    );
}

const JPEG: &[u8] = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02";
const MP4: &[u8] = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2mp41\x00\x00\x00\x08free";
const ZIP: &[u8] = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\x00\x00\x21\x00\x01\x02\x03\x04\x05\x06";
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00\x00\x00\x00\x00\x00\x00\x3e\x00";
const OPUS: &[u8] =
    b"OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01\x13OpusHead\x01\x01";
const EXE: &[u8] = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00\xb8";
const ELF: &[u8] = b"\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00";

#[test]
fn a_lie_is_corrected() {
    let jpeg = ("image/jpeg", Family::Image);
    check(JPEG, "image/jpeg", "a.jpg", jpeg);
    check(JPEG, "image/jpg", "a.jpg", jpeg);
    check(JPEG, "image/png", "a.png", jpeg);
    check(JPEG, "application/pdf", "a.pdf", jpeg);
    check(PNG, "image/jpeg", "a.jpg", ("image/png", Family::Image));
    check(
        OPUS,
        "audio/ogg; codecs=opus",
        "a.ogg",
        ("audio/ogg", Family::Audio),
    );
    check(OPUS, "audio/mpeg", "a.mp3", ("audio/ogg", Family::Audio));
    check(
        b"%PDF-1.7\n%\xe2\xe3",
        "image/jpeg",
        "a.jpg",
        ("application/pdf", Family::Document),
    );
    check(
        b"%PDF-1.7\n1 0 obj",
        "text/plain",
        "a.txt",
        ("application/pdf", Family::Document),
    );
    check(
        b"GIF89a\x01\x00\x01\x00",
        "image/png",
        "a.png",
        ("image/gif", Family::Image),
    );
    check(
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        "image/png",
        "a.png",
        ("image/webp", Family::Image),
    );
    check(
        b"#!AMR\n\x3c\x00",
        "audio/amr",
        "a.amr",
        ("audio/amr", Family::Audio),
    );
    check(
        b"ID3\x04\x00\x00\x00\x00\x00\x00",
        "audio/mpeg",
        "a.mp3",
        ("audio/mpeg", Family::Audio),
    );
}

#[test]
fn programs_and_pages_are_never_pictures() {
    let exe = "application/vnd.microsoft.portable-executable";
    for claimed in [
        "image/jpeg",
        "image/png",
        "application/pdf",
        "audio/ogg",
        exe,
    ] {
        check(EXE, claimed, "a.jpg", (exe, Family::Program));
        check(
            ELF,
            claimed,
            "a.jpg",
            ("application/x-executable", Family::Program),
        );
        let script = ("text/x-shellscript", Family::Program);
        check(b"#!/bin/sh\nrm -rf x", claimed, "a.jpg", script);
        for page in [
            "<!DOCTYPE html><html>",
            "<html>",
            "\u{feff}\n  <HTML lang=pt>",
            "<!-- x --><script>alert(1)</script>",
            "<iframe src=x>",
        ] {
            check(
                page.as_bytes(),
                claimed,
                "a.jpg",
                ("text/html", Family::Markup),
            );
        }
        for drawing in [
            "<svg xmlns=\"http://www.w3.org/2000/svg\">",
            "<?xml version=\"1.0\"?>\n<!-- x -->\n<svg onload=\"x\">",
            "<?xml version=\"1.0\"?><!DOCTYPE svg PUBLIC \"x\"><svg width=\"1\">",
            "<?xml version=\"1.0\"?><s:svg xmlns:s=\"http://www.w3.org/2000/svg\">",
        ] {
            check(
                drawing.as_bytes(),
                claimed,
                "a.jpg",
                ("image/svg+xml", Family::Markup),
            );
        }
        let feed = b"<?xml version=\"1.0\"?><a:rss>";
        check(feed, claimed, "a.jpg", ("application/xml", Family::Markup));
    }
    let wide: Vec<u8> = "\u{feff}<script>x"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    check(&wide, "image/png", "a.png", ("text/html", Family::Markup));
}

#[test]
fn what_the_content_leaves_open_is_what_it_is_called() {
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let apk = "application/vnd.android.package-archive";
    check(ZIP, docx, "a.docx", (docx, Family::Document));
    check(
        ZIP,
        "application/zip",
        "a.zip",
        ("application/zip", Family::Document),
    );
    check(
        ZIP,
        "image/jpeg",
        "a.jpg",
        ("application/zip", Family::Document),
    );
    check(ZIP, apk, "a.apk", (apk, Family::Program));
    check(
        COMPOUND,
        "application/msword",
        "a.doc",
        ("application/msword", Family::Document),
    );
    check(
        COMPOUND,
        "image/png",
        "a.png",
        ("application/x-cfb", Family::Document),
    );
    check(MP4, "video/mp4", "a.mp4", ("video/mp4", Family::Video));
    check(MP4, "audio/mp4", "a.m4a", ("audio/mp4", Family::Audio));
    check(MP4, "audio/ogg", "a.ogg", ("video/mp4", Family::Video));
    check(
        b"a;b\n1;2",
        "text/csv",
        "a.csv",
        ("text/csv", Family::Document),
    );
    check(
        b"a;b\n1;2",
        "image/png",
        "a.png",
        ("text/plain", Family::Document),
    );
    // Two letters at the beginning of a text are no sign of anything.
    check(
        "BM é uma sigla".as_bytes(),
        "text/plain",
        "a.txt",
        ("text/plain", Family::Document),
    );
    check(
        b"MZ e fim",
        "text/plain",
        "a.txt",
        ("text/plain", Family::Document),
    );
    // An unknown thing may be what it says, unless that has a sign which is missing.
    check(
        &[0, 1, 2, 3],
        "application/acad",
        "a.dwg",
        ("application/acad", Family::Document),
    );
    for claimed in [
        "image/jpeg",
        "image/x-rare",
        "audio/x-rare",
        "application/pdf",
    ] {
        check(
            &[0, 1, 2, 3],
            claimed,
            "a",
            (mime::UNKNOWN, Family::Document),
        );
        check(&[], claimed, "a", (mime::UNKNOWN, Family::Document));
    }
}

#[test]
fn a_name_serves_where_no_type_was_given() {
    for claimed in [None, Some("application/octet-stream"), Some("nonsense")] {
        let content = sniff(ZIP, claimed, Some("tabela.XLSX"));
        assert!(content.mime_type.ends_with("spreadsheetml.sheet"));
        assert!(content.is_as_claimed());
        assert!(!sniff(EXE, claimed, Some("foto.jpg")).is_as_claimed());
        assert!(sniff(JPEG, claimed, None).is_as_claimed());
    }
}

#[test]
fn a_character_cut_at_the_end_of_the_head_is_still_text() {
    let mut text = "a".repeat(HEAD_BYTES - 1).into_bytes();
    text.extend("é".as_bytes());
    check(
        &text,
        "text/plain",
        "a.txt",
        ("text/plain", Family::Document),
    );
}

proptest! {
    #[test]
    fn whatever_comes_is_something(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        sign in prop::sample::select(vec![
            &b""[..], JPEG, PNG, MP4, ZIP, COMPOUND, OPUS, EXE, ELF, b"<", b"<!--", b"<?xml", b"%PDF-",
            b"\xff\xfe", b"\xfe\xff", b"\x1aE\xdf\xa3", b"ID3", b"FLV", b"\x30\x26\xb2\x75",
        ]),
        claimed in any::<Option<String>>(),
        name in any::<Option<String>>(),
    ) {
        let head = [sign, &bytes].concat();
        let content = sniff(&head, claimed.as_deref(), name.as_deref());
        prop_assert_eq!(mime::essence(&content.mime_type), content.mime_type);
    }

    #[test]
    fn a_page_is_known_however_it_is_written(
        before in "[ \t\n\r]{0,20}(<!--[a-z ]{0,9}-->[ \n]{0,3}){0,3}",
        tag in prop::sample::select(vec!["html", "HTML", "Script", "svg", "SVG", "body", "iFrame"]),
        after in "[ >/\n][ -~]{0,40}",
        claimed in prop::sample::select(vec!["image/jpeg", "image/png", "text/plain", "audio/ogg"]),
    ) {
        let page = format!("{before}<{tag}{after}");
        let content = sniff(page.as_bytes(), Some(claimed), Some("a.png"));
        prop_assert_eq!(content.family, Family::Markup, "{:?}", content);
    }
}

#[test]
fn a_disguise_is_what_deceives_whoever_opens_it() {
    let page = b"<!doctype html><script>alert(1)</script>";
    let table = [
        (EXE, "application/pdf", true),
        (page.as_slice(), "image/jpeg", true),
        (ZIP, "application/pdf", true),
        (b"\x00\x01\x02", "application/pdf", true),
        (JPEG, "application/pdf", true),
        (PNG, "image/jpeg", false),
        (MP4, "audio/mp4", false),
        (b"a;b", "application/vnd.ms-excel", false),
        (b"a;b", "image/jpeg", true),
        (ZIP, "application/vnd.google-earth.kmz", false),
        (EXE, "application/vnd.google-earth.kmz", true),
        (EXE, "application/octet-stream", false),
    ];
    for (head, claimed, is_disguised) in table {
        let content = sniff(head, Some(claimed), None);
        let expected = is_disguised.then_some(claimed);
        assert_eq!(content.disguise(), expected, "{claimed} {content:?}");
    }
}
