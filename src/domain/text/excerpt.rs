//! Short, single-line forms of what people wrote.

use unicode_segmentation::UnicodeSegmentation;

use super::invisible::harmless;

/// The beginning of a text in one line of at most `max` characters as readers count them
/// (graphemes), the last of which is `…` if something was cut off.
///
/// Fit for places that show text as it is, such as a thread's name or a list. It still has its
/// signs: [`escape`](super::escape) it before it stands in a message. Empty if nothing of the text
/// can be seen.
pub fn excerpt(text: &str, max: usize) -> String {
    let line = harmless(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut ends = line.grapheme_indices(true).map(|(start, _)| start);
    if ends.clone().nth(max).is_none() {
        return line;
    }
    let Some(end) = max.checked_sub(1).and_then(|last| ends.nth(last)) else {
        return String::new();
    };
    format!("{}…", line[..end].trim_end())
}
