//! The bot in a runtime of its own, so that it can be killed like a process.

use std::time::Duration;

use conecta::app::App;
use conecta::clock::SharedClock;
use conecta::config::Config;
use tokio::runtime::{Builder, Runtime};

/// A running bot.
pub struct Bot {
    runtime: Runtime,
    pub app: App,
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
        let app = runtime
            .spawn(App::start(config, clock))
            .await
            .expect("the start does not panic");
        Self {
            runtime,
            app: app.expect("the bot starts"),
        }
    }

    /// Ends it wherever it is, as `kill -9` would: nothing of it runs any more when this returns.
    pub async fn kill(self) {
        let Self { runtime, app } = self;
        let end = tokio::task::spawn_blocking(move || {
            runtime.shutdown_timeout(Duration::from_secs(10));
            drop(app);
        });
        end.await.expect("the runtime ends");
    }

    /// Stops it in order.
    pub async fn stop(self) {
        let Self { runtime, app } = self;
        let stopped = runtime.spawn(async move { app.stop().await });
        stopped.await.expect("the stop does not panic");
        runtime.shutdown_background();
    }

    /// How often each of its threads went to sleep and woke; `None` while one is awake.
    pub fn pulse(&self) -> Option<Pulse> {
        let metrics = self.runtime.metrics();
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
