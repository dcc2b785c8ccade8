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
    let mut piece: Option<Piece> = None;
    loop {
        let due = next.map(|at| facts.clock.sleep_until(at));
        // The sleep has begun before this piece ends: nobody finds the program idle while something
        // is due.
        drop(piece.take());
        tokio::select! {
            biased;
            () = stop.cancelled() => return,
            asked = asked.recv() => match asked {
                Some((at, working)) => {
                    if next.is_none_or(|next| at < next) {
                        next = Some(at);
                    }
                    piece = Some(working);
                    continue;
                }
                None => return,
            },
            () = async {
                match due {
                    Some(due) => due.await,
                    None => std::future::pending().await,
                }
            } => {}
        }
        piece = Some(facts.underway.begin());
        next = match facts.desk.wake_due().await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "conversations could not be woken");
                Some(facts.clock.now() + retry::after(2, 0))
            }
        };
    }
}
