use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::domain::text::invisible::is_invisible;

const PDF: &str = "application/pdf";
const PROGRAM: &str = "application/vnd.microsoft.portable-executable";

#[test]
fn readable_names_stay_and_hostile_ones_lose_their_teeth() {
    let table = [
        ("Contrato São Paulo.pdf", PDF, "Contrato São Paulo.pdf"),
        ("契約書 🙏.PDF", PDF, "契約書 🙏.PDF"),
        (
            "família 👩\u{200d}👩\u{200d}👧.pdf",
            PDF,
            "família 👩\u{200d}👩\u{200d}👧.pdf",
        ),
        ("a.tar.gz", "application/gzip", "a.tar.gz"),
        ("main.rs", "text/plain", "main.rs"),
        ("x.dwg", "application/acad", "x.dwg"),
        // No ending, or one that lies.
        ("contrato", PDF, "contrato.pdf"),
        ("Ata 10.2026", PDF, "Ata 10.2026.pdf"),
        ("foto.jpg", PROGRAM, "foto.jpg.exe"),
        ("foto.jpeg", "image/jpeg", "foto.jpeg"),
        ("foto.png", "image/jpeg", "foto.png.jpg"),
        ("coisa", mime::UNKNOWN, "coisa"),
        // Nothing to read.
        ("", PDF, "arquivo.pdf"),
        (" . ", PDF, "arquivo.pdf"),
        ("\u{202e}\u{200b}", "image/png", "arquivo.png"),
        (".pdf", PDF, "pdf.pdf"),
        // Ways out of a folder.
        ("../../x", mime::UNKNOWN, "x"),
        ("../../etc/passwd", "text/plain", "etc-passwd.txt"),
        ("..\\..\\x.pdf", PDF, "x.pdf"),
        ("C:\\Users\\ana\\x.pdf", PDF, "C--Users-ana-x.pdf"),
        ("/etc/passwd", mime::UNKNOWN, "etc-passwd"),
        (".bashrc", mime::UNKNOWN, "bashrc"),
        ("-rf.pdf", PDF, "rf.pdf"),
        ("a..b...c.pdf", PDF, "a.b.c.pdf"),
        // What turns around or hides.
        ("conta\u{202e}fdp.exe", PROGRAM, "contafdp.exe"),
        ("a\nb\r\nc\t\td.pdf", PDF, "a b c d.pdf"),
        ("a\u{0}b\u{7}.pdf", PDF, "ab.pdf"),
        ("fatura.pdf           .exe", PROGRAM, "fatura.pdf.exe"),
        ("a<b>|\"c\"?.pdf", PDF, "a-b---c.pdf"),
        ("x.pdf. . ", PDF, "x.pdf"),
        // Devices.
        ("con.pdf", PDF, "con_.pdf"),
        ("NUL", mime::UNKNOWN, "NUL_"),
        ("aux.tar.gz", "application/gzip", "aux_.tar.gz"),
        ("Com1 .pdf", PDF, "Com1_.pdf"),
        ("lpt²", PDF, "lpt²_.pdf"),
        ("contrato.pdf", PDF, "contrato.pdf"),
        ("com10.pdf", PDF, "com10.pdf"),
    ];
    for (name, mime_type, expected) in table {
        assert_eq!(safe(name, mime_type, "arquivo"), expected, "{name:?}");
    }
}

#[test]
fn long_names_keep_their_ending() {
    let name = safe(&format!("{}.pdf", "a".repeat(300)), PDF, "x");
    assert_eq!(name.chars().count(), CHARS_MAX);
    assert!(name.ends_with("a.pdf"));

    let family = "👩\u{200d}👩\u{200d}👧";
    let name = safe(&format!("{}.pdf", family.repeat(100)), PDF, "x");
    let stem = name.strip_suffix(".pdf").expect("keeps its ending");
    assert!(stem.graphemes(true).all(|grapheme| grapheme == family));
    assert!((BYTES_MAX - 25..=BYTES_MAX).contains(&name.len()));
}

/// Names made of what is dangerous in one.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[a-zé漢 ]{1,6}",
        prop::sample::select(vec![
            "../",
            "..\\",
            "/",
            "\\",
            ".",
            "..",
            " ",
            "\n",
            "\r",
            "\t",
            "\0",
            "\u{202e}",
            "\u{200f}",
            "\u{2066}",
            "\u{feff}",
            "\u{200d}",
            "con",
            "NUL",
            "com1",
            ".pdf",
            ".exe",
            ".tar.gz",
            "C:",
            "~",
            "-",
            "*",
            "\u{301}",
            "👩\u{200d}👧",
            "🇧🇷",
            "\u{e0067}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whatever_it_was_called_it_is_safe(
        name in hostile(),
        mime_type in prop::sample::select(vec![
            PDF, PROGRAM, "image/jpeg", "text/plain", mime::UNKNOWN, "x/unheard-of",
        ]),
    ) {
        let safe_name = safe(&name, mime_type, "arquivo");
        prop_assert!(!safe_name.is_empty());
        prop_assert!(safe_name.chars().count() <= CHARS_MAX, "{:?}", safe_name);
        prop_assert!(safe_name.len() <= BYTES_MAX, "{:?}", safe_name);
        prop_assert!(!safe_name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\n']));
        prop_assert!(!safe_name.contains(".."));
        prop_assert!(!safe_name.starts_with(['.', '-', ' ']) && !safe_name.ends_with(['.', ' ']));
        prop_assert!(safe_name.chars().all(|c| !c.is_control()));
        prop_assert!(!is_device(&safe_name), "{:?}", safe_name);
        // Joiners may stand where an emoji or a script needs them.
        let hidden = |c: char| is_invisible(c)
            && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}')
            && !('\u{e0020}'..='\u{e007f}').contains(&c);
        prop_assert!(!safe_name.chars().any(hidden), "{:?}", safe_name);
        // Another file would take its name for true if the ending lied.
        if let Some(true_one) = mime::extension(mime_type).filter(|_| mime_type != "text/plain") {
            let (_, ending) = safe_name.rsplit_once('.').expect("has an ending");
            prop_assert!(belongs(ending, mime_type), "{:?} {:?}", safe_name, true_one);
        }
        prop_assert_eq!(safe(&safe_name, mime_type, "arquivo"), safe_name);
    }
}

#[test]
fn a_name_that_only_got_its_ending_was_not_changed() {
    let table = [
        ("Contrato São Paulo.pdf", PDF, false),
        ("Contrato  São Paulo ", PDF, false),
        ("contrato", PDF, false),
        ("foto.jpg", PROGRAM, false),
        ("", PDF, false),
        ("../../x.pdf", PDF, true),
        ("linha\num.pdf", PDF, true),
        ("nota\u{202e}fdp.exe", PDF, true),
        ("con", PDF, true),
        ("a:b.pdf", PDF, true),
    ];
    for (given, mime_type, changed) in table {
        let safe = safe(given, mime_type, "arquivo");
        assert_eq!(is_changed(given, &safe), changed, "{given:?} {safe:?}");
    }
    let endless = "a".repeat(300);
    assert!(is_changed(&endless, &safe(&endless, PDF, "arquivo")));
}

#[test]
fn what_a_system_runs_is_known_by_its_ending() {
    for name in ["boleto.pdf.BAT", "x.vbs", "a.lnk", "jogo.apk"] {
        assert!(runs(name), "{name}");
    }
    for name in ["boleto.pdf", "bat", "a.batata", "nota.txt"] {
        assert!(!runs(name), "{name}");
    }
}
