//! What customers do beyond writing and sending: edit, take back, pass on, order, fill in forms,
//! share a product, write in groups, change devices and ids, and send what nobody knows yet.

use serde_json::{Value, json};

use super::Customer;
use super::inbound::{Attachment, Inbound};
use super::phone::{Content, MediaKind, Ordered};
use super::state::State;
use super::writing::{author_of, written};

/// Each answers the new message's id.
impl Customer {
    /// Changes the words of a message of theirs, on the phone and for the business. Only a number
    /// that the company also uses on a phone is told of it as such.
    pub fn edits(&self, number: &str, message: &str, text: &str) -> String {
        self.act(number, |state, now, pair| {
            let chat = state.chat(pair);
            let bubble = chat.bubbles.iter_mut().find(|bubble| bubble.id == message);
            let bubble = bubble.unwrap_or_else(|| panic!("the phone shows no message {message}"));
            bubble.content = written(text).content.expect("a text shows");
            bubble.edited = true;
            let node = json!({
                "original_message_id": message,
                "message": { "type": "text", "text": { "body": text } },
            });
            Inbound::silent("edit", node).send(state, now, pair)
        })
    }

    /// Takes a message of theirs back for everybody.
    pub fn takes_back(&self, number: &str, message: &str) -> String {
        self.act(number, |state, now, pair| {
            let bubbles = &mut state.chat(pair).bubbles;
            bubbles.retain(|bubble| bubble.id != message);
            let node = json!({ "original_message_id": message });
            Inbound::silent("revoke", node).send(state, now, pair)
        })
    }

    /// Passes a text on; `often`: it went from hand to hand many times before.
    pub fn forwards(&self, number: &str, text: &str, often: bool) -> String {
        self.act(number, |state, now, pair| {
            let mut inbound = written(text);
            let mark = if often {
                "frequently_forwarded"
            } else {
                "forwarded"
            };
            inbound.context = json!({ mark: true });
            inbound.send(state, now, pair)
        })
    }

    /// Asks about a product of the catalogue.
    pub fn asks_about(&self, number: &str, product: &str, text: &str) -> String {
        self.act(number, |state, now, pair| {
            let from = state.company.numbers[pair.number].digits();
            let mut inbound = written(text);
            inbound.context = json!({
                "from": from,
                "id": "wamid.a-product",
                "referred_product": { "catalog_id": "1", "product_retailer_id": product },
            });
            let id = inbound.send(state, now, pair);
            // What it is about stands in no chat.
            if let Some(bubble) = state.chat(pair).bubbles.last_mut() {
                bubble.quotes = None;
            }
            id
        })
    }

    /// Orders from the catalogue.
    pub fn orders(&self, number: &str, items: &[Ordered], text: &str) -> String {
        self.act(number, |state, now, pair| {
            let content = Content::Order {
                items: items.to_vec(),
                text: text.to_owned(),
            };
            let items: Vec<Value> = items
                .iter()
                .map(|item| {
                    json!({
                        "product_retailer_id": item.product,
                        "quantity": item.quantity,
                        "item_price": item.price,
                        "currency": item.currency,
                    })
                })
                .collect();
            let mut node = json!({ "catalog_id": "1537566713439863", "product_items": items });
            if !text.is_empty() {
                node["text"] = json!(text);
            }
            Inbound::new("order", node, content).send(state, now, pair)
        })
    }

    /// Fills in a form that a message of the chat asked for.
    pub fn fills_in(&self, number: &str, message: Option<&str>, answers: &Value) -> String {
        self.act(number, |state, now, pair| {
            let node = json!({
                "type": "nfm_reply",
                "nfm_reply": {
                    "name": "flow",
                    "body": "Sent",
                    "response_json": answers.to_string(),
                },
            });
            let content = Content::Form {
                answers: answers.clone(),
            };
            let mut inbound = Inbound::new("interactive", node, content);
            if let Some(message) = message {
                let author = author_of(state, pair, message);
                inbound = inbound.about(&author, message);
            }
            inbound.send(state, now, pair)
        })
    }

    /// Picks a file in a form; answers what stands for it among the form's answers.
    pub fn picks_file(&self, number: &str, file: Attachment) -> Value {
        self.act(number, |state, now, pair| {
            let State { media, ids, .. } = state;
            let id = media.receive(ids, now, pair.number, &file.mime, file.content);
            let mut picked = media.in_webhook(&id);
            picked["file_name"] = json!(file.filename);
            picked
        })
    }

    /// Writes in a group in which the business is too. That opens no window.
    pub fn writes_in_group(&self, number: &str, group: &str, text: &str) -> String {
        self.act(number, |state, now, pair| {
            let window = state.chat(pair).window_from;
            let mut inbound = written(text);
            inbound.content = None;
            inbound.beside = json!({ "group_id": group });
            let id = inbound.send(state, now, pair);
            state.chat(pair).window_from = window;
            id
        })
    }

    /// Sends a picture to such a group.
    pub fn sends_image_in_group(&self, number: &str, group: &str, file: Attachment) -> String {
        self.act(number, |state, now, pair| {
            let window = state.chat(pair).window_from;
            let kind = (MediaKind::Image, false);
            let mut inbound = Inbound::file(state, now, pair.number, kind, file);
            inbound.content = None;
            inbound.beside = json!({ "group_id": group });
            let id = inbound.send(state, now, pair);
            state.chat(pair).window_from = window;
            id
        })
    }

    /// Sends something that the business is told of under a name of its own.
    pub fn sends_something_new(&self, number: &str, kind: &'static str, node: Value) -> String {
        self.act(number, |state, now, pair| {
            let content = Content::Other {
                what: kind.to_owned(),
            };
            Inbound::new(kind, node, content).send(state, now, pair)
        })
    }

    /// Lets the company call, or does not, where no message of this chat asked for it.
    pub fn permits_calls(&self, number: &str, permits: bool) -> String {
        self.act(number, |state, now, pair| {
            let response = if permits { "accept" } else { "reject" };
            let node = json!({
                "type": "call_permission_reply",
                "call_permission_reply": { "response": response, "response_source": "user_action" },
            });
            let content = Content::CallPermission { granted: permits };
            Inbound::new("interactive", node, content).send(state, now, pair)
        })
    }

    /// Moves to another device: the keys change.
    pub fn changes_device(&self, number: &str) -> String {
        self.act(number, |state, now, pair| {
            let node = json!({
                "type": "customer_identity_changed",
                "body": "User identity changed",
            });
            Inbound::silent("system", node).send(state, now, pair)
        })
    }

    /// Gets another business-scoped id, with the number as it was.
    pub fn changes_user_id(&self, number: &str, user_id: &str) -> String {
        self.act(number, |state, now, pair| {
            let card = &mut state.customers[pair.customer].card;
            let old = std::mem::replace(&mut card.user_id, user_id.to_owned());
            let node = json!({
                "type": "user_changed_user_id",
                "body": "User changed their id",
                "user_id": user_id,
                "previous_user_id": old,
            });
            let mut inbound = Inbound::silent("system", node);
            // The message itself still comes from whom it was.
            inbound.beside = json!({ "from_user_id": old });
            inbound.send(state, now, pair)
        })
    }
}
