//! Modals: filling in and submitting what the bot opened.

use anyhow::{Context, bail, ensure};
use serde_json::{Value, json};

use crate::discord::components::{self, kinds};
use crate::discord::ids::Id;
use crate::discord::interactions::{Cause, Deed};
use crate::discord::world::World;

use super::Person;
use super::answers::Interaction;
use super::options::Given;

impl Person {
    /// Fills in the modal that an interaction was answered with, and submits it. Fields are named
    /// by label or custom id; those not named keep what they are prefilled with.
    ///
    /// # Errors
    ///
    /// If there is no modal, no such field, or the client would not accept a value.
    pub fn submits(
        &self,
        opened: &Interaction,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<Interaction> {
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, text)| (*name, Given::from(*text)))
            .collect();
        self.submits_all(opened, &fields)
    }

    /// As [`Person::submits`], for fields that take more than text.
    ///
    /// # Errors
    ///
    /// As [`Person::submits`].
    pub fn submits_all(
        &self,
        opened: &Interaction,
        fields: &[(&str, Given)],
    ) -> anyhow::Result<Interaction> {
        let id = self.with(|world| {
            let state = world
                .interactions
                .get(&opened.id())
                .context("its time is over")?;
            ensure!(state.user == self.id, "the modal is another person's");
            let modal = state.modal.clone().context("no modal was opened")?;
            let (channel, source) = (state.channel, state.source);
            let data = world.modal_data((self.id, channel), &modal, fields)?;
            anyhow::Ok(world.interact(Deed {
                cause: Cause::Modal,
                user: self.id,
                channel,
                data,
                source,
                context_menu: false,
                opened_by: Some(opened.id()),
            }))
        })?;
        Ok(Interaction::new(self.clone(), id))
    }
}

impl World {
    fn modal_data(
        &mut self,
        place: (Id, Id),
        modal: &Value,
        fields: &[(&str, Given)],
    ) -> anyhow::Result<Value> {
        let list = modal["components"].as_array().cloned().unwrap_or_default();
        let mut used = 0;
        let mut components = Vec::new();
        let mut resolved = json!({});
        for outer in &list {
            let labelled = components::kind(outer) == kinds::LABEL;
            let inner = if labelled {
                &outer["component"]
            } else {
                &outer["components"][0]
            };
            if inner.is_null() {
                continue;
            }
            let label = if labelled {
                &outer["label"]
            } else {
                &inner["label"]
            };
            let given = fields
                .iter()
                .find(|(name, _)| *label == *name || inner["custom_id"] == *name)
                .map(|(_, value)| value);
            used += usize::from(given.is_some());
            let answer = self.modal_answer(place, inner, label, given, &mut resolved)?;
            components.push(if labelled {
                json!({ "type": kinds::LABEL, "id": outer["id"], "component": answer })
            } else {
                json!({ "type": kinds::ROW, "id": outer["id"], "components": [answer] })
            });
        }
        if used != fields.len() {
            let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            bail!("the modal has not all of the fields {names:?}: {modal}");
        }
        let mut data = json!({ "custom_id": modal["custom_id"], "components": components });
        if resolved != json!({}) {
            data["resolved"] = resolved;
        }
        Ok(data)
    }

    fn modal_answer(
        &mut self,
        place: (Id, Id),
        input: &Value,
        label: &Value,
        given: Option<&Given>,
        resolved: &mut Value,
    ) -> anyhow::Result<Value> {
        let kind = components::kind(input);
        let mut answer = json!({
            "type": kind, "id": input["id"], "custom_id": input["custom_id"],
        });
        let required = input["required"] != false;
        match (kind, given) {
            (kinds::TEXT_INPUT, Some(Given::Text(_)) | None) => {
                let text = match given {
                    Some(Given::Text(text)) => text.as_str(),
                    _ => input["value"].as_str().unwrap_or_default(),
                };
                let length = text.chars().count() as u64;
                ensure!(length > 0 || !required, "the field {label} is required");
                let max = input["max_length"].as_u64().unwrap_or(4_000);
                ensure!(length <= max, "the field {label} takes {max} characters");
                let min = input["min_length"].as_u64().unwrap_or(0);
                ensure!(
                    length == 0 || length >= min,
                    "the field {label} needs {min} characters"
                );
                let single = input["style"] == 1;
                ensure!(
                    !single || !text.contains('\n'),
                    "the field {label} has one line"
                );
                answer["value"] = json!(text);
            }
            (kinds::FILE_UPLOAD, Some(Given::File(file))) => {
                let stored = self.upload(place.1, vec![file.clone()])?;
                for attachment in stored {
                    let value = self.attachment_json(&attachment);
                    resolved["attachments"][attachment.id.to_string()] = value;
                    answer["values"] = json!([attachment.id]);
                }
            }
            (_, None) => {
                ensure!(!required, "the field {label} is required");
                answer["values"] = json!([]);
            }
            (_, Some(Given::Text(value))) => {
                let (values, _) = self.select_values(place, input, &[value])?;
                answer["values"] = values;
            }
            (_, Some(Given::Thing(id))) => {
                let (values, things) = self.select_values(place, input, &[&id.to_string()])?;
                answer["values"] = values;
                if let Some(things) = things {
                    *resolved = things;
                }
            }
            (_, Some(other)) => bail!("the field {label} does not take {other:?}"),
        }
        Ok(answer)
    }
}
