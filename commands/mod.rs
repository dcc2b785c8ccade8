//! Slash commands, message menus, buttons, selects and forms. Thin: read what was given, call the
//! desk, show what came of it.
//!
//! One file per command, named after it. Commands are poise's; buttons, selects and forms come
//! through [`router`] by what their `custom_id` says, so that they outlive restarts. To add a
//! command: a file here, its function in [`all`], its words in `src/words/*/commands.ftl`.

mod attach;
mod checks;
mod contact;
mod context;
mod framework;
mod pick;
mod register;
mod router;
mod rows;
mod start;
mod trouble;
mod view;
mod wizard;

pub use context::{Data, FileTrouble, Finding, GivenFile, Platform, Unread};
pub use framework::framework;
pub use trouble::{About, Trouble};

/// Every command.
fn all() -> Vec<poise::Command<Data, Trouble>> {
    let mut commands = vec![start::start(), attach::attach(), contact::contact()];
    for command in &mut commands {
        register::localise(command, "");
    }
    commands
}
