//! Which emojis of the assignee's on a customer's message reach the customer.

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation as _;

use super::emoji;

/// Those that reach the customer, in full and without a skin tone; every other is for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Leaving(Vec<String>);

impl Default for Leaving {
    fn default() -> Self {
        let known = ["👍", "❤\u{FE0F}", "🙏", "😊", "🎉"];
        Self(known.map(str::to_owned).to_vec())
    }
}

impl Leaving {
    /// The emojis that stand in a text, with or without anything between them.
    ///
    /// # Errors
    /// What in it is no emoji.
    pub fn read(typed: &str) -> Result<Self, String> {
        let mut listed: Vec<String> = Vec::new();
        let between = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        for word in typed.split(between).filter(|word| !word.is_empty()) {
            for sign in word.graphemes(true) {
                let plain: String = sign.chars().filter(|c| !emoji::is_tone(*c)).collect();
                let full = emoji::one(&plain).ok_or_else(|| word.to_owned())?;
                if !listed.contains(&full) {
                    listed.push(full);
                }
            }
        }
        Ok(Self(listed))
    }

    /// All of them, with a space between.
    pub fn written(&self) -> String {
        self.0.join(" ")
    }

    /// The emoji as it leaves; `None`: it stays inside.
    ///
    /// Discord does not always tell the variation selector, and a skin tone is the agent's own choice.
    pub fn that_leaves<'a>(&'a self, emoji: &'a str) -> Option<&'a str> {
        let wanted = bare(emoji);
        let listed = self.0.iter().find(|listed| bare(listed) == wanted)?;
        let toned = emoji.chars().any(emoji::is_tone);
        Some(if toned { emoji } else { listed })
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !is_dressing(*c)).collect()
}

fn is_dressing(c: char) -> bool {
    c == '\u{FE0F}' || emoji::is_tone(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_emojis_leave_however_discord_spells_them() {
        let leaving = Leaving::default();
        assert_eq!(leaving.that_leaves("👍"), Some("👍"));
        assert_eq!(leaving.that_leaves("👍🏽"), Some("👍🏽"));
        assert_eq!(leaving.that_leaves("❤"), Some("❤\u{FE0F}"));
        for inside in ["👎", "👀", "✅", "", "👍👍"] {
            assert_eq!(leaving.that_leaves(inside), None, "{inside}");
        }
    }

    #[test]
    fn a_list_is_read_however_it_is_typed() {
        for (typed, listed) in [
            ("👍 ❤️ 🙏", "👍 ❤\u{FE0F} 🙏"),
            ("👍❤🙏", "👍 ❤\u{FE0F} 🙏"),
            ("✅,\n✅; 👍🏽", "✅ 👍"),
            ("🇧🇷👩\u{200D}⚕", "🇧🇷 👩\u{200D}⚕\u{FE0F}"),
            ("1️⃣ ☑", "1\u{FE0F}\u{20E3} ☑\u{FE0F}"),
            (" ", ""),
        ] {
            let read = Leaving::read(typed).expect(typed);
            assert_eq!(read.written(), listed, "{typed}");
        }
        for (typed, wrong) in [
            ("👍 ok", "ok"),
            ("👍a", "👍a"),
            ("<:x:1> 👍", "<:x:1>"),
            ("7", "7"),
        ] {
            assert_eq!(Leaving::read(typed), Err(wrong.to_owned()), "{typed}");
        }
        let default = Leaving::default();
        assert_eq!(Leaving::read(&default.written()), Ok(default));
    }
}
