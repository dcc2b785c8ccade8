//! Commands as Discord shows them: each person reads them in their own Discord language, so every
//! name and description goes to Discord in all of ours.

use super::{Args, Locale, say};

/// A short text in every language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localised([String; 3]);

/// What Discord shows of a command, a subcommand or an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommandWords {
    /// Lower case, 1 to 32 characters.
    pub name: Localised,
    /// 1 to 100 characters.
    pub description: Localised,
}

impl Localised {
    fn of(id: &str) -> Self {
        Self(Locale::ALL.map(|locale| say(locale, id, &Args::new())))
    }

    /// The English one, which is the command's own and the one that its code knows.
    pub fn base(&self) -> &str {
        self.get(Locale::En)
    }

    /// As it reads in this language.
    pub fn get(&self, locale: Locale) -> &str {
        &self.0[locale.index()]
    }

    /// The others, under Discord's codes of languages: what `name_localizations` and
    /// `description_localizations` take.
    pub fn localizations(&self) -> [(&'static str, &str); 3] {
        [
            ("pt-BR", self.get(Locale::PtBr)),
            ("es-ES", self.get(Locale::Es)),
            ("es-419", self.get(Locale::Es)),
        ]
    }
}

/// The words of a command by its English name; a subcommand's follows after a space: `start`,
/// `contact new`.
pub fn command(path: &str) -> CommandWords {
    let id = path.replace(' ', "-");
    CommandWords {
        name: Localised::of(&format!("command-{id}-name")),
        description: Localised::of(&format!("command-{id}-description")),
    }
}

/// The words of a command's option by its English name.
pub fn option(path: &str, name: &str) -> CommandWords {
    command(&format!("{path} {name}"))
}

/// The name of a menu on a message: `send`, `note`, `cancel`, `status`.
pub fn menu(key: &str) -> Localised {
    Localised::of(&format!("menu-{key}-name"))
}

/// The English names of our commands.
const COMMANDS: [&str; 21] = [
    "start",
    "help",
    "attach",
    "conversation",
    "conversations",
    "assume",
    "release",
    "conclude",
    "restart",
    "template",
    "note",
    "queue",
    "location",
    "ask",
    "quick",
    "contact",
    "preferences",
    "setup",
    "team",
    "number",
    "diagnostics",
];

/// Whether this is how one of our commands is typed, in any language: `/iniciar`.
pub fn is_command(typed: &str) -> bool {
    let Some(name) = typed.strip_prefix('/') else {
        return false;
    };
    COMMANDS.iter().any(|path| {
        let words = command(path).name;
        Locale::ALL.iter().any(|locale| words.get(*locale) == name)
    })
}
