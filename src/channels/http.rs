//! The one place that makes HTTP clients for channels.

use std::time::Duration;

use reqwest::{Client, redirect};
use url::{Host, Url};

/// How long a connection may take to come about; longer counts as *surely never left*.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Idle connections are given up before the other side does, since a request that meets a closing
/// connection is in doubt.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// A client for the platform at `base`.
///
/// It follows no redirect, so that a token never travels on. A platform on this very machine (the
/// look-alikes) is reached directly, whatever proxy the environment names. The time for a whole
/// request is not limited here but by the injected clock.
///
/// # Errors
///
/// If the TLS backend cannot be set up.
pub fn http_client(base: &Url) -> Result<Client, reqwest::Error> {
    let builder = Client::builder()
        .use_rustls_tls()
        .redirect(redirect::Policy::none())
        .connect_timeout(CONNECT_TIMEOUT)
        .pool_idle_timeout(IDLE_TIMEOUT)
        .user_agent(concat!("Conecta/", env!("CARGO_PKG_VERSION")));
    let builder = if is_loopback(base) {
        builder.no_proxy()
    } else {
        builder
    };
    builder.build()
}

/// Whether an address can only lead to this very machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_is_loopback() {
        for here in [
            "http://127.0.0.1:9",
            "http://localhost/x",
            "http://[::1]:80",
        ] {
            assert!(
                is_loopback(&Url::parse(here).expect("an address")),
                "{here}"
            );
        }
        for away in [
            "https://graph.facebook.com",
            "http://localhost.example.com",
            "http://10.0.0.1",
            "http://0.0.0.0",
        ] {
            assert!(
                !is_loopback(&Url::parse(away).expect("an address")),
                "{away}"
            );
        }
    }
}
