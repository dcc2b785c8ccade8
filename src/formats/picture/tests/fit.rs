use image::metadata::Orientation;
use image::{
    DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage, load_from_memory,
};

use super::{CMYK, GRAY, PROGRESSIVE, WHATSAPP_MAX, colourful, file, gif, jpeg, noise, png_with};
use crate::formats::picture::outline::outline;
use crate::formats::picture::{Fit, PictureError, fit, fit_file};

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
        file(picture.clone(), ImageFormat::Tiff),
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

#[test]
fn a_file_on_the_disk_is_read_when_it_is_its_turn() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("picture");
    std::fs::write(&path, file(colourful(30, 20), ImageFormat::WebP)).expect("can be written");
    assert!(matches!(
        fit_file(&path, WHATSAPP_MAX),
        Ok(Fit::Converted(_))
    ));

    // It takes no memory to see that it is too large.
    let heavy = std::fs::File::create(&path).expect("can be written");
    heavy.set_len(1 << 40).expect("can be as long");
    let refused = PictureError::TooLarge {
        width: 0,
        height: 0,
        bytes: 1 << 40,
    };
    assert_eq!(fit_file(&path, WHATSAPP_MAX), Err(refused));

    let gone = fit_file(&folder.path().join("none"), WHATSAPP_MAX);
    assert_eq!(
        gone,
        Err(PictureError::Unreadable(std::io::ErrorKind::NotFound))
    );
}
