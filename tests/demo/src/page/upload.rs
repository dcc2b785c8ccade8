//! Files that are sent from a phone on the page: the body is the file as it is.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use conecta_sandbox::whatsapp::{Attachment, Customer, OwnPhone};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Shared;
use super::act::{outcome, packed, who};

/// Where a file goes.
#[derive(Debug, Deserialize)]
pub(super) struct Sent {
    customer: String,
    number: String,
    /// Whether the company sends it to the customer, on its own phone of the number.
    #[serde(default)]
    own_phone: bool,
    kind: Kind,
    name: String,
    #[serde(default)]
    caption: String,
    size: Option<u64>,
}

/// How the phone sends a file.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Image,
    Video,
    Audio,
    Voice,
    Document,
    Sticker,
}

impl Kind {
    fn sent_by_customer(self, customer: &Customer, number: &str, file: Attachment) -> String {
        match self {
            Self::Image => customer.sends_image(number, file),
            Self::Video => customer.sends_video(number, file),
            Self::Audio => customer.sends_audio(number, file),
            Self::Voice => customer.sends_voice(number, file),
            Self::Document => customer.sends_document(number, file),
            Self::Sticker => customer.sends_sticker(number, file),
        }
    }

    fn sent_by_company(self, phone: &OwnPhone, to: &str, file: Attachment) -> String {
        match self {
            Self::Image => phone.sends_image(to, file),
            Self::Video => phone.sends_video(to, file),
            Self::Audio => phone.sends_audio(to, file),
            Self::Voice => phone.sends_voice(to, file),
            Self::Document => phone.sends_document(to, file),
            Self::Sticker => phone.sends_sticker(to, file),
        }
    }
}

/// A file from a phone.
pub(super) async fn from_phone(
    State(shared): State<Arc<Shared>>,
    Query(to): Query<Sent>,
    headers: HeaderMap,
    body: Bytes,
) -> Json<Value> {
    let told = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let mime = match told {
        Some(mime) if !mime.is_empty() && mime != "application/octet-stream" => mime.to_owned(),
        _ => by_name(&to.name).to_owned(),
    };
    let send = || {
        let customer = who::customer(&shared.town, &to.customer)?;
        let number = who::number(&shared.town, &to.number)?;
        let mut file = Attachment::of(mime, packed::content(body.into(), to.size)?);
        if !to.caption.is_empty() {
            file = file.caption(to.caption);
        }
        if matches!(to.kind, Kind::Document) {
            file = file.filename(to.name);
        }
        let message = if to.own_phone {
            let phone = shared.town.whatsapp.own_phone(number);
            let whom = customer.card().user_id;
            to.kind.sent_by_company(&phone, &whom, file)
        } else {
            to.kind.sent_by_customer(&customer, number, file)
        };
        Ok(json!({ "message": message }))
    };
    outcome(send())
}

/// What a file is, by the ending of its name, if the browser does not say.
fn by_name(name: &str) -> &'static str {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    match ending.as_deref() {
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("webp") => "image/webp",
        Some("mp4") => "video/mp4",
        Some("mp3") => "audio/mpeg",
        Some("ogg" | "oga" | "opus") => "audio/ogg",
        Some("pdf") => "application/pdf",
        Some("txt") => "text/plain",
        _ => "application/octet-stream",
    }
}
