//! How those who ask are answered.

use std::sync::atomic::Ordering;

use poise::serenity_prelude as serenity;
use serde_json::json;

use super::Asked;
use crate::discord::components::Modal;
use crate::domain::ids::ConversationId;

use super::super::trouble::Trouble;
use super::super::view::View;

/// Where an interaction stands on its way to being answered.
pub(super) const UNANSWERED: u8 = 0;
const DEFERRED: u8 = 1;
const ANSWERED: u8 = 2;
/// A select has its choice back; what answers comes beside the message that it stands in.
const BESIDE: u8 = 3;

impl Asked<'_> {
    /// What follows may take longer than Discord waits for a first answer.
    pub async fn defer(&self) -> Result<(), Trouble> {
        if self.state.load(Ordering::SeqCst) != UNANSWERED {
            return Ok(());
        }
        let answer = if self.in_place {
            json!({ "type": 6 })
        } else {
            json!({ "type": 5, "data": { "flags": 64 } })
        };
        self.respond(&answer, DEFERRED).await
    }

    /// The select in which they chose shows nothing chosen again, so that the same can be chosen a
    /// second time: an answer that changes its message, if only in name, is what does that. All that
    /// follows comes beside that message.
    /// <https://github.com/discord/discord-api-docs/issues/4801>
    pub async fn give_choice_back(&self) -> Result<(), Trouble> {
        self.respond(&json!({ "type": 7, "data": {} }), BESIDE)
            .await
    }

    /// Shows this: in place of what they pressed in, if that is for them alone.
    pub async fn show(&self, view: &View) -> Result<(), Trouble> {
        let state = self.state.load(Ordering::SeqCst);
        if state == BESIDE {
            return self.follow_up(view).await;
        }
        if state != UNANSWERED {
            self.http
                .edit_original_interaction_response(self.token, &view.edit(), Vec::new())
                .await?;
            return Ok(());
        }
        let answer = if self.in_place {
            json!({ "type": 7, "data": view.edit() })
        } else {
            json!({ "type": 4, "data": view.json() })
        };
        self.respond(&answer, ANSWERED).await
    }

    /// Tells them this beside whatever they see.
    pub async fn whisper(&self, view: &View) -> Result<(), Trouble> {
        match self.state.load(Ordering::SeqCst) {
            UNANSWERED => {
                let answer = json!({ "type": 4, "data": view.json() });
                self.respond_with(&answer, view.files(), ANSWERED).await
            }
            DEFERRED if !self.in_place => self.show(view).await,
            _ => self.follow_up(view).await,
        }
    }

    async fn follow_up(&self, view: &View) -> Result<(), Trouble> {
        self.http
            .create_followup_message(self.token, &view.json(), view.files())
            .await?;
        Ok(())
    }

    /// Tells them this text.
    pub async fn tell(&self, text: impl AsRef<str>) -> Result<(), Trouble> {
        self.whisper(&View::text(text)).await
    }

    /// Says this in a conversation's thread as a note of theirs. Nobody is mentioned by it.
    pub async fn note(&self, id: ConversationId, text: &str) -> Result<(), Trouble> {
        self.desk().noted(id, self.by.id).await?;
        let data = json!({
            "content": crate::discord::shorten::shorten(text, 2000),
            "allowed_mentions": { "parse": [] },
        });
        self.respond(&json!({ "type": 4, "data": data }), ANSWERED)
            .await
    }

    /// Opens a form, which must be the first answer.
    pub async fn open(&self, modal: &Modal) -> Result<(), Trouble> {
        self.respond(&json!({ "type": 9, "data": modal }), ANSWERED)
            .await
    }

    async fn respond(&self, answer: &serde_json::Value, then: u8) -> Result<(), Trouble> {
        self.respond_with(answer, Vec::new(), then).await
    }

    async fn respond_with(
        &self,
        answer: &serde_json::Value,
        files: Vec<serenity::CreateAttachment>,
        then: u8,
    ) -> Result<(), Trouble> {
        // Marked first: after a failure Discord may have taken it all the same.
        self.state.store(then, Ordering::SeqCst);
        self.http
            .create_interaction_response(self.id, self.token, answer, files)
            .await?;
        Ok(())
    }

    /// Tells the person what became of it if that is not what they asked for.
    pub async fn finish(&self, outcome: Result<(), Trouble>) {
        let Err(trouble) = outcome else { return };
        let untaken = match trouble {
            untaken @ Trouble::Discord(_) => Err(untaken),
            trouble => self.tell(trouble.sentence(self).await).await,
        };
        if let Err(error @ Trouble::Discord(_)) = untaken {
            tracing::warn!(%error, interaction = self.id.get(), "Discord did not take an answer");
        }
    }
}
