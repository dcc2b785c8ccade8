//! What happened in a world.

use conecta::domain::conversation::Conversation;
use conecta::domain::effect::{Ask, Effect, Notice, Posted};
use conecta::domain::message::State;

/// What happened in a world, so that nobody believes in a simulation of nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seen {
    pub steps: u64,
    pub sends: u64,
    pub delivered: u64,
    pub put_back: u64,
    pub failed: u64,
    pub expired: u64,
    pub presumed: u64,
    pub doubts: u64,
    pub stale: u64,
    pub held: u64,
    pub questions: u64,
    pub crashes: u64,
    pub rereads: u64,
    pub looks: u64,
    pub files: u64,
}

impl Seen {
    /// Adds what another world saw.
    pub fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.sends += other.sends;
        self.delivered += other.delivered;
        self.put_back += other.put_back;
        self.failed += other.failed;
        self.expired += other.expired;
        self.presumed += other.presumed;
        self.doubts += other.doubts;
        self.stale += other.stale;
        self.held += other.held;
        self.questions += other.questions;
        self.crashes += other.crashes;
        self.rereads += other.rereads;
        self.looks += other.looks;
        self.files += other.files;
    }

    /// Counts what one step brought.
    pub fn count(&mut self, after: &Conversation, effects: &[Effect]) {
        self.steps += 1;
        for effect in effects {
            match effect {
                Effect::Send { .. } => self.sends += 1,
                Effect::Reread { .. } => self.rereads += 1,
                Effect::Look => self.looks += 1,
                Effect::Prepare { .. } => self.files += 1,
                Effect::Post(post) => match &post.what {
                    Posted::Notice(Notice::PutBack { .. }) => self.put_back += 1,
                    Posted::Notice(Notice::Failed { .. }) => self.failed += 1,
                    Posted::Notice(Notice::Expired { .. }) => self.expired += 1,
                    Posted::Ask(Ask::Doubt { .. }) => self.doubts += 1,
                    Posted::Ask(Ask::Stale { .. }) => self.stale += 1,
                    Posted::Ask(Ask::Held { .. }) => self.held += 1,
                    Posted::Ask(Ask::Queue { .. }) => self.questions += 1,
                    _ => {}
                },
                _ => {}
            }
        }
        let ends = |state| {
            after
                .outgoing
                .iter()
                .filter(|row| row.state == state)
                .count() as u64
        };
        self.presumed = ends(State::Presumed);
        self.delivered = ends(State::Delivered) + ends(State::Read);
    }
}
