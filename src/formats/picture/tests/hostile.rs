use image::{DynamicImage, ImageFormat};
use proptest::prelude::*;

use super::{CMYK, PROGRESSIVE, WHATSAPP_MAX, colourful, crc32, file, gif, jpeg, noise};
use crate::formats::picture::{FILE_MAX, Fit, PictureError, fit, measure, sticker};

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
        file(picture(), ImageFormat::Tiff),
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
            b"\xff\xd8\xff\xe0".as_slice(), b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", b"GIF89a", b"BM", b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08",
            b"RIFF\x40\0\0\0WEBPVP8X", b"RIFF\x40\0\0\0WEBPVP8L", b"RIFF\x40\0\0\0WEBPVP8 ",
        ]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let _ = fit(&[sign, &bytes].concat(), WHATSAPP_MAX);
    }
}
