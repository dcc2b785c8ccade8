//! Files: upload, look-up, download and deletion.

use std::collections::BTreeMap;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Whatsapp;
use super::errors::GraphError;
use super::phone::MediaKind;
use super::state::Ids;

const UPLOADED_LIVES: TimeDelta = TimeDelta::days(30);
const INBOUND_LIVES: TimeDelta = TimeDelta::days(7);
const ADDRESS_LIVES: TimeDelta = TimeDelta::minutes(5);

/// What each kind of message takes: type and greatest size in bytes.
const TYPES: [(MediaKind, &str, usize); 23] = {
    use MediaKind::{Audio, Document, Image, Sticker, Video};
    const MB: usize = 1024 * 1024;
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
    mime: String,
    bytes: Arc<[u8]>,
    until: DateTime<Utc>,
}

/// A type without its parameters: `audio/ogg; codecs=opus` is `audio/ogg`.
fn bare(mime: &str) -> String {
    let bare = mime.split(';').next().unwrap_or_default();
    bare.trim().to_lowercase()
}

impl MediaStore {
    /// Takes what the business uploads.
    pub(super) fn upload(
        &mut self,
        ids: &mut Ids,
        now: DateTime<Utc>,
        mime: &str,
        bytes: &[u8],
    ) -> Result<Value, GraphError> {
        let Some((_, _, limit)) = TYPES.iter().find(|(_, known, _)| *known == bare(mime)) else {
            return Err(GraphError::invalid(format!(
                "Param file must be a file with one of the supported types. Received file of type \
                 '{mime}'."
            )));
        };
        if bytes.len() > *limit {
            return Err(GraphError::invalid(format!(
                "Param file is too large: at most {limit} bytes are allowed for '{mime}'."
            )));
        }
        let id = self.keep(ids, mime, bytes.into(), now + UPLOADED_LIVES);
        Ok(json!({ "id": id }))
    }

    /// Takes what a customer sends.
    pub(super) fn receive(
        &mut self,
        ids: &mut Ids,
        now: DateTime<Utc>,
        mime: &str,
        bytes: &[u8],
    ) -> String {
        self.keep(ids, mime, bytes.into(), now + INBOUND_LIVES)
    }

    fn keep(
        &mut self,
        ids: &mut Ids,
        mime: &str,
        bytes: Arc<[u8]>,
        until: DateTime<Utc>,
    ) -> String {
        let id = ids.number();
        let file = File {
            mime: mime.to_owned(),
            bytes,
            until,
        };
        self.files.insert(id.clone(), file);
        id
    }

    /// Forgets what has lived long enough.
    pub(super) fn tidy(&mut self, now: DateTime<Utc>) {
        self.files.retain(|_, file| now < file.until);
        self.addresses.retain(|_, (_, until)| now < *until);
    }

    /// Whether a message can be sent with this file.
    pub(super) fn sendable(&self, id: &str) -> Result<(), GraphError> {
        match self.files.get(id) {
            Some(_) => Ok(()),
            None => Err(GraphError::gone(id)),
        }
    }

    /// Whether a file is of a type that this kind of message takes.
    pub(super) fn fits(&self, id: &str, kind: MediaKind) -> bool {
        self.files.get(id).is_some_and(|file| {
            // A document may be anything.
            kind == MediaKind::Document
                || TYPES.iter().any(|(of, known, limit)| {
                    *of == kind && *known == bare(&file.mime) && file.bytes.len() <= *limit
                })
        })
    }

    /// The answer to `GET /{media}`: where the file can be fetched for five minutes.
    pub(super) fn resolve(
        &mut self,
        ids: &mut Ids,
        now: DateTime<Utc>,
        base: &str,
        id: &str,
    ) -> Option<Value> {
        let file = self.files.get(id)?;
        let word = ids.word();
        let answer = json!({
            "messaging_product": "whatsapp",
            "url": format!("{base}/whatsapp_business/attachments/?mid={id}&hash={word}"),
            "mime_type": file.mime,
            "sha256": sha256(&file.bytes),
            "file_size": file.bytes.len(),
            "id": id,
        });
        self.addresses
            .insert(word, (id.to_owned(), now + ADDRESS_LIVES));
        Some(answer)
    }

    /// The file behind a download address that is still good.
    pub(super) fn download(&self, hash: &str) -> Option<(String, Arc<[u8]>)> {
        let (id, _) = self.addresses.get(hash)?;
        let file = self.files.get(id)?;
        Some((file.mime.clone(), Arc::clone(&file.bytes)))
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
                "sha256": sha256(&file.bytes),
                "id": id,
            }),
            None => json!({ "id": id }),
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    STANDARD.encode(Sha256::digest(bytes))
}

/// Files, for tests that look at what arrived.
impl Whatsapp {
    /// Type and content of a file that the platform holds.
    pub fn media_file(&self, id: &str) -> Option<(String, Vec<u8>)> {
        let state = self.shared.look();
        let file = state.media.files.get(id)?;
        Some((file.mime.clone(), file.bytes.to_vec()))
    }

    /// Lets the platform forget a file, as it does when it is too old.
    pub fn forget_media(&self, id: &str) {
        self.shared.change(|state, _| state.media.delete(id));
    }
}
