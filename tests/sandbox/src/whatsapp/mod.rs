//! A look-alike of the WhatsApp Cloud API: a real server that keeps the platform's rules, the
//! phones of the customers, and the caller of the webhook.
//!
//! [`Whatsapp::start`] opens one on a port of its own; many run side by side. What it knows comes
//! from Meta's public documentation of the Graph API and of its webhooks. Nothing happens by the
//! machine's clock or by chance: everything deferred waits for the sandbox's [`Clock`], and
//! trouble comes only when a test orders it ([`Fault`], [`Whatsapp::withhold`], …).

mod chance;
mod company;
mod content;
mod customers;
mod envelope;
mod errors;
mod faults;
mod inbound;
mod interactive;
mod kinds;
mod limits;
mod looks;
mod management;
mod media;
mod own_phone;
mod paging;
mod phone;
mod pricing;
mod receipts;
mod request;
mod routes;
mod schedule;
pub mod seed;
mod send;
mod server;
mod shape;
mod state;
mod template_send;
mod template_text;
mod transit;
mod webhooks;
mod window;
mod writing;

use std::sync::Arc;

use anyhow::{Context as _, Result};
use tokio::task::JoinHandle;

use crate::clock::Clock;
use crate::wait::patiently_or;
use crate::wire::Wire;
use crate::{door, http};

pub use customers::{Customer, Delivery, SeenChat};
pub use faults::{Act, Endpoint, Fault};
pub use inbound::Attachment;
pub use own_phone::OwnPhone;
pub use phone::{Author, Button, Content, Header, Location, Media, MediaKind, PhoneMessage};
pub use phone::{Ordered, Shown, Ticks};
pub use seed::{Refusal, Rules, Seed};
pub use state::Progress;
pub use webhooks::{Release, Signature, Which};

use chance::Chance;
use company::Company;
use state::{Ids, Person, Shared, State};

/// A running look-alike. Cloning it gives another handle; the server ends with the last one.
#[derive(Debug, Clone)]
pub struct Whatsapp {
    shared: Arc<Shared>,
    _tasks: Arc<Tasks>,
}

/// Ends the server's tasks with its last handle.
#[derive(Debug)]
struct Tasks(Vec<JoinHandle<()>>);

impl Drop for Tasks {
    fn drop(&mut self) {
        for task in &self.0 {
            task.abort();
        }
    }
}

/// What has not come to rest yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// Requests that are being answered.
    pub requests: usize,
    /// Webhooks that are being posted, or will be as soon as the one before is answered. Without
    /// a webhook none count.
    pub webhooks: usize,
    /// Everything deferred whose moment has come.
    pub due: usize,
    /// For information: requests that hang or are delayed by order.
    pub parked: usize,
    /// For information: webhooks that wait for their next try or are delayed by order.
    pub waiting_webhooks: usize,
    /// For information: updates that are withheld by order.
    pub withheld: usize,
}

impl Pending {
    /// Whether nothing more happens unless the clock moves or somebody acts.
    pub fn is_quiet(&self) -> bool {
        self.requests == 0 && self.webhooks == 0 && self.due == 0
    }
}

impl Whatsapp {
    /// Starts a look-alike on a free port of the loopback interface.
    ///
    /// # Errors
    /// If no port can be had.
    pub async fn start(clock: Clock, wire: Wire, seed: Seed) -> Result<Self> {
        let (door, listener) = door::stand().context("no port for the look-alike of WhatsApp")?;
        let address = listener.address();
        let http = http::builder()
            // Every webhook comes by a connection of its own, so that a webhook that was stopped
            // and started again is not met by the end of an old one.
            .pool_max_idle_per_host(0)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .context("no HTTP client")?;
        let base = format!("http://{address}");
        let state = state(seed);
        let shared = Arc::new(Shared::new(clock, wire, base, door, http, state));
        let tasks = vec![
            tokio::spawn(server::serve(Arc::clone(&shared), listener)),
            tokio::spawn(schedule::run(Arc::clone(&shared))),
            tokio::spawn(webhooks::run(Arc::clone(&shared))),
        ];
        Ok(Self {
            shared,
            _tasks: Arc::new(Tasks(tasks)),
        })
    }

    /// Where the API is, to stand for `https://graph.facebook.com`: `http://127.0.0.1:PORT`.
    pub fn graph_base(&self) -> String {
        self.shared.base.clone()
    }

    /// Changes how strict and how quick the platform is.
    pub fn rules(&self, change: impl FnOnce(&mut Rules)) {
        self.shared.change(|state, _| change(&mut state.rules));
    }

    /// What has not come to rest yet.
    pub fn pending(&self) -> Pending {
        let state = self.shared.look();
        Pending {
            requests: state.requests.under_way(),
            webhooks: state.outbox.pending(),
            due: state.schedule.due(self.shared.clock.now()),
            parked: state.requests.parked(),
            waiting_webhooks: state.schedule.posts(),
            withheld: state.outbox.withheld(),
        }
    }

    /// Changes whenever something in the look-alike does; the number itself means nothing.
    pub fn changes(&self) -> tokio::sync::watch::Receiver<u64> {
        self.shared.changed.subscribe()
    }

    /// Ends once nothing more happens unless the clock moves or somebody acts.
    pub async fn quiet(&self) {
        let mut changes = self.changes();
        let coming = async {
            while !self.pending().is_quiet() {
                // The sender lives as long as this handle, so it cannot fail.
                let _ = changes.changed().await;
            }
        };
        patiently_or(coming, || format!("WhatsApp's rest, {:?}", self.pending())).await;
    }
}

/// What an app is subscribed to that wants all that concerns numbers which are not used on a phone.
const FIELDS: [&str; 14] = [
    "account_alerts",
    "account_review_update",
    "account_update",
    "business_capability_update",
    "calls",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "messages",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "template_category_update",
    "user_preferences",
];

fn state(seed: Seed) -> State {
    let mut ids = Ids::new(seed.chance);
    let mut company = Company {
        app_id: seed.app_id,
        app_secret: seed.app_secret,
        token: seed.token,
        token_expired: false,
        fields: FIELDS.map(str::to_owned).to_vec(),
        accounts: Vec::new(),
        numbers: Vec::new(),
        templates: Vec::new(),
    };
    for account in seed.accounts {
        company.add_account(account, &mut ids);
    }
    let person = |card| Person { card, online: true };
    State {
        rules: seed.rules,
        company,
        customers: seed.customers.into_iter().map(person).collect(),
        chats: Default::default(),
        outgoing: Vec::new(),
        media: Default::default(),
        limits: Default::default(),
        faults: Default::default(),
        schedule: Default::default(),
        outbox: Default::default(),
        requests: Default::default(),
        ids,
        chance: Chance::new(seed.chance),
    }
}
