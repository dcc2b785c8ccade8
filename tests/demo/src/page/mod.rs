//! The page: everybody's side of the desk in one browser window.
//!
//! The browser says over a WebSocket what it looks at (`live.rs`) and gets the state of it
//! (`view.rs`) whenever anything changes; what people do comes as POST (`act.rs`, `upload.rs`). All
//! of it goes through the look-alikes' people: the same that the tests play with. The files of the
//! page stand in `tests/demo/page/` and are compiled in (`files.rs`); `guard.rs` keeps everybody
//! else out.

mod act;
mod files;
mod guard;
mod live;
mod stored;
mod upload;
mod view;
mod wire_log;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::town::Town;
use wire_log::WireLog;

/// What an upload may have: both platforms take less, and say so themselves.
const BODY_LIMIT: usize = 40 * 1024 * 1024;

/// The page's server; it ends when this is dropped.
#[derive(Debug)]
pub struct Page {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// What every request needs.
struct Shared {
    town: Arc<Town>,
    address: SocketAddr,
    /// Whether requests are answered.
    open: watch::Sender<bool>,
    /// Tells what no look-alike tells: that the clock was moved or the weather turned.
    nudge: watch::Sender<u64>,
    wire: WireLog,
}

impl std::fmt::Debug for Shared {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shared")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn nudge(&self) {
        self.nudge.send_modify(|count| *count += 1);
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.task.abort();
        self.shared.open.send_replace(false);
    }
}

impl Page {
    /// Serves the page on loopback, at this port or, if it is taken, at one of the system's choice;
    /// 0 leaves the choice to the system from the start.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn serve(town: Arc<Town>, port: u16) -> Result<Self> {
        let listener = match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => listener,
            Err(_) => TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
                .await
                .context("no port for the page")?,
        };
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            wire: WireLog::of(town.wire.clone()),
            town,
            address,
            open: watch::Sender::new(true),
            nudge: watch::Sender::default(),
        });
        let router = router(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the page's server stopped");
            }
        });
        Ok(Self { shared, task })
    }

    /// What to open in the browser.
    pub fn url(&self) -> String {
        format!("http://{}/", self.shared.address)
    }

    /// Cuts every live connection and answers 503 to everything, as if the network were gone.
    pub fn goes_down(&self) {
        self.shared.open.send_replace(false);
    }

    /// Answers again.
    pub fn comes_back(&self) {
        self.shared.open.send_replace(true);
    }
}

fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(files::index))
        .route("/page/{name}", get(files::file))
        .route("/live", get(live::open))
        .route("/act", post(act::act))
        .route("/phone/upload", post(upload::from_phone))
        .route("/file/discord/{id}", get(stored::of_discord))
        .route("/file/sticker/{id}", get(stored::of_sticker))
        .route("/file/whatsapp/{id}", get(stored::of_whatsapp))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(Arc::clone(&shared), guard::guard))
        .with_state(shared)
}
