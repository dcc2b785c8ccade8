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
    let mut seen = facts.clock.now();
    let mut next: Option<Timestamp> = Some(seen);
    let mut piece: Option<Piece> = None;
    loop {
        let due = next.map(|at| facts.clock.sleep_until(at));
        // The sleep has begun before this piece ends: nobody finds the program idle while something
        // is due.
        drop(piece.take());
        let asked = tokio::select! {
            biased;
            () = stop.cancelled() => return,
            asked = asked.recv() => match asked {
                Some(asked) => Some(asked),
                None => return,
            },
            () = async {
                match due {
                    Some(due) => due.await,
                    None => std::future::pending().await,
                }
            } => None,
        };
        let now = facts.clock.now();
        let over = asked.is_none();
        // Or the sleep is over, and its moment has not come.
        let set_back = now < seen || over && next.is_some_and(|next| now < next);
        seen = now;
        if let Some((at, working)) = asked {
            next = Some(next.map_or(at, |next| next.min(at)));
            piece = Some(working);
            if !set_back {
                continue;
            }
        }
        piece.get_or_insert_with(|| facts.underway.begin());
        next = match facts.desk.wake_due(set_back).await {
            Ok(next) => next,
            Err(error) => {
                tracing::error!(%error, "conversations could not be woken");
                Some(facts.clock.now() + retry::after(2, 0))
            }
        };
    }
}
