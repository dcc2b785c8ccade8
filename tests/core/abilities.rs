//! What a channel can do is read from its table, where what depends on it is decided.

use chrono::TimeDelta;
use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::abilities::{Abilities, PairRate};
use conecta::domain::effect::{Effect, Notice};
use conecta::domain::event::{Event, Reply};
use conecta::domain::message::State;

use crate::desk::{CARLA, Desk, h, line_of, min, s};

/// A channel that is not WhatsApp.
static OTHER: Abilities = Abilities {
    window: TimeDelta::hours(2),
    receipt_reach: TimeDelta::minutes(90),
    pair_rate: PairRate {
        burst: 2,
        refill: TimeDelta::seconds(60),
    },
    ..ABILITIES
};

/// Ana wrote an hour ago, over that channel.
fn in_talk() -> Desk {
    let mut desk = Desk::new();
    desk.c.abilities = &OTHER;
    desk.answers();
    desk.passes(h(1));
    desk
}

fn reports_reading(desk: &Desk) -> bool {
    let mut did = desk.did.iter();
    did.any(|effect| matches!(effect, Effect::ReportRead { .. }))
}

#[test]
fn the_window_is_as_long_as_the_channels() {
    let mut desk = in_talk();
    let closes = desk.now + h(1);
    assert_eq!(desk.c.window.closes(desk.now), Some(closes));
    desk.passes(h(1));
    let late = desk.carla("Ainda aí?");
    assert_eq!(desk.state(late), State::Waiting);
}

#[test]
fn nobody_is_written_to_faster_than_the_channel_allows() {
    let mut desk = in_talk();
    let mut lines = Vec::new();
    for text in ["Um", "Dois", "Três"] {
        lines.push(desk.carla(text));
        desk.passes(s(6));
        if desk.left() == lines[lines.len() - 1..] {
            desk.delivered(lines[lines.len() - 1]);
        }
    }
    assert_eq!(desk.state(lines[1]), State::Delivered);
    assert_eq!(desk.state(lines[2]), State::Ready);
    desk.passes(min(1));
    assert_eq!(desk.left(), [lines[2]]);
}

#[test]
fn reading_is_reported_only_as_long_as_the_channel_takes_it() {
    let mut desk = in_talk();
    desk.carla("Oi");
    desk.passes(s(6));
    assert!(reports_reading(&desk), "{:?}", desk.did);
    let mut desk = in_talk();
    desk.passes(min(40));
    desk.carla("Oi");
    desk.passes(s(6));
    assert!(!reports_reading(&desk), "{:?}", desk.did);
}

#[test]
fn a_reply_to_what_is_too_old_leaves_and_says_what_is_lost() {
    let mut desk = in_talk();
    let mut line = desk.line(CARLA, "Sobre aquilo: sim");
    line.reply = Reply::TooOld { days: 30 };
    desk.happens(&Event::Wrote(line.clone()));
    assert_eq!(
        desk.posted_to(line_of(line.message)),
        [&Notice::QuoteTooOld { days: 30 }]
    );
    desk.passes(s(6));
    assert_eq!(desk.left(), [line.message]);
    let row = desk.c.message(line.message).expect("it was written");
    assert_eq!(row.quotes, None);
}
