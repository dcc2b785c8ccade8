use std::io::Write as _;

use proptest::prelude::*;
use tempfile::NamedTempFile;

use super::*;
use crate::formats::sniff;

const ZIP: &str = "application/zip";

fn of(bytes: &[u8], claimed: &str, name: &str) -> Vec<Caution> {
    let mut file = NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("written");
    let content = sniff(bytes, Some(claimed), Some(name));
    let mut found = outside(&content, name);
    found.extend(inside(file.path(), &content).expect("it can be read"));
    found
}

/// A list of contents with these names, each of which says that it is so long.
fn list(entries: &[(&str, u32)]) -> Vec<u8> {
    let mut list = Vec::new();
    for (name, length) in entries {
        let mut entry = [0; 46];
        entry[..4].copy_from_slice(b"PK\x01\x02");
        entry[24..28].copy_from_slice(&length.to_le_bytes());
        entry[28] = u8::try_from(name.len()).expect("short");
        list.extend(entry);
        list.extend(name.as_bytes());
    }
    list
}

/// The end of an archive whose list is so long and begins there, with a remark of so many bytes.
fn end(size: usize, offset: usize, remark: usize) -> [u8; 22] {
    let four = |number: usize| u32::try_from(number).expect("short").to_le_bytes();
    let mut end = [0; 22];
    end[..4].copy_from_slice(b"PK\x05\x06");
    end[12..16].copy_from_slice(&four(size));
    end[16..20].copy_from_slice(&four(offset));
    end[20..].copy_from_slice(&four(remark)[..2]);
    end
}

/// An archive of these entries.
fn archive(entries: &[(&str, u32)]) -> Vec<u8> {
    let mut file = b"PK\x03\x04".to_vec();
    file.extend([0; 60]);
    let list = list(entries);
    let at = file.len();
    file.extend(&list);
    file.extend(end(list.len(), at, 0));
    file
}

const BOMB: [(&str, u32); 3] = [("a", u32::MAX), ("b", u32::MAX), ("c", 5)];

fn swells() -> [Caution; 1] {
    let bytes = u64::from(u32::MAX) * 2 + 5;
    [Caution::Swells { bytes }]
}

#[test]
fn an_archive_that_swells_says_how_far_and_no_other_does() {
    assert_eq!(of(&archive(&BOMB), ZIP, "fotos.zip"), swells());
    let docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    assert_eq!(of(&archive(&BOMB), docx, "a.docx"), swells());
    let mut remarked = archive(&[("a", 7)]);
    let count = remarked.len();
    remarked[count - 2] = 9;
    remarked.extend(b"Feito em.");
    for tame in [
        archive(&[("a", 1_000_000)]),
        end(0, 0, 0).to_vec(),
        remarked,
    ] {
        assert_eq!(of(&tame, ZIP, "fotos.zip"), []);
    }
    // What begins with an entry is not empty, whatever its end says.
    assert_eq!(of(&archive(&[]), ZIP, "fotos.zip"), [Caution::Unseen]);
}

#[test]
fn nothing_before_or_behind_a_list_hides_it() {
    let bomb = archive(&BOMB);
    // What a program that unpacks passes over.
    let prefixed = [b"\x7fqualquer coisa".as_slice(), &bomb].concat();
    assert!(of(&prefixed, ZIP, "fotos.zip").ends_with(&swells()));
    let trailed = [bomb.as_slice(), b"resto"].concat();
    assert_eq!(of(&trailed, ZIP, "fotos.zip"), swells());
    // The sign of the long form in the remark, which no locator leads to.
    let mut signed = bomb.clone();
    let count = signed.len();
    signed[count - 2] = 56;
    signed.extend(b"PK\x06\x06");
    signed.extend([0; 52]);
    assert_eq!(of(&signed, ZIP, "fotos.zip"), swells());
    // A whole other end in it, with a list that is harmless.
    let harmless = list(&[("a", 7)]);
    let remark = harmless.len() + 22;
    let mut masked = bomb.clone();
    masked.truncate(count - 22);
    let size = count - 22 - 64;
    masked.extend(end(size, 64, remark));
    masked.extend(&harmless);
    masked.extend(end(harmless.len(), count, 0));
    assert_eq!(of(&masked, ZIP, "fotos.zip"), swells());
    // An offset that leads to a harmless list, while programs count back from the end.
    let mut led = b"PK\x03\x04".to_vec();
    led.extend(&harmless);
    led.extend([0; 8]);
    let real = list(&BOMB);
    led.extend(&real);
    led.extend(end(real.len(), 4, 0));
    assert_eq!(of(&led, ZIP, "fotos.zip"), swells());
}

#[test]
fn the_long_form_is_read_where_a_locator_leads_to_it() {
    let listed = list(&BOMB);
    let mut file = b"PK\x03\x04".to_vec();
    file.extend(&listed);
    let record = file.len() as u64;
    let mut long = [0; 56];
    long[..4].copy_from_slice(b"PK\x06\x06");
    long[40..48].copy_from_slice(&(listed.len() as u64).to_le_bytes());
    long[48..].copy_from_slice(&4_u64.to_le_bytes());
    file.extend(long);
    file.extend(b"PK\x06\x07\0\0\0\0");
    file.extend(record.to_le_bytes());
    file.extend([1, 0, 0, 0]);
    let mut end = end(0, 0, 0);
    end[12..20].fill(0xff);
    file.extend(end);
    assert_eq!(of(&file, ZIP, "fotos.zip"), swells());
}

#[test]
fn an_entry_in_its_long_form_is_as_long_as_that_says() {
    let mut entry = list(&[("a", u32::MAX)]);
    entry[30] = 12;
    entry.extend([1, 0, 8, 0]);
    entry.extend(7_u64.to_le_bytes());
    let mut file = b"PK\x03\x04".to_vec();
    file.extend(&entry);
    file.extend(end(entry.len(), 4, 0));
    assert_eq!(of(&file, ZIP, "fotos.zip"), []);
}

#[test]
fn what_cannot_be_seen_is_said_to_be_so() {
    let nested = archive(&[("leia.txt", 7), ("lib 0.ZIP", 34_902)]);
    // Nothing that a program could not unpack all the same.
    let unlisted = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    for archive in [nested, unlisted] {
        assert_eq!(of(&archive, ZIP, "fotos.zip"), [Caution::Unseen]);
    }
    for (sign, mime, name) in [
        (
            b"7z\xBC\xAF\x27\x1C\0\x04".as_slice(),
            "application/x-7z-compressed",
            "a.7z",
        ),
        (b"Rar!\x1A\x07\x01\0", "application/vnd.rar", "a.rar"),
        (b"\xFD7zXZ\0\0\x04", "application/x-xz", "a.xz"),
        (b"BZh91AY&SY\x01\xff", "application/x-bzip2", "a.bz2"),
        (b"\x28\xB5\x2F\xFD\x04\0", "application/zstd", "a.zst"),
    ] {
        assert_eq!(of(sign, mime, name), [Caution::Unseen], "{name}");
    }
}

#[test]
fn a_gzip_is_believed_only_when_it_says_the_worst() {
    let gzip = |says: u32| {
        let mut gzip = b"\x1f\x8b\x08\0".to_vec();
        gzip.extend(says.to_le_bytes());
        of(&gzip, "application/gzip", "a.gz")
    };
    let bytes = u32::MAX.into();
    assert_eq!(gzip(u32::MAX), [Caution::Swells { bytes }]);
    assert_eq!(gzip(7), [Caution::Unseen]);
}

#[test]
fn what_runs_and_what_lies_is_said() {
    let program = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff\0\0";
    let claimed = "application/pdf".to_owned();
    assert_eq!(
        of(program, "application/pdf", "boleto.pdf"),
        [Caution::Disguised { claimed }, Caution::Program]
    );
    assert_eq!(
        of(b"@echo off", "text/plain", "nota.bat"),
        [Caution::Program]
    );
    assert_eq!(of(b"oi", "text/plain", "nota.txt"), []);
}

proptest! {
    #[test]
    fn no_archive_ends_it(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        size in 0_usize..400,
        at in 0_usize..400,
    ) {
        let mut file = b"PK\x03\x04".to_vec();
        file.extend(&bytes);
        file.extend(end(size, at, 0));
        of(&file, ZIP, "a.zip");
    }
}
