//! What a line says, and the messages in which it says it.

use crate::courier::{person, post};
use crate::discord::components::{Button, button_rows};
use crate::discord::message::{AllowedMentions, CONTENT_LIMIT, NewMessage};
use crate::domain::ids::{PersonId, PostId};
use crate::domain::text::{Unit, split};

use super::mention;

/// What a line says, with its buttons.
pub struct Said {
    /// Its words.
    pub text: String,
    /// Its buttons.
    pub buttons: Vec<Button>,
}

impl Said {
    /// Words alone.
    pub fn plain(text: String) -> Self {
        Self {
            text,
            buttons: Vec::new(),
        }
    }

    /// The messages in which that is said: one, even without words, or several if it is long.
    pub fn messages(
        self,
        reply_to: Option<PostId>,
        ping: Option<PersonId>,
        is_customers: bool,
    ) -> Vec<NewMessage> {
        let text = match ping.filter(|_| !is_customers) {
            // What stands below is quoted.
            Some(ping) => match self.text.split_once('\n') {
                Some((head, below)) => format!("{head} {}\n{below}", mention(ping)),
                None => format!("{} {}", self.text, mention(ping)),
            },
            None => self.text,
        };
        let mut parts = split(&text, CONTENT_LIMIT, Unit::Utf16);
        if parts.is_empty() {
            parts.push(Default::default());
        }
        let last = parts.len() - 1;
        parts
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let mut message = NewMessage::text(text);
                if let Some(target) = reply_to.filter(|_| at == 0) {
                    message = message.reply_to(post(target));
                }
                if let Some(ping) = ping {
                    message = message.mentioning(AllowedMentions::users([person(ping)]));
                } else if !is_customers {
                    message = message.silent();
                }
                if at == last {
                    message = message.components(button_rows(self.buttons.clone()));
                }
                message
            })
            .collect()
    }
}
