//! Buttons, selects and forms: the one place that knows which verb is whose. A `custom_id` is
//! input, not authority: whoever handles it checks the right, the state and the owner.

use poise::serenity_prelude as serenity;
use serenity::{ActionRowComponent, ComponentInteractionDataKind as Kind, Interaction};

use super::context::{Asked, Data};
use super::trouble::Trouble;
use super::view::View;
use super::{
    ask, assume, composed, conclude, contact, conversation, conversations, help, menus, number,
    preferences, questions, queue, quick, reactions, release, restart, setup, standing, stops,
    tariffs, team, team_place, team_rules, templates, unshown, wizard,
};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::{
    ChannelId, ComposedId, ContactId, ConversationId, DraftId, FileId, InboundId, MessageId,
    PersonId, PlaceId, PostId, QuickReplyId, TeamId, TemplateId,
};

/// What came with a press.
pub enum Given {
    /// A button: nothing.
    Button,
    /// A select: what was chosen, as Discord writes it; at least one.
    Chosen(Vec<String>),
    /// A form: its fields by name.
    Form(Vec<(String, String)>),
}

impl Given {
    fn chosen(&self) -> Option<&str> {
        match self {
            Self::Chosen(values) => values.first().map(String::as_str),
            _ => None,
        }
    }

    /// All that was chosen, as numbers.
    fn numbers(&self) -> Vec<i64> {
        match self {
            Self::Chosen(values) => values
                .iter()
                .filter_map(|value| value.parse().ok())
                .collect(),
            _ => Vec::new(),
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
                Kind::StringSelect { values } => chosen(values),
                Kind::UserSelect { values } => chosen(values),
                Kind::RoleSelect { values } => chosen(values),
                Kind::ChannelSelect { values } => chosen(values),
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

fn chosen<T: ToString>(values: &[T]) -> Given {
    if values.is_empty() {
        return Given::Button;
    }
    Given::Chosen(values.iter().map(ToString::to_string).collect())
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
        (Verb::More, given) => {
            let chosen = given.chosen().and_then(|value| value.parse().ok());
            let Some(chosen) = chosen.filter(|id: &CustomId| id.verb != Verb::More) else {
                return Err(Trouble::Say(asked.word("refused-button-unknown")));
            };
            asked.give_choice_back().await?;
            Box::pin(route(asked, &chosen, &Given::Button)).await
        }
        (Verb::Help, _) => help::run(asked).await,
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
        (Verb::Cancel, _) if id.id == 0 => {
            let text = asked.word("wizard-cancelled");
            asked.show(&View::text(text)).await
        }
        (Verb::Cancel, _) => wizard::cancel(asked, draft).await,
        (Verb::WizAfresh, _) => wizard::afresh(asked, draft).await,
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
        (Verb::ContactBlock, _) => contact::block(asked, ContactId(id.id), id.extra()).await,
        (Verb::ContactView, given) => contact::show_by_id(asked, meant(id, given)).await,
        _ => route_conversation(asked, id, given).await,
    }
}

/// What is about a conversation or one of its messages.
async fn route_conversation(
    asked: &Asked<'_>,
    id: &CustomId,
    given: &Given,
) -> Result<(), Trouble> {
    let conversation = ConversationId(id.id);
    let message = MessageId(id.id);
    match (id.verb, given) {
        (Verb::Assume, _) => {
            let from = id.extra().and_then(|from| from.parse().ok());
            assume::run(asked, conversation, from.map(PersonId)).await
        }
        (Verb::NextNew, _) => assume::next(asked, TeamId(id.id)).await,
        (Verb::Release, _) => release::run(asked, conversation).await,
        (Verb::Conclude, _) => conclude::run(asked, conversation, None).await,
        (Verb::ConcludeSure, _) => {
            let sure_of = id.extra().unwrap_or_default();
            conclude::run(asked, conversation, Some(sure_of)).await
        }
        (Verb::Restart, _) => restart::run(asked, conversation, None).await,
        (Verb::Template, _) => wizard::in_conversation(asked, conversation).await,
        (Verb::Open, _) => conversation::run(asked, conversation).await,
        (Verb::Queue, _) => queue::show(asked, conversation, None, None).await,
        (Verb::QueuePick, given) => {
            let picked = given.chosen().and_then(|value| value.parse().ok());
            queue::show(asked, conversation, picked.map(MessageId), None).await
        }
        (Verb::QueueHold, _) => queue::hold(asked, conversation, id.extra()).await,
        (Verb::QueueEdit, Given::Form(fields)) => queue::edited(asked, message, fields).await,
        (Verb::QueueEdit, _) => queue::open_edit(asked, message).await,
        (verb @ (Verb::QueueUp | Verb::QueueDown | Verb::QueueRemove), _) => {
            queue::change(asked, verb, message).await
        }
        (
            verb @ (Verb::QueueSend
            | Verb::QueueReview
            | Verb::QueueDiscard
            | Verb::StaleSend
            | Verb::StaleReview
            | Verb::StaleDiscard),
            _,
        ) => questions::about_queue(asked, verb, conversation).await,
        (
            verb @ (Verb::HeldSend
            | Verb::HeldFile
            | Verb::HeldNote
            | Verb::DoubtSkip
            | Verb::DoubtResend
            | Verb::Resend
            | Verb::Correct),
            _,
        ) => questions::about_message(asked, verb, message).await,
        (Verb::TemplateFix, _) => wizard::filled_again(asked, message).await,
        (verb @ (Verb::OptOutYes | Verb::OptOutNo | Verb::OptIn), _) => {
            questions::about_marketing(asked, verb, conversation).await
        }
        (Verb::FetchFile, _) => questions::about_file(asked, FileId(id.id)).await,
        (Verb::ReadUnshown, _) => unshown::show(asked, InboundId(id.id)).await,
        (Verb::Ask, Given::Form(fields)) => {
            ask::composed(asked, conversation, id.extra(), fields).await
        }
        (Verb::ComposedSend, _) => composed::send(asked, ComposedId(id.id)).await,
        (Verb::ComposedEdit, Given::Form(fields)) => {
            composed::edited(asked, ComposedId(id.id), fields).await
        }
        (Verb::ComposedEdit, _) => composed::open_edit(asked, ComposedId(id.id)).await,
        (Verb::NoteSend, _) => menus::confirmed(asked, PostId::from_i64(id.id), id.extra()).await,
        (Verb::Notify, _) => preferences::chosen(asked, id.extra()).await,
        (Verb::Inbox, _) => conversations::turn(asked, id.id, id.extra()).await,
        _ => route_quick(asked, id, given).await,
    }
}

/// What is about quick replies.
async fn route_quick(asked: &Asked<'_>, id: &CustomId, given: &Given) -> Result<(), Trouble> {
    let reply = QuickReplyId(id.id);
    match (id.verb, given) {
        (Verb::Quick, _) => quick::list(asked, id.id, None).await,
        (Verb::QuickPick, _) => {
            let picked = given.chosen().and_then(|value| value.parse().ok());
            quick::show(asked, QuickReplyId(picked.unwrap_or_default()), None).await
        }
        (Verb::QuickNew, Given::Form(fields)) => quick::typed(asked, None, fields).await,
        (Verb::QuickNew, _) => quick::open(asked, None).await,
        (Verb::QuickEdit, Given::Form(fields)) => quick::typed(asked, Some(reply), fields).await,
        (Verb::QuickEdit, _) => quick::open(asked, Some(reply)).await,
        (Verb::QuickScope, _) => {
            quick::scoped(asked, reply, given.chosen().unwrap_or_default()).await
        }
        (Verb::QuickDelete, _) => quick::delete(asked, reply, id.extra()).await,
        (Verb::QuickUse, _) => quick::chosen(asked, reply).await,
        _ => route_setup(asked, id, given).await,
    }
}

/// What admins press.
async fn route_setup(asked: &Asked<'_>, id: &CustomId, given: &Given) -> Result<(), Trouble> {
    let (of_team, of_number) = (TeamId(id.id), ChannelId(id.id));
    let chosen = given.chosen();
    let number = chosen.and_then(|value| value.parse::<i64>().ok());
    let snowflake = |text: Option<&str>| text.and_then(|text| text.parse::<u64>().ok());
    match (id.verb, given) {
        (Verb::Setup, _) => setup::show(asked, None).await,
        (Verb::SetTest, Given::Form(_)) => setup::test(asked, given.field("phone")).await,
        (Verb::SetTest, _) => setup::open_test(asked).await,
        (Verb::SetTemplates, _) => templates::list(asked, id.id).await,
        (Verb::SetTemplate, _) => match number {
            Some(template) => templates::show(asked, TemplateId(template), None).await,
            None => templates::show(asked, TemplateId(id.id), None).await,
        },
        (Verb::SetTemplateTeams, given) => {
            let teams = given.numbers().into_iter().map(TeamId).collect();
            templates::open_to(asked, TemplateId(id.id), teams).await
        }
        (Verb::SetTemplateField, _) => {
            templates::field(asked, TemplateId(id.id), chosen.unwrap_or_default()).await
        }
        (Verb::SetTemplateSource, _) => {
            let slot = id.extra().unwrap_or_default();
            templates::source(asked, TemplateId(id.id), slot, chosen.unwrap_or_default()).await
        }
        (Verb::SetTemplateFile, _) => standing::removed(asked, TemplateId(id.id)).await,
        (Verb::SetTariffs, _) => tariffs::show(asked).await,
        (Verb::SetTariffsFile, _) => tariffs::download(asked).await,
        (Verb::Stops, _) => stops::show(asked, None).await,
        (Verb::StopsForm, Given::Form(fields)) => stops::sent(asked, id.id, fields).await,
        (Verb::StopsForm, _) => stops::open(asked, id.id).await,
        (Verb::LeavingReactions, Given::Form(_)) => {
            reactions::sent(asked, given.field("emojis")).await
        }
        (Verb::LeavingReactions, _) => reactions::open(asked).await,
        (Verb::SetSubscribed, _) => setup::subscribe(asked).await,
        (Verb::SetAdminPlace, _) => setup::admin_place(asked, snowflake(chosen).map(PlaceId)).await,
        (Verb::SetFileDays, _) => setup::file_days(asked, chosen).await,
        (Verb::TeamRules, _) => team_rules::show(asked, of_team, None).await,
        (Verb::TeamTimes, Given::Form(fields)) => team_rules::timed(asked, of_team, fields).await,
        (Verb::TeamTimes, _) => team_rules::open_times(asked, of_team).await,
        (Verb::TeamReading, _) => team_rules::reading(asked, of_team, chosen).await,
        (Verb::TeamSignature, _) => team_rules::signature(asked, of_team, chosen).await,
        (verb @ (Verb::TeamQuoted | Verb::TeamThird), _) => {
            team_rules::turn(asked, verb, of_team, id.extra() == Some(team_rules::ON)).await
        }
        (Verb::TeamPick, _) => team::picked(asked, number).await,
        (Verb::TeamNew, Given::Form(_)) => team::named(asked, None, given.field("name")).await,
        (Verb::TeamNew, _) => team::open_name(asked, None).await,
        (Verb::TeamRename, Given::Form(_)) => {
            team::named(asked, Some(of_team), given.field("name")).await
        }
        (Verb::TeamRename, _) => team::open_name(asked, Some(of_team)).await,
        (verb @ (Verb::TeamRole | Verb::TeamSupervisors), _) => {
            team::role(asked, verb, of_team, snowflake(chosen)).await
        }
        (Verb::SetTeamOther, _) => team::show(asked, of_team, None).await,
        (Verb::TeamPlace, _) => match snowflake(chosen) {
            Some(place) => team_place::chosen(asked, of_team, PlaceId(place)).await,
            None => team::show(asked, of_team, None).await,
        },
        (Verb::SetTeamPrivate, _) => match snowflake(id.extra()) {
            Some(place) => team_place::make_private(asked, of_team, PlaceId(place)).await,
            None => team::show(asked, of_team, None).await,
        },
        (Verb::NumberPick, _) => number::show(asked, number.map(ChannelId), None).await,
        (Verb::NumberRename, Given::Form(_)) => {
            number::named(asked, of_number, given.field("name")).await
        }
        (Verb::NumberRename, _) => number::open_name(asked, of_number).await,
        (Verb::NumberTeam, _) => match number {
            Some(team) => number::team(asked, of_number, TeamId(team)).await,
            None => number::show(asked, Some(of_number), None).await,
        },
        (Verb::NumberSync, _) => number::sync(asked).await,
        (verb @ (Verb::SetNumberOn | Verb::SetNumberOff), _) => {
            let in_setup = id.extra() == Some(number::HERE);
            number::turn(asked, of_number, verb == Verb::SetNumberOn, in_setup).await
        }
        _ => Err(Trouble::Say(asked.word("refused-button-unknown"))),
    }
}

/// The contact that a button names, or that a select chose.
fn meant(id: &CustomId, given: &Given) -> ContactId {
    let chosen = given.chosen().and_then(|value| value.parse().ok());
    ContactId(chosen.unwrap_or(id.id))
}
