//! The browser's driver: a process of ours, and how it is spoken to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::body::Bytes;
use axum::http::{Request, Response};
use thirtyfour::error::{WebDriverError, WebDriverResult};
use thirtyfour::session::http::{Body, HttpClient};

/// The programs that a browser test needs.
const PROGRAMS: [&str; 2] = ["chromium", "chromedriver"];

/// Set to `required` where browser tests must not be left out.
const SETTING: &str = "CONECTA_BROWSER";

/// Whether there is a browser; says so on the terminal, past the tests' own capture, if not.
///
/// # Panics
/// If there is none and one is required.
pub fn is_there() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let missing: Vec<&str> = PROGRAMS
        .into_iter()
        .filter(|name| !std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
        .collect();
    if missing.is_empty() {
        return true;
    }
    let missing = missing.join(" and ");
    assert!(
        std::env::var_os(SETTING).is_none_or(|value| value != "required"),
        "{SETTING}=required, and there is no {missing}"
    );
    let mut terminal = std::io::stderr();
    let _ = writeln!(
        terminal,
        "BROWSER TEST NOT RUN: there is no {missing} (Debian: chromium and chromium-driver)"
    );
    false
}

/// A running driver; it and its browsers end when this is dropped.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a port of its own choice.
    pub fn start() -> Self {
        let mut process = Command::new("chromedriver")
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the driver starts");
        let mut said = BufReader::new(process.stdout.take().expect("its output is piped"));
        let mut line = String::new();
        let port = loop {
            line.clear();
            let read = said.read_line(&mut line).expect("the driver speaks");
            assert!(read > 0, "the driver ended before it said its port");
            let port = line.trim().rsplit_once("successfully on port ");
            if let Some(port) = port.and_then(|(_, port)| port.trim_end_matches('.').parse().ok()) {
                break port;
            }
        };
        // Nobody reads on, and a full pipe would stop it.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        Self { process, port }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Asked to end, it ends its browsers as well.
        if let Ok(mut line) = TcpStream::connect(("127.0.0.1", self.port)) {
            let _ = line.set_read_timeout(Some(Duration::from_secs(10)));
            let _ = line.write_all(b"GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            let _ = line.read(&mut [0; 512]);
        }
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The client that the rest of the workspace has already, for a client library without its own.
pub struct Client(reqwest::Client);

impl Client {
    pub fn new() -> Self {
        let client = reqwest::Client::builder().no_proxy().build();
        Self(client.expect("a client"))
    }
}

#[async_trait]
impl HttpClient for Client {
    async fn send(&self, request: Request<Body<'_>>) -> WebDriverResult<Response<Bytes>> {
        let (parts, body) = request.into_parts();
        let mut request = self.0.request(parts.method, parts.uri.to_string());
        request = request.headers(parts.headers);
        if let Body::Json(json) = body {
            request = request.body(json.to_string());
        }
        let failed = |error: reqwest::Error| WebDriverError::RequestFailed(error.to_string());
        let response = request.send().await.map_err(failed)?;
        let status = response.status();
        let body = response.bytes().await.map_err(failed)?;
        let mut answer = Response::new(body);
        *answer.status_mut() = status;
        Ok(answer)
    }

    async fn new(&self) -> Arc<dyn HttpClient> {
        Arc::new(Self::new())
    }
}
