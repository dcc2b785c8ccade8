//! A line in the form that Discord takes, after it refused a better one.

use url::Url;

use crate::courier::Facts;
use crate::courier::albums::Bringing;
use crate::desk::DeskError;
use crate::discord::message::{CONTENT_LIMIT, File, NewMessage};
use crate::domain::file::LinkedFor;
use crate::domain::text::{Unit, inert, split};
use crate::store::files::StoredFile;
use crate::store::posts::{How, Reduction};
use crate::words::{self, Args, say};

use super::files::label;
use super::mention;

/// These messages after what had to be changed in them, step by step.
pub async fn reduced(
    facts: &Facts,
    together: &[Bringing],
    whole: &[NewMessage],
    steps: &[Reduction],
) -> Result<Vec<NewMessage>, DeskError> {
    let mut messages = whole.to_vec();
    for step in steps {
        if step.part < messages.len() {
            let less = less(facts, together, &messages[step.part], step.how).await?;
            drop(messages.splice(step.part..=step.part, less));
        }
    }
    Ok(messages)
}

async fn less(
    facts: &Facts,
    together: &[Bringing],
    message: &NewMessage,
    how: How,
) -> Result<Vec<NewMessage>, DeskError> {
    let word = |id: &str| say(facts.locale, id, &Args::new());
    let (content, files) = (message.content(), message.files());
    let (text, files) = match how {
        How::Linked(why) => {
            let mut lines = vec![content.to_owned()];
            for (nth, one) in (1..).zip(together) {
                for stored in &one.files {
                    if !files.iter().any(|file| is(facts, stored, file)) {
                        continue;
                    }
                    let line = linked(facts, stored, &label(facts, stored), why).await?;
                    lines.push(match together.len() {
                        1 => line,
                        _ => format!("{nth} · {line}"),
                    });
                }
            }
            (lines.join("\n"), Vec::new())
        }
        How::Inert => {
            let inert = inert(content).unwrap_or_else(|| content.to_owned());
            let text = format!("{inert}\n{}", word("line-addresses-inert"));
            (text, files.to_vec())
        }
        How::AsFile => {
            let called = together.iter().filter_map(|one| one.line.post.ping);
            let called = called.map(mention).find(|name| content.contains(name));
            let words = match &called {
                Some(name) => content.replace(name, ""),
                None => content.to_owned(),
            };
            let file = File::in_memory(
                &word("message-file"),
                "text/plain; charset=utf-8",
                words.into_bytes(),
            );
            let said = word("line-words-as-file");
            let text = [Some(said), called].into_iter().flatten();
            (text.collect::<Vec<_>>().join(" "), vec![file])
        }
    };
    let texts = split(text.trim_start(), CONTENT_LIMIT, Unit::Utf16);
    Ok(message.clone().saying(&texts, files))
}

/// Whether this is the file that the message brings.
fn is(facts: &Facts, stored: &StoredFile, file: &File) -> bool {
    let lies = facts.vault.path(&stored.what.key).ok();
    lies.is_some_and(|lies| file.path() == Some(lies.as_path()))
}

/// Where a file lies that the thread has no message with.
pub(super) async fn linked(
    facts: &Facts,
    file: &StoredFile,
    label: &str,
    why: LinkedFor,
) -> Result<String, DeskError> {
    let until = facts.desk.kept_until(file).await?;
    let link = facts.links.to(&file.what.key, until);
    let (link, bytes) = (link.as_ref().map(Url::as_str), file.what.facts.bytes);
    let date = words::date(facts.locale, until, facts.zone);
    let place = link.map(|link| (link, date.as_str()));
    Ok(words::file_by_link(facts.locale, label, bytes, why, place))
}
