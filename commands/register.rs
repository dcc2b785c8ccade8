//! The commands as Discord is told of them: for our guild alone, in every language that we speak.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use poise::serenity_prelude as serenity;

use super::context::{Data, Registered};
use super::trouble::Trouble;
use crate::words::{self, CommandWords, Localised};

/// After these times another try, where Discord did not take the commands.
const TRIES: [Duration; 4] = [
    Duration::from_secs(5),
    Duration::from_secs(30),
    Duration::from_secs(120),
    Duration::from_secs(300),
];

type Words = Cow<'static, [(Cow<'static, str>, Cow<'static, str>)]>;

/// Gives a command, its subcommands and its options their words. `parents` is the way to it:
/// empty for one at the top.
pub fn localise(command: &mut poise::Command<Data, Trouble>, parents: &str) {
    if command.slash_action.is_none() && command.subcommands.is_empty() {
        // A menu: its name, by which Discord says which was chosen, is all that it has.
        let name = words::menu(&command.name).base().to_owned();
        command.context_menu_name = Some(name.into());
        return;
    }
    let path = match parents {
        "" => command.name.to_string(),
        parents => format!("{parents} {}", command.name),
    };
    let CommandWords { name, description } = words::command(&path);
    command.name_localizations = all(&name);
    command.description = Some(description.base().to_owned().into());
    command.description_localizations = all(&description);
    for option in &mut command.parameters {
        let CommandWords { name, description } = words::option(&path, &option.name);
        option.name_localizations = all(&name);
        option.description = Some(description.base().to_owned().into());
        option.description_localizations = all(&description);
    }
    for subcommand in &mut command.subcommands {
        localise(subcommand, &path);
    }
}

fn all(words: &Localised) -> Words {
    words
        .localizations()
        .into_iter()
        .map(|(code, text)| (code.into(), text.to_owned().into()))
        .collect()
}

/// What Discord is asked to register.
pub fn requests(commands: &[poise::Command<Data, Trouble>]) -> Vec<serenity::CreateCommand> {
    commands
        .iter()
        .filter_map(|command| {
            let Some(menu) = command.create_as_context_menu_command() else {
                return command.create_as_slash_command();
            };
            let words = words::menu(&command.name);
            let menu = menu.name(words.base());
            Some(
                words
                    .localizations()
                    .into_iter()
                    .fold(menu, |menu, (code, text)| menu.name_localized(code, text)),
            )
        })
        .collect()
}

/// Registers them in the background: the bot works meanwhile, with the commands of last time.
pub fn begin(data: Data, http: Arc<serenity::Http>, create: Vec<serenity::CreateCommand>) {
    let piece = data.begin();
    tokio::spawn(async move {
        let mut piece = Some(piece);
        let mut pauses = TRIES.into_iter();
        loop {
            match data.guild().set_commands(&http, create.clone()).await {
                Ok(commands) => {
                    let ids = commands
                        .into_iter()
                        .map(|command| (command.name, command.id.get()))
                        .collect();
                    let registered = Registered { ids, late: false };
                    data.set_registered(registered.clone());
                    let ids = registered.ids.into_iter().collect();
                    if let Err(error) = data.desk().commands_are(ids).await {
                        tracing::error!(%error, "the commands' ids could not be written down");
                    }
                    remember(&data, false).await;
                    return;
                }
                Err(error) => {
                    tracing::error!(%error, "Discord did not take the commands");
                    let refused = is_refusal(&error);
                    if refused {
                        remember(&data, true).await;
                    }
                    data.set_registered(Registered {
                        late: !refused,
                        ..data.registered()
                    });
                }
            }
            drop(piece.take());
            let Some(pause) = pauses.next() else { return };
            tokio::time::sleep(pause).await;
        }
    });
}

/// Whether the bot was invited without the right to have commands.
fn is_refusal(error: &serenity::Error) -> bool {
    match error {
        serenity::Error::Http(error) => {
            error.status_code() == Some(serenity::StatusCode::FORBIDDEN)
        }
        _ => false,
    }
}

/// Admins are told, once.
async fn remember(data: &Data, refused: bool) {
    if let Err(error) = data.desk().commands_were_refused(refused).await {
        tracing::error!(%error, "what became of the commands could not be written down");
    }
}
