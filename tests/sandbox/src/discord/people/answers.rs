//! What comes back to the person who ran, pressed or submitted something.

use anyhow::{Context, bail};
use serde::Serialize;
use serde_json::Value;

use crate::discord::commands::localized;
use crate::discord::components::{self, kinds};
use crate::discord::ids::Id;
use crate::discord::interactions::{ANSWER_TIME, Cause, InteractionState, TOKEN_LIFE};
use crate::discord::model::flags;
use crate::discord::world::World;
use crate::wait::patiently_or;

use super::Person;
use super::sees::{SeenMessage, SelectOption};

/// Something that a person did and that the bot answers.
#[derive(Debug, Clone)]
pub struct Interaction {
    person: Person,
    id: Id,
}

/// How the bot answered first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub enum Answer {
    /// With a message (type 4), or with the promise of one that it has kept (type 5).
    Message(Box<SeenMessage>),
    /// With the promise of a message, which is not there yet (type 5).
    Thinking,
    /// By changing the message (type 7), as it is now.
    Changed(Box<SeenMessage>),
    /// By taking note, to change the message later or not at all (type 6).
    Noted,
    /// With choices (type 8).
    Choices(Vec<Choice>),
    /// With a modal (type 9).
    Modal(Modal),
    /// Not within three seconds: *the application did not respond*.
    DidNotRespond,
}

/// One row of an option's completion.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Choice {
    /// What is shown, in the person's language.
    pub name: String,
    /// What is sent when it is picked.
    pub value: Value,
}

/// A form that the bot opened.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Modal {
    /// Its title.
    pub title: String,
    /// Its custom id.
    pub custom_id: String,
    /// Its fields from top to bottom.
    pub fields: Vec<ModalField>,
    /// Texts that stand in it without being fields.
    pub texts: Vec<String>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ModalField {
    /// What stands above it.
    pub label: String,
    /// Its custom id.
    pub custom_id: String,
    /// What it is prefilled with.
    pub value: String,
    /// What stands in it while it is empty.
    pub placeholder: String,
    /// Whether it must be filled in.
    pub required: bool,
    /// Whether it has several lines.
    pub long: bool,
    /// The number of Discord's component type: 4 for a text.
    pub kind: u64,
    /// The fewest characters (of a text that is not left empty) or values.
    pub min: u64,
    /// The most characters or values.
    pub max: u64,
    /// What can be chosen; none in fields of text and in selects of users, roles and channels.
    pub options: Vec<SelectOption>,
}

impl Modal {
    fn of(modal: &Value) -> Self {
        let list = modal["components"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        let mut fields = Vec::new();
        let mut texts = Vec::new();
        for outer in list {
            let labelled = components::kind(outer) == kinds::LABEL;
            let inner = if labelled {
                &outer["component"]
            } else {
                &outer["components"][0]
            };
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            if components::kind(outer) == kinds::TEXT {
                texts.push(text(&outer["content"]));
            } else if !inner.is_null() {
                let label = if labelled {
                    &outer["label"]
                } else {
                    &inner["label"]
                };
                let is_text = components::kind(inner) == kinds::TEXT_INPUT;
                let limit = |end: &str| match (is_text, end) {
                    (true, "min") => inner["min_length"].as_u64().unwrap_or(0),
                    (true, _) => inner["max_length"].as_u64().unwrap_or(4_000),
                    (false, end) => inner[format!("{end}_values")].as_u64().unwrap_or(1),
                };
                fields.push(ModalField {
                    label: text(label),
                    custom_id: text(&inner["custom_id"]),
                    value: text(&inner["value"]),
                    placeholder: text(&inner["placeholder"]),
                    required: inner["required"] != false,
                    long: inner["style"] == 2,
                    kind: components::kind(inner),
                    min: limit("min"),
                    max: limit("max"),
                    options: SelectOption::all_of(inner),
                });
            }
        }
        Self {
            title: modal["title"].as_str().unwrap_or_default().to_owned(),
            custom_id: modal["custom_id"].as_str().unwrap_or_default().to_owned(),
            fields,
            texts,
        }
    }
}

impl Interaction {
    pub(super) fn new(person: Person, id: Id) -> Self {
        Self { person, id }
    }

    /// Its id.
    pub fn id(&self) -> Id {
        self.id
    }

    /// What the bot answered as things stand, `None` while it may still answer.
    pub fn answer(&self) -> Option<Answer> {
        let inner = &self.person.discord.inner;
        inner.look(|world| {
            let state = world.interactions.get(&self.id);
            match state {
                Some(state) => self.answer_of(world, state),
                // Forgotten with its token, a quarter of an hour later.
                None => Some(Answer::DidNotRespond),
            }
        })
    }

    fn answer_of(&self, world: &World, state: &InteractionState) -> Option<Answer> {
        let message = || {
            let message = state.original.and_then(|id| world.messages.get(&id));
            message.map(|m| Box::new(SeenMessage::of(world, m, state.user)))
        };
        Some(match state.answered {
            None if world.now() - state.at >= ANSWER_TIME => Answer::DidNotRespond,
            None => return None,
            Some(4) => message().map_or(Answer::Noted, Answer::Message),
            Some(5) => match message() {
                Some(message) if message.flags & flags::LOADING != 0 => Answer::Thinking,
                Some(message) => Answer::Message(message),
                None => Answer::Noted,
            },
            Some(7) => message().map_or(Answer::Noted, Answer::Changed),
            Some(8) => {
                let locale = world.locale(state.user);
                let choices = state.choices.iter().map(|choice| Choice {
                    name: localized(choice, "name", locale).to_owned(),
                    value: choice["value"].clone(),
                });
                Answer::Choices(choices.collect())
            }
            Some(9) => Answer::Modal(Modal::of(state.modal.as_ref()?)),
            Some(_) => Answer::Noted,
        })
    }

    /// Waits for the bot's first answer, a promise among them, or until its three seconds are over
    /// by the sandbox's clock.
    pub async fn first(&self) -> Answer {
        let discord = &self.person.discord;
        let mut changes = discord.changes();
        let (clock, until) = discord.inner.look(|world| {
            let state = world.interactions.get(&self.id);
            let at = state.map_or_else(|| world.now(), |s| s.at);
            (world.clock.clone(), at + ANSWER_TIME)
        });
        self.patiently(async {
            loop {
                changes.borrow_and_update();
                if let Some(answer) = self.answer() {
                    return answer;
                }
                tokio::select! {
                    _ = changes.changed() => {}
                    () = clock.sleep_until(until) => {}
                }
            }
        })
        .await
    }

    /// Waits for the bot's first answer, or until its three seconds are over by the sandbox's
    /// clock; a promised message is waited for as well, as long as it can still come.
    pub async fn answered(&self) -> Answer {
        let discord = &self.person.discord;
        let mut changes = discord.changes();
        let (clock, started) = discord.inner.look(|world| {
            let state = world.interactions.get(&self.id);
            let at = state.map_or_else(|| world.now(), |s| s.at);
            (world.clock.clone(), at)
        });
        self.patiently(async {
            loop {
                changes.borrow_and_update();
                match self.answer() {
                    None => tokio::select! {
                        _ = changes.changed() => {}
                        () = clock.sleep_until(started + ANSWER_TIME) => {}
                    },
                    Some(Answer::Thinking) if clock.now() < started + TOKEN_LIFE => {
                        tokio::select! {
                            _ = changes.changed() => {}
                            () = clock.sleep_until(started + TOKEN_LIFE) => {}
                        }
                    }
                    Some(answer) => return answer,
                }
            }
        })
        .await
    }

    /// The clock may stand still, and then nothing but this ends what the bot forgot.
    async fn patiently(&self, answer: impl Future<Output = Answer>) -> Answer {
        patiently_or(answer, || {
            let (cause, activity) = (self.cause(), self.person.discord.activity());
            format!("the bot's answer to {cause:?}, {activity:?}")
        })
        .await
    }

    /// Waits for an answer that is a message, new or changed.
    ///
    /// # Errors
    ///
    /// If the bot answered otherwise or not at all.
    pub async fn message(&self) -> anyhow::Result<SeenMessage> {
        match self.answered().await {
            Answer::Message(message) | Answer::Changed(message) => Ok(*message),
            Answer::Noted => {
                let seen = self.now();
                seen.context("the bot only took note of it")
            }
            other => bail!("the bot did not answer with a message but {other:?}"),
        }
    }

    /// Waits for an answer that is a modal.
    ///
    /// # Errors
    ///
    /// If the bot answered otherwise or not at all.
    pub async fn modal(&self) -> anyhow::Result<Modal> {
        match self.answered().await {
            Answer::Modal(modal) => Ok(modal),
            other => bail!("the bot did not answer with a modal but {other:?}"),
        }
    }

    pub(super) async fn choices(&self) -> anyhow::Result<Vec<Choice>> {
        match self.answered().await {
            Answer::Choices(choices) => Ok(choices),
            other => bail!("loading options failed: {other:?}"),
        }
    }

    /// The message that answers, or that the answer changed, as it is now.
    pub fn now(&self) -> Option<SeenMessage> {
        self.person.discord.inner.look(|world| {
            let state = world.interactions.get(&self.id)?;
            let message = world.messages.get(&state.original?)?;
            Some(SeenMessage::of(world, message, state.user))
        })
    }

    /// What the bot added after its first answer and has not deleted.
    pub fn follow_ups(&self) -> Vec<SeenMessage> {
        self.person.discord.inner.look(|world| {
            let state = world.interactions.get(&self.id);
            let ids = state.into_iter().flat_map(|s| &s.follow_ups);
            ids.filter_map(|id| world.messages.get(id))
                .filter(|m| m.only_for.is_none_or(|owner| owner == self.person.id))
                .map(|m| SeenMessage::of(world, m, self.person.id))
                .collect()
        })
    }

    /// What kind of act it was.
    pub fn cause(&self) -> Option<Cause> {
        let inner = &self.person.discord.inner;
        inner.look(|world| world.interactions.get(&self.id).map(|i| i.cause))
    }
}
