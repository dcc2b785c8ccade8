//! A text as Discord's apps show it: a reading of its own, which shares nothing with ours.
//!
//! The rules are those of the library that Discord published for its Android app (SimpleAST), with
//! what others observed where the apps differ from it. Two of them are easily forgotten: a style
//! ends at the first fitting sign even if that one stands in code, and what belongs to the
//! beginning of a line counts inside a style and behind a bullet too.

use super::looks::{BOLD, CODE, ITALIC, Letters, STRIKE, UNDERLINE};

/// What a reader sees, and what the text does to them.
#[derive(Debug, Default)]
pub struct Shown {
    /// Every character with how it looks; bullets are `•`.
    pub letters: Letters,
    /// Where links lead.
    pub links: Vec<String>,
    /// Everything that is more than words, styles, code, bullets and links: mentions, headings,
    /// small print, quotes, spoilers, numbered lists, links with other words, emoji by name, times.
    pub effects: Vec<String>,
}

/// Reads a message.
pub fn read(message: &str) -> Shown {
    let mut shown = Shown::default();
    // These are looked for before anything is read, so that no code keeps them harmless.
    let lower = message.to_lowercase();
    for call in ["@everyone", "@here", "<@", "<#"] {
        if lower.contains(call) {
            shown.effects.push(call.to_owned());
        }
    }
    let mut place = Place {
        is_line_start: true,
        is_in_quote: false,
    };
    shown.read(message, 0, &mut place);
    shown
}

struct Place {
    is_line_start: bool,
    is_in_quote: bool,
}

impl Shown {
    fn read(&mut self, text: &str, looks: u8, place: &mut Place) {
        let mut rest = text;
        while !rest.is_empty() {
            let taken = self.block(rest, looks, place).or_else(|| {
                let at_sign = self.sign(rest, looks, place);
                at_sign.or_else(|| self.styled(rest, looks, place))
            });
            let taken = taken.unwrap_or_else(|| self.letter(rest, looks, place));
            rest = &rest[taken..];
        }
    }

    fn letter(&mut self, rest: &str, looks: u8, place: &mut Place) -> usize {
        let c = rest.chars().next().unwrap_or_default();
        self.letters.push((c, looks));
        if c == '\n' {
            place.is_line_start = true;
        } else if !c.is_whitespace() {
            place.is_line_start = false;
        }
        c.len_utf8()
    }

    fn effect(&mut self, what: &str) -> usize {
        self.effects.push(what.to_owned());
        what.len()
    }

    /// What counts at the beginning of a line only.
    fn block(&mut self, rest: &str, looks: u8, place: &mut Place) -> Option<usize> {
        if !place.is_line_start {
            return None;
        }
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let line = &rest[spaces..];
        let has_words =
            |after: &str| !after.trim_start_matches(' ').starts_with('\n') && !after.is_empty();
        if !place.is_in_quote
            && let Some(after) = line
                .strip_prefix(">>> ")
                .or_else(|| line.strip_prefix("> "))
            && has_words(after)
        {
            self.effect("quote");
            place.is_in_quote = true;
            return Some(rest.len() - after.len());
        }
        for sign in ["-# ", "# ", "## ", "### "] {
            if let Some(after) = rest.strip_prefix(sign).filter(|after| has_words(after)) {
                self.effect("heading or small print");
                return Some(rest.len() - after.len());
            }
        }
        let bullet = line.len() - line.trim_start_matches(['-', '*', '+']).len();
        let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if bullet == 1
            && let Some(after) = line[1..].strip_prefix(' ').filter(|after| has_words(after))
        {
            self.letters.extend([('•', looks), (' ', looks)]);
            return Some(rest.len() - after.trim_start_matches(' ').len());
        }
        if digits > 0
            && let Some(after) = line[digits..]
                .strip_prefix(". ")
                .filter(|after| has_words(after))
        {
            self.effect("number of a list");
            return Some(rest.len() - after.len());
        }
        None
    }

    /// Single signs: escapes, links, mentions, emoji.
    fn sign(&mut self, rest: &str, looks: u8, place: &mut Place) -> Option<usize> {
        let mut chars = rest.chars();
        match chars.next()? {
            '\\' => {
                let next = chars.next()?;
                let is_escaped = !next.is_ascii_alphanumeric() && !next.is_whitespace();
                is_escaped.then(|| 1 + self.letter(&rest[1..], looks, place))
            }
            '<' => self.angle(rest, looks, place),
            'h' => {
                let url = url(rest)?;
                self.link(url, looks, place);
                Some(url.len())
            }
            '[' => {
                let (words, after) = rest[1..].split_once("](")?;
                let (target, _) = after.split_once(')')?;
                let is_link =
                    !words.contains("https://") && target.trim_start().starts_with("http");
                is_link.then(|| {
                    self.effect("link with other words");
                    1
                })
            }
            ':' => {
                let (name, _) = rest[1..].split_once(':')?;
                let is_name = |c: char| c.is_ascii_alphanumeric() || "_+-".contains(c);
                let is_emoji = name.len() > 1 && name.chars().all(is_name);
                is_emoji.then(|| self.effect(&rest[..name.len() + 2]))
            }
            _ => None,
        }
    }

    fn link(&mut self, url: &str, looks: u8, place: &mut Place) {
        self.links.push(url.to_owned());
        self.letters.extend(url.chars().map(|c| (c, looks)));
        place.is_line_start = false;
    }

    fn angle(&mut self, rest: &str, looks: u8, place: &mut Place) -> Option<usize> {
        let inside = &rest[1..rest.find('>')?];
        let scheme = inside.split(':').next().unwrap_or_default();
        let is_address =
            !inside.contains(' ') && !scheme.is_empty() && inside[scheme.len()..].starts_with(":/");
        if is_address {
            self.link(inside, looks, place);
            return Some(inside.len() + 2);
        }
        let does_something = ["@", "#", ":", "a:", "/", "t:", "id:"]
            .iter()
            .any(|sign| inside.starts_with(sign));
        does_something.then(|| self.effect(&rest[..inside.len() + 2]))
    }

    fn styled(&mut self, rest: &str, looks: u8, place: &mut Place) -> Option<usize> {
        let (inside, taken, look) = pair(rest, "**", "*")
            .map(|(inside, taken)| (inside, taken, BOLD))
            .or_else(|| pair(rest, "__", "_").map(|(inside, taken)| (inside, taken, UNDERLINE)))
            .or_else(|| emphasis(rest).map(|(inside, taken)| (inside, taken, ITALIC)))
            .or_else(|| pair(rest, "~~", "").map(|(inside, taken)| (inside, taken, STRIKE)))
            .or_else(|| code(rest).map(|(inside, taken)| (inside, taken, CODE)))
            .or_else(|| pair(rest, "||", "").map(|(inside, taken)| (inside, taken, 0)))?;
        if look == CODE {
            self.letters
                .extend(inside.chars().map(|c| (c, looks | CODE)));
            place.is_line_start = false;
            return Some(taken);
        }
        if look == UNDERLINE || look == 0 {
            self.effect("underline or spoiler");
        }
        self.read(inside, looks | look, place);
        Some(taken)
    }
}

/// What stands between two signs, the second of which must not be followed by `not_before`.
fn pair<'a>(rest: &'a str, sign: &str, not_before: &str) -> Option<(&'a str, usize)> {
    let inside = rest.strip_prefix(sign)?;
    let first = inside.chars().next()?.len_utf8();
    let end = (first..inside.len()).find(|end| {
        inside.is_char_boundary(*end)
            && inside[*end..]
                .strip_prefix(sign)
                .is_some_and(|after| not_before.is_empty() || !after.starts_with(not_before))
    })?;
    Some((&inside[..end], 2 * sign.len() + end))
}

fn emphasis(rest: &str) -> Option<(&str, usize)> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 1;
    if rest.starts_with('_') {
        loop {
            let here = &rest[at..];
            if here.starts_with('_') && at > 1 && !here[1..].starts_with(is_word) {
                return Some((&rest[1..at], at + 1));
            }
            at += match here.chars().next()? {
                '_' if here.starts_with("__") => 2,
                '_' => return None,
                '\\' => 1 + here[1..].chars().next()?.len_utf8(),
                c => c.len_utf8(),
            };
        }
    }
    if !rest.starts_with('*') || rest[1..].starts_with(char::is_whitespace) {
        return None;
    }
    loop {
        let here = &rest[at..];
        let is_end = here.starts_with('*') && !here[1..].starts_with('*');
        if is_end && at > 1 && !rest[..at].ends_with('\\') {
            return Some((&rest[1..at], at + 1));
        }
        at += match here.chars().next()? {
            '*' if here.starts_with("**") => 2,
            '*' => return None,
            '\\' if here.starts_with("\\*") => 2,
            c if c.is_whitespace() => {
                let after = here.trim_start();
                let is_single = after.starts_with('*') && !after.starts_with("**");
                if after.is_empty() || is_single {
                    return None;
                }
                here.len() - after.len()
            }
            c => c.len_utf8(),
        };
    }
}

/// Code, in a block or on a line: what is shown of it.
fn code(rest: &str) -> Option<(&str, usize)> {
    if let Some(inside) = rest.strip_prefix("```") {
        let ends = inside.match_indices("```").map(|(end, _)| end);
        for end in ends {
            let body = &inside[..end];
            let body = match body.split_once('\n') {
                Some((first, body)) if !body.is_empty() => {
                    let is_language = |c: char| c.is_ascii_alphanumeric() || "_+-.".contains(c);
                    let first = first.trim_end();
                    if first.chars().all(is_language) {
                        body
                    } else {
                        &inside[..end]
                    }
                }
                _ => body,
            };
            let body = body.trim_matches('\n');
            if body.contains(|c| c != '`') {
                return Some((body, end + 6));
            }
        }
    }
    for fence in ["``", "`"] {
        if let Some(inside) = rest.strip_prefix(fence)
            && let Some(end) = inside.find(fence)
        {
            let body = &inside[..end];
            return body
                .contains(|c| c != '`')
                .then_some((body, 2 * fence.len() + end));
        }
    }
    None
}

fn url(rest: &str) -> Option<&str> {
    let after = rest
        .strip_prefix("https://")
        .or_else(|| rest.strip_prefix("http://"))?;
    let scheme = rest.len() - after.len();
    let end = rest
        .find(|c: char| c.is_whitespace() || c == '<')
        .unwrap_or(rest.len());
    let mut url = rest[..end].trim_end_matches(['.', ',', ':', ';', '"', '\'', ']']);
    while url.ends_with(')') && url.matches(')').count() > url.matches('(').count() {
        url = &url[..url.len() - 1];
    }
    (url.len() > scheme + 1).then_some(url)
}

#[test]
fn reads_as_the_apps_do() {
    let looks = |text: &str| -> String {
        let shown = read(text);
        let mut marked = String::new();
        let mut before = 0;
        for (c, looks) in shown.letters.into_iter().chain([('\0', 0)]) {
            for (look, sign) in [
                (BOLD, 'B'),
                (ITALIC, 'I'),
                (STRIKE, 'S'),
                (UNDERLINE, 'U'),
                (CODE, 'C'),
            ] {
                if (looks ^ before) & look != 0 {
                    marked.push(sign);
                }
            }
            before = looks;
            marked.push(c);
        }
        format!("{} {:?}", marked.trim_end_matches('\0'), shown.effects)
    };
    let table = [
        ("**a** _b_ *c* ~~d~~ `e`", "BaB IbI IcI SdS CeC []"),
        ("__a__", "UaU [\"underline or spoiler\"]"),
        ("\\*a\\* a_b_c 2 * 3 * 4", "*a* a_b_c 2 * 3 * 4 []"),
        ("**a*** ***b***", "Ba*B BIbBI []"),
        ("**a****b**", "Ba**Bb** []"),
        ("_a__b_", "Ia__bI []"),
        ("_a_é", "IaIé []"),
        ("**a `**` b**", "Ba `B` b** []"),
        ("```rs\na *b*\n``` `` ` ``", "Ca *b*C C ` C []"),
        ("- a\n  * b\n+ c", "• a\n• b\n• c []"),
        ("# a", "a [\"heading or small print\"]"),
        ("- -# a", "• a [\"heading or small print\"]"),
        ("**> a**", "BaB [\"quote\"]"),
        ("7. a", "a [\"number of a list\"]"),
        (":lock: 10:30 a:b", " 10:30 a:b [\":lock:\"]"),
        ("<t:1:R>", " [\"<t:1:R>\"]"),
    ];
    for (text, expected) in table {
        assert_eq!(looks(text), expected, "{text}");
    }
    assert_eq!(
        read("xhttps://a.b/c). <https://d>").links,
        ["https://a.b/c", "https://d"]
    );
    assert_eq!(read("[a](https://x.y)").effects, ["link with other words"]);
}
