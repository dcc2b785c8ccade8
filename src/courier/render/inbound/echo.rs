//! What somebody wrote to the customer on the company's own phone: a line that is neither the
//! customer's nor one of ours.

use chrono_tz::Tz;

use super::about::{self, Asking, Target};
use super::late::{LATE, Late};
use super::{Mirror, Seen, read_stored};
use crate::clock::Timestamp;
use crate::courier::Facts;
use crate::courier::render::behind_bars;
use crate::courier::render::contact::Known;
use crate::desk::DeskError;
use crate::domain::ids::EchoId;
use crate::domain::incoming::{Inbound, InboundBody};
use crate::domain::text::escape;
use crate::store::echoes;
use crate::words::{Args, Locale, args, date_time, say};

/// The line, which was made at `made_at`; `of_file`: it brings its file itself, about which there is
/// this to say.
pub async fn echo(
    facts: &Facts,
    known: &Known,
    (id, made_at): (EchoId, Timestamp),
    of_file: Option<Vec<String>>,
) -> Result<Mirror, DeskError> {
    let row = {
        let mut db = facts.desk.store().read().await?;
        echoes::by_id(&mut db, id).await?
    };
    let message = match row {
        Some(row) => read_stored(&row.what.body)?,
        None => None,
    };
    let Some(message) = message else {
        return Ok(Mirror::plain("—".to_owned()));
    };
    let target = about::target(facts, known, &message, Asking::OwnPhone(id)).await?;
    let late =
        (made_at - message.at > LATE).then(|| date_time(facts.locale, message.at, facts.zone));
    Ok(Mirror {
        text: text(
            (facts.locale, facts.zone),
            known,
            &message,
            target.as_ref(),
            (of_file, late),
        ),
        reply_to: target.and_then(|target| target.post()),
    })
}

pub(super) fn text(
    (locale, zone): (Locale, Tz),
    known: &Known,
    message: &Inbound,
    target: Option<&Target>,
    (of_file, late): (Option<Vec<String>>, Option<String>),
) -> String {
    let said = |id: &str, mut args: Args<'_>| {
        let excerpt = target.map_or("…", |target| target.excerpt.as_str());
        args.set("excerpt", excerpt.to_owned());
        say(locale, id, &args)
    };
    let seen = Seen {
        locale,
        zone,
        target,
        late: &Late::default(),
        contact: known.first_name(),
        window_open: true,
        files_apart: of_file.is_some(),
        nth: None,
    };
    match &message.body {
        InboundBody::Reaction {
            emoji: Some(emoji), ..
        } => said("echo-reaction", args! { "emoji" => escape(emoji) }),
        InboundBody::Reaction { emoji: None, .. } => said("echo-reaction-removed", Args::new()),
        InboundBody::Revoke { .. } => said("echo-revoked", Args::new()),
        InboundBody::Edit { body, .. } => {
            let head = said("echo-edited", Args::new());
            format!("{head}\n{}", behind_bars(&seen.edited(body)))
        }
        _ => {
            let words = std::iter::once(seen.message(message, false));
            let words = words.chain(of_file.into_iter().flatten());
            let words: Vec<String> = words.filter(|words| !words.is_empty()).collect();
            let head = std::iter::once(match late {
                Some(at) => said("echo-sent-before", args! { "at" => at }),
                None => said("echo-sent", Args::new()),
            });
            let lines = head.chain(words.iter().map(|words| behind_bars(words)));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}
