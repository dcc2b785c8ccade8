//! Which emojis of the assignee's on a customer's message reach the customer.

/// Those that say something to a customer; every other is for colleagues.
pub const THAT_LEAVE: [&str; 5] = ["👍", "❤\u{FE0F}", "🙏", "😊", "🎉"];

/// The emoji as it leaves; `None`: it stays inside.
///
/// Discord does not always tell the variation selector, and a skin tone is the agent's own choice.
pub fn that_leaves(emoji: &str) -> Option<&str> {
    let bare = |text: &str| -> String { text.chars().filter(|c| !is_dressing(*c)).collect() };
    let wanted = bare(emoji);
    let listed = THAT_LEAVE
        .into_iter()
        .find(|listed| bare(listed) == wanted)?;
    let toned = emoji.chars().any(is_skin_tone);
    Some(if toned { emoji } else { listed })
}

fn is_dressing(c: char) -> bool {
    c == '\u{FE0F}' || is_skin_tone(c)
}

fn is_skin_tone(c: char) -> bool {
    matches!(c, '\u{1F3FB}'..='\u{1F3FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_emojis_leave_however_discord_spells_them() {
        assert_eq!(that_leaves("👍"), Some("👍"));
        assert_eq!(that_leaves("👍🏽"), Some("👍🏽"));
        assert_eq!(that_leaves("❤"), Some("❤\u{FE0F}"));
        for inside in ["👎", "👀", "✅", "", "👍👍"] {
            assert_eq!(that_leaves(inside), None, "{inside}");
        }
    }
}
