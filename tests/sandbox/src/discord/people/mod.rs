//! People: what they do, and what they see.
//!
//! A [`Person`] does what somebody with a Discord client can do, and is refused what Discord's
//! client would refuse. Acts happen at once; only waiting for the bot's answer takes time.

mod again;
mod answers;
mod carried;
mod does;
mod forms;
mod guild;
mod options;
mod posts;
mod sees;

use anyhow::{Context, ensure};

use super::Discord;
use super::ids::Id;
use super::mentions;
use super::messages::text;
use super::model::{Attachment, Emoji, Message, flags};
use super::permissions::bits;
use super::world::World;

pub use answers::{Answer, Choice, Interaction, Modal, ModalField};
pub use carried::{SeenAttachment, SeenSticker};
pub use guild::{SeenMember, SeenRole};
pub use options::Given;
use posts::check_length;
pub use posts::{Post, Upload};
pub use sees::{
    Button, SeenChannel, SeenCommand, SeenMessage, SeenReaction, SeenThread, Select, SelectOption,
};

/// Somebody with a Discord client.
#[derive(Debug, Clone)]
pub struct Person {
    discord: Discord,
    id: Id,
}

impl Person {
    pub(super) fn new(discord: Discord, id: Id) -> Self {
        Self { discord, id }
    }

    /// Their user.
    pub fn id(&self) -> Id {
        self.id
    }

    /// Something that they did before, by its id.
    pub fn interaction(&self, id: Id) -> Interaction {
        Interaction::new(self.clone(), id)
    }

    fn with<T>(&self, work: impl FnOnce(&mut World) -> T) -> T {
        self.discord.inner.with(|world| {
            world.archive_stale();
            work(world)
        })
    }

    /// Writes a message; answers its id.
    ///
    /// # Errors
    ///
    /// If this person may not write there, or Discord's client would not send it.
    pub fn types(&self, channel: Id, text: &str) -> anyhow::Result<Id> {
        self.posts(channel, Post::text(text))
    }

    /// Replies to a message, which pings its author.
    ///
    /// # Errors
    ///
    /// As [`Person::types`].
    pub fn replies(&self, channel: Id, to: Id, text: &str) -> anyhow::Result<Id> {
        self.posts(channel, Post::text(text).replying(to))
    }

    /// Writes a message with files.
    ///
    /// # Errors
    ///
    /// As [`Person::types`].
    pub fn uploads(&self, channel: Id, text: &str, files: Vec<Upload>) -> anyhow::Result<Id> {
        let post = files.into_iter().fold(Post::text(text), Post::file);
        self.posts(channel, post)
    }

    /// Records a voice message: Ogg/Opus, without a word beside it.
    ///
    /// # Errors
    ///
    /// As [`Person::types`].
    pub fn records(&self, channel: Id, recording: Upload) -> anyhow::Result<Id> {
        self.posts(channel, Post::voice(recording))
    }

    /// Takes one file, by its name, out of a message of their own.
    ///
    /// # Errors
    ///
    /// If it is not theirs or not there, nothing would be left, or its thread is archived.
    pub fn removes_file(&self, message: Id, name: &str) -> anyhow::Result<()> {
        self.changes(message, |changed| {
            let of_that_name = |a: &Attachment| a.filename == name;
            let place = changed.attachments.iter().position(of_that_name);
            let place = place.with_context(|| format!("the message has no {name:?}"))?;
            changed.attachments.remove(place);
            Ok(())
        })
    }

    /// Forwards a message that they see.
    ///
    /// # Errors
    ///
    /// As [`Person::types`].
    pub fn forwards(&self, channel: Id, message: Id) -> anyhow::Result<Id> {
        self.posts(channel, Post::forward(message))
    }

    /// Starts a poll.
    ///
    /// # Errors
    ///
    /// As [`Person::types`].
    pub fn polls(&self, channel: Id, question: &str, answers: &[&str]) -> anyhow::Result<Id> {
        self.posts(channel, Post::poll(question, answers))
    }

    /// Sends any message.
    ///
    /// # Errors
    ///
    /// As [`Person::types`].
    pub fn posts(&self, channel: Id, post: Post) -> anyhow::Result<Id> {
        self.with(|world| world.post(self.id, channel, post))
    }

    /// Changes the text of a message of their own.
    ///
    /// # Errors
    ///
    /// If it is not theirs or not there, or its thread is archived.
    pub fn edits(&self, message: Id, new_text: &str) -> anyhow::Result<()> {
        self.changes(message, |changed| {
            changed.content = text(&new_text.into());
            Ok(())
        })
    }

    fn changes(
        &self,
        message: Id,
        change: impl FnOnce(&mut Message) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        self.with(|world| {
            let now = world.now();
            let old = world.visible(self.id, message)?;
            ensure!(
                old.author == self.id,
                "only one's own messages can be edited"
            );
            ensure!(!world.is_archived(old.channel_id), "the thread is archived");
            ensure!(
                old.flags & flags::VOICE_MESSAGE == 0,
                "voice messages cannot be edited"
            );
            let mut changed = old.clone();
            change(&mut changed)?;
            ensure!(
                !changed.content.is_empty() || !changed.attachments.is_empty(),
                "a message cannot be edited to nothing"
            );
            check_length(&changed.content)?;
            changed.edited = Some(now);
            let stays = |id: Id| changed.attachments.iter().any(|a| a.id == id);
            let old = old.attachments.iter().map(|a| a.id);
            let removed: Vec<Id> = old.filter(|id| !stays(*id)).collect();
            for id in removed {
                world.files.remove(&id);
            }
            let guild = world
                .guild_of(changed.channel_id)
                .map(|g| g.id)
                .unwrap_or_default();
            mentions::apply(world, guild, &mut changed, &serde_json::Value::Null, false);
            world.messages.insert(message, changed);
            world.tell_message("MESSAGE_UPDATE", message);
            Ok(())
        })
    }

    /// Deletes a message: their own, or another's as a moderator; or dismisses an ephemeral one.
    ///
    /// # Errors
    ///
    /// If they may not, or its thread is archived.
    pub fn deletes(&self, message: Id) -> anyhow::Result<()> {
        self.with(|world| {
            let found = world.visible(self.id, message)?;
            let own = found.author == self.id || found.only_for == Some(self.id);
            let channel = found.channel_id;
            ensure!(
                own || world.may(self.id, channel, bits::MANAGE_MESSAGES),
                "only moderators delete others' messages"
            );
            ensure!(!world.is_archived(channel), "the thread is archived");
            world.log_deletion(self.id, message);
            world.remove_message(message);
            Ok(())
        })
    }

    /// Lets several messages of one place disappear together, as moderating bots do.
    ///
    /// # Errors
    ///
    /// If they may not.
    pub fn deletes_together(&self, place: Id, messages: &[Id]) -> anyhow::Result<()> {
        self.with(|world| {
            ensure!(
                world.may(self.id, place, bits::MANAGE_MESSAGES),
                "only moderators delete others' messages"
            );
            world.log_bulk_deletion(self.id, place, messages.len());
            world.remove_together(place, messages.to_vec());
            Ok(())
        })
    }

    /// Reacts to a message: `👍`, or `name:id`.
    ///
    /// # Errors
    ///
    /// If they do not see it or may not react.
    pub fn reacts(&self, message: Id, emoji: &str) -> anyhow::Result<()> {
        self.with(|world| {
            let channel = world.visible(self.id, message)?.channel_id;
            let wanted = bits::READ_MESSAGE_HISTORY | bits::ADD_REACTIONS;
            ensure!(
                world.may(self.id, channel, wanted),
                "they may not react here"
            );
            ensure!(!world.is_archived(channel), "the thread is archived");
            world.react(message, Emoji::parse(emoji), self.id);
            Ok(())
        })
    }

    /// Takes their reaction back.
    ///
    /// # Errors
    ///
    /// If it is not there.
    pub fn unreacts(&self, message: Id, emoji: &str) -> anyhow::Result<()> {
        self.with(|world| {
            world.visible(self.id, message)?;
            let removed = world.unreact(message, &Emoji::parse(emoji), self.id);
            ensure!(removed, "they had not reacted with {emoji}");
            Ok(())
        })
    }

    /// As a moderator, takes everybody's reactions from a message, or those with one emoji.
    ///
    /// # Errors
    ///
    /// If they may not.
    pub fn clears_reactions(&self, message: Id, emoji: Option<&str>) -> anyhow::Result<()> {
        self.with(|world| {
            let channel = world.visible(self.id, message)?.channel_id;
            ensure!(
                world.may(self.id, channel, bits::MANAGE_MESSAGES),
                "they may not clear reactions here"
            );
            world.clear_reactions(message, emoji.map(Emoji::parse).as_ref());
            Ok(())
        })
    }

    /// Pins a message.
    ///
    /// # Errors
    ///
    /// If they may not.
    pub fn pins(&self, message: Id) -> anyhow::Result<()> {
        self.with(|world| {
            let channel = world.visible(self.id, message)?.channel_id;
            ensure!(
                world.may(self.id, channel, bits::PIN_MESSAGES),
                "they may not pin here"
            );
            world.set_pinned(channel, message, true, self.id);
            Ok(())
        })
    }

    /// Reads everything in a channel or thread, which takes its unread marks away.
    pub fn reads(&self, channel: Id) {
        self.with(|world| {
            let newest = world.channels.get(&channel).and_then(|c| c.last_message_id);
            if let Some(newest) = newest {
                world.read.insert((self.id, channel), newest);
            }
        });
    }

    /// Joins a thread that they see.
    ///
    /// # Errors
    ///
    /// If they do not see it, or it is archived.
    pub fn joins_thread(&self, thread: Id) -> anyhow::Result<()> {
        self.with(|world| {
            ensure!(
                world.may(self.id, thread, bits::VIEW_CHANNEL),
                "they do not see it"
            );
            ensure!(!world.is_archived(thread), "the thread is archived");
            world.enter_thread(thread, self.id);
            Ok(())
        })
    }

    /// Leaves a thread.
    pub fn leaves_thread(&self, thread: Id) {
        self.with(|world| world.exit_thread(thread, self.id));
    }

    /// Archives a thread, or takes it out of the archive.
    ///
    /// # Errors
    ///
    /// If they may not: it takes *Manage Threads*, or being its owner.
    pub fn archives_thread(&self, thread: Id, archived: bool) -> anyhow::Result<()> {
        self.with(|world| {
            let found = world.channels.get(&thread).and_then(|c| c.thread.as_ref());
            let found = found.context("no such thread")?;
            let manages = world.may(self.id, thread, bits::MANAGE_THREADS);
            let allowed = if archived {
                found.owner_id == self.id
            } else {
                !found.locked && world.may(self.id, thread, bits::SEND_MESSAGES_IN_THREADS)
            };
            ensure!(
                manages || allowed,
                "they may not archive it or open it again"
            );
            world.set_archived(thread, archived);
            world.tell_channel("THREAD_UPDATE", thread);
            Ok(())
        })
    }

    /// Deletes a channel or thread as a moderator.
    ///
    /// # Errors
    ///
    /// If they may not.
    pub fn deletes_channel(&self, channel: Id) -> anyhow::Result<()> {
        self.with(|world| {
            let found = world.channels.get(&channel).context("no such channel")?;
            let wanted = if found.thread.is_some() {
                bits::MANAGE_THREADS
            } else {
                bits::MANAGE_CHANNELS
            };
            ensure!(
                world.may(self.id, channel, wanted),
                "they may not delete it"
            );
            world.remove_channel(channel);
            Ok(())
        })
    }
}

impl World {
    /// A message that a person sees.
    pub(super) fn visible(&self, user: Id, message: Id) -> anyhow::Result<&Message> {
        let found = self.messages.get(&message).context("no such message")?;
        let mine = found.only_for.is_none_or(|owner| owner == user);
        let seen = self.may(user, found.channel_id, bits::VIEW_CHANNEL);
        ensure!(mine && seen, "they do not see this message");
        Ok(found)
    }

    pub(super) fn is_archived(&self, channel: Id) -> bool {
        let thread = self.channels.get(&channel).and_then(|c| c.thread.as_ref());
        thread.is_some_and(|t| t.archived)
    }
}
