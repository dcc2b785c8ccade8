//! What people do in a thread: one unit from the Discord event to what leaves.

use super::lines::{Written, beside_the_paste, long_paste};
use super::reactions::too_old;
use super::work::{Vanished, Work};
use super::{Desk, DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::conversation::Conversation;
use crate::domain::effect::Posted;
use crate::domain::event::{Event, Line, Reply, Standing};
use crate::domain::ids::{ConversationId, MessageId, PersonId, PlaceId, PostId, RoleId};
use crate::domain::message::{Eraser, State};
use crate::domain::rights::Member;
use crate::store::lines::{self, LineKind, ThreadLine};
use crate::store::threads::{self, Followed};
use crate::store::{conversations, echoes, files, inbound, outgoing, posts, teams};

impl Desk {
    /// A person wrote. Messages outside the threads of conversations are nobody's business; one
    /// that was taken before changes nothing.
    ///
    /// # Errors
    /// If the store fails; the message is read again by the next catching up.
    pub async fn wrote(&self, written: Written) -> Result<(), DeskError> {
        let desk = self.clone();
        self.unit(move |unit| {
            Box::pin(async move {
                let Some(followed) = threads::followed_by_thread(unit.db, written.place).await?
                else {
                    return Ok(());
                };
                if followed.seen_until.is_some_and(|seen| written.post <= seen) {
                    return Ok(());
                }
                let id = followed.conversation;
                let c = unit.conversation(id).await?;
                unit.take_line(&desk, &c, &written).await?;
                threads::seen_until(unit.db, id, written.post).await?;
                Ok(())
            })
        })
        .await
    }

    /// Everything in that thread up to `post` was read.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn read_until(
        &self,
        conversation: ConversationId,
        post: PostId,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move { Ok(threads::seen_until(unit.db, conversation, post).await?) })
        })
        .await
    }

    /// A person changed what they had written, then.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn edited(
        &self,
        place: PlaceId,
        post: PostId,
        text: String,
        attachments: Option<Vec<u64>>,
        at: Timestamp,
    ) -> Result<(), DeskError> {
        self.in_thread(place, Some(post), move |c, fresh| {
            // What was written in a form since then is newer; Discord tells of a message whenever
            // anything about it changes, a pin, say.
            let row = c.message_of(post)?;
            let older = row.is_apart() && at <= row.confirmed_at;
            (!older).then_some(Event::Edited {
                post,
                text,
                attachments,
                fresh,
            })
        })
        .await
    }

    /// Messages disappeared from Discord by that doing.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn deleted(
        &self,
        place: PlaceId,
        posts: Vec<PostId>,
        by: Eraser,
    ) -> Result<(), DeskError> {
        let gone = posts.clone();
        self.unit(move |unit| Box::pin(async move { unit.nothing_stands_at(&gone).await }))
            .await?;
        for post in posts {
            let post = self.stands_for(post).await?;
            let event = Event::Deleted { post, by };
            self.in_thread(place, Some(post), |_, _| Some(event))
                .await?;
        }
        Ok(())
    }

    /// A message disappeared from Discord; it still stood there at `since`, if that is known. By
    /// whose doing is looked up, and until then nothing of it leaves.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn vanished(
        &self,
        place: PlaceId,
        post: PostId,
        since: Option<Timestamp>,
    ) -> Result<(), DeskError> {
        let known = self.stands_for(post).await?;
        let event = Event::Vanished { post: known };
        self.in_thread(place, Some(known), move |_, _| Some(event))
            .await?;
        self.unit(move |unit| {
            Box::pin(async move {
                unit.nothing_stands_at(&[post]).await?;
                // One that stands for no message too: whoever deleted it may have deleted another.
                let line = lines::line(unit.db, post).await?;
                // Questions are ours to take away.
                let line = line.filter(|line| line.kind != LineKind::Question);
                if let Some(line) = line {
                    unit.work.push(Work::Vanished(Vanished {
                        place,
                        post,
                        author: line.author,
                        since: since.unwrap_or(unit.now),
                        at: unit.now,
                    }));
                }
                Ok(())
            })
        })
        .await
    }

    /// The line that its message knows as its own, of several in which we put one: whoever deletes
    /// a part of it means all of it.
    async fn stands_for(&self, post: PostId) -> Result<PostId, DeskError> {
        let mut db = self.store.read().await?;
        let line = lines::line(&mut db, post).await?;
        let ours = line.filter(|line| line.author.is_none());
        let Some(message) = ours.and_then(|line| line.message) else {
            return Ok(post);
        };
        let found = outgoing::by_id(&mut db, message).await?;
        Ok(found.and_then(|found| found.post).unwrap_or(post))
    }

    /// A thread or a team's channel disappeared. A conversation that is open gets a new thread.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn place_gone(&self, place: PlaceId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                match conversations::by_thread(unit.db, place).await? {
                    Some(id) => {
                        let c = unit.conversation(id).await?;
                        unit.lose_thread(&c).await
                    }
                    None => Ok(()),
                }
            })
        })
        .await
    }

    /// What was seen of these threads may have a gap: what waits there is read again before it
    /// leaves.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn gap(&self, conversations: Vec<ConversationId>) -> Result<(), DeskError> {
        for id in conversations {
            match self.happens(id, Event::Gap).await {
                // One that cannot be read keeps no other from going on, and sends nothing itself.
                Err(error) if !error.is_passing() => {
                    tracing::error!(%error, conversation = id.0, "a conversation cannot be read");
                }
                other => other?,
            }
        }
        Ok(())
    }

    /// Some channel may be hidden from us from now on: nothing leaves that is not read again first,
    /// which cannot be done while it is.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn may_be_blind(&self) -> Result<(), DeskError> {
        let waiting = {
            let mut db = self.store.read().await?;
            outgoing::leaving_unread(&mut db).await?
        };
        self.gap(waiting).await
    }

    /// The Discord message of a row that was written before a gap, read again.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn reread(
        &self,
        conversation: ConversationId,
        message: MessageId,
        text: String,
        attachments: Vec<u64>,
    ) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                let event = Event::Reread {
                    message,
                    text,
                    attachments,
                    fresh: outgoing::next_message_id(unit.db).await?,
                };
                unit.happen(conversation, &event).await.map(drop)
            })
        })
        .await
    }

    /// That line of a row bears a mark of ours although nothing of it was ever tried.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn left_before(
        &self,
        conversation: ConversationId,
        post: PostId,
    ) -> Result<(), DeskError> {
        self.happens(conversation, Event::LeftBefore { post }).await
    }

    /// Whether there is any thread in which something could have been missed.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn has_threads(&self) -> Result<bool, DeskError> {
        let mut db = self.store.read().await?;
        Ok(threads::any(&mut db).await?)
    }

    /// The lines of agents in open threads behind `after` whose messages the customer has or may
    /// have, newest first, no more than `limit`.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn standing_lines(
        &self,
        after: PostId,
        limit: u32,
    ) -> Result<Vec<(PlaceId, PostId)>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(outgoing::standing(&mut db, after, limit).await?)
    }

    /// The threads of all open conversations, and those of `active` whose conversations are
    /// concluded: somebody wrote there, which opened them again. With how far each was read.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn threads(&self, active: &[PlaceId]) -> Result<Vec<Followed>, DeskError> {
        let mut db = self.store.read().await?;
        let mut followed = threads::open(&mut db).await?;
        followed.extend(threads::concluded_among(&mut db, active).await?);
        Ok(followed)
    }

    /// Something happened in that thread, to that line of it; the conversation is loaded with the
    /// line's row, however old it is, and told which row would be the next one.
    async fn in_thread<F>(
        &self,
        place: PlaceId,
        post: Option<PostId>,
        event: F,
    ) -> Result<(), DeskError>
    where
        F: FnOnce(&Conversation, MessageId) -> Option<Event> + Send + 'static,
    {
        self.unit(move |unit| {
            Box::pin(async move {
                let Some(id) = conversations::by_thread(unit.db, place).await? else {
                    return Ok(());
                };
                let row = match post {
                    Some(post) => outgoing::by_post(unit.db, post).await?,
                    None => None,
                };
                let c = match row.filter(|row| row.conversation == id) {
                    Some(row) => conversations::load_with_message(unit.db, row.message).await?,
                    None => conversations::load(unit.db, id).await?,
                };
                let c = c.ok_or(DeskError::NoConversation)?;
                let fresh = outgoing::next_message_id(unit.db).await?;
                match event(&c, fresh) {
                    Some(event) => unit.step(&c, &event).await.map(drop),
                    None => Ok(()),
                }
            })
        })
        .await
    }
}

/// So much of what nobody has answered yet is said again in a new thread, the newest.
const SAID_AGAIN: u32 = 20;

impl Unit<'_> {
    /// No reply can point at these any more: what the customer quotes of them is shown in words.
    async fn nothing_stands_at(&mut self, posts: &[PostId]) -> Result<(), DeskError> {
        for post in posts {
            inbound::lose_post(self.db, *post).await?;
            echoes::lose_post(self.db, *post).await?;
        }
        Ok(())
    }

    /// The thread is gone. Its customer still waits, be it for an answer that has not left: a new one
    /// begins with what they wrote, before what did not stand there yet.
    pub(super) async fn lose_thread(&mut self, c: &Conversation) -> Result<(), DeskError> {
        let rows = c.outgoing.iter().filter(|row| row.state.is_unsettled());
        let answers = rows.filter_map(|row| Some(row.answers.as_ref()?.since));
        if let Some(since) = answers.chain(c.unanswered_since).min() {
            let stood = inbound::standing(self.db, c.id, since, SAID_AGAIN).await?;
            let lane = posts::last(self.db, c.id).await?;
            for (nth, inbound) in stood.iter().enumerate() {
                let what = Posted::Mirror {
                    inbound: *inbound,
                    named: nth == 0,
                };
                self.put_silent(c.id, what, None).await?;
                files::come_with_the_line(self.db, *inbound).await?;
            }
            if let (Some(lane), false) = (lane, stood.is_empty()) {
                posts::to_the_end(self.db, c.id, lane, self.now).await?;
            }
        }
        self.step(c, &Event::ThreadLost).await.map(drop)
    }

    async fn take_line(
        &mut self,
        desk: &Desk,
        c: &Conversation,
        written: &Written,
    ) -> Result<(), DeskError> {
        let message = outgoing::next_message_id(self.db).await?;
        let file = files::next_file_id(self.db).await?;
        let line = Line {
            message,
            post: written.post,
            author: written.author,
            standing: self.standing(c, written.author, &written.roles).await?,
            written_at: written.at,
            text: written.text.clone(),
            reply: self.reply(c, written).await?,
            no_writing: written.no_writing,
            files: desk.fitted(file, beside_the_paste(&written.files)),
            names: written.names,
            long_paste: long_paste(&written.files).is_some(),
            spoiler: written.has_spoiler(),
            left: written.left,
        };
        let after = self.step(c, &Event::Wrote(line)).await?;
        let place = (written.place, written.post);
        self.keep_files(&after, place, &written.files, message)
            .await?;
        let quotes = after
            .message(message)
            .is_some_and(|row| row.quotes.is_some());
        if let Some(quoted) = written.reply_to.filter(|_| quotes) {
            self.tell_the_first(c.id, quoted, written.post).await?;
        }
        let row = after.message(message).is_some();
        let kind = if row {
            LineKind::Outgoing
        } else {
            LineKind::Note
        };
        let new = ThreadLine {
            post: written.post,
            conversation: c.id,
            kind,
            inbound: None,
            message: row.then_some(message),
            author: Some(written.author),
        };
        lines::record(self.db, &new).await?;
        Ok(())
    }

    /// What somebody with these roles is in a conversation.
    pub(super) async fn standing(
        &mut self,
        c: &Conversation,
        id: PersonId,
        roles: &[RoleId],
    ) -> Result<Standing, DeskError> {
        let member = Member {
            id,
            roles: roles.to_vec(),
            manages_server: false,
        };
        let team = teams::by_id(self.db, c.team).await?;
        Ok(match team {
            Some(team) if member.is_agent_of(&team.roles()) => Standing::Member,
            _ => Standing::Other,
        })
    }

    /// Only a reply to the customer leaves; whatever is not surely theirs is inside.
    async fn reply(&mut self, c: &Conversation, written: &Written) -> Result<Reply, DeskError> {
        let Some(post) = written.reply_to else {
            return Ok(Reply::None);
        };
        let Some(line) = lines::line(self.db, post).await? else {
            return Ok(Reply::Inside);
        };
        if line.conversation != c.id {
            return Ok(Reply::Inside);
        }
        if line.author == Some(written.author) && line.kind == LineKind::Outgoing {
            return self.reply_to_own_line(post).await;
        }
        let Some(said) = self.said_by_customer(&line).await? else {
            return Ok(Reply::Inside);
        };
        // A call, say, is answered like any message, but WhatsApp cannot quote it.
        let Some(wamid) = said.quotable(self.abilities) else {
            return Ok(Reply::None);
        };
        if inbound::is_removed(self.db, wamid, None).await? {
            return Ok(Reply::Removed);
        }
        let too_old = too_old(self.now - said.at, self.abilities.quote_reach);
        Ok(match too_old {
            Some(days) => Reply::TooOld { days },
            None => Reply::Customer {
                wamid: wamid.to_owned(),
            },
        })
    }

    /// Whoever goes on from what they wrote themselves quotes it, if the customer has it; what became
    /// a note answers to nobody but colleagues.
    async fn reply_to_own_line(&mut self, post: PostId) -> Result<Reply, DeskError> {
        let mut rows = outgoing::of_post(self.db, post).await?;
        rows.retain(|row| !matches!(row.state, State::Cancelled | State::Expired));
        if rows.is_empty() {
            return Ok(Reply::Inside);
        }
        let there = rows.into_iter().filter(|row| row.state.has_left());
        let mut known = there.filter_map(|row| row.wamid.zip(row.accepted_at));
        let Some((wamid, at)) = known.next() else {
            return Ok(Reply::None);
        };
        let too_old = too_old(self.now - at, self.abilities.quote_reach);
        Ok(match too_old {
            Some(days) => Reply::TooOld { days },
            None => Reply::Customer { wamid },
        })
    }
}
