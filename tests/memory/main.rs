//! Large files pass through the process piece by piece: while ten of 100 MB come into the thread,
//! ten go to the customer and ten more stand behind links, it stays smaller than two of them.
//!
//! What is measured is the real program as a process of its own; the look-alikes, which keep what
//! they get on the disk, stand in the test's.
#![cfg(target_os = "linux")]

#[path = "../process/mod.rs"]
mod process;

use std::time::{Duration, Instant};

use conecta_sandbox::blob::Blob;
use conecta_sandbox::company::SALES;
use conecta_sandbox::discord::{Id, Post, SeenMessage, Upload};
use conecta_sandbox::http;
use conecta_sandbox::port::Port;
use conecta_sandbox::whatsapp::{Attachment, Author, Content, Customer};
use conecta_sandbox::wire::Kind;
use futures::future::join_all;
use sha2::{Digest as _, Sha256};
use tokio::sync::watch;

use crate::process::{Log, Process, Town};

/// Files that go each way.
const FILES: usize = 10;

/// The size of each, which is the most that WhatsApp and a guild with all its boosts take.
const BYTES: u64 = 100 * 1024 * 1024;

/// The most memory that the process may ever have, in KiB.
const PEAK_MAX: u64 = 120 * 1024;

/// How long one way may take, by the machine's clock.
const PATIENCE: Duration = Duration::from_secs(600);

/// Of a guild with all its boosts.
const BOOSTED: u8 = 3;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn thirty_files_of_a_hundred_megabytes_pass_and_the_process_stays_small() {
    let scene = Scene::open().await;
    let start = scene.peak();
    let began = Instant::now();
    scene.boosted(BOOSTED).await;
    tokio::join!(scene.to_the_thread(), scene.to_the_customer());
    let (passed, both_ways) = (scene.peak(), began.elapsed());
    scene.boosted(0).await;
    scene.behind_links().await;
    let peak = scene.peak();
    eprintln!(
        "KiB of memory: {start} at the start, {passed} after {both_ways:.1?}, {peak} after {:.1?}",
        began.elapsed()
    );
    scene.nothing_went_twice();
    assert!(peak < PEAK_MAX, "{peak} KiB");
    scene.process.kill().await;
    let errors = scene.log.errors();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

struct Scene {
    town: Town,
    maria: Customer,
    thread: Id,
    process: Process,
    log: Log,
    /// Where the process listens.
    _port: Port,
    /// What is sent, whichever way.
    files: Vec<Blob>,
}

impl Scene {
    async fn open() -> Self {
        let (town, mut begun) =
            Town::open("the secret of large files", &["Maria Souza"], &[]).await;
        let (maria, thread) = begun.remove(0);
        let port = Port::claim().expect("a port");
        let address = port.address().expect("an address").to_string();
        let mut settings = town.settings();
        settings.push(("PUBLIC_URL", format!("http://{address}")));
        settings.push(("WEBHOOK_BIND", address));
        let (log, whatsapp) = (Log::default(), town.whatsapp.clone());
        let mut process = Process::start(&settings, town.dir.path(), &log, move |address| {
            whatsapp.set_webhook(format!("http://{address}/webhook/whatsapp"));
        });
        process.connected().await;
        let file = |nth| Blob::made(format!("%PDF-1.7\n% {nth}\n").as_bytes(), BYTES);
        Self {
            town,
            maria,
            thread,
            process,
            log,
            _port: port,
            files: (0..FILES).map(file).collect(),
        }
    }

    /// The most memory that the process has had so far, in KiB.
    fn peak(&self) -> u64 {
        let id = self.process.child.id().expect("it runs");
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("Linux tells");
        let peak = status.lines().find_map(|line| {
            let told = line.strip_prefix("VmHWM:")?.trim();
            told.strip_suffix(" kB")?.parse().ok()
        });
        peak.expect("Linux tells")
    }

    /// The guild is of this level, and the process has noticed.
    async fn boosted(&self, tier: u8) {
        let (town, before) = (&self.town, self.town.wire.last());
        let guild = format!("/guilds/{}", town.discord.guild_id());
        let mut changes = town.discord.changes();
        town.discord.is_boosted(tier);
        until(&mut changes, || {
            let mut told = town.wire.after(before).into_iter();
            told.any(
                |entry| matches!(entry.kind, Kind::Request { path, .. } if path.ends_with(&guild)),
            )
            .then_some(())
            .ok_or_else(|| self.log.end())
        })
        .await;
    }

    /// The customer sends every file.
    fn sends(&self) {
        for (nth, content) in self.files.iter().enumerate() {
            let file = Attachment::of("application/pdf", content.clone());
            let named = file.filename(format!("planta-{nth}.pdf"));
            self.maria.sends_document(SALES, named);
        }
    }

    async fn to_the_thread(&self) {
        self.sends();
        let mut changes = self.town.discord.changes();
        let came = until(&mut changes, || {
            let seen = self.town.ana.sees(self.thread);
            let ours = seen.into_iter().filter(|message| message.bot);
            let came = ours.flat_map(|message| message.attachments);
            let came: Vec<Blob> = came.map(|file| file.content).collect();
            self.all(came)
        })
        .await;
        assert!(came == self.files, "the very files, in their order");
    }

    async fn to_the_customer(&self) {
        for (nth, content) in self.files.iter().enumerate() {
            let file = Upload::of(&format!("contrato-{nth}.pdf"), content.clone());
            let posted = self.town.ana.posts(self.thread, Post::text("").file(file));
            posted.expect("posted");
        }
        let mut changes = self.town.whatsapp.changes();
        let came = until(&mut changes, || {
            let chat = self.maria.phone(SALES).into_iter();
            let ours = chat.filter(|bubble| bubble.author == Author::Business);
            let came = ours.filter_map(|bubble| match bubble.content {
                Content::Media(media) => media.content,
                _ => None,
            });
            self.all(came.collect())
        })
        .await;
        assert!(came == self.files, "the very files, in their order");
    }

    /// What the customer sends is larger than the guild takes, and Ana opens what she finds instead.
    async fn behind_links(&self) {
        self.sends();
        let mut changes = self.town.discord.changes();
        let links = until(&mut changes, || {
            let seen = self.town.ana.sees(self.thread);
            self.all(seen.iter().filter_map(link).collect())
        })
        .await;
        let opened = links.into_iter().map(async |link| {
            let mut answer = http::get(link).await.expect("it answers");
            let (mut bytes, mut hash) = (0, Sha256::new());
            while let Some(piece) = answer.chunk().await.expect("all of it") {
                bytes += piece.len() as u64;
                hash.update(&piece);
            }
            (bytes, hash.finalize().into())
        });
        let opened: Vec<(u64, [u8; 32])> = join_all(opened).await;
        let sent = self.files.iter().map(|file| (file.len(), file.sha256()));
        assert_eq!(opened, sent.collect::<Vec<_>>());
    }

    /// All that is to come, or what the process said last.
    fn all<T>(&self, came: Vec<T>) -> Result<Vec<T>, String> {
        match came.len() {
            FILES => Ok(came),
            count => Err(format!("{count} of {FILES} came:\n{}", self.log.end())),
        }
    }

    /// Whatever had to be repeated would have shown the memory of fewer files than it seems.
    fn nothing_went_twice(&self) {
        let entries = self.town.wire.after(0).into_iter();
        let uploads = entries.filter(|entry| match &entry.kind {
            Kind::Request { files, .. } => !files.is_empty(),
            _ => false,
        });
        assert_eq!(uploads.count(), 2 * FILES);
    }
}

/// The link to a file in this message.
fn link(message: &SeenMessage) -> Option<String> {
    let (_, rest) = message.content.split_once("<http")?;
    let (link, _) = rest.split_once('>')?;
    Some(format!("http{link}"))
}

/// What `look` finds as soon as it finds it.
///
/// # Panics
/// If that takes too long, with what it said instead.
async fn until<T>(changes: &mut watch::Receiver<u64>, look: impl Fn() -> Result<T, String>) -> T {
    let found = async {
        loop {
            changes.borrow_and_update();
            if let Ok(found) = look() {
                return found;
            }
            // The look-alike outlives whoever waits here.
            let _ = changes.changed().await;
        }
    };
    match tokio::time::timeout(PATIENCE, found).await {
        Ok(found) => found,
        Err(_) => look().unwrap_or_else(|missing| panic!("{missing}")),
    }
}
