//! The assignee's emojis on the customer's messages.

use conecta::domain::content::Content;
use conecta::domain::event::Event;
use conecta::domain::ids::{MessageId, PersonId};
use conecta::domain::refusal::{Reason, Refusal, Retry};

use crate::desk::{BRUNO, CARLA, Desk, refusal, s};

/// Puts an emoji on the customer's message, or takes it back.
fn reacts(desk: &mut Desk, by: PersonId, emoji: &str, removed: bool) {
    let message = desk.fresh_message();
    desk.happens(&Event::Reacted {
        message,
        position: message.0,
        by,
        target: "wamid.in".to_owned(),
        emoji: emoji.to_owned(),
        removed,
    });
}

/// What has left, in order: the emojis, and `None` for one taken back.
fn left(desk: &mut Desk) -> Vec<Option<String>> {
    desk.passes(s(6));
    let ids: Vec<MessageId> = desk.left();
    for id in &ids {
        desk.accepted(*id);
    }
    let emoji = |id: MessageId| match &desk.c.message(id).expect("a row").content {
        Content::Reaction { emoji, .. } => emoji.clone(),
        other => panic!("{other:?}"),
    };
    ids.into_iter().map(emoji).collect()
}

#[test]
fn the_assignees_emoji_leaves_after_the_undo_time_and_nobody_elses() {
    let mut desk = Desk::in_talk();
    reacts(&mut desk, BRUNO, "👍", false);
    reacts(&mut desk, CARLA, "👍", false);
    assert_eq!(desk.left(), []);
    assert_eq!(left(&mut desk), [Some("👍".to_owned())]);
}

#[test]
fn one_that_is_taken_back_in_time_never_leaves_and_a_later_one_is_taken_back_there_too() {
    let mut desk = Desk::in_talk();
    reacts(&mut desk, CARLA, "👍", false);
    reacts(&mut desk, CARLA, "👍", true);
    assert_eq!(left(&mut desk), []);
    reacts(&mut desk, CARLA, "🙏", false);
    assert_eq!(left(&mut desk), [Some("🙏".to_owned())]);
    reacts(&mut desk, CARLA, "🙏", true);
    desk.passes(s(3));
    assert_eq!(left(&mut desk), [None]);
}

#[test]
fn of_several_in_a_row_the_last_one_leaves() {
    let mut desk = Desk::in_talk();
    reacts(&mut desk, CARLA, "👍", false);
    reacts(&mut desk, CARLA, "🎉", false);
    reacts(&mut desk, CARLA, "👍", true);
    assert_eq!(left(&mut desk), [Some("🎉".to_owned())]);
}

#[test]
fn one_that_is_refused_says_that_it_was_a_reaction() {
    let mut desk = Desk::in_talk();
    reacts(&mut desk, CARLA, "👍", false);
    desk.passes(s(6));
    let message = desk.left()[0];
    desk.happens(&Event::Refused {
        message,
        attempt: 1,
        refusal: Refusal {
            reason: Reason::BadParameter,
            code: Some(131_009),
            ..refusal(Retry::Never)
        },
    });
    let row = desk.c.message(message).expect("a row");
    let reason = row.failure.as_ref().map(|failure| failure.reason);
    assert_eq!(reason, Some(Reason::ReactionRefused));
}

#[test]
fn of_two_that_left_the_other_one_stands_again_when_one_is_taken_back() {
    let mut desk = Desk::in_talk();
    for emoji in ["👍", "🎉", "❤️"] {
        reacts(&mut desk, CARLA, emoji, false);
        assert_eq!(left(&mut desk), [Some(emoji.to_owned())]);
    }
    reacts(&mut desk, CARLA, "❤️", true);
    assert_eq!(left(&mut desk), [Some("🎉".to_owned())]);
    reacts(&mut desk, CARLA, "👍", true);
    assert_eq!(left(&mut desk), [], "the phone did not show it");
    reacts(&mut desk, CARLA, "🎉", true);
    assert_eq!(left(&mut desk), [None]);
}

#[test]
fn one_that_is_taken_back_before_it_left_shows_what_stands() {
    let mut desk = Desk::in_talk();
    reacts(&mut desk, CARLA, "👍", false);
    assert_eq!(left(&mut desk), [Some("👍".to_owned())]);
    reacts(&mut desk, CARLA, "❤️", false);
    desk.passes(s(3));
    reacts(&mut desk, CARLA, "❤️", true);
    assert_eq!(left(&mut desk), [], "the phone shows it still");
    reacts(&mut desk, CARLA, "❤️", false);
    desk.passes(s(3));
    reacts(&mut desk, CARLA, "👍", true);
    assert_eq!(left(&mut desk), [Some("❤️".to_owned())]);
    reacts(&mut desk, CARLA, "❤️", true);
    assert_eq!(left(&mut desk), [None]);
}
