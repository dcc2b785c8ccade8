//! How whoever tests waits: by the machine's clock, whatever the sandbox's says, and never for ever.

use std::time::Duration;

use tokio::time::timeout;

/// How long anything may take that an idle machine does in a moment.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// What `coming` ends with.
///
/// # Panics
/// If it does not end within [`PATIENCE`]: says that `what` was waited for in vain.
pub async fn patiently<T>(what: &str, coming: impl Future<Output = T>) -> T {
    patiently_or(coming, || what.to_owned()).await
}

/// The same for those who find out only then what was waited for, and how things stand.
///
/// # Panics
/// As [`patiently`] does.
pub async fn patiently_or<T>(coming: impl Future<Output = T>, what: impl FnOnce() -> String) -> T {
    match timeout(PATIENCE, coming).await {
        Ok(came) => came,
        Err(_) => panic!("waited {PATIENCE:?} in vain: {}", what()),
    }
}
