//! What a channel can do is read from its table, where what depends on it is decided.

use chrono::TimeDelta;
use conecta::channels::whatsapp::ABILITIES;
use conecta::domain::abilities::{
    Abilities, FileLives, InteractiveLimits, MediaKind, MediaLimit, PairRate, Recordings,
    TemplateLimits,
};
use conecta::domain::address::Address;
use conecta::domain::content::{Content, FileContent, Handed, Interactive, Offer};
use conecta::domain::effect::{Effect, Notice};
use conecta::domain::event::{Event, Reply};
use conecta::domain::file::FileFacts;
use conecta::domain::fit::{Origin, Remark, Way, fit};
use conecta::domain::ids::FileId;
use conecta::domain::incoming::{Context, Inbound, InboundBody, InboundKind};
use conecta::domain::interactive::{Wrong, flaws};
use conecta::domain::message::State;
use conecta::domain::template::{Definition, Field, Form, Mapping, Trouble, Values, check_message};
use serde_json::json;

use crate::desk::{CARLA, Desk, h, line_of, min, s};

/// A channel that is not WhatsApp.
static OTHER: Abilities = Abilities {
    window: TimeDelta::hours(2),
    templates: Some(TemplateLimits {
        header: 10,
        body: 20,
        url: 30,
        coupon: 5,
        one_time_code: 6,
        place: 7,
    }),
    receipt_reach: TimeDelta::minutes(90),
    typing: false,
    unquotable: &[InboundKind::Reaction],
    unreactable: &[InboundKind::Text],
    interactive: InteractiveLimits {
        buttons: 2,
        label: 5,
        ..ABILITIES.interactive
    },
    media: &[
        MediaLimit {
            kind: MediaKind::Voice,
            max_bytes: 9_000,
            mime_types: &["audio/ogg"],
        },
        MediaLimit {
            kind: MediaKind::Document,
            max_bytes: 9_000,
            mime_types: &[],
        },
    ],
    recordings: Recordings {
        channels: 2,
        at_once_bytes: 2_000,
    },
    file_lives: FileLives {
        inbound: TimeDelta::days(2),
        handed_over: TimeDelta::days(3),
    },
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

#[test]
fn a_reply_to_what_was_removed_leaves_and_says_what_is_lost() {
    let mut desk = in_talk();
    let mut line = desk.line(CARLA, "Pode mandar de novo?");
    line.reply = Reply::Removed;
    desk.happens(&Event::Wrote(line.clone()));
    assert_eq!(
        desk.posted_to(line_of(line.message)),
        [&Notice::QuoteOfRemoved]
    );
    desk.passes(s(6));
    assert_eq!(desk.left(), [line.message]);
    let row = desk.c.message(line.message).expect("it was written");
    assert_eq!(row.quotes, None);
}

#[test]
fn what_a_template_carries_is_what_the_channels_do() {
    let item = json!({
        "name": "aviso", "language": "pt_BR", "category": "UTILITY", "status": "APPROVED",
        "components": [
            { "type": "HEADER", "format": "TEXT", "text": "{{1}}" },
            { "type": "BODY", "text": "{{1}}" },
            { "type": "BUTTONS", "buttons": [
                { "type": "URL", "text": "Abrir", "url": "{{1}}" },
                { "type": "COPY_CODE", "text": "Copiar" },
            ] },
        ],
    });
    let definition = Definition::parse(&item).expect("a template");
    let longest = |abilities: &Abilities| -> Vec<usize> {
        let limits = abilities.templates.expect("it has templates");
        let form = Form::derive(&definition, &Mapping::new(), limits).expect("a form");
        form.fields.iter().map(|field| field.max_length).collect()
    };
    assert_eq!(longest(&ABILITIES), [60, 1024, 2000, 20]);
    assert_eq!(longest(&OTHER), [10, 20, 30, 5]);
    let limits = OTHER.templates.expect("it has templates");
    let form = Form::derive(&definition, &Mapping::new(), limits).expect("a form");
    let value = |field: &Field| (field.slot.clone(), "x".repeat(field.max_length + 1));
    let values: Values = form.fields.iter().map(value).collect();
    let problems = check_message(&definition, &form, &values).expect_err("all is too long");
    let limits: Vec<Trouble> = problems.iter().map(|problem| problem.trouble).collect();
    let too_long = |limit| Trouble::TooLong {
        limit,
        length: limit + 1,
    };
    assert_eq!(limits, [too_long(10), too_long(20), too_long(30)]);
}

/// Ana's, of that kind.
fn said(body: InboundBody) -> Inbound {
    Inbound {
        phone_number_id: "1".to_owned(),
        wamid: "wamid.2".to_owned(),
        contact: Address::default(),
        profile_name: None,
        username: None,
        at: Desk::new().now,
        historic: false,
        context: Context::default(),
        referral: None,
        group_id: None,
        body,
    }
}

#[test]
fn what_is_quoted_and_reacted_to_is_what_the_channel_lets_be() {
    let text = said(InboundBody::Text { text: "Oi".into() });
    let reaction = said(InboundBody::Reaction {
        target: "wamid.1".to_owned(),
        emoji: Some("👍".to_owned()),
    });
    let call = said(InboundBody::Call);
    let both = |said: &Inbound, abilities: &Abilities| {
        let (quoted, reacted) = (said.quotable(abilities), said.reactable(abilities));
        (quoted.map(str::to_owned), reacted.map(str::to_owned))
    };
    let some = |wamid: &str| Some(wamid.to_owned());
    assert_eq!(both(&text, &ABILITIES), (some("wamid.2"), some("wamid.2")));
    assert_eq!(both(&reaction, &ABILITIES), (some("wamid.1"), None));
    assert_eq!(both(&call, &ABILITIES), (None, None));
    assert_eq!(both(&text, &OTHER), (some("wamid.2"), None));
    assert_eq!(both(&reaction, &OTHER), (None, None));
    assert_eq!(both(&call, &OTHER), (some("wamid.2"), some("wamid.2")));
}

#[test]
fn a_file_is_handed_over_anew_before_the_channel_forgets_it() {
    let prepared_again = |abilities: &'static Abilities, age: TimeDelta| {
        let at = Desk::new().now;
        let handed = Handed {
            id: "55".to_owned(),
            at,
            kind: MediaKind::Image,
            name: "mesa.jpg".to_owned(),
            link: false,
            remark: None,
        };
        let file = FileContent {
            facts: FileFacts {
                id: FileId(1),
                kind: MediaKind::Image,
                name: "mesa.jpg".to_owned(),
                mime: Some("image/jpeg".to_owned()),
                bytes: 9_000,
                attachment: None,
            },
            caption: None,
            caption_limit: 0,
            as_link: false,
            as_document: false,
            remark: None,
            said: None,
            handed: Some(handed),
        };
        !file.is_ready(abilities, true, at + age)
    };
    let days = TimeDelta::days;
    for (abilities, kept) in [(&ABILITIES, days(30)), (&OTHER, days(3))] {
        assert!(!prepared_again(abilities, kept - days(1) - s(1)));
        assert!(prepared_again(abilities, kept - days(1)));
    }
}

#[test]
fn files_go_as_what_the_channel_carries_and_their_author_reads_what_is_lost() {
    let goes = |abilities: &Abilities, mime: &str, bytes: u64, origin: Origin| {
        let fit = fit(abilities, Some(mime), bytes, origin, false);
        (fit.way, fit.remark)
    };
    let voice = |abilities: &Abilities, bytes| goes(abilities, "audio/ogg", bytes, Origin::Spoken);
    let as_voice = Way::As(MediaKind::Voice);
    let limit = 512 * 1024;
    assert_eq!(voice(&ABILITIES, limit), (as_voice, None));
    assert_eq!(
        voice(&ABILITIES, limit + 1),
        (as_voice, Some(Remark::VoiceToFetch))
    );
    assert_eq!(voice(&OTHER, 2_001), (as_voice, Some(Remark::VoiceToFetch)));
    let film = |abilities: &Abilities| goes(abilities, "video/mp4", 9_000, Origin::Attached);
    assert_eq!(film(&ABILITIES), (Way::As(MediaKind::Video), None));
    let as_document = Way::As(MediaKind::Document);
    assert_eq!(film(&OTHER), (as_document, Some(Remark::FormAsDocument)));
}

#[test]
fn a_question_carries_what_the_channel_lets_it() {
    let labels = ["Sim", "Não", "Não sei"].map(str::to_owned);
    let asked = Content::Interactive(Box::new(Interactive {
        body: "Vem?".to_owned(),
        offer: Offer::Buttons {
            labels: labels.to_vec(),
        },
    }));
    assert_eq!(flaws(&asked, &ABILITIES), []);
    let wrong: Vec<Wrong> = flaws(&asked, &OTHER)
        .iter()
        .map(|flaw| flaw.wrong)
        .collect();
    let too_many = Wrong::TooMany { count: 3, limit: 2 };
    let too_long = Wrong::TooLong { count: 7, limit: 5 };
    assert_eq!(wrong, [too_many, too_long]);
}
