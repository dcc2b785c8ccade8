//! Who may do what. Rights come from the roles in each event's member and are looked at anew every
//! time: a button is input, not authority.

use super::conversation::Conversation;
use super::ids::{PersonId, RoleId, TeamId};

/// A person as Discord describes them in an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub id: PersonId,
    /// Their roles.
    pub roles: Vec<RoleId>,
    /// They may manage the server, which makes them an admin of the desk.
    pub manages_server: bool,
}

/// A team as far as rights go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TeamRoles {
    /// The team.
    pub team: TeamId,
    /// Having it makes an agent of the team; `None`: not chosen yet, nobody is.
    pub agents: Option<RoleId>,
    /// Having it makes a supervisor of the team.
    pub supervisors: Option<RoleId>,
}

/// What a person may want to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// See a conversation: its card, its queue.
    See,
    /// Take a conversation, from nobody or from a colleague.
    Assume,
    /// Give it back, write in it, decide about its messages and its queue, send a template.
    Handle,
    /// End it.
    Conclude,
    /// Take a concluded one up again.
    Restart,
}

impl Member {
    /// An agent of that team?
    pub fn is_agent_of(&self, team: &TeamRoles) -> bool {
        team.agents.is_some_and(|role| self.roles.contains(&role))
    }

    /// A supervisor of that team?
    pub fn supervises(&self, team: &TeamRoles) -> bool {
        team.supervisors
            .is_some_and(|role| self.roles.contains(&role))
    }

    /// An admin of the desk?
    pub fn is_admin(&self) -> bool {
        self.manages_server
    }

    /// May this person do that in this conversation of that team?
    pub fn may(&self, action: Action, conversation: &Conversation, team: &TeamRoles) -> bool {
        let agent = self.is_agent_of(team);
        let supervisor = self.supervises(team);
        // Whoever lost the role has what they had until that is noticed, but no right in it.
        let assignee = conversation.assignee == Some(self.id) && (agent || supervisor);
        match action {
            Action::See => agent || supervisor || self.is_admin(),
            Action::Assume | Action::Restart => agent,
            Action::Handle => assignee,
            Action::Conclude => {
                assignee || supervisor || (agent && conversation.assignee.is_none())
            }
        }
    }
}
