//! The people of a story: agents with Discord, customers with phones.

use conecta::domain::ids::{ConversationId, PersonId, PlaceId, RoleId};
use conecta::domain::rights::Member;
use conecta::store::conversations;
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Answer, Given, Id, Person, SeenMessage};
use conecta_sandbox::whatsapp;

use super::reading::Reader;
use super::world::Desk;

/// Somebody who works at the company. What they do is over when the method returns: everything
/// that follows from it has happened, as far as it needs no time.
#[derive(Clone)]
pub struct Agent<'a> {
    desk: &'a Desk,
    pub person: Person,
    place: Option<Id>,
}

impl<'a> Agent<'a> {
    pub(super) fn new(desk: &'a Desk, person: Person) -> Self {
        Self {
            desk,
            person,
            place: None,
        }
    }

    /// The same person in this channel or thread; without it, the newest thread that they see.
    #[must_use]
    pub fn at(mut self, place: Id) -> Self {
        self.place = Some(place);
        self
    }

    /// The same person in the newest thread of this contact.
    #[must_use]
    pub fn with(self, contact: &str) -> Self {
        let thread = self.desk.thread(contact);
        self.at(thread)
    }

    /// The same person in a team's channel.
    #[must_use]
    pub fn in_team(self, team: &str) -> Self {
        let channel = self.desk.company.team(team).channel;
        self.at(channel)
    }

    /// Where they are.
    pub fn place(&self) -> Id {
        self.place.unwrap_or_else(|| {
            let threads = self.person.channels();
            let newest = threads.iter().rfind(|place| place.thread.is_some());
            newest.expect("they see a thread").id
        })
    }

    /// Writes.
    pub async fn types(&self, text: &str) -> Id {
        let id = self.person.types(self.place(), text).expect("typed");
        self.desk.settle().await;
        id
    }

    /// Writes, and the time in which it can be taken back passes.
    pub async fn sends(&self, text: &str) -> Id {
        let id = self.types(text).await;
        self.desk.seconds_pass(6).await;
        id
    }

    /// Replies to a message.
    pub async fn replies(&self, to: Id, text: &str) -> Id {
        let id = self.person.replies(self.place(), to, text);
        let id = id.expect("replied");
        self.desk.settle().await;
        id
    }

    /// Changes what they wrote.
    pub async fn edits(&self, message: Id, text: &str) {
        self.person.edits(message, text).expect("edited");
        self.desk.settle().await;
    }

    /// Deletes a message.
    pub async fn deletes(&self, message: Id) {
        self.person.deletes(message).expect("deleted");
        self.desk.settle().await;
    }

    /// Presses a button of a message.
    pub async fn presses_on(&self, message: Id, button: &str) -> Answer {
        let pressed = self.person.presses(message, button).expect("pressed");
        let answer = pressed.answered().await;
        self.desk.settle().await;
        match pressed.now() {
            Some(message) if matches!(answer, Answer::Message(_) | Answer::Changed(_)) => {
                Answer::Message(Box::new(message))
            }
            _ => answer,
        }
    }

    /// Presses the newest button of this label that they see here.
    pub async fn presses(&self, button: &str) -> Answer {
        let message = self.offered(button);
        let message =
            message.unwrap_or_else(|| panic!("nobody offers {button:?} here:\n{}", self.reads()));
        self.presses_on(message.id, button).await
    }

    /// The newest message here that has a button of this label.
    pub fn offered(&self, button: &str) -> Option<SeenMessage> {
        let mut seen = self.person.sees(self.place());
        seen.retain(|message| {
            let mut buttons = message.buttons.iter();
            buttons.any(|offered| offered.label.contains(button) && !offered.disabled)
        });
        seen.pop()
    }

    /// Runs a command and reads the message that answers.
    pub async fn runs(&self, command: &str, options: &[(&str, Given)]) -> SeenMessage {
        let run = self.person.runs(self.place(), command, options);
        let run = run.expect("run");
        let message = run.message().await.expect("a message answers");
        self.desk.settle().await;
        run.now().unwrap_or(message)
    }

    /// Runs a command of the menu on a message and reads the message that answers.
    pub async fn runs_on(&self, message: Id, command: &str) -> SeenMessage {
        let run = self.person.runs_on(message, command).expect("run");
        let answer = run.message().await.expect("a message answers");
        self.desk.settle().await;
        run.now().unwrap_or(answer)
    }

    /// Types into an option and takes the one choice that holds the text.
    ///
    /// # Panics
    /// If none holds it.
    pub async fn picks(
        &self,
        command: &str,
        before: &[(&str, Given)],
        option: &str,
        typed: &str,
    ) -> Given {
        let mut options = before.to_vec();
        options.push((option, typed.into()));
        let completed = self
            .person
            .autocompletes(self.place(), command, &options, option)
            .await;
        let choices = completed.expect("choices");
        let choice = choices
            .iter()
            .find(|choice| choice.name.contains(typed))
            .unwrap_or_else(|| panic!("no choice holds {typed:?}: {choices:?}"));
        match &choice.value {
            serde_json::Value::String(value) => value.as_str().into(),
            other => other.to_string().into(),
        }
    }

    /// `/iniciar` with every option picked from what is offered; answers the preview.
    pub async fn prepares(&self, contact: &str, team: &str, template: &str) -> SeenMessage {
        let mut options: Vec<(&str, Given)> = Vec::new();
        for (option, typed) in [
            ("contact", contact),
            ("channel", "Vendas"),
            ("team", team),
            ("template", template),
        ] {
            let picked = self.picks("start", &options, option, typed).await;
            options.push((option, picked));
        }
        self.runs("start", &options).await
    }

    /// Starts a conversation by `/iniciar` with all options and a template whose parameters are
    /// known; answers the new thread.
    pub async fn starts(&self, contact: &str) -> Id {
        let here = match self.place {
            Some(_) => self.clone(),
            None => self.clone().in_team("Vendas"),
        };
        let preview = here.prepares(contact, "Vendas", "saudacao").await;
        here.presses_on(preview.id, "Iniciar atendimento").await;
        self.desk.thread(contact)
    }

    /// Takes the conversation of this thread.
    pub async fn takes(&self) {
        let conversation = self.conversation().await;
        let desk = self.desk.bot().app.desk();
        let taken = desk.assume(conversation, self.member(), None).await;
        taken.expect("nobody had it");
        self.desk.settle().await;
    }

    /// The conversation of this thread.
    pub async fn conversation(&self) -> ConversationId {
        let store = self.desk.bot().app.desk().store().clone();
        let mut db = store.read().await.expect("a reader");
        let found = conversations::by_thread(&mut db, PlaceId(self.place().0)).await;
        found.expect("the store answers").expect("a conversation")
    }

    /// As the desk sees them.
    pub fn member(&self) -> Member {
        let company = &self.desk.company;
        let teams = company.teams.iter().map(|team| team.role);
        let has = |role: &Id| {
            self.desk
                .discord
                .members_with(*role)
                .contains(&self.person.id())
        };
        Member {
            id: PersonId(self.person.id().0),
            roles: teams
                .chain([company.supervisor_role])
                .filter(has)
                .map(|role| RoleId(role.0))
                .collect(),
            manages_server: self.person.id() == company.owner,
        }
    }

    /// What they read here; of what came in one moment the answers to them alone come last: it is chance
    /// whether such a one or what they brought about comes first.
    pub fn reads(&self) -> String {
        let (reader, mut seen) = (self.reader(), self.person.sees(self.place()));
        seen.sort_by_key(|message| (message.at, message.ephemeral));
        seen.iter().map(|message| reader.message(message)).collect()
    }

    /// The messages here that hold files, oldest first.
    pub fn sees_files(&self) -> Vec<SeenMessage> {
        let mut seen = self.person.sees(self.place());
        seen.retain(|message| !message.attachments.is_empty());
        seen
    }

    /// How one message reads.
    pub fn read(&self, message: &SeenMessage) -> String {
        self.reader().message(message)
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            discord: &self.desk.discord,
            company: &self.desk.company,
            person: &self.person,
        }
    }

    /// The newest message that they see here.
    pub fn last(&self) -> SeenMessage {
        let last = self.person.sees_last(self.place());
        last.expect("there is a message")
    }

    /// The signs that stand under a message.
    pub fn marks(&self, message: Id) -> String {
        let seen = self.person.sees_message(message).expect("they see it");
        seen.reactions
            .iter()
            .map(|reaction| reaction.emoji.as_str())
            .collect()
    }
}

/// Somebody with a phone, in the chat with the number *Vendas* unless another is named.
#[derive(Clone)]
pub struct Customer<'a> {
    desk: &'a Desk,
    pub phone: whatsapp::Customer,
    number: &'static str,
}

impl<'a> Customer<'a> {
    pub(super) fn new(desk: &'a Desk, phone: whatsapp::Customer) -> Self {
        Self {
            desk,
            phone,
            number: SALES,
        }
    }

    /// The same person in the chat with another number.
    #[must_use]
    pub fn to(mut self, number: &'static str) -> Self {
        self.number = number;
        self
    }

    /// The number that they talk to.
    pub fn number(&self) -> &'static str {
        self.number
    }

    /// Writes; answers the message's id.
    pub async fn answers(&self, text: &str) -> String {
        let id = self.phone.writes(self.number, text);
        self.desk.settle().await;
        id
    }

    /// Does something with the phone in this chat, and the moment passes in which an album may still
    /// grow; answers the message's id.
    pub async fn sends(&self, act: impl FnOnce(&whatsapp::Customer, &str) -> String) -> String {
        let id = act(&self.phone, self.number);
        self.desk.seconds_pass(2).await;
        id
    }

    /// Reads everything in the chat.
    pub async fn reads(&self) {
        self.phone.reads(self.number);
        self.desk.settle().await;
    }

    /// The chat as the phone shows it.
    pub fn sees(&self) -> String {
        self.phone.transcript(self.number)
    }

    /// The texts that came from the business, in the order in which the phone shows them.
    pub fn got(&self) -> Vec<String> {
        let chat = self.phone.phone(self.number);
        chat.iter()
            .filter(|bubble| bubble.author == whatsapp::Author::Business)
            .map(whatsapp::PhoneMessage::text)
            .collect()
    }
}
