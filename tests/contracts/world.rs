//! A small company with a connected bot, so that everything is told through the gateway too.

use std::time::Duration;

use chrono::{DateTime, Utc};
use conecta_sandbox::clock::Clock;
use conecta_sandbox::discord::{Discord, Id, NewChannel, NewMember, NewRole, Person, Seed};
use conecta_sandbox::http;
use conecta_sandbox::wire::Wire;
use serde_json::{Value, json};
use serenity::all::GatewayIntents;
use tokio::task::JoinHandle;

use super::check;

pub struct World {
    pub discord: Discord,
    pub clock: Clock,
    pub wire: Wire,
    pub team: Id,
    pub ana: Person,
    pub sales: Id,
    http: reqwest::Client,
    client: JoinHandle<()>,
}

impl Drop for World {
    fn drop(&mut self) {
        self.client.abort();
    }
}

impl World {
    pub async fn open() -> Self {
        let mut seed = Seed::new("Empresa");
        let team = seed.role(NewRole::named("Vendas"));
        let ana = seed.member(NewMember::named("Ana").role(team).locale("pt-BR"));
        seed.member(NewMember::named("Bruno").role(team).nick("Brunão"));
        let sales = seed.channel(NewChannel::text("vendas").private().open_to(team));
        seed.other_guild("Outra");
        let noon: DateTime<Utc> = "2026-11-22T15:00:00Z".parse().expect("a time");
        let (clock, wire) = (Clock::stopped(noon), Wire::default());
        let discord = Discord::start(clock.clone(), wire.clone(), seed)
            .await
            .expect("a free port");
        let client = connect(&discord).await;
        Self {
            ana: discord.person(ana),
            discord,
            clock,
            wire,
            team,
            sales,
            http: http::client(),
            client,
        }
    }

    /// One request of the bot's, which must succeed.
    pub async fn ok(&self, method: &str, path: &str, body: Value) -> Value {
        let (status, answer) = self.call(method, path, body).await;
        assert!(
            (200..300).contains(&status),
            "{method} {path}: {status} {answer}"
        );
        answer
    }

    /// One request of the bot's. Time passes before it, so that no limit is met.
    pub async fn call(&self, method: &str, path: &str, body: Value) -> (u16, Value) {
        self.clock.advance(Duration::from_secs(11));
        let url = format!("{}/api/v10{path}", self.discord.api_base());
        let mut request = self
            .http
            .request(method.parse().expect("a method"), url)
            .header("authorization", format!("Bot {}", self.discord.token()));
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status().as_u16();
        let text = answer.text().await.expect("a body");
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// A message with one file.
    pub async fn uploads(&self, path: &str, body: Value) -> Value {
        let file = reqwest::multipart::Part::bytes(b"x,y".to_vec()).file_name("lista.csv");
        let form = reqwest::multipart::Form::new()
            .text("payload_json", body.to_string())
            .part("files[0]", file);
        let url = format!("{}/api/v10{path}", self.discord.api_base());
        let request = self.http.post(url).multipart(form);
        let token = format!("Bot {}", self.discord.token());
        let answer = request.header("authorization", token).send().await;
        let text = answer.expect("an answer").text().await.expect("a body");
        serde_json::from_str(&text).expect("JSON")
    }

    /// Posts the bot's message and a thread on it; answers both ids.
    pub async fn thread(&self) -> (String, String) {
        let messages = format!("/channels/{}/messages", self.sales);
        let card = id(&self
            .ok("POST", &messages, json!({ "content": "Ana" }))
            .await);
        let thread = self
            .ok(
                "POST",
                &format!("{messages}/{card}/threads"),
                json!({ "name": "Ana Souza", "auto_archive_duration": 10_080 }),
            )
            .await;
        (card, id(&thread))
    }

    /// Ends the test if anything that went over the wire so far breaks a rule.
    pub async fn kept(&self) {
        self.discord.quiet().await;
        let entries = self.wire.after(0);
        assert!(entries.len() > 5, "something went over the wire");
        check::assert_kept(&entries);
    }
}

/// The id of what an answer describes.
pub fn id(value: &Value) -> String {
    let text = value["id"].as_str();
    text.unwrap_or_else(|| panic!("no id: {value}")).to_owned()
}

async fn connect(discord: &Discord) -> JoinHandle<()> {
    let http = serenity::http::HttpBuilder::new(discord.token())
        .proxy(discord.api_base())
        .ratelimiter_disabled(true)
        .build();
    let intents = GatewayIntents::GUILDS
        | GatewayIntents::GUILD_MESSAGES
        | GatewayIntents::MESSAGE_CONTENT
        | GatewayIntents::GUILD_MESSAGE_REACTIONS;
    let mut client = serenity::client::ClientBuilder::new_with_http(http, intents)
        .await
        .expect("a client");
    let task = tokio::spawn(async move {
        client.start().await.expect("a connection");
    });
    discord.connected().await;
    task
}
