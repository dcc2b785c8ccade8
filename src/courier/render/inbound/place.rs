//! A place: what it is called, where it is, and a map.

use crate::domain::incoming::Location;
use crate::domain::text::{escape, link};
use crate::words::{Args, Locale, args, say};

/// What the customer's phone shows of a place, and a link to a map that we make from its
/// coordinates.
pub fn place(locale: Locale, place: &Location) -> String {
    let head = match &place.name {
        Some(name) => say(
            locale,
            "inbound-location-named",
            &args! { "name" => escape(name) },
        ),
        None => say(locale, "inbound-location", &Args::new()),
    };
    let map = format!(
        "https://maps.google.com/?q={:.6},{:.6}",
        place.latitude, place.longitude
    );
    let address = place.address.as_deref().map(escape);
    let page = place.url.as_deref().map(link);
    [Some(head), address, Some(map), page]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("\n")
}
