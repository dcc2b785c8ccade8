//! `/restart`: takes a concluded conversation up again.

use super::context::{Asked, Context};
use super::trouble::{About, Trouble};
use super::view::View;
use super::{checks, pick, rows};
use crate::desk::error::Refused;
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::text::escape_name;
use crate::words::args;

/// Takes up again the conversation of this thread, or another one.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn restart(
    ctx: Context<'_>,
    #[autocomplete = "pick::concluded"] conversation: Option<String>,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        let id = match conversation {
            Some(typed) => meant(&asked, &typed).await?,
            None => asked.desk().conversation_in(asked.place).await?,
        };
        match id {
            Some(id) => run(&asked, id, None).await,
            None => {
                let args = args! { "restart" => asked.mention("restart") };
                asked.tell(asked.say("restart-which", &args)).await
            }
        }
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}

async fn meant(asked: &Asked<'_>, typed: &str) -> Result<Option<ConversationId>, Trouble> {
    if let Some(id) = pick::picked(typed) {
        return Ok(Some(ConversationId(id)));
    }
    let found = asked.desk().find_concluded(typed, &asked.by).await?;
    Ok(match found.as_slice() {
        [only] => Some(only.id),
        _ => None,
    })
}

/// Takes a conversation up again; `send` is the message that shall leave with it.
pub async fn run(
    asked: &Asked<'_>,
    id: ConversationId,
    send: Option<MessageId>,
) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    let contact = escape_name(&seen.contact.facts.name);
    let thread = rows::thread_of(asked, id).await;
    let restarted = asked.desk().restart(id, asked.by.clone(), send).await;
    let window = match restarted {
        Ok(window) => window,
        Err(error) => {
            let about = About {
                contact: Some(seen.c.contact),
                ..About::default()
            };
            let trouble = Trouble::Desk(error, Box::new(about));
            return Err(match trouble.refused() {
                Some(Refused::NotConcluded) => {
                    Trouble::Say(asked.say("restart-open", &args! { "thread" => thread }))
                }
                Some(Refused::OpenAlready(other)) => {
                    let thread = rows::thread_of(asked, *other).await;
                    let args = args! { "contact" => contact, "thread" => thread };
                    Trouble::Say(asked.say("restart-open-elsewhere", &args))
                }
                _ => trouble,
            });
        }
    };
    let args = args! { "contact" => contact, "thread" => thread };
    if window.is_open(asked.desk().now()) {
        let text = asked.say("restart-done", &args);
        return asked.show(&View::text(text)).await;
    }
    let template = CustomId::new(Verb::Template, id.0);
    let label = asked.word("send-template-button");
    let button = Button::new(ButtonStyle::Primary, template, &label);
    let text = asked.say("restart-needs-template", &args);
    asked.show(&View::text(text).buttons([button])).await
}
