//! The message that another one quotes, reacts to, edits or removes: what it says, and where it
//! stands.

use serenity::all::GuildId;

use crate::courier::Facts;
use crate::courier::render::contact::Known;
use crate::courier::render::inbound::{read_stored, short, short_of};
use crate::desk::DeskError;
use crate::domain::ids::{ConversationId, EchoId, InboundId, PlaceId, PostId};
use crate::domain::incoming::{Inbound, InboundBody};
use crate::domain::text::{escape, excerpt};
use crate::store::echoes::{self, Echo};
use crate::store::{Db, conversations, inbound as rows, outgoing};
use crate::words::{self, Locale, args, say};

/// How much of a message is shown where it is only quoted.
const QUOTED: usize = 80;

/// How much of a message is shown that says something else now.
pub(super) const EDITED: usize = 400;

/// A message that another one is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its beginning, harmless.
    pub excerpt: String,
    /// Where it stands.
    pub stands: Stands,
    /// What stands there stands for other messages too.
    pub among_others: bool,
}

/// Where a message stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stands {
    /// In this thread: a reply can point at it.
    Here(PostId),
    /// In another thread, at this address, or nowhere any more.
    Elsewhere(Option<String>),
}

impl Target {
    /// The line that a reply can point at.
    pub fn post(&self) -> Option<PostId> {
        match self.stands {
            Stands::Here(post) => Some(post),
            Stands::Elsewhere(_) => None,
        }
    }

    /// The way to it, where that leads out of this thread.
    pub fn link(&self) -> Option<&str> {
        match &self.stands {
            Stands::Elsewhere(link) => link.as_deref(),
            Stands::Here(_) => None,
        }
    }

    /// The line before a message that quotes this one, unless a reply shows it anyway.
    pub fn quoted(&self, locale: Locale) -> Option<String> {
        match &self.stands {
            Stands::Here(_) if !self.among_others => None,
            Stands::Elsewhere(Some(link)) => Some(say(
                locale,
                "inbound-reply-elsewhere",
                &args! { "excerpt" => self.excerpt.clone(), "link" => link.clone() },
            )),
            Stands::Here(_) | Stands::Elsewhere(None) => Some(say(
                locale,
                "inbound-reply",
                &args! { "excerpt" => self.excerpt.clone() },
            )),
        }
    }
}

/// The platform's id of the message that this one is about.
pub fn id(message: &Inbound) -> Option<&str> {
    message.body.about().or(message.context.quoted.as_deref())
}

/// The message that is about another: what was written after it does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asking {
    /// The customer's.
    Customer(InboundId),
    /// Of the company's own phone.
    OwnPhone(EchoId),
}

/// Looks the message up that this one is about; `None` if there is none, or it is not known. What was
/// edited before says what it was last edited to.
pub async fn target(
    facts: &Facts,
    known: &Known,
    message: &Inbound,
    asking: Asking,
) -> Result<Option<Target>, DeskError> {
    let Some(wamid) = id(message) else {
        return Ok(None);
    };
    let edits = matches!(message.body, InboundBody::Edit { .. });
    let max = if edits { EDITED } else { QUOTED };
    let mut db = facts.desk.store().read().await?;
    if let Some(theirs) = rows::by_wamid(&mut db, wamid).await? {
        let before = match asking {
            Asking::Customer(row) => Some(row),
            Asking::OwnPhone(_) => None,
        };
        let latest = rows::last_edit(&mut db, wamid, before).await?;
        let said = latest.as_ref().unwrap_or(&theirs);
        let excerpt = short_of(facts.locale, said, max);
        let (conversation, post) = (theirs.what.conversation, theirs.post);
        let together = match post {
            Some(post) => rows::of_post(&mut db, post).await?,
            None => Vec::new(),
        };
        let stands = stands(facts, known, &mut db, conversation, post).await?;
        return Ok(Some(Target {
            excerpt: numbered(place(together.iter(), &theirs.what.wamid), excerpt),
            stands,
            among_others: together.len() > 1,
        }));
    }
    let before = match asking {
        Asking::OwnPhone(row) => Some(row),
        Asking::Customer(_) => None,
    };
    let latest = echoes::last_edit(&mut db, wamid, before).await?;
    let latest = latest.map(|latest| said(facts.locale, &latest, max));
    if let Some(echo) = echoes::by_wamid(&mut db, wamid).await? {
        let excerpt = latest.unwrap_or_else(|| said(facts.locale, &echo, max));
        let (conversation, post) = (echo.what.conversation, echo.post);
        let stands = stands(facts, known, &mut db, conversation, post).await?;
        return Ok(Some(Target {
            excerpt,
            stands,
            among_others: false,
        }));
    }
    let Some(ours) = outgoing::by_wamid(&mut db, wamid).await? else {
        return Ok(None);
    };
    let c = conversations::load_with_message(&mut db, ours.message).await?;
    let row = c.as_ref().and_then(|c| c.message(ours.message));
    let text = row.map(|row| words::content(facts.locale, &row.content));
    let excerpt = match latest {
        Some(latest) => latest,
        None => escape(&excerpt(&text.unwrap_or_default(), max)),
    };
    let together = match ours.post {
        Some(post) => outgoing::of_post(&mut db, post).await?,
        None => Vec::new(),
    };
    let files = together.iter().filter(|row| row.content.file().is_some());
    let nth = place(files.map(|row| &row.id), &ours.message);
    Ok(Some(Target {
        excerpt: numbered(nth, excerpt),
        stands: stands(facts, known, &mut db, ours.conversation, ours.post).await?,
        among_others: together.len() > 1,
    }))
}

/// What somebody wrote on the company's own phone, in a few words.
fn said(locale: Locale, echo: &Echo, max: usize) -> String {
    match read_stored(&echo.what.body) {
        Ok(Some(message)) => short(locale, &message.body, max),
        _ => String::new(),
    }
}

/// The place of one among several, the first being 1.
fn place<'a, T: PartialEq + 'a>(
    mut several: impl Iterator<Item = &'a T> + Clone,
    one: &T,
) -> Option<usize> {
    let are_several = several.clone().nth(1).is_some();
    let at = several.position(|other| other == one)?;
    are_several.then_some(at + 1)
}

fn numbered(nth: Option<usize>, excerpt: String) -> String {
    match nth {
        Some(nth) => format!("{nth} · {excerpt}"),
        None => excerpt,
    }
}

async fn stands(
    facts: &Facts,
    known: &Known,
    db: &mut Db,
    conversation: ConversationId,
    post: Option<PostId>,
) -> Result<Stands, DeskError> {
    let Some(post) = post else {
        return Ok(Stands::Elsewhere(None));
    };
    if conversation == known.c.id {
        // A thread's id is that of its card, older than every line in it: what is older stands in
        // the one that this one replaced.
        let here = known.c.thread.is_some_and(|thread| post.0 > thread.0);
        return Ok(match here {
            true => Stands::Here(post),
            false => Stands::Elsewhere(None),
        });
    }
    // Whoever reads here may not see what another team has.
    let other = conversations::load(db, conversation).await?;
    let thread = other
        .filter(|other| other.team == known.c.team)
        .and_then(|other| other.thread);
    let thread = thread.filter(|thread| post.0 > thread.0);
    Ok(Stands::Elsewhere(
        thread.map(|thread| jump(facts.guild, thread, post)),
    ))
}

fn jump(guild: GuildId, thread: PlaceId, post: PostId) -> String {
    format!(
        "https://discord.com/channels/{guild}/{}/{}",
        thread.0, post.0
    )
}
