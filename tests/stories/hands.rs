//! What people do with a private message of the bot: press, choose, fill in forms.

use conecta_sandbox::discord::{Answer, Given, Id, Interaction, SeenMessage};

use crate::support::Desk;
use crate::support::people::Agent;

/// A private message that changes as it is used.
pub struct Screen<'a> {
    desk: &'a Desk,
    agent: Agent<'a>,
    pub shows: SeenMessage,
}

impl<'a> Screen<'a> {
    /// Runs a command and looks at what answers.
    pub async fn of(
        desk: &'a Desk,
        agent: &Agent<'a>,
        command: &str,
        options: &[(&str, Given)],
    ) -> Self {
        let shows = agent.runs(command, options).await;
        Self {
            desk,
            agent: agent.clone(),
            shows,
        }
    }

    /// Runs a command that opens a form, sends that with these fields, and looks at what answers.
    pub async fn form(
        desk: &'a Desk,
        agent: &Agent<'a>,
        command: &str,
        fields: &[(&str, &str)],
    ) -> Self {
        let opened = agent.person.runs(agent.place(), command, &[]).expect("run");
        opened.modal().await.expect("a form opens");
        let sent = agent.person.submits(&opened, fields).expect("sent");
        let shows = sent.message().await.expect("a message answers");
        desk.settle().await;
        Self {
            desk,
            agent: agent.clone(),
            shows: sent.now().unwrap_or(shows),
        }
    }

    /// Presses a public button and looks at what answers.
    pub async fn behind(desk: &'a Desk, agent: &Agent<'a>, button: &str) -> Self {
        let Answer::Message(shows) = agent.presses(button).await else {
            panic!("no message answers {button:?}");
        };
        Self {
            desk,
            agent: agent.clone(),
            shows: *shows,
        }
    }

    fn id_of(&self, button: &str) -> String {
        let mut buttons = self.shows.buttons.iter();
        let found = buttons.find(|offered| offered.label.contains(button));
        let found = found.unwrap_or_else(|| panic!("no {button:?} in {self:?}"));
        found.custom_id.clone()
    }

    async fn follow(&mut self, done: Interaction) {
        let answer = done.answered().await;
        self.desk.settle().await;
        self.shows = match (done.now(), answer) {
            (Some(now), _) => now,
            (None, Answer::Message(shown) | Answer::Changed(shown)) => *shown,
            (None, other) => panic!("no message answers: {other:?}"),
        };
    }

    /// Presses a button that leads to a message.
    pub async fn presses(&mut self, button: &str) {
        let id = self.id_of(button);
        let pressed = self.agent.person.presses(self.shows.id, &id);
        self.follow(pressed.expect("pressed")).await;
    }

    /// Chooses the option that holds the text, in the select that has it.
    pub async fn chooses(&mut self, option: &str) {
        let found = self.shows.selects.iter().find_map(|select| {
            let mut options = select.options.iter();
            let found = options.find(|offered| offered.label.contains(option))?;
            Some((select.custom_id.clone(), found.value.clone()))
        });
        let (select, value) = found.unwrap_or_else(|| panic!("no {option:?} in {self:?}"));
        let chosen = self.agent.person.selects(self.shows.id, &select, &[&value]);
        self.follow(chosen.expect("chosen")).await;
    }

    /// Chooses a role or a channel in the select of this placeholder.
    pub async fn chooses_in(&mut self, select: &str, id: impl ToString) {
        let id = id.to_string();
        let chosen = self.agent.person.selects(self.shows.id, select, &[&id]);
        self.follow(chosen.expect("chosen")).await;
    }

    /// Presses a button that leads to a form, and sends it with these fields, named by label or
    /// custom id.
    pub async fn fills(&mut self, button: &str, fields: &[(&str, &str)]) {
        let id = self.id_of(button);
        let pressed = self.agent.person.presses(self.shows.id, &id);
        let opened = pressed.expect("pressed");
        let form = opened.modal().await.expect("a form opens");
        let sent = self.agent.person.submits(&opened, fields);
        let sent = sent.unwrap_or_else(|error| panic!("{error}: {form:?}"));
        self.follow(sent).await;
    }

    /// Everything that can be read in it.
    pub fn text(&self) -> String {
        let mut lines = vec![self.shows.content.clone()];
        for embed in &self.shows.embeds {
            lines.extend(embed["description"].as_str().map(str::to_owned));
        }
        lines.join("\n")
    }

    /// Whether it offers this button, which can be pressed.
    pub fn offers(&self, button: &str) -> bool {
        let mut buttons = self.shows.buttons.iter();
        buttons.any(|offered| offered.label.contains(button) && !offered.disabled)
    }

    /// The options of its select.
    pub fn options(&self) -> Vec<&str> {
        let selects = self.shows.selects.iter();
        let options = selects.flat_map(|select| &select.options);
        options.map(|option| option.label.as_str()).collect()
    }

    /// Fails unless all of these can be read.
    pub fn says(&self, all: &[&str]) {
        let text = self.text();
        for one in all {
            assert!(text.contains(one), "{one:?} is not in:\n{text}");
        }
    }
}

impl std::fmt::Debug for Screen<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let buttons: Vec<&str> = self
            .shows
            .buttons
            .iter()
            .map(|button| button.label.as_str())
            .collect();
        write!(f, "{}\n{buttons:?}\n{:?}", self.text(), self.options())
    }
}

/// An admin gives the team Vendas another channel, which is made for it.
pub async fn another_channel(desk: &Desk) -> Id {
    let new = desk.makes_channel_for("Vendas", "vendas-nova");
    let dona = desk.agent("Dona").at(desk.company.general);
    let mut team = Screen::of(desk, &dona, "team", &[]).await;
    team.chooses("Vendas").await;
    team.chooses_in("Canal privado da equipe", new).await;
    desk.minutes_pass(1).await;
    new
}
