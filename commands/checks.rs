//! Who may use a command.

use poise::CommandInteractionType;

use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::desk::error::Refused;

/// Agents and supervisors of any team. Whoever is still typing an option is asked the same where the
/// choices are looked up, since that must not take longer than people wait.
pub async fn agent(ctx: Context<'_>) -> Result<bool, Trouble> {
    if !is_typing(ctx) {
        in_a_team(&Asked::by_command(ctx).await?).await?;
    }
    Ok(true)
}

/// The same and admins, who look after contacts as well.
pub async fn address_book(ctx: Context<'_>) -> Result<bool, Trouble> {
    if !is_typing(ctx) {
        keeps_contacts(&Asked::by_command(ctx).await?).await?;
    }
    Ok(true)
}

fn is_typing(ctx: Context<'_>) -> bool {
    matches!(ctx, Context::Application(ctx)
        if ctx.interaction_type == CommandInteractionType::Autocomplete)
}

/// Refuses everybody but agents and supervisors of any team.
pub(super) async fn in_a_team(asked: &Asked<'_>) -> Result<(), Trouble> {
    let desk = asked.desk();
    let is_one = !desk.teams_of(&asked.by).await?.is_empty()
        || !desk.supervised_by(&asked.by).await?.is_empty();
    if is_one {
        Ok(())
    } else {
        Err(Refused::NoTeam.into())
    }
}

/// Refuses everybody but them and admins.
pub(super) async fn keeps_contacts(asked: &Asked<'_>) -> Result<(), Trouble> {
    if asked.by.is_admin() {
        return Ok(());
    }
    in_a_team(asked).await
}

/// Whoever may manage the server.
pub async fn admin(ctx: Context<'_>) -> Result<bool, Trouble> {
    Asked::by_command(ctx).await?.admin()?;
    Ok(true)
}

/// Everybody in the guild that is served.
pub async fn anybody(ctx: Context<'_>) -> Result<bool, Trouble> {
    Asked::by_command(ctx).await?;
    Ok(true)
}
