//! `/conclude`: ends a conversation, after asking where something speaks against it.

use chrono::TimeDelta;

use super::context::{Asked, Context};
use super::here::here;
use super::trouble::Trouble;
use super::view::View;
use super::{checks, rows};
use crate::desk::error::Refused;
use crate::desk::seen::Seen;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::conversation::Stage;
use crate::domain::ids::ConversationId;
use crate::domain::message::State;
use crate::domain::rights::Action;
use crate::domain::text::{escape, escape_name, excerpt};
use crate::words::args;

/// A message of the customer that is younger may not have been seen.
const JUST_WROTE: TimeDelta = TimeDelta::seconds(10);

/// Ends the conversation of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn conclude(ctx: Context<'_>) -> Result<(), Trouble> {
    here(ctx, |asked, id| Box::pin(run(asked, id, None))).await
}

/// Ends a conversation. `sure_of` is how it stood when the person was asked and chose to conclude:
/// [`stands`].
pub async fn run(
    asked: &Asked<'_>,
    id: ConversationId,
    sure_of: Option<&str>,
) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    if seen.c.stage == Stage::Concluded {
        return asked.tell(asked.word("conclude-already")).await;
    }
    if !asked.by.may(Action::Conclude, &seen.c, &seen.team.roles()) {
        return Err(Refused::NotAssignee(seen.c.assignee).into());
    }
    let contact = escape_name(&seen.contact.facts.name);
    let in_doubt = seen.c.outgoing.iter().find(|row| row.state == State::Doubt);
    if let Some(row) = in_doubt {
        let args = args! {
            "contact" => contact,
            "excerpt" => escape(&excerpt(&crate::words::content(asked.locale, &row.content), 60)),
        };
        return asked.tell(asked.say("conclude-doubt", &args)).await;
    }
    if seen
        .c
        .outgoing
        .iter()
        .any(|row| row.state == State::Sending)
    {
        return asked.tell(asked.word("conclude-under-way")).await;
    }
    let stands = stands(&seen);
    let seen_by_them = sure_of.is_some_and(|sure| sure == stands);
    if !seen_by_them && let Some(question) = question(asked, &seen, &contact, &stands) {
        return asked.show(&question).await;
    }
    asked.desk().conclude(id, asked.by.clone()).await?;
    let text = asked.say("conclude-done", &args! { "contact" => contact });
    asked.show(&View::text(text)).await
}

/// What a person who concludes has to know of: the customer's last message and the newest that
/// would be discarded.
fn stands(seen: &Seen) -> String {
    let last = seen.c.last_inbound.as_ref().map_or(0, |last| last.id.0);
    let rows = seen.c.outgoing.iter();
    let pending = rows.filter(|row| row.state.is_pending());
    let newest = pending.map(|row| row.id.0).max().unwrap_or_default();
    format!("{last}.{newest}")
}

fn question(asked: &Asked<'_>, seen: &Seen, contact: &str, stands: &str) -> Option<View> {
    let waiting = seen
        .c
        .outgoing
        .iter()
        .filter(|row| row.state.is_pending() && !row.content.is_template())
        .count();
    let age = seen
        .c
        .last_inbound
        .as_ref()
        .map(|last| asked.desk().now() - last.at)
        .filter(|age| *age < JUST_WROTE);
    let mut lines = Vec::new();
    if let Some(age) = age {
        let args = args! { "contact" => contact, "seconds" => age.num_seconds().max(0) };
        lines.push(asked.say("conclude-just-wrote", &args));
    }
    if waiting > 0 {
        lines.push(asked.say("conclude-queue", &args! { "count" => waiting }));
    }
    if lines.is_empty() {
        return None;
    }
    let id = CustomId::new(Verb::ConcludeSure, seen.c.id.0);
    let id = id.clone().with_extra(stands).unwrap_or(id);
    let (style, label) = if waiting > 0 {
        (ButtonStyle::Danger, "conclude-discard-button")
    } else {
        (ButtonStyle::Primary, "card-conclude-button")
    };
    let mut buttons = vec![Button::new(style, id, &asked.word(label))];
    if age.is_some() {
        let see = CustomId::new(Verb::Open, seen.c.id.0);
        let label = asked.word("conclude-see-button");
        buttons.push(Button::new(ButtonStyle::Secondary, see, &label));
    } else {
        buttons.push(rows::back(asked));
    }
    Some(View::text(lines.join("\n")).buttons(buttons))
}
