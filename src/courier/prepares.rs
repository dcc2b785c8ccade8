//! Files of agents that go to the platform before they leave: looked at for what they really are,
//! made into what it takes, and handed over. Nothing of them has left by then, so that a crash in
//! here costs nothing.

use chrono::TimeDelta;
use tokio::io::AsyncWriteExt as _;

use super::rounds::Next;
use super::{Facts, retry};
use crate::channels::{ChannelError, Upload};
use crate::desk::DeskError;
use crate::domain::abilities::{Abilities, MediaKind};
use crate::domain::content::{FileContent, Handed};
use crate::domain::file::FileTrouble;
use crate::domain::file_name;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::message::State;
use crate::domain::refusal::{Reason, Retry, Scope};
use crate::formats::picture::PictureError;
use crate::formats::{self, Family, HEAD_BYTES, picture, voice};
use crate::store::channels;
use crate::store::files::{self, FileState, StoredFile};
use crate::vault::derived;

/// The copy of a file that the platform gets, where it is not the file itself.
const SENT: &str = "sent";

/// The largest sticker that stands still.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media>
const STICKER_BYTES: usize = 100 * 1024;

/// Hands over the file that a conversation waits for.
pub async fn round(facts: Facts, conversation: ConversationId) -> Next {
    match one(&facts, conversation).await {
        Ok(next) => next,
        Err(error) => {
            tracing::error!(%error, conversation = conversation.0, "a file cannot be handed over");
            Next::At(facts.clock.now() + retry::after(3, conversation.0))
        }
    }
}

async fn one(facts: &Facts, id: ConversationId) -> Result<Next, DeskError> {
    let now = facts.clock.now();
    let c = facts.desk.look(id).await?;
    let waiting = c
        .outgoing
        .iter()
        .filter(|row| row.state == State::Ready)
        .find_map(|row| {
            let file = row.content.file().filter(|file| !file.is_ready(now))?;
            Some((row.id, file.clone()))
        });
    let Some((message, content)) = waiting else {
        return Ok(Next::Nothing);
    };
    let (stored, channel) = {
        let mut db = facts.desk.store().read().await?;
        (
            files::by_id(&mut db, content.facts.id).await?,
            channels::by_id(&mut db, c.channel).await?,
        )
    };
    let stored = match stored {
        Some(stored) if stored.state == FileState::Kept => stored,
        // Once it has come, the conversation is woken.
        Some(stored) if stored.state == FileState::Wanted => return Ok(Next::Nothing),
        stored => {
            let trouble = stored.and_then(|stored| stored.trouble);
            return unfit(facts, id, message, not_here(trouble)).await;
        }
    };
    let Some(channel) = channel else {
        return Err(DeskError::NoConversation);
    };
    if content.as_link {
        let handed = linked(facts, stored.what.key, &content);
        facts.desk.prepared(id, message, handed).await?;
        return Ok(Next::Again);
    }
    let key = stored.what.key.clone();
    match make_ready(facts, &stored, &content).await {
        Ok(ready) => {
            let number = &channel.listed.phone_number_id;
            let letter = Letter {
                conversation: id,
                message,
                number,
                key,
                content: &content,
            };
            hand_over(facts, letter, ready).await
        }
        Err(Unready::Unfit(reason)) => unfit(facts, id, message, reason).await,
        Err(Unready::Disk(error)) => {
            tracing::error!(%error, message = message.0, "a file cannot be read from the disk");
            Ok(Next::At(now + retry::after(2, message.0)))
        }
    }
}

/// Why a file that was to leave never came from Discord.
fn not_here(trouble: Option<FileTrouble>) -> Reason {
    match trouble {
        Some(FileTrouble::Empty) => Reason::FileEmpty,
        Some(FileTrouble::TooLarge) => Reason::FileTooLarge,
        _ => Reason::FileGone,
    }
}

async fn unfit(
    facts: &Facts,
    id: ConversationId,
    message: MessageId,
    reason: Reason,
) -> Result<Next, DeskError> {
    facts.desk.unfit(id, message, reason).await?;
    Ok(Next::Again)
}

/// A file in the form in which it leaves.
struct Ready {
    kind: MediaKind,
    /// Where it lies in the vault.
    place: String,
    mime: String,
    name: String,
}

/// Why there is none.
enum Unready {
    Unfit(Reason),
    Disk(std::io::Error),
}

impl From<std::io::Error> for Unready {
    fn from(error: std::io::Error) -> Self {
        Self::Disk(error)
    }
}

/// What the file really is decides what it travels as, not what it was said to be.
async fn make_ready(
    facts: &Facts,
    stored: &StoredFile,
    content: &FileContent,
) -> Result<Ready, Unready> {
    let key = &stored.what.key;
    let size = stored.what.facts.bytes;
    if size == 0 {
        return Err(Unready::Unfit(Reason::FileEmpty));
    }
    let path = facts.vault.path(key)?;
    let (wanted, name) = (content.facts.kind, content.facts.name.clone());
    let abilities = facts.channel.abilities();
    let claimed = content.facts.mime.clone();
    // One at a time would be enough for memory's sake; each conversation prepares one.
    let _busy = facts.vault.look();
    let looked = tokio::task::spawn_blocking(move || {
        look(&path, size, wanted, claimed.as_deref(), &name, abilities)
    })
    .await
    .map_err(std::io::Error::other)??;
    let place = match looked.made {
        None => key.clone(),
        Some(bytes) => {
            let place = derived(key, SENT);
            let mut copy = facts.vault.receive().await?;
            copy.write_all(&bytes).await?;
            copy.keep(&place).await?;
            place
        }
    };
    let name = file_name::safe(&content.facts.name, &looked.mime, "arquivo");
    Ok(Ready {
        kind: looked.kind,
        place,
        mime: looked.mime,
        name,
    })
}

/// What looking at a file found.
struct Looked {
    kind: MediaKind,
    mime: String,
    /// Another file in its place.
    made: Option<Vec<u8>>,
}

fn look(
    path: &std::path::Path,
    size: u64,
    wanted: MediaKind,
    claimed: Option<&str>,
    name: &str,
    abilities: &Abilities,
) -> std::io::Result<Looked> {
    let head = head(path)?;
    let found = formats::sniff(&head, claimed, Some(name));
    let as_is = |kind| Looked {
        kind,
        mime: found.mime_type.clone(),
        made: None,
    };
    let takes = |kind: MediaKind| {
        abilities.media_limit(kind).is_some_and(|limit| {
            let known =
                limit.mime_types.is_empty() || limit.mime_types.contains(&found.mime_type.as_str());
            known && size <= limit.max_bytes
        })
    };
    Ok(match (wanted, found.family) {
        (MediaKind::Image, Family::Image) => {
            let limit = abilities.media_limit(MediaKind::Image);
            let limit = limit.map_or(0, |limit| limit.max_bytes);
            match picture::fit_file(path, usize::try_from(limit).unwrap_or(usize::MAX)) {
                Err(PictureError::Unreadable(kind)) => return Err(kind.into()),
                Ok(picture::Fit::AsItIs) => as_is(MediaKind::Image),
                Ok(picture::Fit::Converted(made)) => Looked {
                    kind: MediaKind::Image,
                    mime: made.mime_type.to_owned(),
                    made: Some(made.bytes),
                },
                // What cannot be shown can still be opened.
                Ok(picture::Fit::Animated) | Err(_) => as_is(MediaKind::Document),
            }
        }
        (MediaKind::Sticker, Family::Image) => {
            match picture::sticker(&std::fs::read(path)?, STICKER_BYTES) {
                Ok(made) => Looked {
                    kind: match made.mime_type {
                        "image/webp" => MediaKind::Sticker,
                        _ => MediaKind::Image,
                    },
                    mime: made.mime_type.to_owned(),
                    made: Some(made.bytes),
                },
                Err(_) => as_is(MediaKind::Document),
            }
        }
        (MediaKind::Voice, Family::Audio) if takes(MediaKind::Voice) => {
            let file = std::fs::read(path)?;
            match voice::read(&file) {
                Ok(spoken) if spoken.is_note() => as_is(MediaKind::Voice),
                _ if takes(MediaKind::Audio) => as_is(MediaKind::Audio),
                _ => as_is(MediaKind::Document),
            }
        }
        (MediaKind::Audio | MediaKind::Voice, Family::Audio) if takes(MediaKind::Audio) => {
            as_is(MediaKind::Audio)
        }
        (MediaKind::Video, Family::Video) if takes(MediaKind::Video) => as_is(MediaKind::Video),
        _ => as_is(MediaKind::Document),
    })
}

fn head(path: &std::path::Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut head = Vec::with_capacity(HEAD_BYTES);
    let file = std::fs::File::open(path)?;
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}

/// A file that goes as a link to it.
fn linked(facts: &Facts, key: String, content: &FileContent) -> Handed {
    Handed {
        id: key,
        at: facts.clock.now(),
        kind: content.facts.kind,
        name: content.facts.name.clone(),
        link: true,
    }
}

/// Whose file goes where.
struct Letter<'a> {
    conversation: ConversationId,
    message: MessageId,
    number: &'a str,
    /// The file's name in the vault.
    key: String,
    content: &'a FileContent,
}

async fn hand_over(facts: &Facts, letter: Letter<'_>, ready: Ready) -> Result<Next, DeskError> {
    let Letter {
        conversation: id,
        message,
        number,
        key,
        content,
    } = letter;
    let now = facts.clock.now();
    let (file, bytes) = match facts.vault.read(&ready.place).await {
        Ok(found) => found,
        Err(error) => {
            tracing::error!(%error, message = message.0, "a file cannot be read from the disk");
            return Ok(Next::At(now + retry::after(2, message.0)));
        }
    };
    let upload = Upload {
        file,
        bytes,
        filename: ready.name.clone(),
        mime_type: ready.mime,
    };
    match facts.channel.upload_media(number, upload).await {
        Ok(handed) => {
            let handed = Handed {
                id: handed,
                at: facts.clock.now(),
                kind: ready.kind,
                name: ready.name,
                link: false,
            };
            facts.desk.prepared(id, message, handed).await?;
            Ok(Next::Again)
        }
        Err(ChannelError { refusal, .. }) => {
            tracing::warn!(
                message = message.0,
                reason = refusal.reason.name(),
                code = refusal.code,
                file = content.facts.id.0,
                "a file was not taken"
            );
            let wait = match refusal.retry {
                Retry::After(wait) => TimeDelta::from_std(wait).ok(),
                _ => None,
            };
            match refusal.scope {
                // It was looked at: what is wrong with it is its kind.
                Scope::Message | Scope::Contact if facts.links.to(&key, now).is_some() => {
                    let handed = linked(facts, key, content);
                    facts.desk.prepared(id, message, handed).await?;
                    Ok(Next::Again)
                }
                Scope::Message | Scope::Contact => {
                    unfit(facts, id, message, Reason::KindUnsupported).await
                }
                Scope::Channel | Scope::Platform => Ok(Next::At(
                    now + wait.unwrap_or_else(|| retry::after(2, message.0)),
                )),
            }
        }
    }
}
