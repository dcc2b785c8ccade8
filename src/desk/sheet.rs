//! What a draft's step shows, read from the store, and the draft settled by it.

use super::offer::{self, Offered, Reach, offer};
use super::prices::{Company, Tariffs};
use super::{DeskError, Unit};
use crate::clock::Timestamp;
use crate::domain::ids::{DraftId, TeamId};
use crate::domain::price::{Category, Price};
use crate::domain::rights::Member;
use crate::domain::wizard::{Draft, Facts, Step, Way};
use crate::store::contacts::Contact;
use crate::store::teams::Team;
use crate::store::{contacts, conversations, teams, templates};

/// A draft with everything that its step shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// Its row.
    pub id: DraftId,
    /// What was chosen.
    pub draft: Draft,
    /// Where it stands.
    pub step: Step,
    /// The contact.
    pub contact: Option<Contact>,
    /// The contact that was chosen and may not be written to.
    pub refused: Option<Contact>,
    /// The numbers from which the contact can be reached.
    pub ways: Vec<Reach>,
    /// The person's teams.
    pub teams: Vec<Team>,
    /// The chosen template.
    pub template: Option<Offered>,
    /// What the message will probably cost.
    pub price: Price,
    /// When the draft last changed, before this.
    pub changed_at: Timestamp,
}

impl Sheet {
    /// The way to the contact from the chosen number.
    pub fn way(&self) -> Option<&Reach> {
        self.ways
            .iter()
            .find(|way| Some(way.channel.id) == self.draft.channel)
    }

    /// The chosen team.
    pub fn team(&self) -> Option<&Team> {
        self.teams
            .iter()
            .find(|team| Some(team.id) == self.draft.team)
    }
}

/// What may be chosen of numbers and teams.
pub(super) fn choices(sheet: &Sheet) -> (Vec<Way>, Vec<TeamId>) {
    let ways = sheet.ways.iter().map(|way| Way {
        channel: way.channel.id,
        taken: way.open.is_some(),
        window_open: false,
    });
    (
        ways.collect(),
        sheet.teams.iter().map(|team| team.id).collect(),
    )
}

/// Reads what the draft's step shows, and settles it by that.
pub(super) async fn look(
    unit: &mut Unit<'_>,
    by: &Member,
    id: DraftId,
    mut draft: Draft,
    company: &Company,
) -> Result<Sheet, DeskError> {
    let Unit {
        db, now, abilities, ..
    } = unit;
    let (db, now) = (&mut **db, *now);
    let chosen = match draft.contact {
        Some(contact) => contacts::by_id(db, contact).await?,
        None => None,
    };
    // In an open conversation a contact that takes no marketing may still get other templates.
    let welcome = |contact: &Contact| {
        contact.blocked_at.is_none()
            && (contact.opted_out.is_none() || draft.conversation.is_some())
    };
    let (contact, refused) = match chosen {
        Some(contact) if welcome(&contact) => (Some(contact), None),
        other => (None, other),
    };
    let ways = match &contact {
        Some(contact) => offer::ways(db, contact).await?,
        None => Vec::new(),
    };
    let teams = match draft.conversation {
        Some(conversation) => match conversations::load(db, conversation).await? {
            Some(c) => teams::by_id(db, c.team).await?.into_iter().collect(),
            None => Vec::new(),
        },
        None => teams::of_member(db, &by.roles).await?,
    };
    // Where there is no choice of number or team the template may be known before they are.
    let channel = draft.channel.or(match ways.as_slice() {
        [only] => Some(only.channel.id),
        _ => None,
    });
    let team = draft.team.or(match teams.as_slice() {
        [only] => Some(only.id),
        _ => None,
    });
    let way = ways.iter().find(|way| Some(way.channel.id) == channel);
    let window_open = way.is_some_and(|way| way.window.is_open(now));
    let tariffs = match (&contact, way) {
        (Some(contact), Some(way)) => {
            Some(Tariffs::between(db, company, contact, &way.channel).await?)
        }
        _ => None,
    };
    let mut template = None;
    if let (Some(tariffs), Some(way), Some(team), Some(chosen)) =
        (&tariffs, way, team, draft.template)
        && let waba = &way.channel.listed.waba_id
        && let Some(found) = templates::approved_one(db, waba, team, chosen).await?
    {
        template = offer(found, abilities, tariffs, window_open, now)
            .filter(|offered| offered.form.is_ok());
    }
    let ids: Vec<_> = teams.iter().map(|team| team.id).collect();
    let all: Vec<Way> = ways
        .iter()
        .map(|way| Way {
            channel: way.channel.id,
            taken: way.open.is_some(),
            window_open: way.window.is_open(now),
        })
        .collect();
    let facts = Facts {
        contact: contact.is_some(),
        ways: &all,
        teams: &ids,
        form: template
            .as_ref()
            .and_then(|offered| offered.form.as_ref().ok()),
        standing_media: template
            .as_ref()
            .is_some_and(|offered| offered.standing().is_some()),
    };
    let step = draft.settle(&facts);
    let price = match (&template, &tariffs) {
        (Some(offered), _) => offered.price.clone(),
        (None, Some(tariffs)) if draft.without_template => {
            tariffs.price(Some(Category::Service), window_open, now)
        }
        _ => Price::Unknown,
    };
    Ok(Sheet {
        id,
        draft,
        step,
        contact,
        refused,
        ways,
        teams,
        template,
        price,
        changed_at: now,
    })
}
