//! What a person reads in a thread, as text for a snapshot: names instead of ids, local times
//! instead of numbers.

use std::fmt::Write as _;

use chrono::{DateTime, Utc};
use chrono_tz::America::Sao_Paulo;
use conecta_sandbox::discord::{Id, Person, SeenMessage};

use super::world::Desk;

/// Everything that a person sees in a channel or thread, oldest first.
pub fn transcript(desk: &Desk, person: &Person, place: Id) -> String {
    let seen = person.sees(place);
    let mut lines = String::new();
    for message in &seen {
        let answered = message.reply_to.and_then(|id| person.sees_message(id));
        lines.push_str(&rendered(desk, person, message, answered.as_ref()));
    }
    lines
}

/// One message as it reads.
pub fn message(desk: &Desk, person: &Person, message: &SeenMessage) -> String {
    rendered(desk, person, message, None)
}

fn rendered(
    desk: &Desk,
    person: &Person,
    message: &SeenMessage,
    answered: Option<&SeenMessage>,
) -> String {
    let names = Names { desk, person };
    let mut out = format!("{}:", message.author);
    let text = names.plain(&message.all_text());
    match message.kind {
        0 | 19 | 20 if text.is_empty() => {}
        0 | 19 | 20 => out.push_str(&format!(" {}", text.replace('\n', "\n    "))),
        kind => write!(out, " (Discord's own line, kind {kind})").expect("a string takes it"),
    }
    out.push('\n');
    let mut add = |sign: &str, what: String| {
        if !what.is_empty() {
            writeln!(out, "    {sign} {what}").expect("a string takes it");
        }
    };
    if let Some(answered) = answered {
        let text = names.plain(&answered.all_text()).replace('\n', " / ");
        add("↩", text.chars().take(40).collect());
    }
    let files: Vec<&str> = message
        .attachments
        .iter()
        .map(|file| file.filename.as_str())
        .collect();
    add("📎", files.join(", "));
    let pinged = message.pinged.iter();
    add("🔔", pinged.map(|id| names.user(*id)).collect::<Vec<_>>().join(", "));
    let buttons = message.buttons.iter();
    let buttons: Vec<String> = buttons
        .map(|button| {
            let emoji = button.emoji.as_deref().unwrap_or_default();
            let off = if button.disabled { " (off)" } else { "" };
            format!("[{emoji}{}{off}]", button.label)
        })
        .collect();
    add("▸", buttons.join(" "));
    for select in &message.selects {
        let options = select.options.iter();
        let options: Vec<String> = options.map(|option| option.label.clone()).collect();
        add("▾", format!("{}: {}", select.placeholder, options.join(" | ")));
    }
    let bot = desk.discord.bot_user_id();
    let marks: Vec<String> = message
        .reactions
        .iter()
        .map(|reaction| {
            let people = reaction.users.iter().filter(|user| **user != bot);
            let people: Vec<String> = people.map(|user| names.user(*user)).collect();
            if people.is_empty() {
                reaction.emoji.clone()
            } else {
                format!("{} ({})", reaction.emoji, people.join(", "))
            }
        })
        .collect();
    add("·", marks.join(" "));
    if message.ephemeral {
        add("👁", "only for this person".to_owned());
    }
    out
}

/// Finds the names of what a text mentions.
struct Names<'a> {
    desk: &'a Desk,
    person: &'a Person,
}

impl Names<'_> {
    fn user(&self, id: Id) -> String {
        if id == self.desk.discord.bot_user_id() {
            "Conecta".to_owned()
        } else {
            self.desk.discord.person(id).name()
        }
    }

    fn role(&self, id: Id) -> String {
        let teams = &self.desk.company.teams;
        match teams.iter().find(|team| team.role == id) {
            Some(team) => team.name.to_owned(),
            None if id == self.desk.company.supervisor_role => "Supervisão".to_owned(),
            None => "?".to_owned(),
        }
    }

    /// Replaces Discord's signs for people, roles, places, commands and times.
    fn plain(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(start) = rest.find('<') {
            let (before, sign) = rest.split_at(start);
            out.push_str(before);
            let end = sign.find('>');
            match end.and_then(|end| Some((self.sign(&sign[1..end])?, end))) {
                Some((plain, end)) => {
                    out.push_str(&plain);
                    rest = &sign[end + 1..];
                }
                None => {
                    out.push('<');
                    rest = &sign[1..];
                }
            }
        }
        out.push_str(rest);
        out
    }

    fn sign(&self, sign: &str) -> Option<String> {
        let id = |text: &str| text.parse::<Id>().ok();
        if let Some(time) = sign.strip_prefix("t:") {
            let (seconds, form) = time.split_once(':').unwrap_or((time, "f"));
            let at: DateTime<Utc> = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
            let local = at.with_timezone(&Sao_Paulo).format("%d/%m %H:%M:%S");
            return Some(format!("{{{local} {form}}}"));
        }
        if let Some(role) = sign.strip_prefix("@&") {
            return Some(format!("@{}", self.role(id(role)?)));
        }
        if let Some(user) = sign.strip_prefix('@') {
            return Some(format!("@{}", self.user(id(user)?)));
        }
        if let Some(place) = sign.strip_prefix('#') {
            let place = self.person.channel(id(place)?);
            let name = place.map_or_else(|| "no access".to_owned(), |place| place.name);
            return Some(format!("#{name}"));
        }
        let (command, _) = sign.strip_prefix('/')?.rsplit_once(':')?;
        Some(format!("/{command}"))
    }
}
