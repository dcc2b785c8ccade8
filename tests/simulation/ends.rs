//! How the process of a world dies and comes back, and how a world ends.

use conecta::domain::event::Event;
use conecta::domain::ids::MessageId;
use conecta::domain::message::State;

use crate::books::{HOUR, MINUTE};
use crate::checker::Verdict;
use crate::world::{Doing, Mood, START, World};

impl World<'_> {
    /// The process dies and comes back: answers, rereads and timers are lost, requests are of
    /// unknown outcome, webhooks come late, and what people did in the thread was not seen.
    pub fn crash(&mut self) -> Verdict {
        self.seen.crashes += 1;
        if let Some(story) = &mut self.story {
            story.push(format!("{:>10} ✗ crash", self.now - START));
        }
        if self.rng.chance(30) {
            // What the last step ordered was not begun.
            self.take(Event::Woken, false)?;
        }
        self.agenda.retain(|item| {
            !matches!(
                item.what,
                Doing::Answer(_)
                    | Doing::Reread(..)
                    | Doing::Look
                    | Doing::Prepared(_)
                    | Doing::Wake
            )
        });
        self.books.rereads.clear();
        self.books.preparing.clear();
        self.books.looks = false;
        let missed = std::mem::take(&mut self.missed);
        let away = self
            .rng
            .pick(&[500, 3_000, 90_000, 5 * MINUTE, 20 * MINUTE, 3 * HOUR]);
        let from = self.now;
        let unseen = self.people_act_unseen(from, from + away);
        self.now += away;
        for item in &mut self.agenda {
            item.at = item.at.max(from + away + 1);
        }
        self.in_sight = true;
        self.feed(Event::Gap)?;
        let flying: Vec<(MessageId, u32)> = self
            .conv
            .outgoing
            .iter()
            .filter(|row| row.state == State::Sending)
            .map(|row| (row.id, row.attempt))
            .collect();
        for (message, attempt) in flying {
            self.feed(Event::InDoubt { message, attempt })?;
        }
        self.feed(Event::Woken)?;
        for event in missed {
            if let Event::Wrote(line) = event {
                self.reads_line(line)?;
            }
        }
        for line in unseen {
            self.now += 1;
            self.feed(Event::Wrote(line))?;
        }
        Ok(())
    }

    /// From here on everybody is kind: the platform takes everything, the customer answers, and
    /// whoever is asked says yes. Then no message may be left over.
    pub fn everything_ends_well(&mut self) -> Verdict {
        self.mood = Mood::Well;
        if let Some(story) = &mut self.story {
            story.push("— everybody is kind from here on —".to_owned());
        }
        self.set_pause(None)?;
        if !self.in_sight {
            self.sees_again()?;
        }
        for _ in 0..500 {
            self.now += 1;
            if self.kindness()? {
                continue;
            }
            if self.agenda.is_empty()
                || self
                    .conv
                    .outgoing
                    .iter()
                    .all(|row| !row.state.is_unsettled())
            {
                break;
            }
            self.next_of_the_agenda()?;
        }
        match self
            .conv
            .outgoing
            .iter()
            .find(|row| row.state.is_unsettled())
        {
            None => Ok(()),
            Some(row) => Err(format!("{:?} is {:?} for ever", row.id, row.state)),
        }
    }
}
