//! The browser's driver: a process of ours, and how it is spoken to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use async_trait::async_trait;
use axum::body::Bytes;
use axum::http::{Request, Response};
use conecta_sandbox::http;
use conecta_sandbox::wait::PATIENCE;
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
        let (tell, told) = mpsc::channel();
        std::thread::spawn(move || {
            let mut lines = said.by_ref().lines().map_while(Result::ok);
            if let Some(port) = lines.find_map(|line| port(&line)) {
                // Whoever waits no longer has failed already.
                let _ = tell.send(port);
            }
            // A full pipe would stop it.
            std::io::copy(&mut said, &mut std::io::sink())
        });
        let port = told.recv_timeout(PATIENCE);
        let port = port.expect("the driver says its port");
        Self { process, port }
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

/// The port in what it says when it listens.
fn port(line: &str) -> Option<u16> {
    let (_, port) = line.trim().rsplit_once("successfully on port ")?;
    port.trim_end_matches('.').parse().ok()
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
        Self(http::client())
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
