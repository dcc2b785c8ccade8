//! The store against a real SQLite file: every statement is executed, and what is read back is what
//! was written.

mod ages;
mod company;
mod contacts;
mod conversations;
mod files;
mod lists;
mod messages;
mod opening;
mod prepared;
mod threads;
mod waiting;
mod writer;

use chrono::{DateTime, Utc};
use conecta::domain::content::Content;
use conecta::domain::conversation::Conversation;
use conecta::domain::ids::{
    ChannelId, ContactId, ConversationId, MessageId, PersonId, PlaceId, PostId, RoleId, TeamId,
};
use conecta::domain::message::{Outgoing, State};
use conecta::domain::pace::Pace;
use conecta::domain::rules::Rules;
use conecta::domain::window::Window;
use conecta::store::channels::{self, Listed};
use conecta::store::contacts::{ContactFacts, Identity};
use conecta::store::conversations::{Beginning, Origin};
use conecta::store::teams::TeamFacts;
use conecta::store::{
    Db, Store, StoreError, contacts as contact_rows, conversations as rows, teams,
};
use tempfile::TempDir;

/// A database in a directory of its own, which goes with it.
struct Base {
    dir: TempDir,
    store: Store,
}

impl Base {
    async fn new() -> Self {
        let dir = TempDir::new().expect("a directory");
        let store = Store::open(&url(&dir)).await.expect("a new database");
        Self { dir, store }
    }
}

fn url(dir: &TempDir) -> String {
    format!("sqlite://{}/test.db", dir.path().display())
}

/// Runs its block as a unit of work and returns what it returns; `?` and `assert!` work inside.
macro_rules! unit {
    ($store:expr, |$db:ident| $body:expr) => {
        $store
            .write(move |$db: &mut conecta::store::Db| {
                Box::pin(async move { Ok::<_, conecta::store::StoreError>($body) })
            })
            .await
            .expect("the unit is written")
    };
}
use unit;

const ANA: PersonId = PersonId(101);
const BRUNO: PersonId = PersonId(102);

/// So many seconds after the tests' beginning of time.
fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_000 + seconds, 0).expect("a valid time")
}

fn team_facts(name: &str, place: u64) -> TeamFacts {
    TeamFacts {
        name: name.to_owned(),
        role: Some(RoleId(place + 1)),
        supervisor_role: Some(RoleId(place + 2)),
        place: Some(PlaceId(place)),
        rules: Rules::default(),
    }
}

fn listed(phone_number_id: &str) -> Listed {
    Listed {
        phone_number_id: phone_number_id.to_owned(),
        waba_id: "waba".to_owned(),
        display_phone: "+55 11 5555-1000".to_owned(),
        verified_name: "Loja".to_owned(),
        quality: None,
        status: Some("CONNECTED".to_owned()),
    }
}

fn facts(name: &str, digits: &str) -> ContactFacts {
    ContactFacts {
        name: name.to_owned(),
        name_folded: name.to_lowercase(),
        phone: (!digits.is_empty()).then(|| format!("+{digits}")),
        phone_digits: digits.to_owned(),
        ..ContactFacts::default()
    }
}

/// A team, a number and a contact.
#[derive(Debug, Clone, Copy)]
struct Desk {
    team: TeamId,
    channel: ChannelId,
    contact: ContactId,
}

impl Desk {
    async fn new(db: &mut Db) -> Result<Self, StoreError> {
        Ok(Self {
            team: teams::create(db, &team_facts("Vendas", 10), at(0)).await?,
            channel: channels::upsert_from_platform(db, &listed("n1"), at(0)).await?,
            contact: contact(db, "Maria", "5511987654321").await?,
        })
    }

    fn beginning(&self, assignee: Option<PersonId>) -> Beginning {
        Beginning {
            contact: self.contact,
            channel: self.channel,
            team: self.team,
            origin: Origin::Active,
            assignee,
            window: Window::default(),
            pace: Pace::default(),
        }
    }

    /// A conversation of the desk's contact.
    async fn begin(
        &self,
        db: &mut Db,
        assignee: Option<PersonId>,
    ) -> Result<ConversationId, StoreError> {
        rows::create(db, &self.beginning(assignee), at(0)).await
    }

    /// A conversation of a new contact.
    async fn begin_with(
        &self,
        db: &mut Db,
        name: &str,
        assignee: Option<PersonId>,
        now: DateTime<Utc>,
    ) -> Result<ConversationId, StoreError> {
        let beginning = Beginning {
            contact: contact(db, name, "").await?,
            ..self.beginning(assignee)
        };
        rows::create(db, &beginning, now).await
    }
}

async fn contact(db: &mut Db, name: &str, digits: &str) -> Result<ContactId, StoreError> {
    contact_rows::create(db, &facts(name, digits), &Identity::default(), at(0)).await
}

async fn loaded(db: &mut Db, id: ConversationId) -> Result<Conversation, StoreError> {
    Ok(rows::load(db, id)
        .await?
        .expect("the conversation is there"))
}

/// Changes the conversation and saves it; says how many rows were written.
async fn change(
    db: &mut Db,
    id: ConversationId,
    now: DateTime<Utc>,
    change: impl FnOnce(&mut Conversation),
) -> Result<u64, StoreError> {
    let before = loaded(db, id).await?;
    let mut after = before.clone();
    change(&mut after);
    rows::save(db, &before, &after, None, now).await
}

/// A message as it looks when its author has just written it.
fn message(id: i64, state: State) -> Outgoing {
    Outgoing {
        id: MessageId(id),
        position: id * 10,
        post: Some(PostId(id.unsigned_abs() + 5000)),
        along_with: None,
        answers: None,
        author: ANA,
        content: Content::Text {
            text: format!("texto {id}"),
        },
        quotes: None,
        state,
        held: None,
        written_at: at(id),
        confirmed_by: ANA,
        confirmed_at: at(id),
        due_at: at(id + 5),
        ready_since: None,
        undo_restarted: false,
        attempt: 0,
        refusals: 0,
        pair_refusals: 0,
        sending_since: None,
        accepted_at: None,
        wamid: None,
        failure: None,
        asked: false,
        reread: false,
        apart: None,
        edited: None,
        corrected: false,
        stopped: false,
        signed: false,
        run: 0,
        mark: None,
    }
}
