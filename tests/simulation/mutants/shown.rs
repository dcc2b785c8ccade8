//! Cores that show the customer a wrong name, or wrongly that somebody reads or types.

use conecta::domain::effect::Effect;
use conecta::domain::event::Event;
use conecta::domain::mark::Mark;
use conecta::domain::message::State;
use conecta::domain::step::step;

use super::{Mutant, mutant, without};

pub(super) fn all() -> Vec<Mutant> {
    vec![
        mutant("gives a name with every message", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            for row in &mut after.outgoing {
                row.signed |= row.state == State::Sending && !row.content.is_template();
            }
            (after, effects)
        }),
        mutant("forgets that somebody else speaks now", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if matches!(e, Event::Assumed { .. } | Event::Restarted { .. }) {
                after.signed = c.signed;
            }
            (after, effects)
        }),
        mutant("takes a name for read that never arrived", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if matches!(e, Event::FailedLater { .. }) {
                after.signed = after.signed.or(c.signed);
            }
            (after, effects)
        }),
        mutant("reports reading by itself", |c, e, now| {
            let (after, mut effects) = step(c, e, now);
            if let Event::ContactWrote(answer) = e {
                effects.push(Effect::ReportRead {
                    wamid: answer.wamid.clone(),
                    typing_until: None,
                });
            }
            (after, effects)
        }),
        mutant("never types", |c, e, now| {
            without(
                step(c, e, now),
                |effect| matches!(effect, Effect::ReportRead { typing_until, .. } if typing_until.is_some()),
            )
        }),
        mutant("types what is a note", |c, e, now| {
            let (after, mut effects) = step(c, e, now);
            let noted = effects.iter().any(|effect| {
                matches!(
                    effect,
                    Effect::Mark {
                        mark: Some(Mark::Note),
                        ..
                    }
                )
            });
            let last = after.last_inbound.as_ref();
            if let (true, Some(wamid)) = (noted, last.and_then(|last| last.wamid.clone())) {
                effects.push(Effect::ReportRead {
                    wamid,
                    typing_until: Some(now + after.rules.undo()),
                });
            }
            (after, effects)
        }),
    ]
}
