//! Signs in what an agent typed that say it is not, or perhaps not, meant for the customer.
//!
//! Where there is a doubt these say yes: a note that was meant for the customer costs one press,
//! a note that reached the customer cannot be called back.

use super::invisible::is_invisible;

/// Hosts of Discord; their subdomains count as well.
const DISCORD_HOSTS: [&str; 4] = [
    "discord.com",
    "discord.gg",
    "discordapp.com",
    "discordapp.net",
];

/// Whether this is probably a command that Discord sent as text because it was typed too quickly:
/// a slash or an exclamation mark with a letter right after it.
pub fn looks_like_command(text: &str) -> bool {
    let mut seen = text.chars().filter(|c| !is_invisible(*c));
    let first = seen.by_ref().find(|c| !c.is_whitespace());
    matches!(first, Some('/' | '!')) && seen.next().is_some_and(char::is_alphabetic)
}

fn is_before_text(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\\' | '*' | '_' | '~' | '`' | '|' | '>' | '#' | '-')
}

/// The text without the sign that makes it a note, for whoever sends it after all.
pub fn without_note_sign(text: &str) -> &str {
    if !note_sign(text) {
        return text.trim();
    }
    let rest = text.trim_start_matches(|c| is_before_text(c) || is_invisible(c));
    let is_slash = |c: char| matches!(c, '/' | '／' | '\\') || is_invisible(c);
    let rest = rest
        .strip_prefix('🔒')
        .or_else(|| rest.strip_prefix(":lock:"))
        .unwrap_or_else(|| rest.trim_start_matches(is_slash));
    rest.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// Whether this begins with the sign of a note, `//` or 🔒, as a reader sees it: spaces, what
/// draws nothing and Discord's formatting do not count.
pub fn note_sign(text: &str) -> bool {
    let mut seen = text
        .chars()
        .filter(|c| !is_invisible(*c))
        .skip_while(|c| is_before_text(*c));
    match seen.next() {
        Some('🔒') => true,
        Some('/' | '／') => matches!(seen.find(|c| *c != '\\'), Some('/' | '／')),
        Some(':') => seen.take(5).eq("lock:".chars()),
        _ => false,
    }
}

/// Whether this names a person, role, channel or command of Discord, or holds a link into it.
pub fn names_someone(text: &str) -> bool {
    let text: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    has_mention(&text) || has_mass_mention(&text) || has_discord_link(&text)
}

/// `<@1>`, `<@!1>`, `<@&1>`, `<#1>`, `</name:1>` or `<id:…>`.
fn has_mention(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let Some((inside, _)) = rest.split_once('>') else {
            return false;
        };
        let is_id = |id: &str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
        if let Some(person) = inside.strip_prefix('@') {
            return is_id(person.strip_prefix(['!', '&']).unwrap_or(person));
        }
        if let Some(channel) = inside.strip_prefix('#') {
            return is_id(channel);
        }
        if let Some(command) = inside.strip_prefix('/') {
            return command.rsplit_once(':').is_some_and(|(_, id)| is_id(id));
        }
        inside.starts_with("id:")
    })
}

/// `@everyone` or `@here`, unless it is the beginning of a longer word or the domain of an e-mail.
fn has_mass_mention(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["@everyone", "@here"].iter().any(|mention| {
        lower.match_indices(mention).any(|(at, _)| {
            let is_in_word = lower[..at].ends_with(char::is_alphanumeric);
            let mut after = lower[at + mention.len()..].chars();
            match after.next() {
                Some(c) if c.is_alphanumeric() => false,
                Some('.') => !(is_in_word && after.next().is_some_and(char::is_alphanumeric)),
                _ => true,
            }
        })
    })
}

/// An address of Discord's, with or without scheme, in any case.
fn has_discord_link(text: &str) -> bool {
    let lower = text.to_lowercase().replace('\\', "");
    DISCORD_HOSTS.iter().any(|host| {
        lower.match_indices(host).any(|(at, _)| {
            let is_name = |c: char| c.is_alphanumeric() || c == '-';
            let starts = !lower[..at].ends_with(is_name);
            let mut after = lower[at + host.len()..].chars();
            let ends = match after.next() {
                Some('.') => !after.next().is_some_and(is_name),
                Some(c) => !is_name(c),
                None => true,
            };
            starts && ends
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_note_loses_its_sign_and_nothing_else() {
        for (note, words) in [
            ("// chama de novo", "chama de novo"),
            ("//chama", "chama"),
            ("🔒 ver a/b", "ver a/b"),
            (":lock: oi", "oi"),
            (" **// oi**", "oi**"),
            ("um aviso", "um aviso"),
            ("//", ""),
        ] {
            assert_eq!(without_note_sign(note), words, "{note}");
        }
    }

    #[test]
    fn knows_a_command_typed_as_text() {
        let table = [
            ("/concluir", true),
            ("  /concluir agora", true),
            ("\u{200b}/\u{200b}ola", true),
            ("!ban", true),
            ("/é", true),
            ("// nota", false),
            ("/", false),
            ("/ concluir", false),
            ("/1", false),
            ("!!!", false),
            ("! atenção", false),
            ("use /concluir", false),
            ("50/100", false),
            ("", false),
        ];
        for (text, expected) in table {
            assert_eq!(looks_like_command(text), expected, "{text:?}");
        }
    }

    #[test]
    fn knows_a_note_however_it_is_dressed() {
        let notes = [
            "// cliente difícil",
            "//",
            "   \n // x",
            "\u{200b}//x",
            "/\u{200d}/x",
            "\u{feff}\u{202e} //x",
            "🔒 x",
            "🔒\u{fe0f}x",
            "\u{fe0f}🔒",
            ":lock: x",
            "> // x",
            "**// x**",
            "# // x",
            "-# 🔒 x",
            "\\// x",
            "\\/\\/ x",
            "||//x||",
            "`// x`",
            "／／ x",
            "/// x",
        ];
        for text in notes {
            assert!(note_sign(text), "{text:?}");
        }
        let others = [
            "",
            "/",
            "/ /",
            "oi // não",
            "https://x.com",
            "1//2",
            "oi 🔒",
            "🔑 x",
            ":locked",
            "/a/",
        ];
        for text in others {
            assert!(!note_sign(text), "{text:?}");
        }
    }

    #[test]
    fn knows_who_is_named() {
        let named = [
            "fala com <@1>",
            "<@!123456789012345678>",
            "<@&1>",
            "veja <#99>",
            "</iniciar:1>",
            "</contato novo:1>",
            "<id:customize>",
            "oi @everyone",
            "@here!",
            "(@here)",
            "a@everyone",
            "@everyone.",
            "<@\u{200b}1>",
            "https://discord.com/channels/1/2",
            "DISCORD.GG/abc",
            "discordapp.com/x",
            "veja discord.com.",
            "https://ptb.discord.com/x",
            "https://cdn.discordapp.com/a.png",
            "[x](http://Discord.gg/abc)",
            "discord\\.gg/abc",
        ];
        for text in named {
            assert!(names_someone(text), "{text:?}");
        }
        let nobody = [
            "",
            "ana@here.com",
            "ana@heresy.com.br",
            "@hereditário",
            "a < b > c",
            "<@>",
            "<@ana>",
            "<:oi:1>",
            "<t:1:R>",
            "@Carla",
            "meudiscord.com",
            "discord.com.br",
            "discord.community",
            "discord",
            "#vendas",
            "<https://x.com>",
        ];
        for text in nobody {
            assert!(!names_someone(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in any::<String>()) {
            let _ = (looks_like_command(&text), note_sign(&text), names_someone(&text));
        }

        #[test]
        fn a_note_stays_one_behind_what_draws_nothing(
            before in "[ \\n\u{200b}\u{200d}\u{feff}\u{fe0f}\u{202e}]{0,6}",
            text in any::<String>(),
        ) {
            let slashes = format!("{before}//{text}");
            let lock = format!("{before}🔒{text}");
            prop_assert!(note_sign(&slashes));
            prop_assert!(note_sign(&lock));
        }

        #[test]
        fn a_mention_is_seen_anywhere(before in any::<String>(), after in any::<String>()) {
            // An angle bracket that was open before only makes the mention part of a longer one.
            let before = before.replace('<', "");
            let text = format!("{before}<@123>{after}");
            prop_assert!(names_someone(&text));
        }
    }
}
