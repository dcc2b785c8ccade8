//! Files within an act.

use anyhow::Context as _;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use conecta_sandbox::discord::Upload;
use conecta_sandbox::whatsapp::Attachment;
use serde::Deserialize;

/// A file, as JSON carries it.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Packed {
    name: String,
    /// What the browser takes it for.
    #[serde(default, rename = "type")]
    mime: String,
    base64: String,
}

impl Packed {
    fn bytes(&self) -> anyhow::Result<Vec<u8>> {
        let bytes = STANDARD.decode(&self.base64);
        bytes.with_context(|| format!("the content of {:?}", self.name))
    }

    /// As somebody uploads it in Discord.
    pub(super) fn upload(&self) -> anyhow::Result<Upload> {
        Ok(Upload::new(&self.name, self.bytes()?))
    }

    /// As a phone sends it.
    pub(super) fn attachment(self) -> anyhow::Result<Attachment> {
        let bytes = self.bytes()?;
        Ok(Attachment::new(self.mime, bytes))
    }
}
