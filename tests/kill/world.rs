//! Traffic, and the process that dies in it again and again.

use std::time::Duration;

use conecta_sandbox::wire::Platform;
use tokio::time::{Instant, sleep, timeout};

use crate::moment::Moment;
use crate::process::{Log, Process, Town};
use crate::rng::Rng;
use crate::talk::Talk;

/// Those who have written and whose conversation Ana has taken.
const OPEN: [&str; 3] = ["Maria Souza", "José Álvares", "Beatriz Lima"];

/// Those to whom Ana has written a template, and who are silent so far.
const SILENT: [&str; 3] = ["Antônia Reis", "Paulo Teixeira", "Rita Nogueira"];

/// Lines of one conversation, so that with some sent again the pair limit's burst is not used up.
const LINES: usize = 36;

/// How long, after the last kill, everything may take to arrive: a question comes after a minute.
const PATIENCE: Duration = Duration::from_secs(600);

/// A town, its conversations, and what is to come.
pub struct World {
    town: Town,
    talks: Vec<Talk>,
    rng: Rng,
    log: Log,
    told: Told,
}

/// What happened, counted.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub kills: usize,
    pub starting: usize,
    pub after_an_answer: usize,
    pub after_a_webhook: usize,
    /// Before the platform had accepted the message.
    pub while_sending: usize,
    /// After that, but before it had answered.
    pub settled_by_status: usize,
    pub while_posting: usize,
    pub at_some_time: usize,
    /// Lines that waited for the customer's first answer.
    pub queued: usize,
    pub lines: usize,
    pub sent_again: usize,
    pub given_up: usize,
    /// How long the slowest world took to bring everything to its place after its last kill.
    pub last_rest_s: u64,
}

/// Who acts.
#[derive(Debug, Clone, Copy)]
enum Act {
    AgentTypes(usize),
    CustomerWrites(usize),
}

impl World {
    /// The world of this seed.
    pub async fn open(seed: u64) -> Self {
        let secret = format!("the secret of world {seed}");
        let (town, begun) = Town::open(&secret, &OPEN, &SILENT).await;
        let talk = |(nth, (customer, thread))| Talk::new(nth, customer, thread, nth < OPEN.len());
        Self {
            town,
            talks: begun.into_iter().enumerate().map(talk).collect(),
            rng: Rng::new(seed),
            log: Log::default(),
            told: Told::default(),
        }
    }

    /// Kills the process so often, and looks at what everybody got.
    ///
    /// # Errors
    /// What was lost, repeated or out of order.
    pub async fn play(mut self, kills: usize) -> Result<Told, String> {
        for nth in 0..kills {
            self.once(nth, kills).await;
            self.nothing_wrong()?;
        }
        let process = self.start();
        let rest = self.rest().await;
        process.kill().await;
        rest?;
        for talk in &self.talks {
            let (again, given_up) = talk.decided();
            self.told.sent_again += again;
            self.told.given_up += given_up;
            self.told.lines += talk.typed();
        }
        let errors = self.log.errors();
        if errors.is_empty() {
            Ok(self.told)
        } else {
            Err(format!("logged as errors:\n{}", errors.join("\n")))
        }
    }

    fn start(&self) -> Process {
        let whatsapp = self.town.whatsapp.clone();
        let (settings, dir) = (self.town.settings(), self.town.dir.path());
        Process::start(&settings, dir, &self.log, move |address| {
            whatsapp.set_webhook(format!("http://{address}/webhook/whatsapp"));
        })
    }

    /// One life of the process.
    async fn once(&mut self, nth: usize, kills: usize) {
        let moment = Moment::next(&mut self.rng, nth < kills / 2);
        let mut acts = self.acts(nth, kills);
        if self.rng.chance(50) {
            // Some of it happens while nobody runs.
            let before = acts.len() / 2;
            for act in acts.drain(..before).collect::<Vec<_>>() {
                self.act(act);
            }
        }
        let mut process = self.start();
        let (town, wire) = (&self.town, self.town.wire.clone());
        let (discord, whatsapp) = (town.discord.clone(), town.whatsapp.clone());
        if let Moment::Starting(after) = moment {
            for act in acts {
                self.act(act);
            }
            sleep(after).await;
        } else {
            process.connected().await;
            if self.rng.chance(30) {
                self.calm().await;
            }
            moment.prepare(&discord, &whatsapp);
            let gaps: Vec<u64> = acts.iter().map(|_| self.rng.range(0, 12) as u64).collect();
            let comes = moment.comes(&wire, &discord, &whatsapp);
            let people = async {
                for talk in &mut self.talks {
                    talk.decides(&self.town.ana);
                }
                for (act, gap) in acts.into_iter().zip(gaps) {
                    sleep(Duration::from_millis(gap)).await;
                    self.act(act);
                }
                sleep(moment.patience()).await;
            };
            tokio::select! {
                () = comes => self.told.count(moment),
                () = people => self.told.at_some_time += 1,
            }
        }
        if matches!(moment, Moment::Starting(_)) {
            self.told.count(moment);
        }
        process.kill().await;
        self.told.kills += 1;
        whatsapp.end_faults();
        discord.clear_orders();
    }

    /// What people do in one life of the process.
    fn acts(&mut self, nth: usize, kills: usize) -> Vec<Act> {
        let mut acts = Vec::new();
        for (place, talk) in self.talks.iter().enumerate() {
            let room = LINES.saturating_sub(talk.typed());
            if self.rng.chance(60) {
                let count = (1 + self.rng.below(3)).min(room);
                acts.extend((0..count).map(|_| Act::AgentTypes(place)));
            }
            // Those who are silent answer one after another.
            let answers = talk.answered || nth >= place * kills / 7;
            if answers && self.rng.chance(50) {
                let count = self.rng.pick(&[1, 2]);
                acts.extend((0..count).map(|_| Act::CustomerWrites(place)));
            }
        }
        // Everybody at once: each conversation keeps its own order in any case.
        for last in (1..acts.len()).rev() {
            acts.swap(last, self.rng.below(last + 1));
        }
        acts
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::AgentTypes(place) => {
                self.told.queued += usize::from(!self.talks[place].answered);
                self.talks[place].types(&self.town.ana);
            }
            Act::CustomerWrites(place) => self.talks[place].writes(),
        }
    }

    /// Waits until nothing has gone over the wire for a moment, if that comes soon.
    async fn calm(&self) {
        let still = async {
            let mut before = None;
            while before != Some(self.town.wire.last()) {
                before = Some(self.town.wire.last());
                sleep(Duration::from_millis(100)).await;
            }
        };
        // What is asked only after a minute is not waited for here.
        let _ = timeout(Duration::from_secs(2), still).await;
    }

    /// Waits until everything is where it belongs, and longer for what must not come.
    async fn rest(&mut self) -> Result<(), String> {
        let began = Instant::now();
        for talk in self.talks.iter_mut().filter(|talk| !talk.answered) {
            talk.writes();
        }
        loop {
            self.nothing_wrong()?;
            let mut missing = Vec::new();
            for talk in &mut self.talks {
                talk.decides(&self.town.ana);
                missing.extend(talk.missing(&self.town.ana));
            }
            if missing.is_empty() {
                break;
            }
            if began.elapsed() > PATIENCE {
                return Err(format!(
                    "never came:\n{}\n\n{}",
                    missing.join("\n"),
                    self.log.end()
                ));
            }
            sleep(Duration::from_millis(250)).await;
        }
        self.told.last_rest_s = began.elapsed().as_secs();
        self.calm().await;
        self.nothing_wrong()
    }

    fn nothing_wrong(&self) -> Result<(), String> {
        for talk in &self.talks {
            talk.wrong(&self.town.whatsapp, &self.town.ana)
                .map_err(|what| {
                    let (kills, log) = (self.told.kills, self.log.end());
                    format!("after {kills} kills {what}\n{log}")
                })?;
        }
        Ok(())
    }
}

impl Told {
    fn count(&mut self, moment: Moment) {
        let count = match moment {
            Moment::Starting(_) => &mut self.starting,
            Moment::Later(_) => &mut self.at_some_time,
            Moment::Answered(Platform::Whatsapp | Platform::Discord, _) => {
                &mut self.after_an_answer
            }
            Moment::Told(_) => &mut self.after_a_webhook,
            Moment::Sending { accepted: false } => &mut self.while_sending,
            Moment::Sending { accepted: true } => &mut self.settled_by_status,
            Moment::Posting => &mut self.while_posting,
        };
        *count += 1;
    }

    /// Adds what happened in another world.
    pub fn add(&mut self, other: &Self) {
        self.kills += other.kills;
        self.starting += other.starting;
        self.after_an_answer += other.after_an_answer;
        self.after_a_webhook += other.after_a_webhook;
        self.while_sending += other.while_sending;
        self.settled_by_status += other.settled_by_status;
        self.while_posting += other.while_posting;
        self.at_some_time += other.at_some_time;
        self.queued += other.queued;
        self.lines += other.lines;
        self.sent_again += other.sent_again;
        self.given_up += other.given_up;
        self.last_rest_s = self.last_rest_s.max(other.last_rest_s);
    }
}
