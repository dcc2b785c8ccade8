//! What Discord is told of the commands keeps its rules; it would refuse all of them for one.

use std::collections::HashSet;

use serde_json::Value;

use super::{all, register};
use crate::discord::custom_id::Verb;

fn requests() -> Vec<Value> {
    let commands = all();
    register::requests(&commands)
        .iter()
        .map(|request| serde_json::to_value(request).expect("a command is JSON"))
        .collect()
}

fn texts(of: &Value, plain: &str, localized: &str) -> Vec<String> {
    let mut texts: Vec<String> = of[plain].as_str().map(str::to_owned).into_iter().collect();
    if let Some(others) = of[localized].as_object() {
        let others = others.values().filter_map(Value::as_str);
        texts.extend(others.map(str::to_owned));
    }
    texts
}

fn check(of: &Value, is_menu: bool) {
    let names = texts(of, "name", "name_localizations");
    assert_eq!(names.len(), 4, "{of}");
    for name in &names {
        assert!((1..=32).contains(&name.chars().count()), "{name}");
        let plain = |c: char| c.is_lowercase() || c.is_numeric() || "-_".contains(c);
        assert!(is_menu || name.chars().all(plain), "{name}");
    }
    if is_menu {
        return;
    }
    let descriptions = texts(of, "description", "description_localizations");
    assert_eq!(descriptions.len(), 4, "{of}");
    for text in &descriptions {
        assert!((1..=100).contains(&text.chars().count()), "{text}");
    }
    for option in of["options"].as_array().into_iter().flatten() {
        check(option, false);
    }
}

#[test]
fn every_command_is_named_and_described_in_every_language_within_the_limits() {
    const MENU: u64 = 3;
    let requests = requests();
    assert_eq!(requests.len(), 25);
    for request in &requests {
        check(request, request["type"].as_u64() == Some(MENU));
    }
}

#[test]
fn no_two_commands_of_a_kind_share_a_name_in_any_language() {
    let requests = requests();
    for code in ["", "pt-BR", "es-ES", "es-419"] {
        let names: HashSet<(u64, String)> = requests
            .iter()
            .map(|request| {
                let name = match code {
                    "" => &request["name"],
                    code => &request["name_localizations"][code],
                };
                let kind = request["type"].as_u64().unwrap_or(1);
                (kind, name.as_str().unwrap_or_default().to_owned())
            })
            .collect();
        assert_eq!(names.len(), requests.len(), "{code}");
    }
}

#[test]
fn only_admins_are_offered_what_admins_do() {
    let mut theirs: Vec<String> = requests()
        .iter()
        .filter(|request| !request["default_member_permissions"].is_null())
        .filter_map(|request| request["name"].as_str().map(str::to_owned))
        .collect();
    theirs.sort();
    assert_eq!(theirs, ["diagnostics", "number", "setup", "team"]);
}

/// What does the same as a button: a command, or the menu of a message, by its English name.
fn same_as(verb: Verb) -> &'static str {
    match verb {
        Verb::Assume => "assume",
        Verb::Release => "release",
        Verb::Conclude | Verb::ConcludeSure => "conclude",
        Verb::Restart => "restart",
        Verb::Template | Verb::TemplateAnyway | Verb::TemplateWait => "template",
        Verb::Queue
        | Verb::QueueSend
        | Verb::QueueReview
        | Verb::QueueDiscard
        | Verb::QueueHold
        | Verb::QueueEdit
        | Verb::QueueUp
        | Verb::QueueDown
        | Verb::QueueRemove
        | Verb::QueuePick
        | Verb::StaleSend
        | Verb::StaleReview
        | Verb::StaleDiscard => "queue",
        Verb::Ask | Verb::ComposedSend | Verb::ComposedEdit => "ask",
        Verb::Quick
        | Verb::QuickPick
        | Verb::QuickNew
        | Verb::QuickEdit
        | Verb::QuickScope
        | Verb::QuickDelete
        | Verb::QuickUse => "quick",
        Verb::Inbox | Verb::NextNew => "conversations",
        Verb::Notify => "preferences",
        Verb::NoteSend => "Send to customer",
        Verb::HeldSend
        | Verb::HeldFile
        | Verb::HeldNote
        | Verb::DoubtSkip
        | Verb::DoubtResend
        | Verb::Resend
        | Verb::TemplateFix
        | Verb::Correct
        | Verb::FetchFile
        | Verb::ReadUnshown => "See status",
        Verb::Open | Verb::More => "conversation",
        Verb::Help => "help",
        Verb::Start
        | Verb::Back
        | Verb::Cancel
        | Verb::WizContact
        | Verb::WizSearch
        | Verb::WizNewContact
        | Verb::WizChannel
        | Verb::WizTeam
        | Verb::WizTemplate
        | Verb::WizTemplatePage
        | Verb::WizTemplateSearch
        | Verb::WizParams
        | Verb::WizConfirm
        | Verb::WizAfresh
        | Verb::WizNoTemplate => "start",
        Verb::ContactView
        | Verb::ContactNew
        | Verb::ContactEdit
        | Verb::ContactBlock
        | Verb::OptOutYes
        | Verb::OptOutNo
        | Verb::OptIn => "contact",
        Verb::Setup
        | Verb::Stops
        | Verb::StopsForm
        | Verb::LeavingReactions
        | Verb::SetTest
        | Verb::SetSubscribed
        | Verb::SetAdminPlace
        | Verb::SetFileDays
        | Verb::SetTemplates
        | Verb::SetTemplate
        | Verb::SetTemplateTeams
        | Verb::SetTemplateField
        | Verb::SetTemplateSource
        | Verb::SetTemplateFile
        | Verb::SetTariffs
        | Verb::SetTariffsFile => "setup",
        Verb::TeamPick
        | Verb::TeamNew
        | Verb::TeamRename
        | Verb::TeamRole
        | Verb::TeamPlace
        | Verb::TeamSupervisors
        | Verb::SetTeamPrivate
        | Verb::SetTeamOther
        | Verb::TeamRules
        | Verb::TeamTimes
        | Verb::TeamReading
        | Verb::TeamSignature
        | Verb::TeamQuoted
        | Verb::TeamThird => "team",
        Verb::NumberPick
        | Verb::NumberRename
        | Verb::NumberTeam
        | Verb::NumberSync
        | Verb::SetNumberOn
        | Verb::SetNumberOff => "number",
    }
}

#[test]
fn every_button_has_a_command_that_does_the_same_since_old_buttons_die() {
    let requests = requests();
    let names: HashSet<&str> = requests
        .iter()
        .filter_map(|request| request["name"].as_str())
        .collect();
    for verb in Verb::ALL {
        let name = same_as(*verb);
        assert!(names.contains(name), "{verb:?}: there is no {name:?}");
    }
}
