//! `/team`, a team's rules: what they are, and changing them.

use super::context::Asked;
use super::trouble::Trouble;
use super::view::View;
use crate::desk::error::Refused;
use crate::desk::lookups::Team;
use crate::desk::setup::{RuleChange, TeamChange, Times};
use crate::discord::components::{Button, ButtonStyle, Modal, Select, SelectOption, TextInput};
use crate::discord::custom_id::{CustomId, Verb};
use crate::domain::ids::TeamId;
use crate::domain::rules::{FRESH_H, NEW_AFTER_MIN, QUEUE_H, Reading, Rules, Signature, UNDO_S};
use crate::domain::text::escape_name;
use crate::words::args;

/// The extra part of a button that switches something on.
pub const ON: &str = "on";
const OFF: &str = "off";

const READINGS: [(Reading, &str, &str); 4] = [
    (Reading::OnAction, "action", "team-reading-action"),
    (Reading::WithTyping, "typing", "team-reading-typing"),
    (Reading::OnAnswer, "answer", "team-reading-answer"),
    (Reading::Never, "never", "team-reading-never"),
];

const SIGNATURES: [(Signature, &str, &str); 3] = [
    (Signature::First, "first", "team-signature-first"),
    (Signature::Every, "every", "team-signature-every"),
    (Signature::Off, "off", "team-signature-off"),
];

/// Shows a team's rules.
pub async fn show(asked: &Asked<'_>, id: TeamId, note: Option<String>) -> Result<(), Trouble> {
    asked.admin()?;
    let team = team(asked, id).await?;
    let rules = &team.facts.rules;
    let mut lines: Vec<String> = note.into_iter().collect();
    let name = args! { "team" => escape_name(&team.facts.name) };
    lines.push(asked.say("team-rules-header", &name));
    lines.extend(said(asked, rules));
    let of = |verb| CustomId::new(verb, id.0);
    let options = READINGS.iter().map(|(reading, value, text)| {
        SelectOption::new(*value, &asked.word(text)).chosen(*reading == rules.reading)
    });
    let reading = Select::options(of(Verb::TeamReading), options)
        .placeholder(&asked.word("team-reading-placeholder"));
    let options = SIGNATURES.iter().map(|(signature, value, text)| {
        SelectOption::new(*value, &asked.word(text)).chosen(*signature == rules.signature)
    });
    let signature = Select::options(of(Verb::TeamSignature), options)
        .placeholder(&asked.word("team-signature-placeholder"));
    let switch = |verb, on: bool, labels: [&str; 2]| {
        let (wanted, label) = if on {
            (OFF, labels[1])
        } else {
            (ON, labels[0])
        };
        let id = of(verb).with_extra(wanted).unwrap_or(of(verb));
        Button::new(ButtonStyle::Secondary, id, &asked.word(label))
    };
    let quoted = ["team-quoted-on-button", "team-quoted-off-button"];
    let third = ["team-third-on-button", "team-third-off-button"];
    let buttons = [
        Button::new(
            ButtonStyle::Primary,
            of(Verb::TeamTimes),
            &asked.word("team-times-button"),
        ),
        switch(Verb::TeamQuoted, rules.only_quoted_leaves, quoted),
        switch(Verb::TeamThird, rules.third_by_supervisor, third),
        Button::new(
            ButtonStyle::Secondary,
            of(Verb::SetTeamOther),
            &asked.word("back-button"),
        ),
    ];
    let view = View::text(lines.join("\n"));
    let view = view.select(reading).select(signature);
    asked.show(&view.buttons(buttons)).await
}

/// The rules in sentences.
fn said(asked: &Asked<'_>, rules: &Rules) -> Vec<String> {
    let count = |id: &str, count: u32| asked.say(id, &args! { "count" => count });
    let reading = READINGS.iter().find(|(of, ..)| *of == rules.reading);
    let mut signatures = SIGNATURES.iter();
    let signature = signatures.find(|(of, ..)| *of == rules.signature);
    let chosen = |text: Option<&str>| {
        let text = text.map(|text| asked.word(text));
        text.map_or_else(String::new, |text| format!("• {text}."))
    };
    vec![
        count("team-rule-undo", rules.undo_s),
        match rules.fresh_h {
            0 => asked.word("team-rule-fresh-never"),
            hours => count("team-rule-fresh", hours),
        },
        count("team-rule-queue", days(rules.queue_h)),
        match rules.new_after_min {
            0 => asked.word("team-rule-new-never"),
            minutes => count("team-rule-new", minutes),
        },
        chosen(reading.map(|(.., text)| *text)),
        chosen(signature.map(|(.., text)| *text)),
        asked.word(if rules.only_quoted_leaves {
            "team-rule-quoted"
        } else {
            "team-rule-not-quoted"
        }),
        asked.word(if rules.third_by_supervisor {
            "team-rule-third"
        } else {
            "team-rule-no-third"
        }),
    ]
}

/// Hours as whole days, none too few.
fn days(hours: u32) -> u32 {
    hours.div_ceil(24)
}

async fn team(asked: &Asked<'_>, id: TeamId) -> Result<Team, Trouble> {
    let team = asked.desk().team(id).await?;
    Ok(team.ok_or(Refused::Over)?)
}

/// Opens the form for the times.
pub async fn open_times(asked: &Asked<'_>, id: TeamId) -> Result<(), Trouble> {
    asked.admin()?;
    let rules = team(asked, id).await?.facts.rules;
    let input = |name: &str, label: &str, value: u32| {
        TextInput::line(name, &asked.word(label))
            .length(1, 4)
            .value(&value.to_string())
    };
    let inputs = [
        input("undo", "team-undo-label", rules.undo_s),
        input("fresh", "team-fresh-label", rules.fresh_h),
        input("queue", "team-queue-label", days(rules.queue_h)),
        input("new", "team-new-after-label", rules.new_after_min),
    ];
    let custom_id = CustomId::new(Verb::TeamTimes, id.0);
    let title = asked.word("team-times-title");
    asked.open(&Modal::new(custom_id, &title, inputs)).await
}

/// The form for the times was sent.
pub async fn timed(
    asked: &Asked<'_>,
    id: TeamId,
    fields: &[(String, String)],
) -> Result<(), Trouble> {
    asked.admin()?;
    let read = |name: &str, label: &str, unit: u32, min: u32, max: u32| {
        let field = fields.iter().find(|(of, _)| of == name);
        let typed = field.and_then(|(_, typed)| typed.trim().parse::<u32>().ok());
        let (min, max) = (min.div_ceil(unit), max / unit);
        typed
            .filter(|value| (min..=max).contains(value))
            .map(|value| value * unit)
            .ok_or_else(|| {
                let field = asked.word(label);
                let args = args! { "field" => field, "min" => min, "max" => max };
                asked.say("team-time-bad", &args)
            })
    };
    let limited = |name: &str, label: &str, unit, range: &std::ops::RangeInclusive<u32>| {
        read(name, label, unit, *range.start(), *range.end())
    };
    let times = (|| {
        Ok::<_, String>(Times {
            undo_s: limited("undo", "team-undo-label", 1, &UNDO_S)?,
            fresh_h: limited("fresh", "team-fresh-label", 1, &FRESH_H)?,
            queue_h: limited("queue", "team-queue-label", 24, &QUEUE_H)?,
            new_after_min: limited("new", "team-new-after-label", 1, &NEW_AFTER_MIN)?,
        })
    })();
    match times {
        Ok(times) => change(asked, id, RuleChange::Times(times)).await,
        Err(wrong) => show(asked, id, Some(wrong)).await,
    }
}

/// When reading is reported was chosen.
pub async fn reading(asked: &Asked<'_>, id: TeamId, chosen: Option<&str>) -> Result<(), Trouble> {
    let found = READINGS.iter().find(|(_, value, _)| Some(*value) == chosen);
    match found {
        Some((reading, ..)) => change(asked, id, RuleChange::Reading(*reading)).await,
        None => show(asked, id, None).await,
    }
}

/// When names stand before words was chosen.
pub async fn signature(asked: &Asked<'_>, id: TeamId, chosen: Option<&str>) -> Result<(), Trouble> {
    let mut signatures = SIGNATURES.iter();
    match signatures.find(|(_, value, _)| Some(*value) == chosen) {
        Some((signature, ..)) => change(asked, id, RuleChange::Signature(*signature)).await,
        None => show(asked, id, None).await,
    }
}

/// One of the switches was pressed.
pub async fn turn(asked: &Asked<'_>, verb: Verb, id: TeamId, on: bool) -> Result<(), Trouble> {
    let rule = match verb {
        Verb::TeamQuoted => RuleChange::OnlyQuotedLeaves(on),
        _ => RuleChange::ThirdBySupervisor(on),
    };
    change(asked, id, rule).await
}

async fn change(asked: &Asked<'_>, id: TeamId, rule: RuleChange) -> Result<(), Trouble> {
    asked.admin()?;
    let change = TeamChange::Rule(rule);
    let changed = asked.desk().change_team(asked.by.clone(), id, change).await;
    let team = changed.map_err(Trouble::from)?;
    let args = args! { "team" => escape_name(&team.facts.name) };
    show(asked, id, Some(asked.say("team-saved", &args))).await
}
