use image::{ImageFormat, Rgba, RgbaImage, load_from_memory};

use super::{file, gif, noise};
use crate::formats::picture::sticker;

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
