//! What has an effect in a Discord text, found by another reading than the one that takes it away, and
//! texts that are full of it.

use proptest::prelude::*;

/// Everything in a Discord text that has an effect, found by another reading than the one above:
/// code and escaped signs are taken out, and what is left is searched.
pub(crate) fn effects(discord: &str) -> Vec<String> {
    let mut live = String::new();
    let mut rest = discord;
    while let Some(c) = rest.chars().next() {
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        if ticks > 0 {
            let fence = &rest[..ticks];
            if let Some(close) = rest[ticks..].find(fence) {
                live.push('\u{2}');
                rest = &rest[ticks + close + ticks..];
                continue;
            }
        }
        if c == '\\' {
            let mut after = rest[1..].chars();
            if after
                .next()
                .is_some_and(|next| !next.is_ascii_alphanumeric() && !next.is_whitespace())
            {
                live.push('\u{1}');
                rest = after.as_str();
                continue;
            }
        }
        live.push(c);
        rest = &rest[c.len_utf8()..];
    }
    let mut found = Vec::new();
    let lower = discord.to_lowercase();
    for call in ["@everyone", "@here", "<@", "<#"] {
        if lower.contains(call) {
            found.push(call.to_owned());
        }
    }
    for sign in ["](", "<:", "<a:", "<t:", "</", "<id:", "||"] {
        if live.contains(sign) {
            found.push(sign.to_owned());
        }
    }
    for line in live.lines() {
        let line = line.trim_start();
        let line = line.strip_prefix("- ").unwrap_or(line).trim_start();
        let begins = ["# ", "## ", "### ", "-# ", ">", "⚙", "🔒"];
        found.extend(
            begins
                .into_iter()
                .filter(|sign| line.starts_with(sign))
                .map(str::to_owned),
        );
    }
    found
}

/// Texts made of what has an effect in Discord.
pub(crate) fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-z ]{1,4}",
        "[*_~`|<>\\[\\]()#@:/\\\\-]{1,3}",
        prop::sample::select(vec![
            "@everyone",
            "@here",
            "<@1>",
            "<@&2>",
            "<#3>",
            "<:a:1>",
            "<t:1:R>",
            "[a](https://x.com)",
            "# ",
            "\n# ",
            "\n-# ⚙️ ",
            "\n> ",
            "\n>>> ",
            "```",
            "\n```\n",
            "`",
            "||",
            "https://x.com/_a_*b*",
            "http://a@everyone",
            "🔒",
            "⚙️",
            "\u{200b}",
            "\u{202e}",
            "\u{200d}",
            "\n",
            "\r",
            "- ",
            "1. ",
            "\\",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}
