//! Trouble on order: what a test tells the look-alike to do to the requests that come.

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use crate::blob::Pace;

use super::Whatsapp;
use super::chance::Chance;
use super::errors::GraphError;
use super::state::{Fate, Outgoing};
use super::transit;

/// One order: which requests it is about, when it strikes and what happens then.
#[derive(Debug, Clone)]
pub struct Fault {
    act: Act,
    endpoint: Option<Endpoint>,
    to: Option<String>,
    after_accepting: bool,
    skip: u32,
    /// `None` for ever.
    times: Option<u32>,
    one_in: Option<(usize, Chance)>,
}

/// What happens to the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// The connection ends without an answer.
    DropConnection,
    /// An answer with this status and body, of the content type `text/html` unless it is JSON.
    Answer {
        /// The status.
        status: u16,
        /// The body, as it is.
        body: String,
    },
    /// An error of the Graph API with this code and the HTTP status that belongs to it.
    Error {
        /// The code.
        code: u32,
    },
    /// 429 with code 4, and `Retry-After` in seconds.
    TooMany {
        /// The seconds.
        retry_after: u64,
    },
    /// No answer until [`Whatsapp::let_go`].
    Hang,
    /// The ordinary answer after this time of the sandbox's clock.
    Delay(Duration),
    /// A file that is fetched goes over the wire at this pace.
    Pace(Pace),
    /// An answer that leads on to this address.
    Redirect {
        /// The address.
        to: String,
    },
    /// A file is looked up, and the answer has another value under this key, such as `sha256`,
    /// `file_size` or `url`.
    Lie {
        /// The key.
        key: &'static str,
        /// The value.
        value: Value,
    },
}

/// What a request wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Endpoint {
    /// Sending a message.
    Send,
    /// Marking as read or typing.
    Receipt,
    /// Uploading a file.
    Upload,
    /// Looking up or deleting a file.
    Media,
    /// Fetching a file's content.
    Download,
    /// Everything else: accounts, numbers, templates, subscriptions.
    Management,
}

impl Fault {
    /// An order about the next message that is sent; the other methods change which requests it is
    /// about. It strikes before the message is accepted.
    pub fn new(act: Act) -> Self {
        Self {
            act,
            endpoint: Some(Endpoint::Send),
            to: None,
            after_accepting: false,
            skip: 0,
            times: Some(1),
            one_in: None,
        }
    }

    /// Strikes requests of this kind instead.
    #[must_use]
    pub fn on(mut self, endpoint: Endpoint) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    /// Strikes requests of every kind.
    #[must_use]
    pub fn on_everything(mut self) -> Self {
        self.endpoint = None;
        self
    }

    /// Strikes only messages whose `to` (in digits) or `recipient` is this.
    #[must_use]
    pub fn to(mut self, recipient: impl Into<String>) -> Self {
        self.to = Some(recipient.into());
        self
    }

    /// Strikes after the request has had its effect: the message is accepted and goes its way.
    #[must_use]
    pub fn after_accepting(mut self) -> Self {
        self.after_accepting = true;
        self
    }

    /// Lets that many requests pass first.
    #[must_use]
    pub fn skip(mut self, requests: u32) -> Self {
        self.skip = requests;
        self
    }

    /// Strikes that many times.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = Some(times);
        self
    }

    /// Strikes until [`Whatsapp::end_faults`].
    #[must_use]
    pub fn always(mut self) -> Self {
        self.times = None;
        self
    }

    /// Strikes one request in `n`, which ones following from `seed`.
    #[must_use]
    pub fn one_in(mut self, n: usize, seed: u64) -> Self {
        self.one_in = Some((n, Chance::new(seed)));
        self
    }

    fn is_about(&self, endpoint: Endpoint, to: Option<&str>) -> bool {
        let here = self.endpoint.is_none_or(|wanted| wanted == endpoint);
        let them = self.to.as_deref().is_none_or(|wanted| to == Some(wanted));
        here && them && self.times != Some(0)
    }

    /// Whether it strikes this request, which it is about.
    fn strikes(&mut self) -> bool {
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        if let Some((n, chance)) = &mut self.one_in
            && chance.below(*n) != 0
        {
            return false;
        }
        if let Some(times) = &mut self.times {
            *times -= 1;
        }
        true
    }
}

/// All orders that still stand.
#[derive(Debug, Default)]
pub(super) struct Faults {
    requests: Vec<Fault>,
    failures: Vec<LaterFailure>,
    /// What the answer to the next template says of it, if that does not leave.
    pub(super) holds: Option<&'static str>,
    /// Templates that were accepted and did not leave.
    pub(super) held: Vec<Outgoing>,
}

#[derive(Debug)]
struct LaterFailure {
    to: Option<String>,
    fate: Fate,
    times: u32,
}

impl Faults {
    /// What is to happen to a request, and whether only after it had its effect.
    pub(super) fn strike(&mut self, endpoint: Endpoint, to: Option<&str>) -> Option<(Act, bool)> {
        for fault in &mut self.requests {
            if fault.is_about(endpoint, to) && fault.strikes() {
                return Some((fault.act.clone(), fault.after_accepting));
            }
        }
        None
    }

    /// Whether a message that is being accepted is to fail later.
    pub(super) fn fail_later(&mut self, to: &str) -> Option<Fate> {
        let failure = self.failures.iter_mut().find(|failure| {
            failure.times > 0 && failure.to.as_deref().is_none_or(|wanted| same(wanted, to))
        })?;
        failure.times -= 1;
        Some(failure.fate.clone())
    }
}

/// Whether two ways of writing a recipient mean the same one.
fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.replace(['+', ' ', '-', '(', ')'], "");
    bare(one) == bare(other)
}

/// Trouble on order.
impl Whatsapp {
    /// Gives an order. Of several that are about a request the oldest strikes.
    pub fn order(&self, fault: Fault) {
        self.shared
            .change(|state, _| state.faults.requests.push(fault));
    }

    /// Takes back every order about requests and failures.
    pub fn end_faults(&self) {
        self.shared.change(|state, _| {
            state.faults.requests.clear();
            state.faults.failures.clear();
        });
    }

    /// Lets the next `times` accepted messages (to this recipient, if one is given) fail with
    /// `code`, before or after their status `sent`.
    pub fn fail_later(&self, to: Option<&str>, code: u32, after_sent: bool, times: u32) {
        self.shared.change(|state, _| {
            state.faults.failures.push(LaterFailure {
                to: to.map(str::to_owned),
                fate: Fate {
                    error: GraphError::new(code, "The message failed by order of a test."),
                    after_sent,
                },
                times,
            });
        });
    }

    /// The next template is accepted with this `message_status`, `held_for_quality_assessment` or
    /// `paused`, and does not leave.
    pub fn holds_next_template(&self, message_status: &'static str) {
        self.shared
            .change(|state, _| state.faults.holds = Some(message_status));
    }

    /// The templates that did not leave do so now.
    pub fn lets_templates_leave(&self) {
        self.shared.change(|state, now| {
            for outgoing in std::mem::take(&mut state.faults.held) {
                transit::accept(state, now, outgoing);
            }
        });
    }

    /// Lets every request that hangs go on to its answer; answers how many there were.
    pub fn let_go(&self) -> usize {
        self.shared.change(|state, _| state.requests.let_go())
    }

    /// Cuts every connection and refuses new ones from when this returns.
    pub async fn goes_down(&self) {
        self.shared.door.shut();
        self.shared.door.until(false).await;
    }

    /// Accepts connections again, at the same address.
    pub async fn comes_back(&self) {
        self.shared.door.open();
        self.shared.door.until(true).await;
    }
}
