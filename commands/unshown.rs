//! What a customer wrote and the thread does not show, for the asker alone.

use super::context::Asked;
use super::trouble::Trouble;
use super::view::View;
use crate::domain::ids::InboundId;
use crate::domain::template::first_name;
use crate::domain::text::{escape_name, excerpt, inert, to_discord};
use crate::words::args;

/// How much of it stands in the answer itself; what is longer comes as a file beside it.
const SHOWN: usize = 1_000;

/// Shows the message. Its addresses have no effect: they may be why Discord did not take it.
pub async fn show(asked: &Asked<'_>, id: InboundId) -> Result<(), Trouble> {
    let (seen, text) = asked.desk().unshown(id, &asked.by).await?;
    let is_long = text.chars().count() > SHOWN;
    let said = match is_long {
        true => to_discord(&excerpt(&text, SHOWN)),
        false => to_discord(&text),
    };
    let args = args! {
        "contact" => escape_name(first_name(&seen.contact.facts.name)),
        "text" => inert(&said).unwrap_or(said),
    };
    let view = View::text(asked.say("unshown-message", &args));
    let view = match is_long {
        true => view.file(&asked.word("message-file"), text.into_bytes()),
        false => view,
    };
    asked.whisper(&view).await
}
