//! `/attach`: puts a file into the open draft.

use poise::serenity_prelude::Attachment;

use super::context::{Asked, Context, FileTrouble, GivenFile};
use super::trouble::{Concerning, Trouble};
use super::{checks, wizard};
use crate::desk::sheet::Sheet;
use crate::domain::template::{HeaderMedia, MediaKind};
use crate::domain::text::escape_name;
use crate::domain::wizard::Change;
use crate::words::args;

/// Puts a file into the open draft.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn attach(ctx: Context<'_>, file: Attachment) -> Result<(), Trouble> {
    let asked = Asked::by_command(ctx).await?;
    let outcome = run(&asked, file.into()).await;
    asked.finish(outcome).await;
    Ok(())
}

async fn run(asked: &Asked<'_>, file: GivenFile) -> Result<(), Trouble> {
    let Some(id) = asked.desk().newest_draft(&asked.by).await? else {
        let args = args! { "start" => asked.mention("start") };
        return asked.tell(asked.say("attach-no-draft", &args)).await;
    };
    asked.defer().await?;
    let sheet = wizard::load(asked, id).await?;
    match keep(asked, &sheet, &file).await? {
        Ok(sheet) => {
            let args = args! { "file" => escape_name(&file.name) };
            let note = asked.say("attach-done", &args);
            wizard::show(asked, &sheet, Some(note)).await
        }
        Err(sentence) => asked.tell(sentence).await,
    }
}

/// What a header of this kind takes.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types>
fn limits(kind: MediaKind) -> (&'static [&'static str], u64, &'static str) {
    match kind {
        MediaKind::Image => (&["image/jpeg", "image/png"], 5, "attach-kind-picture"),
        MediaKind::Video => (&["video/mp4", "video/3gpp"], 16, "attach-kind-video"),
        MediaKind::Document => (&[], 100, "attach-kind-document"),
    }
}

/// Hands the file to the platform and puts it into the draft; the sentence why not, where it does
/// not fit. To be called after the person was answered: it may take long.
pub(super) async fn keep(
    asked: &Asked<'_>,
    sheet: &Sheet,
    file: &GivenFile,
) -> Result<Result<Sheet, String>, Trouble> {
    const MIB: u64 = 1024 * 1024;
    let named = escape_name(&file.name);
    let kind = sheet
        .template
        .as_ref()
        .and_then(|offered| offered.form.as_ref().ok())
        .and_then(|form| form.media)
        .filter(|_| wizard::wants_file(sheet));
    let (Some(kind), Some(way)) = (kind, sheet.way()) else {
        // Only a template that is chosen says what file it takes, and only a number keeps one.
        if sheet.template.is_none() {
            let args = args! { "file" => named, "attach" => asked.mention("attach") };
            return Ok(Err(asked.say("attach-too-early", &args)));
        }
        return Ok(Err(asked.word("attach-not-wanted")));
    };
    let (types, limit, wanted) = limits(kind);
    let mime = file.mime.as_deref().unwrap_or_default();
    let mime = mime.split(';').next().unwrap_or_default().trim();
    if !types.is_empty() && !types.contains(&mime) {
        let args = args! { "file" => named, "wanted" => asked.word(wanted) };
        return Ok(Err(asked.say("attach-wrong-kind", &args)));
    }
    if file.size > limit * MIB {
        let args = args! { "file" => named, "limit" => limit };
        return Ok(Err(asked.say("attach-too-large", &args)));
    }
    let number = &way.channel.listed.phone_number_id;
    let id = match asked.data.platform().keep_file(number, file).await {
        Ok(id) => id,
        Err(FileTrouble::NotFetched) => {
            let args = args! { "file" => named };
            return Ok(Err(asked.say("attach-unreachable", &args)));
        }
        Err(FileTrouble::Refused) => {
            let args = args! { "file" => named, "wanted" => asked.word(wanted) };
            return Ok(Err(asked.say("attach-wrong-kind", &args)));
        }
    };
    let media = HeaderMedia {
        id,
        filename: Some(file.name.clone()),
    };
    let kept = asked
        .desk()
        .change_draft(sheet.id, asked.by.clone(), Change::Media(media))
        .await
        .about(super::About {
            draft: true,
            ..super::About::default()
        })?;
    Ok(Ok(kept))
}
