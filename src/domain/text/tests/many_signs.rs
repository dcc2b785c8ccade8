//! Texts of nothing but signs: each sign is looked at a few times, and not once for every other one.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::domain::text::{Unit, inert, split, to_discord};

/// How many signs: three times as many as WhatsApp lets anybody send, so that looking at all of them for
/// each takes minutes.
const MANY: usize = 200_000;

/// Many times as long as it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

fn is_soon_shown(text: String) {
    let (shown, wait) = mpsc::channel();
    thread::spawn(move || {
        let there = to_discord(&text);
        let parts = split(&there, 2_000, Unit::Utf16);
        // Whoever waited too long is gone.
        shown.send((parts.len(), inert(&there).is_some())).ok();
    });
    let (parts, _) = wait.recv_timeout(PATIENCE).expect("it is soon shown");
    assert!(parts > MANY / 2_000, "{parts}");
}

#[test]
fn brackets_behind_an_address() {
    is_soon_shown(format!("http://x{}", ")".repeat(MANY)));
    is_soon_shown(format!("http://x{}", "()".repeat(MANY / 2)));
    is_soon_shown(format!("http://{}", ")".repeat(MANY)));
}

#[test]
fn signs_that_begin_and_never_end() {
    for signs in ["*a ", "_a ", "~a ", "`a ", "*a _a ~a "] {
        is_soon_shown(signs.repeat(MANY / signs.len()));
    }
    is_soon_shown(format!("{}a*", "*a ".repeat(MANY / 3)));
}
