//! `POST /{number}/messages`: what is accepted, what is refused and why.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::company::digits;
use super::errors::GraphError;
use super::media::{Files, MediaStore};
use super::phone::{Author, Content, Media};
use super::pricing::Pricing;
use super::seed::Refusal;
use super::shape::Shape;
use super::state::{Address, Body, Fate, Outgoing, Pair, Progress, State};
use super::{content, receipts, template_send, transit};

/// The largest `biz_opaque_callback_data`.
const OPAQUE: usize = 512;
/// How old a message may be for a reaction to reach it, and for a phone to show it where it is
/// quoted.
/// <https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/contextual-replies/>
const REACHES: TimeDelta = TimeDelta::days(30);

/// Answers a request to send, or to mark as read, from the number at `number`.
pub(super) fn post(
    state: &mut State,
    now: DateTime<Utc>,
    number: usize,
    request: &Value,
) -> Result<Value, GraphError> {
    if !request.is_object() {
        return Err(GraphError::invalid(
            "The request's body must be a JSON object.",
        ));
    }
    Shape::of(request, "messaging_product", 100).word(&["whatsapp"])?;
    if request.get("status").is_some() {
        return receipts::post(state, now, number, request);
    }
    let card = &state.company.numbers[number].card;
    if card.status != "CONNECTED" {
        return Err(GraphError::new(133_010, "The account is not registered"));
    }
    let per_second = state.rules.throughput;
    state.limits.send(&card.id.clone(), now, per_second)?;
    let draft = Draft::read(state, number, request)?;
    draft.accept(state, now)
}

/// A request whose shape is right.
struct Draft {
    number: usize,
    to: Address,
    /// What the request said, for `contacts[].input`.
    input: String,
    customer: Option<usize>,
    body: Body,
    /// The category of a template, `None` for free-form messages.
    category: Option<String>,
    sample_link: bool,
    quotes: Option<String>,
    opaque: Option<String>,
}

impl Draft {
    fn read(state: &State, number: usize, request: &Value) -> Result<Self, GraphError> {
        let recipient_type = Shape::of(request, "recipient_type", 100);
        if recipient_type.is_there() {
            recipient_type.word(&["individual"])?;
        }
        let (input, to, customer) = recipient(state, number, request)?;
        let kind = content::kind(request)?;
        let (mut category, mut sample_link) = (None, false);
        let body = if kind == "template" {
            let filled = template_send::read(state, number, request)?;
            category = Some(filled.category);
            sample_link = filled.sample_link;
            Body::Bubble(Box::new(Content::Template(filled.shown)))
        } else {
            content::read(Files::of(state, number), request, &kind)?
        };
        let context = Shape::of(request, "context", 100);
        let quotes = if context.is_there() {
            Some(context.object()?.at("message_id").text(OPAQUE)?)
        } else {
            None
        };
        if quotes.is_some() && matches!(body, Body::Reaction { .. }) {
            return Err(GraphError::invalid(
                "A reaction cannot be a contextual reply.",
            ));
        }
        Ok(Self {
            number,
            to,
            input,
            customer,
            body,
            category,
            sample_link,
            quotes,
            opaque: Shape::of(request, "biz_opaque_callback_data", 100).maybe_text(OPAQUE)?,
        })
    }

    /// Applies the rules; what is accepted goes into the network.
    fn accept(self, state: &mut State, now: DateTime<Utc>) -> Result<Value, GraphError> {
        let authentication = self.category.as_deref() == Some("AUTHENTICATION");
        if authentication && matches!(self.to, Address::User(_)) {
            return Err(GraphError::new(
                131_062,
                "Authentication templates cannot be sent to a business-scoped user id.",
            ));
        }
        let pair = self.customer.map(|customer| Pair {
            number: self.number,
            customer,
        });
        let chat = pair.and_then(|pair| state.chats.get(&pair));
        let window_open = chat.is_some_and(|chat| chat.window_open(now));
        let mut fate = self.hopeless(state, pair, now);
        let later = |error| Fate {
            error,
            after_sent: false,
        };
        if self.category.is_none() && !window_open {
            let error = GraphError::new(
                131_047,
                "Message failed to send because more than 24 hours have passed since the customer \
                 last replied to this number.",
            );
            match state.rules.window_refusal {
                Refusal::Synchronous => return Err(error),
                Refusal::FailedStatus => fate = Some(later(error)),
            }
        }
        let no_marketing = chat.is_some_and(|chat| chat.no_marketing);
        if no_marketing && self.category.as_deref() == Some("MARKETING") {
            let error = GraphError::new(
                131_050,
                "The recipient has chosen to stop receiving marketing messages on WhatsApp from \
                 your business.",
            );
            match state.rules.opt_out_refusal {
                Refusal::Synchronous => return Err(error),
                Refusal::FailedStatus => fate = Some(later(error)),
            }
        }
        if let Some(pair) = pair {
            let limited = state.rules.pair_limit;
            let chat = state.chat(pair);
            if limited {
                chat.pair_allows(now)?;
                chat.count_towards_pair(now);
            }
            if matches!(self.to, Address::Phone(_)) {
                chat.addressed_by_phone = Some(now);
            }
        }
        let fate = fate.or_else(|| state.faults.fail_later(&self.input));
        let id = state.ids.message(&self.input);
        let holds = state.faults.holds.take_if(|_| self.category.is_some());
        let answer = self.answer(state, &id, holds.unwrap_or("accepted"));
        let pricing = match &self.category {
            Some(category) => Pricing::template(category, window_open, now),
            None => state.company.numbers[self.number].meter.service(now),
        };
        let free_entry = match pair {
            Some(pair) if fate.is_none() => {
                let State { chats, ids, .. } = &mut *state;
                chats.entry(pair).or_default().free_entry(ids, now)
            }
            _ => None,
        };
        let pricing = match free_entry {
            Some(_) => pricing.free_entry(),
            None => pricing,
        };
        let chat = pair.and_then(|pair| state.chats.get(&pair));
        let mut bubbles = chat.iter().flat_map(|chat| &chat.bubbles);
        let quoted = bubbles.find(|bubble| Some(&bubble.id) == self.quotes.as_ref());
        let quotes_old = quoted.is_some_and(|bubble| now - bubble.at > REACHES);
        let outgoing = Outgoing {
            id,
            number: self.number,
            customer: self.customer,
            to: self.to,
            body: self.body,
            quotes: self.quotes.filter(|_| !quotes_old),
            opaque: self.opaque,
            pricing,
            free_entry,
            accepted_at: now,
            progress: Progress::Accepted,
            fate,
            priced: false,
        };
        match holds {
            Some(_) => state.faults.held.push(outgoing),
            None => transit::accept(state, now, outgoing),
        }
        Ok(answer)
    }

    /// Why the message will not arrive although it is accepted.
    fn hopeless(&self, state: &State, pair: Option<Pair>, now: DateTime<Utc>) -> Option<Fate> {
        let fate = |code, details: &str| {
            Some(Fate {
                error: GraphError::new(code, details),
                after_sent: false,
            })
        };
        let Some(pair) = pair else {
            return fate(131_026, "Message Undeliverable.");
        };
        let chat = state.chats.get(&pair);
        if chat.is_some_and(|chat| chat.blocked) {
            return fate(131_026, "Message Undeliverable.");
        }
        if self.sample_link {
            return fate(
                131_053,
                "Downloading media from the given link failed with HTTP 403.",
            );
        }
        match &self.body {
            Body::Reaction { message, .. } => {
                let bubble =
                    chat.and_then(|chat| chat.bubbles.iter().find(|bubble| bubble.id == *message));
                let reachable = bubble.is_some_and(|bubble| now - bubble.at <= REACHES);
                if reachable {
                    return None;
                }
                fate(
                    131_009,
                    "The message to react to is too old or does not exist.",
                )
            }
            Body::Bubble(content) => match &**content {
                Content::Media(Media {
                    id: Some(id),
                    kind,
                    voice,
                    ..
                }) => {
                    let (mime, content) = Files::of(state, self.number).get(id).ok()?;
                    let refused = MediaStore::refusal(*kind, *voice, &mime, &content)?;
                    fate(131_053, &refused)
                }
                _ => None,
            },
        }
    }

    fn answer(&self, state: &State, id: &str, message_status: &str) -> Value {
        let mut contact = json!({ "input": self.input });
        match (&self.to, self.customer) {
            (Address::Phone(digits), None) => contact["wa_id"] = json!(digits),
            (Address::Phone(digits), Some(customer)) => {
                let card = &state.customers[customer].card;
                contact["wa_id"] = json!(card.wa_id.as_ref().unwrap_or(digits));
            }
            (Address::User(user), _) => contact["user_id"] = json!(user),
        }
        json!({
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [{ "id": id, "message_status": message_status }],
        })
    }
}

/// Who is meant: what was written, how, and the customer if there is one. `to` wins over
/// `recipient`.
fn recipient(
    state: &State,
    number: usize,
    request: &Value,
) -> Result<(String, Address, Option<usize>), GraphError> {
    let to = Shape::of(request, "to", 100);
    let recipient = Shape::of(request, "recipient", 100);
    if !to.is_there() && recipient.is_there() {
        let user = recipient.text(150)?;
        if !is_user_id(&user) {
            return Err(recipient.bad("is not a business-scoped user id."));
        }
        let customer = state
            .customers
            .iter()
            .position(|person| person.card.user_id == user);
        return Ok((user.clone(), Address::User(user), customer));
    }
    let input = to.text(100)?;
    let well_formed = input
        .chars()
        .all(|letter| letter.is_ascii_digit() || "+ -()".contains(letter));
    let mut phone = digits(&input);
    if !well_formed || phone.is_empty() || phone.len() > 20 {
        return Err(to.bad("is not a valid WhatsApp phone number."));
    }
    let own = state.company.numbers[number].digits();
    if phone == own {
        return Err(GraphError::new(
            131_021,
            "Recipient phone number is the sender's.",
        ));
    }
    let mut customer = state.by_phone(&phone);
    if customer.is_none() && !input.trim_start().starts_with('+') {
        // Without a plus Meta may take the number for a national one of the sender's country.
        let national = format!(
            "{}{phone}",
            country(&state.company.numbers[number].card.display)
        );
        customer = state.by_phone(&national);
        if customer.is_some() {
            phone = national;
        }
    }
    Ok((input, Address::Phone(phone), customer))
}

/// The country code of a number as people write it: `+55 11 …`.
fn country(display: &str) -> String {
    digits(display.split(' ').next().unwrap_or_default())
}

/// Whether `text` has the shape `BR.…` or `BR.ENT.…` of a business-scoped user id.
pub(super) fn is_user_id(text: &str) -> bool {
    let Some((country, rest)) = text.split_once('.') else {
        return false;
    };
    let id = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.chars().all(|letter| letter.is_ascii_uppercase())
        && (1..=128).contains(&id.len())
        && id.chars().all(|letter| letter.is_ascii_alphanumeric())
}

impl State {
    /// The customer who can be dialled by these digits; Brazilian numbers with and without the
    /// ninth digit are the same.
    fn by_phone(&self, phone: &str) -> Option<usize> {
        let wanted = without_ninth_digit(phone);
        self.customers.iter().position(|person| {
            [&person.card.phone, &person.card.wa_id]
                .into_iter()
                .flatten()
                .any(|known| without_ninth_digit(known) == wanted)
        })
    }

    /// A message that a customer wrote on this number's chat, and whose it is.
    pub(super) fn inbound(&self, number: usize, message: &str) -> Option<(Pair, usize)> {
        self.chats
            .iter()
            .filter(|(pair, _)| pair.number == number)
            .find_map(|(pair, chat)| {
                let place = chat
                    .bubbles
                    .iter()
                    .position(|bubble| bubble.id == message && bubble.author == Author::Customer)?;
                Some((*pair, place))
            })
    }
}

fn without_ninth_digit(phone: &str) -> String {
    match phone.strip_prefix("55") {
        Some(national) if national.len() == 11 && national.as_bytes()[2] == b'9' => {
            format!("55{}{}", &national[..2], &national[3..])
        }
        _ => phone.to_owned(),
    }
}
