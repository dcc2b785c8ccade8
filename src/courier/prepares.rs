//! Files of agents that go to the platform before they leave: looked at for what they really are,
//! made into what it takes, and handed over. Nothing of them has left by then, so that a crash in
//! here costs nothing.

mod form;

use std::sync::Arc;

use tokio::io::AsyncWriteExt as _;

use self::form::{Form, Given};
use super::breaker::Breakers;
use super::rounds::Next;
use super::{Facts, retry};
use crate::channels::{ChannelError, Upload};
use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::domain::abilities::MediaKind;
use crate::domain::content::{FileContent, Handed};
use crate::domain::conversation::Conversation;
use crate::domain::file::FileTrouble;
use crate::domain::file_name;
use crate::domain::fit::{Remark, Way};
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::message::State;
use crate::domain::refusal::{Reason, Refusal, Retry};
use crate::store::channels;
use crate::store::files::{self, FileState, StoredFile};
use crate::vault::derived;

/// The copy of a file that the platform gets, where it is not the file itself.
const SENT: &str = "sent";

/// Whose file it is.
struct Row {
    conversation: ConversationId,
    message: MessageId,
    /// Since when nothing but the platform keeps it back.
    ready_since: Timestamp,
    /// How many answers about this very message refused it.
    refusals: u32,
    content: FileContent,
}

impl Row {
    /// The row of this conversation whose file is to be handed over.
    fn find(c: &Conversation, facts: &Facts, now: Timestamp) -> Option<Self> {
        let (abilities, links) = (facts.channel.abilities(), facts.desk.company().links);
        let ready = c.outgoing.iter().filter(|row| row.state == State::Ready);
        let mut unready = ready.filter_map(|row| {
            let file = row.content.file();
            let file = file.filter(|file| !file.is_ready(abilities, links, now))?;
            Some((row, file))
        });
        let (row, file) = unready.next()?;
        Some(Self {
            conversation: c.id,
            message: row.id,
            ready_since: row.ready_since.unwrap_or(now),
            refusals: row.refusals,
            content: file.clone(),
        })
    }

    /// When to try again what fails without anybody's answer about it.
    fn again(&self, now: Timestamp) -> Timestamp {
        now + retry::after(retry::nth(now - self.ready_since), self.message.0)
    }
}

/// Hands over the file that a conversation waits for.
pub async fn round(
    facts: Facts,
    breakers: Arc<Breakers>,
    id: ConversationId,
) -> Result<Next, DeskError> {
    let (facts, breakers) = (&facts, &breakers);
    let now = facts.clock.now();
    let c = facts.desk.look(id).await?;
    let Some(row) = Row::find(&c, facts, now) else {
        return Ok(Next::Nothing);
    };
    let due_at = c.message(row.message).map(|row| row.due_at);
    if let Some(due_at) = due_at.filter(|due_at| *due_at > now) {
        return Ok(Next::At(due_at));
    }
    let (stored, channel) = {
        let mut db = facts.desk.store().read().await?;
        (
            files::by_id(&mut db, row.content.facts.id).await?,
            channels::by_id(&mut db, c.channel).await?,
        )
    };
    let stored = match stored {
        Some(stored) if stored.state == FileState::Kept => stored,
        // Once it has come, the conversation is woken.
        Some(stored) if stored.state == FileState::Wanted => return Ok(Next::Nothing),
        stored => {
            let trouble = stored.and_then(|stored| stored.trouble);
            let reason = trouble.map_or(Reason::FileGone, FileTrouble::keeps_from_leaving);
            return unfit(facts, &row, reason).await;
        }
    };
    let Some(channel) = channel else {
        return Err(DeskError::Missing("number"));
    };
    // Without links, whatever was promised, it is looked at as any other.
    if row.content.as_link && facts.desk.company().links {
        return link(facts, &row, &stored, None).await;
    }
    let done = match make_ready(facts, &stored, &row.content).await {
        Ok(Ready::Link(remark)) => return link(facts, &row, &stored, remark).await,
        Ok(Ready::File(ready)) => {
            let number = &channel.listed.phone_number_id;
            hand_over(facts, breakers, &row, number, &stored, ready).await
        }
        Err(unready) => Err(unready),
    };
    match done {
        Ok(next) => Ok(next),
        Err(Unready::Unfit(reason)) => unfit(facts, &row, reason).await,
        Err(Unready::Lost) => {
            tracing::warn!(
                file = stored.what.facts.id.0,
                "a file that is to leave is gone"
            );
            facts
                .desk
                .files_lost(vec![stored.what.facts.id], None)
                .await?;
            Ok(Next::Nothing)
        }
        Err(Unready::Disk(error)) => {
            tracing::error!(%error, message = row.message.0, "a file cannot be read from the disk");
            Ok(Next::At(row.again(now)))
        }
        Err(Unready::Desk(error)) => Err(error),
    }
}

async fn unfit(facts: &Facts, row: &Row, reason: Reason) -> Result<Next, DeskError> {
    facts
        .desk
        .unfit(row.conversation, row.message, reason)
        .await?;
    Ok(Next::Again)
}

/// What is to be handed over.
enum Ready {
    /// The file, in the form in which it leaves.
    File(ReadyFile),
    /// Nothing: it goes as a link.
    Link(Option<Remark>),
}

/// A file in the form in which it leaves.
struct ReadyFile {
    kind: MediaKind,
    /// Where it lies in the vault.
    place: String,
    mime: String,
    name: String,
    remark: Option<Remark>,
}

/// Why there is none.
enum Unready {
    Unfit(Reason),
    /// It does not lie where it should.
    Lost,
    Disk(std::io::Error),
    Desk(DeskError),
}

impl From<std::io::Error> for Unready {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::Lost,
            _ => Self::Disk(error),
        }
    }
}

impl From<DeskError> for Unready {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

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
    let given = Given {
        path: facts.vault.path(key)?,
        size,
        wanted: content.facts.kind,
        claimed: content.facts.mime.clone(),
        name: stored.what.facts.name.clone(),
        as_document: content.as_document,
        captioned: content.caption.is_some(),
        links: facts.desk.company().links,
        abilities: facts.channel.abilities(),
    };
    // One at a time would be enough for memory's sake; each conversation prepares one.
    let _busy = facts.vault.look();
    let Form {
        way,
        mime,
        made,
        remark,
    } = tokio::task::spawn_blocking(move || form::find(&given))
        .await
        .map_err(std::io::Error::other)??;
    // Its author was told that it goes as a link.
    let remark = remark.or(content.as_link.then_some(Remark::FormAsDocument));
    let kind = match way {
        Way::As(kind) => kind,
        Way::Link => return Ok(Ready::Link(remark)),
        Way::Never => return Err(Unready::Unfit(Reason::FileTooLarge)),
    };
    let place = match made {
        None => key.clone(),
        Some(bytes) => {
            let place = derived(key, SENT);
            let mut copy = facts.vault.receive().await?;
            copy.write_all(&bytes).await?;
            copy.keep(&place).await?;
            place
        }
    };
    let unnamed = &facts.desk.company().unnamed_file;
    let name = file_name::safe(&stored.what.facts.name, &mime, unnamed);
    Ok(Ready::File(ReadyFile {
        kind,
        place,
        mime,
        name,
        remark,
    }))
}

/// The file goes as a link to it.
async fn link(
    facts: &Facts,
    row: &Row,
    stored: &StoredFile,
    remark: Option<Remark>,
) -> Result<Next, DeskError> {
    let handed = Handed {
        id: stored.what.key.clone(),
        at: facts.clock.now(),
        kind: row.content.facts.kind,
        name: stored.what.facts.name.clone(),
        link: true,
        remark,
    };
    prepared(facts, row, handed).await
}

async fn prepared(facts: &Facts, row: &Row, handed: Handed) -> Result<Next, DeskError> {
    facts
        .desk
        .prepared(row.conversation, row.message, handed)
        .await?;
    Ok(Next::Again)
}

async fn hand_over(
    facts: &Facts,
    breakers: &Breakers,
    row: &Row,
    number: &str,
    stored: &StoredFile,
    ready: ReadyFile,
) -> Result<Next, Unready> {
    let (file, bytes) = facts.vault.read(&ready.place).await?;
    let admitted = facts.clock.now();
    if let Err(next) = breakers.admit(number, admitted) {
        return Ok(Next::At(next.at));
    }
    let upload = Upload {
        file,
        bytes,
        filename: ready.name.clone(),
        mime_type: ready.mime,
    };
    match facts.channel.upload_media(number, upload).await {
        Ok(handed) => {
            breakers.answered(number);
            let handed = Handed {
                id: handed,
                at: facts.clock.now(),
                kind: ready.kind,
                name: ready.name,
                link: false,
                remark: ready.remark,
            };
            Ok(prepared(facts, row, handed).await?)
        }
        Err(ChannelError { refusal, .. }) => {
            tracing::warn!(
                message = row.message.0,
                reason = refusal.reason.name(),
                code = refusal.code,
                file = row.content.facts.id.0,
                "a file was not taken"
            );
            let now = facts.clock.now();
            breakers.refused(number, &refusal, admitted, now);
            if !is_about_its_kind(&refusal, row, ready.kind) {
                return Ok(not_taken(facts, row, refusal).await?);
            }
            Ok(match facts.links.to(&stored.what.key, now) {
                Some(_) => link(facts, row, stored, Some(Remark::KindAsLink)).await?,
                None => unfit(facts, row, Reason::KindUnsupported).await?,
            })
        }
    }
}

/// Whether the platform takes no such file at all, in whatever form it is handed over.
fn is_about_its_kind(refusal: &Refusal, row: &Row, kind: MediaKind) -> bool {
    match (refusal.retry, refusal.reason) {
        (Retry::Never, Reason::KindUnsupported | Reason::BadParameter) => true,
        // A document may be anything, and was handed over before.
        (Retry::Reupload, _) => row.refusals > 0 && kind == MediaKind::Document,
        _ => false,
    }
}

/// It is tried again as its answer says.
async fn not_taken(facts: &Facts, row: &Row, refusal: Refusal) -> Result<Next, DeskError> {
    let now = facts.clock.now();
    let refusal = match refusal.retry {
        // It has made no attempt that could be counted.
        Retry::Backoff => Refusal {
            retry: Retry::After((row.again(now) - now).to_std().unwrap_or_default()),
            ..refusal
        },
        _ => refusal,
    };
    facts
        .desk
        .not_handed_over(row.conversation, row.message, refusal)
        .await?;
    Ok(Next::Again)
}
