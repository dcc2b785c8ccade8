//! Ends the process when one of its stories never ends, so that it is known which, and that the
//! tests after this process are run.

use std::io::Write as _;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

/// Longer, by the machine's clock, than any story takes on the slowest of machines.
const AT_MOST: Duration = Duration::from_secs(600);

/// Held by a story's world.
pub struct Watchdog(#[expect(dead_code, reason = "its end is what tells")] Sender<()>);

impl Watchdog {
    /// From now on this test may take [`AT_MOST`].
    pub fn start() -> Self {
        let (alive, ended) = mpsc::channel();
        // The harness names the thread of a test by the test.
        let test = thread::current().name().unwrap_or_default().to_owned();
        thread::spawn(move || {
            if ended.recv_timeout(AT_MOST) == Err(RecvTimeoutError::Timeout) {
                // Past the tests' own capture.
                let _ = writeln!(std::io::stderr(), "test {test} never ends");
                std::process::abort();
            }
        });
        Self(alive)
    }
}
