//! Accounts, numbers, templates and subscriptions, as the management endpoints show them.

use axum::http::Method;
use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::company::Number;
use super::errors::GraphError;
use super::paging::page;
use super::request::Incoming;
use super::state::State;

/// What `message_templates` gives without `fields`.
const TEMPLATE_FIELDS: &str = "name,parameter_format,components,language,status,category";
const NUMBER_FIELDS: &str = "verified_name,code_verification_status,display_phone_number,\
                             quality_rating,platform_type,throughput";
const ACCOUNT_FIELDS: &str = "name,timezone_id,message_template_namespace";

/// Every field of a template that may be asked for.
const KNOWN_TEMPLATE_FIELDS: [&str; 15] = [
    "id",
    "name",
    "parameter_format",
    "components",
    "language",
    "status",
    "category",
    "quality_score",
    "rejected_reason",
    "sub_category",
    "previous_category",
    "correct_category",
    "message_send_ttl_seconds",
    "cta_url_link_tracking_opted_out",
    "library_template_name",
];

/// Answers everything that is neither a message nor a file.
pub(super) fn answer(
    state: &mut State,
    now: DateTime<Utc>,
    base: &str,
    incoming: &Incoming,
    method: &Method,
    parts: &[&str],
) -> Result<Value, GraphError> {
    let get = method == Method::GET;
    match parts {
        ["debug_token"] if get => return debug_token(state, incoming),
        ["me"] if get => return Ok(json!({ "id": "122100000000001", "name": "Conecta" })),
        [app, "subscriptions"] if get && *app == state.company.app_id => {
            return Ok(subscriptions(state));
        }
        _ => {}
    }
    let id = parts.first().copied().unwrap_or_default();
    let account = state.account_of(id).ok_or_else(|| GraphError::gone(id))?;
    let per_hour = state.rules.management_per_hour;
    state.limits.manage(&account, now, per_hour)?;
    let is_account = account == id;
    match parts {
        [_] if get => object(state, incoming, id),
        [_, "phone_numbers"] if get && is_account => {
            let numbers = state.company.numbers.iter();
            let numbers: Vec<_> = numbers.filter(|number| number.account == account).collect();
            let mut items = Vec::new();
            for number in numbers {
                let fields = number_fields(number);
                items.push(chosen(&fields, incoming, NUMBER_FIELDS, &[])?);
            }
            page(items, incoming, base)
        }
        [_, "message_templates"] if get && is_account => templates(state, incoming, base, &account),
        [_, "subscribed_apps"] if is_account => subscribed_apps(state, method, &account),
        _ => Err(GraphError::gone(id)),
    }
}

fn object(state: &State, incoming: &Incoming, id: &str) -> Result<Value, GraphError> {
    let company = &state.company;
    if let Some(account) = company.account(id) {
        let fields = json!({
            "id": account.id,
            "name": account.name,
            "timezone_id": "25",
            "message_template_namespace": "7d2f5d4e_0000_4000_8000_000000000001",
            "currency": account.currency,
            "country": "BR",
            "account_review_status": "APPROVED",
            "business_verification_status": "verified",
            "ownership_type": "SELF",
            "status": "ACTIVE",
            "health_status": { "can_send_message": "AVAILABLE", "entities": [] },
        });
        return chosen(&into_map(fields), incoming, ACCOUNT_FIELDS, &[]);
    }
    if let Some(number) = company.numbers.iter().find(|one| one.card.id == id) {
        return chosen(&number_fields(number), incoming, NUMBER_FIELDS, &[]);
    }
    let template = company.template(id).ok_or_else(|| GraphError::gone(id))?;
    let fields = &company.templates[template].fields;
    chosen(fields, incoming, TEMPLATE_FIELDS, &KNOWN_TEMPLATE_FIELDS)
}

impl State {
    /// The account that an id belongs to: its own, a number's or a template's.
    fn account_of(&self, id: &str) -> Option<String> {
        let company = &self.company;
        let number = || company.numbers.iter().find(|one| one.card.id == id);
        let template = || company.templates.iter().find(|one| one.text("id") == id);
        company
            .account(id)
            .map(|account| account.id.clone())
            .or_else(|| number().map(|number| number.account.clone()))
            .or_else(|| template().map(|template| template.account.clone()))
    }
}

fn into_map(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn number_fields(number: &Number) -> Map<String, Value> {
    let card = &number.card;
    into_map(json!({
        "id": card.id,
        "display_phone_number": card.display,
        "verified_name": card.verified_name,
        "quality_rating": card.quality,
        "status": card.status,
        "throughput": { "level": "STANDARD" },
        "name_status": "APPROVED",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "account_mode": "LIVE",
        "is_official_business_account": false,
        "whatsapp_business_manager_messaging_limit": "TIER_2K",
        "messaging_limit_tier": "TIER_2K",
        "health_status": { "can_send_message": "AVAILABLE", "entities": [] },
    }))
}

/// The fields that were asked for, always with `id`; `known` ones may be missing.
fn chosen(
    fields: &Map<String, Value>,
    incoming: &Incoming,
    otherwise: &str,
    known: &[&str],
) -> Result<Value, GraphError> {
    let wanted = incoming.parameter("fields");
    let wanted = wanted.as_deref().filter(|wanted| !wanted.is_empty());
    let mut result = Map::new();
    for name in wanted.unwrap_or(otherwise).split(',').chain(["id"]) {
        // `throughput{level}` asks for a part; the whole is a fair answer.
        let name = name.split(['{', '.']).next().unwrap_or_default().trim();
        match fields.get(name) {
            Some(value) => {
                result.insert(name.to_owned(), value.clone());
            }
            None if known.contains(&name) => {}
            None => {
                return Err(GraphError::invalid(format!(
                    "Tried accessing nonexistent field ({name})"
                )));
            }
        }
    }
    Ok(Value::Object(result))
}

fn templates(
    state: &State,
    incoming: &Incoming,
    base: &str,
    account: &str,
) -> Result<Value, GraphError> {
    let all = state.company.templates.iter();
    let all: Vec<_> = all.filter(|template| template.account == account).collect();
    let mut items = Vec::new();
    for template in &all {
        let wanted = |name: &str| incoming.parameter(name).filter(|text| !text.is_empty());
        let exact = ["name", "status", "category", "language"]
            .iter()
            .all(|name| {
                wanted(name).is_none_or(|text| template.text(name).eq_ignore_ascii_case(&text))
            });
        let contains = wanted("name_or_content").is_none_or(|text| {
            let text = text.to_lowercase();
            let body = template.component("BODY");
            let body = body
                .and_then(|body| body["text"].as_str())
                .unwrap_or_default();
            template.text("name").contains(&text) || body.to_lowercase().contains(&text)
        });
        if exact && contains {
            let fields = &template.fields;
            items.push(chosen(
                fields,
                incoming,
                TEMPLATE_FIELDS,
                &KNOWN_TEMPLATE_FIELDS,
            )?);
        }
    }
    let found = items.len();
    let mut answer = page(items, incoming, base)?;
    if let Some(summary) = incoming.parameter("summary") {
        let fields = into_map(json!({
            "total_count": found,
            "message_template_count": all.len(),
            "message_template_limit": 6_000,
            "are_translations_complete": true,
        }));
        let asked = summary.split(',').map(str::trim);
        let asked = asked.filter_map(|name| Some((name.to_owned(), fields.get(name)?.clone())));
        answer["summary"] = Value::Object(asked.collect());
    }
    Ok(answer)
}

fn subscribed_apps(state: &mut State, method: &Method, account: &str) -> Result<Value, GraphError> {
    let app_id = state.company.app_id.clone();
    let account = state
        .company
        .accounts
        .iter_mut()
        .find(|one| one.id == account)
        .ok_or_else(|| GraphError::gone(account))?;
    match *method {
        Method::POST => account.subscribed = true,
        Method::DELETE => account.subscribed = false,
        _ => {
            let app = |id: &str, name: &str| {
                json!({ "whatsapp_business_api_data": {
                    "id": id,
                    "name": name,
                    "link": format!("https://www.facebook.com/games/?app_id={id}"),
                } })
            };
            let ours = account.subscribed.then(|| app(&app_id, "Conecta"));
            let others = (1..).zip(&account.others);
            let others = others.map(|(n, name)| app(&format!("9900000000000{n:02}"), name));
            let apps: Vec<Value> = ours.into_iter().chain(others).collect();
            return Ok(json!({ "data": apps }));
        }
    }
    Ok(json!({ "success": true }))
}

/// What Meta tells about a token, `GET /debug_token?input_token=`.
fn debug_token(state: &State, incoming: &Incoming) -> Result<Value, GraphError> {
    let asked = incoming
        .parameter("input_token")
        .ok_or_else(|| GraphError::missing("input_token"))?;
    let company = &state.company;
    if asked != company.token {
        return Ok(json!({ "data": {
            "is_valid": false,
            "scopes": [],
            "error": { "code": 190, "message": "Invalid OAuth access token." },
        } }));
    }
    Ok(json!({ "data": {
        "app_id": company.app_id,
        "type": "SYSTEM_USER",
        "application": "Conecta",
        "expires_at": 0,
        "is_valid": !company.token_expired,
        "scopes": ["whatsapp_business_management", "whatsapp_business_messaging"],
        "user_id": "122100000000001",
    } }))
}

/// The app's webhook, `GET /{app}/subscriptions`.
fn subscriptions(state: &State) -> Value {
    let target = state.outbox.target.iter();
    let fields = state.company.fields.iter();
    let fields: Vec<Value> = fields
        .map(|field| json!({ "name": field, "version": "v25.0" }))
        .collect();
    let data: Vec<Value> = target
        .map(|url| {
            json!({
                "object": "whatsapp_business_account",
                "callback_url": url,
                "active": true,
                "fields": &fields,
            })
        })
        .collect();
    json!({ "data": data })
}
