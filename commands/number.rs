//! `/number`: each WhatsApp number on or off, its name, whose it is, how it is.

use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::view::View;
use super::{checks, rows, setup};
use crate::desk::error::Refused;
use crate::desk::lookups::Channel;
use crate::desk::setup::{NAME_MAX, NumberChange};
use crate::discord::components::{Button, ButtonStyle, Modal, Select, SelectOption, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::{ChannelId, TeamId};
use crate::domain::text::{escape_name, excerpt};
use crate::words::args;

/// Shows and changes numbers.
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    check = "checks::admin"
)]
pub async fn number(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = show(&asked, None, None).await;
    asked.finish(outcome).await;
    Ok(())
}

/// Shows every number, and what can be changed about the one that was picked.
pub async fn show(
    asked: &Asked<'_>,
    picked: Option<ChannelId>,
    note: Option<String>,
) -> Result<(), Trouble> {
    asked.admin()?;
    let channels = asked.desk().channels().await?;
    let mut lines: Vec<String> = note.into_iter().collect();
    if channels.is_empty() {
        lines.push(asked.word("setup-numbers-none"));
    } else {
        lines.push(asked.say("number-header", &args! { "count" => channels.len() }));
    }
    for channel in &channels {
        lines.push(row(asked, channel).await?);
    }
    let mut view = View::text(lines.join("\n"));
    if !channels.is_empty() {
        let options = channels.iter().map(|channel| {
            SelectOption::new(channel.id.0.to_string(), &channel.name)
                .description(&channel.listed.display_phone)
                .chosen(Some(channel.id) == picked)
        });
        let placeholder = asked.word("number-select-placeholder");
        let id = CustomId::new(Verb::NumberPick, 0);
        view = view.select(Select::options(id, options).placeholder(&placeholder));
    }
    let mut buttons = Vec::new();
    let picked = channels.iter().find(|channel| Some(channel.id) == picked);
    if let Some(channel) = picked {
        let teams = asked.desk().teams().await?;
        let options: Vec<SelectOption> = teams
            .iter()
            .map(|team| {
                SelectOption::new(team.id.0.to_string(), &team.facts.name)
                    .chosen(Some(team.id) == channel.default_team)
            })
            .collect();
        if !options.is_empty() {
            let id = CustomId::new(Verb::NumberTeam, channel.id.0);
            let placeholder = asked.word("number-team-placeholder");
            view = view.select(Select::options(id, options).placeholder(&placeholder));
        }
        buttons.push(switch(asked, channel));
        buttons.push(Button::new(
            ButtonStyle::Secondary,
            CustomId::new(Verb::NumberRename, channel.id.0),
            &asked.word("rename-button"),
        ));
    }
    buttons.push(Button::new(
        ButtonStyle::Secondary,
        CustomId::new(Verb::NumberSync, 0),
        &asked.word("number-sync-button"),
    ));
    asked.show(&view.buttons(buttons)).await
}

/// The button that switches a number on or off.
pub fn switch(asked: &Asked<'_>, channel: &Channel) -> Button {
    let (style, verb, label) = if channel.enabled {
        (ButtonStyle::Danger, Verb::SetNumberOff, "number-off-button")
    } else {
        (ButtonStyle::Success, Verb::SetNumberOn, "number-on-button")
    };
    Button::new(style, CustomId::new(verb, channel.id.0), &asked.word(label))
}

/// The button of the first day's message that switches a number on.
pub fn switch_here(asked: &Asked<'_>, channel: &Channel) -> Button {
    let id = CustomId::new(Verb::SetNumberOn, channel.id.0);
    let id = id.clone().with_extra(HERE).unwrap_or(id);
    let name = excerpt(&channel.name, 40);
    let label = asked.say("number-on-named-button", &args! { "channel" => name });
    Button::new(ButtonStyle::Success, id, &label)
}

/// What that button says besides, so that its message stays.
pub const HERE: &str = "setup";

/// A number in a list.
pub async fn row(asked: &Asked<'_>, channel: &Channel) -> Result<String, Trouble> {
    let (name, phone) = (
        escape_name(&channel.name),
        channel.listed.display_phone.clone(),
    );
    if !channel.enabled {
        let args = args! { "channel" => name.clone(), "phone" => phone };
        let row = asked.say("number-row-off", &args);
        if channel.off_count == 0 {
            return Ok(row);
        }
        let args = args! { "channel" => name, "count" => channel.off_count };
        return Ok(format!("{row}\n{}", asked.say("setup-off-count", &args)));
    }
    let team = team_of(asked, channel).await?;
    let args = args! {
        "health" => rows::health(asked.locale, channel, asked.desk().now()),
        "channel" => name,
        "phone" => phone,
        "team" => team,
    };
    Ok(asked.say("number-row", &args))
}

async fn team_of(asked: &Asked<'_>, channel: &Channel) -> Result<String, Trouble> {
    let team = match channel.default_team {
        Some(team) => asked.desk().team(team).await?,
        None => None,
    };
    Ok(team.map_or_else(
        || asked.word("number-team-missing"),
        |team| escape_name(&team.facts.name),
    ))
}

async fn channel(asked: &Asked<'_>, id: ChannelId) -> Result<Channel, Trouble> {
    let found = asked.desk().channel(id).await?;
    Ok(found.ok_or(Refused::Over)?)
}

/// Switches a number on or off; `in_setup`: in the first day's message.
pub async fn turn(
    asked: &Asked<'_>,
    id: ChannelId,
    on: bool,
    in_setup: bool,
) -> Result<(), Trouble> {
    let change = NumberChange::Enabled(on);
    let by = asked.by.clone();
    asked.desk().change_number(by, id, change).await?;
    let channel = channel(asked, id).await?;
    let team = team_of(asked, &channel).await?;
    let args = args! { "channel" => escape_name(&channel.name), "team" => team };
    let text = if on { "number-on" } else { "number-off" };
    let note = Some(asked.say(text, &args));
    if in_setup {
        return setup::show(asked, note).await;
    }
    show(asked, Some(id), note).await
}

/// The team of whoever writes first was chosen.
pub async fn team(asked: &Asked<'_>, id: ChannelId, team: TeamId) -> Result<(), Trouble> {
    let change = NumberChange::Team(team);
    let by = asked.by.clone();
    asked.desk().change_number(by, id, change).await?;
    saved(asked, id).await
}

/// Opens the form for a number's name.
pub async fn open_name(asked: &Asked<'_>, id: ChannelId) -> Result<(), Trouble> {
    asked.admin()?;
    let channel = channel(asked, id).await?;
    let input = TextInput::line("name", &asked.word("number-name-label"))
        .length(1, NAME_MAX)
        .placeholder(&asked.word("number-name-placeholder"))
        .value(&channel.name);
    let custom_id = CustomId::new(Verb::NumberRename, id.0);
    let title = asked.word("number-rename-title");
    asked.open(&Modal::new(custom_id, &title, [input])).await
}

/// The form was sent.
pub async fn named(asked: &Asked<'_>, id: ChannelId, name: &str) -> Result<(), Trouble> {
    let change = NumberChange::Name(name.to_owned());
    let by = asked.by.clone();
    asked.desk().change_number(by, id, change).await?;
    saved(asked, id).await
}

async fn saved(asked: &Asked<'_>, id: ChannelId) -> Result<(), Trouble> {
    let channel = channel(asked, id).await?;
    let args = args! { "channel" => escape_name(&channel.name) };
    show(asked, Some(id), Some(asked.say("number-saved", &args))).await
}

/// Reads numbers and templates of the platform again.
pub async fn sync(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.admin()?;
    asked.defer().await?;
    let note = match asked.data.platform().read_again().await {
        Ok((numbers, templates)) => {
            let args = args! { "numbers" => numbers, "templates" => templates };
            asked.say("number-synced", &args)
        }
        Err(_) => asked.word("number-sync-failed"),
    };
    show(asked, None, Some(note)).await
}
