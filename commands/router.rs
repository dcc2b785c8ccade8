//! Buttons, selects and forms: the one place that knows which verb is whose. A `custom_id` is
//! input, not authority: whoever handles it checks the right, the state and the owner.

use poise::serenity_prelude as serenity;
use serenity::{ActionRowComponent, ComponentInteractionDataKind as Kind, Interaction};

use super::context::{Asked, Data};
use super::trouble::Trouble;
use super::{contact, wizard};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::{ContactId, DraftId};

/// What came with a press.
pub enum Given {
    /// A button: nothing.
    Button,
    /// A select: what was chosen, as Discord writes it.
    Chosen(String),
    /// A form: its fields by name.
    Form(Vec<(String, String)>),
}

impl Given {
    fn chosen(&self) -> Option<&str> {
        match self {
            Self::Chosen(value) => Some(value),
            _ => None,
        }
    }

    /// What stands in a field of the form.
    fn field(&self, name: &str) -> &str {
        match self {
            Self::Form(fields) => fields
                .iter()
                .find(|(of, _)| of == name)
                .map(|(_, value)| value.as_str())
                .unwrap_or_default(),
            _ => "",
        }
    }
}

/// Answers a press or a form; commands are poise's.
pub async fn interaction(data: &Data, http: &serenity::Http, interaction: &Interaction) {
    let (asked, custom_id, given) = match interaction {
        Interaction::Component(press) => {
            let given = match &press.data.kind {
                Kind::Button => Given::Button,
                Kind::StringSelect { values } => first(values),
                Kind::UserSelect { values } => first(values),
                Kind::RoleSelect { values } => first(values),
                Kind::ChannelSelect { values } => first(values),
                Kind::MentionableSelect { .. } | Kind::Unknown(_) => Given::Button,
            };
            let asked = Asked::by_press(data, http, press).await;
            (asked, press.data.custom_id.as_str(), given)
        }
        Interaction::Modal(form) => {
            let asked = Asked::by_form(data, http, form).await;
            let fields = fields(&form.data.components);
            (asked, form.data.custom_id.as_str(), Given::Form(fields))
        }
        _ => return,
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => {
            tracing::warn!(%error, "a press was not answered");
            return;
        }
    };
    let outcome = match custom_id.parse::<CustomId>() {
        Ok(id) => route(&asked, &id, &given).await,
        Err(error) => {
            tracing::warn!(%error, "a press that is none of ours");
            Err(Trouble::Say(asked.word("refused-button-unknown")))
        }
    };
    asked.finish(outcome).await;
}

fn first<T: ToString>(values: &[T]) -> Given {
    values
        .first()
        .map_or(Given::Button, |value| Given::Chosen(value.to_string()))
}

fn fields(rows: &[serenity::ActionRow]) -> Vec<(String, String)> {
    rows.iter()
        .flat_map(|row| &row.components)
        .filter_map(|component| match component {
            ActionRowComponent::InputText(input) => Some((
                input.custom_id.clone(),
                input.value.clone().unwrap_or_default(),
            )),
            _ => None,
        })
        .collect()
}

async fn route(asked: &Asked<'_>, id: &CustomId, given: &Given) -> Result<(), Trouble> {
    let draft = DraftId(id.id);
    match (id.verb, given) {
        (Verb::Start, _) => wizard::start_button(asked, id.id).await,
        (
            verb @ (Verb::WizContact | Verb::WizChannel | Verb::WizTeam | Verb::WizTemplate),
            given,
        ) => wizard::chosen(asked, verb, draft, given.chosen().unwrap_or_default()).await,
        (Verb::WizNewContact, Given::Form(fields)) => {
            wizard::new_contact(asked, draft, contact::typed(fields)).await
        }
        (verb @ (Verb::WizSearch | Verb::WizTemplateSearch), Given::Form(_)) => {
            wizard::searched(asked, verb, draft, given.field("text")).await
        }
        (verb @ (Verb::WizSearch | Verb::WizTemplateSearch | Verb::WizNewContact), _) => {
            wizard::open_form(asked, verb, draft).await
        }
        (Verb::WizParams, Given::Form(fields)) => wizard::fill(asked, draft, fields.clone()).await,
        (Verb::WizParams, _) => wizard::form(asked, draft, id.extra()).await,
        (verb @ (Verb::Back | Verb::WizNoTemplate | Verb::WizTemplatePage), _) => {
            wizard::pressed(asked, verb, draft, id.extra()).await
        }
        (Verb::Cancel, _) => wizard::cancel(asked, draft, false).await,
        (Verb::WizAfresh, _) => wizard::cancel(asked, draft, true).await,
        (Verb::WizConfirm, _) => wizard::confirm(asked, draft).await,
        (Verb::TemplateAnyway, _) => wizard::anyway(asked, draft, id.extra()).await,
        (Verb::TemplateWait, _) => wizard::wait(asked, draft).await,
        (Verb::ContactNew, Given::Form(fields)) => {
            contact::created(asked, contact::typed(fields)).await
        }
        (Verb::ContactEdit, Given::Form(fields)) => {
            contact::edited(asked, ContactId(id.id), contact::typed(fields)).await
        }
        (Verb::ContactEdit, given) => contact::open_edit(asked, meant(id, given)).await,
        (Verb::ContactView, given) => contact::show_by_id(asked, meant(id, given)).await,
        _ => Err(Trouble::Say(asked.word("refused-button-unknown"))),
    }
}

/// The contact that a button names, or that a select chose.
fn meant(id: &CustomId, given: &Given) -> ContactId {
    let chosen = given.chosen().and_then(|value| value.parse().ok());
    ContactId(chosen.unwrap_or(id.id))
}
