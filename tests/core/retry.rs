//! What happens when the platform says no.

use std::time::Duration;

use conecta::domain::conversation::Notify;
use conecta::domain::effect::{Effect, Notice, Posted};
use conecta::domain::event::{Event, Wish};
use conecta::domain::ids::MessageId;
use conecta::domain::mark::Mark;
use conecta::domain::message::{Failure, Progress, State};
use conecta::domain::refusal::{Reason, Retry};

use crate::desk::{CARLA, Desk, line_of, mark, min, ms, notice, s, tells, unmark};
use crate::files::{nth, sound, with};

fn sending() -> (Desk, MessageId) {
    let mut desk = Desk::in_talk();
    let olá = desk.carla("Olá!");
    desk.passes(s(5));
    (desk, olá)
}

fn failed(message: MessageId) -> Notice {
    Notice::Failed {
        message,
        failure: Failure {
            reason: Reason::SomethingWrong,
            code: Some(131_000),
        },
    }
}

/// After how many seconds it leaves again, each time it is refused.
fn pauses(retry: Retry, times: usize) -> Vec<i64> {
    let (mut desk, olá) = sending();
    (0..times)
        .map(|_| {
            desk.refused(olá, retry);
            let from = desk.now;
            while desk.state(olá) == State::Ready {
                desk.passes(ms(1_000));
            }
            (desk.now - from).num_seconds()
        })
        .collect()
}

#[test]
fn it_is_tried_again_after_1_5_30_120_and_300_seconds() {
    assert_eq!(pauses(Retry::Backoff, 6), [1, 5, 30, 120, 300, 300]);
    assert_eq!(pauses(Retry::Counted { tries: 5 }, 4), [1, 5, 30, 120]);
    assert_eq!(pauses(Retry::Pair, 3), [4, 16, 64]);
    assert_eq!(pauses(Retry::After(Duration::from_secs(70)), 2), [70, 70]);
    assert_eq!(pauses(Retry::ChannelRestored, 1), [300]);
}

#[test]
fn only_writing_too_fast_makes_the_pause_for_it_longer() {
    let (mut desk, olá) = sending();
    for _ in 0..3 {
        desk.refused(olá, Retry::Backoff);
        desk.passes(min(1));
    }
    assert_eq!(desk.attempt(olá), 4);
    desk.refused(olá, Retry::Pair);
    let told = |posted: &&Posted| matches!(posted, Posted::Notice(Notice::Delayed { .. }));
    assert!(desk.posted().iter().any(told), "it is the first time");
    desk.passes(s(4));
    assert_eq!(desk.left(), [olá]);
}

#[test]
fn a_pause_longer_than_time_itself_does_no_harm() {
    let (mut desk, olá) = sending();
    desk.refused(olá, Retry::After(Duration::MAX));
    assert_eq!(desk.state(olá), State::Ready);
}

#[test]
fn only_answers_about_the_message_count_and_five_are_enough() {
    let (mut desk, olá) = sending();
    for _ in 0..4 {
        desk.refused(olá, Retry::Counted { tries: 9 });
        desk.passes(min(3));
    }
    desk.refused(olá, Retry::Counted { tries: 9 });
    assert_eq!(
        desk.did,
        [tells(failed(olá), olá, CARLA), mark(olá, Mark::Failed)]
    );
}

#[test]
fn a_delay_is_told_once_when_it_is_one() {
    let (mut desk, olá) = sending();
    let delayed = |desk: &Desk| {
        let told = |posted: &&&Posted| matches!(posted, Posted::Notice(Notice::Delayed { .. }));
        desk.posted().iter().filter(told).count()
    };
    let told: Vec<usize> = (0..5)
        .map(|_| {
            desk.refused(olá, Retry::Backoff);
            let told = delayed(&desk);
            desk.passes(min(5));
            told
        })
        .collect();
    assert_eq!(told, [0, 0, 1, 0, 0]);
    let (mut desk, olá) = sending();
    desk.refused(olá, Retry::Pair);
    let next = desk.now + s(4);
    let expected = Notice::Delayed {
        message: olá,
        failure: Failure {
            reason: Reason::SomethingWrong,
            code: Some(131_000),
        },
        next,
    };
    assert_eq!(desk.posted(), [&Posted::Notice(expected)]);
    assert_eq!(desk.pinged(), [], "nothing is wanted of anybody");
}

#[test]
fn what_fails_later_is_tried_again_as_what_is_refused_at_once() {
    for (retry, pause) in [
        (Retry::Backoff, s(1)),
        (Retry::Counted { tries: 3 }, s(1)),
        (Retry::After(Duration::from_secs(70)), s(70)),
        (Retry::Pair, s(4)),
    ] {
        let (mut desk, olá) = sending();
        desk.accepted(olá);
        desk.fails_later(olá, retry);
        assert_eq!(desk.state(olá), State::Ready, "{retry:?}");
        desk.passes(pause - ms(1));
        assert_eq!(desk.left(), [], "{retry:?}");
        desk.passes(ms(1));
        assert_eq!(desk.left(), [olá], "{retry:?}");
    }
}

#[test]
fn what_fails_when_something_after_it_has_left_is_told_instead() {
    let (mut desk, first) = sending();
    desk.accepted(first);
    desk.came(first, Progress::Sent);
    let second = desk.carla("dois");
    desk.passes(s(5));
    assert_eq!(desk.left(), [second]);
    desk.fails_later(first, Retry::Backoff);
    assert_eq!(desk.state(first), State::Failed, "it would come after it");
}

#[test]
fn what_fails_long_after_it_was_taken_is_asked_about_first() {
    let (mut desk, olá) = sending();
    desk.accepted(olá);
    desk.passes(min(20));
    desk.fails_later(olá, Retry::Backoff);
    assert_eq!(desk.state(olá), State::Held);
}

#[test]
fn what_a_person_chose_not_to_repeat_the_machine_does_not_either() {
    let (mut desk, olá) = sending();
    desk.in_doubt(olá);
    desk.passes(s(60));
    desk.presses(CARLA, Wish::Presume(olá));
    desk.fails_later(olá, Retry::Backoff);
    assert_eq!(desk.state(olá), State::Failed);
}

#[test]
fn what_failed_may_be_sent_again_as_its_line_says_by_then() {
    let (mut desk, olá) = sending();
    desk.refused(olá, Retry::Never);
    desk.presses(CARLA, Wish::SendAgain(olá));
    assert_eq!(
        desk.did,
        [
            notice(Notice::SentAgain {
                by: CARLA,
                message: olá
            }),
            Effect::Reread {
                message: olá,
                post: line_of(olá)
            },
            unmark(olá),
        ]
    );
    desk.reads_again(olá, "Olá, Ana!");
    assert_eq!((desk.left(), desk.text(olá)), (vec![olá], "Olá, Ana!"));
}

#[test]
fn a_final_refusal_is_told_at_once() {
    let (mut desk, olá) = sending();
    desk.refused(olá, Retry::Never);
    assert_eq!(
        desk.did,
        [tells(failed(olá), olá, CARLA), mark(olá, Mark::Failed)]
    );
}

#[test]
fn a_template_is_not_put_back_it_fails() {
    let mut desk = Desk::new();
    let template = desk.template();
    desk.refused(template, Retry::AfterInbound);
    assert_eq!(desk.state(template), State::Failed);
}

#[test]
fn a_template_that_fails_later_says_so() {
    let mut desk = Desk::new();
    let template = desk.template();
    desk.happens(&Event::Posted {
        message: template,
        post: line_of(template),
    });
    desk.accepted(template);
    desk.fails_later(template, Retry::Never);
    assert_eq!(
        desk.did,
        [
            tells(failed(template), template, CARLA),
            mark(template, Mark::Failed)
        ]
    );
}

#[test]
fn while_it_is_tried_again_it_keeps_its_place() {
    let (mut desk, first) = sending();
    desk.refused(first, Retry::After(Duration::from_secs(60)));
    let second = desk.carla("dois");
    desk.passes(s(60));
    assert_eq!(desk.left(), [first]);
    desk.delivered(first);
    assert_eq!(desk.left(), [second]);
}

#[test]
fn delivered_beats_failed_and_nothing_goes_backwards() {
    let (mut desk, olá) = sending();
    desk.accepted(olá);
    desk.fails_later(olá, Retry::Never);
    desk.came(olá, Progress::Sent);
    assert_eq!(desk.state(olá), State::Failed);
    desk.came(olá, Progress::Delivered);
    assert_eq!(desk.state(olá), State::Delivered);
    desk.fails_later(olá, Retry::Never);
    assert_eq!((desk.state(olá), desk.did.len()), (State::Delivered, 0));
    desk.came(olá, Progress::Read);
    desk.came(olá, Progress::Sent);
    desk.came(olá, Progress::Delivered);
    assert_eq!(desk.state(olá), State::Read);
}

#[test]
fn a_refusal_after_the_end_of_the_conversation_fails_the_message() {
    let (mut desk, olá) = sending();
    desk.happens(&Event::Concluded { by: CARLA });
    desk.refused(olá, Retry::Backoff);
    assert_eq!(
        desk.did,
        [tells(failed(olá), olá, CARLA), mark(olá, Mark::Failed)]
    );
}

#[test]
fn the_pair_limit_is_kept() {
    let mut desk = Desk::new();
    let messages: Vec<MessageId> = (0..47).map(|nth| desk.carla(&nth.to_string())).collect();
    desk.passes(min(1));
    desk.answers();
    for message in &messages[..45] {
        assert_eq!(desk.left(), [*message]);
        desk.delivered(*message);
    }
    assert_eq!(desk.left(), []);
    desk.passes(s(6) - ms(1));
    assert_eq!(desk.left(), []);
    desk.passes(ms(1));
    assert_eq!(desk.left(), [messages[45]]);
}

#[test]
fn a_clock_that_is_set_back_silences_nobody() {
    let mut desk = Desk::in_talk();
    let first = desk.carla("Um");
    desk.passes(s(5));
    desk.delivered(first);
    desk.now -= min(10);
    let second = desk.carla("Dois");
    desk.passes(s(5));
    assert_eq!(desk.left(), [second]);
    // Nor does what was taken a moment before, of which nothing is heard.
    desk.accepted(second);
    desk.now -= min(10);
    let third = desk.carla("Três");
    desk.passes(s(5));
    assert_eq!(desk.left(), [third]);
}

#[test]
fn words_wait_for_the_picture_of_a_template_as_for_any_other() {
    let mut desk = Desk::in_talk();
    let picture = serde_json::json!({ "type": "image", "image": { "id": "7" } });
    let header = serde_json::json!([{ "type": "header", "parameters": [picture] }]);
    let template = desk.template_with("utility", header);
    assert_eq!(desk.left(), [template]);
    let words = desk.carla("Gostou?");
    desk.passes(s(5));
    desk.accepted(template);
    desk.came(template, Progress::Sent);
    desk.passes(s(9));
    assert_eq!(desk.left(), []);
    desk.passes(s(1));
    assert_eq!(desk.left(), [words]);

    let mut desk = Desk::in_talk();
    let plain = desk.template();
    let words = desk.carla("Gostou?");
    desk.passes(s(5));
    desk.accepted(plain);
    desk.came(plain, Progress::Sent);
    assert_eq!(desk.left(), [words]);
}

#[test]
fn what_left_before_a_backup_was_restored_is_settled_and_its_author_told() {
    let mut desk = Desk::new();
    let olá = desk.carla("Olá!");
    let of_before = |progress| Event::Progressed {
        message: olá,
        attempt: Some(1),
        wamid: "wamid.before".to_owned(),
        progress,
    };
    desk.happens(&of_before(Progress::Sent));
    assert_eq!((desk.state(olá), desk.attempt(olá)), (State::Sent, 1));
    let told = tells(Notice::LeftBefore { message: olá }, olá, CARLA);
    assert!(desk.did.contains(&told), "{:?}", desk.did);
    desk.answers();
    assert_eq!(desk.left(), []);
    desk.happens(&of_before(Progress::Read));
    assert_eq!(desk.state(olá), State::Read);
    assert!(!desk.did.contains(&told));
}

#[test]
fn what_waited_behind_what_turns_out_to_have_left_asks_for_itself() {
    let mut desk = Desk::of_nobody();
    let line = with(&mut desk, "Veja:", vec![sound(1)]);
    desk.happens(&Event::Wrote(line.clone()));
    let (words, song) = (nth(&line, 0), nth(&line, 1));
    assert_eq!(
        (desk.state(words), desk.state(song)),
        (State::Held, State::Undo)
    );
    desk.happens(&Event::Assumed {
        by: CARLA,
        notify: Notify::First,
    });
    desk.happens(&Event::Progressed {
        message: words,
        attempt: Some(1),
        wamid: "wamid.before".to_owned(),
        progress: Progress::Delivered,
    });
    assert_eq!(desk.state(words), State::Delivered);
    assert_eq!(desk.state(song), State::Held, "{:?}", desk.did);
    desk.passes(min(2));
    assert_eq!(desk.left(), []);
}
