//! Checks a template message against the template's definition and fills it in.

use serde_json::{Value, json};

use super::company::{Template, component};
use super::content::{location, media};
use super::errors::GraphError;
use super::media::Files;
use super::phone::{Button, Header, MediaKind, Shown};
use super::shape::Shape;
use super::state::State;
use super::template_text::{Style, fill, mismatch, placeholders, value};

const HEADER: usize = 60;
const BODY: usize = 1_024;
const URL: usize = 2_000;
const COUPON: usize = 20;
/// For names and payloads, which Meta documents without a limit or with a large one.
const LOOSE: usize = 512;

/// A template with everything filled in.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) shown: Shown,
    pub(super) category: String,
    /// The header's link is the approval sample, which Meta cannot load: the message fails later
    /// with 131053.
    pub(super) sample_link: bool,
}

/// Reads the `template` object of a request for the account `account`.
pub(super) fn read(state: &State, number: usize, request: &Value) -> Result<Filled, GraphError> {
    let account = &state.company.numbers[number].account;
    let files = Files::of(state, number);
    let shape = Shape::of(request, "template", 100).object()?;
    let name = shape.at("name").text(LOOSE)?;
    let language = shape.at("language").object()?.at("code").text(LOOSE)?;
    let template = find(state, account, &name, &language)?;
    let sent = shape.at("components").maybe_items(30)?;
    for part in &sent {
        part.at("type").word(&[
            "header",
            "body",
            "button",
            "carousel",
            "limited_time_offer",
            "order_status",
        ])?;
    }
    let style = if template.text("parameter_format") == "NAMED" {
        Style::Named
    } else {
        Style::Positional
    };
    let nothing = json!([]);
    let components = template.fields.get("components").unwrap_or(&nothing);
    let mut shown = parts(files, components, style, &sent)?;
    shown.name = name;
    shown.language = language;
    if let Some(carousel) = template.component("CAROUSEL") {
        shown.cards = cards(files, &carousel["cards"], style, &sent)?;
    }
    if template.component("LIMITED_TIME_OFFER").is_some() {
        let offer = parameters(&sent, "limited_time_offer")?;
        let offer = offer
            .first()
            .ok_or_else(|| GraphError::missing("limited_time_offer"))?;
        offer
            .at("limited_time_offer")
            .at("expiration_time_ms")
            .number()?;
    }
    Ok(Filled {
        sample_link: links_to_sample(template, &shown),
        shown,
        category: template.text("category").to_owned(),
    })
}

fn find<'a>(
    state: &'a State,
    account: &str,
    name: &str,
    language: &str,
) -> Result<&'a Template, GraphError> {
    let template = state.company.templates.iter().find(|template| {
        template.account == account
            && template.text("name") == name
            && template.text("language") == language
    });
    let missing = || {
        GraphError::new(
            132_001,
            format!("template name ({name}) does not exist in {language}"),
        )
    };
    let template = template.ok_or_else(missing)?;
    match template.text("status") {
        "APPROVED" => Ok(template),
        "PAUSED" => Err(GraphError::new(
            132_015,
            "Template is paused due to low quality so it cannot be sent in a template message.",
        )),
        "DISABLED" => Err(GraphError::new(
            132_016,
            "Template has been paused too many times due to low quality and is now permanently \
             disabled.",
        )),
        _ => Err(missing()),
    }
}

/// Header, body, footer and buttons of a template or of a card.
fn parts(
    files: Files<'_>,
    components: &Value,
    style: Style,
    sent: &[Shape<'_>],
) -> Result<Shown, GraphError> {
    let header = header(files, component(components, "HEADER"), style, sent)?;
    let given = parameters(sent, "body")?;
    let body = match component(components, "BODY") {
        // Authentication templates have a fixed text with the code in it.
        Some(body) if body["text"].is_null() => match given.as_slice() {
            [code] => format!("*{}*", value("body", code)?),
            _ => fill("body", "{{1}}", style, &given, BODY)?,
        },
        Some(body) => {
            let text = body["text"].as_str().unwrap_or_default();
            fill("body", text, style, &given, BODY)?
        }
        None => fill("body", "", style, &given, BODY)?,
    };
    let footer = component(components, "FOOTER").and_then(|footer| footer["text"].as_str());
    Ok(Shown {
        name: String::new(),
        language: String::new(),
        header,
        body,
        footer: footer.map(str::to_owned),
        buttons: buttons(component(components, "BUTTONS"), sent)?,
        opens: None,
        cards: Vec::new(),
    })
}

/// The parameters of the one component of this type, none if it was not sent.
fn parameters<'a>(sent: &[Shape<'a>], kind: &str) -> Result<Vec<Shape<'a>>, GraphError> {
    let mut given = sent.iter().filter(|part| is(part, kind));
    let parameters = match given.next() {
        Some(part) => part.at("parameters").maybe_items(100)?,
        None => Vec::new(),
    };
    if given.next().is_some() {
        return Err(GraphError::invalid(format!(
            "Param template['components'] has more than one {kind}."
        )));
    }
    Ok(parameters)
}

fn is(part: &Shape<'_>, kind: &str) -> bool {
    part.at("type")
        .raw()
        .as_str()
        .is_some_and(|word| word.eq_ignore_ascii_case(kind))
}

fn header(
    files: Files<'_>,
    definition: Option<&Value>,
    style: Style,
    sent: &[Shape<'_>],
) -> Result<Option<Header>, GraphError> {
    let given = parameters(sent, "header")?;
    let Some(definition) = definition else {
        fill("header", "", style, &given, HEADER)?;
        return Ok(None);
    };
    let format = definition["format"]
        .as_str()
        .unwrap_or("TEXT")
        .to_uppercase();
    if format == "TEXT" {
        let text = definition["text"].as_str().unwrap_or_default();
        let text = fill("header", text, style, &given, HEADER)?;
        return Ok(Some(Header::Text { text }));
    }
    let word = format.to_lowercase();
    let received = given
        .first()
        .and_then(|one| one.at("type").raw().as_str().map(str::to_uppercase));
    if given.len() != 1 || received.as_ref() != Some(&format) {
        let received = received.unwrap_or_else(|| "UNKNOWN".to_owned());
        return Err(mismatch(
            "header",
            &format!("Format mismatch, expected {format}, received {received}"),
        ));
    }
    let node = given[0].at(&word).object()?;
    match MediaKind::of(&word) {
        Some(kind) => Ok(Some(Header::Media(media(files, kind, &node)?))),
        None if word == "location" => Ok(Some(Header::Location(location(&node)?))),
        // Products are shown by the catalogue, which the look-alike does not have.
        None => Ok(None),
    }
}

fn buttons(definition: Option<&Value>, sent: &[Shape<'_>]) -> Result<Vec<Button>, GraphError> {
    let none = Vec::new();
    let defined = definition
        .and_then(|buttons| buttons["buttons"].as_array())
        .unwrap_or(&none);
    let mut given = Vec::new();
    for part in sent.iter().filter(|part| is(part, "button")) {
        let place = part.at("index").number()?;
        if place < 0.0 || place.fract() != 0.0 || place >= defined.len() as f64 {
            return Err(GraphError::new(
                131_009,
                format!("buttons: there is no button at index {place}"),
            ));
        }
        let sub_type = part.at("sub_type").text(LOOSE)?.to_lowercase();
        given.push((place as usize, sub_type, part));
    }
    let mut buttons = Vec::new();
    for (place, definition) in defined.iter().enumerate() {
        let mut own = given.iter().filter(|(at, ..)| *at == place);
        let sent = own.next();
        if own.next().is_some() {
            return Err(GraphError::invalid(format!(
                "buttons: more than one component for the button at index {place}"
            )));
        }
        buttons.push(button(
            place,
            definition,
            sent.map(|(_, kind, part)| (kind.as_str(), *part)),
        )?);
    }
    Ok(buttons)
}

fn button(
    place: usize,
    definition: &Value,
    sent: Option<(&str, &Shape<'_>)>,
) -> Result<Button, GraphError> {
    let url = definition["url"].as_str().unwrap_or_default();
    let kind = definition["type"]
        .as_str()
        .unwrap_or_default()
        .to_uppercase();
    // The list shows a one-time code's button as a link to a page of WhatsApp's.
    let kind = if url.contains("whatsapp.com/otp/") {
        "OTP".to_owned()
    } else {
        kind
    };
    let label = definition["text"]
        .as_str()
        .unwrap_or("Copy code")
        .to_owned();
    let expected = match kind.as_str() {
        "QUICK_REPLY" => Some("quick_reply"),
        "URL" if !placeholders(url).is_empty() => Some("url"),
        "COPY_CODE" => Some("copy_code"),
        "OTP" => Some("url"),
        "FLOW" => Some("flow"),
        "CATALOG" => Some("catalog"),
        "MPM" | "SPM" => Some("mpm"),
        "ORDER_DETAILS" => Some("order_details"),
        _ => None,
    };
    let part = format!("buttons: Button at index {place} of type {kind}");
    let parameters = match (sent, expected) {
        (Some((sub_type, component)), Some(expected)) if sub_type == expected => {
            component.at("parameters").maybe_items(10)?
        }
        (Some((sub_type, _)), Some(_)) => {
            return Err(mismatch(&part, &format!("received sub_type {sub_type}")));
        }
        (Some(_), None) => {
            return Err(GraphError::new(
                132_000,
                format!("{part} takes no parameter"),
            ));
        }
        (None, _) => Vec::new(),
    };
    let needed = || {
        parameters
            .first()
            .ok_or_else(|| GraphError::new(131_008, format!("{part} requires a parameter")))
    };
    let mut button = Button {
        label,
        description: None,
        target: None,
        answer: None,
        opens_form: kind == "FLOW",
    };
    match kind.as_str() {
        "QUICK_REPLY" => {
            let payload = match parameters.first() {
                Some(parameter) => Some(parameter.at("payload").text(LOOSE)?),
                None => None,
            };
            button.answer = Some(payload.unwrap_or_else(|| button.label.clone()));
        }
        "URL" if expected.is_some() => {
            needed()?;
            button.target = Some(fill(&part, url, Style::Positional, &parameters, URL)?);
        }
        "URL" => button.target = Some(url.to_owned()),
        "PHONE_NUMBER" => button.target = definition["phone_number"].as_str().map(str::to_owned),
        "COPY_CODE" => button.target = Some(needed()?.at("coupon_code").text(COUPON)?),
        "OTP" => button.target = Some(value(&part, needed()?)?),
        "FLOW" | "MPM" | "SPM" | "ORDER_DETAILS" => {
            needed()?.at("action").object()?;
        }
        _ => {}
    }
    Ok(button)
}

fn cards(
    files: Files<'_>,
    defined: &Value,
    style: Style,
    sent: &[Shape<'_>],
) -> Result<Vec<Shown>, GraphError> {
    let none = Vec::new();
    let defined = defined.as_array().unwrap_or(&none);
    let given = match sent.iter().find(|part| is(part, "carousel")) {
        Some(part) => part.at("cards").items(0, 10)?,
        None => Vec::new(),
    };
    if given.len() != defined.len() {
        return Err(GraphError::new(
            132_000,
            format!(
                "carousel: number of cards ({}) does not match the expected number ({})",
                given.len(),
                defined.len()
            ),
        ));
    }
    defined
        .iter()
        .zip(&given)
        .map(|(card, sent)| {
            let sent = sent.at("components").maybe_items(10)?;
            parts(files, &card["components"], style, &sent)
        })
        .collect()
}

fn links_to_sample(template: &Template, shown: &Shown) -> bool {
    let Some(Header::Media(media)) = &shown.header else {
        return false;
    };
    let handles = template
        .component("HEADER")
        .and_then(|header| header["example"]["header_handle"].as_array());
    handles
        .into_iter()
        .flatten()
        .any(|handle| handle.as_str().is_some() && handle.as_str() == media.link.as_deref())
}
