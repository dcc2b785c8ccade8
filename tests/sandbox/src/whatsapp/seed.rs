//! What a look-alike starts with.

use std::time::Duration;

use serde_json::Value;

/// The company, its customers and the platform's mood at the start. Everything can be changed
/// later through [`super::Whatsapp`].
#[derive(Debug, Clone)]
pub struct Seed {
    /// The app's id.
    pub app_id: String,
    /// The secret that webhooks are signed with.
    pub app_secret: String,
    /// The access token that requests must carry.
    pub token: String,
    /// WhatsApp Business accounts.
    pub accounts: Vec<Account>,
    /// People with phones.
    pub customers: Vec<Customer>,
    /// How strict and how quick the platform is.
    pub rules: Rules,
    /// From which every id and every chance follows; two servers side by side need different ones
    /// only if their ids must differ.
    pub chance: u64,
}

impl Default for Seed {
    fn default() -> Self {
        Self {
            app_id: "880000000000001".into(),
            app_secret: "a-secret-of-the-look-alike".into(),
            token: "EAALookAlikeToken".into(),
            accounts: Vec::new(),
            customers: Vec::new(),
            rules: Rules::default(),
            chance: 1,
        }
    }
}

impl Seed {
    /// Adds an account.
    #[must_use]
    pub fn account(mut self, account: Account) -> Self {
        self.accounts.push(account);
        self
    }

    /// Adds a customer.
    #[must_use]
    pub fn customer(mut self, customer: Customer) -> Self {
        self.customers.push(customer);
        self
    }
}

/// A WhatsApp Business account (WABA).
#[derive(Debug, Clone)]
pub struct Account {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its business numbers.
    pub numbers: Vec<Number>,
    /// Its templates: definitions as the API gives and takes them. `id` and `status` may be
    /// missing; a template without a status is approved.
    pub templates: Vec<Value>,
    /// Whether the app is subscribed to its webhooks (`POST /{waba}/subscribed_apps`).
    pub subscribed: bool,
    /// Other apps that are subscribed to them, by name.
    pub others: Vec<String>,
    /// The currency in which it is billed.
    pub currency: String,
}

impl Account {
    /// A subscribed account without numbers and templates.
    pub fn new(id: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            numbers: Vec::new(),
            templates: Vec::new(),
            subscribed: true,
            others: Vec::new(),
            currency: "USD".to_owned(),
        }
    }

    /// Adds a business number.
    #[must_use]
    pub fn number(mut self, number: Number) -> Self {
        self.numbers.push(number);
        self
    }

    /// Adds a template.
    #[must_use]
    pub fn template(mut self, definition: Value) -> Self {
        self.templates.push(definition);
        self
    }
}

/// A business number.
#[derive(Debug, Clone)]
pub struct Number {
    /// The phone number id of the API.
    pub id: String,
    /// As people write it, e.g. `+55 11 4000-1000`; its first digits are the country code.
    pub display: String,
    /// The name that customers see.
    pub verified_name: String,
    /// `GREEN`, `YELLOW`, `RED` or `UNKNOWN`.
    pub quality: String,
    /// `CONNECTED`, or anything else to make it unable to send.
    pub status: String,
}

impl Number {
    /// A connected number of good quality.
    pub fn new(
        id: impl Into<String>,
        display: impl Into<String>,
        verified_name: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            display: display.into(),
            verified_name: verified_name.into(),
            quality: "GREEN".into(),
            status: "CONNECTED".into(),
        }
    }
}

/// A person with WhatsApp.
#[derive(Debug, Clone)]
pub struct Customer {
    /// The name of the profile, which webhooks carry.
    pub name: String,
    /// The phone number in digits with country code, as people dial it; `None` for someone whose
    /// number the business never learns.
    pub phone: Option<String>,
    /// The id that WhatsApp made of the phone number. It differs for Brazilian accounts from
    /// before the ninth digit.
    pub wa_id: Option<String>,
    /// The business-scoped user id, `BR.…`.
    pub user_id: String,
    /// With a username the phone number stays out of webhooks unless the business wrote to it in
    /// the last 30 days.
    pub username: Option<String>,
}

impl Customer {
    /// A customer with a phone number (in digits, with the country code).
    pub fn new(name: impl Into<String>, phone: impl Into<String>) -> Self {
        let phone = phone.into();
        Self {
            name: name.into(),
            user_id: format!("BR.{:0>16}", phone),
            wa_id: Some(phone.clone()),
            phone: Some(phone),
            username: None,
        }
    }

    /// A customer of whom only the business-scoped id is known.
    pub fn without_phone(name: impl Into<String>, user_id: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            phone: None,
            wa_id: None,
            user_id: user_id.into(),
            username: None,
        }
    }

    /// Gives the account an id that differs from its phone number.
    #[must_use]
    pub fn wa_id(mut self, wa_id: impl Into<String>) -> Self {
        self.wa_id = Some(wa_id.into());
        self
    }

    /// Gives the account a username.
    #[must_use]
    pub fn username(mut self, username: impl Into<String>) -> Self {
        self.username = Some(username.into());
        self
    }
}

/// How strict and how quick the platform is. [`super::Whatsapp::rules`] changes it at any time.
#[derive(Debug, Clone)]
pub struct Rules {
    /// How code 131047 (window closed) is told.
    pub window_refusal: Refusal,
    /// How code 131050 (no marketing wanted) is told.
    pub opt_out_refusal: Refusal,
    /// Requests a second and number before 130429; `None` for no limit. Meta's is 80.
    pub throughput: Option<u32>,
    /// Whether one message in six seconds, 45 of them borrowed, are the most that one customer
    /// gets from one number (131056).
    pub pair_limit: bool,
    /// Calls of the management endpoints an hour and account (80007); `None` for no limit.
    pub management_per_hour: Option<u32>,
    /// From acceptance to the status `sent`.
    pub transit: Duration,
    /// From `sent` to the phone, if that is on.
    pub delivery: Duration,
    /// Whether messages that are under way together may overtake one another: until the status `sent`
    /// any other, a file until it is on the phone. It takes a [`Rules::transit`] or a
    /// [`Rules::delivery`] to have any under way together.
    pub overlap_swaps: bool,
    /// Whether the status `delivered` is sent; without it, `read` implies it.
    pub delivered_statuses: bool,
    /// How many updates one webhook may carry, if that many wait.
    pub webhook_batch: usize,
    /// After how long a webhook that failed is posted again, while those behind it wait for it;
    /// `None` for what Meta does: ever longer pauses, in which later webhooks pass it. For a clock
    /// that runs: until it is taken, the look-alike is not quiet.
    pub webhook_retry: Option<Duration>,
    /// Whether a message from the customer opens the window. Meta admits that sometimes it does
    /// not.
    pub inbound_opens_window: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            window_refusal: Refusal::Synchronous,
            opt_out_refusal: Refusal::Synchronous,
            throughput: Some(80),
            pair_limit: true,
            management_per_hour: Some(5_000),
            transit: Duration::ZERO,
            delivery: Duration::ZERO,
            overlap_swaps: false,
            delivered_statuses: true,
            webhook_batch: 1,
            webhook_retry: None,
            inbound_opens_window: true,
        }
    }
}

/// How a rule that a send breaks is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The request is answered with the error.
    Synchronous,
    /// The request is accepted; a `failed` status follows.
    FailedStatus,
}
