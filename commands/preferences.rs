//! `/preferences`: how somebody wants to be told of what their customers write.

use super::checks;
use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::view::View;
use crate::desk::error::Refused;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::conversation::Notify;
use crate::words::args;

/// What can be chosen, and by which words.
const CHOICES: [(Notify, &str); 3] = [
    (Notify::Every, "every"),
    (Notify::First, "first"),
    (Notify::Nothing, "nothing"),
];

/// Shows how this person is told, and lets them choose.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn preferences(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = show(&asked).await;
    asked.finish(outcome).await;
    Ok(())
}

async fn show(asked: &Asked<'_>) -> Result<(), Trouble> {
    let now = asked.desk().notified(asked.by.id).await?;
    let word = |name: &str| asked.word(&format!("preferences-{name}"));
    let (_, name) = CHOICES
        .into_iter()
        .find(|(choice, _)| *choice == now)
        .unwrap_or(CHOICES[0]);
    let text = asked.say("preferences-now", &args! { "how" => word(name) });
    let buttons = CHOICES.map(|(choice, name)| {
        let id = CustomId::new(Verb::Notify, 0);
        let id = id.clone().with_extra(name).unwrap_or(id);
        let label = asked.word(&format!("preferences-{name}-button"));
        Button::new(ButtonStyle::Secondary, id, &label).disabled(choice == now)
    });
    asked.show(&View::text(text).buttons(buttons)).await
}

/// One was chosen.
pub async fn chosen(asked: &Asked<'_>, name: Option<&str>) -> Result<(), Trouble> {
    let chosen = CHOICES.iter().find(|(_, known)| Some(*known) == name);
    let (choice, _) = chosen.ok_or(Refused::Over)?;
    asked.desk().notify(asked.by.id, *choice).await?;
    show(asked).await
}
