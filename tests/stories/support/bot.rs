//! The bot in a runtime of its own, so that it can be killed like a process.

use std::time::Duration;

use conecta::app::App;
use conecta::clock::SharedClock;
use conecta::config::Config;
use tokio::runtime::{Builder, Runtime};

/// A running bot.
pub struct Bot {
    runtime: Own,
    pub app: App,
}

/// A runtime that can be dropped anywhere: its end is not waited for.
struct Own(Option<Runtime>);

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
    /// Starts it and waits until it is ready to work.
    pub async fn start(config: Config, clock: SharedClock) -> Self {
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("bot")
            .enable_all()
            .build()
            .expect("a runtime");
        let handle = runtime.handle().clone();
        let start = move || handle.block_on(App::start(config, clock));
        let app = tokio::task::spawn_blocking(start).await;
        let app = app.expect("the start does not panic");
        Self {
            runtime: Own(Some(runtime)),
            app: app.expect("the bot starts"),
        }
    }

    /// Ends it wherever it is, as `kill -9` would: nothing of it runs any more when this returns.
    pub async fn kill(mut self) {
        let runtime = self.runtime.0.take().expect("it runs");
        let end = tokio::task::spawn_blocking(move || {
            runtime.shutdown_timeout(Duration::from_secs(10));
        });
        end.await.expect("the runtime ends");
    }

    /// Stops it in order.
    pub async fn stop(mut self) {
        let runtime = self.runtime.0.take().expect("it runs");
        let end = tokio::task::spawn_blocking(move || {
            runtime.block_on(self.app.stop());
            runtime.shutdown_timeout(Duration::from_secs(10));
        });
        end.await.expect("the stop does not panic");
    }

    /// How often each of its threads went to sleep and woke; `None` while one is awake.
    pub fn pulse(&self) -> Option<Pulse> {
        let metrics = self.runtime.0.as_ref()?.metrics();
        if metrics.global_queue_depth() > 0 || self.app.desk().store().pending() > 0 {
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
