//! Files of the customer's, and of the company's own phone, as the thread shows them: in the message
//! itself, as a voice message to play, as a link where Discord does not take them, or as a word
//! about where they are.

use std::io::BufReader;
use std::path::{Path, PathBuf};

use crate::courier::albums::Bringing;
use crate::courier::{Facts, post};
use crate::desk::DeskError;
use crate::discord::message::{FILES, File, NewMessage};
use crate::discord::offers;
use crate::domain::abilities::MediaKind;
use crate::domain::effect::Posted;
use crate::domain::file::{Caution, FileTrouble, LinkedFor};
use crate::domain::ids::{EchoId, FileId, PersonId, PostId};
use crate::domain::mime;
use crate::domain::text::escape;
use crate::formats::voice::{self, VoiceError};
use crate::store::files::{FileState, StoredFile};
use crate::store::posts::LanePost;
use crate::words::{self, Args, Locale, args, say};

use super::contact::Known;
use super::reduced::linked;
use super::said::Said;
use super::{inbound, mention, quote};

/// The longest recording that is played where it stands; it is read through to find out how long it
/// is, and WhatsApp's own are a few hundred kilobytes.
const VOICE_MAX: u64 = 4 * 1024 * 1024;

/// Files as they are posted.
#[derive(Default)]
struct Shown {
    files: Vec<File>,
    /// Each is a message of its own.
    voices: Vec<NewMessage>,
    /// About files that are not in the message.
    words: Vec<String>,
    /// What to know before opening them.
    cautions: Vec<String>,
    /// One of those that could not be had: whoever asks for it asks for all of its line.
    missing: Option<FileId>,
}

/// The messages that the customer's lines are which go out together: their words, then what they
/// bring.
pub async fn mirrors(facts: &Facts, together: &[Bringing]) -> Result<Vec<NewMessage>, DeskError> {
    let Some(head) = together.first().map(|one| &one.line) else {
        return Ok(Vec::new());
    };
    let known = Known::read(facts, head.conversation, None).await?;
    let known = known.ok_or(DeskError::NoConversation)?;
    let mut said = Vec::new();
    let mut reply_to = head.post.reply_to;
    let mut shown = Shown::default();
    for (at, one) in together.iter().enumerate() {
        // Of several it is told which one the words are about.
        let nth = (together.len() > 1).then_some(at + 1);
        if let Posted::Mirror { inbound, named } = one.line.post.what {
            let name = (named && at == 0).then(|| known.name());
            let ping = one.line.post.ping.filter(|_| at == 0).map(mention);
            let mirror = inbound::mirror(facts, &known, inbound, name, ping, nth).await?;
            reply_to = reply_to.or(mirror.reply_to);
            said.push(mirror.text);
        }
        let (told, warned) = (shown.words.len(), shown.cautions.len());
        for file in &one.files {
            shown.add(facts, file).await?;
        }
        if let Some(nth) = nth {
            let words = shown.words[told..].iter_mut();
            for words in words.chain(&mut shown.cautions[warned..]) {
                *words = format!("{nth} · {words}");
            }
        }
    }
    said.append(&mut shown.words);
    let said = said.iter().map(|text| text.trim_end());
    let said: Vec<&str> = said.filter(|text| !text.is_empty()).collect();
    let text = said.join("\n");
    Ok(shown.with(facts.locale, reply_to, head.post.ping, text, true))
}

/// What somebody wrote on the company's own phone, with the file that it brings.
pub async fn echoed(
    facts: &Facts,
    one: &Bringing,
    echo: EchoId,
) -> Result<Vec<NewMessage>, DeskError> {
    let known = Known::read(facts, one.line.conversation, None).await?;
    let known = known.ok_or(DeskError::NoConversation)?;
    let mut shown = Shown::default();
    for file in &one.files {
        shown.add(facts, file).await?;
    }
    let words = std::mem::take(&mut shown.words);
    let mirror = inbound::echo(facts, &known, (echo, one.line.created_at), Some(words)).await?;
    let reply_to = one.line.post.reply_to.or(mirror.reply_to);
    Ok(shown.with(facts.locale, reply_to, None, mirror.text, false))
}

/// A file that came after its line.
pub async fn late(
    facts: &Facts,
    line: &LanePost,
    id: FileId,
) -> Result<Vec<NewMessage>, DeskError> {
    let known = Known::read(facts, line.conversation, None).await?;
    let known = known.ok_or(DeskError::NoConversation)?;
    let Some(mut file) = facts.desk.file(id).await? else {
        return Ok(Vec::new());
    };
    file.missed = false;
    let mut shown = Shown::default();
    shown.add(facts, &file).await?;
    let is_customers = file.what.source.is_customers();
    let mut said = vec![match is_customers {
        true => format!("**{}**", known.name()),
        false => say(facts.locale, "echo-sent", &Args::new()),
    }];
    said.append(&mut shown.words);
    let (reply_to, ping) = (line.post.reply_to, line.post.ping);
    let text = said.join(" · ");
    Ok(shown.with(facts.locale, reply_to, ping, text, is_customers))
}

impl Shown {
    async fn add(&mut self, facts: &Facts, file: &StoredFile) -> Result<(), DeskError> {
        let label = label(facts, file);
        let say = |id: &str, args: &Args<'_>| say(facts.locale, id, args);
        match file.state {
            FileState::Failed => {
                let mut args = args! { "label" => label };
                self.words.push(if file.what.source.is_customers() {
                    args.set("reason", reason(facts, file));
                    say("inbound-file-failed", &args)
                } else {
                    say("echo-file", &args)
                });
                self.missing.get_or_insert(file.what.facts.id);
            }
            FileState::Wanted => {
                self.words
                    .push(say("inbound-file-coming", &args! { "label" => label }));
            }
            FileState::Kept if file.missed => {
                self.words
                    .push(say("inbound-file-coming", &args! { "label" => label }));
            }
            FileState::Purged => {
                self.words
                    .push(say("inbound-file-purged", &args! { "label" => label }));
            }
            FileState::Kept => {
                let cautions = file.what.cautions.iter();
                let cautions = cautions.map(|one| caution(facts.locale, file, one));
                self.cautions.extend(cautions);
                let bytes = file.what.facts.bytes;
                if bytes > facts.discord.upload_limit() {
                    let why = LinkedFor::TooLarge;
                    self.words.push(linked(facts, file, &label, why).await?);
                } else {
                    self.bring(facts, file, label).await;
                }
            }
        }
        Ok(())
    }

    /// A file that lies here, in the message itself.
    async fn bring(&mut self, facts: &Facts, file: &StoredFile, label: String) {
        let path = match facts.vault.path(&file.what.key) {
            Ok(path) => path,
            Err(error) => {
                tracing::error!(%error, file = file.what.facts.id.0, "a kept file is nowhere");
                let reason = say(facts.locale, "file-lost", &Args::new());
                let args = args! { "label" => label, "reason" => reason };
                self.words
                    .push(say(facts.locale, "inbound-file-failed", &args));
                return;
            }
        };
        let _busy = facts.vault.look();
        match recording(file, &path).await {
            Some(voice) => self.voices.push(voice),
            None => self.files.push(on_disk(file, path)),
        }
    }

    /// The message with these words, what is to be known of the files, and the files, as many as one
    /// holds; the other files in messages of their own, then the voice messages.
    fn with(
        self,
        locale: Locale,
        reply_to: Option<PostId>,
        ping: Option<PersonId>,
        text: String,
        is_customers: bool,
    ) -> Vec<NewMessage> {
        let cautions = self.cautions.iter();
        let cautions = cautions.map(|what| {
            say(
                locale,
                "notice-file-caution",
                &args! { "what" => what.as_str() },
            )
        });
        let text = Some(text).filter(|text| !text.is_empty());
        let text: Vec<String> = text.into_iter().chain(cautions).collect();
        let text = text.join("\n");
        let has_words = !text.is_empty();
        let missing = self.missing.iter();
        let said = Said {
            text,
            buttons: missing.map(|id| offers::fetch(locale, *id)).collect(),
        };
        let mut messages = said.messages(reply_to, ping, is_customers);
        if let Some(mut last) = messages.pop()
            && (has_words || !self.files.is_empty())
        {
            for file in self.files {
                if last.files().len() == FILES {
                    messages.push(std::mem::replace(&mut last, NewMessage::text("")));
                }
                last = last.file(file);
            }
            messages.push(last);
        }
        let mut voices = self.voices.into_iter();
        // A voice note by itself is what answers.
        if messages.is_empty()
            && let Some(target) = reply_to
        {
            let first = voices.next();
            messages.extend(first.map(|first| first.reply_to(post(target))));
        }
        messages.extend(voices);
        messages
    }
}

fn on_disk(file: &StoredFile, path: PathBuf) -> File {
    let facts = &file.what.facts;
    let mime = facts.mime.as_deref().unwrap_or("application/octet-stream");
    File::on_disk(&facts.name, mime, path, facts.bytes)
}

/// The file as a voice message, if it is a voice note that Discord plays.
async fn recording(file: &StoredFile, path: &Path) -> Option<NewMessage> {
    let known = &file.what.facts;
    if known.kind != MediaKind::Voice || known.bytes > VOICE_MAX {
        return None;
    }
    let (id, place) = (known.id.0, path.to_owned());
    let read = tokio::task::spawn_blocking(move || {
        let file = std::fs::File::open(place).map_err(|error| error.kind());
        voice::read(BufReader::new(file.map_err(VoiceError::Unreadable)?))
    });
    let Ok(Ok(voice)) = read.await else {
        tracing::warn!(file = id, "a voice note is none that can be played");
        return None;
    };
    let seconds = voice.duration.as_secs_f64();
    let waveform = voice.waveform();
    Some(NewMessage::voice(
        on_disk(file, path.to_owned()),
        seconds,
        &waveform,
    ))
}

/// What people call a file of this kind.
pub(super) fn label(facts: &Facts, file: &StoredFile) -> String {
    let known = &file.what.facts;
    words::file_label(facts.locale, known.kind, &known.name)
}

/// Why a file cannot be had, and what to do.
pub(super) fn reason(facts: &Facts, file: &StoredFile) -> String {
    let id = match file.trouble {
        Some(FileTrouble::Gone) => "file-gone",
        Some(FileTrouble::TooLarge) => "file-too-large",
        Some(FileTrouble::Foreign) => "file-foreign",
        Some(FileTrouble::Damaged) => "file-damaged",
        Some(FileTrouble::Empty) => "file-empty",
        Some(FileTrouble::NoRoom) => "file-no-room",
        Some(FileTrouble::Blocked) => "file-blocked",
        Some(FileTrouble::Unreachable) | None => "file-unreachable",
    };
    say(facts.locale, id, &Args::new())
}

/// What a person should know before opening a file: cause, consequence, next step.
fn caution(locale: Locale, file: &StoredFile, caution: &Caution) -> String {
    let known = &file.what.facts;
    let (id, args) = match caution {
        Caution::Renamed => (
            "file-caution-renamed",
            args! { "name" => quote(&known.name) },
        ),
        Caution::Disguised { claimed } => {
            let is = known.mime.as_deref().filter(|mime| *mime != mime::UNKNOWN);
            let id = match is {
                Some(_) => "file-caution-disguised",
                None => "file-caution-unrecognised",
            };
            let is = type_name(is.unwrap_or_default());
            (id, args! { "claimed" => type_name(claimed), "is" => is })
        }
        Caution::Program => ("file-caution-program", Args::new()),
        Caution::Huge { width, height } => {
            let side = |side: &u32| words::number(locale, i64::from(*side));
            let args = args! { "width" => side(width), "height" => side(height) };
            ("file-caution-huge", args)
        }
        Caution::Swells { bytes } => (
            "file-caution-swells",
            args! { "size" => words::size(locale, *bytes) },
        ),
        Caution::Unseen => ("file-caution-unseen", Args::new()),
    };
    say(locale, id, &args)
}

/// A type of files as people know it: by the ending of its names.
fn type_name(mime_type: &str) -> String {
    match mime::extension(mime_type) {
        Some(ending) => ending.to_uppercase(),
        None => escape(mime_type),
    }
}
