//! The webhook as Meta walks to it: from outside, through DNS and the HTTPS proxy.

use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpListener;
use tokio::task::AbortHandle;
use url::Url;

use super::Doctor;
use super::report::Report;
use crate::channels::http_client;
use crate::config::Config;
use crate::intake::http;
use crate::words::{Args, Locale, args};

/// The step of the set-up that the webhook belongs to.
const WHATSAPP: u8 = 1;

/// Where Meta is to send, without a slash at the end; `None` without a public address.
pub fn url(config: &Config) -> Option<String> {
    let public = config.public_url.as_ref()?.as_str();
    Some(format!("{}{}", public.trim_end_matches('/'), http::PATH))
}

/// Looks at it, if somebody is there to answer.
pub async fn examine(doctor: &Doctor, locale: Locale, answering: bool) -> Report {
    let mut report = Report::new(locale);
    report.step(WHATSAPP);
    let Some(url) = url(&doctor.config) else {
        report.trouble("doctor-webhook-no-url", &Args::new());
        return report;
    };
    if !answering {
        return report;
    }
    let args = args! { "url" => url.as_str() };
    let token = &doctor.config.whatsapp_verify_token;
    match verify(doctor, &url, token).await {
        None => report.trouble("doctor-webhook-unreachable", &args),
        Some(Answer::Confirmed) => {
            let wrong = SecretString::from(format!("{}-", token.expose_secret()));
            match verify(doctor, &url, &wrong).await {
                Some(Answer::Refused) => report.fine("doctor-webhook-ok", &args),
                _ => report.trouble("doctor-webhook-not-refused", &args),
            }
        }
        Some(_) => report.trouble("doctor-webhook-verification", &args),
    }
    report
}

/// What a verification was answered with.
enum Answer {
    /// The challenge.
    Confirmed,
    /// 403, as the token is another one.
    Refused,
    /// Anything else.
    Strange,
}

/// Asks as Meta does; `None` if nobody of ours answered.
/// <https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests>
async fn verify(doctor: &Doctor, url: &str, token: &SecretString) -> Option<Answer> {
    let challenge = doctor.clock.now().timestamp_micros().to_string();
    let url = Url::parse(url).ok()?;
    let asked = http_client(&url).ok()?.get(url).query(&[
        ("hub.mode", "subscribe"),
        ("hub.challenge", &challenge),
        ("hub.verify_token", token.expose_secret()),
    ]);
    let answer = asked.send().await.ok()?;
    match answer.status() {
        StatusCode::FORBIDDEN => Some(Answer::Refused),
        // A proxy that finds nobody behind it.
        StatusCode::BAD_GATEWAY | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            None
        }
        StatusCode::OK if answer.text().await.ok()? == challenge => Some(Answer::Confirmed),
        _ => Some(Answer::Strange),
    }
}

/// Answers verifications where the desk would, until it is dropped.
pub struct StandIn(AbortHandle);

impl Drop for StandIn {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Puts somebody up to answer, where there is a way to them; if the address is taken it is said.
pub async fn stand_in(config: &Config, report: &mut Report) -> Option<StandIn> {
    config.public_url.as_ref()?;
    let listener = match TcpListener::bind(config.webhook_bind).await {
        Ok(listener) => listener,
        Err(error) => {
            tracing::warn!(%error, "nobody can listen where the webhook would be");
            let address = config.webhook_bind.to_string();
            let args = args! { "address" => address, "name" => "WEBHOOK_BIND" };
            report.trouble("run-address-taken", &args);
            return None;
        }
    };
    let router = http::verification(config.whatsapp_verify_token.clone());
    let server = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::warn!(%error, "the stand-in for the webhook ended");
        }
    });
    Some(StandIn(server.abort_handle()))
}
