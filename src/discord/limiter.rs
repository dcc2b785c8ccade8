//! Decides which request may leave when, so that Discord never has to say no.
//!
//! Pure: time is a parameter and nothing waits here; [`super::sender::Sender`] does the waiting.
//! Requests of one [`Route`] leave in order, one at a time. Between routes the one that was served
//! least recently goes first, so a busy thread never holds back another. All keep within the
//! buckets that Discord's headers describe, a budget for the whole bot, and what others found
//! Discord to enforce without saying so.

mod bucket;
mod invalid;
mod route;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, VecDeque};

use chrono::TimeDelta;

use crate::clock::Timestamp;
pub use bucket::BucketHeaders;
use bucket::{BucketKey, Buckets, Room};
use invalid::InvalidRequests;
pub use route::{Endpoint, Priority, Route};

/// Requests in one second for everything that goes through the limiter. Discord allows a bot 50;
/// the rest is for interactions' edits and commands, which do not come through here.
pub const PER_SECOND: usize = 45;

/// After this time a mark or card is no longer put off for every post…
const PATIENCE: TimeDelta = TimeDelta::seconds(5);

/// …but goes after this many requests that were more urgent.
const OVERTAKEN_AT_MOST: u32 = 9;

/// Queues that are empty and have nothing to remember are forgotten beyond this many.
const FORGET_ABOVE: usize = 512;

/// Names a request from [`Limiter::enqueue`] to [`Limiter::finish`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(u64);

/// What the sender has to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// This request leaves now.
    Go(Ticket),
    /// This request must not leave: too many were refused, and everything stops until then.
    Refuse(Ticket, Timestamp),
    /// Nothing may leave before this time; without one, before something else happens.
    Wait(Option<Timestamp>),
}

/// How far a 429 reaches: `X-RateLimit-Scope`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// This bot on this route.
    User,
    /// This bot everywhere.
    Global,
    /// Everybody on this channel or guild; it does not count towards the ban.
    Shared,
}

/// What became of a request, as far as limits care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Answered, whatever the answer.
    Answered,
    /// Answered 401 or 403, which count towards the ban.
    Refused,
    /// Answered 429; the request waits again, first of its route.
    Limited {
        /// How far the limit reaches.
        scope: Scope,
        /// How long to wait.
        retry_after: TimeDelta,
    },
    /// No answer came.
    Unanswered,
}

#[derive(Debug)]
struct Waiting {
    ticket: Ticket,
    since: Timestamp,
}

#[derive(Debug)]
struct InFlight {
    request: Waiting,
    priority: usize,
    bucket: Option<BucketKey>,
}

#[derive(Debug, Default)]
struct Queue {
    waiting: [VecDeque<Waiting>; Priority::COUNT],
    in_flight: Option<InFlight>,
    /// Set by a 429.
    not_before: Option<Timestamp>,
    /// When the last requests were answered, for endpoints with a pace of their own. The answer
    /// counts rather than the departure, so that delays on the way cannot bring two too close.
    paced: VecDeque<Timestamp>,
    /// When it was served last, counted in requests.
    turn: u64,
}

impl Queue {
    fn is_empty(&self) -> bool {
        self.waiting.iter().all(VecDeque::is_empty)
    }

    /// Until when the route itself is closed, if it is.
    fn free_at(&self, route: Route, now: Timestamp) -> Option<Timestamp> {
        let paced = route.endpoint.pace().and_then(|(count, per)| {
            (self.paced.len() >= count).then(|| self.paced.front().map(|at| *at + per))?
        });
        self.not_before.max(paced).filter(|at| *at > now)
    }

    /// The first request of each priority.
    fn heads(&self, route: Route) -> impl Iterator<Item = Candidate> {
        let turn = self.turn;
        self.waiting
            .iter()
            .enumerate()
            .filter_map(move |(priority, waiting)| {
                waiting.front().map(|first| Candidate {
                    route,
                    priority,
                    turn,
                    ticket: first.ticket,
                    since: first.since,
                })
            })
    }
}

/// A request that could leave now.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    route: Route,
    priority: usize,
    turn: u64,
    ticket: Ticket,
    since: Timestamp,
}

/// What [`Limiter::choose`] found.
#[derive(Debug, Clone, Copy)]
struct Choice {
    candidate: Candidate,
    /// Something less urgent that has waited too long is put off once more.
    overtakes: bool,
}

/// The limiter: what waits, what is under way, and what Discord said.
#[derive(Debug, Default)]
pub struct Limiter {
    queues: HashMap<Route, Queue>,
    routes: HashMap<Ticket, Route>,
    buckets: Buckets,
    invalid: InvalidRequests,
    /// When the requests of the last second left.
    last_second: VecDeque<Timestamp>,
    /// Set by a global 429.
    all_not_before: Option<Timestamp>,
    latest: Option<Timestamp>,
    tickets: u64,
    turns: u64,
    in_flight: usize,
    /// How often in a row something urgent went before something that had waited too long.
    overtaken: u32,
}

impl Limiter {
    /// Puts a request at the end of its route.
    pub fn enqueue(&mut self, route: Route, priority: Priority, now: Timestamp) -> Ticket {
        self.observe(now);
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.routes.insert(ticket, route);
        let turn = self.turns;
        self.queues
            .entry(route)
            .or_insert_with(|| Queue {
                turn,
                ..Queue::default()
            })
            .waiting[priority.index()]
        .push_back(Waiting { ticket, since: now });
        ticket
    }

    /// What to do now; to be asked until it answers [`Next::Wait`], and again whenever something
    /// was enqueued, finished or cancelled.
    pub fn next(&mut self, now: Timestamp) -> Next {
        self.observe(now);
        if let Some(until) = self.invalid.stopped_until(now) {
            return match self.pop_any() {
                Some(ticket) => Next::Refuse(ticket, until),
                None => Next::Wait(None),
            };
        }
        let budget_free_at = self.budget_free_at(now);
        match (self.choose(now), budget_free_at) {
            (Err(earliest), _) => Next::Wait(earliest),
            (Ok(_), Some(at)) => Next::Wait(Some(at)),
            (Ok(choice), None) => self.depart(choice, now).map_or(Next::Wait(None), Next::Go),
        }
    }

    /// Reports what became of a request that [`Next::Go`] named. Answers until when everything
    /// stops, if this one made Discord's ban too close.
    #[must_use = "somebody has to be told that everything stops"]
    pub fn finish(
        &mut self,
        ticket: Ticket,
        outcome: Outcome,
        headers: Option<&BucketHeaders>,
        now: Timestamp,
    ) -> Option<Timestamp> {
        self.observe(now);
        let route = *self.routes.get(&ticket)?;
        let queue = self.queues.get_mut(&route)?;
        let gone = queue
            .in_flight
            .take_if(|gone| gone.request.ticket == ticket)?;
        self.in_flight -= 1;
        if let Some((count, _)) = route.endpoint.pace() {
            queue.paced.push_back(now);
            while queue.paced.len() > count {
                queue.paced.pop_front();
            }
        }
        self.buckets.answered(route, gone.bucket, headers, now);
        let mut invalid = matches!(outcome, Outcome::Refused);
        if let Outcome::Limited { scope, retry_after } = outcome {
            let at = now + retry_after;
            if scope == Scope::Global {
                self.all_not_before = self.all_not_before.max(Some(at));
            } else {
                queue.not_before = Some(at);
            }
            invalid = scope != Scope::Shared;
            queue.waiting[gone.priority].push_front(gone.request);
        } else {
            self.routes.remove(&ticket);
        }
        self.forget_queues(now);
        invalid.then(|| self.invalid.add(now)).flatten()
    }

    /// Takes back a request that nobody waits for any more, whether it left or not.
    pub fn cancel(&mut self, ticket: Ticket, now: Timestamp) {
        let Some(route) = self.routes.get(&ticket).copied() else {
            return;
        };
        let Some(queue) = self.queues.get_mut(&route) else {
            return;
        };
        if queue
            .in_flight
            .as_ref()
            .is_some_and(|gone| gone.request.ticket == ticket)
        {
            // Only a 401, 403 or 429 can stop everything, and this is none.
            let _ = self.finish(ticket, Outcome::Unanswered, None, now);
            return;
        }
        for waiting in &mut queue.waiting {
            waiting.retain(|request| request.ticket != ticket);
        }
        self.routes.remove(&ticket);
    }

    /// How many requests wait for their turn.
    pub fn waiting(&self) -> usize {
        self.routes.len() - self.in_flight
    }

    /// How many requests have left and are not finished.
    pub fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Until when the budget of the whole bot is used up, if it is.
    fn budget_free_at(&mut self, now: Timestamp) -> Option<Timestamp> {
        let second = TimeDelta::seconds(1);
        while self
            .last_second
            .front()
            .is_some_and(|at| *at + second <= now)
        {
            self.last_second.pop_front();
        }
        self.all_not_before = self.all_not_before.filter(|at| *at > now);
        let full = (self.last_second.len() >= PER_SECOND)
            .then(|| self.last_second.front().map(|at| *at + second))
            .flatten();
        full.max(self.all_not_before)
    }

    /// Which request goes next; if none can, when the first one might.
    fn choose(&mut self, now: Timestamp) -> Result<Choice, Option<Timestamp>> {
        let mut best: Option<Candidate> = None;
        let mut oldest: Option<Candidate> = None;
        let mut earliest: Option<Timestamp> = None;
        for (route, queue) in &mut self.queues {
            if queue.in_flight.is_some() || queue.is_empty() {
                continue;
            }
            let room = match queue.free_at(*route, now) {
                Some(at) => Room::At(at),
                None => self.buckets.room(*route, now),
            };
            match room {
                Room::Now => {}
                Room::At(at) => {
                    earliest = Some(earliest.map_or(at, |known| known.min(at)));
                    continue;
                }
                Room::AfterAnswer => continue,
            }
            for candidate in queue.heads(*route) {
                let order = |c: &Candidate| (c.priority, c.turn, c.ticket);
                if best.is_none_or(|best| order(&candidate) < order(&best)) {
                    best = Some(candidate);
                }
                if candidate.since + PATIENCE <= now
                    && oldest.is_none_or(|old| candidate.since < old.since)
                    && candidate.priority > 0
                {
                    oldest = Some(candidate);
                }
            }
        }
        let best = best.ok_or(earliest)?;
        let put_off = oldest.filter(|old| old.priority > best.priority);
        Ok(match put_off {
            Some(candidate) if self.overtaken >= OVERTAKEN_AT_MOST => Choice {
                candidate,
                overtakes: false,
            },
            _ => Choice {
                candidate: best,
                overtakes: put_off.is_some(),
            },
        })
    }

    fn depart(&mut self, choice: Choice, now: Timestamp) -> Option<Ticket> {
        let Candidate {
            route, priority, ..
        } = choice.candidate;
        let queue = self.queues.get_mut(&route)?;
        let request = queue.waiting[priority].pop_front()?;
        let ticket = request.ticket;
        self.turns += 1;
        queue.turn = self.turns;
        queue.in_flight = Some(InFlight {
            request,
            priority,
            bucket: self.buckets.take(route),
        });
        self.in_flight += 1;
        self.last_second.push_back(now);
        self.overtaken = if choice.overtakes {
            self.overtaken + 1
        } else {
            0
        };
        Some(ticket)
    }

    fn pop_any(&mut self) -> Option<Ticket> {
        let request = self
            .queues
            .values_mut()
            .find_map(|queue| queue.waiting.iter_mut().find_map(VecDeque::pop_front))?;
        self.routes.remove(&request.ticket);
        Some(request.ticket)
    }

    fn forget_queues(&mut self, now: Timestamp) {
        if self.queues.len() <= FORGET_ABOVE {
            return;
        }
        self.queues.retain(|route, queue| {
            queue.in_flight.is_some() || !queue.is_empty() || queue.free_at(*route, now).is_some()
        });
    }

    /// Times that we noted mean nothing once the clock was set back; Discord will say again what
    /// it wants.
    fn observe(&mut self, now: Timestamp) {
        if self.latest.is_some_and(|latest| now < latest) {
            self.last_second.clear();
            self.all_not_before = None;
            self.buckets.forget_times();
            self.invalid.clock_went_back(now);
            for queue in self.queues.values_mut() {
                queue.not_before = None;
                queue.paced.clear();
            }
        }
        self.latest = Some(now);
    }
}
