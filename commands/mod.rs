//! Slash commands, message menus, buttons, selects and forms. Thin: read what was given, call the
//! desk, show what came of it.
//!
//! One file per command, named after it. Commands are poise's; buttons, selects and forms come
//! through [`router`] by what their `custom_id` says, so that they outlive restarts. To add a
//! command: a file here, its function in [`all`], its words in `src/words/*/commands.ftl`.

mod ask;
mod assume;
mod attach;
mod checks;
mod composed;
mod conclude;
mod contact;
mod context;
mod conversation;
mod conversations;
mod diagnostics;
mod framework;
mod given;
mod help;
mod here;
mod location;
mod menus;
mod note;
mod number;
mod outlook;
mod pick;
mod preferences;
mod questions;
mod queue;
mod quick;
mod reactions;
mod register;
mod release;
mod restart;
mod router;
mod rows;
mod setup;
mod standing;
mod start;
mod stops;
mod tariffs;
mod team;
mod team_place;
mod team_rules;
mod template;
mod templates;
mod trouble;
mod unshown;
mod view;
mod wizard;

pub use context::{Data, Finding, Platform, Unread};
pub use framework::framework;
pub use given::{FileTrouble, GivenFile, KeptFile};
pub use trouble::{About, Trouble};

/// Every command.
fn all() -> Vec<poise::Command<Data, Trouble>> {
    let mut commands = vec![
        start::start(),
        attach::attach(),
        help::help(),
        conversation::conversation(),
        conversations::conversations(),
        assume::assume(),
        release::release(),
        conclude::conclude(),
        restart::restart(),
        template::template(),
        note::note(),
        queue::queue(),
        location::location(),
        ask::ask(),
        quick::quick(),
        contact::contact(),
        preferences::preferences(),
        setup::setup(),
        team::team(),
        number::number(),
        diagnostics::diagnostics(),
        menus::send(),
        menus::make_note(),
        menus::cancel(),
        menus::status(),
    ];
    for command in &mut commands {
        register::localise(command, "");
    }
    commands
}

#[cfg(test)]
mod tests;
