//! What is fuzzed, compiled from where it stands: the core, the reading of webhooks, and the
//! reading of Discord's formatting that the core's tests hold its texts to.

#[path = "../../../src/domain/mod.rs"]
pub mod domain;

#[path = "../../../src/domain/text/tests/looks.rs"]
pub mod looks;

#[path = "../../../src/domain/text/tests/discord.rs"]
pub mod discord;

pub mod channels;

use domain::text::{Unit, split, to_discord};

/// What no text of a customer may do in Discord, whole or in parts.
pub fn assert_harmless(text: &str) {
    let message = to_discord(text);
    let effects = |message: &str| discord::read(message).effects;
    assert_eq!(effects(&message), [""; 0], "{text:?} {message:?}");
    for part in split(&message, 2_000, Unit::Utf16) {
        assert!(part.encode_utf16().count() <= 2_000);
        assert_eq!(effects(&part), [""; 0], "{text:?} {part:?}");
    }
}
