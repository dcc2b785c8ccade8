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

/// Codes from … to, the HTTP statuses that come with them, the letter of what is to be done.
type Row = (&'static [(i64, i64)], &'static [u16], char);

/// Meta's list, row by row. <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
#[rustfmt::skip]
const LIST: &[Row] = &[
    (&[(0, 0), (190, 190)], &[401], 'C'),
    (&[(3, 3), (10, 10), (200, 299), (131_005, 131_005)], &[500, 403], 'C'),
    (&[(1, 1)], &[400], 'B'),
    (&[(2, 2), (131_016, 131_016), (133_004, 133_004)], &[503, 500], 'B'),
    (&[(4, 4), (80_007, 80_007), (130_429, 130_429)], &[400, 429], 'B'),
    (&[(33, 33)], &[400], 'C'),
    (&[(100, 100), (131_008, 131_009)], &[400], 'N'),
    (&[(368, 368), (131_031, 131_031), (130_497, 130_497)], &[403], 'C'),
    (&[(130_472, 130_472)], &[400], 'N'),
    (&[(131_000, 131_000)], &[500], 'B'),
    (&[(131_021, 131_021)], &[400], 'N'),
    (&[(131_026, 131_026)], &[400], 'N'),
    (&[(131_030, 131_030)], &[400], 'N'),
    (&[(131_037, 131_037)], &[400], 'C'),
    (&[(131_042, 131_042), (131_045, 131_045)], &[400, 500], 'C'),
    (&[(131_047, 131_047)], &[400], 'Q'),
    (&[(131_048, 131_048)], &[400], 'C'),
    (&[(131_049, 131_049)], &[400], 'H'),
    (&[(131_050, 131_050)], &[400], 'N'),
    (&[(131_051, 131_051)], &[400], 'N'),
    (&[(131_052, 131_053)], &[400], 'U'),
    (&[(131_055, 131_055), (134_100, 134_102)], &[400, 500], 'N'),
    (&[(131_056, 131_056)], &[400], 'P'),
    (&[(131_057, 131_057)], &[500], 'B'),
    // The list is read from its beginning again; no message ever meets it.
    (&[(131_059, 131_059)], &[400], 'N'),
    (&[(131_062, 131_062)], &[400], 'N'),
    (&[(131_063, 131_064)], &[400], 'C'),
    (&[(132_000, 132_000)], &[400], 'T'),
    (&[(132_001, 132_001)], &[404, 400], 'T'),
    (&[(132_005, 132_005), (132_007, 132_008), (132_012, 132_012)], &[400], 'T'),
    (&[(132_015, 132_016)], &[400], 'T'),
    (&[(132_068, 132_069)], &[400], 'T'),
    (&[(133_000, 133_003), (133_005, 133_016)], &[400, 500], 'C'),
    (&[(134_011, 134_011)], &[400], 'C'),
    (&[(135_000, 135_000)], &[400], 'B'),
    (&[(137_000, 137_000)], &[400], 'N'),
    (&[(2_388_000, 2_388_999)], &[400], 'N'),
];

#[test]
fn every_listed_code_has_its_action_at_once_and_later() {
    for (ranges, statuses, expected) in LIST {
        for code in ranges.iter().flat_map(|(from, to)| *from..=*to) {
            // The code decides, whatever HTTP status it comes with.
            for http in statuses.iter().chain(&[400, 500]) {
                let at_once = refusal(*http, Some(code), None, false, None);
                assert_eq!(letter(&at_once), *expected, "{code} with HTTP {http}");
                assert_ne!(at_once.reason, Reason::Unknown, "{code}");
                assert_eq!(at_once.code, Some(code));
            }
            let later = refusal_of_status(&[PlatformError {
                code,
                title: None,
                details: None,
            }]);
            assert_eq!(letter(&later), *expected, "{code} in a status");
        }
    }
}

#[test]
fn attempts_are_counted_where_the_platform_blames_the_message() {
    for (code, tries) in [(1, 3), (131_000, 4), (135_000, 2)] {
        let refusal = refusal(500, Some(code), None, false, None);
        assert_eq!(refusal.retry, Retry::Counted { tries });
    }
    for code in [2, 4, 130_429, 190, 131_047, 131_048, 131_056] {
        let retry = refusal(500, Some(code), None, false, None).retry;
        assert!(!matches!(retry, Retry::Counted { .. }), "{code}: {retry:?}");
    }
}

#[test]
fn a_missing_object_is_told_from_a_bad_parameter_by_its_subcode() {
    let gone = refusal(400, Some(100), Some(33), false, None);
    assert_eq!(gone.reason, Reason::ChannelGone);
    let unregistered = refusal(400, Some(100), Some(2_207_051), false, None);
    assert_eq!(unregistered.reason, Reason::NotRegistered);
    assert_eq!(
        unregistered.scope,
        Scope::Channel,
        "no fault of the message"
    );
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
    assert_eq!(refusal_of_status(&[]).retry, Retry::Never);
    assert_eq!(refusal_of_status(&[error(999_999)]).retry, Retry::Never);
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
