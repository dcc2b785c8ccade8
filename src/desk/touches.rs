//! What the lines of a thread and the messages of the customer mean to one another: whose message a
//! line is, and which reactions stand on it.

use super::work::Work;
use super::{DeskError, Unit};
use crate::domain::effect::{Notice, Posted};
use crate::domain::emoji;
use crate::domain::ids::{ConversationId, PlaceId, PostId};
use crate::domain::incoming::{Inbound, InboundBody, Incoming, StoredIncoming};
use crate::store::lines::{LineKind, ThreadLine};
use crate::store::{conversations, echoes, inbound, marks, outgoing};

impl Unit<'_> {
    /// The message of the customer's that this line shows; `None` for every other line. News about
    /// the customer is a line of ours.
    pub(super) async fn said_by_customer(
        &mut self,
        line: &ThreadLine,
    ) -> Result<Option<Inbound>, DeskError> {
        let Some(id) = line.inbound.filter(|_| line.kind == LineKind::Mirror) else {
            return Ok(None);
        };
        let Some(row) = inbound::by_id(self.db, id).await? else {
            return Ok(None);
        };
        let said = read(&row)?;
        Ok(said.filter(|said| !matches!(said.body, InboundBody::System(_))))
    }

    /// The line that stands for the message of this platform's id shows what the customer last
    /// reacted to it with, be it nothing; where it stands for several messages, what still stands on
    /// another of them then. A line that does not stand yet shows it when it does.
    pub(super) async fn show_reaction(&mut self, wamid: &str) -> Result<(), DeskError> {
        if inbound::last_reaction(self.db, wamid).await?.is_none() {
            return Ok(());
        }
        let Some((thread, post)) = self.line_of(wamid).await? else {
            return Ok(());
        };
        let mut shown = self.reaction_on(wamid).await?;
        for other in self.messages_of(post).await? {
            if shown.is_none() {
                shown = self.reaction_on(&other).await?;
            }
        }
        if marks::set_emoji(self.db, post, thread, shown.as_deref()).await? {
            self.work.push(Work::Marks(thread));
        }
        Ok(())
    }

    /// What stands on that message, as Discord shows it.
    async fn reaction_on(&mut self, wamid: &str) -> Result<Option<String>, DeskError> {
        let Some(reaction) = inbound::last_reaction(self.db, wamid).await? else {
            return Ok(None);
        };
        Ok(match read(&reaction)?.map(|message| message.body) {
            Some(InboundBody::Reaction { emoji, .. }) => emoji.as_deref().and_then(emoji::shown),
            _ => None,
        })
    }

    /// The messages that a line of the thread stands for, by the platform's ids.
    async fn messages_of(&mut self, post: PostId) -> Result<Vec<String>, DeskError> {
        let mut messages = inbound::of_post(self.db, post).await?;
        let ours = outgoing::of_post(self.db, post).await?;
        messages.extend(ours.into_iter().filter_map(|row| row.wamid));
        Ok(messages)
    }

    /// Whoever pointed at a line that stands for several of the customer's messages reads which one
    /// the customer sees that on; `line` is theirs, or the one pointed at.
    pub(super) async fn tell_the_first(
        &mut self,
        conversation: ConversationId,
        pointed_at: PostId,
        line: PostId,
    ) -> Result<(), DeskError> {
        let count = inbound::of_post(self.db, pointed_at).await?.len();
        if count < 2 {
            return Ok(());
        }
        let said = Posted::Notice(Notice::PointsAtFirst { count });
        self.put_silent(conversation, said, Some(line)).await
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

/// What was stored of a message; `None` if it is none.
pub(super) fn read(row: &inbound::Inbound) -> Result<Option<Inbound>, DeskError> {
    let stored: StoredIncoming =
        serde_json::from_str(&row.what.body).map_err(|error| DeskError::Store(error.into()))?;
    let StoredIncoming::V1(incoming) = stored;
    Ok(match incoming {
        Incoming::Inbound(message) => Some(*message),
        _ => None,
    })
}
