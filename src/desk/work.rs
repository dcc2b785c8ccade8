//! What a unit of work leaves to be done outside the database, handed over after its commit.
//!
//! Every piece can be found again in the store after a crash; handing it over only saves looking.

use tokio::sync::mpsc;

use crate::clock::Timestamp;
use crate::domain::ids::{
    ChannelId, ConversationId, FileId, MessageId, PersonId, PlaceId, PostId, TeamId,
};
use crate::underway::{Piece, Underway};

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// The lane of a thread has something to post, to retract or to change.
    Thread(ConversationId),
    /// A message leaves; its row says that a request is under way.
    Send {
        /// Whose.
        conversation: ConversationId,
        /// Which.
        message: MessageId,
        /// Which attempt.
        attempt: u32,
    },
    /// A file of the conversation's goes to the platform before it leaves.
    Prepare(ConversationId),
    /// A line of the conversation's thread is read again before it leaves.
    Reread(ConversationId),
    /// Something of the conversation may leave if what people do reaches us.
    Look(ConversationId),
    /// A line disappeared from a thread: by whose doing is looked up.
    Vanished(Vanished),
    /// Marks of a thread are due.
    Marks(PlaceId),
    /// Cards of a team are due.
    Cards(TeamId),
    /// A team's *Novos* message is due.
    News(TeamId),
    /// A read receipt is due.
    Read(ConversationId),
    /// A file is wanted: it is fetched from whoever has it.
    File(FileId),
    /// A conversation wants to be woken then.
    Wake(Timestamp),
    /// Templates changed at the platform: they are read again.
    Templates,
    /// Numbers or accounts changed at the platform: they are read again.
    Numbers,
    /// Something was set aside and is tried again.
    Inbox,
    /// A number's sending was paused or goes on.
    Pause(ChannelId),
    /// Something changed that admins may have to be told of.
    Watch,
}

/// A line that disappeared from a thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Vanished {
    /// The thread.
    pub place: PlaceId,
    /// The line.
    pub post: PostId,
    /// Who had written it; `None`: we had.
    pub author: Option<PersonId>,
    /// It still stood there then.
    pub since: Timestamp,
    /// When it was found missing.
    pub at: Timestamp,
}

/// A piece of work on its way to whoever does it.
#[derive(Debug)]
pub struct Handed {
    /// What.
    pub work: Work,
    /// Keeps the program from looking idle until it was taken up.
    pub piece: Piece,
}

/// Where units of work hand over what they leave to be done.
#[derive(Debug, Clone)]
pub struct Hands {
    sender: mpsc::UnboundedSender<Handed>,
    underway: Underway,
}

impl Hands {
    /// A pair of ends: what is handed in here comes out there, in order.
    pub fn new(underway: Underway) -> (Self, mpsc::UnboundedReceiver<Handed>) {
        let (sender, receiver) = mpsc::unbounded_channel();
        (Self { sender, underway }, receiver)
    }

    /// Hands over. After the courier has stopped nobody takes it up: it is found at the next start.
    pub fn over(&self, work: impl IntoIterator<Item = Work>) {
        for work in work {
            let piece = self.underway.begin();
            let _ = self.sender.send(Handed { work, piece });
        }
    }
}
