//! What each error code of the Cloud API means to us.
//!
//! From <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>, with what
//! others saw since. Only the code decides; HTTP statuses are said to vary for the same code and
//! matter where there is no code or an unknown one.

use std::time::Duration;

use crate::domain::incoming::PlatformError;
use crate::domain::refusal::{LONGEST_ASKED_WAIT, Reason, Refusal, Retry, Scope};

/// The subcode of 100 by which a number that is not registered is refused in places; 133010 says
/// the same. From the samples of Meta's OpenAPI document.
const UNREGISTERED: i64 = 2_207_051;

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
        (100, Some(UNREGISTERED)) => (Channel, Reason::NotRegistered),
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
        (131_063, _) => (Channel, Reason::MarketingOff),
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
mod tests;
