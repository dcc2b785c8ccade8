//! The `{{variables}}` inside a template's texts.

/// A stretch of a template's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words that stand in every message made from the template.
    Words(&'a str),
    /// A variable; its name is a number in positional templates.
    Variable(&'a str),
}

/// A text cut at its variables. Braces around anything but letters, digits and underscores are
/// words like all others.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut words_from = 0;
    let mut at = 0;
    while let Some(open) = text[at..].find("{{").map(|found| at + found) {
        let Some(close) = text[open..].find("}}").map(|found| open + found) else {
            break;
        };
        let name = text[open + 2..close].trim();
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_name {
            at = open + 1;
            continue;
        }
        if words_from < open {
            pieces.push(Piece::Words(&text[words_from..open]));
        }
        pieces.push(Piece::Variable(name));
        words_from = close + 2;
        at = words_from;
    }
    if words_from < text.len() {
        pieces.push(Piece::Words(&text[words_from..]));
    }
    pieces
}

/// The variables of a text, each once: numbers ascending, names as they appear.
pub(super) fn names(text: &str) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Variable(name) = piece
            && !names.contains(&name)
        {
            names.push(name);
        }
    }
    if names.iter().all(|name| name.parse::<u32>().is_ok()) {
        names.sort_by_key(|name| name.parse::<u32>().unwrap_or(u32::MAX));
    }
    names
}

/// The text with its variables replaced, once: braces inside a value mean nothing. A variable
/// without a value stays as it is written.
pub(super) fn substitute<'v>(text: &str, value: impl Fn(&str) -> Option<&'v str>) -> String {
    let mut result = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => result.push_str(words),
            Piece::Variable(name) => match value(name) {
                Some(value) => result.push_str(value),
                None => {
                    result.push_str("{{");
                    result.push_str(name);
                    result.push_str("}}");
                }
            },
        }
    }
    result
}

/// How long a text is, counted in UTF-16 units.
///
/// Meta's limits only say "characters". Of the counts it may mean this is the largest for any
/// text, so what fits here fits there.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn finds_variables_and_nothing_else() {
        let table: [(&str, &[&str]); 9] = [
            ("Oi {{1}}, {{2}}", &["1", "2"]),
            ("{{2}} {{10}} {{1}} {{2}}", &["1", "2", "10"]),
            ("{{nome}} e {{ data_1 }}", &["nome", "data_1"]),
            ("{{b}} {{a}}", &["b", "a"]),
            ("{{{1}}}", &["1"]),
            ("{{}} {{ }} {{a b}} {{1", &[]),
            ("{{ {{1}}", &["1"]),
            ("{1} }}{{", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(names(text), expected, "{text}");
        }
    }

    #[test]
    fn substitutes_once() {
        let value = |name: &str| (name == "1").then_some("{{2}}");
        assert_eq!(substitute("a {{1}} b {{ 2 }}", value), "a {{2}} b {{2}}");
        assert_eq!(substitute("{{1}}{{1}}", value), "{{2}}{{2}}");
    }

    proptest! {
        #[test]
        fn pieces_make_up_the_text(text in "[{}a1 é]{0,20}") {
            let rebuilt: String = pieces(&text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.to_owned(),
                    Piece::Variable(name) => format!("{{{{{name}}}}}"),
                })
                .collect();
            let squeeze = |text: &str| text.replace(' ', "");
            prop_assert_eq!(squeeze(&rebuilt), squeeze(&text));
        }
    }
}
