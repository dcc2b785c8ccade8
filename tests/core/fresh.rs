//! A conversation that has just begun, for tests of the core.

use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::conversation::{Above, Conversation, Notify, Stage};
use conecta::domain::ids::{ChannelId, ContactId, ConversationId, TeamId};
use conecta::domain::pace::Pace;
use conecta::domain::rules::Rules;
use conecta::domain::window::Window;

/// Nobody's, with neither thread nor window.
pub fn conversation() -> Conversation {
    Conversation {
        id: ConversationId(1),
        contact: ContactId(1),
        channel: ChannelId(1),
        team: TeamId(1),
        rules: Rules::default(),
        stage: Stage::Open,
        assignee: None,
        notify: Notify::First,
        thread: None,
        in_sight: true,
        abilities: &ABILITIES,
        links: true,
        card: None,
        window: Window::default(),
        window_shown: None,
        pause: None,
        queue_held: false,
        question: None,
        above: Above::Nobody,
        named: false,
        run: 0,
        pace: Pace::default(),
        last_inbound: None,
        last_outbound_at: None,
        unanswered_since: None,
        told: false,
        wrote_since: None,
        remind_at: None,
        signed: None,
        outgoing: Vec::new(),
    }
}
