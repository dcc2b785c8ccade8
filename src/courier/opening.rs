//! Opening a conversation's thread: a card in the team's channel, then a thread started from it.
//!
//! Both are recognised when they stand there already: the card by the conversation in its buttons,
//! the thread by its card's id.

use chrono::TimeDelta;
use serenity::all::{ChannelId, MessageId};

use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::discord::doubt::{self, Unknown};
use crate::discord::error::DiscordError;
use crate::discord::limiter::Priority;
use crate::discord::nonce::Nonce;
use crate::discord::sender::ThreadEdit;
use crate::domain::ids::{ConversationId, PlaceId, PostId};

use super::rounds::Next;
use super::{Facts, place, render, retry};

/// Posts are numbered from 1, cards far above them: both share the nonces of an installation.
const CARD_NONCES: i64 = 1 << 48;

/// How many idle threads make room at once when the server is full.
const ROOM: usize = 25;

/// Opens the thread, or finds that it stands there already.
pub async fn open(facts: &Facts, conversation: ConversationId) -> Result<Next, DeskError> {
    let Some(card) = render::new_card(facts, conversation).await? else {
        tracing::error!(
            conversation = conversation.0,
            "the team has no channel for its conversations: set it with /team"
        );
        return Ok(Next::At(
            facts.clock.now() + retry::after(5, conversation.0),
        ));
    };
    match stand(facts, conversation, &card).await {
        Ok((thread, message)) => {
            facts
                .desk
                .thread_stands(conversation, thread, message, card.name)
                .await?;
            Ok(Next::Again)
        }
        Err(DiscordError::TooManyThreads) => {
            make_room(facts).await;
            Ok(Next::At(
                facts.clock.now() + retry::after(2, conversation.0),
            ))
        }
        Err(error) => {
            tracing::warn!(%error, conversation = conversation.0, "a thread could not be opened");
            let nth = if error.certain() { 3 } else { 2 };
            Ok(Next::At(
                facts.clock.now() + retry::after(nth, conversation.0),
            ))
        }
    }
}

async fn stand(
    facts: &Facts,
    conversation: ConversationId,
    card: &render::NewCard,
) -> Result<(PlaceId, PostId), DiscordError> {
    let channel = place(card.place);
    let now = facts.clock.now();
    let fresh = card.created_at >= facts.began && now - card.created_at < TimeDelta::seconds(5);
    let standing = if fresh {
        None
    } else {
        find(facts, channel, conversation, card.created_at, &card.used).await?
    };
    let message = match standing {
        Some(message) => message,
        None => {
            clear(facts, channel, &card.used).await?;
            // Each new card of a conversation has a nonce of its own.
            let nth = u8::try_from(card.used.len()).unwrap_or(u8::MAX);
            let nonce = Nonce::new(facts.installation, CARD_NONCES + conversation.0, nth);
            let message = card.message.clone().nonce(nonce);
            facts
                .discord
                .post(channel, &message, Priority::Post)
                .await?
                .id
        }
    };
    match facts
        .discord
        .start_thread_from(channel, message, &card.name)
        .await
    {
        Ok(_) | Err(DiscordError::AlreadyHasThread) => {
            Ok((PlaceId(message.get()), PostId(message.get())))
        }
        Err(error) => Err(error),
    }
}

/// A message has one thread in its life: the cards whose threads were deleted make room for
/// another.
async fn clear(facts: &Facts, channel: ChannelId, used: &[u64]) -> Result<(), DiscordError> {
    for old in used {
        match facts
            .discord
            .delete(channel, MessageId::new(*old), Priority::Post)
            .await
        {
            Ok(()) | Err(DiscordError::Gone { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// A card of this conversation that an earlier attempt left in the channel.
async fn find(
    facts: &Facts,
    channel: ChannelId,
    conversation: ConversationId,
    since: Timestamp,
    used: &[u64],
) -> Result<Option<MessageId>, DiscordError> {
    // A card that had a thread has lost it: Discord starts no second one from the same message.
    let known = |id: MessageId| used.contains(&id.get());
    let unknown = Unknown {
        me: facts.me,
        known: &known,
    };
    let found = doubt::look(&facts.discord, channel, just_before(since), |page| {
        unknown.card(page, |id| render::is_card_of(id, conversation))
    })
    .await?;
    Ok(found.map(|message| message.id))
}

/// The smallest id that Discord could have given out then.
fn just_before(at: Timestamp) -> MessageId {
    const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
    const MARGIN_MS: i64 = 60_000;
    let ms = (at.timestamp_millis() - DISCORD_EPOCH_MS - MARGIN_MS).max(1);
    MessageId::new(ms.cast_unsigned() << 22)
}

/// Archives the threads of ours that have been quiet longest.
async fn make_room(facts: &Facts) {
    let mut threads = match facts.discord.active_threads(facts.guild).await {
        Ok(threads) => threads,
        Err(error) => {
            tracing::warn!(%error, "the active threads could not be read");
            return;
        }
    };
    threads.sort_by_key(|thread| thread.last_message_id.unwrap_or(MessageId::new(1)));
    tracing::warn!(
        archived = ROOM.min(threads.len()),
        "Discord has reached its limit of active threads: the quietest are archived"
    );
    for thread in threads.iter().take(ROOM) {
        let archive = ThreadEdit::archived(true);
        if let Err(error) = facts.discord.edit_thread(thread.id, &archive).await {
            tracing::warn!(%error, thread = thread.id.get(), "a thread could not be archived");
        }
    }
}
