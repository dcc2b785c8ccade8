//! `/assume`: takes a conversation, from nobody or from a colleague.

use super::context::{Asked, Context};
use super::here::here;
use super::trouble::Trouble;
use super::view::View;
use super::{checks, rows};
use crate::desk::error::Refused;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::conversation::Stage;
use crate::domain::ids::{ConversationId, PersonId, TeamId};
use crate::domain::text::escape_name;
use crate::words::{args, relative};

/// Takes the conversation of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn assume(ctx: Context<'_>) -> Result<(), Trouble> {
    here(ctx, |asked, id| Box::pin(run(asked, id, None))).await
}

/// Takes a conversation. `from` is the colleague whose it was when the person was asked.
pub async fn run(
    asked: &Asked<'_>,
    id: ConversationId,
    from: Option<PersonId>,
) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    if !asked.by.is_agent_of(&seen.team.roles()) {
        return Err(Refused::NotInTeam(seen.team.id).into());
    }
    if seen.c.stage == Stage::Concluded {
        let args = args! { "restart" => asked.mention("restart") };
        return asked.tell(asked.say("assume-concluded", &args)).await;
    }
    if seen.c.assignee == Some(asked.by.id) {
        return asked.tell(asked.word("assume-already-yours")).await;
    }
    if let Some(colleague) = seen.c.assignee.filter(|_| from.is_none()) {
        let mention = format!("<@{}>", colleague.0);
        let question = match seen.c.unanswered_since {
            Some(since) => {
                let args = args! { "assignee" => mention, "since" => relative(since) };
                asked.say("assume-colleague", &args)
            }
            None => asked.say(
                "assume-colleague-answered",
                &args! { "assignee" => mention },
            ),
        };
        let sure = CustomId::new(Verb::Assume, id.0);
        let sure = sure
            .clone()
            .with_extra(colleague.0.to_string())
            .unwrap_or(sure);
        let buttons = [
            Button::new(
                ButtonStyle::Primary,
                sure,
                &asked.word("card-assume-button"),
            ),
            rows::back(asked),
        ];
        return asked.show(&View::text(question).buttons(buttons)).await;
    }
    match asked.desk().assume(id, asked.by.clone(), from).await {
        Ok(()) => done(asked, id).await,
        Err(error) => Err(too_late(asked, error.into())),
    }
}

/// ＋ under the *Novos*: the one that waits longest.
pub async fn next(asked: &Asked<'_>, team: TeamId) -> Result<(), Trouble> {
    /// Others press at the same time; whoever loses so often may press again.
    const TRIES: usize = 5;
    for _ in 0..TRIES {
        let Some(id) = asked.desk().next_new(team).await? else {
            break;
        };
        match asked.desk().assume(id, asked.by.clone(), None).await {
            Ok(()) => return done(asked, id).await,
            Err(crate::desk::DeskError::Refused(Refused::NotAssignee(Some(_)))) => {}
            Err(error) => return Err(error.into()),
        }
    }
    asked.tell(asked.word("news-nothing-left")).await
}

async fn done(asked: &Asked<'_>, id: ConversationId) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    let args = args! { "contact" => escape_name(&seen.contact.facts.name) };
    let mut text = asked.say("assume-done", &args);
    let elsewhere = seen.c.thread.filter(|thread| *thread != asked.place);
    if let Some(thread) = elsewhere {
        text.push_str(&format!(" <#{}>", thread.0));
    }
    asked.show(&View::text(text)).await
}

fn too_late(asked: &Asked<'_>, trouble: Trouble) -> Trouble {
    match trouble.refused() {
        Some(Refused::NotAssignee(Some(other))) => {
            let args = args! { "assignee" => format!("<@{}>", other.0) };
            Trouble::Say(asked.say("assume-too-late", &args))
        }
        _ => trouble,
    }
}
