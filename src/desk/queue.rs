//! What people decide about messages that have not left, or of which nobody knows.

use serde_json::json;

use super::error::Refused;
use super::lines::Attached;
use super::lookups::line_by_now;
use super::{Desk, DeskError, Unit};
use crate::domain::content::Content;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::event::{Event, Wish};
use crate::domain::fit::Way;
use crate::domain::ids::{ConversationId, MessageId, PersonId, PostId};
use crate::domain::leaves::contents;
use crate::domain::message::{Outgoing, State};
use crate::domain::refusal::Reason;
use crate::domain::rights::{Action, Member};
use crate::domain::signature::LONGEST;
use crate::domain::text::signs::names_someone;
use crate::store::lines::{self, LineKind, ThreadLine};
use crate::store::{contacts, conversations, files as store_files, outgoing};

impl Desk {
    /// Does what a person wants done about a message or the queue.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`] unless it is theirs to decide: the assignee decides about the queue,
    /// the author about a message of their own, but not that it is sent again.
    /// [`Refused::NotInTeam`] for whoever has no part in the team any more and would let something
    /// leave. [`Refused::Over`] if it is settled already. [`Refused::Concluded`], or
    /// [`Refused::Blocked`] where nothing can be taken up again.
    pub async fn press(&self, id: ConversationId, by: Member, wish: Wish) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.conversation_with(id, concerned(&wish)).await?;
                let team = unit.team_roles(c.team).await?;
                let mine = concerned(&wish)
                    .and_then(|message| c.message(message))
                    .is_some_and(|row| row.author == by.id);
                let in_team = by.is_agent_of(&team) || by.supervises(&team);
                let mine = mine
                    && match wish {
                        // Nobody sends into a conversation that somebody else has by now.
                        Wish::SendAgain(_) => false,
                        Wish::MakeNote(_) | Wish::Cancel(_) => true,
                        _ => in_team,
                    };
                if !mine {
                    unit.check(&c, &by, Action::Handle).await?;
                }
                // What is left to be said of a conversation that is over, and sends nothing.
                let settles = matches!(wish, Wish::MakeNote(_) | Wish::Presume(_));
                if c.stage == Stage::Concluded && !settles {
                    return Err(unit.over(&c).await?.into());
                }
                if !still_open(&c, &wish) {
                    return Err(Refused::Over.into());
                }
                if let Wish::Send(message) = &wish {
                    may_leave(&c, *message, by.id)?;
                }
                unit.step(&c, &Event::Pressed { by: by.id, wish })
                    .await
                    .map(drop)
            })
        })
        .await
    }

    /// Sends what a Discord message says since it was edited, as a new message. `false`: that is a
    /// note, or nothing.
    ///
    /// # Errors
    /// As [`Desk::press`].
    pub async fn correct(
        &self,
        id: ConversationId,
        by: Member,
        of: MessageId,
        press: PostId,
    ) -> Result<bool, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.conversation_with(id, Some(of)).await?;
                unit.check(&c, &by, Action::Handle).await?;
                if !c.message(of).is_some_and(Outgoing::has_correction) {
                    return Err(Refused::Over.into());
                }
                let message = outgoing::next_message_id(unit.db).await?;
                let wish = Wish::SendCorrection {
                    of,
                    message,
                    position: press.as_i64(),
                };
                let after = unit.step(&c, &Event::Pressed { by: by.id, wish }).await?;
                Ok(after.message(message).is_some())
            })
        })
        .await
    }

    /// Sends a person's own note to the customer after all; `text` and `files` are what they
    /// confirmed. Pressing twice sends it once.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`] for whoever neither has the conversation nor supervises its team,
    /// [`Refused::NotYours`] for somebody else's note, [`Refused::Over`] if it is none, names somebody
    /// of Discord's, or its thread is gone, [`Refused::Concluded`].
    pub async fn send_note(
        &self,
        by: Member,
        post: PostId,
        text: String,
        files: Vec<Attached>,
        press: PostId,
    ) -> Result<ConversationId, DeskError> {
        let desk = self.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let line = line_by_now(unit.db, post).await?;
                let line = line.filter(|line| line.kind == LineKind::Note);
                let Some(line) = line.filter(|_| !names_someone(&text)) else {
                    return Err(Refused::Over.into());
                };
                if line.author != Some(by.id) {
                    return Err(Refused::NotYours.into());
                }
                let c = unit.conversation(line.conversation).await?;
                let team = unit.team_roles(c.team).await?;
                if !by.may(Action::Handle, &c, &team) && !by.supervises(&team) {
                    return Err(Refused::NotAssignee(c.assignee).into());
                }
                if c.stage == Stage::Concluded {
                    return Err(Refused::Concluded.into());
                }
                let thread = c.thread.ok_or(Refused::Over)?;
                let attached = desk.fitted(store_files::next_file_id(unit.db).await?, &files);
                let never = |content: &Content| {
                    let file = content.file().map(|file| file.facts.id);
                    let mut attached = attached.iter();
                    attached.any(|it| Some(it.facts.id) == file && it.fit.way == Way::Never)
                };
                let first = outgoing::next_message_id(unit.db).await?;
                let mut spoiler = files.iter().any(|file| file.spoiler);
                let mut after = c;
                for content in contents(text, &attached, desk.abilities.text_limit, LONGEST) {
                    let message = outgoing::next_message_id(unit.db).await?;
                    let too_large = never(&content).then_some(Event::Unfit {
                        message,
                        reason: Reason::FileTooLarge,
                    });
                    let chosen = Event::Chosen {
                        message,
                        position: press.as_i64(),
                        by: by.id,
                        content,
                        post: Some(post),
                        spoiler: std::mem::take(&mut spoiler),
                    };
                    for event in std::iter::once(chosen).chain(too_large) {
                        after = unit.step(&after, &event).await?;
                    }
                }
                unit.keep_files(&after, (thread, post), &files, first)
                    .await?;
                // No note any more: a second press finds that.
                let line = ThreadLine {
                    kind: LineKind::Outgoing,
                    message: Some(first),
                    ..line
                };
                lines::record(unit.db, &line).await?;
                unit.journal(Some(after.id), by.id, "note_sent", json!({}))
                    .await?;
                Ok(after.id)
            })
        })
        .await
    }

    /// The conversation that a row belongs to.
    ///
    /// # Errors
    /// [`Refused::Over`] if there is none.
    pub async fn conversation_of(&self, message: MessageId) -> Result<ConversationId, DeskError> {
        let mut db = self.store.read().await?;
        outgoing::by_id(&mut db, message)
            .await?
            .map(|found| found.conversation)
            .ok_or_else(|| Refused::Over.into())
    }

    /// The conversation as it stands, for showing.
    ///
    /// # Errors
    /// [`DeskError::NoConversation`].
    pub async fn look(&self, id: ConversationId) -> Result<Conversation, DeskError> {
        let mut db = self.store.read().await?;
        conversations::load(&mut db, id)
            .await?
            .ok_or(DeskError::NoConversation)
    }
}

impl Unit<'_> {
    /// Why nothing can be decided any more in this conversation, which is concluded.
    async fn over(&mut self, c: &Conversation) -> Result<Refused, DeskError> {
        let contact = contacts::by_id(self.db, c.contact).await?;
        let blocked = contact.is_some_and(|contact| contact.blocked_at.is_some());
        Ok(if blocked {
            Refused::Blocked
        } else {
            Refused::Concluded
        })
    }
}

fn concerned(wish: &Wish) -> Option<MessageId> {
    match wish {
        Wish::Send(id)
        | Wish::SendAs(id, _)
        | Wish::MakeNote(id)
        | Wish::Cancel(id)
        | Wish::CancelLine(id)
        | Wish::Rewrite(id, _)
        | Wish::Recompose(id, _)
        | Wish::MoveUp(id)
        | Wish::MoveDown(id)
        | Wish::Presume(id)
        | Wish::SendAgain(id) => Some(*id),
        _ => None,
    }
}

/// What was pressed is still a question.
fn still_open(c: &Conversation, wish: &Wish) -> bool {
    let state = concerned(wish)
        .and_then(|message| c.message(message))
        .map(|row| row.state);
    match wish {
        Wish::Send(_) | Wish::SendAs(..) => state == Some(State::Held),
        Wish::MakeNote(_)
        | Wish::Cancel(_)
        | Wish::CancelLine(_)
        | Wish::Rewrite(..)
        | Wish::Recompose(..)
        | Wish::MoveUp(_)
        | Wish::MoveDown(_) => state.is_some_and(State::is_pending),
        Wish::Presume(_) => state == Some(State::Doubt),
        Wish::SendAgain(_) => matches!(state, Some(State::Doubt | State::Failed)),
        Wish::SendStale | Wish::DiscardStale => c.stale().next().is_some(),
        Wish::SendQueue | Wish::DiscardQueue => c.queue().next().is_some(),
        Wish::HoldQueue | Wish::LetGo | Wish::SendCorrection { .. } => true,
    }
}

/// Only its author lets a held message go; what is held for want of an assignee or because the
/// conversation is over takes another button.
pub(super) fn may_leave(
    c: &Conversation,
    message: MessageId,
    by: PersonId,
) -> Result<(), DeskError> {
    let Some(row) = c.message(message) else {
        return Err(Refused::Over.into());
    };
    if row.author != by {
        return Err(Refused::NotYours.into());
    }
    if c.assignee != Some(by) {
        return Err(Refused::NotAssignee(c.assignee).into());
    }
    Ok(())
}
