//! What people do on the page: one POST each, answered with `{"ok": …}`.

mod customer;
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

/// What somebody does, and whatever that needs.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Act {
    Person {
        person: Id,
        #[serde(flatten)]
        does: person::Does,
    },
    Customer {
        customer: String,
        number: String,
        #[serde(flatten)]
        does: customer::Does,
    },
    Weather(Weather),
}

/// Time, trouble, and the life of the bot.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Weather {
    Advances { seconds: u64 },
    Fault { name: Trouble, on: bool },
    Kills,
    Starts,
}

/// Does it. 400 if it cannot be understood; else 200, with the reason if it is refused.
pub(super) async fn act(
    State(shared): State<Arc<Shared>>,
    body: Result<Json<Act>, JsonRejection>,
) -> Response {
    let act = match body {
        Ok(Json(act)) => act,
        Err(rejection) => {
            // A body that no act fits is as bad as one that is no JSON.
            let status = match rejection.status() {
                StatusCode::UNPROCESSABLE_ENTITY => StatusCode::BAD_REQUEST,
                status => status,
            };
            let body = json!({ "ok": false, "error": rejection.body_text() });
            return (status, Json(body)).into_response();
        }
    };
    let done = match act {
        Act::Person { person, does } => match who::person(&shared.town, person) {
            Ok(person) => does.perform(&person).await,
            Err(error) => Err(error),
        },
        Act::Customer {
            customer,
            number,
            does,
        } => who::customer(&shared.town, &customer).and_then(|customer| {
            let number = who::number(&shared.town, &number)?;
            does.perform(&customer, number)
        }),
        Act::Weather(weather) => weather.perform(&shared).await,
    };
    outcome(done).into_response()
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
                // What is due at the new time is noticed by whoever looks.
                town.whatsapp.rules(|_| {});
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
