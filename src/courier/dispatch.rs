//! Hands each piece of work to whoever does it.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::breaker::Breakers;
use super::cards::Shown;
use super::deletions::{self, Counted};
use super::rounds::{Context, Next, Rounds};
use super::sends::Sends;
use super::{
    Facts, ages, cards, files, housekeeping, inbox, marks, news, prepares, reads, rereads, silent,
    sync, thread, wakes, watch,
};
use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::desk::work::{Handed, Vanished, Work};
use crate::domain::ids::{ConversationId, FileId, PlaceId, TeamId};
use crate::underway::Piece;

/// Everything that goes out.
pub struct Courier {
    facts: Facts,
    threads: Rounds<ConversationId>,
    prepares: Rounds<ConversationId>,
    rereads: Rounds<ConversationId>,
    looks: Rounds<ConversationId>,
    deletions: Rounds<Vanished>,
    marks: Rounds<PlaceId>,
    cards: Rounds<TeamId>,
    news: Rounds<TeamId>,
    reads: Rounds<ConversationId>,
    files: Rounds<FileId>,
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
        let breakers = Arc::<Breakers>::default();
        Self {
            threads: of(&context, &facts, "thread", thread::round),
            prepares: Rounds::new(&context, "prepare", {
                let (facts, breakers) = (facts.clone(), Arc::clone(&breakers));
                move |id| prepares::round(facts.clone(), Arc::clone(&breakers), id)
            }),
            rereads: of(&context, &facts, "reread", rereads::round),
            looks: of(&context, &facts, "look", rereads::look),
            deletions: Rounds::new(&context, "deletion", {
                let (facts, counted) = (facts.clone(), Counted::default());
                move |line| deletions::round(facts.clone(), counted.clone(), line)
            }),
            marks: of(&context, &facts, "marks", marks::round),
            cards: Rounds::new(&context, "cards", {
                let facts = facts.clone();
                move |id| cards::round(facts.clone(), shown.clone(), id)
            }),
            news: of(&context, &facts, "news", news::round),
            reads: of(&context, &facts, "read", reads::round),
            files: Rounds::new(&context, "file", {
                let (facts, places) = (facts.clone(), files::Places::default());
                move |id| files::round(facts.clone(), places.clone(), id)
            }),
            inbox: of(&context, &facts, "inbox", inbox::round),
            sends: Sends::new(facts.clone(), breakers),
            sync: Arc::default(),
            ages: Arc::default(),
            facts,
            tasks,
            stop,
        }
    }

    /// Takes up work until it is told to stop, and then puts back what did not leave until `end`.
    pub fn start(
        self,
        mut handed: mpsc::UnboundedReceiver<Handed>,
        last: &TaskTracker,
        end: CancellationToken,
    ) {
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
        tasks.spawn(silent::run(self.facts.clone(), self.stop.clone()));
        let (watch, looks) = mpsc::unbounded_channel();
        tasks.spawn(watch::run(self.facts.clone(), looks, self.stop.clone()));
        last.spawn(async move {
            loop {
                let next = tokio::select! {
                    biased;
                    next = handed.recv() => next,
                    () = end.cancelled() => return,
                };
                let Some(handed) = next else { return };
                if self.stop.is_cancelled() {
                    self.put_back(handed.work).await;
                } else {
                    self.ages.notify_one();
                    self.take_up(handed, &wake, &watch);
                }
            }
        });
    }

    fn take_up(
        &self,
        handed: Handed,
        wake: &mpsc::UnboundedSender<(Timestamp, Piece)>,
        watch: &mpsc::UnboundedSender<Piece>,
    ) {
        let Handed { work, piece } = handed;
        match work {
            Work::Thread(id) => self.threads.call(id),
            Work::Prepare(id) => self.prepares.call(id),
            Work::Reread(id) => self.rereads.call(id),
            Work::Look(id) => self.looks.call(id),
            Work::Vanished(line) => self.deletions.call(line),
            Work::Marks(thread) => self.marks.call(thread),
            Work::Cards(team) => self.cards.call(team),
            Work::News(team) => self.news.call(team),
            Work::Read(id) => self.reads.call(id),
            Work::File(id) => self.files.call(id),
            Work::Inbox => self.inbox.call(()),
            Work::Templates | Work::Numbers => self.sync.notify_one(),
            // It is looked at until it is in order again.
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
        }
    }

    /// What was to leave just when the program was told to stop surely did not; everything else is
    /// found at the next start.
    async fn put_back(&self, work: Work) {
        if let Work::Send {
            conversation,
            message,
            attempt,
        } = work
        {
            self.sends.put_back(conversation, message, attempt).await;
        }
    }
}

/// Rounds that need nothing but the facts.
fn of<K, F, Fut>(context: &Context, facts: &Facts, name: &'static str, round: F) -> Rounds<K>
where
    K: Copy + Debug + Eq + Hash + Send + Sync + 'static,
    F: Fn(Facts, K) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<Next, DeskError>> + Send + 'static,
{
    let facts = facts.clone();
    Rounds::new(context, name, move |key| round(facts.clone(), key))
}
