//! What people call files that are not simply in the message, and where these are.

use super::{Locale, args, say, size};
use crate::domain::abilities::MediaKind;
use crate::domain::file::LinkedFor;
use crate::domain::text::{escape, excerpt};

/// What people call a file of this kind; a document by its name, which is made harmless.
pub fn file_label(locale: Locale, kind: MediaKind, name: &str) -> String {
    /// How much of a name is shown.
    const NAME: usize = 80;
    let id = match kind {
        MediaKind::Image => "inbound-picture",
        MediaKind::Video => "inbound-video",
        MediaKind::Audio => "inbound-audio",
        MediaKind::Voice => "inbound-voice",
        MediaKind::Sticker => "inbound-sticker",
        MediaKind::Document => "inbound-document",
    };
    let name = escape(&excerpt(name, NAME));
    say(locale, id, &args! { "name" => name })
}

/// Where a file of so many bytes lies that is not in the thread for this reason: behind a link until that
/// day, or what is missing for one.
pub fn file_by_link(
    locale: Locale,
    label: &str,
    bytes: u64,
    why: LinkedFor,
    place: Option<(&str, &str)>,
) -> String {
    let why = match why {
        LinkedFor::TooLarge => "large",
        LinkedFor::Refused => "refused",
        LinkedFor::Forbidden => "forbidden",
    };
    let mut args = args! { "label" => label, "size" => size(locale, bytes), "why" => why };
    let Some((link, until)) = place else {
        return say(locale, "inbound-file-unlinked", &args);
    };
    args.set("until", until);
    // In angle brackets, so that Discord does not fetch it for a preview.
    args.set("link", format!("<{link}>"));
    say(locale, "inbound-file-linked", &args)
}
