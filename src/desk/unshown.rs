//! What a customer wrote and no thread shows, for whoever asks for it.

use serde_json::Value;

use super::error::Refused;
use super::seen::Seen;
use super::{Desk, DeskError};
use crate::domain::effect::{Notice, Posted};
use crate::domain::ids::{ConversationId, InboundId, PostId};
use crate::domain::rights::Member;
use crate::store::{inbound, posts};

impl Desk {
    /// What a customer's message says, for somebody who may see its conversation: its words, or
    /// everything that is stored of it.
    ///
    /// # Errors
    /// As [`Desk::see`]; [`Refused::Over`] if there is no such message.
    pub async fn unshown(&self, id: InboundId, by: &Member) -> Result<(Seen, String), DeskError> {
        let row = {
            let mut db = self.store.read().await?;
            inbound::by_id(&mut db, id).await?
        };
        let row = row.ok_or(DeskError::Refused(Refused::Over))?;
        let seen = self.see(row.what.conversation, by).await?;
        let text = match row.what.text.is_empty() {
            true => content(&row.what.body),
            false => row.what.text,
        };
        Ok((seen, text))
    }

    /// The customer's message of which this line of a thread says that it is not shown.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn unshown_by(
        &self,
        conversation: ConversationId,
        line: PostId,
    ) -> Result<Option<InboundId>, DeskError> {
        let mut db = self.store.read().await?;
        let mut lines = posts::of_part(&mut db, conversation, line)
            .await?
            .into_iter();
        Ok(lines.find_map(|line| match line.post.what {
            Posted::Notice(Notice::NotShown { inbound }) => inbound,
            _ => None,
        }))
    }
}

/// What a stored message says, without what is known of it besides; all of it if that cannot be told
/// apart.
fn content(stored: &str) -> String {
    let read: Option<Value> = serde_json::from_str(stored).ok();
    let body = read.as_ref().and_then(|read| read.pointer("/inbound/body"));
    let shown = body.and_then(|body| serde_json::to_string_pretty(body).ok());
    shown.unwrap_or_else(|| stored.to_owned())
}
