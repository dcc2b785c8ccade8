//! Every published payload is read as what its file name says.

use super::read;
use crate::channels::whatsapp::samples;
use crate::domain::abilities::MediaKind;
use crate::domain::incoming::{
    Choice, InboundBody, Incoming, MessageStatus, NumberChange, StatusUpdate, System,
    TemplateChange,
};
use crate::domain::refusal::Reason;

/// Whether a sample's only item is what its name says.
fn is_as_named(name: &str, item: &Incoming) -> bool {
    use InboundBody as B;
    use Incoming as I;
    let media = |body: &InboundBody, kind| matches!(body, B::Media(media) if media.kind == kind);
    if let I::Inbound(inbound) = item {
        let (body, context) = (&inbound.body, &inbound.context);
        return match name {
            "button" => matches!(body, B::Button { .. }),
            "contacts" => matches!(body, B::Contacts { cards } if cards[0].name.is_some()),
            "document" => media(body, MediaKind::Document),
            "document_forwarded" => media(body, MediaKind::Document) && context.forwarded,
            "edit" => matches!(body, B::Edit { body, .. } if media(body, MediaKind::Image)),
            "image" => media(body, MediaKind::Image),
            "interactive_button_reply" => matches!(body, B::ButtonReply { .. }),
            "interactive_call_permission_reply" => *body == B::CallPermission { granted: false },
            "interactive_list_reply" => matches!(body, B::ListReply { .. }),
            "interactive_nfm_reply" => {
                matches!(body, B::FlowReply { answers, .. } if answers["cs_rating"] == "0")
            }
            "location" => matches!(body, B::Location(_)),
            "location_forwarded" => matches!(body, B::Location(_)) && context.forwarded,
            "order" => matches!(body, B::Order(order) if !order.items.is_empty()),
            "reaction" => matches!(body, B::Reaction { emoji: Some(_), .. }),
            "reaction_removed" => matches!(body, B::Reaction { emoji: None, .. }),
            "revoke" => matches!(body, B::Revoke { .. }),
            "sticker_animated" => matches!(body, B::Media(media) if media.animated),
            "sticker_static" => matches!(body, B::Media(media) if !media.animated),
            "system_customer_identity_changed" => *body == B::System(System::IdentityChanged),
            "system_user_changed_number" => {
                matches!(
                    body,
                    B::System(System::NumberChanged { wa_id: Some(_), .. })
                )
            }
            "text" => matches!(body, B::Text { .. }),
            "text_bsuid_only" => inbound.contact.number().is_none(),
            "text_frequently_forwarded" => context.frequently_forwarded,
            "text_referral" => inbound.referral.is_some(),
            "text_referred_product" => context.product.is_some(),
            "text_reply" => context.quoted.is_some(),
            "unsupported" => matches!(body, B::Unsupported { errors, .. } if !errors.is_empty()),
            "video" => media(body, MediaKind::Video),
            "voice" => media(body, MediaKind::Voice),
            _ => false,
        };
    }
    if let I::Status(update) = item {
        return match name {
            "sent" => update.status == MessageStatus::Sent,
            "delivered" => update.status == MessageStatus::Delivered,
            "read" => update.status == MessageStatus::Read,
            "read_group" => update.participant.is_some(),
            "failed_130472" => has_reason(update, Reason::UserInExperiment),
            "failed_131036" => has_reason(update, Reason::Undeliverable),
            "failed_131049" => has_reason(update, Reason::MarketingCap),
            _ => false,
        };
    }
    let Some(news) = name.strip_prefix("webhook_") else {
        return false;
    };
    match item {
        I::AccountAlert(alert) => {
            // One sample has its field where its value should be.
            let named = format!("account_update_{}", news.trim_start_matches("none_"));
            news.starts_with(&alert.field) || named.starts_with(&alert.field)
        }
        I::NumberChanged(changed) => match changed.change {
            NumberChange::Quality { .. } => news == "phone_number_quality_update_flagged",
            NumberChange::Name { .. } => news == "phone_number_name_update",
            NumberChange::Security { .. } => news == "security_pin_reset_request",
        },
        I::TemplateChanged(changed) => match &changed.change {
            TemplateChange::Status { event, .. } => {
                news == format!("message_template_status_update_{}", event.to_lowercase())
            }
            TemplateChange::Quality { .. } => {
                // One sample of a status is really one of quality.
                matches!(
                    news,
                    "message_template_quality_update" | "message_template_status_update"
                )
            }
            TemplateChange::Components => news == "message_template_components_update",
            TemplateChange::Category { .. } => news == "template_category_update",
        },
        I::Preference(told) => news == "user_preferences" && told.choice == Choice::Resume,
        I::Echo(echo) => match echo.body {
            B::Edit { .. } => news == "smb_message_echoes_edit",
            _ => news == "smb_message_echoes_text",
        },
        I::Call(_) => matches!(news, "call_status" | "calls_connect"),
        I::NumberTrouble { .. } => news == "value_errors",
        I::Other { field, .. } => {
            let known = [
                "group_lifecycle_update",
                "group_settings_update",
                "partner_solutions",
            ];
            news.starts_with(field.as_str()) && known.contains(&field.as_str())
        }
        I::Inbound(_) | I::Status(_) | I::Unreadable { .. } => false,
    }
}

fn has_reason(update: &StatusUpdate, reason: Reason) -> bool {
    update
        .refusal
        .as_ref()
        .is_some_and(|refusal| refusal.reason == reason && refusal.certain)
}

#[test]
fn every_sample_is_what_its_name_says() {
    for (group, prefix) in [
        ("inbound", ""),
        ("statuses", ""),
        ("templates", "webhook_"),
        ("other", "webhook_"),
        ("errors", "webhook_"),
    ] {
        let Some(files) = samples::group(group) else {
            return;
        };
        let mut read_files = 0;
        for (file, bytes) in files.iter().filter(|(file, _)| file.starts_with(prefix)) {
            let items = read(bytes).unwrap_or_else(|error| panic!("{group}/{file}: {error}"));
            assert_eq!(items.len(), 1, "{group}/{file}");
            let name = file.split("__").next().expect("a first part");
            assert!(
                is_as_named(name, &items[0]),
                "{group}/{file}: {:?}",
                items[0]
            );
            read_files += 1;
        }
        assert!(read_files > 0, "{group}");
    }
}
