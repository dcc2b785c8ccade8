//! The places in a template that take a value.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A place in a template that takes a value. Its text form is stable: drafts and mappings keep it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Slot {
    /// The variable of a text header.
    Header(String),
    /// Part of a location header.
    Place(PlacePart),
    /// A variable of the body.
    Body(String),
    /// The end of the address that the button at this index opens.
    Url(usize),
    /// The coupon code that the button at this index copies.
    Coupon(usize),
    /// The code of an authentication template.
    OneTimeCode,
}

/// What a location header consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlacePart {
    /// Degrees, north positive.
    Latitude,
    /// Degrees, east positive.
    Longitude,
    /// What the place is called.
    Name,
    /// Where it is, in words.
    Address,
}

impl PlacePart {
    pub(super) const ALL: [Self; 4] = [Self::Latitude, Self::Longitude, Self::Name, Self::Address];

    /// The word for it in a message.
    pub fn wire_name(self) -> &'static str {
        match self {
            Self::Latitude => "latitude",
            Self::Longitude => "longitude",
            Self::Name => "name",
            Self::Address => "address",
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Header(name) => write!(f, "header.{name}"),
            Self::Place(part) => write!(f, "place.{}", part.wire_name()),
            Self::Body(name) => write!(f, "body.{name}"),
            Self::Url(index) => write!(f, "url.{index}"),
            Self::Coupon(index) => write!(f, "coupon.{index}"),
            Self::OneTimeCode => f.write_str("code"),
        }
    }
}

impl From<Slot> for String {
    fn from(slot: Slot) -> Self {
        slot.to_string()
    }
}

impl TryFrom<String> for Slot {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for Slot {
    type Err = String;

    /// Reads what [`Display`](fmt::Display) writes; the error is the text itself.
    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || text.to_owned();
        if text == "code" {
            return Ok(Self::OneTimeCode);
        }
        let (kind, rest) = text.split_once('.').ok_or_else(unknown)?;
        let index = || rest.parse().map_err(|_| unknown());
        match kind {
            "header" => Ok(Self::Header(rest.to_owned())),
            "body" => Ok(Self::Body(rest.to_owned())),
            "url" => Ok(Self::Url(index()?)),
            "coupon" => Ok(Self::Coupon(index()?)),
            "place" => PlacePart::ALL
                .into_iter()
                .find(|part| part.wire_name() == rest)
                .map(Self::Place)
                .ok_or_else(unknown),
            _ => Err(unknown()),
        }
    }
}
