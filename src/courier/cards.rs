//! The conversations' cards: edited when they say something else, with budget that posts leave over.
//! Discord takes few edits of old messages in a channel, so those of a team go one by one, the most
//! urgent first.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::desk::DeskError;
use crate::discord::error::{DiscordError, Retry, What};
use crate::discord::limiter::Priority;
use crate::domain::ids::{ConversationId, TeamId};
use crate::store::cards::{self, DirtyCard};

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

/// Brings the cards of a team up to date.
pub async fn round(facts: Facts, shown: Shown, team: TeamId) -> Result<Next, DeskError> {
    let (facts, shown) = (&facts, &shown);
    let due = {
        let mut db = facts.desk.store().read().await?;
        cards::next_of(&mut db, team).await?
    };
    let Some(DirtyCard {
        conversation: id,
        revision,
    }) = due
    else {
        return Ok(Next::Nothing);
    };
    // The team has no channel any more: its cards are posted anew in the next one.
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
            // The thread stays, and another card comes into it. Where the whole channel is gone, its
            // threads are too, which is found out there.
            Err(DiscordError::Gone {
                what: What::Message,
            }) => {
                tracing::warn!(conversation = id.0, "a card was deleted by somebody");
                facts.desk.card_gone(id, card.post).await?;
                return Ok(Next::Again);
            }
            // Nobody looks at a card in a closed thread; it is looked at again once that is open.
            Err(DiscordError::Archived) => {}
            // One that is refused for itself never holds up those behind it.
            Err(error) if matches!(error.retry(), Retry::Never | Retry::Counted) => {
                tracing::error!(%error, conversation = id.0, "a card was refused");
            }
            Err(error) => {
                tracing::warn!(%error, conversation = id.0, "a card waits");
                return Ok(Next::At(
                    facts.clock.now() + retry::discord(&error, 3, id.0),
                ));
            }
        }
    }
    facts.desk.card_shown(id, revision).await?;
    Ok(Next::Again)
}
