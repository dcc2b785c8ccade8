//! What admins add to a template: which teams may use it, and what fills its parameters.

use serde_json::json;

use super::error::Refused;
use super::offer::mapping;
use super::setup::admin;
use super::{Desk, DeskError, Unit};
use crate::domain::ids::{TeamId, TemplateId};
use crate::domain::rights::Member;
use crate::domain::template::{ContactField, Definition, Field, Form, Slot};
use crate::store::templates::{self, Template};

/// A template as an admin sets it up.
#[derive(Debug, Clone, PartialEq)]
pub struct SetUp {
    /// The template.
    pub template: Template,
    /// The only teams that may use it; none: every team.
    pub teams: Vec<TeamId>,
    /// What an agent is asked for; none if it cannot be sent from here.
    pub fields: Vec<Field>,
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

    /// A template with what was added to it.
    ///
    /// # Errors
    /// [`Refused::TemplateGone`].
    pub async fn template_set_up(&self, id: TemplateId) -> Result<SetUp, DeskError> {
        let mut db = self.store.read().await?;
        let template = templates::by_id(&mut db, id).await?;
        let template = template.ok_or(DeskError::Refused(Refused::TemplateGone))?;
        let teams = templates::open_to(&mut db, id).await?;
        let form = Definition::parse(&template.listed.definition)
            .ok()
            .and_then(|definition| Form::derive(&definition, &mapping(&template)).ok());
        Ok(SetUp {
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
}

impl Unit<'_> {
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
        self.changed(by, "template_changed", json!({ "template": id.0 }))
            .await
    }
}
