//! Whose name the customer reads before whose words, by the team's rule.

use conecta::domain::rules::Signature;

use crate::books::Books;

impl Books {
    /// Whether the author's name must leave with this message.
    pub fn must_name(&self, at: usize) -> bool {
        let msg = &self.msgs[at];
        if msg.template || msg.text.trim().is_empty() {
            return false;
        }
        match self.rules.signature {
            Signature::Off => false,
            Signature::First => self.name.is_none_or(|(known, _)| known != msg.author),
            Signature::Every => !self
                .msgs
                .iter()
                .any(|other| other.id != msg.id && other.line == msg.line && other.named),
        }
    }

    /// What the customer has was read with the name in it; what they turn out not to have was not.
    pub fn read_names(&mut self) {
        for msg in &mut self.msgs {
            let has = msg.signed && msg.came().is_some();
            if has && !msg.named {
                self.name = Some((msg.author, msg.id));
            } else if msg.named && !has && self.name.is_some_and(|(_, id)| id == msg.id) {
                self.name = None;
            }
            msg.named = has;
        }
    }
}
