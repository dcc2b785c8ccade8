//! Files within an act.

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use conecta_sandbox::blob::Blob;
use conecta_sandbox::discord::Upload;
use conecta_sandbox::whatsapp::Attachment;
use serde::Deserialize;

/// Nothing larger is made of a sample, in bytes: somewhat more than goes through WhatsApp.
const LARGEST: u64 = 128 * 1024 * 1024;

/// A file, as JSON carries it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Packed {
    name: String,
    /// What the browser takes it for.
    #[serde(default, rename = "type")]
    mime: String,
    base64: String,
    size: Option<u64>,
}

/// The content of a file. Of a sample that only has to be large, the page carries the beginning and
/// says how many bytes it has: the others are zeros.
pub(in crate::page) fn content(carried: Vec<u8>, size: Option<u64>) -> anyhow::Result<Blob> {
    let Some(size) = size else {
        return Ok(Blob::from(carried));
    };
    ensure!(size <= LARGEST, "a file has {LARGEST} bytes at most");
    Ok(Blob::made(&carried, size))
}

impl Packed {
    fn content(&self) -> anyhow::Result<Blob> {
        let bytes = STANDARD.decode(&self.base64);
        let bytes = bytes.with_context(|| format!("the content of {:?}", self.name))?;
        content(bytes, self.size)
    }

    /// As somebody uploads it in Discord.
    pub(super) fn upload(&self) -> anyhow::Result<Upload> {
        Ok(Upload::of(&self.name, self.content()?))
    }

    /// As a phone sends it.
    pub(super) fn attachment(self) -> anyhow::Result<Attachment> {
        let content = self.content()?;
        Ok(Attachment::of(self.mime, content))
    }

    /// As a form takes it: with its name.
    pub(super) fn picked(self) -> anyhow::Result<Attachment> {
        let name = self.name.clone();
        Ok(self.attachment()?.filename(name))
    }
}
