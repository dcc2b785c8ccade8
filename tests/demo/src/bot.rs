//! The bot in a runtime of its own, so that it can be killed like a process.
//!
//! The stories run it so as well.

use std::time::Duration;

use conecta::app::{App, StartError};
use conecta::clock::SharedClock;
use conecta::config::Config;
use tokio::runtime::{Builder, Runtime};

/// How long the end of the runtime's threads is waited for.
const END: Duration = Duration::from_secs(60);

/// A running bot.
pub struct Bot {
    runtime: Own,
    /// The program itself.
    pub app: App,
}

/// A runtime that can be dropped anywhere: its end is not waited for.
struct Own(Option<Runtime>);

impl Own {
    fn take(&mut self) -> Runtime {
        self.0.take().expect("only the end of the bot takes it")
    }
}

impl Drop for Own {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// Whether anything ran in the bot between two looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pulse(Vec<u64>);

impl Bot {
    /// Starts it; [`App::ready`] says when it works.
    ///
    /// # Errors
    /// What keeps the program from starting.
    ///
    /// # Panics
    /// If the machine gives no threads.
    pub async fn start(config: Config, clock: SharedClock) -> Result<Self, StartError> {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("bot")
            .enable_all()
            .build()
            .expect("a runtime");
        let handle = runtime.handle().clone();
        let runtime = Own(Some(runtime));
        let start = move || handle.block_on(App::start(config, clock));
        let app = tokio::task::spawn_blocking(start).await;
        let app = app.expect("the start does not panic")?;
        Ok(Self { runtime, app })
    }

    /// Ends it wherever it is, as `kill -9` would: nothing of it runs any more when this returns.
    ///
    /// # Panics
    /// If the end of its threads does.
    pub async fn kill(mut self) {
        let runtime = self.runtime.take();
        let end = tokio::task::spawn_blocking(move || runtime.shutdown_timeout(END));
        end.await.expect("the runtime ends");
    }

    /// Stops it in order.
    ///
    /// # Panics
    /// If the program does while it stops.
    pub async fn stop(mut self) {
        let runtime = self.runtime.take();
        let end = tokio::task::spawn_blocking(move || {
            runtime.block_on(self.app.stop());
            runtime.shutdown_timeout(END);
        });
        end.await.expect("the stop does not panic");
    }

    /// How often each of its threads went to sleep and woke; `None` while one is awake.
    pub fn pulse(&self) -> Option<Pulse> {
        let metrics = self.runtime.0.as_ref()?.metrics();
        let activity = self.app.activity();
        // Whatever the disk does, it does on threads of its own.
        let at_the_disk = activity.units + activity.reads + activity.disk;
        if metrics.global_queue_depth() > 0 || at_the_disk > 0 {
            return None;
        }
        let counts: Vec<u64> = (0..metrics.num_workers())
            .map(|worker| metrics.worker_park_unpark_count(worker))
            .collect();
        // Odd: asleep.
        counts
            .iter()
            .all(|count| count % 2 == 1)
            .then_some(Pulse(counts))
    }
}
