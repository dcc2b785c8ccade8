//! Who may use a command. They run while an option is being typed, too.

use super::context::{Asked, Context};
use super::trouble::Trouble;
use crate::desk::error::Refused;

/// Agents and supervisors of any team.
pub async fn agent(ctx: Context<'_>) -> Result<bool, Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let desk = asked.desk();
    let is_one = !desk.teams_of(&asked.by).await?.is_empty()
        || !desk.supervised_by(&asked.by).await?.is_empty();
    if is_one {
        Ok(true)
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
