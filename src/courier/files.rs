//! Files on their way in: each is fetched from whoever has it, as soon as it is wanted, since its
//! address does not live long.

use std::sync::Arc;

use chrono::TimeDelta;
use serenity::all::AttachmentId;
use tokio::sync::Semaphore;

use super::rounds::Next;
use super::{Facts, place, post, retry};
use crate::channels::MediaError;
use crate::desk::DeskError;
use crate::desk::files::{Fetched, Settled};
use crate::discord::error as discord;
use crate::discord::model::Attachment;
use crate::discord::sender::{AttachmentSource, FetchError};
use crate::domain::abilities::MediaKind;
use crate::domain::file::{Caution, FileSource, FileTrouble, sha256};
use crate::domain::ids::FileId;
use crate::domain::refusal::{LONGEST_PAUSE, Scope};
use crate::domain::setback::soon;
use crate::formats::{Content, cautions, sniff};
use crate::store::files::{FileState, StoredFile};
use crate::vault::Incoming;

/// Files that are fetched at the same time: each holds two connections' worth of memory.
const AT_ONCE: usize = 16;

/// Answers about a file itself after which it is given up.
const TRIES: u32 = 5;

/// A file that still does not come after so long is told of, while it is asked for further on.
const LONG: TimeDelta = TimeDelta::minutes(10);

/// The largest file of an agent's: what Discord takes from anybody.
const LINKED: u64 = 500 * 1024 * 1024;

/// How many files may be fetched at the same time. Cloning gives another handle.
#[derive(Debug, Clone)]
pub struct Places(Arc<Semaphore>);

impl Default for Places {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

/// How an attempt failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Failure {
    trouble: FileTrouble,
    /// What it means for further attempts.
    again: Again,
    /// For how long whoever has it wants to be left alone.
    asked: Option<TimeDelta>,
}

/// Whether the same attempt may succeed later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// It never will.
    Never,
    /// It may, but not for ever: the answer was about this very file.
    AFewTimes,
    /// It will, once the other side is in order.
    Later,
    /// It will, once somebody has put something in order here.
    AfterMending,
}

impl Failure {
    fn new(trouble: FileTrouble, again: Again) -> Self {
        Self {
            trouble,
            again,
            asked: None,
        }
    }
}

/// Fetches one file, if it is wanted and due.
pub async fn round(facts: Facts, places: Places, id: FileId) -> Result<Next, DeskError> {
    let (facts, places) = (&facts, &places);
    let Some(file) = facts.desk.file(id).await? else {
        return Ok(Next::Nothing);
    };
    if file.state != FileState::Wanted {
        return Ok(Next::Nothing);
    }
    let now = facts.clock.now();
    if soon(file.due_at, now, LONGEST_PAUSE) > now {
        return Ok(Next::At(file.due_at));
    }
    let taken = {
        // It is never closed.
        let _place = places.0.acquire().await.ok();
        take(facts, &file).await
    };
    match taken {
        Ok(fetched) => {
            count("kept");
            settle(facts, id, Settled::Kept(fetched)).await;
            Ok(Next::Nothing)
        }
        Err(failure) => failed(facts, &file, failure).await,
    }
}

async fn settle(facts: &Facts, id: FileId, settled: Settled) {
    retry::until_written(facts, id.0, || facts.desk.file_settled(id, settled.clone())).await;
}

fn count(outcome: &'static str) {
    metrics::counter!("conecta_files_total", "outcome" => outcome).increment(1);
}

async fn failed(facts: &Facts, file: &StoredFile, failure: Failure) -> Result<Next, DeskError> {
    let id = file.what.facts.id;
    let Failure {
        trouble,
        again,
        asked,
    } = failure;
    count(trouble.name());
    let now = facts.clock.now();
    let over = match again {
        Again::Never => true,
        Again::AFewTimes => file.attempts + 1 >= TRIES,
        Again::Later | Again::AfterMending => now - file.created_at > kept(facts),
    };
    tracing::warn!(
        file = id.0,
        trouble = trouble.name(),
        over,
        "a file was not fetched"
    );
    if over {
        settle(facts, id, Settled::Failed(trouble)).await;
        return Ok(Next::Nothing);
    }
    let nth = match again {
        Again::AfterMending => 5,
        _ => retry::nth(now - file.wanted_at),
    };
    let wait = retry::after(nth, id.0);
    let at = now + asked.map_or(wait, |asked| asked.max(wait));
    // Once: the next try is the first one that comes after so long.
    let long = file.wanted_at + LONG;
    let tell = again != Again::AFewTimes && file.due_at <= long && at > long;
    facts
        .desk
        .file_failed(id, trouble, again == Again::AFewTimes, tell, at)
        .await?;
    Ok(Next::At(at))
}

/// How long whoever has it keeps it; Discord does as long as its message stands, and is asked no
/// longer than the platform.
fn kept(facts: &Facts) -> TimeDelta {
    facts.channel.abilities().file_lives.inbound
}

/// Takes the file in, whole and checked.
async fn take(facts: &Facts, file: &StoredFile) -> Result<Fetched, Failure> {
    let max = facts.channel.abilities().largest_file();
    let mut incoming = facts.vault.receive().await.map_err(no_room)?;
    let (mime, announced) = match &file.what.source {
        FileSource::Customer(held) | FileSource::OwnPhone { file: held, .. } => {
            let got = facts
                .channel
                .fetch_media(&held.number, &held.media, max, &mut incoming)
                .await
                .map_err(at_platform)?;
            let told = held.sha256.as_deref().and_then(sha256);
            (got.mime_type, [told, got.sha256])
        }
        FileSource::Agent {
            place: thread,
            post: message,
            attachment,
            url,
        } => {
            let source = AttachmentSource {
                url: url.clone(),
                message: Some((
                    place(*thread),
                    post(*message),
                    AttachmentId::new(*attachment),
                )),
            };
            // What is too large to go as itself goes as a link.
            let max = max.max(LINKED);
            let fetched = facts.discord.fetch_attachment(&source, max, &mut incoming);
            fetched.await.map_err(of_agent)?;
            let mime = file.what.facts.mime.clone();
            let kept = keep(facts, incoming, file, mime, &[None, None]).await?;
            return Ok(Fetched {
                name: called(facts, file, &source).await,
                ..kept
            });
        }
    };
    keep(facts, incoming, file, mime, &announced).await
}

/// What its author called a document, the only kind whose name the customer sees: serenity reads
/// only what Discord made of it.
async fn called(facts: &Facts, file: &StoredFile, source: &AttachmentSource) -> Option<String> {
    let (channel, message, attachment) = source.message?;
    if file.what.facts.kind != MediaKind::Document {
        return None;
    }
    // Without it, it has the name that everybody sees in the thread.
    let message = facts.discord.message(channel, message).await.ok()?;
    let mut files = message.attachments.iter();
    files
        .find(|file| file.id == attachment)
        .map(Attachment::name)
}

async fn keep(
    facts: &Facts,
    incoming: Incoming,
    file: &StoredFile,
    mime: Option<String>,
    announced: &[Option<[u8; 32]>],
) -> Result<Fetched, Failure> {
    let came = incoming.came();
    if came.bytes == 0 {
        return Err(Failure::new(FileTrouble::Empty, Again::Never));
    }
    if announced.iter().flatten().any(|hash| *hash != came.sha256) {
        return Err(Failure::new(FileTrouble::Damaged, Again::AFewTimes));
    }
    let key = &file.what.key;
    let name = &file.what.facts.name;
    let content = sniff(incoming.head(), mime.as_deref(), Some(name));
    incoming.keep(key).await.map_err(no_room)?;
    if !content.is_as_claimed() {
        tracing::info!(
            file = file.what.facts.id.0,
            is = content.mime_type,
            "a file is not what it was said to be"
        );
    }
    let cautions = match file.what.source.at_platform() {
        Some(_) => cautions(facts, file, &content).await,
        // Whoever attached it knows it.
        None => Vec::new(),
    };
    Ok(Fetched {
        name: None,
        mime: content.mime_type,
        bytes: came.bytes,
        sha256: hex::encode(came.sha256),
        cautions,
    })
}

/// What agents should know before they open a file that lies here now.
async fn cautions(facts: &Facts, file: &StoredFile, content: &Content) -> Vec<Caution> {
    let known = &file.what.facts;
    let mut cautions = cautions::outside(content, &known.name);
    match look_inside(facts, file, content).await {
        Ok(found) => cautions.extend(found),
        Err(error) => tracing::error!(%error, file = known.id.0, "a file could not be looked into"),
    }
    if !cautions.is_empty() {
        let why: Vec<_> = cautions.iter().map(Caution::name).collect();
        tracing::warn!(file = known.id.0, ?why, "a file is one to be careful with");
    }
    cautions
}

async fn look_inside(
    facts: &Facts,
    file: &StoredFile,
    content: &Content,
) -> std::io::Result<Vec<Caution>> {
    let path = facts.vault.path(&file.what.key)?;
    let content = content.clone();
    let _busy = facts.vault.look();
    let looked = tokio::task::spawn_blocking(move || cautions::inside(&path, &content));
    looked.await.map_err(std::io::Error::other)?
}

fn no_room(error: std::io::Error) -> Failure {
    tracing::error!(%error, "a file could not be written down");
    Failure::new(FileTrouble::NoRoom, Again::AfterMending)
}

fn at_platform(error: MediaError) -> Failure {
    match error {
        MediaError::TooLarge { .. } => Failure::new(FileTrouble::TooLarge, Again::Never),
        MediaError::Gone => Failure::new(FileTrouble::Gone, Again::Never),
        MediaError::ForeignAddress => Failure::new(FileTrouble::Foreign, Again::Never),
        MediaError::WrongSize => Failure::new(FileTrouble::Damaged, Again::AFewTimes),
        MediaError::Unwritten(kind) => no_room(kind.into()),
        MediaError::Failed(error) => Failure {
            asked: error.refusal.retry.asked_wait(),
            ..Failure::new(
                FileTrouble::Unreachable,
                match error.refusal.scope {
                    // Whatever it says about sending again: it was about this very file.
                    Scope::Message => Again::AFewTimes,
                    Scope::Contact | Scope::Channel | Scope::Platform => Again::Later,
                },
            )
        },
    }
}

fn of_agent(error: FetchError) -> Failure {
    match error {
        FetchError::Gone => Failure::new(FileTrouble::Gone, Again::Never),
        FetchError::ForeignAddress => Failure::new(FileTrouble::Foreign, Again::Never),
        FetchError::TooLarge { .. } => Failure::new(FileTrouble::TooLarge, Again::Never),
        FetchError::Unwritten(kind) => no_room(kind.into()),
        FetchError::Failed(error) => match error.retry() {
            discord::Retry::Never | discord::Retry::Counted => {
                Failure::new(FileTrouble::Unreachable, Again::AFewTimes)
            }
            discord::Retry::AfterMending => {
                Failure::new(FileTrouble::Unreachable, Again::AfterMending)
            }
            _ => Failure::new(FileTrouble::Unreachable, Again::Later),
        },
    }
}
