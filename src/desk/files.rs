//! Files: wanted when a message brings them, and settled once they lie here or cannot be had.

use super::error::Refused;
use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::abilities::MediaKind;
use crate::domain::effect::{Notice, Posted};
use crate::domain::event::Event;
use crate::domain::file::{AtPlatform, Caution, FileFacts, FileSource, FileTrouble};
use crate::domain::file_name;
use crate::domain::ids::{ConversationId, EchoId, FileId, InboundId, PostId};
use crate::domain::incoming::{Inbound, InboundMedia};
use crate::domain::message::Outgoing;
use crate::domain::mime;
use crate::domain::refusal::Reason;
use crate::domain::rights::{Action, Member};
use crate::store::files::{self, FileState, Found, NewFile, StoredFile};
use crate::store::posts::{self, PostRowId};
use crate::store::{Db, StoreError, echoes, inbound};

/// What was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// What whoever sent it calls it, where that is news.
    pub name: Option<String>,
    /// What it was found to be.
    pub mime: String,
    /// How long it is.
    pub bytes: u64,
    /// Its SHA-256, hexadecimal.
    pub sha256: String,
    /// What a person should know before opening it.
    pub cautions: Vec<Caution>,
}

/// How fetching a file ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// It lies on disk.
    Kept(Fetched),
    /// It cannot be had, and is not tried again by itself.
    Failed(FileTrouble),
}

/// What became of a person's wish for a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WantedAgain {
    /// So many of its line's files are fetched.
    Fetching(usize),
    /// It lies here and is, or will be, in the thread.
    Here,
    /// It was here for as long as files are kept.
    Purged,
}

impl Desk {
    /// A file, as far as it is known.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn file(&self, id: FileId) -> Result<Option<StoredFile>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(files::by_id(&mut db, id).await?)
    }

    /// Fetching a file came to an end: whatever waits for it goes on.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn file_settled(&self, id: FileId, settled: Settled) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { unit.file_settled(id, &settled).await }))
            .await
    }

    /// Fetching a file failed; it is tried again. `counts`: it was an answer about this very file.
    /// `tell`: it has taken so long that whoever was promised it is told.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn file_failed(
        &self,
        id: FileId,
        trouble: FileTrouble,
        counts: bool,
        tell: bool,
        again_at: Timestamp,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                files::failed(unit.db, id, trouble, counts, Some(again_at)).await?;
                // Its line may wait no longer.
                if let Some(file) = files::by_id(unit.db, id).await?
                    && file.what.source.at_platform().is_some()
                {
                    unit.work.push(Work::Thread(file.what.conversation));
                    if tell && file.missed {
                        unit.tell_of_missing(&file).await?;
                    }
                }
                if trouble == FileTrouble::NoRoom {
                    unit.work.push(Work::Watch);
                }
                Ok(())
            })
        })
        .await
    }

    /// These lines of a lane are about to be posted as one, without those of these files that have
    /// not come by now. From now on that is what is posted, however often it has to be tried.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn line_decided(
        &self,
        lines: Vec<PostRowId>,
        brought: Vec<FileId>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                posts::join(unit.db, &lines).await?;
                for file in brought {
                    files::missed(unit.db, file).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// These lines, which were to be posted as one, are too much together: they go one by one.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn lines_parted(&self, lines: Vec<PostRowId>) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                for line in lines {
                    posts::join(unit.db, &[line]).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Files that were about to be posted or sent do not lie where they should: they are fetched
    /// again. `late`: the line that was to show nothing but them; another follows in its place.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn files_lost(
        &self,
        lost: Vec<FileId>,
        late: Option<PostRowId>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                for id in lost {
                    if !files::lost(unit.db, id, unit.now).await? {
                        continue;
                    }
                    unit.work.push(Work::File(id));
                    if let Some(late) = late {
                        posts::retracted(unit.db, late).await?;
                    }
                }
                Ok(())
            })
        })
        .await
    }

    /// The files that this message of a thread's lane brings or tells of, each once.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn files_of(
        &self,
        conversation: ConversationId,
        post: PostId,
    ) -> Result<Vec<StoredFile>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(files_of(&mut db, conversation, post).await?)
    }

    /// A person asks for a file that could not be fetched, or has not come yet, and so for all such
    /// files of the line that it came with.
    ///
    /// # Errors
    /// [`Refused::NotInTeam`], [`Refused::Over`] if there is no such file.
    pub async fn want_again(&self, id: FileId, by: Member) -> Result<WantedAgain, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let file = files::by_id(unit.db, id).await?;
                let file = file.ok_or(DeskError::Refused(Refused::Over))?;
                let conversation = file.what.conversation;
                unit.allowed(conversation, &by, Action::See).await?;
                let mut asked = vec![id];
                if let Some(line) = unit.line_of_file(&file).await? {
                    let others = files_of(unit.db, conversation, line).await?;
                    let others = others.into_iter().map(|other| other.what.facts.id);
                    asked.extend(others.filter(|other| *other != id));
                }
                let mut fetching = 0;
                for id in asked {
                    if files::want_again(unit.db, id, unit.now).await? {
                        unit.work.push(Work::File(id));
                        fetching += 1;
                    }
                }
                Ok(match file.state {
                    _ if fetching > 0 => WantedAgain::Fetching(fetching),
                    FileState::Purged => WantedAgain::Purged,
                    _ => WantedAgain::Here,
                })
            })
        })
        .await
    }
}

async fn files_of(
    db: &mut Db,
    conversation: ConversationId,
    post: PostId,
) -> Result<Vec<StoredFile>, StoreError> {
    let mut found: Vec<StoredFile> = Vec::new();
    for line in posts::of_part(db, conversation, post).await? {
        let brought = match line.post.what {
            Posted::Mirror { inbound, .. } => files::of_inbound(db, inbound).await?,
            Posted::File { file }
            | Posted::Echo {
                file: Some(file), ..
            }
            | Posted::Notice(Notice::FileFailed { file }) => {
                files::by_id(db, file).await?.into_iter().collect()
            }
            _ => Vec::new(),
        };
        found.extend(brought);
    }
    Ok(found)
}

/// Whose message brings a file that the platform holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose {
    /// The customer's.
    Customer(InboundId),
    /// The company's, from its own phone.
    OwnPhone(EchoId),
}

impl Unit<'_> {
    /// A customer's message brings these files: all of them are fetched.
    pub(super) async fn want_files(
        &mut self,
        conversation: ConversationId,
        inbound: InboundId,
        message: &Inbound,
    ) -> Result<(), DeskError> {
        for media in message.body.files() {
            self.want_media(conversation, Whose::Customer(inbound), message, &media)
                .await?;
        }
        Ok(())
    }

    /// A message brings a file that the platform holds: it is fetched at once.
    pub(super) async fn want_media(
        &mut self,
        conversation: ConversationId,
        whose: Whose,
        message: &Inbound,
        media: &InboundMedia,
    ) -> Result<FileId, DeskError> {
        let id = files::next_file_id(self.db).await?;
        let mime = media.mime_type.as_deref().unwrap_or_default();
        let unnamed = unnamed(media.kind, message.at, id);
        let name = media.filename.as_deref().unwrap_or_default();
        let file = AtPlatform {
            number: message.phone_number_id.clone(),
            media: media.id.clone(),
            sha256: media.sha256.clone(),
        };
        let (inbound, source) = match whose {
            Whose::Customer(inbound) => (Some(inbound), FileSource::Customer(file)),
            Whose::OwnPhone(echo) => (None, FileSource::OwnPhone { echo, file }),
        };
        let safe = file_name::safe(name, &mime::essence(mime), &unnamed);
        let renamed = file_name::is_changed(name, &safe).then_some(Caution::Renamed);
        let new = NewFile {
            facts: FileFacts {
                id,
                kind: media.kind,
                name: safe,
                mime: media.mime_type.clone(),
                bytes: 0,
                attachment: None,
            },
            key: files::fresh_key(self.db).await?,
            conversation,
            inbound,
            post: None,
            source,
            cautions: renamed.into_iter().collect(),
        };
        files::add(self.db, &new, self.now).await?;
        self.work.push(Work::File(id));
        Ok(id)
    }

    /// Fetching a file came to an end.
    pub(super) async fn file_settled(
        &mut self,
        id: FileId,
        settled: &Settled,
    ) -> Result<(), DeskError> {
        match settled {
            Settled::Kept(came) => {
                let Some(file) = files::by_id(self.db, id).await? else {
                    return Ok(());
                };
                let name = came.name.as_ref().unwrap_or(&file.what.facts.name);
                // It ends as what it is: whoever saves it is not misled.
                let name = file_name::safe(name, &came.mime, &self.company.unnamed_file);
                // What its name was is known from its message alone; it may have come before.
                let mut cautions = file.what.cautions;
                cautions.retain(|known| *known == Caution::Renamed);
                cautions.extend_from_slice(&came.cautions);
                let found = Found {
                    mime: &came.mime,
                    name: &name,
                    bytes: came.bytes,
                    sha256: &came.sha256,
                    cautions: &cautions,
                };
                files::kept(self.db, id, &found, self.now).await?;
            }
            Settled::Failed(trouble) => {
                files::failed(self.db, id, *trouble, true, None).await?;
            }
        }
        let Some(file) = files::by_id(self.db, id).await? else {
            return Ok(());
        };
        if file.what.source.at_platform().is_some() {
            return self.shown_file_settled(&file).await;
        }
        if let (Settled::Failed(trouble), FileState::Failed) = (settled, file.state) {
            self.leaves_without(&file, trouble.keeps_from_leaving())
                .await?;
        }
        self.work.push(Work::Prepare(file.what.conversation));
        Ok(())
    }

    /// An agent's file that cannot be had: its author is told while they may still know another way,
    /// and not only when its turn comes.
    async fn leaves_without(&mut self, file: &StoredFile, reason: Reason) -> Result<(), DeskError> {
        let c = self.conversation(file.what.conversation).await?;
        let carries = |row: &&Outgoing| {
            let carried = row.content.file().map(|carried| carried.facts.id);
            // Where the platform has it, nobody needs it from here.
            let waits = row.state.is_pending() && !self.has_its_file(row);
            waits && carried == Some(file.what.facts.id)
        };
        let Some(message) = c.outgoing.iter().find(carries).map(|row| row.id) else {
            return Ok(());
        };
        self.step(&c, &Event::Unfit { message, reason })
            .await
            .map(drop)
    }

    fn has_its_file(&self, row: &Outgoing) -> bool {
        let file = row.content.file();
        file.is_some_and(|file| file.is_ready(self.abilities, self.company.links, self.now))
    }

    /// The line of the message waits for it; one that went without it is followed by another.
    async fn shown_file_settled(&mut self, file: &StoredFile) -> Result<(), DeskError> {
        let (id, conversation) = (file.what.facts.id, file.what.conversation);
        if file.missed {
            if file.state == FileState::Kept {
                let line = self.line_of_file(file).await?;
                let what = Posted::File { file: id };
                self.put_late(conversation, what, line).await?;
            } else {
                self.tell_of_missing(file).await?;
            }
        }
        self.work.push(Work::Thread(conversation));
        Ok(())
    }

    /// The thread was promised a file that has not come.
    async fn tell_of_missing(&mut self, file: &StoredFile) -> Result<(), DeskError> {
        let what = Posted::Notice(Notice::FileFailed {
            file: file.what.facts.id,
        });
        let line = self.line_of_file(file).await?;
        self.put_late(file.what.conversation, what, line).await
    }

    /// The line of the message that a file came with.
    async fn line_of_file(&mut self, file: &StoredFile) -> Result<Option<PostId>, DeskError> {
        if let Some(echo) = file.what.source.echo() {
            let echo = echoes::by_id(self.db, echo).await?;
            return Ok(echo.and_then(|echo| echo.post));
        }
        let Some(inbound) = file.what.inbound else {
            return Ok(None);
        };
        let message = inbound::by_id(self.db, inbound).await?;
        Ok(message.and_then(|message| message.post))
    }
}

/// What a file without a name is called, as phones do: by its kind and its day.
fn unnamed(kind: MediaKind, at: Timestamp, id: FileId) -> String {
    let kind = match kind {
        MediaKind::Image => "IMG",
        MediaKind::Video => "VID",
        MediaKind::Audio => "AUD",
        MediaKind::Voice => "PTT",
        MediaKind::Document => "DOC",
        MediaKind::Sticker => "STK",
    };
    format!("{kind}-{}-{:04}", at.format("%Y%m%d"), id.0)
}
