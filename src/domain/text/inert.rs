//! Addresses of the web that nobody follows by a press and no filter takes for addresses.

use super::markup::url_at;

/// The text with every address made inert, as those who warn of addresses write them: `hxxps` and `[.]`.
/// `None` if there is none. Our own, which stand in angle brackets, stay.
pub fn inert(text: &str) -> Option<String> {
    let mut inert = String::with_capacity(text.len());
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let taken = match url_at(rest) {
            Some(url) if is_ours(&text[..at]) => {
                inert.push_str(url);
                url.len()
            }
            Some(url) => {
                inert.push_str("hxxp");
                inert.push_str(&url["http".len()..].replace('.', "[.]"));
                url.len()
            }
            // `example.com` is an address for some.
            None if c == '.' && is_in_a_name(before, &rest[1..]) => {
                inert.push_str("[.]");
                1
            }
            None => {
                inert.push(c);
                c.len_utf8()
            }
        };
        at += taken;
        before = text[..at].chars().next_back();
    }
    (inert != text).then_some(inert)
}

/// A customer's bracket has a backslash before it.
fn is_ours(before: &str) -> bool {
    before.ends_with('<') && !before.ends_with("\\<")
}

fn is_in_a_name(before: Option<char>, behind: &str) -> bool {
    before.is_some_and(char::is_alphanumeric) && behind.starts_with(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_no_effect_and_words_stay() {
        let table = [
            (
                "Veja https://mau.example/a.b?c=d.",
                Some("Veja hxxps://mau[.]example/a[.]b?c=d."),
            ),
            ("HTTP://X.com", Some("hxxp://X[.]com")),
            ("em mau.example, ok?", Some("em mau[.]example, ok?")),
            (
                "<https://desk.example/f/1> e mau.example",
                Some("<https://desk.example/f/1> e mau[.]example"),
            ),
            (
                r"\<https://mau.example/x\>",
                Some(r"\<hxxps://mau[.]example/x\>"),
            ),
            ("Custa R$ 3.50. Certo?", None),
            ("fim...", None),
            ("", None),
        ];
        for (text, expected) in table {
            assert_eq!(inert(text).as_deref(), expected, "{text}");
        }
    }
}
