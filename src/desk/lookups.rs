//! What commands and cards read: single rows and lists, without changing anything.

use std::collections::BTreeMap;

use super::{Desk, DeskError};
use crate::clock::Timestamp;
use crate::domain::ids::{
    ChannelId, ContactId, ConversationId, MessageId, PersonId, PlaceId, PostId, TeamId, TemplateId,
};
use crate::domain::message::State;
use crate::domain::rights::Member;
use crate::domain::search::Query;
pub use crate::store::channels::Channel;
pub use crate::store::contacts::Contact;
pub use crate::store::lines::{LineKind, ThreadLine};
pub use crate::store::listing::{Awaits, List, Listed, Page, Summary};
use crate::store::outgoing::Cost;
pub use crate::store::teams::{Team, TeamFacts};
pub use crate::store::templates::Template;
use crate::store::{
    Db, StoreError, channels, conversations, lines, listing, outgoing, people, teams, templates,
};

/// What a conversation has cost so far, as far as it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CostSoFar {
    /// Millionths of each currency.
    pub known: BTreeMap<String, i64>,
    /// Something was charged of which the price is not known.
    pub incomplete: bool,
}

impl CostSoFar {
    /// Adds up. What the platform delivered free of charge costs nothing, whatever was estimated;
    /// what it charged although it was said to be free has a price that nobody knows.
    pub fn of(costs: Vec<(MessageId, Cost)>) -> Self {
        let mut sum = Self::default();
        for (_, cost) in costs {
            let told = cost.billing.as_ref().map(|billing| billing.charged);
            match cost.estimate {
                None | Some((_, 0)) => sum.incomplete |= told == Some(true),
                Some((currency, micros)) if told != Some(false) => {
                    *sum.known.entry(currency).or_default() += micros;
                }
                Some(_) => {}
            }
        }
        sum
    }
}

impl Desk {
    /// Remembers what a person is called, and which language they read.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn saw(&self, person: PersonId, name: &str, language: &str) -> Result<(), DeskError> {
        let (name, language) = (name.to_owned(), language.to_owned());
        self.unit(move |unit| {
            Box::pin(async move {
                people::seen(unit.db, person, &name, Some(&language), unit.now).await?;
                Ok(())
            })
        })
        .await
    }

    /// The conversation that lives in this thread.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn conversation_in(
        &self,
        place: PlaceId,
    ) -> Result<Option<ConversationId>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(conversations::by_thread(&mut db, place).await?)
    }

    /// A conversation as lists show it.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn summary(&self, id: ConversationId) -> Result<Option<Summary>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(listing::summary(&mut db, id).await?)
    }

    /// A page of one of this person's lists.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn list(&self, list: List, by: &Member, page: Page) -> Result<Listed, DeskError> {
        let mut db = self.store.read().await?;
        let teams = seen_by(&mut db, by).await?;
        let asker = listing::Asker {
            person: by.id,
            teams: &teams,
        };
        Ok(listing::list(&mut db, list, asker, page).await?)
    }

    /// The concluded conversations that this person may see whose contact's name, e-mail or phone or
    /// whose protocol fits what was typed, at most 25.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn find_concluded(
        &self,
        typed: &str,
        by: &Member,
    ) -> Result<Vec<Summary>, DeskError> {
        const SHOWN: u32 = 25;
        let mut db = self.store.read().await?;
        let teams = seen_by(&mut db, by).await?;
        let asker = listing::Asker {
            person: by.id,
            teams: &teams,
        };
        Ok(listing::concluded_with(&mut db, asker, &Query::parse(typed), SHOWN).await?)
    }

    /// The contact's latest conversation that this person may see, and when it began.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn last_conversation(
        &self,
        contact: ContactId,
        by: &Member,
    ) -> Result<Option<(ConversationId, Timestamp)>, DeskError> {
        let mut db = self.store.read().await?;
        let teams = seen_by(&mut db, by).await?;
        let latest = listing::latest(&mut db, contact).await?;
        Ok(latest
            .into_iter()
            .find(|last| teams.contains(&last.team))
            .map(|last| (last.id, last.created_at)))
    }

    /// The longest waiting conversation of the team that is nobody's.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn next_new(&self, team: TeamId) -> Result<Option<ConversationId>, DeskError> {
        let mut db = self.store.read().await?;
        let news = listing::news(&mut db, team, 1).await?;
        Ok(news.rows.first().map(|novo| novo.id))
    }

    /// Every team, by name.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn teams(&self) -> Result<Vec<Team>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(teams::list(&mut db).await?)
    }

    /// A team.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn team(&self, id: TeamId) -> Result<Option<Team>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(teams::by_id(&mut db, id).await?)
    }

    /// The team whose channel this is.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn team_at(&self, place: PlaceId) -> Result<Option<Team>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(teams::by_place(&mut db, place).await?)
    }

    /// Every number.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn channels(&self) -> Result<Vec<Channel>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(channels::list(&mut db).await?)
    }

    /// A number.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn channel(&self, id: ChannelId) -> Result<Option<Channel>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(channels::by_id(&mut db, id).await?)
    }

    /// A template.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn template(&self, id: TemplateId) -> Result<Option<Template>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(templates::by_id(&mut db, id).await?)
    }

    /// What was estimated for all that left of a conversation, by currency.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn cost_so_far(&self, id: ConversationId) -> Result<CostSoFar, DeskError> {
        let mut db = self.store.read().await?;
        Ok(CostSoFar::of(outgoing::costs(&mut db, id).await?))
    }

    /// What a Discord message is by now, if it is a line of a conversation.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn line(&self, post: PostId) -> Result<Option<ThreadLine>, DeskError> {
        let mut db = self.store.read().await?;
        Ok(line_by_now(&mut db, post).await?)
    }
}

/// What a line is by now: what a person wrote for the customer is a note once all of it stays inside.
pub(super) async fn line_by_now(
    db: &mut Db,
    post: PostId,
) -> Result<Option<ThreadLine>, StoreError> {
    let Some(line) = lines::line(db, post).await? else {
        return Ok(None);
    };
    if line.kind != LineKind::Outgoing || line.author.is_none() {
        return Ok(Some(line));
    }
    let rows = outgoing::of_post(db, post).await?;
    let stays = !rows.is_empty() && rows.iter().all(|row| row.state == State::Cancelled);
    Ok(Some(match stays {
        true => ThreadLine {
            kind: LineKind::Note,
            message: None,
            ..line
        },
        false => line,
    }))
}

/// The teams whose conversations this person may see.
async fn seen_by(db: &mut Db, by: &Member) -> Result<Vec<TeamId>, DeskError> {
    let mut found = if by.is_admin() {
        teams::list(db).await?
    } else {
        let mut mine = teams::of_member(db, &by.roles).await?;
        mine.extend(teams::of_supervisor(db, &by.roles).await?);
        mine
    };
    found.sort_by_key(|team| team.id);
    found.dedup_by_key(|team| team.id);
    Ok(found.into_iter().map(|team| team.id).collect())
}
