//! Sessions of the gateway: who is told what, numbered, and kept for those who resume.
//!
//! <https://discord.com/developers/docs/events/gateway>

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use crate::wire::{Kind, Platform, Wire};

/// Events that a session can still replay.
const REPLAY: usize = 5_000;
/// How long a session outlives its connection.
const LIFETIME: TimeDelta = TimeDelta::minutes(5);

/// Bits of a session's intents.
pub(super) mod intents {
    pub(in super::super) const GUILDS: u64 = 1;
    pub(in super::super) const GUILD_MEMBERS: u64 = 1 << 1;
    pub(in super::super) const GUILD_PRESENCES: u64 = 1 << 8;
    pub(in super::super) const GUILD_MESSAGES: u64 = 1 << 9;
    pub(in super::super) const GUILD_MESSAGE_REACTIONS: u64 = 1 << 10;
    pub(in super::super) const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Those that have to be switched on in Discord's portal.
    pub(in super::super) const PRIVILEGED: u64 = GUILD_MEMBERS | GUILD_PRESENCES | MESSAGE_CONTENT;
    /// Every bit that exists.
    pub(in super::super) const ALL: u64 = (1 << 26) - 1;
}

/// The intent without which a session is not told.
#[derive(Debug, Clone, Copy)]
pub(super) enum Intent {
    Guilds,
    Members,
    /// `open` messages (the bot's own, or mentioning it) keep their content without the intent.
    Messages {
        open: bool,
    },
    Reactions,
    Always,
}

impl Intent {
    fn granted(self, intents: u64) -> bool {
        let needed = match self {
            Self::Guilds => intents::GUILDS,
            Self::Members => intents::GUILD_MEMBERS,
            Self::Messages { .. } => intents::GUILD_MESSAGES,
            Self::Reactions => intents::GUILD_MESSAGE_REACTIONS,
            Self::Always => return true,
        };
        intents & needed != 0
    }
}

/// What a session's connection is told to do.
#[derive(Debug)]
pub(super) enum Frame {
    /// A payload; `zlib` when it goes as one compressed blob.
    Payload { text: String, zlib: bool },
    /// The connection closes with this code.
    Close(u16, &'static str),
}

#[derive(Debug)]
pub(super) struct Gateway {
    pub(super) sessions: Vec<Session>,
    pub(super) heartbeat: std::time::Duration,
    /// Whether payloads are compressed for those who asked for it.
    pub(super) zlib: bool,
    pub(super) refuses_resume: bool,
    /// Nobody can connect any more.
    pub(super) refuses: bool,
    /// How many more IDENTIFYs are answered with op 9.
    pub(super) refuses_identify: usize,
    /// The guilds are out of order: nothing of them is told.
    pub(super) away: bool,
    pub(super) starts: Starts,
    /// Names of events the next of which no client can read.
    pub(super) garbles: Vec<&'static str>,
    next: u64,
}

/// How many sessions the bot may begin. Whoever wants one too many has every session ended and the
/// token reset.
/// <https://discord.com/developers/docs/events/gateway#session-start-limit-object>
#[derive(Debug)]
pub(super) struct Starts {
    /// When each began that the bot asked for.
    pub(super) asked_at: Vec<DateTime<Utc>>,
    pub(super) left: u64,
    pub(super) until: Option<DateTime<Utc>>,
}

/// How many sessions a bot may begin in a day.
pub(super) const STARTS: u64 = 1_000;

impl Starts {
    /// How many are left at this moment, and how long until there are a thousand again.
    pub(super) fn left(&mut self, now: DateTime<Utc>) -> (u64, TimeDelta) {
        if self.until.is_some_and(|until| until <= now) {
            (self.left, self.until) = (STARTS, None);
        }
        let until = *self.until.get_or_insert(now + TimeDelta::days(1));
        (self.left, until - now)
    }

    /// One is asked for. Answers false if it was one too many.
    pub(super) fn take(&mut self, now: DateTime<Utc>) -> bool {
        self.asked_at.push(now);
        let (left, _) = self.left(now);
        self.left = left.saturating_sub(1);
        left > 0
    }
}

#[derive(Debug)]
pub(super) struct Session {
    pub(super) number: u64,
    pub(super) id: String,
    pub(super) intents: u64,
    /// The number of the last event that it was told.
    pub(super) seq: u64,
    /// The number of the last event that the client said it has read.
    pub(super) heard: u64,
    log: VecDeque<(u64, Value)>,
    pub(super) link: Option<Link>,
    lost_at: DateTime<Utc>,
}

/// The connection of a session.
#[derive(Debug)]
pub(super) struct Link {
    pub(super) connection: u64,
    pub(super) frames: UnboundedSender<Frame>,
    pub(super) compress: bool,
    /// It stays open, but nothing comes any more.
    pub(super) zombie: bool,
    /// Up to which event the client was last asked whether it has read it.
    asked: Option<u64>,
}

impl Link {
    pub(super) fn new(connection: u64, frames: UnboundedSender<Frame>, compress: bool) -> Self {
        Self {
            connection,
            frames,
            compress,
            zombie: false,
            asked: None,
        }
    }

    /// Sends a payload, unless the connection is a zombie. The receiver may be gone already: its
    /// task then reports the loss itself.
    pub(super) fn send(&self, payload: &Value, zlib: bool) {
        if !self.zombie {
            let text = payload.to_string();
            let _ = self.frames.send(Frame::Payload { text, zlib });
        }
    }
}

impl Gateway {
    pub(super) fn new() -> Self {
        Self {
            sessions: Vec::new(),
            heartbeat: std::time::Duration::from_millis(41_250),
            zlib: true,
            refuses_resume: false,
            refuses: false,
            refuses_identify: 0,
            away: false,
            starts: Starts {
                asked_at: Vec::new(),
                left: STARTS,
                until: None,
            },
            garbles: Vec::new(),
            next: 0,
        }
    }

    /// The next number for a connection or session.
    pub(super) fn number(&mut self) -> u64 {
        self.next += 1;
        self.next
    }

    /// Opens a session; the caller then tells it READY.
    pub(super) fn open(&mut self, now: DateTime<Utc>, intents: u64, link: Link) -> &mut Session {
        self.sessions
            .retain(|s| s.link.is_some() || now - s.lost_at < LIFETIME);
        let number = self.number();
        self.sessions.push(Session {
            number,
            id: format!("{:032x}", u128::from(number) << 64 | u128::from(intents)),
            intents,
            seq: 0,
            heard: 0,
            log: VecDeque::new(),
            link: Some(link),
            lost_at: now,
        });
        self.sessions.last_mut().expect("a session was just added")
    }

    /// The session that uses a connection.
    pub(super) fn by_connection(&mut self, connection: u64) -> Option<&mut Session> {
        self.sessions
            .iter_mut()
            .find(|s| s.link.as_ref().is_some_and(|l| l.connection == connection))
    }

    /// A connection is gone; its session can be resumed unless the client said goodbye.
    pub(super) fn lost(&mut self, now: DateTime<Utc>, connection: u64, goodbye: bool) {
        if let Some(session) = self.by_connection(connection) {
            session.link = None;
            session.lost_at = now;
            if goodbye {
                let number = session.number;
                self.sessions.retain(|s| s.number != number);
            }
        }
    }

    /// Gives a session another connection and replays what came after `seq`.
    /// Answers false if there is nothing to resume.
    pub(super) fn resume(
        &mut self,
        now: DateTime<Utc>,
        wire: &Wire,
        id: &str,
        seq: u64,
        link: Link,
    ) -> bool {
        if self.refuses_resume {
            return false;
        }
        let Some(session) = self.sessions.iter_mut().find(|s| s.id == id) else {
            return false;
        };
        let expired = session.link.is_none() && now - session.lost_at >= LIFETIME;
        let oldest = session.log.front().map_or(session.seq + 1, |(seq, _)| *seq);
        if expired || seq > session.seq || seq + 1 < oldest {
            return false;
        }
        if let Some(old) = session.link.replace(link) {
            let _ = old.frames.send(Frame::Close(4000, "Unknown error."));
        }
        session.heard = seq;
        let missed: Vec<Value> = session
            .log
            .iter()
            .filter(|(s, _)| *s > seq)
            .map(|(_, payload)| payload.clone())
            .collect();
        for payload in missed {
            session.transmit(now, wire, &payload, self.zlib);
        }
        session.tell(now, wire, "RESUMED", json!({ "_trace": [] }), self.zlib);
        true
    }

    /// Tells every session with the intent; answers one that has a working connection.
    pub(super) fn tell(
        &mut self,
        now: DateTime<Utc>,
        wire: &Wire,
        name: &'static str,
        intent: Intent,
        body: &Value,
    ) -> Option<u64> {
        if self.away {
            return None;
        }
        let mut told = None;
        let garbled = self.garbles.iter().position(|garbled| *garbled == name);
        if let Some(at) = garbled {
            self.garbles.remove(at);
        }
        for session in &mut self.sessions {
            if !intent.granted(session.intents) {
                continue;
            }
            let mut body = body.clone();
            if let Intent::Messages { open: false } = intent
                && session.intents & intents::MESSAGE_CONTENT == 0
            {
                empty(&mut body);
            }
            match garbled {
                Some(_) => session.garbles(name, body, self.zlib),
                None => session.tell(now, wire, name, body, self.zlib),
            }
            if session.is_live() {
                told = Some(session.number);
            }
        }
        told
    }

    /// Whether a session has a working connection.
    pub(super) fn is_live(&self, number: u64) -> bool {
        self.sessions
            .iter()
            .any(|s| s.number == number && s.is_live())
    }

    /// Asks every session that has not read everything to say how far it is. Answers how many
    /// have not.
    pub(super) fn ask(&mut self) -> usize {
        let mut behind = 0;
        for session in &mut self.sessions {
            let seq = session.seq;
            if !session.is_behind() {
                continue;
            }
            behind += 1;
            if let Some(link) = &mut session.link
                && link.asked != Some(seq)
            {
                link.asked = Some(seq);
                link.send(&json!({ "op": 1, "d": null, "s": null, "t": null }), false);
            }
        }
        behind
    }

    /// How many sessions have not said that they read everything.
    pub(super) fn behind(&self) -> usize {
        self.sessions.iter().filter(|s| s.is_behind()).count()
    }
}

impl Session {
    /// Whether it has a connection on which anything comes.
    pub(super) fn is_live(&self) -> bool {
        self.link.as_ref().is_some_and(|l| !l.zombie)
    }

    fn is_behind(&self) -> bool {
        self.is_live() && self.heard < self.seq
    }

    /// Numbers an event, keeps it for a resume, and sends it.
    pub(super) fn tell(
        &mut self,
        now: DateTime<Utc>,
        wire: &Wire,
        name: &str,
        body: Value,
        zlib: bool,
    ) {
        self.seq += 1;
        let payload = json!({ "t": name, "s": self.seq, "op": 0, "d": body });
        if self.log.len() == REPLAY {
            self.log.pop_front();
        }
        self.transmit(now, wire, &payload, zlib);
        self.log.push_back((self.seq, payload));
    }

    /// Sends an event of a message in a form that no client knows. Since Discord's never look like
    /// that, it stands on no record.
    fn garbles(&mut self, name: &str, mut body: Value, zlib: bool) {
        self.seq += 1;
        body["flags"] = json!("garbled");
        let payload = json!({ "t": name, "s": self.seq, "op": 0, "d": body });
        if let Some(link) = &self.link {
            link.send(&payload, zlib && link.compress);
        }
    }

    fn transmit(&self, now: DateTime<Utc>, wire: &Wire, payload: &Value, zlib: bool) {
        if let Some(link) = self.link.as_ref().filter(|l| !l.zombie) {
            link.send(payload, zlib && link.compress);
            let name = payload["t"].as_str().unwrap_or_default().to_owned();
            let event = Kind::Event {
                name,
                body: payload.clone(),
                status: None,
            };
            wire.add(now, Platform::Discord, event);
        }
    }
}

/// Takes out of a message what only the message content intent shows.
pub(super) fn empty(message: &mut Value) {
    message["content"] = json!("");
    for list in ["embeds", "attachments", "components"] {
        message[list] = json!([]);
    }
    if let Some(message) = message.as_object_mut() {
        message.remove("poll");
        message.remove("message_snapshots");
        if let Some(referenced) = message.get_mut("referenced_message")
            && referenced.is_object()
        {
            empty(referenced);
        }
    }
}
