//! Messages on their way to the customer.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt as _;

use crate::channels::{ChannelError, Outgoing, OutgoingBody};
use crate::desk::DeskError;
use crate::desk::sends::Outcome;
use crate::desk::statuses::opaque;
use crate::domain::address::Address;
use crate::domain::ids::{ConversationId, MessageId};
use crate::domain::message::State;
use crate::domain::refusal::{Reason, Refusal, Retry, Scope};
use crate::store::{channels, contacts, people};

use super::breaker::{Breakers, Closed};
use super::{Facts, letter, retry};

/// Sends messages whose rows say that a request is under way.
#[derive(Clone)]
pub struct Sends {
    facts: Facts,
    breakers: Arc<Breakers>,
}

/// All that a request needs.
struct Letter {
    number: String,
    to: Address,
    body: OutgoingBody,
    quote: Option<String>,
    opaque: String,
}

impl Sends {
    /// The way out.
    pub fn new(facts: Facts, breakers: Arc<Breakers>) -> Self {
        Self { facts, breakers }
    }

    /// Sends one attempt of a message and reports what became of it.
    pub async fn send(&self, conversation: ConversationId, message: MessageId, attempt: u32) {
        let outcome = AssertUnwindSafe(self.try_send(conversation, message, attempt))
            .catch_unwind()
            .await;
        let outcome = outcome.unwrap_or_else(|_| {
            tracing::error!(message = message.0, "sending a message panicked");
            Some(Outcome::InDoubt)
        });
        if let Some(outcome) = outcome {
            self.report(conversation, message, attempt, outcome).await;
        }
    }

    /// Reports that this attempt was not made.
    pub async fn put_back(&self, conversation: ConversationId, message: MessageId, attempt: u32) {
        let outcome = Outcome::Refused(not_tried(chrono::TimeDelta::seconds(1)));
        let reported = self
            .facts
            .desk
            .sent(conversation, message, attempt, outcome);
        if let Err(error) = reported.await {
            tracing::error!(%error, message = message.0, "a message is in doubt after the next start");
        }
    }

    /// `None`: settled meanwhile, so that there is nothing to send and nothing to report.
    async fn try_send(
        &self,
        conversation: ConversationId,
        message: MessageId,
        attempt: u32,
    ) -> Option<Outcome> {
        match self.letter(conversation, message, attempt).await {
            Ok(Some(letter)) => Some(self.deliver(&letter, message, attempt).await),
            Ok(None) => None,
            Err(error) => {
                tracing::error!(%error, message = message.0, "a message could not be read");
                Some(Outcome::Refused(own_trouble()))
            }
        }
    }

    async fn letter(
        &self,
        conversation: ConversationId,
        message: MessageId,
        attempt: u32,
    ) -> Result<Option<Letter>, DeskError> {
        let c = self.facts.desk.look(conversation).await?;
        let Some(row) = c
            .message(message)
            .filter(|row| row.state == State::Sending && row.attempt == attempt)
        else {
            return Ok(None);
        };
        let mut db = self.facts.desk.store().read().await?;
        let contact = contacts::by_id(&mut db, c.contact).await?;
        let channel = channels::by_id(&mut db, c.channel).await?;
        let (Some(contact), Some(channel)) = (contact, channel) else {
            return Err(DeskError::Missing("contact or number"));
        };
        let author = match row.signed {
            true => people::get(&mut db, row.author).await?,
            false => None,
        };
        let name = author.as_ref().map(|author| author.name.as_str());
        let body = letter::body(&self.facts, &row.content, name);
        let body = body.ok_or(DeskError::Missing("body that the channel takes"))?;
        Ok(Some(Letter {
            number: channel.listed.phone_number_id,
            to: Address {
                wa_id: contact.identity.wa_id,
                phone: contact.facts.phone,
                bsuid: contact.identity.bsuid,
                parent_bsuid: None,
            },
            body,
            quote: row.quotes.clone(),
            opaque: opaque(row),
        }))
    }

    async fn deliver(&self, letter: &Letter, message: MessageId, attempt: u32) -> Outcome {
        let now = self.facts.clock.now();
        if let Err(closed) = self.breakers.admit(&letter.number, now) {
            // Not all at the same moment: the first of them is the probe.
            let apart = chrono::TimeDelta::milliseconds(message.0.rem_euclid(50) * 20);
            return Outcome::Refused(held_up(closed, closed.at - now + apart));
        }
        let sent = self
            .facts
            .channel
            .send(Outgoing {
                number: &letter.number,
                to: &letter.to,
                body: &letter.body,
                opaque: &letter.opaque,
                quote: letter.quote.as_deref(),
            })
            .await;
        let kind = letter.body.kind();
        match sent {
            Ok(accepted) => {
                self.breakers.answered(&letter.number);
                metrics::counter!("conecta_sends_total", "kind" => kind, "outcome" => "accepted")
                    .increment(1);
                Outcome::Accepted {
                    wamid: accepted.wamid,
                    acceptance: accepted.acceptance,
                }
            }
            Err(ChannelError { refusal, .. }) => {
                let reason = refusal.reason.name();
                metrics::counter!("conecta_sends_total", "kind" => kind, "outcome" => reason)
                    .increment(1);
                tracing::warn!(
                    message = message.0,
                    attempt,
                    reason,
                    code = refusal.code,
                    certain = refusal.certain,
                    "a message was not taken"
                );
                self.breakers
                    .refused(&letter.number, &refusal, now, self.facts.clock.now());
                if refusal.certain {
                    Outcome::Refused(refusal)
                } else {
                    Outcome::InDoubt
                }
            }
        }
    }

    /// An outcome that is not written down would leave its row under way until the next start.
    async fn report(
        &self,
        conversation: ConversationId,
        message: MessageId,
        attempt: u32,
        outcome: Outcome,
    ) {
        retry::until_written(&self.facts, message.0, || {
            let outcome = outcome.clone();
            self.facts
                .desk
                .sent(conversation, message, attempt, outcome)
        })
        .await;
    }
}

/// There is known to be trouble, so nobody asked.
fn held_up(closed: Closed, wait: chrono::TimeDelta) -> Refusal {
    Refusal {
        reason: closed.reason,
        scope: closed.scope,
        ..not_tried(wait)
    }
}

/// Nobody asked the platform.
fn not_tried(wait: chrono::TimeDelta) -> Refusal {
    Refusal {
        reason: Reason::PlatformDown,
        code: None,
        certain: true,
        scope: Scope::Platform,
        retry: Retry::After(wait.to_std().unwrap_or_default()),
    }
}

/// Trouble of our own, before anything left.
fn own_trouble() -> Refusal {
    Refusal {
        retry: Retry::Backoff,
        ..not_tried(chrono::TimeDelta::zero())
    }
}
