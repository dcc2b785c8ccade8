//! `/setup`, the reactions of agents that reach customers.

use super::context::Asked;
use super::setup;
use super::trouble::Trouble;
use crate::discord::components::{Button, ButtonStyle, Modal, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::reactions::Leaving;
use crate::domain::text::{escape, excerpt};
use crate::words::args;

/// The longest list that the form holds.
const LENGTH: usize = 400;

/// How much is shown of what was typed and is no emoji.
const SHOWN: usize = 40;

/// Opens the form.
pub async fn open(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.admin()?;
    let emojis = asked.desk().leaving_reactions().written();
    let input = TextInput::line("emojis", &asked.word("reactions-label"))
        .value(&emojis)
        .length(0, LENGTH)
        .optional();
    let id = CustomId::new(Verb::LeavingReactions, 0);
    let title = asked.word("reactions-title");
    asked.open(&Modal::new(id, &title, [input])).await
}

/// The form was sent.
pub async fn sent(asked: &Asked<'_>, typed: &str) -> Result<(), Trouble> {
    asked.admin()?;
    let leaving = match Leaving::read(typed) {
        Ok(leaving) => leaving,
        Err(wrong) => {
            let args = args! { "typed" => escape(&excerpt(&wrong, SHOWN)) };
            return setup::show(asked, Some(asked.say("reactions-bad", &args))).await;
        }
    };
    let emojis = leaving.written();
    let desk = asked.desk();
    desk.set_leaving_reactions(asked.by.clone(), leaving)
        .await?;
    let note = if emojis.is_empty() {
        asked.word("reactions-none-saved")
    } else {
        asked.say("reactions-saved", &args! { "emojis" => emojis })
    };
    setup::show(asked, Some(note)).await
}

/// The button that leads here from `/setup`.
pub fn button(asked: &Asked<'_>) -> Button {
    let id = CustomId::new(Verb::LeavingReactions, 0);
    Button::new(ButtonStyle::Secondary, id, &asked.word("reactions-button"))
}
