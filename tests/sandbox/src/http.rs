//! The HTTP client of whoever tests: it speaks to this machine alone, and waits for nobody for ever.

use reqwest::{Client, ClientBuilder, IntoUrl, Response, Result};

use crate::wait::PATIENCE;

/// One that passes every proxy by and gives a server up that is silent for [`PATIENCE`].
pub fn builder() -> ClientBuilder {
    Client::builder().no_proxy().read_timeout(PATIENCE)
}

/// The same, built.
///
/// # Panics
/// If the machine has no room for it.
pub fn client() -> Client {
    builder().build().expect("a client")
}

/// What is answered there.
///
/// # Errors
/// If nothing is.
pub async fn get(url: impl IntoUrl) -> Result<Response> {
    client().get(url).send().await
}
