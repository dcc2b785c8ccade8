//! What becomes of a line that Discord refuses as it is: less and less of it goes in the message
//! itself, until Discord takes it. Nothing of it is lost on the way.

use crate::discord::error::DiscordError;
use crate::discord::message::NewMessage;
use crate::domain::file::LinkedFor;
use crate::domain::text::inert;
use crate::store::posts::How;

/// *Message blocked by harmful links filter*.
const HARMFUL_LINK: u32 = 240_000;

/// Whether Discord's answer is about what the message says or brings, and not about where it goes.
/// An answer that nobody knows may be about anything: it is at the last try only.
pub fn is_about_content(error: &DiscordError, last_try: bool) -> bool {
    match error {
        DiscordError::TooLarge | DiscordError::Blocked { .. } | DiscordError::Invalid { .. } => {
            true
        }
        DiscordError::Other { status: 400, .. } => last_try,
        _ => false,
    }
}

/// How the message that was refused so is tried next; `None`: in no other way.
pub fn next(error: &DiscordError, message: &NewMessage, last_try: bool) -> Option<How> {
    let brings = message.files().iter().any(|file| file.path().is_some());
    let why = match error {
        DiscordError::TooLarge => LinkedFor::TooLarge,
        // Words alone show whether it is the files that are forbidden, or everything.
        DiscordError::Forbidden { .. } => LinkedFor::Forbidden,
        error if is_about_content(error, last_try) => LinkedFor::Refused,
        _ => return None,
    };
    let addresses = || inert(message.content()).map(|_| How::Inert);
    let linked = brings.then_some(How::Linked(why));
    let is_of_words = !message.content().is_empty() && message.files().is_empty();
    let as_file = is_of_words.then_some(How::AsFile);
    match error {
        DiscordError::TooLarge | DiscordError::Forbidden { .. } => linked,
        DiscordError::Blocked { code: HARMFUL_LINK } => addresses().or(linked).or(as_file),
        _ => linked.or_else(addresses).or(as_file),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::message::File;

    fn refused(error: &DiscordError, message: &NewMessage) -> Option<How> {
        next(error, message, false)
    }

    #[test]
    fn what_is_refused_loses_its_files_then_its_addresses_then_its_words() {
        let file = || File::on_disk("a.jpg", "image/jpeg", "a".into(), 1);
        let linked = Some(How::Linked(LinkedFor::Refused));
        let explicit = DiscordError::Blocked { code: 20_009 };
        let address = NewMessage::text("em mau.example");
        assert_eq!(refused(&explicit, &address.clone().file(file())), linked);
        assert_eq!(refused(&explicit, &address), Some(How::Inert));
        let words = NewMessage::text("oi");
        assert_eq!(refused(&explicit, &words), Some(How::AsFile));
        let as_file = words
            .clone()
            .file(File::in_memory("x", "text/plain", vec![1]));
        assert_eq!(refused(&explicit, &as_file), None);

        let link = DiscordError::Blocked { code: HARMFUL_LINK };
        assert_eq!(refused(&link, &address.file(file())), Some(How::Inert));
        assert_eq!(refused(&link, &words.clone().file(file())), linked);
    }

    #[test]
    fn what_is_no_word_about_the_message_changes_nothing_in_it() {
        let words = NewMessage::text("em mau.example");
        let picture = words.clone().file(File::on_disk("a", "b", "a".into(), 1));
        let forbidden = DiscordError::Forbidden { code: 50_013 };
        let linked = Some(How::Linked(LinkedFor::Forbidden));
        assert_eq!(refused(&forbidden, &picture), linked);
        assert_eq!(refused(&forbidden, &words), None);
        assert_eq!(refused(&DiscordError::NotSent, &picture), None);
        let unknown = DiscordError::Other {
            status: 400,
            code: 1,
        };
        assert_eq!(next(&unknown, &words, false), None);
        assert_eq!(next(&unknown, &words, true), Some(How::Inert));
    }
}
