//! Discord: the token, the intents, the guild; the teams follow in [`super::team`].

use serenity::all::{ChannelId, GuildId, UserId};

use super::known::Known;
use super::report::Report;
use super::{Doctor, team};
use crate::discord::error::DiscordError;
use crate::discord::permissions::Needed;
use crate::discord::readers::Standing;
use crate::words::{Args, Locale, args};

/// Looks at it.
pub async fn examine(doctor: &Doctor, locale: Locale, known: Option<&Known>) -> Report {
    let mut report = Report::new(locale);
    let me = match doctor.discord.current_user().await {
        Ok(user) => user,
        Err(DiscordError::Unauthorized) => {
            report.trouble("doctor-discord-token-wrong", &Args::new());
            return report;
        }
        Err(error) => {
            unreachable(doctor, &error, &mut report);
            return report;
        }
    };
    report.fine(
        "doctor-discord-token-ok",
        &args! { "bot" => me.username.as_str() },
    );
    portal(doctor, &mut report).await;
    guild(doctor, me.id, known, &mut report).await;
    report
}

fn unreachable(doctor: &Doctor, error: &DiscordError, report: &mut Report) {
    tracing::warn!(%error, "Discord did not answer a check");
    let address = doctor.config.discord_api_base.to_string();
    report.trouble(
        "doctor-discord-unreachable",
        &args! { "address" => address },
    );
}

/// What is switched on in Discord's portal.
async fn portal(doctor: &Doctor, report: &mut Report) {
    let application = match doctor.discord.current_application().await {
        Ok(application) => application,
        Err(error) => return unreachable(doctor, &error, report),
    };
    if application.has_message_content() {
        report.fine("doctor-intents-ok", &Args::new());
    } else {
        report.trouble("doctor-intents-missing", &Args::new());
    }
    if let Some(url) = application.interactions_endpoint_url {
        report.trouble("doctor-interactions-elsewhere", &args! { "url" => url });
    }
}

async fn guild(doctor: &Doctor, me: UserId, known: Option<&Known>, report: &mut Report) {
    let guild = doctor.config.guild.0;
    let teams = known
        .map(|known| known.teams.as_slice())
        .unwrap_or_default();
    let places: Vec<ChannelId> = teams
        .iter()
        .filter_map(|team| team.facts.place)
        .map(|place| ChannelId::new(place.0))
        .collect();
    let standing = Standing::read(&doctor.discord, GuildId::new(guild), me, &places).await;
    let standing = match standing {
        Ok(standing) => standing,
        Err(DiscordError::Gone { .. } | DiscordError::Forbidden { .. }) => {
            let guild = guild.to_string();
            return report.trouble("doctor-guild-missing", &args! { "guild" => guild });
        }
        Err(error) => return unreachable(doctor, &error, report),
    };
    report.fine("doctor-guild-ok", &args! { "guild" => standing.name() });
    for (welcome, without) in [
        (Needed::SendVoiceMessages, "doctor-voice-closed"),
        (Needed::ViewAuditLog, "doctor-audit-log-closed"),
    ] {
        if !standing.may(welcome) {
            report.fine(without, &args! { "permission" => welcome.name() });
        }
    }
    let Some(known) = known else {
        return;
    };
    if known.commands_refused {
        report.trouble("doctor-commands-refused", &Args::new());
    }
    admins(&standing, known, report);
    team::examine(&standing, teams, report);
}

/// Where admins are told of trouble.
fn admins(standing: &Standing, known: &Known, report: &mut Report) {
    let Some(place) = known.admin_place else {
        return report.fine("doctor-admin-place-none", &Args::new());
    };
    let Some(channel) = standing.channel(ChannelId::new(place.0)) else {
        let args = args! { "place" => format!("<#{}>", place.0) };
        return report.trouble("doctor-admin-place-closed", &args);
    };
    let name = team::called(channel);
    let args = args! { "place" => name };
    let needed = [Needed::ViewChannel, Needed::SendMessages];
    let closed = standing.missing(channel);
    if needed.iter().any(|one| closed.contains(one)) {
        report.trouble("doctor-admin-place-closed", &args);
    } else {
        report.fine("doctor-admin-place-ok", &args);
    }
}
