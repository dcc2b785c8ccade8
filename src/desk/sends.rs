//! What the courier reports about messages that left, or did not.

use chrono::TimeDelta;

use super::work::Work;
use super::{Desk, DeskError};
use crate::clock::Timestamp;
use crate::domain::event::Event;
use crate::domain::ids::{ChannelId, ConversationId, MessageId, PlaceId};
use crate::domain::incoming::StatusUpdate;
use crate::domain::message::State;
use crate::domain::refusal::{Reason, Refusal, Retry, Scope};
use crate::store::{
    cards, channels, conversations, inbound, marks, outgoing, posts, reads, teams, threads, wakes,
};

/// What became of one attempt to send a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The platform took it.
    Accepted {
        /// Its id there.
        wamid: String,
    },
    /// It surely was not taken.
    Refused(Refusal),
    /// Nobody knows.
    InDoubt,
}

impl Desk {
    /// Reports what became of an attempt.
    ///
    /// # Errors
    /// If the store fails; after the next start the attempt counts as in doubt.
    pub async fn sent(
        &self,
        conversation: ConversationId,
        message: MessageId,
        attempt: u32,
        outcome: Outcome,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let early = match &outcome {
                    Outcome::Accepted { wamid } => inbound::take_unmatched(unit.db, wamid).await?,
                    _ => Vec::new(),
                };
                let c = unit.conversation(conversation).await?;
                if let Outcome::Refused(refusal) = &outcome
                    && refusal.scope == Scope::Channel
                    && refusal.retry == Retry::ChannelRestored
                {
                    unit.pause(c.channel, None, refusal.reason).await?;
                }
                let event = match outcome {
                    Outcome::Accepted { wamid } => Event::Accepted {
                        message,
                        attempt,
                        wamid,
                    },
                    Outcome::Refused(refusal) => Event::Refused {
                        message,
                        attempt,
                        refusal,
                    },
                    Outcome::InDoubt => Event::InDoubt { message, attempt },
                };
                // Loaded again: the pause is part of what the core looks at.
                unit.happen(conversation, &event).await?;
                for payload in early {
                    match serde_json::from_str::<StatusUpdate>(&payload) {
                        Ok(update) => unit.status_of(conversation, message, &update).await?,
                        Err(error) => {
                            tracing::error!(%error, "a kept status cannot be read any more");
                        }
                    }
                }
                Ok(())
            })
        })
        .await
    }

    /// The thread of a conversation that has just begun, once it stands in Discord; `None` if that
    /// takes longer than a person waits for an answer.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_to_come(
        &self,
        conversation: ConversationId,
    ) -> Result<Option<PlaceId>, DeskError> {
        const PATIENCE: TimeDelta = TimeDelta::seconds(5);
        let mut opened = self.opened.subscribe();
        let late = self.clock.sleep_until(self.now() + PATIENCE);
        let look = async {
            loop {
                if let Some(thread) = self.look(conversation).await?.thread {
                    return Ok(Some(thread));
                }
                if opened.changed().await.is_err() {
                    return Ok(None);
                }
            }
        };
        tokio::select! {
            found = look => found,
            () = late => Ok(None),
        }
    }

    /// The thread is gone; a new one is opened.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_lost(&self, conversation: ConversationId) -> Result<(), DeskError> {
        self.happens(conversation, Event::ThreadLost).await
    }

    /// Wakes every conversation whose moment has come, and says when the next one's comes.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn wake_due(&self) -> Result<Option<Timestamp>, DeskError> {
        let now = self.now();
        let due = {
            let mut db = self.store.read().await?;
            wakes::due(&mut db, now, 500).await?
        };
        for id in due {
            self.happens(id, Event::Woken).await?;
        }
        let mut db = self.store.read().await?;
        Ok(wakes::next(&mut db).await?)
    }

    /// Sending on a number goes on.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn resume(&self, channel: ChannelId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                channels::unpause(unit.db, channel).await?;
                unit.work.push(Work::Pause(channel));
                Ok(())
            })
        })
        .await?;
        let unsettled = {
            let mut db = self.store.read().await?;
            outgoing::unsettled(&mut db).await?
        };
        for id in unsettled {
            self.happens(id, Event::PauseChanged).await?;
        }
        Ok(())
    }

    /// What was under way when the program ended is in doubt; what waits is read again before it
    /// leaves, and handed over. Called once, before anything else happens.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn recover(&self) -> Result<(), DeskError> {
        let unsettled = {
            let mut db = self.store.read().await?;
            outgoing::unsettled(&mut db).await?
        };
        for id in unsettled {
            self.happens(id, Event::Gap).await?;
            let c = self.look(id).await?;
            for row in c.outgoing.iter().filter(|row| row.state == State::Sending) {
                let (message, attempt) = (row.id, row.attempt);
                self.happens(id, Event::InDoubt { message, attempt })
                    .await?;
            }
        }
        let mut db = self.store.read().await?;
        let mut left = Vec::new();
        left.extend(posts::lanes(&mut db).await?.into_iter().map(Work::Thread));
        let retracting = posts::retracting(&mut db).await?;
        left.extend(
            retracting
                .iter()
                .map(|line| Work::Thread(line.conversation)),
        );
        left.extend(
            threads::waiting(&mut db)
                .await?
                .into_iter()
                .map(Work::Thread),
        );
        left.extend(
            conversations::without_thread(&mut db)
                .await?
                .into_iter()
                .map(Work::Thread),
        );
        let marks = marks::due(&mut db, u32::MAX).await?;
        left.extend(marks.iter().map(|mark| Work::Marks(mark.thread)));
        let cards = cards::dirty(&mut db, u32::MAX).await?;
        left.extend(cards.iter().map(|card| Work::Card(card.conversation)));
        let news = teams::list(&mut db).await?;
        left.extend(news.iter().map(|team| Work::News(team.id)));
        let reads = reads::pending(&mut db).await?;
        left.extend(reads.iter().map(|read| Work::Read(read.conversation)));
        left.push(Work::Inbox);
        drop(db);
        self.hands.over(left);
        Ok(())
    }

    pub(super) async fn happens(
        &self,
        conversation: ConversationId,
        event: Event,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { unit.happen(conversation, &event).await.map(drop) })
        })
        .await
    }
}

/// A pause without an end is looked at again after so long.
const UNTIL_RESTORED: TimeDelta = TimeDelta::days(365);

/// When a pause without an end began, which ends then on paper.
pub fn paused_since(until: Timestamp) -> Timestamp {
    until - UNTIL_RESTORED
}

impl super::Unit<'_> {
    /// Nothing leaves from this number until then.
    pub(super) async fn pause(
        &mut self,
        channel: ChannelId,
        until: Option<Timestamp>,
        reason: Reason,
    ) -> Result<(), DeskError> {
        let until = until.unwrap_or(self.now + UNTIL_RESTORED);
        channels::pause(self.db, channel, until, reason.name()).await?;
        self.work.push(Work::Pause(channel));
        Ok(())
    }
}
