//! Tests of the conversions, each way and there and back.

mod discord;
pub(crate) mod effects;
mod excerpt;
mod faithful;
mod looks;
mod many_signs;
mod phone;
mod split;
mod to_discord;
mod to_whatsapp;

use std::collections::BTreeMap;

use chrono_tz::America::Sao_Paulo;
use proptest::prelude::*;

use super::*;

/// What an agent's text is on WhatsApp, in São Paulo.
fn whatsapp(text: &str) -> String {
    let names = BTreeMap::from([(1, "Carla".to_owned()), (2, "vendas".to_owned())]);
    let reading = Reading {
        time_zone: Sao_Paulo,
        weekdays: ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"],
        names: &names,
    };
    to_whatsapp(text, &reading)
}

/// The words of a Discord text as they are seen, if nothing in it is formatted.
fn seen(discord: &str) -> String {
    let mut seen = String::new();
    let mut chars = discord.chars().filter(|c| *c != '\u{200b}').peekable();
    while let Some(c) = chars.next() {
        let is_escape = c == '\\' && chars.peek().is_some_and(|c| !c.is_alphanumeric());
        seen.extend(if is_escape { chars.next() } else { Some(c) });
    }
    seen
}

proptest! {
    #[test]
    fn plain_text_comes_back_as_it_was_written(
        text in "([a-zA-ZçãéÁ0-9😀🙏,.;!?()'\"%$&/+=@-]{1,8}|[*_~#>|<-]|snake_case_name|50%|R\\$|https://x\\.com/a_b)( ([a-zA-ZçãéÁ0-9😀🙏,.;!?()'\"%$&/+=@]{1,8}|[*_~|<-]|1\\.|#1|<3|x_y|http://x\\.com/a_b\\?c=~d)){0,12}",
    ) {
        // What begins like a list, a heading or a quote is formatting.
        let text = format!("oi {text}");
        let there = whatsapp(&text);
        prop_assert_eq!(&there, &text);
        let back = to_discord(&there);
        prop_assert_eq!(seen(&back), text);
    }

    #[test]
    fn formatting_survives_there_and_back(
        words in "[a-z]{1,6}( [a-z]{1,6}){0,2}",
        marker in prop::sample::select(vec!["**", "_", "~~", "`"]),
        before in "[a-z]{0,4}",
    ) {
        let text = format!("{before} {marker}{words}{marker}, fim").trim_start().to_owned();
        prop_assert_eq!(to_discord(&whatsapp(&text)), text);
    }

    #[test]
    fn never_panics(text in any::<String>()) {
        let _ = (whatsapp(&text), to_discord(&text), escape(&text), escape_name(&text));
    }

    #[test]
    fn never_panics_among_signs(text in "[a1é\\n *_~`|<>\\[\\]()#@:/t\\\\-]{0,60}") {
        let _ = (whatsapp(&text), to_discord(&text), escape(&text), escape_name(&text));
    }
}
