//! What each step of the wizard shows.

use super::super::context::Asked;
use super::super::rows;
use super::super::trouble::{About, Trouble};
use super::super::view::View;
use super::{parameters, preview, trail::trail};
use crate::desk::error::Refused;
use crate::desk::lookups::Contact;
use crate::desk::offer::Offered;
use crate::desk::sheet::Sheet;
use crate::discord::components::{Button, ButtonStyle, OPTIONS_LIMIT, Select, SelectOption};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::TemplateId;
use crate::domain::phone;
use crate::domain::template::Unsendable;
use crate::domain::text::{escape, escape_name};
use crate::domain::wizard::{PAGE, Step};
use crate::words::{self, args, relative};

/// The message of the step where the draft stands.
pub async fn view(asked: &Asked<'_>, sheet: &Sheet, note: Option<String>) -> Result<View, Trouble> {
    let mut lines = vec![format!("**{}**", trail(asked, sheet))];
    lines.extend(note);
    let mut step = Parts {
        lines,
        select: None,
        buttons: Vec::new(),
        framed: None,
    };
    match sheet.step {
        Step::Contact => contact(asked, sheet, &mut step).await?,
        Step::Channel => channel(asked, sheet, &mut step),
        Step::Taken => taken(asked, sheet, &mut step).await?,
        Step::Team => team(asked, sheet, &mut step),
        Step::Template => template(asked, sheet, &mut step).await?,
        Step::Parameters => parameters::step(asked, sheet, &mut step),
        Step::Preview => preview::step(asked, sheet, &mut step),
    }
    if may_go_back(sheet) {
        step.button(asked, sheet, Verb::Back, "back-button");
    }
    step.button(asked, sheet, Verb::Cancel, "cancel-button");
    let mut view = View::text(step.lines.join("\n"));
    if let Some(framed) = step.framed {
        view = view.framed(framed);
    }
    if let Some(select) = step.select {
        view = view.select(select);
    }
    Ok(view.buttons(step.buttons))
}

/// What a step puts into the message.
pub struct Parts {
    /// Its text, line by line.
    pub lines: Vec<String>,
    /// What is chosen from.
    pub select: Option<Select>,
    /// The buttons before ◀ and ✖.
    pub buttons: Vec<Button>,
    /// The message to be, in a frame.
    pub framed: Option<crate::discord::components::Embed>,
}

impl Parts {
    /// Adds an ordinary button about the draft.
    pub fn button(&mut self, asked: &Asked<'_>, sheet: &Sheet, verb: Verb, label: &str) {
        self.styled(asked, sheet, ButtonStyle::Secondary, verb, label);
    }

    /// Adds a button about the draft.
    pub fn styled(
        &mut self,
        asked: &Asked<'_>,
        sheet: &Sheet,
        style: ButtonStyle,
        verb: Verb,
        label: &str,
    ) {
        let id = CustomId::new(verb, sheet.id.0);
        self.buttons
            .push(Button::new(style, id, &asked.word(label)));
    }
}

fn may_go_back(sheet: &Sheet) -> bool {
    match sheet.step {
        Step::Contact => false,
        Step::Template => sheet.draft.conversation.is_none(),
        _ => true,
    }
}

/// The contact's name as a text shows it.
pub fn name(contact: &Contact) -> String {
    escape_name(&contact.facts.name)
}

async fn contact(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) -> Result<(), Trouble> {
    if let Some(refused) = &sheet.refused {
        let why = if refused.blocked_at.is_some() {
            Refused::Blocked
        } else {
            Refused::OptedOut
        };
        let about = About {
            contact: Some(refused.id),
            ..About::default()
        };
        let trouble = Trouble::Desk(why.into(), Box::new(about));
        step.lines.push(trouble.sentence(asked).await);
    }
    let typed = sheet.draft.contact_search.clone().unwrap_or_default();
    // One more than fits tells whether there are more.
    let mut found = asked
        .desk()
        .search_contacts(&typed, asked.by.id, OPTIONS_LIMIT + 1)
        .await?;
    let more = found.len() > OPTIONS_LIMIT;
    found.truncate(OPTIONS_LIMIT);
    let placeholder = if typed.is_empty() {
        step.lines.push(asked.word("wizard-contact-prompt"));
        "wizard-contact-placeholder"
    } else {
        let args = args! { "count" => found.len(), "query" => escape_name(&typed) };
        step.lines.push(match found.len() {
            0 => asked.say("wizard-contact-not-found", &args),
            _ if more => asked.say("wizard-contact-found-many", &args),
            _ => asked.say("wizard-contact-found", &args),
        });
        "wizard-contact-found-placeholder"
    };
    let mut options = Vec::new();
    for contact in &found {
        let row = rows::contact_row(asked, contact).await;
        options.push(
            SelectOption::new(contact.id.0.to_string(), &contact.facts.name).description(&row),
        );
    }
    if !options.is_empty() {
        let id = CustomId::new(Verb::WizContact, sheet.id.0);
        step.select = Some(Select::options(id, options).placeholder(&asked.word(placeholder)));
    }
    step.button(asked, sheet, Verb::WizSearch, "search-button");
    step.button(
        asked,
        sheet,
        Verb::WizNewContact,
        "wizard-contact-new-button",
    );
    Ok(())
}

fn channel(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) {
    let contact = sheet.contact.as_ref().map(name).unwrap_or_default();
    if sheet.ways.is_empty() {
        let args = args! { "contact" => contact, "number" => asked.mention("number") };
        step.lines.push(asked.say("wizard-channel-none", &args));
        return;
    }
    open_elsewhere(asked, sheet, step);
    let args = args! { "contact" => contact };
    step.lines.push(asked.say("wizard-channel-prompt", &args));
    let now = asked.desk().now();
    let options = sheet.ways.iter().map(|way| {
        let health = rows::health(asked.locale, &way.channel, now);
        let row = asked.say(
            "wizard-channel-row",
            &args! {
                "channel" => way.channel.name.clone(),
                "phone" => phone::mask(&way.channel.listed.display_phone),
                "health" => health,
            },
        );
        let window = rows::window(asked.locale, way.window, now);
        SelectOption::new(way.channel.id.0.to_string(), &row).description(&window)
    });
    let id = CustomId::new(Verb::WizChannel, sheet.id.0);
    let placeholder = asked.word("wizard-channel-placeholder");
    step.select = Some(Select::options(id, options).placeholder(&placeholder));
}

/// A second conversation with the same person is no mistake, but one should know.
pub fn open_elsewhere(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) {
    if sheet.draft.conversation.is_some() {
        return;
    }
    let contact = sheet.contact.as_ref().map(name).unwrap_or_default();
    for way in &sheet.ways {
        if way.open.is_some() && Some(way.channel.id) != sheet.draft.channel {
            let args = args! {
                "contact" => contact.clone(),
                "channel" => escape_name(&way.channel.name),
            };
            step.lines
                .push(asked.say("wizard-channel-open-elsewhere", &args));
        }
    }
}

async fn taken(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) -> Result<(), Trouble> {
    let contact = sheet.contact.as_ref().map(name).unwrap_or_default();
    let Some(open) = sheet.way().and_then(|way| way.open) else {
        return Ok(());
    };
    let supervised = asked.desk().supervised_by(&asked.by).await?;
    let mut seen = sheet.teams.iter().chain(&supervised);
    if !asked.by.is_admin() && !seen.any(|team| team.id == open.team) {
        // Neither whose it is nor where it is read.
        let args = args! { "contact" => contact, "since" => relative(open.since) };
        step.lines
            .push(asked.say("wizard-channel-open-other-team", &args));
        return Ok(());
    }
    let thread = rows::thread_of(asked, open.conversation).await;
    let args = args! { "contact" => contact, "thread" => thread };
    step.lines
        .push(asked.say("wizard-channel-open-here", &args));
    let id = CustomId::new(Verb::Open, open.conversation.0);
    let label = asked.word("card-open-button");
    step.buttons
        .push(Button::new(ButtonStyle::Primary, id, &label));
    Ok(())
}

fn team(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) {
    step.lines.push(asked.word("wizard-team-prompt"));
    let options = sheet
        .teams
        .iter()
        .map(|team| SelectOption::new(team.id.0.to_string(), &team.facts.name));
    let id = CustomId::new(Verb::WizTeam, sheet.id.0);
    let placeholder = asked.word("wizard-team-placeholder");
    step.select = Some(Select::options(id, options).placeholder(&placeholder));
}

async fn template(asked: &Asked<'_>, sheet: &Sheet, step: &mut Parts) -> Result<(), Trouble> {
    let (Some(contact), Some(channel), Some(team)) =
        (&sheet.contact, sheet.draft.channel, sheet.draft.team)
    else {
        return Ok(());
    };
    let now = asked.desk().now();
    let closes = sheet.way().and_then(|way| way.window.closes(now));
    if let Some(closes) = closes.filter(|_| sheet.draft.conversation.is_none()) {
        let args = args! { "contact" => name(contact), "closes" => relative(closes) };
        step.lines.push(asked.say("wizard-window-open", &args));
        step.styled(
            asked,
            sheet,
            ButtonStyle::Primary,
            Verb::WizNoTemplate,
            "wizard-free-button",
        );
    }
    let typed = sheet.draft.template_search.clone().unwrap_or_default();
    let offered = asked
        .desk()
        .templates_for(channel, team, contact.id, &typed)
        .await?;
    if offered.is_empty() {
        let team = sheet.team().map(|team| escape_name(&team.facts.name));
        step.lines.push(if typed.is_empty() {
            let args = args! { "team" => team.unwrap_or_default() };
            asked.say("wizard-template-none", &args)
        } else {
            let args = args! { "query" => escape_name(&typed) };
            asked.say("wizard-template-not-found", &args)
        });
    } else {
        step.lines.push(asked.word("wizard-template-prompt"));
        page(asked, sheet, &offered, step);
    }
    step.button(asked, sheet, Verb::WizTemplateSearch, "search-button");
    Ok(())
}

fn page(asked: &Asked<'_>, sheet: &Sheet, offered: &[Offered], step: &mut Parts) {
    let pages = offered.len().div_ceil(PAGE);
    let shown = sheet.draft.template_page.min(pages.saturating_sub(1));
    let options = offered.iter().skip(shown * PAGE).take(PAGE).map(|offered| {
        let row = asked.say(
            "wizard-template-row",
            &args! {
                "category" => category(asked, offered),
                "language" => offered.definition.language.clone(),
                "price" => words::price(asked.locale, &offered.price),
            },
        );
        SelectOption::new(offered.template.id.0.to_string(), &offered.definition.name)
            .description(&row)
    });
    let id = CustomId::new(Verb::WizTemplate, sheet.id.0);
    let placeholder = asked.word("wizard-template-placeholder");
    step.select = Some(Select::options(id, options).placeholder(&placeholder));
    if pages < 2 {
        return;
    }
    let args = args! { "page" => shown + 1, "pages" => pages };
    step.lines.push(asked.say("page", &args));
    let mut turn = |to: usize, label: &str, there: bool| {
        let id = CustomId::new(Verb::WizTemplatePage, sheet.id.0);
        let id = id.clone().with_extra(to.to_string()).unwrap_or(id);
        let button = Button::new(ButtonStyle::Secondary, id, &asked.word(label));
        step.buttons.push(button.disabled(!there));
    };
    turn(shown.wrapping_sub(1), "previous-page-button", shown > 0);
    turn(shown + 1, "next-page-button", shown + 1 < pages);
}

/// A template's category in words.
pub fn category(asked: &Asked<'_>, offered: &Offered) -> String {
    match offered.template.listed.category.as_str() {
        known @ ("marketing" | "utility" | "authentication") => {
            asked.word(&format!("category-{known}"))
        }
        new => escape(new),
    }
}

/// Why a template that was chosen is not.
pub async fn not_offered(
    asked: &Asked<'_>,
    sheet: &Sheet,
    chosen: TemplateId,
) -> Result<String, Trouble> {
    let kept = asked.desk().template(chosen).await?;
    let template = kept.map(|template| escape(&template.listed.name));
    let mut part = None;
    if let (Some(contact), Some(channel), Some(team)) =
        (&sheet.contact, sheet.draft.channel, sheet.draft.team)
    {
        let offered = asked
            .desk()
            .templates_for(channel, team, contact.id, "")
            .await?;
        let found = offered
            .into_iter()
            .find(|offered| offered.template.id == chosen);
        part = found.and_then(|offered| offered.form.err());
    }
    let template = template.unwrap_or_default();
    Ok(match part {
        Some(part) => {
            let args = args! { "template" => template, "part" => platform_word(&part) };
            asked.say("wizard-template-not-sendable", &args)
        }
        None => asked.say("wizard-template-gone", &args! { "template" => template }),
    })
}

/// The platform's own word for a part, by which an admin finds it there.
fn platform_word(part: &Unsendable) -> String {
    match part {
        Unsendable::NoBody => "BODY".to_owned(),
        Unsendable::Carousel => "CAROUSEL".to_owned(),
        Unsendable::LimitedTimeOffer => "LIMITED_TIME_OFFER".to_owned(),
        Unsendable::Catalog => "CATALOG".to_owned(),
        Unsendable::Order => "ORDER_DETAILS".to_owned(),
        Unsendable::Unknown(word) => escape(word),
    }
}
