//! `/location`: a place for the customer, out of a map's link or coordinates.

use super::checks;
use super::composed::{self, Fields, field};
use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::discord::components::{Modal, TextInput};
use crate::discord::custom_id::CustomId;
use crate::domain::content::{Content, Spot};
use crate::domain::map_link::{Typed, read};

/// Characters of a name and of an address; WhatsApp shows a line or two.
const WORDS: usize = 200;

/// Sends a place in the conversation of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn location(
    ctx: Context<'_>,
    #[max_length = 1000] place: String,
    #[max_length = 200] name: Option<String>,
    #[max_length = 200] address: Option<String>,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        let id = asked.conversation_here().await?;
        let content = spot(&asked, &place, name, address)?;
        composed::begin(&asked, id, content).await
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}

/// What was typed in wins over what the link says.
fn spot(
    asked: &Asked<'_>,
    place: &str,
    name: Option<String>,
    address: Option<String>,
) -> Result<Content, Trouble> {
    let spot = match read(place) {
        Typed::Place(spot) => spot,
        Typed::ShortLink => return Err(Trouble::Say(asked.word("location-short-link"))),
        Typed::Nowhere => return Err(Trouble::Say(asked.word("location-nowhere"))),
    };
    let said = |typed: Option<String>, found: Option<String>| {
        let text = typed.filter(|text| !text.trim().is_empty()).or(found)?;
        Some(text.trim().chars().take(WORDS).collect())
    };
    Ok(Content::Location(Spot {
        name: said(name, spot.name.clone()),
        address: said(address, spot.address.clone()),
        ..spot
    }))
}

/// The form in which a place is corrected.
pub fn form(asked: &Asked<'_>, id: CustomId, spot: &Spot) -> Modal {
    let optional = |name: &str, label: &str, value: Option<&String>| {
        TextInput::line(name, &asked.word(label))
            .optional()
            .length(0, WORDS)
            .value(value.map(String::as_str).unwrap_or_default())
    };
    let place = TextInput::line("place", &asked.word("location-place-label"))
        .length(1, 1000)
        .value(&spot.degrees());
    let name = optional("name", "location-name-label", spot.name.as_ref());
    let address = optional("address", "location-address-label", spot.address.as_ref());
    Modal::new(id, &asked.word("location-title"), [place, name, address])
}

/// What the form says.
pub fn typed(asked: &Asked<'_>, fields: &Fields) -> Result<Content, Trouble> {
    let maybe = |name: &str| Some(field(fields, name).to_owned());
    spot(
        asked,
        field(fields, "place"),
        maybe("name"),
        maybe("address"),
    )
}
