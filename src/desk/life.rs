//! The life of a conversation as people ask for it: assume, give back, conclude, take up again.

use serde_json::json;

use super::error::Refused;
use super::work::Work;
use super::{Desk, DeskError, Unit};
use crate::domain::conversation::{Conversation, Notify, Stage};
use crate::domain::event::{Event, Wish};
use crate::domain::ids::{ConversationId, MessageId, PersonId, TeamId};
use crate::domain::rights::{Action, Member, TeamRoles};
use crate::domain::window::Window;
use crate::store::threads::{self, WorkKind};
use crate::store::{contacts, conversations, people, teams};

impl Desk {
    /// Takes a conversation, from nobody or, if `from` is who it was shown as, from that colleague.
    ///
    /// # Errors
    /// [`Refused::NotInTeam`], [`Refused::Concluded`], or [`Refused::NotAssignee`] if it is somebody
    /// else's by now than the person was shown.
    pub async fn assume(
        &self,
        id: ConversationId,
        by: Member,
        from: Option<PersonId>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.allowed(id, &by, Action::Assume).await?;
                open(&c)?;
                if c.assignee == Some(by.id) {
                    return Ok(());
                }
                if c.assignee != from {
                    return Err(Refused::NotAssignee(c.assignee).into());
                }
                unit.assume(&c, by.id).await.map(drop)
            })
        })
        .await
    }

    /// Assumes a conversation and lets that message, which its author wrote before, leave.
    ///
    /// # Errors
    /// As [`Desk::assume`]; [`Refused::NotYours`] if somebody else wrote it.
    pub async fn assume_and_send(
        &self,
        id: ConversationId,
        by: Member,
        message: MessageId,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.allowed(id, &by, Action::Assume).await?;
                open(&c)?;
                own(&c, message, by.id)?;
                if c.assignee.is_some_and(|assignee| assignee != by.id) {
                    return Err(Refused::NotAssignee(c.assignee).into());
                }
                let c = unit.assume(&c, by.id).await?;
                let wish = Wish::Send(message);
                unit.step(&c, &Event::Pressed { by: by.id, wish })
                    .await
                    .map(drop)
            })
        })
        .await
    }

    /// The assignee was looked up: a conversation of somebody who does not belong to its team any
    /// more is nobody's.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn found(&self, id: ConversationId, assignee: Member) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.conversation(id).await?;
                let roles = unit.team_roles(c.team).await?;
                if roles.agents.is_some() && !assignee.is_agent_of(&roles) {
                    let who = assignee.id;
                    unit.step(&c, &Event::AssigneeLeft { who }).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Whoever lets a customer wait although they were told twice may have left the team, and so may
    /// whoever has messages in the queue, which would leave in nobody's name: each is looked up.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn look_up_the_silent(&self) -> Result<(), DeskError> {
        self.unit(|unit| {
            Box::pin(async move {
                for (id, assignee) in conversations::in_silent_hands(unit.db).await? {
                    let subject = Some(assignee.0);
                    threads::append(unit.db, id, WorkKind::Find, subject, unit.now).await?;
                    unit.work.push(Work::Thread(id));
                }
                Ok(())
            })
        })
        .await
    }

    /// How this person wants to be told of what their customers write.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn notified(&self, person: PersonId) -> Result<Notify, DeskError> {
        let mut db = self.store.read().await?;
        let person = people::get(&mut db, person).await?;
        Ok(person.map(|person| person.notify).unwrap_or_default())
    }

    /// From now on this person is told like this.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn notify(&self, person: PersonId, how: Notify) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { Ok(people::set_notify(unit.db, person, how).await?) })
        })
        .await
    }

    /// Gives a conversation back to its team.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`], [`Refused::Concluded`].
    pub async fn release(&self, id: ConversationId, by: Member) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.allowed(id, &by, Action::Handle).await?;
                open(&c)?;
                unit.journal(Some(id), by.id, "released", json!({})).await?;
                unit.step(&c, &Event::Released { by: by.id })
                    .await
                    .map(drop)
            })
        })
        .await
    }

    /// Ends a conversation; what waits in the queue is discarded.
    ///
    /// # Errors
    /// [`Refused::NotAssignee`], [`Refused::Concluded`].
    pub async fn conclude(&self, id: ConversationId, by: Member) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.allowed(id, &by, Action::Conclude).await?;
                open(&c)?;
                unit.journal(Some(id), by.id, "concluded", json!({}))
                    .await?;
                unit.step(&c, &Event::Concluded { by: by.id })
                    .await
                    .map(drop)
            })
        })
        .await
    }

    /// Takes a concluded conversation up again, with the window that contact and number have by now;
    /// `send` is the message that its author wrote there and wants to leave.
    ///
    /// # Errors
    /// [`Refused::NotInTeam`], [`Refused::NotConcluded`], [`Refused::OpenAlready`] if another one
    /// with this contact on this number is open.
    pub async fn restart(
        &self,
        id: ConversationId,
        by: Member,
        send: Option<MessageId>,
    ) -> Result<Window, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let c = unit.allowed(id, &by, Action::Restart).await?;
                if c.stage != Stage::Concluded {
                    return Err(Refused::NotConcluded.into());
                }
                if let Some(open) = conversations::open_of(unit.db, c.contact, c.channel).await? {
                    return Err(Refused::OpenAlready(open).into());
                }
                let contact = contacts::by_id(unit.db, c.contact).await?;
                if contact.is_some_and(|contact| contact.blocked_at.is_some()) {
                    return Err(Refused::Blocked.into());
                }
                if let Some(message) = send {
                    own(&c, message, by.id)?;
                }
                unit.tell_meanwhile(c.contact, c.channel, id).await?;
                let notify = unit.notify(by.id).await?;
                unit.journal(Some(id), by.id, "restarted", json!({}))
                    .await?;
                conversations::catch_up(unit.db, id).await?;
                let event = Event::Restarted { by: by.id, notify };
                let c = unit.happen(id, &event).await?;
                if let Some(message) = send {
                    let wish = Wish::Send(message);
                    unit.step(&c, &Event::Pressed { by: by.id, wish }).await?;
                }
                Ok(c.window)
            })
        })
        .await
    }
}

fn open(c: &Conversation) -> Result<(), DeskError> {
    match c.stage {
        Stage::Open => Ok(()),
        Stage::Concluded => Err(Refused::Concluded.into()),
    }
}

/// Why somebody of the team does not do what is the assignee's. Whoever only supervises could not take
/// the conversation either.
pub(super) fn not_the_assignee(c: &Conversation, by: &Member, team: &TeamRoles) -> Refused {
    match c.assignee {
        assignee if by.is_agent_of(team) => Refused::NotAssignee(assignee),
        Some(assignee) => Refused::LeftTo(assignee),
        None => Refused::NotInTeam(c.team),
    }
}

fn own(c: &Conversation, message: MessageId, by: PersonId) -> Result<(), DeskError> {
    match c.message(message) {
        Some(row) if row.author == by => Ok(()),
        Some(_) => Err(Refused::NotYours.into()),
        None => Err(Refused::Over.into()),
    }
}

impl Unit<'_> {
    /// The conversation, if this person may do that in it.
    pub(super) async fn allowed(
        &mut self,
        id: ConversationId,
        by: &Member,
        action: Action,
    ) -> Result<Conversation, DeskError> {
        let c = self.conversation(id).await?;
        self.check(&c, by, action).await?;
        Ok(c)
    }

    /// This person may do that in this conversation.
    pub(super) async fn check(
        &mut self,
        c: &Conversation,
        by: &Member,
        action: Action,
    ) -> Result<(), DeskError> {
        let team = self.team_roles(c.team).await?;
        if by.may(action, c, &team) {
            return Ok(());
        }
        let in_team = by.is_agent_of(&team) || by.supervises(&team);
        Err(match action {
            Action::Handle | Action::Conclude if in_team => not_the_assignee(c, by, &team),
            _ => Refused::NotInTeam(c.team),
        }
        .into())
    }

    pub(super) async fn team_roles(&mut self, id: TeamId) -> Result<TeamRoles, DeskError> {
        let team = teams::by_id(self.db, id).await?;
        team.map(|team| team.roles())
            .ok_or_else(|| Refused::NotInTeam(id).into())
    }

    pub(super) async fn notify(&mut self, person: PersonId) -> Result<Notify, DeskError> {
        let person = people::get(self.db, person).await?;
        Ok(person.map(|person| person.notify).unwrap_or_default())
    }

    async fn assume(&mut self, c: &Conversation, by: PersonId) -> Result<Conversation, DeskError> {
        let notify = self.notify(by).await?;
        self.journal(Some(c.id), by, "assumed", json!({})).await?;
        contacts::talked(self.db, c.contact, by, self.now).await?;
        self.step(c, &Event::Assumed { by, notify }).await
    }
}
