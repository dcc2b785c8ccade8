//! The checker's own books: what was written, held, pressed, sent and taken, kept from the events
//! and effects alone by the rules that people were told and `ARCHITECTURE.md`, never by the core's
//! code.

use conecta::domain::conversation::Notify;
use conecta::domain::effect::Question;
use conecta::domain::ids::{InboundId, MessageId, PersonId, PostId};
use conecta::domain::mark::Mark;
use conecta::domain::rules::Rules;

pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const WINDOW: i64 = 24 * HOUR;
pub const FLIGHT: i64 = 2 * SECOND;
pub const FILE_FLIGHT: i64 = 10 * SECOND;
pub const STALE: i64 = 15 * MINUTE;
pub const HANDED: i64 = 29 * 24 * HOUR;

/// The end of a pause that has none.
pub const FOR_GOOD: i64 = i64::MAX;

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Pending,
    /// A request is under way since then.
    Flying(i64),
    /// Nobody knows since then; the author was asked.
    Doubt(i64, bool),
    /// The platform took it then; how far it reported it: 0 not at all, 1 sent, 2 delivered, 3 read.
    Taken(i64, u8),
    Presumed,
    Failed,
    Cancelled,
    Expired,
}

/// Why a message may not leave without a press.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Asked about by itself.
    Single,
    /// The same, about what Discord made a file of.
    Paste,
    /// Nobody has assumed, or the conversation is concluded: only the last one is asked about.
    Unassigned,
    Concluded,
    /// Asked about together.
    Stale,
}

/// One message towards the customer.
#[derive(Debug, Clone)]
pub struct Msg {
    pub id: MessageId,
    pub position: i64,
    pub author: PersonId,
    pub template: bool,
    /// A template that carries a file.
    pub has_header: bool,
    /// The first message of the line that it came with.
    pub line: MessageId,
    pub file: Option<File>,
    /// Its words go on in a file that Discord made of a long paste.
    pub paste: bool,
    pub post: Option<PostId>,
    pub text: String,
    /// Its Discord message does not say what leaves.
    pub apart: bool,
    /// But a file that Discord made of a paste does: what its Discord message says is beside it.
    pub pasted: bool,
    pub phase: Phase,
    pub hold: Option<Hold>,
    /// An earlier request may have arrived, and a person chose to send it again.
    pub unknown: bool,
    pub attempts: u32,
    pub refusals: u32,
    pub too_fast: u32,
    pub due: i64,
    pub in_undo: bool,
    pub undo_restarted: bool,
    /// How often the customer had written before it.
    pub run: u32,
    pub confirmed: i64,
    pub confirmed_by: PersonId,
    pub must_reread: bool,
    pub deleted_after: bool,
    pub edited_after: Option<String>,
    /// That was sent as a correction.
    pub corrected: bool,
    /// The customer has said since it left that they want no more.
    pub stopped: bool,
    /// Since when nothing but the platform keeps it back.
    pub free_since: Option<i64>,
    /// Something else does, since it was last looked at.
    pub waits: bool,
    /// Somebody was asked about one before it, or about one in doubt, when this step began.
    pub behind: bool,
    pub mark: Option<Mark>,
    /// Its author's name left with it.
    pub signed: bool,
    /// The customer was known to have it, with the name.
    pub named: bool,
}

/// A file in a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Discord's id of it; `None`: its line is gone with its thread.
    pub attachment: Option<u64>,
    /// It carries words below it.
    pub captions: bool,
    /// Since when the platform has it, which keeps it for so many days.
    pub handed: Option<i64>,
}

impl Msg {
    /// As it is written at `now`, in a form.
    pub fn new(id: MessageId, position: i64, by: PersonId, text: &str, now: i64) -> Self {
        Self {
            id,
            position,
            author: by,
            template: false,
            has_header: false,
            line: id,
            file: None,
            paste: false,
            post: None,
            text: text.to_owned(),
            apart: true,
            pasted: false,
            phase: Phase::Pending,
            hold: None,
            unknown: false,
            attempts: 0,
            refusals: 0,
            too_fast: 0,
            due: now,
            in_undo: false,
            undo_restarted: false,
            run: 0,
            confirmed: now,
            confirmed_by: by,
            must_reread: false,
            deleted_after: false,
            edited_after: None,
            corrected: false,
            stopped: false,
            free_since: None,
            waits: false,
            behind: false,
            mark: None,
            signed: false,
            named: false,
        }
    }

    pub fn pending(&self) -> bool {
        self.phase == Phase::Pending
    }

    pub fn unsettled(&self) -> bool {
        matches!(
            self.phase,
            Phase::Pending | Phase::Flying(_) | Phase::Doubt(..)
        )
    }

    /// Until when the next one waits, if nothing more is heard: words for any report, a file until
    /// it is delivered.
    pub fn flies_until(&self) -> Option<i64> {
        match (self.phase, self.file.is_some() || self.has_header) {
            (Phase::Taken(at, 0 | 1), true) => Some(at + FILE_FLIGHT),
            (Phase::Taken(at, 0), false) => Some(at + FLIGHT),
            _ => None,
        }
    }

    /// The platform must get its file first.
    pub fn lacks_its_file(&self, now: i64) -> bool {
        let kept = |at: i64| now < at + HANDED;
        self.file.is_some_and(|file| !file.handed.is_some_and(kept))
    }

    pub fn queued(&self) -> bool {
        self.pending() && self.hold.is_none() && !self.template
    }

    /// The customer has it, or may have it.
    pub fn left(&self) -> bool {
        self.came().is_some() || matches!(self.phase, Phase::Flying(_) | Phase::Doubt(..))
    }

    /// What its line says since it was edited may leave, too.
    pub fn has_correction(&self) -> bool {
        (self.pending() || self.left()) && self.edited_after.is_some() && !self.corrected
    }

    /// Its Discord message is what leaves.
    pub fn says_its_line(&mut self) {
        self.apart = false;
        self.pasted = false;
        self.edited_after = None;
        self.corrected = false;
    }

    /// How far it came, if the customer has it or is presumed to.
    pub fn came(&self) -> Option<u8> {
        match self.phase {
            Phase::Taken(_, rank) => Some(rank),
            Phase::Presumed => Some(0),
            _ => None,
        }
    }
}

/// Who wrote the last line of the thread, lines of ours ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    Nobody,
    Customer,
    Person(PersonId, i64),
}

/// What must become of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Leaves,
    Held,
    Note,
}

/// Everything that the checker knows.
pub struct Books {
    pub rules: Rules,
    pub msgs: Vec<Msg>,
    pub concluded: bool,
    pub assignee: Option<PersonId>,
    pub notify: Notify,
    pub handed_over: i64,
    pub window_until: i64,
    pub window_refused: bool,
    pub heard: i64,
    pub paused_until: i64,
    pub question: bool,
    pub queue_held: bool,
    pub thread: bool,
    pub last: Last,
    /// The last line of all, ours counted, is the customer's.
    pub customers_line: bool,
    pub standing: Vec<Question>,
    pub mirrored: Vec<InboundId>,
    pub read_reported: Vec<String>,
    pub last_wamid: Option<String>,
    /// When the customer wrote, which no reaction is.
    pub wrote: Vec<i64>,
    /// When they last wrote, or did anything else that wants an answer.
    pub came: Option<i64>,
    pub sends: Vec<i64>,
    /// What people do in the thread reaches the core.
    pub in_sight: bool,
    /// It was ordered to find that out, and not answered.
    pub looks: bool,
    /// What was read again just now.
    pub just_read: Option<MessageId>,
    /// What was found missing just now: who deleted it is looked up.
    pub just_gone: Option<PostId>,
    /// Rereads that were ordered and not answered.
    pub rereads: Vec<MessageId>,
    /// Files that were ordered to be handed over and are not.
    pub preparing: Vec<MessageId>,
    pub wake: Option<i64>,
    /// What the line that was just written must become.
    pub expected: Option<(PostId, MessageId, Fate, bool)>,
    /// The order may have been changed by a press.
    pub moved: bool,
    pub run: u32,
    /// Whose name the customer read last since it was assumed, and before which message.
    pub name: Option<(PersonId, MessageId)>,
}

impl Books {
    pub fn new(rules: Rules, assignee: Option<PersonId>, notify: Notify) -> Self {
        Self {
            rules,
            msgs: Vec::new(),
            concluded: false,
            assignee,
            notify,
            handed_over: i64::MIN / 2,
            window_until: i64::MIN,
            window_refused: false,
            heard: i64::MIN,
            paused_until: i64::MIN,
            question: false,
            queue_held: false,
            thread: false,
            last: Last::Nobody,
            customers_line: false,
            standing: Vec::new(),
            mirrored: Vec::new(),
            read_reported: Vec::new(),
            last_wamid: None,
            wrote: Vec::new(),
            came: None,
            sends: Vec::new(),
            in_sight: true,
            looks: false,
            just_read: None,
            just_gone: None,
            rereads: Vec::new(),
            preparing: Vec::new(),
            wake: None,
            expected: None,
            moved: false,
            run: 0,
            name: None,
        }
    }

    pub fn msg(&mut self, id: MessageId) -> Option<&mut Msg> {
        self.msgs.iter_mut().find(|msg| msg.id == id)
    }

    pub fn at(&self, id: MessageId) -> Option<usize> {
        self.msgs.iter().position(|msg| msg.id == id)
    }

    pub fn expiry(&self) -> i64 {
        i64::from(self.rules.queue_h) * HOUR
    }

    pub fn open(&self, now: i64) -> bool {
        !self.window_refused && now < self.window_until
    }

    pub fn paused(&self, now: i64) -> bool {
        now < self.paused_until
    }

    pub fn in_doubt(&self) -> bool {
        self.msgs
            .iter()
            .any(|msg| matches!(msg.phase, Phase::Doubt(..)))
    }

    /// Nothing keeps it back but the platform, its undo time and its turn.
    pub fn free(&self, at: usize, now: i64) -> bool {
        !self.paused(now) && self.free_but_for_pause(at, now)
    }

    fn free_but_for_pause(&self, at: usize, now: i64) -> bool {
        let passes = self.msgs[at].template;
        self.free_but_for_the_platform(at, now)
            && !self.in_doubt()
            && (passes || self.held_before(at).next().is_none())
    }

    /// Looks at every message at `now`: since when could it have left?
    pub fn look(&mut self, now: i64) {
        for at in 0..self.msgs.len() {
            if !self.msgs[at].pending() {
                continue;
            }
            let paused = self.paused(now);
            let free = self.free_but_for_the_platform(at, now);
            let msg = &mut self.msgs[at];
            msg.free_since = match (free, paused) {
                (false, _) => None,
                (true, true) if msg.attempts == 0 => None,
                (true, true) => msg.free_since,
                (true, false) => {
                    let from = match msg.attempts {
                        // Its undo time ended while nobody looked.
                        _ if msg.in_undo => msg.due,
                        0 => now.max(msg.due),
                        _ => now,
                    };
                    msg.free_since.or(Some(from))
                }
            };
        }
    }

    /// A request or a message just taken keeps the next one back.
    pub fn in_flight(&self, now: i64) -> Option<MessageId> {
        self.msgs
            .iter()
            .find(|msg| match msg.phase {
                Phase::Flying(_) | Phase::Doubt(..) => true,
                _ => msg.flies_until().is_some_and(|until| now < until),
            })
            .map(|msg| msg.id)
    }

    /// It stays inside; if it was held, what came with it is held in its place.
    pub fn cancel(&mut self, id: MessageId) {
        let held = self.msg(id).and_then(|msg| msg.hold);
        self.drop(id);
        self.hold_the_rest(id, held);
    }

    pub fn hold_the_rest(&mut self, id: MessageId, held: Option<Hold>) {
        if held == Some(Hold::Paste) {
            return self.cancel_line(id);
        }
        let line = self.msg(id).map(|msg| msg.line);
        let mut rest = self.msgs.iter();
        let next = rest.find(|msg| Some(msg.line) == line && msg.pending());
        if let (Some(hold), Some(next)) = (held, next.map(|msg| msg.id)) {
            self.hold(next, hold);
        }
    }

    pub fn drop(&mut self, id: MessageId) {
        if let Some(msg) = self.msg(id).filter(|msg| msg.pending()) {
            msg.phase = if msg.unknown {
                Phase::Presumed
            } else {
                Phase::Cancelled
            };
            msg.hold = None;
            msg.unknown = false;
        }
    }

    pub fn hold(&mut self, id: MessageId, hold: Hold) {
        if let Some(msg) = self.msg(id) {
            msg.hold = Some(hold);
            msg.in_undo = false;
        }
    }

    pub fn release(&mut self, id: MessageId, by: PersonId, now: i64) {
        if let Some(msg) = self.msg(id) {
            msg.phase = Phase::Pending;
            msg.hold = None;
            msg.deleted_after = false;
            msg.stopped = false;
            msg.due = now;
            msg.in_undo = false;
            msg.confirmed = now;
            msg.confirmed_by = by;
            msg.free_since = None;
        }
    }

    pub fn add(&mut self, msg: Msg) {
        let at = self
            .msgs
            .partition_point(|other| other.position <= msg.position);
        self.msgs.insert(at, msg);
    }
}
