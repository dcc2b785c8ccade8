//! What people do on the page: one POST each, answered with `{"ok": …}`.

mod customer;
mod own_phone;
pub(super) mod packed;
mod person;
pub(super) mod who;

use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use conecta_sandbox::discord::Id;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Shared;
use crate::weather::Trouble;

/// The clock is moved by so much at a time at most.
const LEAP: u64 = 31 * 24 * 3600;

/// What somebody in Discord does.
#[derive(Debug, Deserialize)]
struct ByPerson {
    person: Id,
    #[serde(flatten)]
    does: person::Does,
}

/// What somebody with a phone does, in the chat with one of the company's numbers.
#[derive(Debug, Deserialize)]
struct ByCustomer {
    customer: String,
    number: String,
    #[serde(flatten)]
    does: customer::Does,
}

/// What the company does on its own phone of a number, in the chat with a customer.
#[derive(Debug, Deserialize)]
struct ByOwnPhone {
    own_phone: String,
    customer: String,
    #[serde(flatten)]
    does: own_phone::Does,
}

/// Whatever can be done on the page.
#[derive(Debug)]
enum Act {
    Person(ByPerson),
    Customer(ByCustomer),
    OwnPhone(ByOwnPhone),
    Weather(Weather),
}

impl Act {
    /// Whose act it is is seen by whom it names.
    fn read(body: Value) -> serde_json::Result<Self> {
        Ok(if body.get("person").is_some() {
            Self::Person(serde_json::from_value(body)?)
        } else if body.get("own_phone").is_some() {
            Self::OwnPhone(serde_json::from_value(body)?)
        } else if body.get("customer").is_some() {
            Self::Customer(serde_json::from_value(body)?)
        } else {
            Self::Weather(serde_json::from_value(body)?)
        })
    }

    async fn perform(self, shared: &Arc<Shared>) -> anyhow::Result<Value> {
        let town = &shared.town;
        match self {
            Self::Person(act) => {
                let person = who::person(town, act.person)?;
                act.does.perform(&person, &town.stickers).await
            }
            Self::Customer(act) => {
                let customer = who::customer(town, &act.customer)?;
                let number = who::number(town, &act.number)?;
                act.does.perform(&customer, number)
            }
            Self::OwnPhone(act) => {
                let customer = who::customer(town, &act.customer)?;
                let number = who::number(town, &act.own_phone)?;
                let phone = town.whatsapp.own_phone(number);
                act.does.perform(&phone, &customer, number)
            }
            Self::Weather(weather) => weather.perform(shared).await,
        }
    }
}

/// Time, trouble, and the life of the bot.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
enum Weather {
    Advances { seconds: u64 },
    Fault { name: Trouble, on: bool },
    Kills,
    Starts,
}

/// Does it. 400 if it cannot be understood; else 200, with the reason if it is refused.
pub(super) async fn act(
    State(shared): State<Arc<Shared>>,
    body: Result<Json<Value>, JsonRejection>,
) -> Response {
    let refused = |status: StatusCode, error: String| {
        let body = json!({ "ok": false, "error": error });
        (status, Json(body)).into_response()
    };
    match body.map(|Json(body)| Act::read(body)) {
        Ok(Ok(act)) => outcome(act.perform(&shared).await).into_response(),
        Ok(Err(error)) => refused(StatusCode::BAD_REQUEST, error.to_string()),
        Err(rejection) => refused(rejection.status(), rejection.body_text()),
    }
}

/// The answer to an act: what it gives, or why it is refused.
pub(super) fn outcome(done: anyhow::Result<Value>) -> Json<Value> {
    Json(match done {
        Ok(mut given) => {
            given["ok"] = json!(true);
            given
        }
        Err(error) => json!({ "ok": false, "error": format!("{error:#}") }),
    })
}

/// Nothing to tell but that it is done.
fn nothing() -> Value {
    Value::Object(Map::new())
}

impl Weather {
    async fn perform(self, shared: &Arc<Shared>) -> anyhow::Result<Value> {
        let town = Arc::clone(&shared.town);
        match self {
            Self::Advances { seconds } => {
                ensure!(seconds <= LEAP, "the clock moves by 31 days at most");
                town.clock.advance(Duration::from_secs(seconds));
                shared.nudge();
            }
            Self::Fault { name, on } => {
                town.turn(name, on).await;
                shared.nudge();
            }
            // How it goes is told by the state: neither is waited for.
            Self::Kills => {
                tokio::spawn(async move { town.kill_bot().await });
            }
            Self::Starts => {
                tokio::spawn(async move {
                    if let Err(error) = town.start_bot().await {
                        tracing::warn!("the bot does not start: {error:#}");
                    }
                });
            }
        }
        Ok(nothing())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_act_is_read_by_whom_it_names() {
        let read = |body: Value| Act::read(body).map_err(|error| error.to_string());
        let types = json!({ "do": "types", "person": "7", "channel": "8", "text": "Oi" });
        assert!(matches!(read(types), Ok(Act::Person(_))));
        let reads = json!({ "do": "reads_phone", "customer": "BR.1", "number": "2" });
        assert!(matches!(read(reads), Ok(Act::Customer(_))));
        let own = json!({ "do": "writes", "own_phone": "2", "customer": "1", "text": "Oi" });
        assert!(matches!(read(own), Ok(Act::OwnPhone(_))));
        let kills = json!({ "do": "kills" });
        assert!(matches!(read(kills), Ok(Act::Weather(Weather::Kills))));
        for (wrong, says) in [
            (json!({ "do": "kills", "person": "7" }), "unknown variant"),
            (json!({ "do": "types", "person": 7 }), "string"),
            (json!({ "do": "types", "person": "seven" }), "not the id"),
            (json!({ "do": "types", "person": "7" }), "channel"),
            (json!({ "do": "writes", "customer": "BR.1" }), "number"),
            (json!({ "do": "fault", "name": "rain", "on": true }), "rain"),
            (json!([]), "do"),
            (json!("kills"), "invalid type"),
        ] {
            let error = read(wrong.clone()).expect_err("no act");
            assert!(error.contains(says), "{wrong}: {error}");
        }
    }
}
