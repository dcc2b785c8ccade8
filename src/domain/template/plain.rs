//! A template's message in one text.

use super::definition::MediaKind;
use super::render::{Preview, PreviewHeader};

impl Preview {
    /// The message as the phone shows it, in one text with WhatsApp's formatting: what stands
    /// above, a file with its name, the body, the small line below it, and the buttons in brackets,
    /// each with what it opens, calls or copies.
    pub fn plain(&self, file: Option<&str>) -> String {
        let mut parts: Vec<String> = Vec::new();
        match &self.header {
            Some(PreviewHeader::Text(text)) => parts.push(text.clone()),
            Some(PreviewHeader::Media(kind)) => {
                let named = [sign(*kind)].into_iter().chain(file);
                parts.push(named.collect::<Vec<_>>().join(" "));
            }
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
            .filter(|button| !button.label.is_empty())
            .map(|button| match &button.target {
                Some(target) => format!("[{}] {target}", button.label),
                None => format!("[{}]", button.label),
            })
            .collect();
        parts.push(buttons.join("\n"));
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
