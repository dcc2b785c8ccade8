//! How much is under way: whoever stops the program, or waits for it to be done, asks here.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::watch;

/// Counts pieces of work that have begun and not ended. Cloning gives another handle.
#[derive(Debug, Clone)]
pub struct Underway {
    count: Arc<watch::Sender<usize>>,
}

/// One piece of work; it ends when this is dropped.
#[derive(Debug)]
#[must_use = "the work counts as ended when this is dropped"]
pub struct Piece {
    count: Arc<watch::Sender<usize>>,
}

impl Default for Underway {
    fn default() -> Self {
        Self {
            count: Arc::new(watch::Sender::new(0)),
        }
    }
}

impl Underway {
    /// A piece of work begins.
    pub fn begin(&self) -> Piece {
        self.count.send_modify(|count| *count += 1);
        Piece {
            count: Arc::clone(&self.count),
        }
    }

    /// How many pieces are under way.
    pub fn count(&self) -> usize {
        *self.count.borrow()
    }

    /// Ends once nothing is under way.
    pub async fn idle(&self) {
        let mut count = self.count.subscribe();
        // The sender lives in `self`, so waiting cannot fail.
        let _ = count.wait_for(|count| *count == 0).await;
    }
}

impl Drop for Piece {
    fn drop(&mut self) {
        self.count.send_modify(|count| *count -= 1);
    }
}

/// Counts what goes on within pieces of work, without anybody waiting for its end. Cloning gives
/// another handle.
#[derive(Debug, Clone, Default)]
pub struct Tally(Arc<AtomicUsize>);

/// One of them; it ends when this is dropped.
#[derive(Debug)]
#[must_use = "it counts as ended when this is dropped"]
pub struct Tallied(Tally);

impl Tally {
    /// One begins.
    pub fn begin(&self) -> Tallied {
        self.0.fetch_add(1, Ordering::SeqCst);
        Tallied(self.clone())
    }

    /// How many go on.
    pub fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

impl Drop for Tallied {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::SeqCst);
    }
}
