//! Messages and files that people send.

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use crate::blob::Blob;
use crate::discord::body::File;
use crate::discord::ids::Id;
use crate::discord::limits;
use crate::discord::mentions;
use crate::discord::messages::text;
use crate::discord::model::{Attachment, Message, Reference, Sticker, StickerFormat, flags, kinds};
use crate::discord::permissions::bits;
use crate::discord::uploads;
use crate::discord::world::World;

/// A file that a person uploads.
#[derive(Debug, Clone)]
pub struct Upload {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub content: Blob,
}

impl Upload {
    /// A file.
    pub fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.to_owned(),
            content: Blob::from(bytes.into()),
        }
    }

    /// A file of any size; see [`Blob::made`].
    pub fn of(name: &str, content: Blob) -> Self {
        Self {
            name: name.to_owned(),
            content,
        }
    }
}

/// A message that a person is about to send.
#[derive(Debug, Clone, Default)]
pub struct Post {
    text: String,
    reply_to: Option<Id>,
    no_ping: bool,
    files: Vec<Upload>,
    forward: Option<Id>,
    poll: Option<(String, Vec<String>)>,
    silent: bool,
    recorded: Option<Recorded>,
    stickers: Vec<Sticker>,
}

/// What Discord's client writes beside a voice message.
#[derive(Debug, Clone)]
struct Recorded {
    seconds: f64,
    waveform: String,
}

impl Post {
    /// A text.
    pub fn text(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            ..Self::default()
        }
    }

    /// As a reply to a message of the same channel, which pings its author.
    #[must_use]
    pub fn replying(mut self, to: Id) -> Self {
        self.reply_to = Some(to);
        self
    }

    /// The reply does not ping.
    #[must_use]
    pub fn without_ping(mut self) -> Self {
        self.no_ping = true;
        self
    }

    /// With a file.
    #[must_use]
    pub fn file(mut self, file: Upload) -> Self {
        self.files.push(file);
        self
    }

    /// Sent with `@silent`.
    #[must_use]
    pub fn silent(mut self) -> Self {
        self.silent = true;
        self
    }

    /// A voice message, as Discord's client on a phone records it: Ogg/Opus and nothing beside it.
    pub fn voice(recording: Upload) -> Self {
        Self {
            files: vec![recording],
            recorded: Some(Recorded {
                seconds: 3.5,
                waveform: "AAAAAAAA".to_owned(),
            }),
            ..Self::default()
        }
    }

    /// A voice message of this length, drawn with this waveform: a byte for each part, in base64.
    #[must_use]
    pub fn drawn(mut self, seconds: f64, waveform: &str) -> Self {
        self.recorded = Some(Recorded {
            seconds,
            waveform: waveform.to_owned(),
        });
        self
    }

    /// With a sticker of the guild's; see [`Discord::adds_picture`](super::Discord::adds_picture).
    #[must_use]
    pub fn sticker(mut self, sticker: Id, name: &str, format: StickerFormat) -> Self {
        self.stickers.push(Sticker {
            id: sticker,
            name: name.to_owned(),
            format,
        });
        self
    }

    /// A forward of a message.
    pub fn forward(message: Id) -> Self {
        Self {
            forward: Some(message),
            ..Self::default()
        }
    }

    /// A poll.
    pub fn poll(question: &str, answers: &[&str]) -> Self {
        let answers = answers.iter().map(|a| (*a).to_owned()).collect();
        Self {
            poll: Some((question.to_owned(), answers)),
            ..Self::default()
        }
    }
}

/// Refuses a text that Discord's client would not send.
pub(super) fn check_length(content: &str) -> anyhow::Result<()> {
    let length = content.chars().count();
    ensure!(
        length <= limits::CONTENT,
        "a message has at most {} characters, this one {length}",
        limits::CONTENT
    );
    Ok(())
}

impl World {
    /// A person's message.
    pub(super) fn post(&mut self, user: Id, channel: Id, post: Post) -> anyhow::Result<Id> {
        let found = self.channels.get(&channel).context("no such channel")?;
        ensure!(found.holds_messages(), "nobody can write in this channel");
        let guild = found.guild_id;
        let locked = found.thread.as_ref().is_some_and(|t| t.locked);
        let mut wanted = bits::VIEW_CHANNEL | self.writing(channel);
        if !post.files.is_empty() {
            wanted |= bits::ATTACH_FILES;
        }
        if post.recorded.is_some() {
            wanted |= bits::SEND_VOICE_MESSAGES;
        }
        ensure!(self.may(user, channel, wanted), "they may not write here");
        ensure!(post.stickers.len() <= 3, "a message has at most 3 stickers");
        ensure!(
            !locked || self.may(user, channel, bits::MANAGE_THREADS),
            "the thread is locked"
        );
        let content = text(&post.text.as_str().into());
        let empty = content.is_empty() && post.files.is_empty() && post.stickers.is_empty();
        if empty && post.forward.is_none() && post.poll.is_none() {
            bail!("an empty message cannot be sent");
        }
        check_length(&content)?;
        if self.is_archived(channel) && self.unarchive(channel).is_err() {
            bail!("too many threads are active");
        }
        let reference = match (post.reply_to, post.forward) {
            (Some(id), _) => Some((0, self.visible(user, id)?)),
            (None, Some(id)) => Some((1, self.visible(user, id)?)),
            (None, None) => None,
        };
        let reference = reference.map(|(kind, message)| {
            let reference = Reference {
                kind,
                guild_id: guild,
                channel_id: message.channel_id,
                message_id: Some(message.id),
            };
            (reference, mentions::snapshot(self, message))
        });
        if let Some((reference, _)) = &reference {
            let same = reference.channel_id == channel;
            ensure!(reference.kind == 1 || same, "a reply stays in its channel");
        }
        let (id, now) = (self.new_id(), self.now());
        let mut message = Message::new(id, channel, user, kinds::DEFAULT, now);
        message.content = content;
        if post.silent {
            message.flags |= flags::SUPPRESS_NOTIFICATIONS;
        }
        if let Some((reference, snapshot)) = reference {
            if reference.kind == 0 {
                message.kind = kinds::REPLY;
            } else {
                message.flags |= flags::HAS_SNAPSHOT;
                message.snapshots.push(snapshot);
            }
            message.reference = Some(reference);
        }
        if let Some((question, answers)) = &post.poll {
            let answers: Vec<_> = answers
                .iter()
                .map(|text| json!({ "poll_media": { "text": text } }))
                .collect();
            let poll = json!({ "question": { "text": question }, "answers": answers });
            message.poll = limits::poll_json(&poll, now);
        }
        message.stickers = post.stickers;
        message.attachments = self.upload(channel, post.files)?;
        if let Some(recorded) = post.recorded {
            message.flags |= flags::VOICE_MESSAGE;
            for attachment in &mut message.attachments {
                attachment.duration_secs = Some(recorded.seconds);
                attachment.waveform = Some(recorded.waveform.clone());
            }
        }
        let allowed = if post.no_ping {
            json!({ "parse": ["users", "roles", "everyone"], "replied_user": false })
        } else {
            Value::Null
        };
        mentions::apply(self, guild, &mut message, &allowed, true);
        self.read.insert((user, channel), id);
        if self
            .channels
            .get(&channel)
            .is_some_and(|c| c.thread.is_some())
        {
            self.enter_thread(channel, user);
        }
        self.place(message);
        self.draw_in(id);
        Ok(id)
    }

    /// Stores what a person uploads.
    pub(in crate::discord::people) fn upload(
        &mut self,
        channel: Id,
        files: Vec<Upload>,
    ) -> anyhow::Result<Vec<Attachment>> {
        let files: Vec<File> = files
            .into_iter()
            .enumerate()
            .map(|(index, file)| File {
                field: format!("files[{index}]"),
                filename: file.name,
                content_type: None,
                content: file.content,
            })
            .collect();
        let stored = uploads::store(self, channel, &Value::Null, &files, &[], false);
        stored.map_err(|error| anyhow::anyhow!("{}", error.body["message"]))
    }
}
