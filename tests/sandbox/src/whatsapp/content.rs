//! The bodies of the simple message types: what they must look like and what the phone shows.

use serde_json::Value;

use super::errors::GraphError;
use super::interactive;
use super::media::Files;
use super::phone::{Content, Location, Media, MediaKind};
use super::shape::Shape;
use super::state::Body;

/// Every value of `type`.
const TYPES: [&str; 11] = [
    "audio",
    "contacts",
    "document",
    "image",
    "interactive",
    "location",
    "reaction",
    "sticker",
    "template",
    "text",
    "video",
];

const TEXT: usize = 4_096;
const CAPTION: usize = 1_024;
/// The largest link that is taken.
const LINK: usize = 2_000;
/// Meta names no limit for these; a kilobyte is more than anybody shows.
const NAME: usize = 1_000;

/// The value of `type`, `text` if missing.
pub(super) fn kind(request: &Value) -> Result<String, GraphError> {
    let kind = Shape::of(request, "type", 100);
    if kind.is_there() {
        kind.word(&TYPES)
    } else {
        Ok("text".to_owned())
    }
}

/// What a message of a simple type does on the phone.
pub(super) fn read(files: Files<'_>, request: &Value, kind: &str) -> Result<Body, GraphError> {
    let shape = Shape::of(request, kind, 100);
    let content = match kind {
        "text" => {
            let text = shape.object()?;
            Content::Text {
                body: text.at("body").text(TEXT)?,
                preview_url: text.at("preview_url").raw() == Value::Bool(true),
            }
        }
        "location" => Content::Location(location(&shape.object()?)?),
        "contacts" => {
            let mut cards = Vec::new();
            for card in shape.items(1, 257)? {
                card.at("name").object()?.at("formatted_name").text(NAME)?;
                cards.push(card.raw());
            }
            Content::Contacts { cards }
        }
        "reaction" => {
            let reaction = shape.object()?;
            return Ok(Body::Reaction {
                message: reaction.at("message_id").text(NAME)?,
                emoji: reaction.at("emoji").maybe_text(40)?.unwrap_or_default(),
            });
        }
        "interactive" => {
            let shape = Shape::of(request, kind, 131_009);
            Content::Interactive(interactive::read(files, &shape.object()?)?)
        }
        word => match MediaKind::of(word) {
            Some(kind) => Content::Media(media(files, kind, &shape.object()?)?),
            None => return Err(shape.bad("is not supported.")),
        },
    };
    Ok(Body::Bubble(Box::new(content)))
}

/// A file by `id` or `link`, exactly one of them. Links are shown and never fetched: the look-alike
/// reaches nothing but the webhook.
pub(super) fn media(
    files: Files<'_>,
    kind: MediaKind,
    shape: &Shape<'_>,
) -> Result<Media, GraphError> {
    let id = shape.at("id").maybe_text(NAME)?;
    let link = shape.at("link").maybe_text(LINK)?;
    let mut content = None;
    match (&id, &link) {
        (None, None) => {
            return Err(GraphError::missing(&format!(
                "{}['id'] or ['link']",
                kind.word()
            )));
        }
        (Some(_), Some(_)) => {
            return Err(shape.bad("must have either 'id' or 'link', not both."));
        }
        (Some(id), None) => {
            content = Some(files.get(id)?.1);
        }
        (None, Some(link)) => {
            if !link.starts_with("http://") && !link.starts_with("https://") {
                return Err(shape.at("link").bad("is not a valid URI."));
            }
        }
    }
    let captioned = matches!(
        kind,
        MediaKind::Image | MediaKind::Video | MediaKind::Document
    );
    if !captioned && shape.at("caption").is_there() {
        return Err(GraphError::invalid(format!(
            "Unexpected key \"caption\" on param \"{}\".",
            kind.word()
        )));
    }
    Ok(Media {
        kind,
        id,
        content,
        link,
        caption: shape.at("caption").maybe_text(CAPTION)?,
        filename: shape.at("filename").maybe_text(NAME)?,
        voice: shape.at("voice").raw() == Value::Bool(true),
    })
}

/// A place; the API takes the degrees as numbers and as strings.
pub(super) fn location(shape: &Shape<'_>) -> Result<Location, GraphError> {
    let degrees = |name: &str, most: f64| {
        let place = shape.at(name);
        let degrees = place.number()?;
        if !degrees.is_finite() || degrees.abs() > most {
            return Err(place.bad("is out of range."));
        }
        Ok(degrees)
    };
    Ok(Location {
        latitude: degrees("latitude", 90.0)?,
        longitude: degrees("longitude", 180.0)?,
        name: shape.at("name").maybe_text(NAME)?,
        address: shape.at("address").maybe_text(NAME)?,
    })
}
