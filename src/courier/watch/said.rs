//! What admins read about what changed.

use super::{Alert, Scene, Trouble, account};
use crate::courier::Facts;
use crate::courier::ages::Lane;
use crate::courier::render::command;
use crate::domain::ids::TeamId;
use crate::domain::refusal::Reason;
use crate::domain::text::escape_name;
use crate::store::channels::Channel;
use crate::store::outgoing;
use crate::words::{Args, Locale, args, fate, reason, relative, say, told};

/// What admins read about it: cause, consequence, next step.
pub(super) async fn sentence(
    facts: &Facts,
    scene: &Scene,
    alert: &Alert,
) -> Result<String, Trouble> {
    let locale = facts.locale;
    Ok(match alert {
        Alert::Readers(place, readers) => {
            let readers: Vec<String> = readers.iter().map(|one| one.mention()).collect();
            let team = scene.team(|team| team.facts.place == Some(*place));
            let args = args! {
                "reader" => readers.join(", "), "place" => format!("<#{}>", place.0), "team" => team
            };
            say(locale, "alert-reader-appeared", &args)
        }
        Alert::ChannelGone(id) => say(
            locale,
            "discord-channel-deleted",
            &of_team(locale, scene, *id),
        ),
        Alert::RoleGone(id) => say(locale, "discord-role-deleted", &of_team(locale, scene, *id)),
        Alert::Stopped(id) => {
            let count = {
                let mut db = facts.desk.store().read().await?;
                outgoing::held_up(&mut db, *id).await?
            };
            let channel = scene.channels.iter().find(|one| one.id == *id);
            let mut args = args! { "channel" => named(channel), "count" => count };
            args.set("reason", why(locale, channel));
            say(locale, "alert-number-stopped", &args)
        }
        Alert::Back(id) => {
            let channel = scene.channels.iter().find(|one| one.id == *id);
            say(
                locale,
                "alert-number-back",
                &args! { "channel" => named(channel) },
            )
        }
        Alert::Still(lane) => {
            let since = scene.still.get(lane).copied().map(relative);
            let command = command(locale, "diagnostics", scene.diagnostics_command);
            let args = args! { "since" => since.unwrap_or_default(), "command" => command };
            let id = match lane {
                Lane::Messages => "alert-still-messages",
                Lane::Lines => "alert-still-lines",
                Lane::Webhooks => "alert-still-webhooks",
            };
            say(locale, id, &args)
        }
        Alert::Moving(lane) => {
            let id = match lane {
                Lane::Messages => "alert-moving-messages",
                Lane::Lines => "alert-moving-lines",
                Lane::Webhooks => "alert-moving-webhooks",
            };
            say(locale, id, &Args::new())
        }
        Alert::CommandsRefused => say(locale, "doctor-commands-refused", &Args::new()),
        Alert::NoRoom => say(locale, "alert-no-room", &Args::new()),
        Alert::Unreadable(count) => say(locale, "alert-unreadable", &args! { "count" => *count }),
        Alert::Account(news) => account::sentence(facts, scene, news),
        Alert::GivenUp(count) => say(locale, "alert-given-up", &args! { "count" => *count }),
    })
}

fn of_team(locale: Locale, scene: &Scene, id: TeamId) -> Args<'static> {
    let team = scene.team(|team| team.id == id);
    let command = command(locale, "team", scene.team_command);
    args! { "team" => team, "command" => command }
}

pub(super) fn named(channel: Option<&Channel>) -> String {
    channel
        .map(|channel| escape_name(&channel.name))
        .unwrap_or_default()
}

/// Why sending on it is paused; empty if nobody wrote that down.
fn why(locale: Locale, channel: Option<&Channel>) -> String {
    let name = channel.and_then(|channel| channel.pause_reason.as_deref());
    let why = Reason::ALL.iter().find(|one| Some(one.name()) == name);
    // It is they who read it.
    let args = args! { "channel" => named(channel), "told" => told(true), "fate" => fate(None) };
    why.map(|why| reason(locale, *why, &args))
        .unwrap_or_default()
}
