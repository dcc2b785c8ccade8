//! What a browser sees: the whole state, as one person and one customer see it.

mod desk;
mod phones;

use std::sync::Arc;

use conecta_sandbox::discord::Id;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Value, json};

use super::Shared;
use crate::town::Life;

/// How many messages of a place are shown.
const MESSAGES: usize = 200;
/// The page's languages, and what Discord calls them.
const LOCALES: [(&str, &str); 3] = [("pt-BR", "pt-BR"), ("en", "en-US"), ("es", "es-ES")];

/// What a browser looks at.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Look {
    /// Who sits at the desk; without anybody, the first agent.
    person: Option<Id>,
    channel: Option<Id>,
    thread: Option<Id>,
    /// Whose phone is in the hand, and which of the company's numbers is open on it.
    customer: Option<String>,
    number: Option<String>,
    /// Whether the wire is shown.
    pub(super) wire: bool,
    lang: Option<String>,
}

/// Whoever sits at the desk reads Discord in the page's language.
pub(super) fn speak(shared: &Shared, look: &Look) {
    let wanted = look.lang.as_deref();
    let Some((_, locale)) = LOCALES.iter().find(|(lang, _)| wanted == Some(lang)) else {
        return;
    };
    let person = shared.town.discord.person(desk::sitting(shared, look));
    if person.locale() != *locale {
        person.speaks(locale);
    }
}

/// Everything that is shown, but for the time and the wire, which change by themselves.
pub(super) async fn state(shared: &Shared, look: &Look) -> Value {
    let town = &shared.town;
    let (bot, error) = match town.life().borrow().clone() {
        Life::Stopped => ("stopped", None),
        Life::Starting => ("starting", None),
        Life::Running => ("running", None),
        Life::Failed(why) => ("stopped", Some(why)),
    };
    let mut state = json!({
        "bot": bot,
        "bot_error": error,
        "faults": town.weather().await,
        "patience": 3_000,
    });
    for (name, value) in desk::seen(shared, look) {
        state[name] = value;
    }
    for (name, value) in phones::seen(shared, look) {
        state[name] = value;
    }
    state
}

/// The state as it is sent.
#[derive(Serialize)]
struct Sent<'a> {
    state: Whole<'a>,
}

#[derive(Serialize)]
struct Whole<'a> {
    now: String,
    wire: Vec<&'a RawValue>,
    #[serde(flatten)]
    rest: &'a Value,
}

/// What is sent to the browser.
pub(super) fn message(shared: &Shared, look: &Look, state: &Value) -> String {
    let wire = if look.wire {
        shared.wire.entries()
    } else {
        Vec::new()
    };
    let sent = Sent {
        state: Whole {
            now: shared.town.clock.now().to_rfc3339(),
            wire: wire.iter().map(Arc::as_ref).collect(),
            rest: state,
        },
    };
    serde_json::to_string(&sent).expect("keys are strings")
}
