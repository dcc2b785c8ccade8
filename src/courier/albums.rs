//! What of a thread's lane goes out together: a line by itself, or the pictures and films that a
//! customer sent in one go; and for how long a line waits for its files.

use chrono::TimeDelta;

use super::Facts;
use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::discord::message::FILES;
use crate::domain::abilities::MediaKind;
use crate::domain::effect::Posted;
use crate::domain::incoming::{Context, Incoming, StoredIncoming};
use crate::store::files::{self, FileState, StoredFile};
use crate::store::posts::{self, LanePost};
use crate::store::{Db, inbound};

/// How many lines of the lane are looked at: an album, lines of ours within it, and what follows it.
const LANE: u32 = 2 * FILES as u32;

/// The stamps of what was sent in one go lie no further apart.
const APART: TimeDelta = TimeDelta::seconds(3);

/// How long a picture waits for the next of its album.
const REST: TimeDelta = TimeDelta::milliseconds(1_500);

/// How long a line, and all that is behind it, waits for its file.
const PATIENCE: TimeDelta = TimeDelta::seconds(15);

/// A line of the lane with the files that it brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bringing {
    /// The line.
    pub line: LanePost,
    /// Its files.
    pub files: Vec<StoredFile>,
}

/// Whether the head of a lane may go, and with what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// It waits until then for what belongs to it.
    Wait(Timestamp),
    /// These lines go, as one post.
    Go(Vec<Bringing>),
}

/// What the head of a lane waits for, or what goes with it.
///
/// What goes together, and without which files, is written down before the first attempt, so that
/// every later attempt says the same and is recognised.
pub async fn turn(facts: &Facts, head: LanePost) -> Result<Turn, DeskError> {
    let waits = match head.post.what {
        Posted::Mirror { .. } => true,
        Posted::Echo { file, .. } => file.is_some(),
        _ => false,
    };
    if !waits {
        let late = match head.post.what {
            Posted::File { file } => facts.desk.file(file).await?,
            _ => None,
        };
        return Ok(Turn::Go(vec![Bringing {
            line: head,
            files: late.into_iter().collect(),
        }]));
    }
    let (mut together, complete) = {
        let mut db = facts.desk.store().read().await?;
        gather(&mut db, head).await?
    };
    let now = facts.clock.now();
    let decided = together.iter().all(|one| one.line.album.is_some());
    let files = || together.iter().flat_map(|one| &one.files);
    if decided || files().next().is_none() {
        return Ok(Turn::Go(together));
    }
    let rest = together.iter().map(|one| one.line.created_at + REST).max();
    if let Some(rest) = rest.filter(|rest| !complete && now < *rest) {
        return Ok(Turn::Wait(rest));
    }
    let patience = together.iter().filter_map(awaited_until).max();
    if let Some(patience) = patience.filter(|patience| now < *patience) {
        return Ok(Turn::Wait(patience));
    }
    let lines = together.iter().map(|one| one.line.id).collect();
    let brought = files().map(|file| file.what.facts.id).collect();
    let head = together.swap_remove(0).line;
    facts.desk.line_decided(lines, brought).await?;
    // As it was decided: a file may have come until then, and goes along.
    let decided = LanePost {
        album: Some(head.id),
        ..head
    };
    let mut db = facts.desk.store().read().await?;
    let (together, _) = gather(&mut db, decided).await?;
    Ok(Turn::Go(together))
}

/// Until when the line waits for its files, if it waits: not for one that is not even tried before.
fn awaited_until(one: &Bringing) -> Option<Timestamp> {
    let until = one.line.created_at + PATIENCE;
    let may_come = |file: &StoredFile| file.state == FileState::Wanted && file.due_at < until;
    one.files.iter().any(may_come).then_some(until)
}

/// The head and what was sent in one go with it; and whether nothing can be missing any more.
async fn gather(db: &mut Db, head: LanePost) -> Result<(Vec<Bringing>, bool), DeskError> {
    let lane = posts::pending(db, head.conversation, LANE).await?;
    let album = head.album;
    let first = brings(db, &head).await?;
    let mut last = first.at;
    let is_album = first.is_picture() || album.is_some();
    let context = first.context.clone();
    let mut together = vec![first.with(head)];
    if !is_album {
        return Ok((together, true));
    }
    for line in lane.into_iter().skip(1) {
        // What its first picture made us say, and whatever else is not the customer's, goes behind
        // all of it.
        if !matches!(line.post.what, Posted::Mirror { .. }) {
            continue;
        }
        if together.len() == FILES {
            return Ok((together, true));
        }
        let next = brings(db, &line).await?;
        let belongs = match album {
            Some(_) => line.album == album,
            None => {
                let near = (next.at - last).abs() <= APART;
                near && next.is_picture() && next.context == context
            }
        };
        if !belongs {
            return Ok((together, true));
        }
        last = next.at;
        together.push(next.with(line));
    }
    let full = together.len() == FILES;
    Ok((together, full))
}

/// What a line mirrors.
struct Brings {
    files: Vec<StoredFile>,
    /// When it was sent, by the customer's phone.
    at: Timestamp,
    /// What stands before its words in the thread; `None`: more than an album can show once.
    context: Option<Context>,
}

impl Brings {
    fn with(self, line: LanePost) -> Bringing {
        Bringing {
            line,
            files: self.files,
        }
    }

    fn is_picture(&self) -> bool {
        let mut kinds = self.files.iter().map(|file| file.what.facts.kind);
        let pictures = kinds.all(|kind| matches!(kind, MediaKind::Image | MediaKind::Video));
        pictures && self.files.len() == 1 && self.context.is_some()
    }
}

async fn brings(db: &mut Db, line: &LanePost) -> Result<Brings, DeskError> {
    let alone = |files| Brings {
        files,
        at: line.created_at,
        context: None,
    };
    let message = match line.post.what {
        Posted::Mirror { inbound, .. } => inbound::by_id(db, inbound).await?,
        Posted::Echo {
            file: Some(file), ..
        } => {
            let file = files::by_id(db, file).await?;
            return Ok(alone(file.into_iter().collect()));
        }
        _ => None,
    };
    let Some(message) = message else {
        return Ok(alone(Vec::new()));
    };
    let context = match serde_json::from_str(&message.what.body) {
        Ok(StoredIncoming::V1(Incoming::Inbound(said))) if said.referral.is_none() => {
            Some(said.context)
        }
        // What cannot be read goes by itself.
        _ => None,
    };
    Ok(Brings {
        files: files::of_inbound(db, message.id).await?,
        at: message.what.at,
        context,
    })
}
