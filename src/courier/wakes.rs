//! Wakes conversations at the moment they asked for.

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use super::{Facts, retry};
use crate::clock::Timestamp;
use crate::underway::Piece;

/// Runs until `stop`. Each moment that comes in is one at which somebody wants to be woken.
pub async fn run(
    facts: Facts,
    mut asked: mpsc::UnboundedReceiver<(Timestamp, Piece)>,
    stop: CancellationToken,
) {
    let mut next: Option<Timestamp> = Some(facts.clock.now());
    loop {
        let due = async {
            match next {
                Some(at) => facts.clock.sleep_until(at).await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = stop.cancelled() => return,
            asked = asked.recv() => match asked {
                Some((at, _piece)) => {
                    if next.is_none_or(|next| at < next) {
                        next = Some(at);
                    }
                    continue;
                }
                None => return,
            },
            () = due => {}
        }
        let _piece = facts.underway.begin();
        next = match facts.desk.wake_due().await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "conversations could not be woken");
                Some(facts.clock.now() + retry::after(2, 0))
            }
        };
    }
}
