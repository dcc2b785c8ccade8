//! The *Novos* message: the last one in each team's channel, edited while nothing stands below it
//! and posted anew when a *Novo* comes or cards have pushed it up, so that the channel turns unread.

use chrono::TimeDelta;

use crate::clock::Timestamp;
use crate::desk::DeskError;
use crate::discord::doubt::says_the_same;
use crate::discord::error::DiscordError;
use crate::discord::limiter::Priority;
use crate::domain::ids::{PlaceId, PostId, RoleId, TeamId};
use crate::store::listing::News;
use crate::store::teams::{self, DueNews, Standing, Team};

use super::rounds::Next;
use super::{Facts, nonces, place, post, render, retry};

/// It is posted anew no more often than that.
const REPOST: TimeDelta = TimeDelta::seconds(30);

/// While somebody waits, the role is mentioned again after so long.
const REMIND: TimeDelta = TimeDelta::minutes(10);

/// Brings one team's message up to date.
pub async fn round(facts: Facts, id: TeamId) -> Result<Next, DeskError> {
    let facts = &facts;
    let (due, news, team) = {
        let mut db = facts.desk.store().read().await?;
        let due = teams::due_news(&mut db, id).await?;
        let news = crate::store::listing::news(&mut db, id, 10).await?;
        (due, news, teams::by_id(&mut db, id).await?)
    };
    let Some(team) = team else {
        return Ok(Next::Nothing);
    };
    let Some(channel) = team.facts.place else {
        return Ok(Next::Nothing);
    };
    let now = facts.clock.now();
    let remind = reminder(&team, &news, now);
    match (due, remind) {
        (Some(due), _) => show(facts, &due, channel, &news, remind, now).await,
        (None, Remind::Now(role)) => remind_now(facts, &team, role, channel, &news).await,
        (None, Remind::At(at)) => Ok(Next::At(at)),
        (None, Remind::Never) => Ok(Next::Nothing),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Remind {
    Never,
    At(Timestamp),
    Now(RoleId),
}

/// When the team's role is mentioned because the oldest waits.
fn reminder(team: &Team, news: &News, now: Timestamp) -> Remind {
    let after = team.facts.rules.new_after_min;
    let (Some(role), Some(oldest)) = (team.facts.role, news.oldest()) else {
        return Remind::Never;
    };
    if after == 0 {
        return Remind::Never;
    }
    let first = oldest + TimeDelta::minutes(after.into());
    let next = match team.reminded_at {
        Some(last) if last >= first => last + REMIND,
        _ => first,
    };
    if next <= now {
        Remind::Now(role)
    } else {
        Remind::At(next)
    }
}

async fn show(
    facts: &Facts,
    due: &DueNews,
    channel: PlaceId,
    news: &News,
    remind: Remind,
    now: Timestamp,
) -> Result<Next, DeskError> {
    let outcome = match due.team.news {
        // The team has another channel, and nobody looks at the message in the old one any more.
        Some(standing) if standing.place != channel => remove(facts, standing).await.map(|()| None),
        Some(standing) => {
            let stirred = news.stirred_at.is_some_and(|at| at > standing.at);
            let anew = stirred || something_below(facts, channel, standing.post).await;
            if !anew {
                edit(facts, due, standing, news).await
            } else if now - standing.at < REPOST {
                return Ok(Next::At(standing.at + REPOST));
            } else {
                repost(facts, due, channel, Some(standing), news, now).await
            }
        }
        None => repost(facts, due, channel, None, news, now).await,
    };
    match outcome {
        Ok(Some((standing, revision))) => {
            retry::until_written(facts, due.team.id.0, || {
                facts.desk.news_shown(due.team.id, revision, standing)
            })
            .await;
            Ok(match remind {
                Remind::At(at) => Next::At(at),
                _ => Next::Again,
            })
        }
        // It is gone: a new one is posted.
        Ok(None) => {
            facts.desk.news_lost(due.team.id).await?;
            Ok(Next::Again)
        }
        Err(error) => {
            tracing::warn!(%error, team = due.team.id.0, "a team's Novos message waits");
            Ok(again(facts, &error, due.team.id))
        }
    }
}

/// When to try again: what Discord may have taken, while it surely remembers that.
fn again(facts: &Facts, error: &DiscordError, team: TeamId) -> Next {
    let nth = if error.certain() { 4 } else { 2 };
    Next::At(facts.clock.now() + retry::discord(error, nth, team.0))
}

async fn something_below(facts: &Facts, channel: PlaceId, standing: PostId) -> bool {
    match facts.discord.channel(place(channel)).await {
        Ok(channel) => channel
            .last_message_id
            .is_some_and(|last| last.get() > standing.0),
        // An edit is the smaller mistake.
        Err(_) => false,
    }
}

/// The message that stands now, and what it shows; `None`: none.
type Shown = Option<(Standing, i64)>;

/// Takes away a message that another one has replaced: its buttons would be pressed all the same.
async fn remove(facts: &Facts, old: Standing) -> Result<(), DiscordError> {
    let deleted = facts
        .discord
        .delete(place(old.place), post(old.post), Priority::Card)
        .await;
    match deleted {
        Ok(()) | Err(DiscordError::Gone { .. }) => Ok(()),
        // What may not be seen any more can be neither deleted nor changed.
        Err(error @ DiscordError::Forbidden { .. }) => {
            tracing::warn!(%error, place = old.place.0, "an old Novos message stays");
            Ok(())
        }
        Err(error) => Err(error),
    }
}

async fn edit(
    facts: &Facts,
    due: &DueNews,
    standing: Standing,
    news: &News,
) -> Result<Shown, DiscordError> {
    let edit = render::news_edit(facts, &due.team, news);
    let (channel, message) = (place(standing.place), post(standing.post));
    match facts
        .discord
        .edit(channel, message, &edit, Priority::Card)
        .await
    {
        Ok(_) => Ok(Some((standing, due.revision))),
        Err(DiscordError::Gone { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn repost(
    facts: &Facts,
    due: &DueNews,
    channel: PlaceId,
    standing: Option<Standing>,
    news: &News,
    now: Timestamp,
) -> Result<Shown, DiscordError> {
    let nonce = nonces::news(facts, due.team.id, due.shown);
    let message = render::news(facts, &due.team, news).nonce(nonce);
    let new = facts
        .discord
        .post(place(channel), &message, Priority::Card)
        .await?;
    // The new one stands already: whatever becomes of the old one, it must not be posted again.
    if let Some(old) = standing.filter(|old| old.post.0 != new.id.get())
        && let Err(error) = remove(facts, old).await
    {
        tracing::warn!(%error, place = old.place.0, "an old Novos message stays");
    }
    let standing = Standing {
        place: channel,
        post: PostId(new.id.get()),
        at: now,
    };
    // An earlier attempt, whose answer was lost, says what was true then.
    let stale = !says_the_same(&new, &message);
    Ok(Some((standing, due.revision - i64::from(stale))))
}

async fn remind_now(
    facts: &Facts,
    team: &Team,
    role: RoleId,
    channel: PlaceId,
    news: &News,
) -> Result<Next, DeskError> {
    let nonce = nonces::reminder(facts, team.id, team.reminded_at);
    let message = render::reminder(facts, role, news).nonce(nonce);
    match facts
        .discord
        .post(place(channel), &message, Priority::Post)
        .await
    {
        // It stands below the message now, which is posted anew.
        Ok(_) => {
            retry::until_written(facts, team.id.0, || facts.desk.reminded(team.id)).await;
            Ok(Next::Again)
        }
        Err(error) => {
            tracing::warn!(%error, team = team.id.0, "a reminder waits");
            Ok(again(facts, &error, team.id))
        }
    }
}
