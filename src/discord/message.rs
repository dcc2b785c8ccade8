//! Messages that we post or edit.

mod file;

use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use serenity::all::{MessageId, RoleId, UserId};

use super::components::{ActionRow, Embed};
use super::nonce::Nonce;
use super::shorten::shorten;

pub use file::File;

/// The longest content of a message; longer ones are split before they come here.
pub const CONTENT_LIMIT: usize = 2000;

/// Files that one message takes.
pub const FILES: usize = 10;

const SUPPRESS_NOTIFICATIONS: u64 = 1 << 12;
const IS_VOICE_MESSAGE: u64 = 1 << 13;

/// A message to post. Without [`NewMessage::mentioning`] it pings nobody, whatever it says.
#[derive(Debug, Clone, Default)]
pub struct NewMessage {
    content: String,
    embeds: Vec<Embed>,
    components: Vec<ActionRow>,
    files: Vec<File>,
    voice: Option<Voice>,
    reply_to: Option<MessageId>,
    mentions: AllowedMentions,
    silent: bool,
    nonce: Option<Nonce>,
}

/// What Discord's player is told about a voice message.
#[derive(Debug, Clone)]
struct Voice {
    seconds: f64,
    waveform: String,
}

impl NewMessage {
    /// A message of text; as a last resort it is cut at [`CONTENT_LIMIT`].
    pub fn text(content: &str) -> Self {
        Self {
            content: shorten(content, CONTENT_LIMIT),
            ..Self::default()
        }
    }

    /// A voice message: a recording in Ogg/Opus of so many seconds, which people play where it
    /// stands. `waveform` is what they see of it: loudness from 0 to 255 at up to 256 moments, in
    /// base64. It has neither text nor embeds nor components nor another file.
    pub fn voice(recording: File, seconds: f64, waveform: &str) -> Self {
        Self {
            files: vec![recording],
            voice: Some(Voice {
                seconds,
                waveform: waveform.to_owned(),
            }),
            ..Self::default()
        }
    }

    /// Whether it is a voice message.
    pub fn is_voice(&self) -> bool {
        self.voice.is_some()
    }

    /// The recording of a voice message as an ordinary file.
    #[must_use]
    pub fn into_file(mut self) -> Self {
        self.voice = None;
        self
    }

    /// The same with an embed more; a message has at most ten.
    #[must_use]
    pub fn embed(mut self, embed: Embed) -> Self {
        self.embeds.push(embed);
        self
    }

    /// The same with these components below what is there.
    #[must_use]
    pub fn components(mut self, components: impl IntoIterator<Item = ActionRow>) -> Self {
        self.components.extend(components);
        self
    }

    /// The same with a file more; a message has at most [`FILES`].
    #[must_use]
    pub fn file(mut self, file: File) -> Self {
        self.files.push(file);
        self
    }

    /// The same as a reply; if the other message is gone it is posted without.
    #[must_use]
    pub fn reply_to(mut self, message: MessageId) -> Self {
        self.reply_to = Some(message);
        self
    }

    /// The same, pinging those that the content names and `mentions` allows.
    #[must_use]
    pub fn mentioning(mut self, mentions: AllowedMentions) -> Self {
        self.mentions = mentions;
        self
    }

    /// The same without a notification for anybody who is not mentioned.
    #[must_use]
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// The same, recognised by Discord for a few minutes if it is posted again.
    #[must_use]
    pub fn nonce(mut self, nonce: Nonce) -> Self {
        self.nonce = Some(nonce);
        self
    }

    /// The same as ordinary messages that say these texts, one each, with these files and what is below
    /// them in the last one. The first is the reply.
    #[must_use]
    pub fn saying(self, texts: &[String], files: Vec<File>) -> Vec<Self> {
        let mut messages: Vec<Self> = texts
            .iter()
            .map(|text| Self {
                content: shorten(text, CONTENT_LIMIT),
                mentions: self.mentions.clone(),
                silent: self.silent,
                ..Self::default()
            })
            .collect();
        if messages.is_empty() {
            messages.push(Self::default());
        }
        messages[0].reply_to = self.reply_to;
        if let Some(last) = messages.last_mut() {
            last.embeds = self.embeds;
            last.components = self.components;
            last.files = files;
        }
        messages
    }

    /// What the message says.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The files it brings.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    fn flags(&self) -> u64 {
        let silent = if self.silent {
            SUPPRESS_NOTIFICATIONS
        } else {
            0
        };
        let voice = if self.voice.is_some() {
            IS_VOICE_MESSAGE
        } else {
            0
        };
        silent | voice
    }

    fn attachments(&self) -> Vec<Value> {
        let entry = |(id, file): (usize, &File)| {
            let mut entry = json!({ "id": id, "filename": file.name });
            if let Some(title) = file.title() {
                entry["title"] = json!(title);
            }
            if let Some(voice) = &self.voice {
                entry["duration_secs"] = json!(voice.seconds);
                entry["waveform"] = json!(voice.waveform);
            }
            entry
        };
        self.files.iter().enumerate().map(entry).collect()
    }
}

impl Serialize for NewMessage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = json!({ "allowed_mentions": self.mentions });
        if !self.content.is_empty() {
            body["content"] = json!(self.content);
        }
        if !self.embeds.is_empty() {
            body["embeds"] = json!(self.embeds);
        }
        if !self.components.is_empty() {
            body["components"] = json!(self.components);
        }
        if !self.files.is_empty() {
            body["attachments"] = json!(self.attachments());
        }
        if let Some(message) = self.reply_to {
            body["message_reference"] = json!({
                "message_id": message,
                "fail_if_not_exists": false,
            });
        }
        if self.flags() != 0 {
            body["flags"] = json!(self.flags());
        }
        if let Some(nonce) = self.nonce {
            body["nonce"] = json!(nonce);
            body["enforce_nonce"] = json!(true);
        }
        body.serialize(serializer)
    }
}

/// What changes in a message; what is not named stays. An edit never pings anybody.
#[derive(Debug, Clone, Default)]
pub struct MessageEdit {
    content: Option<String>,
    embeds: Option<Vec<Embed>>,
    components: Option<Vec<ActionRow>>,
}

impl MessageEdit {
    /// An edit that changes nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with this text instead; as a last resort it is cut at [`CONTENT_LIMIT`].
    #[must_use]
    pub fn text(mut self, content: &str) -> Self {
        self.content = Some(shorten(content, CONTENT_LIMIT));
        self
    }

    /// The same with these embeds instead.
    #[must_use]
    pub fn embeds(mut self, embeds: impl IntoIterator<Item = Embed>) -> Self {
        self.embeds = Some(embeds.into_iter().collect());
        self
    }

    /// The same with these components instead.
    #[must_use]
    pub fn components(mut self, components: impl IntoIterator<Item = ActionRow>) -> Self {
        self.components = Some(components.into_iter().collect());
        self
    }
}

impl Serialize for MessageEdit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut body = json!({ "allowed_mentions": AllowedMentions::default() });
        if let Some(content) = &self.content {
            body["content"] = json!(content);
        }
        if let Some(embeds) = &self.embeds {
            body["embeds"] = json!(embeds);
        }
        if let Some(components) = &self.components {
            body["components"] = json!(components);
        }
        body.serialize(serializer)
    }
}

/// Whom a message may ping, of those that its content names. Nobody unless listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AllowedMentions {
    /// Nothing by kind, ever: what a customer writes would count.
    parse: [(); 0],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    users: Vec<UserId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    roles: Vec<RoleId>,
    replied_user: bool,
}

impl AllowedMentions {
    /// These people.
    pub fn users(users: impl IntoIterator<Item = UserId>) -> Self {
        Self {
            users: users.into_iter().collect(),
            ..Self::default()
        }
    }

    /// These roles. Not for threads: everybody of the role would be added to them.
    pub fn roles(roles: impl IntoIterator<Item = RoleId>) -> Self {
        Self {
            roles: roles.into_iter().collect(),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json_of(value: &impl Serialize) -> Value {
        serde_json::to_value(value).expect("messages are serialisable")
    }

    fn file(name: &str) -> File {
        File::on_disk(name, "application/octet-stream", "nowhere".into(), 1)
    }

    #[test]
    fn a_plain_message_pings_nobody() {
        assert_eq!(
            json_of(&NewMessage::text("oi @everyone")),
            json!({
                "content": "oi @everyone",
                "allowed_mentions": { "parse": [], "replied_user": false }
            })
        );
        assert_eq!(
            json_of(&MessageEdit::new().text("oi").components([])),
            json!({
                "content": "oi",
                "components": [],
                "allowed_mentions": { "parse": [], "replied_user": false }
            })
        );
    }

    #[test]
    fn everything_that_was_asked_for_is_in_the_request() {
        let message = NewMessage::text("<@5> oi")
            .mentioning(AllowedMentions::users([5.into()]))
            .reply_to(9.into())
            .silent()
            .nonce(Nonce::new(1, 2, 3))
            .embed(Embed::new("t"))
            .file(file("a.pdf"))
            .file(file("b.png"));
        assert_eq!(
            json_of(&message),
            json!({
                "allowed_mentions": { "parse": [], "users": ["5"], "replied_user": false },
                "content": "<@5> oi",
                "embeds": [{ "description": "t" }],
                "attachments": [
                    { "id": 0, "filename": "a.pdf" },
                    { "id": 1, "filename": "b.png" },
                ],
                "message_reference": { "message_id": "9", "fail_if_not_exists": false },
                "flags": 4096,
                "nonce": "00000001-2-3",
                "enforce_nonce": true
            })
        );
    }

    #[test]
    fn a_voice_message_is_one_recording_and_nothing_beside_it() {
        let recording = file("voz.ogg");
        let message = NewMessage::voice(recording, 3.25, "AAD/").silent();
        assert_eq!(
            json_of(&message),
            json!({
                "allowed_mentions": { "parse": [], "replied_user": false },
                "attachments": [
                    { "id": 0, "filename": "voz.ogg", "duration_secs": 3.25, "waveform": "AAD/" },
                ],
                "flags": 8192 | 4096,
            })
        );
    }
}
