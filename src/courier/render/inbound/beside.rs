//! What stands before a message, each on lines of its own: that it was passed on, where the customer
//! came from, what it is about.

use crate::courier::render::quote_all;
use crate::domain::incoming::{Inbound, Referral};
use crate::domain::text::{escape, link};
use crate::words::{Args, Locale, args, say};

/// The lines, in their order. `new_here`: this conversation has not told of the advertisement yet.
pub fn beside(locale: Locale, message: &Inbound, new_here: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if message.context.frequently_forwarded {
        lines.push(say(locale, "inbound-forwarded-often", &Args::new()));
    } else if message.context.forwarded {
        lines.push(say(locale, "inbound-forwarded", &Args::new()));
    }
    if let Some(referral) = message.referral.as_ref().filter(|_| new_here) {
        lines.extend(self::referral(locale, referral));
    }
    if let Some((_, product)) = &message.context.product {
        let product = args! { "product" => escape(product) };
        lines.push(say(locale, "inbound-product", &product));
    }
    lines
}

/// The advertisement or post: what it is, what it says, and where it stands.
fn referral(locale: Locale, referral: &Referral) -> Vec<String> {
    let post = referral.source_type.as_deref() == Some("post");
    let mut lines = vec![match (&referral.headline, post) {
        (Some(headline), false) => say(
            locale,
            "inbound-referral",
            &args! { "headline" => escape(headline) },
        ),
        (Some(headline), true) => say(
            locale,
            "inbound-referral-post",
            &args! { "headline" => escape(headline) },
        ),
        (None, false) => say(locale, "inbound-referral-unnamed", &Args::new()),
        (None, true) => say(locale, "inbound-referral-post-unnamed", &Args::new()),
    }];
    let body = referral.body.as_deref().unwrap_or_default();
    let body = body.lines().filter(|line| !line.trim().is_empty());
    lines.extend(body.map(quote_all));
    if let Some(greeting) = &referral.welcome {
        let greeting = args! { "text" => escape(greeting) };
        lines.push(say(locale, "inbound-referral-welcome", &greeting));
    }
    lines.extend(referral.source_url.as_deref().map(link));
    if let Some(shows) = &referral.shows {
        let id = match shows.moves {
            true => "inbound-referral-film",
            false => "inbound-referral-picture",
        };
        let said = say(locale, id, &Args::new());
        lines.push(match &shows.url {
            Some(url) => format!("{said}: {}", link(url)),
            None => said,
        });
    }
    if let Some(source) = &referral.source_id {
        let source = args! { "id" => escape(source) };
        lines.push(say(locale, "inbound-referral-source", &source));
    }
    lines
}
