//! What each error code of the Cloud API means to us.
//!
//! From <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>, with what
//! others saw since. Only the code decides; HTTP statuses are said to vary for the same code and
//! matter where there is no code or an unknown one.

use std::time::Duration;

use crate::domain::incoming::PlatformError;
use crate::domain::refusal::{Reason, Refusal, Retry, Scope};

/// Longest waiting time that is taken from the platform's word; after it we look again.
const LONGEST_ASKED_WAIT: Duration = Duration::from_secs(60 * 60);

/// What is to be done about a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Action {
    /// Try again for as long as it takes; the scope waits.
    Backoff(Scope),
    /// Try again, up to so many attempts in all.
    Tries(u8),
    /// Leave this contact alone for a while.
    Pair,
    /// Back to the queue until the contact writes.
    Queue,
    /// Never by the machine.
    Never,
    /// Stop the channel until it is mended.
    Channel,
    /// Never, and read the template again.
    Template,
    /// Upload the file once more.
    Reupload,
}

/// The one table of codes.
fn known(code: i64, subcode: Option<i64>) -> Option<(Action, Reason)> {
    use Action::{Backoff, Channel, Never, Pair, Queue, Reupload, Template, Tries};
    Some(match (code, subcode) {
        (0 | 104 | 190, _) => (Channel, Reason::TokenRejected),
        (1, _) => (Tries(3), Reason::SomethingWrong),
        (2 | 131_016 | 133_004, _) => (Backoff(Scope::Platform), Reason::PlatformDown),
        (3 | 10 | 200..=299 | 131_005, _) => (Channel, Reason::NoPermission),
        (4 | 17 | 613, _) => (Backoff(Scope::Platform), Reason::RateLimited),
        (80_007 | 130_429, _) => (Backoff(Scope::Channel), Reason::RateLimited),
        (33 | 803, _) | (100, Some(33)) => (Channel, Reason::ChannelGone),
        (100 | 131_008 | 131_009, _) => (Never, Reason::BadParameter),
        (368 | 131_031, _) => (Channel, Reason::AccountRestricted),
        (130_472, _) => (Never, Reason::UserInExperiment),
        (130_497, _) => (Channel, Reason::CountryRestricted),
        (131_000, _) => (Tries(4), Reason::SomethingWrong),
        (131_021, _) => (Never, Reason::RecipientIsSender),
        (131_026 | 131_036, _) => (Never, Reason::Undeliverable),
        (131_030, _) => (Never, Reason::NotInTestList),
        (131_037, _) => (Channel, Reason::NameNotApproved),
        (131_042, _) => (Channel, Reason::Billing),
        (131_045, _) => (Channel, Reason::NotRegistered),
        (131_047, _) => (Queue, Reason::WindowClosed),
        (131_048, _) => (Channel, Reason::SpamLimit),
        (131_049, _) => (Never, Reason::MarketingCap),
        (131_050, _) => (Never, Reason::OptedOut),
        (131_051, _) => (Never, Reason::KindUnsupported),
        (131_052, _) => (Reupload, Reason::MediaDownload),
        (131_053, _) => (Reupload, Reason::MediaUpload),
        (131_055 | 134_100..=134_102, _) => (Never, Reason::MarketingUnavailable),
        (131_056, _) => (Pair, Reason::PairLimit),
        (131_057, _) => (Backoff(Scope::Channel), Reason::Maintenance),
        (131_059, _) => (Never, Reason::StaleCursor),
        (131_062, _) => (Never, Reason::NeedsPhoneNumber),
        (131_063, _) => (Channel, Reason::MarketingUnavailable),
        (131_064, _) => (Channel, Reason::MislabelledTemplates),
        (132_000 | 132_008 | 132_012 | 132_018, _) => (Template, Reason::TemplateParameters),
        (132_001, _) => (Template, Reason::TemplateMissing),
        (132_005, _) => (Template, Reason::TemplateTooLong),
        (132_007, _) => (Template, Reason::TemplatePolicy),
        (132_015, _) => (Template, Reason::TemplatePaused),
        (132_016, _) => (Template, Reason::TemplateDisabled),
        (132_068 | 132_069, _) => (Template, Reason::FlowBlocked),
        (133_000..=133_016, _) => (Channel, Reason::NotRegistered),
        (134_011, _) => (Channel, Reason::TermsNotAccepted),
        (135_000, _) => (Tries(2), Reason::BadParameter),
        (137_000, _) => (Never, Reason::IdentityChanged),
        (2_388_000..=2_388_999, _) => (Never, Reason::TemplateRejected),
        _ => return None,
    })
}

/// What an answer without success means.
///
/// `code` and `subcode` come from Graph's error body, `asked_wait` from the headers.
pub(super) fn refusal(
    http: u16,
    code: Option<i64>,
    subcode: Option<i64>,
    transient: bool,
    asked_wait: Option<Duration>,
) -> Refusal {
    let (action, reason) = code
        .and_then(|code| known(code, subcode))
        .unwrap_or_else(|| by_http(http, code.is_some(), transient));
    let (scope, retry) = match action {
        Action::Backoff(scope) => match asked_wait {
            Some(wait) => (scope, Retry::After(wait.min(LONGEST_ASKED_WAIT))),
            None => (scope, Retry::Backoff),
        },
        Action::Tries(tries) => (Scope::Message, Retry::Counted { tries }),
        Action::Pair => (Scope::Contact, Retry::Pair),
        Action::Queue => (Scope::Contact, Retry::AfterInbound),
        Action::Never | Action::Template => (Scope::Message, Retry::Never),
        Action::Channel => (Scope::Channel, Retry::ChannelRestored),
        Action::Reupload => (Scope::Message, Retry::Reupload),
    };
    // A gateway that did not hear from the server behind it cannot say what that server did; an
    // error body is that server's own word.
    let certain = code.is_some() || !matches!(http, 502 | 504);
    Refusal {
        reason,
        code,
        certain,
        scope,
        retry: if certain { retry } else { Retry::Never },
    }
}

/// What an answer means whose code is missing or in no list.
fn by_http(http: u16, has_code: bool, transient: bool) -> (Action, Reason) {
    match http {
        401 => (Action::Channel, Reason::TokenRejected),
        403 => (Action::Channel, Reason::NoPermission),
        429 => (Action::Backoff(Scope::Platform), Reason::RateLimited),
        502 | 504 if !has_code => (Action::Never, Reason::NoAnswer),
        500.. => (Action::Backoff(Scope::Platform), Reason::PlatformDown),
        _ if transient => (Action::Backoff(Scope::Platform), Reason::PlatformDown),
        // Redirects and pages of something between us and the platform say nothing about the
        // message.
        300..=399 | 404 | 407 | 408 if !has_code => {
            (Action::Backoff(Scope::Platform), Reason::PlatformDown)
        }
        _ => (Action::Tries(2), Reason::Unknown),
    }
}

/// Why a message failed, after it had been accepted.
pub(super) fn refusal_of_status(errors: &[PlatformError]) -> Refusal {
    let told = errors
        .iter()
        .find(|error| known(error.code, None).is_some())
        .or_else(|| errors.first());
    // A status always comes with a clear conscience: the platform gave the message up.
    let mut refusal = refusal(400, told.map(|error| error.code), None, false, None);
    if refusal.reason == Reason::Unknown {
        refusal.retry = Retry::Never;
    }
    refusal
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::channels::whatsapp::{answer, samples};

    /// The action's letter, as the reference has it.
    fn letter(refusal: &Refusal) -> char {
        assert!(refusal.certain, "{refusal:?}");
        match (refusal.scope, refusal.retry) {
            (Scope::Platform | Scope::Channel, Retry::Backoff) => 'B',
            (Scope::Message, Retry::Counted { .. }) => 'B',
            (Scope::Contact, Retry::Pair) => 'P',
            (Scope::Contact, Retry::AfterInbound) => 'Q',
            (Scope::Channel, Retry::ChannelRestored) => 'C',
            (Scope::Message, Retry::Reupload) => 'U',
            (Scope::Message, Retry::Never) if refusal.reason.concerns_template() => 'T',
            (Scope::Message, Retry::Never) if refusal.reason == Reason::MarketingCap => 'H',
            (Scope::Message, Retry::Never) => 'N',
            other => panic!("no letter for {other:?}"),
        }
    }

    #[test]
    fn every_listed_code_has_its_action() {
        let listed: &[(char, &[i64])] = &[
            (
                'B',
                &[
                    1, 2, 4, 80_007, 130_429, 131_000, 131_016, 131_057, 133_004, 135_000,
                ],
            ),
            ('P', &[131_056]),
            ('Q', &[131_047]),
            ('H', &[131_049]),
            (
                'N',
                &[
                    100, 131_008, 131_009, 130_472, 131_021, 131_026, 131_030, 131_050, 131_051,
                    131_055, 131_059, 131_062, 134_100, 134_101, 134_102, 137_000, 2_388_019,
                    2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_293, 2_388_299,
                ],
            ),
            (
                'C',
                &[
                    0, 190, 3, 10, 200, 299, 131_005, 33, 368, 131_031, 130_497, 131_037, 131_042,
                    131_045, 131_048, 131_063, 131_064, 133_000, 133_010, 133_016, 134_011,
                ],
            ),
            (
                'T',
                &[
                    132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016,
                    132_068, 132_069,
                ],
            ),
            ('U', &[131_052, 131_053]),
        ];
        for (expected, codes) in listed {
            for code in *codes {
                // Codes decide, whatever HTTP status they come with.
                for http in [400, 403, 500, 503] {
                    let refusal = refusal(http, Some(*code), None, false, None);
                    assert_eq!(letter(&refusal), *expected, "{code} with HTTP {http}");
                    assert_ne!(refusal.reason, Reason::Unknown, "{code}");
                    assert_eq!(refusal.code, Some(*code));
                }
            }
        }
    }

    #[test]
    fn attempts_are_counted_where_the_platform_blames_the_message() {
        for (code, tries) in [(1, 3), (131_000, 4), (135_000, 2)] {
            let refusal = refusal(500, Some(code), None, false, None);
            assert_eq!(refusal.retry, Retry::Counted { tries });
            assert!(refusal.uses_attempt());
        }
        for code in [2, 4, 130_429, 190, 131_047, 131_048, 131_056] {
            assert!(!refusal(500, Some(code), None, false, None).uses_attempt());
        }
    }

    #[test]
    fn a_missing_object_is_told_from_a_bad_parameter_by_its_subcode() {
        let gone = refusal(400, Some(100), Some(33), false, None);
        assert_eq!(gone.reason, Reason::ChannelGone);
        let bad = refusal(400, Some(100), Some(2_494_010), false, None);
        assert_eq!(bad.reason, Reason::BadParameter);
    }

    #[test]
    fn without_a_code_the_http_status_decides() {
        let seen = |http| {
            let refusal = refusal(http, None, None, false, None);
            (refusal.scope, refusal.reason, refusal.certain)
        };
        assert_eq!(seen(500), (Scope::Platform, Reason::PlatformDown, true));
        assert_eq!(seen(503), (Scope::Platform, Reason::PlatformDown, true));
        assert_eq!(seen(429), (Scope::Platform, Reason::RateLimited, true));
        assert_eq!(seen(302), (Scope::Platform, Reason::PlatformDown, true));
        assert_eq!(seen(401), (Scope::Channel, Reason::TokenRejected, true));
        assert_eq!(seen(400), (Scope::Message, Reason::Unknown, true));
        for gateway in [502, 504] {
            let doubt = refusal(gateway, None, None, false, None);
            assert!(doubt.in_doubt() && doubt.retry == Retry::Never, "{gateway}");
        }
    }

    #[test]
    fn the_platform_may_say_how_long_to_wait_within_reason() {
        let wait =
            |seconds| refusal(429, Some(4), None, true, Some(Duration::from_secs(seconds))).retry;
        assert_eq!(wait(90), Retry::After(Duration::from_secs(90)));
        assert_eq!(wait(1_000_000), Retry::After(LONGEST_ASKED_WAIT));
        let refused = refusal(
            400,
            Some(131_026),
            None,
            false,
            Some(Duration::from_secs(9)),
        );
        assert_eq!(refused.retry, Retry::Never);
    }

    #[test]
    fn a_failed_message_of_an_unknown_kind_stays_failed() {
        let error = |code| PlatformError {
            code,
            title: None,
            details: None,
        };
        assert!(refusal_of_status(&[]).is_final());
        assert!(refusal_of_status(&[error(999_999)]).is_final());
        let known = refusal_of_status(&[error(999_999), error(131_047)]);
        assert_eq!(known.retry, Retry::AfterInbound);
    }

    #[test]
    fn every_sample_of_an_error_is_understood() {
        let Some(files) = samples::group("errors") else {
            return;
        };
        for (name, bytes) in files {
            let Some(code) = name
                .strip_prefix("api_")
                .and_then(|rest| rest.split('_').next())
            else {
                continue;
            };
            let body: Value = serde_json::from_slice(&bytes).expect("samples are JSON");
            let error = answer::error_in(&body).unwrap_or_else(|| panic!("{name} is an error"));
            assert_eq!(error.code.to_string(), code, "{name}");
            let refusal = refusal(400, Some(error.code), error.subcode, error.transient, None);
            // Two samples are about things that we never ask for.
            let unlisted = matches!(error.code, 400 | 136_024);
            assert_eq!(refusal.reason == Reason::Unknown, unlisted, "{name}");
            assert!(refusal.certain, "{name}");
        }
    }
}
