//! The reactions of customers, on the lines of the thread that they are about.

use super::work::Work;
use super::{DeskError, Unit};
use crate::domain::emoji;
use crate::domain::ids::{ConversationId, PlaceId, PostId};
use crate::domain::incoming::{InboundBody, Incoming, StoredIncoming};
use crate::store::{conversations, echoes, inbound, marks, outgoing};

impl Unit<'_> {
    /// The line that stands for the message of this platform's id shows what the customer last
    /// reacted to it with, be it nothing. A line that does not stand yet shows it when it does.
    pub(super) async fn show_reaction(&mut self, wamid: &str) -> Result<(), DeskError> {
        let Some(reaction) = inbound::last_reaction(self.db, wamid).await? else {
            return Ok(());
        };
        let stored: StoredIncoming = serde_json::from_str(&reaction.what.body)
            .map_err(|error| DeskError::Store(error.into()))?;
        let StoredIncoming::V1(Incoming::Inbound(message)) = stored else {
            return Ok(());
        };
        let InboundBody::Reaction { emoji, .. } = &message.body else {
            return Ok(());
        };
        let Some((thread, post)) = self.line_of(wamid).await? else {
            return Ok(());
        };
        let shown = emoji.as_deref().and_then(emoji::shown);
        if marks::set_emoji(self.db, post, thread, shown.as_deref()).await? {
            self.work.push(Work::Marks(thread));
        }
        Ok(())
    }

    /// The line of a thread that stands for that message, whoever wrote it.
    async fn line_of(&mut self, wamid: &str) -> Result<Option<(PlaceId, PostId)>, DeskError> {
        let Some((conversation, Some(post))) = self.stands(wamid).await? else {
            return Ok(None);
        };
        let c = conversations::load(self.db, conversation).await?;
        let thread = c.and_then(|c| c.thread);
        // What is older than the thread stood in one that is gone.
        let thread = thread.filter(|thread| post.0 > thread.0);
        Ok(thread.map(|thread| (thread, post)))
    }

    /// The conversation of that message, and its line.
    async fn stands(
        &mut self,
        wamid: &str,
    ) -> Result<Option<(ConversationId, Option<PostId>)>, DeskError> {
        if let Some(ours) = outgoing::by_wamid(self.db, wamid).await? {
            return Ok(Some((ours.conversation, ours.post)));
        }
        if let Some(theirs) = inbound::by_wamid(self.db, wamid).await? {
            return Ok(Some((theirs.what.conversation, theirs.post)));
        }
        let echo = echoes::by_wamid(self.db, wamid).await?;
        Ok(echo.map(|echo| (echo.what.conversation, echo.post)))
    }
}
