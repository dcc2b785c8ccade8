//! One event through the core, and what the core decided written down.

use crate::domain::conversation::{Conversation, Stage};
use crate::domain::effect::{Effect, Notice, Post, Posted, Question};
use crate::domain::event::Event;
use crate::domain::ids::{ConversationId, MessageId, PersonId, PostId};
use crate::domain::message::{Outgoing, State};
use crate::domain::step::step;
use crate::store::cards::Urgency;
use crate::store::contacts::OptOut;
use crate::store::reads::PendingRead;
use crate::store::threads::WorkKind;
use crate::store::{
    cards, contacts, conversations, files, lines, marks, posts, reads, teams, threads,
};

use super::work::Work;
use super::{DeskError, Unit};

impl Unit<'_> {
    /// Lets `event` happen to a conversation.
    pub(super) async fn happen(
        &mut self,
        id: ConversationId,
        event: &Event,
    ) -> Result<Conversation, DeskError> {
        let before = self.conversation(id).await?;
        self.step(&before, event).await
    }

    /// The conversation as it stands.
    pub(super) async fn conversation(
        &mut self,
        id: ConversationId,
    ) -> Result<Conversation, DeskError> {
        self.conversation_with(id, None).await
    }

    /// The same, with this one of its messages however old it is.
    pub(super) async fn conversation_with(
        &mut self,
        id: ConversationId,
        message: Option<MessageId>,
    ) -> Result<Conversation, DeskError> {
        conversations::load_with(self.db, id, message)
            .await?
            .ok_or(DeskError::NoConversation)
    }

    /// Lets `event` happen to a conversation that is loaded already.
    pub(super) async fn step(
        &mut self,
        before: &Conversation,
        event: &Event,
    ) -> Result<Conversation, DeskError> {
        let before = &Conversation {
            in_sight: self.in_sight,
            abilities: self.abilities,
            links: self.company.links,
            ..before.clone()
        };
        let (after, effects) = step(before, event, self.now);
        let wake_at = effects.iter().find_map(|effect| match effect {
            Effect::WakeAt(at) => Some(*at),
            _ => None,
        });
        conversations::save(self.db, before, &after, wake_at, self.now).await?;
        for effect in &effects {
            self.write_down(before, &after, effect).await?;
        }
        Ok(after)
    }

    async fn write_down(
        &mut self,
        before: &Conversation,
        c: &Conversation,
        effect: &Effect,
    ) -> Result<(), DeskError> {
        let conversation = c.id;
        let work = match effect {
            Effect::OpenThread => Work::Thread(conversation),
            Effect::Send { message, attempt } => Work::Send {
                conversation,
                message: *message,
                attempt: *attempt,
            },
            Effect::Prepare { .. } => Work::Prepare(conversation),
            Effect::Reread { .. } => Work::Reread(conversation),
            Effect::Look => Work::Look(conversation),
            Effect::Post(post) => {
                // That a number was tried once more in vain is no news to whoever waits for it.
                let pause = matches!(post.what, Posted::Notice(Notice::Paused { .. }));
                if pause && posts::is_said(self.db, conversation, post).await? {
                    return Ok(());
                }
                posts::append(self.db, conversation, post, self.now).await?;
                Work::Thread(conversation)
            }
            Effect::Retract(question) => {
                let gone = posts::retract(self.db, conversation, *question).await?;
                if gone.is_empty() {
                    return Ok(());
                }
                Work::Thread(conversation)
            }
            Effect::Mark { post, mark } => match c.thread {
                Some(thread) => {
                    marks::set_wanted(self.db, *post, thread, *mark).await?;
                    Work::Marks(thread)
                }
                None => return Ok(()),
            },
            Effect::Card => {
                cards::touch(self.db, conversation, urgency(before, c)).await?;
                Work::Cards(c.team)
            }
            Effect::News => {
                teams::touch_news(self.db, c.team).await?;
                Work::News(c.team)
            }
            Effect::ReportRead {
                wamid,
                typing_until,
            } => {
                let read = PendingRead {
                    conversation,
                    channel: c.channel,
                    wamid: wamid.clone(),
                    typing_until: *typing_until,
                };
                reads::set(self.db, &read, self.now).await?;
                Work::Read(conversation)
            }
            Effect::Join(person) => self.change(c, WorkKind::Join, Some(*person)).await?,
            Effect::Leave(person) => self.change(c, WorkKind::Leave, Some(*person)).await?,
            Effect::FindAssignee(person) => self.change(c, WorkKind::Find, Some(*person)).await?,
            Effect::Archive => {
                // Discord made a member of everybody who wrote.
                for person in lines::authors(self.db, conversation).await? {
                    if Some(person) != c.assignee {
                        self.change(c, WorkKind::Leave, Some(person)).await?;
                    }
                }
                self.change(c, WorkKind::Archive, None).await?
            }
            Effect::Unarchive => self.change(c, WorkKind::Unarchive, None).await?,
            Effect::OptOut { inbound } => {
                let known = OptOut {
                    at: self.now,
                    inbound: Some(*inbound),
                    by: None,
                };
                contacts::opt_out(self.db, c.contact, &known).await?;
                let refused = self.refused_marketing(c.contact, Some(conversation));
                return Box::pin(refused).await;
            }
            Effect::WakeAt(at) => Work::Wake(*at),
        };
        self.work.push(work);
        Ok(())
    }

    /// The line that asks this goes.
    pub(super) async fn retract(
        &mut self,
        c: &Conversation,
        question: Question,
    ) -> Result<(), DeskError> {
        self.write_down(c, c, &Effect::Retract(question)).await
    }

    /// Puts a line into the thread of which the core does not know. After one that is not the
    /// customer's, theirs says its name again.
    pub(super) async fn put_line(
        &mut self,
        conversation: ConversationId,
        post: &Post,
    ) -> Result<(), DeskError> {
        posts::append(self.db, conversation, post, self.now).await?;
        let customers = match post.what {
            Posted::Mirror { named, .. } => named,
            Posted::File { file } => {
                let file = files::by_id(self.db, file).await?;
                file.is_some_and(|file| file.what.source.is_customers())
            }
            _ => false,
        };
        if !customers {
            conversations::name_again(self.db, conversation).await?;
        }
        self.work.push(Work::Thread(conversation));
        Ok(())
    }

    /// The same for a line that tells nobody.
    pub(super) async fn put_silent(
        &mut self,
        conversation: ConversationId,
        what: Posted,
        reply_to: Option<PostId>,
    ) -> Result<(), DeskError> {
        let ping = None;
        let line = Post {
            what,
            reply_to,
            ping,
        };
        self.put_line(conversation, &line).await
    }

    /// The same for a line that may come after the end: it opens the thread, which is put away again.
    pub(super) async fn put_late(
        &mut self,
        conversation: ConversationId,
        what: Posted,
        reply_to: Option<PostId>,
    ) -> Result<(), DeskError> {
        self.put_silent(conversation, what, reply_to).await?;
        let c = self.conversation(conversation).await?;
        if c.stage == Stage::Concluded {
            self.change(&c, WorkKind::Archive, None).await?;
        }
        Ok(())
    }

    /// Something is to be done to the thread once its lines stand.
    async fn change(
        &mut self,
        c: &Conversation,
        kind: WorkKind,
        person: Option<PersonId>,
    ) -> Result<Work, DeskError> {
        let subject = person.map(|person| person.0);
        threads::append(self.db, c.id, kind, subject, self.now).await?;
        Ok(Work::Thread(c.id))
    }
}

/// What the card has to say now, for when edits are scarce.
fn urgency(before: &Conversation, after: &Conversation) -> Urgency {
    let owner = |c: &Conversation| (c.stage, c.assignee, c.card);
    let failed = |c: &Conversation| {
        let failed = |row: &&Outgoing| matches!(row.state, State::Failed | State::Doubt);
        c.outgoing.iter().filter(failed).count()
    };
    let queue = |c: &Conversation| (c.queue().count(), c.queue_held, c.question.is_some());
    if owner(before) != owner(after) {
        Urgency::Owner
    } else if failed(before) != failed(after) {
        Urgency::Failure
    } else if before.window_shown != after.window_shown || queue(before) != queue(after) {
        Urgency::Window
    } else {
        Urgency::Cost
    }
}
