//! placeholder until merged
/// note
pub fn note_sign(text: &str) -> bool {
    let t = text.trim_start();
    t.starts_with("//") || t.starts_with('\u{1F512}')
}
/// names
pub fn names_someone(text: &str) -> bool {
    text.contains("<@")
        || text.contains("<#")
        || text.contains("discord.gg")
        || text.contains("discord.com")
}
/// command
pub fn looks_like_command(text: &str) -> bool {
    let mut c = text.trim_start().chars();
    matches!(c.next(), Some('/' | '!')) && c.next().is_some_and(char::is_alphabetic)
}
