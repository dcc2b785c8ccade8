//! What admins add to a template: which teams may use it, what fills its parameters, and the file
//! that its header always carries.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use serde_json::json;

use super::error::Refused;
use super::offer::{form_of, mapping};
use super::setup::admin;
use super::{Desk, DeskError, Unit};
use crate::domain::abilities::Abilities;
use crate::domain::content::Content;
use crate::domain::conversation::Conversation;
use crate::domain::ids::{ChannelId, MessageId, TeamId, TemplateId};
use crate::domain::refusal::Reason;
use crate::domain::rights::Member;
use crate::domain::template::{ContactField, Field, Form, HeaderMedia, Lacks, MediaKind, Slot};
use crate::store::templates::{self, Template};
use crate::store::{Db, StoreError, standing};

pub use crate::store::standing::StandingFile;

/// An upload that is older is not begun with any more: the platform keeps it for 30 days, and what
/// is chosen today may wait before it leaves.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>
const FRESH: TimeDelta = TimeDelta::days(15);

/// A template as an admin sets it up.
#[derive(Debug, Clone, PartialEq)]
pub struct SetUp {
    /// The template.
    pub template: Template,
    /// The only teams that may use it; none: every team.
    pub teams: Vec<TeamId>,
    /// What an agent is asked for; none if it cannot be sent from here.
    pub fields: Vec<Field>,
    /// The kind of file that its header takes.
    pub media: Option<MediaKind>,
}

/// What the conversation's templates that were refused for their parameters lack of what those ask
/// for by now.
pub async fn lacks(
    db: &mut Db,
    c: &Conversation,
    abilities: &Abilities,
) -> Result<BTreeMap<MessageId, Lacks>, StoreError> {
    let mut all = BTreeMap::new();
    for row in &c.outgoing {
        let why = row.failure.as_ref().map(|failure| failure.reason);
        let (Content::Template(sent), Some(Reason::TemplateParameters)) = (&row.content, why)
        else {
            continue;
        };
        let template = templates::by_id(db, sent.template).await?;
        let form = template.as_ref().and_then(|of| asks(of, abilities));
        if let Some(form) = form {
            all.insert(row.id, Lacks::of(&form, &sent.components));
        }
    }
    Ok(all)
}

/// What an agent is asked for; `None` if it cannot be sent from here.
fn asks(template: &Template, abilities: &Abilities) -> Option<Form> {
    let (_, form) = form_of(template, abilities)?;
    form.ok()
}

/// What an admin changes about a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TemplateChange {
    /// The only teams that may use it; none: every team.
    Teams(Vec<TeamId>),
    /// What fills a parameter; `None`: what would without an admin.
    Source(Slot, Option<ContactField>),
}

impl Desk {
    /// Every template that is approved, by name and language.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn all_templates(&self) -> Result<Vec<Template>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(templates::all_approved(&mut db).await?)
    }

    /// Those whose header takes a file.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn templates_with_file(&self) -> Result<Vec<Template>, DeskError> {
        let mut all = self.all_templates().await?;
        all.retain(|template| {
            asks(template, self.abilities).is_some_and(|form| form.media.is_some())
        });
        Ok(all)
    }

    /// A template with what was added to it.
    ///
    /// # Errors
    /// [`Refused::TemplateGone`].
    pub async fn template_set_up(&self, id: TemplateId) -> Result<SetUp, DeskError> {
        let mut db = self.store.read().await?;
        let template = templates::by_id(&mut db, id).await?;
        let template = template.ok_or(DeskError::Refused(Refused::TemplateGone))?;
        let teams = templates::open_to(&mut db, id).await?;
        let form = asks(&template, self.abilities);
        Ok(SetUp {
            media: form.as_ref().and_then(|form| form.media),
            fields: form.map(|form| form.fields).unwrap_or_default(),
            template,
            teams,
        })
    }

    /// Changes what was added to a template.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`], [`Refused::TemplateGone`].
    pub async fn change_template(
        &self,
        by: Member,
        id: TemplateId,
        change: TemplateChange,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { unit.change_template(&by, id, change).await }))
            .await
    }

    /// What the template's header always carries from now on; `None`: agents bring a file each time.
    /// Returns the key of the file that it carried until now, which nobody needs any more.
    ///
    /// # Errors
    /// [`Refused::NotAdmin`], [`Refused::TemplateGone`].
    pub async fn set_standing_file(
        &self,
        by: Member,
        id: TemplateId,
        file: Option<StandingFile>,
    ) -> Result<Option<String>, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                admin(&by)?;
                let template = templates::by_id(unit.db, id).await?;
                let template = template.ok_or(DeskError::Refused(Refused::TemplateGone))?;
                standing::set(unit.db, id, file.as_ref()).await?;
                unit.journal(None, by.id, "template_changed", json!({ "template": id.0 }))
                    .await?;
                Ok(template.standing_file.map(|file| file.key))
            })
        })
        .await
    }

    /// The file that the template's header always carries.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn standing_file(&self, id: TemplateId) -> Result<Option<StandingFile>, DeskError> {
        let mut db = self.store.read().await?;
        let Some(template) = templates::by_id(&mut db, id).await? else {
            return Ok(None);
        };
        let kind = asks(&template, self.abilities).and_then(|form| form.media);
        Ok(template.standing(kind).cloned())
    }

    /// Whether the platform has the file that the template's header always carries, for messages
    /// from that number.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn is_handed_over(
        &self,
        template: TemplateId,
        channel: ChannelId,
        file: &StandingFile,
    ) -> Result<bool, DeskError> {
        let since = self.now() - FRESH;
        let mut db = self.store.read().await?;
        let found = standing::upload(&mut db, template, channel, &file.key, since).await?;
        Ok(found.is_some())
    }

    /// The platform has it now, under this id.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn handed_over(
        &self,
        template: TemplateId,
        channel: ChannelId,
        file: &StandingFile,
        media: String,
    ) -> Result<(), DeskError> {
        let key = file.key.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                standing::uploaded(unit.db, template, channel, &key, &media, unit.now).await?;
                Ok(())
            })
        })
        .await
    }
}

impl Unit<'_> {
    /// The file that the template's header always carries, as the platform has it.
    pub(super) async fn handed_over(
        &mut self,
        template: &Template,
        channel: ChannelId,
        file: &StandingFile,
    ) -> Result<Option<HeaderMedia>, DeskError> {
        let since = self.now - FRESH;
        let found = standing::upload(self.db, template.id, channel, &file.key, since).await?;
        Ok(found.map(|id| HeaderMedia {
            id,
            filename: Some(file.name.clone()),
        }))
    }

    async fn change_template(
        &mut self,
        by: &Member,
        id: TemplateId,
        change: TemplateChange,
    ) -> Result<(), DeskError> {
        admin(by)?;
        let template = templates::by_id(self.db, id).await?;
        let template = template.ok_or(DeskError::Refused(Refused::TemplateGone))?;
        match change {
            TemplateChange::Teams(teams) => templates::restrict(self.db, id, &teams).await?,
            TemplateChange::Source(slot, source) => {
                let mut mapping = mapping(&template);
                match source {
                    Some(field) => mapping.insert(slot, field),
                    None => mapping.remove(&slot),
                };
                let stored = json!(mapping);
                let stored = Some(&stored).filter(|_| !mapping.is_empty());
                templates::set_mapping(self.db, id, stored).await?;
            }
        }
        self.journal(None, by.id, "template_changed", json!({ "template": id.0 }))
            .await
    }
}
