//! The main job, played from the command to the last read message.

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Given, Id, Person};
use conecta_sandbox::whatsapp::{Author, Customer};

use crate::reading::Reader;
use crate::screen::{Screen, Side};
use crate::town::Town;
use crate::watch::Watch;

/// How long anything may take before the play is given up.
const PATIENCE: Duration = Duration::from_secs(60);

/// Plays it and prints both sides as they happen.
///
/// # Errors
/// If something that should happen does not.
pub async fn main_job(town: &Town, screen: &Screen) -> Result<()> {
    let ana = town.discord.person(town.company.person("Ana"));
    let maria = town.whatsapp.customer("Maria Souza");
    let play = Play {
        town,
        screen,
        ana,
        maria,
    };
    play.run().await
}

struct Play<'a> {
    town: &'a Town,
    screen: &'a Screen,
    ana: Person,
    maria: Customer,
}

impl Play<'_> {
    async fn run(&self) -> Result<()> {
        let mut watch = Watch::new(
            self.town,
            self.screen,
            self.ana.clone(),
            self.maria.clone(),
            SALES,
        );
        let thread = self.start().await?;
        watch.open(thread);
        self.until(&mut watch, "o modelo no celular", || self.came() == 1)
            .await?;

        let mut written = Vec::new();
        for text in [
            "Oi, Maria! Aqui é a Ana, da Loja da Ana.",
            "Seu pedido **1042** ficou pronto.",
            "Prefere retirar ou receber em casa?",
        ] {
            self.screen.act(&format!("Ana escreve no tópico: {text}"));
            written.push(self.ana.types(thread, text)?);
            watch.look();
        }
        self.until(&mut watch, "🕓 nas três mensagens", || {
            written.iter().all(|message| self.has(*message, "🕓"))
        })
        .await?;

        self.screen.act("Maria responde pelo celular");
        self.maria.writes(SALES, "Oi! Pode entregar em casa 😊");
        self.until(&mut watch, "as três mensagens no celular", || {
            self.came() == 4
        })
        .await?;
        let last = *written.last().context("three messages were written")?;
        self.until(&mut watch, "☑️ na última mensagem", || {
            self.has(last, "☑️")
        })
        .await?;

        self.screen.act("Maria lê");
        self.maria.reads(SALES);
        self.until(&mut watch, "🔵 na última mensagem", || {
            self.has(last, "🔵")
        })
        .await?;
        self.in_order()?;
        self.screen.act("Pronto: tudo chegou, uma vez e em ordem.");
        Ok(())
    }

    /// `/iniciar` with every option, and the press that starts.
    async fn start(&self) -> Result<Id> {
        let channel = self.town.company.team("Vendas").channel;
        let mut options: Vec<(&str, Given)> = Vec::new();
        let mut shown = Vec::new();
        for (option, name, typed) in [
            ("contact", "contato", "maria"),
            ("channel", "canal", "Vendas"),
            ("team", "equipe", "Vendas"),
            ("template", "modelo", "saudacao"),
        ] {
            let choice = self
                .ana
                .finds(channel, "start", &options, option, typed)
                .await
                .with_context(|| format!("nothing is offered for {name}"))?;
            shown.push(format!("{name}: {}", choice.name));
            let value = choice.value.as_str().map(str::to_owned);
            options.push((
                option,
                value.unwrap_or_else(|| choice.value.to_string()).into(),
            ));
        }
        self.screen
            .act(&format!("Ana usa /iniciar {}", shown.join(" · ")));
        let preview = self.ana.asks(channel, "start", &options).await?;
        let reader = Reader {
            discord: &self.town.discord,
            company: &self.town.company,
            person: &self.ana,
        };
        self.screen.seen(Side::Discord, &reader.message(&preview));

        self.screen.act("Ana aperta ✅ Iniciar atendimento");
        let pressed = self.ana.presses(preview.id, "Iniciar atendimento")?;
        let mut changes = self.town.discord.changes();
        let opened = async {
            loop {
                changes.borrow_and_update();
                if let Some(thread) = self.ana.threads(channel).pop() {
                    return thread;
                }
                // The look-alike outlives the play.
                let _ = changes.changed().await;
            }
        };
        let thread = tokio::time::timeout(PATIENCE, opened)
            .await
            .context("no thread was opened")?;
        if let Some(answer) = pressed.now() {
            self.screen.seen(Side::Discord, &reader.message(&answer));
        }
        self.screen
            .act(&format!("No canal #vendas abre o tópico «{}»", thread.name));
        let card = self.ana.sees_message(thread.id);
        if let Some(card) = card {
            self.screen.seen(Side::Discord, &reader.message(&card));
        }
        Ok(thread.id)
    }

    /// Prints what happens until `done`.
    async fn until(
        &self,
        watch: &mut Watch<'_>,
        what: &str,
        done: impl Fn() -> bool,
    ) -> Result<()> {
        let mut discord = self.town.discord.changes();
        let mut whatsapp = self.town.whatsapp.changes();
        let coming = async {
            loop {
                discord.borrow_and_update();
                whatsapp.borrow_and_update();
                watch.look();
                if done() {
                    return;
                }
                tokio::select! {
                    _ = discord.changed() => {}
                    _ = whatsapp.changed() => {}
                }
            }
        };
        let came = tokio::time::timeout(PATIENCE, coming).await;
        came.with_context(|| format!("não veio: {what}"))
    }

    /// How many messages of the business are on the phone.
    fn came(&self) -> usize {
        let chat = self.maria.phone(SALES);
        let business =
            |bubble: &&conecta_sandbox::whatsapp::PhoneMessage| bubble.author == Author::Business;
        chat.iter().filter(business).count()
    }

    fn has(&self, message: Id, mark: &str) -> bool {
        let seen = self.ana.sees_message(message);
        seen.is_some_and(|seen| seen.reactions.iter().any(|r| r.emoji == mark))
    }

    fn in_order(&self) -> Result<()> {
        let got: Vec<String> = self
            .maria
            .phone(SALES)
            .iter()
            .filter(|bubble| bubble.author == Author::Business)
            .map(conecta_sandbox::whatsapp::PhoneMessage::text)
            .collect();
        let expected = [
            "Olá Maria, aqui é da Loja da Ana. Podemos falar sobre o seu pedido?",
            "Oi, Maria! Aqui é a Ana, da Loja da Ana.",
            "Seu pedido *1042* ficou pronto.",
            "Prefere retirar ou receber em casa?",
        ];
        if got != expected {
            bail!("o celular mostra {got:?}");
        }
        Ok(())
    }
}
