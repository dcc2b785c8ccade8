//! The company: its app, accounts, numbers and templates, and how a test changes them.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::Whatsapp;
use super::pricing::Meter;
use super::seed;
use super::state::{Ids, State};
use super::webhooks::{self, Update, UpdateKind};

/// Everything that belongs to the business.
#[derive(Debug)]
pub(super) struct Company {
    pub(super) app_id: String,
    pub(super) app_secret: String,
    pub(super) token: String,
    pub(super) token_expired: bool,
    /// What the app is subscribed to.
    pub(super) fields: Vec<String>,
    pub(super) accounts: Vec<Account>,
    pub(super) numbers: Vec<Number>,
    pub(super) templates: Vec<Template>,
}

/// A WhatsApp Business account.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) subscribed: bool,
    pub(super) others: Vec<String>,
    pub(super) currency: String,
}

/// A business number.
#[derive(Debug)]
pub(super) struct Number {
    pub(super) card: seed::Number,
    /// The account's id.
    pub(super) account: String,
    pub(super) meter: Meter,
}

impl Number {
    /// The phone number in digits.
    pub(super) fn digits(&self) -> String {
        digits(&self.card.display)
    }
}

/// A template as the API shows it; `id`, `name`, `language`, `status` and `category` are there.
#[derive(Debug)]
pub(super) struct Template {
    /// The account's id.
    pub(super) account: String,
    pub(super) fields: Map<String, Value>,
}

impl Template {
    /// A text field, empty if missing.
    pub(super) fn text(&self, field: &str) -> &str {
        self.fields
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The component of one type; definitions write types in either case.
    pub(super) fn component(&self, kind: &str) -> Option<&Value> {
        component(self.fields.get("components")?, kind)
    }
}

/// Finds the component of one type, whatever its case.
pub(super) fn component<'a>(components: &'a Value, kind: &str) -> Option<&'a Value> {
    components.as_array()?.iter().find(|component| {
        component["type"]
            .as_str()
            .is_some_and(|word| word.eq_ignore_ascii_case(kind))
    })
}

/// Only the digits of `text`.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

impl Company {
    pub(super) fn is_subscribed(&self, account: &str) -> bool {
        self.account(account)
            .is_some_and(|account| account.subscribed)
    }

    pub(super) fn account(&self, id: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.id == id)
    }

    /// The place of a number, by its id or by its phone number in any form.
    pub(super) fn number(&self, wanted: &str) -> Option<usize> {
        let by_id = |number: &Number| number.card.id == wanted;
        let phone = digits(wanted);
        let by_phone = |number: &Number| !phone.is_empty() && number.digits() == phone;
        let numbers = &self.numbers;
        numbers
            .iter()
            .position(by_id)
            .or_else(|| numbers.iter().position(by_phone))
    }

    /// The place of a template, by its id or its name (the first of that name).
    pub(super) fn template(&self, wanted: &str) -> Option<usize> {
        self.templates
            .iter()
            .position(|template| template.text("id") == wanted || template.text("name") == wanted)
    }

    pub(super) fn add_account(&mut self, account: seed::Account, ids: &mut Ids) {
        for number in account.numbers {
            self.numbers.push(Number {
                card: number,
                account: account.id.clone(),
                meter: Meter::default(),
            });
        }
        for definition in account.templates {
            self.add_template(&account.id, definition, ids);
        }
        self.accounts.push(Account {
            id: account.id,
            name: account.name,
            subscribed: account.subscribed,
            others: account.others,
            currency: account.currency,
        });
    }

    /// Adds a template with what its definition leaves out; answers its id.
    pub(super) fn add_template(
        &mut self,
        account: &str,
        definition: Value,
        ids: &mut Ids,
    ) -> String {
        let mut fields = match definition {
            Value::Object(fields) => fields,
            other => panic!("a template's definition must be an object, not {other}"),
        };
        for (field, otherwise) in [
            ("language", json!("pt_BR")),
            ("status", json!("APPROVED")),
            ("category", json!("UTILITY")),
            ("parameter_format", json!("POSITIONAL")),
            ("components", json!([])),
        ] {
            fields.entry(field).or_insert(otherwise);
        }
        for field in ["category", "parameter_format"] {
            if let Some(word) = fields[field].as_str() {
                fields[field] = json!(word.to_uppercase());
            }
        }
        let id = match fields.get("id") {
            Some(id) => id.as_str().unwrap_or_default().to_owned(),
            None => ids.number(),
        };
        fields.insert("id".into(), json!(id));
        self.templates.push(Template {
            account: account.to_owned(),
            fields,
        });
        id
    }
}

/// What the company, or Meta on its behalf, does while a test runs. Templates are named by their
/// id or name, numbers by their id or phone number; unknown ones are mistakes of the test and
/// panic.
impl Whatsapp {
    /// Opens another WhatsApp Business account.
    pub fn add_account(&self, account: seed::Account) {
        self.shared.change(|state, _| {
            let State { company, ids, .. } = state;
            company.add_account(account, ids);
        });
    }

    /// Adds a template to an account and answers its id.
    pub fn add_template(&self, account: &str, definition: Value) -> String {
        self.shared.change(|state, _| {
            let State { company, ids, .. } = state;
            company.add_template(account, definition, ids)
        })
    }

    /// Gives a template another status (`PAUSED`, `REJECTED`, …) and tells the webhook.
    pub fn set_template_status(&self, template: &str, status: &str) {
        self.edit_template(template, |fields| {
            fields.insert("status".into(), json!(status));
            let mut value = json!({
                "event": status,
                "reason": if status == "REJECTED" { "INVALID_FORMAT" } else { "NONE" },
                "message_template_category": fields["category"],
            });
            match status {
                "PAUSED" => {
                    value["other_info"] = json!({
                        "title": "FIRST_PAUSE",
                        "description": "Your WhatsApp message template has been paused for 3 hours.",
                    });
                }
                "REJECTED" => {
                    value["rejection_info"] = json!({
                        "reason": "The template's format is not allowed.",
                        "recommendation": "Correct the format and submit it again.",
                    });
                    fields.insert("rejected_reason".into(), json!("INVALID_FORMAT"));
                }
                _ => {}
            }
            ("message_template_status_update", value)
        });
    }

    /// Puts a template into another category and tells the webhook.
    pub fn set_template_category(&self, template: &str, category: &str) {
        self.edit_template(template, |fields| {
            let previous = fields.insert("category".into(), json!(category));
            fields.insert("previous_category".into(), json!(previous));
            let value = json!({ "previous_category": previous, "new_category": category });
            ("template_category_update", value)
        });
    }

    /// Replaces a template's components and tells the webhook.
    pub fn set_template_components(&self, template: &str, components: Value) {
        self.edit_template(template, |fields| {
            let text =
                |kind: &str| component(&components, kind).and_then(|part| part["text"].as_str());
            let mut value = json!({
                "message_template_element": text("BODY"),
            });
            if let Some(title) = text("HEADER") {
                value["message_template_title"] = json!(title);
            }
            if let Some(footer) = text("FOOTER") {
                value["message_template_footer"] = json!(footer);
            }
            fields.insert("components".into(), components);
            ("message_template_components_update", value)
        });
    }

    /// Gives a template another quality (`GREEN`, `YELLOW`, `RED`) and tells the webhook.
    pub fn set_template_quality(&self, template: &str, score: &str) {
        let date = self.shared.clock.now().timestamp();
        self.edit_template(template, |fields| {
            let new = json!({ "score": score, "date": date });
            let previous = fields.insert("quality_score".into(), new);
            let previous = previous.map_or(json!("UNKNOWN"), |value| value["score"].clone());
            let value = json!({
                "previous_quality_score": previous,
                "new_quality_score": score,
            });
            ("message_template_quality_update", value)
        });
    }

    fn edit_template(
        &self,
        template: &str,
        edit: impl FnOnce(&mut Map<String, Value>) -> (&'static str, Value),
    ) {
        self.shared.change(|state, now| {
            let place = state
                .company
                .template(template)
                .unwrap_or_else(|| panic!("there is no template {template}"));
            let template = &mut state.company.templates[place];
            let (field, mut value) = edit(&mut template.fields);
            // The only place where Meta writes this id as a number.
            value["message_template_id"] = json!(template.text("id").parse::<u64>().ok());
            value["message_template_name"] = json!(template.text("name"));
            value["message_template_language"] = json!(template.text("language"));
            let account = template.account.clone();
            tell_account(state, now, account, field, value);
        });
    }

    /// Deletes a template without a word.
    pub fn remove_template(&self, template: &str) {
        self.shared.change(|state, _| {
            if let Some(place) = state.company.template(template) {
                state.company.templates.remove(place);
            }
        });
    }

    /// Gives a number another quality and tells the webhook.
    pub fn set_number_quality(&self, number: &str, quality: &str) {
        self.shared.change(|state, now| {
            let place = state.known_number(number);
            let number = &mut state.company.numbers[place];
            number.card.quality = quality.to_owned();
            let event = if quality == "RED" {
                "FLAGGED"
            } else {
                "UNFLAGGED"
            };
            let value = json!({
                "display_phone_number": number.digits(),
                "event": event,
                "current_limit": "TIER_2K",
                "max_daily_conversations_per_business": "TIER_2K",
            });
            let account = number.account.clone();
            tell_account(state, now, account, "phone_number_quality_update", value);
        });
    }

    /// Gives a number another status; only `CONNECTED` can send.
    pub fn set_number_status(&self, number: &str, status: &str) {
        self.shared.change(|state, _| {
            let place = state.known_number(number);
            state.company.numbers[place].card.status = status.to_owned();
        });
    }

    /// Replaces the access token.
    pub fn set_token(&self, token: &str) {
        self.shared.change(|state, _| {
            state.company.token = token.to_owned();
            state.company.token_expired = false;
        });
    }

    /// Lets the access token expire (190, subcode 463).
    pub fn expire_token(&self) {
        self.shared
            .change(|state, _| state.company.token_expired = true);
    }

    /// Subscribes the app to these fields and to no others. Webhooks are sent all the same.
    pub fn set_fields(&self, fields: &[&str]) {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        self.shared.change(|state, _| state.company.fields = fields);
    }

    /// Replaces the secret that webhooks are signed with.
    pub fn set_app_secret(&self, secret: &str) {
        self.shared
            .change(|state, _| state.company.app_secret = secret.to_owned());
    }
}

fn tell_account(
    state: &mut State,
    now: DateTime<Utc>,
    account: String,
    field: &'static str,
    value: Value,
) {
    let update = Update {
        account,
        field,
        kind: UpdateKind::Account,
        value,
        time: Some(now.timestamp()),
    };
    webhooks::tell(state, now, update);
}

impl State {
    /// The place of a number that a test names.
    pub(super) fn known_number(&self, number: &str) -> usize {
        self.company
            .number(number)
            .unwrap_or_else(|| panic!("there is no business number {number}"))
    }
}
