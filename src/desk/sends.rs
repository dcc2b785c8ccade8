//! What the courier reports about messages that left, or did not.

use chrono::TimeDelta;

use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::conversation::Conversation;
use crate::domain::effect::{Notice, Posted};
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, MessageId, PlaceId};
use crate::domain::incoming::StatusUpdate;
use crate::domain::message::{Acceptance, State};
use crate::domain::refusal::Refusal;
use crate::store::{
    StoreError, conversations, files, inbound, marks, outgoing, posts, reads, teams, threads, wakes,
};

/// What became of one attempt to send a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The platform took it.
    Accepted {
        /// Its id there.
        wamid: String,
        /// Whether it leaves at once.
        acceptance: Acceptance,
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
                let (early, acceptance) = match &outcome {
                    Outcome::Accepted { wamid, acceptance } => {
                        (inbound::take_unmatched(unit.db, wamid).await?, *acceptance)
                    }
                    _ => (Vec::new(), Acceptance::Leaving),
                };
                let mut c = unit.conversation(conversation).await?;
                if let Outcome::Refused(refusal) = &outcome {
                    c = unit.heeding(c, message, refusal).await?;
                }
                let event = match outcome {
                    Outcome::Accepted { wamid, .. } => Event::Accepted {
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
                let c = unit.step(&c, &event).await?;
                unit.say_that_it_stays_there(&c, message, acceptance)
                    .await?;
                for payload in early {
                    match serde_json::from_str::<StatusUpdate>(&payload) {
                        Ok(update) => {
                            unit.status_of(conversation, message, Some(attempt), &update)
                                .await?;
                        }
                        Err(error) => {
                            let error = StoreError::from(error);
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
        self.within(PATIENCE, look).await.unwrap_or(Ok(None))
    }

    /// The thread is gone; a new one is opened, unless that has happened already.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn thread_lost(
        &self,
        conversation: ConversationId,
        thread: PlaceId,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.conversation(conversation).await?;
                if c.thread == Some(thread) {
                    unit.lose_thread(&c).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Other threads were archived to make room for this conversation's.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn room_made(&self, conversation: ConversationId) -> Result<(), DeskError> {
        self.happens(conversation, Event::RoomMade).await
    }

    /// Wakes every conversation whose moment has come, and says when the next one's comes. Where the
    /// clock was `set_back`, nobody knows which those are, and all look at it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn wake_due(&self, set_back: bool) -> Result<Option<Timestamp>, DeskError> {
        let now = self.now();
        let (until, limit) = match set_back {
            true => (Timestamp::MAX_UTC, u32::MAX),
            false => (now, 500),
        };
        let due = {
            let mut db = self.store.read().await?;
            wakes::due(&mut db, until, limit).await?
        };
        // Asked before the unit, so that what only waited for its undo time leaves with this one.
        if !due.is_empty() {
            self.sight.look().await;
        }
        // One that cannot be woken stays due; it never keeps the others asleep.
        let mut failed = false;
        for id in due {
            if let Err(error) = self.happens(id, Event::Woken).await {
                tracing::error!(%error, conversation = id.0, "a conversation could not be woken");
                failed = true;
            }
        }
        let mut db = self.store.read().await?;
        if failed {
            let next = wakes::next_after(&mut db, now).await?;
            let again = now + AGAIN;
            return Ok(Some(next.map_or(again, |next| next.min(again))));
        }
        Ok(wakes::next(&mut db).await?)
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
            match self.recover_one(id).await {
                // One that cannot be read keeps no other from starting, and sends nothing itself.
                Err(error) if !error.is_passing() => {
                    tracing::error!(%error, conversation = id.0, "a conversation cannot be recovered");
                }
                other => other?,
            }
        }
        let mut db = self.store.read().await?;
        let mut left = Vec::new();
        left.extend(posts::lanes(&mut db).await?.into_iter().map(Work::Thread));
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
        for team in teams::list(&mut db).await? {
            left.extend([Work::Cards(team.id), Work::News(team.id)]);
        }
        let reads = reads::pending(&mut db).await?;
        left.extend(reads.iter().map(|read| Work::Read(read.conversation)));
        let wanted = files::wanted(&mut db).await?;
        left.extend(wanted.into_iter().map(Work::File));
        left.push(Work::Inbox);
        drop(db);
        self.hands.over(left);
        Ok(())
    }

    async fn recover_one(&self, id: ConversationId) -> Result<(), DeskError> {
        self.happens(id, Event::Gap).await?;
        let c = self.look(id).await?;
        for row in c.outgoing.iter().filter(|row| row.state == State::Sending) {
            let (message, attempt) = (row.id, row.attempt);
            self.happens(id, Event::InDoubt { message, attempt })
                .await?;
        }
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

impl Unit<'_> {
    /// The platform took the message and keeps it for now. What is known to have gone further says
    /// so by its mark.
    async fn say_that_it_stays_there(
        &mut self,
        c: &Conversation,
        message: MessageId,
        acceptance: Acceptance,
    ) -> Result<(), DeskError> {
        let row = c
            .message(message)
            .filter(|row| row.state == State::Accepted && acceptance != Acceptance::Leaving);
        let Some(row) = row else {
            return Ok(());
        };
        let line = Posted::Notice(Notice::StaysThere {
            message,
            acceptance,
        });
        self.put_silent(c.id, line, row.post).await
    }
}

/// When a conversation that could not be woken is tried again.
const AGAIN: TimeDelta = TimeDelta::seconds(30);
