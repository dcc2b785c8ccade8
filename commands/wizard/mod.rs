//! The wizard: one message for the asker alone, edited in place, from contact to preview. What was
//! chosen is a draft in the desk; a press carries the draft's id and nothing else.

mod parameters;
mod preview;
mod steps;
mod trail;

use super::context::Asked;
use super::given::GivenFile;
use super::rows;
use super::trouble::{About, Concerning, Trouble, money_sentence};
use super::view::View;
use crate::desk::contacts::TypedContact;
use crate::desk::drafts::Done;
use crate::desk::error::{AskMoney, Refused};
use crate::desk::sheet::Sheet;
use crate::discord::components::{Button, ButtonStyle, Modal, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::content::Content;
use crate::domain::ids::{
    ChannelId, ContactId, ConversationId, DraftId, MessageId, TeamId, TemplateId,
};
use crate::domain::text::escape_name;
use crate::domain::wizard::{Change, Draft, Step, Sure};
use crate::words::{args, relative};

pub use parameters::{fill, form};

/// Begins a draft and shows where it stands.
pub async fn begin(
    asked: &Asked<'_>,
    draft: Draft,
    file: Option<GivenFile>,
) -> Result<(), Trouble> {
    let about = About {
        contact: draft.contact,
        ..About::default()
    };
    let sheet = asked
        .desk()
        .open_draft(asked.by.clone(), draft)
        .await
        .about(about)?;
    with_file(asked, sheet, file, false).await
}

/// Goes on with a draft.
pub async fn resume(
    asked: &Asked<'_>,
    id: DraftId,
    file: Option<GivenFile>,
) -> Result<(), Trouble> {
    let sheet = load(asked, id).await?;
    with_file(asked, sheet, file, true).await
}

/// Shows a draft that was just begun, or that is taken up again: perhaps it was forgotten, so it
/// can be left at any step.
async fn with_file(
    asked: &Asked<'_>,
    mut sheet: Sheet,
    file: Option<GivenFile>,
    resumed: bool,
) -> Result<(), Trouble> {
    let mut note = resumed.then(|| {
        let args = args! { "when" => relative(sheet.changed_at) };
        asked.say("wizard-resumed", &args)
    });
    if let Some(file) = file {
        asked.defer().await?;
        match super::attach::keep(asked, &sheet, &file).await? {
            Ok(with_file) => sheet = with_file,
            Err(sentence) => note = Some(sentence),
        }
    }
    let mut view = view(asked, &sheet, note).await?;
    if resumed {
        let afresh = CustomId::new(Verb::WizAfresh, sheet.id.0);
        let label = asked.word("wizard-afresh-button");
        view = view.buttons([Button::new(ButtonStyle::Secondary, afresh, &label)]);
    }
    asked.show(&view).await
}

/// Shows where a draft stands, with a line of what just happened.
pub async fn show(asked: &Asked<'_>, sheet: &Sheet, note: Option<String>) -> Result<(), Trouble> {
    asked.show(&view(asked, sheet, note).await?).await
}

/// Where a draft stands, about to be shown: nothing else is what can be confirmed.
async fn view(asked: &Asked<'_>, sheet: &Sheet, note: Option<String>) -> Result<View, Trouble> {
    let shown = asked.desk().shown(sheet, asked.by.clone()).await;
    shown.about(of_draft())?;
    steps::view(asked, sheet, note).await
}

/// The draft as it stands.
pub async fn load(asked: &Asked<'_>, id: DraftId) -> Result<Sheet, Trouble> {
    asked
        .desk()
        .draft(id, asked.by.clone())
        .await
        .about(of_draft())
}

async fn change(asked: &Asked<'_>, id: DraftId, change: Change) -> Result<Sheet, Trouble> {
    asked
        .desk()
        .change_draft(id, asked.by.clone(), change)
        .await
        .about(of_draft())
}

fn of_draft() -> About {
    About {
        draft: true,
        ..About::default()
    }
}

/// ＋ in a team's channel, and 💬 beside a contact.
pub async fn start_button(asked: &Asked<'_>, contact: i64) -> Result<(), Trouble> {
    if contact == 0 {
        if let Some(draft) = asked.desk().newest_beginning(&asked.by).await? {
            return resume(asked, draft, None).await;
        }
        return begin_here(asked).await;
    }
    let draft = Draft {
        contact: Some(ContactId(contact)),
        ..Draft::default()
    };
    begin(asked, draft, None).await
}

/// A draft of nothing but the place.
async fn begin_here(asked: &Asked<'_>) -> Result<(), Trouble> {
    let team = asked.desk().team_at(asked.place).await?;
    let draft = Draft {
        // Whoever begins in a team's channel means that team, if they are in it.
        team: team.map(|team| team.id),
        ..Draft::default()
    };
    begin(asked, draft, None).await
}

/// `/template` and its buttons: a further template in a conversation.
pub async fn in_conversation(asked: &Asked<'_>, id: ConversationId) -> Result<(), Trouble> {
    let draft = Draft {
        conversation: Some(id),
        ..Draft::default()
    };
    begin(asked, draft, None).await
}

/// The template of a message that failed, to be filled in once more.
pub async fn filled_again(asked: &Asked<'_>, message: MessageId) -> Result<(), Trouble> {
    let seen = asked.desk().see_message(message, &asked.by).await?;
    let row = seen.c.message(message).ok_or(Refused::Over)?;
    let Content::Template(template) = &row.content else {
        return Err(Refused::Over.into());
    };
    let draft = Draft {
        conversation: Some(seen.c.id),
        template: Some(template.template),
        ..Draft::default()
    };
    begin(asked, draft, None).await
}

/// What a select of a step chose.
pub async fn chosen(
    asked: &Asked<'_>,
    verb: Verb,
    id: DraftId,
    value: &str,
) -> Result<(), Trouble> {
    let Ok(value) = value.parse::<i64>() else {
        return Err(Refused::Over.into());
    };
    let sheet = match verb {
        Verb::WizContact => change(asked, id, Change::Contact(ContactId(value))).await?,
        Verb::WizChannel => change(asked, id, Change::Channel(ChannelId(value))).await?,
        Verb::WizTeam => change(asked, id, Change::Team(TeamId(value))).await?,
        _ => return template(asked, id, TemplateId(value)).await,
    };
    show(asked, &sheet, None).await
}

async fn template(asked: &Asked<'_>, id: DraftId, chosen: TemplateId) -> Result<(), Trouble> {
    let to = Change::Template(chosen, std::collections::BTreeMap::new());
    let sheet = change(asked, id, to).await?;
    let note = if sheet.draft.template.is_none() {
        Some(steps::not_offered(asked, &sheet, chosen).await?)
    } else {
        None
    };
    show(asked, &sheet, note).await
}

/// A button that only changes the draft.
pub async fn pressed(
    asked: &Asked<'_>,
    verb: Verb,
    id: DraftId,
    extra: Option<&str>,
) -> Result<(), Trouble> {
    let sheet = match verb {
        Verb::Back => asked
            .desk()
            .step_back(id, asked.by.clone())
            .await
            .about(of_draft())?,
        Verb::WizNoTemplate => change(asked, id, Change::WithoutTemplate).await?,
        _ => {
            let page = extra.and_then(|page| page.parse().ok()).unwrap_or_default();
            change(asked, id, Change::TemplatePage(page)).await?
        }
    };
    show(asked, &sheet, None).await
}

/// Gives the draft up and begins another one, of the same conversation if it was of one.
pub async fn afresh(asked: &Asked<'_>, id: DraftId) -> Result<(), Trouble> {
    let before = asked.desk().kept_draft(id).await?;
    give_up(asked, id).await?;
    match before.and_then(|draft| draft.conversation) {
        Some(conversation) => in_conversation(asked, conversation).await,
        None => begin_here(asked).await,
    }
}

async fn give_up(asked: &Asked<'_>, id: DraftId) -> Result<(), Trouble> {
    let by = asked.by.clone();
    asked.desk().cancel_draft(id, by).await.about(of_draft())
}

/// Gives the draft up.
pub async fn cancel(asked: &Asked<'_>, id: DraftId) -> Result<(), Trouble> {
    give_up(asked, id).await?;
    asked
        .show(&View::text(asked.word("wizard-cancelled")))
        .await
}

/// The form of a search, or of a new contact.
pub async fn open_form(asked: &Asked<'_>, verb: Verb, id: DraftId) -> Result<(), Trouble> {
    load(asked, id).await?;
    let custom_id = CustomId::new(verb, id.0);
    let (title, label, example) = match verb {
        Verb::WizNewContact => return super::contact::open_new(asked, custom_id).await,
        Verb::WizSearch => (
            "wizard-search-title",
            "wizard-search-label",
            "wizard-search-placeholder",
        ),
        _ => (
            "wizard-template-search-title",
            "wizard-template-search-label",
            "wizard-template-search-placeholder",
        ),
    };
    let input = TextInput::line("text", &asked.word(label))
        .placeholder(&asked.word(example))
        .length(0, 100);
    let input = match verb {
        Verb::WizSearch => input,
        // Sent empty, it shows all of them again.
        _ => input.optional(),
    };
    asked
        .open(&Modal::new(custom_id, &asked.word(title), [input]))
        .await
}

/// A search was typed.
pub async fn searched(
    asked: &Asked<'_>,
    verb: Verb,
    id: DraftId,
    typed: &str,
) -> Result<(), Trouble> {
    let to = match verb {
        Verb::WizSearch => Change::SearchContact(typed.to_owned()),
        _ => Change::SearchTemplate(typed.to_owned()),
    };
    let sheet = change(asked, id, to).await?;
    show(asked, &sheet, None).await
}

/// A new contact was typed; it is the one to talk to.
pub async fn new_contact(
    asked: &Asked<'_>,
    id: DraftId,
    typed: TypedContact,
) -> Result<(), Trouble> {
    // Nothing is written for whoever may not go on.
    load(asked, id).await?;
    let created = super::contact::create(asked, typed).await?;
    let sheet = change(asked, id, Change::Contact(created)).await?;
    show(asked, &sheet, None).await
}

/// Does what the draft says.
pub async fn confirm(asked: &Asked<'_>, id: DraftId) -> Result<(), Trouble> {
    if let Some(sentence) = super::standing::hand_over(asked, id).await? {
        let sheet = load(asked, id).await?;
        return show(asked, &sheet, Some(sentence)).await;
    }
    let done = asked
        .desk()
        .confirm_draft(id, asked.by.clone(), asked.press)
        .await
        .about(of_draft());
    let trouble = match done {
        Ok(Done::Begun(begun)) => return started(asked, begun.conversation, begun.again).await,
        Ok(Done::Sent(conversation, _)) => return sent(asked, conversation).await,
        Err(trouble) => trouble,
    };
    match trouble.refused() {
        Some(Refused::Money(money)) => ask_money(asked, id, money).await,
        Some(
            Refused::TemplateChanged
            | Refused::PriceChanged
            | Refused::TemplateGone
            | Refused::WindowClosed
            | Refused::Parameters(_),
        ) => {
            let before = asked.desk().kept_draft(id).await?;
            let about = before.map(|draft| about(&draft)).unwrap_or_default();
            let trouble = match trouble {
                Trouble::Desk(error, _) => Trouble::Desk(error, Box::new(about)),
                other => other,
            };
            let note = trouble.sentence(asked).await;
            let sheet = load(asked, id).await?;
            show(asked, &sheet, Some(note)).await
        }
        Some(Refused::Over) => Err(trouble),
        _ => {
            let draft = asked.desk().kept_draft(id).await?;
            let about = draft.map(|draft| about(&draft)).unwrap_or_default();
            Err(match trouble {
                Trouble::Desk(error, _) => Trouble::Desk(error, Box::new(about)),
                other => other,
            })
        }
    }
}

fn about(draft: &Draft) -> About {
    About {
        contact: draft.contact,
        channel: draft.channel,
        template: draft.template,
        draft: true,
        further: draft.conversation.is_some(),
        typed: None,
    }
}

async fn started(asked: &Asked<'_>, id: ConversationId, again: bool) -> Result<(), Trouble> {
    let text = |thread: String| {
        let id = if again {
            "wizard-already-started"
        } else {
            "wizard-started"
        };
        View::text(asked.say(id, &args! { "thread" => thread }))
    };
    let here = rows::thread_of(asked, id).await;
    asked.show(&text(here)).await?;
    // The thread comes a moment later; it is where the person wants to go.
    if let Some(thread) = asked.desk().thread_to_come(id).await? {
        asked.show(&text(format!("<#{}>", thread.0))).await?;
    }
    Ok(())
}

async fn sent(asked: &Asked<'_>, id: ConversationId) -> Result<(), Trouble> {
    let contact = match asked.desk().summary(id).await? {
        Some(found) => escape_name(&found.contact_name),
        None => String::new(),
    };
    let text = asked.say("wizard-sent", &args! { "contact" => contact });
    asked.show(&View::text(text)).await
}

async fn ask_money(asked: &Asked<'_>, id: DraftId, money: &AskMoney) -> Result<(), Trouble> {
    let draft = asked.desk().kept_draft(id).await?;
    let about = draft.map(|draft| about(&draft)).unwrap_or_default();
    let sentence = money_sentence(asked, money, &about).await;
    let which = match money {
        AskMoney::NeedsSupervisor { .. } => return asked.tell(sentence).await,
        AskMoney::Unanswered { .. } => "unanswered",
        AskMoney::Night { .. } => "night",
    };
    let anyway = CustomId::new(Verb::TemplateAnyway, id.0)
        .with_extra(which)
        .unwrap_or(CustomId::new(Verb::TemplateAnyway, id.0));
    let buttons = [
        Button::new(
            ButtonStyle::Primary,
            anyway,
            &asked.word("money-send-anyway-button"),
        ),
        Button::new(
            ButtonStyle::Secondary,
            CustomId::new(Verb::TemplateWait, id.0),
            &asked.word("money-wait-button"),
        ),
    ];
    asked.show(&View::text(sentence).buttons(buttons)).await
}

/// The answer to a question about money.
pub async fn anyway(asked: &Asked<'_>, id: DraftId, which: Option<&str>) -> Result<(), Trouble> {
    let sure = match which {
        Some("night") => Sure {
            night: true,
            ..Sure::default()
        },
        _ => Sure {
            unanswered: true,
            ..Sure::default()
        },
    };
    change(asked, id, Change::Sure(sure)).await?;
    confirm(asked, id).await
}

/// The person waits; the draft stays.
pub async fn wait(asked: &Asked<'_>, id: DraftId) -> Result<(), Trouble> {
    let sheet = load(asked, id).await?;
    show(asked, &sheet, Some(asked.word("money-waited"))).await
}

/// Whether a draft is at a step that wants a file.
pub fn wants_file(sheet: &Sheet) -> bool {
    matches!(sheet.step, Step::Parameters | Step::Preview)
        && sheet
            .template
            .as_ref()
            .and_then(|offered| offered.form.as_ref().ok())
            .is_some_and(|form| form.media.is_some())
}
