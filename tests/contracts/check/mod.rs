//! Holds what went over the wire to and from Discord to what others wrote about Discord.
//!
//! Every request that the look-alike saw, and every body that it answered, is held to Discord's own
//! OpenAPI document, where that lies beside the project (`../shared/data`); every gateway payload
//! and everything that we send is held to twilight's models and rules, always. [`check`] is called
//! here with exchanges of our making and by every story with its own.

mod document;
mod exchange;
mod twilight;

use std::fmt;
use std::sync::LazyLock;

use conecta_sandbox::wire::{Entry, Kind, Platform};

use document::Document;

/// Discord's document, if it lies beside the project; without it half of [`check`] is left out.
/// Reading it takes a moment, so that it is read once.
pub static DOCUMENT: LazyLock<Option<Document>> = LazyLock::new(Document::beside_the_project);

/// How many violations are worth reading at once.
const SHOWN: usize = 20;

/// Something that real Discord would not have sent or not have taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The number of the wire's entry.
    pub entry: u64,
    /// What was sent.
    pub what: String,
    /// The rule that it breaks.
    pub problem: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{} {}: {}", self.entry, self.what, self.problem)
    }
}

/// Everything in these entries that breaks a rule. What went to and from WhatsApp is passed over.
pub fn check(entries: &[Entry]) -> Vec<Violation> {
    let ours = entries
        .iter()
        .filter(|entry| entry.platform == Platform::Discord);
    ours.flat_map(|entry| {
        let (what, problems) = match &entry.kind {
            Kind::Request {
                method,
                path,
                query,
                body,
                files,
                status,
                answer,
            } => {
                let exchange = exchange::Exchange {
                    method,
                    path,
                    query,
                    body,
                    files,
                    status: *status,
                    answer,
                };
                let mut problems = twilight::request(method, path, body);
                if let Some(document) = DOCUMENT.as_ref() {
                    problems.extend(exchange.problems(document));
                }
                (format!("{method} {path}"), problems)
            }
            Kind::Event { name, body, .. } => (name.clone(), twilight::event(body)),
        };
        problems.into_iter().map(move |problem| Violation {
            entry: entry.number,
            what: what.clone(),
            problem,
        })
    })
    .collect()
}

/// Ends the test if anything in these entries breaks a rule.
///
/// # Panics
///
/// With the first violations, each on a line of its own.
pub fn assert_kept(entries: &[Entry]) {
    let violations = check(entries);
    let shown: Vec<String> = violations
        .iter()
        .take(SHOWN)
        .map(Violation::to_string)
        .collect();
    assert!(
        violations.is_empty(),
        "Discord knows better, {} times:\n  {}\n",
        violations.len(),
        shown.join("\n  ")
    );
}
