//! `/conversation`: the card of this thread, fresh, for the asker alone, with every button.

use super::context::{Asked, Context};
use super::here::here;
use super::trouble::Trouble;
use super::view::View;
use super::{checks, rows};
use crate::desk::seen::Seen;
use crate::discord::components::Embed;
use crate::discord::offers;
use crate::domain::conversation::Stage;
use crate::domain::ids::ConversationId;
use crate::domain::text::{escape_name, excerpt};
use crate::domain::{phone, price::Price};
use crate::words::{self, args, relative, time};

/// Shows the card of this thread.
#[poise::command(slash_command, guild_only, check = "checks::agent")]
pub async fn conversation(ctx: Context<'_>) -> Result<(), Trouble> {
    here(ctx, |asked, id| Box::pin(run(asked, id))).await
}

/// Shows the card of a conversation.
pub async fn run(asked: &Asked<'_>, id: ConversationId) -> Result<(), Trouble> {
    let seen = asked.desk().see(id, &asked.by).await?;
    let lines = lines(asked, &seen).await?;
    let top = format!(
        "**{}** · {}",
        escape_name(&seen.contact.facts.name),
        rows::thread_of(asked, id).await
    );
    let opted_out = seen.contact.opted_out.is_some();
    let view = View::text(top)
        .framed(Embed::new(&lines.join("\n")))
        .rows(offers::conversation(asked.locale, &seen.c, opted_out));
    asked.show(&view).await
}

async fn lines(asked: &Asked<'_>, seen: &Seen) -> Result<Vec<String>, Trouble> {
    let facts = &seen.contact.facts;
    let field = |id: &str, value: String| asked.say(id, &args! { "value" => value });
    let number = facts.phone.as_deref().map(phone::mask);
    let who = match number {
        Some(number) => format!("{} · {number}", escape_name(&facts.name)),
        None => escape_name(&facts.name),
    };
    let assignee = match seen.c.assignee {
        Some(person) => format!("<@{}>", person.0),
        None => asked.word("card-unassigned"),
    };
    let mut lines = vec![
        field("card-contact", who),
        field("card-channel", escape_name(&seen.channel.name)),
        field("card-team", escape_name(&seen.team.facts.name)),
        field("card-assignee", assignee),
        field("card-state", asked.word(state(seen))),
        field("card-window", window(asked, seen)),
        field("card-queue", queue(asked, seen)),
        field("card-cost", cost(asked, seen.c.id).await?),
    ];
    if let Some(problem) = problem(asked, seen) {
        lines.push(field("card-problem", problem));
    }
    lines.push(seen.c.id.protocol());
    Ok(lines)
}

/// The text that names where a conversation stands.
pub fn state(seen: &Seen) -> &'static str {
    match (seen.c.stage, seen.c.assignee, &seen.c.last_inbound) {
        (Stage::Concluded, ..) => "state-concluded",
        (Stage::Open, None, _) => "state-new",
        (Stage::Open, Some(_), None) => "state-waiting",
        (Stage::Open, Some(_), Some(_)) => "state-active",
    }
}

fn window(asked: &Asked<'_>, seen: &Seen) -> String {
    match seen.c.window.closes(asked.desk().now()) {
        Some(closes) => asked.say("window-open", &args! { "closes" => relative(closes) }),
        None => {
            let contact = escape_name(&seen.contact.facts.name);
            asked.say("window-closed", &args! { "contact" => contact })
        }
    }
}

fn queue(asked: &Asked<'_>, seen: &Seen) -> String {
    let count = seen.c.queue().count();
    let now = asked.desk().now();
    let pause = seen.c.pause.filter(|pause| pause.holds(now));
    let until = pause.and_then(|pause| pause.until);
    let id = if count == 0 {
        "queue-none"
    } else if pause.is_some() {
        match until {
            _ if !seen.channel.enabled => "queue-off",
            Some(_) => "queue-paused",
            None => "queue-stopped",
        }
    } else if seen.c.queue_held {
        "queue-kept-back"
    } else if seen.c.question.is_some() {
        "queue-undecided"
    } else if seen.c.window.is_open(now) {
        "queue-leaving"
    } else {
        "queue-waiting"
    };
    let args = args! {
        "count" => count,
        "contact" => escape_name(&seen.contact.facts.name),
        "until" => until.map(time).unwrap_or_default(),
    };
    asked.say(id, &args)
}

async fn cost(asked: &Asked<'_>, id: ConversationId) -> Result<String, Trouble> {
    let sums = asked.desk().cost_so_far(id).await?;
    let amounts: Vec<String> = sums
        .known
        .into_iter()
        .map(|(currency, micros)| words::price(asked.locale, &Price::Known { currency, micros }))
        .collect();
    Ok(match (amounts.is_empty(), sums.incomplete) {
        (true, true) => words::price(asked.locale, &Price::Unknown),
        (true, false) => asked.word("cost-none"),
        (false, false) => amounts.join(" + "),
        (false, true) => asked.say(
            "cost-incomplete",
            &args! { "amount" => amounts.join(" + ") },
        ),
    })
}

fn problem(asked: &Asked<'_>, seen: &Seen) -> Option<String> {
    let failed = seen.c.outgoing.iter().rev();
    let row = failed.into_iter().find(|row| row.failure.is_some())?;
    let failure = row.failure.as_ref()?;
    let args = args! {
        "reason" => rows::reason(asked, seen, row, failure.reason),
        "when" => relative(row.confirmed_at),
    };
    Some(excerpt(&asked.say("problem-row", &args), 300))
}
