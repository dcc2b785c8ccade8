//! What the thread keeps of a line that says something else by now, or is gone.

use super::{Said, View};
use crate::courier::render::{mention, quote_all};
use crate::desk::DeskError;
use crate::discord::offers;
use crate::domain::ids::{MessageId, PersonId};
use crate::domain::message::Eraser;
use crate::store::conversations;
use crate::words::{self, args};

impl View<'_> {
    /// Somebody wrote another text for what waits.
    pub(super) async fn rewritten(
        &self,
        message: MessageId,
        by: PersonId,
    ) -> Result<Said, DeskError> {
        let said = self.say("notice-rewritten", &args! { "by" => mention(by) });
        Ok(Said::plain(self.above(said, message, &[]).await?))
    }

    /// The customer has the old text, may have it, or will get it.
    pub(super) async fn edited_after(&self, message: MessageId) -> Result<Said, DeskError> {
        let contact = self.known.first_name();
        let args = args! { "contact" => contact, "sure" => self.sure(&[message]) };
        let row = self.known.c.message(message);
        let said = match row.is_some_and(|row| row.state.is_pending()) {
            true => self.say("notice-edited-beside", &args),
            false => self.say("notice-edited-after", &args),
        };
        Ok(Said {
            text: self.above(said, message, &[]).await?,
            buttons: vec![offers::correction(self.facts.locale, message)],
        })
    }

    /// The customer has what stood there, or may have it.
    pub(super) async fn deleted_after(
        &self,
        message: MessageId,
        by: Eraser,
        with: &[MessageId],
    ) -> Result<Said, DeskError> {
        let contact = self.known.first_name();
        let all: Vec<MessageId> = std::iter::once(message)
            .chain(with.iter().copied())
            .collect();
        let mut args = args! { "contact" => contact, "sure" => self.sure(&all) };
        let said = match self.eraser(message, by) {
            Some(by) => {
                args.set("by", mention(by));
                self.say("notice-deleted-after-by", &args)
            }
            None => self.say("notice-deleted-after", &args),
        };
        Ok(Said::plain(self.above(said, message, with).await?))
    }

    /// Whether the customer is known to have each of these, as far as anything is known by now.
    pub(super) fn sure(&self, messages: &[MessageId]) -> &'static str {
        let mut rows = messages.iter().filter_map(|id| self.known.c.message(*id));
        match rows.any(|row| row.state.is_uncertain()) {
            true => "no",
            false => "yes",
        }
    }

    /// The beginnings of a message and of what goes with it.
    pub(super) fn excerpts(&self, message: MessageId, with: &[MessageId]) -> String {
        let all = std::iter::once(&message).chain(with);
        let all: Vec<String> = all.map(|message| self.excerpt(*message)).collect();
        all.join("; ")
    }

    /// What is said of a message, and below it the whole of that and of what goes with it.
    async fn above(
        &self,
        said: String,
        message: MessageId,
        with: &[MessageId],
    ) -> Result<String, DeskError> {
        let mut lines = vec![said];
        for message in std::iter::once(&message).chain(with) {
            let old = match self.known.c.message(*message) {
                Some(_) => None,
                None => {
                    let mut db = self.facts.desk.store().read().await?;
                    conversations::load_with_message(&mut db, *message).await?
                }
            };
            let row = old.as_ref().unwrap_or(&self.known.c).message(*message);
            let content = row.map(|row| words::content(self.facts.locale, &row.content));
            lines.extend(content.map(|content| quote_all(&content)));
        }
        Ok(lines.join("\n"))
    }
}
