use std::io::Cursor;

use image::codecs::gif::GifEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{
    DynamicImage, Frame, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage,
    load_from_memory,
};
use proptest::prelude::*;

use super::outline::outline;
use super::*;

/// Written by libjpeg-turbo and ImageMagick, 24 × 16 pixels each.
const PROGRESSIVE: &[u8] = include_bytes!("../samples/progressive.jpg");
const CMYK: &[u8] = include_bytes!("../samples/cmyk.jpg");
const GRAY: &[u8] = include_bytes!("../samples/gray.jpg");

/// What WhatsApp takes of a picture.
const WHATSAPP_MAX: usize = 5 << 20;

fn colourful(width: u32, height: u32) -> RgbImage {
    let shade = |place: u32, of: u32| u8::try_from(place * 255 / of).unwrap_or(u8::MAX);
    RgbImage::from_fn(width, height, |x, y| {
        Rgb([shade(x, width), shade(y, height), 90])
    })
}

/// What compresses badly.
fn noise(width: u32, height: u32) -> RgbImage {
    let mut state = 1u32;
    RgbImage::from_fn(width, height, |_, _| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let [_, a, b, c] = state.to_le_bytes();
        Rgb([a, b, c])
    })
}

fn file(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image
        .into()
        .write_to(&mut bytes, format)
        .expect("can be written");
    bytes.into_inner()
}

fn jpeg(image: &RgbImage, exif_orientation: Option<u8>) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90)
        .encode_image(image)
        .expect("can be written");
    let Some(orientation) = exif_orientation else {
        return bytes;
    };
    // One entry, 0x0112, a short.
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".as_slice(),
        &[orientation, 0, 0, 0, 0, 0, 0],
    ]
    .concat();
    let length = u16::try_from(exif.len() + 2).expect("short");
    let segment = [&[0xff, 0xe1], length.to_be_bytes().as_slice(), &exif].concat();
    bytes.splice(2..2, segment);
    bytes
}

fn gif(frames: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for frame in 0..frames {
        let shade = u8::try_from(frame * 40).unwrap_or(u8::MAX);
        let image = RgbaImage::from_pixel(20, 10, Rgba([shade, 0, 200, 255]));
        encoder
            .encode_frame(Frame::new(image))
            .expect("can be written");
    }
    drop(encoder);
    bytes
}

/// A PNG with a chunk more, behind its header.
fn png_with(chunk: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let mut png = file(colourful(8, 8), ImageFormat::Png);
    let length = u32::try_from(data.len()).expect("short").to_be_bytes();
    let crc = crc32(&[chunk.as_slice(), data].concat()).to_be_bytes();
    png.splice(33..33, [&length, chunk.as_slice(), data, &crc].concat());
    png
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[track_caller]
fn converted(file: &[u8], max_bytes: usize) -> (DynamicImage, &'static str) {
    match fit(file, max_bytes) {
        Ok(Fit::Converted(converted)) => {
            assert!(converted.bytes.len() <= max_bytes);
            let outline = outline(&converted.bytes).expect("is a picture");
            assert!(outline.is_plain, "{outline:?}");
            assert_eq!(fit(&converted.bytes, max_bytes), Ok(Fit::AsItIs));
            let image = load_from_memory(&converted.bytes).expect("can be read");
            (image, converted.mime_type)
        }
        other => panic!("{other:?}"),
    }
}

/// Whether two pictures look alike: no colour of no pixel is far from the other's.
#[track_caller]
fn assert_alike(seen: &DynamicImage, expected: &DynamicImage) {
    assert_eq!(seen.dimensions(), expected.dimensions());
    for (x, y, pixel) in seen.pixels() {
        let other = expected.get_pixel(x, y);
        let is_near = pixel
            .0
            .iter()
            .zip(other.0)
            .all(|(own, other)| own.abs_diff(other) < 40);
        assert!(is_near, "{x},{y}: {pixel:?} {other:?}");
    }
}

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
fn what_everything_shows_is_not_touched() {
    let photo = jpeg(&colourful(30, 20), Some(6));
    assert_eq!(fit(&photo, WHATSAPP_MAX), Ok(Fit::AsItIs));
    assert_eq!(fit(PROGRESSIVE, WHATSAPP_MAX), Ok(Fit::AsItIs));
    let screenshot = file(colourful(30, 20), ImageFormat::Png);
    assert_eq!(fit(&screenshot, WHATSAPP_MAX), Ok(Fit::AsItIs));
}

#[test]
fn other_kinds_become_png_without_losing_anything() {
    let picture = DynamicImage::from(colourful(30, 20));
    let table = [
        file(picture.clone(), ImageFormat::WebP),
        file(picture.clone(), ImageFormat::Bmp),
        file(picture.to_rgb16(), ImageFormat::Png),
    ];
    for file in table {
        let (image, mime_type) = converted(&file, WHATSAPP_MAX);
        assert_eq!((image, mime_type), (picture.clone(), "image/png"));
    }
    let gray = file(picture.to_luma8(), ImageFormat::Png);
    let (image, _) = converted(&gray, WHATSAPP_MAX);
    assert_eq!(image.to_luma8(), picture.to_luma8());
    let clear = RgbaImage::from_pixel(4, 4, Rgba([10, 20, 30, 0]));
    let (image, _) = converted(&file(clear.clone(), ImageFormat::WebP), WHATSAPP_MAX);
    assert_eq!(image, DynamicImage::from(clear));
    let (image, mime_type) = converted(&gif(1), WHATSAPP_MAX);
    assert_eq!(mime_type, "image/png");
    assert_eq!(image.dimensions(), (20, 10));
}

#[test]
fn odd_jpegs_become_ordinary_ones() {
    for odd in [CMYK, GRAY] {
        let (image, mime_type) = converted(odd, WHATSAPP_MAX);
        assert_eq!(mime_type, "image/jpeg");
        assert_eq!(image.dimensions(), (24, 16));
    }
    let (image, _) = converted(GRAY, WHATSAPP_MAX);
    assert_alike(
        &image,
        &load_from_memory(GRAY)
            .expect("can be read")
            .to_rgb8()
            .into(),
    );
}

#[test]
fn what_is_too_large_for_the_channel_becomes_smaller() {
    let photo = noise(300, 200);
    let whole = jpeg(&photo, None);
    let (image, mime_type) = converted(&whole, whole.len() - 1);
    assert_eq!((image.dimensions(), mime_type), ((300, 200), "image/jpeg"));

    let wide = noise(1_700, 100);
    let (image, mime_type) = converted(&file(wide, ImageFormat::Png), 190_000);
    assert_eq!(mime_type, "image/jpeg");
    assert_eq!(image.dimensions(), (1_280, 75));

    // Not even the smallest form fits.
    let all = file(noise(400, 400), ImageFormat::Png);
    let refused = PictureError::TooLarge {
        width: 400,
        height: 400,
        bytes: all.len(),
    };
    assert_eq!(fit(&all, 200), Err(refused));
}

#[test]
fn a_picture_that_lies_on_its_side_stands_upright() {
    let upright = RgbImage::from_fn(40, 24, |x, y| match (x < 20, y < 12) {
        (true, true) => Rgb([250, 0, 0]),
        (false, true) => Rgb([0, 250, 0]),
        (true, false) => Rgb([0, 0, 250]),
        (false, false) => Rgb([250, 250, 250]),
    });
    for exif in 1..=8 {
        let orientation = Orientation::from_exif(exif).expect("is one");
        // Written as a camera would that is held in this way.
        let undo = match orientation {
            Orientation::Rotate90 => Orientation::Rotate270,
            Orientation::Rotate270 => Orientation::Rotate90,
            other => other,
        };
        let mut written = DynamicImage::from(upright.clone());
        written.apply_orientation(undo);
        let file = jpeg(&written.to_rgb8(), Some(exif));
        let (image, _) = converted(&file, file.len() - 1);
        assert_alike(&image, &upright.clone().into());
    }
}

#[test]
fn what_is_clear_stands_on_white_when_it_becomes_a_jpeg() {
    let mut stained = DynamicImage::from(noise(200, 200)).to_rgba8();
    for (x, _, pixel) in stained.enumerate_pixels_mut() {
        if x < 100 {
            *pixel = Rgba([0, 0, 0, 0]);
        }
    }
    let (image, mime_type) = converted(&file(stained, ImageFormat::Png), 60_000);
    assert_eq!(mime_type, "image/jpeg");
    assert_eq!(image.to_rgb8().get_pixel(20, 20), &Rgb([255, 255, 255]));
}

#[test]
fn what_moves_is_said_to() {
    assert_eq!(fit(&gif(2), WHATSAPP_MAX), Ok(Fit::Animated));
    let moving = png_with(b"acTL", &[0, 0, 0, 2, 0, 0, 0, 0]);
    assert_eq!(fit(&moving, WHATSAPP_MAX), Ok(Fit::Animated));
}

/// A PNG that says it has so many pixels; what stands behind its header is not looked at.
fn huge_png(width: u32, height: u32) -> Vec<u8> {
    let mut png = file(colourful(8, 8), ImageFormat::Png);
    png[16..20].copy_from_slice(&width.to_be_bytes());
    png[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc32(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&crc);
    png
}

#[test]
fn bombs_are_refused_before_anything_is_decoded() {
    let side = 30_000u16;
    let wide = u32::from(side);
    let mut in_jpeg = jpeg(&colourful(8, 8), None);
    let frame = in_jpeg
        .windows(2)
        .position(|pair| pair == [0xff, 0xc0])
        .expect("has one");
    in_jpeg[frame + 5..frame + 7].copy_from_slice(&side.to_be_bytes());
    in_jpeg[frame + 7..frame + 9].copy_from_slice(&side.to_be_bytes());
    let mut in_gif = gif(1);
    // The picture is larger than the screen.
    let picture = in_gif
        .windows(5)
        .position(|five| five == [0x2c, 0, 0, 0, 0])
        .expect("has one");
    in_gif[picture + 5..picture + 7].copy_from_slice(&side.to_le_bytes());
    in_gif[picture + 7..picture + 9].copy_from_slice(&side.to_le_bytes());
    let mut in_bmp = file(colourful(8, 8), ImageFormat::Bmp);
    in_bmp[18..22].copy_from_slice(&wide.to_le_bytes());
    in_bmp[22..26].copy_from_slice(&(-30_000i32).to_le_bytes());
    for (bomb, expected) in [
        (huge_png(wide, wide), (wide, wide)),
        (huge_png(u32::MAX, 1), (u32::MAX, 1)),
        (in_jpeg, (wide, wide)),
        (in_gif, (wide, wide)),
        (in_bmp, (wide, wide)),
    ] {
        let refused = PictureError::TooLarge {
            width: expected.0,
            height: expected.1,
            bytes: bomb.len(),
        };
        assert_eq!(measure(&bomb), Err(refused));
        assert_eq!(fit(&bomb, WHATSAPP_MAX), Err(refused));
        assert_eq!(sticker(&bomb, 100_000), Err(refused));
    }
}

#[test]
fn what_would_not_fit_into_memory_is_refused_before_it_is_decoded() {
    // Allowed to be shown, and too much to be decoded here.
    let large = huge_png(7_000, 7_000);
    assert_eq!(fit(&large, WHATSAPP_MAX), Ok(Fit::AsItIs));
    let refused = PictureError::TooLarge {
        width: 7_000,
        height: 7_000,
        bytes: large.len(),
    };
    assert_eq!(fit(&large, large.len() - 1), Err(refused));
    let heavy = [jpeg(&colourful(8, 8), None), vec![0; FILE_MAX]].concat();
    let refused = PictureError::TooLarge {
        width: 0,
        height: 0,
        bytes: heavy.len(),
    };
    assert_eq!(measure(&heavy), Err(refused));
}

#[test]
fn what_is_cut_off_is_refused() {
    let picture = || noise(40, 40);
    let files = [
        jpeg(&picture(), None),
        PROGRESSIVE.to_vec(),
        file(picture(), ImageFormat::Png),
        file(picture(), ImageFormat::WebP),
        gif(2),
    ];
    assert_eq!(measure(&[]), Err(PictureError::Empty));
    assert_eq!(fit(&[], WHATSAPP_MAX), Err(PictureError::Empty));
    for whole in files {
        let refused = [PictureError::Damaged, PictureError::Unknown];
        for end in [1, 3, 10, 20, whole.len() / 2, whole.len() - 3] {
            let error = fit(&whole[..end], WHATSAPP_MAX).expect_err("is cut off");
            assert!(refused.contains(&error), "{error:?} {end}");
        }
    }
    let bmp = file(picture(), ImageFormat::Bmp);
    assert_eq!(
        fit(&bmp[..bmp.len() - 3], WHATSAPP_MAX),
        Err(PictureError::Damaged)
    );
    for other in [b"%PDF-1.7".as_slice(), b"<svg>", b"PK\x03\x04", &[0; 100]] {
        assert_eq!(fit(other, WHATSAPP_MAX), Err(PictureError::Unknown));
    }
}

#[test]
fn a_sticker_is_a_square_of_webp_if_it_can_be() {
    let max_bytes = 100 << 10;
    let mut drawing = RgbaImage::new(320, 200);
    for (x, y, pixel) in drawing.enumerate_pixels_mut() {
        if (x / 20 + y / 20) % 2 == 0 {
            *pixel = Rgba([200, 40, 40, 255]);
        }
    }
    let made = sticker(&file(drawing, ImageFormat::Png), max_bytes).expect("is a picture");
    assert_eq!((made.mime_type, made.was_animated), ("image/webp", false));
    assert!(made.bytes.len() <= max_bytes);
    let image = load_from_memory(&made.bytes)
        .expect("can be read")
        .to_rgba8();
    assert_eq!(image.dimensions(), (512, 512));
    assert_eq!(
        image.get_pixel(256, 5).0[3],
        0,
        "the square is clear around it"
    );
    assert_eq!(
        image.get_pixel(5, 110).0,
        [200, 40, 40, 255],
        "it is as wide as the square"
    );

    let photo = sticker(&file(noise(320, 320), ImageFormat::Png), max_bytes).expect("is a picture");
    assert_eq!(photo.mime_type, "image/png");
    let moving = sticker(&gif(3), max_bytes).expect("is a picture");
    assert_eq!(
        (moving.mime_type, moving.was_animated),
        ("image/webp", true)
    );
}

/// One file of each kind.
fn any_picture() -> impl Strategy<Value = Vec<u8>> {
    let picture = || colourful(16, 12);
    prop::sample::select(vec![
        jpeg(&picture(), Some(8)),
        PROGRESSIVE.to_vec(),
        CMYK.to_vec(),
        file(picture(), ImageFormat::Png),
        file(DynamicImage::from(picture()).to_rgba16(), ImageFormat::Png),
        file(picture(), ImageFormat::WebP),
        file(picture(), ImageFormat::Bmp),
        gif(1),
        gif(2),
    ])
}

proptest! {
    #[test]
    fn a_damaged_one_is_refused_or_read(
        picture in any_picture(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut damaged = picture;
        for (at, byte) in changes {
            *at.get_mut(&mut damaged) = byte;
        }
        if let Some(cut) = cut {
            damaged.truncate(cut.index(damaged.len() + 1));
        }
        let _ = measure(&damaged);
        let small = damaged.len().saturating_sub(1);
        let _ = (fit(&damaged, WHATSAPP_MAX), fit(&damaged, small));
    }

    #[test]
    fn garbage_behind_a_sign_is_refused_or_read(
        sign in prop::sample::select(vec![
            b"\xff\xd8\xff\xe0".as_slice(), b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"GIF89a", b"BM",
            b"RIFF\x40\0\0\0WEBPVP8X", b"RIFF\x40\0\0\0WEBPVP8L", b"RIFF\x40\0\0\0WEBPVP8 ",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = fit(&[sign, &bytes].concat(), WHATSAPP_MAX);
    }
}
