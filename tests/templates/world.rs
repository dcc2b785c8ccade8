//! The look-alike of WhatsApp with one customer, and the product's client beside it.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::io::Write as _;

use conecta::channels::whatsapp::{Endpoint, WhatsApp};
use conecta::channels::{Accepted, Channel as _, ChannelError};
use conecta::channels::{Outgoing, OutgoingBody, Upload, http_client};
use conecta::domain::address::Address;
use conecta::domain::template::{Definition, Header, HeaderMedia, MediaKind, Values, components};
use conecta_sandbox::clock::Clock;
use conecta_sandbox::samples::{FILM, PAPER, PHOTO};
use conecta_sandbox::whatsapp::seed::{Account, Customer, Number};
use conecta_sandbox::whatsapp::{Content, Seed, Shown, Whatsapp};
use conecta_sandbox::wire::Wire;
use secrecy::SecretString;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::shape::Case;
use crate::time;

const ACCOUNT: &str = "102";
const NUMBER: &str = "106";
const MARIA: &str = "5511987654321";

/// Where templates are sent.
pub struct World {
    runtime: Runtime,
    whatsapp: Whatsapp,
    client: WhatsApp,
    files: BTreeMap<MediaKind, HeaderMedia>,
    listed: Cell<usize>,
}

impl World {
    /// Starts it, and hands over a file of each kind.
    pub fn open() -> Self {
        let runtime = Runtime::new().expect("a runtime");
        let clock = Clock::stopped(time::monday_morning());
        let number = Number::new(NUMBER, "+55 11 4000-1000", "Loja da Ana");
        let mut seed = Seed::default()
            .account(Account::new(ACCOUNT, "Loja da Ana").number(number))
            .customer(Customer::new("Maria Souza", MARIA));
        seed.rules.pair_limit = false;
        seed.rules.throughput = None;
        let (token, secret) = (seed.token.clone(), seed.app_secret.clone());
        let start = Whatsapp::start(clock.clone(), Wire::default(), seed);
        let whatsapp = runtime.block_on(start).expect("a look-alike");
        let base = whatsapp.graph_base().parse().expect("an address");
        let http = http_client(&base).expect("a client");
        let endpoint = Endpoint::new(base, "v25.0").expect("an endpoint");
        let (token, secret) = (SecretString::from(token), SecretString::from(secret));
        let client = WhatsApp::new(http, endpoint, token, secret, time::shared(&clock));
        let mut world = Self {
            runtime,
            whatsapp,
            client,
            files: BTreeMap::new(),
            listed: Cell::new(0),
        };
        for (kind, mime_type, filename, bytes) in [
            (MediaKind::Image, "image/jpeg", "mesa.jpg", PHOTO),
            (MediaKind::Video, "video/mp4", "mesa.mp4", FILM),
            (MediaKind::Document, "application/pdf", "mesa.pdf", PAPER),
        ] {
            let id = world.uploads(mime_type, filename, bytes);
            let filename = Some(filename.to_owned());
            world.files.insert(kind, HeaderMedia { id, filename });
        }
        world
    }

    fn uploads(&self, mime_type: &str, filename: &str, bytes: &[u8]) -> String {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(bytes).expect("written");
        let file = file.reopen().expect("its beginning");
        let upload = Upload {
            file: tokio::fs::File::from_std(file),
            bytes: bytes.len() as u64,
            filename: filename.to_owned(),
            mime_type: mime_type.to_owned(),
        };
        let uploaded = self.client.upload_media(NUMBER, upload);
        self.runtime.block_on(uploaded).expect("it is taken")
    }

    /// The company has this template, in other languages with other words; answers it as the
    /// platform lists it.
    pub fn lists(&self, case: &Case) -> Value {
        self.listed.set(self.listed.get() + 1);
        let mut item = case.template.clone();
        item["name"] = json!(format!("modelo_{}", self.listed.get()));
        item["status"] = json!("APPROVED");
        self.whatsapp.add_template(ACCOUNT, item.clone());
        for language in &case.others {
            let mut other = item.clone();
            other["language"] = json!(language);
            other["components"] = json!([{ "type": "BODY", "text": "Other words {{1}} {{2}}" }]);
            self.whatsapp.add_template(ACCOUNT, other);
        }
        item
    }

    /// Sends the template with these values.
    pub fn sends(
        &self,
        definition: &Definition,
        values: &Values,
    ) -> Result<Accepted, ChannelError> {
        let file = match &definition.header {
            Some(Header::Media(kind)) => self.files.get(kind),
            _ => None,
        };
        let body = OutgoingBody::Template {
            name: definition.name.clone(),
            language: definition.language.clone(),
            components: components(definition, values, file).expect("nothing is missing"),
        };
        let to = Address {
            phone: Some(format!("+{MARIA}")),
            ..Address::default()
        };
        let message = Outgoing {
            number: NUMBER,
            to: &to,
            body: &body,
            opaque: "1",
            quote: None,
        };
        self.runtime.block_on(self.client.send(message))
    }

    /// The newest template on the phone.
    pub fn newest(&self) -> Shown {
        self.runtime.block_on(self.whatsapp.quiet());
        let mut chat = self.whatsapp.customer(MARIA).phone(NUMBER);
        match chat.pop().map(|bubble| bubble.content) {
            Some(Content::Template(shown)) => shown,
            other => panic!("no template but {other:?}"),
        }
    }
}
