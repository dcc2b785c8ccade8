//! Whether what people do in the thread reaches the core, and what happens when it does again.

use conecta::domain::event::{Event, Line};
use conecta::domain::ids::PostId;

use crate::checker::Verdict;
use crate::world::World;

impl World<'_> {
    /// A person did that in the thread. Where nobody sees it, it comes later or never.
    pub fn in_thread(&mut self, event: Event) -> Verdict {
        if self.in_sight {
            return self.feed(event);
        }
        self.missed.push(event);
        Ok(())
    }

    /// That line has not reached the core.
    pub fn is_missed(&self, post: PostId) -> bool {
        let wrote = |event: &Event| matches!(event, Event::Wrote(line) if line.post == post);
        self.missed.iter().any(wrote)
    }

    /// What people do reaches the core again: all that was missed comes in its order, or it is a
    /// gap, and only what stands in the thread is read.
    pub fn sees_again(&mut self) -> Verdict {
        let missed = std::mem::take(&mut self.missed);
        let resumes = self.rng.chance(50);
        if !resumes {
            self.feed(Event::Gap)?;
        }
        for event in missed {
            match event {
                Event::Wrote(line) if !resumes => self.reads_line(line)?,
                event if resumes => self.feed(event)?,
                _ => {}
            }
        }
        self.in_sight = true;
        self.feed(Event::Woken)
    }

    /// A line is read late, as it stands by then.
    pub fn reads_line(&mut self, mut line: Line) -> Verdict {
        let stands = self
            .said
            .iter()
            .find(|said| said.post == line.post && !said.gone);
        let Some(said) = stands else { return Ok(()) };
        line.text.clone_from(&said.text);
        self.feed(Event::Wrote(line))
    }
}
