//! Why something did not leave: the closed vocabulary that every channel translates into.
//!
//! A [`Refusal`] answers three questions: may it be tried again and when ([`Retry`]), is it certain
//! that nothing was delivered ([`Refusal::certain`]), and what does the agent read ([`Reason`]).

use std::time::Duration;

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// Why a request towards a platform did not do what it was for, or why nobody knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// What the agent reads.
    pub reason: Reason,
    /// The platform's own code, where it gave one.
    pub code: Option<i64>,
    /// Whether it is certain that nothing was delivered. If not, the send is *in doubt*: the
    /// machine alone never repeats it, whatever [`Refusal::retry`] says.
    pub certain: bool,
    /// Whose trouble it is, and so what has to wait.
    pub scope: Scope,
    /// Whether and when the same message may be tried again.
    pub retry: Retry,
}

/// What a refusal holds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This message alone.
    Message,
    /// All that goes to this contact on this channel.
    Contact,
    /// All that leaves from this channel.
    Channel,
    /// All that goes to this platform.
    Platform,
}

/// Whether and when the same message may be tried again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retry {
    /// Not by the machine.
    Never,
    /// After the usual waiting times, for as long as it takes: uses up no attempt.
    Backoff,
    /// After the usual waiting times, but `tries` attempts in all are enough.
    Counted {
        /// Attempts that may be refused like this before the message is given up.
        tries: u8,
    },
    /// Once this time has passed, as the platform asked: uses up no attempt.
    After(Duration),
    /// After 4, 16, 64 … seconds for this contact ([`pair_wait`]): uses up no attempt.
    Pair,
    /// When the contact has written again.
    AfterInbound,
    /// When an admin, or the platform, has put the channel in order.
    ChannelRestored,
    /// Once, with the file uploaded anew.
    Reupload,
}

impl Retry {
    /// For how long the platform asked to be left alone, if it did.
    pub fn asked_wait(self) -> Option<TimeDelta> {
        match self {
            Self::After(wait) => TimeDelta::from_std(wait).ok(),
            _ => None,
        }
    }
}

impl Refusal {
    /// Whether nobody knows if it was delivered.
    pub fn in_doubt(&self) -> bool {
        !self.certain
    }
}

/// The longest time for which anybody who asks for it is left alone; after it we look again.
pub const LONGEST_ASKED_WAIT: Duration = Duration::from_secs(60 * 60);

/// The same between our moments: no pause that a clock set back has not lengthened is longer.
pub const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);

const _: () = assert!(LONGEST_PAUSE.num_seconds().unsigned_abs() == LONGEST_ASKED_WAIT.as_secs());

/// How long to leave a contact alone after the `times`th refusal in a row for writing too fast;
/// the first is 1. From <https://developers.facebook.com/docs/whatsapp/cloud-api/overview>
/// ("pair rate limits"), held to about a quarter of an hour.
pub fn pair_wait(times: u32) -> Duration {
    Duration::from_secs(4_u64.pow(times.clamp(1, 5)))
}

macro_rules! reasons {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)+) => {
        /// Why, as far as a person needs to know it; the sentences stand in the words.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        pub enum Reason {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)+
        }

        impl Reason {
            /// Every reason, in the order of their declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Its name in stored rows, message ids and metrics.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

reasons! {
    /// The request surely never left: refused connection, unknown host, no TLS.
    NoConnection = "no-connection",
    /// The request left and no answer came in time.
    NoAnswer = "no-answer",
    /// The connection ended before the answer did.
    ConnectionLost = "connection-lost",
    /// The platform said yes in a form that does not say what it said yes to.
    UnreadableAnswer = "unreadable-answer",
    /// The platform itself is in trouble.
    PlatformDown = "platform-down",
    /// Too many requests from this app, account or number.
    RateLimited = "rate-limited",
    /// The channel is being moved or upgraded and will be back in a moment.
    Maintenance = "maintenance",
    /// The token is missing, wrong or expired.
    TokenRejected = "token-rejected",
    /// The token does not reach this far.
    NoPermission = "no-permission",
    /// The number or account that was named does not exist or cannot be seen.
    ChannelGone = "channel-gone",
    /// The account is restricted or locked for breaking a policy.
    AccountRestricted = "account-restricted",
    /// The account may not write to this country.
    CountryRestricted = "country-restricted",
    /// The number's display name is not approved.
    NameNotApproved = "name-not-approved",
    /// The account cannot pay.
    Billing = "billing",
    /// The number is not, or not fully, registered.
    NotRegistered = "not-registered",
    /// People reported or blocked this number too often.
    SpamLimit = "spam-limit",
    /// Terms that an admin has to accept first.
    TermsNotAccepted = "terms-not-accepted",
    /// The window is closed.
    WindowClosed = "window-closed",
    /// Too many messages to this contact in a row.
    PairLimit = "pair-limit",
    /// No account, a block, or an app too old.
    Undeliverable = "undeliverable",
    /// Nothing is known to which one could write.
    NoAddress = "no-address",
    /// The number wrote to itself.
    RecipientIsSender = "recipient-is-sender",
    /// A test number may write to five listed people only.
    NotInTestList = "not-in-test-list",
    /// The platform leaves this person out to measure something.
    UserInExperiment = "user-in-experiment",
    /// This person got enough marketing for now, from everybody; try tomorrow at the earliest.
    MarketingCap = "marketing-cap",
    /// This person wants no marketing from this company; other categories still reach them.
    OptedOut = "opted-out",
    /// Marketing cannot reach this person this way.
    MarketingUnavailable = "marketing-unavailable",
    /// Marketing from this number leaves another way, or not at all.
    MarketingOff = "marketing-off",
    /// Someone without a phone number cannot get this kind of template.
    NeedsPhoneNumber = "needs-phone-number",
    /// The account mislabelled too many templates.
    MislabelledTemplates = "mislabelled-templates",
    /// The person's phone changed keys since they were last looked at.
    IdentityChanged = "identity-changed",
    /// The platform could not take this message and does not say why.
    SomethingWrong = "something-wrong",
    /// A part of the message is missing or bad.
    BadParameter = "bad-parameter",
    /// The message that was reacted to cannot be reacted to, any more or at all.
    ReactionRefused = "reaction-refused",
    /// The channel does not carry messages of this kind.
    KindUnsupported = "kind-unsupported",
    /// The file could not be fetched.
    MediaDownload = "media-download",
    /// The file could not be taken in: its type, size or content does not fit.
    MediaUpload = "media-upload",
    /// The file is larger than anything that can go to the customer.
    FileTooLarge = "file-too-large",
    /// The file is empty.
    FileEmpty = "file-empty",
    /// Discord does not hand the file out any more.
    FileGone = "file-gone",
    /// The template takes other parameters than it got.
    TemplateParameters = "template-parameters",
    /// There is no such template in this language, or it is not approved.
    TemplateMissing = "template-missing",
    /// The template's text is too long once its parameters are in.
    TemplateTooLong = "template-too-long",
    /// The template breaks a policy.
    TemplatePolicy = "template-policy",
    /// The template is paused for its quality.
    TemplatePaused = "template-paused",
    /// The template was paused too often and is off for good.
    TemplateDisabled = "template-disabled",
    /// The form behind the template is blocked or slowed down.
    FlowBlocked = "flow-blocked",
    /// The template could not be made or changed.
    TemplateRejected = "template-rejected",
    /// The place in a list has expired; read the list from its beginning.
    StaleCursor = "stale-cursor",
    /// The platform gave a code that nobody has told us about.
    Unknown = "unknown",
}

impl Reason {
    /// The same message may be sent again: what is wrong may be mended or pass, or nobody knows
    /// that it does not.
    pub fn may_go_again(self) -> bool {
        self.passes()
            || matches!(
                self,
                Self::Unknown
                    | Self::NoAddress
                    | Self::RecipientIsSender
                    | Self::NotInTestList
                    | Self::SomethingWrong
                    | Self::BadParameter
                    | Self::IdentityChanged
                    | Self::MediaDownload
                    | Self::MediaUpload
            )
    }

    /// It is about the platform, the number or the moment and not about the message, which waits
    /// until that is over.
    fn passes(self) -> bool {
        matches!(
            self,
            Self::NoConnection
                | Self::PlatformDown
                | Self::RateLimited
                | Self::Maintenance
                | Self::PairLimit
                | Self::WindowClosed
                | Self::TokenRejected
                | Self::NoPermission
                | Self::ChannelGone
                | Self::AccountRestricted
                | Self::CountryRestricted
                | Self::NameNotApproved
                | Self::Billing
                | Self::NotRegistered
                | Self::SpamLimit
                | Self::TermsNotAccepted
                | Self::MislabelledTemplates
                | Self::MarketingOff
        )
    }

    /// The platform may be unable to use the file that a message points at, as it has it.
    pub fn may_be_its_file(self) -> bool {
        matches!(
            self,
            Self::MediaDownload | Self::MediaUpload | Self::BadParameter
        )
    }

    /// It is about the file that a message carries, if it carries one: what stands below it could
    /// leave without it.
    pub fn is_about_the_file(self) -> bool {
        matches!(
            self,
            Self::KindUnsupported
                | Self::MediaDownload
                | Self::MediaUpload
                | Self::FileTooLarge
                | Self::FileEmpty
                | Self::FileGone
        )
    }

    /// Whether what we know of the template is out of date, so that it must be read again.
    pub fn concerns_template(self) -> bool {
        matches!(
            self,
            Self::TemplateParameters
                | Self::TemplateMissing
                | Self::TemplateTooLong
                | Self::TemplatePolicy
                | Self::TemplatePaused
                | Self::TemplateDisabled
                | Self::FlowBlocked
        )
    }

    /// The template is the right one; what filled it in does not fit any more.
    pub fn concerns_parameters(self) -> bool {
        matches!(self, Self::TemplateParameters | Self::TemplateTooLong)
    }

    /// How long a person must leave the contact alone before the same may be tried again, where the
    /// platform says so.
    pub fn again_after(self) -> Option<TimeDelta> {
        (self == Self::MarketingCap).then_some(CAP)
    }
}

/// After it had enough marketing from everybody, a contact gets none for so long.
/// <https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes>
const CAP: TimeDelta = TimeDelta::hours(24);

/// How long to wait after the nth failure in a row, from 1; the last step holds for every later
/// one.
pub fn backoff(nth: u32) -> TimeDelta {
    const STEPS_S: [i64; 5] = [1, 5, 30, 120, 300];
    let at = (nth.max(1) as usize - 1).min(STEPS_S.len() - 1);
    TimeDelta::seconds(STEPS_S[at])
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn refusal(certain: bool, scope: Scope, retry: Retry) -> Refusal {
        Refusal {
            reason: Reason::Unknown,
            code: None,
            certain,
            scope,
            retry,
        }
    }

    #[test]
    fn names_are_distinct_and_are_what_is_stored() {
        let names: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.name()).collect();
        assert_eq!(names.len(), Reason::ALL.len());
        for reason in Reason::ALL {
            let stored = serde_json::to_value(reason).expect("a reason is a string");
            assert_eq!(stored, reason.name());
        }
    }

    #[test]
    fn a_contact_is_left_alone_longer_each_time() {
        let waits: Vec<_> = (0..8).map(|times| pair_wait(times).as_secs()).collect();
        assert_eq!(waits, [4, 4, 16, 64, 256, 1024, 1024, 1024]);
    }

    #[test]
    fn refusals_survive_storage() {
        let before = refusal(true, Scope::Channel, Retry::After(Duration::from_secs(60)));
        let stored = serde_json::to_string(&before).expect("serialisable");
        let after: Refusal = serde_json::from_str(&stored).expect("readable again");
        assert_eq!(after, before);
    }
}
