//! The real program as a process of its own, and the town that it works in: the look-alikes, which
//! stand in the test's process.

#[path = "../demo/src/setup.rs"]
mod setup;
mod town;

use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use conecta_sandbox::wait::patiently_or;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};
use tokio::sync::watch;

pub use town::Town;

/// Everything that the processes of a world wrote on their standard error.
#[derive(Debug, Clone, Default)]
pub struct Log(Arc<Mutex<Vec<String>>>);

/// A running `conecta run`.
pub struct Process {
    pub child: Child,
    connected: watch::Receiver<bool>,
    log: Log,
}

impl Log {
    fn lines(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The newest lines.
    pub fn end(&self) -> String {
        let lines = self.lines();
        lines[lines.len().saturating_sub(40)..].join("\n")
    }

    /// What was logged as an error.
    pub fn errors(&self) -> Vec<String> {
        let lines = self.lines();
        let errors = lines.iter().filter(|line| line.contains(r#""ERROR""#));
        errors.cloned().collect()
    }
}

impl Process {
    /// Starts it with these settings and nothing else in its environment; `listens` is told where
    /// the webhook is as soon as that is known.
    pub fn start(
        settings: &[(&'static str, String)],
        dir: &std::path::Path,
        log: &Log,
        listens: impl Fn(&str) + Send + 'static,
    ) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_conecta"))
            .arg("run")
            .env_clear()
            .envs(settings.iter().map(|(name, value)| (name, value)))
            .current_dir(dir)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        let said = child.stderr.take().expect("it was asked for");
        let (connect, connected) = watch::channel(false);
        let kept = log.clone();
        tokio::spawn(async move {
            let mut lines = BufReader::new(said).lines();
            while let Ok(Some(line)) = lines.next_line().await {
                let fields = serde_json::from_str::<Value>(&line).unwrap_or_default();
                match fields["fields"]["message"].as_str() {
                    Some("running") => {
                        listens(fields["fields"]["webhook"].as_str().unwrap_or_default());
                    }
                    Some("connected to Discord's gateway") => {
                        connect.send_replace(true);
                    }
                    _ => {}
                }
                kept.lines().push(line);
            }
        });
        Self {
            child,
            connected,
            log: log.clone(),
        }
    }

    /// Ends once it is connected to Discord.
    ///
    /// # Panics
    /// If it ends by itself, or takes too long.
    pub async fn connected(&mut self) {
        let connected = self.connected.wait_for(|connected| *connected);
        let connected = patiently_or(connected, || self.log.end()).await;
        assert!(connected.is_ok(), "it ended:\n{}", self.log.end());
    }

    /// SIGKILL; when this returns the process is gone.
    ///
    /// # Panics
    /// If it had ended by itself.
    pub async fn kill(mut self) {
        let ended = self.child.try_wait().expect("it can be asked");
        assert!(
            ended.is_none(),
            "it ended by itself ({ended:?}):\n{}",
            self.log.end()
        );
        self.child.kill().await.expect("it can be killed");
    }
}
