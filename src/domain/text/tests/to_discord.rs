use proptest::prelude::*;

use super::discord;
use super::effects::{effects, hostile};
use crate::domain::text::{Align, Unit, escape_name, link, split, table, to_discord};

const Z: char = '\u{200b}';

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (whatsapp, expected) in table {
        assert_eq!(to_discord(whatsapp), *expected, "{whatsapp}");
    }
}

#[test]
fn translates_styles() {
    check(&[
        ("*a*", "**a**"),
        ("_a_", "_a_"),
        ("~a~", "~~a~~"),
        ("`a`", "`a`"),
        ("```a```", "`a`"),
        ("```a\nb```", "```\na\nb\n```"),
        ("x ```a\nb```\ny", "x \n```\na\nb\n```\ny"),
        ("*_a_*", "**_a_**"),
        ("_*a*_ b", "_**a**_ b"),
        ("*a _b_ ~c~*", "**a _b_ ~~c~~**"),
        ("(*a*)", "(**a**)"),
        ("- a\n* b\n- *c*", "- a\n- b\n- **c**"),
        ("1. a\n2) b", "1\\. a\n2) b"),
        // Not formatted on WhatsApp, so not here.
        ("*a *", "\\*a \\*"),
        ("* a*", "- a\\*"),
        ("a*b*c", "a\\*b\\*c"),
        ("*a\nb*", "\\*a\nb\\*"),
        ("snake_case", "snake\\_case"),
        ("**a**", "\\***a**\\*"),
        ("```a", "\\`\\`\\`a"),
        ("a | b", "a \\| b"),
    ]);
}

#[test]
fn takes_the_effect_from_everything_else() {
    let table = [
        ("# a", "\\# a".to_owned()),
        ("-# a", "\\-\\# a".to_owned()),
        ("> a", "\\> a".to_owned()),
        (">>> a", "\\>\\>\\> a".to_owned()),
        ("- # a", "- \\# a".to_owned()),
        ("- -# a", "- \\-\\# a".to_owned()),
        ("⚙️ a", "\\⚙️ a".to_owned()),
        ("🔒 a", "\\🔒 a".to_owned()),
        ("\u{200b}# a", "\\# a".to_owned()),
        ("||a||", "\\|\\|a\\|\\|".to_owned()),
        ("@everyone", format!("@{Z}everyone")),
        ("`@here`", format!("`@{Z}here`")),
        ("@\u{200b}everyone", format!("@{Z}everyone")),
        ("@*everyone `_`*", format!("@{Z}everyone `_`")),
        ("<@1>", format!("\\<{Z}@1\\>")),
        ("<@&1> <#1>", format!("\\<{Z}@&1\\> \\<{Z}\\#1\\>")),
        ("```<@1>```", format!("`<{Z}@1>`")),
        ("<:a:1> <t:1>", format!("\\<{Z}\\:a:1\\> \\<{Z}t:1\\>")),
        ("a < b", "a \\< b".to_owned()),
        ("[a](https://x.com)", "\\[a\\](https://x.com)".to_owned()),
        (
            "[a](<https://x.com>)",
            format!("\\[a\\](\\<{Z}<https://x.com>\\>)"),
        ),
        ("a\\*b", "a\\\\\\*b".to_owned()),
        ("\\@everyone", format!("\\\\@{Z}everyone")),
        (":lock: a", "\\:lock: a".to_owned()),
        ("10:30:45", "10\\:30:45".to_owned()),
        ("+ a", "\\+ a".to_owned()),
        ("*7. a*", "**7\\. a**".to_owned()),
        ("*a**b*", format!("**a**{Z}**b**")),
        ("~a ~~", format!("~~a \\~{Z}~~")),
        ("https://x.com)`a`", "<https://x.com>)`a`".to_owned()),
        ("\u{202e}abc", "abc".to_owned()),
        ("a\n\n\n\n\n\nb", "a\n\n\nb".to_owned()),
        ("`a``b`", format!("`a`{Z}`b`")),
        ("_a_*b `_`*", format!("_a_{Z}b `_`")),
    ];
    for (whatsapp, expected) in table {
        assert_eq!(to_discord(whatsapp), expected, "{whatsapp}");
    }
}

#[test]
fn keeps_addresses_whole() {
    let long = |times| format!("https://x.com/{}", "#-a".repeat(times));
    let table = [
        (
            "https://x.com/a_b_c?d=e~f",
            "https://x.com/a_b_c?d=e~f".to_owned(),
        ),
        ("*https://x.com/a_b*", "**https://x.com/a_b**".to_owned()),
        ("_https://x.com/a_b_", "*https://x.com/a_b*".to_owned()),
        ("(https://x.com).", "(https://x.com).".to_owned()),
        ("Https://x.com/A__b", "https://x.com/A__b".to_owned()),
        ("https://x.com>a", "<https://x.com>\\>a".to_owned()),
        ("https://x.com/*a*", "<https://x.com/%2Aa>\\*".to_owned()),
        ("https://x.com/[a", "https://x.com/%5Ba".to_owned()),
        ("https://x.com/a|b c", "https://x.com/a%7Cb c".to_owned()),
        (
            "https://x.com/@everyone",
            "https://x.com/%40everyone".to_owned(),
        ),
        ("steam://run/1", "steam\\://run/1".to_owned()),
        ("xhttps://x.com", "xhttps\\://x.com".to_owned()),
    ];
    for (whatsapp, expected) in table {
        assert_eq!(to_discord(whatsapp), expected, "{whatsapp}");
    }
    assert_eq!(to_discord(&long(600)), long(600));
    let short = to_discord(&long(700));
    assert!(short.starts_with("https\\://x.com/\\#-a"), "{short}");
    let text = format!("{}({}", "á".repeat(1_000), long(600));
    let parts = split(&to_discord(&text), 2_000, Unit::Utf16);
    assert_eq!(parts[1..], [long(600)], "one part holds it");
}

#[test]
fn an_address_alone_is_a_link_and_anything_else_is_words() {
    let table = [
        ("https://x.com/a_b*c", "https://x.com/a_b%2Ac".to_owned()),
        (" https://x.com ", "https://x.com".to_owned()),
        (
            "https://x.com and more",
            "https\\://x.com and more".to_owned(),
        ),
        ("javascript:alert(1)", "javascript:alert(1)".to_owned()),
        ("[a](https://x.com)", "\\[a\\](https\\://x.com)".to_owned()),
        (
            "https://x.com/@everyone",
            "https://x.com/%40everyone".to_owned(),
        ),
        ("", String::new()),
    ];
    for (address, expected) in table {
        assert_eq!(link(address), expected, "{address}");
    }
}

#[test]
fn code_of_backticks_alone_swallows_nothing_of_what_follows() {
    let ticks = |count| "`".repeat(count);
    let text = format!(
        "{}({}\u{b}{}){}<@2>\n> # -# a```b",
        ticks(13),
        ticks(8),
        ticks(9),
        ticks(12)
    );
    let message = to_discord(&text);
    assert!(message.contains(&format!("```\n``{Z}\n```")), "{message}");
    assert_eq!(discord::read(&message).effects, [""; 0], "{message}");
}

#[test]
fn columns_are_as_wide_as_what_is_seen() {
    let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
    let rows = [
        row(["1", "mesa", "R$ 10,00"]),
        row(["12", "椅子 `a`", "R$ 1.000,00"]),
        vec![String::new(), "e\u{301} mais\n2".to_owned()],
    ];
    let expected = [
        "```",
        " 1  mesa         R$ 10,00",
        "12  椅子 'a'  R$ 1.000,00",
        "    e\u{301} mais 2",
        "```",
    ];
    let table = table(&[Align::Right, Align::Left, Align::Right], &rows);
    assert_eq!(table, expected.join("\n"));
}

#[test]
fn names_have_no_effect() {
    let table = [
        ("Ana Souza", "Ana Souza".to_owned()),
        ("  Ana\n Souza ", "Ana Souza".to_owned()),
        ("**Ana**", "\\*\\*Ana\\*\\*".to_owned()),
        ("⚙️ Sistema", "\\⚙️ Sistema".to_owned()),
        ("-# x", "\\-\\# x".to_owned()),
        ("@everyone", format!("@{Z}everyone")),
        ("https://x.com", "https\\://x.com".to_owned()),
        ("\u{3164}\u{200b}", String::new()),
    ];
    for (name, expected) in table {
        assert_eq!(escape_name(name), expected, "{name}");
    }
    assert_eq!(escape_name(&"é".repeat(100)).chars().count(), 80);
}

#[test]
fn the_reading_of_effects_sees_them() {
    for text in [
        "<@1>",
        "a @everyone",
        "[a](b)",
        "- # a",
        "-# a",
        "> a",
        "a\n⚙️",
        "\\\\# a](",
        "||a||",
    ] {
        assert_ne!(effects(text), Vec::<String>::new(), "{text}");
    }
}

proptest! {
    #[test]
    fn nothing_a_customer_writes_has_an_effect(text in hostile()) {
        let discord = to_discord(&text);
        prop_assert_eq!(effects(&discord), Vec::<String>::new(), "{}", discord);
        let name = escape_name(&text);
        prop_assert_eq!(effects(&name), Vec::<String>::new(), "{}", name);
        prop_assert!(!name.contains('\n'));
    }

    #[test]
    fn nor_has_an_address_or_a_table(text in hostile(), other in hostile()) {
        let address = link(&text);
        prop_assert_eq!(effects(&address), Vec::<String>::new(), "{}", address);
        prop_assert!(!address.contains('\n'));
        let rows = [vec![text.clone(), other.clone()], vec![other, text]];
        let table = table(&[Align::Left, Align::Right], &rows);
        prop_assert_eq!(effects(&table), Vec::<String>::new(), "{}", table);
        prop_assert_eq!(table.lines().count(), 4, "{}", table);
        prop_assert_eq!(table.matches('`').count(), 6, "{}", table);
    }

    #[test]
    fn nor_has_any_part_of_it(text in hostile(), limit in 2_000usize..2_100) {
        let text = text.repeat(60);
        for part in split(&to_discord(&text), limit, Unit::Utf16) {
            prop_assert_eq!(effects(&part), Vec::<String>::new(), "{}", part);
        }
    }
}
