//! What Discord offers while an option is being typed. Values are ids, with a sign before them that
//! nobody types; what was typed and not picked comes as it is.

use chrono::TimeDelta;
use poise::serenity_prelude::{AutocompleteChoice, CreateAutocompleteResponse, ResolvedValue};

use super::context::{Asked, Context};
use super::trouble::Trouble;
use super::{checks, rows};
use crate::discord::shorten::shorten;
use crate::domain::ids::{ChannelId, ContactId, TeamId, TemplateId};
use crate::domain::phone;
use crate::words::{self, say};

/// Choices that Discord shows.
const CHOICES: usize = 25;

/// The longest name of a choice.
const NAME_MAX: usize = 100;

/// Discord waits three seconds; people do not.
const PATIENCE: TimeDelta = TimeDelta::seconds(1);

/// Stands as a choice where nothing was found in time; it is no id and finds nothing.
const SLOW: &str = "…";

/// Stands before an id, so that digits of a telephone number are never taken for one.
const SIGN: &str = "id:";

type Choices = Vec<(String, String)>;

/// Contacts by any part of name, phone or e-mail.
pub async fn contact(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    offer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        checks::keeps_contacts(&asked).await?;
        let found = asked
            .desk()
            .search_contacts(typed, asked.by.id, CHOICES)
            .await?;
        let mut choices = Choices::new();
        for contact in found {
            let row = rows::contact_row(&asked, &contact).await;
            choices.push((
                format!("{} · {row}", contact.facts.name),
                value(contact.id.0),
            ));
        }
        Ok(choices)
    })
    .await
}

/// Numbers from which the contact chosen before can be reached; all that are on without one.
pub async fn channel(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    answer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        let now = asked.desk().now();
        let contact = chosen(ctx, "contact").map(ContactId);
        let channels: Vec<_> = match contact {
            Some(contact) => {
                let ways = asked.desk().ways_to(contact).await?;
                ways.into_iter().map(|way| way.channel).collect()
            }
            None => asked
                .desk()
                .channels()
                .await?
                .into_iter()
                .filter(|channel| channel.enabled)
                .collect(),
        };
        Ok(channels
            .into_iter()
            .map(|channel| {
                let health = rows::health(asked.locale, &channel, now);
                let phone = phone::mask(&channel.listed.display_phone);
                let name = format!("{} · {phone} · {health}", channel.name);
                (name, value(channel.id.0))
            })
            .filter(|(name, _)| fits(name, typed))
            .collect())
    })
    .await
}

/// The quick replies of whoever types, by name or by what they say.
pub async fn quick_reply(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    answer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        let replies = asked.desk().quick_replies(&asked.by).await?.replies;
        Ok(replies
            .into_iter()
            .map(|kept| {
                let text = kept.reply.text.split_whitespace().collect::<Vec<_>>();
                let name = format!("{} · {}", kept.reply.name, text.join(" "));
                (name, value(kept.id.0))
            })
            .filter(|(name, _)| fits(name, typed))
            .collect())
    })
    .await
}

/// The teams of whoever types.
pub async fn team(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    answer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        let teams = asked.desk().teams_of(&asked.by).await?;
        Ok(teams
            .into_iter()
            .map(|team| (team.facts.name, value(team.id.0)))
            .filter(|(name, _)| fits(name, typed))
            .collect())
    })
    .await
}

/// Templates that may go to the contact from the number for the team chosen before; where one of
/// these was not chosen and there is only one, from that.
pub async fn template(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    answer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        let desk = asked.desk();
        let Some(contact) = chosen(ctx, "contact").map(ContactId) else {
            return Ok(Choices::new());
        };
        let channel = match chosen(ctx, "channel").map(ChannelId) {
            Some(channel) => Some(channel),
            None => match desk.ways_to(contact).await?.as_slice() {
                [only] => Some(only.channel.id),
                _ => None,
            },
        };
        let team = match chosen(ctx, "team").map(TeamId) {
            Some(team) => Some(team),
            None => match desk.teams_of(&asked.by).await?.as_slice() {
                [only] => Some(only.id),
                _ => None,
            },
        };
        let (Some(channel), Some(team)) = (channel, team) else {
            return Ok(Choices::new());
        };
        let offered = desk.templates_for(channel, team, contact, typed).await?;
        Ok(offered
            .into_iter()
            .filter(|offered| offered.form.is_ok())
            .map(|offered| {
                let price = words::price(asked.locale, &offered.price);
                let TemplateId(id) = offered.template.id;
                let name = format!(
                    "{} · {} · {price}",
                    offered.definition.name, offered.definition.language
                );
                (name, value(id))
            })
            .collect())
    })
    .await
}

/// Templates whose header takes a file, for admins.
pub async fn template_with_file(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    offer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        asked.admin()?;
        let found = asked.desk().templates_with_file().await?;
        Ok(found
            .into_iter()
            .map(|template| {
                let TemplateId(id) = template.id;
                let listed = template.listed;
                (format!("{} · {}", listed.name, listed.language), value(id))
            })
            .filter(|(name, _)| fits(name, typed))
            .collect())
    })
    .await
}

/// Concluded conversations by contact or protocol.
pub async fn concluded(ctx: Context<'_>, typed: &str) -> CreateAutocompleteResponse {
    answer(ctx, async {
        let asked = Asked::by_command(ctx).await?;
        let found = asked.desk().find_concluded(typed, &asked.by).await?;
        Ok(found
            .into_iter()
            .map(|row| {
                let protocol = row.id.protocol();
                let name = format!("{} · {protocol} · {}", row.contact_name, row.team_name);
                (name, value(row.id.0))
            })
            .collect())
    })
    .await
}

fn value(id: i64) -> String {
    format!("{SIGN}{id}")
}

/// The id of what was picked; `None` if it was typed.
pub fn picked(value: &str) -> Option<i64> {
    value.strip_prefix(SIGN)?.parse().ok()
}

/// The id that an option holds, if something was picked.
fn chosen(ctx: Context<'_>, option: &str) -> Option<i64> {
    let Context::Application(ctx) = ctx else {
        return None;
    };
    ctx.args.iter().find_map(|given| match given.value {
        ResolvedValue::String(value) if given.name == option => picked(value),
        _ => None,
    })
}

fn fits(name: &str, typed: &str) -> bool {
    use crate::domain::search::fold;
    let name = fold(name);
    fold(typed).split(' ').all(|word| name.contains(word))
}

/// To agents and supervisors alone.
async fn answer(
    ctx: Context<'_>,
    look: impl Future<Output = Result<Choices, Trouble>>,
) -> CreateAutocompleteResponse {
    let look = async {
        checks::in_a_team(&Asked::by_command(ctx).await?).await?;
        look.await
    };
    offer(ctx, look).await
}

async fn offer(
    ctx: Context<'_>,
    look: impl Future<Output = Result<Choices, Trouble>>,
) -> CreateAutocompleteResponse {
    let choices = match ctx.data().desk().within(PATIENCE, look).await {
        Some(Ok(choices)) => choices,
        Some(Err(error)) => {
            tracing::warn!(%error, "nothing could be offered");
            Choices::new()
        }
        None => {
            let locale = ctx.data().locale(ctx.locale().unwrap_or_default());
            let slow = say(locale, "autocomplete-slow", &crate::words::args! {});
            vec![(slow, SLOW.to_owned())]
        }
    };
    let choices = choices
        .into_iter()
        .take(CHOICES)
        .map(|(name, value)| AutocompleteChoice::new(shorten(&name, NAME_MAX), value));
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}
