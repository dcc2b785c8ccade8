//! Opening a conversation's thread: a card in the team's channel, then a thread started from it.
//!
//! Both are recognised when they stand there already: the card by the conversation in its buttons,
//! the thread by its card's id.

use chrono::TimeDelta;
use serenity::all::{ChannelId, MessageId};

use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::discord::doubt::{self, Unknown};
use crate::discord::error::{DiscordError, What};
use crate::discord::limiter::Priority;
use crate::discord::sender::ThreadEdit;
use crate::domain::ids::{ConversationId, PlaceId, PostId};

use super::rounds::Next;
use super::{Facts, nonces, place, post, render, retry};

/// After so many cards that came to nothing somebody, or some other bot, is at work.
const SPENT: usize = 3;

/// How far Discord's clock may be behind ours.
const MARGIN: TimeDelta = TimeDelta::minutes(1);

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
            retry::until_written(facts, conversation.0, || {
                let name = card.name.clone();
                facts
                    .desk
                    .thread_stands(conversation, thread, message, name)
            })
            .await;
            Ok(Next::Again)
        }
        Err(DiscordError::TooManyThreads) => {
            make_room(facts, conversation).await?;
            Ok(Next::At(
                facts.clock.now() + retry::after(2, conversation.0),
            ))
        }
        Err(error) => {
            tracing::warn!(%error, conversation = conversation.0, "a thread could not be opened");
            let nth = if error.certain() { 3 } else { 2 };
            Ok(Next::At(
                facts.clock.now() + retry::discord(&error, nth, conversation.0),
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
    // Discord gives a message one thread and no other, so a card whose thread was deleted is spent.
    let mut spent = card.used.clone();
    let mut standing = if fresh {
        None
    } else {
        find(facts, channel, conversation, card.created_at, &spent).await?
    };
    loop {
        let message = match standing {
            Some(message) => message,
            None => {
                clear(facts, channel, &spent).await;
                post_card(facts, conversation, card, spent.len()).await?
            }
        };
        let started = facts
            .discord
            .start_thread_from(channel, message, &card.name)
            .await;
        let stands = match started {
            Ok(_) => true,
            Err(DiscordError::AlreadyHasThread) => exists(facts, message).await?,
            // Deleted before its thread could be started.
            Err(DiscordError::Gone {
                what: What::Message,
            }) => false,
            Err(error) => return Err(error),
        };
        if stands {
            return Ok((PlaceId(message.get()), PostId(message.get())));
        }
        spent.push(message.get());
        if spent.len() > card.used.len() + SPENT {
            return Err(DiscordError::Gone {
                what: What::Message,
            });
        }
        standing = find(facts, channel, conversation, card.created_at, &spent).await?;
    }
}

async fn post_card(
    facts: &Facts,
    conversation: ConversationId,
    card: &render::NewCard,
    spent: usize,
) -> Result<MessageId, DiscordError> {
    let nonce = nonces::card(facts, conversation, card.created_at, spent);
    let message = card.message.clone().nonce(nonce);
    let posted = facts
        .discord
        .post(place(card.place), &message, Priority::Post)
        .await?;
    Ok(posted.id)
}

/// Whether the thread of this card is still there; its id is the card's.
async fn exists(facts: &Facts, card: MessageId) -> Result<bool, DiscordError> {
    match facts.discord.channel(ChannelId::new(card.get())).await {
        Ok(_) => Ok(true),
        Err(DiscordError::Gone { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// One card of a conversation is enough.
async fn clear(facts: &Facts, channel: ChannelId, spent: &[u64]) {
    for card in spent {
        let deleted = facts
            .discord
            .delete(channel, MessageId::new(*card), Priority::Post)
            .await;
        if let Err(error) = deleted
            && !matches!(error, DiscordError::Gone { .. })
        {
            tracing::warn!(%error, card, "a card without a thread stays");
        }
    }
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
    let after = post(PostId::just_before(since - MARGIN));
    let found = doubt::look(&facts.discord, channel, after, |page| {
        unknown.card(page, |id| render::is_card_of(id, conversation))
    })
    .await?;
    Ok(found.map(|message| message.id))
}

/// Archives the threads of ours that have been quiet longest, and says so in the one that they make
/// room for; other people's are none of our business.
pub async fn make_room(facts: &Facts, conversation: ConversationId) -> Result<(), DeskError> {
    let mut threads = match facts.discord.active_threads(facts.guild).await {
        Ok(threads) => threads,
        Err(error) => {
            tracing::warn!(%error, "the active threads could not be read");
            return Ok(());
        }
    };
    threads.retain(|thread| thread.owner_id == Some(facts.me));
    threads.sort_by_key(|thread| thread.last_message_id.unwrap_or(MessageId::new(1)));
    tracing::warn!(
        archived = ROOM.min(threads.len()),
        "Discord has reached its limit of active threads: the quietest are archived"
    );
    let mut room = false;
    for thread in threads.iter().take(ROOM) {
        let archive = ThreadEdit::archived(true);
        match facts.discord.edit_thread(thread.id, &archive).await {
            Ok(_) => room = true,
            Err(error) => {
                tracing::warn!(%error, thread = thread.id.get(), "a thread could not be archived");
            }
        }
    }
    if room {
        facts.desk.room_made(conversation).await?;
    }
    Ok(())
}
