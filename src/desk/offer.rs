//! What may be chosen when a conversation is started: numbers, teams, templates, with prices.

use super::prices::{Tariffs, charged_as};
use super::{Desk, DeskError};
use crate::clock::Timestamp;
use crate::domain::abilities::Abilities;
use crate::domain::conversation::Stage;
use crate::domain::ids::{ChannelId, ContactId, ConversationId, PlaceId, TeamId};
use crate::domain::price::Price;
use crate::domain::rights::Member;
use crate::domain::search::fold;
use crate::domain::template::{ContactField, Definition, Form, Mapping, Unsendable, first_name};
use crate::domain::window::Window;
use crate::domain::wizard::Shown;
use crate::store::channels::Channel;
use crate::store::contacts::Contact;
use crate::store::standing::StandingFile;
use crate::store::teams::Team;
use crate::store::templates::Template;
use crate::store::{Db, channels, contacts, listing, teams, templates};

/// A number from which a contact can be written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reach {
    /// The number.
    pub channel: Channel,
    /// The window between the two.
    pub window: Window,
    /// The conversation that is open there.
    pub open: Option<OpenThere>,
}

/// A conversation that is open with the contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenThere {
    /// Its row.
    pub conversation: ConversationId,
    /// Whose it is.
    pub team: TeamId,
    /// Its thread.
    pub thread: Option<PlaceId>,
    /// Since when.
    pub since: Timestamp,
}

/// A template that may be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Offered {
    /// As it is kept.
    pub template: Template,
    /// What it says.
    pub definition: Definition,
    /// What it asks for, or why it cannot be sent from here.
    pub form: Result<Form, Unsendable>,
    /// What it will probably cost.
    pub price: Price,
}

impl Offered {
    /// What of it a preview shows.
    pub fn shown(&self) -> Shown {
        Shown {
            fingerprint: self.template.fingerprint(),
            price: self.price.clone(),
        }
    }

    /// The file that its header always carries.
    pub fn standing(&self) -> Option<&StandingFile> {
        let form = self.form.as_ref().ok();
        self.template.standing(form.and_then(|form| form.media))
    }
}

impl Desk {
    /// The numbers that are on and can reach the contact.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn ways_to(&self, contact: ContactId) -> Result<Vec<Reach>, DeskError> {
        let mut db = self.store.read().await?;
        match contacts::by_id(&mut db, contact).await? {
            Some(contact) => ways(&mut db, &contact).await,
            None => Ok(Vec::new()),
        }
    }

    /// The number of the contact's last conversation, and the window between the two.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn last_way_to(
        &self,
        contact: ContactId,
    ) -> Result<Option<(Channel, Window)>, DeskError> {
        let mut db = self.store.read().await?;
        let Some(last) = listing::latest(&mut db, contact).await?.into_iter().next() else {
            return Ok(None);
        };
        let channel = channels::by_id(&mut db, last.channel).await?;
        Ok(channel.map(|channel| (channel, last.window)))
    }

    /// The teams that this person is an agent of.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn teams_of(&self, by: &Member) -> Result<Vec<Team>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(teams::of_member(&mut db, &by.roles).await?)
    }

    /// The teams that this person supervises.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn supervised_by(&self, by: &Member) -> Result<Vec<Team>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(teams::of_supervisor(&mut db, &by.roles).await?)
    }

    /// The approved templates of that number that are open to that team and fit what was typed,
    /// with what each costs if it goes to the contact.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn templates_for(
        &self,
        channel: ChannelId,
        team: TeamId,
        contact: ContactId,
        typed: &str,
    ) -> Result<Vec<Offered>, DeskError> {
        let mut db = self.store.read().await?;
        let (Some(channel), Some(contact)) = (
            channels::by_id(&mut db, channel).await?,
            contacts::by_id(&mut db, contact).await?,
        ) else {
            return Ok(Vec::new());
        };
        let window = window_between(&mut db, contact.id, channel.id).await?;
        let tariffs = Tariffs::between(&mut db, &self.company, &contact, &channel).await?;
        let now = self.now();
        let words: Vec<String> = fold(typed).split(' ').map(str::to_owned).collect();
        let found = templates::approved(&mut db, &channel.listed.waba_id, team).await?;
        Ok(found
            .into_iter()
            .filter_map(|template| {
                offer(template, self.abilities, &tariffs, window.is_open(now), now)
            })
            .filter(|offered| fits(offered, &words))
            .collect())
    }
}

/// The numbers that are on and can reach the contact, and what stands between them.
pub(super) async fn ways(db: &mut Db, contact: &Contact) -> Result<Vec<Reach>, DeskError> {
    if !is_reachable(contact) {
        return Ok(Vec::new());
    }
    let latest = listing::latest(db, contact.id).await?;
    let mut ways = Vec::new();
    for channel in channels::list(db).await? {
        if !channel.enabled {
            continue;
        }
        let last = latest.iter().find(|last| last.channel == channel.id);
        ways.push(Reach {
            window: last.map(|last| last.window).unwrap_or_default(),
            open: last
                .filter(|last| last.stage == Stage::Open)
                .map(|last| OpenThere {
                    conversation: last.id,
                    team: last.team,
                    thread: last.thread,
                    since: last.created_at,
                }),
            channel,
        });
    }
    Ok(ways)
}

/// The platform knows this contact by something that one can write to.
pub(super) fn is_reachable(contact: &Contact) -> bool {
    contact.facts.phone.is_some()
        || contact.identity.wa_id.is_some()
        || contact.identity.bsuid.is_some()
}

/// The window between a contact and a number, which outlives their conversations.
pub(super) async fn window_between(
    db: &mut Db,
    contact: ContactId,
    channel: ChannelId,
) -> Result<Window, DeskError> {
    let last = listing::latest_on(db, contact, channel).await?;
    Ok(last.map(|last| last.window).unwrap_or_default())
}

/// A template with what it asks for and costs; `None` as for [`form_of`].
pub(super) fn offer(
    template: Template,
    abilities: &Abilities,
    tariffs: &Tariffs,
    window_open: bool,
    now: Timestamp,
) -> Option<Offered> {
    let (definition, form) = form_of(&template, abilities)?;
    let price = tariffs.price(charged_as(&definition.category), window_open, now);
    Some(Offered {
        template,
        definition,
        form,
        price,
    })
}

/// What a template says and asks for; `None` if what is kept of it cannot be read, or the channel
/// has no templates.
pub(super) fn form_of(
    template: &Template,
    abilities: &Abilities,
) -> Option<(Definition, Result<Form, Unsendable>)> {
    let limits = abilities.templates?;
    let definition = Definition::parse(&template.listed.definition).ok()?;
    let form = Form::derive(&definition, &mapping(template), limits);
    Some((definition, form))
}

/// What fills a template's fields by an admin's word; a mapping that cannot be read fills nothing.
pub(super) fn mapping(template: &Template) -> Mapping {
    template
        .mapping
        .clone()
        .and_then(|mapping| serde_json::from_value(mapping).ok())
        .unwrap_or_default()
}

/// What the contact's record says for a field.
pub(super) fn known(contact: &Contact, field: &ContactField) -> Option<String> {
    match field {
        ContactField::FirstName | ContactField::Name if contact.is_unnamed() => None,
        ContactField::FirstName => Some(first_name(&contact.facts.name).to_owned()),
        ContactField::Name => Some(contact.facts.name.clone()),
        ContactField::Phone => contact.facts.phone.clone(),
        ContactField::Email => contact.facts.email.clone(),
        ContactField::Custom(_) => None,
    }
    .filter(|value| !value.is_empty())
}

/// Every word stands somewhere in the template's name or text.
fn fits(offered: &Offered, words: &[String]) -> bool {
    let body = offered.definition.body.as_ref();
    let text = body.map(|body| body.text.as_str()).unwrap_or_default();
    let all = fold(&format!("{} {text}", offered.definition.name));
    words.iter().all(|word| all.contains(word.as_str()))
}
