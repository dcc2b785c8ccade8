//! What a person reads in Discord, as text: names instead of ids, local times instead of numbers.
//!
//! The stories' snapshots are written with it as well.

use std::fmt::Write as _;

use chrono::{DateTime, FixedOffset, Utc};
use conecta_sandbox::company::Company;
use conecta_sandbox::discord::{Discord, Id, Person, SeenMessage};

/// Brazil keeps no summer time.
const SAO_PAULO: FixedOffset = match FixedOffset::west_opt(3 * 3600) {
    Some(offset) => offset,
    None => panic!("three hours are an offset"),
};

/// Somebody who reads.
pub struct Reader<'a> {
    pub discord: &'a Discord,
    pub company: &'a Company,
    pub person: &'a Person,
}

impl Reader<'_> {
    /// One message: who wrote it and what, and below it what belongs to it, each behind a sign.
    pub fn message(&self, message: &SeenMessage) -> String {
        let mut out = format!("{}:", message.author);
        let text = self.plain(&message.all_text());
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
        let answered = message.reply_to.and_then(|id| self.person.sees_message(id));
        if let Some(answered) = answered {
            let text = self.plain(&answered.all_text()).replace('\n', " / ");
            add("↩", text.chars().take(40).collect());
        }
        let files: Vec<&str> = message
            .attachments
            .iter()
            .map(|file| file.filename.as_str())
            .collect();
        add("📎", files.join(", "));
        let stickers = message.stickers.iter();
        let stickers: Vec<&str> = stickers.map(|sticker| sticker.name.as_str()).collect();
        add("🏷️", stickers.join(", "));
        let pinged = message.pinged.iter();
        add(
            "🔔",
            pinged
                .map(|id| self.user(*id))
                .collect::<Vec<_>>()
                .join(", "),
        );
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
            add(
                "▾",
                format!("{}: {}", select.placeholder, options.join(" | ")),
            );
        }
        let bot = self.discord.bot_user_id();
        let marks: Vec<String> = message
            .reactions
            .iter()
            .map(|reaction| {
                let people = reaction.users.iter().filter(|user| **user != bot);
                let people: Vec<String> = people.map(|user| self.user(*user)).collect();
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

    fn user(&self, id: Id) -> String {
        if id == self.discord.bot_user_id() {
            "Conecta".to_owned()
        } else {
            self.discord.person(id).name()
        }
    }

    fn role(&self, id: Id) -> String {
        let teams = &self.company.teams;
        match teams.iter().find(|team| team.role == id) {
            Some(team) => team.name.to_owned(),
            None if id == self.company.supervisor_role => "Supervisão".to_owned(),
            None => "?".to_owned(),
        }
    }

    /// Replaces Discord's signs for people, roles, places, commands and times.
    pub fn plain(&self, text: &str) -> String {
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
        // The backslash keeps a number from beginning a list, and is not shown.
        out.replace("\\.", ".")
    }

    fn sign(&self, sign: &str) -> Option<String> {
        let id = |text: &str| text.parse::<Id>().ok();
        if let Some(time) = sign.strip_prefix("t:") {
            let (seconds, form) = time.split_once(':').unwrap_or((time, "f"));
            let at: DateTime<Utc> = DateTime::from_timestamp(seconds.parse().ok()?, 0)?;
            let local = at.with_timezone(&SAO_PAULO).format("%d/%m %H:%M:%S");
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
