//! Starting a conversation, step by step: what was chosen, which step comes next, and what going
//! back takes away. The same steps, fewer of them, choose a further template in a conversation.
//!
//! A [`Draft`] is what a person chose; [`Facts`] are what may be chosen. [`Draft::settle`] drops
//! what no longer may be, chooses where there is no choice, and says where the draft stands.

use serde::{Deserialize, Serialize};

use super::ids::{ChannelId, ContactId, ConversationId, TeamId, TemplateId};
use super::price::Price;
use super::template::{Form, HeaderMedia, Slot, Values};

/// Templates that are shown at once.
pub const PAGE: usize = 25;

/// A draft as it is stored; every version that was ever written can be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoredDraft {
    /// The first one.
    V1(Draft),
}

/// What was chosen so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The open conversation that a further template is for; its contact, channel and team are
    /// fixed then.
    pub conversation: Option<ConversationId>,
    /// What was typed into the search for a contact.
    pub contact_search: Option<String>,
    /// Whom to talk to.
    pub contact: Option<ContactId>,
    /// From which number.
    pub channel: Option<ChannelId>,
    /// For which team.
    pub team: Option<TeamId>,
    /// The window is open and no template is wanted.
    pub without_template: bool,
    /// What was typed into the search for a template.
    pub template_search: Option<String>,
    /// Which page of the templates is shown, from 0.
    pub template_page: usize,
    /// Which template.
    pub template: Option<TemplateId>,
    /// What of it was last shown, and so can be confirmed.
    pub shown: Option<Shown>,
    /// What fills its fields.
    pub values: Values,
    /// What fills its header.
    pub media: Option<HeaderMedia>,
    /// What the person was asked about money and chose to do anyway.
    pub sure: Sure,
}

/// A template as a preview showed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its fingerprint.
    pub fingerprint: String,
    /// What it would cost.
    pub price: Price,
}

/// What a person was asked about money and chose to do anyway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Sure {
    /// A further template although the last one is not answered.
    pub unanswered: bool,
    /// Marketing at night.
    pub night: bool,
}

/// Where a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Whom to talk to?
    Contact,
    /// From which number?
    Channel,
    /// There is an open conversation with this contact on this number already.
    Taken,
    /// For which team?
    Team,
    /// Which template?
    Template,
    /// What fills it?
    Parameters,
    /// Everything is chosen: is it right?
    Preview,
}

impl Step {
    /// As the store keeps it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Channel => "channel",
            Self::Taken => "taken",
            Self::Team => "team",
            Self::Template => "template",
            Self::Parameters => "parameters",
            Self::Preview => "preview",
        }
    }

    /// Its number among the five that people see.
    pub fn number(self) -> u8 {
        match self {
            Self::Contact => 1,
            Self::Channel | Self::Taken => 2,
            Self::Team => 3,
            Self::Template => 4,
            Self::Parameters | Self::Preview => 5,
        }
    }
}

/// A number from which the contact can be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// The number.
    pub channel: ChannelId,
    /// There is an open conversation on it.
    pub taken: bool,
    /// The window between the two is open.
    pub window_open: bool,
}

/// What may be chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Facts<'a> {
    /// The contact exists, and may be written to.
    pub contact: bool,
    /// The numbers from which it can be.
    pub ways: &'a [Way],
    /// The teams of the person.
    pub teams: &'a [TeamId],
    /// What the chosen template asks for; `None`: it may not be sent.
    pub form: Option<&'a Form>,
    /// The chosen template brings its own header.
    pub standing_media: bool,
}

/// What a person did to a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Searched a contact.
    SearchContact(String),
    /// Chose a contact.
    Contact(ContactId),
    /// Chose a number.
    Channel(ChannelId),
    /// Chose a team.
    Team(TeamId),
    /// Searched a template; empty: shows all again.
    SearchTemplate(String),
    /// Turned to that page.
    TemplatePage(usize),
    /// Chose a template, whose fields begin with these values.
    Template(TemplateId, Values),
    /// Wants none.
    WithoutTemplate,
    /// Filled in some fields.
    Fill(Values),
    /// Gave the header's file.
    Media(HeaderMedia),
    /// Was shown the template as it is now.
    Shown(Shown),
    /// Was asked about money and goes on.
    Sure(Sure),
}

impl Draft {
    /// Takes over what the person did.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::SearchContact(typed) => {
                self.forget_from(Step::Contact);
                self.contact_search = Some(typed).filter(|typed| !typed.trim().is_empty());
            }
            Change::Contact(contact) => {
                if self.contact.is_some_and(|before| before != contact) {
                    let search = self.contact_search.take();
                    self.forget_from(Step::Contact);
                    self.contact_search = search;
                }
                self.contact = Some(contact);
            }
            Change::Channel(channel) => {
                if self.channel.is_some_and(|before| before != channel) {
                    self.forget_from(Step::Channel);
                }
                self.channel = Some(channel);
            }
            Change::Team(team) => {
                if self.team.is_some_and(|before| before != team) {
                    self.forget_from(Step::Team);
                }
                self.team = Some(team);
            }
            Change::SearchTemplate(typed) => {
                self.forget_from(Step::Template);
                self.template_search = Some(typed).filter(|typed| !typed.trim().is_empty());
            }
            Change::TemplatePage(page) => self.template_page = page,
            Change::Template(template, values) => {
                if self.template != Some(template) {
                    self.forget_template();
                    self.template = Some(template);
                    self.values = values;
                }
                self.without_template = false;
            }
            Change::WithoutTemplate => {
                self.forget_template();
                self.without_template = true;
            }
            Change::Fill(values) => self.values.extend(values),
            Change::Media(media) => self.media = Some(media),
            Change::Shown(shown) => self.shown = Some(shown),
            Change::Sure(sure) => {
                self.sure.unanswered |= sure.unanswered;
                self.sure.night |= sure.night;
            }
        }
    }

    /// Drops what may no longer be chosen and chooses where there is no choice. Says where the
    /// draft stands.
    pub fn settle(&mut self, facts: &Facts<'_>) -> Step {
        if !facts.contact {
            self.contact = None;
        }
        if self.contact.is_none() {
            return Step::Contact;
        }
        if self.conversation.is_none() {
            let known = |channel| facts.ways.iter().find(|way| Some(way.channel) == channel);
            if known(self.channel).is_none() {
                self.channel = only(facts.ways).map(|way| way.channel);
            }
            let Some(way) = known(self.channel) else {
                return Step::Channel;
            };
            if way.taken {
                return Step::Taken;
            }
            if self.team.is_none_or(|team| !facts.teams.contains(&team)) {
                self.team = only(facts.teams).copied();
            }
            if self.team.is_none() {
                return Step::Team;
            }
            if self.without_template && !way.window_open {
                self.without_template = false;
            }
        }
        if self.without_template {
            return Step::Preview;
        }
        let Some(form) = facts.form.filter(|_| self.template.is_some()) else {
            self.forget_template();
            return Step::Template;
        };
        if self.missing(form).next().is_some() || self.wants_media(form, facts.standing_media) {
            return Step::Parameters;
        }
        Step::Preview
    }

    /// One step back from where the draft stands: to the last one where something was chosen
    /// rather than found to be the only one.
    pub fn back(&mut self, from: Step, facts: &Facts<'_>) {
        let before = match from {
            Step::Preview | Step::Parameters => Some(Step::Template),
            Step::Template if self.conversation.is_some() => None,
            Step::Template if facts.teams.len() > 1 => Some(Step::Team),
            Step::Template | Step::Team if facts.ways.len() > 1 => Some(Step::Channel),
            Step::Taken if facts.ways.len() > 1 => Some(Step::Channel),
            Step::Template | Step::Team | Step::Channel | Step::Taken => Some(Step::Contact),
            Step::Contact => None,
        };
        match before {
            Some(step) => self.forget_from(step),
            None => self.template_search = None,
        }
    }

    /// The fields that have no value yet.
    pub fn missing<'a>(&'a self, form: &'a Form) -> impl Iterator<Item = &'a Slot> {
        form.fields
            .iter()
            .map(|field| &field.slot)
            .filter(|slot| self.values.get(slot).is_none_or(String::is_empty))
    }

    /// The header's file is missing.
    pub fn wants_media(&self, form: &Form, standing_media: bool) -> bool {
        form.media.is_some() && self.media.is_none() && !standing_media
    }

    fn forget_from(&mut self, step: Step) {
        if step == Step::Contact {
            self.contact = None;
            self.contact_search = None;
        }
        if matches!(step, Step::Contact | Step::Channel) {
            self.channel = None;
        }
        if matches!(step, Step::Contact | Step::Channel | Step::Team) {
            self.team = None;
        }
        self.template_search = None;
        self.template_page = 0;
        self.without_template = false;
        self.forget_template();
    }

    fn forget_template(&mut self) {
        self.template = None;
        self.shown = None;
        self.values.clear();
        self.media = None;
        self.sure = Sure::default();
    }
}

fn only<T>(of: &[T]) -> Option<&T> {
    match of {
        [only] => Some(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
