//! The card of a conversation.

use crate::clock::Timestamp;
use crate::courier::Facts;
use crate::desk::DeskError;
use crate::desk::lookups::CostSoFar;
use crate::discord::components::{ActionRow, Embed};
use crate::discord::custom_id::{CustomId, Verb};
use crate::discord::message::{MessageEdit, NewMessage};
use crate::discord::offers;
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::ids::{ConversationId, PlaceId, PostId};
use crate::domain::message::State;
use crate::domain::phone;
use crate::store::listing::Summary;
use crate::store::{lines, listing, outgoing, teams};
use crate::words::{self, Args, args, relative, say};

use super::contact::Known;
use super::{mention, quote};

const GREEN: u32 = 0x2E_A0_43;
const AMBER: u32 = 0xD2_99_22;
const RED: u32 = 0xDA_36_33;
const GREY: u32 = 0x6E_76_81;

/// The verbs of a card's buttons, of older ones too: by them a card is recognised.
const VERBS: [Verb; 7] = [
    Verb::Assume,
    Verb::Release,
    Verb::Template,
    Verb::Queue,
    Verb::Conclude,
    Verb::Restart,
    Verb::More,
];

/// A card that is not posted yet.
pub struct NewCard {
    /// The team's channel.
    pub place: PlaceId,
    /// The card.
    pub message: NewMessage,
    /// The thread's name.
    pub name: String,
    /// When the conversation began.
    pub created_at: Timestamp,
    /// Cards that it had before, whose threads are gone.
    pub used: Vec<u64>,
}

/// A card that stands, as it should be.
pub struct Card {
    /// The team's channel, or the thread.
    pub place: PlaceId,
    /// The card.
    pub post: PostId,
    /// What it should say.
    pub edit: MessageEdit,
    /// The same as text, to see whether anything changed.
    pub text: String,
}

/// Whether a button with this id stands on the card of that conversation.
pub fn is_card_of(id: &CustomId, conversation: ConversationId) -> bool {
    id.id == conversation.0 && VERBS.contains(&id.verb)
}

/// The card of a conversation that has none; `None` if its team has no channel.
pub async fn new_card(facts: &Facts, id: ConversationId) -> Result<Option<NewCard>, DeskError> {
    let Some(face) = Face::of(facts, id).await? else {
        return Ok(None);
    };
    let used = {
        let mut db = facts.desk.store().read().await?;
        lines::cards(&mut db, id).await?
    };
    let embed = face.embed();
    let message = NewMessage::text(&face.text)
        .embed(embed)
        .components(face.offers);
    Ok(Some(NewCard {
        place: face.place,
        message,
        name: face.thread_name,
        created_at: face.created_at,
        used: used.into_iter().map(|card| card.0).collect(),
    }))
}

/// What a conversation's thread should be called; `None` if its team has no channel.
pub async fn thread_name(facts: &Facts, id: ConversationId) -> Result<Option<String>, DeskError> {
    Ok(Face::of(facts, id).await?.map(|face| face.thread_name))
}

/// The card of a conversation as it should be; `None` if it has none.
pub async fn card(facts: &Facts, id: ConversationId) -> Result<Option<Card>, DeskError> {
    let Some(face) = Face::of(facts, id).await? else {
        return Ok(None);
    };
    let Some(post) = face.card else {
        return Ok(None);
    };
    // One in the team's channel has the id of its thread; another stands in the thread, and goes on
    // saying why.
    let inside = face.thread.filter(|thread| thread.0 != post.0);
    let edit = match inside {
        Some(_) => MessageEdit::new(),
        None => MessageEdit::new().text(&face.text),
    };
    let offers = &face.offers;
    Ok(Some(Card {
        place: inside.unwrap_or(face.place),
        post,
        text: format!("{}\n{}\n{offers:?}", face.text, face.lines.join("\n")),
        edit: edit.embeds([face.embed()]).components(face.offers),
    }))
}

/// The line that takes the place of a card that somebody deleted.
pub async fn another(facts: &Facts, id: ConversationId) -> Result<Vec<NewMessage>, DeskError> {
    let text = say(facts.locale, "notice-card-lost", &Args::new());
    let line = NewMessage::text(&text).silent();
    Ok(vec![match Face::of(facts, id).await? {
        Some(face) => line.embed(face.embed()).components(face.offers),
        None => line,
    }])
}

/// What a card shows.
struct Face {
    place: PlaceId,
    card: Option<PostId>,
    thread: Option<PlaceId>,
    thread_name: String,
    created_at: Timestamp,
    offers: Vec<ActionRow>,
    colour: u32,
    text: String,
    lines: Vec<String>,
}

impl Face {
    async fn of(facts: &Facts, id: ConversationId) -> Result<Option<Self>, DeskError> {
        let Some(known) = Known::read(facts, id, None).await? else {
            return Ok(None);
        };
        let (summary, team, so_far) = {
            let mut db = facts.desk.store().read().await?;
            (
                listing::summary(&mut db, id).await?,
                teams::by_id(&mut db, known.c.team).await?,
                CostSoFar::of(outgoing::costs(&mut db, id).await?),
            )
        };
        let (Some(summary), Some(team)) = (summary, team) else {
            return Ok(None);
        };
        let Some(place) = team.facts.place else {
            return Ok(None);
        };
        let c = &known.c;
        let contact = &known.contact.facts;
        let (state, colour) = state(facts, c);
        let shown_phone = contact.phone.as_deref().map(phone::mask);
        let who = match &shown_phone {
            Some(phone) => format!("{} · {phone}", known.name()),
            None => known.name(),
        };
        let channel = format!(
            "{} · {}",
            quote(&known.channel.name),
            phone::mask(&known.channel.listed.display_phone)
        );
        let field = |id: &str, value: String| say(facts.locale, id, &args! { "value" => value });
        let mut lines = vec![
            field("card-contact", who),
            field("card-channel", channel.clone()),
            field("card-team", quote(&summary.team_name)),
            field(
                "card-assignee",
                match c.assignee {
                    Some(assignee) => mention(assignee),
                    None => say(facts.locale, "card-unassigned", &Args::new()),
                },
            ),
            field("card-state", state.clone()),
            field("card-window", window(facts, &known)),
            field("card-queue", queue(facts, &known, &summary)),
            field("card-cost", cost(facts, &so_far)),
        ];
        if let Some(problem) = problem(facts, &known) {
            lines.push(field("card-problem", problem));
        }
        let protocol = id.protocol();
        let last_four = contact
            .phone
            .as_deref()
            .map(|phone| format!(" ·{}", phone::last_four(phone)))
            .unwrap_or_default();
        Ok(Some(Self {
            place,
            card: c.card,
            thread: c.thread,
            thread_name: format!("{}{last_four} · {protocol}", thread_label(&contact.name)),
            created_at: summary.created_at,
            offers: offers::conversation(facts.locale, c, known.contact.opted_out.is_some()),
            colour,
            text: say(
                facts.locale,
                "card-summary",
                &args! { "contact" => known.name(), "channel" => quote(&known.channel.name), "state" => state },
            ) + &format!(" · {protocol}"),
            lines,
        }))
    }

    fn embed(&self) -> Embed {
        Embed::new(&self.lines.join("\n")).colour(self.colour)
    }
}

/// A thread's name is plain text: nothing in it is escaped.
fn thread_label(name: &str) -> String {
    let harmless = crate::domain::text::invisible::harmless(name);
    crate::domain::text::excerpt(harmless.trim(), 60)
}

fn state(facts: &Facts, c: &Conversation) -> (String, u32) {
    let (id, colour) = if c.stage == Stage::Concluded {
        ("state-concluded", GREY)
    } else if c.assignee.is_none() {
        ("state-new", RED)
    } else if c.last_inbound.is_none() {
        ("state-waiting", AMBER)
    } else {
        ("state-active", GREEN)
    };
    (say(facts.locale, id, &Args::new()), colour)
}

fn window(facts: &Facts, known: &Known) -> String {
    match known.c.window.closes(facts.clock.now()) {
        Some(closes) => say(
            facts.locale,
            "window-open",
            &args! { "closes" => relative(closes) },
        ),
        None => say(
            facts.locale,
            "window-closed",
            &args! { "contact" => known.first_name() },
        ),
    }
}

fn queue(facts: &Facts, known: &Known, summary: &Summary) -> String {
    let c = &known.c;
    let count = c
        .outgoing
        .iter()
        .filter(|row| {
            !row.content.is_template() && matches!(row.state, State::Waiting | State::Ready)
        })
        .count();
    if count == 0 {
        return say(facts.locale, "queue-none", &Args::new());
    }
    let now = facts.clock.now();
    let pause = c.pause.filter(|pause| pause.holds(now));
    let id = match pause {
        Some(_) if !known.channel.enabled => "queue-off",
        Some(pause) if pause.until.is_none() => "queue-stopped",
        Some(_) => "queue-paused",
        None if c.queue_held => "queue-kept-back",
        None if summary.question.is_some() => "queue-undecided",
        None if c.window.is_open(now) => "queue-leaving",
        None => "queue-waiting",
    };
    say(
        facts.locale,
        id,
        &args! {
            "count" => count,
            "contact" => known.first_name(),
            "until" => pause.and_then(|pause| pause.until).map(words::time).unwrap_or_default(),
        },
    )
}

fn cost(facts: &Facts, cost: &CostSoFar) -> String {
    let amounts: Vec<String> = cost
        .known
        .iter()
        .map(|(currency, micros)| words::estimate(facts.locale, currency, *micros))
        .collect();
    match (amounts.is_empty(), cost.incomplete) {
        (true, true) => words::unknown_price(facts.locale),
        (true, false) => say(facts.locale, "cost-none", &Args::new()),
        (false, false) => amounts.join(" + "),
        (false, true) => say(
            facts.locale,
            "cost-incomplete",
            &args! { "amount" => amounts.join(" + ") },
        ),
    }
}

/// The last thing that went wrong, unless something left after it.
fn problem(facts: &Facts, known: &Known) -> Option<String> {
    let last = known.c.outgoing.iter().rev().find(|row| {
        row.state == State::Failed || row.state.progress().is_some() || row.state == State::Doubt
    })?;
    let failure = last
        .failure
        .as_ref()
        .filter(|_| last.state == State::Failed)?;
    let wait = failure.reason.again_after().unwrap_or_default();
    let next = last.accepted_at.unwrap_or(last.due_at) + wait;
    let reason = known.reason(facts.locale, last.id, failure.reason, next, true);
    Some(say(
        facts.locale,
        "problem-row",
        &args! { "reason" => reason, "when" => relative(last.confirmed_at) },
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_recognised_by_the_conversation_in_its_buttons() {
        let mine = ConversationId(7);
        assert!(is_card_of(&CustomId::new(Verb::Queue, 7), mine));
        assert!(!is_card_of(&CustomId::new(Verb::Queue, 8), mine));
        assert!(!is_card_of(&CustomId::new(Verb::HeldSend, 7), mine));
    }

    #[test]
    fn a_threads_name_is_plain_and_short() {
        assert_eq!(thread_label("Ana\u{202e} Souza"), "Ana Souza");
        assert!(thread_label(&"x".repeat(300)).chars().count() <= 60);
    }
}
