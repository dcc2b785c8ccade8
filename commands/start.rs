//! `/start`: a conversation with a contact, all at once or step by step.

use poise::serenity_prelude::Attachment;

use super::context::{Asked, Context};
use super::given::GivenFile;
use super::trouble::Trouble;
use super::{checks, pick, wizard};
use crate::domain::ids::{ChannelId, ContactId, TeamId, TemplateId};
use crate::domain::search::fold;
use crate::domain::wizard::Draft;

/// Starts a conversation.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn start(
    ctx: Context<'_>,
    #[autocomplete = "pick::contact"] contact: Option<String>,
    #[autocomplete = "pick::channel"] channel: Option<String>,
    #[autocomplete = "pick::team"] team: Option<String>,
    #[autocomplete = "pick::template"] template: Option<String>,
    file: Option<Attachment>,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let given = Given {
        contact,
        channel,
        team,
        template,
        file: file.map(GivenFile::from),
    };
    let outcome = run(&asked, given).await;
    asked.finish(outcome).await;
    Ok(())
}

/// What was given with the command: ids where they were picked, words where they were typed.
struct Given {
    contact: Option<String>,
    channel: Option<String>,
    team: Option<String>,
    template: Option<String>,
    file: Option<GivenFile>,
}

async fn run(asked: &Asked<'_>, given: Given) -> Result<(), Trouble> {
    let nothing = given.contact.is_none()
        && given.channel.is_none()
        && given.team.is_none()
        && given.template.is_none();
    if nothing && let Some(draft) = asked.desk().newest_beginning(&asked.by).await? {
        return wizard::resume(asked, draft, given.file).await;
    }
    let mut draft = Draft::default();
    if let Some(typed) = given.contact {
        contact(asked, &typed, &mut draft).await?;
    }
    if let Some(typed) = given.team {
        draft.team = Some(team(asked, &typed).await?);
    }
    if let Some(typed) = given.channel {
        draft.channel = Some(channel(asked, &typed).await?);
    }
    if let Some(typed) = given.template {
        template(asked, &typed, &mut draft).await?;
    }
    wizard::begin(asked, draft, given.file).await
}

/// A typed value that was not picked is a search: exactly one hit goes on.
async fn contact(asked: &Asked<'_>, typed: &str, draft: &mut Draft) -> Result<(), Trouble> {
    let desk = asked.desk();
    if let Some(id) = pick::picked(typed)
        && let Some(found) = desk.contact(ContactId(id)).await?
    {
        draft.contact = Some(found.id);
        return Ok(());
    }
    match desk
        .search_contacts(typed, asked.by.id, 2)
        .await?
        .as_slice()
    {
        [only] => draft.contact = Some(only.id),
        _ => draft.contact_search = Some(typed.to_owned()),
    }
    Ok(())
}

async fn team(asked: &Asked<'_>, typed: &str) -> Result<TeamId, Trouble> {
    let teams = asked.desk().teams_of(&asked.by).await?;
    let by_id = teams
        .iter()
        .find(|team| Some(team.id.0) == pick::picked(typed));
    let found = match by_id {
        Some(team) => Some(team.id),
        None => only(
            teams
                .iter()
                .filter(|team| fold(&team.facts.name).contains(&fold(typed)))
                .map(|team| team.id),
        ),
    };
    found.ok_or_else(|| Trouble::NotFound(typed.to_owned()))
}

async fn channel(asked: &Asked<'_>, typed: &str) -> Result<ChannelId, Trouble> {
    let channels = asked.desk().channels().await?;
    let on = || channels.iter().filter(|channel| channel.enabled);
    let found = match on().find(|channel| Some(channel.id.0) == pick::picked(typed)) {
        Some(channel) => Some(channel.id),
        None => only(
            on().filter(|channel| {
                fold(&format!(
                    "{} {}",
                    channel.name, channel.listed.display_phone
                ))
                .contains(&fold(typed))
            })
            .map(|channel| channel.id),
        ),
    };
    found.ok_or_else(|| Trouble::NotFound(typed.to_owned()))
}

/// Which templates there are depends on number and team; where these are not known yet, what was
/// typed is the search of the step to come.
async fn template(asked: &Asked<'_>, typed: &str, draft: &mut Draft) -> Result<(), Trouble> {
    if let Some(id) = pick::picked(typed)
        && asked.desk().template(TemplateId(id)).await?.is_some()
    {
        draft.template = Some(TemplateId(id));
        return Ok(());
    }
    if let (Some(contact), Some(channel), Some(team)) = (draft.contact, draft.channel, draft.team) {
        let offered = asked
            .desk()
            .templates_for(channel, team, contact, typed)
            .await?;
        if let Some(id) = only(offered.iter().map(|offered| offered.template.id)) {
            draft.template = Some(id);
            return Ok(());
        }
    }
    draft.template_search = Some(typed.to_owned());
    Ok(())
}

fn only<T>(mut of: impl Iterator<Item = T>) -> Option<T> {
    let first = of.next();
    if of.next().is_some() { None } else { first }
}
