//! What is put to the test: the core, or a broken variant of it.

use chrono::{DateTime, Utc};
use conecta::domain::conversation::Conversation;
use conecta::domain::effect::Effect;
use conecta::domain::event::Event;
use conecta::domain::step::step;

/// Something that decides what becomes of a conversation.
pub trait Core {
    /// As [`step`].
    fn step(
        &mut self,
        conversation: &Conversation,
        event: &Event,
        now: DateTime<Utc>,
    ) -> (Conversation, Vec<Effect>);
}

/// The core itself.
pub struct Real;

impl Core for Real {
    fn step(
        &mut self,
        conversation: &Conversation,
        event: &Event,
        now: DateTime<Utc>,
    ) -> (Conversation, Vec<Effect>) {
        step(conversation, event, now)
    }
}
