use super::whatsapp;
use crate::domain::text::has_spoiler;

#[track_caller]
fn check(table: &[(&str, &str)]) {
    for (discord, expected) in table {
        assert_eq!(whatsapp(discord), *expected, "{discord}");
    }
}

#[test]
fn translates_styles() {
    check(&[
        ("**a**", "*a*"),
        ("*a*", "_a_"),
        ("_a_", "_a_"),
        ("~~a~~", "~a~"),
        ("__a__", "a"),
        ("||a||", "a"),
        ("***a***", "*_a_*"),
        ("___a___", "_a_"),
        ("***a** b*", "_*a* b_"),
        ("***a* b**", "*_a_ b*"),
        ("**a *b* ~~c~~**", "*a _b_ ~c~*"),
        ("** a **", " *a* "),
        ("**a\nb**", "*a*\n*b*"),
        ("(**a**), **b**.", "(*a*), *b*."),
        // Signs that are no formatting stay.
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("**a", "**a"),
        ("a ** b", "a ** b"),
        ("****", "****"),
        ("~a~ |b|", "~\u{200b}a~ |b|"),
        ("_a_b", "_a_b"),
        // WhatsApp shows no style inside a word.
        ("in**sep**arável", "inseparável"),
        ("**a**b", "ab"),
        ("", ""),
    ]);
}

#[test]
fn takes_backslashes_away() {
    check(&[
        (r"\*a\*", "*\u{200b}a*"),
        (r"\_a\_ \`b\` c\*d\*e", "_\u{200b}a_ `\u{200b}b` c*d*e"),
        (r"\*a **b**", "*\u{200b}a *b*"),
        (r"\`\`\`a\`\`\`", "`\u{200b}``\u{200b}a```"),
        (
            "\\> a\n\\- b\n-# > c",
            ">\u{200b} a\n-\u{200b} b\n>\u{200b} c",
        ),
        (r"\_\~\`\|\>\#\\", r"_~`|>#\"),
        (r"C:\Users\ana", r"C:\Users\ana"),
        (r"**a\*\*b**", "a**b"),
        (r"**a\~b**", "*a~b*"),
        ("fim\\", "fim\\"),
        ("\u{fdd0}a*\u{fdd0}", "a*"),
        (r"¯\\\_(ツ)\_/¯", "¯\\_\u{200b}(ツ)_/¯"),
    ]);
}

#[test]
fn keeps_code_as_it_is() {
    check(&[
        ("`a*b*`", "`a*b*`"),
        ("``a`b``", "a`b"),
        ("`a", "`a"),
        ("```a **b**```", "```a **b**```"),
        ("```rust\nlet x = 1;\n```", "```let x = 1;```"),
        ("```rust```", "```rust```"),
        ("veja ```a 1\nb``` fim", "veja ```a 1\nb``` fim"),
        ("```a", "```a"),
        ("**`a`**", "*`a`*"),
        ("`<@1>`", "`<@1>`"),
    ]);
}

#[test]
fn translates_lines() {
    check(&[
        ("# Oi", "*Oi*"),
        ("### Oi **Ana**", "*Oi Ana*"),
        ("#### Oi", "#### Oi"),
        ("#1", "#1"),
        ("-# Oi", "Oi"),
        ("- a\n* b\n  - c", "- a\n- b\n  - c"),
        ("1. a\n2. b", "1. a\n2. b"),
        ("> a\nb", "> a\nb"),
        ("> **a**", "> *a*"),
        (">>> a\nb\n# c", "> a\n> b\n> *c*"),
        (">a", ">a"),
        ("Oi\n# Título\n**a\nb**\n- c", "Oi\n*Título*\n*a*\n*b*\n- c"),
        ("a\n\nb", "a\n\nb"),
        ("-", "-"),
        // Signs without words behind them are the words.
        ("# \nb", "# \nb"),
        ("-# \nb", "-# \nb"),
    ]);
}

#[test]
fn knows_what_is_hidden_in_discord() {
    let hidden = [
        "||a||",
        "oi ||a b|| fim",
        "||a\nb||",
        "|||| ||a||",
        "- ||a||",
    ];
    for text in hidden {
        assert!(has_spoiler(text), "{text}");
    }
    let open = [
        "a || b",
        "|| ||",
        r"\||a||",
        "`||a||`",
        "```||a||```",
        "|a|",
        "",
    ];
    for text in open {
        assert!(!has_spoiler(text), "{text}");
    }
}

#[test]
fn writes_links_out() {
    check(&[
        ("[Loja](https://x.com/a_b)", "Loja (https://x.com/a_b)"),
        (
            "[**Loja**](<https://x.com> \"t\")",
            "*Loja* (https://x.com)",
        ),
        ("[https://x.com](https://x.com)", "https://x.com"),
        ("[a](https://x.com/(b))", "a (https://x.com/(b))"),
        ("[a](b) [c]", "[a](b) [c]"),
        ("<https://x.com/a>", "https://x.com/a"),
        ("https://x.com/_a_*b*", "https://x.com/_a_*b*"),
        ("**https://x.com**", "*https://x.com*"),
        ("<ana@x.com> <+5511987654321>", "ana@x.com +5511987654321"),
    ]);
}

#[test]
fn makes_plain_what_only_discord_knows() {
    check(&[
        (
            "<@1>, <@!1>, <@&1> em <#2>",
            "@Carla, @Carla, @Carla em #vendas",
        ),
        ("<@9> <#9>", "@… #…"),
        ("</iniciar:1> </contato novo:1>", "/iniciar /contato novo"),
        ("<id:customize>", "#customize"),
        ("<:legal:123> <a:uau_2:4>", ":legal: :uau_2:"),
        ("<t:1795300000>", "21/11/2026 19:26"),
        (
            "<t:1795300000:R> <t:1795300000:F>",
            "21/11/2026 19:26 sáb, 21/11/2026 19:26",
        ),
        ("<t:1795300000:t> <t:1795300000:T>", "19:26 19:26:40"),
        ("<t:1795300000:d>", "21/11/2026"),
        (
            "<t:1795300000:s> <t:1795300000:S>",
            "21/11/2026 19:26 21/11/2026 19:26:40",
        ),
        // What is none of these stays.
        (
            "<t:99999999999999999> <t:1:x>",
            "<t:99999999999999999> <t:1:x>",
        ),
        ("<@ana> <:oi> <> <3 a > b", "<@ana> <:oi> <> <3 a > b"),
    ]);
}

#[test]
fn formatting_inside_formatting_has_an_end() {
    let deep = "**~~".repeat(200) + "a" + &"~~**".repeat(200);
    assert!(whatsapp(&deep).contains('a'));
    for signs in ["*", "*_", "***a ", "[", "<", "`", "_a"] {
        assert!(!whatsapp(&signs.repeat(1000)).is_empty());
    }
}
