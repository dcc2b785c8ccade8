//! When the world of a story is at rest: nothing more happens unless somebody acts or the clock moves.

use std::sync::atomic::Ordering;
use std::time::Duration;

use conecta_sandbox::discord;
use conecta_sandbox::wait::patiently_or;

use super::bot::{Bot, Pulse};
use super::world::Desk;

impl Desk {
    /// Ends when nothing more happens unless somebody acts or the clock moves.
    ///
    /// # Panics
    /// If that does not come about.
    pub async fn settle(&self) {
        patiently_or(self.rest(), || format!("rest; {}", self.state())).await;
    }

    /// What everybody is at, for whoever waited in vain.
    pub(super) fn state(&self) -> String {
        let newest = self.wire.after(self.wire.last().saturating_sub(8));
        format!(
            "{:?}, {:?}, bot {:?}, {} due; last: {newest:#?}",
            self.discord.activity(),
            self.whatsapp.pending(),
            self.bot.as_ref().map(|bot| bot.app.activity()),
            self.clock.due(),
        )
    }

    async fn rest(&self) {
        let mut before = None;
        loop {
            self.whatsapp.quiet().await;
            self.discord.until(|activity| self.hears(activity)).await;
            if let Some(bot) = &self.bot {
                tokio::select! {
                    () = bot.app.idle() => {}
                    () = self.stands_still(bot) => {}
                }
            }
            let now = self.stillness();
            turn().await;
            // The bot's threads slept all the while: what it has read it may be about to begin.
            let now = now.filter(|now| self.stillness().as_ref() == Some(now));
            let now = now.map(|(_, wire)| wire);
            if now.is_some() && now == before {
                return;
            }
            before = now;
        }
    }

    /// Where rest stands, if there is any and the bot's threads sleep: the same twice means that nobody
    /// did anything between.
    fn stillness(&self) -> Option<(Option<Pulse>, u64)> {
        if !self.is_at_rest() {
            return None;
        }
        let pulse = match &self.bot {
            Some(bot) => Some(bot.pulse()?),
            None => None,
        };
        Some((pulse, self.wire.last()))
    }

    fn hears(&self, activity: discord::Activity) -> bool {
        let quiet = activity.requests == 0 && activity.unanswered == 0 && activity.behind == 0;
        let expected = self.bot.is_some() && self.discord_is_up.load(Ordering::SeqCst);
        // Without a bot nobody answers.
        let deaf = self.bot.is_none() && activity.requests == 0;
        deaf || (quiet && (activity.connected > 0 || !expected))
    }

    fn is_at_rest(&self) -> bool {
        self.clock.due() == 0
            && self.whatsapp.pending().is_quiet()
            && self.hears(self.discord.activity())
            && !self.asks_for_life()
            && !self.is_being_answered()
    }

    /// The bot has asked something that no order holds back: the answer is on its way, or the bot is
    /// about to read it.
    fn is_being_answered(&self) -> bool {
        let Some(bot) = &self.bot else { return false };
        let activity = bot.app.activity();
        activity.to_discord > self.discord.activity().parked
            || activity.to_whatsapp > self.whatsapp.pending().parked
    }

    /// The bot has asked the gateway for a sign of life, which will come.
    fn asks_for_life(&self) -> bool {
        let asking = self
            .bot
            .as_ref()
            .is_some_and(|bot| bot.app.activity().asking);
        asking && self.discord.activity().connected > 0
    }

    /// Whether all that the bot has begun waits for its turn at Discord, which the clock brings, or
    /// for an answer that is held back.
    fn only_waits(&self, bot: &Bot) -> bool {
        let activity = bot.app.activity();
        let held_back = self.discord.activity().parked + self.whatsapp.pending().parked;
        activity.units == 0 && activity.pieces <= activity.waiting + held_back
    }

    /// Ends when the bot's threads slept for a while and nothing went over the wire: for long, unless
    /// it is known that it only waits. Only here does rest take the machine's time.
    async fn stands_still(&self, bot: &Bot) {
        let mut before = None;
        let mut still = 0;
        while still < if self.only_waits(bot) { 4 } else { 40 } {
            tokio::time::sleep(Duration::from_millis(3)).await;
            if self.discord.activity().behind > 0 {
                self.discord.ask_heartbeat();
            }
            if self.asks_for_life() {
                self.discord.nudges();
            }
            let now = self.stillness();
            still = match (&now, &before) {
                (Some(now), Some(before)) if now == before => still + 1,
                // Some of it looks up every half a second and goes to sleep again: where that does
                // not begin anew, a slow machine comes to rest as well.
                (Some((_, wire)), Some((_, before))) if wire == before => still,
                _ => 0,
            };
            before = now;
        }
    }
}

/// Lets every other task of this runtime have its turn.
async fn turn() {
    for _ in 0..8 {
        tokio::task::yield_now().await;
    }
}
