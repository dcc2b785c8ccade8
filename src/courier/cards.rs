//! The conversations' cards: edited when they say something else, with budget that posts leave over.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::desk::DeskError;
use crate::discord::error::DiscordError;
use crate::discord::limiter::Priority;
use crate::domain::ids::ConversationId;
use crate::store::cards;

use super::rounds::Next;
use super::{Facts, place, post, render, retry};

/// What the cards that were edited lately say, so that an edit which changes nothing is spared.
#[derive(Clone, Default)]
pub struct Shown {
    last: Arc<Mutex<HashMap<ConversationId, String>>>,
}

/// How many cards are remembered.
const REMEMBERED: usize = 5_000;

impl Shown {
    fn says(&self, id: ConversationId, text: &str) -> bool {
        let last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        last.get(&id).is_some_and(|shown| shown == text)
    }

    fn now_says(&self, id: ConversationId, text: String) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() >= REMEMBERED {
            last.clear();
        }
        last.insert(id, text);
    }
}

/// Brings one card up to date.
pub async fn round(facts: Facts, shown: Shown, conversation: ConversationId) -> Next {
    match one(&facts, &shown, conversation).await {
        Ok(next) => next,
        Err(error) => {
            tracing::error!(%error, conversation = conversation.0, "a card is stuck");
            Next::At(facts.clock.now() + retry::after(4, conversation.0))
        }
    }
}

async fn one(facts: &Facts, shown: &Shown, id: ConversationId) -> Result<Next, DeskError> {
    let revision = {
        let mut db = facts.desk.store().read().await?;
        cards::revision(&mut db, id).await?
    };
    // Without a card there is nothing to edit: it will be posted as it should be.
    let Some(card) = render::card(facts, id).await? else {
        return Ok(Next::Nothing);
    };
    if !shown.says(id, &card.text) {
        let edited = facts
            .discord
            .edit(
                place(card.place),
                post(card.post),
                &card.edit,
                Priority::Card,
            )
            .await;
        match edited {
            Ok(_) => shown.now_says(id, card.text),
            // The thread stays as it is; the card comes back with the next thread.
            Err(DiscordError::Gone { .. }) => {
                tracing::warn!(conversation = id.0, "a card was deleted by somebody");
            }
            Err(error) => {
                tracing::warn!(%error, conversation = id.0, "a card waits");
                return Ok(Next::At(
                    facts.clock.now() + retry::discord(&error, 3, id.0),
                ));
            }
        }
    }
    if facts.desk.card_shown(id, revision).await? {
        Ok(Next::Nothing)
    } else {
        Ok(Next::Again)
    }
}
