//! Broken cores. Each must be caught, or the checker checks nothing.

use chrono::{DateTime, TimeDelta, Utc};
use conecta::domain::conversation::Conversation;
use conecta::domain::effect::{Effect, Notice, Posted, Question};
use conecta::domain::event::{Event, Wish};
use conecta::domain::mark::Mark;
use conecta::domain::message::{Progress, State};
use conecta::domain::refusal::{Reason, Refusal, Retry, Scope};
use conecta::domain::step::step;

use crate::under_test::Core;

mod shown;

type Step = (Conversation, Vec<Effect>);
type Broken = fn(&Conversation, &Event, DateTime<Utc>) -> Step;

/// A core that is wrong in one way.
pub struct Mutant {
    /// What is wrong with it.
    pub name: &'static str,
    broken: Broken,
}

impl Core for Mutant {
    fn step(&mut self, conversation: &Conversation, event: &Event, now: DateTime<Utc>) -> Step {
        (self.broken)(conversation, event, now)
    }
}

fn mutant(name: &'static str, broken: Broken) -> Mutant {
    Mutant { name, broken }
}

/// All of them.
pub fn all() -> Vec<Mutant> {
    let mut all = vec![
        mutant("forgets to send", |c, e, now| {
            without(step(c, e, now), |effect| {
                matches!(effect, Effect::Send { .. })
            })
        }),
        mutant("sends twice", |c, e, now| {
            twice(step(c, e, now), |effect| {
                matches!(effect, Effect::Send { .. })
            })
        }),
        mutant("mirrors twice", |c, e, now| {
            twice(
                step(c, e, now),
                |effect| matches!(effect, Effect::Post(post) if matches!(post.what, Posted::Mirror { .. })),
            )
        }),
        mutant("forgets to mirror", |c, e, now| {
            without(
                step(c, e, now),
                |effect| matches!(effect, Effect::Post(post) if matches!(post.what, Posted::Mirror { .. })),
            )
        }),
        mutant("never wakes", |c, e, now| {
            without(step(c, e, now), |effect| {
                matches!(effect, Effect::WakeAt(_))
            })
        }),
        mutant("wakes a second late", |c, e, now| {
            let (after, mut effects) = step(c, e, now);
            for effect in &mut effects {
                if let Effect::WakeAt(at) = effect {
                    *at += TimeDelta::seconds(1);
                }
            }
            (after, effects)
        }),
        mutant("lets questions stand", |c, e, now| {
            without(step(c, e, now), |effect| {
                matches!(effect, Effect::Retract(_))
            })
        }),
        mutant("does not ask about a doubt", |c, e, now| {
            without(step(c, e, now), |effect| {
                matches!(effect, Effect::Post(post)
                    if matches!(&post.what, Posted::Ask(ask)
                        if matches!(ask.question(), Question::Doubt(_))))
            })
        }),
        mutant("fails in silence", |c, e, now| {
            without(step(c, e, now), |effect| {
                matches!(effect, Effect::Post(post)
                    if matches!(post.what, Posted::Notice(Notice::Failed { .. })))
            })
        }),
        mutant("ignores the end of the window", |c, e, now| {
            let mut open = c.clone();
            open.window.until = c.window.until.map(|until| until + TimeDelta::hours(1));
            let (mut after, effects) = step(&open, e, now);
            if after.window.until == open.window.until {
                after.window.until = c.window.until;
            }
            (after, effects)
        }),
        mutant("lets the end of the window through", |c, e, now| {
            if c.window.until == Some(now) {
                return step(c, e, now - TimeDelta::milliseconds(1));
            }
            step(c, e, now)
        }),
        mutant("does not believe 131047", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            after.window.refused = false;
            (after, effects)
        }),
        mutant("changes the order", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if let [.., a, b] = &mut after.outgoing[..]
                && a.state == State::Waiting
                && b.state == State::Waiting
            {
                std::mem::swap(&mut a.position, &mut b.position);
                after.outgoing.sort_by_key(|row| row.position);
            }
            (after, effects)
        }),
        mutant("repeats what is in doubt", |c, e, now| match e {
            Event::InDoubt { message, attempt } => {
                let refusal = Refusal {
                    reason: Reason::NoAnswer,
                    code: None,
                    certain: true,
                    scope: Scope::Message,
                    retry: Retry::Backoff,
                };
                let event = Event::Refused {
                    message: *message,
                    attempt: *attempt,
                    refusal,
                };
                step(c, &event, now)
            }
            _ => step(c, e, now),
        }),
        mutant("repeats what was refused without certainty", |c, e, now| {
            let mut event = e.clone();
            if let Event::Refused { refusal, .. } = &mut event {
                refusal.certain = true;
            }
            step(c, &event, now)
        }),
        mutant("sends notes", |c, e, now| {
            let mut event = e.clone();
            if let Event::Wrote(line) = &mut event {
                line.text = line.text.replace("//", "");
            }
            step(c, &event, now)
        }),
        mutant("listens to anybody", |c, e, now| {
            let mut event = e.clone();
            if let (Event::Wrote(line), Some(assignee)) = (&mut event, c.assignee) {
                line.author = assignee;
            }
            step(c, &event, now)
        }),
        mutant("does not mind late reading", |c, e, now| {
            let mut event = e.clone();
            if let Event::Wrote(line) = &mut event {
                line.written_at = now;
            }
            step(c, &event, now)
        }),
        mutant("forgets that messages expire", |c, e, now| {
            let mut patient = c.clone();
            patient.rules.queue_h = 8_000;
            let (mut after, effects) = step(&patient, e, now);
            after.rules.queue_h = c.rules.queue_h;
            (after, effects)
        }),
        mutant("gives no time to take back", |c, e, now| {
            let mut hasty = c.clone();
            hasty.rules.undo_s = 0;
            let (mut after, effects) = step(&hasty, e, now);
            after.rules.undo_s = c.rules.undo_s;
            (after, effects)
        }),
        mutant("goes back to an earlier status", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if let Event::Progressed {
                message,
                progress: Progress::Sent,
                ..
            } = e
                && let Some(row) = after.outgoing.iter_mut().find(|row| row.id == *message)
                && row.state.progress().is_some()
            {
                row.state = State::Sent;
            }
            (after, effects)
        }),
        mutant("lets words overtake a file", |c, e, now| {
            let mut landed = c.clone();
            for row in &mut landed.outgoing {
                if row.state == State::Sent && row.content.file().is_some() {
                    row.accepted_at = row.accepted_at.map(|at| at - TimeDelta::seconds(10));
                }
            }
            let (mut after, effects) = step(&landed, e, now);
            for row in &mut after.outgoing {
                let before = c.message(row.id);
                if let Some(before) = before.filter(|before| before.state == State::Sent) {
                    row.accepted_at = before.accepted_at;
                }
            }
            (after, effects)
        }),
        mutant("lets held messages go", |c, e, now| {
            let mut free = c.clone();
            for row in &mut free.outgoing {
                if row.state == State::Held {
                    row.state = State::Waiting;
                    row.held = None;
                }
            }
            step(&free, e, now)
        }),
        mutant("lets an edit release what is held", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if let Event::Edited { post, .. } = e
                && let Some(row) = after
                    .outgoing
                    .iter_mut()
                    .find(|row| row.post == Some(*post))
                && row.state == State::Held
            {
                row.state = State::Waiting;
                row.held = None;
            }
            (after, effects)
        }),
        mutant("does not wait for the end of a flight", |c, e, now| {
            let mut landed = c.clone();
            for row in &mut landed.outgoing {
                row.accepted_at = row.accepted_at.map(|at| at - TimeDelta::seconds(2));
            }
            let (mut after, effects) = step(&landed, e, now);
            for row in &mut after.outgoing {
                if let Some(old) = c.message(row.id).filter(|old| old.accepted_at.is_some()) {
                    row.accepted_at = old.accepted_at;
                }
            }
            (after, effects)
        }),
        mutant("never finds anything stale", |c, e, now| {
            let mut fresh = c.clone();
            for row in &mut fresh.outgoing {
                row.ready_since = row.ready_since.map(|_| now);
            }
            step(&fresh, e, now)
        }),
        mutant("lets the queue leave after a stop", |c, e, now| {
            let mut event = e.clone();
            if let Event::ContactWrote(answer) | Event::ContactTouched(answer) = &mut event {
                answer.stop = false;
                answer.opt_out = false;
            }
            step(c, &event, now)
        }),
        mutant(
            "forgets a stop while something is under way",
            |c, e, now| {
                let mut c = c.clone();
                for row in &mut c.outgoing {
                    row.stopped = false;
                }
                step(&c, e, now)
            },
        ),
        mutant("takes a reaction for words", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if matches!(e, Event::ContactTouched(_)) && after.wrote_since.is_none() {
                after.wrote_since = Some(now);
                after.remind_at = Some(now + TimeDelta::minutes(5));
            }
            (after, effects)
        }),
        mutant("takes what was taken back for an answer", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if matches!(e, Event::Pressed { .. }) {
                after.unanswered_since = c.unanswered_since;
            }
            (after, effects)
        }),
        mutant("lets go what stood behind for days", |c, e, now| {
            let mut trusting = c.clone();
            if !matches!(e, Event::ContactWrote(_) | Event::ContactTouched(_)) {
                trusting.rules.fresh_h = 168;
            }
            let (mut after, effects) = step(&trusting, e, now);
            after.rules.fresh_h = c.rules.fresh_h;
            (after, effects)
        }),
        mutant("trusts old messages", |c, e, now| {
            let mut trusting = c.clone();
            trusting.rules.fresh_h = 168;
            let (mut after, effects) = step(&trusting, e, now);
            after.rules.fresh_h = c.rules.fresh_h;
            (after, effects)
        }),
        mutant("sends during a pause", |c, e, now| {
            let mut running = c.clone();
            running.pause = None;
            let (mut after, effects) = step(&running, e, now);
            after.pause = c.pause;
            (after, effects)
        }),
        mutant("forgets the gap", |c, e, now| match e {
            Event::Gap => step(c, &Event::Woken, now),
            _ => step(c, e, now),
        }),
        mutant("believes that it sees", |c, e, now| {
            let mut blind = c.clone();
            blind.in_sight = true;
            step(&blind, e, now)
        }),
        mutant("sends whatever was read again", |c, e, now| match e {
            Event::Reread { .. } => step(c, &Event::Woken, now),
            _ => step(c, e, now),
        }),
        mutant("forgets a deletion under way", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            for row in &mut after.outgoing {
                if row.state == State::Sending {
                    row.held = None;
                }
            }
            (after, effects)
        }),
        mutant("ignores deletions", |c, e, now| match e {
            Event::Deleted { .. } => step(c, &Event::Woken, now),
            _ => step(c, e, now),
        }),
        mutant("ignores edits", |c, e, now| match e {
            Event::Edited { .. } => step(c, &Event::Woken, now),
            _ => step(c, e, now),
        }),
        mutant("loses what was cancelled", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            after.outgoing.retain(|row| row.state != State::Cancelled);
            (after, effects)
        }),
        mutant("puts back what an old failure is about", |c, e, now| {
            let mut event = e.clone();
            if let Event::FailedLater { attempt, .. } = &mut event {
                *attempt = c.outgoing.iter().map(|row| row.attempt).max();
            }
            step(c, &event, now)
        }),
        mutant("claims delivery too early", |c, e, now| {
            let (after, mut effects) = step(c, e, now);
            for effect in &mut effects {
                if let Effect::Mark { mark, .. } = effect
                    && *mark == Some(Mark::Accepted)
                {
                    *mark = Some(Mark::Delivered);
                }
            }
            (after, effects)
        }),
        mutant("gives no mark to what waits", |c, e, now| {
            without(step(c, e, now), |effect| {
                matches!(
                    effect,
                    Effect::Mark {
                        mark: Some(Mark::Queued),
                        ..
                    }
                )
            })
        }),
        mutant("takes no for yes", |c, e, now| {
            let mut event = e.clone();
            if let Event::Pressed { wish, .. } = &mut event
                && *wish == Wish::DiscardQueue
            {
                *wish = Wish::SendQueue;
            }
            step(c, &event, now)
        }),
        mutant(
            "sends on in a concluded conversation",
            |c, e, now| match e {
                Event::Concluded { .. } => {
                    let (mut after, effects) = step(c, e, now);
                    for row in &mut after.outgoing {
                        if let Some(old) = c.message(row.id) {
                            row.state = old.state;
                        }
                    }
                    (after, effects)
                }
                _ => step(c, e, now),
            },
        ),
        mutant("repeats the customer's name", |c, e, now| {
            let mut unnamed = c.clone();
            unnamed.named = false;
            step(&unnamed, e, now)
        }),
        mutant("lets the files of a note go", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if matches!(e, Event::Edited { .. }) {
                for row in after
                    .outgoing
                    .iter_mut()
                    .filter(|row| row.along_with.is_some())
                {
                    if let Some(old) = c.message(row.id) {
                        row.state = old.state;
                    }
                }
            }
            (after, effects)
        }),
        mutant(
            "keeps the words of a file that is taken out",
            |c, e, now| {
                let (mut after, effects) = step(c, e, now);
                for row in &mut after.outgoing {
                    let had_one = c
                        .message(row.id)
                        .is_some_and(|row| row.content.file().is_some());
                    if had_one && row.content.file().is_none() && row.state.is_pending() {
                        row.state = State::Cancelled;
                    }
                }
                (after, effects)
            },
        ),
        mutant("loses what an edit adds below a file", |c, e, now| {
            let (mut after, effects) = step(c, e, now);
            if let Event::Edited { fresh, .. } = e {
                after.outgoing.retain(|row| row.id != *fresh);
            }
            (after, effects)
        }),
        mutant("forgets what was corrected", |c, e, now| {
            let mut c = c.clone();
            for row in c.outgoing.iter_mut().filter(|row| row.corrected) {
                row.corrected = false;
            }
            step(&c, e, now)
        }),
        mutant(
            "sends a file that the platform does not have",
            |c, e, now| {
                let (mut after, mut effects) = step(c, e, now);
                for effect in &mut effects {
                    if let Effect::Prepare { message } = *effect
                        && let Some(row) = after.outgoing.iter_mut().find(|row| row.id == message)
                    {
                        row.state = State::Sending;
                        row.attempt += 1;
                        let attempt = row.attempt;
                        *effect = Effect::Send { message, attempt };
                    }
                }
                (after, effects)
            },
        ),
    ];
    all.extend(shown::all());
    all
}

fn without((after, mut effects): Step, which: impl Fn(&Effect) -> bool) -> Step {
    effects.retain(|effect| !which(effect));
    (after, effects)
}

fn twice((after, effects): Step, which: impl Fn(&Effect) -> bool) -> Step {
    let effects = effects
        .into_iter()
        .flat_map(|effect| {
            let again = which(&effect).then(|| effect.clone());
            std::iter::once(effect).chain(again)
        })
        .collect();
    (after, effects)
}
