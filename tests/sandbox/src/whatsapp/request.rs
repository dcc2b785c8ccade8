//! What came in, read and split into its parts.

use axum::body::to_bytes;
use axum::extract::multipart::Field;
use axum::extract::{FromRequest as _, Multipart, Request};
use axum::http::{Method, header};
use serde_json::{Map, Value, json};

use crate::blob::{self, Blob};

use super::company::digits;
use super::errors::GraphError;

/// Larger than any JSON that WhatsApp takes.
const LIMIT: usize = 16 * 1024 * 1024;

/// A request whose body was read to its end.
#[derive(Debug)]
pub(super) struct Incoming {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) token: Option<String>,
    /// The JSON body, or the text fields of a form; null if there is none.
    pub(super) body: Value,
    /// The body was meant to be JSON and is not.
    pub(super) unreadable: bool,
    pub(super) file: Option<Upload>,
}

/// The file of a multipart body.
#[derive(Debug)]
pub(super) struct Upload {
    pub(super) name: String,
    pub(super) mime: String,
    pub(super) content: Blob,
}

impl Incoming {
    pub(super) async fn read(request: Request) -> Result<Self, GraphError> {
        let (parts, body) = request.into_parts();
        let text = |name: header::HeaderName| {
            let value = parts.headers.get(name)?;
            value.to_str().ok().map(str::to_owned)
        };
        let mut incoming = Self {
            method: parts.method.clone(),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            token: text(header::AUTHORIZATION)
                .and_then(|value| value.strip_prefix("Bearer ").map(str::to_owned)),
            body: Value::Null,
            unreadable: false,
            file: None,
        };
        let mime = text(header::CONTENT_TYPE).unwrap_or_default();
        if mime.starts_with("multipart/form-data") {
            incoming.read_form(Request::from_parts(parts, body)).await?;
        } else {
            let bytes = to_bytes(body, LIMIT).await;
            let bytes = bytes.map_err(|_| broken_off())?;
            match serde_json::from_slice(&bytes) {
                _ if bytes.is_empty() => {}
                Ok(body) => incoming.body = body,
                Err(_) => incoming.unreadable = true,
            }
        }
        if incoming.token.is_none() {
            incoming.token = incoming.parameter("access_token");
        }
        Ok(incoming)
    }

    async fn read_form(&mut self, mut request: Request) -> Result<(), GraphError> {
        let broken = |_| GraphError::invalid("The multipart body cannot be read.");
        // Files are written down as they come, and how large they may be depends on what they are.
        axum::extract::DefaultBodyLimit::disable().apply(&mut request);
        let mut form = Multipart::from_request(request, &())
            .await
            .map_err(|_| GraphError::invalid("The multipart body has no boundary."))?;
        let mut fields = Map::new();
        while let Some(field) = form.next_field().await.map_err(broken)? {
            let name = field.name().unwrap_or_default().to_owned();
            if let Some(file) = field.file_name() {
                self.file = Some(Upload {
                    name: format!("{name}:{file}"),
                    mime: field.content_type().unwrap_or_default().to_owned(),
                    content: keep(field).await?,
                });
            } else {
                fields.insert(name, json!(field.text().await.map_err(broken)?));
            }
        }
        self.body = Value::Object(fields);
        Ok(())
    }

    /// A parameter of the query string.
    pub(super) fn parameter(&self, name: &str) -> Option<String> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(key) == name).then(|| decoded(value))
        })
    }

    /// Whom a send is for: `to` in digits, or `recipient`.
    pub(super) fn recipient(&self) -> Option<String> {
        match self.body["to"].as_str() {
            Some(to) => Some(digits(to)),
            None => self.body["recipient"].as_str().map(str::to_owned),
        }
    }

    /// The files, as the record shows them.
    pub(super) fn files(&self) -> Vec<String> {
        self.file.iter().map(|file| file.name.clone()).collect()
    }
}

/// Writes a part down as it comes.
async fn keep(mut part: Field<'_>) -> Result<Blob, GraphError> {
    let mut file = blob::Incoming::new().map_err(|_| broken_off())?;
    while let Some(piece) = part.chunk().await.map_err(|_| broken_off())? {
        file.write(&piece).map_err(|_| broken_off())?;
    }
    file.done().map_err(|_| broken_off())
}

fn broken_off() -> GraphError {
    GraphError::invalid("The request's body is too large or broke off.")
}

/// Undoes the escapes of a query string.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'+' => bytes.push(b' '),
            b'%' => {
                let code: Vec<u8> = rest.by_ref().take(2).collect();
                match hex::decode(&code) {
                    Ok(decoded) => bytes.extend(decoded),
                    Err(_) => bytes.extend([b"%".as_slice(), &code].concat()),
                }
            }
            byte => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
