//! Whose name stands before the words that leave.

use super::super::conversation::Signed;
use super::super::ids::PersonId;
use super::super::message::Outgoing;
use super::super::rules::Signature;
use super::super::signature::LONGEST;
use super::Step;

impl Step<'_> {
    /// Whether the author's name stands before this row, whose turn it is. Of a line that becomes
    /// several messages it stands before one.
    pub(super) fn is_signed(&self, row: &Outgoing) -> bool {
        if !row.content.speaks() {
            return false;
        }
        match self.c.rules.signature {
            Signature::Off => false,
            Signature::First => !self.gave_their_name(row.author),
            Signature::Every => {
                let mut rows = self.c.outgoing.iter();
                !rows.any(|other| {
                    other.id != row.id && other.line() == row.line() && bears_a_name(other)
                })
            }
        }
    }

    /// How much of a message is left for a name, whether or not one will stand before it: a text is
    /// divided in the same way however often its line is read.
    pub(super) fn room_for_a_name(&self) -> usize {
        match self.c.rules.signature {
            Signature::Off => 0,
            Signature::First | Signature::Every => LONGEST,
        }
    }

    fn gave_their_name(&self, person: PersonId) -> bool {
        self.c.signed.is_some_and(|signed| signed.by == person)
    }

    /// A name is given once the customer has the message that it stands before, and is not if it
    /// turns out that they do not have it.
    pub(super) fn names_that_arrived(&mut self) {
        for row in &self.c.outgoing {
            let had = self.before.message(row.id).is_some_and(bears_a_name);
            match (had, bears_a_name(row)) {
                (false, true) => {
                    self.c.signed = Some(Signed {
                        by: row.author,
                        message: row.id,
                    });
                }
                (true, false) => {
                    let other = |signed: &Signed| signed.message != row.id;
                    self.c.signed = self.c.signed.filter(other);
                }
                _ => {}
            }
        }
    }
}

/// The customer has it, with a name before it.
fn bears_a_name(row: &Outgoing) -> bool {
    row.signed && row.state.progress().is_some()
}
