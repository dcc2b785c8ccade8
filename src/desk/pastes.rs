//! Long pastes, which Discord makes a file of: they are held, and leave as text or as the file when
//! their author says so.

use super::error::Refused;
use super::lines::Attached;
use super::queue::may_leave;
use super::{Desk, DeskError, Unit};
use crate::domain::content::Content;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::event::{Event, Wish};
use crate::domain::ids::{ConversationId, MessageId, PersonId, PlaceId};
use crate::domain::leaves::{contents, edit_makes_note, has_note_sign, messages};
use crate::domain::message::{HeldReason, Outgoing};
use crate::domain::rights::{Action, Member};
use crate::domain::signature::LONGEST;
use crate::domain::text as texts;
use crate::store::{files, outgoing};

/// What leaves in parts can be changed in a form as long as it waits: so many UTF-16 units one takes.
/// <https://docs.discord.com/developers/components/reference#text-input>
const EDITABLE: usize = 4000;

impl Desk {
    /// Sends the words of a long paste, which stand in a file: as many messages as they need, in
    /// order. `false`: they make it a note.
    ///
    /// # Errors
    /// As [`Desk::press`].
    pub async fn send_paste(
        &self,
        id: ConversationId,
        by: Member,
        message: MessageId,
        words: String,
    ) -> Result<bool, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let (mut c, row) = unit.paste(id, &by, message).await?;
                let text = format!("{}\n\n{words}", row.content.text());
                let text = text.trim();
                let room = unit.abilities.text_limit.saturating_sub(LONGEST);
                let parts = messages(text.to_owned(), room).into_iter();
                let mut parts =
                    parts.flat_map(|part| texts::split(&part, EDITABLE, texts::Unit::Utf16));
                let press = |wish| Event::Pressed { by: by.id, wish };
                // A note in the file is one below whatever words, too.
                let is_note = edit_makes_note(text) || has_note_sign(&words);
                let first = parts.next().filter(|_| !is_note);
                let Some(first) = first else {
                    unit.step(&c, &press(Wish::MakeNote(message))).await?;
                    return Ok(false);
                };
                for wish in [Wish::Rewrite(message, first), Wish::Send(message)] {
                    c = unit.step(&c, &press(wish)).await?;
                }
                for text in parts {
                    c = unit
                        .goes_behind(&c, &row, by.id, Content::Text { text })
                        .await?;
                }
                Ok(true)
            })
        })
        .await
    }

    /// Sends a long paste as the file that Discord made of it, with the words beside it. `false`:
    /// the words in it make it a note.
    ///
    /// # Errors
    /// As [`Desk::press`].
    pub async fn send_paste_as_file(
        &self,
        id: ConversationId,
        by: Member,
        message: MessageId,
        place: PlaceId,
        file: Attached,
        inside: String,
    ) -> Result<bool, DeskError> {
        let desk = self.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let (mut c, row) = unit.paste(id, &by, message).await?;
                if has_note_sign(&inside) {
                    let wish = Wish::MakeNote(message);
                    unit.step(&c, &Event::Pressed { by: by.id, wish }).await?;
                    return Ok(false);
                }
                let attached = desk.fit_one(files::next_file_id(unit.db).await?, &file);
                let words = row.content.text().to_owned();
                let limit = desk.abilities.text_limit;
                let mut contents = contents(words, std::slice::from_ref(&attached), limit, LONGEST)
                    .into_iter()
                    .filter(|content| !content.text().trim().is_empty());
                if let Some(first) = contents.next() {
                    let wish = Wish::SendAs(message, Box::new(first));
                    c = unit.step(&c, &Event::Pressed { by: by.id, wish }).await?;
                }
                for content in contents {
                    c = unit.goes_behind(&c, &row, by.id, content).await?;
                }
                if let Some(post) = row.post {
                    unit.keep_file(c.id, place, post, attached.facts, &file)
                        .await?;
                }
                Ok(true)
            })
        })
        .await
    }
}

impl Unit<'_> {
    /// The conversation, and the paste that is held in it.
    async fn paste(
        &mut self,
        id: ConversationId,
        by: &Member,
        message: MessageId,
    ) -> Result<(Conversation, Outgoing), DeskError> {
        let c = self.allowed(id, by, Action::Handle).await?;
        if c.stage == Stage::Concluded {
            return Err(Refused::Concluded.into());
        }
        may_leave(&c, message, by.id)?;
        let row = c
            .message(message)
            .filter(|row| row.held_for() == Some(HeldReason::LongPaste));
        let row = row.cloned().ok_or(DeskError::Refused(Refused::Over))?;
        Ok((c, row))
    }

    /// What else belongs to a paste leaves behind it, and before what was written after it. It is of
    /// the same line: whoever takes that back takes back all of it.
    async fn goes_behind(
        &mut self,
        c: &Conversation,
        paste: &Outgoing,
        by: PersonId,
        content: Content,
    ) -> Result<Conversation, DeskError> {
        let event = Event::Chosen {
            message: outgoing::next_message_id(self.db).await?,
            position: paste.position,
            by,
            content,
            post: paste.post,
            spoiler: false,
        };
        self.step(c, &event).await
    }
}
