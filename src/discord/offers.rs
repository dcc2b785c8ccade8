//! What can be pressed under more than one text: below a line or a card for everybody, and in what
//! somebody is shown alone, since the line may be gone or far above.

use super::components::{ActionRow, Button, ButtonStyle, Select, SelectOption, button_rows};
use super::custom_id::{CustomId, Verb};
use crate::domain::conversation::{Conversation, Stage};
use crate::domain::ids::{ContactId, ConversationId, FileId, InboundId, MessageId};
use crate::domain::message::HeldReason;
use crate::domain::refusal::Reason;
use crate::domain::text::excerpt;
use crate::words::{Args, Locale, args, say};

/// How much of a name stands on a button.
const NAME: usize = 25;

/// A button with a text of the words.
pub fn button(locale: Locale, style: ButtonStyle, verb: Verb, id: i64, text: &str) -> Button {
    labelled(style, verb, id, &say(locale, text, &Args::new()))
}

/// A button with this label.
pub fn labelled(style: ButtonStyle, verb: Verb, id: i64, label: &str) -> Button {
    Button::new(style, CustomId::new(verb, id), label)
}

/// What can be done to a conversation: what is done often as buttons, the rest in a select.
pub fn conversation(locale: Locale, c: &Conversation, opted_out: bool) -> Vec<ActionRow> {
    let id = c.id.0;
    let make = |style, verb, text: &str| button(locale, style, verb, id, text);
    let (primary, ordinary) = (ButtonStyle::Primary, ButtonStyle::Secondary);
    let buttons = if c.stage == Stage::Concluded {
        vec![make(primary, Verb::Restart, "card-restart-button")]
    } else {
        let assume = if c.assignee.is_none() {
            primary
        } else {
            ordinary
        };
        vec![
            make(assume, Verb::Assume, "card-assume-button"),
            make(ordinary, Verb::Template, "card-template-button"),
            make(ordinary, Verb::Queue, "card-queue-button"),
            make(ordinary, Verb::Conclude, "card-conclude-button"),
        ]
    };
    let mut rows = button_rows(buttons);
    rows.push(the_rest(locale, c, opted_out).into());
    rows
}

/// Choosing an option is pressing a button: its value is the `custom_id`. A form cannot open here,
/// since the answer has to give the select its choice back.
fn the_rest(locale: Locale, c: &Conversation, opted_out: bool) -> Select {
    let id = c.id.0;
    let word = |id: &str| say(locale, id, &Args::new());
    let option = |verb: Verb, id: i64, label: &str, about: &str| {
        let value = CustomId::new(verb, id).to_string();
        SelectOption::new(value, &word(label)).description(&word(about))
    };
    let assigned = c.stage == Stage::Open && c.assignee.is_some();
    let release = assigned.then(|| {
        option(
            Verb::Release,
            id,
            "card-release-button",
            "more-release-about",
        )
    });
    let marketing = if opted_out {
        option(Verb::OptIn, id, "opt-in-button", "more-opt-in-about")
    } else {
        option(
            Verb::OptOutYes,
            id,
            "opt-out-record-button",
            "more-opt-out-about",
        )
    };
    let contact = c.contact.0;
    let options = release.into_iter().chain([
        option(
            Verb::ContactView,
            contact,
            "card-contact-button",
            "more-contact-about",
        ),
        marketing,
        option(Verb::Help, 0, "more-help", "more-help-about"),
    ]);
    Select::options(CustomId::new(Verb::More, id), options).placeholder(&word("more-placeholder"))
}

/// What may become of a held message; `contact` is the customer's first name.
pub fn held(locale: Locale, message: MessageId, reason: HeldReason, contact: &str) -> Vec<Button> {
    let make = |verb, text: &str| button(locale, ButtonStyle::Secondary, verb, message.0, text);
    let send = match reason {
        HeldReason::Unassigned => "held-assume-button",
        HeldReason::Concluded => "held-restart-button",
        HeldReason::LongPaste => "held-as-text-button",
        _ => "held-send-button",
    };
    let send = say(locale, send, &args! { "contact" => excerpt(contact, NAME) });
    let send = labelled(ButtonStyle::Primary, Verb::HeldSend, message.0, &send);
    let file =
        (reason == HeldReason::LongPaste).then(|| make(Verb::HeldFile, "held-as-file-button"));
    [send]
        .into_iter()
        .chain(file)
        .chain([held_note(locale, message, reason)])
        .collect()
}

/// A held message stays inside: what its author and whoever has the conversation may say.
pub fn held_note(locale: Locale, message: MessageId, reason: HeldReason) -> Button {
    let text = match reason {
        HeldReason::Unassigned | HeldReason::Concluded => "held-only-note-button",
        _ => "held-note-button",
    };
    button(
        locale,
        ButtonStyle::Secondary,
        Verb::HeldNote,
        message.0,
        text,
    )
}

/// The ways out of a doubt; out of a concluded conversation nothing is sent again.
pub fn doubt(locale: Locale, message: MessageId, stage: Stage) -> Vec<Button> {
    let (go_on, again) = (ButtonStyle::Primary, ButtonStyle::Danger);
    let go_on = button(
        locale,
        go_on,
        Verb::DoubtSkip,
        message.0,
        "doubt-go-on-button",
    );
    let again = button(
        locale,
        again,
        Verb::DoubtResend,
        message.0,
        "doubt-again-button",
    );
    let again = (stage == Stage::Open).then_some(again);
    [go_on].into_iter().chain(again).collect()
}

/// What was changed in Discord after it left can be sent as a correction.
pub fn correction(locale: Locale, message: MessageId) -> Button {
    let (style, text) = (ButtonStyle::Primary, "send-correction-button");
    button(locale, style, Verb::Correct, message.0, text)
}

/// A message that failed.
#[derive(Debug, Clone, Copy)]
pub struct Failed {
    /// Whose it is.
    pub conversation: ConversationId,
    /// Where that stands.
    pub stage: Stage,
    /// To whom it should have gone.
    pub contact: ContactId,
    /// Its row.
    pub message: MessageId,
    /// It is a template.
    pub is_template: bool,
    /// Why it failed.
    pub why: Reason,
}

/// The way out after a failure, where one press is one.
pub fn after_failure(locale: Locale, failed: Failed) -> Vec<Button> {
    let (primary, secondary) = (ButtonStyle::Primary, ButtonStyle::Secondary);
    let make = |style, verb, id, text: &str| button(locale, style, verb, id, text);
    let message = failed.message.0;
    let another = |style| {
        let id = failed.conversation.0;
        make(style, Verb::Template, id, "choose-another-button")
    };
    let again = || make(primary, Verb::Resend, message, "send-again-button");
    let see = || {
        let id = failed.contact.0;
        make(secondary, Verb::ContactView, id, "see-contact-button")
    };
    let recipients = matches!(
        failed.why,
        Reason::Undeliverable
            | Reason::NoAddress
            | Reason::RecipientIsSender
            | Reason::NotInTestList
            | Reason::UserInExperiment
    );
    let concluded = failed.stage == Stage::Concluded;
    let restart = || {
        let id = failed.conversation.0;
        make(primary, Verb::Restart, id, "card-restart-button")
    };
    if failed.is_template {
        return match failed.why {
            _ if recipients => vec![see()],
            // No template is chosen for what is over.
            _ if concluded => vec![restart()],
            why if why.concerns_parameters() => vec![
                make(primary, Verb::TemplateFix, message, "fix-template-button"),
                another(secondary),
            ],
            // It is filled in and looked at once more: what it was sent with may be of no use any more.
            why if why.may_go_again() => vec![
                make(primary, Verb::TemplateFix, message, "send-again-button"),
                another(secondary),
            ],
            _ => vec![another(primary)],
        };
    }
    // What is wrong with it may be mended in its line, or in the contact, or pass by itself.
    let goes = failed.why.may_go_again() || failed.why.again_after().is_some();
    let restart = (goes && concluded).then(restart);
    let again = goes.then(again);
    let ways = restart.into_iter().chain(again);
    ways.chain(recipients.then(see)).collect()
}

/// The customer refuses marketing.
pub fn refusal(locale: Locale, conversation: ConversationId) -> Button {
    let (style, text) = (ButtonStyle::Primary, "opt-out-record-button");
    button(locale, style, Verb::OptOutYes, conversation.0, text)
}

/// Whether the customer refused marketing.
pub fn opt_out(locale: Locale, conversation: ConversationId) -> Vec<Button> {
    let (style, text) = (ButtonStyle::Secondary, "opt-out-ignore-button");
    let ignore = button(locale, style, Verb::OptOutNo, conversation.0, text);
    vec![refusal(locale, conversation), ignore]
}

/// The customer takes marketing again.
pub fn opt_in(locale: Locale, conversation: ConversationId) -> Button {
    let (style, text) = (ButtonStyle::Secondary, "opt-in-button");
    button(locale, style, Verb::OptIn, conversation.0, text)
}

/// A file that could not be had is asked for once more.
pub fn fetch(locale: Locale, file: FileId) -> Button {
    let (style, text) = (ButtonStyle::Primary, "fetch-file-button");
    button(locale, style, Verb::FetchFile, file.0, text)
}

/// A customer's message that the thread does not show is read all the same.
pub fn read_unshown(locale: Locale, message: InboundId) -> Button {
    let (style, text) = (ButtonStyle::Primary, "read-unshown-button");
    button(locale, style, Verb::ReadUnshown, message.0, text)
}

#[cfg(test)]
mod tests;
