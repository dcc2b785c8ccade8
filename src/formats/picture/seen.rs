//! A decoded picture as it is seen.

use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, Rgb, RgbImage};

/// A picture upright and on a white ground, worked out pixel by pixel: a turned copy would take as
/// much memory again.
pub(super) struct Seen<'a> {
    image: &'a DynamicImage,
    orientation: Orientation,
}

impl<'a> Seen<'a> {
    pub(super) fn new(image: &'a DynamicImage, orientation: Orientation) -> Self {
        Self { image, orientation }
    }

    /// Its width and height.
    pub(super) fn sides(&self) -> (u32, u32) {
        let (width, height) = self.image.dimensions();
        let is_on_its_side = matches!(
            self.orientation,
            Orientation::Rotate90
                | Orientation::Rotate270
                | Orientation::Rotate90FlipH
                | Orientation::Rotate270FlipH
        );
        match is_on_its_side {
            true => (height, width),
            false => (width, height),
        }
    }

    /// Whether the ground shows through.
    pub(super) fn is_clear(&self) -> bool {
        self.image.color().has_alpha()
    }

    /// The picture as it lies in memory, if that is how it is seen.
    pub(super) fn as_it_lies(&self) -> Option<&'a RgbImage> {
        match self.image {
            DynamicImage::ImageRgb8(image) if self.orientation == Orientation::NoTransforms => {
                Some(image)
            }
            _ => None,
        }
    }

    /// Red, green, blue and how much they cover of the ground.
    pub(super) fn sample(&self, x: u32, y: u32) -> [u8; 4] {
        let (width, height) = self.image.dimensions();
        let (right, bottom) = (width - 1, height - 1);
        let (x, y) = match self.orientation {
            Orientation::NoTransforms => (x, y),
            Orientation::Rotate90 => (y, bottom - x),
            Orientation::Rotate180 => (right - x, bottom - y),
            Orientation::Rotate270 => (right - y, x),
            Orientation::FlipHorizontal => (right - x, y),
            Orientation::FlipVertical => (x, bottom - y),
            Orientation::Rotate90FlipH => (y, x),
            Orientation::Rotate270FlipH => (right - y, bottom - x),
        };
        self.image.get_pixel(x, y).0
    }
}

impl GenericImageView for Seen<'_> {
    type Pixel = Rgb<u8>;

    fn dimensions(&self) -> (u32, u32) {
        self.sides()
    }

    fn get_pixel(&self, x: u32, y: u32) -> Rgb<u8> {
        let [red, green, blue, alpha] = self.sample(x, y);
        let on_white = |own: u8| {
            let (own, alpha) = (u32::from(own), u32::from(alpha));
            let mixed = (own * alpha + 255 * (255 - alpha) + 127) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([on_white(red), on_white(green), on_white(blue)])
    }
}
