//! What is offered after a failure, reason by reason: of none is it left to chance.

use super::*;

fn labels(stage: Stage, is_template: bool, why: Reason) -> String {
    let failed = Failed {
        conversation: ConversationId(1),
        stage,
        contact: ContactId(2),
        message: MessageId(3),
        is_template,
        why,
    };
    let buttons = after_failure(Locale::PtBr, failed).into_iter();
    let labels = buttons.map(|button| {
        let json = serde_json::to_value(button).expect("a button is serialisable");
        json["label"].as_str().expect("a label").to_owned()
    });
    labels.collect::<Vec<_>>().join(", ")
}

#[test]
fn every_reason_offers_what_helps() {
    let told: String = Reason::ALL
        .iter()
        .map(|why| {
            let message = labels(Stage::Open, false, *why);
            let template = labels(Stage::Open, true, *why);
            format!("{}: {message} | {template}\n", why.name())
        })
        .collect();
    assert_eq!(told, EXPECTED);
}

#[test]
fn after_the_end_the_conversation_is_begun_again_first() {
    for why in Reason::ALL {
        for is_template in [false, true] {
            let offered = labels(Stage::Concluded, is_template, *why);
            let again = offered.find("Enviar de novo");
            assert!(
                again.is_none() || offered.starts_with("Reiniciar, "),
                "{offered}"
            );
            assert!(!offered.contains("Escolher outro"), "{offered}");
        }
    }
}

/// For a message, and for a template.
const EXPECTED: &str = "\
no-connection: Enviar de novo | Enviar de novo, Escolher outro
no-answer:  | Escolher outro
connection-lost:  | Escolher outro
unreadable-answer:  | Escolher outro
platform-down: Enviar de novo | Enviar de novo, Escolher outro
rate-limited: Enviar de novo | Enviar de novo, Escolher outro
maintenance: Enviar de novo | Enviar de novo, Escolher outro
token-rejected: Enviar de novo | Enviar de novo, Escolher outro
no-permission: Enviar de novo | Enviar de novo, Escolher outro
channel-gone: Enviar de novo | Enviar de novo, Escolher outro
account-restricted: Enviar de novo | Enviar de novo, Escolher outro
country-restricted: Enviar de novo | Enviar de novo, Escolher outro
name-not-approved: Enviar de novo | Enviar de novo, Escolher outro
billing: Enviar de novo | Enviar de novo, Escolher outro
not-registered: Enviar de novo | Enviar de novo, Escolher outro
spam-limit: Enviar de novo | Enviar de novo, Escolher outro
terms-not-accepted: Enviar de novo | Enviar de novo, Escolher outro
window-closed: Enviar de novo | Enviar de novo, Escolher outro
pair-limit: Enviar de novo | Enviar de novo, Escolher outro
undeliverable: Ver contato | Ver contato
no-address: Enviar de novo, Ver contato | Ver contato
recipient-is-sender: Enviar de novo, Ver contato | Ver contato
not-in-test-list: Enviar de novo, Ver contato | Ver contato
user-in-experiment: Ver contato | Ver contato
marketing-cap: Enviar de novo | Escolher outro
opted-out:  | Escolher outro
marketing-unavailable:  | Escolher outro
marketing-off: Enviar de novo | Enviar de novo, Escolher outro
needs-phone-number:  | Escolher outro
mislabelled-templates: Enviar de novo | Enviar de novo, Escolher outro
identity-changed: Enviar de novo | Enviar de novo, Escolher outro
something-wrong: Enviar de novo | Enviar de novo, Escolher outro
bad-parameter: Enviar de novo | Enviar de novo, Escolher outro
reaction-refused:  | Escolher outro
kind-unsupported:  | Escolher outro
media-download: Enviar de novo | Enviar de novo, Escolher outro
media-upload: Enviar de novo | Enviar de novo, Escolher outro
file-too-large:  | Escolher outro
file-empty:  | Escolher outro
file-gone:  | Escolher outro
template-parameters:  | Corrigir, Escolher outro
template-missing:  | Escolher outro
template-too-long:  | Corrigir, Escolher outro
template-policy:  | Escolher outro
template-paused:  | Escolher outro
template-disabled:  | Escolher outro
flow-blocked:  | Escolher outro
template-rejected:  | Escolher outro
stale-cursor:  | Escolher outro
unknown: Enviar de novo | Enviar de novo, Escolher outro
";
