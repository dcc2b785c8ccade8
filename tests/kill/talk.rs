//! One conversation: what both sides wrote, and what each of them got of it.

use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Id, Person};
use conecta_sandbox::whatsapp::{Author, Customer, Whatsapp};

/// On the button that sends a message of unknown outcome again.
const AGAIN: &str = "Enviar de novo";
/// On the button that goes on without it.
const GO_ON: &str = "Seguir sem repetir";
/// Stands under a message of which nobody will ever know.
const DOUBT: &str = "❓";
/// Stand under a message that still waits.
const WAITS: [&str; 2] = ["🕓", "⏸\u{FE0F}"];

/// A conversation between Ana and a customer.
pub struct Talk {
    pub customer: Customer,
    pub thread: Id,
    /// Whether the customer has written, so that the window is open.
    pub answered: bool,
    /// Which of the world's conversations it is.
    number: usize,
    lines: Vec<Line>,
    /// How many lines the customer wrote.
    wrote: usize,
}

/// A line of the agent.
struct Line {
    text: String,
    post: Id,
    /// She decided to go on without knowing whether it arrived, when it had not.
    given_up: bool,
    /// She decided to send it again.
    again: bool,
}

impl Talk {
    pub fn new(number: usize, customer: Customer, thread: Id, answered: bool) -> Self {
        Self {
            customer,
            thread,
            answered,
            number,
            lines: Vec::new(),
            wrote: 0,
        }
    }

    /// How many lines the agent wrote.
    pub fn typed(&self) -> usize {
        self.lines.len()
    }

    /// How many messages she sent again, and how many she went on without.
    pub fn decided(&self) -> (usize, usize) {
        let count = |which: fn(&Line) -> bool| self.lines.iter().filter(|line| which(line)).count();
        (count(|line| line.again), count(|line| line.given_up))
    }

    /// The agent writes the next line.
    pub fn types(&mut self, ana: &Person) {
        let text = format!("a{}-{:03}", self.number, self.lines.len());
        let post = ana.types(self.thread, &text).expect("typed");
        self.lines.push(Line {
            text,
            post,
            given_up: false,
            again: false,
        });
    }

    /// The customer writes the next line, and the window is open.
    pub fn writes(&mut self) {
        let text = format!("c{}-{:03}", self.number, self.wrote);
        self.customer.writes(SALES, &text);
        self.wrote += 1;
        self.answered = true;
    }

    /// The agent presses what the thread asks her about lines of unknown outcome. She never sends
    /// again what has arrived; of what has not she gives up every other line.
    pub fn decides(&mut self, ana: &Person) {
        for question in ana.sees(self.thread) {
            let label = |part: &str| {
                let mut buttons = question.buttons.iter();
                let found = buttons.find(|button| button.label.contains(part) && !button.disabled);
                found.map(|button| button.custom_id.clone())
            };
            let (Some(again), Some(go_on)) = (label(AGAIN), label(GO_ON)) else {
                continue;
            };
            let on_phone = self.on_phone();
            let line = self.lines.iter_mut().enumerate();
            let Some((nth, line)) = line.into_iter().find(|(_, line)| {
                question.reply_to == Some(line.post) || question.content.contains(&line.text)
            }) else {
                continue;
            };
            let button = if on_phone.contains(&line.text) {
                go_on
            } else if nth % 2 == 0 {
                line.again = true;
                again
            } else {
                line.given_up = true;
                go_on
            };
            // It is pressed once more if the process died under it.
            let _ = ana.presses(question.id, &button);
        }
    }

    /// The agent's lines on the phone, in the order in which it shows them.
    pub fn on_phone(&self) -> Vec<String> {
        let chat = self.customer.phone(SALES);
        let business = chat.iter().filter(|one| one.author == Author::Business);
        let texts = business.map(|bubble| bubble.text());
        let mine = format!("a{}-", self.number);
        texts.filter(|text| text.contains(&mine)).collect()
    }

    /// The customer's lines in the thread, in its order.
    fn in_thread(&self, ana: &Person) -> Vec<String> {
        let mine = format!("c{}-", self.number);
        let mut found = Vec::new();
        for message in ana.sees(self.thread) {
            let text = message.all_text();
            let mirror = message.bot && message.buttons.is_empty() && !text.starts_with("-# ⚙️");
            for (at, _) in text.match_indices(&mine).filter(|_| mirror) {
                found.push(text[at..].chars().take(mine.len() + 3).collect());
            }
        }
        found
    }

    /// What must never be, however little has arrived yet: something twice, out of order, or that
    /// was given up.
    ///
    /// # Errors
    /// Says what.
    pub fn wrong(&self, whatsapp: &Whatsapp, ana: &Person) -> Result<(), String> {
        let expected = self.expected();
        let (phone, thread) = (self.on_phone(), self.in_thread(ana));
        if !expected.starts_with(&phone) {
            let sent = whatsapp.deliveries(SALES, &self.customer.card().name);
            return Err(format!("the phone shows {phone:?}\n{sent:#?}"));
        }
        if !self.wrote().starts_with(&thread) {
            return Err(format!(
                "the thread shows {thread:?}:\n{}",
                self.transcript(ana)
            ));
        }
        Ok(())
    }

    /// What is still to come; `None` once everything is where it belongs and says so.
    pub fn missing(&self, ana: &Person) -> Option<String> {
        let (phone, thread) = (self.on_phone(), self.in_thread(ana));
        let (expected, wrote) = (self.expected(), self.wrote());
        if phone != expected {
            return Some(format!(
                "phone: {phone:?}\nwritten: {expected:?}\n{}",
                self.transcript(ana)
            ));
        }
        if thread != wrote {
            return Some(format!("thread: {thread:?}\nwritten: {wrote:?}"));
        }
        let untrue: Vec<String> = self
            .lines
            .iter()
            .filter_map(|line| {
                let seen = ana.sees_message(line.post)?;
                let marks: Vec<&str> = seen.reactions.iter().map(|one| &*one.emoji).collect();
                (!line.may_bear(&marks)).then(|| format!("{} {marks:?}", line.text))
            })
            .collect();
        (!untrue.is_empty()).then(|| format!("marks that are not true: {untrue:?}"))
    }

    /// The thread as the agent reads it.
    fn transcript(&self, ana: &Person) -> String {
        let mut lines = String::new();
        for one in ana.sees(self.thread) {
            let marks: Vec<&str> = one.reactions.iter().map(|one| &*one.emoji).collect();
            let (at, text) = (one.at.format("%H:%M:%S%.3f"), one.all_text());
            lines.push_str(&format!("{at} {}: {text} {marks:?}\n", one.author));
        }
        lines
    }

    fn expected(&self) -> Vec<String> {
        let lines = self.lines.iter().filter(|line| !line.given_up);
        lines.map(|line| line.text.clone()).collect()
    }

    fn wrote(&self) -> Vec<String> {
        (0..self.wrote)
            .map(|nth| format!("c{}-{nth:03}", self.number))
            .collect()
    }
}

impl Line {
    /// Whether these marks say what became of it.
    fn may_bear(&self, marks: &[&str]) -> bool {
        self.given_up == marks.contains(&DOUBT) && !marks.iter().any(|mark| WAITS.contains(mark))
    }
}
