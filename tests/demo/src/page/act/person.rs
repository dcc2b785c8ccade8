//! What people do in Discord.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use conecta_sandbox::discord::{Answer, Given, Id, Interaction, Person, Post};
use serde::Deserialize;
use serde_json::{Value, json};

use super::nothing;
use super::packed::Packed;
use crate::stickers::Sticker;

/// Filled in by name.
type Values = BTreeMap<String, Value>;

/// An act of a person.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(super) enum Does {
    Types(Typed),
    Edits {
        message: Id,
        text: String,
    },
    Deletes {
        message: Id,
    },
    Dismisses {
        message: Id,
    },
    Reacts {
        message: Id,
        emoji: String,
    },
    Unreacts {
        message: Id,
        emoji: String,
    },
    Forwards {
        channel: Id,
        message: Id,
    },
    Reads {
        channel: Id,
    },
    Joins {
        thread: Id,
    },
    Leaves {
        thread: Id,
    },
    Archives {
        thread: Id,
        archived: bool,
    },
    Completes {
        channel: Id,
        command: String,
        #[serde(default)]
        options: Values,
        focused: String,
    },
    Runs {
        channel: Id,
        command: String,
        #[serde(default)]
        options: Values,
    },
    RunsOn {
        message: Id,
        command: String,
    },
    Presses {
        message: Id,
        button: String,
    },
    Selects {
        message: Id,
        select: String,
        values: Vec<String>,
    },
    Submits {
        modal_of: Id,
        fields: Values,
    },
}

/// A message that somebody sends.
#[derive(Debug, Deserialize)]
pub(super) struct Typed {
    channel: Id,
    #[serde(default)]
    text: String,
    reply_to: Option<Id>,
    #[serde(default)]
    files: Vec<Packed>,
    /// The one file is a voice message.
    recorded: Option<Recorded>,
    sticker: Option<Id>,
}

/// What Discord's client writes beside a voice message.
#[derive(Debug, Deserialize)]
struct Recorded {
    seconds: f64,
    waveform: String,
}

impl Typed {
    fn post(self, stickers: &[Sticker]) -> anyhow::Result<Post> {
        let mut post = Post::text(&self.text);
        for file in &self.files {
            post = post.file(file.upload()?);
        }
        if let Some(recorded) = self.recorded {
            if self.files.len() != 1 {
                bail!("a voice message is one file");
            }
            post = post.drawn(recorded.seconds, &recorded.waveform);
        }
        if let Some(wanted) = self.sticker {
            let found = stickers.iter().find(|sticker| sticker.id == wanted);
            let sticker = found.with_context(|| format!("there is no sticker {wanted}"))?;
            post = post.sticker(sticker.id, sticker.name, sticker.format);
        }
        Ok(match self.reply_to {
            Some(answered) => post.replying(answered),
            None => post,
        })
    }
}

impl Does {
    /// Does it, and waits for the bot's first answer where the bot is to give one.
    pub(super) async fn perform(
        self,
        person: &Person,
        stickers: &[Sticker],
    ) -> anyhow::Result<Value> {
        let interaction = match self {
            Self::Completes {
                channel,
                command,
                options,
                focused,
            } => {
                let options = filled(person, channel, &command, options)?;
                let options: Vec<_> = named(&options);
                let choices = person.autocompletes(channel, &command, &options, &focused);
                return Ok(json!({ "choices": choices.await? }));
            }
            Self::Runs {
                channel,
                command,
                options,
            } => {
                let options = filled(person, channel, &command, options)?;
                person.runs(channel, &command, &named(&options))?
            }
            Self::RunsOn { message, command } => person.runs_on(message, &command)?,
            Self::Presses { message, button } => person.presses(message, &button)?,
            Self::Selects {
                message,
                select,
                values,
            } => {
                let values: Vec<&str> = values.iter().map(String::as_str).collect();
                person.selects(message, &select, &values)?
            }
            Self::Submits { modal_of, fields } => {
                let opened = person.interaction(modal_of);
                let fields = form(&opened, fields)?;
                person.submits_all(&opened, &named(&fields))?
            }
            plain => return plain.perform_plainly(person, stickers),
        };
        Ok(json!({ "answer": answer(&interaction).await }))
    }

    /// What the bot is not asked about.
    fn perform_plainly(self, person: &Person, stickers: &[Sticker]) -> anyhow::Result<Value> {
        let message = match self {
            Self::Types(typed) => person.posts(typed.channel, typed.post(stickers)?)?,
            Self::Forwards { channel, message } => person.forwards(channel, message)?,
            Self::Edits { message, text } => {
                person.edits(message, &text)?;
                return Ok(nothing());
            }
            Self::Deletes { message } => {
                person.deletes(message)?;
                return Ok(nothing());
            }
            Self::Dismisses { message } => {
                let seen = person.sees_message(message).context("no such message")?;
                if !seen.ephemeral {
                    bail!("only what they alone see can be dismissed");
                }
                person.deletes(message)?;
                return Ok(nothing());
            }
            Self::Reacts { message, emoji } => {
                person.reacts(message, &emoji)?;
                return Ok(nothing());
            }
            Self::Unreacts { message, emoji } => {
                person.unreacts(message, &emoji)?;
                return Ok(nothing());
            }
            Self::Reads { channel } => {
                // Two windows of one person tell it twice; the second changes nothing.
                let seen = person.channel(channel).context("they do not see it")?;
                if seen.unread || seen.mentions > 0 {
                    person.reads(channel);
                }
                return Ok(nothing());
            }
            Self::Joins { thread } => {
                person.joins_thread(thread)?;
                return Ok(nothing());
            }
            Self::Leaves { thread } => {
                person.leaves_thread(thread);
                return Ok(nothing());
            }
            Self::Archives { thread, archived } => {
                person.archives_thread(thread, archived)?;
                return Ok(nothing());
            }
            asked => bail!("the bot is to answer {asked:?}"),
        };
        Ok(json!({ "message": message }))
    }
}

/// The bot's first answer, in the page's words.
async fn answer(interaction: &Interaction) -> Value {
    match interaction.first().await {
        Answer::Message(message) => json!({ "kind": "message", "message": message }),
        Answer::Changed(message) => json!({ "kind": "changed", "message": message }),
        Answer::Thinking => json!({ "kind": "thinking" }),
        Answer::Noted | Answer::Choices(_) => json!({ "kind": "noted" }),
        Answer::Modal(modal) => {
            let mut modal = json!(modal);
            modal["interaction"] = json!(interaction.id());
            json!({ "kind": "modal", "modal": modal })
        }
        Answer::DidNotRespond => json!({ "kind": "did_not_respond" }),
    }
}

fn named(values: &[(String, Given)]) -> Vec<(&str, Given)> {
    let pairs = values.iter();
    pairs
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect()
}

/// What was typed into a command's options, by what each of them takes.
fn filled(
    person: &Person,
    channel: Id,
    command: &str,
    values: Values,
) -> anyhow::Result<Vec<(String, Given)>> {
    let mut words = command.split_whitespace();
    let name = words.next().unwrap_or_default();
    let commands = person.commands(channel);
    let known = commands
        .iter()
        .find(|known| known.kind == 1 && (known.name == name || known.shown == name))
        .with_context(|| format!("they cannot use /{name} here"))?;
    let mut options = &known.options;
    for word in words {
        let part = option(options, word).with_context(|| format!("/{name} has no {word:?}"))?;
        options = &part["options"];
    }
    let values = values.into_iter().map(|(key, value)| {
        let known = option(options, &key).with_context(|| format!("/{command} has no {key:?}"))?;
        let kind = known["type"].as_u64().unwrap_or(3);
        Ok((key, given(&value, matches!(kind, 6..=9))?))
    });
    values.collect()
}

/// An option or a part of a command, by its name in any language.
fn option<'a>(options: &'a Value, name: &str) -> Option<&'a Value> {
    let mut all = options.as_array()?.iter();
    all.find(|option| {
        let names = option["name_localizations"].as_object();
        let mut names = names.into_iter().flatten().map(|(_, name)| name);
        option["name"] == name || names.any(|local| local == name)
    })
}

/// What was filled into a form; what was left empty is not named.
fn form(opened: &Interaction, values: Values) -> anyhow::Result<Vec<(String, Given)>> {
    let Some(Answer::Modal(modal)) = opened.answer() else {
        bail!("no form was opened, or its time is over");
    };
    let mut fields = Vec::new();
    for (key, value) in values {
        let known = modal.fields.iter().find(|field| field.custom_id == key);
        let known = known.with_context(|| format!("the form has no field {key:?}"))?;
        // 4: a text, which may be emptied. 5 to 8: things that are chosen by id.
        if known.kind != 4 && (value.is_null() || value == "") {
            continue;
        }
        fields.push((key, given(&value, matches!(known.kind, 5..=8))?));
    }
    Ok(fields)
}

/// A value as it was filled in.
fn given(value: &Value, is_thing: bool) -> anyhow::Result<Given> {
    Ok(match value {
        Value::String(text) if is_thing => {
            Given::Thing(text.parse().with_context(|| format!("{text:?} is no id"))?)
        }
        Value::String(text) => Given::Text(text.clone()),
        Value::Number(number) => Given::Text(number.to_string()),
        Value::Bool(yes) => Given::Bool(*yes),
        Value::Object(_) => {
            let file = Packed::deserialize(&value["file"]).context("a file")?;
            Given::File(file.upload()?)
        }
        Value::Null | Value::Array(_) => bail!("{value} cannot be filled in"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_what_the_option_takes() {
        let text = given(&json!("Olá"), false).expect("a text");
        assert!(matches!(text, Given::Text(text) if text == "Olá"));
        let number = given(&json!(7), false).expect("a number is typed");
        assert!(matches!(number, Given::Text(text) if text == "7"));
        let thing = given(&json!("42"), true).expect("an id");
        assert!(matches!(thing, Given::Thing(Id(42))));
        assert!(given(&json!("vendas"), true).is_err());
        let file = json!({ "file": { "name": "a.txt", "base64": "T2k=" } });
        let file = given(&file, false).expect("a file");
        assert!(matches!(file, Given::File(file) if file.content.bytes() == b"Oi"));
        for wrong in [json!(null), json!([1]), json!({ "file": { "name": "a" } })] {
            assert!(given(&wrong, false).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_option_has_a_name_in_every_language() {
        let options = json!([{ "name": "contact", "name_localizations": { "pt-BR": "contato" } }]);
        assert!(option(&options, "contact").is_some());
        assert!(option(&options, "contato").is_some());
        assert!(option(&options, "canal").is_none());
    }
}
