//! What an account holds: numbers, templates, the apps that listen, and the token itself.
//!
//! <https://developers.facebook.com/docs/whatsapp/business-management-api>

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::answer::unreadable;
use super::client::{ANSWER_TIME, GraphClient};
use super::json::text;
use crate::channels::errors::ChannelError;
use crate::channels::types::{Number, Template};
use crate::domain::refusal::Reason;

/// Members of a list that are asked for at once.
const PAGE: &str = "100";

/// Pages after which a list is taken to have no end; an account may have 6,000 templates.
const MOST_PAGES: usize = 200;

const NUMBER_FIELDS: &str = "id,display_phone_number,verified_name,quality_rating,status,\
    code_verification_status,platform_type";

const TEMPLATE_FIELDS: &str = "id,name,language,status,category,parameter_format,components,\
    quality_score,rejected_reason";

/// An app that gets an account's webhooks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscriber {
    /// The app's id.
    pub app_id: String,
    /// Its name.
    pub name: Option<String>,
    /// Where its webhooks go instead of the app's own address.
    pub override_url: Option<String>,
}

/// Where the platform sends the webhooks of an app.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callback {
    /// The address.
    pub url: String,
    /// The kinds of news that were asked for: without `messages` nothing of use comes.
    pub fields: Vec<String>,
}

/// What the platform knows about our token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TokenFacts {
    /// Whether it works at all.
    pub valid: bool,
    /// When it stops working; `None`: never.
    pub expires: Option<DateTime<Utc>>,
    /// What it may do, by the platform's names.
    pub permissions: Vec<String>,
    /// The app that it was made for.
    pub app_id: Option<String>,
}

pub(super) async fn numbers(
    graph: &GraphClient,
    account: &str,
) -> Result<Vec<Number>, ChannelError> {
    let listed = list(graph, &[account, "phone_numbers"], Some(NUMBER_FIELDS)).await?;
    Ok(listed.iter().filter_map(number).collect())
}

/// <https://developers.facebook.com/docs/graph-api/reference/whats-app-business-account>
pub(super) async fn currency(
    graph: &GraphClient,
    account: &str,
) -> Result<Option<String>, ChannelError> {
    let request = graph.request(Method::GET, &[account]);
    let request = request.query(&[("fields", "currency")]);
    let answer = graph.ask(request, ANSWER_TIME).await?;
    Ok(text(&answer, "currency"))
}

pub(super) async fn templates(
    graph: &GraphClient,
    account: &str,
) -> Result<Vec<Template>, ChannelError> {
    let listed = list(
        graph,
        &[account, "message_templates"],
        Some(TEMPLATE_FIELDS),
    )
    .await?;
    Ok(listed.into_iter().filter_map(template).collect())
}

pub(super) async fn subscribers(
    graph: &GraphClient,
    account: &str,
) -> Result<Vec<Subscriber>, ChannelError> {
    let listed = list(graph, &[account, "subscribed_apps"], None).await?;
    Ok(listed.iter().filter_map(subscriber).collect())
}

pub(super) async fn subscribe(graph: &GraphClient, account: &str) -> Result<(), ChannelError> {
    let request = graph.request(Method::POST, &[account, "subscribed_apps"]);
    graph.ask(request, ANSWER_TIME).await.map(drop)
}

/// <https://developers.facebook.com/docs/graph-api/reference/app/subscriptions>
pub(super) async fn callback(
    graph: &GraphClient,
    app: &str,
    app_secret: &SecretString,
) -> Result<Option<Callback>, ChannelError> {
    let request = graph.request(Method::GET, &[app, "subscriptions"]);
    // Only the app itself is told, not its users.
    let token = SecretString::from(format!("{app}|{}", app_secret.expose_secret()));
    let answer = graph.ask_with(&token, request, ANSWER_TIME).await?;
    let listed = answer
        .get("data")
        .and_then(Value::as_array)
        .ok_or_else(unreadable)?;
    let ours = listed
        .iter()
        .find(|one| text(one, "object").as_deref() == Some("whatsapp_business_account"));
    Ok(ours.and_then(|ours| {
        let fields = ours.get("fields").and_then(Value::as_array);
        Some(Callback {
            url: text(ours, "callback_url")?,
            fields: fields
                .into_iter()
                .flatten()
                .filter_map(|field| text(field, "name"))
                .collect(),
        })
    }))
}

pub(super) async fn token_facts(graph: &GraphClient) -> Result<TokenFacts, ChannelError> {
    let request = graph
        .request(Method::GET, &["debug_token"])
        .query(&[("input_token", graph.token().expose_secret())]);
    let answer = graph.ask(request, ANSWER_TIME).await?;
    let data = answer.get("data").unwrap_or(&answer);
    let valid = data
        .get("is_valid")
        .and_then(Value::as_bool)
        .ok_or_else(unreadable)?;
    Ok(TokenFacts {
        valid,
        expires: data
            .get("expires_at")
            .and_then(Value::as_i64)
            .filter(|seconds| *seconds > 0)
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0)),
        permissions: data
            .get("scopes")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(|scope| scope.as_str().map(str::to_owned))
            .collect(),
        app_id: text(data, "app_id"),
    })
}

/// All members of a list, page by page until none is announced. A place in the list that has
/// expired meanwhile starts it over, once.
async fn list(
    graph: &GraphClient,
    path: &[&str],
    fields: Option<&str>,
) -> Result<Vec<Value>, ChannelError> {
    match read_list(graph, path, fields).await {
        Err(error) if error.refusal.reason == Reason::StaleCursor => {
            read_list(graph, path, fields).await
        }
        listed => listed,
    }
}

async fn read_list(
    graph: &GraphClient,
    path: &[&str],
    fields: Option<&str>,
) -> Result<Vec<Value>, ChannelError> {
    let mut members = Vec::new();
    let mut seen = BTreeSet::new();
    let mut after: Option<String> = None;
    for _ in 0..MOST_PAGES {
        let mut request = graph.request(Method::GET, path).query(&[("limit", PAGE)]);
        if let Some(fields) = fields {
            request = request.query(&[("fields", fields)]);
        }
        if let Some(after) = &after {
            request = request.query(&[("after", after)]);
        }
        let mut page = graph.ask(request, ANSWER_TIME).await?;
        let Some(data) = page.get_mut("data").and_then(Value::as_array_mut) else {
            return Err(unreadable());
        };
        members.append(data);
        match next_place(&page) {
            None => return Ok(members),
            Some(place) if seen.insert(place.clone()) => after = Some(place),
            Some(_) => break,
        }
    }
    // Half a list would make templates and numbers vanish.
    tracing::warn!(pages = seen.len(), "a list of the platform does not end");
    Err(unreadable())
}

/// Where the list goes on. Only the place is taken from the answer: its ready-made address could
/// name another host.
fn next_place(page: &Value) -> Option<String> {
    let paging = page.get("paging")?;
    paging.get("next")?.as_str()?;
    text(paging.get("cursors")?, "after")
}

fn number(listed: &Value) -> Option<Number> {
    Some(Number {
        id: text(listed, "id")?,
        display: text(listed, "display_phone_number").unwrap_or_default(),
        verified_name: text(listed, "verified_name"),
        quality: text(listed, "quality_rating"),
        status: text(listed, "status"),
        verification: text(listed, "code_verification_status"),
        platform: text(listed, "platform_type"),
    })
}

fn template(definition: Value) -> Option<Template> {
    let upper = |key| text(&definition, key).map(|word| word.to_ascii_uppercase());
    Some(Template {
        id: text(&definition, "id")?,
        name: text(&definition, "name")?,
        language: text(&definition, "language")?,
        status: upper("status")?,
        category: upper("category").unwrap_or_default(),
        definition,
    })
}

fn subscriber(listed: &Value) -> Option<Subscriber> {
    let app = listed.get("whatsapp_business_api_data")?;
    Some(Subscriber {
        app_id: text(app, "id")?,
        name: text(app, "name"),
        override_url: text(listed, "override_callback_uri"),
    })
}

#[cfg(test)]
mod tests;
