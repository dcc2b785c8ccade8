//! How much memory a picture or a recording takes at most: the whole program's is counted, so that
//! this is a program of its own and its tests run one after the other.

use std::io::{BufReader, Cursor, Seek as _, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError};

use conecta::formats::picture::{self, FILE_MAX, Fit, MEMORY_MAX};
use conecta::formats::voice::{self, VoiceError};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use ogg::writing::{PacketWriteEndInfo, PacketWriter};
use peak_alloc::PeakAlloc;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// What another test takes would count as well.
fn alone() -> MutexGuard<'static, ()> {
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner)
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .into()
        .write_to(&mut bytes, format)
        .expect("can be written");
    bytes.into_inner()
}

/// What it takes beside the file to make a picture into a smaller one.
fn memory_of_fitting(mut file: Vec<u8>) -> usize {
    // What stands behind the end of a picture is no part of it, and makes its file larger than
    // whatever it can become.
    file.resize(file.len() + (1 << 20), 0);
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let fitted = picture::fit(&file, file.len() - 1);
    let peak = MEMORY.peak_usage() - before;
    assert!(matches!(fitted, Ok(Fit::Converted(_))), "{fitted:?}");
    peak
}

fn coloured(width: u32, height: u32) -> DynamicImage {
    RgbImage::from_pixel(width, height, Rgb([200, 100, 50])).into()
}

fn clear(width: u32, height: u32) -> DynamicImage {
    RgbaImage::from_pixel(width, height, Rgba([200, 100, 50, 120])).into()
}

#[test]
fn a_photograph_of_twelve_megapixels_stays_within_the_limit() {
    let _alone = alone();
    let photograph = file(coloured(4_000, 3_000), ImageFormat::Jpeg);
    let bytes = photograph.len();
    let memory = memory_of_fitting(photograph);
    // As large as the file may be.
    assert!(memory + FILE_MAX <= MEMORY_MAX, "{memory} beside {bytes}");
}

/// What is reckoned with before a picture is decoded.
#[test]
fn no_kind_takes_more_for_a_pixel_than_is_reckoned() {
    const SIDE: u32 = 800;
    let _alone = alone();
    let deep = DynamicImage::from(clear(SIDE, SIDE).into_rgba16());
    let table = [
        ("JPEG", 3, file(coloured(SIDE, SIDE), ImageFormat::Jpeg)),
        ("PNG", 3, file(coloured(SIDE, SIDE), ImageFormat::Png)),
        ("clear PNG", 4, file(clear(SIDE, SIDE), ImageFormat::Png)),
        ("deep PNG", 8, file(deep, ImageFormat::Png)),
        ("WebP", 8, file(coloured(SIDE, SIDE), ImageFormat::WebP)),
        ("clear WebP", 8, file(clear(SIDE, SIDE), ImageFormat::WebP)),
        ("GIF", 9, file(coloured(SIDE, SIDE), ImageFormat::Gif)),
        ("BMP", 4, file(coloured(SIDE, SIDE), ImageFormat::Bmp)),
        ("TIFF", 9, file(coloured(SIDE, SIDE), ImageFormat::Tiff)),
        ("clear TIFF", 12, file(clear(SIDE, SIDE), ImageFormat::Tiff)),
    ];
    for (kind, per_pixel, file) in table {
        let written = file.len() + (1 << 20);
        let memory = memory_of_fitting(file);
        let reckoned = per_pixel * SIDE as usize * SIDE as usize;
        assert!(memory <= reckoned + written + (1 << 19), "{kind}: {memory}");
    }
}

/// A recording of these packets, on the disk.
fn recording(packets: impl Iterator<Item = Vec<u8>>) -> std::fs::File {
    let mut file = tempfile::tempfile().expect("a file");
    let mut writer = PacketWriter::new(&mut file);
    let head = [b"OpusHead\x01\x01\x00\x00".as_slice(), &[0; 7]].concat();
    let tags = b"OpusTags\0\0\0\0\0\0\0\0".to_vec();
    for packet in [head, tags] {
        let end = PacketWriteEndInfo::EndPage;
        writer.write_packet(packet, 7, end, 0).expect("written");
    }
    for (packet, nth) in packets.zip(1..) {
        let end = PacketWriteEndInfo::NormalPacket;
        writer
            .write_packet(packet, 7, end, nth * 960)
            .expect("written");
    }
    let (last, end) = (vec![1 << 3], PacketWriteEndInfo::EndStream);
    writer.write_packet(last, 7, end, 0).expect("written");
    file.flush().expect("written");
    file.rewind().expect("its beginning");
    file
}

/// What it takes to read it.
fn memory_of_listening(file: std::fs::File) -> (Result<u8, VoiceError>, usize) {
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let read = voice::read(BufReader::new(file)).map(|voice| voice.channels);
    (read, MEMORY.peak_usage() - before)
}

#[test]
fn a_recording_takes_no_more_memory_the_longer_it_is() {
    let _alone = alone();
    // As large as a voice note may be.
    let long = recording((0..16_000).map(|_| vec![1 << 3; 1_000]));
    let (read, memory) = memory_of_listening(long);
    assert_eq!(read, Ok(1));
    assert!(memory < 512 << 10, "{memory}");
}

#[test]
fn a_recording_that_is_one_endless_packet_is_given_up() {
    let _alone = alone();
    let endless = recording(std::iter::once(vec![1 << 3; 16_000_000]));
    let (read, memory) = memory_of_listening(endless);
    assert_eq!(read, Err(VoiceError::Damaged));
    assert!(memory < 8 << 20, "{memory}");
}
