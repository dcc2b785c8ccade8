//! An agent's name before their words, so that the customer knows who writes.

use super::text::excerpt;

/// The longest name: no longer than Discord lets one be, in Unicode scalar values.
const NAME: usize = 32;

/// What stands around the name.
const AROUND: usize = "*:*\n".len();

/// How much longer a message gets by a name, at most, in Unicode scalar values.
pub const LONGEST: usize = NAME + AROUND;

/// `words`, as the channel writes them, below `*Carla:*`; `None` where both together are longer than
/// `limit` Unicode scalar values, or where nothing of the name can be seen.
pub fn signed(name: &str, words: &str, limit: usize) -> Option<String> {
    let text = format!("*{}:*\n{words}", shown(name)?);
    (text.chars().count() <= limit).then_some(text)
}

/// The name without what would be formatting: WhatsApp has no sign that takes the effect from another.
fn shown(name: &str) -> Option<String> {
    let plain = name.replace(['*', '_', '~', '`'], " ");
    let name: String = excerpt(&plain, NAME).chars().take(NAME).collect();
    let name = name.trim_end().trim_end_matches(':');
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &str) {
        let text = signed(name, "Bom dia!", 4096);
        assert_eq!(text.as_deref(), Some(expected), "{name:?}");
    }

    #[test]
    fn a_name_stands_in_bold_on_a_line_of_its_own() {
        check("Carla", "*Carla:*\nBom dia!");
        check("Carla Souza 🌻", "*Carla Souza 🌻:*\nBom dia!");
        check("Carla:", "*Carla:*\nBom dia!");
    }

    #[test]
    fn nothing_in_a_name_is_formatting() {
        check("*Carla* _S._", "*Carla S.:*\nBom dia!");
        check("carla_souza~", "*carla souza:*\nBom dia!");
        check("`Carla`\n> Dona", "*Carla > Dona:*\nBom dia!");
        check("Car\u{202e}la", "*Carla:*\nBom dia!");
    }

    #[test]
    fn a_name_of_which_nothing_is_seen_is_none() {
        for name in ["", " ", "***", "\u{200b}", "_:_"] {
            assert_eq!(signed(name, "Bom dia!", 4096), None, "{name:?}");
        }
    }

    #[test]
    fn both_together_are_no_longer_than_the_limit() {
        let name = "é".repeat(NAME + 9);
        let words = "ã".repeat(100 - LONGEST);
        let text = signed(&name, &words, 100).expect("as long as it may be");
        assert_eq!(text.chars().count(), 100);
        assert_eq!(signed(&name, &words, 99), None);
    }
}
