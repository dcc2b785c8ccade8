//! The files that agents attach: what each would travel as, kept when it is for the customer, handed
//! to the platform in its turn.

use super::lines::Attached as Brought;
use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::domain::abilities::MediaKind;
use crate::domain::content::Handed;
use crate::domain::conversation::Conversation;
use crate::domain::event::{Attached, Event};
use crate::domain::file::{FileFacts, FileSource};
use crate::domain::file_name;
use crate::domain::fit::{Way, fit};
use crate::domain::ids::{ConversationId, FileId, MessageId, PlaceId, PostId};
use crate::domain::message::State;
use crate::domain::mime;
use crate::domain::refusal::{Reason, Refusal};
use crate::store::files::{self, NewFile};

impl Desk {
    /// The platform has the file of this message now.
    ///
    /// # Errors
    /// If the store fails; then it is handed over once more.
    pub async fn prepared(
        &self,
        conversation: ConversationId,
        message: MessageId,
        handed: Handed,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                if handed.link {
                    files::needed_from(unit.db, &handed.id, handed.at).await?;
                }
                let event = Event::Prepared { message, handed };
                unit.happen(conversation, &event).await.map(drop)
            })
        })
        .await
    }

    /// Nothing that may leave can be made of this message's file.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn unfit(
        &self,
        conversation: ConversationId,
        message: MessageId,
        reason: Reason,
    ) -> Result<(), DeskError> {
        self.happens(conversation, Event::Unfit { message, reason })
            .await
    }

    /// The platform did not take the file of this message; what that means beyond it is heeded.
    ///
    /// # Errors
    /// If the store fails; then it is handed over once more.
    pub async fn not_handed_over(
        &self,
        conversation: ConversationId,
        message: MessageId,
        refusal: Refusal,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.conversation(conversation).await?;
                let c = unit.heeding(c, message, &refusal).await?;
                let event = Event::NotHandedOver { message, refusal };
                unit.step(&c, &event).await.map(drop)
            })
        })
        .await
    }

    /// What the files of a line would travel as.
    pub(super) fn fitted<'a>(
        &self,
        first: FileId,
        files: impl IntoIterator<Item = &'a Brought>,
    ) -> Vec<Attached> {
        let files = files.into_iter().zip(first.0..);
        files
            .map(|(file, id)| self.fit_one(FileId(id), file))
            .collect()
    }

    /// What a file would travel as.
    pub(super) fn fit_one(&self, id: FileId, file: &Brought) -> Attached {
        let guessed = || mime::of_name(&file.name);
        let mime = file.mime.as_deref().or_else(guessed);
        let links = self.company.links;
        let fit = fit(self.abilities, mime, file.size, file.origin, links);
        let kind = match fit.way {
            Way::As(kind) => kind,
            Way::Link | Way::Never => MediaKind::Document,
        };
        let facts = FileFacts {
            id,
            kind,
            name: file_name::safe(
                &file.name,
                mime.unwrap_or_default(),
                &self.company.unnamed_file,
            ),
            mime: mime.map(str::to_owned),
            bytes: file.size,
            attachment: Some(file.id),
        };
        Attached { facts, fit }
    }
}

impl Unit<'_> {
    /// Keeps the files of a line that are for the customer: their bytes are fetched at once, while
    /// Discord still has them.
    pub(super) async fn keep_files(
        &mut self,
        c: &Conversation,
        (place, post): (PlaceId, PostId),
        files: &[Brought],
        first: MessageId,
    ) -> Result<(), DeskError> {
        let rows = c.outgoing.iter().filter(|row| row.line() == first);
        for row in rows.filter(|row| row.state != State::Failed) {
            let Some(file) = row.content.file() else {
                continue;
            };
            let mut files = files.iter();
            let brought = files.find(|brought| file.facts.attachment == Some(brought.id));
            let Some(brought) = brought else { continue };
            let facts = file.facts.clone();
            self.keep_file(c.id, place, post, facts, brought).await?;
        }
        Ok(())
    }

    /// Keeps a file of a message in a thread.
    pub(super) async fn keep_file(
        &mut self,
        conversation: ConversationId,
        place: PlaceId,
        post: PostId,
        facts: FileFacts,
        brought: &Brought,
    ) -> Result<(), DeskError> {
        let file = facts.id;
        let new = NewFile {
            facts,
            key: files::fresh_key(self.db).await?,
            conversation,
            inbound: None,
            post: Some(post),
            source: FileSource::Agent {
                place,
                post,
                attachment: brought.id,
                url: brought.url.clone(),
            },
            cautions: Vec::new(),
        };
        files::add(self.db, &new, self.now).await?;
        self.work.push(Work::File(file));
        Ok(())
    }
}
