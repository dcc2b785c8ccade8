//! Files: what is uploaded, kept and described; [`cdn`](super::cdn) serves them again.

use serde_json::Value;

use super::body::File;
use super::errors::{ApiError, Fields};
use super::ids::Id;
use super::model::Attachment;
use super::world::World;

/// The largest file that a guild with boosts of this level (0 to 3) takes, in bytes.
pub const fn file_limit(tier: u8) -> u64 {
    const MIB: u64 = 1024 * 1024;
    match tier {
        0 | 1 => 10 * MIB,
        2 => 50 * MIB,
        _ => 100 * MIB,
    }
}

/// Files that one message takes.
pub(super) const FILES: usize = 10;

/// Stores the files of a request and answers the message's attachments: those of `old` that the
/// body keeps, then the new ones. Bodies name new files by the number in their field's name.
pub(super) fn store(
    world: &mut World,
    channel: Id,
    body: &Value,
    files: &[File],
    old: &[Attachment],
    ephemeral: bool,
) -> Result<Vec<Attachment>, ApiError> {
    let limit = file_limit(world.guild_of(channel).map_or(0, |guild| guild.tier));
    if files.iter().any(|file| file.content.len() > limit) {
        return Err(ApiError::too_large());
    }
    let described = body["attachments"].as_array();
    let number = |entry: &Value| match &entry["id"] {
        Value::String(text) => text.parse::<u64>().ok(),
        number => number.as_u64(),
    };
    let kept = |attachment: &&Attachment| {
        described.is_none_or(|list| list.iter().any(|e| number(e) == Some(attachment.id.0)))
    };
    let mut all: Vec<Attachment> = old.iter().filter(kept).cloned().collect();
    for file in files {
        let position = file
            .field
            .strip_prefix("files[")
            .and_then(|rest| rest.strip_suffix(']'))
            .and_then(|n| n.parse::<u64>().ok());
        let entry = described.and_then(|list| {
            list.iter()
                .find(|entry| position.is_some() && number(entry) == position)
        });
        let entry = entry.unwrap_or(&Value::Null);
        let id = world.new_id();
        let name = entry["filename"].as_str().unwrap_or(&file.filename);
        world.files.insert(id, file.content.clone());
        all.push(Attachment {
            id,
            channel_id: channel,
            filename: clean(name),
            title: title(name),
            content_type: content_type(file),
            size: file.content.len(),
            description: entry["description"].as_str().map(str::to_owned),
            duration_secs: entry["duration_secs"].as_f64(),
            waveform: entry["waveform"].as_str().map(str::to_owned),
            ephemeral,
        });
    }
    if all.len() > FILES {
        let mut fields = Fields::default();
        fields.count("attachments", all.len(), 0, FILES);
        fields.finish()?;
    }
    Ok(all)
}

/// File names keep letters of ASCII, digits and a few signs; the rest becomes `_`.
fn clean(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => c,
            _ => '_',
        })
        .collect();
    if name.is_empty() {
        "unknown".to_owned()
    } else {
        name
    }
}

/// What a file was called that is called otherwise now, without its ending.
fn title(name: &str) -> Option<String> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    (clean(name) != name).then(|| stem.to_owned())
}

fn content_type(file: &File) -> Option<String> {
    let extension = file
        .filename
        .rsplit_once('.')
        .map(|(_, e)| e.to_lowercase());
    let known = match extension.as_deref() {
        // Whoever uploads it may know better, and is not asked.
        None => return None,
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("mp4") => "video/mp4",
        Some("ogg") => "audio/ogg",
        Some("mp3") => "audio/mpeg",
        Some("m4a") => "audio/x-m4a",
        Some("pdf") => "application/pdf",
        Some("txt") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("json") => "application/json; charset=utf-8",
        _ => return file.content_type.clone(),
    };
    Some(known.to_owned())
}
