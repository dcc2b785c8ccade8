//! Trouble on order: what a test tells the look-alike to do with the requests that come next.

use std::time::Duration;

use serde_json::Value;

use crate::blob::Pace;

use super::rates::Scope;

/// An order about requests to come. It is given with [`Discord::order`](super::Discord::order).
#[derive(Debug, Clone)]
pub struct Fault {
    method: Option<String>,
    path: String,
    body: Option<String>,
    skip: usize,
    times: usize,
    act: Act,
}

/// What happens to a request that an order is about.
#[derive(Debug, Clone)]
pub(super) enum Act {
    Answer { status: u16, body: Body },
    TooMany { scope: Scope, wait: Duration },
    Delay(Duration),
    Hang,
    Drop,
    AnswerThenDrop,
    Pace(Pace),
}

#[derive(Debug, Clone)]
pub(super) enum Body {
    Json(Value),
    Html(String),
}

impl Fault {
    /// The next request with this method (empty: any) whose path holds `path`, in which `*` stands
    /// for anything and a `$` at the end for the end (`/channels/*/messages$`). What is done with it is said by one of the methods
    /// below; until then it hangs.
    pub fn on(method: &str, path: &str) -> Self {
        Self {
            method: (!method.is_empty()).then(|| method.to_owned()),
            path: path.to_owned(),
            body: None,
            skip: 0,
            times: 1,
            act: Act::Hang,
        }
    }

    /// Only requests whose JSON body holds this text.
    #[must_use]
    pub fn holding(mut self, text: &str) -> Self {
        self.body = Some(text.to_owned());
        self
    }

    /// Lets the first `count` of them pass.
    #[must_use]
    pub fn after(mut self, count: usize) -> Self {
        self.skip = count;
        self
    }

    /// The next `count` requests instead of one.
    #[must_use]
    pub fn times(mut self, count: usize) -> Self {
        self.times = count;
        self
    }

    /// Every request until the orders are cleared.
    #[must_use]
    pub fn always(self) -> Self {
        self.times(usize::MAX)
    }

    /// They are not performed and answered so.
    #[must_use]
    pub fn answers(mut self, status: u16, body: Value) -> Self {
        self.act = Act::Answer {
            status,
            body: Body::Json(body),
        };
        self
    }

    /// They are not performed and answered with a page, as proxies in front of Discord do.
    #[must_use]
    pub fn answers_html(mut self, status: u16, page: &str) -> Self {
        self.act = Act::Answer {
            status,
            body: Body::Html(page.to_owned()),
        };
        self
    }

    /// They are not performed and answered 429.
    #[must_use]
    pub fn too_many(mut self, scope: Scope, wait: Duration) -> Self {
        self.act = Act::TooMany { scope, wait };
        self
    }

    /// They wait so long by the sandbox's clock and are performed then.
    #[must_use]
    pub fn delays(mut self, by: Duration) -> Self {
        self.act = Act::Delay(by);
        self
    }

    /// They are never performed and never answered.
    #[must_use]
    pub fn hangs(mut self) -> Self {
        self.act = Act::Hang;
        self
    }

    /// They are not performed; the connection is cut.
    #[must_use]
    pub fn drops(mut self) -> Self {
        self.act = Act::Drop;
        self
    }

    /// They are performed, and the connection is cut before the answer.
    #[must_use]
    pub fn answers_then_drops(mut self) -> Self {
        self.act = Act::AnswerThenDrop;
        self
    }

    /// Files are fetched at this pace; other requests are not concerned.
    #[must_use]
    pub fn sends(mut self, pace: Pace) -> Self {
        self.act = Act::Pace(pace);
        self
    }

    fn is_about(&self, method: &str, path: &str, body: &str) -> bool {
        self.method.as_ref().is_none_or(|m| m == method)
            && holds(path, &self.path)
            && self.body.as_ref().is_none_or(|text| body.contains(text))
    }
}

/// Whether `path` holds the parts of `pattern` between its `*` in their order.
fn holds(path: &str, pattern: &str) -> bool {
    let (pattern, to_the_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut rest = path;
    let found = pattern.split('*').all(|part| match rest.find(part) {
        Some(at) => {
            rest = &rest[at + part.len()..];
            true
        }
        None => false,
    });
    found && (!to_the_end || rest.is_empty())
}

/// The orders that are in force.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) orders: Vec<Fault>,
    /// How long every request waits.
    pub(super) slow: Option<Duration>,
}

impl Faults {
    /// Takes the first order that is about this request.
    pub(super) fn take(&mut self, method: &str, path: &str, body: &str) -> Option<Act> {
        let about = |order: &&mut Fault| order.is_about(method, path, body);
        let order = self.orders.iter_mut().find(about)?;
        if order.skip > 0 {
            order.skip -= 1;
            return None;
        }
        order.times -= 1;
        let act = order.act.clone();
        self.orders.retain(|order| order.times > 0);
        Some(act)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_anything_and_parts_come_in_order() {
        assert!(holds("/channels/1/messages/2", "/channels/*/messages"));
        assert!(!holds("/messages/1/channels/2", "/channels/*/messages"));
        assert!(holds("/channels/1/messages", "/channels/*/messages$"));
        assert!(!holds("/channels/1/messages/2", "/channels/*/messages$"));
    }

    #[test]
    fn an_order_skips_lasts_and_ends() {
        let mut faults = Faults::default();
        faults
            .orders
            .push(Fault::on("POST", "/messages").after(1).times(2).drops());
        let taken: Vec<bool> = (0..4)
            .map(|_| faults.take("POST", "/messages", "").is_some())
            .collect();
        assert_eq!(taken, [false, true, true, false]);
        assert!(faults.orders.is_empty());
    }
}
