//! `/contact`: view, new, edit.

use super::context::{Asked, Context};
use super::trouble::{About, Concerning, Trouble};
use super::view::View;
use super::{checks, pick, rows};
use crate::desk::contacts::{TypedContact, is_known_without_phone};
use crate::desk::error::Refused;
use crate::desk::lookups::Contact;
use crate::desk::marketing::OptedOut;
use crate::discord::components::{
    Button, ButtonStyle, Modal, OPTIONS_LIMIT, Select, SelectOption, TextInput,
};
use crate::discord::custom_id::{CustomId, Verb};
use crate::discord::offers;
use crate::domain::ids::ContactId;
use crate::domain::text::{escape, escape_name};
use crate::words::{args, relative};

/// Shows, makes and changes contacts.
#[poise::command(
    slash_command,
    guild_only,
    subcommand_required,
    subcommands("view", "new", "edit"),
    check = "checks::address_book"
)]
pub async fn contact(ctx: Context<'_>) -> Result<(), Trouble> {
    // Discord offers the subcommands alone.
    Asked::by_command(ctx).await.map(drop)
}

#[poise::command(slash_command, guild_only, check = "checks::address_book")]
async fn view(
    ctx: Context<'_>,
    #[autocomplete = "pick::contact"] contact: String,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        match meant(&asked, &contact).await? {
            Some(found) => show(&asked, &found, None).await,
            None => which(&asked, &contact, Verb::ContactView).await,
        }
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}

#[poise::command(slash_command, guild_only, check = "checks::address_book")]
async fn new(ctx: Context<'_>) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = open_new(&asked, CustomId::new(Verb::ContactNew, 0)).await;
    asked.finish(outcome).await;
    Ok(())
}

#[poise::command(slash_command, guild_only, check = "checks::address_book")]
async fn edit(
    ctx: Context<'_>,
    #[autocomplete = "pick::contact"] contact: String,
) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = async {
        match meant(&asked, &contact).await? {
            Some(found) => open_edit(&asked, found.id).await,
            None => which(&asked, &contact, Verb::ContactEdit).await,
        }
    }
    .await;
    asked.finish(outcome).await;
    Ok(())
}

/// The contact that was picked, or the only one that fits what was typed.
async fn meant(asked: &Asked<'_>, typed: &str) -> Result<Option<Contact>, Trouble> {
    let desk = asked.desk();
    if let Some(id) = pick::picked(typed)
        && let Some(found) = desk.contact(ContactId(id)).await?
    {
        return Ok(Some(found));
    }
    let mut found = desk.search_contacts(typed, asked.by.id, 2).await?;
    Ok(if found.len() == 1 { found.pop() } else { None })
}

async fn which(asked: &Asked<'_>, typed: &str, verb: Verb) -> Result<(), Trouble> {
    let found = asked
        .desk()
        .search_contacts(typed, asked.by.id, OPTIONS_LIMIT)
        .await?;
    let args = args! { "query" => escape_name(typed), "count" => found.len() };
    if found.is_empty() {
        return asked.tell(asked.say("contact-not-found", &args)).await;
    }
    let mut options = Vec::new();
    for contact in &found {
        let row = rows::contact_row(asked, contact).await;
        let option = SelectOption::new(contact.id.0.to_string(), &contact.facts.name);
        options.push(option.description(&row));
    }
    let placeholder = asked.word("wizard-contact-found-placeholder");
    let select = Select::options(CustomId::new(verb, 0), options).placeholder(&placeholder);
    let view = View::text(asked.say("contact-which", &args)).select(select);
    asked.show(&view).await
}

/// Shows the contact of that row.
pub async fn show_by_id(asked: &Asked<'_>, id: ContactId) -> Result<(), Trouble> {
    checks::keeps_contacts(asked).await?;
    match asked.desk().contact(id).await? {
        Some(contact) => show(asked, &contact, None).await,
        None => asked.tell(asked.word("contact-gone")).await,
    }
}

async fn show(asked: &Asked<'_>, contact: &Contact, note: Option<String>) -> Result<(), Trouble> {
    let mut lines: Vec<String> = note.into_iter().collect();
    let facts = &contact.facts;
    let mut line = |id: &str, value: String| {
        lines.push(asked.say(id, &args! { "value" => value }));
    };
    line("contact-name", escape_name(&facts.name));
    let phone = facts.phone.clone();
    line(
        "contact-phone",
        phone.unwrap_or_else(|| asked.word("wizard-contact-no-phone")),
    );
    if let Some(email) = &facts.email {
        line("contact-email", escape(email));
    }
    if let Some(note) = &facts.note {
        line("contact-notes", escape(note));
    }
    let now = asked.desk().now();
    if let Some((channel, window)) = asked.desk().last_way_to(contact.id).await? {
        let window = rows::window(asked.locale, window, now);
        line(
            "contact-window",
            format!("{} · {window}", escape_name(&channel.name)),
        );
    }
    let last = asked.desk().last_conversation(contact.id, &asked.by);
    let last = last.await?;
    if let Some((conversation, began)) = last {
        let thread = rows::thread_of(asked, conversation).await;
        line("contact-last", format!("{thread} · {}", relative(began)));
    }
    if contact.blocked_at.is_some() {
        lines.push(asked.word("contact-blocked"));
    }
    if contact.archived_at.is_some() {
        lines.push(asked.word("contact-archived"));
    }
    let opted_out = asked.desk().opted_out(contact.id).await?;
    lines.extend(opted_out.as_ref().map(|known| refusal(asked, known)));
    let button = |style, verb, label: &str| {
        Button::new(style, CustomId::new(verb, contact.id.0), &asked.word(label))
    };
    let mut buttons = Vec::new();
    if !asked.desk().teams_of(&asked.by).await?.is_empty() {
        let (style, verb) = (ButtonStyle::Primary, Verb::Start);
        buttons.push(button(style, verb, "contact-start-button"));
    }
    let (style, verb) = (ButtonStyle::Secondary, Verb::ContactEdit);
    buttons.push(button(style, verb, "contact-edit-button"));
    if asked.by.is_admin() {
        buttons.push(match contact.blocked_at {
            None => button(
                ButtonStyle::Danger,
                Verb::ContactBlock,
                "contact-block-button",
            ),
            Some(_) => {
                let id = CustomId::new(Verb::ContactBlock, contact.id.0);
                let id = id.clone().with_extra(LET_IN).unwrap_or(id);
                let label = asked.word("contact-let-in-button");
                Button::new(ButtonStyle::Secondary, id, &label)
            }
        });
    }
    buttons.extend(marketing(asked, contact.id, opted_out.is_some()).await?);
    asked
        .show(&View::text(lines.join("\n")).buttons(buttons))
        .await
}

/// Since when a contact takes no marketing, and who says so.
fn refusal(asked: &Asked<'_>, known: &OptedOut) -> String {
    let mut args = args! { "when" => relative(known.at) };
    match (&known.words, known.by) {
        (Some(words), _) => {
            args.set("words", escape(words));
            asked.say("contact-opted-out", &args)
        }
        (None, Some(by)) => {
            args.set("by", format!("<@{}>", by.0));
            asked.say("contact-opted-out-by", &args)
        }
        (None, None) => asked.say("contact-opted-out-there", &args),
    }
}

/// What the contact wants is written down in a conversation, by whoever may do so there.
async fn marketing(
    asked: &Asked<'_>,
    contact: ContactId,
    opted_out: bool,
) -> Result<Vec<Button>, Trouble> {
    let Some(conversation) = asked.desk().marketing_in(contact, &asked.by).await? else {
        return Ok(Vec::new());
    };
    Ok(if opted_out {
        vec![offers::opt_in(asked.locale, conversation)]
    } else if asked.desk().asks_to_opt_out(conversation).await? {
        offers::opt_out(asked.locale, conversation)
    } else {
        vec![offers::refusal(asked.locale, conversation)]
    })
}

/// What the button says that lets a blocked contact in again.
const LET_IN: &str = "in";

/// Blocks a contact, or lets it in again.
pub async fn block(asked: &Asked<'_>, id: ContactId, extra: Option<&str>) -> Result<(), Trouble> {
    let block = extra != Some(LET_IN);
    let by = asked.by.clone();
    asked.desk().block_contact(by, id, block).await?;
    let text = if block {
        "contact-block-done"
    } else {
        "contact-let-in-done"
    };
    noted(asked, id, text).await
}

/// Opens the form of a new contact; `custom_id` says where it goes on.
pub async fn open_new(asked: &Asked<'_>, custom_id: CustomId) -> Result<(), Trouble> {
    let title = asked.word("contact-new-title");
    let inputs = inputs(asked, &TypedContact::default(), true);
    asked.open(&Modal::new(custom_id, &title, inputs)).await
}

/// Opens the form of a contact that exists.
pub async fn open_edit(asked: &Asked<'_>, id: ContactId) -> Result<(), Trouble> {
    checks::keeps_contacts(asked).await?;
    let Some(contact) = asked.desk().contact(id).await? else {
        return asked.tell(asked.word("contact-gone")).await;
    };
    let phone_needed = !is_known_without_phone(&contact);
    let facts = contact.facts;
    let known = TypedContact {
        name: facts.name,
        phone: facts.phone.unwrap_or_default(),
        email: facts.email.unwrap_or_default(),
        note: facts.note.unwrap_or_default(),
    };
    let title = asked.word("contact-edit-title");
    let custom_id = CustomId::new(Verb::ContactEdit, id.0);
    let modal = Modal::new(custom_id, &title, inputs(asked, &known, phone_needed));
    asked.open(&modal).await
}

fn inputs(asked: &Asked<'_>, known: &TypedContact, phone_needed: bool) -> [TextInput; 4] {
    let filled = |input: TextInput, value: &str| {
        if value.is_empty() {
            input
        } else {
            input.value(value)
        }
    };
    let label = |id: &str| asked.word(id);
    let name = TextInput::line("name", &label("contact-name-label"))
        .length(1, 80)
        .placeholder(&label("contact-name-placeholder"));
    let phone = TextInput::line("phone", &label("contact-phone-label"))
        .length(usize::from(phone_needed), 40)
        .placeholder(&label("contact-phone-placeholder"));
    let phone = if phone_needed {
        phone
    } else {
        phone.optional()
    };
    let email = TextInput::line("email", &label("contact-email-label"))
        .optional()
        .length(0, 120)
        .placeholder(&label("contact-email-placeholder"));
    let note = TextInput::paragraph("note", &label("contact-notes-label"))
        .optional()
        .length(0, 1000);
    [
        filled(name, &known.name),
        filled(phone, &known.phone),
        filled(email, &known.email),
        filled(note, &known.note),
    ]
}

/// What was typed into the form.
pub fn typed(fields: &[(String, String)]) -> TypedContact {
    let field = |name: &str| {
        fields
            .iter()
            .find(|(of, _)| of == name)
            .map(|(_, value)| value.clone())
            .unwrap_or_default()
    };
    TypedContact {
        name: field("name"),
        phone: field("phone"),
        email: field("email"),
        note: field("note"),
    }
}

/// Writes a new contact down.
pub async fn create(asked: &Asked<'_>, contact: TypedContact) -> Result<ContactId, Trouble> {
    let about = about(&contact);
    let created = asked.desk().create_contact(contact).await;
    created.map_err(|error| wrong_field(error, about))
}

/// The form of a new contact was sent.
pub async fn created(asked: &Asked<'_>, typed: TypedContact) -> Result<(), Trouble> {
    checks::keeps_contacts(asked).await?;
    let id = create(asked, typed).await?;
    noted(asked, id, "contact-created").await
}

/// The form of a contact that exists was sent.
pub async fn edited(asked: &Asked<'_>, id: ContactId, typed: TypedContact) -> Result<(), Trouble> {
    checks::keeps_contacts(asked).await?;
    let about = about(&typed);
    let edited = asked.desk().edit_contact(id, typed).await;
    if let Err(crate::desk::DeskError::Refused(Refused::ContactExists(other))) = edited {
        let other = asked.desk().contact(other).await?;
        let name = other.map(|other| escape_name(&other.facts.name));
        let args = args! { "contact" => name.unwrap_or_default() };
        return asked.tell(asked.say("contact-phone-taken", &args)).await;
    }
    edited.map_err(|error| wrong_field(error, about))?;
    noted(asked, id, "contact-saved").await
}

fn about(typed: &TypedContact) -> (String, String) {
    (typed.phone.clone(), typed.email.clone())
}

fn wrong_field(error: crate::desk::DeskError, (phone, email): (String, String)) -> Trouble {
    use crate::desk::DeskError;
    let wrong = match &error {
        DeskError::Refused(Refused::NotAPhone) => Some(phone),
        DeskError::Refused(Refused::NotAnEmail) => Some(email),
        _ => None,
    };
    let about = About {
        typed: wrong,
        ..About::default()
    };
    Trouble::Desk(error, Box::new(about))
}

async fn noted(asked: &Asked<'_>, id: ContactId, text: &str) -> Result<(), Trouble> {
    let contact = asked
        .desk()
        .contact(id)
        .await
        .about(About::default())?
        .ok_or(Refused::Over)?;
    let args = args! { "contact" => escape_name(&contact.facts.name) };
    let note = asked.say(text, &args);
    show(asked, &contact, Some(note)).await
}
