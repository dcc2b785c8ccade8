//! What the customer sees of the one who answers: that they read, and that they type.

use chrono::{DateTime, Utc};
use conecta::domain::effect::Effect;
use conecta::domain::rules::Reading;

use crate::books::{Books, Fate, Msg};
use crate::checker::{Verdict, must};

impl Books {
    pub fn reported(
        &mut self,
        wamid: &str,
        typing_until: Option<DateTime<Utc>>,
        all: &[Effect],
        now: i64,
    ) -> Verdict {
        must!(self.rules.reading != Reading::Never, "reading is reported");
        must!(self.assignee.is_some(), "reading is reported for nobody");
        must!(
            self.last_wamid.as_deref() == Some(wamid),
            "reading {wamid} is reported, which is not the last"
        );
        let known = self.read_reported.iter().any(|other| other == wamid);
        if let Some(until) = typing_until {
            self.types_until(until.timestamp_millis(), now)?;
        } else {
            let sends = all.iter().any(|e| matches!(e, Effect::Send { .. }));
            must!(sends, "reading is reported although nothing leaves");
            must!(!known, "reading {wamid} is reported again");
        }
        if !known {
            self.read_reported.push(wamid.to_owned());
        }
        Ok(())
    }

    /// Somebody is typing as long as the assignee's words, which nothing keeps back, may still be
    /// taken back.
    fn types_until(&self, until: i64, now: i64) -> Verdict {
        must!(
            self.rules.reading == Reading::WithTyping,
            "typing is shown unasked"
        );
        must!(now < until, "typing is shown for nothing");
        must!(self.nothing_waits(now), "typing is shown while others wait");
        let leaves = self.msgs.iter().any(|msg| {
            let theirs = Some(msg.confirmed_by) == self.assignee;
            msg.pending() && msg.in_undo && msg.due == until && theirs && !msg.template
        });
        must!(leaves, "typing is shown although nothing leaves then");
        Ok(())
    }

    /// Nothing that is written keeps what comes after it from leaving.
    fn nothing_waits(&self, now: i64) -> bool {
        let mut all = self.msgs.iter().enumerate();
        all.all(|(at, msg)| !msg.pending() || self.free(at, now)) && !self.in_doubt()
    }

    /// What the assignee has just written, and may take back, shows as typing.
    pub fn typing_was_shown(&self, effects: &[Effect], now: i64) -> Verdict {
        let Some((_, id, Fate::Leaves, _)) = self.expected else {
            return Ok(());
        };
        let in_undo = |msg: &&Msg| msg.pending() && msg.in_undo && msg.due > now;
        let Some(new) = self.at(id).map(|at| &self.msgs[at]).filter(in_undo) else {
            return Ok(());
        };
        let mut others = self.msgs.iter().filter(in_undo);
        let known = others.any(|msg| msg.line != new.line && msg.due >= new.due);
        let wanted = self.rules.reading == Reading::WithTyping && self.last_wamid.is_some();
        if !wanted || known || !self.nothing_waits(now) {
            return Ok(());
        }
        let shown = effects.iter().any(|effect| {
            matches!(effect, Effect::ReportRead { typing_until, .. } if typing_until.is_some())
        });
        must!(shown, "{id:?} leaves in a moment, and nobody types");
        Ok(())
    }
}
