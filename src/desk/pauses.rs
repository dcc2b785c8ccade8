//! Numbers whose sending the platform stopped: when it stops, and when it goes on.

use chrono::TimeDelta;

use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::content::Content;
use crate::domain::conversation::Conversation;
use crate::domain::event::Event;
use crate::domain::ids::{ChannelId, MessageId};
use crate::domain::pause::Pause;
use crate::domain::refusal::{Reason, Refusal, Retry, Scope};
use crate::store::channels::Channel;
use crate::store::{channels, contacts, conversations, outgoing, savepoint, standing};

/// So long after it began a pause is lifted by an account that answers…
const PATIENCE: TimeDelta = TimeDelta::minutes(1);

/// …and after so long if its reason has nothing to do with being let in, so that only a message
/// that is sent can tell whether it is over.
const PATIENCE_WITH_OTHERS: TimeDelta = TimeDelta::hours(1);

/// Who wants to know whether an account is in order again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Nobody in particular.
    ByTheClock,
    /// An admin, who has put something in order.
    ByAPerson,
}

impl Desk {
    /// Whether sending on any number is paused.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn is_anything_paused(&self) -> Result<bool, DeskError> {
        let now = self.now();
        let mut db = self.store.read().await?;
        let all = channels::list(&mut db).await?;
        Ok(all
            .iter()
            .any(|channel| channel.pause.is_some_and(|pause| pause.holds(now))))
    }

    /// The platform let us in to this account: its numbers send again, or find out with the next
    /// message that they may not. What grew stale meanwhile is asked about first.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn restored(&self, account: String, asked: Asked) -> Result<(), DeskError> {
        let now = self.now();
        let due = {
            let mut db = self.store.read().await?;
            let mut all = channels::list(&mut db).await?;
            all.retain(|channel| channel.listed.waba_id == account);
            all.into_iter()
                .filter_map(|channel| Some((channel.id, stopped_since(&channel, asked, now)?)))
                .collect::<Vec<_>>()
        };
        for (channel, since) in due {
            self.unit(move |unit| Box::pin(async move { unit.lift(channel, since).await }))
                .await?;
            tracing::info!(channel = channel.0, "sending on a number goes on");
        }
        Ok(())
    }
}

/// Since when the platform has stopped this number, if it is time to try whether it still does.
fn stopped_since(channel: &Channel, asked: Asked, now: Timestamp) -> Option<Timestamp> {
    let pause = channel.pause.filter(|pause| pause.holds(now))?;
    let reason = channel.pause_reason.as_deref()?;
    let reason = Reason::ALL.iter().find(|known| known.name() == reason)?;
    let patience = match (asked, reason) {
        (Asked::ByAPerson, _) => TimeDelta::zero(),
        (_, Reason::TokenRejected | Reason::NoPermission | Reason::ChannelGone) => PATIENCE,
        _ => PATIENCE_WITH_OTHERS,
    };
    (now - pause.since >= patience).then_some(pause.since)
}

impl Unit<'_> {
    /// What a refusal means beyond its message: a number that the platform has stopped, templates
    /// that are no longer what we know of them. Whether the number is stopped.
    pub(super) async fn heed(
        &mut self,
        channel: ChannelId,
        refusal: &Refusal,
    ) -> Result<bool, DeskError> {
        if refusal.reason.concerns_template() {
            self.work.push(Work::Templates);
        }
        let stops = refusal.scope == Scope::Channel && refusal.retry == Retry::ChannelRestored;
        if stops {
            self.stop_sending(channel, refusal.reason).await?;
        }
        Ok(stops)
    }

    /// What the refusal of a message means beyond it, in its conversation and elsewhere. Returns that
    /// as it stands then: a pause of its number, say, is part of what the core looks at.
    pub(super) async fn heeding(
        &mut self,
        c: Conversation,
        message: MessageId,
        refusal: &Refusal,
    ) -> Result<Conversation, DeskError> {
        let carried = match c.message(message).map(|row| &row.content) {
            Some(Content::Template(template)) => template.header_media(),
            _ => None,
        };
        if let Some(media) = carried.filter(|_| refusal.reason.may_be_its_file()) {
            standing::forget(self.db, c.channel, media).await?;
        }
        // Whoever the platform keeps marketing from has refused it there.
        let refuses = refusal.reason == Reason::OptedOut
            && contacts::prefers(self.db, c.contact, true, self.now).await?;
        if refuses {
            self.refused_marketing(c.contact, None).await?;
        }
        let stopped = self.heed(c.channel, refusal).await?;
        if refuses || stopped {
            return self.conversation_with(c.id, Some(message)).await;
        }
        Ok(c)
    }

    /// Nothing leaves from this number until the platform lets it.
    pub(super) async fn stop_sending(
        &mut self,
        channel: ChannelId,
        reason: Reason,
    ) -> Result<(), DeskError> {
        let paused = channels::by_id(self.db, channel).await?;
        // What was under way when it was stopped says so once more.
        let pause = paused.and_then(|channel| channel.pause);
        if pause.is_some_and(|pause| pause.holds(self.now)) {
            return Ok(());
        }
        let until_restored = Pause {
            since: self.now,
            until: None,
        };
        channels::pause(self.db, channel, until_restored, reason.name()).await?;
        self.work.push(Work::Pause(channel));
        Ok(())
    }

    /// Sending on the number goes on. What grew stale since it was stopped is asked about first.
    pub(super) async fn lift(
        &mut self,
        channel: ChannelId,
        since: Timestamp,
    ) -> Result<(), DeskError> {
        channels::unpause(self.db, channel).await?;
        self.work.push(Work::Pause(channel));
        self.tell_of_the_pause(channel, Some(since)).await
    }

    /// Every conversation of the number in which something waits learns that its sending is paused,
    /// or goes on.
    pub(super) async fn tell_of_the_pause(
        &mut self,
        channel: ChannelId,
        stopped_since: Option<Timestamp>,
    ) -> Result<(), DeskError> {
        let event = Event::PauseChanged { stopped_since };
        for id in outgoing::unsettled_of(self.db, channel).await? {
            savepoint::begin(self.db).await?;
            let handed = self.work.len();
            let stepped = match conversations::load(self.db, id).await {
                Ok(Some(c)) => self.step(&c, &event).await.map(drop),
                Ok(None) => Ok(()),
                Err(error) => Err(error.into()),
            };
            match stepped {
                Ok(()) => savepoint::keep(self.db).await?,
                // One that cannot go on never keeps the others waiting.
                Err(error) => {
                    tracing::error!(%error, conversation = id.0, "a conversation is stuck in a pause");
                    savepoint::undo(self.db).await?;
                    self.work.truncate(handed);
                }
            }
        }
        Ok(())
    }
}
