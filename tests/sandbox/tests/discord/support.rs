//! A small company, and a bot's two hands: one for REST, one for the gateway.

use std::io::Read;
use std::time::Duration;

use chrono::{DateTime, Utc};
use conecta_sandbox::clock::Clock;
use conecta_sandbox::discord::{Discord, Id, NewChannel, NewMember, NewRole, Seed};
use conecta_sandbox::http;
use conecta_sandbox::wait::patiently;
use conecta_sandbox::wire::{Kind, Wire};
use flate2::read::ZlibDecoder;
use futures::{SinkExt, StreamExt};
use serde::de::DeserializeSeed;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use twilight_model::gateway::event::GatewayEventDeserializer;

/// Every intent that the product asks for.
pub const INTENTS: u64 = 1 | 1 << 9 | 1 << 10 | 1 << 15;

/// A guild with one team, its channel, two people and a stranger's guild.
pub struct Company {
    pub discord: Discord,
    pub clock: Clock,
    pub wire: Wire,
    pub team: Id,
    pub ana: Id,
    pub bruno: Id,
    /// Somebody without the team's role.
    pub carla: Id,
    pub sales: Id,
    pub elsewhere: (Id, Id, Id),
    http: reqwest::Client,
}

pub fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000, 0).expect("a valid time")
}

impl Company {
    pub async fn open() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Seed)) -> Self {
        let mut seed = Seed::new("Empresa");
        let team = seed.role(NewRole::named("Vendas"));
        let ana = seed.member(NewMember::named("Ana").role(team));
        let bruno = seed.member(NewMember::named("Bruno").role(team).locale("en-US"));
        let carla = seed.member(NewMember::named("Carla"));
        let sales = seed.channel(NewChannel::text("vendas").private().open_to(team));
        let elsewhere = seed.other_guild("Outra");
        change(&mut seed);
        let (clock, wire) = (Clock::stopped(noon()), Wire::default());
        let discord = Discord::start(clock.clone(), wire.clone(), seed)
            .await
            .expect("a free port");
        Self {
            discord,
            clock,
            wire,
            team,
            ana,
            bruno,
            carla,
            sales,
            elsewhere,
            http: http::client(),
        }
    }

    pub fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method = method.parse().expect("a method");
        let url = format!("{}/api/v10{path}", self.discord.api_base());
        let token = format!("Bot {}", self.discord.token());
        self.http
            .request(method, url)
            .header("authorization", token)
    }

    /// One request with a JSON body; answers status and body.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        let mut request = self.request(method, path);
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// A request that must succeed.
    pub async fn ok(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(method, path, body).await;
        assert!(
            (200..300).contains(&status),
            "{method} {path}: {status} {answer}"
        );
        answer
    }

    /// Writes a message of the bot's; answers its id.
    pub async fn says(&self, channel: Id, text: &str) -> Id {
        let body = json!({ "content": text });
        id(&self
            .ok("POST", &format!("/channels/{channel}/messages"), body)
            .await)
    }

    /// Starts a thread from a new message of the bot's.
    pub async fn thread(&self, name: &str) -> Id {
        let card = self.says(self.sales, "card").await;
        let path = format!("/channels/{}/messages/{card}/threads", self.sales);
        id(&self
            .ok(
                "POST",
                &path,
                json!({ "name": name, "auto_archive_duration": 10_080 }),
            )
            .await)
    }

    pub async fn socket(&self) -> Socket {
        Socket::open(&self.discord.gateway_url()).await
    }

    /// A session with every intent of the product's, after its GUILD_CREATEs.
    pub async fn session(&self) -> Socket {
        let mut socket = self.socket().await;
        socket.identify(&self.discord.token(), INTENTS).await;
        assert_eq!(socket.event().await["t"], "READY");
        for _ in 0..2 {
            assert_eq!(socket.event().await["t"], "GUILD_CREATE");
        }
        socket
    }
}

/// The id of what an answer describes.
pub fn id(value: &Value) -> Id {
    let text = value["id"]
        .as_str()
        .unwrap_or_else(|| panic!("no id: {value}"));
    text.parse().expect("a snowflake")
}

/// One connection to the gateway.
pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>,
    pub seq: u64,
    pub session: String,
    pub binary: usize,
}

impl Socket {
    pub async fn open(url: &str) -> Self {
        let (stream, _) = connect_async(format!("{url}/?v=10"))
            .await
            .expect("a connection");
        let mut socket = Self {
            stream,
            seq: 0,
            session: String::new(),
            binary: 0,
        };
        assert_eq!(socket.payload().await["op"], 10);
        socket
    }

    pub async fn send(&mut self, payload: Value) {
        let text = payload.to_string();
        self.stream
            .send(Message::text(text))
            .await
            .expect("an open connection");
    }

    pub async fn identify(&mut self, token: &str, intents: u64) {
        let data = json!({
            "token": token, "intents": intents, "compress": true, "shard": [0, 1],
            "properties": { "os": "linux", "browser": "test", "device": "test" },
        });
        self.send(json!({ "op": 2, "d": data })).await;
    }

    /// The next payload; the code of the close if the server closed.
    pub async fn next(&mut self) -> Result<Value, u16> {
        loop {
            match patiently("a payload", self.stream.next()).await {
                Some(Ok(Message::Text(text))) => {
                    return Ok(self.note(serde_json::from_str(&text).expect("JSON")));
                }
                Some(Ok(Message::Binary(bytes))) => {
                    self.binary += 1;
                    let mut text = String::new();
                    ZlibDecoder::new(&bytes[..])
                        .read_to_string(&mut text)
                        .expect("zlib");
                    return Ok(self.note(serde_json::from_str(&text).expect("JSON")));
                }
                Some(Ok(Message::Close(frame))) => {
                    return Err(frame.map_or(0, |f| f.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(0),
            }
        }
    }

    fn note(&mut self, payload: Value) -> Value {
        if let Some(seq) = payload["s"].as_u64() {
            self.seq = seq;
        }
        if payload["t"] == "READY" {
            let session = payload["d"]["session_id"].as_str();
            self.session = session.expect("a session").to_owned();
        }
        payload
    }

    pub async fn payload(&mut self) -> Value {
        self.next().await.expect("a payload")
    }

    /// The next event, control payloads passed over.
    pub async fn event(&mut self) -> Value {
        loop {
            let payload = self.payload().await;
            if payload["op"] == 0 {
                return payload;
            }
        }
    }

    /// The next event of this name, others passed over.
    pub async fn event_of(&mut self, name: &str) -> Value {
        loop {
            let event = self.event().await;
            if event["t"] == name {
                return event["d"].clone();
            }
        }
    }

    /// Every event until the server asks how far we are; the question is answered.
    pub async fn events_until_asked(&mut self) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let payload = self.payload().await;
            match payload["op"].as_u64() {
                Some(0) => events.push(payload),
                Some(1) => {
                    self.send(json!({ "op": 1, "d": self.seq })).await;
                    return events;
                }
                _ => {}
            }
        }
    }
}

/// Whatever a test does: each event that was sent must be understood by a library that we did not
/// write and that the look-alike was not written for.
impl Drop for Company {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        for entry in self.wire.after(0) {
            let Kind::Event { name, body, .. } = entry.kind else {
                continue;
            };
            let text = body.to_string();
            let seed = GatewayEventDeserializer::from_json(&text).expect("an opcode");
            let event = seed.deserialize(&mut serde_json::Deserializer::from_str(&text));
            assert!(event.is_ok(), "{name}: {event:?}: {text}");
        }
    }
}
