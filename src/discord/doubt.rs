//! Was it posted? Discord does not say after a time-out, so we look.
//!
//! For a few minutes Discord recognises a post by its nonce, so the same request is simply made
//! again. Later the thread is read after the last post that we know: the first message of ours
//! that no row knows, that answers no interaction and says the same is the one.

use chrono::TimeDelta;
use serenity::all::{ChannelId, MessageId, UserId};

use super::custom_id::CustomId;
use super::error::DiscordError;
use super::limiter::Priority;
use super::message::{File, NewMessage};
use super::model::Message;
use super::sender::{PAGE, Sender};
use crate::clock::Timestamp;

/// How long after the first attempt the nonce is trusted.
const NONCE_REMEMBERED: TimeDelta = TimeDelta::minutes(2);

/// How to settle whether a message was posted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Make the same request again, with the same nonce.
    Repeat,
    /// Read what stands in the thread.
    Look,
}

/// How to settle the doubt about a post that was first tried at `first_attempt`.
pub fn way(first_attempt: Timestamp, now: Timestamp) -> Way {
    let age = now - first_attempt;
    // A clock that was set back makes the first attempt look as if it lay ahead.
    if age >= TimeDelta::zero() && age < NONCE_REMEMBERED {
        Way::Repeat
    } else {
        Way::Look
    }
}

/// Until when [`Way::Repeat`] holds for a post that was first tried at `first_attempt`: the request
/// must have left by then.
pub fn repeat_until(first_attempt: Timestamp) -> Timestamp {
    first_attempt + NONCE_REMEMBERED
}

/// Recognises messages of ours that no row knows.
pub struct Unknown<'a> {
    /// Our bot.
    pub me: UserId,
    /// Whether a row knows this message already.
    pub known: &'a (dyn Fn(MessageId) -> bool + Send + Sync),
}

impl Unknown<'_> {
    /// The first of `page`, which is oldest first, that has the content and files of `wanted`.
    pub fn post<'p>(&self, page: &'p [Message], wanted: &NewMessage) -> Option<&'p Message> {
        page.iter()
            .find(|message| self.is_candidate(message) && says_the_same(message, wanted))
    }

    /// The first of `page`, which is oldest first, with a button or select that `is_card`
    /// recognises: a card changes its text, but not the conversation in its buttons.
    pub fn card<'p>(
        &self,
        page: &'p [Message],
        is_card: impl Fn(&CustomId) -> bool,
    ) -> Option<&'p Message> {
        page.iter()
            .filter(|message| self.is_candidate(message))
            .find(|message| custom_ids(message).iter().any(&is_card))
    }

    fn is_candidate(&self, message: &Message) -> bool {
        message.author.id == self.me
            && !message.is_interaction_answer()
            && !(self.known)(message.id)
    }
}

/// Reads `channel` after `after`, page by page, until `find` finds a message.
///
/// # Errors
/// If Discord cannot be read now; the doubt remains.
pub async fn look(
    sender: &Sender,
    channel: ChannelId,
    after: MessageId,
    find: impl Fn(&[Message]) -> Option<&Message>,
) -> Result<Option<Message>, DiscordError> {
    let mut after = after;
    loop {
        let page = sender
            .messages_after(channel, after, PAGE, Priority::Post)
            .await?;
        if let Some(found) = find(&page) {
            return Ok(Some(found.clone()));
        }
        match page.last() {
            Some(last) if page.len() >= PAGE => after = last.id,
            _ => return Ok(None),
        }
    }
}

/// Every `custom_id` of ours in a message, whichever row it is in.
fn custom_ids(message: &Message) -> Vec<CustomId> {
    fn collect(component: &serde_json::Value, found: &mut Vec<CustomId>) {
        let id = component["custom_id"]
            .as_str()
            .and_then(|id| id.parse().ok());
        found.extend(id);
        for inner in component["components"].as_array().into_iter().flatten() {
            collect(inner, found);
        }
    }
    let mut found = Vec::new();
    for component in &message.components {
        collect(component, &mut found);
    }
    found
}

/// Whether the message has this content and these files. Discord trims a message's text and changes
/// files' names, but not their order and sizes.
pub fn says_the_same(message: &Message, wanted: &NewMessage) -> bool {
    let sizes = message.attachments.iter().map(|file| file.size);
    let wanted_sizes = wanted.files().iter().map(File::len);
    message.content.trim() == wanted.content().trim() && sizes.eq(wanted_sizes)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::discord::custom_id::Verb;

    const ME: u64 = 50;

    fn message(id: u64, author: u64, content: &str, more: Value) -> Message {
        let mut json = json!({
            "id": id.to_string(), "channel_id": "1", "content": content,
            "author": { "id": author.to_string() }, "timestamp": "2026-11-22T12:00:00Z",
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            json[key] = value.clone();
        }
        serde_json::from_value(json).expect("a message")
    }

    fn plain(id: u64, author: u64, content: &str) -> Message {
        message(id, author, content, json!({}))
    }

    fn found(page: &[Message], wanted: &NewMessage) -> Option<u64> {
        let known = |id: MessageId| id == 10;
        let unknown = Unknown {
            me: ME.into(),
            known: &known,
        };
        unknown.post(page, wanted).map(|message| message.id.get())
    }

    #[test]
    fn the_nonce_is_trusted_for_two_minutes() {
        let at =
            |seconds: i64| Timestamp::from_timestamp(1_790_000_000 + seconds, 0).expect("a time");
        assert_eq!(way(at(0), at(0)), Way::Repeat);
        assert_eq!(way(at(0), at(119)), Way::Repeat);
        assert_eq!(way(at(0), at(120)), Way::Look);
        assert_eq!(way(at(1), at(0)), Way::Look);
    }

    #[test]
    fn it_is_the_first_message_of_ours_that_nobody_knows_and_that_says_the_same() {
        let page = [
            plain(10, ME, "oi"),
            plain(11, ME + 1, "oi"),
            message(
                12,
                ME,
                "oi",
                json!({ "interaction_metadata": { "id": "1" } }),
            ),
            message(13, ME, "oi", json!({ "webhook_id": "1" })),
            plain(14, ME, "oi!"),
            plain(15, ME, "oi"),
            plain(16, ME, "oi"),
        ];
        assert_eq!(found(&page, &NewMessage::text("oi")), Some(15));
        assert_eq!(found(&page, &NewMessage::text(" oi\n")), Some(15));
        assert_eq!(found(&page[..5], &NewMessage::text("oi")), None);
        assert_eq!(found(&[], &NewMessage::text("oi")), None);
    }

    #[test]
    fn files_must_be_the_same_in_size_and_order() {
        let file = |size| {
            let nowhere = std::path::PathBuf::new();
            File::on_disk("relatório final.pdf", "application/pdf", nowhere, size)
        };
        let posted = |id, sizes: &[u64]| {
            let one = |size: &u64| json!({ "id": "9", "filename": "relatorio_final.pdf", "size": size, "url": "" });
            message(
                id,
                ME,
                "",
                json!({ "attachments": sizes.iter().map(one).collect::<Vec<_>>() }),
            )
        };
        let page = [
            posted(20, &[]),
            posted(21, &[3, 2]),
            posted(22, &[2]),
            posted(23, &[2, 3]),
        ];
        let wanted = NewMessage::default().file(file(2)).file(file(3));
        assert_eq!(found(&page, &wanted), Some(23));
        assert_eq!(found(&page, &NewMessage::default()), Some(20));
    }

    #[test]
    fn a_card_is_recognised_by_its_conversation_wherever_its_button_is() {
        let button = |id: &str| json!({ "type": 2, "custom_id": id });
        let row = |id: &str| json!({ "type": 1, "components": [button(id)] });
        let below = |id: &str| json!({ "components": [row("v1:queue:8"), row(id)] });
        let page = [
            message(30, ME, "x", json!({ "components": [row("v1:take:7")] })),
            message(31, ME, "x", json!({ "components": [row("another bot's")] })),
            message(32, ME, "x", below("v1:take:8")),
        ];
        let unknown = Unknown {
            me: ME.into(),
            known: &|_| false,
        };
        let card = |conversation| {
            let is_card = |id: &CustomId| id.verb == Verb::Assume && id.id == conversation;
            unknown.card(&page, is_card).map(|message| message.id.get())
        };
        assert_eq!(card(7), Some(30));
        assert_eq!(card(8), Some(32));
        assert_eq!(card(9), None);
    }
}
