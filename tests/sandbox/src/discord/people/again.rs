//! What people do again until it works, as they do where a machine is slow.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use tokio::time::{Instant, sleep};

use crate::discord::ids::Id;
use crate::wait::PATIENCE;

use super::answers::{Answer, Choice};
use super::options::Given;
use super::{Person, SeenMessage};

/// How long somebody waits before the next try.
const PAUSE: Duration = Duration::from_millis(250);

impl Person {
    /// Types `typed` in an option, again and again, until a choice is offered whose name holds it,
    /// in small letters or capitals. `filled` are the options before it.
    ///
    /// # Errors
    ///
    /// If none is for as long as anybody has [`PATIENCE`].
    pub async fn finds(
        &self,
        channel: Id,
        command: &str,
        filled: &[(&str, Given)],
        option: &str,
        typed: &str,
    ) -> Result<Choice> {
        let options = [filled, &[(option, typed.into())]].concat();
        let wanted = typed.to_lowercase();
        let until = Instant::now() + PATIENCE;
        loop {
            let offered = self.autocompletes(channel, command, &options, option).await;
            let mut choices = offered.iter().flatten();
            let found = choices.find(|choice| choice.name.to_lowercase().contains(&wanted));
            if let Some(choice) = found {
                return Ok(choice.clone());
            }
            ensure!(Instant::now() < until, "no {typed} is offered: {offered:?}");
            sleep(PAUSE).await;
        }
    }

    /// Runs a typed command, again where the bot did not respond in time, and reads its answer.
    ///
    /// # Errors
    ///
    /// If the client would not send it, or the bot answers otherwise, or never in time.
    pub async fn asks(
        &self,
        channel: Id,
        command: &str,
        options: &[(&str, Given)],
    ) -> Result<SeenMessage> {
        let until = Instant::now() + PATIENCE;
        loop {
            let run = self.runs(channel, command, options)?;
            if run.answered().await != Answer::DidNotRespond || Instant::now() >= until {
                return run.message().await.with_context(|| format!("/{command}"));
            }
            sleep(PAUSE).await;
        }
    }
}
