//! Hands each piece of work to whoever does it.

use std::sync::Arc;

use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::desk::work::{Handed, Work};
use crate::domain::ids::{ConversationId, MessageId, PlaceId, PostId, TeamId};

use super::cards::Shown;
use super::rounds::{Context, Rounds};
use super::sends::Sends;
use super::{
    Facts, ages, cards, housekeeping, inbox, marks, news, place, post, reads, sync, thread, wakes,
    watch,
};

/// Everything that goes out.
pub struct Courier {
    facts: Facts,
    threads: Rounds<ConversationId>,
    marks: Rounds<PlaceId>,
    cards: Rounds<ConversationId>,
    news: Rounds<TeamId>,
    reads: Rounds<ConversationId>,
    inbox: Rounds<()>,
    sends: Sends,
    sync: Arc<Notify>,
    ages: Arc<Notify>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

impl Courier {
    /// A courier whose tasks are tracked by `tasks` and end with `stop`.
    pub fn new(facts: Facts, tasks: TaskTracker, stop: CancellationToken) -> Self {
        let context = Context {
            clock: Arc::clone(&facts.clock),
            underway: facts.underway.clone(),
            tasks: tasks.clone(),
            stop: stop.clone(),
        };
        let shown = Shown::default();
        let with = |facts: &Facts| facts.clone();
        Self {
            threads: Rounds::new(&context, {
                let facts = with(&facts);
                move |id| thread::round(facts.clone(), id)
            }),
            marks: Rounds::new(&context, {
                let facts = with(&facts);
                move |id| marks::round(facts.clone(), id)
            }),
            cards: Rounds::new(&context, {
                let facts = with(&facts);
                move |id| cards::round(facts.clone(), shown.clone(), id)
            }),
            news: Rounds::new(&context, {
                let facts = with(&facts);
                move |id| news::round(facts.clone(), id)
            }),
            reads: Rounds::new(&context, {
                let facts = with(&facts);
                move |id| reads::round(facts.clone(), id)
            }),
            inbox: Rounds::new(&context, {
                let facts = with(&facts);
                move |()| inbox::round(facts.clone())
            }),
            sends: Sends::new(facts.clone()),
            sync: Arc::default(),
            ages: Arc::default(),
            facts,
            tasks,
            stop,
        }
    }

    /// Takes up work until it is told to stop.
    pub fn start(self, mut handed: mpsc::UnboundedReceiver<Handed>) {
        let (wake, asked) = mpsc::unbounded_channel();
        let tasks = self.tasks.clone();
        tasks.spawn(wakes::run(self.facts.clone(), asked, self.stop.clone()));
        tasks.spawn(sync::run(
            self.facts.clone(),
            Arc::clone(&self.sync),
            self.stop.clone(),
        ));
        tasks.spawn(ages::run(
            self.facts.clone(),
            Arc::clone(&self.ages),
            self.stop.clone(),
        ));
        tasks.spawn(housekeeping::run(self.facts.clone(), self.stop.clone()));
        let (watch, looks) = mpsc::unbounded_channel();
        tasks.spawn(watch::run(self.facts.clone(), looks, self.stop.clone()));
        tasks.spawn(async move {
            loop {
                let next = tokio::select! {
                    biased;
                    () = self.stop.cancelled() => return,
                    next = handed.recv() => next,
                };
                let Some(Handed { work, piece }) = next else {
                    return;
                };
                self.ages.notify_one();
                match work {
                    Work::Thread(id) => self.threads.call(id),
                    Work::Marks(thread) => self.marks.call(thread),
                    Work::Card(id) => self.cards.call(id),
                    Work::News(team) => self.news.call(team),
                    Work::Read(id) => self.reads.call(id),
                    Work::Inbox => self.inbox.call(()),
                    Work::Templates | Work::Numbers => self.sync.notify_one(),
                    Work::Pause(_) => {
                        self.sync.notify_one();
                        let _ = watch.send(piece);
                    }
                    Work::Watch => {
                        let _ = watch.send(piece);
                    }
                    // Whoever holds the piece keeps the program from looking idle.
                    Work::Wake(at) => {
                        let _ = wake.send((at, piece));
                    }
                    Work::Send {
                        conversation,
                        message,
                        attempt,
                    } => {
                        let sends = self.sends.clone();
                        self.tasks.spawn(async move {
                            sends.send(conversation, message, attempt).await;
                            drop(piece);
                        });
                    }
                    Work::Reread {
                        conversation,
                        message,
                        post,
                        thread,
                    } => {
                        let facts = self.facts.clone();
                        self.tasks.spawn(async move {
                            reread(&facts, conversation, message, thread, post).await;
                            drop(piece);
                        });
                    }
                }
            }
        });
    }
}

/// Reads the Discord message of a row again before it leaves. If that fails the row stays, and is
/// asked for again when the conversation is next looked at.
async fn reread(
    facts: &Facts,
    conversation: ConversationId,
    message: MessageId,
    thread: PlaceId,
    line: PostId,
) {
    use crate::discord::error::DiscordError;
    let text = match facts.discord.message(place(thread), post(line)).await {
        Ok(found) => Some(found.content),
        Err(DiscordError::Gone { .. }) => None,
        Err(error) => {
            tracing::warn!(%error, message = message.0, "a line could not be read again");
            return;
        }
    };
    if let Err(error) = facts.desk.reread(conversation, message, text).await {
        tracing::error!(%error, message = message.0, "a line that was read again is stuck");
    }
}
