//! Quick replies: who sees which, and who changes them.

use super::error::Refused;
use super::{Desk, DeskError, Unit};
use crate::domain::ids::{QuickReplyId, TeamId};
use crate::domain::quick::{QuickReply, Scope, Unfit, may_change, unfit};
use crate::domain::rights::Member;
use crate::domain::search::fold;
use crate::store::quick_replies;
pub use crate::store::quick_replies::Kept;
use crate::store::{Db, teams};

/// Quick replies as one person may use them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quick {
    /// Those that they may send, by name.
    pub replies: Vec<Kept>,
    /// Those for whom they may write one, themselves first.
    pub scopes: Vec<Scope>,
}

impl Desk {
    /// The quick replies of this person, of their teams and of everyone.
    ///
    /// # Errors
    /// If the store fails.
    pub async fn quick_replies(&self, by: &Member) -> Result<Quick, DeskError> {
        let mut db = self.store.read().await?;
        let agent_of = ids(teams::of_member(&mut db, &by.roles).await?);
        let supervised = supervised(&mut db, by).await?;
        let mut replies = quick_replies::list(&mut db).await?;
        replies.retain(|kept| match kept.reply.scope {
            Scope::Person(owner) => owner == by.id,
            Scope::Team(team) => agent_of.contains(&team) || supervised.contains(&team),
            Scope::Everyone => true,
        });
        replies.sort_by_key(|kept| fold(&kept.reply.name));
        let teams = ids(teams::list(&mut db).await?);
        let mut scopes = vec![Scope::Person(by.id)];
        scopes.extend(teams.into_iter().map(Scope::Team));
        scopes.push(Scope::Everyone);
        scopes.retain(|scope| may_change(by, *scope, &supervised));
        Ok(Quick { replies, scopes })
    }

    /// Keeps a quick reply: a new one, or one in place of what it was.
    ///
    /// # Errors
    /// [`Refused::QuickReply`]; [`Refused::Over`] if it is gone.
    pub async fn keep_quick_reply(
        &self,
        by: Member,
        id: Option<QuickReplyId>,
        reply: QuickReply,
    ) -> Result<QuickReplyId, DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                unit.may_write(&by, reply.scope).await?;
                if let Some(id) = id {
                    unit.their_reply(&by, id).await?;
                }
                let all = quick_replies::list(unit.db).await?;
                let others = all.iter().filter(|kept| Some(kept.id) != id);
                if let Some(unfit) = unfit(&reply, others.map(|kept| &kept.reply)) {
                    return Err(Refused::QuickReply(unfit).into());
                }
                match id {
                    Some(id) => {
                        quick_replies::update(unit.db, id, &reply, by.id, unit.now).await?;
                        Ok(id)
                    }
                    None => Ok(quick_replies::create(unit.db, &reply, by.id, unit.now).await?),
                }
            })
        })
        .await
    }

    /// Takes a quick reply away.
    ///
    /// # Errors
    /// As [`Desk::keep_quick_reply`].
    pub async fn delete_quick_reply(&self, by: Member, id: QuickReplyId) -> Result<(), DeskError> {
        self.unit(move |unit| {
            Box::pin(async move {
                unit.their_reply(&by, id).await?;
                Ok(quick_replies::delete(unit.db, id).await?)
            })
        })
        .await
    }
}

impl Unit<'_> {
    async fn may_write(&mut self, by: &Member, scope: Scope) -> Result<(), DeskError> {
        let supervised = supervised(self.db, by).await?;
        if may_change(by, scope, &supervised) {
            Ok(())
        } else {
            Err(Refused::QuickReply(Unfit::NotTheirs).into())
        }
    }

    /// It is there, and theirs to change.
    async fn their_reply(&mut self, by: &Member, id: QuickReplyId) -> Result<(), DeskError> {
        let all = quick_replies::list(self.db).await?;
        let kept = all.iter().find(|kept| kept.id == id).ok_or(Refused::Over)?;
        self.may_write(by, kept.reply.scope).await
    }
}

async fn supervised(db: &mut Db, by: &Member) -> Result<Vec<TeamId>, DeskError> {
    Ok(ids(teams::of_supervisor(db, &by.roles).await?))
}

fn ids(teams: Vec<teams::Team>) -> Vec<TeamId> {
    teams.into_iter().map(|team| team.id).collect()
}
