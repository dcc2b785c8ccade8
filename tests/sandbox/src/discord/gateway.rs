//! The gateway's WebSocket: hello, identify, resume, heartbeats, and the frames that go out.

use std::io::Write;
use std::sync::Arc;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::Inner;
use super::ids::Id;
use super::sessions::{Frame, Intent, Link, intents};
use super::world::World;

/// Serves one connection until either side ends it.
pub(super) async fn serve(mut socket: WebSocket, inner: Arc<Inner>) {
    let (frames, mut outgoing) = unbounded_channel();
    let (connection, interval) = inner.with(|world| {
        let interval = world.gateway.heartbeat.as_millis();
        (world.gateway.number(), interval)
    });
    let hello = json!({
        "t": null, "s": null, "op": 10,
        "d": { "heartbeat_interval": interval, "_trace": [] },
    });
    if socket.send(Message::text(hello.to_string())).await.is_err() {
        return;
    }
    let mut goodbye = false;
    loop {
        tokio::select! {
            frame = outgoing.recv() => {
                // `frames` lives as long as this loop, so there is always a next frame.
                let Some(frame) = frame else { break };
                let last = matches!(frame, Frame::Close(..));
                if socket.send(encode(frame)).await.is_err() || last {
                    break;
                }
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Text(text))) => {
                    inner.with(|world| world.gateway_says(connection, &frames, &text));
                }
                Some(Ok(Message::Close(frame))) => {
                    goodbye = frame.is_some_and(|f| matches!(f.code, 1000 | 1001));
                    break;
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => break,
            },
        }
    }
    inner.with(|world| {
        let now = world.now();
        world.gateway.lost(now, connection, goodbye);
    });
}

fn encode(frame: Frame) -> Message {
    match frame {
        Frame::Payload { text, zlib: false } => Message::text(text),
        Frame::Payload { text, zlib: true } => Message::binary(deflate(text.as_bytes())),
        Frame::Close(code, reason) => Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })),
    }
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .expect("writing to memory cannot fail")
}

type Frames = UnboundedSender<Frame>;

/// Sends to a connection that may be closing already, which then needs no answer.
fn answer(frames: &Frames, payload: &Value) {
    let text = payload.to_string();
    let _ = frames.send(Frame::Payload { text, zlib: false });
}

fn close(frames: &Frames, code: u16, reason: &'static str) {
    let _ = frames.send(Frame::Close(code, reason));
}

impl World {
    /// Takes what a client said.
    fn gateway_says(&mut self, connection: u64, frames: &Frames, text: &str) {
        let Ok(message) = serde_json::from_str::<Value>(text) else {
            return close(frames, 4002, "Error while decoding payload.");
        };
        let data = &message["d"];
        match message["op"].as_u64() {
            Some(1) => self.heartbeat(connection, frames, data.as_u64()),
            Some(2) => self.identify(connection, frames, data),
            Some(6) => self.resume(connection, frames, data),
            // Presence, voice state and sound boards have nobody to see them here.
            Some(3 | 4 | 31) => {}
            Some(8) => self.chunk_members(connection, frames, data),
            _ => close(frames, 4001, "Unknown opcode."),
        }
    }

    fn heartbeat(&mut self, connection: u64, frames: &Frames, seq: Option<u64>) {
        let Some(session) = self.gateway.by_connection(connection) else {
            return answer(
                frames,
                &json!({ "t": null, "s": null, "op": 11, "d": null }),
            );
        };
        let (last, heard) = (session.seq, session.heard);
        match seq {
            Some(seq) if seq > last => close(frames, 4007, "Invalid seq."),
            seq => {
                session.heard = heard.max(seq.unwrap_or(0));
                if session.is_live() {
                    answer(
                        frames,
                        &json!({ "t": null, "s": null, "op": 11, "d": null }),
                    );
                }
            }
        }
    }

    fn knows_token(&self, given: &Value) -> bool {
        let given = given.as_str().unwrap_or_default();
        given.trim_start_matches("Bot ") == self.bot.token
    }

    fn identify(&mut self, connection: u64, frames: &Frames, data: &Value) {
        if self.gateway.by_connection(connection).is_some() {
            return close(frames, 4005, "Already authenticated.");
        }
        if !self.knows_token(&data["token"]) {
            return close(frames, 4004, "Authentication failed.");
        }
        let Some(wanted) = data["intents"].as_u64().filter(|i| i & !intents::ALL == 0) else {
            return close(frames, 4013, "Invalid intent(s).");
        };
        if wanted & intents::PRIVILEGED & !self.bot.privileged != 0 {
            return close(frames, 4014, "Disallowed intent(s).");
        }
        let shard = &data["shard"];
        if !shard.is_null() && *shard != json!([0, 1]) {
            return close(frames, 4010, "Invalid shard.");
        }
        let now = self.now();
        if !self.gateway.starts.take(now) {
            self.bot.token = format!("{}.reset", self.bot.token);
            self.gateway.sessions.clear();
            return close(frames, 4004, "Authentication failed.");
        }
        if self.gateway.refuses_identify > 0 {
            self.gateway.refuses_identify -= 1;
            let refusal = json!({ "t": null, "s": null, "op": 9, "d": false });
            return answer(frames, &refusal);
        }
        let compress = data["compress"].as_bool().unwrap_or(false);
        let link = Link::new(connection, frames.clone(), compress);
        let ready = json!({
            "v": 10,
            "user_settings": {},
            "user": self.self_json(),
            "session_type": "normal",
            "relationships": [],
            "private_channels": [],
            "presences": [],
            "guilds": self.bot_guilds()
                .map(|id| json!({ "id": id, "unavailable": true })).collect::<Vec<_>>(),
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "application": { "id": self.bot.application_id, "flags": self.application_flags() },
            "auth": {},
            "shard": [0, 1],
            "_trace": [],
        });
        let everybody = wanted & intents::GUILD_MEMBERS != 0;
        let guilds: Vec<Value> = if wanted & intents::GUILDS != 0 {
            let guilds = self.bot_guilds().filter_map(|id| self.guilds.get(&id));
            guilds
                .map(|guild| self.guild_create_json(guild, everybody))
                .collect()
        } else {
            Vec::new()
        };
        let url = self.gateway_url();
        let zlib = self.gateway.zlib;
        let session = self.gateway.open(now, wanted, link);
        let mut ready = ready;
        ready["session_id"] = json!(session.id);
        ready["resume_gateway_url"] = json!(url);
        session.tell(now, &self.wire, "READY", ready, zlib);
        for guild in guilds {
            session.tell(now, &self.wire, "GUILD_CREATE", guild, zlib);
        }
    }

    fn resume(&mut self, connection: u64, frames: &Frames, data: &Value) {
        if !self.knows_token(&data["token"]) {
            return close(frames, 4004, "Authentication failed.");
        }
        let id = data["session_id"].as_str().unwrap_or_default();
        let seq = data["seq"].as_u64().unwrap_or(0);
        let now = self.now();
        // Only identify can ask for compression, so a resumed connection goes on in plain text.
        let link = Link::new(connection, frames.clone(), false);
        if !self.gateway.resume(now, &self.wire, id, seq, link) {
            answer(
                frames,
                &json!({ "t": null, "s": null, "op": 9, "d": false }),
            );
        }
    }

    fn chunk_members(&mut self, connection: u64, frames: &Frames, data: &Value) {
        let guild = data["guild_id"].as_str().and_then(|id| id.parse().ok());
        let Some(guild) = guild.and_then(|id: Id| self.guilds.get(&id)) else {
            return;
        };
        let wanted: Vec<Id> = match &data["user_ids"] {
            Value::String(id) => id.parse().into_iter().collect(),
            Value::Array(ids) => {
                let ids = ids.iter().filter_map(Value::as_str);
                ids.filter_map(|id| id.parse().ok()).collect()
            }
            _ => guild.members.keys().copied().collect(),
        };
        let (known, unknown): (Vec<Id>, Vec<Id>) = wanted
            .into_iter()
            .partition(|id| guild.members.contains_key(id));
        let members = known.iter().filter_map(|id| guild.members.get(id));
        let body = json!({
            "guild_id": guild.id,
            "members": members.map(|m| self.member_json(m)).collect::<Vec<_>>(),
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": unknown,
            "nonce": data["nonce"],
        });
        let (now, zlib) = (self.now(), self.gateway.zlib);
        match self.gateway.by_connection(connection) {
            Some(session) => session.tell(now, &self.wire, "GUILD_MEMBERS_CHUNK", body, zlib),
            None => close(frames, 4003, "Not authenticated."),
        }
    }

    /// The guilds that the bot is in.
    pub(super) fn bot_guilds(&self) -> impl Iterator<Item = Id> {
        let bot = self.bot.user_id;
        let guilds = self.guilds.values();
        guilds
            .filter(move |guild| guild.members.contains_key(&bot))
            .map(|guild| guild.id)
    }

    /// Where the gateway listens.
    pub(super) fn gateway_url(&self) -> String {
        self.base.replacen("http", "ws", 1)
    }

    /// The application's flags: which privileged intents were switched on in the portal (those
    /// of applications in fewer than a hundred guilds).
    pub(super) fn application_flags(&self) -> u64 {
        let on = |intent: u64, flag: u64| {
            if self.bot.privileged & intent == 0 {
                0
            } else {
                flag
            }
        };
        on(intents::GUILD_PRESENCES, 1 << 13)
            | on(intents::GUILD_MEMBERS, 1 << 15)
            | on(intents::MESSAGE_CONTENT, 1 << 19)
            | 1 << 23
    }

    /// Tells the sessions about a member.
    pub(super) fn tell_member(&mut self, event: &'static str, guild: Id, user: Id) {
        let Some(member) = self.guilds.get(&guild).and_then(|g| g.members.get(&user)) else {
            return;
        };
        let mut body = self.member_json(member);
        body["guild_id"] = json!(guild);
        // Everybody learns of changes to the bot's own member.
        let own = user == self.bot.user_id && event == "GUILD_MEMBER_UPDATE";
        let intent = if own { Intent::Always } else { Intent::Members };
        self.tell(event, intent, None, body);
    }
}
