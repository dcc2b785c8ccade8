use image::ImageFormat;

use super::{PROGRESSIVE, colourful, file, gif, jpeg, png_with};
use crate::formats::picture::{Format, Measure, PictureError, measure};

#[test]
fn measures_without_decoding() {
    let square = || colourful(30, 20);
    let table = [
        (jpeg(&square(), None), Format::Jpeg, (30, 20), false),
        (PROGRESSIVE.to_vec(), Format::Jpeg, (24, 16), false),
        (
            file(square(), ImageFormat::Png),
            Format::Png,
            (30, 20),
            false,
        ),
        (
            file(square(), ImageFormat::WebP),
            Format::WebP,
            (30, 20),
            false,
        ),
        (
            file(square(), ImageFormat::Bmp),
            Format::Bmp,
            (30, 20),
            false,
        ),
        (
            file(square(), ImageFormat::Tiff),
            Format::Tiff,
            (30, 20),
            false,
        ),
        (gif(1), Format::Gif, (20, 10), false),
        (gif(3), Format::Gif, (20, 10), true),
        (
            png_with(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]),
            Format::Png,
            (8, 8),
            true,
        ),
    ];
    for (file, format, (width, height), is_animated) in table {
        let expected = Measure {
            format,
            width,
            height,
            is_animated,
        };
        assert_eq!(measure(&file), Ok(expected));
    }
}

#[test]
fn a_fax_of_several_pages_and_a_preview_are_no_single_picture() {
    let page = file(colourful(30, 20), ImageFormat::Tiff);
    let directory = u32::from_le_bytes(page[4..8].try_into().expect("four"));
    let directory = usize::try_from(directory).expect("small");
    let entries = usize::from(page[directory]);

    let mut pages = page.clone();
    let next = directory + 2 + 12 * entries;
    pages[next..next + 4].copy_from_slice(&8u32.to_le_bytes());
    assert_eq!(measure(&pages), Err(PictureError::Unknown));

    // Of all entries the kind has the lowest number, so that it comes first.
    let mut preview = page.clone();
    let first = directory + 2;
    preview[first..first + 12].copy_from_slice(&[254, 0, 4, 0, 1, 0, 0, 0, 1, 0, 0, 0]);
    assert_eq!(measure(&preview), Err(PictureError::Unknown));
}
