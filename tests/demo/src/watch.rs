//! Watches both sides and prints what changes as it changes.

use std::collections::HashMap;

use conecta_sandbox::discord::{Id, Person, SeenMessage};
use conecta_sandbox::whatsapp::Customer;

use crate::reading::Reader;
use crate::screen::{Screen, Side};
use crate::town::Town;

/// What an agent reads in a thread and a customer on the phone, as far as it was printed.
pub struct Watch<'a> {
    town: &'a Town,
    screen: &'a Screen,
    person: Person,
    thread: Option<Id>,
    customer: Customer,
    number: &'static str,
    posts: HashMap<Id, Post>,
    bubbles: usize,
}

/// What was printed of a message.
struct Post {
    text: String,
    marks: Vec<String>,
}

impl<'a> Watch<'a> {
    /// Watches over an agent's shoulder and a customer's.
    pub fn new(
        town: &'a Town,
        screen: &'a Screen,
        person: Person,
        customer: Customer,
        number: &'static str,
    ) -> Self {
        Self {
            town,
            screen,
            person,
            thread: None,
            customer,
            number,
            posts: HashMap::new(),
            bubbles: 0,
        }
    }

    /// The agent opens this thread.
    pub fn open(&mut self, thread: Id) {
        self.thread = Some(thread);
    }

    /// Prints what is new.
    pub fn look(&mut self) {
        let seen = self.thread.map(|thread| self.person.sees(thread));
        for message in seen.unwrap_or_default() {
            self.look_at(&message);
        }
        let chat = self.customer.phone(self.number);
        for bubble in &chat[self.bubbles.min(chat.len())..] {
            let who = match bubble.author {
                conecta_sandbox::whatsapp::Author::Business => "Loja da Ana",
                conecta_sandbox::whatsapp::Author::Customer => "Maria",
            };
            self.screen
                .seen(Side::Phone, &format!("{who}: {}", bubble.text()));
        }
        self.bubbles = chat.len();
    }

    fn look_at(&mut self, message: &SeenMessage) {
        let reader = Reader {
            discord: &self.town.discord,
            company: &self.town.company,
            person: &self.person,
        };
        let marks: Vec<String> = message.reactions.iter().map(|r| r.emoji.clone()).collect();
        let text = reader.message(&SeenMessage {
            reactions: Vec::new(),
            ..message.clone()
        });
        let before = self.posts.get(&message.id);
        if before.is_none_or(|before| before.text != text) {
            let again = if before.is_some() { "(mudou) " } else { "" };
            self.screen.seen(Side::Discord, &format!("{again}{text}"));
        }
        let old = before
            .map(|before| before.marks.clone())
            .unwrap_or_default();
        if marks != old {
            let excerpt: String = message.content.chars().take(40).collect();
            let now = if marks.is_empty() {
                "sem marca".to_owned()
            } else {
                marks.join(" ")
            };
            self.screen
                .seen(Side::Discord, &format!("{now}  em «{excerpt}»"));
        }
        self.posts.insert(message.id, Post { text, marks });
    }
}
