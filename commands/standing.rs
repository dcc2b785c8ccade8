//! `/setup`, the file that a template's header always carries: put there, taken away, and handed to
//! the platform before a template leaves with it.

use super::attach::{fits, why_not};
use super::context::Asked;
use super::given::GivenFile;
use super::trouble::Trouble;
use super::{pick, templates};
use crate::desk::templates::{SetUp, StandingFile};
use crate::discord::components::{Button, ButtonStyle};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::file_name;
use crate::domain::ids::{DraftId, TemplateId};
use crate::domain::text::escape_name;
use crate::words::args;

/// A file was given for a template, or one of the two is missing.
pub async fn given(
    asked: &Asked<'_>,
    template: Option<&str>,
    file: Option<GivenFile>,
) -> Result<(), Trouble> {
    asked.admin()?;
    let Some(typed) = template else {
        return asked.tell(asked.word("template-file-which")).await;
    };
    let id = chosen(asked, typed).await?;
    let Some(file) = file else {
        return templates::show(asked, id, None).await;
    };
    let Some(kind) = asked.desk().template_set_up(id).await?.media else {
        return asked.tell(asked.word("attach-not-wanted")).await;
    };
    let claimed = file.mime.as_deref().unwrap_or_default();
    if let Err(sentence) = fits(asked, kind, &file.name, claimed, file.size) {
        return asked.tell(sentence).await;
    }
    asked.defer().await?;
    let platform = asked.data.platform();
    let kept = match platform.keep_here(&file).await {
        Ok(kept) => kept,
        Err(trouble) => return asked.tell(why_not(asked, kind, &file.name, trouble)).await,
    };
    // Its name may have lied about what it is.
    if let Err(sentence) = fits(asked, kind, &file.name, &kept.mime, kept.size) {
        platform.forget(kept.key).await;
        return asked.tell(sentence).await;
    }
    let standing = StandingFile {
        key: kept.key.clone(),
        kind,
        name: file_name::safe(&file.name, &kept.mime, &asked.desk().company().unnamed_file),
        mime: kept.mime,
    };
    let named = args! { "file" => escape_name(&standing.name) };
    let note = asked.say("template-file-saved", &named);
    if let Err(trouble) = set(asked, id, Some(standing)).await {
        platform.forget(kept.key).await;
        return Err(trouble);
    }
    templates::show(asked, id, Some(note)).await
}

/// It was picked from what is offered, or typed in full.
async fn chosen(asked: &Asked<'_>, typed: &str) -> Result<TemplateId, Trouble> {
    if let Some(id) = pick::picked(typed) {
        return Ok(TemplateId(id));
    }
    let all = asked.desk().all_templates().await?;
    let mut named = all.iter().filter(|one| one.listed.name == typed.trim());
    match (named.next(), named.next()) {
        (Some(only), None) => Ok(only.id),
        _ => Err(Trouble::NotFound(typed.to_owned())),
    }
}

async fn set(asked: &Asked<'_>, id: TemplateId, file: Option<StandingFile>) -> Result<(), Trouble> {
    let desk = asked.desk();
    let before = desk.set_standing_file(asked.by.clone(), id, file).await?;
    if let Some(key) = before {
        asked.data.platform().forget(key).await;
    }
    Ok(())
}

/// The file is taken away.
pub async fn removed(asked: &Asked<'_>, id: TemplateId) -> Result<(), Trouble> {
    asked.admin()?;
    set(asked, id, None).await?;
    let note = asked.word("template-file-removed");
    templates::show(asked, id, Some(note)).await
}

/// What a template's settings say of it, and the button that takes it away.
pub fn shown(asked: &Asked<'_>, found: &SetUp) -> (Vec<String>, Option<Button>) {
    if found.media.is_none() {
        return (Vec::new(), None);
    }
    let setup = args! { "setup" => asked.mention("setup") };
    let how = asked.say("template-file-how", &setup);
    let Some(file) = found.template.standing(found.media) else {
        return (vec![asked.word("template-file-none"), how], None);
    };
    let named = args! { "file" => escape_name(&file.name) };
    let id = CustomId::new(Verb::SetTemplateFile, found.template.id.0);
    let label = asked.word("template-file-remove-button");
    let button = Button::new(ButtonStyle::Danger, id, &label);
    (vec![asked.say("template-file", &named), how], Some(button))
}

/// The platform gets the file that the draft's template always carries, unless it has it; the
/// sentence why not. The draft is only looked at: what it was last shown with still counts.
pub async fn hand_over(asked: &Asked<'_>, id: DraftId) -> Result<Option<String>, Trouble> {
    let desk = asked.desk();
    let draft = desk.kept_draft(id).await?;
    let draft = draft.filter(|draft| draft.media.is_none());
    let chosen = draft.and_then(|draft| draft.template.zip(draft.channel));
    let Some((template, channel)) = chosen else {
        return Ok(None);
    };
    let file = desk.standing_file(template).await?;
    let channels = desk.channels().await?;
    let number = channels.into_iter().find(|one| one.id == channel);
    let (Some(file), Some(number)) = (file, number) else {
        return Ok(None);
    };
    if desk.is_handed_over(template, channel, &file).await? {
        return Ok(None);
    }
    asked.defer().await?;
    let platform = asked.data.platform();
    let number = &number.listed.phone_number_id;
    match platform.hand_over(number, &file).await {
        Ok(media) => {
            desk.handed_over(template, channel, &file, media).await?;
            Ok(None)
        }
        Err(_) => {
            let args = args! {
                "file" => escape_name(&file.name),
                "attach" => asked.mention("attach"),
            };
            Ok(Some(asked.say("wizard-standing-failed", &args)))
        }
    }
}
