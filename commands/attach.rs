//! `/attach`: puts a file into the open draft.

use poise::serenity_prelude::Attachment;

use super::context::{Asked, Context};
use super::given::{FileTrouble, GivenFile};
use super::trouble::{Concerning, Trouble};
use super::{checks, wizard};
use crate::desk::sheet::Sheet;
use crate::domain::template::{HeaderMedia, MediaKind};
use crate::domain::text::escape_name;
use crate::domain::wizard::Change;
use crate::domain::{abilities, file_name};
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

/// What a header of this kind travels as, and what it is called.
fn travels_as(kind: MediaKind) -> (abilities::MediaKind, &'static str) {
    match kind {
        MediaKind::Image => (abilities::MediaKind::Image, "attach-kind-picture"),
        MediaKind::Video => (abilities::MediaKind::Video, "attach-kind-video"),
        MediaKind::Document => (abilities::MediaKind::Document, "attach-kind-document"),
    }
}

/// The types that a header of this kind takes, any if there are none, and how many bytes.
fn limits(asked: &Asked<'_>, kind: MediaKind) -> (&'static [&'static str], u64) {
    let (kind, _) = travels_as(kind);
    let limit = asked.desk().abilities().media_limit(kind);
    limit.map_or((&[], 0), |limit| (limit.mime_types, limit.max_bytes))
}

/// Whether a header of this kind takes a file of this name, type and size; the sentence why not.
pub(super) fn fits(
    asked: &Asked<'_>,
    kind: MediaKind,
    name: &str,
    mime: &str,
    size: u64,
) -> Result<(), String> {
    const MIB: u64 = 1024 * 1024;
    let (types, limit) = limits(asked, kind);
    let mime = mime.split(';').next().unwrap_or_default().trim();
    if !types.is_empty() && !types.contains(&mime) {
        return Err(why_not(asked, kind, name, FileTrouble::Refused));
    }
    if size > limit {
        let args = args! { "file" => escape_name(name), "limit" => limit / MIB };
        return Err(asked.say("attach-too-large", &args));
    }
    Ok(())
}

/// Why a file for a header of this kind was not kept.
pub(super) fn why_not(
    asked: &Asked<'_>,
    kind: MediaKind,
    name: &str,
    trouble: FileTrouble,
) -> String {
    let named = escape_name(name);
    match trouble {
        FileTrouble::NotFetched => asked.say("attach-unreachable", &args! { "file" => named }),
        FileTrouble::Refused => {
            let (_, wanted) = travels_as(kind);
            let args = args! { "file" => named, "wanted" => asked.word(wanted) };
            asked.say("attach-wrong-kind", &args)
        }
        FileTrouble::NotTaken => asked.say("attach-not-taken", &args! { "file" => named }),
    }
}

/// Hands the file to the platform and puts it into the draft; the sentence why not, where it does
/// not fit. To be called after the person was answered: it may take long.
pub(super) async fn keep(
    asked: &Asked<'_>,
    sheet: &Sheet,
    file: &GivenFile,
) -> Result<Result<Sheet, String>, Trouble> {
    let kind = sheet
        .template
        .as_ref()
        .and_then(|offered| offered.form.as_ref().ok())
        .and_then(|form| form.media)
        .filter(|_| wizard::wants_file(sheet));
    let (Some(kind), Some(way)) = (kind, sheet.way()) else {
        // Only a template that is chosen says what file it takes, and only a number keeps one.
        if sheet.template.is_none() {
            let named = escape_name(&file.name);
            let args = args! { "file" => named, "attach" => asked.mention("attach") };
            return Ok(Err(asked.say("attach-too-early", &args)));
        }
        return Ok(Err(asked.word("attach-not-wanted")));
    };
    let mime = file.mime.as_deref().unwrap_or_default();
    if let Err(sentence) = fits(asked, kind, &file.name, mime, file.size) {
        return Ok(Err(sentence));
    }
    let unnamed = &asked.desk().company().unnamed_file;
    let file = &GivenFile {
        name: file_name::safe(&file.name, mime, unnamed),
        ..file.clone()
    };
    let number = &way.channel.listed.phone_number_id;
    let id = match asked
        .data
        .platform()
        .keep_file(number, file, limits(asked, kind).0)
        .await
    {
        Ok(id) => id,
        Err(trouble) => return Ok(Err(why_not(asked, kind, &file.name, trouble))),
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
