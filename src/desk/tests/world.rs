//! A small company: two teams, two numbers, a customer, three templates.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::clock::{Clock, Sleep, Timestamp};
use crate::desk::contacts::TypedContact;
use crate::desk::error::Refused;
use crate::desk::setup::{NumberChange, TeamChange};
use crate::desk::start::{Chosen, Request};
use crate::desk::work::{Handed, Hands};
use crate::desk::{Desk, DeskError};
use crate::domain::abilities::{Abilities, PairRate};
use crate::domain::ids::{
    ChannelId, ContactId, PersonId, PlaceId, PostId, RoleId, TeamId, TemplateId,
};
use crate::domain::rights::Member;
use crate::domain::stops::StopLists;
use crate::domain::template::tests::LIMITS;
use crate::domain::template::{Definition, Slot, Values};
use crate::domain::wizard::{Shown, Sure};
use crate::store::Store;
use crate::store::channels::Listed;
use crate::store::templates::ListedTemplate;
use crate::underway::Underway;

/// A clock that stands until it is moved.
#[derive(Debug)]
pub struct Stopped(Mutex<Timestamp>);

impl Stopped {
    /// It shows that time.
    pub fn at(now: Timestamp) -> Self {
        Self(Mutex::new(now))
    }

    /// Somebody sets it.
    pub fn is_set(&self, to: Timestamp) {
        *self.0.lock().expect("no test panics while it holds this") = to;
    }
}

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        *self.0.lock().expect("no test panics while it holds this")
    }

    fn sleep_until(&self, _at: Timestamp) -> Sleep {
        Box::pin(std::future::pending())
    }
}

/// The company.
pub struct World {
    pub desk: Desk,
    pub clock: Arc<Stopped>,
    pub sales: TeamId,
    pub support: TeamId,
    pub channel: ChannelId,
    pub other: ChannelId,
    pub ana: ContactId,
    _handed: tokio::sync::mpsc::UnboundedReceiver<Handed>,
    _files: TempDir,
}

pub const SALES: RoleId = RoleId(10);
pub const SUPPORT: RoleId = RoleId(20);
pub const BOSSES: RoleId = RoleId(30);

/// Somebody with these roles.
pub fn member(id: u64, roles: &[RoleId]) -> Member {
    Member {
        id: PersonId(id),
        roles: roles.to_vec(),
        manages_server: false,
    }
}

/// An agent of the sales team.
pub fn carla() -> Member {
    member(1, &[SALES])
}

/// Who may manage the server, and nothing else.
pub fn admin() -> Member {
    Member {
        manages_server: true,
        ..member(9, &[])
    }
}

fn template(name: &str, category: &str, body: &str) -> ListedTemplate {
    let definition = definition(name, category, body);
    let read = Definition::parse(&definition).expect("a template");
    ListedTemplate {
        meta_id: name.to_owned(),
        name: name.to_owned(),
        language: "pt_BR".to_owned(),
        category: category.to_owned(),
        status: "APPROVED".to_owned(),
        fingerprint: read.fingerprint(),
        definition,
        quality: None,
    }
}

fn definition(name: &str, category: &str, body: &str) -> Value {
    json!({
        "id": name, "name": name, "language": "pt_BR", "status": "APPROVED",
        "category": category, "components": [{ "type": "BODY", "text": body }],
    })
}

fn number(id: &str) -> Listed {
    Listed {
        phone_number_id: id.to_owned(),
        waba_id: "waba".to_owned(),
        display_phone: "+55 11 4000-1000".to_owned(),
        verified_name: id.to_owned(),
        quality: None,
        status: None,
    }
}

/// A channel that carries words alone.
static TEXT: Abilities = Abilities {
    window: TimeDelta::hours(24),
    templates: Some(LIMITS),
    text_limit: 4096,
    pair_rate: PairRate {
        burst: 45,
        refill: TimeDelta::seconds(6),
    },
    ..*Abilities::NONE
};

impl World {
    /// A Monday, eleven in the morning in São Paulo.
    pub async fn new() -> Self {
        let files = tempfile::tempdir().expect("a directory");
        let url = format!("sqlite://{}", files.path().join("conecta.db").display());
        let store = Store::open(&url).await.expect("a store");
        let start = DateTime::from_timestamp(1_790_604_000, 0).expect("a moment");
        let clock = Arc::new(Stopped::at(start));
        let underway = Underway::default();
        let (hands, handed) = Hands::new(underway.clone());
        let stops = StopLists::default();
        let desk = Desk::new(
            store,
            Arc::clone(&clock) as _,
            hands,
            underway,
            stops,
            &TEXT,
            "BR",
        );

        let sales = team(&desk, "Vendas", SALES, 100).await;
        let support = team(&desk, "Suporte", SUPPORT, 200).await;
        desk.take_numbers(vec![number("one"), number("two")])
            .await
            .expect("numbers");
        let channels = desk.channels().await.expect("numbers");
        let (channel, other) = (channels[0].id, channels[1].id);
        let world = Self {
            sales,
            support,
            channel,
            other,
            ana: ContactId(0),
            clock,
            _handed: handed,
            _files: files,
            desk,
        };
        world.switch(channel, true).await;
        world.take_templates("Olá {{1}}, tudo bem?").await;
        let ana = world.contact("Ana Souza", "11 98765-4321").await;
        Self { ana, ..world }
    }

    /// The three templates, the first of which says this.
    pub async fn take_templates(&self, text: &str) {
        let listed = vec![
            template("ola", "UTILITY", text),
            template("oferta", "MARKETING", "Só hoje!"),
            template("codigo", "UTILITY", "Pedido {{1}} sai {{2}}"),
        ];
        self.desk
            .take_templates("waba".to_owned(), listed)
            .await
            .expect("templates");
    }

    pub async fn contact(&self, name: &str, phone: &str) -> ContactId {
        let typed = TypedContact {
            name: name.to_owned(),
            phone: phone.to_owned(),
            ..TypedContact::default()
        };
        self.desk.create_contact(typed).await.expect("a contact")
    }

    pub async fn switch(&self, channel: ChannelId, on: bool) {
        let team = NumberChange::Team(self.sales);
        self.change(channel, team).await;
        self.change(channel, NumberChange::Enabled(on)).await;
    }

    async fn change(&self, channel: ChannelId, change: NumberChange) {
        self.desk
            .change_number(admin(), channel, change)
            .await
            .expect("a number");
    }

    /// Time passes.
    pub fn pass(&self, span: TimeDelta) {
        *self
            .clock
            .0
            .lock()
            .expect("no test panics while it holds this") += span;
    }

    pub async fn template(&self, name: &str) -> TemplateId {
        self.offered(name).await.0
    }

    async fn offered(&self, name: &str) -> (TemplateId, Shown) {
        let offered = self
            .desk
            .templates_for(self.channel, self.sales, self.ana, name)
            .await
            .expect("templates");
        let found = offered.first().expect("a template of that name");
        (found.template.id, found.shown())
    }

    /// A template filled as it was just shown.
    pub async fn chosen(&self, name: &str) -> Chosen {
        let (template, shown) = self.offered(name).await;
        Chosen {
            template,
            shown: Some(shown),
            values: Values::from([(Slot::Body("1".to_owned()), "Ana".to_owned())]),
            media: None,
            sure: Sure::default(),
        }
    }

    /// A request as the wizard makes one.
    pub async fn request(&self, by: Member, key: &str) -> Request {
        Request {
            key: key.to_owned(),
            by,
            contact: self.ana,
            channel: self.channel,
            team: self.sales,
            template: Some(self.chosen("ola").await),
            press: PostId(1_000),
            draft: None,
        }
    }
}

async fn team(desk: &Desk, name: &str, role: RoleId, place: u64) -> TeamId {
    let id = desk.create_team(admin(), name.to_owned()).await;
    let id = id.expect("a team");
    for change in [
        TeamChange::Role(Some(role)),
        TeamChange::Supervisors(Some(BOSSES)),
        TeamChange::Place(PlaceId(place)),
    ] {
        desk.change_team(admin(), id, change).await.expect("a team");
    }
    id
}

/// Why it was refused.
pub fn refused<T: std::fmt::Debug>(outcome: Result<T, DeskError>) -> Refused {
    match outcome {
        Err(DeskError::Refused(refused)) => refused,
        other => panic!("not refused: {other:?}"),
    }
}
