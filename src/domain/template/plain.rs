//! A template's message in one text.

use super::definition::MediaKind;
use super::render::{Preview, PreviewHeader};

impl Preview {
    /// The message as the phone shows it, in one text with WhatsApp's formatting: what stands
    /// above, the body, the small line below it, and the buttons in brackets.
    pub fn plain(&self) -> String {
        let mut parts: Vec<String> = Vec::new();
        match &self.header {
            Some(PreviewHeader::Text(text)) => parts.push(text.clone()),
            Some(PreviewHeader::Media(kind)) => parts.push(sign(*kind).to_owned()),
            Some(PreviewHeader::Place { name, address }) => {
                let known: Vec<&str> = [name, address]
                    .into_iter()
                    .flatten()
                    .map(String::as_str)
                    .collect();
                parts.push(format!("📍 {}", known.join(", ")).trim_end().to_owned());
            }
            Some(PreviewHeader::Other(_)) | None => {}
        }
        parts.push(self.body.clone());
        parts.extend(self.footer.clone());
        let buttons: Vec<String> = self
            .buttons
            .iter()
            .map(|button| button.label.as_str())
            .filter(|label| !label.is_empty())
            .map(|label| format!("[{label}]"))
            .collect();
        if !buttons.is_empty() {
            parts.push(buttons.join(" "));
        }
        parts.retain(|part| !part.is_empty());
        parts.join("\n\n")
    }
}

fn sign(kind: MediaKind) -> &'static str {
    match kind {
        MediaKind::Image => "🖼️",
        MediaKind::Video => "🎬",
        MediaKind::Document => "📄",
    }
}
