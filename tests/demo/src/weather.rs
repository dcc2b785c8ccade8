//! Trouble that is switched on and off: what the look-alikes do to the bot until told otherwise.

use std::time::Duration;

use conecta_sandbox::whatsapp::{Act, Endpoint, Fault, Release, Which};
use serde::{Deserialize, Serialize};

use crate::town::Town;

/// How long Discord takes for every request while it is slow: half of what an interaction's first
/// answer may take.
const SLOW_DISCORD: Duration = Duration::from_millis(1_500);
/// How long WhatsApp takes while it is slow.
const SLOW_WHATSAPP: Duration = Duration::from_secs(4);

/// A kind of trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trouble {
    /// WhatsApp refuses every connection.
    WhatsappDown,
    /// Discord refuses every connection and cuts the gateway's.
    DiscordDown,
    /// Both take their time for every request.
    Slow,
    /// WhatsApp posts every webhook twice.
    Repeats,
    /// WhatsApp takes every message and breaks the connection before it says so.
    LostAnswers,
}

/// Which troubles are on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Weather {
    whatsapp_down: bool,
    discord_down: bool,
    slow: bool,
    repeats: bool,
    lost_answers: bool,
}

impl Weather {
    fn switch(&mut self, trouble: Trouble) -> &mut bool {
        match trouble {
            Trouble::WhatsappDown => &mut self.whatsapp_down,
            Trouble::DiscordDown => &mut self.discord_down,
            Trouble::Slow => &mut self.slow,
            Trouble::Repeats => &mut self.repeats,
            Trouble::LostAnswers => &mut self.lost_answers,
        }
    }
}

impl Town {
    /// Which troubles are on.
    pub async fn weather(&self) -> Weather {
        *self.weather.lock().await
    }

    /// Switches a trouble on or off; nothing happens if it is so already.
    pub async fn turn(&self, trouble: Trouble, on: bool) {
        let mut current = self.weather.lock().await;
        let mut weather = *current;
        if std::mem::replace(weather.switch(trouble), on) == on {
            return;
        }
        match trouble {
            Trouble::WhatsappDown if on => self.whatsapp.goes_down().await,
            Trouble::WhatsappDown => self.whatsapp.comes_back().await,
            Trouble::DiscordDown if on => self.discord.goes_down(),
            Trouble::DiscordDown => self.discord.comes_back(),
            Trouble::Repeats if on => self.whatsapp.repeat_webhooks(Which::All, 1),
            Trouble::Repeats => {
                self.whatsapp.release(Release::InOrder);
            }
            Trouble::Slow | Trouble::LostAnswers => self.order(weather),
        }
        *current = weather;
    }

    /// Orders about requests can only be taken back all at once.
    fn order(&self, weather: Weather) {
        self.whatsapp.end_faults();
        self.discord.clear_orders();
        // Of two orders about a request the older one strikes.
        if weather.lost_answers {
            let lost = Fault::new(Act::DropConnection).on(Endpoint::Send);
            self.whatsapp.order(lost.after_accepting().always());
        }
        if weather.slow {
            let slow = Fault::new(Act::Delay(SLOW_WHATSAPP)).on_everything();
            self.whatsapp.order(slow.always());
            self.discord.slow(SLOW_DISCORD);
        }
    }
}
