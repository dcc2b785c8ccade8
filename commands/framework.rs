//! How poise runs the commands, and what happens when one cannot be run.

use futures::future::BoxFuture;
use poise::serenity_prelude as serenity;

use super::context::{Asked, Context, Data};
use super::trouble::Trouble;
use super::{all, register, router};
use crate::discord::error::outline;
use crate::words::{Args, say};

/// The framework that runs every command, press and form of the guild.
///
/// Commands are registered once Discord is ready; that this fails never keeps the rest from
/// working.
pub fn framework(data: Data) -> poise::Framework<Data, Trouble> {
    let options = poise::FrameworkOptions {
        commands: all(),
        on_error: |error| Box::pin(on_error(error)),
        event_handler: |framework, event| Box::pin(on_event(framework, event)),
        allowed_mentions: Some(serenity::CreateAllowedMentions::new()),
        ..poise::FrameworkOptions::default()
    };
    poise::Framework::builder()
        .initialize_owners(false)
        .options(options)
        .setup(move |ctx, _ready, framework| {
            // An error in here would leave every later event waiting for ever.
            let create = register::requests(&framework.options().commands);
            register::begin(data.clone(), ctx.http.clone(), create);
            Box::pin(async move { Ok(data) }) as BoxFuture<'_, _>
        })
        .build()
}

async fn on_event(
    framework: poise::FrameworkContext<'_, Data, Trouble>,
    event: &serenity::FullEvent,
) -> Result<(), Trouble> {
    if let serenity::FullEvent::InteractionCreate { interaction } = event {
        let http = &framework.serenity_context.http;
        router::interaction(framework.user_data, http, interaction).await;
    }
    Ok(())
}

async fn on_error(error: poise::FrameworkError<'_, Data, Trouble>) {
    match error {
        poise::FrameworkError::Command { error, ctx, .. } => told(ctx, error).await,
        poise::FrameworkError::CommandCheckFailed {
            error: Some(error),
            ctx,
            ..
        } => told(ctx, error).await,
        poise::FrameworkError::GuildOnly { ctx, .. } => told(ctx, Trouble::NotOurs).await,
        poise::FrameworkError::CommandPanic { ctx, .. } => {
            tracing::error!(command = ctx.command().name.as_ref(), "a command panicked");
            let reference = match ctx {
                Context::Application(ctx) => ctx.interaction.id.to_string(),
                Context::Prefix(_) => String::new(),
            };
            let args = crate::words::args! { "reference" => reference };
            let sentence = say(locale(ctx), "refused-our-fault", &args);
            told(ctx, Trouble::Say(sentence)).await;
        }
        other => tracing::error!(error = %other, "an interaction could not be worked on"),
    }
}

fn locale(ctx: Context<'_>) -> crate::words::Locale {
    ctx.data().locale(ctx.locale().unwrap_or_default())
}

/// Tells the person why their command was not run. Whoever is still typing gets nothing to choose
/// from.
async fn told(ctx: Context<'_>, trouble: Trouble) {
    let Context::Application(command) = ctx else {
        return;
    };
    let http = &command.framework.serenity_context.http;
    if command.interaction_type == poise::CommandInteractionType::Autocomplete {
        let nothing = serenity::CreateInteractionResponse::Autocomplete(
            serenity::CreateAutocompleteResponse::new(),
        );
        if let Err(error) = command.interaction.create_response(http, nothing).await {
            tracing::warn!(error = outline(&error), "Discord did not take an answer");
        }
        return;
    }
    match Asked::by_command(ctx).await {
        Ok(asked) => asked.finish(Err(trouble)).await,
        Err(_) => {
            let text = say(locale(ctx), "refused-other-server", &Args::new());
            let reply = poise::CreateReply::default().content(text).ephemeral(true);
            if let Err(error) = ctx.send(reply).await {
                tracing::warn!(error = outline(&error), "Discord did not take an answer");
            }
        }
    }
}
