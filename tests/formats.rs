//! How much memory a picture takes at most: the whole program's is counted, so that this is a
//! program of its own and its tests run one after the other.

use std::io::Cursor;
use std::sync::{Mutex, MutexGuard, PoisonError};

use conecta::formats::picture::{self, FILE_MAX, Fit, MEMORY_MAX};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
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
