//! When the process dies.

use std::time::Duration;

use conecta_sandbox::discord::{self, Discord};
use conecta_sandbox::whatsapp::{self, Act, Whatsapp};
use conecta_sandbox::wire::{Entry, Kind, Platform, Wire};

use crate::rng::Rng;

/// How long a request is held back for the process to die meanwhile.
const HELD: Duration = Duration::from_secs(2);

/// How long, after people acted, a moment is waited for that may well not come, and one without
/// which too little would be proved: it comes wherever there was anything to send or to post.
const ENOUGH: Duration = Duration::from_millis(400);
const LONG: Duration = Duration::from_secs(5);

/// What the process is doing when it dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It began so long ago: it opens its database, connects, catches up.
    Starting(Duration),
    /// People began to act so long ago.
    Later(Duration),
    /// The platform has just answered this request, counted from 1.
    Answered(Platform, usize),
    /// It has just answered this webhook, counted from 1.
    Told(usize),
    /// Its message is at WhatsApp, which has not answered, and may have accepted it.
    Sending {
        /// Whether it has.
        accepted: bool,
    },
    /// Its line is at Discord, which has not answered.
    Posting,
}

impl Moment {
    /// The next one; messages that nobody will ever know about make people wait for a minute, so
    /// they come early or not at all.
    pub fn next(rng: &mut Rng, early: bool) -> Self {
        let ms = |rng: &mut Rng, to: i64| {
            Duration::from_millis(u64::try_from(rng.range(0, to)).unwrap_or_default())
        };
        let nth = |rng: &mut Rng, to: usize| 1 + rng.below(to);
        let accepted = |rng: &mut Rng| !early || rng.chance(60);
        match rng.weighted(&[20, 20, 15, 15, 10, 15, 5]) {
            0 => Self::Starting(ms(rng, 300)),
            1 => Self::Later(ms(rng, 300)),
            2 => Self::Answered(Platform::Whatsapp, nth(rng, 5)),
            3 => Self::Answered(Platform::Discord, nth(rng, 12)),
            4 => Self::Told(nth(rng, 6)),
            5 => Self::Sending {
                accepted: accepted(rng),
            },
            _ => Self::Posting,
        }
    }

    /// How long it is waited for after people acted.
    pub fn patience(self) -> Duration {
        match self {
            Self::Sending { .. } | Self::Posting => LONG,
            _ => ENOUGH,
        }
    }

    /// Orders what must be held back for it.
    pub fn prepare(self, discord: &Discord, whatsapp: &Whatsapp) {
        match self {
            Self::Sending { accepted } => {
                let held = whatsapp::Fault::new(Act::Delay(HELD));
                whatsapp.order(if accepted {
                    held.after_accepting()
                } else {
                    held
                });
            }
            Self::Posting => {
                discord.order(discord::Fault::on("POST", "/channels/*/messages$").delays(HELD));
            }
            _ => {}
        }
    }

    /// Ends when it has come; people begin to act at the call.
    pub async fn comes(self, wire: &Wire, discord: &Discord, whatsapp: &Whatsapp) {
        let (mut from, mut count) = (wire.last(), 0);
        let mut on_discord = discord.changes();
        let mut on_whatsapp = whatsapp.changes();
        loop {
            on_discord.borrow_and_update();
            on_whatsapp.borrow_and_update();
            let (wanted, is_one): (usize, fn(Self, &Kind) -> bool) = match self {
                Self::Starting(after) | Self::Later(after) => {
                    return tokio::time::sleep(after).await;
                }
                Self::Sending { .. } if whatsapp.pending().parked > 0 => return,
                Self::Posting if discord.activity().parked > 0 => return,
                Self::Sending { .. } | Self::Posting => (1, |_, _| false),
                Self::Answered(_, nth) => (nth, |_, kind| matches!(kind, Kind::Request { .. })),
                Self::Told(nth) => (nth, |_, kind| {
                    matches!(
                        kind,
                        Kind::Event {
                            status: Some(200),
                            ..
                        }
                    )
                }),
            };
            for Entry {
                number,
                platform,
                kind,
                ..
            } in wire.after(from)
            {
                from = number;
                let there = match self {
                    Self::Answered(where_to, _) => platform == where_to,
                    _ => platform == Platform::Whatsapp,
                };
                count += usize::from(there && is_one(self, &kind));
            }
            if count >= wanted {
                return;
            }
            tokio::select! {
                _ = on_discord.changed() => {}
                _ = on_whatsapp.changed() => {}
            }
        }
    }
}
