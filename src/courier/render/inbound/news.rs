//! What WhatsApp says about the customer: lines of ours.

use crate::courier::render::contact::Known;
use crate::domain::incoming::System;
use crate::domain::phone::mask;
use crate::domain::text::escape;
use crate::words::{Locale, args, say};

/// The line.
pub fn news(locale: Locale, known: &Known, system: &System) -> String {
    let (id, what) = match system {
        System::NumberChanged {
            wa_id: Some(wa_id), ..
        } => ("inbound-number-changed", mask(&format!("+{wa_id}"))),
        System::NumberChanged { .. } => ("inbound-number-changed-hidden", String::new()),
        System::UserIdChanged { .. } => ("inbound-user-id-changed", String::new()),
        System::IdentityChanged => ("inbound-identity-changed", String::new()),
        System::Other { kind } => ("inbound-news-other", escape(kind)),
    };
    say(
        locale,
        id,
        &args! {
            "contact" => known.first_name(),
            "phone" => what.clone(),
            "kind" => what,
        },
    )
}
