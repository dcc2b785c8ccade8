//! The lane of a thread: its lines in order, then what goes, then who is in it and whether it is
//! archived.
//!
//! The head of the lane goes first: while it is not due, everything behind it waits.

use chrono::TimeDelta;
use serenity::all::{ChannelId, UserId};

use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::discord::doubt::{self, Unknown, Way};
use crate::discord::error::{DiscordError, DoubtCause, Retry, What};
use crate::discord::limiter::Priority;
use crate::discord::message::NewMessage;
use crate::discord::model::Message;
use crate::discord::sender::ThreadEdit;
use crate::domain::conversation::Stage;
use crate::domain::effect::{Notice, Posted};
use crate::domain::ids::{ConversationId, PersonId, PlaceId, PostId, RoleId};
use crate::domain::refusal::Reason;
use crate::domain::rights::Member;
use crate::domain::setback::soon;
use crate::store::posts::{self, LanePost, Reduction};
use crate::store::threads::{self, WorkKind};
use crate::store::{conversations, lines};

use super::albums::{self, Bringing, Turn};
use super::rounds::Next;
use super::{Facts, nonces, opening, person, place, post, refused, render, retry};

/// Answers about a line itself, or a change, after which it goes no further.
const TRIES: u32 = 5;

/// Does the next thing that is due in a conversation's thread.
pub async fn round(facts: Facts, id: ConversationId) -> Result<Next, DeskError> {
    let facts = &facts;
    let (thread, stage, head, gone, work) = {
        let mut db = facts.desk.store().read().await?;
        let Some(c) = conversations::load(&mut db, id).await? else {
            return Ok(Next::Nothing);
        };
        (
            c.thread,
            c.stage,
            posts::head(&mut db, id).await?,
            posts::retracting_in(&mut db, id).await?,
            threads::head(&mut db, id).await?,
        )
    };
    let Some(thread) = thread else {
        // Of what is over only something that must be said opens a new one.
        return if stage == Stage::Open || head.is_some() {
            opening::open(facts, id).await
        } else {
            Ok(Next::Nothing)
        };
    };
    let now = facts.clock.now();
    if let Some(head) = head {
        if soon(head.due_at, now, retry::LONGEST) > now {
            return Ok(Next::At(head.due_at));
        }
        if let Some(until) = names_what_lacks(&head).filter(|until| *until > now) {
            return Ok(Next::At(until));
        }
        return match albums::turn(facts, head).await? {
            Turn::Wait(until) => Ok(Next::At(until)),
            Turn::Go(together) => put(facts, thread, &together).await,
        };
    }
    if let Some(gone) = gone.first() {
        return take_away(facts, thread, gone).await;
    }
    match work {
        Some(work) if soon(work.due_at, now, retry::LONGEST) > now => Ok(Next::At(work.due_at)),
        Some(work) => change(facts, id, thread, &work).await,
        None => Ok(Next::Nothing),
    }
}

/// A refusal for its parameters makes the templates be read again, which takes a moment: the line
/// about it names what the template asks for by then.
fn names_what_lacks(head: &LanePost) -> Option<Timestamp> {
    const MOMENT: TimeDelta = TimeDelta::seconds(3);
    match &head.post.what {
        Posted::Notice(Notice::Failed { failure, .. })
            if failure.reason == Reason::TemplateParameters =>
        {
            Some(head.created_at + MOMENT)
        }
        _ => None,
    }
}

/// The bot lacks the permission Send Voice Messages.
const NO_VOICE_HERE: u32 = 50_173;

/// Posts the parts of a line, or of several that go together, that do not stand there yet.
async fn put(facts: &Facts, thread: PlaceId, together: &[Bringing]) -> Result<Next, DeskError> {
    let Some((head, others)) = together.split_first() else {
        return Ok(Next::Nothing);
    };
    let line = &head.line;
    let whole = match render::together(facts, together).await {
        // Trying again would not make it readable, and all that is behind it would wait.
        Err(error @ DeskError::Unreadable) => return dead(facts, line, error.to_string()).await,
        whole => whole?,
    };
    let last_try = line.attempts + 1 >= TRIES;
    let (mut posted, mut steps) = (line.parts.clone(), line.reduced.clone());
    let put = loop {
        let parts = render::reduced(facts, together, &whole, &steps).await?;
        let put = put_parts(facts, thread, line, &parts, &steps, &mut posted).await;
        let Err(error) = put else { break Ok(()) };
        let alone = others.is_empty() || !posted.is_empty();
        if !alone && refused::is_about_content(&error, last_try) {
            // Each by itself may be taken.
            let lines = together.iter().map(|one| one.line.id).collect();
            facts.desk.lines_parted(lines).await?;
            return Ok(Next::Again);
        }
        let part = posted.len();
        let how = parts.get(part);
        let Some(how) = how.and_then(|message| refused::next(&error, message, last_try)) else {
            break Err(error);
        };
        tracing::warn!(%error, line = line.id.0, part, ?how, "a line is shown otherwise");
        steps.push(Reduction { part, how });
    };
    match put {
        Ok(()) => {}
        // Somebody removed them by hand, say.
        Err(DiscordError::FileMissing) => {
            let files = together.iter().flat_map(|one| &one.files);
            let lost = files.map(|file| file.what.facts.id).collect();
            // Once it has come again, a line of its own follows.
            let late = matches!(line.post.what, Posted::File { .. }).then_some(line.id);
            facts.desk.files_lost(lost, late).await?;
            return Ok(Next::Again);
        }
        Err(error) => return failed(facts, thread, line, &error).await,
    }
    let others: Vec<LanePost> = others.iter().map(|one| one.line.clone()).collect();
    retry::until_written(facts, line.id.0, || {
        facts
            .desk
            .line_stands(thread, line.clone(), others.clone(), posted.clone())
    })
    .await;
    Ok(Next::Again)
}

/// Posts what does not stand there yet of these parts, which are what these steps have left of the line.
async fn put_parts(
    facts: &Facts,
    thread: PlaceId,
    line: &LanePost,
    parts: &[NewMessage],
    steps: &[Reduction],
    posted: &mut Vec<PostId>,
) -> Result<(), DiscordError> {
    for (number, message) in parts.iter().enumerate().skip(posted.len()) {
        let number = u8::try_from(number).unwrap_or(u8::MAX);
        let message = message.clone().nonce(nonces::line(facts, line, number));
        let put = match put_once(facts, thread, line, &message).await {
            // It surely was not posted, so its nonce is free for the same as a file.
            Err(DiscordError::Forbidden {
                code: NO_VOICE_HERE,
            }) if message.is_voice() => put_once(facts, thread, line, &message.into_file()).await?,
            put => put?,
        };
        posted.push(put);
        if posted.len() < parts.len() {
            retry::until_written(facts, line.id.0, || {
                let reduced = steps.to_vec();
                facts.desk.part_posted(line.id, posted.clone(), reduced)
            })
            .await;
        }
    }
    Ok(())
}

/// Posts one message, unless an earlier attempt turns out to have done so.
async fn put_once(
    facts: &Facts,
    thread: PlaceId,
    line: &LanePost,
    message: &NewMessage,
) -> Result<PostId, DiscordError> {
    let now = facts.clock.now();
    // A line of before this process may have been tried by the one that died.
    let tried = line
        .first_tried_at
        .or_else(|| (line.created_at < facts.began).then_some(line.created_at));
    if let Some(first) = tried
        && doubt::way(first, now) == Way::Look
        && let Some(found) = look(facts, thread, line, message).await?
    {
        return Ok(PostId(found.id.get()));
    }
    let post = facts.discord.post(place(thread), message, Priority::Post);
    let Some(first) = tried.filter(|first| doubt::way(*first, now) == Way::Repeat) else {
        return Ok(PostId(post.await?.id.get()));
    };
    // If its turn comes after the nonce is forgotten, it is looked for instead.
    tokio::select! {
        biased;
        sent = post => Ok(PostId(sent?.id.get())),
        () = facts.clock.sleep_until(doubt::repeat_until(first)) => {
            Err(DiscordError::Doubt(DoubtCause::TimeOut))
        }
    }
}

/// The first message of ours after the lane's last known line that no row knows and that says this.
async fn look(
    facts: &Facts,
    thread: PlaceId,
    line: &LanePost,
    wanted: &NewMessage,
) -> Result<Option<Message>, DiscordError> {
    let known = known_lines(facts, line).await;
    let (after, known) = match known {
        Ok(known) => known,
        Err(error) => {
            tracing::error!(%error, "what stands in a thread could not be read");
            return Err(DiscordError::NotSent);
        }
    };
    // The thread's own id is that of its card, which is older than every line in it.
    let after = line
        .parts
        .last()
        .copied()
        .or(after)
        .unwrap_or(PostId(thread.0));
    let is_known = |id: serenity::all::MessageId| known.binary_search(&id.get()).is_ok();
    let unknown = Unknown {
        me: facts.me,
        known: &is_known,
    };
    doubt::look(&facts.discord, place(thread), post(after), |page| {
        unknown.post(page, wanted)
    })
    .await
}

async fn known_lines(
    facts: &Facts,
    line: &LanePost,
) -> Result<(Option<PostId>, Vec<u64>), DeskError> {
    let mut db = facts.desk.store().read().await?;
    let after = posts::last_known(&mut db, line.conversation, line.id).await?;
    let from = after.unwrap_or(PostId(0));
    let mut known: Vec<u64> = lines::after(&mut db, line.conversation, from)
        .await?
        .into_iter()
        .map(|line| line.post.0)
        .collect();
    known.sort_unstable();
    Ok((after, known))
}

async fn failed(
    facts: &Facts,
    thread: PlaceId,
    line: &LanePost,
    error: &DiscordError,
) -> Result<Next, DeskError> {
    let now = facts.clock.now();
    match error {
        DiscordError::Gone {
            what: What::Channel,
        } => {
            facts.desk.thread_lost(line.conversation, thread).await?;
            return Ok(Next::Again);
        }
        // Writing in it would open an archived one, for which there is no room.
        DiscordError::TooManyThreads => {
            opening::make_room(facts, line.conversation).await?;
            return Ok(Next::At(now + retry::after(2, line.id.0)));
        }
        DiscordError::Archived => {
            let open = ThreadEdit::archived(false);
            if let Err(error) = facts.discord.edit_thread(place(thread), &open).await {
                if error == DiscordError::TooManyThreads {
                    opening::make_room(facts, line.conversation).await?;
                }
                tracing::warn!(%error, thread = thread.0, "a thread could not be opened again");
                return Ok(Next::At(now + retry::after(2, line.id.0)));
            }
            return Ok(Next::Again);
        }
        _ => {}
    }
    let counts = matches!(error.retry(), Retry::Counted | Retry::Never);
    let attempts = line.attempts + 1;
    if counts && attempts >= TRIES || error.retry() == Retry::Never {
        return dead(facts, line, error.to_string()).await;
    }
    tracing::warn!(%error, line = line.id.0, "a line waits for Discord");
    let tried_for = now - line.first_tried_at.unwrap_or(now);
    let wait = retry::discord(error, retry::nth(tried_for), line.id.0);
    facts
        .desk
        .line_failed(line.id, counts, now + wait, error.to_string())
        .await?;
    Ok(Next::At(now + wait))
}

/// The lane goes on without the line.
async fn dead(facts: &Facts, line: &LanePost, error: String) -> Result<Next, DeskError> {
    tracing::error!(
        error,
        line = line.id.0,
        "a line cannot be shown in its thread"
    );
    metrics::counter!("conecta_dead_lines_total").increment(1);
    facts.desk.line_dead(line.clone(), error).await?;
    Ok(Next::Again)
}

/// A question that was answered disappears.
async fn take_away(facts: &Facts, thread: PlaceId, line: &LanePost) -> Result<Next, DeskError> {
    for part in &line.parts {
        match facts
            .discord
            .delete(place(thread), post(*part), Priority::Post)
            .await
        {
            Ok(()) | Err(DiscordError::Gone { .. }) => {}
            Err(error) if error.retry() == Retry::Never => {
                tracing::warn!(%error, line = line.id.0, "a question could not be taken away");
            }
            Err(error) => {
                tracing::warn!(%error, line = line.id.0, "a question waits to be taken away");
                return Ok(Next::At(
                    facts.clock.now() + retry::discord(&error, 3, line.id.0),
                ));
            }
        }
    }
    facts.desk.line_gone(line.id).await?;
    Ok(Next::Again)
}

async fn change(
    facts: &Facts,
    conversation: ConversationId,
    thread: PlaceId,
    work: &threads::Work,
) -> Result<Next, DeskError> {
    let channel: ChannelId = place(thread);
    let subject = work.subject.map(PersonId).map(person);
    let done = match (work.kind, subject) {
        (WorkKind::Join, Some(user)) => facts.discord.add_member(channel, user).await,
        (WorkKind::Leave, Some(user)) => facts.discord.remove_member(channel, user).await,
        (WorkKind::Archive, _) => archive(facts, channel, true).await,
        (WorkKind::Unarchive, _) => archive(facts, channel, false).await,
        (WorkKind::Find, Some(user)) => find(facts, conversation, user).await?,
        (WorkKind::Rename, _) => rename(facts, conversation, channel).await?,
        (WorkKind::Join | WorkKind::Leave | WorkKind::Find, None) => Ok(()),
    };
    match done {
        Ok(()) => {
            facts
                .desk
                .thread_changed(conversation, work.id, work.kind)
                .await?;
            Ok(Next::Again)
        }
        // It would open an archived one, for which there is no room.
        Err(DiscordError::TooManyThreads) => {
            opening::make_room(facts, conversation).await?;
            let wait = retry::after(2, work.id);
            Ok(Next::At(facts.clock.now() + wait))
        }
        Err(error) => {
            let now = facts.clock.now();
            let over = matches!(
                error,
                DiscordError::Gone { .. } | DiscordError::Archived | DiscordError::Forbidden { .. }
            ) || error.retry() == Retry::Never;
            let counts = error.retry() == Retry::Counted;
            if over || counts && work.attempts + 1 >= TRIES {
                tracing::warn!(%error, thread = thread.0, "a change of a thread was given up");
                facts
                    .desk
                    .thread_changed(conversation, work.id, work.kind)
                    .await?;
                return Ok(Next::Again);
            }
            let tried_for = now - work.first_tried_at.unwrap_or(now);
            let wait = retry::discord(&error, retry::nth(tried_for), work.id);
            facts
                .desk
                .thread_change_failed(work.id, counts, now + wait, error.to_string())
                .await?;
            Ok(Next::At(now + wait))
        }
    }
}

/// Somebody who does not answer may have left the team, or the server.
async fn find(
    facts: &Facts,
    conversation: ConversationId,
    user: UserId,
) -> Result<Result<(), DiscordError>, DeskError> {
    let roles = match facts.discord.member(facts.guild, user).await {
        Ok(member) => member.roles.iter().map(|role| RoleId(role.get())).collect(),
        Err(DiscordError::Gone { .. }) => Vec::new(),
        Err(error) => return Ok(Err(error)),
    };
    let found = Member {
        id: PersonId(user.get()),
        roles,
        manages_server: false,
    };
    facts.desk.found(conversation, found).await?;
    Ok(Ok(()))
}

/// The name that the contact has by now.
async fn rename(
    facts: &Facts,
    conversation: ConversationId,
    thread: ChannelId,
) -> Result<Result<(), DiscordError>, DeskError> {
    let Some(name) = render::thread_name(facts, conversation).await? else {
        return Ok(Ok(()));
    };
    let called = {
        let mut db = facts.desk.store().read().await?;
        threads::name(&mut db, conversation).await?
    };
    if called.as_ref() == Some(&name) {
        return Ok(Ok(()));
    }
    let edit = ThreadEdit::name(&name);
    if let Err(error) = facts.discord.edit_thread(thread, &edit).await {
        return Ok(Err(error));
    }
    facts.desk.thread_named(conversation, name).await?;
    Ok(Ok(()))
}

async fn archive(facts: &Facts, thread: ChannelId, archived: bool) -> Result<(), DiscordError> {
    facts
        .discord
        .edit_thread(thread, &ThreadEdit::archived(archived))
        .await
        .map(drop)
}
