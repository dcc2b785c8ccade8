//! A place out of what a person typed: coordinates, or a link that a map gave them. By the text
//! alone: nothing is ever fetched for it.

use url::Url;

use super::content::Spot;

/// What was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// A place.
    Place(Spot),
    /// A short link, which does not say where it leads.
    ShortLink,
    /// Nothing that says where.
    Nowhere,
}

/// Hosts whose links say nothing until they are fetched.
const SHORT: &[&str] = &["goo.gl", "maps.app.goo.gl", "g.co", "osm.org", "maps.apple"];

/// Parameters in which the maps write coordinates, the surest first.
const COORDINATES: &[&str] = &[
    "coordinate",
    "ll",
    "q",
    "query",
    "destination",
    "daddr",
    "center",
    "sll",
];

/// What a person typed as a place.
pub fn read(typed: &str) -> Typed {
    let typed = typed.trim();
    if let Some((latitude_e6, longitude_e6)) = coordinates(typed) {
        return Typed::Place(Spot {
            latitude_e6,
            longitude_e6,
            name: None,
            address: None,
        });
    }
    match Url::parse(typed) {
        Ok(url) if url.scheme() == "geo" => of_geo(url.path()),
        Ok(url) if matches!(url.scheme(), "http" | "https") => of_link(&url),
        _ => Typed::Nowhere,
    }
}

/// `geo:-23.55,-46.63;u=35`: <https://www.rfc-editor.org/rfc/rfc5870>
fn of_geo(path: &str) -> Typed {
    let first = path.split([';', '?']).next().unwrap_or_default();
    let mut parts = first.split(',');
    let pair = parts.next().zip(parts.next());
    found(
        pair.and_then(|(north, east)| pair_of(north, east)),
        None,
        None,
    )
}

fn of_link(url: &Url) -> Typed {
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    if SHORT.contains(&host) {
        return Typed::ShortLink;
    }
    if !is_map(host, url.path()) {
        return Typed::Nowhere;
    }
    let of = |wanted: &str| {
        let mut all = url.query_pairs();
        all.find(|(key, _)| key == wanted)
            .map(|(_, value)| value.into_owned())
    };
    let marked = of("mlat").zip(of("mlon"));
    let at = marked
        .and_then(|(north, east)| pair_of(&north, &east))
        .or_else(|| of_google_path(url.path()))
        .or_else(|| COORDINATES.iter().find_map(|key| coordinates(&of(key)?)))
        .or_else(|| of_fragment(url.fragment()?))
        .or_else(|| coordinates(&last_segment(url)?));
    let words = |text: String| (coordinates(&text).is_none()).then_some(text);
    let name = of("name")
        .or_else(|| of("q").filter(|_| host == "maps.apple.com"))
        .or_else(|| named_in(url))
        .and_then(words);
    found(at, name, of("address"))
}

fn found(at: Option<(i32, i32)>, name: Option<String>, address: Option<String>) -> Typed {
    let said = |text: Option<String>| {
        let text = text.map(|text| text.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    match at {
        Some((latitude_e6, longitude_e6)) => Typed::Place(Spot {
            latitude_e6,
            longitude_e6,
            name: said(name),
            address: said(address),
        }),
        None => Typed::Nowhere,
    }
}

/// Google in every country, OpenStreetMap, Apple, Waze.
fn is_map(host: &str, path: &str) -> bool {
    let google = host.split_once("google.").is_some_and(|(before, country)| {
        matches!(before, "" | "maps.") && !country.contains('/') && country.len() <= 6
    });
    let of_google = google && (host.starts_with("maps.") || path.starts_with("/maps"));
    of_google
        || matches!(
            host,
            "openstreetmap.org" | "maps.apple.com" | "waze.com" | "ul.waze.com"
        )
}

/// Google writes the place itself as `!3d<north>!4d<east>` and what the map shows as
/// `@<north>,<east>,17z`.
fn of_google_path(path: &str) -> Option<(i32, i32)> {
    let number = |after: &str| {
        let start = path.find(after)? + after.len();
        let rest = &path[start..];
        let end = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.')))
            .unwrap_or(rest.len());
        Some(&rest[..end])
    };
    let place = number("!3d").zip(number("!4d"));
    if let Some(found) = place.and_then(|(north, east)| pair_of(north, east)) {
        return Some(found);
    }
    let mut shown = path.split_once("/@")?.1.split(',');
    pair_of(shown.next()?, shown.next()?)
}

/// OpenStreetMap writes what the map shows as `#map=<zoom>/<north>/<east>`.
fn of_fragment(fragment: &str) -> Option<(i32, i32)> {
    let map = fragment
        .split('&')
        .find_map(|part| part.strip_prefix("map="))?;
    let mut parts = map.split('/').skip(1);
    pair_of(parts.next()?, parts.next()?)
}

fn last_segment(url: &Url) -> Option<String> {
    let last = url.path_segments()?.rfind(|part| !part.is_empty())?;
    Some(decoded(last))
}

/// Google writes the name of a place as the segment after `place`.
fn named_in(url: &Url) -> Option<String> {
    let mut parts = url.path_segments()?;
    parts.find(|part| *part == "place")?;
    parts.next().map(decoded)
}

/// Undoes the escapes of a segment of a path.
fn decoded(segment: &str) -> String {
    let pair = format!("x={segment}");
    let mut pairs = url::form_urlencoded::parse(pair.as_bytes());
    pairs
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Two numbers that can be a place, in millionths of a degree: `-23.5505, -46.6333`, with points or
/// with commas (`-23,5505 -46,6333`), or in degrees, minutes and seconds.
fn coordinates(text: &str) -> Option<(i32, i32)> {
    let text = text.trim().trim_start_matches("loc:");
    if text.contains('°') {
        return sexagesimal(text);
    }
    let parts: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ';')
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [both] => {
            let (north, east) = both.split_once(',')?;
            pair_of(north, east)
        }
        [north, east] => {
            let north = north.strip_suffix(',').unwrap_or(north);
            pair_of(&north.replace(',', "."), &east.replace(',', "."))
        }
        _ => None,
    }
}

/// `23°33'01.9"S 46°38'00.0"W`
fn sexagesimal(text: &str) -> Option<(i32, i32)> {
    let text = text.replace(',', ".").to_uppercase();
    let end = text.find(['N', 'S'])? + 1;
    let (north, east) = text.split_at(end);
    let angle = |text: &str| {
        let text = text.trim().trim_start_matches('.').trim();
        let side = text.chars().last()?;
        let numbers = text[..text.len() - side.len_utf8()]
            .split(['°', '\'', '"', '′', '″', '’', '”', ' '])
            .filter(|part| !part.is_empty());
        let mut sum = None;
        let mut unit = 1.0;
        for number in numbers {
            sum = Some(sum.unwrap_or(0.0) + plain(number)? / unit);
            unit *= 60.0;
        }
        match side {
            'N' | 'E' | 'L' => sum,
            'S' | 'W' | 'O' => sum.map(|sum| -sum),
            _ => None,
        }
    };
    within(angle(north)?, angle(east)?)
}

fn pair_of(north: &str, east: &str) -> Option<(i32, i32)> {
    within(plain(north)?, plain(east)?)
}

/// A number as maps write it: nothing but digits, a point and a sign.
fn plain(text: &str) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let is_plain = digits
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    (is_plain && digits.starts_with(|c: char| c.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn within(north: f64, east: f64) -> Option<(i32, i32)> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most 180 million, and what lies beyond a millionth of a degree is a hand's breadth"
    )]
    let millionths = |degrees: f64| (degrees * 1e6).round() as i32;
    let possible = north.abs() <= 90.0 && east.abs() <= 180.0;
    possible.then(|| (millionths(north), millionths(east)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `north east name address` of what was typed, millionths of a degree.
    fn read_as(typed: &str) -> String {
        match read(typed) {
            Typed::Place(spot) => format!(
                "{} {} {} {}",
                spot.latitude_e6,
                spot.longitude_e6,
                spot.name.as_deref().unwrap_or("-"),
                spot.address.as_deref().unwrap_or("-"),
            ),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn coordinates_are_read_however_people_write_them() {
        let sao_paulo = "-23550520 -46633308 - -";
        for typed in [
            "-23.550520, -46.633308",
            " -23.550520,-46.633308 ",
            "-23.550520 -46.633308",
            "-23,550520 -46,633308",
            "-23,550520, -46,633308",
            "-23.550520; -46.633308",
            "geo:-23.550520,-46.633308;u=35",
        ] {
            assert_eq!(read_as(typed), sao_paulo, "{typed}");
        }
        assert_eq!(
            read_as("23°33'01.9\"S 46°38'00.0\"W"),
            "-23550528 -46633333 - -"
        );
        assert_eq!(read_as("48°51′30″N, 2°17′40″E"), "48858333 2294444 - -");
    }

    #[test]
    fn links_of_the_maps_say_where_they_lead() {
        for (typed, expected) in [
            (
                "https://www.google.com/maps/place/Pra%C3%A7a+da+S%C3%A9/@-23.5503,-46.6342,17z/data=!3m1!4b1!4m5!3m4!1s0x94!8m2!3d-23.5503099!4d-46.6342009",
                "-23550310 -46634201 Praça da Sé -",
            ),
            (
                "https://www.google.com.br/maps/@-23.5503,-46.6342,17z",
                "-23550300 -46634200 - -",
            ),
            (
                "https://maps.google.com/?q=-23.5503,-46.6342",
                "-23550300 -46634200 - -",
            ),
            (
                "https://www.google.com/maps/search/?api=1&query=-23.5503%2C-46.6342",
                "-23550300 -46634200 - -",
            ),
            (
                "https://www.google.com/maps/search/-23.5503,+-46.6342",
                "-23550300 -46634200 - -",
            ),
            (
                "https://www.google.com/maps/dir/?api=1&destination=-23.5503,-46.6342",
                "-23550300 -46634200 - -",
            ),
            (
                "https://www.openstreetmap.org/?mlat=-23.5503&mlon=-46.6342#map=18/1/2",
                "-23550300 -46634200 - -",
            ),
            (
                "https://www.openstreetmap.org/#map=18/-23.5503/-46.6342",
                "-23550300 -46634200 - -",
            ),
            (
                "https://maps.apple.com/?ll=-23.5503,-46.6342&q=Loja&address=Rua%20A,%201",
                "-23550300 -46634200 Loja Rua A, 1",
            ),
            (
                "https://maps.apple.com/place?coordinate=-23.5503,-46.6342&name=Loja%20da%20Ana",
                "-23550300 -46634200 Loja da Ana -",
            ),
            (
                "https://waze.com/ul?ll=-23.5503,-46.6342&navigate=yes",
                "-23550300 -46634200 - -",
            ),
        ] {
            assert_eq!(read_as(typed), expected, "{typed}");
        }
    }

    #[test]
    fn what_says_nothing_or_lies_is_no_place() {
        for typed in [
            "https://maps.app.goo.gl/abcdef",
            "https://goo.gl/maps/abcdef",
            "https://osm.org/go/abc--",
        ] {
            assert_eq!(read_as(typed), "ShortLink", "{typed}");
        }
        for typed in [
            "",
            "Rua das Flores, 100",
            "1, 2, 3",
            "91, 0",
            "0, 181",
            "NaN, 0",
            "1e3, 0",
            "inf inf",
            "https://example.com/?q=-23.5,-46.6",
            "https://google.com.evil.example/maps/@-23.5,-46.6,17z",
            "https://www.google.com/maps/place/Padaria",
            "https://www.google.com/search?q=-23.5,-46.6",
            "javascript:alert(1)",
            "http://",
            "°N°E",
        ] {
            assert_eq!(read_as(typed), "Nowhere", "{typed}");
        }
    }
}
