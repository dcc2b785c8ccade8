//! Looks at a real set-up and says in plain sentences what is wrong and where to mend it.
//!
//! One file per area; each looks for itself and within a time of its own, so that one platform in
//! trouble hides nothing of the others. Neither tokens nor secrets ever stand in a sentence.

mod account;
mod clock;
mod database;
mod discord;
mod known;
mod number;
mod report;
mod team;
mod webhook;
mod whatsapp;

use std::sync::Arc;

use chrono::TimeDelta;
use futures::future::BoxFuture;

pub use report::{Finding, Mend};

use crate::channels::http_client;
use crate::channels::whatsapp::{Endpoint, WhatsApp};
use crate::clock::SharedClock;
use crate::config::Config;
use crate::desk::Desk;
use crate::discord::sender::Sender;
use crate::store::Look;
use crate::words::{Args, Locale, args};
use known::Known;
use report::Report;

/// How long one area may take, from the first question to the last answer.
const PATIENCE: TimeDelta = TimeDelta::seconds(45);

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
    /// Looks at the set-up of `config`. What the desk has written down is read from `desk`.
    pub fn new(
        config: &Config,
        discord: Sender,
        whatsapp: Arc<WhatsApp>,
        clock: SharedClock,
        desk: Option<Desk>,
    ) -> Self {
        Self {
            config: config.clone(),
            discord,
            whatsapp,
            clock,
            desk,
        }
    }

    /// Looks at everything, while the desk runs.
    pub async fn examine(&self, locale: Locale) -> Vec<Finding> {
        let (database, known) = match &self.desk {
            Some(desk) => database::running(desk, &self.config, locale).await,
            None => (Report::new(locale), None),
        };
        self.look(locale, database, known, true).await
    }

    /// Everything but the database, which was looked at already. `answering`: somebody is there to
    /// answer at the webhook.
    async fn look(
        &self,
        locale: Locale,
        database: Report,
        known: Option<Known>,
        answering: bool,
    ) -> Vec<Finding> {
        let known = known.as_ref();
        let discord = self.config.discord_api_base.to_string();
        let graph = self.config.graph_api_base.to_string();
        let webhook = webhook::url(&self.config).unwrap_or_default();
        let areas: [(BoxFuture<'_, Report>, &str, Args<'_>); 4] = [
            (
                Box::pin(clock::examine(self, locale)),
                "doctor-clock-unknown",
                Args::new(),
            ),
            (
                Box::pin(discord::examine(self, locale, known)),
                "doctor-discord-unreachable",
                args! { "address" => discord },
            ),
            (
                Box::pin(whatsapp::examine(self, locale, known)),
                "doctor-whatsapp-unreachable",
                args! { "address" => graph },
            ),
            (
                Box::pin(webhook::examine(self, locale, answering)),
                "doctor-webhook-unreachable",
                args! { "url" => webhook },
            ),
        ];
        let areas = areas
            .into_iter()
            .map(|(area, late, args)| self.within(locale, area, late, args));
        let mut findings = database.findings();
        for report in futures::future::join_all(areas).await {
            findings.extend(report.findings());
        }
        findings
    }

    async fn within(
        &self,
        locale: Locale,
        area: BoxFuture<'_, Report>,
        late: &str,
        args: Args<'_>,
    ) -> Report {
        let end = self.clock.sleep_until(self.clock.now() + PATIENCE);
        tokio::select! {
            biased;
            report = area => report,
            () = end => {
                let mut report = Report::new(locale);
                report.trouble(late, &args);
                report
            }
        }
    }
}

/// Looks at the set-up from outside the running program. While nothing runs, somebody is put up to
/// answer at the webhook, so that the way there can be walked before the first start.
///
/// # Errors
/// If the HTTP client cannot be built.
pub async fn from_the_shell(
    config: Config,
    clock: SharedClock,
    locale: Locale,
) -> Result<Vec<Finding>, reqwest::Error> {
    let look = Look::at(&config.database_url).await;
    let runs = look.as_ref().is_ok_and(|look| look.in_use);
    let (mut report, known, _kept) =
        database::from_outside(look, &config, clock.now(), locale).await;
    let endpoint = Endpoint::new(config.graph_api_base.clone(), &config.graph_api_version);
    let Ok(endpoint) = endpoint else {
        let address = config.graph_api_base.to_string();
        report.trouble(
            "doctor-whatsapp-unreachable",
            &args! { "address" => address },
        );
        return Ok(report.findings());
    };
    let discord = Sender::new(
        http_client(&config.discord_api_base)?,
        &config.discord_api_base,
        &config.discord_token,
        Arc::clone(&clock),
    );
    let Ok(discord) = discord else {
        report.trouble("doctor-discord-token-wrong", &Args::new());
        return Ok(report.findings());
    };
    let whatsapp = WhatsApp::new(
        http_client(&config.graph_api_base)?,
        endpoint,
        config.whatsapp_token.clone(),
        config.whatsapp_app_secret.clone(),
        Arc::clone(&clock),
    );
    let doctor = Doctor::new(&config, discord, Arc::new(whatsapp), clock, None);
    let stand_in = if runs {
        None
    } else {
        webhook::stand_in(&config, &mut report).await
    };
    let answering = runs || stand_in.is_some();
    Ok(doctor.look(locale, report, known, answering).await)
}
