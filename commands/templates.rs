//! `/setup`, templates: which teams may use each, what fills its parameters, and the file that its
//! header always carries.

use super::context::Asked;
use super::standing;
use super::trouble::Trouble;
use super::view::View;
use crate::desk::templates::{SetUp, TemplateChange};
use crate::discord::components::{Button, ButtonStyle, OPTIONS_LIMIT, Select, SelectOption};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::{TeamId, TemplateId};
use crate::domain::template::{ContactField, Slot};
use crate::domain::text::{escape_name, excerpt};
use crate::words::{args, field_label};

/// What can fill a parameter: its name in a select, and the words for it.
const SOURCES: [(Option<ContactField>, &str, &str); 5] = [
    (None, "nothing", "template-source-nothing"),
    (
        Some(ContactField::FirstName),
        "first_name",
        "template-source-first-name",
    ),
    (Some(ContactField::Name), "name", "template-source-name"),
    (Some(ContactField::Phone), "phone", "template-source-phone"),
    (Some(ContactField::Email), "email", "template-source-email"),
];

/// Shows a page of the templates.
pub async fn list(asked: &Asked<'_>, page: i64) -> Result<(), Trouble> {
    asked.admin()?;
    let all = asked.desk().all_templates().await?;
    let args = args! { "count" => all.len() };
    let view = View::text(asked.say("templates-header", &args));
    let setup = back(asked, CustomId::new(Verb::Setup, 0));
    if all.is_empty() {
        return asked.show(&view.buttons([setup])).await;
    }
    let last = (all.len() - 1) / OPTIONS_LIMIT;
    let page = usize::try_from(page).unwrap_or_default().min(last);
    let shown = all.iter().skip(page * OPTIONS_LIMIT).take(OPTIONS_LIMIT);
    let options = shown.map(|template| {
        let listed = &template.listed;
        SelectOption::new(template.id.0.to_string(), &listed.name).description(&listed.language)
    });
    let select = Select::options(CustomId::new(Verb::SetTemplate, 0), options)
        .placeholder(&asked.word("templates-placeholder"));
    let turn = |to: usize, label: &str| {
        let id = CustomId::new(Verb::SetTemplates, i64::try_from(to).unwrap_or_default());
        Button::new(ButtonStyle::Secondary, id, label)
    };
    let mut buttons = Vec::new();
    if page > 0 {
        buttons.push(turn(page - 1, "◀"));
    }
    if page < last {
        buttons.push(turn(page + 1, "▶"));
    }
    buttons.push(setup);
    asked.show(&view.select(select).buttons(buttons)).await
}

fn back(asked: &Asked<'_>, to: CustomId) -> Button {
    Button::new(ButtonStyle::Secondary, to, &asked.word("back-button"))
}

/// Shows one template with what was added to it.
pub async fn show(asked: &Asked<'_>, id: TemplateId, note: Option<String>) -> Result<(), Trouble> {
    asked.admin()?;
    let found = asked.desk().template_set_up(id).await?;
    let teams = asked.desk().teams().await?;
    let mut lines: Vec<String> = note.into_iter().collect();
    lines.push(header(asked, &found));
    let open: Vec<String> = teams
        .iter()
        .filter(|team| found.teams.contains(&team.id))
        .map(|team| escape_name(&team.facts.name))
        .collect();
    lines.push(if open.is_empty() {
        asked.word("template-open-to-all")
    } else {
        asked.say("template-open-to", &args! { "teams" => open.join(", ") })
    });
    for field in &found.fields {
        let args = args! {
            "field" => escape_name(&field_label(asked.locale, field)),
            "source" => source_word(asked, field.prefill.as_ref()),
        };
        lines.push(asked.say("template-field", &args));
    }
    let (said, remove) = standing::shown(asked, &found);
    lines.extend(said);
    let mut view = View::text(lines.join("\n"));
    if !teams.is_empty() {
        let options = teams.iter().map(|team| {
            SelectOption::new(team.id.0.to_string(), &team.facts.name)
                .chosen(found.teams.contains(&team.id))
        });
        let select = Select::options(CustomId::new(Verb::SetTemplateTeams, id.0), options)
            .placeholder(&asked.word("template-teams-placeholder"))
            .values(0, 25);
        view = view.select(select);
    }
    if !found.fields.is_empty() {
        let options = found.fields.iter().map(|field| {
            let label = field_label(asked.locale, field);
            SelectOption::new(field.slot.to_string(), &label)
                .description(&source_word(asked, field.prefill.as_ref()))
        });
        let select = Select::options(CustomId::new(Verb::SetTemplateField, id.0), options)
            .placeholder(&asked.word("template-field-placeholder"));
        view = view.select(select);
    }
    let all = back(asked, CustomId::new(Verb::SetTemplates, 0));
    asked
        .show(&view.buttons(remove.into_iter().chain([all])))
        .await
}

fn header(asked: &Asked<'_>, found: &SetUp) -> String {
    let listed = &found.template.listed;
    let args = args! {
        "template" => escape_name(&listed.name),
        "language" => listed.language.as_str(),
    };
    asked.say("template-header", &args)
}

fn source_word(asked: &Asked<'_>, source: Option<&ContactField>) -> String {
    let known = SOURCES.iter().find(|(of, ..)| of.as_ref() == source);
    asked.word(known.map_or("template-source-nothing", |(.., word)| word))
}

/// The teams that may use it were chosen; none: every team.
pub async fn open_to(asked: &Asked<'_>, id: TemplateId, teams: Vec<TeamId>) -> Result<(), Trouble> {
    change(asked, id, TemplateChange::Teams(teams)).await
}

/// A parameter was chosen: what shall fill it?
pub async fn field(asked: &Asked<'_>, id: TemplateId, slot: &str) -> Result<(), Trouble> {
    asked.admin()?;
    let found = asked.desk().template_set_up(id).await?;
    let mut fields = found.fields.iter();
    let field = fields.find(|field| field.slot.to_string() == slot);
    let select = CustomId::new(Verb::SetTemplateSource, id.0).with_extra(slot);
    let (Some(field), Ok(select)) = (field, select) else {
        return show(asked, id, None).await;
    };
    let options = SOURCES.iter().map(|(source, value, word)| {
        SelectOption::new(*value, &asked.word(word)).chosen(*source == field.prefill)
    });
    let label = excerpt(&field_label(asked.locale, field), 100);
    let args = args! { "field" => escape_name(&label) };
    let text = format!(
        "{}\n{}",
        header(asked, &found),
        asked.say("template-source-prompt", &args)
    );
    let select = Select::options(select, options);
    let back = back(asked, CustomId::new(Verb::SetTemplate, id.0));
    asked
        .show(&View::text(text).select(select).buttons([back]))
        .await
}

/// What fills a parameter was chosen.
pub async fn source(
    asked: &Asked<'_>,
    id: TemplateId,
    slot: &str,
    chosen: &str,
) -> Result<(), Trouble> {
    let source = SOURCES.iter().find(|(_, value, _)| *value == chosen);
    let (Some((source, ..)), Ok(slot)) = (source, slot.parse::<Slot>()) else {
        return show(asked, id, None).await;
    };
    change(asked, id, TemplateChange::Source(slot, source.clone())).await
}

async fn change(asked: &Asked<'_>, id: TemplateId, change: TemplateChange) -> Result<(), Trouble> {
    asked.admin()?;
    asked
        .desk()
        .change_template(asked.by.clone(), id, change)
        .await?;
    let note = asked.word("template-saved");
    show(asked, id, Some(note)).await
}
