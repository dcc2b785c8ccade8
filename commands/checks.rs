//! Who may use a command.

use poise::CommandInteractionType;

use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::desk::error::Refused;

/// Agents and supervisors of any team. Whoever is still typing an option is asked the same where the
/// choices are looked up, since that must not take longer than people wait.
pub async fn agent(ctx: Context<'_>) -> Result<bool, Trouble> {
    let types = matches!(ctx, Context::Application(ctx)
        if ctx.interaction_type == CommandInteractionType::Autocomplete);
    if !types {
        is_agent(ctx).await?;
    }
    Ok(true)
}

/// Refuses everybody but agents and supervisors of any team.
pub(super) async fn is_agent(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let desk = asked.desk();
    let is_one = !desk.teams_of(&asked.by).await?.is_empty()
        || !desk.supervised_by(&asked.by).await?.is_empty();
    if is_one {
        Ok(())
    } else {
        Err(Refused::NoTeam.into())
    }
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
