//! What a test may order, ask and wait for: trouble, changes by the guild's owner, rest.

use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use crate::blob::Blob;
use crate::wait::patiently_or;

use super::model::Overwrite;
use super::people::Person;
use super::seed::{made_member, made_role};
use super::sessions::{Frame, Intent};
use super::specs::{NewChannel, NewMember, NewRole};
use super::{Discord, Fault, Id, guilds};

/// What is going on between the look-alike and the bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Activity {
    /// Requests that arrived and are not answered yet, those that an order holds back not counted.
    pub requests: usize,
    /// Requests that an order holds back.
    pub parked: usize,
    /// Interactions that a connected bot was told of and has neither answered nor, if it promised
    /// a message, written it; those whose time is over not counted.
    pub unanswered: usize,
    /// Sessions that have not said that they have read every event.
    pub behind: usize,
    /// Sessions that are connected.
    pub connected: usize,
}

impl Discord {
    /// One person (or other bot) of any guild.
    pub fn person(&self, id: Id) -> Person {
        Person::new(self.clone(), id)
    }

    /// What is going on.
    pub fn activity(&self) -> Activity {
        self.inner.look(|world| Activity {
            requests: world.under_way,
            parked: world.parked,
            unanswered: world
                .interactions
                .values()
                .filter(|i| world.is_waiting(i))
                .count(),
            behind: world.gateway.behind(),
            connected: world
                .gateway
                .sessions
                .iter()
                .filter(|s| s.is_live())
                .count(),
        })
    }

    /// Changes whenever anything that [`Discord::activity`] tells may have changed.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.inner.changed.subscribe()
    }

    /// Asks every session that is behind to say how far it has read. Whoever waits for the answers
    /// watches [`Activity::behind`].
    pub fn ask_heartbeat(&self) {
        self.inner.with(|world| world.gateway.ask());
    }

    /// Lets every connected client look up from its socket: some do what they are told to do only
    /// when something comes.
    pub fn nudges(&self) {
        let payload = serde_json::json!({ "op": 1, "d": null, "s": null, "t": null });
        self.to_sessions(|frame| frame(&payload));
    }

    /// Ends when every connected session has read every event.
    pub async fn heard(&self) {
        self.until(|activity| activity.behind == 0).await;
    }

    /// Ends when nothing is going on: no request, no interaction without its answer, nothing unread.
    pub async fn quiet(&self) {
        self.until(|a| a.requests == 0 && a.unanswered == 0 && a.behind == 0)
            .await;
    }

    /// Ends when a bot is connected and has read everything that it was told.
    pub async fn connected(&self) {
        self.until(|a| a.connected > 0 && a.behind == 0).await;
    }

    /// Ends when `rest` says so, asking sessions to say how far they are.
    pub async fn until(&self, rest: impl Fn(Activity) -> bool) {
        let mut changes = self.changes();
        let coming = async {
            loop {
                changes.borrow_and_update();
                let activity = self.activity();
                if rest(activity) {
                    return;
                }
                if activity.behind > 0 {
                    // Asked without a mark of change, or it would wake itself for ever.
                    let mut world = match self.inner.world.lock() {
                        Ok(world) => world,
                        Err(poisoned) => poisoned.into_inner(),
                    };
                    world.gateway.ask();
                }
                // The sender lives as long as `self`.
                let _ = changes.changed().await;
            }
        };
        patiently_or(coming, || format!("Discord's rest, {:?}", self.activity())).await;
    }

    /// Gives an order about requests to come. Orders are tried in the order in which they were
    /// given.
    pub fn order(&self, fault: Fault) {
        self.inner.with(|world| world.faults.orders.push(fault));
    }

    /// Takes every order back.
    pub fn clear_orders(&self) {
        self.inner.with(|world| {
            world.faults.orders.clear();
            world.faults.slow = None;
        });
    }

    /// Lets every request wait so long by the sandbox's clock.
    pub fn slow(&self, by: Duration) {
        self.inner.with(|world| world.faults.slow = Some(by));
    }

    /// Refuses every connection and cuts those that stand, the gateway's as well.
    pub fn goes_down(&self) {
        self.inner.door.shut();
    }

    /// Accepts connections again.
    pub fn comes_back(&self) {
        self.inner.door.open();
    }

    /// Keeps Discord's rate limits, or not.
    pub fn keep_limits(&self, keep: bool) {
        self.inner.with(|world| world.rates.on = keep);
    }

    /// Answers 401, 403 and 429 of the last ten minutes, those of scope `shared` not counted: at
    /// 10,000 Discord shuts an address out.
    pub fn invalid_requests(&self) -> usize {
        self.inner.look(|world| world.rates.invalid())
    }

    /// Sends every session away, to come back with RESUME (op 7).
    pub fn gateway_reconnect(&self) {
        let payload = serde_json::json!({ "op": 7, "d": null, "s": null, "t": null });
        self.to_sessions(|frame| frame(&payload));
    }

    /// Tells every session that it is no longer valid (op 9); a resumable one is kept.
    pub fn gateway_invalid_session(&self, resumable: bool) {
        let payload = serde_json::json!({ "op": 9, "d": resumable, "s": null, "t": null });
        self.to_sessions(|frame| frame(&payload));
        if !resumable {
            self.inner.with(|world| world.gateway.sessions.clear());
        }
    }

    fn to_sessions(&self, send: impl Fn(&dyn Fn(&serde_json::Value))) {
        self.inner.with(|world| {
            let links = world
                .gateway
                .sessions
                .iter()
                .filter_map(|s| s.link.as_ref());
            for link in links {
                send(&|payload| link.send(payload, false));
            }
        });
    }

    /// Closes every session's connection with a code, such as 4000.
    pub fn gateway_close(&self, code: u16) {
        self.inner.with(|world| {
            let links = world
                .gateway
                .sessions
                .iter()
                .filter_map(|s| s.link.as_ref());
            for link in links {
                // A connection that is closing already needs no second close.
                let _ = link.frames.send(Frame::Close(code, "Closed on order."));
            }
        });
    }

    /// From now on nothing comes on the connections that stand, no event and no acknowledgement;
    /// they stay open.
    pub fn gateway_zombie(&self) {
        self.inner.with(|world| {
            for session in &mut world.gateway.sessions {
                if let Some(link) = &mut session.link {
                    link.zombie = true;
                }
            }
        });
    }

    /// How often sessions that connect from now on shall send a heartbeat, by the machine's clock.
    pub fn gateway_heartbeat(&self, every: Duration) {
        self.inner.with(|world| world.gateway.heartbeat = every);
    }

    /// Whether events go compressed to those who ask for it.
    pub fn gateway_zlib(&self, on: bool) {
        self.inner.with(|world| world.gateway.zlib = on);
    }

    /// Tells the next event of this name, which is one of a message (`MESSAGE_CREATE` …), in a form
    /// that no client can read.
    pub fn gateway_garbles(&self, name: &'static str) {
        self.inner.with(|world| world.gateway.garbles.push(name));
    }

    /// Sends every session a frame that is no event at all.
    pub fn gateway_sends(&self, text: &str) {
        self.inner.with(|world| {
            for session in &world.gateway.sessions {
                let frame = Frame::Payload {
                    text: text.to_owned(),
                    zlib: false,
                };
                // A connection that is gone reads nothing.
                let _ = session.link.as_ref().map(|link| link.frames.send(frame));
            }
        });
    }

    /// Answers so many of the next IDENTIFYs with op 9.
    pub fn gateway_refuses_sessions(&self, count: usize) {
        self.inner
            .with(|world| world.gateway.refuses_identify = count);
    }

    /// Lets the bot begin so many more sessions in this time.
    pub fn gateway_allows(&self, count: u64, within: Duration) {
        self.inner.with(|world| {
            let starts = &mut world.gateway.starts;
            starts.left = count;
            starts.until = Some(world.clock.now() + within);
        });
    }

    /// When the bot asked for each of its sessions, by the sandbox's clock.
    pub fn gateway_identified(&self) -> Vec<DateTime<Utc>> {
        self.inner
            .look(|world| world.gateway.starts.asked_at.clone())
    }

    /// How many sessions there are, those that may be resumed with them.
    pub fn gateway_sessions(&self) -> usize {
        self.inner.look(|world| world.gateway.sessions.len())
    }

    /// Whether RESUME is answered with op 9.
    pub fn gateway_refuses_resume(&self, refuses: bool) {
        self.inner
            .with(|world| world.gateway.refuses_resume = refuses);
    }

    /// Whether new connections are refused while those that stand go on.
    pub fn gateway_refuses(&self, refuses: bool) {
        self.inner.with(|world| world.gateway.refuses = refuses);
    }

    /// The guild is out of order: the sessions are told so, and nothing else of it until it is back.
    pub fn guild_goes_away(&self) {
        self.inner.with(|world| {
            let body = serde_json::json!({ "id": world.home, "unavailable": true });
            world.tell("GUILD_DELETE", Intent::Guilds, None, body);
            world.gateway.away = true;
        });
    }

    /// The guild is in order again, which the sessions are told as if the bot had come to it.
    pub fn guild_comes_back(&self) {
        self.inner.with(|world| {
            world.gateway.away = false;
            let guild = world.guilds.get(&world.home);
            let body = guild.map(|guild| world.guild_create_json(guild, false));
            world.tell(
                "GUILD_CREATE",
                Intent::Guilds,
                None,
                body.unwrap_or_default(),
            );
        });
    }

    /// The owner adds a role above those that exist.
    pub fn adds_role(&self, role: NewRole) -> Id {
        self.inner.with(|world| {
            let (id, home) = (world.new_id(), world.home);
            if let Some(guild) = world.guilds.get_mut(&home) {
                let position = u16::try_from(guild.roles.len()).unwrap_or(u16::MAX);
                guild.roles.insert(id, made_role(id, role, position));
            }
            world.tell_role("GUILD_ROLE_CREATE", home, id);
            id
        })
    }

    /// The owner deletes a role.
    pub fn deletes_role(&self, role: Id) {
        self.inner.with(|world| world.remove_role(world.home, role));
    }

    /// The owner gives a role to a member.
    pub fn gives_role(&self, member: Id, role: Id) {
        self.inner
            .with(|world| world.put_member_role(world.home, member, role, true));
    }

    /// The owner takes a role from a member.
    pub fn takes_role(&self, member: Id, role: Id) {
        self.inner
            .with(|world| world.put_member_role(world.home, member, role, false));
    }

    /// Who has a role.
    pub fn members_with(&self, role: Id) -> Vec<Id> {
        self.inner.look(|world| {
            let ids = guilds::with_role(world, world.home, role);
            ids.into_iter().collect()
        })
    }

    /// The guild gains or loses boosts: it is of this level now, 0 to 3.
    pub fn is_boosted(&self, tier: u8) {
        self.inner.with(|world| {
            let home = world.home;
            if let Some(guild) = world.guilds.get_mut(&home) {
                guild.tier = tier;
            }
            let guild = world.guilds.get(&home);
            if let Some(body) = guild.map(|guild| world.guild_json(guild)) {
                world.tell("GUILD_UPDATE", Intent::Guilds, None, body);
            }
        });
    }

    /// The guild gets a sticker or an emoji with this content; people name it by the id.
    pub fn adds_picture(&self, content: impl Into<Vec<u8>>) -> Id {
        self.inner.with(|world| {
            let id = world.new_id();
            world.files.insert(id, Blob::from(content.into()));
            id
        })
    }

    /// Somebody joins the guild.
    pub fn joins(&self, member: NewMember) -> Id {
        self.inner.with(|world| {
            let (id, home, now) = (world.new_id(), world.home, world.now());
            let (user, member) = made_member(id, member, now);
            world.users.insert(id, user);
            if let Some(guild) = world.guilds.get_mut(&home) {
                guild.members.insert(id, member);
            }
            world.tell_member("GUILD_MEMBER_ADD", home, id);
            id
        })
    }

    /// Somebody leaves the guild.
    pub fn leaves(&self, member: Id) {
        self.inner
            .with(|world| world.remove_member(world.home, member));
    }

    /// The owner adds a channel.
    pub fn adds_channel(&self, channel: &NewChannel) -> Id {
        self.inner
            .with(|world| world.add_channel(world.home, channel))
    }

    /// The owner deletes a channel or thread.
    pub fn deletes_channel(&self, channel: Id) {
        self.inner.with(|world| world.remove_channel(channel));
    }

    /// The owner changes what a channel allows and denies a role.
    pub fn sets_role_in(&self, channel: Id, role: Id, allow: u64, deny: u64) {
        self.sets_overwrite(channel, role, false, allow, deny);
    }

    /// The owner changes what a channel allows and denies a member or bot.
    pub fn sets_member_in(&self, channel: Id, member: Id, allow: u64, deny: u64) {
        self.sets_overwrite(channel, member, true, allow, deny);
    }

    fn sets_overwrite(&self, channel: Id, id: Id, of_member: bool, allow: u64, deny: u64) {
        let overwrite = Overwrite {
            id,
            of_member,
            allow,
            deny,
        };
        self.inner
            .with(|world| world.put_overwrite(channel, overwrite));
    }
}
