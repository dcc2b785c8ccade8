//! Interactive messages: their shapes and limits, and what the phone shows.

use std::collections::BTreeSet;

use super::content::media;
use super::errors::GraphError;
use super::media::Files;
use super::phone::{Button, Header, MediaKind, Shown};
use super::shape::Shape;

const KINDS: [&str; 15] = [
    "address_message",
    "button",
    "call_permission_request",
    "carousel",
    "catalog_message",
    "cta_url",
    "flow",
    "list",
    "location_request_message",
    "order_details",
    "order_status",
    "product",
    "product_list",
    "request_contact_info",
    "voice_call",
];

const HEADER: usize = 60;
const BODY: usize = 1_024;
const LIST_BODY: usize = 4_096;
const FOOTER: usize = 60;
const LABEL: usize = 20;
const ROWS: usize = 10;
const URL: usize = 2_000;
/// For values that Meta documents without a limit.
const LOOSE: usize = 4_096;

/// Reads the `interactive` object.
pub(super) fn read(files: Files<'_>, shape: &Shape<'_>) -> Result<Shown, GraphError> {
    let kind = shape.at("type").word(&KINDS)?;
    let header = header(files, &kind, &shape.at("header"))?;
    let body = shape.at("body");
    let body_limit = if kind == "list" { LIST_BODY } else { BODY };
    // A single product stands for itself.
    let body = if kind == "product" && !body.is_there() {
        String::new()
    } else {
        body.object()?.at("text").text(body_limit)?
    };
    let footer = shape.at("footer");
    let footer = if footer.is_there() {
        Some(footer.object()?.at("text").text(FOOTER)?)
    } else {
        None
    };
    let action = shape.at("action").object()?;
    let mut shown = Shown {
        name: kind.clone(),
        language: String::new(),
        header,
        body,
        footer,
        buttons: Vec::new(),
        opens: None,
        cards: Vec::new(),
    };
    match kind.as_str() {
        "button" => shown.buttons = reply_buttons(&action.at("buttons"), "reply", 3)?,
        "list" => {
            shown.opens = Some(action.at("button").text(LABEL)?);
            shown.buttons = rows(&action)?;
        }
        "carousel" => shown.cards = cards(files, &action.at("cards"))?,
        "product" => {
            action.at("product_retailer_id").text(LOOSE)?;
        }
        "product_list" => products(&action)?,
        other => shown.buttons = named_action(other, &action)?,
    }
    Ok(shown)
}

fn header(files: Files<'_>, kind: &str, shape: &Shape<'_>) -> Result<Option<Header>, GraphError> {
    if !shape.is_there() {
        if kind == "product_list" {
            return Err(GraphError::missing("interactive['header']"));
        }
        return Ok(None);
    }
    let shape = shape.clone().object()?;
    let format = shape
        .at("type")
        .word(&["text", "image", "video", "document"])?;
    let only_text = matches!(kind, "list" | "product_list");
    if only_text && format != "text" {
        return Err(shape.at("type").bad("must be text for this message."));
    }
    if matches!(kind, "location_request_message" | "product") {
        return Err(shape.bad("is not allowed for this message."));
    }
    Ok(Some(match MediaKind::of(&format) {
        Some(kind) => Header::Media(media(files, kind, &shape.at(&format).object()?)?),
        None => Header::Text {
            text: shape.at("text").text(HEADER)?,
        },
    }))
}

/// Buttons whose ids come back; `node` is `reply`, or `quick_reply` on cards.
fn reply_buttons(shape: &Shape<'_>, node: &str, most: usize) -> Result<Vec<Button>, GraphError> {
    let mut buttons = Vec::new();
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for item in shape.items(1, most)? {
        item.at("type").word(&[node])?;
        let reply = item.at(node).object()?;
        let id = reply.at("id").text(256)?;
        let label = reply.at("title").text(LABEL)?;
        if !ids.insert(id.clone()) || !titles.insert(label.clone()) {
            return Err(shape.bad("must have unique ids and titles."));
        }
        buttons.push(Button {
            label,
            description: None,
            target: None,
            answer: Some(id),
            opens_form: false,
        });
    }
    Ok(buttons)
}

fn rows(action: &Shape<'_>) -> Result<Vec<Button>, GraphError> {
    let sections = action.at("sections");
    let list = sections.items(1, ROWS)?;
    let mut buttons = Vec::new();
    let mut ids = BTreeSet::new();
    for section in &list {
        if list.len() > 1 || section.at("title").is_there() {
            section.at("title").text(24)?;
        }
        for row in section.at("rows").items(1, ROWS)? {
            let id = row.at("id").text(200)?;
            if !ids.insert(id.clone()) {
                return Err(sections.bad("must have unique row ids."));
            }
            buttons.push(Button {
                label: row.at("title").text(24)?,
                description: row.at("description").maybe_text(72)?,
                target: None,
                answer: Some(id),
                opens_form: false,
            });
        }
    }
    if buttons.len() > ROWS {
        return Err(sections.bad("may have 10 rows in total."));
    }
    Ok(buttons)
}

fn cards(files: Files<'_>, shape: &Shape<'_>) -> Result<Vec<Shown>, GraphError> {
    let mut cards = Vec::new();
    for card in shape.items(2, 10)? {
        let action = card.at("action").object()?;
        let buttons = if action.at("buttons").is_there() {
            reply_buttons(&action.at("buttons"), "quick_reply", 2)?
        } else {
            named_action("cta_url", &action)?
        };
        let body = card.at("body");
        cards.push(Shown {
            name: "card".to_owned(),
            language: String::new(),
            header: header(files, "carousel", &card.at("header").object()?)?,
            body: if body.is_there() {
                body.at("text").text(160)?
            } else {
                String::new()
            },
            footer: None,
            buttons,
            opens: None,
            cards: Vec::new(),
        });
    }
    Ok(cards)
}

fn products(action: &Shape<'_>) -> Result<(), GraphError> {
    action.at("catalog_id").text(LOOSE)?;
    let sections = action.at("sections");
    let mut count = 0;
    for section in sections.items(1, 10)? {
        section.at("title").maybe_text(24)?;
        for item in section.at("product_items").items(1, 30)? {
            item.at("product_retailer_id").text(LOOSE)?;
            count += 1;
        }
    }
    if count > 30 {
        return Err(sections.bad("may have 30 products in total."));
    }
    Ok(())
}

/// Actions of the shape `{name, parameters}`.
fn named_action(kind: &str, action: &Shape<'_>) -> Result<Vec<Button>, GraphError> {
    let name = match kind {
        "location_request_message" => "send_location",
        "order_details" => "review_and_pay",
        "order_status" => "review_order",
        other => other,
    };
    action.at("name").word(&[name])?;
    let parameters = action.at("parameters");
    let (label, target) = match kind {
        "cta_url" => {
            let parameters = parameters.object()?;
            let url = parameters.at("url");
            let target = url.text(URL)?;
            if !target.starts_with("http://") && !target.starts_with("https://") {
                return Err(url.bad("is not a valid URI."));
            }
            (parameters.at("display_text").text(LABEL)?, Some(target))
        }
        "flow" => {
            let parameters = parameters.object()?;
            parameters.at("flow_message_version").text(LOOSE)?;
            if parameters.at("flow_id").is_there() == parameters.at("flow_name").is_there() {
                return Err(parameters.bad("must have either 'flow_id' or 'flow_name'."));
            }
            (parameters.at("flow_cta").text(LABEL)?, None)
        }
        "voice_call" => {
            let label = parameters.at("display_text").maybe_text(LABEL)?;
            (label.unwrap_or_else(|| "Call".to_owned()), None)
        }
        "order_details" | "order_status" | "address_message" => {
            parameters.object()?;
            (kind.to_owned(), None)
        }
        other => (other.to_owned(), None),
    };
    Ok(vec![Button {
        label,
        description: None,
        target,
        answer: None,
        opens_form: kind == "flow",
    }])
}
