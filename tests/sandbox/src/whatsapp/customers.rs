//! The customers: what they see on their phones, and what they do with them besides writing.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::Whatsapp;
use super::phone::{Author, PhoneMessage};
use super::schedule::Job;
use super::seed;
use super::state::{Address, Body, Chat, Outgoing, Pair, Person, Progress, State};
use super::transit::{self, contact, tell_about_number};
use super::webhooks::UpdateKind;
use super::writing::written;

/// A person with a phone. Numbers are named by their id or phone number, messages by their id;
/// what a test names and does not exist is a mistake of the test and panics.
#[derive(Debug, Clone)]
pub struct Customer {
    whatsapp: Whatsapp,
    place: usize,
}

/// An accepted message of the business, counted on the platform's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The message's id.
    pub id: String,
    /// When it was accepted.
    pub at: DateTime<Utc>,
    /// What the phone shows of it; for a reaction the emoji.
    pub text: String,
    /// `biz_opaque_callback_data`.
    pub opaque: Option<String>,
    /// How far it has come.
    pub progress: Progress,
    /// The code of the failure that came or will come.
    pub error: Option<u32>,
}

impl Whatsapp {
    /// The customer with this profile name, phone number, WhatsApp id or business-scoped id.
    ///
    /// # Panics
    /// If there is none.
    pub fn customer(&self, wanted: &str) -> Customer {
        let place = self.shared.look().customers.iter().position(|person| {
            let card = &person.card;
            card.name == wanted
                || card.user_id == wanted
                || card.phone.as_deref() == Some(wanted)
                || card.wa_id.as_deref() == Some(wanted)
        });
        Customer {
            whatsapp: self.clone(),
            place: place.unwrap_or_else(|| panic!("there is no customer {wanted}")),
        }
    }

    /// Every customer, in the order in which they came.
    pub fn customers(&self) -> Vec<Customer> {
        let count = self.shared.look().customers.len();
        let customer = |place| Customer {
            whatsapp: self.clone(),
            place,
        };
        (0..count).map(customer).collect()
    }

    /// Gives somebody new a phone.
    pub fn add_customer(&self, card: seed::Customer) -> Customer {
        let place = self.shared.change(|state, _| {
            state.customers.push(Person { card, online: true });
            state.customers.len() - 1
        });
        Customer {
            whatsapp: self.clone(),
            place,
        }
    }

    /// Every message from a number to a customer that was accepted, in the order of acceptance,
    /// whatever became of it.
    pub fn deliveries(&self, number: &str, customer: &str) -> Vec<Delivery> {
        let customer = self.customer(customer).place;
        let state = self.shared.look();
        let number = state.known_number(number);
        let outgoing = state.outgoing.iter();
        outgoing
            .filter(|one| one.number == number && one.customer == Some(customer))
            .map(Delivery::of)
            .collect()
    }

    /// Every message that was accepted for an address nobody has.
    pub fn undeliverable(&self) -> Vec<(String, Delivery)> {
        let state = self.shared.look();
        let lost = state.outgoing.iter().filter(|one| one.customer.is_none());
        lost.map(|one| match &one.to {
            Address::Phone(to) | Address::User(to) => (to.clone(), Delivery::of(one)),
        })
        .collect()
    }
}

/// A chat in the list of chats on a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenChat {
    /// How many messages of the business are on the phone and unread.
    pub unread: usize,
    /// Whether the business may send free-form messages until this moment; `None` if the customer
    /// never wrote or called. The window may be over.
    pub window_until: Option<DateTime<Utc>>,
    /// Whether the customer blocked the number.
    pub blocked: bool,
    /// Whether the customer wants no marketing from it.
    pub no_marketing: bool,
}

impl Delivery {
    fn of(outgoing: &Outgoing) -> Self {
        Self {
            id: outgoing.id.clone(),
            at: outgoing.accepted_at,
            text: match &outgoing.body {
                Body::Bubble(content) => content.text(),
                Body::Reaction { emoji, .. } => emoji.clone(),
            },
            opaque: outgoing.opaque.clone(),
            progress: outgoing.progress,
            error: outgoing.fate.as_ref().map(|fate| fate.error.code),
        }
    }
}

/// What the customer sees.
impl Customer {
    /// The chat with a number, exactly as the phone shows it, in the order of appearance.
    pub fn phone(&self, number: &str) -> Vec<PhoneMessage> {
        self.look(number, |state, pair| {
            let chat = state.chats.get(&pair);
            chat.map(|chat| chat.bubbles.clone()).unwrap_or_default()
        })
    }

    /// The same as lines of text: `< ` before what came, `> ` before what the customer wrote.
    pub fn transcript(&self, number: &str) -> String {
        let mut lines = String::new();
        for bubble in self.phone(number) {
            let mark = match bubble.author {
                Author::Business => "< ",
                Author::Customer => "> ",
            };
            lines.push_str(mark);
            lines.push_str(&bubble.text().replace('\n', "\n  "));
            for (_, emoji) in &bubble.reactions {
                lines.push_str(&format!(" ({emoji})"));
            }
            lines.push('\n');
        }
        lines
    }

    /// How the chat with a number stands.
    pub fn chat(&self, number: &str) -> SeenChat {
        self.look(number, |state, pair| {
            let chat = state.chats.get(&pair);
            let unread = state.outgoing.iter().filter(|one| {
                let shown =
                    matches!(one.body, Body::Bubble(_)) && one.progress == Progress::Delivered;
                shown && one.number == pair.number && one.customer == Some(pair.customer)
            });
            SeenChat {
                unread: unread.count(),
                window_until: chat.and_then(Chat::window_until),
                blocked: chat.is_some_and(|chat| chat.blocked),
                no_marketing: chat.is_some_and(|chat| chat.no_marketing),
            }
        })
    }

    /// Whether the phone is on.
    pub fn is_online(&self) -> bool {
        self.whatsapp.shared.look().customers[self.place].online
    }

    /// Whether the phone shows that the business is typing.
    pub fn sees_typing(&self, number: &str) -> bool {
        let now = self.whatsapp.shared.clock.now();
        self.look(number, |state, pair| {
            let until = state.chats.get(&pair).and_then(|chat| chat.typing_until);
            until.is_some_and(|until| now < until)
        })
    }

    /// Whether the business may send free-form messages now.
    pub fn window_is_open(&self, number: &str) -> bool {
        let now = self.whatsapp.shared.clock.now();
        self.look(number, |state, pair| {
            let chat = state.chats.get(&pair);
            chat.is_some_and(|chat| chat.window_open(now))
        })
    }

    /// The name, numbers and ids of this customer.
    pub fn card(&self) -> seed::Customer {
        self.whatsapp.shared.look().customers[self.place]
            .card
            .clone()
    }

    fn look<R>(&self, number: &str, look: impl FnOnce(&State, Pair) -> R) -> R {
        let state = self.whatsapp.shared.look();
        let number = state.known_number(number);
        let customer = self.place;
        look(&state, Pair { number, customer })
    }

    pub(super) fn act<R>(
        &self,
        number: &str,
        act: impl FnOnce(&mut State, DateTime<Utc>, Pair) -> R,
    ) -> R {
        self.whatsapp.shared.change(|state, now| {
            let number = state.known_number(number);
            let customer = self.place;
            act(state, now, Pair { number, customer })
        })
    }
}

/// Everything but writing.
impl Customer {
    /// Opens the chat and reads everything in it.
    pub fn reads(&self, number: &str) {
        self.act(number, transit::read_all);
    }

    /// Blocks a number: what it sends fails, and it hears nothing more.
    pub fn blocks(&self, number: &str) {
        self.act(number, |state, _, pair| state.chat(pair).blocked = true);
    }

    /// Takes the block back.
    pub fn unblocks(&self, number: &str) {
        self.act(number, |state, _, pair| state.chat(pair).blocked = false);
    }

    /// The phone is off: nothing is delivered.
    pub fn goes_offline(&self) {
        self.whatsapp
            .shared
            .change(|state, _| state.customers[self.place].online = false);
    }

    /// The phone is on again: everything that waited arrives.
    pub fn goes_online(&self) {
        self.whatsapp.shared.change(|state, now| {
            state.customers[self.place].online = true;
            let mine = state
                .chats
                .iter()
                .filter(|(pair, _)| pair.customer == self.place);
            let waiting: Vec<(Pair, usize)> = mine
                .map(|(pair, chat)| (*pair, chat.undelivered.len()))
                .collect();
            for (pair, count) in waiting {
                for _ in 0..count {
                    state.schedule.at(now, Job::Deliver(pair));
                }
            }
        });
    }

    /// Wants no more marketing from this number.
    pub fn stops_marketing(&self, number: &str) {
        self.prefers(number, true);
    }

    /// Wants marketing from this number again.
    pub fn resumes_marketing(&self, number: &str) {
        self.prefers(number, false);
    }

    fn prefers(&self, number: &str, stop: bool) {
        self.act(number, |state, now, pair| {
            state.chat(pair).no_marketing = stop;
            let word = if stop { "stop" } else { "resume" };
            let mut preference = json!({
                "detail": format!("User requested to {word} marketing messages"),
                "category": "marketing_messages",
                "value": word,
                "timestamp": now.timestamp(),
            });
            if let Some(wa_id) = state.visible_wa_id(pair, now) {
                preference["wa_id"] = json!(wa_id);
            }
            preference["user_id"] = json!(state.customers[pair.customer].card.user_id);
            let value = json!({
                "contacts": [contact(state, now, pair)],
                "user_preferences": [preference],
            });
            let kind = UpdateKind::Account;
            tell_about_number(state, now, pair.number, "user_preferences", kind, value);
        });
    }

    /// Calls the number and hangs up; a call opens the window too.
    pub fn calls(&self, number: &str) {
        self.act(number, |state, now, pair| {
            state.chat(pair).open_window(now);
            let id = state.ids.word();
            let mut call = json!({
                "id": format!("wacid.{id}"),
                "to": state.company.numbers[pair.number].digits(),
                "event": "connect",
                "timestamp": now.timestamp().to_string(),
                "direction": "USER_INITIATED",
            });
            if let Some(wa_id) = state.visible_wa_id(pair, now) {
                call["from"] = json!(wa_id);
            }
            call["from_user_id"] = json!(state.customers[pair.customer].card.user_id);
            let value = json!({ "contacts": [contact(state, now, pair)], "calls": [call] });
            tell_about_number(state, now, pair.number, "calls", UpdateKind::Account, value);
        });
    }

    /// Moves to another phone number, which brings another WhatsApp id and business-scoped id.
    /// Answers the id of the `system` message that tells this number of it.
    pub fn changes_number(&self, number: &str, phone: &str, user_id: &str) -> String {
        self.act(number, |state, now, pair| {
            let card = &mut state.customers[pair.customer].card;
            let (old, old_user) = (card.wa_id.clone(), card.user_id.clone());
            card.phone = Some(phone.to_owned());
            card.wa_id = Some(phone.to_owned());
            card.user_id = user_id.to_owned();
            let body = format!(
                "User {} changed from {} to {phone}",
                card.name,
                old.as_deref().unwrap_or_default()
            );
            let mut inbound = written("");
            (inbound.kind, inbound.content) = ("system", None);
            inbound.node = json!({
                "type": "user_changed_number",
                "body": body,
                "wa_id": phone,
                "user_id": user_id,
                "previous_user_id": old_user,
            });
            // The message itself still comes from whom it was.
            inbound.beside = json!({ "from": old, "from_user_id": old_user });
            inbound.send(state, now, pair)
        })
    }
}
