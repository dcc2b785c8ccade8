//! Files: upload, look-up, download and deletion.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::blob::Blob;

use super::Whatsapp;
use super::errors::GraphError;
use super::looks;
use super::phone::MediaKind;
use super::state::{Ids, State};

const UPLOADED_LIVES: TimeDelta = TimeDelta::days(30);
const INBOUND_LIVES: TimeDelta = TimeDelta::days(7);
const ADDRESS_LIVES: TimeDelta = TimeDelta::minutes(5);

/// What each kind of message takes: type and greatest size in bytes.
const TYPES: [(MediaKind, &str, u64); 23] = {
    use MediaKind::{Audio, Document, Image, Sticker, Video};
    const MB: u64 = 1024 * 1024;
    [
        (Audio, "audio/aac", 16 * MB),
        (Audio, "audio/amr", 16 * MB),
        (Audio, "audio/mpeg", 16 * MB),
        (Audio, "audio/mp4", 16 * MB),
        (Audio, "audio/ogg", 16 * MB),
        (Image, "image/jpeg", 5 * MB),
        (Image, "image/png", 5 * MB),
        (Video, "video/mp4", 16 * MB),
        (Video, "video/3gpp", 16 * MB),
        (Sticker, "image/webp", 500 * 1024),
        (Document, "text/plain", 100 * MB),
        (Document, "text/csv", 100 * MB),
        (Document, "application/pdf", 100 * MB),
        (Document, "application/zip", 100 * MB),
        (Document, "application/octet-stream", 100 * MB),
        (Document, "application/msword", 100 * MB),
        (Document, "application/vnd.ms-excel", 100 * MB),
        (Document, "application/vnd.ms-powerpoint", 100 * MB),
        (
            Document,
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            100 * MB,
        ),
        (
            Document,
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            100 * MB,
        ),
        (
            Document,
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            100 * MB,
        ),
        (Document, "application/json", 100 * MB),
        (Document, "text/vcard", 100 * MB),
    ]
};

/// The files that the platform holds.
#[derive(Debug, Default)]
pub(super) struct MediaStore {
    files: BTreeMap<String, File>,
    /// Download addresses that were given out: the word in them, the file, and until when.
    addresses: BTreeMap<String, (String, DateTime<Utc>)>,
}

#[derive(Debug)]
struct File {
    /// The place of the number that it was uploaded for or sent to; no other can use it.
    number: usize,
    mime: String,
    content: Blob,
    until: DateTime<Utc>,
}

/// A type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`.
fn bare(mime: &str) -> String {
    let bare = mime.split(';').next().unwrap_or_default();
    bare.trim().to_lowercase()
}

impl MediaStore {
    /// Takes what the business uploads for one of its numbers.
    pub(super) fn upload(
        &mut self,
        ids: &mut Ids,
        now: DateTime<Utc>,
        number: usize,
        mime: &str,
        content: Blob,
    ) -> Result<Value, GraphError> {
        let Some((_, _, limit)) = TYPES.iter().find(|(_, known, _)| *known == bare(mime)) else {
            return Err(GraphError::invalid(format!(
                "Param file must be a file with one of the supported types. Received file of type \
                 '{mime}'."
            )));
        };
        if content.len() > *limit {
            return Err(GraphError::invalid(format!(
                "Param file is too large: at most {limit} bytes are allowed for '{mime}'."
            )));
        }
        let file = File {
            number,
            mime: mime.to_owned(),
            content,
            until: now + UPLOADED_LIVES,
        };
        Ok(json!({ "id": self.keep(ids, file) }))
    }

    /// Takes what a customer sends to a number.
    pub(super) fn receive(
        &mut self,
        ids: &mut Ids,
        now: DateTime<Utc>,
        number: usize,
        mime: &str,
        content: Blob,
    ) -> String {
        let file = File {
            number,
            mime: mime.to_owned(),
            content,
            until: now + INBOUND_LIVES,
        };
        self.keep(ids, file)
    }

    fn keep(&mut self, ids: &mut Ids, file: File) -> String {
        let id = ids.number();
        self.files.insert(id.clone(), file);
        id
    }

    /// Forgets what has lived long enough.
    pub(super) fn tidy(&mut self, now: DateTime<Utc>) {
        self.files.retain(|_, file| now < file.until);
        self.addresses.retain(|_, (_, until)| now < *until);
    }

    /// Whether there is such a file, whosever it is.
    pub(super) fn knows(&self, id: &str) -> bool {
        self.files.contains_key(id)
    }

    /// Why a file cannot be sent as this kind of message, if it cannot.
    pub(super) fn refusal(
        kind: MediaKind,
        voice: bool,
        mime: &str,
        content: &Blob,
    ) -> Option<String> {
        // A document may be anything.
        let fits = kind == MediaKind::Document
            || TYPES
                .iter()
                .any(|(of, known, limit)| *of == kind && *known == mime && content.len() <= *limit);
        if !fits {
            return Some("Unsupported media type for this kind of message.".to_owned());
        }
        looks::refusal(kind, voice, mime, content).map(str::to_owned)
    }

    /// The answer to `GET /{media}`: where the file can be fetched for five minutes. `number` is the
    /// one that asks, if it says so.
    pub(super) fn resolve(
        &mut self,
        ids: &mut Ids,
        now: DateTime<Utc>,
        base: &str,
        number: Option<usize>,
        id: &str,
    ) -> Option<Value> {
        let file = self.files.get(id)?;
        if number.is_some_and(|number| number != file.number) {
            return None;
        }
        let word = ids.word();
        let answer = json!({
            "messaging_product": "whatsapp",
            "url": format!("{base}/whatsapp_business/attachments/?mid={id}&hash={word}"),
            "mime_type": file.mime,
            "sha256": sha256(&file.content),
            "file_size": file.content.len(),
            "id": id,
        });
        self.addresses
            .insert(word, (id.to_owned(), now + ADDRESS_LIVES));
        Some(answer)
    }

    /// The file behind a download address that is still good.
    pub(super) fn download(&self, hash: &str) -> Option<(String, Blob)> {
        let (id, _) = self.addresses.get(hash)?;
        let file = self.files.get(id)?;
        Some((file.mime.clone(), file.content.clone()))
    }

    /// Deletes a file; answers whether there was one.
    pub(super) fn delete(&mut self, id: &str) -> bool {
        self.files.remove(id).is_some()
    }

    /// The part of a webhook that is the same for every kind of file.
    pub(super) fn in_webhook(&self, id: &str) -> Value {
        match self.files.get(id) {
            Some(file) => json!({
                "mime_type": file.mime,
                "sha256": sha256(&file.content),
                "id": id,
            }),
            None => json!({ "id": id }),
        }
    }
}

/// The files that one number can send.
#[derive(Debug, Clone, Copy)]
pub(super) struct Files<'a> {
    media: &'a MediaStore,
    number: usize,
}

impl<'a> Files<'a> {
    pub(super) fn of(state: &'a State, number: usize) -> Self {
        Self {
            media: &state.media,
            number,
        }
    }

    /// Type and content of one.
    pub(super) fn get(self, id: &str) -> Result<(String, Blob), GraphError> {
        let file = self.media.files.get(id);
        match file.filter(|file| file.number == self.number) {
            Some(file) => Ok((bare(&file.mime), file.content.clone())),
            None => Err(GraphError::gone(id)),
        }
    }
}

fn sha256(content: &Blob) -> String {
    STANDARD.encode(content.sha256())
}

/// Files, for tests that look at what arrived.
impl Whatsapp {
    /// Type and content of a file that the platform holds.
    pub fn media_file(&self, id: &str) -> Option<(String, Blob)> {
        let state = self.shared.look();
        let file = state.media.files.get(id)?;
        Some((file.mime.clone(), file.content.clone()))
    }

    /// Lets the platform hold a file for a number, and answers how a webhook names it: its id, type
    /// and hash.
    pub fn hold_media(&self, number: &str, mime: &str, content: Blob) -> Value {
        self.shared.change(|state, now| {
            let number = state.known_number(number);
            let State { ids, media, .. } = state;
            let id = media.receive(ids, now, number, mime, content);
            media.in_webhook(&id)
        })
    }

    /// Lets the platform forget a file, as it does when it is too old.
    pub fn forget_media(&self, id: &str) {
        self.shared.change(|state, _| state.media.delete(id));
    }
}
