//! What the courier reports about Discord: lines that stand, marks, cards, threads.

use super::work::Work;
use super::{Desk, DeskError};
use crate::clock::Timestamp;
use crate::domain::effect::{Notice, Post, Posted};
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, PersonId, PlaceId, PostId, TeamId};
use crate::store::lines::{self, LineKind, ThreadLine};
use crate::store::posts::{self, FailedTry, LanePost, PostRowId, PostState, Reduction};
use crate::store::reads::{self, PendingRead};
use crate::store::teams::Standing;
use crate::store::threads::{self, WorkKind};
use crate::store::{cards, conversations, echoes, files, inbound, marks, teams};

impl Desk {
    /// Some parts of a line stand in the thread, after this had become of it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn part_posted(
        &self,
        line: PostRowId,
        parts: Vec<PostId>,
        reduced: Vec<Reduction>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { Ok(posts::set_parts(unit.db, line, &parts, &reduced).await?) })
        })
        .await
    }

    /// A whole line stands in the thread, which it opened if it was archived; and with it, in the
    /// same Discord messages, `others` that belong to it.
    ///
    /// # Errors
    /// If the store fails; the line is recognised by its nonce or its text when it is tried again.
    pub async fn line_stands(
        &self,
        thread: PlaceId,
        line: LanePost,
        others: Vec<LanePost>,
        parts: Vec<PostId>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let state = posts::posted(unit.db, line.id, &parts).await?;
                for other in &others {
                    posts::posted(unit.db, other.id, &parts).await?;
                    if let (Posted::Mirror { inbound, .. }, Some(first)) =
                        (&other.post.what, parts.first())
                    {
                        let wamid = inbound::set_post(unit.db, *inbound, *first).await?;
                        if let Some(wamid) = wamid {
                            unit.show_reaction(&wamid).await?;
                        }
                    }
                }
                let (kind, inbound, message) = match &line.post.what {
                    Posted::Mirror { inbound, .. } => (LineKind::Mirror, Some(*inbound), None),
                    Posted::Template { message } | Posted::Text { message } => {
                        (LineKind::Outgoing, None, Some(*message))
                    }
                    Posted::File { file } => {
                        let file = files::by_id(unit.db, *file).await?;
                        match file.and_then(|file| file.what.inbound) {
                            Some(inbound) => (LineKind::Mirror, Some(inbound), None),
                            None => (LineKind::Ours, None, None),
                        }
                    }
                    Posted::Notice(Notice::CardLost) => (LineKind::Card, None, None),
                    Posted::Notice(_) | Posted::Echo { .. } => (LineKind::Ours, None, None),
                    Posted::Ask(_) => (LineKind::Question, None, None),
                };
                for part in &parts {
                    let standing = ThreadLine {
                        post: *part,
                        conversation: line.conversation,
                        kind,
                        inbound,
                        message,
                        author: None,
                    };
                    lines::record(unit.db, &standing).await?;
                }
                let mirrors = matches!(line.post.what, Posted::Mirror { .. });
                if let (Some(inbound), Some(first)) = (inbound.filter(|_| mirrors), parts.first()) {
                    let wamid = inbound::set_post(unit.db, inbound, *first).await?;
                    if let Some(wamid) = wamid {
                        unit.show_reaction(&wamid).await?;
                    }
                }
                if let (Posted::Echo { echo, .. }, Some(first)) = (&line.post.what, parts.first())
                    && let Some(wamid) = echoes::set_post(unit.db, *echo, *first).await?
                {
                    unit.show_reaction(&wamid).await?;
                }
                if let (LineKind::Card, Some(card)) = (kind, parts.first()) {
                    let event = Event::CardStands { card: *card };
                    unit.happen(line.conversation, &event).await?;
                }
                if let (Some(message), Some(last)) = (message, parts.last()) {
                    let event = Event::Posted {
                        message,
                        post: *last,
                    };
                    let c = unit.happen(line.conversation, &event).await?;
                    let row = c.message(message).and_then(|row| row.wamid.clone());
                    if let Some(wamid) = row {
                        unit.show_reaction(&wamid).await?;
                    }
                }
                // Marks that could not be shown while it was archived.
                if marks::is_due_in(unit.db, thread).await? {
                    unit.work.push(Work::Marks(thread));
                }
                // Answered while it was being posted.
                if state == PostState::Retracting {
                    unit.work.push(Work::Thread(line.conversation));
                }
                Ok(())
            })
        })
        .await
    }

    /// What kept lines from being posted may be mended: they are tried again at once.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn lines_may_stand(&self) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let mut lanes = posts::due_at_once(unit.db, unit.now).await?;
                lanes.extend(conversations::without_thread(unit.db).await?);
                unit.work.extend(lanes.into_iter().map(Work::Thread));
                Ok(())
            })
        })
        .await
    }

    /// Trying to post a line failed; it is tried again.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn line_failed(
        &self,
        line: PostRowId,
        counts: bool,
        due_at: Timestamp,
        error: String,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let failure = FailedTry {
                    tried_at: unit.now,
                    counts,
                    due_at,
                    error: &error,
                };
                Ok(posts::failed(unit.db, line, &failure).await?)
            })
        })
        .await
    }

    /// A line cannot be posted at all: the lane goes on without it, and the thread says so.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn line_dead(&self, line: LanePost, error: String) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                posts::dead(unit.db, line.id, &error).await?;
                let inbound = match &line.post.what {
                    // Whoever cannot even say so says no more.
                    Posted::Notice(Notice::NotShown { .. }) => return Ok(()),
                    Posted::Mirror { inbound, .. } => Some(*inbound),
                    Posted::File { file } => {
                        let file = files::by_id(unit.db, *file).await?;
                        file.and_then(|file| file.what.inbound)
                    }
                    _ => None,
                };
                let said = Post {
                    what: Posted::Notice(Notice::NotShown { inbound }),
                    reply_to: None,
                    ping: line.post.ping,
                };
                unit.put_line(line.conversation, &said).await
            })
        })
        .await
    }

    /// A line of ours with a person's note comes into the thread, beside its lane.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn noted(&self, conversation: ConversationId, by: PersonId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                unit.happen(conversation, &Event::Noted { by }).await?;
                Ok(())
            })
        })
        .await
    }

    /// A question was taken away.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn line_gone(&self, line: PostRowId) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { Ok(posts::retracted(unit.db, line).await?) }))
            .await
    }

    /// A thread was changed as it was asked for, or cannot be.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_changed(
        &self,
        conversation: ConversationId,
        work: i64,
        kind: WorkKind,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                threads::done(unit.db, work).await?;
                if kind != WorkKind::Unarchive {
                    return Ok(());
                }
                // Marks that could not be shown in the archived thread, and a card that stands there.
                let c = unit.conversation(conversation).await?;
                unit.work.extend(c.thread.map(Work::Marks));
                cards::touch(unit.db, conversation, cards::Urgency::Owner).await?;
                unit.work.push(Work::Cards(c.team));
                Ok(())
            })
        })
        .await
    }

    /// A change of a thread failed; it is tried again.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_change_failed(
        &self,
        work: i64,
        counts: bool,
        due_at: Timestamp,
        error: String,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let times = (unit.now, due_at);
                Ok(threads::failed(unit.db, work, counts, times, &error).await?)
            })
        })
        .await
    }

    /// A conversation's card and thread stand in Discord under that name.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_stands(
        &self,
        conversation: ConversationId,
        thread: PlaceId,
        card: PostId,
        name: String,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                threads::set_name(unit.db, conversation, &name).await?;
                // What stands in the thread before its first line is the card alone.
                threads::seen_until(unit.db, conversation, card).await?;
                let line = ThreadLine {
                    post: card,
                    conversation,
                    kind: LineKind::Card,
                    inbound: None,
                    message: None,
                    author: None,
                };
                lines::record(unit.db, &line).await?;
                unit.happen(conversation, &Event::ThreadOpened { thread, card })
                    .await
                    .map(drop)
            })
        })
        .await?;
        self.opened.send_replace(());
        Ok(())
    }

    /// The thread has another name.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_named(
        &self,
        conversation: ConversationId,
        name: String,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { Ok(threads::set_name(unit.db, conversation, &name).await?) })
        })
        .await
    }

    /// A message carries these marks and this reaction of the customer's.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn marked(&self, post: PostId, shown: marks::Shown) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                marks::set_shown(unit.db, post, &shown).await?;
                Ok(())
            })
        })
        .await
    }

    /// A message that should carry a mark is gone.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn mark_gone(&self, post: PostId) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { Ok(marks::forget(unit.db, post).await?) }))
            .await
    }

    /// A read receipt left, or never will.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn read_reported(&self, read: PendingRead) -> Result<(), DeskError> {
        self.unit(move |unit| Box::pin(async move { Ok(reads::done(unit.db, &read).await?) }))
            .await
    }

    /// A card says what was true at that revision. Answers whether it still is.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn card_shown(
        &self,
        conversation: ConversationId,
        revision: i64,
    ) -> Result<bool, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { Ok(cards::clean(unit.db, conversation, revision).await?) })
        })
        .await
    }

    /// A card was deleted by somebody: there is nothing to edit any more.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn card_gone(
        &self,
        conversation: ConversationId,
        card: PostId,
    ) -> Result<(), DeskError> {
        self.happens(conversation, Event::CardLost { card }).await
    }

    /// A team's *Novos* message says what was true at that revision.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn news_shown(
        &self,
        team: TeamId,
        revision: i64,
        standing: Standing,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                teams::set_news(unit.db, team, standing, revision).await?;
                Ok(())
            })
        })
        .await
    }

    /// A team's *Novos* message is gone.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn news_lost(&self, team: TeamId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                teams::lose_news(unit.db, team).await?;
                Ok(())
            })
        })
        .await
    }

    /// A team's role was mentioned because somebody waits.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn reminded(&self, team: TeamId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { Ok(teams::reminded(unit.db, team, unit.now).await?) })
        })
        .await
    }
}
