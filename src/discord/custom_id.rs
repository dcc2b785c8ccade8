//! The typed `custom_id` of buttons, selects and modals: `v1:<verb>:<id>[:<extra>]`.
//!
//! It survives restarts and is routed in one place. It is input, not authority: whoever handles a
//! press checks right, guild, state and owner again.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

const VERSION: &str = "v1";

/// The longest extra part, in bytes; with the longest verb and id the whole keeps within the 100
/// characters that Discord allows.
pub const EXTRA_LIMIT: usize = 55;

/// Defines [`Verb`] with the name of each on the wire. A name is never changed and never used
/// again for something else: old buttons keep it.
macro_rules! verbs {
    ($($(#[$doc:meta])+ $verb:ident = $name:literal,)+) => {
        /// What a press asks for; the comment of each says what the id names.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Verb {
            $($(#[$doc])+ $verb,)+
        }

        impl Verb {
            /// Every verb there is.
            pub const ALL: &[Self] = &[$(Self::$verb,)+];

            /// The verb's name on the wire.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$verb => $name,)+
                }
            }

            fn parse(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$verb),)+
                    _ => None,
                }
            }
        }
    };
}

verbs! {
    /// Assume a conversation.
    Assume = "take",
    /// Release a conversation.
    Release = "release",
    /// Conclude a conversation.
    Conclude = "conclude",
    /// Conclude a conversation although something speaks against it.
    ConcludeSure = "conclude_sure",
    /// Restart a conversation.
    Restart = "restart",
    /// Choose another template in a conversation.
    Template = "template",
    /// Show the queue of a conversation.
    Queue = "queue",
    /// Let the queue of a conversation leave.
    QueueSend = "queue_send",
    /// Look through the queue of a conversation.
    QueueReview = "queue_review",
    /// Discard the queue of a conversation.
    QueueDiscard = "queue_discard",
    /// Hold the queue of a conversation, or go on.
    QueueHold = "queue_hold",
    /// Edit a queued message.
    QueueEdit = "queue_edit",
    /// Move a queued message up.
    QueueUp = "queue_up",
    /// Move a queued message down.
    QueueDown = "queue_down",
    /// Take a message out of the queue.
    QueueRemove = "queue_remove",
    /// Choose a message in the view of a conversation's queue.
    QueuePick = "queue_pick",
    /// Ask the customer of a conversation something.
    Ask = "ask",
    /// Send what was composed.
    ComposedSend = "composed_send",
    /// Correct what was composed.
    ComposedEdit = "composed_edit",
    /// Turn to a page of the quick replies; the id is the page.
    Quick = "quick",
    /// Choose a quick reply.
    QuickPick = "quick_pick",
    /// Write a quick reply.
    QuickNew = "quick_new",
    /// Change a quick reply.
    QuickEdit = "quick_edit",
    /// Say for whom a quick reply is.
    QuickScope = "quick_scope",
    /// Take a quick reply away.
    QuickDelete = "quick_delete",
    /// Fill in a quick reply for the customer of the thread.
    QuickUse = "quick_use",
    /// Turn to a page of one of the asker's lists; the id is the page.
    Inbox = "inbox",
    /// Show the words after which the queue asks.
    Stops = "stops",
    /// Change those of one language; the id is the language.
    StopsForm = "stops_form",
    /// Change which reactions reach customers.
    LeavingReactions = "leaving_reactions",
    /// How the asker wants to be told; what was chosen is the extra.
    Notify = "notify",
    /// Send a note, by its Discord message, to the customer.
    NoteSend = "note_send",
    /// Send a held message.
    HeldSend = "held_send",
    /// Send a held paste as the file that Discord made of it.
    HeldFile = "held_file",
    /// Make a held message a note.
    HeldNote = "held_note",
    /// Send what became stale in a conversation.
    StaleSend = "stale_send",
    /// Look through what became stale in a conversation.
    StaleReview = "stale_review",
    /// Discard what became stale in a conversation.
    StaleDiscard = "stale_discard",
    /// Go on without repeating a message in doubt.
    DoubtSkip = "doubt_skip",
    /// Send a message in doubt again.
    DoubtResend = "doubt_resend",
    /// Send a message again that had failed.
    Resend = "resend",
    /// Fill in the template of a message that had failed once more.
    TemplateFix = "template_fix",
    /// Send the correction of a message that was edited after it left.
    Correct = "correct",
    /// The contact of a conversation does opt out.
    OptOutYes = "opt_out_yes",
    /// The contact of a conversation does not opt out.
    OptOutNo = "opt_out_no",
    /// The contact of a conversation opts in again.
    OptIn = "opt_in",
    /// Send the template in spite of its price or the hour.
    TemplateAnyway = "template_anyway",
    /// Wait with the template.
    TemplateWait = "template_wait",
    /// Fetch a file once more that could not be had.
    FetchFile = "fetch_file",
    /// Show a customer's message to the asker that the thread does not show.
    ReadUnshown = "read_unshown",
    /// Start a conversation with a contact; id 0 without one.
    Start = "start",
    /// Assume the next conversation of a team.
    NextNew = "next_new",
    /// Open a conversation.
    Open = "open",
    /// Choose among the rest of what can be done to a conversation; what was chosen is the
    /// `custom_id` of the button that would do it.
    More = "more",
    /// Say what the asker may do.
    Help = "help",
    /// One step back in a draft.
    Back = "back",
    /// Cancel a draft, or whatever was asked.
    Cancel = "cancel",
    /// The contact was chosen in a draft.
    WizContact = "wiz_contact",
    /// Search a contact in a draft.
    WizSearch = "wiz_search",
    /// Make a new contact in a draft.
    WizNewContact = "wiz_new_contact",
    /// The channel was chosen in a draft.
    WizChannel = "wiz_channel",
    /// The team was chosen in a draft.
    WizTeam = "wiz_team",
    /// The template was chosen in a draft.
    WizTemplate = "wiz_template",
    /// Turn the page of the templates in a draft.
    WizTemplatePage = "wiz_template_page",
    /// Search a template in a draft.
    WizTemplateSearch = "wiz_template_search",
    /// Fill in the parameters of a draft.
    WizParams = "wiz_params",
    /// Start what a draft shows.
    WizConfirm = "wiz_confirm",
    /// Give a draft up and begin another one.
    WizAfresh = "wiz_afresh",
    /// Start without a template, while the window is open.
    WizNoTemplate = "wiz_no_template",
    /// Show a contact; id 0 where a select names it.
    ContactView = "contact_view",
    /// Make a contact.
    ContactNew = "contact_new",
    /// Change a contact; id 0 where a select names it.
    ContactEdit = "contact_edit",
    /// Block a contact; the extra part says when it is to be let in again.
    ContactBlock = "contact_block",
    /// Show the set-up again.
    Setup = "setup",
    /// Choose a team to change; a select names it.
    TeamPick = "team_pick",
    /// Make a team.
    TeamNew = "team_new",
    /// Name a team.
    TeamRename = "team_rename",
    /// Choose the role of a team.
    TeamRole = "team_role",
    /// Choose the channel of a team.
    TeamPlace = "team_place",
    /// Choose the supervisors' role of a team.
    TeamSupervisors = "team_supervisors",
    /// Choose a number to change; a select names it.
    NumberPick = "number_pick",
    /// Name a number.
    NumberRename = "number_rename",
    /// Choose the default team of a number.
    NumberTeam = "number_team",
    /// Read numbers and templates of the platform again.
    NumberSync = "number_sync",
    /// Switch a number on.
    SetNumberOn = "set_number_on",
    /// Switch a number off.
    SetNumberOff = "set_number_off",
    /// Make the channel of a team private.
    SetTeamPrivate = "set_team_private",
    /// Choose another channel for a team.
    SetTeamOther = "set_team_other",
    /// Send the test of the set-up to oneself.
    SetTest = "set_test",
    /// Subscribe the app to the accounts.
    SetSubscribed = "set_subscribed",
    /// Choose where admins are told of trouble.
    SetAdminPlace = "set_admin_place",
    /// Choose for how many days files are kept; a select names them.
    SetFileDays = "set_file_days",
    /// Show the templates to admins; the id is the page.
    SetTemplates = "set_templates",
    /// Choose a template to set up; a select names it.
    SetTemplate = "set_template",
    /// Choose the teams that a template is open to.
    SetTemplateTeams = "set_template_teams",
    /// Choose a parameter of a template; a select names it.
    SetTemplateField = "set_template_field",
    /// Choose what fills a parameter of a template, which the extra part names.
    SetTemplateSource = "set_template_source",
    /// Take away the file that a template's header always carries.
    SetTemplateFile = "set_template_file",
    /// Show the table of tariffs.
    SetTariffs = "set_tariffs",
    /// Download the table of tariffs.
    SetTariffsFile = "set_tariffs_file",
    /// Show the rules of a team.
    TeamRules = "team_rules",
    /// Change the times of a team.
    TeamTimes = "team_times",
    /// Choose when a team reports reading.
    TeamReading = "team_reading",
    /// Choose when names stand before the words of a team.
    TeamSignature = "team_signature",
    /// Choose what leaves in a team; the extra part says what holds then.
    TeamQuoted = "team_quoted",
    /// Choose who sends a team's third template; the extra part says what holds then.
    TeamThird = "team_third",
}

/// A `custom_id` of ours.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct CustomId {
    /// What is asked for.
    pub verb: Verb,
    /// The row it is about; [`Verb`] says of which kind.
    pub id: i64,
    extra: Option<String>,
}

/// Why a `custom_id` is none of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CustomIdError {
    /// Not `v1:…`.
    #[error("the custom_id has another version")]
    Version,
    /// No such verb.
    #[error("the custom_id has an unknown verb")]
    Verb,
    /// The id is missing or no number.
    #[error("the custom_id has no number for an id")]
    Id,
    /// The extra part is longer than [`EXTRA_LIMIT`].
    #[error("the extra part of the custom_id is too long")]
    Extra,
}

impl CustomId {
    /// A `custom_id` without an extra part.
    pub const fn new(verb: Verb, id: i64) -> Self {
        Self {
            verb,
            id,
            extra: None,
        }
    }

    /// The same with an extra part, which may contain anything, colons included.
    ///
    /// # Errors
    /// If it is longer than [`EXTRA_LIMIT`].
    pub fn with_extra(self, extra: impl Into<String>) -> Result<Self, CustomIdError> {
        let extra = extra.into();
        if extra.len() > EXTRA_LIMIT {
            return Err(CustomIdError::Extra);
        }
        Ok(Self {
            extra: Some(extra),
            ..self
        })
    }

    /// The extra part.
    pub fn extra(&self) -> Option<&str> {
        self.extra.as_deref()
    }
}

impl fmt::Display for CustomId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{VERSION}:{}:{}", self.verb.as_str(), self.id)?;
        match &self.extra {
            Some(extra) => write!(f, ":{extra}"),
            None => Ok(()),
        }
    }
}

impl FromStr for CustomId {
    type Err = CustomIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut parts = text.splitn(4, ':');
        if parts.next() != Some(VERSION) {
            return Err(CustomIdError::Version);
        }
        let verb = parts
            .next()
            .and_then(Verb::parse)
            .ok_or(CustomIdError::Verb)?;
        let id = parts
            .next()
            .and_then(|id| id.parse().ok())
            .ok_or(CustomIdError::Id)?;
        let parsed = Self::new(verb, id);
        match parts.next() {
            Some(extra) => parsed.with_extra(extra),
            None => Ok(parsed),
        }
    }
}

impl Serialize for CustomId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_wire_form_is_fixed() {
        let plain = CustomId::new(Verb::Assume, 42);
        assert_eq!(plain.to_string(), "v1:take:42");
        let extra = CustomId::new(Verb::WizTemplatePage, 7).with_extra("2:a");
        assert_eq!(
            extra.map(|id| id.to_string()),
            Ok("v1:wiz_template_page:7:2:a".into())
        );
    }

    #[test]
    fn no_two_verbs_share_a_name_and_the_longest_fits() {
        let names: HashSet<&str> = Verb::ALL.iter().map(|verb| verb.as_str()).collect();
        assert_eq!(names.len(), Verb::ALL.len());
        for verb in Verb::ALL {
            let longest = CustomId::new(*verb, i64::MIN).with_extra("x".repeat(EXTRA_LIMIT));
            let text = longest.expect("the extra part fits").to_string();
            assert!(text.len() <= 100, "{text}");
        }
    }

    #[test]
    fn what_is_not_ours_is_told_apart() {
        let parse = |text: &str| text.parse::<CustomId>();
        assert_eq!(parse(""), Err(CustomIdError::Version));
        assert_eq!(parse("v2:take:1"), Err(CustomIdError::Version));
        assert_eq!(parse("v1"), Err(CustomIdError::Verb));
        assert_eq!(parse("v1:Take:1"), Err(CustomIdError::Verb));
        assert_eq!(parse("v1:take"), Err(CustomIdError::Id));
        assert_eq!(parse("v1:take:"), Err(CustomIdError::Id));
        assert_eq!(parse("v1:take:1x"), Err(CustomIdError::Id));
        assert_eq!(
            parse("v1:take:99999999999999999999"),
            Err(CustomIdError::Id)
        );
        let long = format!("v1:take:1:{}", "x".repeat(EXTRA_LIMIT + 1));
        assert_eq!(parse(&long), Err(CustomIdError::Extra));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            verb in proptest::sample::select(Verb::ALL),
            id: i64,
            extra in proptest::option::of("[ -~]{0,55}"),
        ) {
            let mut written = CustomId::new(verb, id);
            if let Some(extra) = extra {
                written = written.with_extra(extra).expect("the extra part fits");
            }
            prop_assert_eq!(written.to_string().parse(), Ok(written));
        }

        #[test]
        fn nothing_that_is_read_panics(text in "\\PC{0,100}|v1:\\PC{0,90}") {
            if let Ok(read) = text.parse::<CustomId>() {
                prop_assert_eq!(read.to_string().parse(), Ok(read));
            }
        }
    }
}
