//! `/setup`: the first day in five ticks, in one message. Every tick is looked at anew, so it can
//! be left and taken up again at any time.

use poise::serenity_prelude as serenity;
use serenity::Attachment;

use super::context::{Asked, Context, Unread};
use super::given::GivenFile;
use super::trouble::{self, About, Concerning, Trouble};
use super::view::View;
use super::{checks, diagnostics, number, pick, reactions, standing, stops, tariffs};
use crate::desk::DeskError;
use crate::desk::contacts::TypedContact;
use crate::desk::error::Refused;
use crate::desk::lookups::{Channel, Team};
use crate::desk::offer::Offered;
use crate::desk::retention;
use crate::desk::start::{Chosen, Request};
use crate::discord::components::{
    Button, ButtonStyle, Embed, Modal, Select, SelectOption, TextInput,
};
use crate::discord::custom_id::{CustomId, Verb};
use crate::discord::limiter::Priority;
use crate::discord::message::NewMessage;
use crate::domain::ids::{ContactId, PlaceId};
use crate::domain::price::Price;
use crate::domain::template::{Category, Values};
use crate::domain::wizard::Sure;
use crate::words::{self, args, say};

/// So many numbers that are off can be switched on in the message itself, which has room for no
/// more buttons: the others with `/number`.
const SWITCHES: usize = 5;

/// Leads through the first day, or takes a file: of tariffs, or for a template.
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_GUILD",
    check = "checks::admin"
)]
pub async fn setup(
    ctx: Context<'_>,
    tariffs: Option<Attachment>,
    #[autocomplete = "pick::template_with_file"] template: Option<String>,
    file: Option<Attachment>,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = match (tariffs, template, file) {
        (Some(file), ..) => tariffs::replace(&asked, &file.into()).await,
        (None, None, None) => show(&asked, None).await,
        (None, template, file) => {
            let file = file.map(GivenFile::from);
            standing::given(&asked, template.as_deref(), file).await
        }
    };
    asked.finish(outcome).await;
    Ok(())
}

/// Shows the five steps as they are now.
pub async fn show(asked: &Asked<'_>, note: Option<String>) -> Result<(), Trouble> {
    asked.admin()?;
    asked.defer().await?;
    let desk = asked.desk();
    let findings = asked.data.platform().diagnose(asked.locale).await;
    let channels = desk.channels().await?;
    let teams = desk.teams().await?;
    let tested = desk.test_answered().await?;
    let of = |step: u8| {
        findings
            .iter()
            .filter(move |found| found.step == Some(step))
    };
    let done = [
        of(1).all(|found| found.fine),
        channels.iter().any(|channel| channel.enabled),
        teams.iter().any(Team::is_ready),
        // Who is shut out of a team's channel supervises nobody.
        of(4).next().is_some() && of(4).all(|found| found.fine),
        tested == Some(true),
    ];
    let count = done.iter().filter(|done| **done).count();
    let mut head = vec![asked.say("setup-header", &args! { "done" => count })];
    head.extend(note);
    let mut lines = Vec::new();
    let mut buttons = Vec::new();

    lines.push(step(asked, done[0], "setup-step-whatsapp"));
    lines.extend(of(1).map(|found| diagnostics::line(asked, found)));
    // No part of the API says it, nor does the test: the app's own people always reach it.
    if count < done.len() {
        lines.push(asked.word("setup-app-live"));
    }
    lines.push(step(asked, done[1], "setup-step-numbers"));
    if !done[1] {
        lines.push(asked.word(if channels.is_empty() {
            "setup-numbers-none"
        } else {
            "setup-numbers-prompt"
        }));
    }
    for channel in &channels {
        lines.push(number::row(asked, channel).await?);
    }
    let off = channels.iter().filter(|channel| !channel.enabled);
    buttons.extend(
        off.take(SWITCHES)
            .map(|channel| number::switch_here(asked, channel)),
    );
    lines.push(step(asked, done[2], "setup-step-team"));
    if !done[2] {
        let args = args! { "team" => asked.mention("team") };
        lines.push(asked.say("setup-team-prompt", &args));
    }
    lines.push(step(asked, done[3], "setup-step-supervisors"));
    if !done[3] {
        let args = args! { "team" => asked.mention("team") };
        lines.push(asked.say("setup-supervisors-prompt", &args));
        let amiss = of(4).filter(|found| !found.fine);
        lines.extend(amiss.map(|found| diagnostics::line(asked, found)));
    }
    lines.push(step(asked, done[4], "setup-step-test"));
    lines.push(asked.word(match tested {
        Some(true) => "setup-test-answered",
        Some(false) => "setup-test-sent",
        None => "setup-test-prompt",
    }));
    if count == done.len() {
        let args = args! {
            "start" => asked.mention("start"),
            "diagnostics" => asked.mention("diagnostics"),
        };
        lines.push(asked.say("setup-complete", &args));
    }
    let place = desk.admin_place().await?;
    lines.push(match place {
        Some(place) => {
            let args = args! { "place" => format!("<#{}>", place.0) };
            format!("✅ {}", asked.say("setup-admin-place", &args))
        }
        None => format!("⬜ {}", asked.word("setup-admin-place-none")),
    });
    let days = desk.file_days().await?;
    lines.push(asked.say("setup-file-days", &args! { "count" => u32::from(days) }));
    lines.push(asked.word("setup-advice"));

    if findings.iter().any(|found| found.subscribe) {
        let id = CustomId::new(Verb::SetSubscribed, 0);
        let label = asked.word("setup-subscribe-button");
        buttons.push(Button::new(ButtonStyle::Primary, id, &label));
    }

    if tested != Some(true) && done[1] && done[2] {
        let price = price_of_test(asked, &channels).await?;
        let args = args! { "price" => words::price(asked.locale, &price) };
        let label = asked.say("setup-test-button", &args);
        let id = CustomId::new(Verb::SetTest, 0);
        buttons.push(Button::new(ButtonStyle::Primary, id, &label));
    }
    let sync = CustomId::new(Verb::NumberSync, 0);
    let label = asked.word("number-sync-button");
    buttons.push(Button::new(ButtonStyle::Secondary, sync, &label));
    if done[2] {
        let id = CustomId::new(Verb::SetTemplates, 0);
        let label = asked.word("templates-button");
        buttons.push(Button::new(ButtonStyle::Secondary, id, &label));
    }
    let id = CustomId::new(Verb::SetTariffs, 0);
    let label = asked.word("tariffs-button");
    buttons.push(Button::new(ButtonStyle::Secondary, id, &label));
    buttons.push(stops::button(asked));
    buttons.push(reactions::button(asked));
    let again = CustomId::new(Verb::Setup, 0);
    let label = asked.word("refresh-button");
    buttons.push(Button::new(ButtonStyle::Secondary, again, &label));
    let place = place.map(|place| serenity::ChannelId::new(place.0));
    let places = Select::text_channel(CustomId::new(Verb::SetAdminPlace, 0), place)
        .placeholder(&asked.word("setup-admin-place-placeholder"))
        .values(0, 1);
    // More than a plain message holds.
    let steps = Embed::new(&lines.join("\n"));
    let view = View::text(head.join("\n")).framed(steps).select(places);
    let view = view.select(file_days_select(asked, days));
    asked.show(&view.buttons(buttons)).await
}

/// For how long files are kept.
fn file_days_select(asked: &Asked<'_>, chosen: u16) -> Select {
    let options = retention::CHOICES.map(|days| {
        let label = asked.say(
            "setup-file-days-option",
            &args! { "count" => u32::from(days) },
        );
        SelectOption::new(days.to_string(), &label).chosen(days == chosen)
    });
    Select::options(CustomId::new(Verb::SetFileDays, 0), options)
        .placeholder(&asked.word("setup-file-days-placeholder"))
}

/// For how many days files are kept was chosen.
pub async fn file_days(asked: &Asked<'_>, days: Option<&str>) -> Result<(), Trouble> {
    let days = days
        .and_then(|days| days.parse().ok())
        .ok_or(Refused::Over)?;
    asked.desk().set_file_days(asked.by.clone(), days).await?;
    show(asked, None).await
}

/// About what a test costs: a template that is no marketing is taken if there is one.
async fn price_of_test(asked: &Asked<'_>, channels: &[Channel]) -> Result<Price, Trouble> {
    let templates = asked.desk().all_templates().await?;
    let plain = |category: &str| category != "marketing";
    let category = if templates.iter().any(|one| plain(&one.listed.category)) {
        Category::Utility
    } else {
        Category::Marketing
    };
    match channels.iter().find(|channel| channel.enabled) {
        Some(channel) => Ok(asked.desk().price_at_home(channel, &category).await?),
        None => Ok(Price::Unknown),
    }
}

/// Subscribes the app to the accounts, so that their messages reach us.
pub async fn subscribe(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.admin()?;
    asked.defer().await?;
    let note = match asked.data.platform().subscribe().await {
        Ok(()) => "setup-subscribed",
        Err(Unread) => "setup-subscribe-failed",
    };
    show(asked, Some(asked.word(note))).await
}

/// Where admins are told of trouble was chosen, or taken away.
pub async fn admin_place(asked: &Asked<'_>, place: Option<PlaceId>) -> Result<(), Trouble> {
    asked.admin()?;
    asked.defer().await?;
    let mut note = None;
    if let Some(place) = place {
        // A place in which we cannot write is none.
        let named = args! { "place" => format!("<#{}>", place.0) };
        let by = args! { "by" => format!("<@{}>", asked.by.id.0) };
        let line = NewMessage::text(&say(asked.data.own_locale(), "setup-admin-place-line", &by));
        let posted = asked
            .data
            .discord()
            .post(place.0.into(), &line, Priority::Post)
            .await;
        if let Err(error) = posted {
            tracing::warn!(%error, place = place.0, "admins cannot be told in the place they chose");
            let note = trouble::without_answer(asked, place, &error)
                .unwrap_or_else(|| asked.say("setup-admin-place-closed", &named));
            return show(asked, Some(note)).await;
        }
        note = Some(asked.say("setup-admin-place-chosen", &named));
    }
    asked.desk().set_admin_place(place).await?;
    asked.desk().look_around();
    show(asked, note).await
}

fn step(asked: &Asked<'_>, done: bool, id: &str) -> String {
    let sign = if done { "✅" } else { "⬜" };
    format!("{sign} **{}**", asked.word(id))
}

/// Asks for the admin's own telephone number.
pub async fn open_test(asked: &Asked<'_>) -> Result<(), Trouble> {
    asked.admin()?;
    let input = TextInput::line("phone", &asked.word("setup-test-phone-label"))
        .length(1, 40)
        .placeholder(&asked.word("contact-phone-placeholder"));
    let title = asked.word("setup-test-title");
    let id = CustomId::new(Verb::SetTest, 0);
    asked.open(&Modal::new(id, &title, [input])).await
}

/// Sends a template to the admin's own phone: an ordinary conversation in their team.
pub async fn test(asked: &Asked<'_>, phone: &str) -> Result<(), Trouble> {
    asked.admin()?;
    let desk = asked.desk();
    let contact = own_contact(asked, phone).await?;
    let teams = desk.teams_of(&asked.by).await?;
    let Some(team) = teams.first() else {
        return Err(Trouble::Say(wants_a_role(asked).await?));
    };
    let channels = desk.channels().await?;
    let on = channels.iter().filter(|channel| channel.enabled);
    for channel in on {
        if let Some(offered) = plain_template(asked, channel, team, contact).await? {
            let chosen = Chosen {
                template: offered.template.id,
                shown: Some(offered.shown()),
                values: Values::new(),
                media: None,
                // They asked for it themselves, to their own phone.
                sure: Sure {
                    unanswered: true,
                    night: true,
                },
            };
            let request = Request {
                key: format!("setup:{}", asked.press.0),
                by: asked.by.clone(),
                contact,
                channel: channel.id,
                team: team.id,
                template: Some(chosen.clone()),
                press: asked.press,
                draft: None,
            };
            let about = About {
                contact: Some(contact),
                channel: Some(channel.id),
                template: Some(chosen.template),
                ..About::default()
            };
            let conversation = match desk.begin(request).await {
                Ok(begun) => begun.conversation,
                // A test that nobody answered, most likely: another one goes there.
                Err(DeskError::Refused(Refused::OpenAlready(id))) => {
                    let by = asked.by.clone();
                    let sent = desk.send_template(id, by, chosen, asked.press, None).await;
                    sent.about(about)?;
                    id
                }
                Err(error) => return Err(Trouble::Desk(error, Box::new(about))),
            };
            desk.set_test(conversation).await?;
            return show(asked, Some(asked.word("setup-test-sent"))).await;
        }
    }
    Err(Trouble::Say(asked.word("setup-test-no-template")))
}

/// Whose role they need for the test: it is a conversation like any other, and somebody's.
async fn wants_a_role(asked: &Asked<'_>) -> Result<String, Trouble> {
    let args = args! { "roles" => trouble::roles(asked).await? };
    Ok(asked.say("setup-test-no-role", &args))
}

async fn own_contact(asked: &Asked<'_>, phone: &str) -> Result<ContactId, Trouble> {
    let typed = TypedContact {
        name: asked.name.clone(),
        phone: phone.to_owned(),
        ..TypedContact::default()
    };
    match super::contact::create(asked, typed).await {
        Ok(id) => Ok(id),
        Err(trouble) => match trouble.refused() {
            Some(Refused::ContactExists(id)) => Ok(*id),
            _ => Err(trouble),
        },
    }
}

/// A template that asks for nothing; one that is no marketing before one that is.
async fn plain_template(
    asked: &Asked<'_>,
    channel: &Channel,
    team: &Team,
    contact: ContactId,
) -> Result<Option<Offered>, Trouble> {
    let offered = asked
        .desk()
        .templates_for(channel.id, team.id, contact, "")
        .await?;
    let mut plain: Vec<Offered> = offered
        .into_iter()
        .filter(|offered| {
            let form = offered.form.as_ref();
            form.is_ok_and(|form| form.fields.is_empty() && form.media.is_none())
        })
        .collect();
    plain.sort_by_key(|offered| offered.definition.category == Category::Marketing);
    Ok(plain.into_iter().next())
}
