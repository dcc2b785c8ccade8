//! The customer's messages as lines of the thread: text as text, everything else as a labelled
//! placeholder, so that nothing is lost.

use crate::courier::Facts;
use crate::desk::DeskError;
use crate::domain::ids::InboundId;
use crate::domain::incoming::{Inbound, InboundBody, Incoming, Order, StoredIncoming, System};
use crate::domain::text::{escape, to_discord};
use crate::store::{inbound as rows, outgoing};
use crate::words::{Args, args, say};

use super::contact::Known;
use super::{name, quote};

/// A message of the customer, with the name before it and whom it tells. What follows in the same
/// post has what stands before it there already.
pub async fn mirror(
    facts: &Facts,
    known: &Known,
    id: InboundId,
    customer: Option<String>,
    ping: Option<String>,
    follows: bool,
) -> Result<String, DeskError> {
    let row = {
        let mut db = facts.desk.store().read().await?;
        rows::by_id(&mut db, id).await?
    };
    let Some(row) = row else {
        return Ok("—".to_owned());
    };
    let stored: StoredIncoming =
        serde_json::from_str(&row.what.body).map_err(|error| DeskError::Store(error.into()))?;
    let StoredIncoming::V1(Incoming::Inbound(message)) = stored else {
        return Ok("—".to_owned());
    };
    if let InboundBody::System(system) = &message.body {
        return Ok(news_about(facts, known, system));
    }
    let target = target(facts, &message).await?;
    let mut text = match follows {
        true => String::new(),
        false => before(facts, &message, target.as_deref()),
    };
    text.push_str(&body(facts, &message.body, target.as_deref()));
    let head = match (customer, ping) {
        (Some(name), Some(ping)) => format!("**{name}** · {ping}\n"),
        (Some(name), None) => format!("**{name}** · "),
        (None, Some(ping)) => format!("{ping}\n"),
        (None, None) => String::new(),
    };
    Ok(head + &text)
}

/// The beginning of the message that this one quotes, reacts to, edits or removes.
async fn target(facts: &Facts, message: &Inbound) -> Result<Option<String>, DeskError> {
    let wamid = match &message.body {
        InboundBody::Reaction { target, .. }
        | InboundBody::Edit { target, .. }
        | InboundBody::Revoke { target } => Some(target),
        _ => message.context.quoted.as_ref(),
    };
    let Some(wamid) = wamid else {
        return Ok(None);
    };
    let mut db = facts.desk.store().read().await?;
    if let Some(theirs) = rows::by_wamid(&mut db, wamid).await? {
        return Ok(Some(quote(&theirs.what.text)));
    }
    let Some(ours) = outgoing::by_wamid(&mut db, wamid).await? else {
        return Ok(None);
    };
    let c = crate::store::conversations::load_with_message(&mut db, ours.message).await?;
    Ok(c.as_ref()
        .and_then(|c| c.message(ours.message))
        .map(|row| quote(&crate::words::content(facts.locale, &row.content))))
}

/// What stands on lines of its own before the message.
fn before(facts: &Facts, message: &Inbound, target: Option<&str>) -> String {
    let mut lines = Vec::new();
    let mut line = |id: &str, args: &Args<'_>| lines.push(say(facts.locale, id, args));
    if message.context.frequently_forwarded {
        line("inbound-forwarded-often", &Args::new());
    } else if message.context.forwarded {
        line("inbound-forwarded", &Args::new());
    }
    let quotes =
        message.context.quoted.is_some() && !matches!(message.body, InboundBody::Button { .. });
    if let Some(target) = target.filter(|_| quotes) {
        line("inbound-reply", &args! { "excerpt" => target });
    }
    if let Some((_, product)) = &message.context.product {
        line("inbound-product", &args! { "product" => escape(product) });
    }
    if let Some(referral) = &message.referral {
        let url = referral
            .source_url
            .as_deref()
            .map(escape)
            .unwrap_or_default();
        match &referral.headline {
            Some(headline) => line(
                "inbound-referral",
                &args! { "headline" => escape(headline), "url" => url },
            ),
            None => line("inbound-referral-unnamed", &args! { "url" => url }),
        }
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn body(facts: &Facts, body: &InboundBody, target: Option<&str>) -> String {
    let locale = facts.locale;
    let say = |id: &str, args: &Args<'_>| say(locale, id, args);
    // A target that is not known has a sentence of its own.
    let about = |here: &str, elsewhere: &str, mut args: Args<'_>| match target {
        Some(target) => {
            args.set("excerpt", target.to_owned());
            say(here, &args)
        }
        None => say(elsewhere, &args),
    };
    match body {
        InboundBody::Text { text } => to_discord(text),
        // The file itself is shown by others.
        InboundBody::Media(media) => {
            let caption = media.caption.as_deref();
            caption.map(to_discord).unwrap_or_default()
        }
        InboundBody::Location(place) => {
            let link = format!(
                "https://maps.google.com/?q={:.6},{:.6}",
                place.latitude, place.longitude
            );
            match &place.name {
                Some(label) => say(
                    "inbound-location-named",
                    &args! { "name" => escape(label), "link" => link },
                ),
                None => say("inbound-location", &args! { "link" => link }),
            }
        }
        InboundBody::Contacts { cards } => {
            let lines: Vec<String> = cards
                .iter()
                .map(|card| {
                    let label = name(card.name.as_deref().unwrap_or_default());
                    let phone = card.phones.first().and_then(|phone| phone.phone.as_deref());
                    match phone {
                        Some(phone) => say(
                            "inbound-contact-card",
                            &args! { "name" => label, "phone" => escape(phone) },
                        ),
                        None => say("inbound-contact-card-no-phone", &args! { "name" => label }),
                    }
                })
                .collect();
            lines.join("\n")
        }
        InboundBody::Button { text, .. } => choice(facts, text, None),
        InboundBody::ButtonReply { title, .. } => choice(facts, title, None),
        InboundBody::ListReply {
            title, description, ..
        } => choice(facts, title, description.as_deref()),
        InboundBody::FlowReply { answers, .. } => flow(facts, answers),
        InboundBody::Call => say("inbound-call", &Args::new()),
        InboundBody::CallPermission { granted: true } => {
            say("inbound-call-permission-given", &Args::new())
        }
        InboundBody::CallPermission { granted: false } => {
            say("inbound-call-permission-refused", &Args::new())
        }
        InboundBody::Order(order) => self::order(facts, order),
        InboundBody::Reaction {
            emoji: Some(emoji), ..
        } => about(
            "inbound-reaction",
            "inbound-reaction-elsewhere",
            args! { "emoji" => escape(emoji) },
        ),
        InboundBody::Reaction { emoji: None, .. } => about(
            "inbound-reaction-removed",
            "inbound-reaction-removed-elsewhere",
            Args::new(),
        ),
        InboundBody::Edit { body: new, .. } => {
            let head = about("inbound-edited", "inbound-edited-elsewhere", Args::new());
            format!("{head}\n{}", self::body(facts, new, None))
        }
        InboundBody::Revoke { .. } => {
            about("inbound-revoked", "inbound-revoked-elsewhere", Args::new())
        }
        InboundBody::Unsupported {
            what: Some(kind), ..
        } => say(
            "inbound-unsupported-kind",
            &args! { "kind" => escape(kind) },
        ),
        InboundBody::Unsupported { what: None, .. } => say("inbound-unsupported", &Args::new()),
        InboundBody::Unknown { kind, .. } => {
            say("inbound-unknown", &args! { "kind" => escape(kind) })
        }
        InboundBody::System(_) => String::new(),
    }
}

fn choice(facts: &Facts, label: &str, description: Option<&str>) -> String {
    match description {
        Some(description) => say(
            facts.locale,
            "inbound-choice-described",
            &args! { "label" => escape(label), "description" => escape(description) },
        ),
        None => say(
            facts.locale,
            "inbound-choice",
            &args! { "label" => escape(label) },
        ),
    }
}

fn flow(facts: &Facts, answers: &serde_json::Value) -> String {
    let head = say(facts.locale, "inbound-flow", &Args::new());
    let fields = answers.as_object().into_iter().flatten();
    // The token says which form it was; it is nothing that the customer filled in.
    let lines = fields
        .filter(|(field, _)| *field != "flow_token")
        .map(|(field, value)| {
            let value = match value {
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            say(
                facts.locale,
                "inbound-flow-field",
                &args! { "field" => escape(field), "value" => escape(&value) },
            )
        });
    std::iter::once(head)
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

fn order(facts: &Facts, order: &Order) -> String {
    let head = say(
        facts.locale,
        "inbound-order",
        &args! { "count" => order.items.len() },
    );
    let lines = order.items.iter().map(|item| {
        let amount = match (item.price, &item.currency) {
            // Prices come as decimal numbers; millionths keep them exact enough to show.
            #[expect(clippy::cast_possible_truncation, reason = "shown, not charged")]
            (Some(price), Some(currency)) => {
                let micros = (price * item.quantity * 1e6).round() as i64;
                crate::words::money(facts.locale, currency, micros)
            }
            _ => "—".to_owned(),
        };
        say(
            facts.locale,
            "inbound-order-item",
            &args! {
                "quantity" => item.quantity.to_string(),
                "product" => escape(&item.product),
                "amount" => amount,
            },
        )
    });
    let text = order.text.as_deref().map(to_discord);
    std::iter::once(head)
        .chain(lines)
        .chain(text)
        .collect::<Vec<_>>()
        .join("\n")
}

/// What WhatsApp says about the customer: a line of ours.
fn news_about(facts: &Facts, known: &Known, system: &System) -> String {
    let contact = known.first_name();
    let (id, phone) = match system {
        System::NumberChanged {
            wa_id: Some(wa_id), ..
        } => (
            "inbound-number-changed",
            crate::domain::phone::mask(&format!("+{wa_id}")),
        ),
        System::NumberChanged { .. } | System::UserIdChanged { .. } => {
            ("inbound-number-changed-hidden", String::new())
        }
        System::IdentityChanged | System::Other { .. } => {
            ("inbound-identity-changed", String::new())
        }
    };
    say(
        facts.locale,
        id,
        &args! { "contact" => contact, "phone" => phone },
    )
}
